"""A reply cut where what is said of it begins and ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from cs_training.core.judging.assessment import Assessment
from cs_training.notebook.coach_words import LABEL_NAMES

Kind = Literal["yes", "no", "red"]


@dataclass(frozen=True, slots=True)
class Tag:
    """What is said of a stretch: it earned something, speaks against it, or touches a red line; in words, too."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of the reply with its tag; ``end`` is behind its last character."""

    start: int
    end: int
    tag: Tag


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the reply and all that is said of it."""

    text: str
    tags: tuple[Tag, ...] = ()


def segments(reply: str, marks: Iterable[Marked]) -> list[Segment]:
    """
    The reply in pieces that together are the reply, each with the tags of the marks that cover it.

    Marks may overlap; neighbours differ in their tags. Places outside the reply are passed over.
    """
    marked = list(marks)
    bounds = {0, len(reply), *(place for one in marked for place in (one.start, one.end))}
    cuts = sorted(place for place in bounds if 0 <= place <= len(reply))
    found: list[Segment] = []
    for start, end in pairwise(cuts):
        tags = tuple(dict.fromkeys(one.tag for one in marked if one.start <= start and end <= one.end))
        if found and found[-1].tags == tags:
            found[-1] = Segment(found[-1].text + reply[start:end], tags)
        else:
            found.append(Segment(reply[start:end], tags))
    return found


def marks_of(judged: Assessment) -> list[Marked]:
    """All that an assessment shows in the reply: red lines first."""
    red = [Marked(one.start, one.end, Tag("red", "红线 ✗")) for one in judged.violations]
    found = []
    for label, evidence in judged.evidence.items():
        given = judged.labels[label]
        tag = Tag("yes" if given else "no", f"{LABEL_NAMES[label]} {'✓' if given else '✗'}")
        found += [Marked(start, end, tag) for start, end in evidence.spans]
    return [*red, *found]
