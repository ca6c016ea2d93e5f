"""
The four engines: how each takes a table of pandas, and how each looks into Parquet files without reading them first.

What is not installed is said in one sentence with the way to install it.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol

from cs_training.errors import ExportError

Name = Literal["pandas", "polars", "duckdb", "pyspark"]
DUCKDB_MEMORY = "1GB"  # 20 million messages take a third longer than with all memory, and a third of it
FILE = 1 << 40  # rows of the next file are numbered from here on
CELLS = ("session_id", "agent_id", "buyer_id", "ts", "sender", "text")


class Engine(Protocol):
    """What opens tables for the figures; they are lazy, unless it holds all in memory."""

    in_memory: ClassVar[bool]

    def scan(self, paths: list[Path]) -> Any:
        """The messages in Parquet files whose rows follow each other, with ``row``, and ``text`` or its ``key``."""

    def parquet(self, path: Path) -> Any:
        """A Parquet file as it is; it must stay where it is until the figures are made."""

    def take(self, frame: Any) -> Any:
        """A table of pandas."""


def engine(name: Name, folder: Path) -> Engine:
    """
    An engine, with a folder for what it keeps on the disk.

    Raises:
        ExportError: It is not installed.
    """
    kinds: dict[Name, Callable[[Any, Path], Engine]]
    kinds = {"pandas": _Pandas, "polars": _Polars, "duckdb": _DuckDB, "pyspark": _PySpark}
    return kinds[name](_module(name), folder)


@dataclass
class _Pandas:
    in_memory: ClassVar[bool] = True
    module: Any
    folder: Path

    def scan(self, paths: list[Path]) -> Any:
        table = self.module.concat([self.parquet(path) for path in paths], ignore_index=True)
        # Names that come again and again are counted and compared twice as fast as categories.
        table = table.astype(dict.fromkeys(("session_id", "agent_id", "buyer_id", "sender"), "category"))
        return table[list(CELLS)].assign(row=range(len(table)))

    def parquet(self, path: Path) -> Any:
        return self.module.read_parquet(path)

    def take(self, frame: Any) -> Any:
        return frame


@dataclass
class _Polars:
    in_memory: ClassVar[bool] = False
    module: Any
    folder: Path

    def scan(self, paths: list[Path]) -> Any:
        table = self.module.scan_parquet(paths, row_index_name="row")
        return table.with_columns(key=self.module.struct(CELLS).hash()).select("row", *CELLS[:-1], "key")

    def parquet(self, path: Path) -> Any:
        return self.module.scan_parquet(path)

    def take(self, frame: Any) -> Any:
        return self.module.from_pandas(frame).lazy()


@dataclass
class _Files:
    """An engine that takes a table of pandas as a file."""

    in_memory: ClassVar[bool] = False
    module: Any
    folder: Path

    def parquet(self, path: Path) -> Any:
        raise NotImplementedError

    def take(self, frame: Any) -> Any:
        path = self.folder / f"{len(list(self.folder.iterdir()))}.parquet"
        frame.to_parquet(path, index=False)
        return self.parquet(path)


@dataclass
class _DuckDB(_Files):
    @cached_property
    def connection(self) -> Any:
        # Who takes DuckDB is short of memory: what does not fit goes into our folder, not into the one where the
        # command was called. Rows have numbers, so DuckDB need not keep their order, which would cost memory too.
        connection = self.module.connect(config={"temp_directory": str(self.folder), "memory_limit": DUCKDB_MEMORY})
        return connection.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")

    def scan(self, paths: list[Path]) -> Any:
        names = [str(path) for path in paths]
        files = self.connection.read_parquet(names, file_row_number=True, filename=True)
        row = f"list_position({names}, filename) * {FILE} + file_row_number AS row"
        return files.project(", ".join([*CELLS[:-1], row, f"hash({', '.join(CELLS)}) AS key"]))

    def parquet(self, path: Path) -> Any:
        return self.connection.read_parquet(str(path))


@dataclass
class _PySpark(_Files):
    @cached_property
    def session(self) -> Any:
        """The session there is, else one on this machine; what spark-defaults.conf says of a cluster is heeded."""
        sql, errors = (importlib.import_module(f"pyspark.{name}") for name in ("sql", "errors"))
        builder = sql.SparkSession.builder.appName("cs-training kpi").config("spark.sql.session.timeZone", "UTC")
        if not self.module.SparkConf().contains("spark.master"):
            # On one machine Spark's 200 parts of a cluster are 200 times the trouble.
            builder = builder.config("spark.sql.shuffle.partitions", 2 * (os.cpu_count() or 1))
        try:
            return builder.getOrCreate()
        except (errors.PySparkException, OSError) as error:
            why = type(error).__name__
            raise ExportError(f"PySpark 启动不了（{why}）。它要用 Java 17 以上：先装 Java，再试一次。") from None

    def scan(self, paths: list[Path]) -> Any:
        whole = self._scan_one(0, paths[0])
        for number, path in enumerate(paths[1:], 1):
            whole = whole.unionByName(self._scan_one(number, path))
        return whole

    def _scan_one(self, number: int, path: Path) -> Any:
        functions = importlib.import_module("pyspark.sql.functions")
        row = (functions.col("_metadata.row_index") + functions.lit(number * FILE)).alias("row")
        return self.parquet(path).select(*CELLS[:-1], row, functions.xxhash64(*CELLS).alias("key"))

    def parquet(self, path: Path) -> Any:
        return self.session.read.parquet(str(path))


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        extra = "cluster" if name == "pyspark" else "scale"
        raise ExportError(
            f'--engine {name} 要用的 {name} 没有装。先运行 pip install "cs-training[{extra}]"，或者不写 --engine。'
        ) from None
