"""Shipping on 天猫: due when, late or out of stock, faked, stuck on the way; and what each costs."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from cs_training.core.rulebook import Version
from cs_training.core.ruling.case import Case, Ruling
from cs_training.core.ruling.compensation import better, by_clause, paid_for, payable, penalty, yuan_of
from cs_training.core.ruling.dispatch import due, due_by_day, end_of, hours_late, promised_hours
from cs_training.core.ruling.facts import BEIJING

# What makes a case one of shipping whatever it asks, and what does so only if it asks about that.
TRACK = ("track_gap_hours", "first_update_hours", "track_late", "track_abnormal")
FAULTS = (
    *TRACK, "admitted_stockout_on", "admitted_in_time", "delay_hours", "refused_to_ship", "fake_shipment",
    "not_received_days",
)  # fmt: skip
FACTS = (
    *FAULTS, "ship_by_on", "shipped_on", "hours_since_paid", "page_claim", "agreed_ship_by_on", "orders",
)  # fmt: skip


def shipping(case: Case) -> Ruling:
    """What is owed for how the parcel was sent."""
    if case.is_("excused"):
        case.rule("TM-SHIP-LATE")
        case.say("不可抗力已报备、地址错误、滥用会员权利等免责情形：不赔。")
        return Ruling(decision="seller_not_liable")
    return better(case, _breach(case))


def _breach(case: Case) -> Ruling:
    if case.has("fake_shipment"):
        return _on_tmall(case) or _fake(case)
    if _out_of_stock(case):
        return _walked_away(case) or _on_tmall(case) or _stockout(case)
    if case.has(*TRACK):
        found = _on_tmall(case) or _track(case)
        # A parcel that moved on in time may still have been picked up late.
        if found.decision != "not_overdue" or not case.has("delay_hours", "hours_since_paid"):
            return found
    return _late(case)


def _walked_away(case: Case) -> Ruling | None:
    """By law a seller who says that nothing will come has the contract rescinded; what else is due stands in no law."""
    walked = case.is_("refused_to_ship") or case.has("admitted_stockout_on", "admitted_in_time")
    if (
        not walked
        or case.platform == "tmall"
        or case.asks("extra", "total")
        or case.has("clause_rate", "clause_amount")
    ):
        return None
    case.rule("LAW-QUAL-01")
    case.say("卖家明确不发货，合同目的落空：可以解除合同，款全退。")
    return Ruling(decision="rescind_refund", goods=paid_for(case))


def _on_tmall(case: Case) -> Ruling | None:
    """The payouts we know are 天猫's; elsewhere only a clause given in the case settles the amount."""
    platform = case.need("platform") if not case.has("clause_rate", "clause_amount") else case.platform
    if platform == "tmall":
        return None
    case.say("这里没有可判的平台赔付规则（淘宝的数字只见于整理稿，仅作提示）：按案情给的条款算。")
    return by_clause(case)


def _late(case: Case) -> Ruling:
    late = hours_late(case)
    if late is None and not case.has("orders"):  # orders are listed because they were late
        case.need("paid_at")
    if late is not None and late <= 0:
        if case.platform == "tmall":
            case.rule("TM-SHIP-LATE")
        case.say("在应发货时间前（含）揽收，没有逾期。")
        return Ruling(decision="not_overdue", deadline=due(case))
    if found := _on_tmall(case):
        return found
    rule = case.rule("TM-SHIP-LATE")
    dear = _dear(case)
    made = f"全款预售、超过 {rule.number('hours')} 小时的定金预售或定制"
    case.say(f"延迟发货：{made if dear else '普通商品'}。")
    rate = rule.number("rate_presale" if dear else "rate")
    low, high = (yuan_of(rule, name) for name in ("low", "high"))
    return penalty(payable(case, rate, low, high, day_cap=_day_cap(case)))


def _day_cap(case: Case) -> int | None:
    """The most for all parcels that one buyer has from one shop in a day: one article for all kinds."""
    return yuan_of(case.rule("TM-SHIP-LATE"), "day_cap") if case.has("orders") else None


def _dear(case: Case) -> bool:
    """Presale paid in full, or deposit presale and custom-made goods promised beyond 48 hours: the double rate."""
    kind = case.get("presale", "none")
    if kind == "full":
        return True
    made = case.is_("custom") or case.get("category") == "custom"
    if kind == "none" and not made:
        return False
    hours = case.get("promise_ship_hours") if kind == "none" else case.need("promise_ship_hours")
    return hours is not None and hours > case.rule("TM-SHIP-LATE").number("hours")


