"""
What ``assess`` promises of every reply, whatever it says, and what it makes of odd ones.

How well it judges is measured elsewhere (``cs-training train``); here stand the contract and the traps.
"""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cs_training.content.bank import open_bank
from cs_training.core.judging.assessment import CODES, COMPLIANCE, LABELS, SOFT_CAP, WEIGHTS
from cs_training.core.reply import assess

JUDGE = open_bank().judge
LATE = {
    "customer": "五天了还没到！我周末要用的，到底管不管？",
    "scenario": "物流停了三天，顾客着急",
    "facts": {"订单号": "GLH-1117-0042", "商品": "青苔连帽卫衣", "实付": "129元", "物流": "11月19日到达杭州后没有更新"},
}
GOOD = (
    "等了五天又赶着周末穿，换谁都急，抱歉。我看到这件卫衣19号到杭州就没动，现在我就去催快递核实，"
    "今天18点前在这里给您结果；周五还不动，补发或者全额退129元您选一个。"
)


def judged(reply, **more):
    return assess(reply, judge=JUDGE, **(LATE | more))


class TestTheContract:
    @given(st.text(max_size=120), st.text(max_size=40), st.dictionaries(st.text(max_size=8), st.text(max_size=20)))
    @settings(max_examples=150, deadline=None)
    def test_any_text_is_judged_and_the_judgement_is_plain_json(self, reply, customer, facts):
        found = assess(reply, judge=JUDGE, customer=customer, facts=facts)

        assert tuple(found.labels) == tuple(found.confidence) == tuple(found.evidence) == LABELS
        assert all(type(given) is bool for given in found.labels.values())
        assert all(0 <= sure <= 1 for sure in found.confidence.values())
        assert set(found.unsure) <= set(LABELS)
        assert found.band in range(4)
        assert found.score in range(101)
        assert json.loads(json.dumps(found.as_data(), allow_nan=False))["score"] == found.score

    @given(st.text(alphabet="加微信薇vx➕ ，。我您退款好评返现最第一保证不能找快递66元", min_size=1, max_size=60))
    @settings(max_examples=150, deadline=None)
    def test_spans_are_places_in_the_reply_as_typed(self, reply):
        found = judged(reply)

        for one in found.violations:
            assert reply[one.start : one.end] == one.text != ""
            assert one.severity == CODES[one.code].severity
        for evidence in found.evidence.values():
            assert all(0 <= start < end <= len(reply) for start, end in evidence.spans)
            assert evidence.reason

    @given(
        st.text(
            alphabet="加微信薇vx➕，。我您退款好评返现最第一保证不能找快递66元抱歉着急马上今天", min_size=1, max_size=60
        )
    )
    @settings(max_examples=150, deadline=None)
    def test_score_and_band_follow_from_labels_and_violations(self, reply):
        found = judged(reply)

        earned = sum(WEIGHTS[label] for label, given in found.labels.items() if given)
        hard = any(one.severity == "hard" for one in found.violations)
        sound = found.labels["solution"] and found.labels["tone"]
        if hard:
            assert (found.score, found.band) == (0, 0)
        elif found.violations:
            assert (found.score, found.band) == (min(earned, SOFT_CAP), int(sound))
        elif any(char.isalnum() for char in reply):
            assert found.score == earned + COMPLIANCE
            full = 3 if sum(found.labels.values()) >= 5 else 2
            assert found.band == (full if sound else int(any(found.labels.values())))

    def test_the_same_reply_is_judged_the_same_every_time(self):
        assert judged(GOOD) == judged(GOOD)

    @pytest.mark.parametrize("facts", [None, {}, {"": ""}, {"金额": 86, "x": None, "y": ["a"]}])
    def test_facts_may_be_missing_or_strange(self, facts):
        assert judged(GOOD, facts=facts).band >= 2

    def test_a_reply_of_ten_thousand_characters_is_judged(self):
        assert judged(GOOD * 100).score >= 0


class TestWhatAReplyIsWorth:
    def test_a_full_reply_has_every_label_and_no_advice_is_left(self):
        found = judged(GOOD)

        assert (found.band, found.score, found.violations) == (3, 100, ())
        assert found.advice == ()

    def test_a_bare_wait_has_tone_at_most(self):
        assert judged("亲，请耐心等待哦").band <= 1

    def test_advice_is_ordered_by_what_it_brings(self):
        gains = [one.gain for one in judged("请耐心等待").advice]

        assert gains == sorted(gains, reverse=True)
        assert gains[0] == WEIGHTS["solution"]

    def test_the_sentence_advised_brings_the_label(self):
        reply = "我来查。"
        for one in judged(reply).advice:
            mended = reply.replace(one.before, one.after) if one.before else reply + one.after

            assert judged(mended).labels[one.about], one

    def test_advice_fits_the_facts(self):
        found = judged("我们看看吧。", facts={"规则结论": "应全额退款129元，运费店铺承担"})

        after = next(one.after for one in found.advice if one.about == "solution")
        assert "应全额退款129元，运费店铺承担" in after

    def test_without_facts_no_gap_is_left_open(self):
        assert not any("{" in one.after for one in judged("在吗", facts={}).advice)


