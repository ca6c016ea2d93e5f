"""
The chat log, made ready to be measured: no repeats, one kind of clock, each row in its place.

Works on any table narwhals knows (pandas, Polars, DuckDB, PySpark); lazy tables stay lazy.
Time is ``at``: whole microseconds since 1970 UTC, the one clock that every engine counts exactly alike.
“Nobody” is the empty text and “never” is -1, not null: engines differ in how they group and compare nulls.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeAlias

import narwhals as nw

from cs_training.errors import ChatError, suggestion

Table: TypeAlias = Any  # nw.DataFrame or nw.LazyFrame; a type checker cannot follow one source for both

SECOND = 1_000_000
DAY = 86_400 * SECOND
NEVER = -1
_BEIJING = 8 * 3_600 * SECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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


def gathered(table: Table) -> Table:
    """The same table; if Polars was lazy about it, now in memory, where it sorts and compares neighbours fastest."""
    return table.collect() if isinstance(table, nw.LazyFrame) and table.implementation.is_polars() else table


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


def narrow(native: Any) -> Table:
    """A table of any engine, as narwhals sees it."""
    return nw.from_native(native)


def columns(table: Table) -> list[str]:
    """The names of the columns."""
    return list(table.collect_schema().names())


def need(table: Table, names: list[str], what: str) -> None:
    """
    Makes sure that the columns are there.

    Raises:
        ChatError: Some are not; names the nearest one that is.
    """
    if missing := [name for name in names if name not in columns(table)]:
        near = suggestion(missing[0], set(columns(table)) - set(names))
        raise ChatError(f"{what}缺 {'、'.join(missing)} 这 {len(missing)} 列。{near}")


def with_row(table: Table) -> Table:
    """The table with the number of each row; a lazy one must have been given it when it was read."""
    if "row" in columns(table):
        return table
    if isinstance(table, nw.DataFrame):
        return table.with_row_index("row")
    raise ChatError("这张表没有 row 列，同一秒的消息分不出先后。读文件的时候就给每行编上号。")


def with_at(table: Table, time: str, at: str) -> Table:
    """
    The table with a column of moments told in microseconds; -1 where there is none.

    Raises:
        ChatError: There is no such column, or its times could be anywhere in the world.
    """
    if at in columns(table) and time not in columns(table):
        return table
    need(table, [time], "表里")
    table = _in_utc(table, time)
    if getattr(table.collect_schema()[time], "time_zone", None) is None:
        raise ChatError(
            f"{time} 列不是带时区的时间。先说清是哪里的时间，例如 pandas 里用 dt.tz_localize('Asia/Shanghai')。"
        )
    return table.with_columns(_microseconds(table, time).fill_null(NEVER).cast(nw.Int64).alias(at))


def _in_utc(table: Table, time: str) -> Table:
    """Narwhals does not know every zone of pandas by its name, e.g. America/New_York; the moment is the same in UTC."""
    if not table.implementation.is_pandas():
        return table
    native = table.to_native()
    zone = getattr(native[time].dtype, "tz", None)
    return nw.from_native(native.assign(**{time: native[time].dt.tz_convert("UTC")})) if zone else table


def _microseconds(table: Table, time: str) -> nw.Expr:
    moment = nw.col(time)
    if table.implementation.is_pyspark():
        # Spark counts seconds; a double holds them to a quarter of a microsecond until the year 2200.
        return (moment.cast(nw.Float64) * SECOND).round()
    if table.implementation.is_duckdb():
        return (moment - nw.lit(_EPOCH)).dt.total_microseconds()
    return moment.dt.timestamp("us")


def beijing_day(at: nw.Expr) -> nw.Expr:
    """Days since 1970 on the calendar in Beijing."""
    return (at + _BEIJING) // DAY


def time_of_day(at: nw.Expr) -> nw.Expr:
    """Microseconds since midnight in Beijing."""
    return (at + _BEIJING) % DAY
