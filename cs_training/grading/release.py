"""
What leaves an exercise before learners get it, beyond what nbgrader itself clears.

nbgrader removes solutions and hidden tests, but keeps cell metadata that it does not know. Our teacher
notes stand there (``metadata.cs_training.teacher``), so `StripTeacherNotes` runs as the last preprocessor
of ``nbgrader generate_assignment`` (see ``nbgrader_config.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor


def without_teacher_note(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """
    Copy a cell's metadata, less ``cs_training.teacher``.

    ``cs_training`` goes too when nothing else is in it.
    """
    kept = dict(metadata)
    ours = {key: value for key, value in kept.pop("cs_training", {}).items() if key != "teacher"}
    return {**kept, "cs_training": ours} if ours else kept


# nbgrader ships no types, so mypy sees the base class as Any.
class StripTeacherNotes(NbGraderPreprocessor):  # type: ignore[misc]
    """Take the teacher notes out of every cell of a notebook that is being released."""

    def preprocess_cell(
        self,
        cell: NotebookNode,
        resources: dict[str, Any],
        _cell_index: int,
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace the metadata of one cell; nbconvert calls this for each."""
        cell.metadata = without_teacher_note(cell.metadata)
        return cell, resources
