"""Practice cases of lesson 11: who may see what, what may be asked for, and buyers who are not of age."""

from __future__ import annotations

from cs_training.core.practice.story import Levels, Story, Teller

ANY = ("clothing", "shoes", "home", "toy", "appliance", "tableware", "food")
QUESTION = "这件事该怎么办？依据哪一条？"


def stranger_asks(t: Teller) -> Story:
    thing = t.goods(*ANY)
    who = t.one("他同事", "他朋友", "他邻居")
    return t.story(
        ("陌生账号", t.one(f"帮我查下橘子汽水的收货地址，我是{who}。", f"我是{who}，把橘子汽水的电话给我。")),
        question=f"来问的不是买家本人，是{who}，也没有本人的同意。{QUESTION}",
        ask="personal_info",
        aim="refuse_request",
        goods=thing,
        told={"requester": "third_party"},
    )


def own_orders(t: Teller) -> Story:
    return t.story(
        t.one("我要一份自己的订单记录。", "你们存了我哪些信息？发我一份。", "今年买的东西列个单子给我，报销用。"),
        question=f"账号核实过，是买家本人。{QUESTION}",
        ask="personal_info",
        aim="provide_info",
        extra=(("身份", "登录账号一致，核实是本人"),),
        told={"requester": "self"},
    )


def no_more_messages(t: Teller) -> Story:
    return t.story(
        t.one(
            "别再给我发活动短信了。",
            "短信退订，一天三条烦死了。",
            "大促的消息别发我了，谢谢。",
            "你们的营销电话能不能停？",
        ),
        question=QUESTION,
        ask="stop_marketing",
        aim="stop_marketing",
    )


def forget_me(t: Teller) -> Story:
    what = t.one("生日和尺码", "孩子的姓名和照片", "会员资料")
    return t.story(
        t.one(f"我退会了，把{what}删掉。", f"{what}你们别留着了，删了。"),
        question=f"账号核实过，是买家本人，留它的目的也已经没有了。{QUESTION}",
        ask="delete_info",
        aim="delete_info",
        told={"requester": "self"},
    )


def not_needed(t: Teller) -> Story:
    thing, what = t.goods(*ANY), t.one("身份证正反面", "生日和职业", "银行卡照片")
    return t.story(
        t.one("申请退款为什么还要填这么多？", "买个东西还要登记这些？"),
        ("何总", f"退款登记表加一栏：{what}，好做核实。"),
        *t.second("小鹿", f"退款用不着{what}，多一栏都不该要。"),
        question=f"这笔退款用不着“{what}”，顾客也没有单独同意。收集它算什么？依据哪一条？",
        ask="collect_info",
        aim="illegal_collection",
        goods=thing,
        told={"necessary": False},
    )


def six_years_old(t: Teller) -> Story:
    thing = t.goods("toy", "appliance", least=100)
    return t.story(
        ("家长", t.one("孩子才这么点大，拿我手机点的，这单不算。", "小孩自己下的单，我刚看见，退。")),
        question="家长来说是孩子下的单，年龄核实过。合同怎么算？应退多少元？",
        ask="refund",
        aim="void_refund",
        goods=thing,
        card={"age": t.one(5, 6, 7), "price": thing.fen, "paid_on": t.day("2026-11-10", "2026-11-20")},
    )


def code_wanted(t: Teller) -> Story:
    thing, what = t.goods(*ANY), t.one("短信验证码", "支付密码", "屏幕共享")
    return t.story(
        t.one("退款怎么这么慢，要我做什么？", "退款卡住了，帮我弄一下。"),
        (t.one("小鹿", "阿灯"), f"让顾客把{what}给你，你替着点，快。"),
        *t.second("何总", f"{what}谁都不能要，教顾客自己点。"),
        question=f"退款走订单页，用不着“{what}”，顾客也没有同意。向顾客要它算什么？依据哪一条？",
        ask="collect_info",
        aim="illegal_collection",
        goods=thing,
        told={"necessary": False},
    )


