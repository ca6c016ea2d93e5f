"""
Ours against jupyterquiz and a plain ipywidgets composition, all in one run.

Measures what a learner waits for and what a notebook's file grows by; docs/benchmarks.md says how to read it.
Nothing is asserted: machines are noisy. Contenders take turns, and of all repeats the median counts.

    python tests/bench/bench_quiz.py [--rounds 7] [--json FILE]

Records and caches go to a temporary folder (on Windows and macOS the cache does not: there "cache cold" is warm).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from contenders import IPYWIDGETS, JUPYTERQUIZ, NAMES
from kernels import Place
from measures import Row, building, first_ask, loading, storing

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PACKAGES = ("cs-training", "jupyterquiz", "ipywidgets", "anywidget", "ipykernel")
HEADINGS = ("measure", "unit", *NAMES, "jupyterquiz ÷ ours", "ipywidgets ÷ ours", "aim", "")
OUTCOME = {True: "met", False: "**missed**", None: ""}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="fresh kernels per contender and measure (default 7)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the numbers here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = list(measured(Place(Path(folder)), given.rounds))
    print(machine(), "", *table(rows), sep="\n")
    if given.json:
        kept = {"machine": machine(), "rows": [asdict(row) | {"met": row.met} for row in rows]}
        given.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def measured(place: Place, rounds: int) -> Iterator[Row]:
    """All rows in the order they are printed; says on stderr what it is at."""
    parts = {
        "import and first question": loading(place, rounds),
        "the first ask()": first_ask(place, rounds),
        "building 100 questions": building(place, rounds),
        "bytes in the notebook": storing(place, NOTEBOOKS),
    }
    for what, rows in parts.items():
        print(f"measuring {what} …", file=sys.stderr, flush=True)
        yield from rows


def machine() -> str:
    """What the numbers were made on, in one line."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{os.cpu_count()} cores{load}, Python {platform.python_version()}, {platform.system()}; {packages}"


def table(rows: list[Row]) -> Iterator[str]:
    """The rows as a Markdown table."""
    yield _line(HEADINGS)
    yield _line("---" if n in (0, 1, 8) else "--:" for n in range(len(HEADINGS)))
    for row in rows:
        values = [_number(row.values.get(name)) for name in NAMES]
        ratios = [_ratio(row.ratio(peer)) for peer in (JUPYTERQUIZ, IPYWIDGETS)]
        yield _line([row.what, row.unit, *values, *ratios, row.goal, OUTCOME[row.met]])


def _line(cells: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}×" if value >= 10 else f"{value:.2f}×"


if __name__ == "__main__":
    main()
