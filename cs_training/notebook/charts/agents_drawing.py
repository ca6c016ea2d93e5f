"""The picture of the agents: a row each, with name, dot and whisker, figure and remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cs_training.notebook.charts.chinese import printable
from cs_training.notebook.charts.style import (
    BLUE,
    GROUND,
    INK,
    SMALL,
    SOFT_INK,
    TEXT,
    VERMILLION,
    sheet,
)
from cs_training.notebook.charts.wording import short, width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cs_training.notebook.charts.agents import Agents, Row

FEW = 30  # below this, an interval is so wide that a ranking is a lottery
NAME_WIDTH = 14.0  # Chinese characters
POINT = 1 / 72  # inches


def drawn(rows: list[Row], data: Agents, title: str, notes: list[str]) -> Figure:
    """The rows from top to bottom; columns are as wide as what they hold."""
    left = 0.6 + max(width(_name(row)) for row in rows) * TEXT * POINT
    column = 0.35 + max(width(data.written(row.value)) for row in rows) * TEXT * POINT
    right = 0.55 + column + max(width(row.remark) for row in rows) * SMALL * POINT
    how = f"点是数值，横线是 95% 区间；空心点的样本不到 {FEW}，只作参考。"
    how += "" if data.target is None else "三角是整段区间都没到目标。"
    height = max(0.9, 0.36 * len(rows)) + (0.3 if data.target is not None else 0)
    lines = [f"{'；'.join(notes)}。"] if notes else []
    figure, axes = sheet(title, how, notes=lines, height=height, left=left, right=right)
    for place, row in enumerate(rows):
        _mark(axes, place, row)
        beside = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center"}
        axes.annotate(data.written(row.value), (1, place), (column / POINT, 0), ha="right", **beside)  # type: ignore[arg-type]
        at = (column / POINT + 10, 0)
        axes.annotate(row.remark, (1, place), at, fontsize=SMALL, color=SOFT_INK, **beside)  # type: ignore[arg-type]
    _scales(axes, rows, data)
    return figure


def _mark(axes: Axes, place: int, row: Row) -> None:
    colour, marker = (VERMILLION, "v") if row.standing == "missed" else (BLUE, "o")
    if row.low is not None and row.high is not None:
        axes.plot((row.low, row.high), (place, place), color=colour, linewidth=2.5, clip_on=False, zorder=2)
    fill = GROUND if row.few else colour
    axes.plot(
        row.value,
        place,
        marker,
        markersize=10,
        markerfacecolor=fill,
        markeredgecolor=colour,
        markeredgewidth=2,
        clip_on=False,
        zorder=3,
    )


def _scales(axes: Axes, rows: list[Row], data: Agents) -> None:
    ends = [end for row in rows for end in (row.value, row.low, row.high) if end is not None]
    ends += [] if data.target is None else [data.target]
    pad = (max(ends) - min(ends) or abs(max(ends)) or 1) * 0.06
    ceiling = 1.0 if data.unit == "%" else max(ends) + pad
    axes.set_xlim(max(0, min(ends) - pad), min(ceiling, max(ends) + pad))
    axes.set_ylim(len(rows) - 0.4, -0.6 if data.target is None else -1.2)
    axes.set_yticks(range(len(rows)), [_name(row) for row in rows])
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(lambda value, _place: f"{value:.3g}" if data.unit != "%" else f"{value * 100:.3g}")
    axes.set_xlabel(f"{short(printable(data.what), 18)}（{data.unit}）")
    axes.tick_params(length=0)
    axes.yaxis.grid(visible=True)
    axes.spines["left"].set_visible(False)
    if data.target is not None:
        _target(axes, data, len(rows))


def _target(axes: Axes, data: Agents, rows: int) -> None:
    target = data.target or 0.0
    axes.plot((target, target), (rows - 0.4, -0.55), color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    low, high = axes.get_xlim()
    side = "left" if (target - low) / (high - low) < 0.5 else "right"
    axes.annotate(data.goal, (target, -0.6), (0, 2), textcoords="offset points", ha=side, va="bottom", fontsize=SMALL)


def _name(row: Row) -> str:
    return short(printable(row.agent), NAME_WIDTH)
