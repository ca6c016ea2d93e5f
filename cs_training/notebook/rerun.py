"""Runs lessons and stores their outputs, the same on every machine: for maintainers, after a lesson was changed."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from cs_training.notebook.lesson import drop_stale_views, read_notebook, write_notebook


def rerun(path: Path) -> None:
    """Runs a notebook from top to bottom as a new learner would, and stores the outputs in it."""
    import nbformat
    from nbclient import NotebookClient

    read_notebook(path)  # says in one sentence if it is none
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as empty_home:
        client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(path.parent)}})
        client.execute(env=os.environ | {"CS_TRAINING_HOME": empty_home})
    write_notebook(path, _lasting(json.loads(nbformat.writes(notebook))))  # type: ignore[no-untyped-call]


def _lasting(notebook: dict[str, Any]) -> dict[str, Any]:
    """Without what differs from run to run: widget ids, timings, the exact Python."""
    kept = drop_stale_views(notebook)
    kept["metadata"]["language_info"] = {"name": "python"}
    for cell in kept["cells"]:
        cell["metadata"].pop("execution", None)
    return kept
