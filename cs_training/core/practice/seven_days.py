"""Practice cases of lesson 07, levels 1 and 2: in time, excluded, intact; who pays the way back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from cs_training.core.practice.card import yuan_text
from cs_training.core.practice.story import Goods, Levels, Line, Story, Teller

WORN = ("clothing", "shoes", "toy", "home")
TMALL = (("服务标识", "七天无理由退换"),)


def in_time(t: Teller) -> Story:
    thing, received = t.goods(*WORN, "tableware"), t.at(t.day("2026-11-06", "2026-11-16"))
    return _case(
        t,
        thing,
        received,
        t.number(2, 6),
        t.one("试了不合适，没用过，想退。", "颜色和我想的不一样，东西都好好的，退了吧。"),
        aim="accept_return",
    )


def out_of_time(t: Teller) -> Story:
    thing, received = t.goods(*WORN, "tableware"), t.at(t.day("2026-11-02", "2026-11-12"))
    return _case(
        t,
        thing,
        received,
        t.number(10, 13),
        t.one("放着一直没拆，想退。", "前阵子太忙忘了退，现在还能退吗？"),
        aim="reject_return",
    )


def made_to_order(t: Teller) -> Story:
    thing = t.goods("custom")
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-18")),
        t.number(1, 3),
        t.one("做得挺好，就是不想要了。", "照我给的内容做的没错，可我后悔了，能退吗？"),
        aim="reject_return",
        card={"category": "custom"},
        extra=(),
    )


def fresh(t: Teller) -> Story:
    thing = t.goods("fresh")
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-19")),
        1,
        t.one("买多了，没坏，想退。", "家里又买了一份，这份原样退给你们行吗？"),
        aim="reject_return",
        card={"category": "fresh"},
        extra=(),
    )


def seal_torn(t: Teller) -> Story:
    thing = t.goods("cosmetics")
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-18")),
        t.number(1, 4),
        t.one("膜撕了挤了一点，味道不喜欢，退。", "封口膜我撕开闻了一下，不是我要的味道。"),
        aim="reject_return",
        card={"category": "cosmetics"},
        told={"seal_broken": True},
    )


def tried_on(t: Teller) -> Story:
    thing = t.goods("clothing", "shoes")
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-16")),
        t.number(2, 6),
        t.one("拆开试了一下，吊牌还在，退。", "袋子拆了，就在家试了试，吊牌没动。"),
        aim="accept_return",
        told={"opened": True, "tag_removed": False},
    )


def tag_cut(t: Teller) -> Story:
    thing = t.goods("clothing")
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-16")),
        t.number(2, 6),
        t.one("吊牌剪了，没洗过，能退吧？", "吊牌扎人我就剪了，现在想退。"),
        aim="reject_return",
        told={"tag_removed": True},
    )


def last_evening(t: Teller) -> Story:
    thing, received = t.goods(*WORN), t.day("2026-11-06", "2026-11-14")
    return _case(
        t,
        thing,
        t.at(received),
        7,
        t.one("今天最后一天吧，我赶上了。", "卡着点来的，别说我过期啊。"),
        ("小鹿", t.one("签收那天就算第一天，今天第八天了，拒掉。", "都七天了，过了。")),
        aim="accept_return",
        clock=time(23, t.number(40, 58), t.number(0, 59)),
    )


def not_confirmed(t: Teller) -> Story:
    thing = t.goods("underwear", word="内裤", most=60)
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-17")),
        t.number(1, 5),
        t.one("买错码了，袋子没拆，能退吗？", "没拆封，想退。你们不会说贴身的都不退吧？"),
        ("小鹿", "内裤法律规定不能退的。"),
        aim="reject_return" if (sure := t.one(True, False)) else "accept_return",
        card={"category": "underwear", "confirmed_no_return": sure},
        told={"opened": False},
        extra=(),
    )


def ticked_beforehand(t: Teller) -> Story:
    thing = t.goods("cosmetics", "underwear", least=60)
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-17")),
        t.number(1, 5),
        t.one("没拆过，想退。什么时候我同意不退了？", "全新没动，退货怎么说我确认过不退？"),
        ("阿灯", "他下单时那个勾是打上的，就算同意了。"),
        aim="accept_return",
        card={"category": thing.category, "confirmed_no_return": True, "default_checked": True},
        told={"opened": False},
    )


def creased_box(t: Teller) -> Story:
    thing = t.goods("appliance", "home", "toy", "shoes")
    tenth = thing.fen // 1000 * 100
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-16")),
        t.number(2, 6),
        t.one("盒子路上压皱了，东西没用，退。", "外箱有点压痕，里面没动过，能退全款吗？"),
        ("何总", f"外箱皱了二次销售受影响，扣 {yuan_text(tenth)}再退。"),
        aim="cannot_deduct",
        ask="deduct",
        question="店里要扣的这笔钱站得住吗？该退多少元，运费谁出？",
        card={"price": thing.fen},
        told={"packaging_damaged": True, "deduct_amount": tenth},
    )


def gift_missing(t: Teller) -> Story:
    thing, gift = t.goods("appliance", "home"), t.goods("tableware", most=45)
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-16")),
        t.number(2, 6),
        t.one(f"退货，送的{gift.name}用掉了。", f"想退，那个送的{gift.name}找不到了。"),
        ("阿灯", "赠品不齐，整单拒收。"),
        aim="refund",
        ask="refund",
        question="主商品完好。退不退？退多少元？运费谁出？",
        card={"price": thing.fen, "gift_price": gift.fen, "gift_price_marked": True},
        told={"gift_returned": False},
        extra=(("赠品", gift.name), *TMALL),
    )


def colour_is_no_order(t: Teller) -> Story:
    thing = t.goods("clothing", word="现织")
    return _case(
        t,
        thing,
        t.at(t.day("2026-11-08", "2026-11-16")),
        t.number(2, 6),
        t.one("颜色选错了，没戴过，吊牌在，退。", "现织的也能退吗？我没戴，吊牌没拆。"),
        ("小鹿", "给他现织的，属于定制，不退。"),
        aim="accept_return",
        told={"custom": False, "tag_removed": False},
        extra=(("规格", "页面五色里选的，没有个人要求"), *TMALL),
    )


def _case(
    t: Teller,
    thing: Goods,
    received: datetime,
    days: int,
    *chat: Line,
    card: Mapping[str, Any] = {},
    clock: time | None = None,
    extra: tuple[tuple[str, str], ...] = TMALL,
    **more: Any,
) -> Story:
    """A return by the platform's hours, asked for so many days after it was signed for."""
    day = received.date() + timedelta(days=days)
    asked = datetime.combine(day, clock) if clock else t.at(day, 9, 20)
    times = {"platform": "tmall", "received_at": received, "requested_at": asked}
    price = () if "price" in card else (("单件实付", yuan_text(thing.fen)),)
    question = "同意无理由退货吗？寄回运费谁出？涉及期限的，最后一天是哪天？"
    asks = {"ask": "return", "question": question} | more
    return t.story(*chat, goods=thing, card=times | dict(card), extra=(*price, *extra), on=day, **asks)


LEVELS: Levels = {
    1: (in_time, out_of_time, made_to_order, fresh, seal_torn, tried_on, tag_cut),
    2: (last_evening, not_confirmed, ticked_beforehand, creased_box, gift_missing, colour_is_no_order),
}
