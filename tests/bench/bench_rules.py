"""
Deciding cases: how many a second, and what the rules part costs a kernel.

Nothing is asserted: machines are noisy. Parsing the same cases as JSON is timed in the same run, as a yardstick.

    python tests/bench/bench_rules.py [--rounds 7]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from rule_cases import rule_cases

from cs_training.content.bank import open_bank
from cs_training.core.rules import decide

ON = date(2026, 11, 22)
IMPORT = """
import sys, time
{before}
loaded, start = len(sys.modules), time.perf_counter()
{what}
print((time.perf_counter() - start) * 1000, len(sys.modules) - loaded)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    rules = open_bank().rules
    cases = [case["case"] for case in rule_cases() if "expect" in case and not case["expect"].get("missing")]
    asking = [case["case"] for case in rule_cases() if case.get("expect", {}).get("missing")]
    text = [json.dumps(case, default=str) for case in cases]
    decided = per_second(lambda: [decide(case, rules=rules, on=ON) for case in cases], len(cases), rounds)
    parsed = per_second(lambda: [json.loads(line) for line in text], len(text), rounds)
    print(f"decisions a second: {decided:,.0f} ({len(cases)} told cases); JSON lines parsed a second: {parsed:,.0f}")
    print(f"a decision costs as much as parsing {parsed / decided:.0f} such lines")
    if asking:
        asked = per_second(lambda: [decide(case, rules=rules, on=ON) for case in asking], len(asking), rounds)
        print(f"cases that lack a fact, a second: {asked:,.0f} ({len(asking)} cases)")
    for name, before, what in (
        ("import of the engine, in a fresh Python", "import json", "import cs_training.core.rules"),
        ("import of the engine, where a question was asked", ASKED, "import cs_training.core.rules"),
        ("rules of an open bank", ASKED, "from cs_training.content.bank import open_bank; open_bank().rules"),
    ):
        ms, modules = loading(before, what, rounds)
        print(f"{name}: {ms:.1f} ms, {modules:.0f} modules")


ASKED = "from cs_training.content.bank import open_bank; open_bank().question('role-01')"


def per_second(work: Callable[[], object], count: int, rounds: int) -> float:
    """The median of so many runs."""
    speeds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        speeds.append(count / (time.perf_counter() - start))
    return statistics.median(speeds)


def loading(before: str, what: str, rounds: int) -> tuple[float, float]:
    """Median milliseconds and modules of doing something in fresh Pythons."""
    code = IMPORT.format(before=before, what=what)
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(rounds)
    ]
    numbers = [tuple(map(float, run.stdout.split())) for run in runs]
    return statistics.median(n[0] for n in numbers), statistics.median(n[1] for n in numbers)


if __name__ == "__main__":
    main()
