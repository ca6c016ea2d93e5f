"""JupyterLab for a learner: Chinese, on their own folder, with this Python's kernel, nothing from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from cs_training.errors import WorkspaceError

SETTINGS = ".cs-training/lab"

# What a learner's JupyterLab starts with; what they change later in its settings stays changed.
_FIRST_SETTINGS = {
    "@jupyterlab/translation-extension/plugin.jupyterlab-settings": {"locale": "zh_CN"},
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "checkForUpdates": False},
}


def first_settings(workspace: Path) -> None:
    """Writes the settings that do not exist yet."""
    for name, setting in _FIRST_SETTINGS.items():
        path = workspace / SETTINGS / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(setting, indent=1), encoding="utf-8")


def command(workspace: Path, lesson: str, *, browser: bool, port: int | None) -> list[str]:
    """The command line that opens a lesson."""
    # “-m jupyter lab” would run whichever jupyter-lab is first on PATH, perhaps another installation's.
    given = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={workspace}", "--ip=127.0.0.1"]
    given += [
        f"--LabApp.default_url=/lab/tree/{quote(lesson)}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        given.append("--allow-root")  # in a container there is often no other user, and Jupyter would refuse
    return given + ([] if browser else ["--no-browser"]) + ([f"--port={port}"] if port else [])


def environment(workspace: Path) -> dict[str, str]:
    """The variables JupyterLab runs with."""
    return os.environ | {
        "JUPYTERLAB_SETTINGS_DIR": str(workspace / SETTINGS),
        # Another Jupyter on this machine may have left a “python3” kernel that has no cs_training in it.
        "JUPYTER_PREFER_ENV_PATH": "1",
    }


def open_lab(workspace: Path, lesson: str, *, browser: bool = True, port: int | None = None) -> int:
    """
    Runs JupyterLab until it is stopped; returns its exit code.

    Raises:
        WorkspaceError: It could not be started.
    """
    first_settings(workspace)
    try:
        return subprocess.run(
            command(workspace, lesson, browser=browser, port=port), env=environment(workspace), check=False
        ).returncode
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        raise WorkspaceError(f"JupyterLab 没有启动（{error}）。运行 cs-training doctor 看看缺什么。") from error
