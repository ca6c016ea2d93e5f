"""Who the buyers are, what they order and how they rate; what depends on how they were served."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

from cs_training.core.synthesis.dice import Dice, Flags, Ints, counts, log_normal, normal
from cs_training.core.synthesis.rhythm import MINUTES, minutes
from cs_training.core.synthesis.talk import NEW, Calls, Turns
from cs_training.core.synthesis.wording import Wording

DAY = MINUTES * 60
NEVER = -1
OLD = 8_000_000  # numbers of buyers whose order is older than the month begin here
_AGO = counts(0, 16, 18, 17, 14, 11, 9, 7, 5, 3)  # days from an order to the chat after it
_DECIDES = log_normal(25 * 60, 130, 20 * 3600)
_PAYS = log_normal(45, 80, 1800)
_PIECES = counts(0, 82, 14, 4)
_SAME_DAY, _NEXT_DAY, _SILENT = 50, 60, 900  # permille
_FREE, _FREIGHT = 6_900, 800  # fen
_OFF = ((29_900, 4_000), (19_900, 2_000))  # fen: from, off


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Orders, one entry each; ``paid`` is ``NEVER`` for unpaid ones, ``fen`` what was or would be paid."""

    buyer: Ints
    created: Ints
    paid: Ints
    fen: Ints

    def only(self, places: Flags | Ints) -> Orders:
        """Some of the orders."""
        return Orders(**{one.name: getattr(self, one.name)[places] for one in fields(Orders)})


def all_orders(parts: list[Orders]) -> Orders:
    """The orders of several, one behind the other."""
    return Orders(**{one.name: np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Orders)})


@dataclass(slots=True)
class Books:
    """What one day leaves to the next: numbers given, and who asked and who paid on each day."""

    buyers: int = 0
    older: int = OLD
    asked: dict[int, Ints] = field(default_factory=dict)
    paid: dict[int, Ints] = field(default_factory=dict)

    def fresh(self, count: int) -> Ints:
        """New numbers of buyers."""
        self.buyers += count
        return np.arange(self.buyers - count, self.buyers)

    def olds(self, count: int) -> Ints:
        """New numbers of buyers who ordered before the month."""
        self.older += count
        return np.arange(self.older - count, self.older)


def buyers(day: int, start: Ints, books: Books, dice: Dice, *, after: Flags) -> Ints:
    """
    Who writes: new ones, some who asked before, and after a sale those who paid some days ago.

    Args:
        day: Of the month.
        start: Of every chat, in order.
        books: Of the days before.
        dice: The chance of that day.
        after: Whether each is about an order that was paid.
    """
    size = len(start)
    who = books.fresh(size)
    earlier = dice.below(np.arange(size) + 1, size)
    again = dice.chance(_SAME_DAY, size) & (start - start[earlier] > 7200) & ~after & ~after[earlier]
    who = np.where(again, who[earlier], who)
    before = books.asked.get(day - 1, np.empty(0, dtype=np.int64))
    if len(before):
        who = np.where(dice.chance(_NEXT_DAY, size) & ~again & ~after, before[dice.below(len(before), size)], who)
    ago = dice.pick(_AGO, size)
    for days in range(1, 10):
        mine = np.flatnonzero(after & (ago == days))
        pool = books.paid.get(day - days, np.empty(0, dtype=np.int64))
        known = dice.below(len(pool), len(mine)) if len(pool) else np.empty(0, dtype=np.int64)
        who[mine] = pool[known] if len(pool) else books.olds(len(mine))
    books.asked[day] = np.unique(who[~after])
    return who


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How each chat went for its buyer: was it answered, how long on average, was the last turn left open, by whom."""

    answered: Flags
    wait: Ints
    left: Flags
    new: Flags


def service(calls: Calls, some: Turns) -> Service:
    """How the chats went."""
    size = len(calls.start)
    answers = np.bincount(some.call, weights=some.answered, minlength=size).astype(np.int64)
    waited = np.zeros(size, dtype=np.int64)
    np.add.at(waited, some.call, np.where(some.answered, some.wait, 0))
    left = np.zeros(size, dtype=np.bool_)
    left[some.call[~some.answered & ~some.thanks]] = True
    return Service(answered=answers > 0, wait=waited // np.maximum(answers, 1), left=left, new=calls.skill == NEW)


def orders(calls: Calls, went: Service, who: Ints, words: Wording, dice: Dice, *, after: Flags) -> Orders:
    """
    What buyers order after (or just before) they ask.

    Some pay within a day, some later, some order and never pay; fewer where they waited long or in vain.
    """
    size, start = len(who), calls.start
    soon = np.select([~went.answered, went.left, went.wait > 120], [90, 130, 200], 300)
    soon = np.where(went.new & went.answered, soon * 90 // 100, soon)
    soon = np.where(after, 30, soon)
    roll = dice.sixteen(size) * 1000 >> 16
    pays, later, unpaid = roll < soon, (roll >= 900) & (roll < 930) & ~after, (roll >= 930) & ~after
    urged = calls.urged
    begun = start + 60 + dice.pick(_DECIDES, size) + later * (DAY + dice.below(3 * DAY, size))
    begun = np.where(urged, np.maximum(start - 1800 - dice.below(5400, size), start // DAY * DAY), begun)
    quick = np.where(urged, start + 120 + dice.pick(_DECIDES, size), begun + dice.pick(_PAYS, size))
    paid = np.where(pays | later | (urged & (roll < 420)), quick, NEVER)
    made = np.flatnonzero(pays | later | unpaid | urged)
    fen = _fen(words, calls.topic[made], dice)
    return Orders(buyer=who[made], created=begun[made], paid=paid[made], fen=fen)


def silent(day: int, chats: int, books: Books, words: Wording, dice: Dice) -> Orders:
    """Orders of buyers who asked nothing."""
    count = chats * _SILENT // 1000
    created = (day - 1) * DAY + dice.one_of(minutes(day), count) * 60 + dice.below(60, count)
    paid = np.where(dice.chance(920, count), created + dice.pick(_PAYS, count), NEVER)
    topic = dice.below(len(words.goods), count)
    return Orders(buyer=books.fresh(count), created=created, paid=paid, fen=_fen(words, topic, dice))


def _fen(words: Wording, topic: Ints, dice: Dice) -> Ints:
    """Pieces times price, less 店铺满减, plus freight; the other promotions are left out."""
    price = words.fen[topic, dice.below(words.goods[topic], len(topic))]
    goods = price * dice.pick(_PIECES, len(topic))
    off = np.select([goods >= start for start, _ in _OFF], [less for _, less in _OFF], 0)
    paid: Ints = goods - off + (goods - off < _FREE) * _FREIGHT
    return paid


def ratings(went: Service, after: Flags, dice: Dice) -> tuple[Ints, Ints]:
    """
    Which chats were rated, and how: 1 to 5, 0 for a rating that was opened and left empty.

    About a quarter of all chats; those who waited in vain rate more often, and worse.
    """
    size = len(went.wait)
    score = 100 - np.minimum(went.wait, 1800) // 12 - went.left * 30 - after * 6 + dice.pick(normal(17), size)
    stars = 1 + sum((score > limit).astype(np.int64) for limit in (28, 48, 63, 80))
    rated = np.flatnonzero(went.answered & dice.chance(np.where(score < 60, 340, 270), size))
    return rated, np.where(dice.chance(140, len(rated)), 0, stars[rated])
