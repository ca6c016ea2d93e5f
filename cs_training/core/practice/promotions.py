"""Practice cases of lesson 05, levels 1 and 2: discounts shared out, free shipping, gifts kept, price protection."""

from __future__ import annotations

from datetime import timedelta

from cs_training.core.practice.story import Goods, Levels, Story, Teller

ORDINARY = ("clothing", "shoes", "tableware", "home", "toy", "appliance")
# Threshold and discount in yuan, as the shop's campaigns grant them.
TIERS = ((199, 20), (299, 40))
FEE, FREE = 800, 6900
# What a return without a reason needs, told once on each card.
RETURNED = (("退货情况", "不喜欢，东西完好，还在七天里；没有退货宝"),)


def shared_out(t: Teller) -> Story:
    threshold, minus = t.one(*TIERS)
    things = t.several(3, *ORDINARY, least=89)
    back = t.number(1, 3)
    return t.story(
        t.one(
            f"三件一起拍的，{things[back - 1].name}不想要了，退这一件能退多少？",
            f"满减凑的三件，现在只退{things[back - 1].name}。系统退我的数对不对，你先算给我看。",
        ),
        question="退这一件，应退多少元？",
        ask="refund",
        aim="refund",
        card=order(things, threshold, minus) | {"return_items": [back], "alloc": "proportional"},
        extra=RETURNED,
    )


def price_dropped(t: Teller) -> Story:
    thing = t.goods(*ORDINARY, least=79)
    paid, down = t.day("2026-11-05", "2026-11-12"), t.one(500, 1000, 1500, 2000, 3000)
    return t.story(
        t.one(
            "刚买就降价，差价退吗？",
            "同一个链接，今天比我买的时候便宜，能补差吗？",
            "我才付的钱，今天页面就便宜了，补我差价。",
            "群里说今天降了，我买贵了，退点？",
        ),
        question="订单参加了活动价保。应补多少元？",
        ask="price_protect",
        aim="refund",
        goods=thing,
        card={"price": thing.fen, "paid_on": paid, "price_protect_days": 15, "new_price": thing.fen - down},
        on=paid + timedelta(days=t.number(2, 10)),
    )


def protection_over(t: Teller) -> Story:
    thing = t.goods(*ORDINARY, least=79)
    paid, down = t.day("2026-10-20", "2026-10-30"), t.one(1000, 2000, 3000)
    return t.story(
        t.one(
            "降价了，补我差价。",
            "买贵了，差价能退吗？",
            "现在比我买的时候便宜多了，补差。",
            "才看到降价，价保帮我办一下。",
        ),
        question="约定的价保有期限。今天申请，该补多少元？不补填 0。",
        ask="price_protect",
        aim="refuse_request",
        goods=thing,
        card={"price": thing.fen, "paid_on": paid, "price_protect_days": 15, "new_price": thing.fen - down},
        on=paid + timedelta(days=t.number(18, 22)),
    )


def gift_lost(t: Teller) -> Story:
    thing, gift = t.goods("appliance", "home", least=100), t.goods("tableware", most=45)
    return t.story(
        t.one(
            f"{thing.name}要退。送的{gift.name}我给同事了，拿不回来。",
            f"想退{thing.name}，送的那个{gift.name}不见了，会不会不给退？",
        ),
        question="主商品完好，无理由退货同意了，赠品退不回来。应退多少元？",
        ask="refund",
        aim="refund",
        goods=thing,
        card={"price": thing.fen, "gift_price": gift.fen, "gift_price_marked": True},
        told={"gift_returned": False},
        extra=(("赠品", gift.name),),
    )


def free_shipping_lost(t: Teller) -> Story:
    big, small = t.goods(*ORDINARY, least=70, most=199), t.goods(*ORDINARY, most=68)
    return t.story(
        t.one(f"两件包邮买的，{big.name}不合适，退这件。", f"只退{big.name}，另一件留下，退多少？"),
        question="无理由退一件。应退多少元？",
        ask="refund",
        aim="refund",
        card=pair(big, small) | {"return_items": [1], "ship_fee": FEE},
        extra=RETURNED,
    )


def all_back(t: Teller) -> Story:
    threshold, minus = t.one(*TIERS)
    things = t.several(2, *ORDINARY, least=150)
    return t.story(
        t.one(
            "整单都退，你们不会扣满减吧？", "两件全退，退回来的是标价还是我付的钱？", "都不合适，两件一起退，退多少？"
        ),
        t.staff("小鹿", "满减是送的，整单退要把满减补回来吧？", "整单都退，就退实付的，没有满减要补。"),
        question="整单无理由退。应退多少元？",
        ask="refund",
        aim="refund",
        card=order(things, threshold, minus) | {"alloc": "proportional"},
        extra=RETURNED,
    )