def _out_of_stock(case: Case) -> bool:
    """Admitted or refused; so late that it counts as out of stock; or stuck on the way and not received for days."""
    if case.has("admitted_stockout_on", "admitted_in_time") or case.is_("refused_to_ship"):
        return True
    version = case.rules.rule("TM-STOCKOUT").on(case.day("paid") or case.on)
    if version is None or (case.platform != "tmall" and case.has("platform")):
        return False
    if case.has("not_received_days") and "track_days" in version.numbers:
        return bool(case.get("not_received_days") >= version.number("track_days"))
    if case.has("delay_hours", "hours_since_paid", "paid_on", "ship_by_on", "agreed_ship_by_on"):
        late, limit = hours_late(case), version.number("after_late_hours")
        picked = case.has("shipped_on") or case.is_("shipped")
        gone = late is not None and (late > limit if picked else late >= limit)
        if gone:
            case.say(f"过了应发货的时刻又满 {limit} 小时还没发，算缺货。")
        return gone
    return False


def _stockout(case: Case) -> Ruling:
    rule = case.rule("TM-STOCKOUT")
    limit = rule.number("long_over_hours")
    name = "rate_long" if _long(case, rule) else "rate_short"
    if name == "rate_long" and _admitted_in_time(case):
        case.say(f"承诺超过 {limit} 小时，但在应发货时间前（含）自主承认缺货并走平台工具：从轻。")
        name = "rate_admitted"
    else:
        case.say(
            f"缺货：承诺{'超过' if name == 'rate_long' else '在'} {limit} 小时{'' if name == 'rate_long' else '以内'}。"
        )
    extra = payable(case, rule.number(name), yuan_of(rule, "low"), yuan_of(rule, "high"), day_cap=_day_cap(case))
    goods = case.get("price") if case.asks("total", "refund") else None
    return penalty(extra, goods=goods)


def _long(case: Case, rule: Version) -> bool:
    """Whether more than 48 hours were promised; a date agreed later counts as the promise."""
    if case.has("agreed_ship_by_on"):
        return True
    if not case.has("promise_ship_hours", "page_claim"):
        if case.get("presale", "none") != "none":
            return True
        if case.has("ship_by_on"):
            return _long_by_dates(case, timedelta(hours=float(rule.number("long_over_hours"))))
    return promised_hours(case) > rule.number("long_over_hours")


def _long_by_dates(case: Case, limit: timedelta) -> bool:
    """The promise as the time between payment and the due moment; of a day of payment alone, if either end will do."""
    paid, last, day = case.moment("paid"), due(case), case.day("paid")
    if paid and last:
        return last - paid > limit
    if day and last:
        most = last - datetime.combine(day, time(), BEIJING)
        if most <= limit or most - timedelta(days=1) > limit:
            return bool(most > limit)
    return bool(case.need("promise_ship_hours") > limit.total_seconds() / 3600)


def _admitted_in_time(case: Case) -> bool:
    """Admitted by the moment first promised; a date agreed later does not move it."""
    if case.knows("admitted_in_time"):
        return case.is_("admitted_in_time")
    at = case.moment("admitted_stockout") or end_of(case.day("admitted_stockout"))
    first = case.moment("ship_by") or end_of(case.day("ship_by"))
    if first is None and (paid := case.moment("paid")):
        first = paid + timedelta(hours=float(promised_hours(case)))
    if at is None:
        return False
    if first is None and case.day("paid"):
        first = due_by_day(case, at)
    if first is None:
        case.need("ship_by")
    return first is not None and at <= first


def _fake(case: Case) -> Ruling:
    rule = case.rule("TM-FAKE")
    kind = "no_pickup" if case.get("fake_shipment") == "no_pickup" else "empty"
    case.say(
        f"上传单号 {rule.number('pickup_hours')} 小时没有揽收：虚假发货。"
        if kind == "no_pickup"
        else "空包、无关商品或单号异常：虚假发货，重的一档。"
    )
    low, high = yuan_of(rule, "low"), yuan_of(rule, f"high_{kind}")
    extra = payable(case, rule.number(f"rate_{kind}"), low, high, day_cap=_day_cap(case))
    return penalty(extra)


def _track(case: Case) -> Ruling:
    """Standing still: “longer than” is late, “as long as or longer than” the higher limit is abnormal."""
    rule = case.rule("TM-TRACK")
    gap, first = case.get("track_gap_hours", 0), case.get("first_update_hours", 0)
    odd = case.is_("track_abnormal") or first >= rule.number("odd_first")
    late = case.is_("track_late") or first >= rule.number("late_first")
    if case.has("track_gap_hours"):
        route = case.need("route")
        limits = [rule.number(f"{kind}_{route}") for kind in ("late", "odd")]
        late, odd = late or gap > limits[0], odd or gap >= limits[1]
        case.say(f"轨迹停了 {float(gap):g} 小时：这条线超过 {limits[0]} 小时算超时，满 {limits[1]} 小时算异常。")
    if not (late or odd):
        case.say("没到超时的线，不赔。")
        return Ruling(decision="not_overdue")
    kind = "odd" if odd else "late"
    case.say("轨迹异常；超时和异常同时有，也只按异常这一档，不相加。" if odd else "轨迹超时。")
    low, high = (yuan_of(rule, name) for name in ("low", f"{kind}_high"))
    return penalty(payable(case, rule.number(f"{kind}_rate"), low, high, day_cap=_day_cap(case)))
