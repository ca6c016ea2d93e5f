"""The charts of a log: waits, load by hour, agents with intervals, and, if there are orders, who paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import narwhals as nw

from cs_training.cli.kpi.figures import Figures, collected
from cs_training.core import kpi
from cs_training.core.estimating import wilson
from cs_training.core.measuring.moments import SECOND, time_of_day
from cs_training.notebook.charts.agents import Agents, AgentValue, agents
from cs_training.notebook.charts.chart import Chart
from cs_training.notebook.charts.day_load import DayLoad, day_load
from cs_training.notebook.charts.funnel import NOT_SUMMED, Funnel, Step, funnel
from cs_training.notebook.charts.response_times import ResponseTimes, response_times


def charts(log: kpi.Log, figures: Figures) -> Iterator[Chart]:
    """
    The charts, each with a name of its own.

    Args:
        log: For what no figure tells: each wait, each hour.
        figures: For the rest.
    """
    turns: Any = nw.from_native(kpi.turns(log))
    yield response_times(_waits(turns))
    yield day_load(_hours(turns))
    yield replace(agents(_agents(figures, "rate_30s", "closed_turns", "30 秒响应率（只看已答）")), name="agents-30s")
    if "orders" not in figures.given:
        return
    yield funnel(_funnel(figures))
    paid = agents(_agents(figures, "inquiry_conversion", "buyers", "咨询→付款转化率"))
    yield replace(paid, name="agents-conversion", reading=f"{paid.reading}{NOT_SUMMED}。")


def _waits(turns: Any) -> ResponseTimes:
    """Counted by the engine first: of millions of waits, few differ."""
    import numpy as np

    counted = collected(turns.select("waited").group_by("waited").agg(times=nw.len())).rows()
    waits = [(wait, times) for wait, times in counted if wait is not None and wait == wait]  # noqa: PLR0124 -- NaN
    seconds: Any = np.repeat([wait for wait, _ in waits], [int(times) for _, times in waits])
    return ResponseTimes(seconds, int(sum(times for _, times in counted)) - len(seconds))


def _hours(turns: Any) -> DayLoad:
    hour = time_of_day(nw.col("asked")) // (3_600 * SECOND)
    counted = dict(collected(turns.select(hour=hour).group_by("hour").agg(times=nw.len())).rows())
    return DayLoad([int(counted.get(hour, 0)) for hour in range(24)], what="买家提问", unit="轮")


def _agents(figures: Figures, rate: str, of: str, what: str) -> Agents:
    """Each agent's share with the interval that its number of cases allows."""
    values = []
    for agent, row in figures.per_agent.items():
        value, n = row[rate], int(row[of] or 0)
        ends = None if value is None else wilson(round(value * n), n)
        low, high = ends or (None, None)
        values.append(AgentValue(figures.names[agent], value, low, high, n))
    return Agents(what, values)


def _funnel(figures: Figures) -> Funnel:
    asked, paid = figures.overall["buyers"], figures.overall["converted_buyers"]
    return Funnel([Step("咨询买家", int(asked or 0)), Step("24 小时内付款买家", int(paid or 0))])
