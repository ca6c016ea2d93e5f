"""Practice cases of lesson 07, level 3: the two clocks, seconds, promises, and seals that hold."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cs_training.core.practice.clocks import ENTRANCE, HOLIDAY_LINE, law_last, platform_last
from cs_training.core.practice.seven_days_case import QUESTION, ROWS, WORN, days_later, received, week_case
from cs_training.core.practice.seven_days_faults import broken_on_the_way, no_fault_at_all
from cs_training.core.practice.seven_days_money import part_back
from cs_training.core.practice.story import Levels, Story, Teller

INSPECTED = ("验货", "没拆没用，标识齐全")
LAW = "按法律的钟：这单的退货该怎么判？" + ROWS
CLOCKS = f"{ENTRANCE}，再看法律的钟：这单怎么判？寄回运费谁出？入口的最后一天是哪天？依据哪一条？"
SATURDAYS = (date(2026, 10, 31), date(2026, 11, 7))
SUNDAYS = (date(2026, 11, 1), date(2026, 11, 8))


def over_the_holiday(t: Teller) -> Story:
    thing, since = t.goods(*WORN), t.day("2026-09-24", "2026-09-30")
    asked = law_last(since) + timedelta(days=t.one(0, 0, 1))
    late = asked > law_last(since)
    return week_case(
        t,
        thing,
        since,
        asked,
        t.one("国庆出门了，一回来就来退。", "放假没顾上，今天来退货，没用过。", "假期快递不收件，我今天才点的退货。"),
        t.staff(
            "小鹿",
            "放假了，多让一天没事，同意吧。" if late else f"{since.month} 月 {since.day} 日签收的，七天早过了。",
            "上班第一天就到头了，今天过了。" if late else "放假那几天不收口，上班第一天退还算数。",
        ),
        question=LAW,
        aim="reject_return" if late else "accept_return",
        card={"platform": "law"},
        extra=(HOLIDAY_LINE, INSPECTED),
    )


def over_the_weekend(t: Teller) -> Story:
    thing, since = t.goods(*WORN), t.one(*SATURDAYS, *SUNDAYS)
    asked = law_last(since) + timedelta(days=t.one(0, 1))
    late = asked > law_last(since)
    return week_case(
        t,
        thing,
        since,
        asked,
        t.one("周末没看手机，今天来退。", "第七天赶上周末，今天退算数吧？", "东西没动，周末过完了才想起来退。"),
        t.staff(
            "小鹿",
            "周末顺延，今天也算。" if late else "周末不算节假日，过了就是过了。",
            "周一就到头了，今天过了。" if late else "末日碰上周末，取对顾客有利的周一。",
        ),
        question=f"末日碰上周末有争议时，取对顾客有利的较晚一天。{LAW}",
        aim="reject_return" if late else "accept_return",
        card={"platform": "law"},
        extra=(INSPECTED,),
    )


def two_clocks(t: Teller) -> Story:
    return _by_both_clocks(t, t.one("open", "over"))


def entrance_shut(t: Teller) -> Story:
    return _by_both_clocks(t, "law")


def _by_both_clocks(t: Teller, state: str) -> Story:
    """The platform's time is still running, or over with the law's still running, or both are over."""
    thing, since = t.goods(*WORN), t.one(*SATURDAYS, *SUNDAYS, date(2026, 9, 24), date(2026, 9, 27))
    off = "放假" if since.month == 9 else "周末"
    shut, end = platform_last(since), law_last(since)
    days = {"open": (shut, 0), "law": (end, 0), "over": (end, t.number(1, 2))}[state]
    asked = t.at(days[0] + timedelta(days=days[1]))
    right = {
        "open": "168 小时还没走完，入口开着，同意。",
        "law": "入口关了，法律的钟没到，店里照退。",
        "over": "两只钟都到了，这单过了。",
    }[state]
    return week_case(
        t,
        thing,
        since,
        asked,
        t.one("没用过，我现在退，还行吗？", f"碰上{off}了，今天退算数吧？", "原样没动，想退，入口点不点得开？"),
        t.staff("小鹿", "入口关了就是不能退了。" if state == "law" else "差一两天，看着办吧，都行。", right),
        question=CLOCKS,
        aim="accept_return" if state == "open" else "reject_return",
        extra=(HOLIDAY_LINE,) if since.month == 9 else (),
    )


def one_second(t: Teller) -> Story:
    thing, since = t.goods(*WORN), received(t)
    end = datetime.combine(since.date() + timedelta(days=8), time())
    asked = end + timedelta(seconds=t.one(-30, -1, 1, 2))
    late = asked >= end
    return week_case(
        t,
        thing,
        since,
        asked,
        t.one("我点的时候还没到零点吧？退。", "掐着点申请的，算没算上？", "零点前后点的，没用过，退。"),
        t.staff(
            "阿灯",
            ("差一秒而已，过了吧。", "系统总有几秒误差，都算进去。")
            if late
            else ("都快零点了，算第八天，拒了。", "差一秒也不行，不退。"),
            "零点一到入口就关了，这单过了零点。" if late else "零点前一秒也还在第 7 天里。",
        ),
        question=f"只看天猫入口的 168 小时，精确到秒。{QUESTION}",
        aim="reject_return" if late else "accept_return",
    )


def longer_promise(t: Teller) -> Story:
    thing, since, days = t.goods("appliance", "home"), received(t, "2026-11-02", "2026-11-04"), t.one(14, 15)
    asked = days_later(t, since, days - 1, days + 2)
    late = (asked.date() - since.date()).days > days
    return week_case(
        t,
        thing,
        since,
        asked,
        t.one(
            f"你们页面写 {days} 天无理由的。",
            f"写着 {days} 天，怎么就不给退了？",
            f"没用过。{days} 天无理由，我数着呢。",
        ),
        t.staff(
            "小鹿",
            "多一两天差不多，同意。" if late else "无理由就是七天，别的都是噱头。",
            f"写了 {days} 天就按 {days} 天，签收那天不算。",
        ),
        aim="reject_return" if late else "accept_return",
        card={"promise_days": days},
        extra=(("验货", "没用过，配件齐全"),),
    )


def page_promised(t: Teller) -> Story:
    thing, since = t.goods("underwear", word="平角内裤"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 6),
        t.one(
            "页面写了能退，卫生贴没撕，退。",
            "没试穿，贴都在，你们页面说支持七天无理由的。",
            "一条没动，页面答应能退的。",
        ),
        t.staff(
            "小鹿",
            ("内裤都不退。", "类目上写着内裤不支持，拒了。"),
            ("页面自己写了能退，就得退。", "店里答应了的，贴身的也退。"),
        ),
        aim="accept_return",
        card={"category": "underwear", "promise_no_reason": True},
        told={"opened": False},
        extra=(("验货", "没拆没穿，卫生贴完好"),),
    )


def nothing_promised(t: Teller) -> Story:
    thing, since = t.goods("underwear", word="莫代尔"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 5),
        t.one("买错码了，没拆，退。", "吊牌包装都在，一次没穿，退货。", "拿错颜色了，原样寄回行吗？"),
        t.staff(
            "阿灯",
            ("没拆没穿，完好就得退。", "贴身的也是天猫七天，退。"),
            ("下单那步单独点过确认，可以不退。", "确认过的贴身衣物，不在七天里。"),
        ),
        aim="reject_return",
        card={"category": "underwear", "confirmed_no_return": True},
        told={"opened": False},
        extra=(("验货", "没拆没穿"),),
    )


def box_opened_seal_whole(t: Teller) -> Story:
    thing, since = t.goods("cosmetics", least=60), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 6),
        t.one(
            "纸盒拆了看了看，里面的封膜没撕，退。",
            "就打开盒子看了一眼，封口的膜原样。",
            "盒子开了，膜没动，买重了。",
        ),
        t.staff(
            "小鹿",
            ("化妆品拆了就不退，运费更要顾客出。", "拆了盒就算用过。"),
            ("要紧的是封口那层膜，没撕就算完好。", "盒子没封签，打开看不要紧。"),
        ),
        aim="accept_return",
        card={"category": "cosmetics", "freight_agreed": "seller"},
        told={"opened": True, "seal_broken": False},
        extra=(("包装", "纸盒没有封签、没有塑封"),),
    )


LEVELS: Levels = {
    3: (
        over_the_holiday, over_the_weekend, two_clocks, entrance_shut, one_second, longer_promise, page_promised,
        nothing_promised, box_opened_seal_whole, part_back, broken_on_the_way, no_fault_at_all,
    ),
}  # fmt: skip
