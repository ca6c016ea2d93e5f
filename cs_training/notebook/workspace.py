"""
The learner's own folder of lessons.

``bring`` copies lessons there, without teacher notes. It remembers what it delivered, so that later it can tell what
the learner has changed: that is never overwritten, the new version is put beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cs_training.errors import WorkspaceError, cause
from cs_training.notebook.lesson import (
    Lesson,
    Notebook,
    drop_stale_views,
    for_learners,
    read_notebook,
    source,
    write_notebook,
)

MEMORY = ".cs-training/delivered.json"

What = Literal["new", "same", "updated", "kept"]


@dataclass(frozen=True, slots=True)
class Brought:
    """What happened to one lesson; ``beside`` is the new version's name where the learner's own was kept."""

    name: str
    what: What
    beside: str = ""

    def __str__(self) -> str:
        return {
            "new": f"新到：{self.name}",
            "same": f"没变：{self.name}",
            "updated": f"已更新：{self.name}",
            "kept": f"你改过 {self.name}，原样留着；新版放在旁边：{self.beside}",
        }[self.what]


def bring(lessons: list[Lesson], workspace: Path) -> list[Brought]:
    """
    Copies lessons into a workspace and says what became of each.

    Raises:
        WorkspaceError: The folder cannot be written.
    """
    memory = workspace / MEMORY
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        delivered = _remembered(memory)
        brought = [_bring(lesson, workspace, delivered) for lesson in lessons]
        memory.write_text(json.dumps(delivered, indent=1, sort_keys=True), encoding="utf-8")
    except OSError as error:
        raise WorkspaceError(
            f"写不了文件夹 {workspace}（{cause(error)}）。用 --workspace 换一个能写的位置，比如桌面上的新文件夹。"
        ) from error
    return brought


def fingerprint(notebook: Notebook) -> str:
    """A short hash of what a notebook says; running it changes outputs, not this."""
    said = [(cell["cell_type"], source(cell)) for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def _bring(lesson: Lesson, workspace: Path, delivered: dict[str, str]) -> Brought:
    new, name = for_learners(lesson.notebook), lesson.path.name
    place = workspace / name
    if not place.exists():
        return _deliver(new, workspace, name, delivered, Brought(name, "new"))
    theirs = _readable(place)
    if theirs is None:
        delivered.pop(name, None)  # a copy that cannot be read is none: they get a whole one beside it
    if theirs is None or fingerprint(theirs) not in (fingerprint(new), delivered.get(name)):
        return _put_beside(new, workspace, name, delivered)
    if fingerprint(theirs) != fingerprint(new):
        return _deliver(new, workspace, name, delivered, Brought(name, "updated"))
    # Their outputs stay, but for widgets of a kernel that has gone.
    return _deliver(drop_stale_views(theirs), workspace, name, delivered, Brought(name, "same"))


def _put_beside(new: Notebook, workspace: Path, name: str, delivered: dict[str, str]) -> Brought:
    stem = name.removesuffix(".ipynb")
    had = [other for other, mark in delivered.items() if other.startswith(stem) and mark == fingerprint(new)]
    if any((workspace / other).exists() for other in had):
        return Brought(name, "same")  # they have this version already
    beside = next(n for n in _beside(stem) if _free(workspace / n, delivered.get(n)))
    return _deliver(new, workspace, beside, delivered, Brought(name, "kept", beside))


def _deliver(new: Notebook, workspace: Path, name: str, delivered: dict[str, str], outcome: Brought) -> Brought:
    # A lesson that is open must not change on the disk for nothing: JupyterLab would ask which one to keep.
    if not (workspace / name).exists() or _readable(workspace / name) != new:
        write_notebook(workspace / name, new)
    delivered[name] = fingerprint(new)
    return outcome


def _beside(stem: str) -> Iterator[str]:
    yield f"{stem}(新版).ipynb"
    yield from (f"{stem}(新版{n}).ipynb" for n in range(2, 1000))


def _free(path: Path, delivered: str | None) -> bool:
    """A name is free if nothing is there, or something we put there and nobody touched."""
    theirs = _readable(path) if path.exists() else None
    return not path.exists() or (theirs is not None and fingerprint(theirs) == delivered)


def _readable(path: Path) -> Notebook | None:
    """A learner's notebook; None if it is damaged, which is theirs to keep too."""
    try:
        return read_notebook(path)
    except WorkspaceError:
        return None


def _remembered(memory: Path) -> dict[str, str]:
    try:
        return {str(name): str(mark) for name, mark in json.loads(memory.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        # Without memory everything there counts as the learner's own, which is the safe mistake.
        return {}
