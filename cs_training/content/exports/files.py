"""What kind of file it is, told from its first bytes (exports are often named wrongly), and who reads that kind."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from cs_training.content.exports import delimited, parquet, sheets
from cs_training.content.exports.batch import Batch, Progress, Wanted
from cs_training.content.exports.tally import Tally
from cs_training.errors import ExportError, cause

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def batches(path: Path, *, wanted: Wanted, tally: Tally, progress: Progress) -> Iterator[Batch]:
    """
    The records of a file of any kind.

    Raises:
        ExportError: It cannot be opened, or is of a kind that is not read.
    """
    try:
        with path.open("rb") as file:
            yield from _batches(path, file, wanted, tally, progress)
    except OSError as error:
        why = "压缩包不完整" if isinstance(error, gzip.BadGzipFile) else cause(error)
        raise ExportError(f"{path.name} 读不了：{why}。检查路径和权限，要给的是文件，不是文件夹。") from None
    except (EOFError, zlib.error):
        raise ExportError(f"{path.name} 的压缩包不完整。请重新下载或重新压缩。") from None


def _batches(path: Path, file: BinaryIO, wanted: Wanted, tally: Tally, progress: Progress) -> Iterator[Batch]:
    head = file.read(512)
    file.seek(0)
    if head.startswith(_OLD_EXCEL):
        raise ExportError(
            f"{path.name} 是旧版 Excel（.xls）或加了密码的工作簿。用 Excel 打开，另存为 .xlsx 或 CSV UTF-8 再试。"
        )
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise ExportError(f"{path.name} 里面其实是网页。用 Excel 打开，另存为 .xlsx 或 CSV UTF-8 再试。")
    if head.startswith(b"PK\x03\x04"):
        yield from sheets.batches(file, wanted=wanted, tally=tally, progress=progress)
    elif head.startswith(b"PAR1"):
        yield from parquet.batches(path, wanted=wanted, tally=tally, progress=progress)
    else:
        size = path.stat().st_size
        text = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if head.startswith(b"\x1f\x8b") else file
        for batch in delimited.batches(text, wanted=wanted, tally=tally):
            yield batch
            progress(file.tell() / size)
    progress(1)
