"""
Chat logs as shops export them: comma or tab, UTF-8 or the Windows encoding of China; read into messages.

What is in a message is not looked at here; :mod:`cs_training.core.quality_check` does that.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast, get_args

from cs_training.core.masking import mask
from cs_training.core.quality_check import Message, Sender
from cs_training.errors import ChatError, suggestion

COLUMNS = ("session_id", "agent_id", "buyer_id", "ts", "sender", "text")
_SENDERS = get_args(Sender)
_YEARS = range(1990, 2200)  # outside, a time cannot be moved to another zone, and is a slip anyway


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row of the file; it was left out."""

    line: int
    says: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.says}"


@dataclass(frozen=True, slots=True)
class Chat:
    """A log as read."""

    messages: tuple[Message, ...]
    problems: tuple[RowProblem, ...]


def read_chat(data: bytes) -> Chat:
    """
    The messages of a log.

    Args:
        data: The file.

    Returns:
        What could be read, and every problem of the other rows.

    Raises:
        ChatError: There is no table of messages in it.
    """
    text = _decoded(data)
    header = text.partition("\n")[0]
    by = "\t" if header.count("\t") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=by)
    messages: list[Message] = []
    problems: list[RowProblem] = []
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        _need_columns(names)
        line = reader.line_num + 1
        for row in reader:
            if any(row):
                faults = _read_row(dict(zip(names, row, strict=False)), by, messages)
                problems += [RowProblem(line, says) for says in faults]
            line = reader.line_num + 1
    except csv.Error as error:
        raise ChatError(
            f"聊天记录第 {reader.line_num} 行附近读不懂（{error}）。检查这里的引号有没有成对，或重新导出。"
        ) from None
    return Chat(tuple(messages), tuple(problems))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ChatError("聊天记录既不是 UTF-8 也不是 GB18030 编码。用“另存为”选 CSV UTF-8 再试。")


def _need_columns(names: list[str]) -> None:
    if missing := [name for name in COLUMNS if name not in names]:
        hints = suggestion(missing[0], set(names) - set(COLUMNS) - {""})
        raise ChatError(
            f"聊天记录缺 {'、'.join(missing)} 这 {len(missing)} 列。第一行要写列名：{', '.join(COLUMNS)}。{hints}"
        )


def _read_row(row: Mapping[str, str], by: str, messages: list[Message]) -> list[str]:
    """Adds the message of a row, or says all that is wrong with it."""
    if absent := [name for name in COLUMNS if name not in row]:
        return [f"只有前面几格，没有 {'、'.join(absent)}。检查有没有断行。"]
    cells = {name: row[name] for name in COLUMNS}
    session, agent, buyer, sender = (cells[name].strip() for name in ("session_id", "agent_id", "buyer_id", "sender"))
    at = _moment(cells["ts"].strip())
    faults = list(_faults(session, agent, sender))
    if at is None:
        faults.append(f"ts 写成了“{_short(cells['ts'])}”。写带时区的时间，比如 2026-11-21T10:00:00+08:00。")
    # A quotation mark that nobody closed takes the rows behind it into its cell.
    swallowed = sum(part.count(by) >= len(COLUMNS) - 1 for part in cells["text"].split("\n")[1:])
    if swallowed:
        faults.append(f"text 里少了一个引号，下面 {swallowed} 行被当成了它的一部分，没有读。补上引号再来一次。")
    if at and not faults:
        messages.append(Message(session, agent, buyer, at, cast(Sender, sender), cells["text"]))
    return faults


def _faults(session: str, agent: str, sender: str) -> Iterator[str]:
    if not session:
        yield "没有写 session_id。"
    if sender not in _SENDERS:
        yield f"sender 写成了“{_short(sender)}”。只能是 {'、'.join(_SENDERS)}。"
    if sender == "agent" and not agent:
        yield "客服的消息没有写 agent_id。"


def _moment(text: str) -> datetime | None:
    """The time with its offset; None if it is none, or could be anywhere in the world."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo and at.year in _YEARS else None


def _short(text: str) -> str:
    """What stands in a cell; in a row that has slipped it may be anything, so it is masked."""
    shown = mask(text).text
    return shown if len(shown) <= 30 else f"{shown[:30]}……"
