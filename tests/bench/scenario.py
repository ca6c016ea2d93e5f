"""
What a simulated shift costs: sessions, a crowd, replaying, the widget's messages, the log; each beside a peer.

Nothing is asserted: machines are noisy, so read the ratios of one run. docs/benchmarks.md says what the peers are.

    python tests/bench/scenario.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import ipywidgets
import simpy

from cs_training.content.bank import open_bank
from cs_training.content.casting import shift_cast
from cs_training.core.playing.agents import EXPERT, work
from cs_training.core.reply import assess
from cs_training.core.scenario import Play, replay
from cs_training.notebook.play_setting import Setting
from cs_training.notebook.play_sitting import PlaySitting
from cs_training.notebook.play_widget import PlayWidget
from cs_training.records.log import Log
from cs_training.records.runs import Did, did_statement

BANK = open_bank()
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A measure: ours and the peer's, both per second; ``ratio`` above 1 says ours does more."""

    what: str
    unit: str
    ours: float
    peer: float
    which: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="repeats, taking turns; the median counts (default 5)")
    given = parser.parse_args()
    print("| measure | per second | ours | peer | ours ÷ peer | peer is |")
    print("| --- | --- | --: | --: | --: | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for row in measured(given.rounds, Path(folder)):
            ratio = f"{row.ours / row.peer:.2f}×"
            print(
                f"| {row.what} | {row.unit} | {row.ours:,.0f} | {row.peer:,.0f} | {ratio} | {row.which} |", flush=True
            )


def measured(rounds: int, folder: Path) -> Iterator[Row]:
    few, many, crowd = casts(4, 25), casts(4, 50), casts(200, 1)
    yield Row(
        "shifts of 4", "sessions", *both(rounds, 100, lambda: worked(few), lambda: queued(4, 25)), "SimPy, no text"
    )
    yield Row("a shift of 200", "sessions", *both(rounds, 200, lambda: worked(crowd), lambda: worked(many)), "50 of 4")
    yield Row("replay", "shifts", *replays(rounds), "judging every reply again")
    for customers in (4, 200):
        yield Row(
            f"widget, {customers} chats", "ticks", *ticks(rounds, customers, folder), "ipywidgets.HTML, all redrawn"
        )
    yield Row("log, on the disk", "deeds", *writes(rounds, folder), "SQLite, a commit each")


def casts(customers: int, shifts: int) -> list[tuple[int, list]]:
    return [
        (seed, shift_cast(BANK, "morning", customers=customers, minutes=10, level=2, seed=seed))
        for seed in range(shifts)
    ]


def worked(some: list[tuple[int, list]]) -> list[Play]:
    plays = [Play(cast, lines=BANK.lines, seed=seed) for seed, cast in some]
    for seed, play in enumerate(plays):
        work(play, EXPERT, seed=seed)
        play.run_out()
    return plays


def queued(customers: int, shifts: int) -> None:
    """The same traffic in SimPy: one agent, customers of two rounds who ask again twice and leave."""

    def customer(env: simpy.Environment, agent: simpy.Resource, at: int) -> Iterator[simpy.Event]:
        yield env.timeout(at)
        for _ in range(2):
            with agent.request() as served:
                for _ in range(3):
                    yield served | env.timeout(60)
                    if served.triggered:
                        break
                else:
                    return
                yield env.timeout(12)
            yield env.timeout(6)

    for _ in range(shifts):
        env = simpy.Environment()
        agent = simpy.Resource(env)
        for place in range(customers):
            env.process(customer(env, agent, place * 40))
        env.run()


def replays(rounds: int) -> tuple[float, float]:
    seed, cast = casts(4, 1)[0]
    play = worked([(seed, cast)])[0]
    texts = [entry.text for entry in play.log if entry.kind == "reply"]

    def again() -> None:
        for text in texts:
            assess(text, judge=BANK.judge, customer="在吗")
        replay(cast, play.deeds, lines=BANK.lines, seed=seed, to=play.now)

    return both(
        rounds,
        20,
        lambda: [replay(cast, play.deeds, lines=BANK.lines, seed=seed, to=play.now) for _ in range(20)],
        lambda: [again() for _ in range(20)],
    )


def ticks(rounds: int, customers: int, folder: Path) -> tuple[float, float]:
    setting = Setting(item="shift/morning", level=3, customers=customers, minutes=60, mode="practice")
    sitting = PlaySitting(setting, log=Log(folder / str(customers) / "log.jsonl"), clock=lambda: NOW)
    sitting.begin()
    sitting.run_to(20)
    widget, html, count = PlayWidget(sitting), ipywidgets.HTML(), 50

    def ours() -> None:
        for n in range(count):
            widget._heard(widget, {"do": "tick", "n": n, "to": sitting.play.now + 1})

    def peers() -> None:
        for n in range(count):
            html.value = f"<p>{n}</p>" + "".join(f"<p>{one.chat} {one.at} {one.text}</p>" for one in sitting.play.log)

    return both(rounds, count, ours, peers)


def writes(rounds: int, folder: Path) -> tuple[float, float]:
    seed, cast = casts(4, 1)[0]
    deed = worked([(seed, cast)])[0].deeds[0]
    did = Did(run="r", deed=replace(deed, text="三天没动，是该急。" * 4), at=NOW, anger=10, trust=50)
    log, count = Log(folder / "bench.jsonl"), 50
    base = sqlite3.connect(folder / "bench.db")
    base.execute("create table deeds (statement text)")

    def ours() -> None:
        for _ in range(count):
            log.append(did_statement(did, "shift/morning", actor="learner"))

    def peers() -> None:
        for _ in range(count):
            base.execute(
                "insert into deeds values (?)", [json.dumps(did_statement(did, "shift/morning", actor="learner"))]
            )
            base.commit()

    return both(rounds, count, ours, peers)


def both(rounds: int, count: int, ours: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float]:
    """Counts a second of both, taking turns; the medians."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for act, times in zip((ours, peer), taken, strict=True):
            start = time.perf_counter()
            act()
            times.append(time.perf_counter() - start)
    return count / statistics.median(taken[0]), count / statistics.median(taken[1])


if __name__ == "__main__":
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    main()
