"""Practice cases of lesson 08, level 3: two grounds meet, a last day, old versions, parts of a deposit."""

from __future__ import annotations

from datetime import date, timedelta

from cs_training.core.practice.card import yuan_text
from cs_training.core.practice.story import TODAY, Levels, Story, Teller


def deposit_over_the_cap(t: Teller) -> Story:
    total = t.one(39900, 59900, 100000, 89900)
    return t.story(
        t.one("你们违约，双倍退我。", "交了那么多，你们说不做就不做？赔。"),
        t.staff("小鹿", "定金双倍，交多少乘二。", "两成以内的算定金，翻倍；超出的原样退。"),
        question="店里发不出货。一共应付给顾客多少元？",
        ask="deposit",
        aim="double_deposit",
        card={"total": total, "deposit": total * 3 // 10, "deposit_agreed": True},
        told={"breach_by": "seller"},
    )


def partly_done(t: Teller) -> Story:
    total, part = t.one(80000, 100000, 120000), t.one(0.5, 0.25)
    return t.story(
        t.one("一批货只送来一部分，剩下的说没了。", "订了几套，缺的那些你们不做了，定金怎么算？"),
        t.staff("小鹿", "违约就双倍，整笔算。", "只有没做的那部分，对应的定金才翻倍。"),
        question="未交付的店里不做了。没做的那部分，相应的定金双倍退；做好的那部分，定金抵货款。一共应付多少元？",
        ask="deposit",
        aim="double_deposit",
        card={"total": total, "deposit": total // 10, "deposit_agreed": True, "unperformed": part},
        told={"breach_by": "seller"},
    )


def food_and_hospital(t: Teller) -> Story:
    thing, loss = t.goods("food", most=120), t.number(250, 900) * 100
    return t.story(
        t.one(f"吃了拉肚子，医院花了 {yuan_text(loss)}，单子都在。", f"孩子吃进医院了，票据一共 {yuan_text(loss)}。"),
        t.staff("小鹿", "十倍就是货款乘十，没多少钱。", "十倍货款和三倍损失，顾客可以选多的，最低一千。"),
        question="检测不符合食品安全标准，店里明知。退货款之外，另外赔多少元？",
        ask="extra",
        aim="punitive",
        goods=thing,
        card={"category": "food", "price": thing.fen, "paid_on": t.day("2026-11-01", "2026-11-12"), "loss": loss},
        told={"unsafe": True, "seller_knew": True},
    )


def bought_to_claim(t: Teller) -> Story:
    thing, qty, fair = t.goods("food", least=19, most=120), t.one(20, 30, 50), t.one(2, 3, 4)
    return t.story(
        t.one("我知道有问题才买的，照样十倍。", "专门挑的这批，全部按十倍来。"),
        t.staff("何总", "知假买假，一分不赔。", "赔还是要赔，只按一家人吃得了的数算。"),
        question="确实不符合食品安全标准，店里明知，顾客也承认知情才买。退货款之外，另外赔多少元？",
        ask="extra",
        aim="punitive",
        goods=thing,
        card={
            "category": "food",
            "price": thing.fen,
            "qty": qty,
            "reasonable_qty": fair,
            "paid_on": t.day("2026-11-01", "2026-11-12"),
        },
        told={"unsafe": True, "seller_knew": True, "buyer_knew": True},
    )


def cannot_be_mended(t: Teller) -> Story:
    thing, received = t.goods("appliance", least=100), t.day("2026-11-02", "2026-11-09")
    asked = received + timedelta(days=t.number(10, 13))
    return t.story(
        t.one("换过一次还是通不了电，我不要了。", "修了两回都没好，根本没法用。"),
        t.staff("小鹿", "过了七天，只能接着修。", "修换都不成，目的落空了，得退。"),
        question="核实修换不成，买它的目的落空了。该怎么办？退多少元，运费谁出？",
        ask="refund",
        aim="rescind_refund",
        goods=thing,
        card={"price": thing.fen, "received_on": received, "requested_on": asked},
        told={"quality_issue": True, "purpose_defeated": True},
        on=asked,
    )


def gift_did_it(t: Teller) -> Story:
    gift, loss = t.goods("tableware", "toy", most=70), t.number(60, 240) * 100
    return t.story(
        t.one(
            f"送的{gift.name}有毛刺，划伤手了，{yuan_text(loss)}的票在这。",
            f"赠品{gift.name}裂了，弄坏我家桌子，修好要 {yuan_text(loss)}。",
        ),
        t.staff("小鹿", "赠品不要钱，不归我们赔。", "送的东西伤了人，一样要赔。"),
        question="查实是赠品有缺陷造成的。店里该赔多少元？",
        ask="extra",
        aim="compensate",
        card={"loss": loss, "paid_on": t.day("2026-11-01", "2026-11-12")},
        told={"gift_harm": True},
        extra=(("赠品", gift.name),),
    )


def page_or_law(t: Teller) -> Story:
    thing, times = t.goods("gold", "clothing", "home", least=100), t.one(2, 4)
    return t.story(
        t.one("鉴定是假的，页面标的假一赔几，照付。", "有鉴定书。你们标识写得清清楚楚。"),
        t.staff(
            "小鹿",
            "不看标识，一律三倍。" if times > 3 else f"标识写几就赔几，{times} 倍。",
            "法定的和标识写的，哪个高按哪个。",
        ),
        question="查实售假，构成欺诈。退货款之外，另外赔多少元（法定与承诺取高）？",
        ask="extra",
        aim="punitive",
        goods=thing,
        card={"price": thing.fen, "promise_multiple": times, "paid_on": t.day("2026-11-01", "2026-11-12")},
        told={"fraud": True},
    )


def last_day_for_proof(t: Teller) -> Story:
    thing, done = t.goods("clothing", "home", least=79), t.day("2026-11-01", "2026-11-06")
    asked = done + timedelta(days=15 + t.one(0, 1))
    late = (asked - done).days > 15
    return t.story(
        t.one("凭证今天才做出来，交上了。", "检测要等，今天刚拿到，没晚吧？"),
        t.staff(
            "阿灯",
            "差不多就行，按平台版赔。" if late else "好像过期了，拒吧。",
            "第 15 天是昨天，这单过了。" if late else "今天正好第 15 天，还收。",
        ),
        question="材质确实不符。今天提交凭证，另外该赔多少元？不赔填 0。最后一天是哪天？",
        ask="extra",
        aim="refuse_request" if late else "penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "guarantee": "platform",
            "paid_on": done - timedelta(days=6),
            "completed_on": done,
            "requested_on": asked,
        },
        on=asked,
    )


def freight_too(t: Teller) -> Story:
    thing, fee = t.goods("clothing", "shoes", "home", least=79), t.number(9, 23) * 100
    received = t.workday("2026-11-11", "2026-11-17")
    return t.story(
        t.one(f"发错了，我先垫了 {yuan_text(fee)}寄回去。", f"寄回花了我 {yuan_text(fee)}，别忘了退。"),
        t.staff("小鹿", "运费谁寄谁出，只退货款。", "发错是我们的事，垫的运费一起退。"),
        question="仓库核实发错了货。一共应付给顾客多少元？寄回运费归谁？最后一天是哪天？",
        ask="total",
        aim="refund",
        goods=thing,
        card={
            "price": thing.fen,
            "return_freight_paid": fee,
            "received_on": received,
            "requested_on": received + timedelta(days=t.number(1, 4)),
        },
        told={"wrong_item": True},
    )


def holiday_for_faults(t: Teller) -> Story:
    thing, received = t.goods("toy", "home", "clothing"), t.day("2026-09-24", "2026-09-30")
    asked = date(2026, 10, 8) + timedelta(days=t.one(0, 1))
    return t.story(
        t.one("国庆回来一开箱就发现是坏的，退货。", "放假没拆，今天拆开就裂了，照片在。"),
        t.staff(
            "小鹿",
            "放假不算，多一天也能退。" if asked.day > 8 else "签收都一个多星期了，只能换。",
            "昨天是最后一天，今天起先修换。" if asked.day > 8 else "第七天碰上放假，顺延到今天，能退。",
        ),
        question="核实是质量问题，按法律的七日（末日遇放假顺延）：该怎么办？运费谁出？",
        ask="return",
        aim="accept_return" if asked.day == 8 else "repair_or_replace",
        goods=thing,
        card={"received_on": received, "requested_on": asked},
        told={"quality_issue": True, "purpose_defeated": False},
        extra=(("2026 年国庆放假", "10 月 1 日至 7 日"), ("检查", "能修，也有货可换")),
        on=asked,
    )


def fourth_claim(t: Teller) -> Story:
    thing, times = t.goods("clothing", "home", least=79), t.one(2, 3)
    done = t.day("2026-11-08", "2026-11-14")
    return t.story(
        t.one("又买到一件不符的，还是走包赔。", "这件也不符，照上次那样赔。"),
        t.staff(
            "阿灯",
            "赔过的人不能再赔了吧？" if times < 3 else "材质不符就赔，管它第几次。",
            "30 天里有次数的上限，先数数赔过几次。",
        ),
        question="材质确实不符，凭证在期内交了。另外该赔多少元？不赔填 0。",
        ask="extra",
        aim="refuse_request" if times >= 3 else "penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "guarantee": "merchant",
            "claims_30d": times,
            "paid_on": done - timedelta(days=6),
            "completed_on": done,
            "requested_on": TODAY,
        },
    )


LEVELS: Levels = {
    3: (
        deposit_over_the_cap, partly_done, food_and_hospital, bought_to_claim, cannot_be_mended, gift_did_it,
        page_or_law, last_day_for_proof, freight_too, holiday_for_faults, fourth_claim,
    ),
}  # fmt: skip
