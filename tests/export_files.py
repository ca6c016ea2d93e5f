"""Exports as the tests write them."""

from datetime import UTC, datetime

import pandas as pd

from cs_training.content.exports.reading import read_messages

HEADER = ["session_id", "agent_id", "buyer_id", "ts", "sender", "text"]
ORDERS = ["order_id", "buyer_id", "created_at", "paid_at", "amount"]
NOON = "2026-11-21T12:00:00+08:00"
NOON_AT = int(datetime(2026, 11, 21, 4, tzinfo=UTC).timestamp()) * 10**6


def as_csv(rows, *, by=",", end="\r\n", header=HEADER):
    """Rows as text; the csv module would leave a line break unquoted that is not the file's own."""

    def quoted(cell):
        return '"' + cell.replace('"', '""') + '"' if any(char in cell for char in (by, '"', "\r", "\n")) else cell

    return "".join(by.join(map(quoted, row)) + end for row in [header, *rows])


def message(**cells):
    row = {"session_id": "S1", "agent_id": "小美", "buyer_id": "买家甲", "ts": NOON, "sender": "buyer", "text": "在吗"}
    return list((row | cells).values())


def whole(path, **options):
    """All messages in one table, and the report."""
    reading = read_messages(path, **options)
    return pd.concat(list(reading), ignore_index=True), reading.report
