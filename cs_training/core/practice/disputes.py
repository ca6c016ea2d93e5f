"""Practice cases of lesson 09: who proves what, refunds that wait, promises after the sale, complaints."""

from __future__ import annotations

from datetime import timedelta

from cs_training.core.practice.story import TODAY, Levels, Story, Teller

THINGS = ("clothing", "shoes", "home", "toy", "appliance")


def who_proves(t: Teller) -> Story:
    thing, months = t.goods("appliance"), t.one(2, 3, 4, 5, 6)
    return t.story(
        t.one("用着用着不转了，你们凭什么说是我弄坏的？", "好好的就坏了，非说人为，证据呢？"),
        t.staff("小鹿", "让顾客自己去做检测，证明不是人为。", "半年里的电器，得我们拿证据。"),
        question="家用电器，是不是人为损坏起了争议。由店里举证吗？",
        ask="burden_of_proof",
        aim="seller_burden_of_proof",
        goods=thing,
        card={"category": "appliance", "months_since_receipt": months},
        told={"quality_issue": True, "disputed": True, "durable": True},
    )


def refund_waits(t: Teller) -> Story:
    thing, days = t.goods(*THINGS), t.one(3, 4, 5)
    return t.story(
        t.one("仓库都签收了，钱呢？", "退货你们收到了，怎么还不退款？"),
        question="店里收到退货后有没有逾期？最晚哪天要退？",
        ask="overdue",
        aim="not_overdue",
        goods=thing,
        card={"returned_on": TODAY - timedelta(days=days)},
        told={"today": TODAY},
    )


def keeps_and_wants_all(t: Teller) -> Story:
    thing = t.goods(*THINGS, least=60)
    return t.story(
        t.one("东西我留着，钱全退，不然差评。", "不想寄回去了，麻烦，直接退我全款。"),
        question="货收到了，没有严重不符，也没有谈好。“只退款不退货”答应吗？",
        ask="only_refund",
        aim="refuse_request",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen},
    )


def where_to_complain(t: Teller) -> Story:
    thing = t.goods(*THINGS)
    return t.story(
        t.one("我要投诉，告诉我找谁。", "你们解决不了我就打 12315，号码和流程给我。"),
        t.staff("小鹿", "先稳住，别提 12315。", "渠道本来就该说，说了也照样给办。"),
        question="顾客要投诉渠道。告诉吗？",
        ask="complaint",
        aim="provide_info",
        goods=thing,
    )


def compensation_late(t: Teller) -> Story:
    thing, owed, now = t.goods(*THINGS), t.number(10, 40) * 100, t.at(TODAY, 9, 20)
    return t.story(
        t.one("说好补给我的钱，一直没到。", "谈好的补偿呢？聊天记录我留着。", "答应补我的差价，等到现在也没影。"),
        question="补偿谈好了，时限 24 小时，到现在还没打款。现在一共该付多少元？",
        ask="total",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "agreed_compensation": owed,
            "agreed_at": now - timedelta(hours=t.one(26, 30, 49, 52)),
            "now_at": now,
            "kept": False,
        },
        told={"promise": "compensation"},
    )


def still_in_window(t: Teller) -> Story:
    thing, days = t.goods(*THINGS), t.number(8, 14)
    return t.story(
        t.one("确认收货了还能申请售后吗？", "已经点了收货，入口还在不在？"),
        question="交易成功后的售后入口，这单还受理吗？最后一天是哪天？",
        ask="return",
        aim="accept_return",
        goods=thing,
        card={"platform": "tmall", "completed_on": TODAY - timedelta(days=days), "requested_on": TODAY},
    )


def seventh_month(t: Teller) -> Story:
    thing, months = t.goods("appliance"), t.one(7, 8, 10)
    return t.story(
        t.one("坏了，按法律由你们证明不是质量问题。", "举证责任倒置我知道，你们来证明。"),
        t.staff("小鹿", "电器都是我们举证，认了吧。", "六个月过了，谁说坏谁拿证据。"),
        question="家用电器，起了争议。由店里举证吗？",
        ask="burden_of_proof",
        aim="seller_not_liable",
        goods=thing,
        card={"category": "appliance", "months_since_receipt": months},
        told={"quality_issue": True, "disputed": True, "durable": True},
    )


