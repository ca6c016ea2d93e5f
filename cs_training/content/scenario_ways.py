"""Whether the talk of a scenario always has somewhere to go, ends, and can end well."""

from __future__ import annotations

from collections.abc import Iterator

from cs_training.content.scenario_points import impossible
from cs_training.content.told import Fault
from cs_training.core.playing.graph import best_ends, circle, edges, reachable
from cs_training.core.playing.outcome import RESOLVED
from cs_training.core.playing.script import Node, Scenario


def way_faults(scenario: Scenario) -> Iterator[Fault]:
    """What is wrong with a scenario as a graph; ways to nodes that do not exist are another check's."""
    if not scenario.nodes:
        yield ("nodes",), "至少写一个节点和一个结局。"
        return
    if scenario.nodes[0].end:
        yield ("nodes", 0, "end"), "第一个节点是顾客开口的地方，不能是结局。"
    for place, node in enumerate(scenario.nodes):
        found = _end(node) if node.end else _going_on(scenario, node)
        yield from ((("nodes", place, *where), says) for where, says in found)
    known = {one.id for one in scenario.nodes}
    if any(edge.to not in known for node in scenario.nodes for edge in edges(node)):
        return  # what is reached cannot be said
    there = reachable(scenario)
    for place, node in enumerate(scenario.nodes):
        if node.id not in there:
            yield ("nodes", place), f"走不到“{node.id}”。从别的节点连过来，或去掉它。"
    if best_ends(scenario)[scenario.nodes[0].id] < 1:
        yield ("nodes",), "从开头走不到 end: resolved 的结局，做得再好也办不成。连上一条路。"
    if way := circle(scenario):
        place = [one.id for one in scenario.nodes].index(way[0])
        yield ("nodes", place), f"{' → '.join([*way, way[0]])} 绕得回来，又不费什么，会没完没了。改掉一条路。"


def _end(node: Node) -> Iterator[Fault]:
    if node.wants or node.choices or any(edges(node)):
        yield (), f"“{node.id}”是结局，不能再有 wants、choices 和去处。去掉它们，或去掉 end。"


def _going_on(scenario: Scenario, node: Node) -> Iterator[Fault]:
    ends = {one.id: one.end for one in scenario.nodes}
    if not node.met:
        yield (), f"“{node.id}”没有 met，办到了也走不下去。写上去哪个节点；是结局就写 end。"
    if not node.silent:
        yield (), f"“{node.id}”没有 silent，没人理她的时候不知道去哪。写上一个结局。"
    elif node.silent in ends and not _badly(ends[node.silent]):
        yield ("silent",), f"没人理她，不会好好收场。“{node.silent}”要是 left、unresolved 或 platform 的结局。"
    for do, to in node.moves.items():
        if says := impossible(scenario, do):
            yield ("moves", do), says
        elif do == "end" and to in ends and not ends[to]:
            yield ("moves", do), f"会话结束了就没有下文，“{to}”要是一个结局。"


def _badly(end: str | None) -> bool:
    return end is not None and not RESOLVED[end]  # type: ignore[index]  # it is one of the ends
