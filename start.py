"""
One command from a fresh machine: set everything up in ``.venv`` beside this file, then open the course.

    python start.py                 open the course (more words go to ``cs-training start``)
    python start.py --test          run every check and test
    python start.py --instructor    set up with nbgrader, for teachers who grade
    python start.py --fresh         throw .venv away first

Standard library only: it runs before anything is installed, on Linux, macOS and Windows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "cs-training-installed"
OWN_FLAGS = ("--test", "--instructor", "--fresh")


def main(words: list[str]) -> int:
    """Sets up what the words ask for, and does it."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows pipe may not know Chinese; question marks there are better than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    own = [word for word in words if word in OWN_FLAGS]
    rest = [word for word in words if word not in OWN_FLAGS]
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        return _say(f"需要 Python 3.11–3.14，现在是 {sys.version.split()[0]}。到 python.org 下载一个，再运行一次。")
    if "--fresh" in own and VENV.exists():
        shutil.rmtree(VENV)
    extra = "dev" if "--test" in own else "instructor" if "--instructor" in own else ""
    if problem := set_up(extra):
        return _say(problem)
    if "--test" in own:
        return test(rest)
    if "--instructor" in own:
        print(f"装好了。先激活环境（{_activation()}），再按 docs/instructors.md 做。")
        return 0
    return _run(PYTHON, "-m", "cs_training.cli", "start", *rest)


def set_up(extra: str) -> str:
    """Makes .venv and installs the pinned versions, unless that is done already. Returns what went wrong, or ""."""
    stamp = _stamp(extra)
    if STAMP.exists() and stamp in STAMP.read_text(encoding="utf-8").split():
        return ""
    if not PYTHON.exists():
        print("第一次运行：准备一个独立的 Python 环境……")
        try:
            venv.create(VENV, with_pip=True)
        except (subprocess.CalledProcessError, ImportError, OSError) as error:
            return (
                f"建不了独立的 Python 环境（{error}）。Debian/Ubuntu 先运行 sudo apt install python3-venv；"
                "其他系统重装 Python，装的时候勾上 pip。"
            )
    print("安装课程要用的包（第一次几分钟，之后几秒）……")
    wanted = f"{HERE}[{extra}]" if extra else str(HERE)
    constraints = str(HERE / "constraints.txt")
    if _run(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "-q", "-c", constraints, "-e", wanted):
        return "安装没有成功，上面几行是原因。常见的是网络断了：再运行一次会接着装。"
    before = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    STAMP.write_text(
        "\n".join([*(s for s in before if s.split(":")[0] == stamp.split(":")[0]), stamp]), encoding="utf-8"
    )
    return ""


def test(words: list[str]) -> int:
    """Every check there is; the first that fails ends it."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["CS_TRAINING_HOME"] = home  # tests must never meet a learner's records
        os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic by name
        steps = [
            ["ruff", "check"],
            ["ruff", "format", "--check"],
            ["mypy"],
            ["cs_training.cli", "check"],
            ["pytest", "-n", "2", "--dist", "loadfile", *words],
        ]
        for step in steps:
            print(f"\n== {' '.join(step)}", flush=True)
            if code := _run(PYTHON, "-m", *step):
                return code
    return 0


def _stamp(extra: str) -> str:
    """What is installed: the hash of what decides it, and the extra."""
    said = b"".join((HERE / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    return f"{hashlib.sha256(said).hexdigest()[:16]}:{extra}"


def _run(*command: str | Path) -> int:
    try:
        return subprocess.run([str(part) for part in command], cwd=HERE, check=False).returncode
    except KeyboardInterrupt:
        return 0


def _activation() -> str:
    return str(BIN / "activate") if os.name == "nt" else f"source {BIN / 'activate'}"


def _say(problem: str) -> int:
    print(problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
