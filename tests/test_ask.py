"""The verb ask: what a learner types, and what comes of it."""

import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from cs_training.errors import AnswerError, RecordError, UnknownIdError
from cs_training.notebook import ask
from cs_training.notebook.sitting import attempt_log
from cs_training.records.attempts import events
from cs_training.records.log import Log

from helpers import cloze, explanations, fill, match, multiple, numeric, one_of_each_kind, single, truefalse

WIDGET = "application/vnd.jupyter.widget-view+json"


def recorded():
    return list(attempt_log().read())


@pytest.fixture
def widgets():
    from ipywidgets import Widget

    yield
    Widget.close_all()


def test_a_question_is_shown_as_text(teach):
    teach(single(stem="先做什么？"))

    *shown, how = repr(ask("q-1")).splitlines()

    assert shown == ["【单选】先做什么？", "  A. 选项 a", "  B. 选项 b", "  C. 选项 c", "  D. 选项 d"]
    assert "ask(……).answer(" in how


def test_widget_and_text_travel_in_one_output(teach, widgets):
    teach(single())

    shown = ask("q-1")._repr_mimebundle_()

    assert set(shown) == {WIDGET, "text/plain"}
    assert shown["text/plain"] == repr(ask("q-1"))


@pytest.mark.parametrize(
    ("given", "environment", "kinds"),
    [
        pytest.param("text", None, {"text/plain"}, id="asked for"),
        pytest.param(None, "text", {"text/plain"}, id="by the environment"),
        pytest.param("widget", "text", {"text/plain", WIDGET}, id="what is asked for wins"),
        pytest.param(None, "plain", {"text/plain", WIDGET}, id="plain is a widget too"),
        pytest.param(None, "", {"text/plain", WIDGET}, id="an empty switch is none"),
    ],
)
def test_the_view_can_be_chosen(teach, widgets, monkeypatch, given, environment, kinds):
    teach(single())
    if environment is not None:
        monkeypatch.setenv("CS_TRAINING_VIEW", environment)

    assert set(ask("q-1", view=given)._repr_mimebundle_()) == kinds


def test_the_plain_view_is_made_of_ipywidgets_alone(teach, widgets):
    import ipywidgets

    teach(single())

    assert isinstance(ask("q-1", view="plain")._widget(), ipywidgets.VBox)


@pytest.mark.parametrize("typo", ["txt", "Widget"])
def test_an_unknown_view_is_named_with_those_there_are(teach, monkeypatch, typo):
    teach(single())

    with pytest.raises(AnswerError, match=f"“{typo}”.*widget、plain 或 text"):
        ask("q-1", view=typo)
    monkeypatch.setenv("CS_TRAINING_VIEW", typo)
    with pytest.raises(AnswerError, match=typo):
        ask("q-1")


def test_an_unknown_mode_is_named_with_those_there_are(teach):
    teach(single())

    with pytest.raises(AnswerError, match="practice.*exam"):
        ask("q-1", mode="test")


def test_asking_nothing_says_what_to_write():
    with pytest.raises(AnswerError, match="role-01"):
        ask()


def test_a_mistyped_id_is_answered_with_the_nearest():
    with pytest.raises(UnknownIdError, match="你是不是想写 role-01"):
        ask("rol-01")


def test_running_a_cell_again_records_nothing(teach, widgets):
    teach(single(id="a"), multiple(id="b"))

    for _ in range(3):
        ask("a", "b")._repr_mimebundle_()
        ask("a", "b", mode="exam")._repr_mimebundle_()

    assert recorded() == []


def test_an_answer_is_marked_and_shown_as_text(teach):
    teach(single())

    shown = ask("q-1").answer("B")

    assert set(shown._repr_mimebundle_()) == {"text/plain"}
    assert "对了，得 100 分" in repr(shown)
    assert "讲解：选项 b" in repr(shown)


def test_an_answer_that_is_run_twice_is_recorded_once(teach):
    teach(single())

    first, second = (repr(ask("q-1").answer("B")) for _ in range(2))

    assert first == second
    assert len(recorded()) == 1


