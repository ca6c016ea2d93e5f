"""One figure for each agent, with its interval: who differs from whom, and who has too few cases to say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cs_training.notebook.charts.agents_drawing import FEW, drawn
from cs_training.notebook.charts.chart import Chart
from cs_training.notebook.charts.style import EXAMPLE_TARGET, blank, house
from cs_training.notebook.charts.wording import goal, number, share, short

NAME = "agents"
MOST = 60  # rows on one chart


@dataclass(frozen=True, slots=True)
class AgentValue:
    """
    One agent's figure.

    Args:
        agent: Name or id.
        value: The figure; None if it was not measured.
        low: Lower end of its 95 % interval; None if there is none.
        high: Upper end.
        n: Of how many cases.
    """

    agent: str
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Agents:
    """
    What is drawn.

    Args:
        what: The figure's name, e.g. 30 秒响应率（含没人回的）.
        values: One for each agent.
        unit: ``%`` for shares between 0 and 1, else the unit, e.g. 秒.
        target: The shop's own, in the same unit; None for none.
        more_is_better: False for waits.
    """

    what: str
    values: Sequence[AgentValue]
    unit: str = "%"
    target: float | None = None
    more_is_better: bool = True

    def written(self, value: float) -> str:
        """A value with its unit."""
        return share(value) if self.unit == "%" else f"{number(value)} {self.unit}"

    @property
    def goal(self) -> str:
        """The target, and that it is nobody's but the shop's; empty if there is none."""
        if self.target is None:
            return ""
        return EXAMPLE_TARGET + (goal(self.target) if self.unit == "%" else f"{number(self.target)} {self.unit}")


@dataclass(frozen=True, slots=True)
class Row:
    """An agent with a figure, and how it stands."""

    agent: str
    value: float
    low: float | None
    high: float | None
    n: int
    standing: Literal["met", "missed", "open"]  # the whole interval against the target

    @property
    def few(self) -> bool:
        return self.n < FEW

    @property
    def remark(self) -> str:
        told = {"met": "到了目标", "missed": "没到目标", "open": ""}[self.standing]
        return "，".join(filter(None, (f"样本 {number(self.n)}", "样本少" if self.few else "", told)))


def agents(data: Agents) -> Chart:
    """A dot and a whisker for each agent, the best first; hollow where the sample is small."""
    title = f"{short(data.what, 18)}：人和人真有差别吗？"
    rows, notes = _ranked(data), _notes(data)
    with house():
        if not rows:
            why = f"{'；'.join(notes) or '一位客服也没有'}。"
            return Chart(NAME, title, f"没有数据：{why}", f"空图。没有数据：{why}", blank(title, why))
        figure = drawn(rows, data, title, notes)
    reading = "；".join((*_comparison(rows, data), *_against_target(rows, data), *notes)) + "。"
    return Chart(NAME, title, reading, _alt(rows, data), figure)


def _ranked(data: Agents) -> list[Row]:
    """Best first; where there are too many for one chart, those with the most cases."""
    rows = [
        Row(one.agent, one.value, one.low, one.high, one.n, _standing(one, data))
        for one in data.values
        if one.value is not None
    ]
    most = sorted(rows, key=lambda row: (-row.n, row.agent))[:MOST]
    return sorted(most, key=lambda row: (-row.value if data.more_is_better else row.value, row.agent))


def _standing(one: AgentValue, data: Agents) -> Literal["met", "missed", "open"]:
    if data.target is None or one.low is None or one.high is None:
        return "open"
    over, under = one.low >= data.target, one.high <= data.target
    met, missed = (over, under) if data.more_is_better else (under, over)
    return "met" if met else "missed" if missed else "open"


def _notes(data: Agents) -> list[str]:
    measured = sum(one.value is not None for one in data.values)
    bare = sum(one.value is not None and (one.low is None or one.high is None) for one in data.values)
    counts = (
        (len(data.values) - measured, "没有数，没画"),
        (max(0, measured - MOST), "样本最少，没画"),
        (bare, "没有区间，只画了点"),
    )
    return [f"{number(count)} 位{what}" for count, what in counts if count]


def _comparison(rows: list[Row], data: Agents) -> list[str]:
    """Compares those with cases enough; the first of a lottery is not worth naming."""
    sound = [row for row in rows if not row.few]
    few = [f"{len(rows) - len(sound)} 位样本不到 {FEW}，只作参考"] if sound and len(sound) < len(rows) else []
    if not sound:
        return [f"{len(rows)} 位的样本都不到 {FEW}，排不出先后"]
    first, last = sound[0], sound[-1]
    if len(sound) == 1:
        return [
            f"样本够的只有“{first.agent}”一位，{data.written(first.value)}（样本 {number(first.n)}），没有人可比",
            *few,
        ]
    words = ("最高", "最低") if data.more_is_better else ("最低", "最高")
    said = [f"{word}的是“{row.agent}”{data.written(row.value)}" for word, row in zip(words, (first, last), strict=True)]
    return [f"样本够的 {len(sound)} 位里，{'，'.join(said)}", *_apart(first, last), *few]


def _apart(first: Row, last: Row) -> list[str]:
    if first.low is None or first.high is None or last.low is None or last.high is None:
        return []
    if first.low > last.high or first.high < last.low:
        return ["这两位的区间不重叠，差别不大像碰巧"]
    return ["这两位的区间有重叠，先别急着排名"]


def _against_target(rows: list[Row], data: Agents) -> list[str]:
    if data.target is None:
        return []
    met, missed = (sum(row.standing == one for row in rows) for one in ("met", "missed"))
    undecided = len(rows) - met - missed
    return [f"对照{data.goal}，整段区间都到了的 {met} 位，都没到的 {missed} 位，还说不准的 {undecided} 位"]


def _alt(rows: list[Row], data: Agents) -> str:
    def told(row: Row) -> str:
        bare = row.low is None or row.high is None
        ends = "" if bare else f"，区间 {data.written(row.low or 0)} 到 {data.written(row.high or 0)}"
        return f"“{row.agent}”{data.written(row.value)}{ends}，{row.remark}"

    line = f"竖虚线是{data.goal}。" if data.goal else ""
    return f"点线图，每行一位客服，从好到差排列，横轴是“{data.what}”：{'；'.join(map(told, rows))}。{line}"
