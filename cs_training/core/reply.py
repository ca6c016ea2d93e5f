"""
Judging a free-text reply: six labels, red lines, band, score, evidence and advice, offline and at once.

What is right is data (:class:`~cs_training.core.judging.judge.Judge`): patterns, wordings and a trained model. How well
it does, and how to extend it, stands in docs/reply-judge.md. The label and band rules are those of the course
(``reply_labels.md``); red lines are decided by patterns, never by the model alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from cs_training.core.judging.advising import advise
from cs_training.core.judging.assessment import Assessment, band_of, score_of
from cs_training.core.judging.deciding import decide_labels, decide_violations
from cs_training.core.judging.explaining import explain
from cs_training.core.judging.judge import Judge
from cs_training.core.judging.reading import read


def assess(
    reply: str, *, judge: Judge, customer: str = "", facts: Mapping[str, object] | None = None, scenario: str = ""
) -> Assessment:
    """
    Judges a reply to a customer.

    Args:
        reply: As typed.
        judge: What the judge knows; :attr:`cs_training.content.bank.Bank.judge`.
        customer: What she wrote last.
        facts: What the agent has on the screen, as texts; keys that are not known are passed over.
        scenario: What happened, in a sentence.

    Returns:
        The labels (all decided), how sure each is, red lines with their places in ``reply``, band, score (0–100),
        evidence and advice. A blank reply has no label and the score 0. Nothing raises.
    """
    reading = read(reply, judge, customer=customer, facts=facts, scenario=scenario)
    likely = judge.model.probabilities(reading.features)
    violations = decide_violations(reading, likely)
    decided = decide_labels(reading, likely)
    labels = {label: one.given for label, one in decided.items()}
    score = 0 if reading.odd.blank else score_of(labels, violations)
    return Assessment(
        labels=labels,
        confidence={label: one.confidence for label, one in decided.items()},
        unsure=tuple(label for label, one in decided.items() if one.unsure),
        violations=tuple(violations),
        band=band_of(labels, violations),
        score=score,
        evidence=explain(reading, decided),
        advice=advise(reading, decided, violations),
    )
