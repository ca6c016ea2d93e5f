"""
The decisions: which red lines, which labels, and how sure.

The model's probability decides a label; what the facts or the shape of the reply exclude is taken away, with its
reason. A red line is never found by the model alone: it needs a sure pattern, or a hint of it and a model that finds it
there, too. The model may acquit, where it is all but certain that a pattern has met an innocent text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cs_training.core.judging.assessment import LABELS, Label, Violation
from cs_training.core.judging.features import ngrams
from cs_training.core.judging.reading import Reading
from cs_training.core.judging.red_lines import Touched

CONFIRMS = 0.5  # the probability at which the model confirms a hint
ACQUITS = 0.01  # below which a sure pattern is taken for a mistake: one in a hundred
UNSURE = 0.65  # below this confidence an instructor should look
VETOED = 0.9  # how sure a veto is: on the training part nineteen of nineteen were right

Place = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Decided:
    """
    A label decided.

    Attributes:
        given: Whether the reply has it.
        confidence: 0–1.
        unsure: An instructor should look.
        veto: Why the reply cannot have it, whatever its words are like; "" if nothing forbids it.
        place: Where in the folded reply the veto comes from.
    """

    given: bool
    confidence: float
    unsure: bool
    veto: str
    place: Place


def decide_violations(reading: Reading, likely: Mapping[str, float]) -> list[Violation]:
    """The red lines that the reply touches, in the order of their places."""
    return [_violation(reading, one) for one in reading.touched if _stands(reading, one, likely)]


def _stands(reading: Reading, one: Touched, likely: Mapping[str, float]) -> bool:
    """Whether the model confirms a hint, or does not acquit a sure finding."""
    code = one.line.code
    if not one.sure:
        return likely[code] >= CONFIRMS
    # A red line buried in a good reply is still one: its sentence is heard alone, too.
    start, end = reading.text.sentence_at(one.start)
    alone = reading.judge.model.probabilities(ngrams(reading.text.folded[start : max(end, one.end)]))
    return max(likely[code], alone[code]) >= ACQUITS


def _violation(reading: Reading, one: Touched) -> Violation:
    start, end = reading.text.span(one.start, one.end)
    line = one.line
    return Violation(line.code, start, end, reading.text.raw[start:end], line.why, line.severity, line.basis)


def decide_labels(reading: Reading, likely: Mapping[str, float]) -> dict[Label, Decided]:
    """The six labels."""
    vetoes = _vetoes(reading)
    decided = {}
    for label in LABELS:
        veto, place = vetoes.get(label, ("", None))
        chance = likely[label]
        confidence = max(chance, 1 - chance, VETOED if veto else 0)
        unsure = reading.odd.foreign or confidence < UNSURE
        decided[label] = Decided(chance >= 0.5 and not veto, round(confidence, 3), unsure, veto, place)
    return decided


def _vetoes(reading: Reading) -> dict[Label, tuple[str, Place]]:
    """Labels that the reply cannot have, with the reason and where it lies."""
    odd = reading.odd
    found: dict[Label, tuple[str, Place]] = {}
    for again in reading.reasked[:1]:
        found["clarification"] = f"屏幕上已经有了（{again.fact}），又问了一遍。", (again.start, again.end)
    for clash in reading.clashes[:1]:
        found["solution"] = f"和订单事实对不上（{clash.fact}）。", (clash.start, clash.end)
    if odd.unfilled:
        found["solution"] = "模板里的空还没填。", None
    if odd.stuffed:
        found |= dict.fromkeys(("solution", "followup"), ("堆了一串客套词，没有具体做法。", None))
    if odd.blank:
        found |= dict.fromkeys(LABELS, ("没有写字。", None))
    return found
