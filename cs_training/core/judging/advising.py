"""
What to change first: for each red line and each missing label one change, with the sentence before and after.

The sentence after is made from a wording that fits topic and facts; it shows a way, and is no answer to copy. A wording
is passed over where the screen does not show what it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cs_training.core.judging.assessment import Advice, Label, Violation, score_of
from cs_training.core.judging.deciding import Decided
from cs_training.core.judging.facts import Fact
from cs_training.core.judging.judge import Wording
from cs_training.core.judging.reading import Reading

_MONEY = re.compile(r"\d+(?:\.\d+)?元")
# What a wording may name, and the keys under which screens show it.
SLOTS: Mapping[str, str] = {
    "商品": "商品|品名|宝贝|product|item|goods",
    "退款": "退款金额|应退|可退|refund",
    "实付": "实付|付款|金额|paid|amount|price|成交",
    "规则": "规则|结论|判定|rule|decision|policy",
    "物流": "物流|快递|轨迹|logistics|tracking|shipping",
    "期限": "截止|最晚|期限|有效|deadline",
}
_AMOUNTS = ("退款", "实付")


def advise(reading: Reading, decided: Mapping[Label, Decided], violations: Sequence[Violation]) -> tuple[Advice, ...]:
    """Changes that would raise the score, the most useful first."""
    found = [*_without_red_lines(reading, decided, violations), *_with_labels(reading, decided, violations)]
    return tuple(sorted(found, key=lambda one: -one.gain))


def _without_red_lines(
    reading: Reading, decided: Mapping[Label, Decided], violations: Sequence[Violation]
) -> Iterator[Advice]:
    labels = {label: one.given for label, one in decided.items()}
    now, without = score_of(labels, violations), score_of(labels, ())
    for one in violations:
        place = reading.text.places.index(one.start)
        wording, after = _wording(reading, one.code)
        # All have to go before any point comes back: the worst is named first.
        gain = without - now if one.severity == "hard" or len(violations) == 1 else 0
        yield Advice(one.code, gain, wording.say if wording else one.why, _sentence(reading, place), after)


def _with_labels(
    reading: Reading, decided: Mapping[Label, Decided], violations: Sequence[Violation]
) -> Iterator[Advice]:
    labels = {label: one.given for label, one in decided.items()}
    now = score_of(labels, violations)
    for label, one in decided.items():
        if one.given:
            continue
        wording, after = _wording(reading, label)
        if wording is None:
            continue
        gain = score_of({**labels, label: True}, violations) - now
        place = _against(reading, label, one)
        before = _sentence(reading, place) if place is not None else ""
        yield Advice(label, gain, f"{one.veto}{wording.say}", before, after)


def _against(reading: Reading, label: Label, one: Decided) -> int | None:
    """Where the reply speaks against a label; None where something is only missing."""
    if one.place:
        return one.place[0]
    fired = [f for f in reading.fired if f.signal.label == label and not f.signal.positive]
    return fired[0].spans[0][0] if fired else None


def _sentence(reading: Reading, place: int) -> str:
    """The sentence of the reply, as typed, in which a place of the folded text lies."""
    first, last = reading.text.sentence_at(place)
    if first == last:
        return ""
    start, end = reading.text.span(first, last)
    return reading.text.raw[start:end].strip()


def _wording(reading: Reading, about: str) -> tuple[Wording | None, str]:
    """The first wording that fits topic and facts, and its sentence with the facts filled in."""
    topic = reading.topic
    for wording in reading.judge.wordings:
        if wording.about == about and (not wording.topics or topic in wording.topics):
            filled = _filled(wording.after, reading.facts)
            if filled is not None:
                return wording, filled
    return None, ""


def _filled(sentence: str, facts: Sequence[Fact]) -> str | None:
    """A sentence with the facts in its gaps; None if the screen does not show one of them."""
    for gap in re.findall(r"\{([^{}]+)\}", sentence):
        value = _shown(gap, facts)
        if value is None:
            return None
        sentence = sentence.replace(f"{{{gap}}}", value)
    return sentence


def _shown(gap: str, facts: Sequence[Fact]) -> str | None:
    for fact in facts:
        if re.search(SLOTS[gap], fact.key.lower()):
            amount = _MONEY.search(fact.value.replace(" ", ""))
            if gap not in _AMOUNTS:
                return fact.value.rstrip("。；，")
            if amount:
                return amount[0]
    return None
