"""What the learner is told of a decision: the words that speak for it, and what to change first."""

from dataclasses import replace

import pytest

from cs_training.core.judging.advising import advise
from cs_training.core.judging.assessment import CODES, LABELS, Advice, Evidence, Violation
from cs_training.core.judging.deciding import Decided
from cs_training.core.judging.explaining import explain
from cs_training.core.judging.judge import Judge, Signal, Wording
from cs_training.core.judging.model import Model
from cs_training.core.judging.reading import read

JUDGE = Judge({"upset": ("气死",), "stock": ("抱歉",)}, {}, (), (), {}, (), {}, Model((), (), {}))


def signal(*says, label="tone", positive=True, why="讲解。"):
    return Signal(id="-".join(says), label=label, positive=positive, why=why, says=says)


def decided(given=(), **more):
    """Every label decided: those given are given, and some are replaced."""
    return {one: more.get(one, Decided(one in given, 0.9, unsure=False, veto="", place=None)) for one in LABELS}


def vetoed(veto, place):
    return Decided(given=False, confidence=0.9, unsure=False, veto=veto, place=place)


def violation(code, reply, words):
    start = reply.index(words)
    return Violation(code, start, start + len(words), words, "换个说法。", CODES[code].severity)


class TestEvidence:
    SIGNALS = (
        signal("请", why="有礼貌。"),
        signal("您", why="用了您。"),
        signal("滚", "烦", positive=False, why="赶人。"),
        signal("查", label="solution", why="去查。"),
    )

    def evidence(self, reply, *, signals=SIGNALS, facts=None, **more):
        judge = replace(JUDGE, signals=signals)
        return explain(read(reply, judge, facts=facts), decided(more.pop("given", ()), **more))

    def test_a_label_given_shows_the_words_for_it_where_they_were_typed(self):
        assert self.evidence("➕ 请 您 滚", given=["tone"])["tone"] == Evidence(((2, 3), (4, 5)), "有礼貌。")

    def test_a_label_not_given_shows_the_words_against_it(self):
        assert self.evidence("请滚")["tone"] == Evidence(((1, 2),), "赶人。")

    def test_without_a_word_for_or_against_it_a_sentence_says_what_is_there_or_missing(self):
        found = self.evidence("好", given=["tone"])

        assert found["tone"] == Evidence((), "礼貌、平实、清楚。")
        assert found["empathy"] == Evidence((), "没有接住她遇到的这件事：说到具体的那件事，再表示歉意或理解。")
        both = (self.evidence("好"), self.evidence("好", given=LABELS))
        assert len({evidence.reason for found in both for evidence in found.values()}) == 2 * len(LABELS)

    def test_at_most_three_stretches_are_shown_none_over_another(self):
        signals = (signal("一二"), signal("二三"), signal("三|四|五"))

        found = self.evidence("一二三四五", signals=signals, given=["tone"])["tone"]

        assert found.spans == ((0, 2), (2, 3), (3, 4))

    def test_facts_that_were_used_speak_for_the_clarification_if_it_is_given(self):
        facts = {"商品": "青苔卫衣"}

        assert self.evidence("好，青苔卫衣", facts=facts, given=["clarification"])["clarification"].spans == ((2, 6),)
        assert self.evidence("好，青苔卫衣", facts=facts, given=["tone"])["clarification"].spans == ()
        assert self.evidence("好，青苔卫衣", facts=facts, given=["tone"])["tone"].spans == ()

    def test_a_veto_is_its_own_reason_and_shows_its_own_place(self):
        found = self.evidence("请 查 ", solution=vetoed("对不上。", (1, 2)), tone=vetoed("没有写字。", None))

        assert found["solution"] == Evidence(((2, 3),), "对不上。")
        assert found["tone"] == Evidence((), "没有写字。")


def advised(reply, *wordings, given=(), codes=(), signals=(), facts=None, topics=(), about="", **more):
    judge = replace(JUDGE, wordings=wordings, signals=signals, topics=dict(topics))
    violations = [violation(code, reply, words) for code, words in codes]
    return advise(read(reply, judge, facts=facts, customer=about), decided(given, **more), violations)


def say(about, after="", **more):
    return Wording(about=about, say=f"改{about}。", after=after, **more)


