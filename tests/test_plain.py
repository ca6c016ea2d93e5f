"""The quiz in ipywidgets alone: what a click does."""

import html

import pytest
from ipywidgets import HTML, Button, Text, Widget

from cs_training.errors import RecordError
from cs_training.notebook.plain import plain_quiz
from cs_training.notebook.sitting import Sitting, attempt_log
from cs_training.records.log import Log

from helpers import numeric, one_of_each_kind, single


@pytest.fixture(autouse=True)
def _close_widgets():
    yield
    Widget.close_all()


class Page:
    """A plain quiz, as somebody sees and uses it."""

    def __init__(self, *ids, mode="practice"):
        self.box = plain_quiz(Sitting(ids or ["q-1"], mode=mode))
        self.shown = [w for w in _inside(self.box) if isinstance(w, HTML)]
        self.lines = [w for w in _inside(self.box) if isinstance(w, Text)]

    @property
    def text(self):
        return html.unescape("\n".join(w.value for w in self.shown))

    def button(self, name, question=0):
        return [w for w in _inside(self.box) if isinstance(w, Button) and w.description == name][question]

    def type(self, text, *, press="提交", question=0):
        self.lines[question].value = text
        self.button(press, question).click()


def _inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _inside(child)


def recorded():
    return len(list(attempt_log().read()))


def test_a_question_can_be_answered_by_typing_and_clicking(teach):
    teach(single())
    page = Page()

    page.type("A")
    assert "还有 1 次机会" in page.text
    assert "讲解：选项 a" in page.text

    page.type("B")
    assert "对了，得 75 分" in page.text
    assert page.button("提交").disabled
    assert page.lines[0].disabled
    assert recorded() == 2


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
def test_every_kind_takes_a_typed_answer(teach, question):
    teach(question)
    typed = {"truefalse": "对", "numeric": "3", "fill": "词", "cloze": "七天;A", "order": "ABCD", "match": "ABC"}
    page = Page()

    page.type({"classify": "AABB", "multiple": "AB"}.get(question.kind) or typed.get(question.kind, "A"))

    assert "你的答案" in page.text
    assert recorded() == 1


def test_hints_come_by_clicking_until_there_are_none(teach):
    teach(single(hints=("轻轻一推",)))
    page = Page()
    assert "轻轻一推" not in page.text

    page.button("提示").click()

    assert "轻轻一推" in page.text
    assert page.button("提示").disabled


def test_an_answer_of_the_wrong_shape_says_so_and_what_was_typed_stays(teach):
    teach(numeric())
    page = Page()

    page.type("很多")

    assert "很多" in page.text
    assert page.lines[0].value == "很多"
    assert not page.button("提交").disabled
    assert recorded() == 0


def test_an_answer_that_cannot_be_recorded_is_not_marked_and_stays(teach, monkeypatch):
    teach(single(hints=("轻",)))
    page = Page()
    before = page.shown[0].value

    def refused(self, *statements):
        raise RecordError("磁盘<满>了")

    with monkeypatch.context() as full:
        full.setattr(Log, "append", refused)
        page.type("B")
        page.button("提示").click()

    assert "磁盘<满>了" in page.text
    assert "<满>" not in page.shown[1].value
    assert page.shown[0].value == before
    assert page.lines[0].value == "B"

    page.button("提交").click()
    assert "对了" in page.text


def test_the_wording_is_escaped(teach):
    teach(single(stem="<b>小于</b>"))

    assert "<b>" not in Page().shown[0].value


def test_an_exam_is_saved_and_handed_in_by_clicking(teach):
    teach(single(id="a", why="总的讲解"), single(id="b"))
    page = Page("a", "b", mode="exam")

    page.type("B", press="保存")
    assert "已保存" in page.text
    assert "讲解" not in page.text
    assert page.button("提示").disabled
    page.button("交卷").click()

    assert "得 50 分" in page.text
    assert page.button("交卷").disabled
    assert "总的讲解" in Page("a", "b", mode="exam").text


def test_a_paper_that_cannot_be_recorded_is_not_handed_in(teach, monkeypatch):
    teach(single())
    page = Page(mode="exam")

    def refused(self, *statements):
        raise RecordError("磁盘满了")

    with monkeypatch.context() as full:
        full.setattr(Log, "append", refused)
        page.button("交卷").click()

    assert "磁盘满了" in page.text
    assert not page.button("交卷").disabled
    page.button("交卷").click()
    assert "已交卷" in page.text


def test_opening_the_quiz_again_shows_the_earlier_answers_and_records_nothing(teach):
    teach(single())
    Page().type("A")

    assert "你的答案：A" in Page().text
    assert recorded() == 1
