"""
Marking: a question and a response give a :class:`~cs_training.core.mark.Mark`.

Partial credit:

* multiple: the share of right choices that is picked, minus the cost of wrong picks, never below 0. A wrong pick costs
  what a right one earns, and more where few are wrong: ticking everything earns nothing;
* order: share of pairs in the right relative order, scaled so that a coin's result is 0;
* match, classify, cloze: share of the parts that are right.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cs_training.core.expression import evaluate
from cs_training.core.mark import Mark, Note
from cs_training.core.numbers import read_number
from cs_training.core.question import (
    AnyQuestion,
    Blank,
    Choice,
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
from cs_training.core.response import Response
from cs_training.core.text import fold


@dataclass(frozen=True, slots=True)
class Solution:
    """The key, for when a question is over: a full response, why each part is right or wrong, and the lesson of it."""

    response: Response
    whys: Mapping[str, str] = field(default_factory=dict)
    why: str = ""


def mark(question: AnyQuestion, response: Response) -> Mark:
    """
    What a response is worth. The question is drawn (:func:`cs_training.core.variant.vary`), the response checked.

    The notes explain what was picked; they never tell what should have been.
    """
    match question, response:
        case Single(choices=choices), str():
            return _single(choices, response)
        case Multiple(choices=choices), list():
            return _multiple(choices, response)
        case TrueFalse(), str():
            right = response == str(question.answer).lower()
            why = question.why_true if response == "true" else question.why_false
            return Mark(float(right), (Note(response, right, why),))
        case Numeric(), str():
            return _numeric(question, response)
        case Fill(), str():
            return _fill(question, response)
        case Order(), list():
            return _order([step.id for step in question.steps], response)
        case Match(pairs=pairs), dict():
            return _shares({p.id: lambda r, p=p: r == p.id for p in pairs}, response)  # type: ignore[misc]
        case Classify(items=items), dict():
            return _shares({i.id: lambda r, i=i: r == i.group for i in items}, response)  # type: ignore[misc]
        case Cloze(blanks=blanks), dict():
            return _shares({b.id: lambda r, b=b: _fills(b, r) for b in blanks}, response)  # type: ignore[misc]
    raise TypeError(f"{question.id}: a {question.kind} question cannot be answered with {response!r}")


def solution(question: AnyQuestion) -> Solution:
    """The key of a drawn question with every explanation."""
    why = question.why
    match question:
        case Single(choices=choices):
            return Solution(next(c.id for c in choices if c.right), {c.id: c.why for c in choices}, why)
        case Multiple(choices=choices):
            return Solution([c.id for c in choices if c.right], {c.id: c.why for c in choices}, why)
        case TrueFalse():
            whys = {"true": question.why_true, "false": question.why_false}
            return Solution(str(question.answer).lower(), whys, why)
        case Numeric():
            return Solution(say_number(evaluate(question.answer), question.unit), why=why)
        case Fill(answers=answers):
            return Solution(answers[0], why=why)
        case Order(steps=steps):
            return Solution([s.id for s in steps], {s.id: s.why for s in steps}, why)
        case Match(pairs=pairs):
            return Solution({p.id: p.id for p in pairs}, {p.id: p.why for p in pairs}, why)
        case Classify(items=items):
            return Solution({i.id: i.group for i in items}, {i.id: i.why for i in items}, why)
        case Cloze(blanks=blanks):
            return Solution({b.id: b.answers[0] for b in blanks}, {b.id: b.why for b in blanks}, why)


def say_number(value: Fraction, unit: str) -> str:
    """A number as it is written for people: 0.2 under "%" is ``20%``; at most four decimals."""
    shown = value * 100 if unit == "%" else value
    digits = f"{float(shown):,.4f}".rstrip("0").rstrip(".")
    return f"{digits}%" if unit == "%" else f"{digits} {unit}".strip()


def _single(choices: tuple[Choice, ...], picked: str) -> Mark:
    choice = next(c for c in choices if c.id == picked)
    return Mark(float(choice.right), (Note(choice.id, choice.right, choice.why),))


def _multiple(choices: tuple[Choice, ...], picked: list[str]) -> Mark:
    notes = tuple(Note(c.id, c.right, c.why) for c in choices if c.id in picked)
    wanted = sum(c.right for c in choices)
    cost = min(wanted, len(choices) - wanted) or 1
    hits = sum(note.right for note in notes)
    missing = () if hits == wanted else (Note("", False, "还有该选的没选上。"),)
    return Mark(max(0.0, hits / wanted - (len(notes) - hits) / cost), notes + missing)


def _numeric(question: Numeric, typed: str) -> Mark:
    try:
        readings = read_number(typed, question.unit)
    except ValueError as error:
        # In practice such an answer is refused; in an exam it is a draft, and must not stop the handing in.
        return Mark(0.0, (Note("", False, str(error)),))
    slack = evaluate(question.tolerance)

    def near(target: float | str) -> bool:
        return any(abs(reading - evaluate(target)) <= slack for reading in readings)

    if near(question.answer):
        return Mark(1.0, (Note("", True),))
    why = next((m.why for m in question.mistakes if near(m.answer)), "数对不上，再算一遍。")
    return Mark(0.0, (Note("", False, why),))


def _fill(question: Fill, typed: str) -> Mark:
    said = fold(typed)
    if said in map(fold, question.answers):
        return Mark(1.0, (Note("", True),))
    why = next((r.why for r in question.reject if fold(r.text) == said), "不是这个词，再想想。")
    return Mark(0.0, (Note("", False, why),))


def _order(key: list[str], given: list[str]) -> Mark:
    place = {step: i for i, step in enumerate(given)}
    pairs = list(itertools.combinations(key, 2))
    # A paper may be handed in with some steps not placed yet.
    kept = sum(place[a] < place[b] for a, b in pairs if a in place and b in place)
    notes = tuple(Note(step, place.get(step) == i) for i, step in enumerate(key))
    return Mark(max(0.0, 2 * kept / len(pairs) - 1), notes)


def _shares(tests: Mapping[str, Callable[[str], bool]], given: Mapping[str, str]) -> Mark:
    notes = tuple(Note(part, part in given and test(given[part])) for part, test in tests.items())
    return Mark(sum(note.right for note in notes) / len(notes), notes)


def _fills(blank: Blank, typed: str) -> bool:
    # The options of a drop-down may differ in nothing but a sign or a 您.
    return typed in blank.answers if blank.choices else fold(typed) in map(fold, blank.answers)
