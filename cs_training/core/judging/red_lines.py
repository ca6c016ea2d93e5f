"""
Which red lines a reply touches, and where.

Patterns find words; scope decides whether they are meant. The model never finds one alone: it only confirms a hint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cs_training.core.judging.judge import Excuse, Judge, Line, RedLine
from cs_training.core.judging.scope import denied, quoted, reported, told, warned
from cs_training.core.judging.writing import Text

_EXCUSED: dict[Excuse, Callable[[Text, int, int], bool]] = {
    "denied": denied,
    "quoted": quoted,
    "reported": reported,
    "warned": warned,
}


@dataclass(frozen=True, slots=True)
class Touched:
    """A red line touched, and where in the folded text; ``sure`` or only a hint."""

    line: RedLine
    start: int
    end: int
    sure: bool


def touched(text: Text, judge: Judge, said: str = "") -> list[Touched]:
    """
    Every code that the reply touches, once, at its surest and first place.

    Args:
        text: The reply.
        judge: What it knows.
        said: What the customer said and what happened, folded.
    """
    found: dict[str, Touched] = {}
    for line in judge.lines:
        for one in _finds(text, line, said):
            known = found.get(one.line.code)
            if known is None or (not known.sure, known.start) > (not one.sure, one.start):
                found[one.line.code] = one
    return sorted(found.values(), key=lambda one: one.start)


def _finds(text: Text, line: Line, said: str) -> Iterator[Touched]:
    """Where words of a red line are meant: the first sure place, and the first hint."""
    for pattern, sure in ((line.sure, True), (line.hint, False)):
        place = next((m for m in _all(pattern, text.folded) if _meant(text, m, line, said)), None)
        if place:
            yield Touched(line.about, *place.span(), sure)


def _all(pattern: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """Every match, overlapping ones too: a long one that is excused must not hide a short one that is not."""
    found = pattern.search(folded)
    while found and found[0]:
        yield found
        found = pattern.search(folded, found.start() + 1)


def _meant(text: Text, found: re.Match[str], line: Line, said: str) -> bool:
    first, last = text.sentence_at(found.start())
    cleared = line.unless.search(text.folded, first, max(last, found.end()))
    return not cleared and not any(_excused(one, text, *found.span(), said) for one in line.about.excuses)


def _excused(excuse: Excuse, text: Text, start: int, end: int, said: str) -> bool:
    return told(text, start, end, said) if excuse == "told" else _EXCUSED[excuse](text, start, end)
