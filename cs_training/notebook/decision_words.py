"""A decision in words, a piece at a time; what surrounds the pieces differs between a terminal and a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from cs_training.core.ruling.decision import Decision

WHO = {"buyer": "买家", "seller": "卖家"}
PARTS = {"goods": "商品款", "freight": "运费", "extra": "另外赔", "total": "合计"}


def results(decision: Decision) -> Iterator[tuple[str, str]]:
    """What is to be paid, by whom and until when: (name, words), only what the case turns on."""
    parts = {says: getattr(decision.amounts, name) for name, says in PARTS.items()}
    if known := [f"{says} {value:.2f} 元" for says, value in parts.items() if value is not None]:
        yield "金额", "，".join(known)
    if decision.amount is not None:
        yield "问的那一笔", f"{decision.amount:.2f} 元"
    if decision.freight_by:
        yield "退回运费", f"{WHO[decision.freight_by]}出"
    if decision.deadline:
        yield "最后期限", say_until(decision.deadline)


def say_until(last: date) -> str:
    """A last day is included; a last moment is a moment."""
    return f"{last:%Y-%m-%d %H:%M:%S}" if isinstance(last, datetime) else f"{last}（含当天）"


def reasons(decision: Decision) -> tuple[str, ...]:
    """The steps without those that ask for what is missing: that is said elsewhere, with more words."""
    return decision.steps[: len(decision.steps) - len(decision.missing)]
