"""
A month of chats of the fictional shop: November 2026, from a hundred messages to twenty million, from a seed.

The three tables are those that a real export has (docs/practice-data.md tells the model). Same arguments, same bytes,
on every system: chance comes from the raw bits of PCG64 and tables of whole numbers. Whoever the shop is comes in as
a :class:`House`. Nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from cs_training.core.synthesis.daily import Sheet, copies, sheets
from cs_training.core.synthesis.dice import Ints
from cs_training.core.synthesis.frames import messages_frame, orders_frame, ratings_frame
from cs_training.core.synthesis.house import House
from cs_training.core.synthesis.mess import messed
from cs_training.core.synthesis.wording import wording
from cs_training.errors import FigureError

LEAST, MOST = 100, 20_000_000
MESSAGES = ("session_id", "agent_id", "buyer_id", "ts", "sender", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """
    The three tables.

    Attributes:
        messages: ``session_id, agent_id, buyer_id, ts, sender, text``, in the order of time.
        orders: ``order_id, buyer_id, created_at, paid_at, amount``; ``paid_at`` missing if unpaid, yuan.
        ratings: ``session_id, rating``; missing if left empty.
    """

    messages: pd.DataFrame
    orders: pd.DataFrame
    ratings: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The rows of one day of the month; ``ratings`` are of the chats that began on it."""

    date: date
    messages: pd.DataFrame
    orders: pd.DataFrame
    ratings: pd.DataFrame


def month(*, messages: int, seed: int, house: House, messy: bool = False) -> Month:
    """
    A month with this many messages, at most 1 % fewer.

    Args:
        messages: 100 to 20 million.
        seed: Any whole number from 0.
        house: The shop.
        messy: With what real exports have: rows twice, rows out of order, and more of them in the same second.

    Raises:
        FigureError: Fewer messages than ``LEAST`` or more than ``MOST``.
    """
    _check(messages)
    words = wording(house)
    every = list(sheets(messages, seed, house, words))
    starts = _starts(every)
    table = messages_frame(every, house, words, copies=copies(messages), starts=starts)
    return Month(
        messages=messed(table, seed) if messy else table,
        orders=orders_frame(every),
        ratings=ratings_frame(every, starts),
    )


def days(*, messages: int, seed: int, house: House) -> Iterator[Day]:
    """
    The same month day by day, for more than fits into memory: the days one behind the other are :func:`month`.

    Raises:
        FigureError: As for :func:`month`.
    """
    _check(messages)
    words = wording(house)
    done: list[int] = []
    for sheet in sheets(messages, seed, house, words):
        done.append(sheet.first)
        starts = np.asarray(done, dtype=np.int64)
        yield Day(
            date=date(2026, 11, sheet.day),
            messages=messages_frame([sheet], house, words, copies=copies(messages), starts=starts),
            orders=orders_frame([sheet]),
            ratings=ratings_frame([sheet], starts),
        )


def iso_text(ts: pd.Series) -> pd.Series:
    """Times as ISO 8601 text with Beijing's offset (``2026-11-11T00:00:05+08:00``); a missing one stays missing."""
    text: pd.Series = ts.dt.strftime("%Y-%m-%dT%H:%M:%S+08:00")
    return text


def _starts(every: list[Sheet]) -> Ints:
    return np.asarray([one.first for one in every], dtype=np.int64)


def _check(messages: int) -> None:
    if not LEAST <= messages <= MOST:
        raise FigureError(f"练习数据要 {LEAST} 到 {MOST} 条消息，写的是 {messages}。改一下 messages 再来。")
