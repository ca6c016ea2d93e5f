"""
What happened in casework, and how it is written down: one statement a try, with what was right in it.

A case is named by topic, level and number (``case/seven-days/2/7``); ``rev`` is a mark of its facts, so that
tries of a number that is another case today are passed over. What was right is stored: nothing is judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cs_training.records.attempts import ADL, SITE, envelope
from cs_training.records.log import Statement

_EXTENSION = f"{SITE}/xapi/case"
_FIELDS = ("topic", "level", "number", "rev", "response", "right", "credit", "over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """
    One try at a case.

    Attributes:
        response: What was given for each part, by part id: choice ids, yuan, ISO days.
        right: The ids of the parts that were right.
        credit: What it earned, 0–1.
        over: The case ended with this try.
        at: When; aware, UTC.
    """

    topic: str
    level: int
    number: int
    rev: int
    at: datetime
    response: Mapping[str, str]
    right: tuple[str, ...]
    credit: float
    over: bool

    @property
    def item(self) -> str:
        return f"{casework_item(self.topic, self.level)}{self.number}"

    @property
    def correct(self) -> bool:
        return set(self.right) == set(self.response)


@dataclass(frozen=True, slots=True)
class CaseworkProgress:
    """How many cases of a topic are done, and how many of them were all right at the first try."""

    topic: str
    done: int
    first: int


def casework_item(topic: str, level: int) -> str:
    """The beginning of the ids of a topic's cases at a level."""
    return f"case/{topic}/{level}/"


def tried_statement(tried: Tried, *, actor: str) -> Statement:
    """The xAPI statement of a try."""
    details: dict[str, Any] = {name: getattr(tried, name) for name in _FIELDS}
    details |= {"response": dict(tried.response), "right": list(tried.right)}
    definition = {"type": f"{ADL}/activities/simulation"}
    verb = (f"{ADL}/verbs/answered", "判案")
    said = {_EXTENSION: details}
    written = envelope(tried.item, tried.at, actor=actor, verb=verb, definition=definition, extensions=said)
    # Parts as xAPI writes pairs.
    response = "[,]".join(f"{part}[.]{value}" for part, value in tried.response.items())
    score = {"scaled": round(tried.credit, 4)}
    return written | {
        "result": {"response": response, "completion": tried.over, "success": tried.correct, "score": score}
    }


def tries(statements: Iterable[Statement]) -> list[Tried]:
    """The tries among statements, in their order."""
    return [one for one in map(_tried, statements) if one is not None]


def casework_progress(happened: Iterable[Tried]) -> list[CaseworkProgress]:
    """Topic by topic, in the order in which they were begun."""
    firsts: dict[tuple[str, int], Tried] = {}
    ended: dict[str, dict[str, bool]] = {}
    for one in happened:
        first = firsts.setdefault((one.item, one.rev), one)
        if one.over:
            ended.setdefault(one.topic, {})[one.item] = first.correct
    return [CaseworkProgress(topic, len(cases), sum(cases.values())) for topic, cases in ended.items()]


def _tried(written: Statement) -> Tried | None:
    """The try of a statement; None if it is none of ours or lacks something: anybody may write into the file."""
    try:
        details = dict(written["context"]["extensions"][_EXTENSION])
        at = datetime.fromisoformat(written["timestamp"])
        found = Tried(**details | {"right": tuple(details["right"])}, at=at)
        return found if _sound(found) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _sound(tried: Tried) -> bool:
    texts = [tried.topic, *tried.right, *tried.response, *tried.response.values()]
    return (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(number, int) and number > 0 for number in (tried.level, tried.number))
        and isinstance(tried.rev, int)
        and isinstance(tried.over, bool)
        and isinstance(tried.credit, int | float)
        and 0 <= tried.credit <= 1
        and bool(tried.response)
    )
