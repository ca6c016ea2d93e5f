"""What a page of the KPI board is made of; widget, ipywidgets and text each draw the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cs_training.notebook.charts.chart import Chart

NO_SAMPLE = "无样本"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of some options; ``label`` is its whole name."""

    label: str
    options: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A number between two ends."""

    label: str
    unit: str
    low: int
    high: int
    step: int
    value: int
    note: str = ""


Control = Choice | Slide


@dataclass(frozen=True, slots=True)
class Row:
    """Controls side by side; what ``mark`` says of them is a word, as 不同."""

    name: str
    controls: tuple[Control, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A figure: its value, of how many, what to mind, and the target with its verdict."""

    name: str
    value: str
    of: str = ""
    mind: str = ""
    target: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """Figures side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of a line is its heading."""

    caption: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence; a warning begins with its own word."""

    text: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, not drawn before it is asked for."""

    draw: Callable[[], Chart]


Block = Cards | Grid | Words | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """
    A page.

    Attributes:
        name: On its tab.
        lead: What it is for, one sentence.
        said: What is announced when something was changed.
        rows: The controls.
        heads: Over the columns of controls, if there are several.
        blocks: What comes out.
    """

    name: str
    lead: str
    said: str
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    heads: tuple[str, ...] = ()
