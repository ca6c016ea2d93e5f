"""Promises after the sale that were not kept: compensation, exchange, reissue, repair, gifts, carriers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from cs_training.core.exact import clamp, say, times
from cs_training.core.rulebook import Version
from cs_training.core.ruling.case import Case, Ruling
from cs_training.core.ruling.compensation import better, by_clause, payable, penalty, yuan_of
from cs_training.core.ruling.periods import say_day, say_hours

# The promises that are due within hours, and the number of the rule that says how many.
HOURS = {"compensation": "compensation_hours", "discount": "compensation_hours", "reissue": "reissue_hours"}


def carrier(case: Case) -> Ruling:
    """A carrier was promised and another one came."""
    platform = case.need("platform")
    rule = case.rule("PLT-CARRIER")
    promised, actual = case.need("promised_carrier"), case.need("actual_carrier")
    if promised in actual or actual in promised:
        case.say("承诺的快递和实际的一样。")
        return Ruling(decision="not_overdue")
    if case.is_("excused"):
        case.say("有免责情形，或者已经按别的时效规则赔过：不重复赔。")
        return Ruling(decision="seller_not_liable")
    if platform == "law":
        return by_clause(case)
    case.say(f"承诺用{promised}，实际用了{actual}：违背承运方式承诺。")
    extra = payable(case, rule.number("rate"), yuan_of(rule, "low"), yuan_of(rule, f"high_{platform}"))
    if platform == "tmall" and case.is_("severe"):
        case.say("情节严重，天猫另收违约金，那一笔不是赔给买家的。")
    return better(case, penalty(extra))


def promise(case: Case) -> Ruling:
    """A promise to a buyer: was it due, and what does missing it cost."""
    if case.is_("kept"):
        case.say("已经做到：没有违背承诺。")
        return Ruling(decision="not_overdue")
    platform = case.need("platform")
    if platform == "law":
        case.say("平台之外没有现成的赔付数字：答应的照样要做到，另赔多少看约定。")
        return penalty(case.get("agreed_compensation")) if case.has("agreed_compensation") else by_clause(case)
    kind = case.get("promise") or ("compensation" if case.has("agreed_compensation") else case.need("promise"))
    rule = case.rule("PLT-PROMISE-TM" if platform == "tmall" else "PLT-PROMISE-TB")
    if not _overdue(case, rule, kind):
        case.say("还在时限内：没有违背承诺。")
        return Ruling(decision="not_overdue", deadline=_gift_day(case) if kind == "gift" else None)
    if kind in ("compensation", "discount"):
        return _owed(case, rule)
    if kind == "gift":
        return penalty(_gift(case, rule))
    cap = yuan_of(rule, "day_cap") if "day_cap" in rule.numbers and kind in ("exchange", "reissue") else None
    extra = payable(case, rule.number("rate"), yuan_of(rule, "low"), yuan_of(rule, "high"), day_cap=cap)
    return penalty(extra)


def _owed(case: Case, rule: Version) -> Ruling:
    bonus = yuan_of(rule, "bonus")
    owed = case.get("agreed_compensation")
    if owed is None:
        if not case.asks("extra", "total"):
            return penalty(None)
        owed = case.need("agreed_compensation")
    case.say(f"谈好的 {say(owed)} 元要兑现，没按时兑现另付 {say(bonus)} 元，共 {say(owed + bonus)} 元。")
    return penalty(bonus, goods=owed)


def _gift_day(case: Case) -> date | None:
    """The last day for a promised gift: days after the goods themselves were received."""
    received = case.day("received")
    return received + timedelta(days=int(case.rule("PROMO-GIFT").number("days"))) if received else None


def _gift(case: Case, rule: Version) -> int | None:
    """A promised gift is compensated by its own value."""
    case.rule("PROMO-GIFT")
    if not case.has("gift_price"):
        return None if not case.asks("extra", "total") else case.need("gift_price")
    value = case.get("gift_price")
    paid = clamp(times(value, rule.number("rate")), yuan_of(rule, "low"), yuan_of(rule, "high"))
    case.say(f"赠品价值 {say(value)} 元，按比例和上下限赔 {say(paid)} 元。")
    return paid


def _overdue(case: Case, rule: Version, kind: str) -> bool:
    """Whether the time for it is over; at the very last moment a thing not done is overdue."""
    limit = _limit(case, rule, kind)
    if limit is None:
        return True
    passed = _hours(case, kind, limit)
    if passed is None:
        if case.isnt("kept"):
            return True
        passed = Fraction(case.need("hours_since"))
    case.say(f"时限 {say_hours(limit)}，已经过了 {say_hours(passed)}。")
    return passed >= limit if kind in HOURS else passed > limit


def _limit(case: Case, rule: Version, kind: str) -> Fraction | None:
    if kind in HOURS:
        return rule.number(HOURS[kind])
    if kind == "exchange":
        # Whatever shorter time a shop has set for shipping, exchanges have at least these hours.
        return max(rule.number("exchange_hours"), Fraction(case.get("promise_ship_hours", 0)))
    if kind == "repair" and "repair_days" in rule.numbers:
        return rule.number("repair_days") * 24
    if kind == "home_repair":
        return rule.number("visit_days") * 24
    if kind == "gift":
        return case.rule("PROMO-GIFT").number("days") * 24
    return None


def _hours(case: Case, kind: str, limit: Fraction) -> Fraction | None:
    if case.has("hours_since"):
        return Fraction(case.get("hours_since"))
    if kind == "gift" and case.has("days_since_receipt"):
        return Fraction(case.get("days_since_receipt") * 24)
    events = ("returned", "agreed") if kind == "exchange" else ("agreed", "returned")
    since = case.moment(events[0]) or case.moment(events[1])
    now = case.moment("shipped") or case.moment("now")
    if since and now:
        return Fraction(int((now - since).total_seconds()), 3600)
    first = case.day("received") if kind == "gift" else case.day(events[0]) or case.day(events[1])
    until = case.day("shipped") or case.today
    if first is None:
        return None
    passed = Fraction((until - first).days * 24)
    if limit >= 7 * 24:  # whole days count as such
        return passed
    # Of hours only the days are known: one day less is certain, one day more is possible.
    if passed - 24 < limit < passed + 24:
        case.need("hours_since")
    return max(passed - 24, limit + 1) if passed > limit else passed


def after_sale_window(case: Case) -> Ruling:
    """Whether after-sales can still be asked for on the platform after the deal was done."""
    rule = case.rule("PLT-AFTER-WINDOW")
    done, asked = case.day("completed"), case.day("requested") or case.today
    days = int(case.get("window_days", rule.number("apply_days")))
    last = done + timedelta(days=days) if done else None
    if last is None or asked <= last:
        case.say(f"交易成功后 {days} 日内可以申请售后：受理。")
        return Ruling(decision="accept_return", deadline=last)
    case.say(f"交易成功后 {days} 日内可以申请，最后一天是 {say_day(last)}：平台入口过了，质量责任另算。")
    return Ruling(decision="refuse_request", deadline=last)