class TestFacts:
    def test_a_reply_against_the_facts_loses_the_solution_and_says_which_fact(self):
        found = judged(GOOD.replace("129元", "99元"), facts={"规则结论": "应退款129元"})

        assert not found.labels["solution"]
        assert "应退款129元" in found.evidence["solution"].reason

    def test_asking_for_what_is_known_loses_the_clarification(self):
        found = judged("麻烦您提供一下订单号，我马上去查。")

        assert not found.labels["clarification"]
        assert "GLH-1117-0042" in found.evidence["clarification"].reason


class TestRedLines:
    CALLS = ("加我微信vx778，我私下退您20元。", "您➕薇❤️细聊。", "五星好评截图返您5元。")

    @pytest.mark.parametrize("call", CALLS)
    def test_one_sentence_spoils_a_good_reply(self, call):
        found = judged(GOOD + call)

        assert (found.band, found.score) == (0, 0)
        assert found.advice[0].about in {one.code for one in found.violations}
        assert found.advice[0].before

    @pytest.mark.parametrize("call", CALLS)
    def test_no_courtesy_buys_it_off(self, call):
        assert judged(f"抱歉，{call}谢谢您的理解，祝您生活愉快！" + GOOD).band == 0

    @pytest.mark.parametrize(
        "reply",
        [
            "我们不会让您加微信，有事就在这里说。",
            "您说的加V退款，请不要相信，都是骗子。",
            "好评不好评都照样给您处理。",
            "今天最晚18点前发出，第一时间告诉您。",
            "面料是100%棉，一级能效。",
            "您刚才给过谁验证码吗",
            "对方是不是要过验证码",
            "把登录和支付密码都改掉",
            "群号和截图都留好",
            "原因选材质不符就好",
            "按真实原因填，别选七天无理由",
            "您是什么时候要穿，急着用吗？",
            "那您去投诉吧，有结果了让他们来找我们",
            "支持七天无理由退换哦",
            "定金是不退的，页面上都写着",
            "等仓库签收了再退您，现在还没签收，没法给您退款",
            "收空包领佣金的事我们不做",
            "补偿从订单里打给您，不私下转",
            "之前是我同事答应您的，这话算数，我来办",
            "那件发给您了，收件人李梅，地址是青石路8号，您看对不对。",
            "无理由换货运费由买家出",
            "质量问题换货运费我们出，无理由换货运费由买家出",
            "您可以向市场监管部门投诉，也可以起诉",
            "您要是想报警或者向网信部门投诉，我们全力配合",
            "不要告诉他验证码，也不要转账",
            "验证码不要告诉他，也不要转账",
            "25份原价422.5，满299减40再用10元券，372.5就能拿下",
            "他知道您哪些信息？几点打来的？号码是多少？",
            "对方的号码是多少？",
            "钱没动，不输密码就不扣",
            "先断电，安全第一，人没事吧？",
            "今晚安全第一，先住下",
        ],
    )
    def test_what_only_looks_like_one_is_none(self, reply):
        assert judged(reply).violations == ()

    @pytest.mark.parametrize(
        ("reply", "code"),
        [
            ("您刚才给过谁验证码吗，没给的话报给我", "privacy_leak"),
            ("您先把验证码发我，我帮您改密码", "privacy_leak"),
            ("把登录和支付密码都发我，我帮您改掉", "privacy_leak"),
            ("那件是李梅买的，她住在青石路8号", "privacy_leak"),
            ("群号发您了，截图留好，到时候找群主领券", "off_platform"),
            ("群号和截图都留好，回头进群领券", "off_platform"),
            ("原因别选材质不符", "change_refund_reason"),
            ("别按真实原因填，选七天无理由", "change_refund_reason"),
            ("原因选大小不合适，别选开胶", "change_refund_reason"),
            ("退款原因改成质量问题，全额退", "change_refund_reason"),
            ("您是什么时候瞎的，急着投胎吗？", "abuse"),
            ("您去投诉吧，投诉了一分钱都不退", "obstruct_complaint"),
            ("那您去投诉吧，没用的", "obstruct_complaint"),
            ("这款不支持七天无理由退换", "deny_legal_right"),
            ("支持七天无理由，但活动款不退", "deny_legal_right"),
            ("没货了，定金也不退的", "deny_legal_right"),
            ("是我们发不出货，定金不退", "deny_legal_right"),
            ("等查清原因再说，没办法给您退", "deny_legal_right"),
            ("空包今天给您发，佣金等您收货再返", "fake_orders"),
            ("评价帮我们改成五星，我私下给您转五块", "private_payment"),
            ("之前是我同事答应您的，您等他上班再问", "blame_shift"),
            ("鞋子上过脚就影响二次销售了，有穿过痕迹的我们都不收", "deny_legal_right"),
            ("收到以后给个五星，我们送您一份小礼物", "paid_review"),
            ("您改成无理由换货，运费由买家出", "change_refund_reason"),
            ("原因就选无理由换货，运费由买家出", "change_refund_reason"),
            ("您可以向市场监管部门投诉，没用的", "obstruct_complaint"),
            ("您可以向市场监管部门投诉，投诉了就别想退款", "obstruct_complaint"),
            ("您要是想向网信部门投诉，退款就作废", "obstruct_complaint"),
            ("您撤了投诉，我们全力配合", "obstruct_complaint"),
            ("不要告诉他验证码，告诉我就行", "privacy_leak"),
            ("不要转账给他，直接转到我支付宝", "private_payment"),
            ("25份原价422.5，今天372.5就能拿下", "price_fraud"),
            ("25份原价999，满299减40，直降到372.5", "price_fraud"),
            ("几点打来的？您的身份证号码是多少？", "privacy_leak"),
            ("对方的号码是138-0000-1234", "privacy_leak"),
            ("把密码报给我，不输密码就不扣", "privacy_leak"),
            ("您输一下密码，不输密码就不退", "privacy_leak"),
            ("我们家插座安全第一", "absolute_claim"),
            ("安全第一，保暖也是全网第一", "absolute_claim"),
        ],
    )
    def test_its_offending_sibling_is_one(self, reply, code):
        assert code in {one.code for one in judged(reply).violations}

    @pytest.mark.parametrize(
        ("customer", "reply"),
        [
            ("鞋子小了一码，想退", "退款原因选大小不合适就行"),
            ("到手不喜欢，想退", "退款原因选七天无理由就行"),
            ("我拍错了，退了吧", "退款原因选拍错"),
            ("鞋底开胶，我当时随手点的七天无理由", "退款原因改成质量问题，全额退给您"),
        ],
    )
    def test_a_reason_that_the_customer_gave_is_no_false_one(self, customer, reply):
        assert judged(reply, customer=customer, scenario="").violations == ()

    @pytest.mark.parametrize(
        ("customer", "reply"),
        [
            ("什么时候退给我", "退款原因选大小不合适就行"),
            ("鞋子小了一码，鞋底还开胶", "退款原因选大小不合适就行"),
            ("鞋子小了一码，想退", "退款原因选大小不合适就行，选别的影响我们"),
            ("鞋子小了一码，想退", "退款原因改成质量问题，全额退给您"),
            ("杯子碎了，不想要了", "退款原因选七天无理由就行"),
        ],
    )
    def test_a_reason_that_she_did_not_give_or_that_hides_hers_is_false(self, customer, reply):
        (found,) = judged(reply, customer=customer, scenario="").violations

        assert found.code == "change_refund_reason"

    def test_the_model_alone_finds_none(self):
        """Red lines need words: however bad a reply is, without a pattern it has no violation."""
        assert assess("加我微信vx778，五星好评返5元，滚。", judge=replace(JUDGE, red_lines=())).violations == ()


