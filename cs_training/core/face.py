"""
The face of a question: all that a learner may see before it is marked, and nothing of the key.

Widgets, plain text and exports draw a face; none of them ever touches the question behind it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cs_training.core.question import (
    AnyQuestion,
    Classify,
    Cloze,
    Fill,
    Match,
    Multiple,
    Numeric,
    Order,
    Single,
    TrueFalse,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that can be picked or placed."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Something to be filled: the left of a pair, an item to sort, a blank (``options`` empty: typed)."""

    id: str
    text: str
    options: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """
    What is shown.

    Attributes:
        options: What can be picked (choices, steps, rights, groups), in the order shown.
        slots: What must be filled, in the order shown.
        unit: The unit of a number asked for.
    """

    kind: str
    stem: str
    options: tuple[Part, ...] = ()
    slots: tuple[Slot, ...] = ()
    unit: str = ""


TRUE_FALSE = (Part("true", "对"), Part("false", "错"))


def face(question: AnyQuestion, seed: int) -> Face:
    """The face of a drawn question; ``seed`` decides the order of what is shown shuffled."""
    kind, stem = question.kind, question.stem
    match question:
        case Single(choices=choices) | Multiple(choices=choices):
            # Choices keep the author's order, so that a class can talk about “B”.
            return Face(kind, stem, tuple(Part(c.id, c.text) for c in choices))
        case TrueFalse():
            return Face(kind, stem, TRUE_FALSE)
        case Order(steps=steps):
            return Face(kind, stem, _shuffled(question.id, seed, (Part(s.id, s.text) for s in steps)))
        case Match(pairs=pairs, extra=extra):
            rights = [Part(p.id, p.right) for p in pairs] + [Part(d.id, d.text) for d in extra]
            lefts = tuple(Slot(p.id, p.left) for p in pairs)
            return Face(kind, stem, _shuffled(question.id, seed, rights, len(pairs)), lefts)
        case Classify(groups=groups, items=items):
            shown = _shuffled(question.id, seed, (Part(i.id, i.text) for i in items))
            slots = tuple(Slot(p.id, p.text) for p in shown)
            return Face(kind, stem, tuple(Part(g.id, g.text) for g in groups), slots)
        case Cloze(blanks=blanks):
            return Face(kind, stem, slots=tuple(_blank(question.id, seed, b.id, b.choices) for b in blanks))
        case Numeric(unit=unit):
            return Face(kind, stem, unit=unit)
        case Fill():
            return Face(kind, stem)


def _blank(question_id: str, seed: int, blank_id: str, choices: tuple[str, ...]) -> Slot:
    options = _shuffled(question_id + blank_id, seed, (Part(text, text) for text in choices))
    return Slot(blank_id, f"[[{blank_id}]]", options)


def _shuffled(question_id: str, seed: int, parts: Iterable[Part], first: int | None = None) -> tuple[Part, ...]:
    """
    An order that depends only on question and seed, and is never the author's own (that is often the key).

    With ``first``, so many parts at the top never stand as written: decoys below them do not hide a key.
    """
    written = tuple(parts)
    for turn in range(len(written) + 1):
        ids = {p.id: hashlib.sha256(f"{question_id}:{seed}:{turn}:{p.id}".encode()).digest() for p in written}
        shown = tuple(sorted(written, key=lambda p: ids[p.id]))
        if shown[:first] != written[:first]:
            return shown
    return written[::-1]
