"""Returns without a reason: is the kind of goods excluded, is it intact, is it in time, and what goes back."""

from __future__ import annotations

from datetime import date, timedelta

from cs_training.core.ruling.case import Case, NeedError, Ruling
from cs_training.core.ruling.discounts import bill_of, freight_kept, gift_kept, goods_back, keeps_back
from cs_training.core.ruling.freight import return_freight
from cs_training.core.ruling.periods import days_off_of, last_day, legal_last_day, platform_end, say_day

SEALED = ("food", "cosmetics", "medical")
BY_NATURE = {
    "custom": "按顾客要求定作的商品",
    "fresh": "鲜活易腐的商品",
    "newspaper": "已经交付的报纸期刊",
    "digital": "在线下载或者拆封的数字化商品",
}
# What may be excluded, but only by a separate confirmation at each purchase (measures on 7-day returns, art. 7).
BY_CONFIRMATION = ("underwear", "gold", "food", "cosmetics", "medical", "electronics", "appliance")
NOT_ABOUT_TIME = (
    "opened", "packaging_damaged", "used", "activated", "default_checked", "promise_no_reason", "items",
    "free_ship_threshold", "deduct_amount", "deduct_rate", "clause", "freight_agreed", "negotiated", "fault_unclear",
    "tag_removed", "stained", "return_qty",
)  # fmt: skip
NOT_ABOUT_TIME_EVEN_IF_NO = ("seal_broken", "confirmed_no_return", "gift_returned")
TIMES = ("received_on", "requested_on", "days_since_receipt", "today", "now_on", "promise_days")


def no_reason(case: Case) -> Ruling:
    """七天无理由退货, by the law or by the platform's hours."""
    if _at_a_counter(case) or excluded(case) or spoiled(case):
        return Ruling(decision="reject_return")
    within, last = in_time(case)
    if not within:
        return Ruling(decision="reject_return", deadline=last)
    _intact(case)
    case.rule("LAW-7D-01")
    return accepted(case, last)


def accepted(case: Case, last: date | None) -> Ruling:
    """What follows from a return that has to be taken."""
    wants_to_keep = keeps_back(case)
    bill = bill_of(case)
    if bill is None:
        decision = "cannot_deduct" if wants_to_keep else "accept_return"
        if case.asks("total") or (case.asks("refund") and (case.has("discount") or case.isnt("gift_returned"))):
            raise NeedError("price")
        return Ruling(decision=decision, freight_by=return_freight(case), deadline=last)
    goods = goods_back(case, bill)
    kept = freight_kept(case, bill, goods)
    gift = gift_kept(case, goods - kept)
    by = return_freight(case)
    freight = _freight(case, kept)
    partial = case.has("items", "discount") or case.isnt("gift_returned")
    amounts_matter = case.asks("refund", "total") or (not case.ask and partial)
    if wants_to_keep and not kept and not gift:
        case.say("商品完好，按实付退：店里没有依据从退款里扣钱。")
        return Ruling(decision="cannot_deduct", goods=goods, freight=freight, freight_by=by, deadline=last)
    decision = "refund" if amounts_matter or wants_to_keep else "accept_return"
    return Ruling(decision=decision, goods=goods - gift, freight=freight, freight_by=by, deadline=last)


def _freight(case: Case, kept: int) -> int | None:
    gap = case.money("address_freight_gap")
    if gap:
        case.rule("PROMO-FREIGHT")
        case.say("退货地址不是页面发货地，多出的运费由卖家承担。")
    return gap - kept or None


def _at_a_counter(case: Case) -> bool:
    """Bought in a shop one can walk into: there is no such right, unless the shop promised it."""
    if case.get("channel") != "offline" or case.is_("promise_no_reason") or case.has("promise_days"):
        return False
    case.rule("LAW-7D-01")
    case.say("七天无理由只管网络、电视、电话、邮购；当面买的，店里没承诺就没有。")
    return True


def excluded(case: Case) -> bool:
    """Whether the goods are outside the rule by kind."""
    kind = case.get("category", "other")
    kind = "custom" if case.is_("custom") else kind
    by_nature = kind in BY_NATURE and not (kind == "digital" and case.isnt("opened"))
    confirmable = kind in BY_CONFIRMATION or case.is_("near_expiry")
    if not (by_nature or confirmable):
        if case.is_("confirmed_no_return"):
            case.rule("LAW-7D-02")
            case.say("这类商品不在可以确认排除的范围里，勾选了“不支持无理由”也不算数。")
        return False
    if case.is_("promise_no_reason"):
        case.rule("LAW-7D-02")
        case.say("虽是例外商品，店里承诺了支持无理由，从承诺。")
        return False
    if by_nature:
        for rule in ("PLT-7D-TM", "LAW-7D-01") if case.platform == "tmall" else ("LAW-7D-01",):
            case.rule(rule)
        case.say(f"{BY_NATURE[kind]}，不适用七天无理由。")
        return True
    return _confirmed(case, kind)


def _confirmed(case: Case, kind: str) -> bool:
    """Goods that only a buyer's separate confirmation takes out."""
    if case.is_("confirmed_no_return"):
        case.rule("LAW-7D-02")
        if case.is_("default_checked"):
            case.say("确认是默认勾选的，不算消费者单次确认，不能据此拒退。")
            return False
        case.say("这类商品可以约定不适用，顾客下单时又作了单次确认：可以不接受。")
        return True
    if case.isnt("confirmed_no_return") or case.is_("default_checked"):
        case.rule("LAW-7D-02")
        case.say("没有消费者的单次确认（默认勾选不算），不能当例外拒退。")
        return False
    if kind in ("underwear", "gold"):
        if case.platform == "tmall":
            case.rule("PLT-7D-TM")
            case.say("天猫的类目表把这类商品列为不支持无理由（页面要有显著的确认）。")
            return True
        case.need("confirmed_no_return")
    return False


