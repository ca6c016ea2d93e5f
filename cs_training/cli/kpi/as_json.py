"""The figures for programs: JSON piece by piece, so that millions of sessions need no room."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cs_training.cli.kpi.figures import Figures, Row


def json_pieces(
    figures: Figures, sessions: Iterable[tuple[str, float | None, str | None]], *, days: bool, agent_days: bool
) -> Iterator[str]:
    """
    The text, in pieces; every key sorted, an agent, day or session a line.

    Ids stay as they are written: scripts match on them, and two of them masked could become one key.
    """
    yield f'{{\n"overall": {_row(figures.overall)},\n'
    yield from _object("per_agent", ((agent, _row(row)) for agent, row in figures.per_agent.items()))
    if agent_days:
        yield from _object("per_agent_day", ((agent, _days(rows)) for agent, rows in figures.per_agent_day.items()))
    if days:
        yield from _object("per_day", ((day, _row(row)) for day, row in figures.per_day.items()))
    yield from _object("sessions", map(_session, sessions), last=True)
    yield "}\n"


def _object(name: str, members: Iterable[tuple[str, str]], *, last: bool = False) -> Iterator[str]:
    yield f'"{name}": {{'
    before = "\n"
    for key, value in members:
        yield f"{before}{_dumped(key)}: {value}"
        before = ",\n"
    yield "}\n" if last else "},\n"


def _session(session: tuple[str, float | None, str | None]) -> tuple[str, str]:
    name, seconds, agent = session
    who, wait = _dumped(agent), _dumped(_plain(seconds, 6))
    return name, f'{{"first_response_agent": {who}, "first_response_seconds": {wait}}}'


def _days(rows: dict[str, Row]) -> str:
    return _dumped({day: _rounded(row) for day, row in rows.items()})


def _row(row: Row) -> str:
    return _dumped(_rounded(row))


def _rounded(row: Row) -> Row:
    return {name: _plain(value, 2 if name == "converting_amount" else 6) for name, value in row.items()}


def _plain(value: float | None, digits: int) -> float | None:
    """At most so many decimals, and none where there are none."""
    if value is None:
        return None
    short = round(value, digits)
    return int(short) if short == int(short) else short


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)
