"""Practice cases of lesson 08, levels 1 and 2: faults, fraud, unsafe food, guarantees, deposits."""

from __future__ import annotations

from datetime import timedelta

from cs_training.core.practice.card import yuan_text
from cs_training.core.practice.story import BRITTLE, TODAY, Levels, Story, Teller

THINGS = ("appliance", "home", "toy", "shoes", "clothing")


def broken_on_arrival(t: Teller) -> Story:
    thing, received = t.goods("tableware", word=t.one(*BRITTLE)), t.workday("2026-11-11", "2026-11-19")
    return t.story(
        t.one("打开就是碎的，照片发你了。", "收到碎了一角，我开箱录了视频。", "箱子好好的，里面裂了，视频在。"),
        question="顾客要退货。同意吗？寄回运费谁出？最后一天是哪天？",
        ask="return",
        aim="accept_return",
        goods=thing,
        card={"platform": "tmall", "received_on": received, "requested_on": received + timedelta(days=t.number(0, 2))},
        told={"damaged_on_arrival": True, "buyer_evidence": True},
        extra=(("售后凭证", "开箱照片、视频已上传"),),
        on=received + timedelta(days=2),
    )


def wrong_colour(t: Teller) -> Story:
    thing, received = t.goods("clothing", "shoes", "home"), t.workday("2026-11-09", "2026-11-17")
    return t.story(
        t.one("发错颜色了，不是我拍的那个，退。", "收到的和订单对不上，发错货了吧？"),
        question="仓库核对确实发错。顾客要退货：同意吗？寄回运费谁出？最后一天是哪天？",
        ask="return",
        aim="accept_return",
        goods=thing,
        card={"platform": "tmall", "received_on": received, "requested_on": received + timedelta(days=t.number(1, 4))},
        told={"wrong_item": True},
        on=received + timedelta(days=4),
    )


def deceived(t: Teller) -> Story:
    thing = t.goods("clothing", "home", "appliance", least=100)
    return t.story(
        t.one("检测报告出来了，跟页面写的完全不是一回事。", "页面的材质是假的，你们自己也承认了。"),
        question="查实页面故意写假，构成欺诈。退货款之外，另外赔多少元？",
        ask="extra",
        aim="punitive",
        goods=thing,
        card={"price": thing.fen, "paid_on": t.day("2026-11-01", "2026-11-12")},
        told={"fraud": True},
    )


def gone_off(t: Teller) -> Story:
    thing = t.goods("food", most=120)
    return t.story(
        t.one("到货就已经过期了，你看生产日期。", "过了保质期还发给我？"),
        question="查实发货时已过保质期，店里明知。退货款之外，另外赔多少元？",
        ask="extra",
        aim="punitive",
        goods=thing,
        card={"category": "food", "price": thing.fen, "paid_on": t.day("2026-11-05", "2026-11-15")},
        told={"expired": True, "seller_knew": True},
    )


def buyer_backs_out(t: Teller) -> Story:
    total = t.one(39900, 59900, 89900)
    return t.story(
        t.one("尾款不想付了，前面交的退我。", "突然不需要了，之前付的钱能退吗？"),
        question="顾客自己不买了。应退多少元？",
        ask="deposit",
        aim="forfeit_deposit",
        card={"total": total, "deposit": t.one(3000, 5000, 6000), "deposit_agreed": True},
        told={"breach_by": "buyer"},
    )


def shop_backs_out(t: Teller) -> Story:
    total = t.one(39900, 59900, 89900)
    return t.story(
        t.one("你们说做不出来了，那我的钱呢？", "等了半个月说没货，赔我。"),
        ("何总", "厂里排不出来，这批发不了，退了吧。"),
        *t.second("小鹿", "我们发不了，定金要双倍还。"),
        question="店里发不出货。一共应付给顾客多少元？",
        ask="deposit",
        aim="double_deposit",
        card={"total": total, "deposit": t.one(3000, 5000, 6000), "deposit_agreed": True},
        told={"breach_by": "seller"},
    )


def three_weeks(t: Teller) -> Story:
    thing, received = t.goods("appliance"), t.day("2026-10-28", "2026-11-02")
    return t.story(
        t.one("用了半个多月，按键不灵了，我要退货退款。", "昨天开始不工作了，退钱。"),
        t.staff("小鹿", "质量问题就退呗，管它几天。", "过了七天又修得好，先修或者换。"),
        question="核实是质量问题，修得好，没有另外的三包约定。该怎么办？运费谁出？",
        ask="return",
        aim="repair_or_replace",
        goods=thing,
        card={"received_on": received, "requested_on": TODAY - timedelta(days=t.number(0, 2))},
        told={"quality_issue": True, "purpose_defeated": False},
    )


