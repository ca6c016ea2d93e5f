"""
What a run was played with, kept as it was: scenarios change, and an old run must still be the run it was.

A script is a text under the hash of itself, in ``scripts/`` beside the log. Who plays the same twice keeps it once.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from pathlib import Path

from cs_training.errors import RecordError, cause


def keep(folder: Path, text: str) -> str:
    """
    Keeps a script and returns its name.

    Raises:
        RecordError: It could not be written.
    """
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    path = folder / f"{name}.json"
    if kept(folder, name) is not None:  # one that was spoilt is written again
        return name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Renamed when it is whole: half a script would be found under the name of the whole one.
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, suffix=".json", delete=False) as new:
            new.write(text)
        Path(new.name).replace(path)
    except OSError as error:
        raise RecordError(
            f"这一班开不了：写不了 {path}（{cause(error)}）。检查磁盘是否已满、文件夹是否只读，再点一次开始。"
        ) from error
    return name


def kept(folder: Path, name: str) -> str | None:
    """The script of a name; None if it is not there, or is not what it was."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        text = (folder / f"{name}.json").read_text(encoding="utf-8")
        if hashlib.sha256(text.encode()).hexdigest()[:16] == name:
            return text
    return None


def forget(folder: Path) -> None:
    """
    Removes all scripts: they tell which customers somebody met.

    Raises:
        RecordError: One could not be removed.
    """
    try:
        for path in folder.glob("*.json"):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise RecordError(f"删不掉 {folder}（{cause(error)}）。检查文件夹是否只读，再删一次。") from error
