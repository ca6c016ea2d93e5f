"""
One contender, run in a process of its own: how long, how much processor, how much memory, and what it found.

    python tests/bench/kpi_runs.py "ours, polars" LOG.parquet TINY.parquet

The tiny log goes first, unmeasured: what is loaded once, Spark's Java machine too, is not the contender's doing.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import kpi_bounds
import kpi_contenders
import kpi_sql
import psutil
from kpi_contenders import Found

Start = Callable[[Path], Callable[[], Found]]  # makes ready; what it returns is measured

NAIVE, READING, SWEEP = "naive groupby-apply", "floor: reading the columns", "floor: one sweep of sorted arrays"


def main() -> None:
    name, log, tiny = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    START[name](tiny)()
    work = START[name](log)
    begun, processor = time.perf_counter(), _processor()
    found = work()
    taken = {"s": time.perf_counter() - begun, "cpu": _processor() - processor, "mb": _peak()}
    print(json.dumps(taken | {"found": found}, default=float))


def ours(engine: str, path: Path) -> Callable[[], Found]:
    """What ``cs-training kpi --engine`` does, but for printing."""
    from cs_training.cli.kpi.figures import figures
    from cs_training.content.exports.opening import open_tables
    from cs_training.core.kpi import chat_log

    def work() -> Found:
        with open_tables(path, engine=engine) as tables:
            made = figures(chat_log(tables.messages), days=False, agent_days=False, done=lambda _: None)
        return {"overall": made.overall, "per_agent": made.per_agent}

    return work


def _only(work: Callable[[Path], Found]) -> Start:
    return lambda path: partial(work, path)


START: dict[str, Start] = {
    **{f"ours, {engine}": partial(ours, engine) for engine in ("pandas", "polars", "duckdb", "pyspark")},
    "by hand, pandas": _only(kpi_contenders.by_pandas),
    "by hand, polars": _only(kpi_contenders.by_polars),
    "by hand, duckdb": _only(kpi_sql.by_duckdb),
    NAIVE: _only(kpi_bounds.naive),
    READING: _only(kpi_bounds.reading),
    SWEEP: kpi_bounds.sweep,
}


def _processes() -> list[psutil.Process]:
    this = psutil.Process()
    return [this, *this.children(recursive=True)]


def _processor() -> float:
    """Seconds of all cores, of this process and those it started (Spark's Java)."""
    return sum(sum(one.cpu_times()[:2]) for one in _processes())


def _peak() -> float | None:
    """The most megabytes there ever were, libraries included; Linux alone tells it for running processes."""
    try:
        told = [Path(f"/proc/{one.pid}/status").read_text(encoding="utf-8") for one in _processes()]
    except OSError:
        return None
    return sum(int(one.split("VmHWM:")[1].split()[0]) for one in told if "VmHWM:" in one) * 1024 / 1e6


if __name__ == "__main__":
    main()