def test_a_cell_with_a_typed_answer_that_runs_again_does_not_answer_a_later_round(teach):
    teach(truefalse())
    first = repr(ask("q-1").answer("对"))
    repeated = ask("q-1").sitting
    repeated.again()
    repeated.answer(0, "false")

    assert repr(ask("q-1").answer("对")) == first
    assert len(recorded()) == 2
    assert "错" in repr(ask("q-1", round=2))


def test_a_later_round_is_answered_by_typing_when_the_cell_names_it(teach):
    teach(truefalse())
    ask("q-1").answer("对")

    ask("q-1", round=2).answer("错")
    ask("q-1", round=2).answer("错")

    assert [one.round for one in events(recorded())] == [1, 2]


def test_a_cell_with_a_typed_exam_answer_that_runs_again_does_not_undo_a_newer_one(teach):
    teach(single(use="assess"))
    ask("q-1", mode="exam").answer("A")
    ask("q-1", mode="exam").sitting.answer(0, "c")

    again = ask("q-1", mode="exam").answer("A")

    assert again.sitting.rounds[0].draft == "c"
    assert len(recorded()) == 2


@pytest.mark.parametrize("wrong", [0, -1, 3, 99, "2", 1.5])
def test_a_round_that_cannot_be_is_refused(teach, wrong):
    teach(truefalse())
    ask("q-1").answer("对")

    with pytest.raises(AnswerError, match="现在可以写 round=1 到 round=2"):
        ask("q-1", round=wrong)


@pytest.mark.parametrize("wrong", [(1,), (["q-1"],), (None,)])
def test_an_id_that_is_no_text_says_how_to_write_it(teach, wrong):
    teach(truefalse())

    with pytest.raises(AnswerError, match="编号写在引号里"):
        ask(*wrong)


@pytest.mark.parametrize("call", [lambda q: q.answer("对", "1"), lambda q: q.hint("1"), lambda q: q.answer(10**5000)])
def test_arguments_of_the_wrong_type_are_one_sentence(teach, call):
    teach(truefalse())

    with pytest.raises(AnswerError):
        call(ask("q-1"))


def test_a_finished_question_is_shown_again_whatever_is_typed(teach):
    teach(truefalse())
    done = repr(ask("q-1").answer("对"))

    assert repr(ask("q-1").answer("错")) == done
    assert repr(ask("q-1")) == done
    assert len(recorded()) == 1


def test_a_wrong_answer_explains_itself_and_nothing_else(teach):
    question = single()
    teach(question)

    shown = repr(ask("q-1").answer("A"))

    whys = explanations(question)
    assert whys["a"] in shown
    assert "还有 1 次机会" in shown
    assert not any(why in shown for id_, why in whys.items() if id_ != "a")


@pytest.mark.parametrize(
    ("question", "misshaped"),
    [
        pytest.param(single(), "E", id="no such letter"),
        pytest.param(single(), "AB", id="two letters for one"),
        pytest.param(multiple(), "", id="nothing ticked"),
        pytest.param(truefalse(), "也许", id="neither true nor false"),
        pytest.param(numeric(), "很多", id="no number"),
        pytest.param(fill(), "  ", id="blank"),
        pytest.param(match(), "1A", id="half of the pairs"),
        pytest.param(cloze(), ["七天"], id="half of the gaps"),
        pytest.param(single(), None, id="None"),
        pytest.param(match(), 12, id="a number for letters"),
    ],
)
def test_an_answer_of_the_wrong_shape_costs_no_try(teach, question, misshaped):
    teach(question)

    with pytest.raises(AnswerError):
        ask("q-1").answer(misshaped)

    assert recorded() == []


def test_a_question_of_a_block_is_answered_by_its_number(teach):
    teach(single(id="a"), truefalse(id="b"))

    shown = repr(ask("a", "b").answer("对", 2))

    assert [s["object"]["id"].rsplit("/", 1)[1] for s in recorded()] == ["b"]
    assert "1. 【单选】" in shown
    assert "2. 【判断】" in shown
    assert re.search(r"\.answer\(.*, 1\)", shown)
    for number in (0, 3):
        with pytest.raises(AnswerError, match="2 题"):
            ask("a", "b").answer("A", number)


