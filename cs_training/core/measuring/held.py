"""
A table that several figures need, worked out once and kept where the engine keeps its own.

Without this, an engine that forgets between questions would sort the whole log again for each figure.
"""

from __future__ import annotations

from itertools import count
from typing import Any

import narwhals as nw

from cs_training.core.measuring.tables import Table

_NUMBERS = count()


def held(table: Table) -> Table:
    """The same table, kept: in memory, in a temporary table of DuckDB, or, still lazily, on Spark's workers."""
    if isinstance(table, nw.DataFrame):
        return table
    native: Any = table.to_native()
    if table.implementation.is_duckdb():
        name = f"cs_training_held_{next(_NUMBERS)}"
        native.query("held", f"CREATE TEMP TABLE {name} AS FROM held")
        return nw.from_native(native.query("held", f"FROM {name}"))
    if table.implementation.is_pyspark():
        return nw.from_native(native.persist())
    return table
