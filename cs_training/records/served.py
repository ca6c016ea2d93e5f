"""What simulated shifts come to: how each scenario went, and each shift."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cs_training.core.quiz import credit_left
from cs_training.records.runs import Run


@dataclass(frozen=True, slots=True)
class Played:
    """How a scenario went: how often it was played to its end, the best score (0–100), and what it is worth (0–1)."""

    scenario: str
    times: int
    best: int
    credit: float


@dataclass(frozen=True, slots=True)
class Worked:
    """How a shift went: runs worked to their end, how many were passed, and the best mean score (0–100)."""

    item: str
    ended: int
    passed: int
    best: int


def played(every: Iterable[Run]) -> list[Played]:
    """
    Scenario by scenario, in the order they were first met, in shifts or alone.

    What is better when the customer is known is worth three quarters, as a question at the second try.
    """
    scores: dict[str, list[int]] = {}
    for run in every:
        for one in run.results or ():
            scores.setdefault(one.scenario, []).append(one.score)
    told = credit_left(tries=1, hints=0)
    return [
        Played(scenario, len(all_), max(all_), max(score / 100 * (told if n else 1) for n, score in enumerate(all_)))
        for scenario, all_ in scores.items()
    ]


def worked(every: Iterable[Run]) -> list[Worked]:
    """Shift by shift, in the order they were first begun; what branched off is practice and counts for nothing."""
    means: dict[str, list[tuple[float, bool]]] = {}
    for run in every:
        if run.results and not run.began.branch and run.began.item.startswith("shift/"):
            mean = sum(one.score for one in run.results) / len(run.results)
            means.setdefault(run.began.item, []).append((mean, run.passed))
    return [
        Worked(item, len(all_), sum(passed for _, passed in all_), round(max(mean for mean, _ in all_)))
        for item, all_ in means.items()
    ]
