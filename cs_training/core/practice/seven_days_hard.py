"""Practice cases of lesson 07, level 3: holidays, law against platform, seconds, promises, seals that hold."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cs_training.core.practice.seven_days import TMALL, WORN
from cs_training.core.practice.story import Levels, Story, Teller

LAW = (("适用口径", "法律的七日"),)
BOTH = "寄回运费谁出？最后一天是哪天？"


def over_the_holiday(t: Teller) -> Story:
    thing, received = t.goods(*WORN), t.day("2026-09-24", "2026-09-30")
    asked = date(2026, 10, 8) + timedelta(days=t.one(0, 0, 1))
    return t.story(
        t.one("国庆出门了，一回来就来退。", "放假没空，今天上班第一件事就是退货。"),
        ("小鹿", f"{received.month} 月 {received.day} 日签收的，七天早过了。"),
        question=f"按法律的七日口径：还能无理由退吗？{BOTH}",
        ask="return",
        aim="accept_return" if asked.day == 8 else "reject_return",
        goods=thing,
        card={"received_on": received, "requested_on": asked},
        told={"platform": "law", "intact": True},
        extra=(("2026 年国庆放假", "10 月 1 日至 7 日"), ("验货", "没拆没用，标识齐全"), *LAW),
        on=asked,
    )


def platform_holiday(t: Teller) -> Story:
    thing, received = t.goods(*WORN), t.day("2026-09-24", "2026-09-28")
    asked = t.at(t.day("2026-10-06", "2026-10-07"))
    return t.story(
        t.one("放假不算吧？我现在退。", "假期顺延的，法律课我听过，退货。"),
        question="只看天猫的 168 小时口径：平台的无理由入口还开着吗（开着就同意，关了选不接受）？最后一天是哪天？",
        ask="return",
        aim="reject_return",
        goods=thing,
        card={"platform": "tmall", "received_on": received, "requested_at": asked},
        extra=(("2026 年国庆放假", "10 月 1 日至 7 日"), *TMALL),
        on=asked.date(),
    )


def over_the_weekend(t: Teller) -> Story:
    thing, received = t.goods(*WORN), t.one(date(2026, 11, 7), date(2026, 11, 8), date(2026, 10, 31))
    monday = received + timedelta(days=9 if received.weekday() == 5 else 8)
    asked = monday + timedelta(days=t.one(0, 1))
    return t.story(
        t.one("周末没看手机，今天来退。", "第七天赶上周末，今天退算数吧？"),
        ("小鹿", "周末不算节假日，过了就是过了。"),
        question=f"按法律的七日口径，末日顺延有争议时取对顾客有利的较晚一天：还能退吗？{BOTH}",
        ask="return",
        aim="accept_return" if asked == monday else "reject_return",
        goods=thing,
        card={"received_on": received, "requested_on": asked},
        told={"platform": "law", "intact": True},
        extra=(("验货", "没拆没用，标识齐全"), *LAW),
        on=asked,
    )


def one_second(t: Teller) -> Story:
    thing, received = t.goods(*WORN), t.at(t.day("2026-11-06", "2026-11-13"))
    end = datetime.combine(received.date() + timedelta(days=8), time())
    asked = end + timedelta(seconds=t.one(-1, 0, 1, -30))
    return t.story(
        t.one("我点的时候还没到零点，系统卡了一下。", "掐着点申请的，算没算上？"),
        ("阿灯", "差一秒也算，差不多得了。"),
        question=f"只看天猫的 168 小时口径，精确到秒：同意吗？{BOTH}",
        ask="return",
        aim="accept_return" if asked < end else "reject_return",
        goods=thing,
        card={"platform": "tmall", "received_at": received, "requested_at": asked},
        extra=TMALL,
        on=asked.date(),
    )


def longer_promise(t: Teller) -> Story:
    thing, received, days = t.goods("appliance", "home"), t.at(t.day("2026-11-01", "2026-11-05")), t.one(10, 15)
    asked = t.at(received.date() + timedelta(days=days + t.one(-1, 0, 1)))
    return t.story(
        t.one(f"你们页面写 {days} 天无理由的。", f"{days} 天都没过，怎么就不给退了？"),
        ("小鹿", "无理由就是七天，别的都是噱头。"),
        question=f"东西完好。同意吗？{BOTH}",
        ask="return",
        aim="accept_return" if (asked.date() - received.date()).days <= days else "reject_return",
        goods=thing,
        card={"platform": "tmall", "received_at": received, "requested_at": asked, "promise_days": days},
        told={"intact": True},
        extra=TMALL,
        on=asked.date(),
    )


def page_promised(t: Teller) -> Story:
    thing, received = t.goods("underwear", word="平角内裤"), t.at(t.day("2026-11-08", "2026-11-16"))
    asked = t.at(received.date() + timedelta(days=t.number(2, 6)))
    return t.story(
        t.one("页面写了能退，卫生贴没撕，退。", "没试穿，贴都在，你们页面说支持七天无理由的。"),
        ("小鹿", "内裤都不退，他还点过确认。"),
        question=f"同意吗？{BOTH}",
        ask="return",
        aim="accept_return",
        goods=thing,
        card={
            "platform": "tmall",
            "category": "underwear",
            "received_at": received,
            "requested_at": asked,
            "promise_no_reason": True,
            "confirmed_no_return": True,
        },
        told={"opened": False, "intact": True},
        extra=(("验货", "没拆没穿，卫生贴完好"), *TMALL),
        on=asked.date(),
    )


def box_opened_seal_whole(t: Teller) -> Story:
    thing, received = t.goods("cosmetics", least=60), t.at(t.day("2026-11-08", "2026-11-16"))
    asked = t.at(received.date() + timedelta(days=t.number(2, 6)))
    return t.story(
        t.one("纸盒拆了看了看，里面的封膜没撕，退。", "就打开盒子看了一眼，瓶口的膜原样。"),
        ("小鹿", "化妆品拆了就不退，运费更要他出。"),
        question=f"同意吗？{BOTH}",
        ask="return",
        aim="accept_return",
        goods=thing,
        card={
            "platform": "tmall",
            "category": "cosmetics",
            "received_at": received,
            "requested_at": asked,
            "freight_agreed": "seller",
        },
        told={"opened": True, "seal_broken": False},
        extra=(("权益", "本单带退货宝"), *TMALL),
        on=asked.date(),
    )


def part_back(t: Teller) -> Story:
    big, small = t.goods(*WORN, least=80, most=199), t.goods(*WORN, most=68)
    received = t.at(t.day("2026-11-08", "2026-11-16"))
    asked = t.at(received.date() + timedelta(days=t.number(2, 6)))
    return t.story(
        t.one(f"退{big.name}，留{small.name}，退多少？", f"{big.name}不要了，另一件我穿。钱怎么退？"),
        ("小鹿", "寄回运费他自己出，别的一分不扣。"),
        question="完好，无理由退一件。退多少元（含该扣的）？寄回运费谁出？最后一天是哪天？",
        ask="refund",
        aim="refund",
        card={
            "platform": "tmall",
            "items": [(big.name, big.fen, 1), (small.name, small.fen, 1)],
            "return_items": [1],
            "free_ship_threshold": 6900,
            "ship_fee": 800,
            "received_at": received,
            "requested_at": asked,
        },
        extra=TMALL,
        on=asked.date(),
    )


LEVELS: Levels = {
    3: (
        over_the_holiday, platform_holiday, over_the_weekend, one_second, longer_promise, page_promised,
        box_opened_seal_whole, part_back,
    ),
}  # fmt: skip
