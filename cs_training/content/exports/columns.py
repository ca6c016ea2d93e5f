"""
Which column of an export holds what: the mapping file of ``cs-training kpi --columns``, and what holds without one.

Where a column needs no more than its name, the file may give the name alone; here it is spelled out.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from cs_training.content.strict_yaml import Path as Place
from cs_training.content.strict_yaml import parse
from cs_training.content.typed import Record, Shape, fits, refuse
from cs_training.core.quality_check import Sender
from cs_training.errors import ExportError, Problem, cause

EXAMPLE = Path(__file__).with_name("qianniu-like.example.yaml")


@dataclass(frozen=True, slots=True)
class TimeColumn:
    """A column of times; without a zone each cell must name its offset. ISO 8601 is read besides the format."""

    column: str
    timezone: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class SenderColumn:
    """
    A column that tells who wrote: by a word (``values``), or by the name of an account (the other three).

    Accounts that are none of ours are the buyer's if they are what stands in the buyer's column.
    """

    column: str
    values: dict[str, Sender] = field(default_factory=dict)
    agents: tuple[str, ...] = ()
    agents_prefix: str = ""
    robots: tuple[str, ...] = ()

    @property
    def words(self) -> dict[str, Sender]:
        return self.values

    @property
    def by_account(self) -> bool:
        return bool(self.agents or self.agents_prefix)


@dataclass(frozen=True, slots=True)
class RatingColumn:
    """A column of ratings: 1 to 5, or words for them."""

    column: str
    values: dict[str, int] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, int]:
        return self.values


@dataclass(frozen=True, slots=True)
class MessageColumns:
    """Without ``session_id`` sessions are cut by silence; without ``agent_id`` an agent's account is its sender."""

    buyer_id: str
    ts: TimeColumn
    sender: SenderColumn
    text: str
    session_id: str = ""
    agent_id: str = ""
    shop: str = ""


@dataclass(frozen=True, slots=True)
class OrderColumns:
    """Amounts are yuan."""

    order_id: str
    buyer_id: str
    paid_at: TimeColumn
    amount: str
    created_at: TimeColumn | None = None


@dataclass(frozen=True, slots=True)
class RatingColumns:
    """One rating a session; a cell without one is no rating."""

    session_id: str
    rating: RatingColumn


@dataclass(frozen=True, slots=True)
class Sessions:
    """How sessions are cut where the export has no number for them."""

    silence_hours: float = 24


@dataclass(frozen=True, slots=True)
class AutomaticReplies:
    """How replies that nobody typed are known, though they were sent under an agent's account."""

    under_seconds: float = 0
    phrases: tuple[str, ...] = ()


_ORDERS = OrderColumns("order_id", "buyer_id", TimeColumn("paid_at"), "amount", TimeColumn("created_at"))
_RATINGS = RatingColumns("session_id", RatingColumn("rating"))


@dataclass(frozen=True, slots=True)
class Columns:
    """The whole mapping."""

    messages: MessageColumns
    orders: OrderColumns = _ORDERS
    ratings: RatingColumns = _RATINGS
    sessions: Sessions = field(default_factory=Sessions)
    automatic_replies: AutomaticReplies = field(default_factory=AutomaticReplies)


STANDARD = Columns(
    MessageColumns(
        "buyer_id", TimeColumn("ts"), SenderColumn("sender"), "text", session_id="session_id", agent_id="agent_id"
    )
)

_SHAPE = Shape(Columns)
_MAY_BE_NAMES = {"messages": ("ts", "sender"), "orders": ("paid_at", "created_at"), "ratings": ("rating",)}


def read_columns(path: Path) -> Columns:
    """
    The mapping that a file describes.

    Raises:
        ContentError: It is not written as a mapping must be; all problems at once.
        ExportError: The file cannot be opened, or is no UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ExportError(f"对照表 {path.name} 打不开：{cause(error)}。检查 --columns 后面的路径。") from None
    except UnicodeDecodeError:
        raise ExportError(f"对照表 {path.name} 不是 UTF-8 编码。用“另存为”选 UTF-8 再试。") from None
    return parse_columns(text, name=path.name)


def parse_columns(text: str, *, name: str) -> Columns:
    """As :func:`read_columns`, of the text of a file; ``name`` stands in its problems."""
    document = parse(text)
    problems = [Problem(name, line, "", "", says) for line, says in document.problems]
    record = Record(name, document, (), _spelled_out(document.data))
    if not problems and fits(record, _SHAPE, problems):
        columns = cast(Columns, _SHAPE.read(record.data))
        problems += [record.problem(path, says) for path, says in _faults(columns)]
    refuse(problems)
    return columns


def _spelled_out(data: Any) -> Any:
    """``ts: 消息时间`` made ``ts: {column: 消息时间}``; what is no mapping is left for the checker to refuse."""
    if not isinstance(data, dict):
        return data
    plain = dict(data)
    for table, names in _MAY_BE_NAMES.items():
        if isinstance(entries := plain.get(table), dict):
            short = {name: {"column": entries[name]} for name in names if isinstance(entries.get(name), str)}
            plain[table] = entries | short
    return plain


def _faults(columns: Columns) -> Iterator[tuple[Place, str]]:
    """What the types cannot say."""
    messages, orders = columns.messages, columns.orders
    yield from _time_faults(("messages", "ts"), messages.ts)
    yield from _time_faults(("orders", "paid_at"), orders.paid_at)
    if orders.created_at:
        yield from _time_faults(("orders", "created_at"), orders.created_at)
    if messages.sender.words and messages.sender.by_account:
        yield ("messages", "sender"), "values 和 agents、agents_prefix 只写一种：这一列要么是身份，要么是账号名。"
    if messages.sender.robots and not messages.sender.by_account:
        yield ("messages", "sender", "robots"), "写了 robots，就还要写 agents 或 agents_prefix，才分得出谁是客服。"
    for word, stars in columns.ratings.rating.words.items():
        if stars not in range(1, 6):
            yield ("ratings", "rating", "values", word), f"“{word}”写成了 {stars}。评分只能是 1 到 5。"
    if columns.sessions.silence_hours <= 0:
        yield ("sessions", "silence_hours"), "要写大于 0 的小时数。"
    if columns.automatic_replies.under_seconds < 0:
        yield ("automatic_replies", "under_seconds"), "要写秒数，不能是负数；不按时间认自动回复就写 0。"
    if not all(phrase.strip() for phrase in columns.automatic_replies.phrases):
        yield ("automatic_replies", "phrases"), "有一条是空的，它会把每句话都当成自动回复。删掉它。"


def _time_faults(path: Place, time: TimeColumn) -> Iterator[tuple[Place, str]]:
    if time.timezone and not _is_zone(time.timezone):
        yield (*path, "timezone"), f"没有时区“{time.timezone}”。北京时间写 Asia/Shanghai。"
    if time.format and not _is_format(time.format):
        yield (*path, "format"), f"“{time.format}”读不出时刻。比如 2026-11-21 10:00:00 要写 %Y-%m-%d %H:%M:%S。"
    if time.format and "%z" not in time.format and not time.timezone:
        yield (*path, "timezone"), "这种写法里没有时区，要补上 timezone: Asia/Shanghai。"


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return True


def _is_format(form: str) -> bool:
    """Whether a day and hour written so can be read back."""
    at = datetime(2026, 11, 21, 10, tzinfo=UTC)
    try:
        return datetime.strptime(at.strftime(form), form).replace(tzinfo=UTC) == at
    except ValueError:
        return False
