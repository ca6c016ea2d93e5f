"""What one more person brings: the service level by number of staff, with the number chosen and the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cs_training.notebook.charts.chart import Chart
from cs_training.notebook.charts.style import (
    BLUE,
    GREY,
    GROUND,
    INK,
    SMALL,
    VERMILLION,
    blank,
    house,
    sheet,
)
from cs_training.notebook.charts.wording import goal, number, share

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAME = "staffing"
_MASK = {"facecolor": GROUND, "edgecolor": "none", "pad": 1.5}  # a label over a line stays readable
_MARKER: dict[str, Any] = {"markersize": 14, "markeredgecolor": GROUND, "markeredgewidth": 2, "zorder": 4}


@dataclass(frozen=True, slots=True)
class Staffing:
    """
    What is drawn.

    Args:
        points: Number of staff and the share of buyers served in time; None where there is none, as with too few
            staff, when the queue grows without end.
        chosen: The number of staff asked about.
        target: The share aimed at; None for none.
        seconds: In time means within so many seconds.
    """

    points: Sequence[tuple[int, float | None]]
    chosen: int
    target: float | None = None
    seconds: float = 30


def staffing_curve(data: Staffing) -> Chart:
    """A point for each number of staff; the chosen one and the smallest that reaches the target are labelled."""
    title = f"排几个人，才能让买家 {number(data.seconds)} 秒内有人接？"
    known = sorted((staff, level) for staff, level in data.points if level is not None)
    with house():
        if not known:
            why = _missing(data) or "没有算过任何人数"
            return Chart(NAME, title, f"没有数据：{why}。", f"空图。没有数据：{why}。", blank(title, f"{why}。"))
        figure = _drawn(data, title, known)
    return Chart(NAME, title, _reading(data, dict(known)), _alt(data, known), figure)


def _drawn(data: Staffing, title: str, known: list[tuple[int, float]]) -> Figure:
    how = f"每个点是一种人数下，预计 {number(data.seconds)} 秒内有人接的买家占多少；是模型算的，不是实测。"
    missing = _missing(data)
    figure, axes = sheet(title, how, notes=[f"{missing}。"] if missing else [], left=1.0)
    staff, levels = zip(*known, strict=True)
    axes.plot(staff, levels, color=GREY, linewidth=2, marker="o", markersize=7, clip_on=False)
    _scales(axes, [count for count, _ in data.points])
    enough = _enough(data, known)
    if enough is not None and enough != data.chosen:
        _smallest(axes, enough, dict(known)[enough])
    level = dict(known).get(data.chosen)
    if level is not None:
        _chosen(axes, data.chosen, level)
    if data.target is not None:
        _target_line(axes, data.target)
    return figure


def _scales(axes: Axes, staff: list[int]) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_ylim(0, 1.04)
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1], ["0%", "20%", "40%", "60%", "80%", "100%"])
    axes.set_xlim(min(staff) - 0.6, max(staff) + 0.6)
    axes.xaxis.set_major_locator(MaxNLocator(16, integer=True, min_n_ticks=1))
    axes.xaxis.set_major_formatter(lambda value, _place: number(value))
    axes.set_xlabel("在岗人数（人）")
    axes.tick_params(length=0)
    axes.yaxis.grid(visible=True)
    axes.spines["left"].set_visible(False)


def _target_line(axes: Axes, target: float) -> None:
    axes.axhline(target, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    axes.annotate(
        f"目标{goal(target)}",
        (0, target),
        (4, 5),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        fontsize=SMALL,
        bbox=_MASK,
    )


def _chosen(axes: Axes, staff: int, level: float) -> None:
    axes.plot(staff, level, "s", color=VERMILLION, **_MARKER)
    # The curve rises, so below it is room; where it starts at the bottom, above it is.
    _label(axes, f"选 {staff} 人：{share(level)}", (staff, level), -20 if level > 0.25 else 20)


def _smallest(axes: Axes, staff: int, level: float) -> None:
    axes.plot(staff, level, "D", color=BLUE, **_MARKER)
    axes.plot((staff, staff), (0, level), color=BLUE, linewidth=1.5, linestyle=(0, (1, 2)), zorder=2)
    _label(axes, f"够用的最少 {staff} 人", (staff, 0), 10)


def _label(axes: Axes, text: str, at: tuple[float, float], up: int) -> None:
    low, high = axes.get_xlim()
    left_of_it = (at[0] - low) / (high - low) > 0.7
    axes.annotate(
        text,
        at,
        (-8 if left_of_it else 8, up),
        textcoords="offset points",
        ha="right" if left_of_it else "left",
        va="center",
        zorder=5,
        bbox=_MASK,
    )


def _enough(data: Staffing, known: list[tuple[int, float]]) -> int | None:
    """The smallest number of staff from which on the target is kept."""
    if data.target is None:
        return None
    return next((staff for staff, level in known if level >= data.target), None)


def _reading(data: Staffing, known: dict[int, float]) -> str:
    level = known.get(data.chosen)
    said = [
        f"选 {data.chosen} 人没有数"
        if level is None
        else f"选 {data.chosen} 人，预计 {share(level)} 的买家在 {number(data.seconds)} 秒内有人接"
    ]
    if data.target is not None:
        said.append(_against(data.target, level))
        enough = _enough(data, sorted(known.items()))
        said.append("算过的人数里没有一种够得到目标" if enough is None else f"够得到目标的最少人数是 {enough} 人")
    more = known.get(data.chosen + 1)
    if level is not None and more is not None:
        said.append(f"再加一人多 {_points(more - level)}")
    return "；".join(filter(None, (*said, _missing(data)))) + "。"


def _against(target: float, level: float | None) -> str:
    aim = f"目标 {goal(target)}"
    if level is None:
        return aim
    return f"到了{aim}" if level >= target else f"离{aim} 还差 {_points(target - level)}"


def _points(difference: float) -> str:
    return f"{difference * 100:.1f} 个百分点"


def _alt(data: Staffing, known: list[tuple[int, float]]) -> str:
    points = "，".join(f"{staff} 人 {share(level)}" for staff, level in known)
    line = "" if data.target is None else f"横虚线是目标{goal(data.target)}。"
    chosen = f"方块标出选中的 {data.chosen} 人。" if data.chosen in dict(known) else ""
    return f"折线图，横轴是在岗人数，纵轴是 {number(data.seconds)} 秒内有人接的买家占比：{points}。{line}{chosen}"


def _missing(data: Staffing) -> str:
    lost = "、".join(str(staff) for staff, level in sorted(data.points, key=lambda point: point[0]) if level is None)
    return f"{lost} 人时没有数（多半是人手不够，队会越排越长），没画" if lost else ""
