"""The learner's path in Python compiled for the browser."""

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cs_training.content.bank import content_files
from cs_training.content.reading import read_content

HERE = Path(__file__).parent / "pyodide"
REPO = HERE.parent.parent


@pytest.fixture(scope="module")
def pyodide():
    """Node with the pyodide package beside it; it is fetched once."""
    if not (shutil.which("node") and shutil.which("npm")):
        if os.environ.get("CI") == "true":
            pytest.fail("Node and npm are needed in CI")
        pytest.skip("Node or npm is not installed")
    if not (HERE / "node_modules/pyodide").exists():
        command = [
            shutil.which("npm"),
            "install",
            "--prefix",
            str(HERE),
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return shutil.which("node")


def test_questions_cases_replies_and_shifts_work_in_pyodide(pyodide, tmp_path):
    bank = tmp_path / "bank.json"
    bank.write_text(json.dumps(read_content(content_files())), encoding="utf-8")
    site = Path(importlib.util.find_spec("fsrs").origin).parent.parent

    ran = subprocess.run(
        [pyodide, "smoke.mjs", str(REPO), str(site), str(bank)],
        cwd=HERE,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    result = json.loads(ran.stdout.splitlines()[-1])
    assert len(result["kinds"]) == 9
    assert result["finished"] == result["due"] == 9
    assert result["cases"] == result["decided"] == 21
    assert result["bands"][0] <= 1
    assert result["bands"][1] == 3
    assert result["replayed"]
    assert result["served"] == 4
    assert result["heavy"] == []