def spoiled(case: Case) -> bool:
    """Whether the goods are no longer intact; whoever says so has to prove it."""
    reason = _damage(case)
    if reason:
        case.rule("LAW-7D-03")
        case.say(f"{reason}：不算完好，无理由退货可以不接受。")
    return bool(reason)


def _intact(case: Case) -> None:
    """Says why the goods count as intact; the rule is part of the basis only where something about them was told."""
    if case.has("opened", "packaging_damaged", "used", "disputed") or case.isnt("seal_broken"):
        case.cite("LAW-7D-03")
    if case.has("packaging_damaged", "opened"):
        case.say("为查验拆开包装、合理调试，或者外包装自然压痕，不影响完好。")
    else:
        case.say("商品完好（没人提出不完好，就按完好；主张不完好的一方举证）。")


def _damage(case: Case) -> str:
    """What makes the goods not intact, or "". The case's own word “intact” settles mere use and opening."""
    sealed, intact = case.get("category") in SEALED, case.is_("intact")
    if sealed and not case.isnt("opened") and not case.has("intact", "used"):
        case.need("seal_broken")
    grounds = {
        "一次性密封包装破了": case.is_("seal_broken") and (sealed or not (intact or case.has("category"))),
        "已经激活、注册或登录": case.is_("activated") and not intact,
        "吊牌、商标标识摘了或剪了": case.is_("tag_removed"),
        "弄脏或者弄坏了": case.is_("stained"),
        "使用超出了查验和试用的需要": case.is_("used") and not intact,
        "商品的品质、功能或者标识不齐全了": case.isnt("intact"),
    }
    return next((says for says, holds in grounds.items() if holds), "")


def in_time(case: Case) -> tuple[bool, date | None]:
    """Whether the request came in time, and the last day for it."""
    about_money = case.asks("refund", "total", "freight", "deduct", "exchange")
    elsewhere = about_money or case.has(*NOT_ABOUT_TIME) or case.knows(*NOT_ABOUT_TIME_EVEN_IF_NO)
    if elsewhere and not case.has(*TIMES):
        case.say("没有说过期，按在期限内看。")
        return True, None
    days = int(case.get("promise_days", 0))
    received = case.day("received")
    if case.has("days_since_receipt") and received is None:
        return _counted(case, max(7, days))
    received = case.need("received_on")
    asked = _asked(case, received)
    if days > _days(case):
        last = max(last_day(case, received, days, weekends=False), _by_law(case, received))
        case.say(f"店里承诺了 {days} 天无理由，最后一天是 {say_day(last)}。")
        return asked <= last, last
    if case.platform == "tmall":
        return _by_hours(case, received, asked)
    if case.platform == "taobao":
        case.say("淘宝网自己的七天规范只见于整理稿，不用来判，按法律算。")
    last = last_day(case, received, _days(case))
    case.say(f"{say_day(asked)}提出，{'没有过期' if asked <= last else '过了期限'}。")
    return asked <= last, last


def _asked(case: Case, received: date) -> date:
    """The day of the request. Who only wants to know the last day is answered as if asking at once."""
    asked = case.day("requested") or case.get("today") or case.day("now")
    if asked is None and case.has("days_since_receipt"):
        asked = received + timedelta(days=int(case.get("days_since_receipt")))
    if asked is None and case.asks("deadline"):
        case.say("问的是最后一天：到那天为止提出，都应接受。")
        return received
    day: date = asked or case.need("requested_on")
    return day


def _counted(case: Case, days: int) -> tuple[bool, date | None]:
    count = case.get("days_since_receipt")
    if case.platform == "tmall":
        case.rule("PLT-7D-TM")
    case.rule("LAW-7D-01")
    case.say(f"签收次日算第 1 天，第 {count} 天提出，期限 {days} 天：{'没有过期' if count <= days else '过了期限'}。")
    if count > days:
        case.say("第 7 天要是碰上法定休假日，法定期限会顺延：写明签收日期再判一次。")
    return count <= days, None


def _days(case: Case) -> int:
    return int(case.rule("LAW-7D-01").number("days"))


def _by_law(case: Case, received: date) -> date:
    """The law's own last day, without a word about it."""
    return legal_last_day(received, _days(case), days_off_of(case, received.year))


def _by_hours(case: Case, received: date, asked: date) -> tuple[bool, date | None]:
    """The platform's 168 hours: never moved by holidays. The law's own last day is told where it is later."""
    hours = int(case.rule("PLT-7D-TM").number("hours"))
    end = platform_end(received, hours)
    last = end.date() - timedelta(days=1)
    at = case.moment("requested")
    within = at < end if at else asked <= last
    case.say(
        f"天猫口径：签收次日零点起 {hours} 小时，到 {end.month} 月 {end.day} 日 00:00 为止（不含），"
        f"最后一天是 {say_day(last)}，不顺延。"
    )
    _tell_law(case, received, asked, within=within, last=last)
    return within, last


def _tell_law(case: Case, received: date, asked: date, *, within: bool, last: date) -> None:
    """What the law's own clock says beside the platform's: a customer is told the later day."""
    by_law = _by_law(case, received)
    if within and by_law > last:
        case.say(f"法律的末日顺延到 {say_day(by_law)}：告诉顾客较晚的这一天。")
    elif not within:
        case.say("超过 168 小时，平台不再支持无理由。")
        if asked > by_law:
            case.say(f"法律的末日是 {say_day(by_law)}，也过了。")
        else:
            last_day(case, received, _days(case))
            case.say(f"法定口径要到 {say_day(by_law)}：平台入口关了，法定权利还在，答复顾客取有利的这一种。")
