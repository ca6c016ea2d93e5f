"""The third page of the KPI board: four charts of what is picked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cs_training.core.estimating import wilson
from cs_training.core.measuring.moments import SECOND
from cs_training.notebook.charts.chart import Chart
from cs_training.notebook.kpi_board_panel import Block, Picture
from cs_training.notebook.kpi_board_sitting import BoardSitting, Scope

_HOUR = 3_600 * SECOND
_BEIJING = 8


def pictures(sitting: BoardSitting) -> tuple[Block, ...]:
    """How long, when, who, and what came of it."""
    draw: tuple[Callable[[BoardSitting], Chart], ...] = (_waits, _hours, _agents, _funnel)
    return tuple(Picture(partial(one, sitting)) for one in draw)


def _waits(sitting: BoardSitting) -> Chart:
    from cs_training.notebook.charts.response_times import ResponseTimes, response_times

    turns = sitting.turns(sitting.scope)
    waits = [(turn.answered - turn.first) / SECOND for turn in turns if turn.agent or turn.answered >= 0]
    return response_times(ResponseTimes(waits, unanswered=len(turns) - len(waits), agent=sitting.scope.agent))


def _hours(sitting: BoardSitting) -> Chart:
    from cs_training.notebook.charts.day_load import DayLoad, day_load

    counts = [0] * 24
    for turn in sitting.turns(sitting.scope):
        counts[(turn.first // _HOUR + _BEIJING) % 24] += 1
    every = sitting.scope.day is None and len(sitting.days) > 1
    return day_load(DayLoad(counts, what=f"提问，{len(sitting.days)} 天合计" if every else "提问", unit="轮"))


def _agents(sitting: BoardSitting) -> Chart:
    from cs_training.notebook.charts.agents import Agents, AgentValue, agents

    values = []
    for name in sitting.agents:
        figures = sitting.figures(Scope(name, sitting.scope.day))
        value, n = figures.get("rate_30s"), int(figures.get("closed_turns") or 0)
        low, high = (None, None) if value is None else wilson(round(value * n), n) or (None, None)
        values.append(AgentValue(name, value, low, high, n))
    return agents(Agents("30 秒响应率（只算回了的）", values))


def _funnel(sitting: BoardSitting) -> Chart:
    from cs_training.notebook.charts.funnel import Funnel, Step, funnel

    figures = sitting.figures(sitting.scope)
    paid = figures.get("converted_buyers")
    steps = (
        Step("来问过", int(figures.get("buyers") or 0)),
        Step("24 小时内下单", sitting.ordered_buyers(sitting.scope)),
        Step("24 小时内付款", None if paid is None else int(paid)),
    )
    return funnel(Funnel(steps, agent=sitting.scope.agent, unit="位"))