def worked_out_again(t: Teller) -> Story:
    dear, cheap = t.goods(*ORDINARY, least=120, most=219), t.goods(*ORDINARY, least=119, most=190)
    return t.story(
        t.one(f"{dear.name}退掉，另一件留着。", f"就退{dear.name}，退款为什么不是标价？"),
        t.staff("阿灯", "按比例分摊一下不就行了？", "公示过重算的，就按留下的重新算。"),
        question="活动页事先公示：部分退货，按留下的商品重新算优惠。应退多少元？",
        ask="refund",
        aim="refund",
        card=order([dear, cheap], 199, 20) | {"return_items": [1], "alloc": "recalculate"},
        extra=RETURNED,
    )


def tier_still_met(t: Teller) -> Story:
    things = [t.goods(*ORDINARY, least=199, most=300), t.goods(*ORDINARY, least=59, most=120)]
    return t.story(
        t.one(f"退{things[1].name}，别的留着。", f"{things[1].name}不要了，满减会不会给我收回去？"),
        t.staff("小鹿", "退了货，满减就没了，要扣回来。", "留下的还够门槛，满减就还在。"),
        question="活动页事先公示：部分退货，按留下的商品重新算优惠。应退多少元？",
        ask="refund",
        aim="refund",
        card=order(things, 199, 20) | {"return_items": [2], "alloc": "recalculate"},
        extra=RETURNED,
    )


def exactly_free(t: Teller) -> Story:
    kept, gone = t.goods(least=69, most=69), t.goods(*ORDINARY, least=29, most=199)
    return t.story(
        t.one(f"{gone.name}退了，{kept.name}留下，要扣运费吗？", f"只退{gone.name}，不会扣我 8 块吧？"),
        t.staff("阿灯", "退了一件就不包邮了，扣 8 元。", "留下的正好够门槛，够了就不扣。"),
        question="无理由退一件。应退多少元？",
        ask="refund",
        aim="refund",
        card=pair(gone, kept) | {"return_items": [1], "ship_fee": FEE},
        extra=RETURNED,
    )


def fee_not_published(t: Teller) -> Story:
    big, small = t.goods(*ORDINARY, least=70, most=199), t.goods(*ORDINARY, most=68)
    return t.story(
        t.one(f"退{big.name}，留{small.name}。", f"{big.name}我不要了，剩下那件不够包邮怎么算？"),
        ("何总", "剩下的不够包邮，从退款里扣 10 元邮费。"),
        *t.second("小鹿", "页面没标过多少运费，拿什么数去扣？按实付退。"),
        question="活动专场页只写了满 69 元包邮，没有公示不满时收多少运费。无理由退一件，应退多少元？",
        ask="refund",
        aim="refund",
        card=pair(big, small) | {"return_items": [1]},
        extra=RETURNED,
    )


def protection_edge(t: Teller) -> Story:
    thing, late = t.goods(*ORDINARY, least=79), t.one(0, 1)
    paid, down = t.day("2026-11-02", "2026-11-06"), t.one(1000, 2000, 2500)
    return t.story(
        t.one("今天降价了，我看到就来了，补差价。", "价保还在不在，补我差价。"),
        t.staff(
            "小鹿",
            "反正就差一天，灵活点，补吧。" if late else "付款当天也算一天，早过了。",
            "付款次日数起，昨天就满 15 天了。" if late else "付款次日数起，今天正好第 15 天。",
        ),
        question="价保从付款次日数起，满 15 天为止。今天申请，店里该补多少元？",
        ask="price_protect",
        aim="refuse_request" if late else "refund",
        goods=thing,
        card={"price": thing.fen, "paid_on": paid, "price_protect_days": 15, "new_price": thing.fen - down},
        on=paid + timedelta(days=15 + late),
    )


def order(things: list[Goods], threshold: int, minus: int) -> dict[str, object]:
    """The order's lines and its discount, for the card."""
    lines = [(thing.name, thing.fen, 1) for thing in things]
    return {"items": lines, "discount_threshold": threshold * 100, "discount": minus * 100}


def pair(first: Goods, second: Goods) -> dict[str, object]:
    """Two pieces under the shop's free shipping."""
    lines = [(first.name, first.fen, 1), (second.name, second.fen, 1)]
    return {"items": lines, "free_ship_threshold": FREE}


LEVELS: Levels = {
    1: (shared_out, price_dropped, protection_over, gift_lost, free_shipping_lost, all_back),
    2: (worked_out_again, tier_still_met, exactly_free, fee_not_published, protection_edge),
}
