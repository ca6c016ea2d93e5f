"""
What typing a line is worth: how right, how fast, where it stopped.

Speed is characters a minute; Latin letters, digits and signs count as one character each. Times are measured in the
browser, in milliseconds since the first key of the line: thinking before it, and reading over after the last character,
do not count. Text under composition does not count before it is committed, and one commit may bring many characters.
What a browser sends is checked: a line with impossible times is judged for its text and has no speed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from cs_training.core.typing_slips import Kind, Slip, compare, squeezed

ROUND = 5  # lines
FASTEST = 900  # characters a minute that nobody types, whatever the input method
LONGEST = 3_600_000  # ms
MOST_EVENTS = 5_000
OWN_LINES = 5  # typed lines that make a speed of one's own
_RECENT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """
    The time a line took.

    Attributes:
        pause: Seconds of the longest standstill between two keys; None where keys were not measured.
        deletions: Committed characters taken back; None where keys were not measured.
        inserted: Characters that came from quick phrases.
        events: How many changes of the text were timed; 0 where only a start and an end were.
    """

    seconds: float
    pause: float | None = None
    deletions: int | None = None
    inserted: int = 0
    events: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """
    A typed line.

    Attributes:
        asked: Characters of the target.
        typed: Characters of what was committed.
        correct: Characters that are right.
        edits: Characters wrong, left out or too many.
        speed: None if it was not, or could not be, measured.
    """

    asked: int
    typed: int
    correct: int
    edits: int
    slips: tuple[Slip, ...] = ()
    speed: Speed | None = None

    @property
    def accuracy(self) -> float:
        return self.correct / (self.correct + self.edits) if self.correct + self.edits else 0.0

    @property
    def gross(self) -> float | None:
        """Characters a minute, wrong ones too."""
        return self.typed * 60 / self.speed.seconds if self.speed else None

    @property
    def net(self) -> float | None:
        """Right characters a minute."""
        return self.correct * 60 / self.speed.seconds if self.speed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """
    Several lines together. Speeds are of the lines that have a time; ``timed`` says how many.

    Attributes:
        slips: How often each kind of slip happened, most often first.
        saved: Seconds that quick phrases saved; None where that cannot be known.
    """

    lines: int
    timed: int
    accuracy: float
    net: float | None
    gross: float | None
    pause: float | None
    deletions: int | None
    typed: int
    slips: Mapping[Kind, int]
    saved: float | None = None
    inserted: int = 0

    @property
    def counts(self) -> bool:
        """Whether its speed may be held against a target: every line has a time."""
        return 0 < self.lines == self.timed


def judge(target: str, typed: str, speed: Speed | None = None) -> Judged:
    """Compares a typed line with its target."""
    correct, edits, slips = compare(target, typed)
    asked, given = len(squeezed(target)), len(squeezed(typed))
    return Judged(asked=asked, typed=given, correct=correct, edits=edits, slips=slips, speed=speed)


def read_speed(sent: object, typed: str, *, inserted: int = 0) -> Speed | None:
    """
    The time a browser measured, or None if it cannot be true.

    Args:
        sent: ``{"events": [[ms, length, removed], …], "pause": ms}``: after every change of the committed text the
            time since the first key, the length of the text, and how many characters the learner took back.
        typed: What was typed; the last length must be its own.
        inserted: How many of its characters came from quick phrases.
    """
    given: dict[str, Any] = sent if isinstance(sent, dict) else {}
    events, pause = given.get("events"), given.get("pause")
    if not isinstance(events, list) or not 0 < len(events) <= MOST_EVENTS or not all(map(_sound, events)):
        return None
    times = [event[0] for event in events]
    seconds = times[-1] / 1000
    if times != sorted(times) or events[-1][1] != len(typed) or not possible(seconds, typed, inserted=inserted):
        return None
    held = pause / 1000 if _number(pause) and 0 <= pause <= times[-1] else None
    deletions = sum(event[2] for event in events)
    return Speed(seconds=seconds, pause=held, deletions=deletions, inserted=inserted, events=len(events))


def possible(seconds: float, typed: str, *, inserted: int = 0) -> bool:
    """Whether somebody can have typed that in that time; ``inserted`` characters came from quick phrases."""
    return seconds > 0 and (len(squeezed(typed)) - inserted) * 60 / seconds <= FASTEST


def summary(lines: Sequence[Judged], *, own: float | None = None) -> Summary:
    """
    Lines together.

    Args:
        lines: What was typed.
        own: The learner's own speed without phrases, in characters a minute: what phrases saved is held against it.
    """
    timed = [(one, one.speed) for one in lines if one.speed]
    minutes = sum(speed.seconds for _, speed in timed) / 60
    correct, typed = sum(one.correct for one in lines), sum(one.typed for one in lines)
    every = correct + sum(one.edits for one in lines)
    pauses = [speed.pause for _, speed in timed if speed.pause is not None]
    deleted = [speed.deletions for _, speed in timed if speed.deletions is not None]
    by_keys = [(one, speed) for one, speed in timed if speed.events]
    return Summary(
        lines=len(lines),
        timed=len(timed),
        accuracy=correct / every if every else 0.0,
        net=sum(one.correct for one, _ in timed) / minutes if minutes else None,
        gross=sum(one.typed for one, _ in timed) / minutes if minutes else None,
        pause=max(pauses, default=None),
        deletions=sum(deleted) if deleted else None,
        typed=typed,
        slips=dict(Counter(slip.kind for one in lines for slip in one.slips).most_common()),
        saved=sum(one.asked * 60 / own - speed.seconds for one, speed in by_keys) if own and by_keys else None,
        inserted=sum(speed.inserted for _, speed in timed),
    )


def own_speed(lines: Sequence[Judged]) -> float | None:
    """Characters a minute over the newest lines typed without phrases; None while they are too few to say."""
    measured = [(one, one.speed) for one in lines if one.speed and one.speed.events and not one.speed.inserted]
    recent = measured[-_RECENT:]
    if len(recent) < OWN_LINES:
        return None
    return sum(one.typed for one, _ in recent) * 60 / sum(speed.seconds for _, speed in recent)


def drawn(ids: Sequence[str], level: int, number: int) -> list[str]:
    """The lines of a round, the same for the same number; hardly any comes again before all others came."""
    rounds = max(len(ids) // ROUND, 1)  # before the lines are shuffled anew
    again, place = divmod(number - 1, rounds)
    order = sorted(ids)
    random.Random(f"typing:{level}:{again}").shuffle(order)
    return order[place * ROUND : (place + 1) * ROUND]


def _sound(event: Any) -> bool:
    return (
        isinstance(event, list)
        and len(event) == 3
        and all(map(_number, event))
        and 0 <= event[0] <= LONGEST
        and all(isinstance(count, int) and 0 <= count <= MOST_EVENTS for count in event[1:])
    )


def _number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
