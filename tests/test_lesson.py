"""Lessons as data, and the learner's copy of one."""

import copy
import json

import pytest

from cs_training.errors import WorkspaceError
from cs_training.notebook.lesson import (
    WIDGET_VIEW,
    Asked,
    asked,
    drop_stale_views,
    for_learners,
    lessons_folder,
    read_lessons,
    read_notebook,
    source,
    write_notebook,
)
from cs_training.notebook.workspace import fingerprint


def cell(text, *, code=False, teacher="", outputs=(), **metadata):
    if teacher:
        metadata["cs_training"] = metadata.get("cs_training", {}) | {"teacher": teacher}
    made = {
        "cell_type": "code" if code else "markdown",
        "id": f"c-{abs(hash(text)) % 10**6}",
        "metadata": metadata,
        "source": text,
    }
    return made | ({"outputs": list(outputs), "execution_count": 3} if code else {})


def notebook(*cells, lesson="01", **more):
    ours = {"lesson": lesson, "title": "角色与价值", "minutes": 60, "covers": ["S0-01"]} | more
    return {"cells": list(cells), "metadata": {"cs_training": ours}, "nbformat": 4, "nbformat_minor": 5}


def shown_widget():
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {WIDGET_VIEW: {"model_id": "gone"}, "text/plain": ["题目"]},
    }


def test_a_lesson_says_what_it_is(tmp_path):
    objectives = [{"id": "role-who", "text": "能分清"}]
    write_notebook(tmp_path / "01_role.ipynb", notebook(cell("# 课"), needs=["00"], objectives=objectives))

    (lesson,) = read_lessons(tmp_path)

    assert (lesson.id, lesson.title, lesson.minutes, lesson.needs) == ("01", "角色与价值", 60, ("00",))
    assert lesson.objectives == {"role-who": "能分清"}
    assert lesson.covers == ("S0-01",)
    assert lesson.notebook["cells"][0]["source"] == "# 课"


def test_lessons_come_in_reading_order_and_other_notebooks_are_passed_over(tmp_path):
    for name, lesson in (("10_z", "10"), ("02_a", "02"), ("03_no_metadata", ""), ("notes", "04")):
        made = notebook(lesson=lesson)
        if not lesson:
            del made["metadata"]["cs_training"]
        write_notebook(tmp_path / f"{name}.ipynb", made)

    assert [lesson.id for lesson in read_lessons(tmp_path)] == ["02", "10"]


def test_the_lessons_of_the_course_are_found():
    assert [lesson.id for lesson in read_lessons()][:2] == ["00", "01"]
    assert lessons_folder().name == "notebooks"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "3",
        "{}",
        '{"cells": 3}',
        '{"cells": [{}]}',
        '{"cells": ["x"]}',
        '{"cells": [{"cell_type": "code", "source": 3}]}',
    ],
)
def test_what_is_no_notebook_is_refused_in_one_sentence(tmp_path, text):
    (tmp_path / "x.ipynb").write_text(text, encoding="utf-8")

    with pytest.raises(WorkspaceError, match="不是能读的笔记本"):
        read_notebook(tmp_path / "x.ipynb")


@pytest.mark.parametrize("wrong", [{"minutes": "很久"}, {"objectives": ["能分清"]}, {"covers": 3}], ids=str)
def test_metadata_of_the_wrong_type_is_refused_in_one_sentence(tmp_path, wrong):
    write_notebook(tmp_path / "01_x.ipynb", notebook(**wrong))

    with pytest.raises(WorkspaceError, match="01_x.ipynb 的 metadata"):
        read_lessons(tmp_path)


def test_a_source_may_be_a_text_or_a_list_of_lines():
    assert source({"source": ["一\n", "二"]}) == source({"source": "一\n二"}) == "一\n二"
    assert source({}) == ""


def test_writing_a_notebook_is_whole_or_not_at_all(tmp_path):
    path = tmp_path / "01_x.ipynb"
    write_notebook(path, notebook(cell("# 课")))
    before = path.read_bytes()

    with pytest.raises(UnicodeEncodeError):
        write_notebook(path, notebook(cell("\ud800")))

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_notebook_is_written_as_jupyter_does(tmp_path):
    write_notebook(tmp_path / "x.ipynb", {"cells": [], "metadata": {"说": "中"}})

    assert (tmp_path / "x.ipynb").read_bytes() == '{\n "cells": [],\n "metadata": {\n  "说": "中"\n }\n}\n'.encode()


def test_the_learners_copy_has_no_teacher_notes():
    made = notebook(
        cell("题", teacher="答案是 B"), cell("文", teacher="三分钟", tags=["predict"], cs_training={"kept": 1})
    )

    copied = for_learners(made)

    assert "teacher" not in json.dumps(copied)
    assert "答案是 B" not in json.dumps(copied, ensure_ascii=False)
    assert copied["cells"][0]["metadata"] == {}
    assert copied["cells"][1]["metadata"] == {"tags": ["predict"], "cs_training": {"kept": 1}}
    assert copied["metadata"]["cs_training"]["lesson"] == "01"


def test_the_learners_copy_has_no_widget_views():
    made = notebook(cell('ask("role-01")', code=True, outputs=[shown_widget()]))
    made["metadata"]["widgets"] = {"state": {}}

    copied = json.dumps(for_learners(made))

    assert WIDGET_VIEW not in copied
    assert "widgets" not in copied


def test_the_learners_copy_says_the_same_and_leaves_the_original_alone():
    made = notebook(cell("# 课", teacher="备注"), cell('ask("role-01")', code=True, outputs=[shown_widget()]))
    before = copy.deepcopy(made)

    copied = for_learners(made)

    assert fingerprint(copied) == fingerprint(made)
    assert made == before


def test_no_lesson_of_the_course_gives_its_teacher_notes_away():
    for lesson in read_lessons():
        notes = [
            c["metadata"]["cs_training"]["teacher"]
            for c in lesson.notebook["cells"]
            if c["metadata"].get("cs_training")
        ]
        copied = json.dumps(for_learners(lesson.notebook), ensure_ascii=False)

        assert notes
        assert "teacher" not in copied
        assert not any(note in copied for note in notes)


def test_a_stale_widget_goes_and_its_text_stays():
    alone = {"output_type": "display_data", "metadata": {}, "data": {WIDGET_VIEW: {"model_id": "gone"}}}

    kept = drop_stale_views(notebook(cell("x", code=True, outputs=[shown_widget(), alone])))

    assert [list(o["data"]) for o in kept["cells"][0]["outputs"]] == [["text/plain"], [WIDGET_VIEW]]


def test_having_been_run_is_no_change_and_an_edit_is():
    made, run = notebook(cell("1 + 1", code=True)), notebook(cell("1 + 1", code=True, outputs=[shown_widget()]))

    assert fingerprint(made) == fingerprint(run)
    assert fingerprint(made) != fingerprint(notebook(cell("1 + 2", code=True)))
    assert fingerprint(made) != fingerprint(notebook(cell("1 + 1")))


def test_every_ask_of_a_lesson_is_read_without_running_it():
    code = 'x = 1\nask("a", "b")\nprint(ask("c", mode="exam"))\nshow("d")'

    found = list(asked(notebook(cell(code, code=True), cell("不是 Python (", code=True), cell('ask("text")'))))

    assert [(one.ids, one.mode) for one in found] == [(("a", "b"), "practice"), (("c",), "exam")]
    assert isinstance(found[0], Asked)