class TestAdviceOnLabels:
    def test_each_label_missing_with_a_wording_is_advised_the_most_useful_first(self):
        found = advised("好", say("tone"), say("solution"), say("ownership"), given=["ownership"])

        assert found == (Advice("solution", 25, "改solution。"), Advice("tone", 10, "改tone。"))

    def test_a_label_that_brings_nothing_under_a_violation_says_so(self):
        found = advised("微信", say("tone"), given=["solution", "ownership"], codes=[("blame_shift", "微信")])

        assert [(one.about, one.gain) for one in found] == [("blame_shift", 10), ("tone", 0)]

    def test_the_first_wording_is_taken_that_fits_topic_and_facts(self):
        wordings = (
            say("tone", "退：{退款}"),
            say("tone", "物流", topics=("物流",)),
            say("tone", "随便"),
            say("tone", "后面"),
        )
        told = {"topics": {"尺码": ("尺码",), "物流": ("快递", "尺码表")}}

        assert [one.after for one in advised("好", *wordings, about="快递呢", **told)] == ["物流"]
        assert [one.after for one in advised("好", *wordings, about="尺码表呢", **told)] == ["随便"]
        assert [one.after for one in advised("好", *wordings, facts={"应退": "9 元"}, **told)] == ["退：9元"]

    def test_no_wording_that_fits_is_no_advice(self):
        assert advised("好", say("tone", "{商品}"), say("empathy", topics=("物流",))) == ()

    @pytest.mark.parametrize(
        ("after", "facts", "filled"),
        [
            ("{商品}好", {"Product": "碗。"}, "碗好"),
            ("{商品}退{实付}", {"商品": "碗", "实付": "共 86.5 元"}, "碗退86.5元"),
            ("{实付}", {"实付金额": "见订单", "付款": "9元"}, "9元"),
            ("{实付}", {"实付": "¥9"}, None),
            ("{商品}退{实付}", {"商品": "碗"}, None),
            ("{物流}", {"物流": "19日到杭州，86元"}, "19日到杭州，86元"),
        ],
    )
    def test_gaps_are_filled_from_the_screen_or_the_wording_is_passed_over(self, after, facts, filled):
        assert [one.after for one in advised("好", say("tone", after), facts=facts)] == ([filled] if filled else [])

    def test_the_sentence_before_is_the_one_that_speaks_against_the_label(self):
        signals = (signal("好"), signal("查", label="solution", positive=False), signal("滚", positive=False))

        (found,) = advised("好。你 滚 吧！查", say("tone"), signals=signals)

        assert found.before == "你 滚 吧"

    def test_a_veto_is_told_first_with_its_sentence(self):
        (found,) = advised("好。退99元。查", say("solution"), solution=vetoed("对不上。", (2, 6)))

        assert (found.say, found.before) == ("对不上。改solution。", "退99元")

    def test_a_veto_of_the_whole_reply_has_no_sentence(self):
        (found,) = advised("", say("tone"), tone=vetoed("没有写字。", None))

        assert found.before == ""

    def test_marks_alone_are_no_sentence(self):
        (found,) = advised("！！", say("tone"), signals=(signal("！", positive=False),))

        assert found.before == ""


class TestAdviceOnRedLines:
    def test_the_sentence_with_the_words_is_shown_with_a_way_to_say_it(self):
        found = advised("好。您 加微信 吧", say("off_platform", "就在这里说"), codes=[("off_platform", "微信")])

        assert found == (Advice("off_platform", 10, "改off_platform。", "您 加微信 吧", "就在这里说"),)

    def test_without_a_wording_the_red_line_itself_says_what_to_do(self):
        assert advised("微信", codes=[("off_platform", "微信")]) == (
            Advice("off_platform", 10, "换个说法。", "微信", ""),
        )

    def test_a_hard_one_costs_all_that_the_labels_would_bring(self):
        (found,) = advised("微信", given=["solution", "tone"], codes=[("off_platform", "微信")])

        assert found.gain == 25 + 10 + 10

    def test_a_soft_one_costs_what_lies_over_the_cap(self):
        (found,) = advised("最好", given=LABELS, codes=[("absolute_claim", "最好")])

        assert found.gain == 60

    def test_of_two_soft_ones_neither_alone_brings_a_point(self):
        found = advised("最好，找快递", given=LABELS, codes=[("absolute_claim", "最好"), ("blame_shift", "找快递")])

        assert [one.gain for one in found] == [0, 0]

    def test_beside_a_hard_one_a_soft_one_brings_nothing(self):
        found = advised("最好，微信", given=LABELS, codes=[("absolute_claim", "最好"), ("off_platform", "微信")])

        assert [(one.about, one.gain) for one in found] == [("off_platform", 100), ("absolute_claim", 0)]
