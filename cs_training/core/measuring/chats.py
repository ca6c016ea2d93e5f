"""Chats, and who did what in each."""

from __future__ import annotations

import narwhals as nw

from cs_training.core.measuring.moments import NEVER, beijing_day
from cs_training.core.measuring.tables import Table

NO_DAY = -1


def chats(pieces: Table, turns: Table) -> Table:
    """
    One row for each chat of the log, also for those in which no buyer spoke.

    Returns:
        ``session_id, buyer_messages, agent_messages, first, last`` (moments of talk), ``first_asked, first_ask,
        last_reply`` as in the pieces, ``day`` (of the first buyer message; -1 without one), and of the first turn
        ``answered`` (-1: nobody) and ``first_agent`` ("": nobody).
    """
    held = pieces.group_by("session_id").agg(
        nw.col("buyer_messages", "agent_messages").sum(),
        nw.col("first", "first_asked", "first_ask").min(),
        nw.col("last", "last_reply").max(),
    )
    asked = nw.col("buyer_messages") > 0
    day = nw.when(asked).then(beijing_day(nw.col("first_asked"))).otherwise(nw.lit(NO_DAY))
    opening = turns.select("session_id", "answered", first_ask="place", first_agent="agent_id")
    return (
        held.with_columns(day=day)
        .join(opening, on=["session_id", "first_ask"], how="left")
        .with_columns(nw.col("answered").fill_null(NEVER).cast(nw.Int64))
    )


def threads(pieces: Table, chats: Table) -> Table:
    """
    One row for each agent in each chat where the agent stands on any row.

    Returns:
        ``session_id, agent_id, buyer_messages, agent_messages, first, last, last_reply``, and of the chat ``day``,
        ``chat_asks`` (buyer messages), ``chat_first_ask`` and ``chat_last_reply``.
    """
    own = (
        pieces.filter(nw.col("agent_id") != "")
        .group_by("session_id", "agent_id")
        .agg(
            nw.col("buyer_messages", "agent_messages").sum(),
            nw.col("first").min(),
            nw.col("last", "last_reply").max(),
        )
    )
    whole = chats.select(
        "session_id",
        "day",
        chat_asks="buyer_messages",
        chat_first_ask="first_ask",
        chat_last_reply="last_reply",
    )
    return own.join(whole, on="session_id", how="inner")
