"""Imports go down only: errors ← core ← {content, records} ← {notebook, grading} ← cli (design: a staircase)."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cs_training"
STEPS = {"errors": 0, "core": 1, "content": 2, "records": 2, "notebook": 3, "grading": 3, "cli": 4}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    """The rooms of our own package that a module imports, wherever in the module it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: relative import"
        yield from (name.split(".")[1] for name in names if name.startswith("cs_training."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_its_own_room_and_those_below(path):
    here = room(path)
    if here == "__init__":
        return

    for there in imported(path):
        assert there == here or STEPS[there] < STEPS[here], f"{here} must not import {there}"


def _is_about_tables(path):
    """Whether a module's subject are tables of many rows: what it takes and gives cannot be told without them."""
    tables = {"measuring", "synthesis", "kpi.py", "kpi_plain.py", "aftersale.py", "definitions.py", "exports.py"}
    tables |= {"synth.py"}
    return bool(tables & set(path.parts))


def _is_clock(node):
    return isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date"}


@pytest.mark.parametrize("path", [p for p in MODULES if "core" in p.parts], ids=lambda path: path.name)
def test_the_core_touches_no_file_clock_network_or_widget(path):
    forbidden = {"os", "pathlib", "time", "zoneinfo", "socket", "subprocess", "threading", "urllib", "requests"}
    forbidden |= {"matplotlib", "ipywidgets", "anywidget", "yaml", "pydantic"}
    forbidden |= set() if _is_about_tables(path) else {"pandas", "numpy", "narwhals"}

    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not {name.split(".")[0] for name in names} & forbidden
        assert not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open")
        # Rules are about days, so the core may reckon with them; what day it is comes in as an argument.
        assert not (isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"} and _is_clock(node))


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        (
            "cs_training.core.quiz",
            {"pandas", "narwhals", "matplotlib", "ipywidgets", "anywidget", "yaml", "pydantic", "opencc"},
        ),
        (
            "cs_training.notebook",
            {"pandas", "narwhals", "matplotlib", "yaml", "pydantic", "filelock", "fsrs", "nbformat"},
        ),
    ],
)
def test_an_import_loads_nothing_heavy(module, heavy):
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & {heavy!r}))"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)

    assert loaded.stdout.split() == []
