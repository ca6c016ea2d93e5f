"""The bench of the KPIs: who is timed against us finds what we find. Of times nothing is said here."""

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.append(str(Path(__file__).parent / "bench"))

import kpi as bench
import kpi_logs
import kpi_runs

CONTENDERS = [name for name in kpi_runs.START if "pyspark" not in name and name != bench.REFERENCE]
FULL = [name for name in CONTENDERS if name.startswith(("ours", "by hand"))]


def practice(path):
    """A day or two of the practice shop, as the bench measures it."""
    kpi_logs.write_log(3000, path)


def tangled(path):
    """Few chats, agents, seconds and texts, in no order: repeats, ties, handovers and midnights all over."""
    chance = random.Random(7)
    begin = datetime(2026, 11, 9, 23, 59, tzinfo=UTC)
    days = [begin + timedelta(hours=hours) for hours in (0, 1, 15.5, 16, 23.9)]
    rows = [
        {
            "session_id": f"S{(chat := chance.randrange(60))}",
            "agent_id": chance.choice(["", "小鹿", "阿岩", "你"]),
            "buyer_id": f"b{chat % 40 + chance.choice([0, 0, 0, 1])}",
            "ts": chance.choice(days) + timedelta(seconds=chance.choice([0, 0, 30, 180, 181])),
            "sender": chance.choice(["buyer", "agent", "agent", "bot", "system"]),
            "text": chance.choice(["在", "好"]),
        }
        for _ in range(600)
    ]
    kinds = {name: pa.string() for name in rows[0]} | {"ts": pa.timestamp("us", tz="Asia/Shanghai")}
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(list(kinds.items()))), path)


@pytest.fixture(scope="module", params=[practice, tangled], ids=lambda write: write.__name__)
def log(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("bench") / "log.parquet"
    request.param(path)
    return path


@pytest.fixture(scope="module")
def ours(log):
    return kpi_runs.START[bench.REFERENCE](log)()


@pytest.mark.parametrize("name", CONTENDERS)
def test_who_is_timed_finds_what_we_find(name, log, ours):
    found = kpi_runs.START[name](log)()

    assert list(bench.differences(ours, found)) == []


@pytest.mark.parametrize("name", FULL)
def test_who_is_compared_by_ratio_leaves_nothing_out_that_we_measure(name, log, ours):
    found = kpi_runs.START[name](log)()

    measured = {figure for figure, value in ours["overall"].items() if value is not None} - {"ratings"}
    assert measured <= found["overall"].keys()
    assert ours["per_agent"].keys() == found["per_agent"].keys()


def test_another_figure_is_told_with_whose_it_is():
    ours = {"overall": {"turns": 2}, "per_agent": {"小鹿": {"wait": None}}}
    theirs = {"overall": {"turns": 2.1}, "per_agent": {"小鹿": {"wait": 0}}}

    assert list(bench.differences(ours, theirs)) == ["the shop, turns: 2 and 2.1", "小鹿, wait: None and 0"]


def test_the_aims_are_judged_by_the_clock_against_the_same_engine():
    rows = [
        bench.Row(5_000_000, "ours, polars", s=1.2, cpu=1, mb=900),
        bench.Row(5_000_000, "by hand, polars", s=1, cpu=1, mb=900),
        bench.Row(5_000_000, bench.NAIVE, s=600, cpu=600, mb=None, worked_out=True),
    ]

    line = list(bench.table(rows))[2]

    assert "| 1.20× | 1.00× | ≤ 1.1× by hand; naive ≥ 100×: 500× | **missed**; met |" in line
