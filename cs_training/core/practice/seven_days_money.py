"""Practice cases of lesson 07, levels 2 and 3: what may be kept from a refund and what may not."""

from __future__ import annotations

from cs_training.core.practice.card import yuan_text
from cs_training.core.practice.seven_days_case import HOW_MUCH, KEEP, WORN, days_later, received, week_case
from cs_training.core.practice.story import Goods, Story, Teller


def creased_box(t: Teller) -> Story:
    thing, since = t.goods("appliance", "home", "toy", "shoes"), received(t)
    tenth = max(100, thing.fen // 1000 * 100)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 6),
        t.one(
            "不想要了，东西没用，就是外盒压皱了。",
            "外箱有点压痕，里面没动过，能退全款吗？",
            "用不上，退。纸箱拆开了，别的原样。",
        ),
        ("何总", f"外箱这样影响二次销售，扣 {yuan_text(tenth)}再退。"),
        *t.second("小鹿", "东西本身没事，箱子皱了不能扣钱。"),
        aim="cannot_deduct",
        ask="deduct",
        question=KEEP,
        told={"packaging_damaged": True, "deduct_amount": tenth},
    )


def gift_missing(t: Teller) -> Story:
    thing, gift, since = t.goods("appliance", "home", least=100), t.goods("tableware", most=45), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 6),
        t.one(
            f"退货，送的{gift.name}孩子弄坏了。",
            f"想退，那个送的{gift.name}找不到了。",
            f"{gift.name}我送人了，别的都在，退。",
        ),
        t.staff(
            "阿灯", f"赠品 {yuan_text(gift.fen)}是白送的，扣不得。", f"赠品下单页标了价，扣 {yuan_text(gift.fen)}再退。"
        ),
        aim="refund",
        ask="deduct",
        question=f"东西完好。赠品退不回来，店里要扣标价 {yuan_text(gift.fen)}。{KEEP}",
        card={"gift_price": gift.fen, "gift_price_marked": True},
        told={"gift_returned": False, "deduct_amount": gift.fen},
        extra=(("赠品", gift.name),),
    )


def freight_kept(t: Teller) -> Story:
    enough = t.one(True, False)
    gone = t.goods(*WORN, least=70, most=199)
    kept = t.goods(*WORN, least=69, most=199) if enough else t.goods(*WORN, most=68)
    since = received(t)
    no, yes = "留下的够包邮，这 8 元扣不得。", "留下的不够 69 元，页面标的 8 元运费可以扣。"
    return week_case(
        t,
        None,
        since,
        days_later(t, since, 2, 6),
        t.one(f"退{gone.name}，另一件留着，不会扣我 8 块吧？", f"{gone.name}不合适，没用过，就退这件。"),
        t.staff(
            "小鹿",
            "退了一件就不包邮了，扣 8 元。" if enough else "包邮就是包邮，8 元一分都不能扣。",
            no if enough else yes,
        ),
        aim="cannot_deduct" if enough else "refund",
        ask="deduct",
        question=f"东西完好，无理由退一件，店里要扣 8 元发货运费。{KEEP}",
        card=_pair(gone, kept),
        told={"deduct_amount": 800},
    )


def part_back(t: Teller) -> Story:
    big, small, since = t.goods(*WORN, least=80, most=199), t.goods(*WORN, most=68), received(t)
    return week_case(
        t,
        None,
        since,
        days_later(t, since, 2, 6),
        t.one(f"退{big.name}，留{small.name}，退多少？", f"{big.name}不要了，没用过，另一件我留着。"),
        t.staff("小鹿", "寄回运费顾客自己出，别的一分不扣。", "留下的不够包邮，别忘了页面标的发货运费。"),
        ask="refund",
        question=HOW_MUCH,
        aim="refund",
        card=_pair(big, small),
        extra=(("验货", f"{big.name}完好"),),
    )


def _pair(gone: Goods, kept: Goods) -> dict[str, object]:
    """Two pieces under the shop's free shipping, of which the first goes back."""
    return {
        "items": [(gone.name, gone.fen, 1), (kept.name, kept.fen, 1)],
        "return_items": [1],
        "free_ship_threshold": 6900,
        "ship_fee": 800,
    }
