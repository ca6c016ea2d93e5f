"""Why each label was given or not: the words that speak for or against it, and one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from cs_training.core.judging.assessment import Evidence, Label
from cs_training.core.judging.deciding import Decided
from cs_training.core.judging.reading import Reading

SHOWN = 3  # stretches per label: more would colour the whole reply

_MISSING: Mapping[Label, str] = {
    "empathy": "没有接住她遇到的这件事：说到具体的那件事，再表示歉意或理解。",
    "ownership": "没有用“我来……”把事接过来。",
    "clarification": "没有用上已知的信息，也没有问办理要用的那一项。",
    "solution": "没有给出她照着就能办的做法。",
    "followup": "没有说谁在什么时候做什么，也没有留下回来找你的门。",
    "tone": "语气不够礼貌、平实、清楚。",
}
_GIVEN: Mapping[Label, str] = {
    "empathy": "接住了她的处境。",
    "ownership": "用第一人称把事接了过来。",
    "clarification": "用上了已知信息，或者只问了必要的一项。",
    "solution": "有具体、办得到的做法。",
    "followup": "说了时间，或者答应回来找她。",
    "tone": "礼貌、平实、清楚。",
}


def explain(reading: Reading, decided: Mapping[Label, Decided]) -> dict[Label, Evidence]:
    """The evidence of each label."""
    return {label: _evidence(reading, label, one) for label, one in decided.items()}


def _evidence(reading: Reading, label: Label, one: Decided) -> Evidence:
    if one.veto:
        return Evidence(_raw(reading, [one.place] if one.place else []), one.veto)
    telling = [f for f in reading.fired if f.signal.label == label and f.signal.positive == one.given]
    spans = [span for fired in telling for span in fired.spans]
    if label == "clarification" and one.given:
        spans += [(start, end) for start, end, _ in reading.used]
    reason = telling[0].signal.why if telling else (_GIVEN if one.given else _MISSING)[label]
    return Evidence(_raw(reading, spans), reason)


def _raw(reading: Reading, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The first few stretches that do not overlap, as they stand in the reply as typed."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(reading.text.span(start, end) for start, end in kept[:SHOWN])
