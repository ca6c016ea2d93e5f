"""The parts of the judge, each with a judge so small that the answer can be reckoned by hand."""

from dataclasses import replace

import pytest

from cs_training.core.judging.assessment import CODES, LABELS, Violation
from cs_training.core.judging.deciding import Decided, decide_labels, decide_violations
from cs_training.core.judging.features import ngrams, steps
from cs_training.core.judging.judge import Judge, RedLine, Signal
from cs_training.core.judging.model import Model
from cs_training.core.judging.odd import oddities
from cs_training.core.judging.patterns import either, pattern_source
from cs_training.core.judging.reading import read

WORDS = {"upset": ("气死",), "stock": ("抱歉", "放心", "理解", "马上"), "wechat": ("微信", "vx")}
JUDGE = Judge(WORDS, {}, (), (), {}, (), {}, Model((), (), {}))
NONE = dict.fromkeys(LABELS, 0.0)


def signal(label="tone", *, positive=True, **more):
    return Signal(**{"id": "one", "label": label, "positive": positive, "why": "讲解。", "says": ("好",)} | more)


def line(code="off_platform", **more):
    return RedLine(**{"id": "one", "code": code, "severity": CODES[code].severity, "why": "换个说法。"} | more)


def reading(reply, judge=JUDGE, **known):
    return read(reply, replace(judge, **{k: known.pop(k) for k in tuple(known) if hasattr(JUDGE, k)}), **known)


def features(reply, prefix, **known):
    return {name for name in reading(reply, **known).features if name.startswith(prefix)}


def decided(reading, **likely):
    return decide_labels(reading, NONE | likely)


class TestPatterns:
    @pytest.mark.parametrize(
        ("written", "meets", "misses"),
        [
            ("加 微信", ("加微信",), ("加 微信", "加我微信")),
            ("加 … 微信", ("加微信", "加" + "一" * 8 + "微信"), ("加" + "一" * 9 + "微信", "加我，微信")),
            ("加…微信", ("加我的微信",), ("加我，微信",)),
            ("加 …… 微信", ("加我，微信", "加" + "一" * 20 + "微信"), ("加我。微信", "加" + "一" * 21 + "微信")),
            ("加|添加 我|您", ("加我", "添加您"), ("加", "您")),
            ("加 {wechat}", ("加微信", "加vx"), ("加", "vx")),
            ("{wechat}号?", ("vx", "vx号", "微信号"), ("号",)),
        ],
    )
    def test_a_pattern_meets_what_it_says_and_nothing_else(self, written, meets, misses):
        pattern = either([pattern_source(written, WORDS)])

        assert all(pattern.fullmatch(one) for one in meets)
        assert not any(pattern.fullmatch(one) for one in misses)

    def test_a_list_that_there_is_not_is_an_error(self):
        with pytest.raises(KeyError, match="weixin"):
            pattern_source("{weixin}", WORDS)

    def test_no_pattern_meets_nothing(self):
        assert not either([]).search("什么都有")
        assert not either([]).search("")


class TestOddities:
    @pytest.mark.parametrize(
        ("oddity", "odd", "plain"),
        [
            ("blank", ("", "。。。", "🙂"), ("好", "1")),
            ("foreign", ("hello my dears", "please waiting今天快"), ("hello my dear", "please waitin今天快", "我用vx")),
            ("stuffed", ("抱歉，理解，放心，马上",), ("抱歉，理解，放心", "抱歉抱歉放心马上" + "查" * 8)),
            (
                "repeated",
                ("我去查查，我去查查，我去查查", "我去查查，我去查查，我去查查，他去查查，我去查查"),
                ("我去查查，我去查查", "我去查查，我去查查，他去查查，他去查查", "查查吧，查查吧，查查吧"),
            ),
            (
                "unfilled",
                ("您的{商品}", "【订单号】已发", "XX日前", "××元", "某某快递"),
                ("{}", "【一二三四五六七八九】", "X码", "maxx", "xxl码", "{" + "一" * 13 + "}"),
            ),
        ],
    )
    def test_what_is_odd_is_named_and_what_is_not_is_passed_over(self, oddity, odd, plain):
        assert all(getattr(oddities(reading(one).text, JUDGE), oddity) for one in odd)
        assert not any(getattr(oddities(reading(one).text, JUDGE), oddity) for one in plain)


