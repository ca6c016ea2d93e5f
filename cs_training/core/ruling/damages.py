"""Damages beyond the price: fraud, unsafe food, and what guarantees and losses add."""

from __future__ import annotations

from datetime import date, timedelta

from cs_training.core.exact import Share, say, times
from cs_training.core.ruling.case import Case, NeedError, Ruling
from cs_training.core.ruling.compensation import yuan_of
from cs_training.core.ruling.discounts import bill_of
from cs_training.core.ruling.periods import say_day


def punitive(case: Case) -> Ruling:
    """Three times for fraud, ten times for unsafe food; or neither."""
    food = case.is_("unsafe") or case.is_("expired")
    if no := _barred(case, food=food):
        case.rule("LAW-FOOD-10X" if food or case.get("category") == "food" else "LAW-3X-01")
        case.say(no)
        return Ruling(decision="no_punitive")
    if not food and not case.need("fraud"):
        case.rule("LAW-3X-01")
        case.say("没有欺诈，三倍赔偿没有依据；该退该换的另算。")
        return Ruling(decision="no_punitive")
    price = _price(case)
    if price is None:
        case.rule("LAW-FOOD-10X" if food else "LAW-3X-01")
        return Ruling(decision="punitive")
    extra = _food(case, price) if food else _fraud(case, price)
    case.say(f"价款 {say(price)} 元另外退还：“退一”与增加的赔偿分开算，合计 {say(price + extra)} 元。")
    return Ruling(decision="punitive", goods=price, extra=extra, freight_by=None)


def _barred(case: Case, *, food: bool) -> str:
    """Why no punitive damages are due; "" if nothing stands against them."""
    if case.is_("buyer_fraud"):
        return "买家夹带、掉包、造假骗赔：不适用惩罚性赔偿，还可能被追究。"
    if case.is_("label_flaw"):
        return "只是标签、说明书的瑕疵，不影响质量安全，也不误导：不适用惩罚性赔偿。"
    if food and case.isnt("seller_knew") and case.get("seller_type") != "producer":
        return "经营者不明知不合格，又不是生产者：不适用十倍赔偿（损失照赔）。"
    return ""


def _price(case: Case) -> int | None:
    """What was paid, or None where nobody asks how much."""
    bill = bill_of(case)
    if bill is None and case.asks("extra", "total", "refund"):
        raise NeedError("price")
    return bill.paid if bill else None


def _fraud(case: Case, price: int) -> int:
    rule = case.rule("LAW-3X-01")
    multiple, floor = rule.number("multiple"), yuan_of(rule, "floor")
    extra = max(times(price, multiple), floor)
    case.say(
        f"欺诈：增加赔偿价款的 {multiple} 倍 {say(times(price, multiple))} 元，不足 {say(floor)} 元按 {say(floor)} 元。"
    )
    if case.has("promise_multiple"):
        promised = times(price, case.rate("promise_multiple"))
        case.say(f"页面承诺另赔 {case.get('promise_multiple')} 倍，即 {say(promised)} 元：与法定的取高。")
        extra = max(extra, promised)
    return extra


def _food(case: Case, price: int) -> int:
    rule = case.rule("LAW-FOOD-10X")
    if case.is_("buyer_knew"):
        bought = case.get("qty", 1)
        counted = min(case.need("reasonable_qty"), bought)
        price = int(price * counted / bought)
        case.say(f"买家明知还买：只在合理生活消费的 {counted} 件以内支持十倍，按 {say(price)} 元算。")
    by_price = times(price, rule.number("multiple"))
    by_loss = times(case.money("loss"), rule.number("loss_multiple"))
    floor = yuan_of(rule, "floor")
    case.say(
        f"食品：价款的 {rule.number('multiple')} 倍 {say(by_price)} 元，"
        f"损失的 {rule.number('loss_multiple')} 倍 {say(by_loss)} 元，"
        f"最低 {say(floor)} 元，取最高（食品安全法第 148 条）。"
    )
    return max(by_price, by_loss, floor)


def mismatch_guarantee(case: Case) -> Ruling:
    """天猫不符包赔: on top of the refund, a share of the price."""
    if case.get("platform", "tmall") != "tmall":
        case.rule("PLT-BF-01")
        case.say("不符包赔是天猫的服务，别处没有。")
        return Ruling(decision="refuse_request")
    rule = case.rule("PLT-BF-01")
    days, most = int(rule.number("apply_days")), rule.number("max_claims_30d")
    done, asked = case.day("completed"), case.day("requested") or case.today
    last = done + timedelta(days=days) if done else None
    passed = (asked - done).days if done else case.get("days_since_completed", 0)
    if passed > days:
        case.say(f"确认收货后 {days} 天内要提交凭证：过期了。", *([f"最后一天是 {say_day(last)}。"] if last else []))
        return Ruling(decision="refuse_request", deadline=last)
    if case.get("claims_30d", 0) >= most:
        case.say(f"同一买家近 30 天最多赔 {most} 次，已经用完。")
        return Ruling(decision="refuse_request")
    if last:
        case.say(f"确认收货当天不算，{days} 天内交凭证，到 {say_day(last)}为止。")
    rate = rule.number(f"rate_{case.need('guarantee')}")
    if not rate:
        case.say("那时还没有这一版服务。")
        return Ruling(decision="refuse_request")
    return _guaranteed(case, rate, last)


def _guaranteed(case: Case, rate: Share, last: date | None) -> Ruling:
    bill = bill_of(case)
    if bill is None:
        if case.asks("extra", "total", "refund"):
            raise NeedError("price")
        return Ruling(decision="penalty", deadline=last, freight_by="seller")
    extra = times(bill.paid, rate)
    case.say(f"不符包赔：退 {say(bill.paid)} 元之外，另赔成交额的 {float(rate):.0%}，即 {say(extra)} 元。")
    return Ruling(decision="penalty", goods=bill.paid, extra=extra, freight_by="seller", deadline=last)


def excess_claim(case: Case) -> Ruling:
    """A claim for more than any ground gives."""
    case.rule("REV-03")
    case.say("没有依据的索赔不答应；有依据的部分（退、换、法定赔偿）照办，也不要求对方撤投诉。")
    return Ruling(decision="refuse_request")


def gift_harm(case: Case) -> Ruling:
    """Harm done by something given for free."""
    case.rule("PROMO-GIFT")
    case.say("免费的赠品造成损害，卖家一样要负责。")
    if case.has("loss") and not case.asks("liability"):
        return Ruling(decision="compensate", extra=case.get("loss"))
    return Ruling(decision="seller_liable", extra=case.get("loss"))
