"""Texts below each other on a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def left(text: str, wide: int) -> str:
    """The text at the left of so many columns."""
    return text + " " * (wide - width(text))


def right(text: str, wide: int) -> str:
    """The text at the right of so many columns."""
    return " " * (wide - width(text)) + text
