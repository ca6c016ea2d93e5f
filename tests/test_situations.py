"""Situations to answer: what authors may write, what they are told when it is wrong, and what counts as covered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cs_training.content import bank as banks
from cs_training.content import situations as checks
from cs_training.content.bank import Bank, content_files, open_bank
from cs_training.content.coverage import carried, gaps
from cs_training.content.reading import read_content
from cs_training.content.rule_checks import rule_problems
from cs_training.content.situations import case_faults, judged_problems, situation_faults
from cs_training.content.situations_reading import ill_founded, read_situations
from cs_training.content.structure import PlannedLesson, Syllabus, SyllabusItem
from cs_training.core.judging.assessment import LABELS, Assessment, Evidence, Violation, band_of, score_of
from cs_training.core.situation import ToldCase
from cs_training.errors import Problem, UnknownIdError
from cs_training.notebook.lesson import asked, write_notebook
from cs_training.notebook.lint import estimated_minutes, lesson_problems

from helpers import truefalse

FILE = "situations/12-communication.yaml"
QUALITIES = ("weak", "medium", "strong")


def real():
    return content_files()[FILE]


def shipped():
    """A situation of the bank."""
    return open_bank().situation("co-ship-01")


def ruled():
    """A situation with a told case."""
    return open_bank().situation("co-ret-01")


def spoil(old, new):
    text = real()
    assert old in text
    return text.replace(old, new, 1)


def problems(text):
    found: list[Problem] = []
    read_situations({FILE: text}, found)
    return [(one.item, one.field, one.says) for one in found]


def said(situation):
    return [(".".join(map(str, path)), says) for path, says in situation_faults(situation)]


def clashes(said, **facts):
    """What is wrong with a wording of the decision; facts may be replaced."""
    one = ruled()
    case = ToldCase(on=one.case.on, facts=one.case.facts | facts)
    return [says for _, says in case_faults(replace(one, facts={checks.RULED: said}, case=case), open_bank().rules)]


GOOD = "应接受退货：退 129 元，寄回运费顾客出，最晚 11月19日 24 点前申请"


def test_the_bank_holds_situations_by_id_in_the_order_they_are_written():
    bank = open_bank()

    assert len(set(bank.situation_ids())) == len(bank.situation_ids()) >= 4
    assert [one.id for one in bank.situations()] == bank.situation_ids()
    one = bank.situation("co-ship-01")
    assert (one.topic, one.lesson, one.use, one.customer) == ("物流", "12", "practice", "不吃香菜")
    assert one.facts["库存"] == "炭黑 M 码有货"
    assert one.replies.weak.text.startswith("亲，物流")


def test_an_unknown_id_is_answered_with_the_nearest():
    with pytest.raises(UnknownIdError, match="没有编号为“co-ship-1”的场景。你是不是想写 co-ship-01"):
        open_bank().situation("co-ship-1")


def test_a_situation_is_the_same_from_the_cache_as_from_the_files():
    read = Bank(read_content(content_files()))

    assert list(read.situations()) == list(open_bank().situations())


def test_the_real_situations_have_no_fault():
    for one in open_bank().situations():
        assert said(one) == []
        assert list(case_faults(one, open_bank().rules)) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("topic: 物流", "topic: 快递", "topic", "只能是"),
        ("level: 2", "level: 4", "level", "只能是"),
        ("use: practice", "use: exam", "use", "只能是"),
        ("    empathy: 点到", "    empathie: 点到", "rubric.empathie", "你是不是想写 empathy"),
        ("  rev: 1\n", "", "rev", "缺这一项"),
        ("    实付: 459 元", "    实付: 459", "facts.实付", "要写文字"),
        ("  scenario:", "  scenes:", "scenes", "没有“scenes”这一项"),
        ("    medium:", "    middle:", "replies.medium", "缺这一项"),
    ],
)
def test_a_field_of_the_wrong_shape_is_named_with_its_cure(old, new, field, says):
    found = problems(spoil(old, new))

    assert [(item, place) for item, place, _ in found if place == field] == [("co-ship-01", field)]
    assert any(says in one for _, _, one in found)


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"id": "ship-01"}, "id", "co-主题-两位数"),
        ({"id": "co-ship-1"}, "id", "co-主题-两位数"),
        ({"rev": 0}, "rev", "从 1 开始"),
        ({"covers": ()}, "covers", "大纲条目"),
        ({"source": ()}, "source", "规则编号"),
        ({"says": ()}, "says", "顾客说的话"),
        ({"facts": {}}, "facts", "屏幕"),
        ({"says": ("在吗", " ")}, "says.1", "不能空着"),
        ({"scenario": "顾客买了XX"}, "scenario", "没填的空"),
        ({"facts": {"商品": "{商品}"}}, "facts.商品", "没填的空"),
        ({"title": "某某的包裹"}, "title", "没填的空"),
        ({"case": ToldCase(on="2026-11-31", facts={})}, "case.on", "真有这一天"),
        ({"case": ToldCase(on="2026-11-22", facts={})}, "facts", "规则结论"),
    ],
)
def test_what_types_cannot_say_is_named_with_its_field(change, field, says):
    found = dict(said(replace(shipped(), **change)))

    assert says in found[field]


def test_a_size_is_no_unfilled_place():
    assert said(replace(shipped(), scenario="她买了 XXL 码，退了一件 XL。")) == []


@pytest.mark.parametrize("quality", QUALITIES)
def test_a_model_reply_may_be_neither_empty_nor_unfilled(quality):
    one = shipped()
    spoilt = replace(one.replies, **{quality: replace(getattr(one.replies, quality), text="退您__元", why="")})

    found = dict(said(replace(one, replies=spoilt)))

    assert "没填" in found[f"replies.{quality}.text"]
    assert "空着" in found[f"replies.{quality}.why"]


@pytest.mark.parametrize("label", LABELS)
def test_each_of_the_six_lines_of_the_rubric_must_say_something(label):
    one = shipped()

    assert (f"rubric.{label}", "不能空着。") in said(replace(one, rubric=replace(one.rubric, **{label: ""})))


def test_a_wording_that_agrees_with_the_decision_is_accepted():
    assert clashes(GOOD) == []
    assert clashes("应接受退货，2026-11-19 前申请") == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("应接受退货", "可以退", "判出来是“应接受退货”"),
        ("129 元", "120 元", "写着 120 元，判出来是：129 元"),
        ("顾客出", "店里出", "应由顾客出"),
        ("11月19日", "11月20日", "最后一天是 2026-11-19"),
    ],
)
def test_a_wording_that_says_other_than_the_rules_is_named(old, new, says):
    (found,) = clashes(GOOD.replace(old, new))

    assert says in found


def test_a_case_that_cannot_be_decided_says_what_it_lacks():
    (found,) = clashes(GOOD, received_on=None)

    assert "判不出来，还缺：" in found
    assert "（received_on）" in found


def test_a_case_that_is_told_wrongly_says_what_is_wrong():
    (found,) = clashes(GOOD, pric=3)

    assert "pric" in found


def test_ids_sources_and_lessons_that_do_not_exist_are_named_in_one_pass():
    text = real().replace("[S1-14, S4-03, S4-20]", "[S1-99]").replace("TM-TRACK", "TM-TRAK")
    text = text.replace('lesson: "12"', 'lesson: "99"', 1).replace("id: co-pre-01", "id: co-ship-01")

    with pytest.raises(banks.ContentError) as caught:
        read_content(content_files() | {FILE: text})

    found = {(one.field, one.says) for one in caught.value.problems if one.item == "co-ship-01"}
    assert [field for field, _ in sorted(found)] == ["covers.0", "id", "lesson", "source.0"]
    assert any("你是不是想写 TM-TRACK" in says for _, says in found)


def test_a_question_may_not_have_the_id_of_a_situation():
    files = content_files()
    name = "questions/00-orientation.yaml"

    with pytest.raises(banks.ContentError, match="编号“co-ship-01”.*已经用过"):
        read_content(files | {name: files[name].replace(f"id: {open_bank().question_ids()[0]}", "id: co-ship-01", 1)})


def test_where_the_rules_themselves_are_wrong_no_situation_is_blamed():
    found: list[Problem] = []
    records = read_situations({FILE: real()}, found)
    broken = Problem("rules/returns.yaml", 1, "", "", "")

    assert ill_founded(records, {"rules": {"x": {}}}, {"07", "12"}, [broken]) == []


def judging(monkeypatch, **bands):
    """A judge that gives each quality of reply a band; a violation where the band is written ``"!"``."""
    one = shipped()
    texts = {getattr(one.replies, quality).text: band for quality, band in bands.items()}

    def assess(reply, **_):
        red = (Violation("abuse", 0, 1, reply[0], "骂人", "hard"),) if texts[reply] == "!" else ()
        given = {0: 0, 1: 1, 2: 4, 3: 6}.get(texts[reply], 6)
        order = ("empathy", "solution", "tone", "followup", "ownership", "clarification")
        labels = {label: order.index(label) < given for label in LABELS}
        evidence = {label: Evidence((), "") for label in LABELS}
        sure = dict.fromkeys(LABELS, 1.0)
        return Assessment(labels, sure, (), red, band_of(labels, red), score_of(labels, red), evidence, ())

    monkeypatch.setattr(checks, "assess", assess)
    return [(one.item, one.field) for one in judged_problems([one], None)]


def test_model_replies_are_held_against_the_judge(monkeypatch):
    assert judging(monkeypatch, weak=0, medium=2, strong=3) == []
    assert judging(monkeypatch, weak="!", medium=1, strong=3) == []
    assert judging(monkeypatch, weak=2, medium=2, strong=3) == [("co-ship-01", "replies.weak")]
    assert judging(monkeypatch, weak=1, medium=3, strong=3) == [("co-ship-01", "replies.medium")]
    assert judging(monkeypatch, weak=1, medium="!", strong=2) == [
        ("co-ship-01", "replies.medium"),
        ("co-ship-01", "replies.strong"),
    ]
    assert judging(monkeypatch, weak=1, medium=1, strong="!") == [("co-ship-01", "replies.strong")]


def test_the_judge_takes_every_model_reply_for_what_it_is():
    bank = open_bank()

    assert [str(one) for one in judged_problems(bank.situations(), bank.judge)] == []


def test_a_situation_covers_and_practises_as_a_question_does():
    lessons = (PlannedLesson(id="12", title="t", minutes=90, needs=()),)
    items = (SyllabusItem(id="S1-14", title="t", topic=("communication",), lessons=("12",)),)
    practised = replace(shipped(), covers=("S1-14",), objective="goal")
    known = [practised, truefalse(id="t-1", use="assess", covers=("S1-14",), objective="goal")]

    table = carried(Syllabus(lessons=lessons, items=items), known, {"12": ["S1-14"]})

    assert table[0].practice == ("co-ship-01",)
    assert gaps(table, known, {"12": ["goal"]}) == []
    assert len(gaps(table, [], {"12": ["goal"]})) == 2


def test_a_rule_that_has_ended_may_not_be_cited_by_a_situation():
    book = open_bank().rules
    over = replace(book.rules["TM-TRACK"], ended="2026-11-01")
    rules = replace(book, rules={**book.rules, "TM-TRACK": over})

    found = rule_problems(rules, [shipped()], today=date(2026, 11, 22), days=10**6)

    assert any("co-ship-01" in str(one) for one in found)


def lesson(tmp_path, *codes, lesson_id="12", objectives=None):
    def cell(n, code):
        return {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": code, "outputs": [], "execution_count": 1}

    said = {"lesson": lesson_id, "title": "t", "minutes": 3, "covers": []}
    needed = {one.objective for one in open_bank().situations() if one.lesson == lesson_id}
    said["objectives"] = [{"id": one, "text": one} for one in (needed if objectives is None else objectives)]
    title = {"cell_type": "markdown", "id": "t", "metadata": {}, "source": "# 课"}
    cells = [title, *(cell(n, code) for n, code in enumerate(codes))]
    made = {"cells": cells, "metadata": {"cs_training": said}, "nbformat": 4, "nbformat_minor": 5}
    write_notebook(tmp_path / f"{lesson_id}_x.ipynb", made)
    return made


def test_a_lesson_that_names_an_unknown_or_an_assessed_situation_is_told(tmp_path):
    lesson(tmp_path, 'coach("co-ship-1")', 'coach("co-edge-01")', 'coach("co-edge-01", mode="exam")')

    found = [one.says for one in lesson_problems(tmp_path, open_bank()) if "场景" in one.says]

    assert found == [
        "没有编号为“co-ship-1”的场景。你是不是想写 co-ship-01？",
        "“co-edge-01”是测验的场景，练习里不能出现。",
    ]


def test_the_objective_of_a_situation_must_be_one_of_its_lesson_once_that_is_written(tmp_path):
    goal = shipped().objective
    for objectives, blamed in ((None, False), (["com-other"], True)):
        lesson(tmp_path, objectives=objectives)

        found = [one for one in lesson_problems(tmp_path, open_bank()) if f"目标“{goal}”" in one.says]

        assert any(one.item == "co-ship-01" or "co-ship-01" in str(one) for one in found) is blamed


def test_answering_a_customer_takes_three_minutes_of_a_lesson(tmp_path):
    bare, more = (lesson(tmp_path, code) for code in ("1", 'coach("co-ship-01", "co-pre-01")'))

    assert estimated_minutes(more) - estimated_minutes(bare) == 6
    assert [one.ids for one in asked(more, "coach")] == [("co-ship-01", "co-pre-01")]
    assert list(asked(more)) == []
