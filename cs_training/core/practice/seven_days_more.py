"""Practice cases of lesson 07, level 2: a colleague has an opinion."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from cs_training.core.practice.seven_days import MADE, MARKED
from cs_training.core.practice.seven_days_case import WORN, days_later, received, week_case
from cs_training.core.practice.seven_days_faults import red_face, seam_came_open
from cs_training.core.practice.seven_days_money import creased_box, freight_kept, gift_missing
from cs_training.core.practice.story import Levels, Story, Teller


def last_evening(t: Teller) -> Story:
    thing, since = t.goods(*WORN), received(t)
    late = datetime.combine(since.date() + timedelta(days=7), time(23, t.number(40, 58), t.number(0, 59)))
    return week_case(
        t,
        thing,
        since,
        late,
        t.one("今天最后一天吧，我赶上了。", "卡着点来的，别说我过期啊。", "没用过，想退，今天还算数吧？"),
        t.staff(
            "小鹿",
            ("签收那天就算第一天，今天第八天了，拒掉。", "都七天了，过了。", "客服下班了才点的，不算今天。"),
            ("签收那天不算，今天正好第 7 天，到夜里 12 点才关。", "还没到零点，来得及。"),
        ),
        aim="accept_return",
    )


def one_day_late(t: Teller) -> Story:
    thing, since = t.goods(*WORN), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 8, 8),
        t.one("就晚了一天，通融一下。", "昨天忙忘了，今天退，没用过。", "签收那天不算，今天第七天吧？"),
        t.staff(
            "阿灯",
            ("当天不算，今天才第 7 天，同意吧。", "多一天没关系，系统看不出来。"),
            ("昨天夜里就到点了，今天是第 8 天。", "第 7 天是昨天，这单过了。"),
        ),
        aim="reject_return",
    )


def not_confirmed(t: Teller) -> Story:
    sure = t.one(True, True, False)
    # The shop's page has that step for some underwear and not for other.
    thing, since = t.goods("underwear", word="莫代尔" if sure else t.one("文胸", "保暖内衣")), received(t)
    no, yes = "下单时单独点过确认，可以不退。", "下单没有单独确认这一步，不能当例外。"
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 5),
        t.one("买错码了，袋子没拆，能退吗？", "没拆封，想退。你们不会说贴身的都不退吧？", "一次没穿，包装原样，退。"),
        t.staff("小鹿", "没拆封就得退。" if sure else "贴身的法律规定不能退。", no if sure else yes),
        aim="reject_return" if sure else "accept_return",
        card={"category": "underwear", "confirmed_no_return": sure},
        told={"opened": False},
    )


def ticked_beforehand(t: Teller) -> Story:
    thing, since = t.goods("underwear", "gold", word=t.one("莫代尔", "足金")), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 5),
        t.one(
            "没拆过，想退。什么时候我同意不退了？", "全新没动，怎么说我确认过不退？", "包装没开，退。那个勾我没点过。"
        ),
        t.staff(
            "阿灯",
            ("下单时那个勾是打上的，就算同意了。", "有这一步就行，谁打的勾不要紧。"),
            ("勾是页面替顾客打的，不算确认。", "默认打勾不作数，得顾客自己点。"),
        ),
        aim="accept_return",
        card={"category": thing.category, "default_checked": True},
        told={"opened": False},
        extra=(("下单页", "那天改版出错，勾被系统先打上了，第二天已经改回"),),
    )


def engraved(t: Teller) -> Story:
    word, said = t.one(*MADE.items())
    thing, since = t.goods("custom", word=word), received(t, "2026-11-09", "2026-11-17")
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 4),
        t.one(*said),
        t.staff(
            "阿灯",
            ("没过七天，又没用过，退吧。", "做得再准，顾客不想要就得退。"),
            ("照顾客一个人的要求做的，不能无理由退。", "做出来没错，后悔不算理由。"),
        ),
        aim="reject_return",
        card={"category": "custom"},
        extra=(("下单页", MARKED),),
    )


def washed(t: Teller) -> Story:
    thing, since = t.goods("clothing"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 3, 6),
        t.one("洗了一水觉得不软，退。", "穿了两天，洗干净了，能退吧？", "下过水晾干了，看着跟新的一样，退。"),
        t.staff(
            "小鹿",
            ("在七天里就得退，洗没洗不管。", "洗干净了也算完好。"),
            ("洗过就超出试穿了，不算完好。", "试穿可以，下水不行。"),
        ),
        aim="reject_return",
        told={"used": True},
    )


def snack_opened(t: Teller) -> Story:
    thing, since = t.goods("food"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 1, 5),
        t.one(
            "袋子撕开尝了一口，不爱吃，退。", "封口拆了，就吃了几个，太甜。", "打开闻了闻不喜欢，里面那层也撕了，退。"
        ),
        t.staff(
            "阿灯",
            ("就尝了一口，不影响，退吧。", "天猫七天无理由，吃的也一样退。"),
            ("吃的东西密封一撕，就不算完好了。", "里层封口开了，不能无理由退。"),
        ),
        aim="reject_return",
        card={"category": "food"},
        told={"opened": True, "seal_broken": True},
    )


def colour_is_no_order(t: Teller) -> Story:
    thing, since = t.goods("clothing", word="现织"), received(t)
    return week_case(
        t,
        thing,
        since,
        days_later(t, since, 2, 6),
        t.one(
            "颜色选错了，没戴过，吊牌在，退。",
            "现织的也能退吗？我没戴，吊牌没拆。",
            "挑的颜色不配衣服，全新的，牌子都在。",
        ),
        t.staff(
            "小鹿",
            ("给顾客现织的，属于定制，不退。", "现织的都不退。"),
            ("颜色是页面上选的，不算给一个人定做。", "五种颜色谁都能选，不是定制。"),
        ),
        aim="accept_return",
        told={"custom": False, "tag_removed": False},
        extra=(("规格", "页面五色里选的，没有个人要求"),),
    )


LEVELS: Levels = {
    2: (
        last_evening, one_day_late, not_confirmed, ticked_beforehand, engraved, washed, snack_opened,
        colour_is_no_order, creased_box, gift_missing, freight_kept, red_face, seam_came_open,
    ),
}  # fmt: skip