class TestOddReplies:
    @pytest.mark.parametrize("blank", ["", "   ", "\n", "。。。", "🙂"])
    def test_a_blank_reply_earns_nothing(self, blank):
        found = judged(blank)

        assert (found.score, found.band, any(found.labels.values())) == (0, 0, False)

    def test_stock_phrases_heaped_up_are_no_solution(self):
        found = judged("抱歉抱歉，非常理解您的心情，请您放心，马上处理，一定负责，感谢您的耐心等待，尽快核实反馈。")

        assert not found.labels["solution"]
        assert not found.labels["followup"]
        assert found.band <= 1

    def test_saying_it_five_times_earns_no_more_than_once(self):
        once = judged("我马上去催快递，今天18点前回您。")

        assert judged("我马上去催快递，今天18点前回您。" * 5).score <= once.score

    def test_a_template_with_open_gaps_is_no_solution(self):
        found = judged("亲，您的订单【订单号】将在XX月XX日前发出，请留意。")

        assert not found.labels["solution"]
        assert "空" in found.evidence["solution"].reason

    def test_another_language_is_left_to_the_instructor(self):
        assert judged("Hello, please wait for two days, thank you so much.").unsure == LABELS

    def test_a_reply_to_something_else_solves_nothing(self):
        assert judged("这款锅具适用于电磁炉，直径28厘米，喜欢可以拍下哦。").band <= 1
