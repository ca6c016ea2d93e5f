"""JupyterLab as a learner's start opens it."""

import json
import os
import sys

from cs_training.notebook import lab


def test_the_lab_of_this_python_is_run_and_no_other_that_may_be_on_the_path(tmp_path):
    command = lab.command(tmp_path, "00_x.ipynb", browser=False, port=8899)

    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert {"--ip=127.0.0.1", "--no-browser", "--port=8899", f"--ServerApp.root_dir={tmp_path}"} <= set(command)


def test_a_lesson_with_a_chinese_name_is_opened_by_its_address(tmp_path):
    command = lab.command(tmp_path, "00 导学.ipynb", browser=True, port=None)

    assert "--LabApp.default_url=/lab/tree/00%20%E5%AF%BC%E5%AD%A6.ipynb" in command
    assert "--no-browser" not in command


def test_the_kernel_of_this_environment_is_preferred(tmp_path):
    environment = lab.environment(tmp_path)

    assert environment["JUPYTER_PREFER_ENV_PATH"] == "1"
    assert environment["PATH"] == os.environ["PATH"]


def test_settings_a_learner_changed_stay_changed(tmp_path):
    lab.first_settings(tmp_path)
    chosen = tmp_path / lab.SETTINGS / "@jupyterlab/translation-extension/plugin.jupyterlab-settings"
    assert json.loads(chosen.read_text(encoding="utf-8")) == {"locale": "zh_CN"}
    chosen.write_text('{"locale": "en"}', encoding="utf-8")

    lab.first_settings(tmp_path)

    assert json.loads(chosen.read_text(encoding="utf-8")) == {"locale": "en"}
