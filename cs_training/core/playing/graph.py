"""A scenario as a graph: where each node can lead, and how well it can still end from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cs_training.core.playing.outcome import RESOLVED
from cs_training.core.playing.script import Choice, Node, Scenario

Why = Literal["met", "silent", "choice", "move"]


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one node to another; ``by``: the choice's or deed's id, "" for the usual ways."""

    start: str
    to: str
    why: Why
    by: str = ""


def edges(node: Node) -> Iterator[Edge]:
    """The ways out of a node, as they are written."""
    if node.met:
        yield Edge(node.id, node.met, "met")
    yield from (Edge(node.id, one.to, "choice", one.id) for one in node.choices if one.to)
    yield from (Edge(node.id, to, "move", do) for do, to in node.moves.items())
    if node.silent:
        yield Edge(node.id, node.silent, "silent")


def circle(scenario: Scenario) -> list[str]:
    """
    Nodes that lead back to the first of them at no cost, in order; empty if there are none.

    What was said once stays said, so a met node is passed for nothing; a choice costs if it leaves her crosser.
    """
    free: dict[str, list[str]] = {}
    for node in scenario.nodes:
        costs = {one.id for one in node.choices if angers(one)}
        free[node.id] = [edge.to for edge in edges(node) if not (edge.why == "choice" and edge.by in costs)]
    while free and (ends := [here for here, ways in free.items() if not any(to in free for to in ways)]):
        for here in ends:  # from there no way goes on: it is on no circle
            del free[here]
    here = next(iter(free), "")
    way: list[str] = []
    while here and here not in way:
        way.append(here)
        here = next(to for to in free[here] if to in free)
    return way[way.index(here) :] if way else []


def angers(choice: Choice) -> bool:
    """Whether a choice leaves her crosser whatever was said before: a red line, a bad tone, or nothing said at all."""
    empty = not (choice.gives or choice.asks or set(choice.labels) - {"tone"})
    return bool(choice.breaks) or "tone" not in choice.labels or empty


def best_ends(scenario: Scenario) -> dict[str, float]:
    """How well it can end from each node at best (0–1); -1: it cannot end at all."""
    known = {one.id: RESOLVED[one.end] if one.end else -1.0 for one in scenario.nodes}
    for _ in scenario.nodes:  # as many rounds as the longest way can have
        for node in scenario.nodes:
            reached = [known.get(edge.to, -1.0) for edge in edges(node)]
            known[node.id] = max([known[node.id], *reached])
    return known


def reachable(scenario: Scenario) -> set[str]:
    """The nodes that can come up."""
    nodes = {one.id: one for one in scenario.nodes}
    found: set[str] = set()
    ahead = [scenario.nodes[0].id]
    while ahead:
        here = ahead.pop()
        if here in nodes and here not in found:
            found.add(here)
            ahead += [edge.to for edge in edges(nodes[here])]
    return found
