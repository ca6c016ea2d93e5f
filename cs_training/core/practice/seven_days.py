"""Practice cases of lesson 07, level 1: in time or not, excluded, intact."""

from __future__ import annotations

from collections.abc import Mapping

from cs_training.core.practice.seven_days_case import WORN, days_later, received, week_case
from cs_training.core.practice.story import Levels, Story, Teller

# What people say who had something made and regret it, by what it is.
MADE: Mapping[str, tuple[str, ...]] = {
    "刻字": (
        "杯上的字没刻错，就是后悔了，能退吗？",
        "字是我要的字，杯子也好，不想要了。",
        "刻的名字没问题，送的人不要了，退。",
    ),
    "窗帘": (
        "照我报的尺寸裁的没错，可我后悔了，能退吗？",
        "尺寸是我报的，挂上觉得颜色不搭，退。",
        "裁得挺准，家里又不换窗帘了。",
    ),
    "拼图": ("照片是我发的，做得也好，不想要了。", "拼图印得没错，可我后悔了，能退吗？", "图是我自己选的照片，想退。"),
    "姓名贴": (
        "名字印得没错，我不想要了，退。",
        "贴纸上的名字是我报的，用不上了，能退吗？",
        "印得挺好，幼儿园说不用贴了，退。",
    ),
}
MARKED = "页面显眼处标着不支持无理由，下单时点过确认"


def in_time(t: Teller) -> Story:
    thing, since = t.goods(*WORN, "tableware"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 6),
        t.one(
            "大小不合适，没用过，想退。",
            "颜色和我想的不一样，东西都好好的，退了吧。",
            "家里人说用不上，原样放着，能退吗？",
            "比我想的大，没动过，退。",
        ),
        aim="accept_return",
    )


def out_of_time(t: Teller) -> Story:
    thing, since = t.goods(*WORN, "tableware"), received(t, "2026-11-02", "2026-11-11")
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 8, 11),
        t.one(
            "放着一直没拆，想退。",
            "前阵子太忙忘了退，现在还能退吗？",
            "出差才回来，东西没动过，退。",
            "没拆封，就是想起来晚了，帮我退了。",
        ),
        aim="reject_return",
    )


def made_to_order(t: Teller) -> Story:
    word, said = t.one(*MADE.items())
    thing, since = t.goods("custom", word=word), received(t, "2026-11-09", "2026-11-18")
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 3),
        t.one(*said),
        aim="reject_return",
        card={"category": "custom"},
        extra=(("下单页", MARKED),),
    )


def fresh(t: Teller) -> Story:
    thing = t.goods("fresh", word=t.one("猕猴桃", "橙", "花束"))
    since = received(t, "2026-11-09", "2026-11-19")
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 1),
        t.one(
            "买多了，没坏，想退。",
            "家里又买了一份，这份原样退给你们行吗？",
            "都新鲜着呢，就是用不完，退。",
            "家里人说不要了，还没动，能退吗？",
        ),
        aim="reject_return",
        card={"category": "fresh"},
        extra=(("下单页", MARKED),),
    )


def seal_torn(t: Teller) -> Story:
    thing, since = t.goods("cosmetics"), received(t, "2026-11-09", "2026-11-17")
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 4),
        t.one(
            "膜撕了挤了一点，味道不喜欢，退。",
            "封口那层膜我撕开闻了一下，不是我要的味道。",
            "封口的膜揭了，抹了一次，质地不喜欢。",
            "里面那层封膜撕了，还没怎么用，能退吧？",
        ),
        aim="reject_return",
        card={"category": "cosmetics"},
        told={"seal_broken": True},
    )


def tried_on(t: Teller) -> Story:
    thing, since = t.goods("clothing"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 6),
        t.one(
            "拆开试了一下，吊牌还在，退。",
            "袋子拆了，就在家试了试，吊牌没动。",
            "试了两分钟，肩膀紧，吊牌挂着呢，能退吗？",
            "塑料袋撕了，衣服就上身比了一下，牌子都在。",
        ),
        aim="accept_return",
        told={"opened": True, "tag_removed": False},
    )


def tag_cut(t: Teller) -> Story:
    thing, since = t.goods("clothing"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 6),
        t.one(
            "吊牌剪了，没洗过，能退吧？",
            "吊牌扎人我就剪了，现在想退。",
            "牌子我顺手摘了，衣服新的，退。",
            "没穿出门，就是吊牌剪掉了，想退。",
        ),
        aim="reject_return",
        told={"tag_removed": True},
    )


def worn_outside(t: Teller) -> Story:
    thing, since = t.goods("shoes"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 6),
        t.one(
            "穿出去走了一天，鞋底有点脏，磨脚，退。",
            "上了两天班，鞋面蹭了一道，不想要了。",
            "出门踩了水，有点印子，能退吗？",
            "跑了五公里，鞋底磨了点，觉得硬，退。",
        ),
        aim="reject_return",
        told={"used": True, "stained": True},
    )


def on_sale(t: Teller) -> Story:
    thing, since = t.goods(*WORN, "tableware"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 6),
        t.one(
            "特价买的，没用过，也能退吗？",
            "清仓场拍的，原样没动，想退。",
            "这是打折款，东西完好，退得了吧？",
            "活动价拍的，不合适，没用，退。",
        ),
        aim="accept_return",
        extra=(("活动", t.one("特价专场", "清仓专场", "直播间秒杀")),),
    )


def not_opened(t: Teller) -> Story:
    thing, since = t.goods("cosmetics", "food"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 6),
        t.one(
            "整个没拆过，买重了，想退。",
            "封口原样的，家里还有一份，退了吧。",
            "没拆封，能退吗？",
            "收到就没开过，不要了。",
        ),
        aim="accept_return",
        card={"category": thing.category},
        told={"opened": False},
    )


def plugged_in(t: Teller) -> Story:
    thing, since = t.goods("appliance"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 6),
        t.one(
            "拆箱插电试了一下，声音比我想的大，退。",
            "开箱通了电，好的，就是不喜欢，配件都在。",
            "就插上看了看灯亮不亮，没用过，退。",
            "打开试了一分钟，个头太大，想退。",
        ),
        aim="accept_return",
        card={"category": "appliance"},
        told={"opened": True},
    )


LEVELS: Levels = {
    1: (
        in_time, out_of_time, made_to_order, fresh, seal_torn, tried_on, tag_cut, worn_outside, on_sale, not_opened,
        plugged_in,
    ),
}  # fmt: skip
