"""
Ours on each engine against the same figures written by hand, a naive program and a lower bound, all in one run.

docs/benchmarks.md says how to read it. Contenders take turns, each time in a fresh process; medians are printed, and
only after all figures were found equal. Nothing is asserted of times: machines are noisy.

    python tests/bench/kpi.py [--messages 5_000_000] [--large] [--only WORD …] [--rounds 3] [--logs FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kpi_runs import NAIVE, START, SWEEP

HERE = Path(__file__).parent
TINY, SMALL, LARGE = 1000, 200_000, 20_000_000
REFERENCE = "ours, pandas"
PACKAGES = ("cs-training", "narwhals", "pandas", "polars", "duckdb", "pyarrow", "numpy")
HEADINGS = ("messages", "contender", "s", "CPU s", "s a million", "peak MB", "s ÷ by hand", "CPU ÷ by hand", "aim", "")
ENOUGH = 1e-9
SLOWER = {"pandas": 1.25, "polars": 1.1}  # at most so many times as slow as by hand
FASTER = 100  # times the naive one
ROOM = 2000  # MB that 20 million messages may take with Polars or DuckDB


@dataclass(frozen=True, slots=True)
class Row:
    """A contender's medians for a log of that many messages; ``worked_out`` from a smaller one if so."""

    messages: int
    name: str
    s: float
    cpu: float
    mb: float | None
    worked_out: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=5_000_000)
    parser.add_argument("--large", action="store_true", help="also 200,000 and 20 million messages")
    parser.add_argument("--only", nargs="+", metavar="WORD", help="contenders with one of these in their name")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each contender (default 3)")
    parser.add_argument("--logs", type=Path, metavar="FOLDER", help="keep the logs here, and use those that are here")
    given = parser.parse_args()
    sizes = sorted({SMALL, given.messages, LARGE} if given.large else {given.messages})
    with tempfile.TemporaryDirectory() as folder:
        logs = given.logs or Path(folder)
        log(TINY, logs)
        rows = [row for size in sizes for row in measured(log(size, logs), size, contenders(given.only), given.rounds)]
        if not given.only or any(word in NAIVE for word in given.only):
            rows += naively(log(SMALL, logs), [size for size in sizes if size != SMALL], given.rounds)
    print(machine(), "", *table(rows), sep="\n")


def contenders(words: list[str] | None) -> list[str]:
    """Whom to run at every size. Spark has to be asked for, and the naive one would take hours."""
    words = words or ["ours", "by hand", "floor"]
    chosen = [name for name in START if any(word in name for word in words)]
    return [name for name in chosen if name != NAIVE and ("pyspark" not in name or "pyspark" in words)]


def log(messages: int, folder: Path) -> Path:
    """The log of that many messages; written by a process of its own, so that its memory is nobody's."""
    path = folder / f"{messages}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"writing {messages:,} messages …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, str(HERE / "kpi_logs.py"), str(messages), str(path)], check=True)
    return path


def measured(path: Path, messages: int, names: list[str], rounds: int) -> list[Row]:
    """
    The medians of all, one after the other in each round.

    Raises:
        SystemExit: Somebody found other figures than ours.
    """
    reference = run(REFERENCE, path)["found"]
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for name in names * rounds:
        print(f"{messages:,}: {name} …", file=sys.stderr, flush=True)
        runs[name].append(run(name, path))
        if wrong := list(differences(reference, runs[name][-1]["found"])):
            sys.exit(f"{name} found other figures than {REFERENCE}:\n" + "\n".join(wrong))
    return [Row(messages, name, *(_median(each, what) for what in ("s", "cpu", "mb"))) for name, each in runs.items()]


def run(name: str, path: Path) -> Any:
    """What a contender's own process says of itself."""
    command = [sys.executable, str(HERE / "kpi_runs.py"), name, str(path), str(path.with_name(f"{TINY}.parquet"))]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()[-1])


