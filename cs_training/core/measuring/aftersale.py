"""Tables of what happens after the sale, made ready to be counted; :mod:`cs_training.core.aftersale` counts them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import narwhals as nw

from cs_training.core.measuring.moments import NEVER, beijing_day, with_at
from cs_training.core.measuring.tables import Table, gathered, narrow, need
from cs_training.errors import ChatError, FigureError

KINDS = ("dispute", "complaint", "inquiry")  # 纠纷、投诉、咨询平台
Period = Literal["day", "week", "month", "whole"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rows_of(native: Any, what: str, key: str, *names: str) -> Table:
    """The columns without repeats; moments also in microseconds: ``paid`` for ``paid_at``. Nobody's key is ""."""
    table = narrow(native)
    need(table, [key, *names], what)
    table = gathered(table.select(key, *names)).with_columns(nw.col(key).cast(nw.String).fill_null("")).unique()
    for name in names:
        table = with_at(table, name, name.removesuffix("_at")) if name.endswith("_at") else table
    return table


def paid_orders(orders: Any) -> Table:
    """Paid orders, each once: ``order_id, paid``."""
    rows = rows_of(orders, "订单表", "order_id", "paid_at")
    rows = rows.filter((nw.col("paid") != NEVER) & (nw.col("order_id") != ""))
    return rows.group_by("order_id").agg(nw.col("paid").min())


def succeeded(refunds: Any, end: int, *more: str) -> Table:
    """Refunds whose money went back up to a moment."""
    rows = rows_of(refunds, "退款表", "order_id", "paid_at", *more)
    return rows.filter((nw.col("paid") != NEVER) & (nw.col("paid") <= end) & (nw.col("order_id") != ""))


def requests_of(requests: Any, name: str) -> Table:
    """Requests of the known kinds."""
    rows = rows_of(requests, "求助表", "order_id", "kind", name)
    only(rows, "kind", KINDS, "求助表")
    return rows


def daily(table: Table, at: str, by: Period) -> Counter[date | None]:
    """How many rows in each period; the engine counts days, of which there are few."""
    days = table.with_columns(day=beijing_day(nw.col(at))).group_by("day").agg(rows=nw.len())
    found: Counter[date | None] = Counter()
    for row in collected(days):
        found[_start(int(row["day"]), by)] += int(row["rows"])
    return found


def only(table: Table, column: str, allowed: tuple[Any, ...], what: str) -> None:
    """
    Makes sure that a column holds nothing else.

    Raises:
        ChatError: It does.
    """
    given = [row[column] for row in collected(table.select(column).filter(~nw.col(column).is_null()).unique())]
    is_bool = isinstance(allowed[0], bool)  # 1 is True to Python, but not to every engine
    strange = [value for value in given if value not in allowed or isinstance(value, bool) != is_bool]
    if strange:
        # repr tells the text '5' from the number 5
        raise ChatError(f"{what}的 {column} 列有 {min(map(repr, strange))}，只能是 {'、'.join(map(repr, allowed))}。")


def count(table: Table) -> int:
    """How many rows."""
    return int(collected(table.select(rows=nw.len()))[0]["rows"])


def collected(table: Table) -> list[dict[str, Any]]:
    """The rows."""
    return list(table.lazy().collect().iter_rows(named=True))


def moment(until: datetime) -> int:
    """
    A moment in microseconds.

    Raises:
        FigureError: It has no zone.
    """
    if not isinstance(until, datetime) or until.tzinfo is None:
        raise FigureError(
            f"until（算到哪一刻）是 {until}，要写带时区的时刻，例如 pd.Timestamp('2026-12-01', tz='Asia/Shanghai')。"
        )
    return int((until - _EPOCH) // timedelta(microseconds=1))


def _start(day: int, by: Period) -> date | None:
    on = date(1970, 1, 1) + timedelta(days=day)
    starts = {"day": on, "week": on - timedelta(days=on.weekday()), "month": on.replace(day=1), "whole": None}
    return starts[by]
