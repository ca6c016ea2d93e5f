"""What each kind of file gives: the cells of the columns we need, as text, a stretch at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cs_training.content.exports.columns import EXAMPLE
from cs_training.content.exports.tally import RowProblem
from cs_training.errors import ExportError, near

CHUNK = 50_000  # records; small enough that a phone's worth of memory reads any file
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """
    Some records.

    Attributes:
        rows: The number of each record in the file, from 0.
        lines: The line each begins at.
        cells: What stands in each column, by the field it was mapped to.
        broken: What is wrong with records that have no such cells at all.
        lost: How many those are.
    """

    rows: Sequence[int]
    lines: Sequence[int]
    cells: Mapping[str, Sequence[str]]
    broken: Sequence[RowProblem] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What to look for in a file.

    Attributes:
        table: What it is called, e.g. 聊天记录.
        headers: The name of the column for each field.
        proof: A field, and what its cells look like: so a swallowed row is told from text of many commas.
    """

    table: str
    headers: Mapping[str, str]
    proof: tuple[str, re.Pattern[str]]

    def count(self, header: Iterable[str]) -> int:
        """How many of the columns a header has."""
        return len(set(map(_plain, header)) & set(map(_plain, self.headers.values())))

    def places(self, header: Sequence[str], file: str) -> dict[str, int]:
        """
        Where each field stands.

        Raises:
            ExportError: A column is missing, or stands there twice.
        """
        plain = [_plain(name) for name in header]
        if missing := [name for name in self.headers.values() if _plain(name) not in plain]:
            names = "、".join(missing)
            raise ExportError(
                f"{file}（{self.table}）缺 {names} 这 {len(missing)} 列。第一行要写列名。{self._hint(missing, header)}"
            )
        if twice := [name for name in self.headers.values() if plain.count(_plain(name)) > 1]:
            raise ExportError(f"{file}（{self.table}）有两列都叫 {twice[0]}，不知道该读哪一列。改掉一个列名。")
        return {field: plain.index(_plain(name)) for field, name in self.headers.items()}

    def _hint(self, missing: Sequence[str], header: Sequence[str]) -> str:
        # A file without a header begins with somebody's data: only what looks like a column's name is shown.
        taken = set(map(_plain, self.headers.values()))
        for name in missing if len(missing) < len(self.headers) else ():
            if found := near(_plain(name), {_plain(one) for one in header} - taken - {""}, cutoff=0.6):
                return f"表里的 {found[0]} 是不是就是 {name}？改一下列名，或用 --columns 写对照表。"
        if any(re.search(r"[\u4e00-\u9fff]", name) for name in header):
            return f"平台导出的中文列名，用 --columns 给一份对照表；照着这个例子写：{EXAMPLE}"
        return "列名不同的，用 --columns 给一份对照表。"


def _plain(name: str) -> str:
    return name.strip().strip("\ufeff").strip().lower()
