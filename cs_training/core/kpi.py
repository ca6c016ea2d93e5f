"""
Service KPIs of a shop, from its chat log: the definitions, one after the other.

One source for pandas, Polars, DuckDB and PySpark (through narwhals): on a lazy table nothing is worked out before the
figures are asked for. Times go in as moments with a zone and come out in seconds; money goes in and out in yuan and is
whole fen between. A count of nothing is 0; a mean, rate or ratio of nothing is null, never 0.

Definitions and their edge cases: docs/kpi.md. The thirty lines of plain pandas that lesson 14 teaches, which give the
same, are in :mod:`cs_training.core.kpi_plain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw

from cs_training.core.measuring import chats as chat_tables
from cs_training.core.measuring import money, sums
from cs_training.core.measuring import turns as turn_tables
from cs_training.core.measuring.held import held
from cs_training.core.measuring.log import clean, rows
from cs_training.core.measuring.moments import NEVER, SECOND
from cs_training.core.measuring.quotients import figures
from cs_training.core.measuring.tables import Table, gathered, narrow, need

AGENT, DAY = "agent_id", "day"

NAMES = (
    "sessions",
    "sessions_with_buyer",
    "replied_sessions",
    "reply_rate",
    "first_response_mean",
    "turns",
    "closed_turns",
    "avg_response",
    "rate_30s_incl_unanswered",
    "rate_30s",
    "rate_180s_official",
    "agent_messages",
    "buyer_messages",
    "answer_ask_ratio",
    "buyers",
    "converted_buyers",
    "inquiry_conversion",
    "converting_orders",
    "converting_amount",
    "aov_per_order",
    "aov_per_buyer",
    "ratings",
    "csat_mean",
    "csat_share_ge4",
    "max_concurrent",
)
# Nobody closed an unanswered turn, so it is no agent's.
NOT_PER_AGENT = ("sessions", "turns", "rate_30s_incl_unanswered")


@dataclass(frozen=True, slots=True)
class Log:
    """A log cut into what the figures are sums of (see :mod:`cs_training.core.measuring`)."""

    turns: Table
    pieces: Table
    chats: Table
    threads: Table
    orders: Table | None
    ratings: Table | None


def chat_log(messages: Any, *, orders: Any = None, ratings: Any = None) -> Log:
    """
    A shop's tables, read once for all figures.

    Args:
        messages: ``session_id, agent_id, buyer_id, ts, sender, text``, and ``row`` (the place in the file) if the
            table is lazy; of any engine narwhals knows. ``ts`` has a zone.
        orders: ``order_id, buyer_id, created_at, paid_at, amount``, in the same engine.
        ratings: ``session_id, rating``.

    Raises:
        ChatError: A column is missing.
    """
    every = rows(messages)
    said = held(turn_tables.talk(clean(every.filter(turn_tables.talks()))))
    turns = held(turn_tables.turns(said))
    pieces = held(turn_tables.pieces(said, held(turn_tables.silent(every))))
    chats = held(chat_tables.chats(pieces, turns))
    return Log(
        turns=turns,
        pieces=pieces,
        chats=chats,
        threads=held(chat_tables.threads(pieces, chats)),
        orders=None if orders is None else gathered(money.paid_orders(orders)),
        ratings=None if ratings is None else gathered(_ratings(ratings)),
    )


def turns(log: Log) -> Any:
    """
    Every turn: from the first message of a run of the buyer's to the agent's next message.

    Returns:
        ``session_id, asked`` (microseconds since 1970 UTC), ``agent_id`` (who answered, or "") and ``waited``
        (seconds; null if nobody answered).
    """
    waited = _if(nw.col("answered") != NEVER, (nw.col("answered") - nw.col("asked")) / SECOND)
    return log.turns.with_columns(waited=waited).select("session_id", "asked", "agent_id", "waited").to_native()


def session_facts(log: Log) -> Any:
    """
    Every chat: how soon its first buyer message was answered, and by whom.

    Returns:
        ``session_id, day`` (days since 1970 in Beijing, of the first buyer message; -1 without one),
        ``buyer_messages, agent_messages, first_response_seconds`` (null: nobody answered) and
        ``first_response_agent`` (null: nobody).
    """
    answered = nw.col("answered") != NEVER
    waited = (nw.col("answered") - nw.col("first_asked")) / SECOND
    return (
        log.chats.with_columns(
            first_response_seconds=_if(answered, waited),
            first_response_agent=_if(answered & (nw.col("first_agent") != ""), nw.col("first_agent")),
        )
        .select(
            "session_id",
            DAY,
            "buyer_messages",
            "agent_messages",
            "first_response_seconds",
            "first_response_agent",
        )
        .to_native()
    )


def overall(log: Log) -> Any:
    """The shop's figures: one row with :data:`NAMES`."""
    return _figures(log, []).to_native()


