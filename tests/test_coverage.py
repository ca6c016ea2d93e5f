"""Coverage: what a lesson promises is taught, practised and assessed."""

from cs_training.content.bank import open_bank
from cs_training.content.coverage import carried, gaps
from cs_training.content.structure import PlannedLesson, Syllabus, SyllabusItem

from helpers import truefalse


def syllabus():
    lessons = (PlannedLesson(id="07", title="t", minutes=60, needs=()),)
    items = tuple(SyllabusItem(id=i, title=i, topic=("role",), lessons=("07",)) for i in ("S1-01", "S1-02"))
    return Syllabus(lessons=lessons, items=items)


def question(use, *covers):
    return truefalse(id=f"{use}-{covers[0].lower()}", use=use, covers=covers, objective="goal")


def test_an_item_that_is_taught_practised_and_assessed_is_no_gap():
    asked = [question("practice", "S1-01", "S1-02"), question("assess", "S1-01", "S1-02")]
    table = carried(syllabus(), asked, {"07": ["S1-01", "S1-02"]})

    assert gaps(table, asked, {"07": ["goal"]}) == []
    assert table[0].practice == ("practice-s1-01",)


def test_each_thing_that_is_lacking_is_a_gap_of_its_own():
    asked = [question("practice", "S1-01")]
    table = carried(syllabus(), asked, {"07": ["S1-01"]})

    found = [str(gap) for gap in gaps(table, asked, {"07": ["goal"]})]

    assert found == [
        "第 07 课 S1-01 S1-01：缺测验",
        "第 07 课 S1-02 S1-02：缺课文",
        "第 07 课 S1-02 S1-02：缺练习",
        "第 07 课 S1-02 S1-02：缺测验",
        "第 07 课 目标 goal：缺测验",
    ]


def test_lessons_that_are_not_asked_for_are_not_looked_at():
    table = carried(syllabus(), [], {})

    assert gaps(table, [], {"08": []}) == []


def test_the_syllabus_holds_the_184_items_and_every_one_is_planned_for_a_lesson_that_exists():
    plan = open_bank().syllabus
    lessons = {lesson.id for lesson in plan.lessons}

    assert len(plan.items) == 184
    assert len(lessons) == 23
    assert all(item.lessons and set(item.lessons) <= lessons for item in plan.items)
