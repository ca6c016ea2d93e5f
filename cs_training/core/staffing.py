"""
How many agents a service desk needs: load, service level, waiting, abandonment, occupancy, smallest staff.

Times are seconds, shares lie between 0 and 1, load is in erlangs (agents busy at once if nobody waited). Nothing is
rounded but numbers of people. The formulas (erlang.py) hold in the steady state: in the first minutes of a rush they do
not yet. Without ``patience`` nobody leaves (Erlang C), which overstates waiting; with it, who waits too long leaves
(Erlang A). What cannot be measured, as a line that only grows, is None and never 0.

Left to rostering.py: people who are away from their desks, or who have several chats at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from numbers import Integral, Real
from typing import Any

from cs_training.core import erlang
from cs_training.errors import FigureError

MOST_AGENTS = 100_000  # and erlangs: more than any desk has, and still worked out in an instant
_YEAR = 366 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """
    What comes in.

    Attributes:
        arrivals: Calls or chats per interval; may be 0.
        aht: Average handling time in seconds, after-call work included.
        interval: The interval's length in seconds; 1800 is half an hour.
        patience: How long people would wait on average before they leave, in seconds; None: for ever.

    Raises:
        FigureError: A number that cannot be.
    """

    arrivals: float
    aht: float
    interval: float = 1800
    patience: float | None = None

    def __post_init__(self) -> None:
        need("来量（arrivals）", self.arrivals, 0, 10**9)
        need("平均处理时长（aht，秒）", self.aht, 1, _YEAR)
        need("时段长度（interval，秒）", self.interval, 1, _YEAR)
        if self.patience is not None:
            need("平均耐心（patience，秒）", self.patience, 1, _YEAR)
        need("负荷（来量 × 处理时长 ÷ 时段长度，爱尔兰）", self.load, 0, MOST_AGENTS, "，太大就按技能组分开算")

    @property
    def load(self) -> float:
        """Offered load in erlangs: arrivals × AHT / interval."""
        return float(self.arrivals * self.aht / self.interval)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """
    What is promised.

    Attributes:
        service_level: Share of all who come to be answered in time.
        within: That time, in seconds.
        occupancy: Cap on the agents' busy share; 1 is no cap.

    Raises:
        FigureError: A share outside 0–1, or a time that cannot be.
    """

    service_level: float
    within: float
    occupancy: float = 1

    def __post_init__(self) -> None:
        need("服务水平目标（service_level）", self.service_level, 0, 1, "，80% 写成 0.8")
        need("应答时限（within，秒）", self.within, 0, _YEAR)
        need("占用率上限（occupancy）", self.occupancy, 0.01, 1, "，85% 写成 0.85")

    def met_by(self, staffing: Staffing) -> bool:
        """Whether it is kept; what has no steady state keeps nothing."""
        level, busy = staffing.service_level, staffing.occupancy
        return level is not None and busy is not None and level >= self.service_level and busy <= self.occupancy


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """
    How so many agents fare in the steady state; None where there is none, or nothing to measure.

    Attributes:
        agents: People at their desks, each with one call (for chats: places for a chat).
        load: Offered load, erlangs.
        occupancy: Share of the agents' time spent handling (for chats: of places taken, which is not yet work).
        wait_probability: Share of all who come that must wait at all.
        service_level: Share of all who come that are answered in time; who left is not answered.
        service_level_answered: The same among the answered alone; the more people leave, the better it looks.
        asa: Average speed of answer: mean wait of the answered, those at once included, seconds.
        mean_wait: Mean wait of all, those who left included, seconds.
        abandonment: Share of all who come that leave unanswered; None where the model has nobody leave.
    """

    agents: int
    load: float
    occupancy: float | None = None
    wait_probability: float | None = None
    service_level: float | None = None
    service_level_answered: float | None = None
    asa: float | None = None
    mean_wait: float | None = None
    abandonment: float | None = None


def staffing(demand: Demand, agents: int, *, within: float) -> Staffing:
    """All figures for one number of agents; ``within`` is the promised time of the service level, seconds."""
    return staffing_table(demand, (agents,), within=within)[0]


def staffing_table(demand: Demand, agents: Iterable[int], *, within: float) -> tuple[Staffing, ...]:
    """:func:`staffing` for several numbers of agents, in their order."""
    numbers = tuple(agents)
    for number in numbers:
        need_agents(number)
    need("应答时限（within，秒）", within, 0, _YEAR)
    blocked = list(islice(erlang.blocking(demand.load), max(numbers, default=0) + 1))
    return tuple(_figures(demand, int(number), blocked[number], within) for number in numbers)


def smallest_staff(demand: Demand, goal: Goal) -> Staffing | None:
    """The fewest agents that keep the goal (0 if nobody comes); None if no number does, as for a target of 1."""
    if not demand.load:
        return _figures(demand, 0, 1.0, goal.within)
    if goal.service_level == 1:
        return None
    blocked = _blocked_until_enough(demand.load, goal)
    tried: dict[int, Staffing] = {}

    def met(agents: int) -> bool:
        tried[agents] = _figures(demand, agents, blocked[agents], goal.within)
        return goal.met_by(tried[agents])

    # More agents raise the level and lower the occupancy, so what is met stays met.
    return tried.get(bisect_left(range(len(blocked)), True, key=met))


def _figures(demand: Demand, agents: int, blocked: float, within: float) -> Staffing:
    load, aht, patience = demand.load, float(demand.aht), demand.patience
    if not load:
        return Staffing(agents=agents, load=load, occupancy=0.0 if agents else None)
    if patience is None:
        line = erlang.erlang_c(load, agents, blocked=blocked, within=within / aht)
    else:
        line = erlang.erlang_a(load, agents, blocked=blocked, within=within / aht, leaving=aht / patience)
    if line is None:
        return Staffing(agents=agents, load=load)
    return Staffing(
        agents=agents,
        load=load,
        occupancy=min(1.0, load * line.answered / agents) if agents else None,
        wait_probability=line.waiting,
        service_level=line.in_time,
        service_level_answered=line.in_time / line.answered if line.answered else None,
        asa=None if line.wait_answered is None else line.wait_answered * aht,
        mean_wait=line.wait * aht,
        abandonment=None if patience is None else min(1.0, line.wait * aht / patience),
    )


def _blocked_until_enough(load: float, goal: Goal) -> list[float]:
    """Erlang B from 0 agents up to surely enough of them: so few would wait at all, even if nobody left."""
    found: list[float] = []
    for agents, blocked in enumerate(islice(erlang.blocking(load), MOST_AGENTS + 1)):
        found.append(blocked)
        late = erlang.wait_probability(blocked, 1 - load / agents) if agents > load else 1.0
        # Half of what may be late, so that rounding cannot undo it.
        if late <= (1 - goal.service_level) / 2 and load / agents <= goal.occupancy:
            break
    return found


def need_agents(given: object) -> None:
    """Refuse what is no number of people."""
    need("坐席数", given, 0, MOST_AGENTS, "，要整数", kind=Integral)


def need(what: str, given: Any, least: float, most: float, hint: str = "", *, kind: type = Real) -> None:
    """Refuse what is no number between two limits, in one Chinese sentence."""
    number = isinstance(given, kind) and not isinstance(given, bool)
    if not (number and least <= given <= most):
        raise FigureError(f"{what}写的是 {given}，要填 {least} 到 {most} 的数{hint}。")
