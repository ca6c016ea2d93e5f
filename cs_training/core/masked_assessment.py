"""What is said of a reply, said of the masked reply: no place, quotation or advice gives away what the mask hides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from cs_training.core.judging.assessment import Assessment
from cs_training.core.masking import Masked, mask


def masked_assessment(assessment: Assessment, reply: str, masked: Masked, *, names: Collection[str] = ()) -> Assessment:
    """
    An assessment whose places refer to the masked reply.

    Args:
        assessment: Of the reply as typed.
        reply: As typed.
        masked: The reply masked.
        names: Hidden wherever sentences of the judge repeat them.
    """
    if not masked.cuts:
        return assessment
    quoted = partial(_quoted, reply=reply, masked=masked, names=names)
    violations = []
    for one in assessment.violations:
        start, end = masked.span(one.start, one.end)
        violations.append(replace(one, start=start, end=end, text=masked.text[start:end]))
    evidence = {
        label: replace(one, spans=tuple(masked.span(*span) for span in one.spans), reason=quoted(one.reason))
        for label, one in assessment.evidence.items()
    }
    advice = (
        replace(one, say=quoted(one.say), before=quoted(one.before), after=quoted(one.after))
        for one in assessment.advice
    )
    return replace(assessment, violations=tuple(violations), evidence=evidence, advice=tuple(advice))


def _quoted(text: str, *, reply: str, masked: Masked, names: Collection[str]) -> str:
    """A text of the judge, masked; a sentence of the reply as it is masked there, where more is known around it."""
    place = reply.find(text) if text else -1
    if place < 0:
        return mask(text, names=names).text
    start, end = masked.span(place, place + len(text))
    return masked.text[start:end]
