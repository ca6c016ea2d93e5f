"""
Sums for each key (agent, day, both, or none), out of which every figure is a quotient.

Sums of whole numbers come out alike on every engine, whatever the order in which it adds; so the figures do too.
An empty list of keys gives one row, for everything.
"""

from __future__ import annotations

from functools import reduce

import narwhals as nw

from cs_training.core.measuring.chats import NO_DAY
from cs_training.core.measuring.moments import NEVER, SECOND, time_of_day
from cs_training.core.measuring.tables import Table

_HOUR = 3_600 * SECOND
_OPENS, _CLOSES = 8 * _HOUR, 23 * _HOUR  # the hours in which the platform counts questions


def of_chats(chats: Table, keys: list[str]) -> Table:
    """Counts of chats and messages."""
    chats = dated(chats, keys)
    asked = nw.col("buyer_messages") > 0
    marked = chats.with_columns(one=nw.lit(1), asked=_flag(asked), replied=_flag(nw.col("answered") != NEVER))
    return _of_sessions(marked, keys, sessions=_sum("one"))


def of_threads(threads: Table, keys: list[str]) -> Table:
    """The same, told of each agent; a chat handed over counts for both."""
    # A reply counts if it stands behind the first question, so one at the same second does if it is behind in the file.
    replied = nw.col("last_reply") > nw.col("chat_first_ask")
    marked = dated(threads, keys).with_columns(asked=_flag(nw.col("chat_asks") > 0), replied=_flag(replied))
    return _of_sessions(marked, keys)


def of_first_responses(chats: Table, keys: list[str]) -> Table:
    """How many chats got a first response, and after how long in all; told of the agent who gave it."""
    given = dated(chats, keys).filter(nw.col("answered") != NEVER)
    given = given.with_columns(one=nw.lit(1), wait=nw.col("answered") - nw.col("first_asked"), agent_id="first_agent")
    return summed(named(given, keys), keys, first_responses=_sum("one"), first_response_wait=_sum("wait"))


def of_turns(turns: Table, keys: list[str]) -> Table:
    """How many turns, how many answered, in time and after how long; told of the agent who answered."""
    wait, closed = nw.col("answered") - nw.col("asked"), nw.col("answered") != NEVER
    time = time_of_day(nw.col("asked"))
    official = (time >= _OPENS) & (time < _CLOSES)
    marked = named(turns, keys).with_columns(
        one=nw.lit(1),
        closed=_flag(closed),
        wait=nw.when(closed).then(wait).otherwise(nw.lit(0)),
        within_30s=_flag(closed & (wait <= 30 * SECOND)),
        official=_flag(official),
        within_180s=_flag(official & closed & (wait <= 180 * SECOND)),
    )
    return summed(
        marked,
        keys,
        turns=_sum("one"),
        closed_turns=_sum("closed"),
        turn_wait=_sum("wait"),
        within_30s=_sum("within_30s"),
        official_turns=_sum("official"),
        within_180s=_sum("within_180s"),
    )


def of_ratings(rated: Table, keys: list[str]) -> Table:
    """How many ratings, their sum, and how many of 4 or 5."""
    marked = named(rated, keys).with_columns(one=nw.lit(1), good=_flag(nw.col("rating") >= 4))
    return summed(marked, keys, ratings=_sum("one"), rating_sum=_sum("rating"), good_ratings=_sum("good"))


def of_buyers(asking: Table, keys: list[str]) -> Table:
    """How many buyers asked."""
    asked = asking.select(*keys, "buyer_id").unique().with_columns(one=nw.lit(1))
    return summed(asked, keys, buyers=_sum("one"))


def of_payments(paying: Table, keys: list[str]) -> list[Table]:
    """How many buyers asked and then paid; and how many orders, of what amount."""
    paid = paying.select(*keys, "buyer_id").unique().with_columns(one=nw.lit(1))
    orders = _first_of_each(paying, [*keys, "order_id"]).with_columns(one=nw.lit(1))
    return [
        summed(paid, keys, converted_buyers=_sum("one")),
        summed(orders, keys, converting_orders=_sum("one"), converting_fen=_sum("fen")),
    ]


def of_overlaps(spans: Table, keys: list[str]) -> Table:
    """
    The most chats open at once; both ends of a chat belong to it.

    Args:
        spans: ``first, last`` and the keys.
    """
    spans = spans.filter(nw.col("last") != NEVER)
    # What ends at a moment is still open in it, so at the same moment the ends come last.
    begins = spans.select(*keys, at="first").with_columns(ends=nw.lit(0), more=nw.lit(1))
    ends = spans.select(*keys, at="last").with_columns(ends=nw.lit(1), more=nw.lit(-1))
    running = nw.col("more").cum_sum().over(*keys, order_by=["at", "ends"])
    events = nw.concat([begins, ends]).with_columns(open=running)
    return summed(events, keys, max_concurrent=nw.col("open").max())


def joined(parts: list[Table], keys: list[str]) -> Table:
    """The parts side by side: a row for each key of the first."""
    if not keys:
        return reduce(lambda left, right: left.join(right, how="cross"), parts)
    return reduce(lambda left, right: left.join(right, on=keys, how="left"), parts)


def summed(table: Table, keys: list[str], **sums: nw.Expr) -> Table:
    """The sums of the rows of each key; of all rows if there are no keys."""
    return table.group_by(*keys).agg(**sums) if keys else table.select(**sums)


def _of_sessions(marked: Table, keys: list[str], **more: nw.Expr) -> Table:
    counted = {"sessions_with_buyer": "asked", "replied_sessions": "replied"}
    counted |= {name: name for name in ("agent_messages", "buyer_messages")}
    return summed(marked, keys, **more, **{name: _sum(column) for name, column in counted.items()})


def _sum(name: str) -> nw.Expr:
    return nw.col(name).sum()


def _flag(truth: nw.Expr) -> nw.Expr:
    return nw.when(truth).then(nw.lit(1)).otherwise(nw.lit(0))


def dated(table: Table, keys: list[str]) -> Table:
    """Only what has a day, where days are asked for."""
    return table.filter(nw.col("day") != NO_DAY) if "day" in keys else table


def named(table: Table, keys: list[str]) -> Table:
    """Only what is somebody's, where agents are asked for."""
    return table.filter(nw.col("agent_id") != "") if "agent_id" in keys else table


def _first_of_each(table: Table, alike: list[str]) -> Table:
    first = table.group_by(*alike).agg(row=nw.col("row").min())
    return table.join(first, on=[*alike, "row"], how="semi").unique([*alike, "row"])
