"""
The log of attempts: one JSON object a line, only ever appended to.

A line is on the disk (flush, fsync) before :meth:`Log.append` returns, so feedback shown afterwards is never about an
attempt that a power cut could take back. Whatever happens to the process, at most the line being written is lost; its
remains are moved aside at the next append, and every other line stays as it is.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from cs_training.errors import RecordError, cause

Statement = dict[str, Any]

LOCK_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Log:
    """A log file. Several processes may use it at once."""

    path: Path

    @property
    def damaged(self) -> Path:
        """Where torn lines are kept, for whoever wants to look."""
        return self.path.with_suffix(".damaged")

    def append(self, *statements: Mapping[str, Any]) -> None:
        """
        Writes statements and returns when they are on the disk: all of them or none.

        Raises:
            RecordError: They could not be written; nothing was.
        """
        lines = b"".join(json.dumps(s, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for s in statements)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._locked():
                new = not self.path.exists()
                # Unbuffered: what the system refused must not be written later, when the file is closed.
                with self.path.open("x+b" if new else "r+b", buffering=0) as file:
                    self._mend(file)
                    _write(file, lines)
                if new:
                    _sync_folder(self.path.parent)
        except OSError as error:
            raise RecordError(self._trouble(error)) from error

    def read(self, containing: str = "") -> Iterator[Statement]:
        """
        The statements in order; damaged lines are passed over (:meth:`damage` counts them).

        Args:
            containing: Read only lines with this text in them; spares parsing the others.
        """
        needle = json.dumps(containing, ensure_ascii=False)[1:-1].encode()
        for line in self._lines():
            if line and needle in line:
                with contextlib.suppress(ValueError, RecursionError):
                    statement = json.loads(line)
                    if isinstance(statement, dict):
                        yield statement

    def damage(self) -> list[int]:
        """The numbers (from 1) of lines that cannot be read."""
        return [number for number, line in enumerate(self._lines(), 1) if line and not _readable(line)]

    def export(self, to: Path) -> int:
        """Copies the readable statements to a file; returns how many."""
        if to.resolve() == self.path.resolve():
            raise RecordError(f"{to} 就是学习记录本身，不能导出到它上面。换一个文件名。")
        statements = list(self.read())
        text = "".join(json.dumps(s, ensure_ascii=False) + "\n" for s in statements)
        try:
            to.write_text(text, encoding="utf-8")
        except OSError as error:
            raise RecordError(f"导出不了到 {to}（{cause(error)}）。换一个能写的位置。") from error
        return len(statements)

    def delete(self) -> None:
        """Removes the log and what was kept of torn lines."""
        try:
            with self._locked():
                for path in (self.path, self.damaged):
                    path.unlink(missing_ok=True)
        except OSError as error:
            raise RecordError(f"删不掉 {self.path}（{cause(error)}）。检查文件夹是否只读，再删一次。") from error

    def _lines(self) -> Iterable[bytes]:
        try:
            return self.path.read_bytes().split(b"\n")
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise RecordError(f"读不了学习记录 {self.path}（{cause(error)}）。检查这个文件的权限。") from error

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        # Imported here: it costs 30 ms, and a lesson that is only read never writes.
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.path.with_suffix(".lock"), timeout=LOCK_SECONDS):
                yield
        except Timeout:
            raise RecordError(f"另一个程序占着学习记录 {self.path} 超过 {LOCK_SECONDS} 秒。关掉它再交一次。") from None

    def _mend(self, file: FileIO) -> None:
        """Moves a torn last line aside; a whole one that only lacks its end is given it."""
        if not file.seek(0, os.SEEK_END):
            return
        file.seek(-1, os.SEEK_END)
        if file.read(1) == b"\n":
            return
        file.seek(0)
        content = file.readall()
        start = content.rfind(b"\n") + 1
        if _readable(content[start:]):
            _write(file, b"\n")
            return
        with self.damaged.open("ab") as aside:
            aside.write(content[start:] + b"\n")
        file.truncate(start)

    def _trouble(self, error: OSError) -> str:
        return (
            f"学习记录没有写进去：写不了 {self.path}（{cause(error)}）。"
            "检查磁盘是否已满、文件夹是否只读；也可以用环境变量 CS_TRAINING_HOME 换一个位置，再交一次。"
        )


def _write(file: FileIO, data: bytes) -> None:
    """Appends all of it durably, or takes back what went in: a full disk accepts part of a line."""
    end = file.seek(0, os.SEEK_END)
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            file.truncate(end)
        raise


def _readable(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _sync_folder(folder: Path) -> None:
    """Makes a new file's name durable too, where the system can (Windows cannot open a folder)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
