"""When money must be back, price protection, and orders that were never sent."""

from __future__ import annotations

from datetime import date, timedelta

from cs_training.core.exact import say
from cs_training.core.ruling.case import Case, NeedError, Ruling
from cs_training.core.ruling.discounts import bill_of
from cs_training.core.ruling.periods import last_day, say_day


def refund_due(case: Case) -> Ruling:
    """The shop has the goods back, or the request, and has not acted."""
    rule = case.rule("LAW-7D-01")
    grace, penal = int(rule.number("refund_days")), int(rule.number("penal_days"))
    back = case.has("returned_on", "days_since_return")
    since = case.get("days_since_return" if back else "days_since_request")
    start = case.day("returned" if back else "requested")
    if since is None and start is None:
        raise NeedError("returned_on")
    passed = since if since is not None else (case.today - start).days if start else 0
    last = last_day(case, start, grace, weekends=False) if back and start else None
    dated = case.has("today", "now_on", "days_since_return", "days_since_request")
    if back and last and not dated and not case.asks("overdue"):
        case.say(f"收到退货 {grace} 日内返还价款，最迟 {say_day(last)}。")
        return _owed(case, "refund", last)
    case.say(f"{'收到退货' if back else '收到退货要求'}当天不算，到现在过了 {passed} 天。")
    if passed > penal:
        case.say(f"超过 {penal} 日还没办：视为故意拖延或者无理拒绝，可以处罚。")
        return _owed(case, "deemed_refusal", last)
    overdue = case.today > last if last and since is None else back and passed > grace
    if overdue:
        case.say(f"收到退货 {grace} 日内要返还价款：已经逾期，马上退。")
        return _owed(case, "refund", last)
    case.say("还没到期限。")
    return Ruling(decision="not_overdue", deadline=last)


def _owed(case: Case, decision: str, last: date | None) -> Ruling:
    bill = bill_of(case)
    return Ruling(decision=decision, goods=bill.paid if bill else None, deadline=last)


def price_protection(case: Case) -> Ruling:
    """A later, lower price: paid back only where that was agreed."""
    paid_on, days = case.day("paid"), case.get("price_protect_days")
    if days is None and not grants(case) and not case.has("price_protect_until_on"):
        case.need("price_protect_days")
    asked = case.day("requested") or case.today
    if days == 0:
        case.say("没有价保的约定，降价不补差。")
        return Ruling(decision="refuse_request")
    if days is not None and not case.has("price_protect_until_on"):
        paid_on = case.need("paid_on")
    last = paid_on + timedelta(days=int(days)) if paid_on and days is not None else case.day("price_protect_until")
    case.say("价保法律没有规定，按约定和活动规则算。")
    if last and asked > last:
        case.say(f"价保最后一天是 {say_day(last)}：过期了。")
        return Ruling(decision="refuse_request", deadline=last)
    diff = max(0, case.need("price") - case.need("new_price")) * int(case.get("qty", 1))
    if not diff:
        case.say("没有降价，没有差额。")
        return Ruling(decision="refuse_request", deadline=last)
    case.say(f"差价 {say(diff)} 元要退。")
    return Ruling(decision="refund", goods=diff, deadline=last)


DENIALS = (
    "不支持", "不补", "不退款", "不予", "不能", "不可", "不接受", "概不", "一律不", "须退货", "没有价保", "无价保",
)  # fmt: skip


def grants(case: Case) -> bool:
    """Whether a clause gives something: one that says no gives nothing."""
    return case.has("clause") and not any(word in case.get("clause") for word in DENIALS)


def never_sent(case: Case) -> Ruling:
    """A buyer cancels what was not sent yet."""
    if case.is_("shipped") or case.has("shipped_on"):
        case.rule("PLT-TUI")
        case.say("已经发货，不能直接退款：通知快递拦截，拦不住就等签收后走退货。")
        return Ruling(decision="refuse_request")
    bill = bill_of(case)
    fee = case.money("ship_fee") if case.is_("ship_fee_paid") else None
    case.rule("PLT-TUI")
    case.say("还没发货的退款：买家申请就退，付过的运费一起退。")
    if bill is None and case.asks("total"):
        raise NeedError("price")
    return Ruling(decision="refund", goods=bill.paid if bill else None, freight=fee)


def only_refund(case: Case) -> Ruling:
    """Money back without goods back, after they were received."""
    case.rule("PLT-TUI")
    if grants(case) or case.has("agreed_compensation", "negotiated"):
        case.say("双方协商一致不退货退款：按约定退。")
        bill = bill_of(case)
        goods = case.get("agreed_compensation", bill.paid if bill else None)
        return Ruling(decision="refund", goods=goods)
    case.say("收到货以后不退货只退款，要协商一致或者规则列明的例外；没有这些，走退货退款。")
    return Ruling(decision="refuse_request")
