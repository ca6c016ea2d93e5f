"""The doctor: every finding that is bad comes with its cure."""

import webbrowser
from importlib import metadata

import pytest

from cs_training.errors import ContentError, Problem, RecordError
from cs_training.notebook import doctor
from cs_training.notebook.doctor import examine
from cs_training.notebook.sitting import attempt_log
from cs_training.records.log import Log


def found(what):
    return next(finding for finding in examine() if finding.what == what)


def test_everything_is_looked_at_and_every_finding_says_something():
    findings = list(examine())

    assert [f.what for f in findings] == [
        "Python",
        "依赖",
        "中文界面",
        "题目控件",
        "内核",
        "学习记录",
        "磁盘",
        "课程内容",
        "浏览器",
    ]
    assert all(f.says for f in findings)


def test_here_the_course_itself_is_well():
    for what in ("Python", "依赖", "学习记录", "课程内容"):
        assert found(what).cure == ""
    assert str(attempt_log().path) in found("学习记录").says


def test_looking_records_nothing():
    list(examine())

    assert list(attempt_log().read()) == []


def test_a_missing_package_is_named(monkeypatch):
    known = metadata.version

    def without_fsrs(name):
        if name in ("fsrs", "jupyterlab-language-pack-zh-CN"):
            raise metadata.PackageNotFoundError(name)
        return known(name)

    monkeypatch.setattr(metadata, "version", without_fsrs)

    assert "缺 fsrs" in found("依赖").says
    assert "start.py" in found("依赖").cure
    assert "jupyterlab-language-pack-zh-CN" in found("中文界面").says


def test_a_package_of_the_wrong_version_is_named_with_the_one_wanted(monkeypatch):
    known = metadata.version
    monkeypatch.setattr(
        metadata, "version", lambda name: {"click": "7.0", "jupyterlab": "3.6.1"}.get(name) or known(name)
    )

    assert "click 是 7.0，要" in found("依赖").says
    assert "3.6.1" in found("中文界面").says
    assert found("中文界面").cure


def test_a_look_that_needs_something_missing_says_what_is_missing_and_the_others_go_on(monkeypatch):
    def needs_more():
        raise ModuleNotFoundError("No module named 'jupyter_client'", name="jupyter_client")

    monkeypatch.setattr(doctor, "_kernel", needs_more)

    findings = list(examine())

    assert [f.says for f in findings if f.cure and "jupyter_client" in f.says] == ["缺 jupyter_client"]
    assert findings[-1].what == "浏览器"


def test_missing_widgets_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor.sys, "prefix", str(tmp_path))

    assert "anywidget" in found("题目控件").says
    assert found("题目控件").cure


def test_damaged_lines_of_the_log_are_named():
    log = attempt_log()
    log.append({"id": "a"}, {"id": "b"})
    log.path.write_bytes(b"damaged\n" + log.path.read_bytes())

    assert "第 1 行读不出" in found("学习记录").says
    assert "其他行不受影响" in found("学习记录").cure


def test_records_that_cannot_be_written_are_a_finding(monkeypatch):
    def refused(self, *statements):
        raise RecordError("写不了，换一个位置。")

    monkeypatch.setattr(Log, "append", refused)

    assert found("学习记录").cure == "写不了，换一个位置。"


def test_a_disk_that_is_nearly_full_is_a_finding(monkeypatch):
    monkeypatch.setattr(doctor, "ENOUGH_DISK", float("inf"))

    assert "快满了" in found("磁盘").cure


def test_content_that_cannot_be_read_is_a_finding(monkeypatch):
    def broken():
        raise ContentError([Problem("a.yaml", 3, "q-1", "stem", "空的。")])

    monkeypatch.setattr(doctor, "open_bank", broken)

    assert "a.yaml:3" in found("课程内容").cure
    assert "cs-training check" in found("课程内容").cure


@pytest.mark.parametrize("there", [True, False])
def test_a_missing_browser_is_a_finding(monkeypatch, there):
    def get():
        if not there:
            raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", get)

    assert bool(found("浏览器").cure) is not there
