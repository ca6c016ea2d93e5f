"""Whether words are meant as they stand, and which red lines they touch: sentences taken apart one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.judging import scope
from cs_training.core.judging.judge import EXCUSES, Judge, RedLine
from cs_training.core.judging.model import Model
from cs_training.core.judging.red_lines import touched
from cs_training.core.judging.writing import read_text


def asked(question, sentence, words="加微信"):
    """What a question of scope says of the last place of the words."""
    text = read_text(sentence, {})
    start = text.folded.rindex(words)
    return question(text, start, start + len(words))


def lines(*red_lines):
    """A judge that knows these red lines and nothing else."""
    return Judge({}, {}, red_lines, (), {}, (), {}, Model((), (), {}))


def line(code="off_platform", **more):
    said = {"id": "one", "severity": "hard", "why": "换个说法。", "excuses": ()}
    return RedLine(**said | {"code": code} | more)


def found(reply, *red_lines):
    text = read_text(reply, {})
    return [(one.line.code, text.folded[one.start : one.end], one.sure) for one in touched(text, lines(*red_lines))]


class TestDenied:
    @pytest.mark.parametrize(
        "sentence",
        [
            "我们不会让您加微信",
            "没加微信的必要",
            "禁止加微信",
            "拒绝一切加微信",
            "怎么会让您加微信",
            "加微信是不行的",
            "加微信这种事我们做不了",
            "加微信恕难从命",
            "加微信违规的",
            "不" + "一" * 12 + "加微信",
            "加微信" + "一" * 10 + "无法",
            "好的，不加微信，您放心",
        ],
    )
    def test_a_clause_that_denies_or_refuses_it_does_not_say_it(self, sentence):
        assert asked(scope.denied, sentence)

    @pytest.mark.parametrize(
        "sentence",
        [
            "加微信",
            "不说了，加微信",
            "加微信，不行再说",
            "不行。加微信",
            "不好意思加微信",
            "能不能加微信",
            "特别方便加微信",
            "没问题加微信",
            "加微信没问题",
            "加微信非常快",
            "不" + "一" * 13 + "加微信",
            "加微信" + "一" * 11 + "无法",
        ],
    )
    def test_a_denial_elsewhere_or_only_in_looks_denies_nothing(self, sentence):
        assert not asked(scope.denied, sentence)

    @pytest.mark.parametrize("rest", ["的话就退不了", "就没法处理", "才给退", "不退"])
    def test_a_denial_that_is_a_condition_is_a_threat(self, rest):
        assert not asked(scope.denied, f"您不加微信{rest}")

    def test_a_condition_after_a_yes_is_still_refused_by_its_clause(self):
        assert asked(scope.denied, "加微信的话不行")

    def test_a_denial_within_the_words_found_denies_them(self):
        assert asked(scope.denied, "您不用加微信", "您不用加微信")
        assert not asked(scope.denied, "您能不能加微信", "您能不能加微信")

    def test_the_last_character_found_may_be_a_denial_of_something_else(self):
        assert not asked(scope.denied, "加微信别", "加微信别")

    def test_words_that_reach_over_clauses_are_denied_at_either_end(self):
        assert asked(scope.denied, "不能加我，微信也行", "加我，微信")
        assert asked(scope.denied, "加我，微信是不行的", "加我，微信")
        assert not asked(scope.denied, "不行，加我，微信，不行", "加我，微信")


class TestQuoted:
    def test_only_what_stands_wholly_in_quotation_marks_is_quoted(self):
        assert asked(scope.quoted, "她说“加微信”呢")
        assert asked(scope.quoted, "她说“请加微信吧”呢")
        assert not asked(scope.quoted, "她说“加”微信", "加微信")
        assert not asked(scope.quoted, "她说加“微信”", "加微信")
        assert not asked(scope.quoted, "“您好”加微信")


class TestReported:
    @pytest.mark.parametrize(
        "sentence",
        [
            "您刚才说的加微信",
            "你问加微信",
            "您收到的短信叫您加微信",
            "如果有人让您加微信",
            "骗子会说，马上加微信",
            "冒充客服叫您加微信",
            "类似加微信",
            "您说" + "一" * 14 + "加微信",
        ],
    )
    def test_what_others_say_or_want_is_not_said_by_the_reply(self, sentence):
        assert asked(scope.reported, sentence)

    @pytest.mark.parametrize(
        "sentence", ["您加微信", "您说的对。加微信", "加微信，您说的", "您说" + "一" * 15 + "加微信"]
    )
    def test_a_report_ends_with_its_sentence_and_its_reach(self, sentence):
        assert not asked(scope.reported, sentence)


class TestWarned:
    @pytest.mark.parametrize(
        "sentence",
        [
            "小心加微信的",
            "请勿随便加微信",
            "千万别信，加微信",
            "加微信的都是骗子",
            "加微信，那是诈骗",
            "加微信？不行",
            "加微信？我们不做",
            "加微信？马上挂掉",
            "小心" + "一" * 20 + "加微信",
            "加微信" + "一" * 16 + "违法",
        ],
    )
    def test_a_warning_or_a_question_turned_down_clears_it(self, sentence):
        assert asked(scope.warned, sentence)

    @pytest.mark.parametrize(
        "sentence",
        [
            "加微信",
            "小心。加微信",
            "加微信。都是骗子",
            "加微信？好的",
            "加微信？别担心",
            "加微信？没有的话给个邮箱",
            "加微信，不行",
            "小心" + "一" * 21 + "加微信",
            "加微信" + "一" * 17 + "违法",
        ],
    )
    def test_what_warns_of_nothing_clears_nothing(self, sentence):
        assert not asked(scope.warned, sentence)


class TestTold:
    @pytest.mark.parametrize(
        ("sentence", "said"),
        [
            ("原因选大小不合适", "小了一码"),
            ("原因选尺码", "穿不下"),
            ("原因选七天无理由", "不喜欢"),
            ("原因选拍错", "我拍错了"),
            ("原因选质量问题", "鞋底开胶"),
            ("原因选大小不合适。别选错", "太长"),
        ],
    )
    def test_a_reason_that_the_customer_gave_is_hers(self, sentence, said):
        assert scope.told(read_text(sentence, {}), 0, 2, said)

    @pytest.mark.parametrize(
        ("sentence", "said"),
        [
            ("原因选大小不合适", ""),
            ("原因选大小不合适", "火大了"),
            ("原因选大小不合适", "小了，还开胶"),
            ("原因选大小不合适，别写开胶", "小了"),
            ("原因选大小不合适，不影响我们", "小了"),
            ("原因选质量问题", "小了"),
            ("原因选不喜欢或者质量问题", "不喜欢，还开胶"),
            ("原因随便选", "小了"),
        ],
    )
    def test_any_other_is_not(self, sentence, said):
        assert not scope.told(read_text(sentence, {}), 0, 2, said)


@given(st.text(alphabet="不好意思没问题能特别一加", max_size=30))
def test_blanking_moves_nothing(text):
    dotted = scope.blanked(text)

    assert len(dotted) == len(text)
    assert all(new in (old, "·") for old, new in zip(text, dotted, strict=True))


class TestTouched:
    SURE_AND_HINT = line(sure=("加 微信",), hint=("加|留",))

    def test_a_sure_place_is_taken_before_an_earlier_hint(self):
        assert found("您留一个，我加微信", self.SURE_AND_HINT) == [("off_platform", "加微信", True)]

    def test_without_a_sure_place_the_first_hint_is_taken(self):
        assert found("好，您留一个，我加一个", self.SURE_AND_HINT) == [("off_platform", "留", False)]

    def test_a_code_is_found_once_at_its_first_place_whatever_the_order_of_its_lines(self):
        late, early = line(sure=("微信",)), line(sure=("私聊",))

        for some in ((late, early), (early, late)):
            assert found("私聊我，微信也行", *some) == [("off_platform", "私聊", True)]
        assert found("私聊我，微信也行", line(hint=("私聊",)), late) == [("off_platform", "微信", True)]
        assert found("私聊我，微信也行", late, line(hint=("私聊",))) == [("off_platform", "微信", True)]

    def test_codes_stand_in_the_order_of_their_places(self):
        other = line("abuse", sure=("傻",))

        assert [code for code, *_ in found("傻，微信", line(sure=("微信",)), other)] == ["abuse", "off_platform"]

    @pytest.mark.parametrize(
        ("excuse", "reply"),
        [("denied", "不加微信"), ("quoted", "她说“加微信”"), ("reported", "有人让您加微信"), ("warned", "小心加微信")],
    )
    def test_a_line_is_cleared_by_the_excuses_it_names_and_by_no_other(self, excuse, reply):
        others = tuple(one for one in EXCUSES if one != excuse)

        assert found(reply, line(sure=("加微信",), excuses=(excuse,))) == []
        assert found(reply, line(sure=("加微信",), excuses=others)) == [("off_platform", "加微信", True)]

    def test_what_the_customer_told_clears_only_a_line_that_asks_for_it(self):
        text = read_text("原因选大小不合适", {})
        asks, asks_not = (line("change_refund_reason", sure=("大小",), excuses=one) for one in (("told",), ()))

        assert touched(text, lines(asks), "小了一码") == []
        assert touched(text, lines(asks)) != []
        assert touched(text, lines(asks_not), "小了一码") != []

    def test_an_excused_place_hides_no_other(self):
        said = line(sure=("加 …… 微信", "微信"), excuses=("denied",))

        assert found("不加微信，加微信", said) == [("off_platform", "加微信", True)]
        assert found("不加我，微信聊", said) == [("off_platform", "微信", True)]

    def test_an_empty_match_is_no_finding(self):
        assert found("好的", line(sure=("(?:微信)?",))) == []

    def test_the_white_list_clears_its_sentence_only(self):
        listed = line(sure=("加微信",), unless=("公众号",))

        assert found("公众号里加微信", listed) == found("加微信，看公众号", listed) == []
        assert found("公众号里有。加微信", listed) == found("加微信。看公众号", listed) != []

    def test_the_white_list_also_meets_words_that_reach_over_sentences(self):
        assert found("加我。微信号", line(sure=("加我。微信号",), unless=("微信号",))) == []
