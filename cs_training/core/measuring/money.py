"""Who asked and then paid: buyers, their days of asking, and the orders they paid within 24 hours."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from cs_training.core.measuring.moments import DAY, NEVER, with_at
from cs_training.core.measuring.tables import Table, columns, narrow, need, with_row


def paid_orders(orders: Any) -> Table:
    """
    The orders that were paid; a row that stands there twice counts once later, as its order does.

    Args:
        orders: The columns of design §4.1. ``paid`` (microseconds, -1 if unpaid) may stand for ``paid_at`` and
            ``fen`` (whole fen) for ``amount`` (yuan).

    Returns:
        ``row, order_id, buyer_id, paid, fen``.
    """
    table = with_row(narrow(orders))
    need(table, ["order_id", "buyer_id"], "订单表")
    table = with_at(table, "paid_at", "paid")
    if "fen" not in columns(table) or "amount" in columns(table):  # a column of ours may be theirs by chance
        need(table, ["amount"], "订单表")
        table = table.with_columns(fen=(nw.col("amount").cast(nw.Float64) * 100).round())
    table = table.with_columns(nw.col("paid").fill_null(NEVER).cast(nw.Int64)).filter(nw.col("paid") != NEVER)
    return table.select("row", "order_id", "buyer_id", "paid", nw.col("fen").cast(nw.Int64))


def asked(pieces: Table) -> Table:
    """The pieces in which somebody asked."""
    return pieces.filter((nw.col("buyer_messages") > 0) & (nw.col("buyer_id") != ""))


def days_of_asking(asked: Table, keys: list[str]) -> Table:
    """
    When each buyer first asked on each calendar day (in Beijing), for each key.

    Returns:
        The keys, ``buyer_id, date`` and ``asked_at``.
    """
    return asked.group_by(*keys, "buyer_id", "date").agg(asked_at=nw.col("first_asked").min())


def paying(days: Table, orders: Table) -> Table:
    """
    Orders paid from the moment of asking to 24 hours later, both ends included.

    Returns:
        Columns of both; an order stands here once for each day of asking that it answers.
    """
    both = days.join(orders, on="buyer_id", how="inner")
    late = nw.col("paid") - nw.col("asked_at")
    return both.filter((late >= 0) & (late <= DAY))
