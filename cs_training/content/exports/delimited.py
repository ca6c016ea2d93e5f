"""
Comma-, tab- or semicolon-separated text, record by record, with the line each begins at.

Quotes are read strictly: a cell that is half quoted is a slip, and guessing what was meant loses rows silently.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, BinaryIO

from cs_training.content.exports.batch import CHUNK, Batch, Wanted
from cs_training.content.exports.encodings import encoding_of, text_lines
from cs_training.content.exports.tally import RowProblem, Tally
from cs_training.errors import ExportError

_DELIMITERS = (",", "\t", ";")
_WORDS = {",": "逗号", "\t": "制表符", ";": "分号"}
_OTHERS = {"|": "竖线", "，": "中文逗号", "；": "中文分号", "、": "顿号", "\x01": "控制符"}
_HEADER_LINES = 20  # a name of a column may be broken over lines, within quotes


@dataclass(frozen=True, slots=True)
class _Form:
    """How the records of one file are made."""

    wanted: Wanted
    places: dict[str, int]
    width: int
    delimiter: str


def batches(file: BinaryIO, *, wanted: Wanted, tally: Tally) -> Iterator[Batch]:
    """
    The records of a file.

    Raises:
        ExportError: It is empty, is no table, or its columns are not those that are wanted.
    """
    tally.encoding = encoding_of(file)
    try:
        yield from _batches(text_lines(file, tally.encoding), wanted, tally)
    except UnicodeError:  # only UTF-16 comes here: the others mark a bad line and go on
        raise ExportError(f"{tally.file} 开头是 UTF-16，中间却读不懂了。用“另存为”选 CSV UTF-8 再试。") from None


def _batches(lines: Iterator[str], wanted: Wanted, tally: Tally) -> Iterator[Batch]:
    above, first = _header_lines(lines)
    if not first.strip("\ufeff \t\r\n,;"):
        raise ExportError(f"{tally.file} 是空的。请重新导出，第一行是列名。")
    tally.delimiter, header = _header(first, wanted, tally.file)
    form = _Form(wanted, wanted.places(header, tally.file), len(header), tally.delimiter)
    reader = csv.reader(lines, delimiter=tally.delimiter, strict=True)
    before = above + _breaks(first)  # lines in front of those the reader counts
    line, number = before + 1, 0
    while True:
        records, unread = _take(reader, before)
        if not records:
            return
        starts = _starts(records, line, before + reader.line_num + 1, unread)
        yield _batch(records, starts, number, form, unread)
        line = starts[-1]
        number += len(records)


def _header_lines(lines: Iterator[str]) -> tuple[int, str]:
    """How many lines are empty before the header, and the lines of it."""
    above, text = 0, ""
    for line in lines:
        if not text and not line.strip("\ufeff \t\r\n"):
            above += 1
            continue
        text += line
        if text.count('"') % 2 == 0 or _breaks(text) == _HEADER_LINES:
            break
    return above, text


def _header(text: str, wanted: Wanted, file: str) -> tuple[str, list[str]]:
    """The delimiter that finds most of the wanted columns, and the header cut by it."""
    if "\0" in text:
        raise ExportError(f"{file} 里全是空字符（NUL），像是没有标记的 UTF-16。用“另存为”选 CSV UTF-8 再试。")
    cut = {by: _cut(text, by) for by in (*_DELIMITERS, *_OTHERS)}
    best = max(cut, key=lambda by: (wanted.count(cut[by]), len(cut[by]) if by in _DELIMITERS else 0))
    if best in _OTHERS:
        raise ExportError(
            f"{file} 好像是用{_OTHERS[best]}分列的，这里只读逗号、制表符、分号。在 Excel 里另存为 CSV UTF-8 再试。"
        )
    return best, cut[best]


def _cut(text: str, by: str) -> list[str]:
    try:
        return next(csv.reader(text.lstrip("\ufeff").splitlines(keepends=True), delimiter=by), [])
    except csv.Error:
        return []


def _take(reader: Any, before: int) -> tuple[list[list[str]], dict[int, int]]:
    """
    The next records; one that cannot be read is [], and it is told what line comes behind all that it took.

    The reader gives up such a record, and goes on at the next line as if nothing had been.
    """
    records: list[list[str]] = []
    unread: dict[int, int] = {}
    while len(records) < CHUNK:
        try:
            for record in islice(reader, CHUNK - len(records)):
                records.append(record)  # noqa: PERF402 -- what was read before an error must not be lost with it
            break
        except csv.Error:
            unread[len(records)] = before + reader.line_num + 1
            records.append([])
    return records, unread


def _starts(records: Sequence[list[str]], line: int, end: int, unread: Mapping[int, int]) -> Sequence[int]:
    """The line at which each record begins, and at last the one behind them all."""
    if end - line == len(records):
        return range(line, end + 1)
    starts = [line]
    for at, text in enumerate(map(" ".join, records)):
        breaks = _breaks(text) if "\n" in text or "\r" in text else 0
        starts.append(unread[at] if at in unread else starts[-1] + 1 + breaks)
    return starts


def _breaks(text: str) -> int:
    return text.count("\n") + (text.count("\r") - text.count("\r\n") if "\r" in text else 0)


def _parts(text: str) -> list[str]:
    return re.split(r"\r\n?|\n", text) if _breaks(text) else [text]


def _batch(
    records: Sequence[list[str]], starts: Sequence[int], number: int, form: _Form, unread: Container[int]
) -> Batch:
    """Records as a batch, without those of the wrong shape; only those that may be are looked at one by one."""
    broken: list[RowProblem] = []
    dropped: set[int] = set()
    lost = 0
    for at in _suspects(records, starts, form.width):
        height = starts[at + 1] - starts[at]
        says, gone = _unclosed(starts[at], height) if at in unread else _misshapen(records[at], height, form)
        lost += gone
        if says:
            broken.append(RowProblem(starts[at], "", says))
        if says or not any(records[at]):
            dropped.add(at)
    kept = [at for at in range(len(records)) if at not in dropped] if dropped else range(len(records))
    cells = {field: [records[at][place] for at in kept] for field, place in form.places.items()}
    return Batch([number + at for at in kept], [starts[at] for at in kept], cells, broken, lost)


def _suspects(records: Sequence[list[str]], starts: Sequence[int], width: int) -> Iterable[int]:
    """Which records might be of the wrong shape."""
    if set(map(len, records)) != {width} or not all(map(any, records)):
        return range(len(records))
    return () if isinstance(starts, range) else [at for at, (one, end) in enumerate(pairwise(starts)) if end - one > 1]


def _unclosed(start: int, height: int) -> tuple[str, int]:
    took = f"到第 {start + height - 1} 行都被当成了同一格，没有读" if height > 1 else "这一行读不下去"
    return f'引号没有成对，{took}。一格以引号开头，就要以引号结尾，里面的引号写两遍（""）。', height


def _misshapen(record: Sequence[str], height: int, form: _Form) -> tuple[str, int]:
    """What is wrong with the cells of a record as a whole ("" if nothing), and of how many rows."""
    if not any(record):
        return "", 0  # an empty line
    if len(record) < form.width:
        return f"只有 {len(record)} 格，列名有 {form.width} 个。检查有没有断行：一格里要换行，整格放进引号。", 1
    if any(record[form.width :]):
        by = _WORDS[form.delimiter]
        return f"有 {len(record)} 格，列名只有 {form.width} 个。一格里有{by}的，整格放进引号。", 1
    if height > 1 and (swallowed := _swallowed(record, form)):
        return f"这里少了一个引号，下面 {swallowed} 行被当成了同一格，没有读。补上引号再来一次。", 1 + swallowed
    return "", 0


def _swallowed(record: Sequence[str], form: _Form) -> int:
    """How many lines within the cells are rows themselves."""
    field, looks = form.wanted.proof
    place = form.places[field]
    inner = (part.split(form.delimiter) for cell in record for part in _parts(cell)[1:])
    return sum(len(cells) >= form.width and bool(looks.fullmatch(cells[place].strip(' "'))) for cells in inner)
