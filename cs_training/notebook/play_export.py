"""A simulated shift as the three files that a shop exports, in a folder of the learner's."""

from __future__ import annotations

import csv
import io
import itertools
import shutil
from collections.abc import Sequence
from pathlib import Path

from cs_training.core.playing.tables import MESSAGES, ORDERS, RATINGS, Row, Tables, tables
from cs_training.errors import PlayError, WorkspaceError, cause
from cs_training.notebook.play_sitting import PlaySitting

FOLDER = "shifts"


def run_tables(sitting: PlaySitting) -> Tables:
    """
    The run in hand as tables.

    Raises:
        PlayError: Nothing has begun.
    """
    play, run = sitting.play, sitting.run
    if play is None or run is None:
        raise PlayError("还没有可以导出的：先开始一班。")
    names = {one.id: one.name for one in sitting.bank.shop.staff.values()}
    # The run's own mark: two exports can be read together without their chats becoming one.
    return tables(play, starts=sitting.starts, run=run.began.id[:6], names=names)


def export(sitting: PlaySitting, *, folder: Path | None = None) -> list[Path]:
    """
    Writes ``messages.csv``, ``orders.csv`` and ``ratings.csv`` and returns their paths.

    The same run goes to the same place, however often; what is there is never overwritten.

    Args:
        folder: Where the folder ``shifts`` is made; by default where the notebook is.

    Raises:
        PlayError: Nothing has begun. WorkspaceError: They could not be written.
    """
    files = _files(run_tables(sitting))
    base = (folder or Path.cwd()) / FOLDER
    try:
        place = _place(sitting, base, files)
        if not place.exists():
            _write(place, files)
    except OSError as error:
        raise WorkspaceError(
            f"三张表没有写成：写不了 {base}（{cause(error)}）。检查磁盘是否已满、文件夹能不能写，再导出一次；记录还在。"
        ) from error
    return [place / one for one in files]


def exported(sitting: PlaySitting, *, folder: Path | None = None) -> list[str]:
    """Where the files of the run in hand are, seen from the notebook; none if they were not written."""
    files = _files(run_tables(sitting))
    try:
        place = _place(sitting, (folder or Path.cwd()) / FOLDER, files)
        return [f"{FOLDER}/{place.name}/{name}" for name in files] if place.exists() else []
    except OSError:
        return []


def _place(sitting: PlaySitting, base: Path, files: dict[str, bytes]) -> Path:
    """Where the files are already, else the first folder that is free."""
    name = sitting.setting.item.partition("/")[2]
    return next(one for n in itertools.count(1) if _fits(one := base / f"{name}-{n}", files))


def _files(found: Tables) -> dict[str, bytes]:
    listed = {
        "messages.csv": (MESSAGES, found.messages),
        "orders.csv": (ORDERS, found.orders),
        "ratings.csv": (RATINGS, found.ratings),
    }
    return {name: _csv(head, rows) for name, (head, rows) in listed.items()}


def _csv(head: Row, rows: Sequence[Row]) -> bytes:
    # As the course's practice log is written: UTF-8 without a mark, a line feed at the end of a line.
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return out.getvalue().encode()


def _fits(place: Path, files: dict[str, bytes]) -> bool:
    """Whether nothing is there yet, or just these files."""
    if not place.exists():
        return True
    return all((place / name).is_file() and (place / name).read_bytes() == data for name, data in files.items())


def _write(place: Path, files: dict[str, bytes]) -> None:
    place.mkdir(parents=True)
    try:
        for name, data in files.items():
            (place / name).write_bytes(data)
    except OSError:
        shutil.rmtree(place, ignore_errors=True)  # ours, and half of it would be taken for a shift
        raise
