"""Goods that are not as they should be: take back, repair or replace, rescind; and who has to prove it."""

from __future__ import annotations

from datetime import date

from cs_training.core.ruling.case import Case, Ruling
from cs_training.core.ruling.discounts import bill_of, goods_back, keeps_back
from cs_training.core.ruling.freight import fault_freight
from cs_training.core.ruling.periods import last_day, say_day

FAULTS = ("quality_issue", "wrong_item", "not_as_described", "damaged_on_arrival")
_HOW_MUCH = ("items", "return_freight_paid", "deduct_amount", "deduct_rate")
DURABLE = ("electronics", "appliance")
NOT_ABOUT_TIME = (
    "opened", "used", "seal_broken", "activated", "packaging_damaged", "damaged_on_arrival", "clause", "deduct_amount",
    "deduct_rate", "return_freight_paid", "buyer_evidence", "seller_evidence", "wrong_item", "items", "qty",
)  # fmt: skip


def at_fault(case: Case) -> bool:
    return any(case.is_(fault) for fault in FAULTS)


def burden_of_proof(case: Case) -> Ruling:
    """Who has to prove: durable goods in the first months, or a shop that says goods are not intact."""
    if _durable(case):
        return _durable_burden(case)
    if not at_fault(case) and case.has("requested_on", "intact", "opened", "disputed"):
        case.rule("LAW-7D-03")
        case.say("店里主张商品不完好：由店里拿验货视频等证据证明，拿不出就要退。")
        return Ruling(decision="seller_burden_of_proof")
    case.rule("LAW-QUAL-01")
    case.say("不是耐用商品，谁主张谁举证。")
    return Ruling(decision="seller_not_liable")


def _durable_burden(case: Case) -> Ruling:
    months = int(case.rule("LAW-QUAL-01").number("durable_burden_months"))
    if _months(case) <= months:
        case.say(f"耐用商品，收到 {months} 个月内发现瑕疵起争议：由经营者举证（消费者权益保护法第 23 条）。")
        return Ruling(decision="seller_burden_of_proof")
    case.say(f"超过 {months} 个月，举证责任回到主张瑕疵的一方。")
    return Ruling(decision="seller_not_liable")


def faulty(case: Case) -> Ruling:
    """A fault the shop answers for."""
    if not _proved(case):
        return Ruling(decision="reject_return" if case.asks("return") else "refuse_request")
    if case.asks("extra", "total") and case.has("loss"):
        return _loss(case)
    if case.asks("liability"):
        return _liable(case)
    if case.asks("extra"):
        case.need("fraud")
    by = fault_freight(case)
    bill = bill_of(case)
    goods = goods_back(case, bill) if bill else None
    freight = _freight(case)
    if keeps_back(case):
        case.say("责任在卖家，扣损耗费、折旧费都没有依据：按实付全额退。")
        return Ruling(decision="cannot_deduct", goods=goods, freight=freight, freight_by=by)
    early, last = (True, None) if _only_by_use(case) else _early(case)
    if case.asks("exchange", "repair"):
        case.say("顾客可以选修理、更换或者退货；选了修换，就修换。")
        return Ruling(decision="repair_or_replace", freight_by=by, deadline=last)
    if not early:
        return _late(case, goods, freight)
    if last or not _only_by_use(case):
        case.say("收到 7 日以内，可以退货（消费者权益保护法第 24 条）。")
    asked_how_much = case.asks("refund", "total") and goods is not None and case.has(*_HOW_MUCH)
    decision = "refund" if asked_how_much else "accept_return"
    return Ruling(decision=decision, goods=goods, freight=freight, freight_by=by, deadline=last)


def _only_by_use(case: Case) -> bool:
    """On the platform, what only use shows to be false is answered for as long as after-sales are open."""
    if case.platform == "law" or not case.is_("not_as_described") or not case.isnt("defect_visible"):
        return False
    days = case.get("window_days", case.rule("PLT-AFTER-WINDOW").number("apply_days"))
    done, asked = case.day("completed"), case.day("requested") or case.today
    if done and (asked - done).days > days:
        return False
    case.say("用了才能发现的描述不符：平台支持退货退款，不限 7 日，在售后期内提出就行。")
    return True