def red_face(t: Teller) -> Story:
    thing, received = t.goods("cosmetics"), t.workday("2026-11-16", "2026-11-19")
    return t.story(
        t.one("用了两次脸就红了，医院的单子拍给你。", "过敏了，起疹子，有就诊记录。"),
        t.staff("小鹿", "封膜都撕了，不完好，不退。", "过敏按质量办，膜撕没撕不要紧。"),
        question="就诊记录显示是产品引起的过敏，按质量问题办。退吗？寄回运费谁出？最后一天是哪天？",
        ask="return",
        aim="accept_return",
        goods=thing,
        card={
            "platform": "tmall",
            "category": "cosmetics",
            "received_on": received,
            "requested_on": received + timedelta(days=t.number(1, 3)),
        },
        told={"quality_issue": True, "seal_broken": True, "opened": True, "buyer_evidence": True},
        extra=(("售后凭证", "就诊记录、照片已上传"),),
        on=TODAY,
    )


def only_prepaid(t: Teller) -> Story:
    total = t.one(39900, 59900, 23800)
    return t.story(
        t.one("不想要了，先付的钱退我。", "我改主意了，当时先付的能退吧？"),
        t.staff("小鹿", "定金不退，一直这么说的。", "写的是订金，不是定金，要退。"),
        question="下单页只写了这两个字，没有别的约定。顾客自己不买了，应退多少元？",
        ask="deposit",
        aim="no_deposit_effect",
        card={"total": total, "deposit": t.one(5000, 10000), "deposit_agreed": False},
        told={"breach_by": "buyer"},
    )


def too_much_deposit(t: Teller) -> Story:
    total = t.one(39900, 59900, 100000)
    return t.story(
        t.one("不要了，当初让我交那么多，一分不退？", "交了快三分之一，现在说全不退？"),
        t.staff("何总", "写明是定金，不买就全部不退。", "定金最多算总价的两成，多收的得退。"),
        question="顾客自己不买了。应退多少元？",
        ask="deposit",
        aim="partial_refund_deposit",
        card={"total": total, "deposit": total * 3 // 10, "deposit_agreed": True},
        told={"breach_by": "buyer"},
    )


def a_wrong_word(t: Teller) -> Story:
    thing = t.goods("food")
    return t.story(
        t.one("标签上印错一个字，赔十倍，不赔就 12315。", "说明书有错别字，十倍，我懂法。"),
        t.staff("阿灯", "怕投诉，给一千算了。", "错一个字不影响吃，也不误导，够不上十倍。"),
        question="核实只是印错一个字，不影响安全，也不误导。另外赔多少元？不用赔填 0。",
        ask="extra",
        aim="no_punitive",
        goods=thing,
        card={"category": "food", "price": thing.fen},
        told={"label_flaw": True},
    )


def merchant_guarantee(t: Teller) -> Story:
    thing = t.goods("clothing", "home", least=79)
    kind, done = t.one("merchant", "platform"), t.day("2026-11-03", "2026-11-10")
    return t.story(
        t.one("水洗标和页面的材质对不上，我拍了。", "材质不符，凭证都传了，怎么赔？"),
        t.staff(
            "小鹿",
            "不符包赔都一样，看平台版就行。" if kind == "merchant" else "不符包赔都一样，看商家版就行。",
            "包赔有平台版和商家版，先认清是哪一版。",
        ),
        question="材质确实不符，凭证有效。退货款之外，另外赔多少元？最后哪天要交凭证？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "guarantee": kind,
            "paid_on": done - timedelta(days=6),
            "completed_on": done,
            "requested_on": done + timedelta(days=t.number(5, 12)),
        },
        on=TODAY,
    )


def no_picture(t: Teller) -> Story:
    thing, received = t.goods("tableware", "toy"), t.day("2026-11-14", "2026-11-18")
    return t.story(
        t.one("表面有道划痕，退。照片？扔了，没有。", "坏了一块，东西不在手边，没法拍，直接退吧。"),
        t.staff("小鹿", "先退了再说，别惹事。", "看得出的毛病，先请顾客补张照片，没有凭证平台不支持。"),
        question="肉眼看得出的问题，顾客一直没有给凭证。按质量问题退，平台支持吗？",
        ask="return",
        aim="reject_return",
        goods=thing,
        card={"platform": "tmall", "received_on": received, "requested_on": TODAY},
        told={"quality_issue": True, "defect_visible": True, "buyer_evidence": False},
    )


def wear_fee(t: Teller) -> Story:
    thing, received = t.goods(*THINGS, least=80), t.day("2026-11-16", "2026-11-20")
    fee = thing.fen // 1000 * 100
    return t.story(
        t.one("开线了，照片有。你们退款怎么还扣钱？", "质量问题退货，凭什么扣我的？"),
        ("何总", f"用过了，扣 {yuan_text(fee)}折旧费。"),
        *t.second("小鹿", "开线是我们的毛病，折旧费扣不得。"),
        question="核实是质量问题。这笔钱能扣吗？该退多少元？寄回运费谁出？",
        ask="deduct",
        aim="cannot_deduct",
        goods=thing,
        card={"price": thing.fen, "received_on": received},
        told={"quality_issue": True, "used": True, "deduct_amount": fee},
    )


LEVELS: Levels = {
    1: (broken_on_arrival, wrong_colour, deceived, gone_off, buyer_backs_out, shop_backs_out),
    2: (
        three_weeks, red_face, only_prepaid, too_much_deposit, a_wrong_word, merchant_guarantee, no_picture, wear_fee,
    ),
}  # fmt: skip
