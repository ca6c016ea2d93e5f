"""
What the model sees of a reply: names of what is there, as a set.

Character n-grams (``g:``) carry the wording, concepts (``c:``) what it is about; signals (``s:``), red lines (``v:``),
facts and shape carry what the rules know. Numbers become steps (``len:3``), so that every feature is simply there or
not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from cs_training.core.judging.facts import stances
from cs_training.core.judging.writing import CLAUSE_ENDS

if TYPE_CHECKING:
    from cs_training.core.judging.reading import Reading

LONGEST = 3  # characters of an n-gram
_LENGTHS = (6, 12, 20, 35, 55, 80, 120)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def features(reading: Reading) -> set[str]:
    """The names of all that is there."""
    found = set(ngrams(reading.text.once))
    found |= set(_of_concepts(reading))
    found |= set(_of_signals(reading))
    found |= set(_of_rules(reading))
    found |= set(_of_facts(reading))
    found |= set(_of_shape(reading))
    return found


def ngrams(folded: str) -> Iterator[str]:
    """Runs of one to :data:`LONGEST` characters; digits are alike."""
    text = re.sub(r"\d", "0", folded)
    for length in range(1, LONGEST + 1):
        for start in range(len(text) - length + 1):
            yield "g:" + text[start : start + length]


def _of_concepts(reading: Reading) -> Iterator[str]:
    """What sentences speak of, and which two things meet in one: 好评 and 返 are innocent apart."""
    for meant in reading.meant:
        yield from (f"c:{name}" for name in meant)
        yield from (f"c:{one}+{other}" for one, other in combinations(meant, 2))


def _of_signals(reading: Reading) -> Iterator[str]:
    """Each signal, and for each label how many speak for it (``+``) and against it (``-``), and whether all agree."""
    mood = "upset" if reading.upset else "calm"
    yield f"mood:{mood}"
    for fired in reading.fired:
        yield f"s:{fired.signal.id}"
        yield f"s:{fired.signal.id}:{mood}"
        if len({reading.text.folded[start:end] for start, end in fired.spans}) > 1:
            yield f"s:{fired.signal.id}:2"
    sides = Counter(f"{fired.signal.label}{'+' if fired.signal.positive else '-'}" for fired in reading.fired)
    for side, count in sides.items():
        yield from steps(f"n:{side}", count, 4)
        yield f"n:{side}:{mood}"
        if side[:-1] + ("-" if side[-1] == "+" else "+") not in sides:
            yield f"only:{side}"


def _of_rules(reading: Reading) -> Iterator[str]:
    for one in reading.touched:
        yield f"v:{one.line.code}{'' if one.sure else '?'}"
    if any(one.sure for one in reading.touched):
        yield "v"
    odd = reading.odd
    yield from (f"odd:{name}" for name in ("blank", "foreign", "stuffed", "repeated", "unfilled") if getattr(odd, name))


def _of_facts(reading: Reading) -> Iterator[str]:
    folded = reading.text.folded
    held = " ".join(fact.folded for fact in reading.facts)
    numbers = {n for n in _NUMBER.findall(folded) if len(n) > 1}
    known = set(_NUMBER.findall(held))
    yield from steps("facts", len(reading.used), 4)
    yield from steps("known-numbers", len(numbers & known), 3)
    yield from steps("new-numbers", len(numbers - known), 3)
    yield from steps("fact-words", len(_pairs(folded) & _pairs(held)), 8)
    yield from (f"rule:{stance}" for stance in stances(reading.facts))
    mood = "upset" if reading.upset else "calm"
    echoed = len(_pairs(folded) & _pairs(reading.customer.folded))
    yield from steps("echoed", echoed, 6)
    yield from steps(f"echoed-{mood}", echoed, 4)
    if reading.clashes:
        yield "clash"
    if reading.reasked:
        yield "reasked"


def _of_shape(reading: Reading) -> Iterator[str]:
    once = reading.text.once
    yield from steps("len", sum(len(once) > one for one in _LENGTHS), len(_LENGTHS))
    yield from steps("clauses", len(re.findall(f"[^{CLAUSE_ENDS}]+", once)), 8)
    if "？" in once:
        yield "question"
    if "！" in once:
        yield "loud"


def steps(name: str, value: int, most: int) -> Iterator[str]:
    """One feature for each step up to a value: a model can then weigh each step by itself."""
    yield from (f"{name}:{step}" for step in range(1, min(value, most) + 1))


def _pairs(text: str) -> set[str]:
    """Pairs of Chinese characters."""
    return set(re.findall("(?=([\u4e00-\u9fff]{2}))", text))
