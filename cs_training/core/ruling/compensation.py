"""What a broken promise costs: a share of what was paid, with floor, cap and, for several orders, the day's cap."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from cs_training.core.exact import clamp, fen, say, times
from cs_training.core.rulebook import Version
from cs_training.core.ruling.case import Case, NeedError, Ruling


def yuan_of(version: Version, name: str) -> int:
    """A money number of a rule, in fen."""
    return fen(str(float(version.number(name))))


def payable(case: Case, rate: Fraction, low: int, high: int, *, day_cap: int | None = None) -> int | None:
    """
    The compensation for the order, or for all orders of one day; None where neither price nor question asks for it.

    Args:
        low: Least per order, fen. high: Most per order. day_cap: Most for all of a day's orders between the two.
    """
    orders = case.get("orders")
    if orders is None:
        paid = paid_for(case)
        if paid is None:
            return None
        amount = clamp(times(paid, rate), low, high)
        case.say(
            f"成交 {say(paid)} 元的 {percent(rate)} 是 {say(times(paid, rate))} 元，"
            f"下限 {say(low)} 元，上限 {say(high)} 元：赔 {say(amount)} 元。"
        )
        return amount
    each = [clamp(times(paid, rate), low, high) for paid in orders]
    case.say(f"同日 {len(orders)} 笔分别赔 {'、'.join(map(say, each))} 元，合计 {say(sum(each))} 元。")
    if day_cap is not None and sum(each) > day_cap:
        case.say(f"同一买卖双方同日合并，最多 {say(day_cap)} 元。")
        return day_cap
    return sum(each)


def penalty(extra: int | None, *, goods: int | None = None) -> Ruling:
    """The ruling that a promise was broken."""
    return Ruling(decision="penalty", goods=goods, extra=extra)


def percent(rate: Fraction) -> str:
    return f"{float(rate * 100):g}%"


def better(case: Case, ruling: Ruling) -> Ruling:
    """The platform's compensation, or the shop's own promise where that is higher."""
    if ruling.decision != "penalty" or ruling.extra is None or not case.has("clause_rate", "clause_amount"):
        return ruling
    promised = by_clause(case)
    if promised.extra != ruling.extra:
        case.say("店里的约定和平台的规则，取对买家高的。")
    return ruling if ruling.extra >= (promised.extra or 0) else replace(ruling, extra=promised.extra)


def by_clause(case: Case) -> Ruling:
    """What the shop itself agreed to pay; asked for where no rule of ours settles the amount."""
    if case.has("clause_amount"):
        case.say(f"按约定赔 {say(case.get('clause_amount'))} 元。")
        return penalty(case.get("clause_amount"))
    rate = case.rate("clause_rate") if case.has("clause_rate") else case.need("clause_rate")
    low, high = case.money("clause_min"), case.get("clause_max", 10**12)
    paid = paid_for(case)
    if paid is None:
        return penalty(None)
    extra = clamp(times(paid, rate), low, high)
    case.say(f"按约定：{say(paid)} 元的 {percent(rate)}，有上下限的按上下限，赔 {say(extra)} 元。")
    return penalty(extra)


def paid_for(case: Case) -> int | None:
    """What the order cost in fen; asked for where the question is how much."""
    if case.has("price"):
        return int(case.get("price") * case.get("qty", 1))
    if case.has("items"):
        return sum(int(price * qty) for price, qty in case.get("items")) - case.money("discount")
    if case.has("total"):
        return int(case.get("total"))
    if case.has("deposit") and case.has("balance"):
        return int(case.get("deposit") + case.get("balance"))
    if case.asks("extra", "total", "refund"):
        raise NeedError("price")
    return None
