"""Practice cases of lesson 10, level 3: what it costs, and claims that look like red lines and are not."""

from __future__ import annotations

from cs_training.core.practice.red_lines import ANY
from cs_training.core.practice.story import TODAY, Levels, Story, Teller


def reason_as_condition(t: Teller) -> Story:
    thing = t.goods(*ANY, least=60)
    return t.story(
        t.one("改了原因才给退，这是你们的话，我投诉了。", "质量问题你们让我写不喜欢，不写就卡着。"),
        ("小鹿", "我只是建议，又没逼人。"),
        *t.second("阿灯", "不改不退，就是拿它当条件了。"),
        question="查实店里以改退款原因作为退款的条件。退货款之外，另外赔多少元？依据哪一条？",
        ask="extra",
        aim="penalty",
        goods=thing,
        card={"platform": "tmall", "price": thing.fen, "requested_on": TODAY},
        told={"asked_change_reason": True},
    )


def harmless_clause(t: Teller) -> Story:
    thing = t.goods(*ANY)
    clause = t.one("请在开箱时拍照留存，便于我们尽快处理", "发票随货寄出，需要电子发票请在订单页申请")
    return t.story(
        t.one("这行字我看着像霸王条款。", "你们这条合不合法？"),
        t.staff("阿灯", "店里写的都算霸王条款，删了吧。", "这句没少给顾客什么，可以留着。"),
        question="核对过：它不减轻店里的责任，也不限制顾客的权利。这条站得住吗？没有专门规则管它的，依据选“按双方约定”。",
        ask="clause",
        aim="contract_valid",
        goods=thing,
        card={"clause": clause},
        told={"clause_limits": False},
    )


def threatens_with_stars(t: Teller) -> Story:
    thing, claim = t.goods(*ANY), t.one(20000, 50000, 88800)
    return t.story(
        t.one(f"给 {claim // 100} 块，我就不发差评。", f"{claim // 100} 块封口费，不然一天一条差评。"),
        t.staff("何总", "给吧，再请顾客写个五星。", "没有损失就不给，评价由顾客写。"),
        question="东西没有问题，也没有损失。这笔钱给吗？依据哪一条？",
        ask="excess_claim",
        aim="refuse_request",
        goods=thing,
        told={"claim_amount": claim},
    )


def swapped(t: Teller) -> Story:
    thing = t.goods("clothing", "shoes", "gold", least=100)
    return t.story(
        t.one("寄来就是假的，退一赔三。", "收到的不是正品，赔三倍。"),
        ("大刘", "仓库录像和称重都在：寄出的是真的，退回来的被换过。"),
        t.staff("小鹿", "说假就赔三倍，省得闹。", "录像对得上，不是我们造假，不赔三倍。"),
        question="查实是买家掉包。三倍赔偿给吗？另外赔多少元？不用赔填 0。",
        ask="extra",
        aim="no_punitive",
        goods=thing,
        card={"price": thing.fen},
        told={"buyer_fraud": True},
    )


def said_no_returns(t: Teller) -> Story:
    thing = t.goods("clothing", "shoes", "toy", "home")
    words = t.one("特价商品，不退不换", "清仓商品一经售出，概不退换")
    return t.story(
        t.one("特价的就不能退？我没穿没用，昨天才收到。", "你们写的不退不换，可东西我根本没动。"),
        t.staff("何总", "页面写了，看见了才买的。", "便宜不是不退的理由，这句不算数。"),
        question="页面上的这条条款站得住吗？依据哪一条？",
        ask="clause",
        aim="clause_void",
        goods=thing,
        card={"clause": words},
    )


def outside_and_back(t: Teller) -> Story:
    thing = t.goods(*ANY, least=80)
    return t.story(
        t.one("直播间小助手让我转的账，货不对。退我钱。", "扫你们主播给的码付的，收到的是坏的。"),
        t.staff("何总", "站外的单，平台管不着，别认。", "是我们的人给的码，钱得我们退。"),
        question="核实是店里的人引导顾客站外付款的。谁负责？一共该退多少元？",
        ask="total",
        aim="seller_liable",
        goods=thing,
        card={"price": thing.fen},
        told={"staff_led_off_platform": True},
    )


def every_one_says_so(t: Teller) -> Story:
    thing, words = t.one(
        (t.goods("food", word="姜茶"), "驱寒治感冒"),
        (t.goods("appliance", word="加湿器"), "预防感冒"),
        (t.goods("cosmetics", word="洁面"), "药妆级祛痘"),
    )
    return t.story(
        t.one(f"上一个客服跟我说{words}，你再确认一下。", f"评论里都写{words}，你们认不认？"),
        t.staff("小鹿", "顾客自己这么说的，我们顺着“是的”两个字，不算宣传。", "顺着说也算我们说的，不能认。"),
        question="顺着顾客的话说“是的”，行吗？依据哪一条？",
        ask="medical_claim",
        aim="refuse_request",
        goods=thing,
    )


LEVELS: Levels = {
    3: (
        reason_as_condition, harmless_clause, threatens_with_stars, swapped, said_no_returns, outside_and_back,
        every_one_says_so,
    ),
}  # fmt: skip
