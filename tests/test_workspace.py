"""The learner's folder: lessons come and are renewed; what a learner wrote is never overwritten."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cs_training.errors import WorkspaceError
from cs_training.notebook.lesson import WIDGET_VIEW, read_lessons, write_notebook
from cs_training.notebook.workspace import bring

NAME = "01_role.ipynb"
BESIDE = "01_role(新版).ipynb"


class Course:
    """A course with one lesson, and somebody's workspace."""

    def __init__(self, folder):
        self.source, self.workspace = folder / "course", folder / "mine"
        self.source.mkdir(parents=True)

    def release(self, text):
        write_notebook(self.source / NAME, _lesson(text, teacher="备注"))

    def start(self):
        (brought,) = bring(read_lessons(self.source), self.workspace)
        return brought

    def write(self, text, name=NAME, **more):
        write_notebook(self.workspace / name, _lesson(text, **more))

    def says(self, name=NAME):
        return json.loads((self.workspace / name).read_text(encoding="utf-8"))["cells"][0]["source"]

    def files(self):
        return sorted(path.name for path in self.workspace.glob("*.ipynb"))


def _lesson(text, teacher="", outputs=(), count=None):
    metadata = {"cs_training": {"teacher": teacher}} if teacher else {}
    code = {
        "cell_type": "code",
        "id": "run",
        "metadata": {},
        "source": "1 + 1",
        "outputs": list(outputs),
        "execution_count": count,
    }
    return {
        "cells": [{"cell_type": "markdown", "id": "said", "metadata": metadata, "source": text}, code],
        "metadata": {"cs_training": {"lesson": "01", "title": "角色", "minutes": 60}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def course(tmp_path):
    made = Course(tmp_path)
    made.release("第一版")
    return made


def test_a_first_start_brings_the_lesson_without_teacher_notes(course):
    assert course.start().what == "new"

    assert course.says() == "第一版"
    assert "备注" not in (course.workspace / NAME).read_text(encoding="utf-8")


def test_a_later_start_without_news_changes_nothing(course):
    course.start()
    before = (course.workspace / NAME).stat().st_mtime_ns

    assert course.start().what == "same"
    assert course.files() == [NAME]
    assert (course.workspace / NAME).stat().st_mtime_ns == before


def test_a_lesson_that_was_only_run_is_renewed(course):
    course.start()
    course.write("第一版", outputs=[{"output_type": "stream", "name": "stdout", "text": "2"}], count=1)
    course.release("第二版")

    assert course.start().what == "updated"
    assert course.says() == "第二版"
    assert course.files() == [NAME]


def test_what_was_run_keeps_its_outputs_but_for_widgets_of_a_kernel_that_is_gone(course):
    data = {WIDGET_VIEW: {"model_id": "gone"}, "text/plain": "题目"}
    course.start()
    course.write("第一版", outputs=[{"output_type": "display_data", "data": data, "metadata": {}}], count=1)

    assert course.start().what == "same"
    kept = (course.workspace / NAME).read_text(encoding="utf-8")
    assert "题目" in kept
    assert WIDGET_VIEW not in kept


def test_a_lesson_that_was_changed_is_kept_and_the_new_version_lies_beside(course):
    course.start()
    course.write("我的笔记")
    course.release("第二版")

    brought = course.start()

    assert (brought.what, brought.beside) == ("kept", BESIDE)
    assert "原样留着" in str(brought)
    assert BESIDE in str(brought)
    assert (course.says(), course.says(BESIDE)) == ("我的笔记", "第二版")


def test_a_change_without_a_new_version_is_no_news(course):
    course.start()
    course.write("我的笔记")

    assert course.start().what == "same"
    assert course.says() == "我的笔记"
    assert course.files() == [NAME]


def test_the_notice_of_a_kept_lesson_is_given_once(course):
    course.start()
    course.write("我的笔记")
    course.release("第二版")
    course.start()

    assert course.start().what == "same"
    assert course.files() == sorted([NAME, BESIDE])


def test_an_untouched_new_version_is_renewed_in_its_place(course):
    course.start()
    course.write("我的笔记")
    for text in ("第二版", "第三版"):
        course.release(text)
        course.start()

    assert (course.says(), course.says(BESIDE)) == ("我的笔记", "第三版")
    assert course.files() == sorted([NAME, BESIDE])


def test_a_new_version_that_was_changed_too_is_kept_too(course):
    course.start()
    course.write("我的笔记")
    course.release("第二版")
    course.start()
    course.write("我又写了", BESIDE)
    course.release("第三版")

    assert course.start().beside == "01_role(新版2).ipynb"
    assert (course.says(), course.says(BESIDE), course.says("01_role(新版2).ipynb")) == (
        "我的笔记",
        "我又写了",
        "第三版",
    )


def test_a_lesson_that_was_thrown_away_comes_back(course):
    course.start()
    (course.workspace / NAME).unlink()

    assert course.start().what == "new"


def test_a_damaged_notebook_is_kept_and_a_whole_one_lies_beside(course):
    course.start()
    (course.workspace / NAME).write_text('{"cells": [', encoding="utf-8")

    assert course.start().beside == BESIDE
    assert (course.workspace / NAME).read_text(encoding="utf-8") == '{"cells": ['
    assert course.says(BESIDE) == "第一版"
    assert course.start().what == "same"


@pytest.mark.parametrize("memory", [None, "", "[]", "3", "null", '{"01_role.ipynb": null}', "\x00"])
def test_without_memory_everything_counts_as_the_learners_own(course, memory):
    course.start()
    course.write("我的笔记")
    remembered = course.workspace / ".cs-training" / "delivered.json"
    remembered.unlink() if memory is None else remembered.write_text(memory, encoding="utf-8")
    course.release("第二版")

    assert course.start().what == "kept"
    assert course.says() == "我的笔记"


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path):
    course = Course(tmp_path)
    course.release("第一版")
    course.workspace.write_text("in the way", encoding="utf-8")

    with pytest.raises(WorkspaceError, match="--workspace"):
        course.start()


own = st.sampled_from([NAME, BESIDE, "01_role(新版2).ipynb"])
deeds = st.one_of(
    st.tuples(st.just("release"), st.integers(1, 4)),
    st.tuples(st.just("edit"), own),
    st.tuples(st.just("damage"), own),
    st.tuples(st.just("run"), own),
    st.tuples(st.just("throw away"), own),
    st.tuples(st.just("start"), st.none()),
)


@given(st.lists(deeds, max_size=14))
@settings(max_examples=80)
def test_whatever_happens_nothing_a_learner_wrote_is_overwritten(happened):
    with tempfile.TemporaryDirectory() as folder:
        course, mine = Course(Path(folder)), {}
        course.release("第 0 版")
        course.start()
        for n, (deed, about) in enumerate([*happened, ("start", None)]):
            path = course.workspace / about if isinstance(about, str) else None
            if deed == "release":
                course.release(f"第 {about} 版")
            elif deed == "start":
                course.start()
                assert course.start().what == "same"
            elif path.exists():
                _do(deed, course, path, mine, n)
            for written, content in mine.items():
                assert written.read_bytes() == content


def _do(deed, course, path, mine, n):
    if deed == "throw away":
        path.unlink()
        mine.pop(path, None)
    elif deed == "run" and path not in mine:
        course.write(course.says(path.name), path.name, outputs=[{"output_type": "stream", "text": "2"}], count=n)
    elif deed != "run":
        course.write(f"我写的 {n}", path.name)
        if deed == "damage":
            path.write_bytes(path.read_bytes()[:-9])
        mine[path] = path.read_bytes()


def test_a_whole_copy_comes_back_when_the_one_beside_a_damaged_lesson_was_deleted(course):
    course.release("一")
    course.start()
    (course.workspace / NAME).write_text("", encoding="utf-8")
    course.start()
    (course.workspace / BESIDE).unlink()

    brought = course.start()

    assert brought.what == "kept"
    assert (course.workspace / BESIDE).exists()
