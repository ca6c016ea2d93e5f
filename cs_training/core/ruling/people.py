"""Who may buy, and what a buyer may ask of the shop: minors, personal information, invoices, complaints."""

from __future__ import annotations

from dataclasses import replace

from cs_training.core.ruling.case import Case, Ruling
from cs_training.core.ruling.discounts import bill_of
from cs_training.core.ruling.periods import days_off, last_day, working_day_after


def minor(case: Case) -> Ruling:
    """Whether a contract made by somebody of this age holds."""
    rule = case.rule("MINOR-01")
    age = case.need("age")
    if age >= rule.number("adult"):
        case.say("已满 18 周岁：合同有效。")
        return Ruling(decision="contract_valid")
    if age < rule.number("no_capacity_under"):
        case.say("不满 8 周岁，没有民事行为能力：合同无效，互相返还。")
        return _void(case)
    if age >= rule.number("own_income_from") and case.is_("own_income"):
        case.say("16 周岁以上，靠自己的劳动收入生活，视为完全民事行为能力：合同有效。")
        return Ruling(decision="contract_valid")
    if case.is_("age_appropriate"):
        case.say("与年龄、智力相适应的交易，不用监护人同意：合同有效。")
        return Ruling(decision="contract_valid")
    if case.is_("consent"):
        case.say("监护人同意或追认：合同有效。")
        return Ruling(decision="contract_valid")
    return _unratified(case, int(rule.number("ratify_days")))


def _unratified(case: Case, days: int) -> Ruling:
    notified = case.day("notified")
    last = last_day(case, notified, days) if notified else None
    silent = last is not None and case.today > last
    silent = silent or case.get("days_since_notified", 0) > days
    if silent and not case.isnt("consent"):
        case.say(f"催告后 {days} 日没有表态，视为拒绝追认（民法典第 145 条），合同不发生效力，互相返还。")
        void = _void(case)
        return (
            void if case.asks("refund", "total", "return") else replace(void, decision="deemed_refusal", deadline=last)
        )
    if case.isnt("consent"):
        case.say("监护人拒绝追认，合同不发生效力，互相返还。")
        return _void(case)
    case.say(f"8 到 18 周岁，与年龄不相适应：等监护人同意或追认；卖家可以催告，{days} 日内表态。")
    return Ruling(decision="need_guardian_consent", deadline=last)


def _void(case: Case) -> Ruling:
    bill = bill_of(case)
    return Ruling(decision="void_refund", goods=bill.paid if bill else None)


def personal_info(case: Case) -> Ruling:
    """Somebody wants to see, or have, information about a buyer."""
    case.rule("PI-01")
    if case.get("requester", "self") in ("self", "guardian", "authority"):
        case.say("本人（监护人、依法调取的机关）有权查阅复制：核实身份后及时提供。")
        return Ruling(decision="provide_info")
    case.say("不是本人：没有本人的单独同意，不给。")
    return Ruling(decision="provide_info" if case.is_("consent") else "refuse_request")


def collect_info(case: Case) -> Ruling:
    """The shop wants information from a buyer."""
    case.rule("PI-01")
    if not case.is_("consent") and not case.need("necessary"):
        case.say("不是这笔交易必需的，又没有单独同意：违反最小必要。")
        return Ruling(decision="illegal_collection")
    case.say("履行合同必需（或者本人单独同意）的信息可以要，只要够用的那几项。")
    return Ruling(decision="provide_info")


def delete_info(case: Case) -> Ruling:
    """A buyer wants what is known about them deleted."""
    case.rule("PI-01")
    if case.get("requester", "self") not in ("self", "guardian"):
        case.say("不是本人，不能替人删。")
        return Ruling(decision="refuse_request")
    if case.is_("necessary"):
        case.say("还在履行、或者法律要求保存的交易信息不能删：说明理由，只保存，不作别用。")
        return Ruling(decision="refuse_request")
    case.say("本人要求、目的已经实现或者撤回同意：删除；法律要求保存的交易记录只保存、不再用。")
    return Ruling(decision="delete_info")


def stop_marketing(case: Case) -> Ruling:
    """A buyer does not want advertising."""
    case.rule("PI-02")
    case.say("没有同意、或者已经拒绝：立即停发，不要对方说理由。")
    return Ruling(decision="stop_marketing")


def invoice(case: Case) -> Ruling:
    """A buyer asks for an invoice. Kinds, tax rates and days are not settled here."""
    case.rule("INV-01")
    case.say("收了款，顾客索要发票就要开，不能另收税点，也不能拿赠品、返现换（消费者权益保护法第 22 条）。")
    case.say("种类、税率和几天开出，要看约定，这里不判。")
    return Ruling(decision="issue_invoice")


def e_invoice(case: Case) -> Ruling:
    """Whether an electronic invoice is as good as one on paper."""
    case.rule("INV-01")
    case.say("电子发票与纸质发票效力一样（电子商务法第 14 条）。")
    return Ruling(decision="e_invoice_valid")


def complaint(case: Case) -> Ruling:
    """A buyer wants to complain to the authorities or the platform."""
    rule = case.rule("CN-COMPLAINT")
    days = int(rule.number("work_days"))
    filed = case.day("requested")
    off = days_off(case.rules, filed.year) if filed else set()
    last = working_day_after(filed, days, off) if filed else None
    case.say(f"把平台介入和 12315 的路径都告诉顾客，不劝退；市场监管部门 {days} 个工作日内决定受不受理。")
    return Ruling(decision="provide_info", deadline=last)


def score(case: Case) -> Ruling:
    """Whether the shop's experience score is shown."""
    rule = case.rule("SCORE-01")
    need = rule.number("orders")
    shown = case.need("orders_30d") >= need
    case.say(f"近 30 天有效支付 {case.get('orders_30d')} 笔，满 {need} 笔才展示；没有展示的分数不能拿来对顾客说。")
    return Ruling(decision="provide_info" if shown else "refuse_request")
