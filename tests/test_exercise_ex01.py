"""
Exercise ex01-role goes through nbgrader's own pipeline: release, hand in, autograde, feedback.

Everything happens in a temporary copy of the course; nbgrader's commands run inside this process, because
importing it takes longer than most of what it does here. The submissions are made as learners make them:
from the released notebook, by filling in answer cells.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

pytest.importorskip("nbgrader", reason="nbgrader is not installed: run `python start.py --instructor`")
# nbgrader and SQLAlchemy warn about each other on every submission; none of that is ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore")

ROOT = Path(__file__).parents[1]
NAME = "ex01-role"
SOURCE = ROOT / "exercises" / NAME / f"{NAME}.ipynb"
POINTS = {
    "orders-per-day-test": 6,
    "worth-of-one-point-test": 8,
    "repeat-buyer-loss-test": 10,
    "most-asked-test": 6,
    "month-gain-test": 6,
}
LETTER = 14

HALF_RIGHT = {
    "orders-per-day": "def orders_per_day(visits, rate):\n    return rate * visits",
    "worth-of-one-point": "def worth_of_one_point(visits, price):\n    return 344",
    "repeat-buyer-loss": "def repeat_buyer_loss(lost, times, price):\n    return lost * 6 * price",
    "most-asked": "def most_asked(lines, topics):\n    return max(topics, key=' '.join(lines).count)",
    "month-gain": "def month_gain():\n    return 344 * 30",
    "letter": "我接待了 400 位（练习数字）。",
}
RETURN_NONE = {
    "orders-per-day": "def orders_per_day(visits, rate):\n    return None",
    "worth-of-one-point": "def worth_of_one_point(visits, price):\n    return None",
    "repeat-buyer-loss": "def repeat_buyer_loss(lost, times, price):\n    return None",
    "most-asked": "def most_asked(lines, topics):\n    return None",
    "month-gain": "def month_gain():\n    return None",
}
# What a learner types into the blanks of the lines we left for them, in their order.
BLANKS = {
    "orders-per-day": ["rate"],
    "worth-of-one-point": ["0.01", "price"],
    "repeat-buyer-loss": ["lost * times * price"],
    "most-asked": ["lines", "topic", "1"],
    "month-gain": ["15480"],
}
WARNS = "import warnings\ndef orders_per_day(a, b):\n    warnings.warn('slow')\n    return a * b"


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def grade_id(cell: nbformat.NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def solutions() -> dict[str, str]:
    """The instructor's answers, by grade_id."""
    return {grade_id(cell): cell.source for cell in read(SOURCE).cells if _is(cell, "solution")}


def between(begin: str, end: str) -> list[str]:
    """The lines of the source's marked regions, less what also stands outside of one."""
    inside: list[str] = []
    outside: list[str] = []
    for cell in read(SOURCE).cells:
        marked = False
        for line in cell.source.splitlines():
            if begin in line or end in line:
                marked = begin in line
            else:
                (inside if marked else outside).append(line.strip())
    return [line for line in inside if line not in "\n".join(outside)]


def fill(notebook: nbformat.NotebookNode, answers: dict[str, str]) -> nbformat.NotebookNode:
    """Type answers into a released notebook."""
    for cell in notebook.cells:
        if _is(cell, "solution"):
            cell.source = answers.get(grade_id(cell), cell.source)
    return notebook


def by_the_steps(source: str, words: list[str]) -> str:
    """An answer cell after the steps of “怎么做”: no # before our lines, no blanks, no line with `raise`."""
    lines = [line for line in source.splitlines() if not line.strip().startswith("raise")]
    text = "\n".join(re.sub(r"^( *)#(?! \S)", r"\1", line) for line in lines)
    for word in words:
        text = text.replace("____", word, 1)
    return text


def said(cell: nbformat.NotebookNode) -> str:
    """What a cell printed."""
    return "".join(out.text for out in cell.outputs if out.output_type == "stream")


def _is(cell: nbformat.NotebookNode, kind: str) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get(kind))


