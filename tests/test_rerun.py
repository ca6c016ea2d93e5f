"""Rerunning a lesson: its stored outputs are a newcomer's, and the same on every machine."""

import json

import pytest

from cs_training.notebook import ask
from cs_training.notebook.lesson import WIDGET_VIEW
from cs_training.notebook.rerun import rerun
from cs_training.notebook.sitting import attempt_log


@pytest.fixture(scope="module")
def maintainer(tmp_path_factory):
    """Somebody who has answered questions of their own."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CS_TRAINING_HOME", str(tmp_path_factory.mktemp("maintainer")))
        ask("role-01").answer("D")
        yield attempt_log()


@pytest.fixture(scope="module")
def rerun_twice(tmp_path_factory, maintainer):
    """A lesson's bytes after one rerun, and after another."""
    path = tmp_path_factory.mktemp("lesson") / "01_x.ipynb"
    code = 'from cs_training.notebook import ask\nask("role-01").answer("A")\nask("role-01")'
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "source": code, "outputs": [], "execution_count": None}
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    versions = []
    for _ in range(2):
        rerun(path)
        versions.append(path.read_bytes())
    return versions


def test_a_rerun_stores_the_text_and_no_widget(rerun_twice):
    (cell,) = json.loads(rerun_twice[0])["cells"]

    assert cell["execution_count"] == 1
    assert list(cell["outputs"][0]["data"]) == ["text/plain"]
    assert "【单选】" in "".join(cell["outputs"][0]["data"]["text/plain"])
    assert WIDGET_VIEW.encode() not in rerun_twice[0]


def test_a_rerun_begins_with_an_empty_home_and_gives_the_same_bytes_again(rerun_twice, maintainer):
    assert rerun_twice[0] == rerun_twice[1]
    assert "还有 1 次机会" in rerun_twice[0].decode()
    assert len(list(maintainer.read())) == 1


def test_nothing_that_differs_between_machines_is_stored(rerun_twice):
    stored = json.loads(rerun_twice[0])

    assert stored["metadata"]["language_info"] == {"name": "python"}
    assert "widgets" not in stored["metadata"]
    assert stored["cells"][0]["metadata"] == {}
