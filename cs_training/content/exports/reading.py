"""
A shop's own exports, of any size, as tables for the engine of KPIs: messages chunk by chunk, orders and ratings whole.

Every row is checked, and what is wrong is said of all rows at once; nothing is left out that the report does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cs_training.content.exports import tables
from cs_training.content.exports.batch import Batch, Progress, Wanted
from cs_training.content.exports.columns import STANDARD, Columns
from cs_training.content.exports.files import batches
from cs_training.content.exports.tally import Report, Tally

Chunk = Any  # a pandas DataFrame
_Check = Callable[[Batch, Tally, Columns], Chunk]


def _silent(_: float) -> None:
    """Nobody asked how far it is."""


class Reading(Iterator[Chunk]):
    """
    The chunks of a file, once; ``report`` tells what became of its rows, when the last chunk is through.

    A file without rows gives one chunk without rows. Columns of a chunk: ``row`` (number of the record in the file,
    rising), ``session_id`` (not if the mapping has none), ``shop`` (only if it has one), ``agent_id`` ("" if none),
    ``buyer_id``, ``at`` (µs since 1970 UTC), ``sender``, ``text``, ``automatic`` (an agent's message with one of the
    phrases of automatic replies), ``key`` and ``key2`` (halves of a hash of the cells as written, to know repeats by).
    """

    def __init__(self, chunks: Iterator[Chunk], tally: Tally) -> None:
        self._chunks = chunks
        self._tally = tally

    def __next__(self) -> Chunk:
        return next(self._chunks)

    @property
    def report(self) -> Report:
        return self._tally.report()


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table, without exact repeats, and how it was read."""

    frame: Any
    report: Report


def read_messages(
    path: Path, *, columns: Columns = STANDARD, skip_bad_rows: bool = False, progress: Progress | None = None
) -> Reading:
    """
    The messages of a chat log.

    Args:
        path: CSV (also gzipped), .xlsx or Parquet; the kind is told from the content, not from the name.
        columns: What the columns are called, and how sessions and automatic replies are known.
        skip_bad_rows: Leave out and count rows that have a problem, instead of refusing the file.
        progress: Told how much of the file is read, 0 to 1, now and then.

    Raises:
        ExportError: While the chunks are taken: the file cannot be read, or, after its last row, rows have problems.
    """
    tally = Tally(path.name, skip_bad_rows)
    wanted = tables.message_columns(columns)
    return Reading(_chunks(path, wanted, tables.messages, tally, columns, progress=progress or _silent), tally)


def read_orders(path: Path, *, columns: Columns = STANDARD, skip_bad_rows: bool = False) -> Table:
    """
    Orders: ``row``, ``order_id``, ``buyer_id``, ``created`` and ``paid`` (µs since 1970 UTC, may be missing), ``fen``.

    Raises:
        ExportError: As :func:`read_messages`.
    """
    return _table(path, tables.order_columns(columns), tables.orders, Tally(path.name, skip_bad_rows), columns)


def read_ratings(path: Path, *, columns: Columns = STANDARD, skip_bad_rows: bool = False) -> Table:
    """
    Ratings: ``row``, ``session_id``, ``rating`` (1 to 5, may be missing).

    Raises:
        ExportError: As :func:`read_messages`.
    """
    return _table(path, tables.rating_columns(columns), tables.ratings, Tally(path.name, skip_bad_rows), columns)


def _chunks(
    path: Path, wanted: Wanted, check: _Check, tally: Tally, columns: Columns, *, progress: Progress = _silent
) -> Iterator[Chunk]:
    given = False
    for batch in batches(path, wanted=wanted, tally=tally, progress=progress):
        tally.rows += len(batch.rows) + batch.lost
        chunk = check(batch, tally, columns)
        if len(chunk) and not tally.stopped:
            given = True
            yield chunk
    tally.refuse()
    if not given:
        yield check(Batch((), (), dict.fromkeys(wanted.headers, ())), tally, columns)


def _table(path: Path, wanted: Wanted, check: _Check, tally: Tally, columns: Columns) -> Table:
    import pandas as pd

    whole = pd.concat(list(_chunks(path, wanted, check, tally, columns)), ignore_index=True)
    frame = whole.drop_duplicates(["key", "key2"], ignore_index=True).drop(columns=["key", "key2"])
    tally.repeats = len(whole) - len(frame)
    return Table(frame, tally.report())
