"""
Progress and mastery: computed from the log each time, never stored.

* A question counts as done when a round with it is over; its credit is that of its newest finished round.
* Mastery of an objective is the mean credit of its done questions: None until there is one.
* An objective is *mastered* at 0.8 with at least two questions done, one of them assessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import mean
from types import MappingProxyType

from cs_training.records.attempts import Event

MASTERED = 0.8


@dataclass(frozen=True, slots=True)
class Item:
    """What progress must know of a question."""

    id: str
    lesson: str
    objective: str
    use: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a round."""

    credit: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well an objective is mastered; ``share`` is 0–1, None where nothing is done yet."""

    objective: str
    done: int
    total: int
    share: float | None
    mastered: bool


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """How far a learner is in one lesson."""

    lesson: str
    done: int
    total: int
    credit: float | None
    objectives: tuple[Mastery, ...]

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 0.0


def finished(events: Iterable[Event]) -> dict[str, list[Finished]]:
    """The finished rounds of every question, oldest first."""
    best: dict[tuple[str, int, str, int], float] = {}
    ended: dict[str, list[Finished]] = {}
    for event in events:
        if event.what not in ("answered", "handed-in"):
            continue
        key = (event.item, event.rev, event.mode, event.round)
        best[key] = max(best.get(key, 0.0), event.credit or 0.0)
        if event.over:
            ended.setdefault(event.item, []).append(Finished(best[key], event.at))
    return ended


def lesson_progress(
    events: Iterable[Event], items: Sequence[Item], replied: Mapping[str, float] = MappingProxyType({})
) -> list[LessonProgress]:
    """
    Progress lesson by lesson, in the order in which lessons appear among the items.

    Args:
        replied: The credit of situations and scenarios, which have no rounds.
    """
    newest = {item: rounds[-1].credit for item, rounds in finished(events).items()} | dict(replied)
    lessons: dict[str, list[Item]] = {}
    for item in items:
        lessons.setdefault(item.lesson, []).append(item)
    return [_lesson(lesson, of_lesson, newest) for lesson, of_lesson in lessons.items()]


def _lesson(lesson: str, items: Sequence[Item], newest: Mapping[str, float]) -> LessonProgress:
    objectives: dict[str, list[Item]] = {}
    for item in items:
        objectives.setdefault(item.objective, []).append(item)
    credits_ = [newest[i.id] for i in items if i.id in newest]
    masteries = tuple(_mastery(name, of_objective, newest) for name, of_objective in objectives.items())
    return LessonProgress(lesson, len(credits_), len(items), _mean(credits_), masteries)


def _mastery(objective: str, items: Sequence[Item], newest: Mapping[str, float]) -> Mastery:
    done = [i for i in items if i.id in newest]
    share = _mean([newest[i.id] for i in done])
    enough = len(done) >= 2 and any(i.use == "assess" for i in done)
    return Mastery(objective, len(done), len(items), share, enough and share is not None and share >= MASTERED)


def _mean(values: Sequence[float]) -> float | None:
    return mean(values) if values else None
