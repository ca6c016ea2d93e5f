"""A situation to answer in one's own words: a customer, what the screen shows, and what a good reply does here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Topic = Literal["售前", "优惠", "物流", "质量", "退换", "退款", "投诉", "边界", "特殊"]
Quality = Literal["weak", "medium", "strong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCase:
    """Facts for :func:`cs_training.core.rules.decide`, and the day of decision; they keep ``规则结论`` honest."""

    on: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReply:
    """A reply to compare one's own with, and what it earns or costs."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReplies:
    """Three replies to one customer."""

    weak: ModelReply
    medium: ModelReply
    strong: ModelReply


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """For each label of the judge, what a good reply does in this situation; one sentence each."""

    empathy: str
    ownership: str
    clarification: str
    solution: str
    followup: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """
    One customer to answer.

    Attributes:
        rev: Raised when the meaning changes: attempts of another revision are passed over.
        scenario: What happened, in a sentence.
        customer: Her nickname. says: Her message, line by line.
        facts: What the screen shows, by name.
        case: What the rules are asked, if 规则结论 stands among the facts.
    """

    id: str
    rev: int
    topic: Topic
    level: Literal[1, 2, 3]
    lesson: str
    use: Literal["practice", "assess"]
    objective: str
    covers: tuple[str, ...]
    source: tuple[str, ...]
    title: str
    scenario: str
    customer: str
    says: tuple[str, ...]
    facts: dict[str, str]
    rubric: Rubric
    replies: ModelReplies
    case: ToldCase | None = None
