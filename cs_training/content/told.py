"""
What every told case has to keep: no blank left in its words, and a ruling that says what the rules decide.

Shared by situations to answer and scenarios to play; nothing here needs a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cs_training.core.rulebook import RuleBook
from cs_training.core.rules import decide
from cs_training.core.ruling.decision import Decision
from cs_training.core.ruling.fields import FIELDS
from cs_training.errors import CaseError

Where = tuple[str | int, ...]
Fault = tuple[Where, str]  # where within the entry, what is wrong and what to do

_UNFILLED = re.compile(r"(?<![A-Za-z])[Xx×]{2,}(?![A-Za-z])|某某|\{[^}]*\}|＿{2,}|_{2,}|□|待定|TODO")
_YUAN = re.compile(r"(\d+(?:\.\d{1,2})?)\s*[元块]")
_DAY = re.compile(r"(?:(\d{4})-)?(\d{1,2})[月-](\d{1,2})日?")
_FREIGHT = re.compile(r"运费[^，。；]*")
_PAYER = {"buyer": re.compile("顾客|买家|她|他|您"), "seller": re.compile("店|卖家|商家|我们")}


def unfilled(texts: Iterable[tuple[Where, str]]) -> Iterator[Fault]:
    """Texts that are empty, or hold a place that was to be filled in."""
    for path, text in texts:
        if not text.strip():
            yield path, "不能空着。"
        elif found := _UNFILLED.search(text):
            yield path, f"“{found[0]}”是没填的空。写出具体的字。"


def decided(facts: Mapping[str, Any], *, rules: RuleBook, on: date) -> tuple[Decision | None, str]:
    """What the rules decide about a told case; None with the reason if they cannot."""
    try:
        decision = decide(facts, rules=rules, on=on)
    except CaseError as error:
        return None, str(error)
    if decision.decision is None:
        lacking = "、".join(f"{FIELDS[name].means}（{name}）" for name in decision.missing)
        return None, f"判不出来，还缺：{lacking}。补上。"
    return decision, ""


def clashes(said: str, decision: Decision, on: date) -> Iterator[str]:
    """What a wording of a decision says wrongly: sums, who pays the freight, the last day; leaving out is free."""
    amounts = decision.amounts
    held = {amounts.goods, amounts.freight, amounts.extra, amounts.total, decision.amount} - {None}
    right = "、".join(f"{amount} 元" for amount in sorted(filter(None, held))) or "不涉及金额"
    for yuan in _YUAN.findall(said):
        if Decimal(yuan) not in held:
            yield f"写着 {yuan} 元，判出来是：{right}。改成一样。"
    if freight := _FREIGHT.search(said):
        sides = [side for side, words in _PAYER.items() if words.search(freight[0])]
        if decision.freight_by and sides and decision.freight_by not in sides:
            yield f"“{freight[0]}”和判出来的不一样：应由{'顾客' if decision.freight_by == 'buyer' else '店里'}出。"
    last = decision.deadline
    days = [(int(month), int(day)) for _, month, day in _DAY.findall(said)]
    if last and days and (last.month, last.day) not in days:
        yield f"判出来最后一天是 {last:%Y-%m-%d}（按 {on} 判），这里写的是别的日子。改成一样。"
