"""The lessons and exercises as notebooks: they run, they say what they said, and they give nothing away."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cs_training.content.bank import open_bank
from cs_training.core.marking import solution
from cs_training.core.quiz import begin
from cs_training.core.variant import vary

ROOT = Path(__file__).parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted((ROOT / "exercises").glob("*/*.ipynb"))


def nbval(path, *words, home):
    """Runs a notebook from top to bottom in a fresh learner's home; ``nbval`` compares what it says."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(ROOT)]
    environment = os.environ | {"CS_TRAINING_HOME": str(home)}
    command += [*words, str(path)]
    for _ in range(2):
        ran = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
        # Two kernels that start at the same moment can pick the same port; that says nothing about the notebook.
        if "Kernel didn't respond" not in ran.stdout:
            break
    return ran


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_runs_and_says_what_it_said(path, tmp_path):
    ran = nbval(path, "--nbval", home=tmp_path)

    assert ran.returncode == 0, ran.stdout[-3000:]


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_an_exercise_with_its_solution_runs(path, tmp_path):
    ran = nbval(path, "--nbval-lax", home=tmp_path)

    assert ran.returncode == 0, ran.stdout[-3000:]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_running_a_lesson_records_nothing(path, tmp_path):
    nbval(path, "--nbval-lax", home=tmp_path)

    assert not (tmp_path / "attempts.jsonl").exists()


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_explanation_and_no_key_stands_in_a_lesson(path):
    """Explanations and hints are shown by the engine when they are due; keys are ids, and no id is in a notebook."""
    text = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)

    for question in open_bank().questions():
        key = solution(begin(question).question)
        told = [key.why, *key.whys.values(), *vary(question, 1).hints]
        for sentence in filter(None, told):
            assert json.dumps(sentence.strip(), ensure_ascii=False)[1:-1] not in text, question.id


@pytest.mark.parametrize("path", [*LESSONS, *EXERCISES], ids=lambda path: path.stem)
def test_a_notebook_keeps_no_ids_clocks_or_paths(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))

    assert "widgets" not in notebook["metadata"]
    assert all("execution" not in cell["metadata"] for cell in notebook["cells"])
    assert "/home/" not in path.read_text(encoding="utf-8")
