"""The numbers of a log as tables of pandas: texts as categories, times in Beijing, money in yuan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from cs_training.core.synthesis.daily import Sheet
from cs_training.core.synthesis.dice import Ints
from cs_training.core.synthesis.house import House
from cs_training.core.synthesis.rows import SENDERS, joined
from cs_training.core.synthesis.trade import all_orders
from cs_training.core.synthesis.wording import Wording

ZONE = "Asia/Shanghai"
_BEGIN = 1_793_462_400  # 2026-11-01T00:00:00+08:00 in seconds since 1970
_PRIME, _MIXER = 9_999_991, 1_234_577  # buyers' numbers are mixed, so that they do not tell who came first


def messages_frame(sheets: Sequence[Sheet], house: House, words: Wording, *, copies: int, starts: Ints) -> pd.DataFrame:
    """The ``messages`` table of some days; ``starts`` are the numbers of the first chat of each day of the month."""
    rows, buyer = joined([one.rows for one in sheets]), np.concatenate([one.buyer for one in sheets])
    session = _named(rows.call, lambda used: session_names(used, starts))
    columns = {
        "session_id": session,
        "agent_id": _category((rows.agent + 1).astype(np.int32), ["", *agent_names(house, copies)]),
        "buyer_id": _named(buyer, buyer_names),
        "ts": times(rows.at),
        "sender": _category(rows.sender.astype(np.int8), SENDERS),
        "text": _category(rows.text.astype(np.int32), words.texts),
    }
    return pd.DataFrame(columns, copy=False)


def orders_frame(sheets: Sequence[Sheet]) -> pd.DataFrame:
    """The ``orders`` table of some days."""
    ids = [f"GLH-11{one.day:02d}-{i:04d}" for one in sheets for i in range(1, len(one.orders.created) + 1)]
    some = all_orders([one.orders for one in sheets])
    columns = {
        "order_id": pd.Series(ids, dtype="str"),
        "buyer_id": pd.Series(buyer_names(some.buyer), dtype="str"),
        "created_at": times(some.created),
        "paid_at": pd.Series(times(some.paid)).where(some.paid >= 0),
        "amount": some.fen / 100,
    }
    return pd.DataFrame(columns)


def ratings_frame(sheets: Sequence[Sheet], starts: Ints) -> pd.DataFrame:
    """The ``ratings`` table of some days; a rating left empty is missing."""
    rated, stars = (np.concatenate([getattr(one, name) for one in sheets]) for name in ("rated", "stars"))
    rating = pd.Series(stars, dtype="Int64").mask(stars == 0)
    return pd.DataFrame({"session_id": pd.Series(session_names(rated, starts), dtype="str"), "rating": rating})


def times(seconds: Ints) -> pd.DatetimeIndex:
    """Seconds of the month as aware times."""
    moments = ((seconds + _BEGIN) * 1_000_000).view("datetime64[us]")
    return pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(ZONE)


def session_names(numbers: Ints, starts: Ints) -> list[str]:
    """``S1103-0001`` is the first chat that began on 3 November."""
    day = np.searchsorted(starts, numbers, side="right")
    within = numbers - starts[day - 1] + 1
    return [f"S11{d:02d}-{n:04d}" for d, n in zip(day.tolist(), within.tolist(), strict=True)]


def buyer_names(numbers: Ints) -> list[str]:
    """``tb`` and seven digits."""
    return [f"tb{n:07d}" for n in (numbers * _MIXER % _PRIME).tolist()]


def agent_names(house: House, copies: int) -> list[str]:
    """The names of the house's people; a second 小鹿 is 小鹿2."""
    return [f"{one.name}{i + 1 if i else ''}" for one in house.agents for i in range(copies)]


def _category(codes: npt.NDArray[np.signedinteger], names: Sequence[str]) -> pd.Categorical:
    made: pd.Categorical = pd.Categorical.from_codes(codes, pd.Index(list(names), dtype="str"))
    return made


def _named(numbers: Ints, names: Callable[[Ints], list[str]]) -> pd.Categorical:
    """Numbers as a categorical of the names of those that occur."""
    low = int(numbers.min(initial=0)) if len(numbers) else 0
    used = np.zeros((int(numbers.max()) - low if len(numbers) else -1) + 1, dtype=np.bool_)
    used[numbers - low] = True
    codes = (np.cumsum(used, dtype=np.int32) - 1)[numbers - low]
    return _category(codes, names(np.flatnonzero(used) + low))
