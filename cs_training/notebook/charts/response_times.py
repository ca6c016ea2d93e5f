"""How long buyers waited, turn by turn; turns that nobody answered stand beside the bars and in the denominator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cs_training.notebook.charts.chart import Chart
from cs_training.notebook.charts.style import (
    BLUE,
    EXAMPLE_TARGET,
    GREY,
    GROUND,
    HATCH,
    INK,
    SMALL,
    SOFT_INK,
    TEXT,
    VERMILLION,
    blank,
    house,
    sheet,
)
from cs_training.notebook.charts.wording import brief, number, share

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAME = "response-times"
TITLE = "买家说完话，等了多久才有人回？"
EDGES = (10, 30, 60, 180, 600)  # seconds; exactly on an edge still counts as within it
BINS = ("10 以内", "10–30", "30–60", "60–180", "180–600", "600 以上")
ALL_DAY = "180 秒内的占比按全天的轮次算；平台的三分钟人工响应率只看 8–23 点，两个数不能混用。"
UNANSWERED_AT = 6.5  # a gap apart from the bars that have a time


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """
    What is drawn.

    Args:
        seconds: What each answered turn waited: a list or a column; None or NaN where it is not known.
        unanswered: How many turns nobody answered.
        agent: Whose they are, if only one agent's: then all were answered, as an unanswered turn is nobody's.
    """

    seconds: Sequence[float | None]
    unanswered: int = 0
    agent: str = ""


@dataclass(frozen=True, slots=True)
class _Tally:
    bins: tuple[int, ...]
    within: dict[int, int]
    median: float
    p90: float
    unanswered: int
    unknown: int
    agent: str

    @property
    def answered(self) -> int:
        return sum(self.bins)

    @property
    def turns(self) -> int:
        return self.answered + self.unanswered


def response_times(data: ResponseTimes) -> Chart:
    """The distribution of waits, with the 30 seconds of the shop and the three minutes of the platform marked."""
    tally = _tallied(data)
    with house():
        figure = _drawn(tally) if tally.turns else blank(TITLE, "一轮提问也没有。")
    reading = _reading(tally) if tally.turns else f"没有数据：一轮提问也没有{_unknown(tally)}。"
    return Chart(NAME, TITLE, reading, _alt(tally) if tally.turns else f"空图。{reading}", figure)


def _tallied(data: ResponseTimes) -> _Tally:
    import numpy as np

    every = np.asarray(data.seconds, dtype=float)
    known = every[~np.isnan(every)]
    # side="left" keeps a wait of exactly 30 seconds within 30 seconds, as the definitions of the KPIs do.
    bins = np.bincount(np.searchsorted(EDGES, known, side="left"), minlength=len(BINS))
    median, p90 = np.percentile(known, (50, 90)) if known.size else (0.0, 0.0)
    within = {limit: int((known <= limit).sum()) for limit in (30, 180)}
    unknown = int(every.size - known.size)
    return _Tally(tuple(bins.tolist()), within, float(median), float(p90), data.unanswered, unknown, data.agent)


def _drawn(tally: _Tally) -> Figure:
    whole = f"{tally.agent}回的轮次" if tally.agent else "全部轮次"
    lost = "没人回的不归任何人，不在里面" if tally.agent else "没人回的也在分母里"
    how = f"柱高是占{whole}的百分比，{lost}；恰好 30 秒算 30 秒内。"
    figure, axes = sheet(TITLE, how, notes=[*_notes(tally), ALL_DAY])
    top = _bars(axes, tally) * 1.45
    for place, limit, whose in ((1.5, 30, EXAMPLE_TARGET), (3.5, 180, "平台看的三分钟")):
        _threshold(axes, place, top, f"{limit} 秒内共 {share(tally.within[limit] / tally.turns)}", whose)
    axes.set(xlim=(-0.6, UNANSWERED_AT + 0.6), ylim=(0, top))
    axes.set_xlabel("等待时间（秒）", x=0.4)  # under the bars that have a time
    axes.tick_params(length=0)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    return figure


def _bars(axes: Axes, tally: _Tally) -> float:
    """Draws a bar for each stretch of time, and one for the unanswered if they are anybody's; the tallest's height."""
    counts, places, names = [*tally.bins], [*map(float, range(len(BINS)))], [*BINS]
    shares = [count / tally.turns for count in counts]
    axes.bar(places, shares, width=0.8, color=[BLUE, BLUE, GREY, GREY, GREY, GREY])
    if not tally.agent:
        lost = tally.unanswered / tally.turns
        axes.bar(UNANSWERED_AT, lost, width=0.8, facecolor=GROUND, edgecolor=VERMILLION, hatch=HATCH, linewidth=1.5)
        counts, places, names = [*counts, tally.unanswered], [*places, UNANSWERED_AT], [*names, "没人回"]
        shares.append(lost)
    for place, height, count in zip(places, shares, counts, strict=True):
        _label(axes, place, height, count)
    axes.set_xticks(places, names)
    return max(shares)


def _label(axes: Axes, place: float, height: float, count: int) -> None:
    said = {"xy": (place, height), "textcoords": "offset points", "ha": "center", "va": "bottom"}
    axes.annotate(share(height), xytext=(0, 20), fontsize=TEXT, color=INK, **said)  # type: ignore[arg-type]
    axes.annotate(f"{brief(count)} 轮", xytext=(0, 4), fontsize=SMALL, color=SOFT_INK, **said)  # type: ignore[arg-type]


def _threshold(axes: Axes, place: float, top: float, text: str, whose: str) -> None:
    axes.plot((place, place), (0, top), color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
    said = {"xy": (place, top), "textcoords": "offset points", "ha": "right", "va": "top"}
    axes.annotate(text, xytext=(-7, 0), fontsize=TEXT, color=INK, **said)  # type: ignore[arg-type]
    axes.annotate(whose, xytext=(-7, -20), fontsize=SMALL, color=SOFT_INK, **said)  # type: ignore[arg-type]


def _notes(tally: _Tally) -> list[str]:
    if not tally.answered:
        return [f"{number(tally.turns)} 轮都没人回，中位数和 P90 无从算起{_unknown(tally)}。"]
    middle = f"中位数 {number(tally.median)} 秒，P90 {number(tally.p90)} 秒"
    lost = "没人回的轮次不归任何人，不在里面" if tally.agent else f"都不含没人回的 {number(tally.unanswered)} 轮"
    return [f"{middle}，{lost}{_unknown(tally)}。"]


def _reading(tally: _Tally) -> str:
    fast = tally.within[30]
    if tally.agent:
        counted = f"{number(fast)}/{number(tally.turns)} 轮"
        return f"{tally.agent}回的轮次里，30 秒内的占 {share(fast / tally.turns)}（{counted}）；{_notes(tally)[0]}"
    of_all = f"{number(fast)}/{number(tally.turns)} 轮，没人回的也算在分母里"
    first = f"30 秒内有人回的占 {share(fast / tally.turns)}（{of_all}）"
    if not tally.answered:
        return f"{first}；{_notes(tally)[0]}"
    second = f"只看回了的是 {share(fast / tally.answered)}（{number(fast)}/{number(tally.answered)} 轮）"
    return f"{first}，{second}；{_notes(tally)[0]}"


def _alt(tally: _Tally) -> str:
    named = zip(BINS, tally.bins, strict=True)
    bars = "，".join(f"{name} {share(count / tally.turns)}" for name, count in named)
    whose = f"{tally.agent}回的" if tally.agent else "全部"
    axes = f"横轴是等待的秒数，柱高是占{whose} {number(tally.turns)} 轮的百分比"
    lost = "" if tally.agent else f"；右边另有一根斜纹柱“没人回”，{share(tally.unanswered / tally.turns)}"
    return f"柱状图，{axes}：{bars}{lost}。30 秒和 180 秒处各有一条虚线。"


def _unknown(tally: _Tally) -> str:
    return f"；另有 {number(tally.unknown)} 轮没有时长，没画也没算" if tally.unknown else ""
