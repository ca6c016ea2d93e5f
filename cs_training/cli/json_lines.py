"""JSON Lines in and out of the commands: one line in, one line out, whatever it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cs_training.errors import TrainingError

# A file, or “-” for standard input.
INPUT = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
NOT_UTF8 = "这一行不是 UTF-8 编码。换成 UTF-8 再试。"
T = TypeVar("T")


def answer_or_fault(make: Callable[[], T], *, what: str) -> T | str:
    """An answer, or one sentence why there is none: a fault of ours in one line must not take the others with it."""
    try:
        return make()
    except TrainingError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001
        return f"程序出错了，{what}（{type(error).__name__}）。请把它发给维护者。"


def print_json(data: dict[str, Any], *, unwritable: str) -> None:
    """
    One line of UTF-8, whatever the terminal's encoding; at once, for whoever waits at the other end.

    Args:
        data: What to write.
        unwritable: What to say instead where JSON has no way to write it.
    """
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    except (ValueError, RecursionError):
        text = json.dumps({"error": unwritable}, ensure_ascii=False)
    # Half of a character pair cannot be UTF-8; a backslash and its number is JSON's own way to write it.
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
