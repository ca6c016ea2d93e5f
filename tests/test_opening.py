"""Exports opened in each engine: the same figures, the same refusals, nothing left behind."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

import narwhals as nw
import pandas as pd
import pytest

from cs_training.content import practice_log
from cs_training.content.exports import engines
from cs_training.content.exports.opening import open_tables
from cs_training.core import kpi
from cs_training.errors import ExportError

SAMPLE = Path(practice_log.__file__).with_name("practice")
NEAR = ["pandas", "polars", "duckdb"]


def measured(chat, **how):
    with open_tables(chat, **how) as tables:
        log = kpi.chat_log(tables.messages, orders=tables.orders, ratings=tables.ratings)
        table = nw.from_native(kpi.overall(log))
        rows = (table.collect() if isinstance(table, nw.LazyFrame) else table).rows(named=True)
    return {name: None if pd.isna(figure) else round(figure, 6) for name, figure in rows[0].items()}, tables.report


@pytest.fixture(scope="module")
def figures():
    return measured(SAMPLE / "chat.csv", orders=SAMPLE / "orders.csv", ratings=SAMPLE / "ratings.csv")[0]


@pytest.fixture
def parquet(tmp_path):
    def write(frame=None, name="chat.parquet", **options):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        (practice_log.chat() if frame is None else frame).to_parquet(path, index=False, **options)
        return path

    return write


@pytest.mark.parametrize("engine", NEAR)
def test_a_csv_file_gives_the_same_figures_in_every_engine(engine, figures):
    found, _ = measured(
        SAMPLE / "chat.csv", orders=SAMPLE / "orders.csv", ratings=SAMPLE / "ratings.csv", engine=engine
    )

    assert found == figures


@pytest.mark.parametrize("engine", NEAR)
def test_parquet_gives_the_figures_of_the_csv(engine, figures, parquet):
    found, report = measured(
        parquet(row_group_size=1000), orders=SAMPLE / "orders.csv", ratings=SAMPLE / "ratings.csv", engine=engine
    )

    assert found == figures
    assert report.files[0].rows == len(practice_log.chat())


@pytest.mark.parametrize("engine", NEAR)
def test_a_folder_of_parts_is_one_log_in_the_order_of_their_names(engine, figures, parquet, tmp_path):
    chat = practice_log.chat()
    for number, cut in enumerate([chat[:2001], chat[2001:2002], chat[2002:]]):
        parquet(cut, name=f"parts/{number}.parquet")

    found, _ = measured(tmp_path / "parts", orders=SAMPLE / "orders.csv", ratings=SAMPLE / "ratings.csv", engine=engine)

    assert found == figures


@pytest.mark.parametrize("engine", NEAR)
def test_a_reply_of_the_same_second_in_the_next_part_is_behind_the_question(engine, parquet, tmp_path):
    at = pd.Timestamp("2026-11-11T09:00:00+08:00")
    question = {"session_id": "s", "agent_id": "a", "buyer_id": "b", "ts": at, "sender": "buyer", "text": "在吗"}
    parquet(pd.DataFrame([question]), name="parts/1.parquet")
    parquet(pd.DataFrame([question | {"sender": "agent", "text": "在的"}]), name="parts/2.parquet")

    found, _ = measured(tmp_path / "parts", engine=engine)

    assert found["first_response_mean"] == 0


@pytest.mark.parametrize("engine", NEAR)
def test_a_row_that_stands_twice_in_parquet_counts_once(engine, figures, parquet):
    chat = practice_log.chat()
    twice = parquet(pd.concat([chat, chat[100:200]]))

    found, _ = measured(twice, orders=SAMPLE / "orders.csv", ratings=SAMPLE / "ratings.csv", engine=engine)

    assert found == figures


@pytest.mark.parametrize("engine", NEAR)
@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("sender", "robot", "第 3 行 sender：写成了“robot”。只能是 buyer、agent、bot、system。"),
        ("sender", None, "第 3 行 sender：写成了“”"),
        ("session_id", "", "第 3 行 session_id：是空的"),
        ("ts", pd.NaT, "第 3 行 ts：是空的"),
    ],
)
def test_a_bad_row_of_parquet_is_named_or_skipped_and_counted(engine, column, value, says, parquet):
    chat = practice_log.chat().head(50)
    chat.loc[2, column] = value
    path = parquet(chat)

    with pytest.raises(ExportError, match="chat.parquet 里有 1 处要改") as refused:
        measured(path, engine=engine)
    _, report = measured(path, engine=engine, skip_bad_rows=True)

    assert says in str(refused.value)
    assert (report.files[0].rows, report.files[0].skipped) == (50, 1)


def test_times_without_a_zone_are_refused_also_in_parquet(parquet):
    chat = practice_log.chat().head(5)

    with pytest.raises(ExportError, match="时区"):
        measured(parquet(chat.assign(ts=chat["ts"].dt.tz_localize(None))))


def test_a_csv_file_is_measured_where_there_is_no_pyarrow(figures):
    """A learner's machine has none: everything that is not Parquet works without, from the first import on."""
    without = "import sys; sys.modules['pyarrow'] = None; from cs_training.cli import main; main()"
    files = [SAMPLE / "chat.csv", "--orders", SAMPLE / "orders.csv", "--ratings", SAMPLE / "ratings.csv"]

    run = subprocess.run([sys.executable, "-c", without, "kpi", *files, "--json"], capture_output=True, check=False)

    assert run.returncode == 0, run.stderr.decode()
    assert json.loads(run.stdout)["overall"] == pytest.approx(figures, abs=1e-6)


def test_parquet_without_pyarrow_is_refused_with_the_way_out(monkeypatch, parquet):
    path = parquet()
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(ExportError, match="要先装 pyarrow"):
        measured(path)


def test_what_is_not_installed_is_said_with_the_way_out(monkeypatch):
    def gone(name):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", gone)

    with pytest.raises(ExportError, match=r'pip install "cs-training\[scale\]"'):
        engines.engine("polars", SAMPLE)


def test_what_was_kept_on_the_disk_is_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    measured(SAMPLE / "chat.csv", engine="polars")

    assert list(tmp_path.iterdir()) == []


def test_one_is_told_how_far_the_reading_is():
    told = []
    measured(SAMPLE / "chat.csv", progress=lambda what, share: told.append((what, share)))

    assert told[-1] == ("读聊天记录", 1)
