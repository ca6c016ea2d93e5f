"""
What only shows when a scenario is played: choices that give themselves away, or that the judge takes otherwise than
their author, and whether an expert can do it while nobody gets it for nothing. ``cs-training check`` looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from cs_training.content.bank import Bank
from cs_training.content.casting import arrival
from cs_training.core.judging.judge import Judge
from cs_training.core.playing.agents import AGENTS, EXPERT, Agent, work
from cs_training.core.playing.deed import Heard, heard
from cs_training.core.playing.facts import Look
from cs_training.core.playing.graph import best_ends
from cs_training.core.playing.outcome import RESOLVED, Outcome
from cs_training.core.playing.script import Choice, Level, Node, Scenario
from cs_training.core.reply import assess
from cs_training.core.scenario import Play
from cs_training.errors import Problem

LEVELS: tuple[Level, ...] = (1, 2, 3)
SEEDS = range(3)
EXPERT_SCORE = 80  # what an expert gets at least, at every level
_ABSENT = next(one for one in AGENTS if one.manner == "absent")


def giveaways(scenarios: Iterable[Scenario]) -> list[Problem]:
    """Scenarios in which the best choice can be found without reading."""
    return [_problem(one, "nodes", says) for one in scenarios for says in _giveaways(one)]


def misjudged(scenarios: Iterable[Scenario], judge: Judge) -> list[Problem]:
    """Choices that would do worse if they were typed: a red line that nobody wrote, no tone, a question not heard."""
    return [
        _problem(one, f"nodes.{node.id}.choices.{choice.id}", says)
        for one in scenarios
        for node in one.nodes
        for choice in node.choices
        for says in _differences(choice, _typed(one, node, choice, judge))
    ]


def trials(bank: Bank) -> list[Problem]:
    """Scenarios that an expert cannot do well, or that end well with nobody there."""
    return [
        _problem(one, f"levels.{level}", says)
        for one in bank.scenarios()
        for level in LEVELS
        for says in (*_by_expert(_played(bank, one, level, EXPERT)), *_by_nobody(_played(bank, one, level, _ABSENT)))
    ]


def _problem(scenario: Scenario, field: str, says: str) -> Problem:
    return Problem(f"scenarios/{scenario.id}.yaml", None, scenario.id, field, says)


def _typed(scenario: Scenario, node: Node, choice: Choice, judge: Judge) -> Heard:
    """What would be heard in a choice if it were typed by somebody who has looked everything up."""
    facts = scenario.facts.shown(get_args(Look))
    said = assess(choice.text, judge=judge, customer=node.says[0], facts=facts, scenario=scenario.brief)
    return heard(choice.text, said, scenario)


def _differences(choice: Choice, typed: Heard) -> Iterator[str]:
    """
    Where the judge is harder on it than its author.

    The other way round is no fault: an author knows which promise the shop cannot keep, and whose words are cold.
    """
    cure = "改写它；写得没错，就告诉评分的作者。"
    if found := set(typed.breaks) - set(choice.breaks):
        yield f"自己打这句，会碰红线 {_listed(found)}，这里没有写。{cure}"
    if unheard := set(choice.asks) - set(typed.asks):  # to ask for more than is written does no harm
        yield f"自己打这句，没问到 {_listed(unheard)}。改 text，或给这条隐藏信息加 asked。"
    if "tone" in choice.labels and "tone" not in typed.labels:
        yield f"自己打这句，没有 tone，这里写了。{cure}"


def _listed(some: Iterable[str]) -> str:
    return "、".join(sorted(some))


def _played(bank: Bank, scenario: Scenario, level: Level, agent: Agent) -> list[Outcome]:
    played = []
    for seed in SEEDS:
        play = work(Play([arrival(bank, scenario, level=level)], lines=bank.lines, seed=seed), agent, seed=seed)
        play.run_out()
        played += play.outcomes
    return played


def _by_expert(outcomes: list[Outcome]) -> Iterator[str]:
    """What is wrong, once for each level: seeds differ little."""
    ends, worst = {one.end for one in outcomes if not RESOLVED[one.end]}, min(one.score for one in outcomes)
    missed = sorted({says for one in outcomes for says in one.missed})
    forbidden = sorted({says for one in outcomes for says in one.forbidden})
    if ends:
        yield f"老手也办不成（{'、'.join(sorted(ends))}）。看看要点说不说得到、条件做不做得到。"
    elif worst < EXPERT_SCORE:
        yield f"老手只得 {worst} 分，至少要 {EXPERT_SCORE}。没做到的：{'、'.join(missed) or '无'}。"
    if forbidden:
        yield f"老手也犯了：{'、'.join(forbidden)}。看看有没有不犯的走法。"


def _by_nobody(outcomes: list[Outcome]) -> Iterator[str]:
    if any(RESOLVED[one.end] for one in outcomes):
        yield "没人理她，也办成了。silent 要去一个没办成的结局。"


def _giveaways(scenario: Scenario) -> Iterator[str]:
    ends = best_ends(scenario)
    nodes = [(node, _best(node, ends)) for node in scenario.nodes if len(node.choices) > 1]
    nodes = [(node, best) for node, best in nodes if best]
    if len(nodes) < 2:
        return
    if all(max(node.choices, key=lambda one: len(one.text)).id in best for node, best in nodes):
        yield "每个节点最长的那条都是最好的，不看也能选对。把一条差的写长，或把一条好的写短。"
    if all(node.choices[0].id in best for node, best in nodes):
        yield "每个节点第一条都是最好的，不看也能选对。换换次序。"


def _best(node: Node, ends: Mapping[str, float]) -> set[str]:
    def worth(one: Choice) -> tuple[float, ...]:
        leads = ends.get(one.to or node.id, -1.0)
        return (leads, len(set(one.gives) & set(node.wants)), len(one.asks), len(one.labels))

    clean = [one for one in node.choices if not one.breaks]
    most = max(map(worth, clean), default=None)
    return {one.id for one in clean if worth(one) == most}
