"""When to ask again: FSRS over the finished rounds of the log. Nothing is stored; all follows from the attempts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

from fsrs import Card, Rating, Scheduler

from cs_training.records.progress import Finished

# Asia/Shanghai has had one offset since 1991; a fixed one needs no time zone data, which Windows and Pyodide lack.
SHOP_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")

# No learning steps: minutes-later repetitions are for flash cards; here the first repetition comes another day.
# No fuzz: the same log gives the same schedule. The cap keeps years of “good” from leaving the calendar.
_SCHEDULER = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=(), maximum_interval=365)


@dataclass(frozen=True, slots=True)
class Due:
    """A question and the moment from which it should be asked again (aware, UTC)."""

    item: str
    at: datetime


def schedule(rounds: Mapping[str, Sequence[Finished]], items: Iterable[str]) -> list[Due]:
    """When each of the items that was ever finished is due again, earliest first."""
    return sorted((Due(i, _due(rounds[i])) for i in items if rounds.get(i)), key=lambda due: (due.at, due.item))


def due_today(schedule_: Iterable[Due], now: datetime) -> list[str]:
    """The items due by the end of today, shop time."""
    tonight = datetime.combine(now.astimezone(SHOP_TIME).date() + timedelta(days=1), time(), SHOP_TIME)
    return [due.item for due in schedule_ if due.at < tonight]


def _due(rounds: Sequence[Finished]) -> datetime:
    # The id is fixed because fsrs would otherwise wait a millisecond to make a unique one.
    card = Card(card_id=1, due=rounds[0].at)
    for one in rounds:
        card, _ = _SCHEDULER.review_card(card, _rating(one.credit), one.at)
    return card.due


def _rating(credit: float) -> Rating:
    """A full mark at the first try is Good, a laboured one Hard, less than half a mark Again."""
    if credit >= 0.9:
        return Rating.Good
    return Rating.Hard if credit >= 0.5 else Rating.Again
