"""How far long work is, on a terminal; nothing at all where nobody would see it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

# Told what is being done and how much of it is, 0 to 1.
Told = Callable[[str, float], None]
_STEPS = 1000


@contextmanager
def progress() -> Iterator[Told]:
    """A bar on standard error for each step; the step named "" ends the last one."""
    if not sys.stderr.isatty():
        yield lambda _what, _share: None
        return
    bars: list[Any] = []

    def told(what: str, share: float) -> None:
        if not bars or bars[-1].label != what:
            _finish(bars)
            if not what:
                return
            bars.append(click.progressbar(length=_STEPS, label=what, file=sys.stderr))
            bars[-1].__enter__()
        bars[-1].update(max(0, round(share * _STEPS) - bars[-1].pos))

    try:
        yield told
    finally:
        _finish(bars)


def _finish(bars: list[Any]) -> None:
    while bars:
        bars.pop().__exit__(None, None, None)
