"""Facts that cannot all be true: each pair is named, with what to look at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Facts = Mapping[str, Any]

# Pairs that must come in this order, and pairs that cannot both be.
_ORDERED = (
    ("paid", "shipped", "付款", "揽收"),
    ("paid", "received", "付款", "签收"),
    ("shipped", "received", "揽收", "签收"),
    ("received", "returned", "签收", "店里收到退货"),
    ("received", "completed", "签收", "交易成功"),
)
_CLASHES = (
    ("intact", True, "stained", True, "商品完好，又弄脏或弄坏了"),
    ("intact", True, "tag_removed", True, "商品完好，吊牌又摘了"),
    ("opened", False, "seal_broken", True, "包装没拆，密封又破了"),
    ("opened", False, "activated", True, "包装没拆，又激活过"),
    ("opened", False, "used", True, "包装没拆，又用过"),
    ("custom", False, "category", "custom", "不是定作的，类别又写了定制"),
    ("signed", True, "lost_in_transit", True, "已经签收，又丢在路上"),
    ("fraud", True, "label_flaw", True, "只是标签小瑕疵，又有欺诈"),
    ("unsafe", True, "label_flaw", True, "只是标签小瑕疵，又不符合食品安全标准"),
)


def contradictions(facts: Facts) -> Iterator[str]:
    for first, then, a, b in _ORDERED:
        early, late = facts.get(f"{first}_on"), facts.get(f"{then}_on")
        if f"{first}_at" in facts and f"{then}_at" in facts:
            early, late = facts[f"{first}_at"], facts[f"{then}_at"]
        again = first == "shipped" and ("promise" in facts or facts.get("ask") == "exchange")
        if early and late and early > late and not again:
            yield f"时间矛盾：{a}（{early}）在{b}（{late}）之后。核对 {first}_on 和 {then}_on。"
    for one, is_, other, is_too, says in _CLASHES:
        if facts.get(one) == is_ and facts.get(other) == is_too and one in facts:
            yield f"{one} 和 {other} 矛盾：{says}。改掉一个。"
    if facts.get("shipped") is False and "shipped_on" in facts:
        yield "shipped 是 false，又写了揽收时间。改掉一个。"
    if facts.get("holiday_start", facts.get("holiday_end")) != facts.get("holiday_end") and (
        "holiday_end" not in facts or facts["holiday_end"] < facts["holiday_start"]
    ):
        yield "holiday_start 要有 holiday_end，而且不能比它晚。核对这两天。"
    yield from _sums(facts)


def _sums(facts: Facts) -> Iterator[str]:
    total = facts.get("total", facts["price"] * facts.get("qty", 1) if "price" in facts else None)
    for part, name in (("deposit", "定金"), ("balance", "尾款")):
        if total is not None and facts.get(part, 0) > total:
            yield f"{part}（{name}）比总价还多。核对它和 total（或 price）。"
    if all(name in facts for name in ("total", "deposit", "balance")) and facts["deposit"] + facts["balance"] != total:
        yield "deposit 加 balance 不等于 total。核对这三个数。"
    items = facts.get("items")
    listed = sum(price * qty for price, qty in items) if items else None
    if listed is not None and facts.get("discount", 0) > listed:
        yield "discount（优惠）比商品合计还多。核对 items 和 discount。"
    if facts.get("return_qty", 0) > facts.get("qty", facts.get("return_qty", 0)):
        yield "return_qty（退的件数）比 qty（买的件数）还多。核对这两个数。"
    low, high = facts.get("clause_min"), facts.get("clause_max")
    if low is not None and high is not None and low > high:
        yield "clause_min 比 clause_max 还大。核对这两个数。"
    if _miscounted(facts):
        yield "days_since_receipt 与签收、申请的日期对不上（签收次日是第 1 天）。核对这三项。"


def _miscounted(facts: Facts) -> bool:
    names = ("days_since_receipt", "received_on", "requested_on")
    if any(name not in facts for name in names):
        return False
    counted, received, asked = (facts[name] for name in names)
    return bool((asked - received).days != counted)
