"""Errors say what, where and what to do, in Chinese."""

import errno
import os

import pytest

from cs_training.errors import ContentError, Problem, UnknownIdError, cause, suggestion


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_why_the_system_refused_is_said_without_english(number):
    said = cause(OSError(number, os.strerror(number)))

    assert os.strerror(number) not in said
    assert said


def test_the_nearest_name_is_suggested():
    assert suggestion("role-1", ["role-01", "ori-02"]) == "你是不是想写 role-01？"


def test_a_number_without_its_zero_is_the_same_number():
    assert suggestion("role-1", ["role-41", "role-11", "role-01"]) == "你是不是想写 role-01？"


def test_a_learner_sees_the_sentence_and_no_frames_of_code():
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    with capture_output() as shown:
        shell.run_cell("from cs_training.notebook import ask\nask('role-1')")

    assert "没有编号为“role-1”的题。你是不是想写 role-01？" in shown.stdout
    assert "Traceback" not in shown.stdout
    assert "site-packages" not in shown.stdout
    InteractiveShell.clear_instance()


def test_what_there_is_is_listed_where_nothing_is_near():
    assert suggestion("zzz", ["a", "b"]) == "可用的有：a、b。"


def test_an_unknown_id_is_named_with_the_nearest():
    assert str(UnknownIdError("题", "role-1", ["role-01"])) == "没有编号为“role-1”的题。你是不是想写 role-01？"


def test_all_problems_stand_in_one_error_each_with_its_place():
    problems = [Problem("a.yaml", 3, "x", "stem", "题干是空的。"), Problem("b.yaml", None, "", "", "没有这个文件。")]

    said = str(ContentError(problems))

    assert said.splitlines() == [
        "内容里有 2 处要改：",
        "  - a.yaml:3  x  stem  题干是空的。",
        "  - b.yaml  没有这个文件。",
    ]
