"""The chat log, made ready to be measured: no repeats, nobody and never told the same way everywhere."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from cs_training.core.measuring.moments import with_at
from cs_training.core.measuring.tables import Table, columns, gathered, narrow, need, with_row

_IDS = ("session_id", "agent_id", "buyer_id")


def rows(messages: Any) -> Table:
    """
    All rows of a log, ready to be counted.

    Args:
        messages: The columns of design §4.1. ``row``, the place in the file, settles the order of messages of the
            same instant; only a table that has an order of its own may leave it out. ``at`` may stand for ``ts``;
            ``key``, a 64-bit hash of the whole row as written, may stand for ``text``.

    Returns:
        ``row, session_id, agent_id, buyer_id, at, sender`` and ``key`` or ``text``.

    Raises:
        ChatError: A column is missing.
    """
    table = with_at(with_row(narrow(messages)), "ts", "at")
    said = "key" if "key" in columns(table) and "text" not in columns(table) else "text"
    need(table, [*_IDS, "sender", said], "聊天表")
    table = gathered(table.select("row", *_IDS, "at", "sender", said))
    # Null is unlike null, and so would never be a repeat.
    return _filled(table, [*_IDS, "text"] if said == "text" else list(_IDS))


def clean(rows: Table) -> Table:
    """
    The rows without repeats: of those alike in every column only the first stays.

    A table in memory comes out in order of chat, time and place in the file.
    """
    alike = [name for name in columns(rows) if name != "row"]
    if isinstance(rows, nw.LazyFrame):
        return rows.group_by(*alike).agg(nw.col("row").min())
    rows = rows.sort("session_id", "at", "row")
    repeated = _repeated(rows, alike)
    return rows.filter(~nw.col("row").is_in(repeated)) if repeated else rows


def _filled(table: Table, names: list[str]) -> Table:
    """The columns with empty text for null. Categories know only their own names, so “nobody” must become one."""
    if table.implementation.is_pandas():
        native = table.to_native()
        return nw.from_native(native.assign(**{name: _filled_series(native[name], name) for name in names}))
    schema = table.collect_schema()
    closed = [name for name in names if isinstance(schema[name], nw.Enum)]
    open_ = [name for name in names if name not in closed]
    return table.with_columns(
        nw.col(*open_).fill_null(""), *(nw.col(one).cast(nw.String).fill_null("") for one in closed)
    )


def _filled_series(series: Any, name: str) -> Any:
    kinds = getattr(series, "cat", None)
    # Behind any question there may be no agent; other columns are looked through only if something is missing.
    if kinds is not None and (name == "agent_id" or series.hasnans) and "" not in kinds.categories:
        series = kinds.add_categories([""])
    return series.fillna("") if series.hasnans else series


def _repeated(table: Table, alike: list[str]) -> list[int]:
    """The rows that repeat one before. In a sorted table they have a neighbour of their chat and instant: few have."""
    chat, at = nw.col("session_id"), nw.col("at")
    like_before = (chat == chat.shift(1)) & (at == at.shift(1))
    like_behind = (chat == chat.shift(-1)) & (at == at.shift(-1))
    tied = table.filter(like_before | like_behind)
    first = tied.unique(alike, keep="first", maintain_order=True)["row"]
    return list(tied.filter(~nw.col("row").is_in(first))["row"])
