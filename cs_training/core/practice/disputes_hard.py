"""Practice cases of lesson 09, level 3: last days, last hours, caps, hidden faults, what was agreed."""

from __future__ import annotations

from datetime import date, timedelta

from cs_training.core.practice.card import yuan_text
from cs_training.core.practice.disputes import THINGS
from cs_training.core.practice.story import TODAY, Levels, Story, Teller


def refund_over_the_holiday(t: Teller) -> Story:
    thing, back = t.goods(*THINGS, least=50), t.day("2026-09-24", "2026-09-30")
    today = date(2026, 10, 8) + timedelta(days=t.one(0, 1))
    late = today.day == 9
    return t.story(
        t.one("收到退货七天内要退款，今天还没到账。", "国庆前就寄到你们仓库了，退款逾期了吧？"),
        t.staff(
            "小鹿",
            "放假财务不上班，放假不算。" if late else "早就逾期了，认了吧。",
            "顺延也只到昨天，今天算逾期。" if late else "第七天碰上放假，顺延到今天，今天退还不晚。",
        ),
        question="按法律的七日（末日遇放假顺延）：店里的退款逾期了吗？最后一天是哪天？",
        ask="overdue",
        aim="refund" if late else "not_overdue",
        goods=thing,
        card={"returned_on": back},
        told={"today": today},
        extra=(("2026 年国庆放假", "10 月 1 日至 7 日"),),
        on=today,
    )


def exactly_a_day(t: Teller) -> Story:
    agreed, owed = t.at(TODAY - timedelta(days=2), 9, 18), t.number(10, 60) * 100
    now = agreed + timedelta(hours=24, seconds=t.one(-60, -1, 0, 1))
    late = now >= agreed + timedelta(hours=24)
    return t.story(
        t.one("24 小时到了没有？钱没到。", "说好 24 小时内打，我看着表呢。"),
        t.staff(
            "小鹿",
            "差几秒不算事，没逾期。" if late else "快满 24 小时了，就算没做到。",
            "到点没打就算没做到。" if late else "24 小时还没满，还来得及。",
        ),
        question="补偿谈好、还没打款，时限 24 小时，到点没打就算没做到。谈好的钱之外，还要另付多少元？不用另付填 0。",
        ask="extra",
        aim="penalty" if late else "not_overdue",
        card={"platform": "tmall", "agreed_compensation": owed, "agreed_at": agreed, "now_at": now, "kept": False},
        told={"promise": "compensation"},
        on=now.date(),
    )


def many_exchanges(t: Teller) -> Story:
    orders, now = [t.number(700, 1300) * 100 for _ in range(3)], t.at(TODAY, 9, 20)
    return t.story(
        t.one("同一天换的三单，全没按时寄。", "班里订的三单都要换，一单都没动静。"),
        t.staff("小鹿", "每单 5%，加起来就是了。", "每单算完，再看同一天有没有封顶。"),
        question="三单同一天付款、同一天退回换新，都没按时寄出。一共该赔多少元？",
        ask="extra",
        aim="penalty",
        card={
            "platform": "tmall",
            "orders": orders,
            "promise_ship_hours": 48,
            "returned_at": now - timedelta(hours=t.number(52, 70)),
            "now_at": now,
        },
        told={"promise": "exchange"},
    )


def hidden_fault(t: Teller) -> Story:
    thing, received = t.goods("cosmetics", "food", "gold"), t.workday("2026-11-16", "2026-11-19")
    return t.story(
        t.one("我怀疑不是正品，你们拿凭证出来。", "看外表看不出，但用着不对，要你们的进货单。"),
        t.staff("小鹿", "让顾客先做鉴定，没鉴定不退。", "看不出的毛病，先由我们拿进货凭证，拿不出就退。"),
        question="肉眼看不出的质量争议，店里拿不出进货凭证和合格证。退吗？寄回运费谁出？最后一天是哪天？",
        ask="return",
        aim="accept_return",
        goods=thing,
        card={"platform": "tmall", "received_on": received, "requested_on": received + timedelta(days=2)},
        told={"quality_issue": True, "defect_visible": False, "seller_evidence": False},
        on=TODAY,
    )


def agreed_to_keep(t: Teller) -> Story:
    thing = t.goods("tableware", "home", least=60)
    owed = max(100, thing.fen // 400 * 100)
    return t.story(
        t.one("那就按刚才说的，我留着，你们退一部分。", "行，不寄了，说好的数打给我。"),
        ("大刘", f"双方谈好了：留用，退 {yuan_text(owed)}，聊天里都写着。"),
        t.staff("小鹿", "收了货就没有只退款这回事，不能退。", "双方谈好了的，照谈好的退。"),
        question="收到货，双方谈好不退货、退一部分。应退多少元？",
        ask="only_refund",
        aim="refund",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen, "agreed_compensation": owed},
    )


def reissue_clock(t: Teller) -> Story:
    thing, agreed = t.goods("tableware", "toy", "home", least=100), t.at(TODAY - timedelta(days=2), 9, 18)
    shipped = agreed + timedelta(hours=24, seconds=t.one(-120, -1, 1, 3600))
    late = shipped >= agreed + timedelta(hours=24)
    return t.story(
        t.one("缺的那件说补寄，补得够慢的。", "答应补寄，什么时候揽收的你看看。"),
        t.staff(
            "阿灯",
            "差不多就 24 小时，不算晚。" if late else "第二天才寄，肯定算晚。",
            "24 小时过了才揽收，算晚。" if late else "24 小时里揽收了，不算晚。",
        ),
        question="答应补寄，24 小时内要发出。店里该赔多少元？没违约填 0。",
        ask="extra",
        aim="penalty" if late else "not_overdue",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen, "agreed_at": agreed, "now_at": shipped},
        told={"promise": "reissue"},
        extra=(("补寄", "到现在时刻才揽收"),),
        on=shipped.date(),
    )


def repair_days(t: Teller) -> Story:
    thing, days = t.goods("appliance", least=120), t.one(29, 30, 31, 33)
    return t.story(
        t.one("寄修的机器呢？快一个月了。", "修了多少天了，到底什么时候寄回来？"),
        t.staff(
            "阿灯",
            "维修排队，两个月内都正常。" if days > 30 else "都快一个月了，算违约。",
            "过了 30 天，算没做到。" if days > 30 else "30 天还没过完，催一催。",
        ),
        question="寄修，收到后 30 天内要修好寄出，到今天还没寄。另外该赔多少元？没违约填 0。",
        ask="extra",
        aim="penalty" if days > 30 else "not_overdue",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen, "returned_on": TODAY - timedelta(days=days)},
        told={"promise": "repair", "today": TODAY},
    )


def refused_without_ground(t: Teller) -> Story:
    thing, received = t.goods(*THINGS, least=60), t.day("2026-11-16", "2026-11-19")
    return t.story(
        t.one("质量问题，你们让我改成七天无理由才退？", "客服叫我改退款原因，不改不给过，截图了。"),
        ("小鹿", "改一下我们就马上退，大家都方便。"),
        *t.second("阿灯", "拿改原因当条件，就是无故拒绝售后。"),
        question="店里以改退款原因作退款的条件。货款照退之外，另外该赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen, "received_on": received, "requested_on": TODAY},
        told={"quality_issue": True, "asked_change_reason": True},
    )


LEVELS: Levels = {
    3: (
        refund_over_the_holiday, exactly_a_day, many_exchanges, hidden_fault, agreed_to_keep, reissue_clock,
        repair_days, refused_without_ground,
    ),
}  # fmt: skip
