"""
Waiting lines of one kind: random arrivals, exponential handling, n agents, first come first served, steady state.

The unit of time is one average handling. ``load`` is therefore both the erlangs offered and the arrivals per handling;
``leaving`` is the rate at which each who waits gives up: AHT / patience. Inputs are trusted: staffing.py checks them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

_MOST_WAITING = 1_000_000  # a longer line is no steady state that anybody lives to see
_NOTHING = 1e-20  # a state this rare adds nothing to a double


@dataclass(frozen=True, slots=True)
class Line:
    """
    What those who come meet with.

    Attributes:
        waiting: Share that must wait at all.
        in_time: Share answered within the time given.
        answered: Share answered at all.
        wait: Mean wait of all, in handlings.
        wait_answered: Mean wait of the answered, in handlings; None if nobody is.
    """

    waiting: float
    in_time: float
    answered: float
    wait: float
    wait_answered: float | None


def blocking(load: float) -> Iterator[float]:
    """Erlang B for 0, 1, 2, … agents: each from the one before."""
    blocked, agents = 1.0, 0
    while True:
        yield blocked
        agents += 1
        blocked = load * blocked / (agents + load * blocked)


def erlang_c(load: float, agents: int, *, blocked: float, within: float) -> Line | None:
    """Nobody leaves; None where the line only grows. ``blocked`` is Erlang B of the same."""
    if agents <= load:
        return None
    waiting = wait_probability(blocked, (agents - load) / agents)
    wait = waiting / (agents - load)
    return Line(waiting, 1 - waiting * math.exp((load - agents) * within), 1.0, wait, wait)


def erlang_a(load: float, agents: int, *, blocked: float, within: float, leaving: float) -> Line | None:
    """Those who wait too long leave; None where the line is too long to work out."""
    line = _lengths(load, agents, leaving)
    if line is None:
        return None
    waiting = wait_probability(blocked, line[0])
    length = waiting * math.fsum(share * waiters for waiters, share in enumerate(line))
    # One who finds j waiting is answered if the j before, and an agent, are sooner than the own patience.
    reached = [share * agents / (agents + (j + 1) * leaving) for j, share in enumerate(line)]
    answered = 1 - waiting + waiting * math.fsum(reached)
    places = accumulate(1 / (agents + (j + 1) * leaving) for j in range(len(line)))
    waited = waiting * math.fsum(share * wait for share, wait in zip(reached, places, strict=True))
    soon = waiting * math.fsum(
        share * by for share, by in zip(reached, _reached_by(agents, leaving, within), strict=False)
    )
    return Line(waiting, 1 - waiting + soon, answered, length / load, waited / answered if answered else None)


def wait_probability(blocked: float, empty: float) -> float:
    """From Erlang B, and the share of the time with all agents busy in which nobody waits."""
    return blocked / (blocked + empty * (1 - blocked))


def _lengths(load: float, agents: int, leaving: float) -> list[float] | None:
    """Probability of 0, 1, 2, … waiting while all agents are busy, from the likeliest number outwards."""
    likeliest = max(0.0, (load - agents) / leaving)
    if likeliest > _MOST_WAITING:
        return None
    shares = [1.0]
    for waiters in range(int(likeliest), 0, -1):
        shares.append(shares[-1] * (agents + waiters * leaving) / load)
    shares.reverse()
    # The shares fall at least geometrically from here on: their sum is at most the last × ratio / (1 − ratio).
    ratio = load / (agents + len(shares) * leaving)
    while shares[-1] > _NOTHING * (1 - ratio):
        if len(shares) > _MOST_WAITING:
            return None
        shares.append(shares[-1] * ratio)
        ratio = load / (agents + len(shares) * leaving)
    total = math.fsum(shares)
    return [share / total for share in shares]


def _reached_by(agents: int, leaving: float, within: float) -> Iterator[float]:
    """
    Of those who find 0, 1, 2, … waiting and do not leave, the share whose turn comes within the time.

    The wait is a sum of exponentials of the rates n + θ, n + 2θ, …, so e^(−θ·wait) has a beta distribution, and the
    share is the incomplete beta function I(j + 1, n/θ + 1) at 1 − e^(−θT). Each comes from the one before; its terms
    are kept as logarithms, because for large n·T the first ones lie below the smallest double.
    """
    if not within:
        return
    ended = -math.expm1((-agents - leaving) * within)
    speed = -math.expm1(-leaving * within) / leaving
    log_speed = math.log(speed)
    log_term = log_speed + math.log(agents + leaving) - (agents + leaving) * within
    waiters = 0
    while ended > 0:
        yield ended
        ended -= math.exp(log_term)
        waiters += 1
        log_term += log_speed + math.log((agents + (waiters + 1) * leaving) / (waiters + 1))
