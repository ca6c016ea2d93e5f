"""The browser's side of a widget: anywidget wants one file of each kind, we write several that share ``kit.js``."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def joined(*names: str) -> str:
    """The files of this folder as one text, in the order given."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)
