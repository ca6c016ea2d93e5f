"""
The same turns counted by other definitions: what happens to a wait or a rate when one word of its definition changes.

The default of every switch is that of docs/kpi.md, so that :func:`answer` of ``Definition()`` is what
:mod:`cs_training.core.kpi` says. ``robots="people"`` is a wrong definition, here to be seen through. Moments are
microseconds since 1970 UTC, days are days since 1970 in Beijing, waits are seconds; what cannot be measured is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import narwhals as nw

from cs_training.core.estimating import kaplan_meier_median
from cs_training.core.measuring.log import clean, rows
from cs_training.core.measuring.moments import DAY, NEVER, SECOND, beijing_day
from cs_training.core.measuring.turns import talk, talks

_HOUR = 3_600 * SECOND
_BEIJING = 8 * _HOUR
_OPENS, _CLOSES = 8 * _HOUR, 23 * _HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """
    What is counted, and how.

    Attributes:
        turns: Every turn, or of each chat the first (its wait is the first response).
        hours: All day, or only what was asked from 8:00 up to, not including, 23:00.
        unanswered: Whether turns that nobody answered stand in the denominator of a rate.
        robots: Whether a robot's message is no answer, or counts as a person's.
        start: A buyer's run is timed from its first or from its last message.
        middle: Which number stands for all waits.
        agent: Only turns that this agent answered; "" for the whole shop.
        day: Only chats that began on this day.
    """

    turns: Literal["every", "first"] = "every"
    hours: Literal["all", "official"] = "all"
    unanswered: Literal["counted", "left out"] = "counted"
    robots: Literal["nobody", "people"] = "nobody"
    start: Literal["first", "last"] = "first"
    middle: Literal["mean", "median", "p90"] = "mean"
    agent: str = ""
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What a definition gives.

    Attributes:
        turns: In the denominator of the rates.
        answered: How many were answered.
        unanswered: How many nobody answered, also where they are left out.
        wait: The mean, median or P90 of the answered.
        median: Of the answered.
        median_with_unanswered: Kaplan–Meier: who got no answer waited at least until the end of the log, or 24 hours.
        within_30s: Share answered in so many seconds.
        within_180s: Likewise.
    """

    turns: int
    answered: int
    unanswered: int
    wait: float | None
    median: float | None
    median_with_unanswered: float | None
    within_30s: float | None
    within_180s: float | None


class Turn(NamedTuple):
    """A run of a buyer's messages and the answer to it; ``answered`` is -1 and ``agent`` "" if nobody gave one."""

    day: int
    opening: bool
    first: int
    last: int
    answered: int
    agent: str


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of a log, and the moment of its last row."""

    turns: Sequence[Turn]
    end: int


def turns_of(messages: Any, *, robots: Literal["nobody", "people"] = "nobody") -> Turns:
    """
    Cuts a log into turns.

    Args:
        messages: As for :func:`cs_training.core.kpi.chat_log`, in memory.
        robots: As in :class:`Definition`.
    """
    log = clean(rows(messages))
    if robots == "people":
        person = nw.when(nw.col("sender") == "bot").then(nw.lit("agent")).otherwise(nw.col("sender"))
        log = log.with_columns(sender=person)
    said = talk(log.filter(talks())).with_columns(date=beijing_day(nw.col("at")))
    columns = said.select("session_id", "date", "at", "asks", "agent_id").lazy().collect().to_dict(as_series=False)
    moments = log.select("at").lazy().collect()["at"]
    return Turns(tuple(_runs(zip(*columns.values(), strict=True))), moments.max() if len(moments) else 0)


def answer(asked: Turns, definition: Definition) -> Answer:
    """What a definition gives; ``asked`` was cut with the definition's ``robots``."""
    chosen = [turn for turn in asked.turns if _counts(turn, definition)]
    waits = sorted(turn.answered - _asked(turn, definition) for turn in chosen if turn.answered != NEVER)
    watched = [min(asked.end - _asked(turn, definition), DAY) for turn in chosen if turn.answered == NEVER]
    turns = len(chosen) if definition.unanswered == "counted" else len(waits)
    middle = kaplan_meier_median(waits, watched)
    return Answer(
        turns=turns,
        answered=len(waits),
        unanswered=len(watched),
        wait=_middle(waits, definition.middle),
        median=_middle(waits, "median"),
        median_with_unanswered=None if middle is None else middle / SECOND,
        within_30s=_within(waits, 30, turns),
        within_180s=_within(waits, 180, turns),
    )


def _runs(said: Iterable[tuple[str, int, int, int, str]]) -> Iterable[Turn]:
    """Turns out of what people said, sorted by chat and time: ``session_id, date, at, asks, agent_id``."""
    chat, day, first, last, opening = None, NEVER, NEVER, NEVER, True
    for session, date, at, asks, agent in said:
        if session != chat:
            if first != NEVER:
                yield Turn(day, opening, first, last, NEVER, "")
            chat, day, first, opening = session, NEVER, NEVER, True
        if asks:
            day = date if day == NEVER else day
            first, last = (at if first == NEVER else first), at
        elif first != NEVER:
            yield Turn(day, opening, first, last, at, agent)
            first, opening = NEVER, False
    if first != NEVER:
        yield Turn(day, opening, first, last, NEVER, "")


def _asked(turn: Turn, definition: Definition) -> int:
    return turn.first if definition.start == "first" else turn.last


def _counts(turn: Turn, definition: Definition) -> bool:
    return (
        (definition.turns == "every" or turn.opening)
        and (definition.hours == "all" or _OPENS <= (_asked(turn, definition) + _BEIJING) % DAY < _CLOSES)
        and (not definition.agent or turn.agent == definition.agent)
        and (definition.day is None or turn.day == definition.day)
    )


def _middle(waits: Sequence[int], which: str) -> float | None:
    if not waits:
        return None
    if which == "mean":
        return sum(waits) / len(waits) / SECOND
    place = (len(waits) - 1) * (0.5 if which == "median" else 0.9)
    low = int(place)
    above = waits[min(low + 1, len(waits) - 1)] - waits[low]
    return (waits[low] + above * (place - low)) / SECOND


def _within(waits: Sequence[int], seconds: int, turns: int) -> float | None:
    return sum(wait <= seconds * SECOND for wait in waits) / turns if turns else None
