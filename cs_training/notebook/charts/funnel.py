"""From the first message to the payment: how many got how far, and where most were lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cs_training.notebook.charts.chart import Chart
from cs_training.notebook.charts.chinese import printable
from cs_training.notebook.charts.style import BLUE, SMALL, SOFT_INK, TEXT, blank, house, sheet
from cs_training.notebook.charts.wording import number, share, short, width

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAME = "funnel"
NOT_SUMMED = "一位买家、一单都可能同时算给两位客服，各人的数不能相加"
POINT = 1 / 72  # inches


@dataclass(frozen=True, slots=True)
class Step:
    """A step and how many reached it; None if it is not known."""

    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """
    What is drawn.

    Args:
        steps: In their order.
        agent: Whose buyers, if one agent's; the chart then says that such figures must not be summed.
        unit: Who or what is counted.
    """

    steps: Sequence[Step]
    agent: str = ""
    unit: str = "人"


def funnel(data: Funnel) -> Chart:
    """A bar for each step, with its share of the step before."""
    whose = f"{short(data.agent, 10)}接待的" if data.agent else ""
    title = f"从咨询到付款，{whose}买家走到了哪一步？"
    known = [(step.name, step.count) for step in data.steps if step.count is not None]
    notes = _notes(data)
    with house():
        if not sum(count for _, count in known):
            why = f"{'；'.join(['一位买家也没有', *notes])}。"
            return Chart(NAME, title, f"没有数据：{why}", f"空图。没有数据：{why}", blank(title, why))
        figure = _drawn(known, data, title, notes)
    reading = "；".join((*_reading(known, data.unit), *notes)) + "。"
    return Chart(NAME, title, reading, _alt(known, data), figure)


def _drawn(known: list[tuple[str, int]], data: Funnel, title: str, notes: list[str]) -> Figure:
    names = [short(printable(name), 10) for name, _ in known]
    left = 0.6 + max(map(width, names)) * TEXT * POINT
    how = f"条长是{data.unit}数，条后面是占上一步的百分比。"
    lines = [f"{note}。" for note in notes]
    figure, axes = sheet(title, how, notes=lines, height=0.75 * len(known), left=left, right=3.4, below=0.25)
    axes.barh(range(len(known)), [count for _, count in known], height=0.62, color=BLUE)
    for place, (_, count) in enumerate(known):
        beside = {"textcoords": "offset points"}
        of_before = _of_before(known, place)
        up = 10 if of_before else 0
        axes.annotate(f"{number(count)} {data.unit}", (count, place), (8, up), va="center", **beside)  # type: ignore[arg-type]
        small = {"fontsize": SMALL, "color": SOFT_INK, "va": "center"}
        axes.annotate(of_before, (count, place), (8, -10), **beside, **small)  # type: ignore[arg-type]
    axes.set_xlim(0, max(count for _, count in known))
    axes.set_ylim(len(known) - 0.5, -0.5)
    axes.set_yticks(range(len(known)), names)
    axes.tick_params(length=0)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    return figure


def _of_before(known: list[tuple[str, int]], place: int) -> str:
    """Names the step it is a share of: where a step is left out, “the one before” is not what one thinks."""
    if not place:
        return ""
    name, before = known[place - 1]
    shown = short(printable(name), 10)
    return f"占“{shown}”的 {share(known[place][1] / before)}" if before else f"“{shown}”是 0，比不了"


def _reading(known: list[tuple[str, int]], unit: str) -> list[str]:
    (first, start), (last, end) = known[0], known[-1]
    if len(known) == 1:
        return [f"“{first}”{number(start)} {unit}，只有这一步，没有上一步可比"]
    kept = f"，占“{first}”的 {share(end / start)}" if start else ""
    said = [f"“{first}”{number(start)} {unit}，走到“{last}”的 {number(end)} {unit}{kept}"]
    steps = [(now / before, name, after) for (name, before), (after, now) in pairwise(known) if before]
    if steps and len(known) > 2:
        rate, name, after = min(steps, key=lambda step: step[0])
        said.append(f"掉得最多的是从“{name}”到“{after}”，只剩 {share(rate)}")
    return said


def _notes(data: Funnel) -> list[str]:
    lost = "、".join(f"“{step.name}”" for step in data.steps if step.count is None)
    return [*([f"{lost}没有数，没画"] if lost else []), *([NOT_SUMMED] if data.agent else [])]


def _alt(known: list[tuple[str, int]], data: Funnel) -> str:
    bars = "；".join(
        "，".join(filter(None, (f"{name} {number(count)} {data.unit}", _of_before(known, place))))
        for place, (name, count) in enumerate(known)
    )
    return f"漏斗图，每步一根横条，从上到下：{bars}。"