def test_hints_are_shown_up_to_the_one_asked_for_and_recorded_once(teach):
    teach(single(hints=("轻轻一推", "重重一推", "全说了")))

    shown = [repr(ask("q-1").hint(2)) for _ in range(2)][-1]

    assert "轻轻一推" in shown
    assert "重重一推" in shown
    assert "全说了" not in shown
    assert len(recorded()) == 2


def test_a_hint_that_is_not_there_says_so(teach):
    teach(single())

    with pytest.raises(AnswerError, match="没有更多提示"):
        ask("q-1").hint()


def test_an_answer_that_cannot_be_recorded_is_not_shown_as_marked(teach, monkeypatch):
    teach(single())
    asked = ask("q-1")
    before = repr(asked)

    def refused(self, *statements):
        raise RecordError("磁盘满了")

    with monkeypatch.context() as full:
        full.setattr(Log, "append", refused)
        with pytest.raises(RecordError):
            asked.answer("B")

    assert repr(asked) == before
    assert "对了" in repr(asked.answer("B"))


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
def test_an_exam_tells_nothing_before_it_is_handed_in(teach, widgets, question):
    teach(replace(question, hints=("别看提示",), why="总的讲解"))
    typed = {
        "single": "B",
        "multiple": "AC",
        "truefalse": "对",
        "numeric": "1200",
        "fill": "退货宝",
        "cloze": ["七天", "A"],
    }
    typed = typed.get(
        question.kind, "ABCD" if question.kind == "order" else "ABCD"[: 3 if question.kind == "match" else 0] or "AABB"
    )

    paper = ask("q-1", mode="exam").answer(typed)
    view = paper._widget if paper._view == "widget" else ask("q-1", mode="exam")._widget
    said = repr(paper) + str(view().view)

    assert "已保存" in said
    for secret in ("讲解", "别看提示", "对了", "不对", "得分", "分（满分", "答案：第", "依据"):
        assert secret not in said
    assert not {"key", "whys", "why", "sources"} & set(view().view["questions"][0])
    assert view().view["score"] is None

    shown = repr(paper.hand_in())

    assert "总的讲解" in shown
    assert "已交卷" in shown


def test_a_saved_draft_is_shown_again(teach):
    teach(single(id="a"), single(id="b"))
    ask("a", "b", mode="exam").answer("C", 1)

    shown = repr(ask("a", "b", mode="exam"))

    assert "你的答案：C" in shown
    assert "已保存，交卷前可以改。" in shown


def test_handing_in_twice_shows_the_same_and_records_nothing_more(teach):
    teach(single())
    ask("q-1", mode="exam").answer("B")
    first = repr(ask("q-1", mode="exam").hand_in())
    count = len(recorded())

    assert repr(ask("q-1", mode="exam").hand_in()) == first
    assert "得 100 分" in first
    assert len(recorded()) == count


def test_practice_is_not_handed_in(teach):
    teach(single())

    with pytest.raises(AnswerError, match='mode="exam"'):
        ask("q-1").hand_in()


def test_a_source_is_cited_with_the_day_it_was_checked_once_the_question_is_over(teach):
    teach(
        single(source=("LAW-1",)),
        sources=[{"id": "LAW-1", "title": "某法", "checked": "2026-11-02", "cites": "第二十五条"}],
    )

    assert "LAW-1" not in repr(ask("q-1"))
    assert "2026-11-02" in repr(ask("q-1").answer("B"))


def test_the_output_is_the_same_in_every_kernel_and_every_home(tmp_path):
    script = (
        "from cs_training.content.bank import open_bank\n"
        "from cs_training.notebook import ask, progress\n"
        "ids = [q.id for q in open_bank().questions() if q.use == 'practice']\n"
        "print(repr(ask(*ids)), repr(ask(ids[0]).hint()), progress(), progress().html)\n"
    )

    def output(number):
        own = {
            "CS_TRAINING_HOME": str(tmp_path / str(number)),
            "PYTHONHASHSEED": str(number),
            "PYTHONIOENCODING": "utf-8",
        }
        return subprocess.run(
            [sys.executable, "-c", script], env=os.environ | own, capture_output=True, check=True
        ).stdout

    assert output(1) == output(2)
