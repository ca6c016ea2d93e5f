"""A scenario as a graph: where each node can lead, and how well it can still end from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cs_training.core.playing.outcome import RESOLVED
from cs_training.core.playing.script import Node, Scenario

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
