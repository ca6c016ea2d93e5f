"""What a day asks for, hour by hour, against the people on duty and the hours that the platform looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cs_training.notebook.charts.chart import Chart
from cs_training.notebook.charts.style import (
    BLUE,
    GREY,
    INK,
    SHADE,
    SMALL,
    SOFT_INK,
    VERMILLION,
    blank,
    house,
    sheet,
)
from cs_training.notebook.charts.wording import brief, hours, number, share

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAME = "day-load"
TITLE = "一天里哪几个钟头最忙，人够不够？"
TITLE_WITHOUT_STAFF = "一天里哪几个钟头最忙？"
WINDOW = range(8, 23)  # the platform's: from 8:00 up to, not including, 23:00


@dataclass(frozen=True, slots=True)
class DayLoad:
    """
    What is drawn.

    Args:
        counts: 24 values, one for each hour of Beijing time; None where it is not known.
        staff: 24 values, people on duty; None for no second panel.
        what: What was counted, e.g. 买家消息 or 新会话.
        unit: Its measure word.
    """

    counts: Sequence[float | None]
    staff: Sequence[float | None] | None = None
    what: str = "买家消息"
    unit: str = "条"


def day_load(data: DayLoad) -> Chart:
    """The load by hour as bars; below them, if given, the people on duty as steps."""
    title = TITLE if data.staff else TITLE_WITHOUT_STAFF
    known = {hour: count for hour, count in enumerate(data.counts) if count is not None}
    with house():
        if not sum(known.values()):
            why = f"没有数据：{_missing(data) or f'一{data.unit}{data.what}也没有'}。"
            return Chart(NAME, title, why, f"空图。{why}", blank(title, why.removeprefix("没有数据：")))
        figure = _drawn(data, title, known)
    return Chart(NAME, title, _reading(data, known), _alt(data, known), figure)


def _drawn(data: DayLoad, title: str, known: dict[int, float]) -> Figure:
    how = "一根柱子一个钟头；浅蓝底是平台看三分钟响应的 8–23 点。"
    notes = [f"{missing}。" for missing in (_missing(data),) if missing]
    below = 2.3 if data.staff else 0.75
    figure, axes = sheet(title, how, notes=notes, height=3.0, left=1.0, above=0.3, below=below)
    colours = [BLUE if hour in WINDOW else GREY for hour in known]
    axes.bar(list(known), list(known.values()), width=0.8, color=colours)
    busiest = max(known, key=known.__getitem__)
    axes.annotate(
        f"{busiest} 点 {brief(known[busiest])} {data.unit}",
        (busiest, known[busiest]),
        (0, 5),
        textcoords="offset points",
        ha="right" if busiest > 20 else "left" if busiest < 3 else "center",
    )
    axes.set_ylim(0, max(known.values()) * 1.18)
    _hours(axes, f"{data.what}（{data.unit}）")
    axes.yaxis.grid(visible=True)
    axes.yaxis.set_major_formatter(lambda value, _place: brief(value))
    if data.staff:
        _staff_panel(figure, axes, data.staff)
    return figure


def _hours(axes: Axes, label: str) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.axvspan(WINDOW.start - 0.5, WINDOW.stop - 0.5, color=SHADE, zorder=0, linewidth=0)
    axes.set(xlim=(-0.6, 23.6), xticks=range(24), xlabel="北京时间（8 指 8:00 到 8:59）")
    # Level and above the axis: Chinese set on its side is hard to read.
    beside = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": SMALL + 1, "color": SOFT_INK}
    axes.annotate(label, (0, 1), (-0.6 * 72, 5), **beside)  # type: ignore[arg-type]
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)


def _staff_panel(figure: Figure, above: Axes, staff: Sequence[float | None]) -> None:
    """A panel of its own, because two scales on one panel invite to compare what cannot be compared."""
    import numpy as np

    above.tick_params(labelbottom=False)
    above.set_xlabel("")
    inch = 1 / figure.get_figheight()
    box = above.get_position()
    axes = figure.add_axes((box.x0, box.y0 - 1.55 * inch, box.width, 1.1 * inch))
    heights = np.array([np.nan if one is None else one for one in staff])
    axes.stairs(heights, np.arange(25) - 0.5, baseline=None, color=VERMILLION, linewidth=3)
    for hour, people in enumerate(staff):
        if people is not None and (not hour or people != staff[hour - 1]):
            label = {"textcoords": "offset points", "fontsize": SMALL + 1, "color": INK, "ha": "left"}
            axes.annotate(number(people), (hour - 0.36, people), (0, 4), **label)  # type: ignore[arg-type]
    axes.set_ylim(0, max((one for one in staff if one is not None), default=1) * 1.45 + 0.1)
    _hours(axes, "在岗（人）")
    axes.set_yticks([])


def _reading(data: DayLoad, known: dict[int, float]) -> str:
    total = sum(known.values())
    busiest = max(known, key=known.__getitem__)
    outside = total - sum(count for hour, count in known.items() if hour in WINDOW)
    first = f"最忙的是 {busiest} 点，{number(known[busiest])} {data.unit}，占全天 {share(known[busiest] / total)}"
    second = f"8–23 点以外有 {number(outside)} {data.unit}，占 {share(outside / total)}"
    return "；".join(filter(None, (first, second, _per_head(data, known), _missing(data)))) + "。"


def _per_head(data: DayLoad, known: dict[int, float]) -> str:
    staff = {hour: people for hour, people in enumerate(data.staff or ()) if people is not None}
    alone = [hour for hour, count in known.items() if count and staff.get(hour) == 0]
    each = {hour: count / staff[hour] for hour, count in known.items() if staff.get(hour)}
    said = []
    if each:
        worst = max(each, key=each.__getitem__)
        said.append(f"按在岗的人平均，最吃紧的是 {worst} 点，每人 {number(each[worst])} {data.unit}")
    if alone:
        said.append(f"{hours(alone)}有{data.what}却没有人在岗")
    return "；".join(said)


def _alt(data: DayLoad, known: dict[int, float]) -> str:
    bars = "，".join(f"{hour} 点 {number(count)}" for hour, count in known.items())
    steps = ""
    if data.staff:
        staff = "，".join(f"{hour} 点 {number(one)}" for hour, one in enumerate(data.staff) if one is not None)
        steps = f"下面是在岗人数的阶梯线：{staff or '都没有数'}。"
    return f"柱状图，横轴是北京时间 0 到 23 点，柱高是{data.what}（{data.unit}）：{bars}。8–23 点垫了浅蓝底。{steps}"


def _missing(data: DayLoad) -> str:
    no_count = [hour for hour, count in enumerate(data.counts) if count is None]
    no_staff = [hour for hour, people in enumerate(data.staff or ()) if people is None]
    said = [f"{hours(no_count)}没有{data.what}的数，没画" if no_count else ""]
    said.append(f"{hours(no_staff)}没有在岗人数，没画" if no_staff else "")
    return "；".join(filter(None, said))
