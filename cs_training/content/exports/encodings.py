"""
The lines of a text file whose encoding nobody told us: UTF-8, GB18030 (GBK is part of it), or UTF-16 with its mark.

A line in the other encoding than most of the file keeps its bytes as lone surrogates (PEP 383), so that whoever looks
at the cells can say which of them it was: see :func:`is_foreign`.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from cs_training.errors import ExportError

_BLOCK = 1 << 20
_LONGEST = 64 << 20  # without a line break: that is no table
_VOTES = 20_000  # lines; more would only cost time
_CODECS = {"UTF-8": "utf-8", "GB18030": "gb18030", "UTF-16": "utf-16"}


def encoding_of(file: BinaryIO) -> str:
    """What most of the lines that are not plain ASCII are; the file is left at its beginning."""
    head = file.read(4)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    if head.startswith(codecs.BOM_UTF8):
        return "UTF-8"
    votes = {"UTF-8": 0, "GB18030": 0}
    for block in _blocks(file):
        if block.isascii():
            continue
        for line in block.splitlines():
            if not line.isascii():
                votes["UTF-8" if _is_utf8(line) else "GB18030"] += 1
        if sum(votes.values()) > _VOTES:
            break
    file.seek(0)
    return max(votes, key=lambda name: votes[name])


def text_lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines, each with its end as it is written; a mark of UTF-8 stays in front of the first."""
    if encoding == "UTF-16":
        return _utf16_lines(file)
    # StringIO splits at line ends only; str.splitlines would also split at characters that stand within chats.
    return chain.from_iterable(io.StringIO(_decoded(block, encoding), newline="") for block in _blocks(file))


def _utf16_lines(file: BinaryIO) -> Iterator[str]:
    text = io.TextIOWrapper(file, "utf-16", newline="")
    try:
        yield from text
    finally:
        text.detach()  # else it would close the file, which is not its own


def is_foreign(text: str) -> bool:
    """Whether some of it was in the other encoding."""
    return not text.isascii() and any("\udc80" <= char <= "\udcff" for char in text)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces that end where a line does."""
    rest = b""
    while block := file.read(_BLOCK):
        whole = rest + block
        # A lone \\r ends lines too, on old Macs; the last one may be half of a \\r\\n.
        end = whole.rfind(b"\n") + 1 or whole.rfind(b"\r", 0, len(whole) - 1) + 1
        if not end and len(whole) > _LONGEST:
            raise ExportError("这个文件的一行超过 64 MB，不像表格。请从后台重新导出 CSV。")
        if end:
            yield whole[:end]
        rest = whole[end:]
    if rest:
        yield rest


def _decoded(block: bytes, encoding: str) -> str:
    lines: list[bytes] = []
    if encoding == "GB18030" and not block.isascii():
        lines = block.splitlines(keepends=True)
    # Nearly all UTF-8 is also some nonsense in GB18030, so there it must be looked for.
    if not any(map(_is_surely_utf8, lines)):
        try:
            return block.decode(_CODECS[encoding])
        except UnicodeDecodeError:
            pass
    return "".join(_decoded_line(line, encoding) for line in lines or block.splitlines(keepends=True))


def _decoded_line(line: bytes, encoding: str) -> str:
    if encoding == "UTF-8" or not _is_surely_utf8(line):
        try:
            return line.decode(_CODECS[encoding])
        except UnicodeDecodeError:
            pass
    return line.decode("ascii", "surrogateescape")


def _is_surely_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8 and not some short word of GB18030 that happens to look so: Chinese takes three bytes."""
    return not line.isascii() and _is_utf8(line) and max(line) >= 0xE0


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