class TestModel:
    MODEL = Model(("a", "b"), (0, 500), {"x": (0, 1000, 1, -500), "y": (1, 2000), "z": (0, 99_000_000)})

    @pytest.mark.parametrize(
        ("features", "a", "b"),
        [((), 0.5, 0.6225), (("x", "?"), 0.7311, 0.5), (("x", "y"), 0.7311, 0.8808), (("z",), 1, 0.6225)],
    )
    def test_a_head_adds_up_the_thousandths_of_what_is_there(self, features, a, b):
        assert self.MODEL.probabilities(features) == pytest.approx({"a": a, "b": b}, abs=1e-4)

    def test_nothing_is_quite_certain(self):
        assert 0 < Model(("a",), (-99_000_000,), {}).probabilities(())["a"] < 1e-9


class TestFeatures:
    def test_runs_of_one_to_three_characters_are_named_and_digits_are_alike(self):
        assert list(ngrams("退12元")) == [
            *("g:退", "g:0", "g:0", "g:元"),
            *("g:退0", "g:00", "g:0元"),
            *("g:退00", "g:00元"),
        ]

    def test_a_number_is_as_many_steps_as_it_is_high(self):
        assert list(steps("n", 2, 3)) == ["n:1", "n:2"]
        assert list(steps("n", 5, 3)) == ["n:1", "n:2", "n:3"]
        assert list(steps("n", 0, 3)) == []

    def test_two_concepts_meet_in_a_sentence_and_not_over_its_end(self):
        concepts = {"praise": ("好评",), "money": ("返", "红包")}

        assert features("好评返5元", "c:", concepts=concepts) == {"c:praise", "c:money", "c:praise+money"}
        assert features("好评。返5元", "c:", concepts=concepts) == {"c:praise", "c:money"}

    def test_a_signal_is_named_with_the_mood_and_whether_it_is_said_in_two_ways(self):
        signals = (signal(says=("好|行",)), signal(id="two", when="upset", says=("急",)))

        assert features("好，好，急", "s:", signals=signals) == {"s:one", "s:one:calm"}
        assert features("好，行", "s:", signals=signals) == {"s:one", "s:one:calm", "s:one:2"}
        assert features("急", "s:", signals=signals, customer="气死了") == {"s:two", "s:two:upset"}
        assert features("急", "mood", scenario="气死了") == {"mood:upset"}

    def test_red_lines_are_named_sure_or_not_and_their_cues_outright_or_not(self):
        lines = (line(sure=("微信",)), line("abuse", hint=("傻",), excuses=("quoted",)))

        assert features("微信，傻", ("v",), red_lines=lines) == {"v", "v:off_platform", "v:abuse?"}
        assert features("不傻", ("v",), red_lines=lines) == {"v:abuse?"}

    def test_facts_are_counted_by_use_by_number_and_by_word(self):
        facts = {"商品": "青苔卫衣", "实付": "129元", "结论": "支持七天无理由"}
        prefix = ("facts", "known", "new", "rule", "fact-w", "clash", "reasked")

        assert features("青苔卫衣129元，不是99元5", prefix, facts=facts) == {
            *("facts:1", "facts:2", "known-numbers:1", "new-numbers:1", "rule:grants"),
            *(f"fact-words:{n}" for n in (1, 2, 3)),
        }
        assert features("不能退，您买的是什么", prefix, facts=facts) == {"clash", "reasked", "rule:grants"}

    def test_the_customers_own_words_are_counted_with_her_mood(self):
        assert features("卫衣破了吗", "echoed", customer="卫衣破，气死") == {
            *("echoed:1", "echoed:2", "echoed-upset:1", "echoed-upset:2")
        }

    def test_the_shape_is_of_what_is_said_once(self):
        shape = ("len", "clauses", "question", "loud")

        assert features("我去查一查吧，好吗？", shape) == {"len:1", "clauses:1", "clauses:2", "question"}
        assert features("我去查。我去查。", shape) == {"clauses:1"}
        assert features("好！", shape) == {"clauses:1", "loud"}

    @pytest.mark.parametrize(("step", "length"), [*enumerate((6, 12, 20, 35, 55, 80, 120), start=1)])
    def test_each_step_of_the_length_is_behind_so_many_characters(self, step, length):
        assert f"len:{step}" not in features("一" * length, "len")
        assert f"len:{step}" in features("一" * (length + 1), "len")

    def test_each_oddity_is_a_feature(self):
        assert features("【订单号】", "odd") == {"odd:unfilled"}


