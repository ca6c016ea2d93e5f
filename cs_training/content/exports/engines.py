"""
The four engines: how each takes tables of pandas, and how each looks into Parquet files without reading them first.

What is not installed is said in one sentence with the way to install it.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from cs_training.errors import ExportError

Engine = Literal["pandas", "polars", "duckdb", "pyspark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
FILE = 1 << 40  # rows of the next file are numbered from here on
CELLS = ("session_id", "agent_id", "buyer_id", "ts", "sender", "text")


def scan(engine: Engine, paths: list[Path]) -> Any:
    """
    The messages in Parquet files, with their ``row`` and ``key``, as the engine's own table: lazy, except in pandas.

    Args:
        paths: In the order in which their rows follow each other.

    Raises:
        ExportError: The engine is not installed.
    """
    return _SCANS[engine](paths)


def take(engine: Engine, frame: Any, folder: Path) -> Any:
    """A pandas frame as the engine's own table; ``folder`` is for engines that take files."""
    if engine == "pandas":
        return frame
    if engine == "polars":
        return _module(engine).from_pandas(frame).lazy()
    path = folder / f"{len(list(folder.iterdir()))}.parquet"
    frame.to_parquet(path, index=False)
    return open_parquet(engine, path)


def open_parquet(engine: Engine, path: Path) -> Any:
    """A Parquet file as it is; it must stay where it is until the figures are made."""
    if engine == "pandas":
        return _module(engine).read_parquet(path)
    if engine == "polars":
        return _module(engine).scan_parquet(path)
    if engine == "duckdb":
        return _duckdb().read_parquet(str(path))
    return _spark().read.parquet(str(path))


def _pandas(paths: list[Path]) -> Any:
    pd = _module("pandas")
    frames = [pd.read_parquet(path) for path in paths]
    table = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    # Names that come again and again are counted and compared twice as fast as categories.
    table = table.astype(dict.fromkeys(("session_id", "agent_id", "buyer_id", "sender"), "category"))
    return table.assign(row=range(len(table)))


def _polars(paths: list[Path]) -> Any:
    pl = _module("polars")
    # Row numbers run on from file to file here, which keeps their order as well.
    table = pl.scan_parquet(paths, row_index_name="row")
    return table.with_columns(key=pl.struct(CELLS).hash()).select("row", *CELLS[:-1], "key")


def _duckdb_scan(paths: list[Path]) -> Any:
    files = _duckdb().read_parquet([str(path) for path in paths], file_row_number=True, filename=True)
    place = f"list_position({[str(path) for path in paths]}, filename)"
    row, key = f"{place} * {FILE} + file_row_number AS row", f"hash({', '.join(CELLS)}) AS key"
    return files.project(", ".join([*CELLS[:-1], row, key]))


def _spark_scan(paths: list[Path]) -> Any:
    spark = _spark()
    functions = importlib.import_module("pyspark.sql.functions")
    parts = []
    for number, path in enumerate(paths):
        table = spark.read.parquet(str(path))
        row = functions.col("_metadata.row_index") + functions.lit(number * FILE)
        parts.append(table.select(*CELLS[:-1], row.alias("row"), functions.xxhash64(*CELLS).alias("key")))
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.unionByName(part, allowMissingColumns=True)
    return whole


_SCANS: Mapping[Engine, Callable[[list[Path]], Any]] = {
    "pandas": _pandas,
    "polars": _polars,
    "duckdb": _duckdb_scan,
    "pyspark": _spark_scan,
}


def _duckdb() -> Any:
    connection = _module("duckdb").default_connection()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _spark() -> Any:
    """The session there is, else one on this machine; what spark-defaults.conf says of a cluster is heeded."""
    _module("pyspark")
    sql = importlib.import_module("pyspark.sql")
    exceptions = importlib.import_module("pyspark.errors")
    builder = sql.SparkSession.builder.appName("cs-training kpi").config("spark.sql.session.timeZone", "UTC")
    if not importlib.import_module("pyspark").SparkConf().contains("spark.master"):
        # On one machine Spark's 200 parts of a cluster are 200 times the trouble.
        builder = builder.config("spark.sql.shuffle.partitions", 2 * (os.cpu_count() or 1))
    try:
        return builder.getOrCreate()
    except (exceptions.PySparkException, OSError) as error:
        raise ExportError(
            f"PySpark 启动不了（{type(error).__name__}）。它要用 Java 17 以上：先装 Java，再试一次。"
        ) from None


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        extra = "cluster" if name == "pyspark" else "scale"
        raise ExportError(
            f'--engine {name} 要用的 {name} 没有装。先运行 pip install "cs-training[{extra}]"，或者不写 --engine。'
        ) from None
