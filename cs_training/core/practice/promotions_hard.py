"""Practice cases of lesson 05, level 3: to the cent, two rules at once, promises to pay."""

from __future__ import annotations

from datetime import timedelta

from cs_training.core.practice.card import yuan_text
from cs_training.core.practice.promotions import FEE, FREE, ORDINARY, RETURNED, TIERS, order
from cs_training.core.practice.story import TODAY, Levels, Story, Teller


def to_the_cent(t: Teller) -> Story:
    odd = t.several(1, "food", "cosmetics", "shoes", "toy", most=60, word="") + t.several(2, *ORDINARY, least=101)
    threshold, minus = t.one(*TIERS)
    back = t.number(1, 3)
    return t.story(
        t.one("差一分我也要对清楚，退这件是多少？", "退款要精确到分，你算一遍。"),
        question="优惠按金额比例分摊到分，余下的分给小数部分大的，一样大给序号小的。应退多少元？",
        ask="refund",
        aim="refund",
        card=order(odd, threshold, minus) | {"return_items": [back], "alloc": "proportional"},
        extra=RETURNED,
    )


def equal_pieces(t: Teller) -> Story:
    thing = t.goods(*ORDINARY, least=100, most=170)
    minus = t.one(2000, 4000, 5000, 10000)
    return t.story(
        t.one(f"{thing.name}买了 3 件，退 1 件，退多少？", "三件一样的，退一件，不会三分之一都算不清吧？"),
        question="优惠按比例分摊到分，除不尽的分给序号小的；系统退的是第 1 件。应退多少元？",
        ask="refund",
        aim="refund",
        card={
            "items": [(thing.name, thing.fen, 3)],
            "discount": minus,
            "discount_threshold": 29900,
            "alloc": "proportional",
            "return_qty": 1,
        },
        extra=RETURNED,
    )


def tier_and_freight(t: Teller) -> Story:
    dear, cheap = t.goods(*ORDINARY, least=199, most=400), t.goods(*ORDINARY, least=28, most=68)
    return t.story(
        t.one(f"{dear.name}退了，就留{cheap.name}。", f"留一件小的，{dear.name}退。总共退多少？"),
        t.staff("小鹿", "优惠重算过了，运费就不用再看了。", "优惠重算完，再看留下的够不够包邮，两样都要看。"),
        question="活动页事先公示：部分退货按留下的重新算优惠。应退多少元（含该扣的）？",
        ask="refund",
        aim="refund",
        card=order([dear, cheap], 199, 20)
        | {"return_items": [1], "alloc": "recalculate", "free_ship_threshold": FREE, "ship_fee": FEE},
        extra=RETURNED,
    )


def share_and_gift(t: Teller) -> Story:
    things, gift = t.several(2, *ORDINARY, least=100), t.goods("tableware", most=45)
    threshold, minus = 199, 20
    return t.story(
        t.one(
            f"退{things[0].name}，送的{gift.name}弄坏了。",
            f"{things[0].name}要退。{gift.name}孩子弄坏了，扣多少你直说。",
        ),
        t.staff("阿灯", "赠品没了，整单都不能退。", "赠品没了照样能退，按标明的价扣。"),
        question="赠品随这一件送，弄坏了退不回。优惠按比例分摊，应退多少元？",
        ask="refund",
        aim="refund",
        card=order(things, threshold, minus)
        | {"return_items": [1], "alloc": "proportional", "gift_price": gift.fen, "gift_price_marked": True},
        told={"gift_returned": False},
        extra=(("赠品", gift.name), *RETURNED),
    )


def difference_promised(t: Teller) -> Story:
    owed, hours = t.number(8, 36) * 100, t.one(22, 23, 25, 30, 49)
    now = t.at(TODAY, 12, 20)
    late = hours >= 24
    return t.story(
        t.one("答应退我的差价呢，怎么还没到？", "你们同事说好退差价的，我截图了。", "差价到现在没看见，是不是忘了？"),
        t.staff(
            "阿灯",
            "我是答应了，没写哪天打，晚点不要紧。" if late else "说好了没当场打，就已经算逾期了。",
            "我是答应了，24 小时过了还没打款。" if late else "我是答应了，24 小时还没满，我去催打款。",
        ),
        question="活动差价谈好了，还没打款，时限 24 小时。谈好的钱之外，还要另付多少元？不用另付填 0。",
        ask="extra",
        aim="penalty" if late else "not_overdue",
        card={
            "platform": "tmall",
            "agreed_compensation": owed,
            "agreed_at": now - timedelta(hours=hours),
            "now_at": now,
            "kept": False,
        },
        told={"promise": "discount"},
    )


def every_time(t: Teller) -> Story:
    things = [t.goods(*ORDINARY, least=210, most=290), t.goods(*ORDINARY, least=205, most=290)]
    return t.story(
        t.one(f"{things[1].name}退一件，减的钱怎么算？", f"只留{things[0].name}，另一件退。"),
        t.staff("小鹿", f"当时减了 {yuan_text(4000)}，退了就全收回。", "留下的还够减一次，不会全收回。"),
        question="活动每满 200 减 20，公示过部分退货按留下的重新算。应退多少元？",
        ask="refund",
        aim="refund",
        card=order(things, 200, 40) | {"discount_every": True, "return_items": [2], "alloc": "recalculate"},
        extra=RETURNED,
    )


LEVELS: Levels = {
    3: (to_the_cent, equal_pieces, tier_and_freight, share_and_gift, difference_promised, every_time),
}
