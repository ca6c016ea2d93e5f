"""
Lessons as data: what a lesson's notebook says of itself, and the copy that a learner gets.

A lesson is a notebook whose metadata carries ``cs_training`` (docs/authoring.md). Notebooks are read as JSON: nbformat
would cost a learner's kernel 200 ms and adds nothing here.
"""

from __future__ import annotations

import ast
import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cs_training.errors import WorkspaceError

PACKAGE = Path(__file__).parent.parent
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

Notebook = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of ``ask``, ``coach`` … in a lesson: the items it names, how they are asked, and the numbers given."""

    cell: str
    ids: tuple[str, ...]
    mode: str
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson's notebook and its metadata; ``objectives`` maps ids to sentences."""

    path: Path
    id: str
    title: str
    minutes: int
    needs: tuple[str, ...] = ()
    objectives: dict[str, str] = field(default_factory=dict)
    covers: tuple[str, ...] = ()

    @property
    def notebook(self) -> Notebook:
        return read_notebook(self.path)


def lessons_folder() -> Path:
    """Where the lessons are: inside an installed package, beside it in a checkout."""
    for folder in (PACKAGE / "notebooks", PACKAGE.parent / "notebooks"):
        if folder.is_dir():
            return folder
    raise WorkspaceError(f"找不到课程笔记本（应在 {PACKAGE / 'notebooks'}）。重新安装 cs-training 再试。")


def read_lessons(folder: Path | None = None) -> list[Lesson]:
    """All lessons in reading order. Notebooks without our metadata are passed over (``check`` names them)."""
    found = (read_lesson(path) for path in sorted((folder or lessons_folder()).glob("[0-9][0-9]_*.ipynb")))
    return [lesson for lesson in found if lesson]


def read_lesson(path: Path) -> Lesson | None:
    """The lesson a notebook holds; None if it has no metadata of ours. Raises WorkspaceError if they are wrong."""
    ours = read_notebook(path).get("metadata", {}).get("cs_training")
    if not isinstance(ours, dict) or "lesson" not in ours:
        return None
    try:
        return Lesson(
            path=path,
            id=re.sub(r"\D.*", "", str(ours["lesson"])),
            title=str(ours.get("title", path.stem)),
            minutes=int(ours.get("minutes", 0)),
            needs=tuple(ours.get("needs", ())),
            objectives={o["id"]: o["text"] for o in ours.get("objectives", ())},
            covers=tuple(ours.get("covers", ())),
        )
    except (KeyError, TypeError, ValueError):
        raise WorkspaceError(
            f"{path} 的 metadata.cs_training 写得不对。照 docs/authoring.md 改 minutes、objectives、covers。"
        ) from None


def read_notebook(path: Path) -> Notebook:
    """A notebook as plain data. Raises WorkspaceError if it is none."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:  # a notebook has cells; anything else is not one
            cell["cell_type"], source(cell)
    except (OSError, ValueError, KeyError, TypeError):
        raise WorkspaceError(f"{path} 不是能读的笔记本。用 JupyterLab 打开它看看，或从课程里重新复制一份。") from None
    return dict(notebook)


def write_notebook(path: Path, notebook: Notebook) -> None:
    """Writes as Jupyter does (one space, no escapes), so that files differ only where their content does."""
    part = path.with_suffix(".part")
    try:
        part.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        part.replace(path)  # a full disk must not leave half a notebook
    finally:
        part.unlink(missing_ok=True)


def source(cell: dict[str, Any]) -> str:
    """A cell's text; the format allows a string or a list of lines."""
    written = cell.get("source", "")
    return written if isinstance(written, str) else "".join(written)


def asked(notebook: Notebook, verb: str = "ask") -> Iterator[Asked]:
    """Every ``ask(…)`` (or call of another verb) in the code cells, read without running them."""
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            calls = [node for node in ast.walk(ast.parse(source(cell))) if isinstance(node, ast.Call)]
        except SyntaxError:
            continue
        for call in calls:
            if isinstance(call.func, ast.Name) and call.func.id == verb:
                ids = tuple(a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
                yield Asked(cell.get("id", ""), ids, _keyword(call, "mode", "practice"), _numbers(call))


def main_path(notebook: Notebook) -> Notebook:
    """The notebook without the cells tagged ``optional``."""
    main = [cell for cell in notebook["cells"] if "optional" not in cell.get("metadata", {}).get("tags", ())]
    return notebook | {"cells": main}


def only_optional(notebook: Notebook) -> set[str]:
    """The questions that are asked off the main path only."""
    main = {i for call in asked(main_path(notebook)) for i in call.ids}
    return {i for call in asked(notebook) for i in call.ids} - main


def for_learners(notebook: Notebook) -> Notebook:
    """The learner's copy: without teacher notes, and not yet run, so that no prediction stands beside its answer."""
    copied = copy.deepcopy(notebook)
    copied.get("metadata", {}).pop("widgets", None)
    for cell in copied["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
        ours = cell.get("metadata", {}).get("cs_training")
        if isinstance(ours, dict):
            ours.pop("teacher", None)
            if not ours:
                del cell["metadata"]["cs_training"]
    return copied


def drop_stale_views(notebook: Notebook) -> Notebook:
    """
    The notebook without references to widgets of a kernel that is gone.

    JupyterLab shows “Error displaying widget: model not found” for such a reference, although a text version of the
    same question stands beside it in the output.
    """
    kept = copy.deepcopy(notebook)
    kept.get("metadata", {}).pop("widgets", None)
    for cell in kept["cells"]:
        for output in cell.get("outputs", []):
            if "text/plain" in output.get("data", {}):
                output["data"].pop(WIDGET_VIEW, None)
    return kept


def _numbers(call: ast.Call) -> dict[str, int]:
    given = {one.arg: one.value.value for one in call.keywords if one.arg and isinstance(one.value, ast.Constant)}
    return {name: value for name, value in given.items() if type(value) is int}


def _keyword(call: ast.Call, name: str, default: str) -> str:
    for keyword in call.keywords:
        if keyword.arg == name and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return default
