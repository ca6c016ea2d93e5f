"""
A shop's three tables, opened in the engine that shall measure them.

CSV and Excel are checked row by row and handed on; Parquet with the standard columns is looked into where it lies, so
that an engine for large data never reads more than it needs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw

from cs_training.content.exports import engines, reading
from cs_training.content.exports.cells import SENDERS
from cs_training.content.exports.columns import STANDARD, Columns, read_columns
from cs_training.content.exports.gathering import gathered, written
from cs_training.content.exports.tally import LISTED, Report, RowProblem, Tally, shown
from cs_training.core import exports

Told = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Reports:
    """
    How the tables were read.

    Attributes:
        files: Of each file that was checked row by row.
        automatic: Agents' messages taken for automatic, by ``phrase`` and by ``lag``.
        under_seconds: The limit of the lag; 0 if none was set.
        silence_hours: After how long a silence sessions were cut; None if the export numbers its sessions.
    """

    files: tuple[Report, ...]
    automatic: dict[str, int]
    under_seconds: float = 0
    silence_hours: float | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The tables, as :func:`cs_training.core.kpi.chat_log` takes them, and how they were read."""

    messages: Any
    orders: Any | None
    ratings: Any | None
    report: Reports


@contextmanager
def open_tables(
    chat: Path,
    *,
    orders: Path | None = None,
    ratings: Path | None = None,
    engine: engines.Name = "pandas",
    columns: Path | None = None,
    skip_bad_rows: bool = False,
    progress: Told | None = None,
) -> Iterator[Opened]:
    """
    Opens the tables; what the engine keeps of them on the disk is gone when the block is left.

    Args:
        chat: CSV, Excel or Parquet; or a folder of Parquet files, whose rows follow in the order of their names.
        orders: Likewise, one file.
        ratings: Likewise, one file.
        columns: What the columns are called, if they have other names than ours.
        skip_bad_rows: Leave out and count rows that have a problem.
        progress: Told what is being read and how far, 0 to 1.

    Raises:
        ExportError: A file cannot be read, or rows in it have problems (all of them).
        ContentError: The mapping of columns is written wrongly.
    """
    named = read_columns(columns) if columns else STANDARD
    # Where an open file cannot be removed (Windows), the system clears its folder for such things later.
    with tempfile.TemporaryDirectory(prefix="cs-training-kpi-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        desk = engines.engine(engine, place)
        notes: list[Report] = []
        small = {}
        for what, path, read in (("orders", orders, reading.read_orders), ("ratings", ratings, reading.read_ratings)):
            if path:
                table = read(path, columns=named, skip_bad_rows=skip_bad_rows)
                notes.append(table.report)
                small[what] = desk.take(table.frame)
        automatic: dict[str, int] = {}
        if parts := _parquet_parts(chat) if named is STANDARD else []:
            messages, report = _scanned(desk, parts, chat.name, skip_bad_rows)
        else:
            told = (lambda share: progress("读聊天记录", share)) if progress else None
            chunks = reading.read_messages(chat, columns=named, skip_bad_rows=skip_bad_rows, progress=told)
            messages, automatic = _whole(desk, chunks, named, place)
            report = chunks.report
        yield Opened(messages, small.get("orders"), small.get("ratings"), _reports([report, *notes], automatic, named))


def _reports(files: list[Report], automatic: dict[str, int], columns: Columns) -> Reports:
    return Reports(
        files=tuple(files),
        automatic=automatic,
        under_seconds=columns.automatic_replies.under_seconds,
        silence_hours=None if columns.messages.session_id else columns.sessions.silence_hours,
    )


def _scanned(desk: engines.Engine, paths: list[Path], name: str, skip: bool) -> tuple[Any, Report]:
    """Parquet as it lies, without its bad rows; and how many those are."""
    table: Any = nw.from_native(desk.scan(paths))
    session, sender, ts = nw.col("session_id"), nw.col("sender"), nw.col("ts")
    sound = sender.is_in(list(SENDERS)) & ~ts.is_null() & ~session.is_null() & (session != "")
    table = table.with_columns(bad=nw.when(sound).then(nw.lit(0)).otherwise(nw.lit(1)))
    counted = table.select(rows=nw.len(), bad=nw.col("bad").sum())
    rows, bad = _collected(counted).rows()[0]
    tally = Tally(name, skip, rows=rows)
    if bad:
        texts = nw.col("session_id", "sender").cast(nw.String).fill_null("")
        first = table.filter(nw.col("bad") == 1).sort("row").head(LISTED)
        listed = _collected(first.select("row", texts, timeless=ts.is_null()))
        tally.add(map(_problem, listed.rows(named=True)), count=int(bad), rows=int(bad))
        tally.refuse()
        table = table.filter(nw.col("bad") == 0)
    return table.drop("bad").to_native(), tally.report()


def _problem(row: dict[str, Any]) -> RowProblem:
    line = row["row"] % engines.FILE + 1
    if not row["session_id"]:
        return RowProblem(line, "session_id", "是空的。每条消息都要有会话编号。")
    if row["timeless"]:
        return RowProblem(line, "ts", "是空的。写带时区的时间。")
    return RowProblem(line, "sender", f"写成了“{shown(row['sender'])}”。只能是 {'、'.join(SENDERS)}。")


def _collected(table: Any) -> Any:
    return table.collect() if isinstance(table, nw.LazyFrame) else table


def _parquet_parts(chat: Path) -> list[Path]:
    """The Parquet files with our columns and with times of a zone; none, if any file needs a closer look."""
    try:
        from pyarrow import ArrowException
    except ImportError:  # a learner's machine has none; who gives a Parquet file is told so when it is read
        return []
    paths = sorted(chat.glob("*.parquet")) if chat.is_dir() else [chat]
    try:
        return paths if all(map(_as_we_need_it, paths)) else []
    except (ArrowException, OSError):
        return []


def _as_we_need_it(path: Path) -> bool:
    from pyarrow import parquet, types

    schema = parquet.read_schema(path)
    if not set(engines.CELLS) <= set(schema.names):
        return False
    time = schema.field("ts").type
    return bool(types.is_timestamp(time) and time.tz is not None)


def _whole(desk: engines.Engine, chunks: reading.Reading, columns: Columns, folder: Path) -> tuple[Any, dict[str, int]]:
    """Messages that were read row by row, together; and how many of them were taken for automatic."""
    automatic = columns.automatic_replies
    whole_needed = not columns.messages.session_id or automatic.under_seconds or automatic.phrases
    if not desk.in_memory and not whole_needed:
        path = folder / "messages.parquet"
        written(chunks, path)
        return desk.parquet(path), {}
    frame = gathered(chunks)
    counts: dict[str, int] = {}
    if not columns.messages.session_id:
        frame = exports.cut_sessions(frame, silence_hours=columns.sessions.silence_hours)
    if automatic.under_seconds or automatic.phrases:
        frame, counts = exports.automatic_as_bot(frame, under_seconds=automatic.under_seconds)
    return desk.take(frame), counts
