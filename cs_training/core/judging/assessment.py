"""What is said of a reply: labels with evidence, violations, band, score, advice; and how the last three follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

Label = Literal["empathy", "ownership", "clarification", "solution", "followup", "tone"]
LABELS: tuple[Label, ...] = get_args(Label)
Severity = Literal["hard", "soft"]


@dataclass(frozen=True, slots=True)
class Code:
    """
    A kind of violation.

    Attributes:
        lexical: Its words give it away; the others depend on who may promise what, and who does what next.
    """

    name: str
    severity: Severity
    lexical: bool


# The ten of reply_labels.md, then the six of domain.md §5.3 that have no code among them.
CODES: Mapping[str, Code] = {
    "off_platform": Code("引到站外", "hard", lexical=True),
    "fake_orders": Code("刷单、编评价", "hard", lexical=True),
    "paid_review": Code("拿好处换好评", "hard", lexical=True),
    "absolute_claim": Code("绝对化的话", "soft", lexical=True),
    "privacy_leak": Code("泄露或索要个人信息", "hard", lexical=True),
    "abuse": Code("骂人、挖苦、威胁", "hard", lexical=True),
    "false_promise": Code("做不到的承诺", "soft", lexical=False),
    "deny_legal_right": Code("拒绝法定权利", "hard", lexical=False),
    "blame_shift": Code("推给别人不处理", "soft", lexical=False),
    "illegal_contact": Code("骚扰", "hard", lexical=True),
    "private_payment": Code("私下转账、要验证码", "hard", lexical=True),
    "change_refund_reason": Code("让人改退款原因", "hard", lexical=True),
    "medical_claim": Code("说有疗效", "hard", lexical=True),
    "discrimination": Code("给人群贴标签", "hard", lexical=False),
    "obstruct_complaint": Code("阻拦投诉", "hard", lexical=True),
    "price_fraud": Code("价格欺诈", "hard", lexical=False),
}

# What each label earns; a reply without a violation earns COMPLIANCE besides (domain.md §5.1).
WEIGHTS: Mapping[Label, int] = {
    "empathy": 15,
    "ownership": 15,
    "clarification": 10,
    "solution": 25,
    "followup": 15,
    "tone": 10,
}
COMPLIANCE = 10
SOFT_CAP = 40


@dataclass(frozen=True, slots=True)
class Violation:
    """
    A red line touched.

    Attributes:
        code: As in design.md §4.3.
        start: Where it begins in the reply as typed; ``end`` is behind its last character.
        text: The words.
        why: What is wrong with them, and what to say instead; one or two sentences.
        severity: ``hard`` makes the score 0, ``soft`` caps it.
        basis: Ids of the rules it rests on.
    """

    code: str
    start: int
    end: int
    text: str
    why: str
    severity: Severity
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Why a label was given or not.

    Attributes:
        spans: Stretches of the reply as typed (start, end) that speak for it, or against it if the label is not given.
        reason: One sentence.
    """

    spans: tuple[tuple[int, int], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Advice:
    """
    One change that would raise the score.

    Attributes:
        about: A label or a violation's code.
        gain: Points that the change alone would bring, at most.
        say: What to change, in a sentence.
        before: The sentence of the reply that it is about; "" if something has to be added.
        after: The same sentence, rewritten to fit the facts; a pattern to adapt, not a model answer.
    """

    about: str
    gain: int
    say: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """
    A judged reply.

    Attributes:
        labels: All six, always decided.
        confidence: Of each label, 0–1: how likely the model holds what was decided; 1 is certain.
        unsure: Labels that an instructor should look at.
        violations: In the order of their places.
        band: 0–3. score: 0–100.
        evidence: Of each label.
        advice: The most useful first.
    """

    labels: Mapping[Label, bool]
    confidence: Mapping[Label, float]
    unsure: tuple[Label, ...]
    violations: tuple[Violation, ...]
    band: int
    score: int
    evidence: Mapping[Label, Evidence]
    advice: tuple[Advice, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def band_of(labels: Mapping[Label, bool], violations: Sequence[Violation]) -> int:
    """The band of reply_labels.md: 0 to 3."""
    sound = labels["solution"] and labels["tone"]
    if any(one.severity == "hard" for one in violations):
        return 0
    if violations:
        return int(sound)
    if sound:
        return 3 if sum(labels.values()) >= 5 else 2
    return int(any(labels.values()))


def score_of(labels: Mapping[Label, bool], violations: Sequence[Violation]) -> int:
    """Points of 100; a hard violation leaves none, a soft one at most :data:`SOFT_CAP`."""
    if any(one.severity == "hard" for one in violations):
        return 0
    earned = sum(WEIGHTS[label] for label, given in labels.items() if given)
    return min(earned, SOFT_CAP) if violations else earned + COMPLIANCE
