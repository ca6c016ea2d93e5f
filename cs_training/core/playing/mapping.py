"""A scenario drawn as a flowchart in Mermaid's words; deterministic, and safe whatever the author wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cs_training.core.playing.graph import Edge, edges
from cs_training.core.playing.names import DO_NAMES, END_NAMES
from cs_training.core.playing.script import Node, Scenario

LONGEST = 24  # characters of what somebody says
# What means something to Mermaid or to HTML, even in quotation marks.
_ESCAPED = str.maketrans({char: f"#{ord(char)};" for char in '#&"<>`\\|;[](){}'})


def flowchart(scenario: Scenario, *, names: Mapping[str, str]) -> str:
    """
    The scenario as a Mermaid flowchart.

    Args:
        names: Of colleagues, by id.
    """
    # Numbers, not ids: “end” and others mean something to Mermaid.
    places = {node.id: f"n{place}" for place, node in enumerate(scenario.nodes)}
    lines = ["flowchart TD"]
    lines += [f"    {places[node.id]}{_box(node)}" for node in scenario.nodes]
    lines += [
        f'    {places[edge.start]} {_arrow(edge)}|"{_escaped(says)}"| {places[edge.to]}'
        for node in scenario.nodes
        for edge, says in _labelled(scenario, node, names)
    ]
    return "\n".join(lines) + "\n"


def _box(node: Node) -> str:
    says = _escaped(_short(node.says[0]))
    if node.end:
        return f'(["{_escaped(node.id)}<br>{END_NAMES[node.end]}<br>{says}"])'
    return f'["{_escaped(node.id)}<br>{says}"]'


def _arrow(edge: Edge) -> str:
    return "-.->" if edge.why == "silent" else "==>" if edge.why == "met" else "-->"


def _labelled(scenario: Scenario, node: Node, names: Mapping[str, str]) -> Iterator[tuple[Edge, str]]:
    """The ways out of a node, each with its label."""
    texts = {one.id: one.text for one in node.choices}
    for edge in edges(node):
        if edge.why == "met":
            wanted = "；".join(scenario.point(one).means for one in node.wants)
            yield edge, f"说到：{wanted}" if wanted else "回了就行"
        elif edge.why == "silent":
            yield edge, "没人理"
        elif edge.why == "choice":
            yield edge, f"选：{_short(texts[edge.by])}"
        elif edge.by == "transfer":
            yield edge, f"转接 {'、'.join(names.get(one, one) for one in scenario.transfer_to)}"
        else:
            yield edge, DO_NAMES[edge.by]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}……"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)
