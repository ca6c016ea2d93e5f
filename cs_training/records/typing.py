"""
What was typed in the typing drill, and how it is written down: one statement a line, with how it was judged.

A line is named by level, round and id (``typing/1/3/td1-05``); ``rev`` is a mark of its text, so that what was typed of
another text is passed over. The slips are stored, the keystrokes are not: of the timing only its results and how many
changes were timed. Nothing is judged again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cs_training.core.typing_drill import Judged, Speed, own_speed, summary
from cs_training.core.typing_slips import KINDS, Slip
from cs_training.records.attempts import ADL, SITE, envelope
from cs_training.records.log import Statement

_EXTENSION = f"{SITE}/xapi/typing"
TYPING = "items/typing/"  # stands in every statement of ours
_COUNTS = ("asked", "typed", "correct", "edits")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """
    A line as it was typed.

    Attributes:
        number: The round. place, of: Which of how many lines of the round, from 1.
        at: When; aware, UTC.
    """

    level: int
    number: int
    line: str
    rev: int
    place: int
    of: int
    at: datetime
    judged: Judged

    @property
    def item(self) -> str:
        return f"typing/{self.level}/{self.number}/{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingProgress:
    """The finished rounds of a level, fastest and newest: right characters a minute (None if untimed), and accuracy."""

    level: int
    rounds: int
    best: float | None
    best_accuracy: float
    last: float | None
    last_accuracy: float


def typed_statement(typed: TypedLine, *, actor: str) -> Statement:
    """The xAPI statement of a line."""
    judged = typed.judged
    details: dict[str, Any] = {n: getattr(typed, n) for n in ("level", "number", "line", "rev", "place", "of")}
    details |= {name: getattr(judged, name) for name in _COUNTS}
    details["slips"] = [[slip.kind, slip.at, slip.want, slip.got] for slip in judged.slips]
    details["speed"] = asdict(judged.speed) if judged.speed else None
    definition = {"type": f"{ADL}/activities/simulation"}
    verb = (f"{ADL}/verbs/completed", "打字")
    said = {_EXTENSION: details}
    written = envelope(typed.item, typed.at, actor=actor, verb=verb, definition=definition, extensions=said)
    result: dict[str, Any] = {"completion": True, "success": not judged.edits}
    result["score"] = {"scaled": round(judged.accuracy, 4)}
    if judged.speed and judged.net is not None:
        result["duration"] = f"PT{judged.speed.seconds:.2f}S"
        result["extensions"] = {f"{SITE}/xapi/characters-per-minute": round(judged.net, 1)}
    return written | {"result": result}


def typed_lines(statements: Iterable[Statement]) -> list[TypedLine]:
    """The typed lines among statements, in their order."""
    return [one for one in map(_typed, statements) if one is not None]


def typing_progress(happened: Iterable[TypedLine]) -> list[TypingProgress]:
    """Level by level."""
    rounds: dict[int, dict[int, dict[str, TypedLine]]] = {}
    for one in happened:
        # The first time counts: two notebooks may have shown the same line.
        rounds.setdefault(one.level, {}).setdefault(one.number, {}).setdefault(one.line, one)
    found = []
    for level, numbered in sorted(rounds.items()):
        over = [list(lines.values()) for lines in numbered.values() if len(lines) >= max(o.of for o in lines.values())]
        if over:
            found.append(_progress(level, sorted(over, key=lambda lines: max(one.at for one in lines))))
    return found


def speed_without_phrases(happened: Iterable[TypedLine]) -> float | None:
    """The learner's own speed at levels 1 and 2, in characters a minute; None while too little was typed."""
    return own_speed([one.judged for one in happened if one.level < 3])


def _progress(level: int, rounds: Sequence[Sequence[TypedLine]]) -> TypingProgress:
    wholes = [summary([one.judged for one in lines]) for lines in rounds]
    speeds = [(whole.net if whole.counts else None, whole.accuracy) for whole in wholes]
    best, last = max(speeds, key=lambda one: (one[0] or 0, one[1])), speeds[-1]
    return TypingProgress(
        level=level,
        rounds=len(speeds),
        best=best[0],
        best_accuracy=best[1],
        last=last[0],
        last_accuracy=last[1],
    )


def _typed(written: Statement) -> TypedLine | None:
    """The line of a statement; None if it is none of ours or lacks something: anybody may write into the file."""
    try:
        details = dict(written["context"]["extensions"][_EXTENSION])
        at = datetime.fromisoformat(written["timestamp"])
        judged = Judged(
            **{name: details.pop(name) for name in _COUNTS},
            slips=tuple(Slip(*slip) for slip in details.pop("slips")),
            speed=_speed(details.pop("speed")),
        )
        found = TypedLine(**details, at=at, judged=judged)
        return found if at.tzinfo and _sound(found) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _speed(given: Mapping[str, Any] | None) -> Speed | None:
    return None if given is None else Speed(**given)


def _sound(typed: TypedLine) -> bool:
    judged, speed = typed.judged, typed.judged.speed
    counts = [typed.rev, *(getattr(judged, name) for name in _COUNTS), *(slip.at for slip in judged.slips)]
    measured: list[Any] = []
    if speed:
        counts += [speed.inserted, speed.events, speed.deletions or 0]
        measured = [speed.seconds, speed.pause or 0]
    return (
        all(_whole(number) and number > 0 for number in (typed.level, typed.number, typed.place, typed.of))
        and all(map(_whole, counts))
        and all(isinstance(one, int | float) and math.isfinite(one) and one >= 0 for one in measured)
        and (speed is None or speed.seconds > 0)
        and isinstance(typed.line, str)
        and all(s.kind in KINDS and isinstance(s.want, str) and isinstance(s.got, str) for s in judged.slips)
    )


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