def _late(case: Case, goods: int | None, freight: int | None) -> Ruling:
    if case.is_("purpose_defeated"):
        case.say("买它的目的落空了，符合法定解除条件：解除合同，退款，运费卖家出。")
        return Ruling(decision="rescind_refund", goods=goods, freight=freight, freight_by="seller")
    case.say("超过 7 日，又没到能解除合同的程度：卖家负责修理或更换。")
    return Ruling(decision="repair_or_replace", freight_by="seller")


def _liable(case: Case) -> Ruling:
    case.rule("LAW-QUAL-01")
    case.say("商品和宣传不符合约定，由卖家负责；主播、客服是替店里做事，不能推给个人。")
    return Ruling(decision="seller_liable", extra=case.get("loss"))


def _loss(case: Case) -> Ruling:
    case.rule("LAW-QUAL-01")
    case.say("质量问题造成了损失：除了退换，还要赔这笔损失。")
    bill = bill_of(case) if case.asks("total") else None
    return Ruling(decision="compensate", goods=bill.paid if bill else None, extra=case.get("loss"))


def _freight(case: Case) -> int | None:
    paid = case.money("return_freight_paid")
    sent = case.money("ship_fee") if case.is_("ship_fee_paid") else 0
    if paid or sent:
        case.say("买家付过的运费一起退。")
    return paid + sent or None


def _proved(case: Case) -> bool:
    """The platform's order of proof; a case that says nothing about evidence is not about evidence."""
    described = case.is_("not_as_described")
    if case.platform != "law":
        case.rule("PLT-DESC-ZY" if described else "PLT-QUAL-ZY")
    if case.isnt("buyer_evidence") and not case.isnt("defect_visible"):
        case.rule("PLT-QUAL-ZY")
        case.say("肉眼看得出的问题，买家要先给初步凭证；没有凭证，平台会把款打给卖家。")
        return False
    if case.isnt("defect_visible") and case.isnt("seller_evidence"):
        case.rule("PLT-QUAL-ZY")
        case.say("肉眼看不出的问题，由卖家先给经销凭证、合格证等；给不出就退货退款。")
    spoiled = case.isnt("intact") or case.has("stained", "tag_removed")
    if described and case.is_("used") and spoiled and not case.isnt("defect_visible"):
        case.rule("PLT-DESC-ZY")
        case.say("不用就能看出的不一致，买家却已经使用、影响了完好：支持卖家。")
        return False
    return True


def _early(case: Case) -> tuple[bool, date | None]:
    """Whether it was reported within the days for returns, and the last of them."""
    rule = case.rule("LAW-QUAL-01")
    days = int(rule.number("return_days"))
    if case.has("months_since_receipt"):
        return case.get("months_since_receipt") * 30 <= days, None
    if case.has("days_since_receipt"):
        return case.get("days_since_receipt") <= days, None
    if not case.has("received_on", "requested_on", "today"):
        if case.is_("purpose_defeated"):
            return False, None
        if case.has(*NOT_ABOUT_TIME) or case.asks("freight", "deduct"):
            case.say("没有说过了多久，按刚收到看；超过 7 日的另看修换或解除。")
            return True, None
    last = last_day(case, case.need("received_on"), days)
    asked = case.day("requested") or case.get("today") or case.need("requested_on")
    case.say(f"{say_day(asked)}提出，{'在 7 日以内' if asked <= last else '超过 7 日'}。")
    return asked <= last, last


def _durable(case: Case) -> bool:
    return case.is_("durable") or (not case.isnt("durable") and case.get("category") in DURABLE)


def _months(case: Case) -> float:
    if case.has("months_since_receipt"):
        return float(case.get("months_since_receipt"))
    if case.has("days_since_receipt"):
        return float(case.get("days_since_receipt")) * 6 / 184  # no six months have more days
    received: date = case.need("received_on")
    asked: date = case.day("requested") or case.today
    whole = (asked.year - received.year) * 12 + asked.month - received.month
    return whole + (asked.day > received.day) * 0.5 - (asked.day < received.day) * 0.5
