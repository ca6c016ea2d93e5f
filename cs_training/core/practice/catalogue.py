"""The seven topics of practice, and the case of a topic, level and number."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cs_training.core.practice import (
    disputes,
    disputes_hard,
    privacy,
    privacy_hard,
    promotions,
    promotions_hard,
    quality,
    quality_hard,
    red_lines,
    red_lines_hard,
    seven_days,
    seven_days_hard,
    seven_days_more,
    shipping,
    shipping_hard,
)
from cs_training.core.practice.story import BUYERS, Goods, Levels, Story, Teller
from cs_training.errors import CaseError, UnknownIdError


@dataclass(frozen=True, slots=True)
class Topic:
    """
    What a topic of casework is about.

    Attributes:
        lesson: The lesson it belongs to.
        rules: Rule ids offered as choices, the more special before the more general; "agreed" says that no rule but the
            parties' own terms decide, "promised" that the shop's own word does.
        codes: Decision codes offered as choices, and "may_apply": a request is taken in, which is no return yet.
    """

    title: str
    lesson: str
    rules: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticeCase:
    """
    A case to decide: what the buyer and colleagues write, what the order card shows, and the question.

    Attributes:
        facts: The same in the words of :func:`cs_training.core.rules.decide`; nothing in them is not told.
        on: The day of decision.
    """

    id: str
    topic: str
    level: int
    number: int
    chat: tuple[tuple[str, str], ...]
    card: tuple[tuple[str, str], ...]
    question: str
    facts: Mapping[str, Any]
    on: date


TOPICS: Mapping[str, Topic] = {
    "promotions": Topic(
        "优惠与退款",
        "05",
        ("PROMO-RECALC", "PROMO-ALLOC", "PROMO-FREIGHT", "LAW-7D-04", "PLT-PROMISE-TM", "LAW-7D-01", "agreed"),
        ("refund", "refuse_request", "cannot_deduct", "reject_return", "penalty", "not_overdue"),
    ),
    "shipping": Topic(
        "发货与物流",
        "06",
        ("PLT-SHIPCLAIM", "TM-STOCKOUT", "TM-FAKE", "TM-TRACK", "PLT-CARRIER", "LAW-RISK-01", "TM-SHIP-LATE"),
        ("penalty", "not_overdue", "seller_liable", "seller_not_liable", "refund"),
    ),
    "seven-days": Topic(
        "七天无理由",
        "07",
        (
            "promised", "LAW-7D-02", "LAW-7D-03", "LAW-7D-04", "PROMO-FREIGHT", "LAW-QUAL-01", "PLT-QUAL-ZY",
            "PLT-7D-TM", "LAW-7D-01",
        ),
        ("accept_return", "reject_return", "refund", "cannot_deduct", "repair_or_replace"),
    ),
    "quality": Topic(
        "质量、赔偿与定金",
        "08",
        ("LAW-3X-01", "LAW-FOOD-10X", "PLT-BF-01", "DEP-01", "PROMO-GIFT", "LAW-QUAL-01", "PLT-QUAL-ZY", "LAW-7D-03"),
        (
            "accept_return", "refund", "repair_or_replace", "rescind_refund", "punitive", "no_punitive", "compensate",
            "penalty", "cannot_deduct", "refuse_request", "reject_return", "double_deposit", "forfeit_deposit",
            "partial_refund_deposit", "no_deposit_effect",
        ),
    ),
    "disputes": Topic(
        "纠纷与举证",
        "09",
        (
            "LAW-7D-03", "PLT-QUAL-ZY", "LAW-QUAL-01", "PLT-PROMISE-TM", "PLT-REASON", "PLT-TUI", "PLT-AFTER-WINDOW",
            "LAW-RISK-01", "REV-03", "CN-COMPLAINT", "LAW-7D-01",
        ),
        (
            "seller_burden_of_proof", "seller_not_liable", "seller_liable", "accept_return", "refund", "not_overdue",
            "deemed_refusal", "penalty", "refuse_request", "provide_info", "may_apply",
        ),
    ),
    "red-lines": Topic(
        "红线",
        "10",
        (
            "REV-01", "REV-02", "REV-03", "OFF-01", "PLT-REASON", "AD-01", "AD-02", "HAR-01", "LAW-7D-02",
            "LAW-QUAL-01", "LAW-7D-01", "LAW-3X-01", "agreed",
        ),
        (
            "refuse_request", "clause_void", "contract_valid", "contract_void", "penalty", "seller_liable",
            "seller_not_liable", "no_punitive",
        ),
    ),
    "privacy": Topic(
        "个人信息与未成年人",
        "11",
        ("PI-01", "PI-02", "MINOR-01", "OFF-01", "CN-COMPLAINT"),
        (
            "provide_info", "refuse_request", "delete_info", "stop_marketing", "illegal_collection", "contract_valid",
            "need_guardian_consent", "void_refund",
        ),
    ),
}  # fmt: skip

PATTERNS: Mapping[str, Levels] = {
    "promotions": promotions.LEVELS | promotions_hard.LEVELS,
    "shipping": shipping.LEVELS | shipping_hard.LEVELS,
    "seven-days": seven_days.LEVELS | seven_days_more.LEVELS | seven_days_hard.LEVELS,
    "quality": quality.LEVELS | quality_hard.LEVELS,
    "disputes": disputes.LEVELS | disputes_hard.LEVELS,
    "red-lines": red_lines.LEVELS | red_lines_hard.LEVELS,
    "privacy": privacy.LEVELS | privacy_hard.LEVELS,
}


def practice_case(topic: str, level: int, number: int, *, goods: Sequence[Goods]) -> PracticeCase:
    """
    The case of a topic, level (1–3) and number: always the same one, and there is no last.

    Args:
        goods: What the shop sells.

    Raises:
        UnknownIdError: There is no such topic.
        CaseError: There is no such level or number, or the shop lacks goods for it.
    """
    told = told_case(topic, level, number, goods=goods)
    case_id = f"{topic}-{level}-{number}"
    return PracticeCase(case_id, topic, level, number, told.chat, told.card, told.question, told.facts, told.on)


def told_case(topic: str, level: int, number: int, *, goods: Sequence[Goods]) -> Story:
    """The case with what its author means by it; for tests."""
    if topic not in PATTERNS:
        raise UnknownIdError("练习主题", topic, PATTERNS)
    if level not in PATTERNS[topic]:
        raise CaseError(f"没有第 {level} 级的练习。难度写 1、2 或 3。")
    if number < 0:
        raise CaseError(f"没有第 {number} 题。题号从 0 数起。")
    patterns = PATTERNS[topic][level]
    pattern = patterns[_pattern(topic, level, number, len(patterns))]
    lap, place = divmod(number, len(BUYERS))
    buyers = random.Random(f"{topic}:{level}:buyers:{lap}").sample(BUYERS, len(BUYERS))
    return pattern(Teller(f"{topic}:{level}:{number}", goods, buyers[place]))


def _pattern(topic: str, level: int, number: int, count: int) -> int:
    """
    Which pattern comes: all of them in each block, in another order each time, and never one twice in a row.

    A fixed order would be learned by heart instead of the rules.
    """
    block, place = divmod(number, count)
    order, before = (
        random.Random(f"{topic}:{level}:patterns:{one}").sample(range(count), count) for one in (block, block - 1)
    )
    if order[0] == before[-1]:  # the last of a block never moves, so the one before need not be mended first
        order[0], order[1] = order[1], order[0]
    return order[place]
