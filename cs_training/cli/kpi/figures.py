"""The engine's tables as plain numbers: figures by name, and the sessions one after the other, however many."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw

from cs_training.core import kpi
from cs_training.core.masking import mask

Row = dict[str, float | None]
_EPOCH = date(1970, 1, 1).toordinal()
_BATCH = 10_000
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Figures:
    """
    All that is shown of a log.

    Attributes:
        per_day: By day as 2026-11-11; empty if days were not asked for.
        per_agent_day: By agent, then by day; likewise.
        given: The tables there were besides the log (``orders``, ``ratings``).
        names: The agents' ids as they may be shown.
    """

    overall: Row
    per_agent: dict[str, Row]
    per_day: dict[str, Row] = field(default_factory=dict)
    per_agent_day: dict[str, dict[str, Row]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)


def figures(log: kpi.Log, *, days: bool, agent_days: bool, done: Callable[[float], None]) -> Figures:
    """
    The figures, worked out now.

    Args:
        log: As :func:`cs_training.core.kpi.chat_log` gives it.
        days: Whether each day's are asked for.
        agent_days: Whether each agent's of each day are.
        done: Told how much is done, 0 to 1.
    """
    done(0)
    (overall,) = _rows(kpi.overall(log))
    done(0.3)
    per_agent = {row.pop(kpi.AGENT): _numbers(row) for row in _rows(kpi.by_agent(log))}
    done(0.6)
    per_day = {_day(row.pop(kpi.DAY)): _numbers(row) for row in _rows(kpi.by_day(log))} if days else {}
    done(0.8)
    per_agent_day: dict[str, dict[str, Row]] = {}
    for row in _rows(kpi.by_agent_and_day(log)) if agent_days else ():
        agent, day = row.pop(kpi.AGENT), _day(row.pop(kpi.DAY))
        per_agent_day.setdefault(agent, {})[day] = _numbers(row)
    done(1)
    given = {name for name in ("orders", "ratings") if getattr(log, name) is not None}
    return Figures(
        _numbers(overall),
        _in_order(per_agent),
        _in_order(per_day),
        {agent: _in_order(of_days) for agent, of_days in _in_order(per_agent_day).items()},
        frozenset(given),
        shown_names(per_agent),
    )


def sessions(log: kpi.Log) -> Iterator[tuple[str, float | None, str | None]]:
    """Each session's id, seconds to its first response, and who gave it; by id, never all of them at once."""
    table: Any = nw.from_native(kpi.session_facts(log))
    # As text: a category would be sorted by when it was first seen.
    name, agent = (nw.col(one).cast(nw.String) for one in ("session_id", "first_response_agent"))
    for session, seconds, who in _streamed(table.select(name, "first_response_seconds", agent).sort("session_id")):
        yield session, _known(seconds), _known(who)


def shown_names(ids: Iterable[str]) -> dict[str, str]:
    """
    Ids as they may be shown: without personal data, on one line, no two alike.

    As an order's, a long number is kept unless it is a mobile's: shops number their accounts.
    """
    shown: dict[str, str] = {}
    taken: set[str] = set()
    for one in sorted(ids):
        plain = mask(f"编号{_CONTROLS.sub('', one)}").text.removeprefix("编号")
        name, times = plain, 1
        while name in taken:
            times += 1
            name = f"{plain}（{times}）"
        taken.add(name)
        shown[one] = name
    return shown


def collected(table: Any) -> Any:
    """A narwhals table in memory; for small ones."""
    return table.collect() if isinstance(table, nw.LazyFrame) else table


def _rows(native: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = collected(nw.from_native(native)).rows(named=True)
    return rows


def _streamed(table: Any) -> Iterator[tuple[Any, ...]]:
    native = table.to_native()
    if table.implementation.is_duckdb():
        for batch in native.to_arrow_reader(_BATCH):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
    elif table.implementation.is_pyspark():
        yield from map(tuple, native.toLocalIterator())
    else:
        yield from collected(table).iter_rows(buffer_size=_BATCH)


def _numbers(row: dict[str, Any]) -> Row:
    return {name: _known(value) for name, value in row.items()}


def _known(value: Any) -> Any:
    """None for all that engines put where there is nothing: NaN is the one value that is not itself."""
    return None if value is None or value != value else value  # noqa: PLR0124


def _day(day: int) -> str:
    return date.fromordinal(_EPOCH + day).isoformat()


def _in_order(rows: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(rows.items()))
