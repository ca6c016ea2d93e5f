"""Who bears what happens on the way."""

from __future__ import annotations

from cs_training.core.ruling.case import Case, NeedError, Ruling
from cs_training.core.ruling.discounts import bill_of


def transit(case: Case) -> Ruling:
    """Lost or damaged before it was signed for."""
    if case.is_("returning") or (case.is_("lost_in_transit") and case.is_("purpose_defeated")):
        return _on_the_way_back(case)
    case.rule("LAW-RISK-01")
    if case.is_("signed"):
        case.say("已经签收，风险转给买家；签收时就有的问题另按质量看。")
        return Ruling(decision="seller_not_liable")
    if case.need("courier_chosen_by") == "buyer":
        case.say("承运人是买家自己选的，交给承运人时风险就转给买家。")
        return Ruling(decision="seller_not_liable")
    case.say("快递以签收为交付，签收前毁损灭失由卖家承担，不用买家去找快递索赔。")
    bill = bill_of(case)
    if bill is None and case.asks("refund", "total"):
        raise NeedError("price")
    return Ruling(decision="seller_liable", goods=bill.paid if bill else None)


def _on_the_way_back(case: Case) -> Ruling:
    """Lost while the buyer was sending it back: it turns on how bad the fault was."""
    case.rule("PLT-QUAL-ZY")
    if case.is_("purpose_defeated"):
        case.say("质量问题严重到合同目的落空：退货路上的风险由卖家承担。")
        return Ruling(decision="seller_liable")
    case.say("不是合同目的落空：退货路上的灭失风险由买家承担（买家可以向承运人追偿）。")
    return Ruling(decision="seller_not_liable")
