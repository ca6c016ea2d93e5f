"""
From what the formulas of staffing.py ask for to people on a roster; and one answer to “what if”.

Chats: an agent has several at once, so the formulas' “agents” are places for a chat, and :func:`chat_staff` turns
places into people by a **rule of thumb**. AHT is then the whole chat, from its first message to its last. One already
divided by the concurrency (占用时间) would count the concurrency twice.

How far the rule is off, as simulated in tests/test_staffing.py: 16 erlangs of chats that last 240 s with an agent who
has no other. 20 places promise that 84 % are taken up within 30 s. Who has several chats writes to one buyer at a time,
in the order of their messages, and that is what the rule cannot see. Taken up within 30 s:

==============  ============  ============  ============
writing, share  2 chats each  3 chats each  4 chats each
of a lone chat     12 people      8 people      6 people
==============  ============  ============  ============
20 %                    97 %          95 %          90 %
30 %                    94 %          81 %          47 %
40 %                    88 %          45 %           0 %
==============  ============  ============  ============

It errs both ways: chats that are mostly pauses leave people to spare; where chats each × share passes 1 it breaks, and
at 0 % the line only grows. Simulate your own chats before you promise anything.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from cs_training.core.staffing import Demand, Goal, Staffing, need, need_agents, smallest_staff, staffing

MOST_CHATS = 100  # at once, for one agent


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    The answer to one “what if”.

    Attributes:
        now: How the staff at hand fares.
        met: Whether that keeps the goal.
        smallest: How the smallest number that keeps the goal fares; None if none does.
        desk: That number in people at their desks: fewer than places where each has several chats.
        roster: People to roster, so that after shrinkage so many are at their desks.
    """

    now: Staffing
    met: bool
    smallest: Staffing | None
    desk: int | None
    roster: int | None


def chat_staff(places: int, *, concurrency: float, allowance: float = 0.15) -> int:
    """
    People for so many places for a chat: ⌈n / c × (1 + allowance)⌉, but never more than places.

    A rule of thumb, not a result of queueing theory: the module's docstring says how far it is off.
    """
    need_agents(places)
    return min(places, math.ceil(places * _people_per_place(concurrency, allowance)))


def rostered(agents: int, *, shrinkage: float) -> int:
    """People to roster if this share of paid time is not spent at the desk (breaks, training, leave)."""
    need_agents(agents)
    need("损耗率（shrinkage）", shrinkage, 0, 0.99, "，30% 写成 0.3")
    return math.ceil(agents / (1 - _exact(shrinkage)))


def what_if(
    demand: Demand,
    goal: Goal,
    *,
    staff: int,
    concurrency: float = 1,
    allowance: float = 0.15,
    shrinkage: float = 0,
) -> Plan:
    """
    Everything about one set of inputs.

    Args:
        demand: What comes in.
        goal: What is promised.
        staff: People at their desks now.
        concurrency: Chats that each may have at once, by the rule of :func:`chat_staff`; 1 for calls.
        allowance: That rule's margin.
        shrinkage: As in :func:`rostered`.
    """
    need_agents(staff)
    places = max(staff, math.floor(staff / _people_per_place(concurrency, allowance)))
    now = staffing(demand, places, within=goal.within)
    smallest = smallest_staff(demand, goal)
    desk = None if smallest is None else chat_staff(smallest.agents, concurrency=concurrency, allowance=allowance)
    roster = None if desk is None else rostered(desk, shrinkage=shrinkage)
    return Plan(now=now, met=not demand.load or goal.met_by(now), smallest=smallest, desk=desk, roster=roster)


def _people_per_place(concurrency: float, allowance: float) -> Fraction:
    need("同时接待数（concurrency）", concurrency, 1, MOST_CHATS)
    need("放宽比例（allowance）", allowance, 0, 9, "，15% 写成 0.15")
    return (1 + _exact(allowance)) / _exact(concurrency)


def _exact(number: float) -> Fraction:
    # A share means what was typed: in doubles, 18 / (1 - 0.1) may need a 21st person.
    return Fraction(str(float(number)))
