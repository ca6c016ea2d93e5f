"""
A judged reply read back from a log.

Anybody may write into the file, so everything is looked at: an assessment that is not whole, or whose places do not lie
in its reply, is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cs_training.core.judging.assessment import LABELS, Advice, Assessment, Evidence, Violation


def read_assessment(data: Mapping[str, Any], reply: str) -> Assessment:
    """
    The assessment that :meth:`~cs_training.core.judging.assessment.Assessment.as_data` made this of.

    Raises:
        KeyError, TypeError, ValueError: It is none, or not one of this reply.
    """
    evidence = {label: _evidence(one) for label, one in data["evidence"].items()}
    found = Assessment(
        labels=dict(data["labels"]),
        confidence=dict(data["confidence"]),
        unsure=tuple(data["unsure"]),
        violations=tuple(_violation(one) for one in data["violations"]),
        band=data["band"],
        score=data["score"],
        evidence=evidence,
        advice=tuple(Advice(**one) for one in data["advice"]),
    )
    places = [(one.start, one.end) for one in found.violations] + [s for one in evidence.values() for s in one.spans]
    if not (_labelled(found) and _worded(found) and all(_within(place, reply) for place in places)):
        raise ValueError
    return found


def _evidence(data: Mapping[str, Any]) -> Evidence:
    return Evidence(tuple((start, end) for start, end in data["spans"]), data["reason"])


def _violation(data: Mapping[str, Any]) -> Violation:
    return Violation(**{**data, "basis": tuple(data["basis"])})


def _labelled(found: Assessment) -> bool:
    labels = set(LABELS)
    return (
        labels == set(found.labels) == set(found.confidence) == set(found.evidence)
        and labels.issuperset(found.unsure)
        and all(isinstance(given, bool) for given in found.labels.values())
        and all(isinstance(share, int | float) and 0 <= share <= 1 for share in found.confidence.values())
        and _whole([found.band], 3)
        and _whole([found.score, *(one.gain for one in found.advice)], 100)
    )


def _worded(found: Assessment) -> bool:
    texts: list[object] = [one.reason for one in found.evidence.values()]
    for one in found.violations:
        texts += [one.code, one.text, one.why, *one.basis]
    for change in found.advice:
        texts += [change.about, change.say, change.before, change.after]
    known = all(one.severity in ("hard", "soft") for one in found.violations)
    return known and all(isinstance(text, str) for text in texts)


def _within(place: tuple[int, int], reply: str) -> bool:
    start, end = place
    return _whole([start, end], len(reply)) and start < end


def _whole(values: Iterable[object], most: int) -> bool:
    return all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= most for n in values)
