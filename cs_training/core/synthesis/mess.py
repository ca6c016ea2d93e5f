"""What real exports have and a clean log has not: rows twice, rows out of order, more rows in one second."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cs_training.core.synthesis.dice import Dice

_TWICE, _MOVED, _TIED = 5, 30, 20  # permille of the rows
_FAR = 40  # rows that one is moved at most
_DAY = 31  # a key of its own, beside those of the days


def messed(messages: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The messages as a careless export gives them; about 5 in 1000 rows stand twice."""
    dice, size = Dice(seed, _DAY), len(messages)
    ts = messages["ts"]
    # A row takes the second of the row above, whichever chat that is in: never later than it was, so no reply is late.
    tied = dice.chance(_TIED, size)
    tied[:1] = False
    above = np.maximum(np.arange(size) - 1, 0)
    same = tied & (messages["session_id"].cat.codes.to_numpy() == messages["session_id"].cat.codes.to_numpy()[above])
    messages = messages.assign(ts=ts.where(~same, ts.shift(1)))
    place = np.arange(size) + dice.chance(_MOVED, size) * (dice.below(2 * _FAR + 1, size) - _FAR)
    twice = np.flatnonzero(dice.chance(_TWICE, size))
    rows = np.concatenate([np.arange(size), twice])
    order = np.argsort(np.concatenate([place, place[twice] + dice.below(_FAR, len(twice))]), kind="stable")
    return messages.iloc[rows[order]].reset_index(drop=True)
