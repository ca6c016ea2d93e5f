"""What a quiz leaves in a notebook's file, in bytes of the UTF-8 JSON that nbformat writes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from contenders import NAMES, SHOW, generated
from kernels import PATIENCE, Place
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from cs_training.content.bank import open_bank
from cs_training.notebook.lesson import asked, read_notebook

CODE = ("_esm", "_css")
STATE = "application/vnd.jupyter.widget-state+json"


@dataclass(frozen=True, slots=True)
class Quizzes:
    """Blocks of questions, one block a cell."""

    name: str
    data: dict[str, Any]
    blocks: list[tuple[tuple[str, ...], str]]

    @property
    def questions(self) -> int:
        return sum(len(ids) for ids, _ in self.blocks)


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes: in cell outputs; in the widget state as nbclient and as JupyterLab would save it; of it, widget code."""

    outputs: int
    state: int
    lab_state: int
    code: int


def all_quizzes(notebooks: Path) -> Iterator[Quizzes]:
    """The lessons' questions in the blocks they are asked in, then one block each of 1, 20 and 100 generated ones."""
    calls = [call for path in sorted(notebooks.glob("*.ipynb")) for call in asked(read_notebook(path))]
    yield Quizzes("lessons", dict(open_bank()._data), [(call.ids, call.mode) for call in calls])
    for count in (1, 20, 100):
        data = generated(count)
        yield Quizzes(f"{count} generated", data, [(tuple(data["questions"]), "practice")])


def stored(quizzes: Quizzes, place: Place) -> dict[str, Stored]:
    """What each contender stores when the same blocks are run in a notebook."""
    kept = place.folder / "data.json"
    kept.write_text(json.dumps(quizzes.data), encoding="utf-8")
    return {name: _measured(_executed(name, quizzes, kept, place)) for name in NAMES}


def bytes_in_lessons(notebooks: Path) -> tuple[int, int]:
    """Outputs of the cells that ask something, as the lessons are kept in the repository; and how many they ask."""
    total = count = 0
    for path in sorted(notebooks.glob("*.ipynb")):
        notebook = read_notebook(path)
        asks = {call.cell: len(call.ids) for call in asked(notebook)}
        kept = [cell for cell in notebook["cells"] if cell.get("id") in asks and cell["outputs"]]
        total += sum(_size(cell["outputs"]) for cell in kept)
        count += sum(asks[cell["id"]] for cell in kept)
    return total, count


def _executed(name: str, quizzes: Quizzes, kept: Path, place: Place) -> nbformat.NotebookNode:
    shown = [f"contenders.{SHOW[name].__name__}(data, {ids!r}, {mode!r})" for ids, mode in quizzes.blocks]
    first = f"import contenders, ipywidgets, json\ndata = contenders.load({str(kept)!r})"
    # JupyterLab drops what has its default value; the kernel can tell us what that leaves.
    last = "print(json.dumps(ipywidgets.Widget.get_manager_state(drop_defaults=True), default=str))"
    notebook = new_notebook(cells=[new_code_cell(code) for code in (first, *shown, last)])
    client = NotebookClient(notebook, timeout=PATIENCE, kernel_name="python3")
    client.execute(env=place.env, stderr=subprocess.DEVNULL)
    return notebook


def _measured(notebook: nbformat.NotebookNode) -> Stored:
    *shown, last = notebook.cells[1:]
    full = notebook.metadata.get("widgets", {})
    code = _code(full)
    lean = json.loads("".join(output["text"] for output in last.outputs))
    # Python counts an anywidget's code as a default; JupyterLab does not, and saves it with every quiz.
    lab = _size({STATE: lean}) + code if full else 0
    return Stored(sum(_size(cell.outputs) for cell in shown), _size(full) if full else 0, lab, code)


def _code(widgets: Any) -> int:
    models = widgets.get(STATE, {}).get("state", {}).values()
    return sum(_size(model["state"][part]) for model in models for part in CODE if part in model["state"])


def _size(written: Any) -> int:
    return len(json.dumps(written, ensure_ascii=False, indent=1).encode())
