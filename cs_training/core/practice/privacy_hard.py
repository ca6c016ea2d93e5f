"""Practice cases of lesson 11, level 3: buyers under age, and requests that sound reasonable."""

from __future__ import annotations

from datetime import timedelta

from cs_training.core.practice.story import TODAY, Levels, Story, Teller

WHO = "家长来说是孩子下的单，年龄核实过。"


def seven_years_old(t: Teller) -> Story:
    thing, age = t.goods("toy", "appliance", "gold", least=100), t.one(5, 6, 7, 8)
    small = age < 8
    return t.story(
        ("家长", t.one("孩子拿我手机下的单，我没同意，退。", "小孩自己点的，我不认这单。")),
        t.staff("小鹿", "号是家长的，谁点的都算家长买的。", "核实是孩子点的，家长不认，就不算数。"),
        question=f"{WHO}这笔买卖不算与年龄相适应的小额交易，家长不追认。合同怎么算？应退多少元？",
        ask="refund",
        aim="void_refund",
        goods=thing,
        card={"age": age, "price": thing.fen, "paid_on": t.day("2026-11-10", "2026-11-18")},
        told={} if small else {"consent": False, "age_appropriate": False},
    )


def parents_not_asked(t: Teller) -> Story:
    thing, age = t.goods("gold", least=500), t.one(12, 13, 14, 15)
    notified = TODAY - timedelta(days=t.one(4, 5, 6, 7, 8, 11, 12, 13, 14, 15))
    return t.story(
        ("团团", t.one("我用压岁钱买的，可以发货吗？", "这个我自己攒钱买的，快发呀。")),
        t.staff("小鹿", "钱都付了，发吧。", "先别发，等家长点头。"),
        question="下单人的年龄核实过，这笔与年龄不相适应；家长收到了催告，还没有表态。怎么办？家长最晚哪天表态？",
        ask="contract",
        aim="need_guardian_consent",
        goods=thing,
        card={"age": age, "notified_on": notified},
        told={"age_appropriate": False},
    )


def silence_is_no(t: Teller) -> Story:
    thing, age = t.goods("gold", least=500), t.one(12, 13, 14, 15)
    days = t.one(28, 29, 33, 34)
    return t.story(
        ("团团", t.one("等好久了，家里一直没回你们，发不发？", "我妈没说不行啊，那就是行。")),
        t.staff(
            "小鹿",
            "没反对就是同意，发货。" if days > 30 else "快三十天了，算作废。",
            "三十天过了没回音，算不同意。" if days > 30 else "三十天还没满，再等等。",
        ),
        question="下单人年龄核实过，与年龄不相适应；家长收到催告后一直没表态，30 天为限。怎么办？"
        "现在要退的填多少元，还不用退填 0。",
        ask="refund",
        aim="void_refund" if days > 30 else "need_guardian_consent",
        goods=thing,
        card={"age": age, "price": thing.fen, "notified_on": TODAY - timedelta(days=days)},
        told={"age_appropriate": False},
    )


def works_already(t: Teller) -> Story:
    thing, age = t.goods("appliance", "clothing", "shoes", least=120), t.one(16, 17)
    return t.story(
        ("家长", t.one("孩子未成年，买的东西不算，退。", "他还没满 18，我不同意，退钱。")),
        t.staff("小鹿", "没满 18 都不算数，退吧。", "满 16 岁，靠自己的工资过日子，算数。"),
        question="核实：下单人自己上班挣钱，靠这份工资生活，东西没有问题也没有申请退货。合同有效吗？",
        ask="contract",
        aim="contract_valid",
        goods=thing,
        card={"age": age},
        told={"own_income": True, "consent": False},
    )


def pocket_money(t: Teller) -> Story:
    thing, age = t.goods(most=46), t.one(9, 10, 12, 13)
    return t.story(
        ("家长", t.one("孩子没跟我说就买了，能不算吗？", "这单是小孩自己买的，我不知情。")),
        t.staff("小鹿", "小孩买的都不算，退。", "零花钱买的小东西，跟年龄合得上，算数。"),
        question="花的是零花钱，东西是孩子自己用的，与年龄相适应。合同有效吗？",
        ask="contract",
        aim="contract_valid",
        goods=thing,
        card={"age": age},
        told={"age_appropriate": True},
    )


def seller_of_the_same(t: Teller) -> Story:
    kind = t.goods()
    return t.story(
        ("同行店主", t.one("咱们换换退货多的顾客名单，都防着点。", f"买过{kind.name}的都有谁？名单发我，我的也给你。")),
        ("何总", "名单换一换，大家都少亏，名字打一半就行。"),
        *t.second("小鹿", "打一半也认得出人，顾客没同意，不给。"),
        question=f"名单上的人有些买过{kind.name}，本人都没有同意。这份名单给吗？依据哪一条？",
        ask="personal_info",
        aim="refuse_request",
        told={"requester": "third_party"},
    )


def birthday_first(t: Teller) -> Story:
    thing = t.goods("clothing", "cosmetics", "home")
    what = t.one("生日", "身份证号", "家里几口人")
    return t.story(
        t.one(f"预售要填{what}才优先发？", f"不填{what}就排后面，这合理吗？"),
        ("何总", f"{what}填了才排前面，自愿的，不填也能买。"),
        *t.second("小鹿", f"发货用不着{what}，拿排队换也不该要。"),
        question=f"发货用不着{what}，顾客没有单独同意，只是想早点收到。收集它算什么？依据哪一条？",
        ask="collect_info",
        aim="illegal_collection",
        goods=thing,
        told={"necessary": False, "consent": False},
    )


def parent_of_the_buyer(t: Teller) -> Story:
    thing, age = t.goods("toy", "digital"), t.one(9, 11, 13)
    return t.story(
        ("家长", t.one(f"孩子 {age} 岁，他在你们这买了什么？记录给我。", f"我是监护人，孩子 {age} 岁，要看他的订单。")),
        t.staff("阿灯", "账号是孩子的，别人来要都不给。", "核实是监护人，孩子又小，可以给看。"),
        question="监护关系核实过了。给不给？依据哪一条？",
        ask="personal_info",
        aim="provide_info",
        goods=thing,
        told={"requester": "guardian"},
    )


LEVELS: Levels = {
    3: (
        seven_years_old, parents_not_asked, silence_is_no, works_already, pocket_money, seller_of_the_same,
        birthday_first, parent_of_the_buyer,
    ),
}  # fmt: skip
