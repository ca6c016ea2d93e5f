"""Moments: whole microseconds since 1970 UTC, the one clock that every engine counts exactly alike."""

from __future__ import annotations

from datetime import UTC, datetime

import narwhals as nw

from cs_training.core.measuring.tables import Table, columns, need
from cs_training.errors import ChatError

SECOND = 1_000_000
DAY = 86_400 * SECOND
NEVER = -1
_BEIJING = 8 * 3_600 * SECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