def by_agent(log: Log) -> Any:
    """The figures of each agent who stands on any row; not to be added up, as a chat handed over counts for both."""
    return _figures(log, [AGENT]).to_native()


def by_day(log: Log) -> Any:
    """The figures of each day; a chat belongs to the day (in Beijing) of its first buyer message."""
    return _figures(log, [DAY]).to_native()


def by_agent_and_day(log: Log) -> Any:
    """The figures of each agent on each day."""
    return _figures(log, [AGENT, DAY]).to_native()


def concurrency(log: Log, keys: list[str]) -> Table:
    """The most chats at once: a chat is open from the first to the last message of buyer and agent, both included."""
    return sums.of_overlaps(log.threads if AGENT in keys else log.chats, keys)


def conversion(log: Log, keys: list[str]) -> list[Table]:
    """
    Who asked, and paid within 24 hours of the first message of that day (咨询→付款).

    An order may count for two agents; so conversions of agents must not be added up.
    """
    asked = money.asked(_with_day(log.pieces, log) if DAY in keys else log.pieces)
    asked = sums.named(sums.dated(asked, keys), keys)
    if log.orders is None:
        return [sums.of_buyers(asked, keys)]
    paying = money.paying(money.days_of_asking(asked, keys), log.orders)
    return [sums.of_buyers(asked, keys), *sums.of_payments(paying, keys)]


def csat(log: Log, keys: list[str]) -> list[Table]:
    """Ratings of chats in the log; an agent's are those of the chats in which the agent had the last word."""
    if log.ratings is None:
        return []
    if AGENT in keys:
        last_word = (nw.col("last_reply") != NEVER) & (nw.col("last_reply") == nw.col("chat_last_reply"))
        rated = log.ratings.join(log.threads.filter(last_word), on="session_id", how="inner")
    else:
        rated = log.ratings.join(log.chats, on="session_id", how="inner")
    return [sums.of_ratings(sums.dated(rated, keys), keys)]


def _figures(log: Log, keys: list[str]) -> Table:
    of_chats = sums.of_threads(log.threads, keys) if AGENT in keys else sums.of_chats(log.chats, keys)
    turns = _with_day(log.turns, log) if DAY in keys else log.turns
    parts = sums.joined(
        [
            of_chats,
            sums.of_first_responses(log.chats, keys),
            sums.of_turns(sums.dated(turns, keys), keys),
            *conversion(log, keys),
            *csat(log, keys),
            concurrency(log, keys),
        ],
        keys,
    )
    return figures(parts, keys, [name for name in NAMES if AGENT not in keys or name not in NOT_PER_AGENT])


def _ratings(ratings: Any) -> Table:
    table = narrow(ratings)
    need(table, ["session_id", "rating"], "评价表")
    given = table.filter(~nw.col("rating").is_null()).select("session_id", nw.col("rating").cast(nw.Int64))
    return given.unique()  # a row that stands there twice is one rating


def _with_day(table: Table, log: Log) -> Table:
    return table.join(log.chats.select("session_id", DAY), on="session_id", how="inner")


def _if(condition: nw.Expr, value: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(value)
