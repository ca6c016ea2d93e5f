"""What became of the rows of a file: how many were read, which were left out and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from cs_training.core.masking import mask
from cs_training.errors import ExportError

LISTED = 20


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row: the line as an editor numbers it, the column if it is one's, the sentence."""

    line: int
    column: str
    says: str

    def __str__(self) -> str:
        return f"第 {self.line} 行{f' {self.column}' if self.column else ''}：{self.says}"


@dataclass(frozen=True, slots=True)
class Report:
    """
    How a file was read.

    Attributes:
        file: Its name.
        rows: Records read, those that were left out included.
        skipped: Records left out because something is wrong with them.
        repeats: Records left out because all their cells stood in one before (never messages: that is the engine's).
        problems: What is wrong, the first :data:`LISTED` of all.
        problem_count: How many there are; a row can have several.
        encoding: UTF-8, GB18030 or UTF-16; "" for a workbook or Parquet.
        delimiter: What parts the cells; "" likewise.
    """

    file: str
    rows: int
    skipped: int
    repeats: int
    problems: tuple[RowProblem, ...]
    problem_count: int
    encoding: str
    delimiter: str


@dataclass(slots=True)
class Tally:
    """A report in the making."""

    file: str
    skip_bad_rows: bool = False
    rows: int = 0
    skipped: int = 0
    repeats: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    problem_count: int = 0
    encoding: str = ""
    delimiter: str = ""

    @property
    def stopped(self) -> bool:
        """Whether what is read from here on is only checked, because it will end in an error."""
        return bool(self.problem_count) and not self.skip_bad_rows

    def add(self, problems: Iterable[RowProblem], *, count: int, rows: int) -> None:
        """Problems of a stretch of the file, in any order, the first of them at least; of how many rows."""
        ordered = sorted(problems, key=lambda one: one.line)
        self.problems += ordered[: LISTED - len(self.problems)]
        self.problem_count += count
        self.skipped += rows

    def refuse(self) -> None:
        """
        Raises what was found; does nothing if nothing was, or bad rows may be skipped.

        Raises:
            ExportError: Rows have problems.
        """
        if not self.stopped:
            return
        lines = [f"  - {self.file} {one}" for one in self.problems]
        if more := self.problem_count - len(self.problems):
            lines.append(f"  还有 {more} 处。")
        raise ExportError(
            f"{self.file} 里有 {self.problem_count} 处要改（或加 --skip-bad-rows 跳过这些行）：\n" + "\n".join(lines)
        )

    def report(self) -> Report:
        return Report(
            self.file,
            self.rows,
            self.skipped,
            self.repeats,
            tuple(self.problems),
            self.problem_count,
            self.encoding,
            self.delimiter,
        )


def shown(text: str, *, names: Collection[str] = ()) -> str:
    """What stands in a cell, short and without personal data; ``names`` are hidden too, as they are the buyer's."""
    # Masking is slow on long text, and nothing behind the first 30 characters is shown anyway.
    plain = mask(" ".join(text[:300].split()), names=[name for name in names if name.strip()]).text
    return plain if len(plain) <= 30 else f"{plain[:30]}……"
