"""Practice cases of lesson 06, levels 1 and 2: late, out of stock, faked, stuck, lost."""

from __future__ import annotations

from datetime import timedelta

from cs_training.core.practice.story import TODAY, Levels, Story, Teller

SMALL = ("clothing", "shoes", "tableware", "appliance", "cosmetics")


def late(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, least=100), t.at(t.day("2026-11-12", "2026-11-18"))
    shipped = paid + timedelta(hours=48 + t.number(2, 20), minutes=t.number(1, 59))
    return t.story(
        t.one("说好 48 小时发货的，看看几点揽收的。", "发货晚了，页面写的赔付呢？"),
        question="普通现货。店里该赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen, "paid_at": paid, "shipped_at": shipped},
        extra=(("页面承诺", "付款后 48 小时内揽收"),),
    )


def in_time(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL), t.at(t.day("2026-11-12", "2026-11-18"))
    return t.story(
        t.one("都过了两天了吧，是不是超时了？", "我看别人当天就发，我这单算不算延迟？"),
        question="普通现货，48 小时内发货。有没有延迟？应发货的最后一天是哪天？",
        ask="overdue",
        aim="not_overdue",
        goods=thing,
        card={
            "platform": "tmall",
            "paid_at": paid,
            "shipped_at": paid + timedelta(hours=t.number(30, 46), minutes=t.number(0, 59)),
        },
    )


def stuck(t: Teller) -> Story:
    thing, near = t.goods(*SMALL, least=100), t.one(True, False)
    short = t.one(True, False, False)
    long_near, long_cross = (t.number(30, 46), t.number(50, 70)) if short else (t.number(50, 90), t.number(74, 110))
    hours = long_near if near else long_cross
    more = "多" if hours % 24 else ""
    return t.story(
        t.one("物流停在一个地方不动了，是不是丢了？", f"轨迹{'一两三四'[hours // 24 - 1]}天{more}没更新，怎么赔？"),
        question="揽收以后轨迹停了这么久，店里该赔多少元？不到线填 0。",
        ask="extra",
        aim="not_overdue" if short else "penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "route": "near" if near else "cross",
            "track_gap_hours": hours,
        },
    )


def no_pickup(t: Teller) -> Story:
    thing = t.goods(*SMALL, least=100)
    return t.story(
        t.one("单号给了，查不到任何记录。", "有单号没揽收，这算发货了吗？"),
        question="单号上传已满 24 小时，快递一直没有揽收。店里该赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen},
        told={"fake_shipment": "no_pickup"},
    )


def sold_out(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, least=100), t.at(t.day("2026-11-18", "2026-11-20"))
    return t.story(
        t.one("到底有没有货？", "等一天了，什么时候发？"),
        ("阿灯", "查了仓库，这个颜色没有了，发不出来。"),
        question="现货 48 小时的单，店里承认缺货。除了退款，另赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "promise_ship_hours": 48,
            "paid_at": paid,
            "admitted_stockout_at": t.at(paid.date() + timedelta(days=1)),
        },
    )


def other_carrier(t: Teller) -> Story:
    thing, paid = t.goods("fresh", "gold"), t.day("2026-11-10", "2026-11-19")
    return t.story(
        t.one("页面写的白鹭速运，怎么来的是芦苇？", "我就是冲着白鹭速运买的，换快递也不说一声。"),
        question="货没有问题，也没有晚。店里该赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "paid_on": paid,
            "promised_carrier": "白鹭速运",
            "actual_carrier": "芦苇快递",
        },
    )


def small_order(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, "food", "toy", most=90), t.at(t.day("2026-11-12", "2026-11-18"))
    return t.story(
        t.one("晚发货，赔多少？", "东西不贵，但你们晚了就是晚了。"),
        t.staff("小鹿", "成交额的 5%，几块几毛，算给顾客就行。", "5% 算出来太少的，别忘了还有最低的数。"),
        question="普通现货，48 小时的承诺。店里该赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "paid_at": paid,
            "shipped_at": paid + timedelta(hours=t.number(49, 70)),
        },
    )


