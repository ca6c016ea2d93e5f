"""How scripted agents come out: the same customers for each, seed by seed, and what came of it on average."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from cs_training.core.playing.agents import AGENTS, Agent, work
from cs_training.core.playing.customer import Lines
from cs_training.core.playing.outcome import Outcome
from cs_training.core.scenario import Arrival, Play

PLEASED = 4  # stars, from where on a rating counts as satisfied


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    How one agent came out over all chats.

    Attributes:
        score, resolved: Means; ``resolved`` is 0–1.
        csat: Share of ratings with four stars or more. stars: mean of the ratings. None: nobody rated.
        left, platform, passed: Shares of chats.
    """

    agent: Agent
    chats: int
    score: float
    resolved: float
    csat: float | None
    stars: float | None
    left: float
    platform: float
    passed: float


def calibrate(
    cast: Callable[[int], Sequence[Arrival]], *, lines: Lines, seeds: Iterable[int], agents: Sequence[Agent] = AGENTS
) -> list[Standing]:
    """
    Every agent at the same customers.

    Args:
        cast: Who comes, by seed.
        seeds: A shift is played for each.
    """
    casts = [(seed, cast(seed)) for seed in seeds]
    return [
        _standing(agent, [one for seed, some in casts for one in _worked(agent, some, lines, seed)]) for agent in agents
    ]


def _worked(agent: Agent, cast: Sequence[Arrival], lines: Lines, seed: int) -> list[Outcome]:
    play = work(Play(cast, lines=lines, seed=seed), agent, seed=seed)
    play.run_out()
    return play.outcomes


def _standing(agent: Agent, outcomes: Sequence[Outcome]) -> Standing:
    rated = [one.stars for one in outcomes if one.rated]
    return Standing(
        agent=agent,
        chats=len(outcomes),
        score=mean(one.score for one in outcomes),
        resolved=mean(one.resolved for one in outcomes),
        csat=mean(stars >= PLEASED for stars in rated) if rated else None,
        stars=mean(rated) if rated else None,
        left=mean(one.end == "left" for one in outcomes),
        platform=mean(one.end == "platform" for one in outcomes),
        passed=mean(one.passed for one in outcomes),
    )