class TestDeciding:
    LINES = (line(sure=("微信",), basis=("OFF-01",)), line("abuse", hint=("傻",)))
    # Alone, every sentence is innocent, but one with a 薇 in it.
    DEAF = replace(JUDGE, red_lines=LINES, model=Model(("off_platform", "abuse"), (-9000, -9000), {"g:薇": (0, 9000)}))

    @pytest.mark.parametrize(
        ("sure", "hint", "codes"),
        [(0.01, 0.5, ["abuse", "off_platform"]), (0.009, 0.49, []), (0.01, 0.49, ["off_platform"])],
    )
    def test_a_sure_pattern_is_acquitted_below_one_in_a_hundred_and_a_hint_confirmed_from_half(self, sure, hint, codes):
        read_ = reading("傻，微信", self.DEAF)

        assert [v.code for v in decide_violations(read_, {"off_platform": sure, "abuse": hint})] == codes

    def test_a_red_line_buried_in_a_good_reply_is_heard_alone(self):
        likely = {"off_platform": 0.001, "abuse": 0}

        assert decide_violations(reading("都好。微信", self.DEAF), likely) == []
        assert decide_violations(reading("薇。微信", self.DEAF), likely) == []
        assert len(decide_violations(reading("都好。薇微信", self.DEAF), likely)) == 1

    def test_a_violation_says_all_of_its_line_and_its_place_as_typed(self):
        found = decide_violations(reading("您 微*信 聊", self.DEAF), {"off_platform": 1})

        assert found == [Violation("off_platform", 2, 5, "微*信", "换个说法。", "hard", ("OFF-01",))]

    @pytest.mark.parametrize(
        ("chance", "given", "sure", "unsure"),
        [(0.5, True, 0.5, True), (0.649, True, 0.649, True), (0.65, True, 0.65, False), (0.2, False, 0.8, False)],
    )
    def test_a_label_is_given_from_half_and_unsure_below_65_in_a_hundred(self, chance, given, sure, unsure):
        assert decided(reading("好"), tone=chance)["tone"] == Decided(given, sure, unsure, "", None)

    def test_a_veto_takes_a_likely_label_away_and_is_nine_tenths_sure(self):
        tone = decided(reading("。"), tone=0.7)["tone"]

        assert tone == Decided(given=False, confidence=0.9, unsure=False, veto="没有写字。", place=None)
        assert decided(reading("。"), tone=0.02)["tone"].confidence == 0.98

    def test_nothing_is_sure_of_another_language(self):
        assert all(one.unsure for one in decided(reading("hello my dear friend")).values())

    @pytest.mark.parametrize(
        ("reply", "vetoes"),
        [
            ("请提供订单号", {"clarification": ("屏幕上已经有了（订单号：G1），又问了一遍。", (1, 6))}),
            ("好，退99元", {"solution": ("和订单事实对不上（应退：9元）。", (2, 6))}),
            ("退99元【商品】", {"solution": ("模板里的空还没填。", None)}),
            ("抱歉理解放心马上", dict.fromkeys(("solution", "followup"), ("堆了一串客套词，没有具体做法。", None))),
            ("", dict.fromkeys(LABELS, ("没有写字。", None))),
            ("好", {}),
        ],
    )
    def test_what_facts_or_shape_exclude_is_taken_with_its_reason(self, reply, vetoes):
        found = decided(reading(reply, facts={"订单号": "G1", "应退": "9元"}), **dict.fromkeys(LABELS, 1))

        assert {label: (one.veto, one.place) for label, one in found.items() if one.veto} == vetoes
        assert all(one.given != bool(one.veto) for one in found.values())