def husband_asks(t: Teller) -> Story:
    thing = t.goods("gold", "clothing", "toy")
    return t.story(
        t.one("我是她老公，她这单寄哪儿了？告诉我地址。", "我老婆买的，把订单发我看看，一家人。"),
        t.staff(t.one("小鹿", "阿灯"), "一家人，给吧。", "家里人来问也不给，要本人。"),
        question=f"是买家的家人来问，没有本人的同意。{QUESTION}",
        ask="personal_info",
        aim="refuse_request",
        goods=thing,
        told={"requester": "third_party"},
    )


def for_the_parcel(t: Teller) -> Story:
    thing = t.goods(*ANY)
    return t.story(
        t.one("为什么非要我的电话和地址？", "收件电话能不写吗？你们要它干什么？"),
        t.staff("阿灯", "顾客嫌我们要信息，一项都不能要了吧？", "寄快递要用的三样可以要，别的不要。"),
        question="寄快递必须有收件人、电话和地址，店里只要这三项。能要吗？依据哪一条？",
        ask="collect_info",
        aim="provide_info",
        goods=thing,
        told={"necessary": True},
    )


def said_yes_in_writing(t: Teller) -> Story:
    thing = t.goods(*ANY)
    return t.story(
        t.one("我让我妹来问这单到哪了，你告诉她就行。", "我同意我同事查这单的物流，她马上来问。"),
        t.staff("小鹿", "别人来问一律不给，管它同没同意。", "本人写明同意了，只说物流这一项。"),
        question=f"买家本人在自己的账号里单独写了同意；现在被指定的那个人来问这单的物流。{QUESTION}",
        ask="personal_info",
        aim="provide_info",
        goods=thing,
        told={"requester": "third_party", "consent": True},
    )


def delete_for_another(t: Teller) -> Story:
    thing, who = t.goods(), t.one("他前同事", "她室友", "他表弟")
    return t.story(
        ("陌生账号", t.one(f"我是{who}，帮忙把橘子汽水的资料删了。", f"删掉橘子汽水的收货信息，我是{who}，替说一声。")),
        t.staff("阿灯", "删掉总没错吧，删了省事。", "不是本人来提的，不能删。"),
        question=f"提出的人是{who}，不是本人。{QUESTION}",
        ask="delete_info",
        aim="refuse_request",
        goods=thing,
        told={"requester": "third_party"},
    )


def with_papers(t: Teller) -> Story:
    thing, who = t.goods(), t.one("派出所", "市场监管局", "法院")
    return t.story(
        ("来访者", t.one(f"我们是{who}的，依法调取一笔订单，文书在这。", f"{who}，调取的文书和证件给你们看。")),
        t.staff("小鹿", "谁来都不能给，要保密。", "证件文书都核过，按范围给。"),
        question=f"主管核验过证件和调取文书，是依法调取的机关。{QUESTION}",
        ask="personal_info",
        aim="provide_info",
        goods=thing,
        told={"requester": "authority"},
    )


def colleague_curious(t: Teller) -> Story:
    thing = t.goods("custom", "underwear", "toy")
    return t.story(
        t.one("照片和尺寸我都传上去了，别外传啊。", "定做的资料发了，只给做的人看吧？"),
        (t.one("小鹿", "阿灯"), "发我看看，我转到群里大家学学。"),
        *t.second("何总", "不做这单的人，不该看这些资料。"),
        question=f"同事不做这单，就是想看顾客的资料，本人没有同意。{QUESTION}",
        ask="personal_info",
        aim="refuse_request",
        goods=thing,
        told={"requester": "colleague"},
    )


LEVELS: Levels = {
    1: (stranger_asks, own_orders, no_more_messages, forget_me, not_needed, six_years_old, code_wanted),
    2: (husband_asks, for_the_parcel, said_yes_in_writing, delete_for_another, with_papers, colleague_curious),
}
