"""Practice cases of lesson 10, levels 1 and 2: what nobody in the shop does, whoever asks for it."""

from __future__ import annotations

from cs_training.core.practice.card import yuan_text
from cs_training.core.practice.story import Levels, Story, Teller

ANY = ("clothing", "shoes", "home", "toy", "appliance", "tableware")
QUESTION = "这件事该怎么判？依据哪一条？"


def fake_orders(t: Teller) -> Story:
    fee = t.one(5, 8, 10)
    return t.story(
        (
            t.one("陌生账号", "冲量小王"),
            t.one(f"接单吗？我这边有人，拍一单返 {fee} 块，寄空包就行。", f"冲销量的，一单 {fee} 块，要多少有多少。"),
        ),
        t.staff(
            t.one("小鹿", "阿灯"),
            ("新店都这么起步，接吧。", "销量太难看了，先做一百单。"),
            ("这是刷单，不接，多半还是骗子。", "拍空单就是虚假交易，别理。"),
        ),
        question=QUESTION,
        ask="fake_order",
        aim="refuse_request",
    )


def pays_for_stars(t: Teller) -> Story:
    thing, fee = t.goods(*ANY), t.one(3, 5, 8)
    return t.story(
        t.one("别家都有好评返现，你们有吗？", "晒图五星，返多少？"),
        t.staff(
            t.one("小鹿", "阿灯"),
            (f"五星带图，私下返 {fee} 块，评分好看。", f"小额的没事，返 {fee} 块。"),
            ("返现换好评不能做，怎么评由顾客。", "一块钱也不返，评价不能买。"),
        ),
        question=QUESTION,
        ask="paid_review",
        aim="refuse_request",
        goods=thing,
    )


def off_the_platform(t: Teller) -> Story:
    thing, less = t.goods(*ANY), t.one(10, 20, 30)
    return t.story(
        t.one(
            f"加个微信转账吧，便宜 {less} 块。",
            f"不走平台，少 {less} 我直接转你。",
            f"扫码付给你，少收我 {less} 块行吗？",
        ),
        question=QUESTION,
        ask="off_platform",
        aim="refuse_request",
        goods=thing,
    )


def first_in_the_country(t: Teller) -> Story:
    thing = t.goods(*ANY)
    words = t.one("全网第一", "全国最好", "顶级")
    return t.story(
        t.one("你们家这个到底行不行？", "跟别家比怎么样？"),
        ("何总", f"就回“{words}”，这样才下单。"),
        *t.second("小鹿", "这种话说不得，报参数就好。"),
        question=QUESTION,
        ask="absolute_claim",
        aim="refuse_request",
        goods=thing,
    )


def cures(t: Teller) -> Story:
    thing, words = t.one(
        (t.goods("food", word="姜茶"), "能治痛经"),
        (t.goods("food", word="粥料"), "降血糖"),
        (t.goods("home", word="枕"), "治颈椎病"),
        (t.goods("appliance", word="台灯"), "防近视"),
    )
    return t.story(
        t.one(f"这个{words}吗？", f"听说{words}，是真的我就买。"),
        t.staff(t.one("小鹿", "阿灯"), f"说{words}，很多人都这么说。", f"不能说{words}，普通商品说不得。"),
        question=QUESTION,
        ask="medical_claim",
        aim="refuse_request",
        goods=thing,
    )


def delete_it(t: Teller) -> Story:
    thing = t.goods(*ANY)
    return t.story(
        t.one("收到有线头，我照实写了，两星。", "评价我写了实话，图也上了。"),
        ("何总", "去说一声，改成五星再处理。"),
        *t.second("小鹿", "评价不能让人改，先把线头的事办了。"),
        question=QUESTION,
        ask="change_review",
        aim="refuse_request",
        goods=thing,
    )


def another_reason(t: Teller) -> Story:
    thing = t.goods(*ANY)
    return t.story(
        t.one("退款原因我选了质量问题。", "已经申请了，原因写的是破损。"),
        ("小鹿", "让顾客把原因改成七天无理由，体验分好看。"),
        *t.second("阿灯", "原因是什么就是什么，不能让人改。"),
        question="照同事的话去做吗？依据哪一条？",
        ask="change_reason",
        aim="refuse_request",
        goods=thing,
    )