def fifteen_days(t: Teller) -> Story:
    thing, days = t.goods(*THINGS, least=50), t.one(15, 16, 17)
    return t.story(
        t.one("退货你们收了多久了？钱还没影。", "每天问，每天说在走流程。"),
        t.staff("阿灯", "财务月底一起退，等等就好。", "7 天就该退，拖过 15 天更说不过去。"),
        question="到今天还没退款，这算什么？货款应退多少元？",
        ask="refund",
        aim="deemed_refusal" if days > 15 else "refund",
        goods=thing,
        card={"price": thing.fen, "returned_on": TODAY - timedelta(days=days)},
        told={"today": TODAY},
    )


def exchange_waits(t: Teller) -> Story:
    thing = t.goods("clothing", "shoes", least=100)
    (hours, setting), now = t.one((60, 72), (47, 24), (50, 24), (75, 72)), t.at(TODAY, 9, 20)
    return t.story(
        t.one("换货的退件你们收到了，新的还没寄？", "等换的码等到现在，算不算违约？"),
        t.staff(
            "小鹿",
            "一律 48 小时，后台设得更长也不看。" if setting == 72 else "后台设了 24 小时，就按 24 小时算。",
            "换货至少给 48 小时，后台设得更长的按后台。",
        ),
        question="从仓库收到退件算起，换新的还没寄出。另外该赔多少元？没违约填 0。",
        ask="extra",
        aim="penalty" if hours > max(48, setting) else "not_overdue",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "promise_ship_hours": setting,
            "returned_at": now - timedelta(hours=hours),
            "now_at": now,
        },
        told={"promise": "exchange"},
    )


def find_the_courier(t: Teller) -> Story:
    thing = t.goods(*THINGS, least=60)
    return t.story(
        t.one("显示派送中就再也没动，快递说丢了。", "包裹没到我手上，快递也找不到了。"),
        t.staff("小鹿", "让顾客找快递，快递赔多少是多少。", "没签收就丢了，我们先退，我们去找快递。"),
        question="没有签收，包裹确认丢失。货款由谁承担？应退多少元？",
        ask="refund",
        aim="seller_liable",
        goods=thing,
        card={"price": thing.fen, "courier_chosen_by": "seller", "paid_on": TODAY - timedelta(days=t.number(6, 12))},
        told={"lost_in_transit": True, "signed": False},
    )


def window_edge(t: Teller) -> Story:
    thing, days = t.goods(*THINGS), t.one(15, 16)
    return t.story(
        t.one("今天才想起来申请，入口应该还开着吧？", "刚好半个月，来得及吗？"),
        t.staff(
            "阿灯",
            "从确认那天算起，早过了。" if days == 15 else "多一天没关系，平台看不出来。",
            "次日数起，今天正好第 15 天。" if days == 15 else "第 15 天是昨天，入口关了。",
        ),
        question="普通类目。交易成功后的平台售后入口还受理吗？最后一天是哪天？",
        ask="return",
        aim="accept_return" if days == 15 else "refuse_request",
        goods=thing,
        card={"platform": "tmall", "completed_on": TODAY - timedelta(days=days), "requested_on": TODAY},
    )


def says_not_intact(t: Teller) -> Story:
    thing, received = t.goods("clothing", "toy", "home"), t.day("2026-11-14", "2026-11-18")
    return t.story(
        t.one("我寄回去的时候好好的，你们说有污渍？", "退回去没用过，凭什么说不完好？"),
        ("大刘", "仓库说有印子，可是没有录验货视频。"),
        question="退回的商品完不完好起了争议。由店里举证吗？",
        ask="burden_of_proof",
        aim="seller_burden_of_proof",
        goods=thing,
        card={"received_on": received, "requested_on": received + timedelta(days=2)},
        told={"disputed": True, "opened": True, "seller_evidence": False},
        extra=(("包装", "已拆"),),
    )


def asks_ten_times(t: Teller) -> Story:
    thing, claim = t.goods(*THINGS), t.one(100000, 200000, 500000)
    return t.story(
        t.one(f"赔我 {claim // 100} 块精神损失，不然全网曝光。", f"{claim // 100} 块，少一分都去平台闹。"),
        t.staff("阿灯", "给点钱，让顾客写保证不投诉。", "没有损失就没有依据，该办的照办。"),
        question="核实没有质量问题，也没有损失。这个赔偿要求答应吗？",
        ask="excess_claim",
        aim="refuse_request",
        goods=thing,
        told={"claim_amount": claim},
    )


LEVELS: Levels = {
    1: (who_proves, refund_waits, keeps_and_wants_all, where_to_complain, compensation_late, still_in_window),
    2: (
        seventh_month, fifteen_days, exchange_waits, find_the_courier, window_edge, says_not_intact, asks_ten_times,
    ),
}  # fmt: skip
