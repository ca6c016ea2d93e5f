"""Practice cases of lesson 06, level 3: seconds, old versions, presales, caps, agreed dates."""

from __future__ import annotations

from datetime import timedelta

from cs_training.core.practice.shipping import SMALL
from cs_training.core.practice.story import Levels, Story, Teller


def to_the_second(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, least=100), t.at(t.day("2026-11-09", "2026-11-17"))
    late = t.one(-1, 0, 1, 2)
    return t.story(
        t.one("我掐着表的，揽收的时候过点了没有？", "精确到秒，你给我看看超没超。"),
        t.staff(
            "小鹿",
            ("差一两秒，没人会算，不赔。" if late > 0 else "踩着点也算晚，赔吧。"),
            ("过了一秒也是过了。" if late > 0 else "没过 48 小时，不算延迟。"),
        ),
        question="普通现货，付款后 48 小时，精确到秒。店里该赔多少元？没有超时填 0。",
        ask="extra",
        aim="penalty" if late > 0 else "not_overdue",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "paid_at": paid,
            "shipped_at": paid + timedelta(hours=48, seconds=late),
        },
    )


def admitted_at_the_moment(t: Teller) -> Story:
    thing, due = t.goods(*SMALL, least=100), t.at(t.day("2026-11-17", "2026-11-20"), 10, 18).replace(second=0)
    return t.story(
        t.one("到底有货没货，给句话。", "约好的时间到了，货呢？"),
        ("阿灯", "没货了，我在平台上点了承认缺货，跟顾客商量好了走平台赔付。"),
        question="一周发货的单，店里主动承认缺货。除了退款，另赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "promise_ship_hours": 168,
            "paid_at": due - timedelta(hours=168),
            "ship_by": due,
            "admitted_stockout_at": due + timedelta(seconds=t.one(-60, -1, 0, 1, 60)),
        },
    )


def old_version(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, least=100), t.at(t.day("2026-03-28", "2026-04-20"))
    return t.story(
        t.one("翻旧账：那单你们说没货，赔少了吧？", "几个月前缺货的那单，我重新算了一遍。"),
        t.staff("小鹿", "及时承认缺货就是 10%，一直都这样。", "规则改过，要看付款那天是哪一版。"),
        question="承诺 240 小时发货，店里在应发货时刻之前主动承认缺货、走了平台赔付。按付款那天的规则，该赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "promise_ship_hours": 240,
            "paid_at": paid,
            "admitted_stockout_at": t.at(paid.date() + timedelta(days=t.number(5, 9))),
        },
    )


def paid_presale(t: Teller) -> Story:
    thing = t.goods("clothing", "shoes", "appliance", least=140)
    paid = t.at(t.day("2026-11-01", "2026-11-08"))
    return t.story(
        t.one("预售等了这么久还晚，赔多少？", "全款预售，说 10 天，超了。"),
        t.staff("小鹿", "延迟发货都是 5%。", "全款预售有自己的比例，别套现货的。"),
        question="店里该赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "presale": "full",
            "promise_ship_hours": 240,
            "paid_at": paid,
            "shipped_at": paid + timedelta(hours=t.number(245, 300)),
        },
    )


def several_orders(t: Teller) -> Story:
    orders = [t.number(60, 99) * 100, t.number(300, 900) * 100, t.number(2000, 9500) * 100]
    paid = t.at(t.day("2026-11-09", "2026-11-15"))
    return t.story(
        t.one("我给班里分三单拍的，三单都晚了，一起算。", "同一天三单，一单都没按时发。"),
        t.staff("小鹿", "三单加起来乘 5%，再封顶 50。", "每单分开算，各有上下限，再加起来。"),
        question="三单都是普通现货，同一天付款，都晚了几小时。一共该赔多少元？",
        ask="extra",
        aim="penalty",
        card={
            "platform": "tmall",
            "orders": orders,
            "paid_at": paid,
            "shipped_at": paid + timedelta(hours=t.number(50, 70)),
        },
    )


def late_and_odd(t: Teller) -> Story:
    thing = t.goods("appliance", "clothing", "home", "shoes", least=100)
    route, hours = t.one(("near", 96), ("cross", 120), ("remote", 168))
    return t.story(
        t.one("不光停了这么多天，还先超时了，两样一起赔。", "超时 5%，异常 20%，加起来 25%，打款吧。"),
        t.staff("阿灯", "那就两档加起来给顾客。", "不叠加，按重的那一档。"),
        question="先到了超时的线，又停到现在正好这么久。一共该赔多少元？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen, "route": route, "track_gap_hours": hours + t.one(0, 0, 6)},
    )


def agreed_later(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, least=100), t.at(t.day("2026-11-09", "2026-11-13")).replace(second=0)
    new = (paid + timedelta(days=5)).replace(hour=18, minute=0)
    late = t.one(-3, 2)
    return t.story(
        t.one("我是点过同意改时间，可还是等了好几天，赔。", "改期我确认过的。现在这样算不算晚？"),
        t.staff(
            "小鹿",
            "超过 48 小时就是延迟，赔吧。" if late < 0 else "改过时间了，晚多久都不算。",
            "顾客确认过新时间，按新时间看。",
        ),
        question="原来承诺 48 小时，期内用协商工具改了时间。店里该赔多少元？没有超时填 0。",
        ask="extra",
        aim="penalty" if late > 0 else "not_overdue",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "paid_at": paid,
            "agreed_ship_by": new,
            "shipped_at": new + timedelta(hours=late),
        },
    )


def three_days_on(t: Teller) -> Story:
    thing, paid = t.goods(*SMALL, least=100), t.at(t.day("2026-11-10", "2026-11-14"))
    now = paid + timedelta(hours=120 + t.one(0, 1, 5))
    return t.story(
        t.one("到现在还没发，按延迟赔我可不认。", "我等到今天都没有揽收，怎么赔？"),
        t.staff("阿灯", "晚发货，5%。", "过了该发的时间满三天还没揽收，要按缺货看。"),
        question="普通现货，48 小时的承诺，现在还没有揽收。除了退款，另赔多少元？",
        ask="overdue",
        aim="penalty",
        goods=thing,
        card={
            "platform": "tmall",
            "price": thing.fen,
            "promise_ship_hours": 48,
            "paid_at": paid,
            "now_at": now,
        },
        on=now.date(),
    )


LEVELS: Levels = {
    3: (
        to_the_second, admitted_at_the_moment, old_version, paid_presale, several_orders, late_and_odd, agreed_later,
        three_days_on,
    ),
}  # fmt: skip