def little_thanks(t: Teller) -> Story:
    thing, coupon = t.goods(*ANY), t.one(300, 500, 1000)
    return t.story(
        t.one("东西挺好的，谢谢。", "收到了，蛮喜欢。"),
        ("何总", f"这不叫返现，叫感谢：晒五星的送 {yuan_text(coupon)}券，不晒的不送。"),
        *t.second("小鹿", "挑着五星送，还是拿券买好评。"),
        question=QUESTION,
        ask="paid_review",
        aim="refuse_request",
        goods=thing,
    )


def commission_owed(t: Teller) -> Story:
    sum_owed = t.number(3, 9) * 100
    return t.story(
        t.one(f"说好拍 30 单给 {sum_owed} 佣金，到现在没给，我要起诉。", f"帮你们刷了单，{sum_owed} 块佣金还不给？"),
        t.staff("阿灯", "毕竟说好的，合同总要守。", "刷单的约定不算数，佣金不能付。"),
        question="这笔刷单佣金的约定有效吗？依据哪一条？",
        ask="contract",
        aim="contract_void",
        told={"fake_order": True},
    )


def sale_goods(t: Teller) -> Story:
    thing = t.goods(*ANY)
    clause = t.one("特价商品，不退不换", "活动最终解释权归本店所有", "签收即视为认可质量合格")
    return t.story(
        t.one("你们页面这行字是什么意思？", "这条写着，我是不是就没办法了？"),
        t.staff("何总", "白纸黑字写了，下单就是同意。", "写了也不算数，这行字该改掉。"),
        question="页面上的这条条款站得住吗？依据哪一条？",
        ask="clause",
        aim="clause_void",
        goods=thing,
        card={"clause": clause},
    )


def led_away(t: Teller) -> Story:
    thing = t.goods(*ANY, least=60)
    return t.story(
        t.one("上次你们客服让我加微信付的，货没到。", "是你们的人叫我扫码付款的，钱付了没动静。"),
        t.staff("小鹿", "不是平台上的单，跟店里没关系。", "我们的人领出去的，我们要认。"),
        question="核实是店里的人把顾客引到站外付款的。货款谁负责？该退多少元？",
        ask="refund",
        aim="seller_liable",
        goods=thing,
        card={"price": thing.fen},
        told={"staff_led_off_platform": True},
    )


def shouted_back(t: Teller) -> Story:
    thing, first = t.goods(*ANY), t.one(True, False)
    return t.story(
        t.one("客服骂人，我录屏了，赔我。", "你们的人说话太难听，我投诉了，赔。"),
        ("阿灯", "回放看了：是顾客先骂的，我只回了一句“请您文明”。" if first else "我忍不住骂回去了，说了很难听的话。"),
        question="平台看完聊天记录，判了。店里另外赔多少元？不用赔填 0。",
        ask="extra",
        aim="seller_not_liable" if first else "penalty",
        goods=thing,
        card={"platform": "tmall"},
        told={"harassed": True, "buyer_abused_first": first},
        extra=(("平台判定", "辱骂投诉不成立" if first else "辱骂投诉成立"),),
    )


def just_for_you(t: Teller) -> Story:
    thing, less = t.goods(*ANY), t.one(5, 10, 15)
    return t.story(
        t.one("老顾客了，还能再少点吗？", "券都用了，还有别的办法便宜吗？"),
        (t.one("小鹿", "何总"), f"熟人了，扫个码私下付，便宜 {less} 块，平台看不见。"),
        *t.second("阿灯", "钱得走订单页，私下收的不行。"),
        question="照同事的话去做吗？依据哪一条？",
        ask="off_platform",
        aim="refuse_request",
        goods=thing,
    )


LEVELS: Levels = {
    1: (
        fake_orders,
        pays_for_stars,
        off_the_platform,
        first_in_the_country,
        cures,
        delete_it,
        another_reason,
        sale_goods,
    ),
    2: (little_thanks, commission_owed, led_away, shouted_back, just_for_you),
}
