"""Who comes in a shift, and when: a plan of scenarios, drawn by a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cs_training.core.playing.chance import Chance
from cs_training.core.playing.script import Level

# By level: the share of the shift's time over which its customers come.
_SPREAD: Mapping[Level, float] = {1: 0.6, 2: 0.35, 3: 0.15}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPlan:
    """
    A shift to work.

    Attributes:
        starts: Its first moment, ISO 8601 with offset.
        daily, special: Ids of the scenarios that may come. every: each how many-th customer is a special one.
    """

    id: str
    title: str
    brief: str
    starts: str
    daily: tuple[str, ...]
    special: tuple[str, ...]
    every: int = 4


@dataclass(frozen=True, slots=True)
class Seat:
    """Who comes when: the chat's id, the scenario's, and seconds since the shift began."""

    chat: str
    scenario: str
    at: int


def seats(plan: ShiftPlan, *, customers: int, minutes: int, level: Level, seed: int) -> Sequence[Seat]:
    """The customers of a shift in the order they come; none comes twice before all have come."""
    chance = Chance(seed, plan.id)
    daily, special = chance.shuffled(plan.daily, "daily"), chance.shuffled(plan.special, "special")
    turn = int(chance.share("turn") * plan.every)  # which of the first few is the special one
    window = minutes * 60 * _SPREAD[level]
    found, taken = [], {"daily": 0, "special": 0}
    for place in range(customers):
        kind, pool = ("special", special) if special and place % plan.every == turn else ("daily", daily)
        index = taken[kind] % len(pool)
        taken[kind] += 1
        moment = place / customers * window + chance.share("moment", place) * window / customers / 2
        found.append(Seat(f"c{place + 1}", pool[index], int(moment)))
    return found