def naively(path: Path, sizes: list[int], rounds: int) -> Iterator[Row]:
    """The naive one on a small log, and from that, in proportion, what it would take."""
    (small,) = measured(path, SMALL, [NAIVE], rounds)
    yield small
    for size in sizes:
        yield Row(size, NAIVE, small.s * size / SMALL, small.cpu * size / SMALL, None, worked_out=True)


def differences(ours: Any, theirs: Any) -> Iterator[str]:
    """Where figures are not ours; who gives fewer of them is asked for those only."""
    if theirs["per_agent"] and (strange := ours["per_agent"].keys() ^ theirs["per_agent"].keys()):
        yield f"agents: {sorted(strange)}"
    pairs = {"the shop": (ours["overall"], theirs["overall"])}
    pairs |= {who: (ours["per_agent"].get(who, {}), figures) for who, figures in theirs["per_agent"].items()}
    for who, (mine, others) in pairs.items():
        for name, value in others.items():
            if not _equal(mine.get(name), value):
                yield f"{who}, {name}: {mine.get(name)} and {value}"


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= ENOUGH * max(1, abs(one))


def _median(runs: list[dict[str, Any]], what: str) -> Any:
    values = [one[what] for one in runs]
    return None if None in values else statistics.median(values)  # there is no peak where /proc is not


def table(rows: list[Row]) -> Iterator[str]:
    """The rows as a Markdown table, smaller logs first."""
    yield _line(HEADINGS)
    yield _line(("--:", "---", *["--:"] * 6, "---", "---"))
    order = list(START)
    for row in sorted(rows, key=lambda row: (row.messages, order.index(row.name))):
        peer = _peer(row, rows)
        name = f"{row.name}, worked out from {SMALL:,}" if row.worked_out else row.name
        figures = (_number(row.s), _number(row.cpu), _number(row.s / row.messages * 1e6))
        memory = "" if row.mb is None or row.name == SWEEP else f"{row.mb:,.0f}"
        ratios = (_ratio(row.s, peer.s), _ratio(row.cpu, peer.cpu)) if peer else ("", "")
        goals = list(_goals(row, rows))
        outcome = "; ".join("met" if met else "**missed**" for _, met in goals)
        yield _line(
            (f"{row.messages:,}", name, *figures, memory, *ratios, "; ".join(goal for goal, _ in goals), outcome)
        )


def _peer(row: Row, rows: list[Row]) -> Row | None:
    """The same engine by hand on the same log; for the others, pandas by hand."""
    ours = row.name.startswith("ours")
    if not ours and row.name.startswith("by hand"):
        return None
    return _row(f"by hand, {row.name.split(', ')[1] if ours else 'pandas'}", row.messages, rows)


def _goals(row: Row, rows: list[Row]) -> Iterator[tuple[str, bool]]:
    """What issue 5 asks of this row, by the clock, and whether it is so."""
    engine = row.name.removeprefix("ours, ")
    if engine == row.name:
        return
    hand, naive = _peer(row, rows), _row(NAIVE, row.messages, rows)
    if hand and engine in SLOWER and row.messages > SMALL:
        yield f"≤ {SLOWER[engine]:g}× by hand", row.s <= SLOWER[engine] * hand.s
    if naive and row.messages > SMALL:
        yield f"naive ≥ {FASTER}×: {naive.s / row.s:,.0f}×", naive.s >= FASTER * row.s
    if row.mb and row.messages == LARGE and engine in {"polars", "duckdb"}:
        yield f"≤ {ROOM:,} MB", row.mb <= ROOM


def _row(name: str, messages: int, rows: list[Row]) -> Row | None:
    return next((row for row in rows if (row.name, row.messages) == (name, messages)), None)


def machine() -> str:
    """What the numbers were made on, in one line."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} cores{load}, Python {platform.python_version()}, {platform.system()}; {packages}"


def _line(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _ratio(value: float, peer: float) -> str:
    ratio = value / peer
    return f"{ratio:,.0f}×" if ratio >= 10 else f"{ratio:.2f}×"


if __name__ == "__main__":
    main()