class Course:
    """A copy of the repository's exercise, and what nbgrader makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(SOURCE.parent, folder / "exercises" / NAME)
        shutil.copy(ROOT / "nbgrader_config.py", folder)

    def nbgrader(self, command: str) -> None:
        """Run ``nbgrader COMMAND ex01-role`` in the course's folder; a failing command ends the test."""
        from nbgrader import apps

        app = getattr(apps, command + "App")()
        app.initialize([NAME])
        app.start()

    def path(self, step: str, student: str = "", suffix: str = "ipynb") -> Path:
        return self.folder / "course" / step / student / NAME / f"{NAME}.{suffix}"

    def hand_in(self, student: str, answers: dict[str, str], *, without: str = "") -> None:
        """Fill the released notebook with answers, perhaps lose a cell, and put it where submissions go."""
        notebook = fill(read(self.path("release")), answers)
        notebook.cells = [cell for cell in notebook.cells if not without or grade_id(cell) != without]
        self.path("submitted", student).parent.mkdir(parents=True)
        nbformat.write(notebook, self.path("submitted", student))

    def steps(self, *, filled: bool = True) -> dict[str, str]:
        """The answers of somebody who does what “怎么做” says and nothing else, or forgets to fill the blanks."""
        cells = {grade_id(cell): cell.source for cell in read(self.path("release")).cells}
        return {name: by_the_steps(cells[name], words if filled else []) for name, words in BLANKS.items()}

    def run(self, answers: dict[str, str]) -> list[nbformat.NotebookNode]:
        """The released notebook's checks after somebody ran it from top to bottom; an error ends the test."""
        from nbclient import execute

        done = execute(fill(read(self.path("release")), answers), cwd=str(self.folder))
        return [cell for cell in done.cells if _is(cell, "grade") and cell.cell_type == "code"]

    def scores(self, student: str) -> dict[str, float | None]:
        """What the gradebook holds for one student: points by grade_id, None if a teacher must read it."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.folder}/course/gradebook.db", "cs-training") as book:
            grades = book.find_submission_notebook(NAME, NAME, student).grades
            return {grade.name: grade.auto_score for grade in grades}

    def feedback(self, student: str) -> str:
        """The text of a student's feedback page."""
        page = self.path("feedback", student, "html").read_text(encoding="utf-8")
        return html.unescape(re.sub(r"<[^>]+>", "", page))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """The course after everybody handed in, was graded, and got feedback."""
    folder = tmp_path_factory.mktemp("course")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        # nbgrader starts `alembic` by its bare name, which works only if the environment is on PATH.
        patch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
        for variable in ("JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
            patch.setenv(variable, str(folder / "home"))
        made = Course(folder)
        made.nbgrader("GenerateAssignment")
        made.hand_in("right", solutions())
        made.hand_in("steps", made.steps())
        made.hand_in("half", HALF_RIGHT)
        made.hand_in("empty", {})
        made.hand_in("none", RETURN_NONE)
        made.hand_in("careless", solutions() | {"orders-per-day": WARNS}, without="month-gain-test")
        made.nbgrader("Autograde")
        made.nbgrader("GenerateFeedback")
        yield made


@pytest.mark.parametrize("kind", ["SOLUTION", "HIDDEN TESTS"])
def test_the_released_notebook_holds_no_line_of_a_solution_or_hidden_check(course: Course, kind: str) -> None:
    released = course.path("release").read_text(encoding="utf-8")
    secrets = between(f"### BEGIN {kind}", f"### END {kind}")

    assert len(secrets) >= 6
    assert [line for line in secrets if json.dumps(line, ensure_ascii=False)[1:-1] in released] == []
    assert kind not in released


def test_the_released_notebook_holds_no_teacher_note_and_no_model_letter(course: Course) -> None:
    released = course.path("release").read_text(encoding="utf-8")
    notes = [cell.metadata.get("cs_training", {}).get("teacher") for cell in read(SOURCE).cells]

    assert len([note for note in notes if note]) >= 8
    assert [note for note in notes if note and json.dumps(note, ensure_ascii=False)[1:-1] in released] == []
    assert "teacher" not in released
    assert solutions()["letter"] not in released


def test_the_released_notebook_keeps_what_the_exercise_says_about_itself(course: Course) -> None:
    about = read(course.path("release")).metadata["cs_training"]

    assert about["exercise"] == NAME
    assert about["objectives"] == ["role-value", "role-intro"]


def test_a_cleared_answer_asks_in_chinese_for_the_learners_own_code(course: Course) -> None:
    answers = [cell for cell in read(course.path("release")).cells if _is(cell, "solution")]

    assert len(answers) == 6
    assert all("在这里写" in cell.source for cell in answers)


def test_every_visible_check_passes_on_the_solutions_and_shows_full_points(course: Course) -> None:
    for check in course.run(solutions()):
        points = float(check.metadata.nbgrader.points)
        results = [out["data"]["text/plain"] for out in check.outputs if out.output_type == "execute_result"]
        assert results == ([] if grade_id(check) == "month-gain-test" else [str(points)])
        assert "应该是" not in said(check)


def test_an_untouched_answer_is_named_in_chinese_and_nothing_is_red(course: Course) -> None:
    assert all("这一题还没写" in said(check) for check in course.run({}))


def test_an_open_blank_is_named_in_chinese_and_nothing_is_red(course: Course) -> None:
    checks = course.run(course.steps(filled=False))

    assert len(checks) == len(POINTS)
    assert all("Python 不认识的名字 ____" in said(check) for check in checks)
    assert not any("NameError" in said(check) for check in checks)


def test_wrong_answers_are_told_item_by_item_and_the_month_waits_until_it_is_handed_in(course: Course) -> None:
    checks = {grade_id(check): said(check) for check in course.run(HALF_RIGHT)}

    assert "你得到 344。先算多出几位" in checks["worth-of-one-point-test"]
    assert "查了 2 项，对了 1 项" in checks["worth-of-one-point-test"]
    assert checks["month-gain-test"] == (
        "第 5 题：写法没问题。数对不对交上去再查，先自己倒算：÷30，再÷1.5，应当回到 344。\n"
    )


def test_the_points_add_up_to_fifty(course: Course) -> None:
    marks = [cell.metadata.get("nbgrader", {}) for cell in read(course.path("release")).cells]

    assert {mark["grade_id"]: mark["points"] for mark in marks if "points" in mark} == {
        **POINTS,
        "letter": LETTER,
    }
    assert sum(POINTS.values()) + LETTER == 50


def test_right_answers_get_every_automatic_point_and_the_letter_waits_for_the_teacher(course: Course) -> None:
    assert course.scores("right") == {**POINTS, "letter": None}


def test_the_steps_of_the_notebook_lead_to_every_automatic_point(course: Course) -> None:
    assert course.scores("steps") == {**POINTS, "letter": 0}


def test_every_check_gives_points_item_by_item(course: Course) -> None:
    assert course.scores("half") == {
        "orders-per-day-test": 6,
        "worth-of-one-point-test": 2,
        "repeat-buyer-loss-test": 5,
        "most-asked-test": 4.5,
        "month-gain-test": 3,
        "letter": None,
    }


@pytest.mark.parametrize("student", ["empty", "none"])
def test_an_untouched_notebook_and_one_that_returns_none_get_nothing(course: Course, student: str) -> None:
    assert course.scores(student) == dict.fromkeys([*POINTS, "letter"], 0)


def test_a_deleted_check_and_a_harmless_warning_cost_nothing(course: Course) -> None:
    assert course.scores("careless") == {**POINTS, "letter": None}


@pytest.mark.parametrize("student", ["right", "steps", "half", "empty", "none", "careless"])
def test_feedback_shows_no_line_of_a_hidden_check(course: Course, student: str) -> None:
    page = course.feedback(student)

    assert "第 6 题 · 写给阿岩" in page
    assert [line for line in between("### BEGIN HIDDEN", "### END HIDDEN") if line in page] == []


def test_feedback_says_in_a_sentence_what_was_wrong_and_the_way_out(course: Course) -> None:
    page = course.feedback("half")

    assert "第 2 题：650 位买家、客单价 128 元，应该是 832 元，你得到 344。" in page
    assert "第 3 题：2 位老客、一年 4 次、每次 128 元，应该是 1024 元，你得到 1536。" in page
    assert "第 3 题：查了 4 项，对了 2 项。" in page
    assert "第 5 题：从 20% 到 21.5% 是一个半点，一天是 344 × 1.5 = 516 元。" in page
    assert page.count("第 5 题：写法没问题") == 1  # in the check's source, but not said


def test_a_teacher_note_goes_and_everything_beside_it_stays() -> None:
    from cs_training.grading.release import without_teacher_note

    metadata = {"tags": ["run"], "cs_training": {"teacher": "先问", "minutes": 3}}

    assert without_teacher_note(metadata) == {"tags": ["run"], "cs_training": {"minutes": 3}}
    assert metadata["cs_training"] == {"teacher": "先问", "minutes": 3}


def test_our_own_metadata_goes_when_the_teacher_note_was_all_of_it() -> None:
    from cs_training.grading.release import without_teacher_note

    assert without_teacher_note({"cs_training": {"teacher": "先问"}, "tags": []}) == {"tags": []}
    assert without_teacher_note({}) == {}