def dear_order(t: Teller) -> Story:
    thing = t.goods("gold", least=500)
    paid = t.at(t.day("2026-11-09", "2026-11-15"))
    return t.story(
        t.one("金饰也能晚发货？按规矩赔。", "说 72 小时，到点没揽收，赔付怎么算？"),
        t.staff("小鹿", "5% 嘛，照着乘就是了。", "5% 乘出来再看有没有封顶。"),
        question="店里该赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "qty": t.number(2, 3),
            "promise_ship_hours": 72,
            "paid_at": paid,
            "shipped_at": paid + timedelta(hours=t.number(74, 100)),
        },
    )


def page_says_stock(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, least=100), t.at(t.day("2026-11-10", "2026-11-16"))
    claim, least, most = t.one(("现货", 50, 110), ("当日发", 26, 46))
    return t.story(
        t.one(f"页面写着“{claim}”，你们发了几天？", f"我是看了“{claim}”才拍的。"),
        t.staff("小鹿", "后台设的是 168 小时，没超。", "页面怎么写就怎么算，后台设多少没用。"),
        question="店里该赔多少元？没有超时填 0。",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "page_claim": claim,
            "promise_ship_hours": 168,
            "paid_at": paid,
            "shipped_at": paid + timedelta(hours=t.number(least, most)),
        },
    )


def number_uploaded(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, least=100), t.at(t.day("2026-11-10", "2026-11-16"))
    uploaded = paid + timedelta(hours=t.number(30, 47))
    return t.story(
        t.one("快递到底什么时候拿走的？", "你们说发了，物流上不是这样写的。"),
        t.staff("阿灯", f"单号 {uploaded:%m-%d %H:%M} 就传了，没超 48 小时。", "传单号不算发货，得看揽收。"),
        question="普通现货。店里该赔多少元？没有超时填 0。",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "paid_at": paid,
            "shipped_at": uploaded + timedelta(hours=t.number(20, 23)),
        },
        extra=(("上传单号", f"{uploaded:%Y-%m-%d %H:%M:%S}"),),
    )


def exactly_the_limit(t: Teller) -> Story:
    thing = t.goods(*SMALL, least=100)
    route, hours = t.one(("near", 48), ("cross", 72), ("remote", 120))
    return t.story(
        t.one("又停了，刚好满这个钟点，该赔了吧？", "我掐着表的，到点了，赔。"),
        t.staff("小鹿", "到点就算超时，赔 5%。", "正好这么久不算，超过了才算。"),
        question="轨迹停了正好这么久，一分不多。店里该赔多少元？不到线填 0。",
        ask="extra",
        aim="not_overdue",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen, "route": route, "track_gap_hours": hours},
    )


def wrong_address(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, least=100), t.at(t.day("2026-11-10", "2026-11-15"))
    return t.story(
        t.one("地址我填错了，打电话也没接到。可你们就是晚发了，赔。", "门牌号是我写错的，不过晚发货总要赔吧？"),
        t.staff("阿灯", "发晚了就先赔，别吵。", "地址无效留了痕，这种晚不赔。"),
        question="查实是收货地址无效，仓库因此没法交寄，已经留痕。店里该赔多少元？不用赔填 0。",
        ask="extra",
        aim="seller_not_liable",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "paid_at": paid,
            "shipped_at": paid + timedelta(hours=t.number(60, 90)),
        },
        told={"excused": True},
    )


def lost(t: Teller) -> Story:
    thing, chosen = t.goods(*SMALL, least=60), t.one("seller", "seller", "buyer")
    return t.story(
        t.one("包裹丢了，快递也承认了。", "快递说找不到了，这钱找谁要？"),
        t.staff(
            "小鹿",
            "丢件不归我们，让顾客自己找快递赔。" if chosen == "seller" else "不管谁选的快递，丢了都是我们赔。",
            "快递是我们选的，没签收丢了归我们。" if chosen == "seller" else "快递是顾客自己选的，交出去风险就转了。",
        ),
        question="包裹在路上丢了，没有签收。这个损失由谁承担？由店里承担的，填该退多少元，不由店里承担填 0。",
        ask="refund",
        aim="seller_liable" if chosen == "seller" else "seller_not_liable",
        goods=thing,
        card={"price": thing.fen, "courier_chosen_by": chosen, "paid_on": TODAY - timedelta(days=t.number(5, 9))},
        told={"lost_in_transit": True},
    )


LEVELS: Levels = {
    1: (late, in_time, stuck, no_pickup, sold_out, other_carrier),
    2: (small_order, dear_order, page_says_stock, number_uploaded, exactly_the_limit, wrong_address, lost),
}
