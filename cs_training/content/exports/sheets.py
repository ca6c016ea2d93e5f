"""The first sheet of an Excel workbook, row by row; numbers and times of the sheet are written out as text."""

from __future__ import annotations

import contextlib
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from cs_training.content.exports.batch import CHUNK, Batch, Progress, Wanted
from cs_training.content.exports.tally import RowProblem, Tally
from cs_training.errors import ExportError


def batches(file: BinaryIO, *, wanted: Wanted, tally: Tally, progress: Progress) -> Iterator[Batch]:
    """
    The rows of the first sheet.

    Raises:
        ExportError: It is no workbook, is empty, or its columns are not those that are wanted.
    """
    try:
        yield from _batches(file, wanted, tally, progress)
    except (KeyError, ValueError, OSError, SyntaxError, zipfile.BadZipFile, zlib.error):
        raise ExportError(
            f"{tally.file} 不是完整的 Excel 工作簿。用 Excel 打开，另存为 .xlsx 或 CSV UTF-8 再试。"
        ) from None


def _batches(file: BinaryIO, wanted: Wanted, tally: Tally, progress: Progress) -> Iterator[Batch]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles, which we do not look at
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    with contextlib.closing(book):
        sheet = book.worksheets[0]
        size = sheet.max_row
        sheet.reset_dimensions()  # exports often state a wrong size, and what is beyond it would not be read
        rows = sheet.iter_rows(values_only=True)
        header = _cut([_text(cell) for cell in next(rows, ())])
        if not header:
            raise ExportError(f"{tally.file} 的第一张表“{sheet.title}”第一行是空的。要读的表放在最前，第一行写列名。")
        places = wanted.places(header, tally.file)
        number = 0
        while records := list(islice(rows, CHUNK)):
            yield _batch(records, number, places, len(header))
            number += len(records)
            progress(min(number / (size or number), 1))


def _batch(records: Sequence[Sequence[Any]], number: int, places: dict[str, int], width: int) -> Batch:
    cells: dict[str, list[str]] = {field: [] for field in places}
    rows: list[int] = []
    broken: list[RowProblem] = []
    for at, record in enumerate(records, number):
        if any(cell not in (None, "") for cell in record[width:]):
            broken.append(
                RowProblem(at + 2, "", f"在列名的右边还有字。列名有 {width} 个，多出来的格子删掉或补上列名。")
            )
        elif any(cell not in (None, "") for cell in record):
            rows.append(at)
            for field, place in places.items():
                cells[field].append(_text(record[place]) if place < len(record) else "")
    return Batch(rows, [at + 2 for at in rows], cells, broken, len(broken))


def _text(cell: object) -> str:
    """What a cell says; a number as Excel shows it, which is to 15 digits."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return f"{cell:.15g}" if isinstance(cell, int | float) and not isinstance(cell, bool) else str(cell)


def _cut(header: list[str]) -> list[str]:
    while header and not header[-1].strip():
        header.pop()
    return header
