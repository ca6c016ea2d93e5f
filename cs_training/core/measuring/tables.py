"""
Tables of any engine narwhals knows (pandas, Polars, DuckDB, PySpark); lazy ones stay lazy.

“Nobody” is the empty text and “never” is -1, not null: engines differ in how they group and compare nulls.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import narwhals as nw

from cs_training.errors import ChatError, suggestion

Table: TypeAlias = Any  # nw.DataFrame or nw.LazyFrame; a type checker cannot follow one source for both


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


def gathered(table: Table) -> Table:
    """The same table; if Polars was lazy about it, now in memory, where it sorts and compares neighbours fastest."""
    return table.collect() if isinstance(table, nw.LazyFrame) and table.implementation.is_polars() else table
