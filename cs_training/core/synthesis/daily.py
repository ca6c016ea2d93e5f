"""One day after the other: chats until the day has its messages, by time, and what is left for tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

import numpy as np

from cs_training.core.synthesis.arrivals import Place, calls, place
from cs_training.core.synthesis.dice import Dice, Flags, Ints
from cs_training.core.synthesis.house import House
from cs_training.core.synthesis.rhythm import DAYS, budgets
from cs_training.core.synthesis.rows import Rows, joined, rows
from cs_training.core.synthesis.talk import Calls, Turns, turns
from cs_training.core.synthesis.trade import (
    DAY,
    Books,
    Orders,
    all_orders,
    buyers,
    orders,
    ratings,
    service,
    silent,
)
from cs_training.core.synthesis.wording import Wording, desks

USUAL = 96_000  # messages of a month that one copy of the house's people can carry
_PER_CHAT, _SPARE = 8, 40  # a first guess of messages a chat, and chats drawn beyond it
_LAST_SPARE = 800  # on the last day: enough that chats of a single message are among them
_END = len(DAYS) * DAY
Some = TypeVar("Some", Rows, Turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    A day's part of the log as numbers.

    Attributes:
        rows: Messages of the day by time; ``call`` is the number of the chat in the month.
        buyer: Of every message.
        first: The number of the first chat that began on this day; ``count`` how many began.
        orders: Those created on this day, in the order of time.
        rated: Numbers of chats that were rated, and their stars.
    """

    day: int
    rows: Rows
    buyer: Ints
    first: int
    count: int
    orders: Orders
    rated: Ints
    stars: Ints


@dataclass(slots=True)
class _Left:
    """What goes over to the next day."""

    books: Books = field(default_factory=Books)
    chats: int = 0
    messages: int = 0
    rows: list[Rows] = field(default_factory=list)
    buyer: list[Ints] = field(default_factory=list)
    orders: list[Orders] = field(default_factory=list)


def copies(messages: int) -> int:
    """How many people each agent of the house stands for."""
    return max(1, round(messages / USUAL))


def sheets(messages: int, seed: int, house: House, words: Wording) -> Iterator[Sheet]:
    """The days of the month; each needs the one before."""
    left = _Left()
    for day, budget in zip(DAYS, budgets(messages, seed), strict=True):
        here = place(house, day, copies=copies(messages))
        yield _day(here, words, seed, budget - left.messages, left)


def _day(here: Place, words: Wording, seed: int, budget: int, left: _Left) -> Sheet:
    some, said, written = _drawn(here, words, seed, budget)
    kept = _kept(np.bincount(written.call, minlength=len(some.start)), budget, exact=here.day == DAYS[-1])
    kept = kept[np.argsort(some.start[kept], kind="stable")]
    rank = np.full(len(some.start), -1, dtype=np.int64)
    rank[kept] = np.arange(len(kept))
    written = _ranked(written, rank)
    said = _ranked(said, rank)
    some = _only(some, kept)
    dice, after = Dice(seed, here.day, 2), desks(here.house.topics)[some.topic] == 1
    went = service(some, said)
    who = buyers(here.day, some.start, left.books, dice, after=after)
    rated, stars = ratings(went, after, dice)
    left.orders += [
        orders(some, went, who, words, dice, after=after),
        silent(here.day, len(kept), left.books, words, dice),
    ]
    first, left.chats, left.messages = left.chats, left.chats + len(kept), left.messages + len(written.call)
    made = _created(here.day, left)
    left.books.paid[here.day] = made.buyer[made.paid >= 0]
    mine, buyer = _until_midnight(here, replace(written, call=written.call + first), who[written.call], left)
    return Sheet(
        day=here.day,
        rows=mine,
        buyer=buyer,
        first=first,
        count=len(kept),
        orders=made,
        rated=rated + first,
        stars=stars,
    )


def _drawn(here: Place, words: Wording, seed: int, budget: int) -> tuple[Calls, Turns, Rows]:
    """More chats than the day needs, so that some can be chosen that have its messages."""
    expected = budget // _PER_CHAT
    count = expected * 11 // 10 + (_LAST_SPARE if here.day == DAYS[-1] else _SPARE)
    while True:
        dice = Dice(seed, here.day, 1)
        some = calls(here, count, dice, expected=expected)
        said = turns(some, dice)
        written = rows(some, said, words, dice)
        if len(written.call) >= budget + _SPARE:
            return some, said, written
        count = count * 5 // 4


def _kept(sizes: Ints, budget: int, *, exact: bool) -> Ints:
    """
    The chats that a day keeps: as they were drawn until its messages are reached.

    The last day fills what is still missing with chats of the right size, so that the month has its number.
    """
    drawn = np.flatnonzero(sizes)
    total = np.cumsum(sizes[drawn])
    many = int(np.searchsorted(total, budget, side="right"))
    kept, missing = list(drawn[:many]), budget - (int(total[many - 1]) if many else 0)
    for one in drawn[many:] if exact else ():
        if sizes[one] <= missing:
            kept.append(one)
            missing -= int(sizes[one])
    return np.asarray(kept, dtype=np.int64)


def _ranked(some: Some, rank: Ints) -> Some:
    stays = rank[some.call] >= 0
    kept = {one.name: getattr(some, one.name)[stays] for one in fields(some)}
    return type(some)(**kept | {"call": rank[kept["call"]]})


def _only(some: Calls, kept: Ints | Flags) -> Calls:
    return Calls(**{one.name: getattr(some, one.name)[kept] for one in fields(some)})


def _created(day: int, left: _Left) -> Orders:
    """The orders of this day, of whatever day the chat was; later ones wait."""
    every = all_orders(left.orders)
    now = (every.created < day * DAY) & (every.created >= 0)
    left.orders = [every.only((every.created >= day * DAY) & (every.created < _END))]
    made = every.only(now)
    return made.only(np.lexsort((made.fen, made.buyer, made.created)))


def _until_midnight(here: Place, written: Rows, buyer: Ints, left: _Left) -> tuple[Rows, Ints]:
    """The messages of this day by time, those of chats that began before included; later ones wait."""
    every, whose = joined([*left.rows, written]), np.concatenate([*left.buyer, buyer])
    late = every.at >= (here.midnight + DAY if here.day < DAYS[-1] else int(every.at.max(initial=0)) + 1)
    left.rows, left.buyer = [every.only(late)], [whose[late]]
    mine, whose = every.only(~late), whose[~late]
    # One number that sorts by time, then chat, then order within it: seconds of a month need 22 bits.
    base = int(mine.call.min()) if len(mine.call) else 0
    order = np.argsort((mine.at << 32) | ((mine.call - base) << 8) | mine.order, kind="stable")
    return mine.only(order), whose[order]
