"""The figures on a terminal: groups one below the other, then agents and days; a Chinese character is two wide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cs_training.cli.aligned import left, right, width
from cs_training.cli.kpi.figures import Figures, Row
from cs_training.cli.kpi.words import GROUPS, Group, Word, heading, known_words, written


def table_lines(figures: Figures, *, agents: bool, days: bool, agent_days: bool) -> Iterator[str]:
    """
    The figures for people.

    Args:
        figures: All that was worked out.
        agents: Whether to show each agent's.
        days: Whether to show each day's.
        agent_days: Whether to show each agent's of each day.
    """
    yield "总体"
    yield from _overall(figures)
    if agents:
        yield from _breakdown("每位客服", ["客服"], _agents(figures), figures)
    if days:
        yield from _breakdown("每天", ["日期"], {(day,): row for day, row in figures.per_day.items()}, figures)
    if agent_days:
        yield from _breakdown("每位客服每天", ["客服", "日期"], _agent_days(figures), figures)


def _agents(figures: Figures) -> dict[tuple[str, ...], Row]:
    return {(figures.names[agent],): row for agent, row in figures.per_agent.items()}


def _agent_days(figures: Figures) -> dict[tuple[str, ...], Row]:
    return {
        (figures.names[agent], day): row for agent, rows in figures.per_agent_day.items() for day, row in rows.items()
    }


def _overall(figures: Figures) -> Iterator[str]:
    def cells(word: Word) -> list[str]:
        return [f"  {word.label}", written(word, figures.overall[word.name], given=figures.given), word.means]

    rows = [cells(word) for group in GROUPS for word in group.words]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for group in GROUPS:
        yield f"\n{group.title}"
        for word in group.words:
            name, value, means = cells(word)
            yield f"{left(name, widths[0])}  {right(value, widths[1])}  {means}"
        if group.note:
            yield f"  注：{group.note}"


def _breakdown(title: str, keys: list[str], rows: Mapping[tuple[str, ...], Row], figures: Figures) -> Iterator[str]:
    if not rows:
        yield f"\n{title}：一个也没有。"
        return
    names = frozenset(next(iter(rows.values())))
    for group in GROUPS:
        words = list(known_words(group, names))
        table = [keys + [heading(word) for word in words]]
        for key, row in rows.items():
            table.append([*key, *(written(word, row[word.name], given=figures.given, unit=False) for word in words)])
        yield f"\n{title}：{group.title}"
        yield from _aligned(table, len(keys))
        yield from _notes(group, table)


def _notes(group: Group, table: Sequence[Sequence[str]]) -> Iterator[str]:
    if any(cell == "—" for row in table for cell in row):
        yield "  “—”是无样本，不是 0。"
    if group.note:
        yield f"  注：{group.note}"


def _aligned(table: Sequence[Sequence[str]], keys: int) -> Iterator[str]:
    """Names to the left, numbers to the right."""
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = [
            (left if place < keys else right)(cell, wide)
            for place, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()
