"""What is wrong with the rows of a batch: found for thousands at once, said only for the few that will be listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cs_training.content.exports.batch import Batch
from cs_training.content.exports.cells import unfit
from cs_training.content.exports.tally import LISTED, RowProblem, Tally, shown
from cs_training.content.exports.times import Flags

Says = Callable[[str, str], str]  # of a cell, and of the buyer's account in its row, which is never shown


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong with a column: the field, the rows where it is, and what is said of a cell."""

    field: str
    rows: Flags
    says: Says


def wrote(cure: str | Callable[[str], str]) -> Says:
    """What stands there, and the cure, which may depend on it."""

    def says(cell: str, buyer: str) -> str:
        what = f"写成了“{shown(cell, names=[buyer])}”。" if cell.strip() else "没有写。"
        return what + (cure if isinstance(cure, str) else cure(cell))

    return says


def readable(batch: Batch) -> tuple[dict[str, Sequence[str]], dict[str, Flags]]:
    """The cells by field, those that cannot be read as "", and which they are."""
    unread = {field: unfit(cells) for field, cells in batch.cells.items()}
    cells = {
        field: ["" if bad else cell for cell, bad in zip(column, unread[field], strict=True)]
        if unread[field].any()
        else column
        for field, column in batch.cells.items()
    }
    return cells, unread


def sound(
    batch: Batch, unread: Mapping[str, Flags], faults: Iterable[Fault], headers: Mapping[str, str], tally: Tally
) -> Flags:
    """Which rows have no fault; the tally is told of all the others."""
    # A cell that cannot be read has only that wrong with it.
    fair = [Fault(one.field, one.rows & ~unread[one.field], one.says) for one in faults]
    garbled = list(_garbled(unread, tally.encoding))
    bad = np.zeros(len(batch.rows), dtype=bool)
    problems, count = [*batch.broken], len(batch.broken)
    for fault in (*garbled, *fair):
        bad |= fault.rows
        count += int(fault.rows.sum())
        if len(tally.problems) < LISTED:
            problems += [_problem(batch, fault, int(at), headers) for at in np.flatnonzero(fault.rows)[:LISTED]]
    tally.add(problems, count=count, rows=batch.lost + int(bad.sum()))
    return ~bad


def _problem(batch: Batch, fault: Fault, at: int, headers: Mapping[str, str]) -> RowProblem:
    buyer = batch.cells["buyer_id"][at].strip() if "buyer_id" in batch.cells else ""
    return RowProblem(batch.lines[at], headers[fault.field], fault.says(batch.cells[fault.field][at], buyer))


def _garbled(unread: Mapping[str, Flags], encoding: str) -> Iterator[Fault]:
    """The first cell of each row that cannot be read; the others of its line have the same wrong with them."""

    def says(cell: str, _: str) -> str:
        if "\0" in cell:
            return "里面有空字符（NUL），多半是文件坏了。删掉它，或重新导出。"
        return f"不是 {encoding}，别的行多半是。几份文件拼成一份之前，先统一编码，或重新导出。"

    before: Flags | None = None
    for field, rows in unread.items():
        yield Fault(field, rows if before is None else rows & ~before, says)
        before = rows if before is None else rows | before
