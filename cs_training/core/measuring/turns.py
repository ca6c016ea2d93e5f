"""
From messages to turns (who asked when, who answered when) and to pieces (what one person did in one chat).

All figures are sums over these two tables, which are a fifth to a half as long as the log.
Only ``buyer`` and ``agent`` talk; what a bot or the system says neither counts nor breaks a run.
"""

from __future__ import annotations

import narwhals as nw

from cs_training.core.measuring.moments import NEVER, beijing_day
from cs_training.core.measuring.tables import Table, columns

FAR = 2**62  # later than any moment
_NOTHING = {
    "date": NEVER,
    "buyer_messages": 0,
    "agent_messages": 0,
    "first": FAR,
    "last": NEVER,
    "first_asked": FAR,
    "first_ask": FAR,
    "last_reply": NEVER,
}


def talks() -> nw.Expr:
    """Whether a person wrote the row."""
    return nw.col("sender").is_in(["buyer", "agent"])


def talk(spoken: Table) -> Table:
    """
    What people said, in order within each chat.

    Args:
        spoken: Clean rows, of people alone.

    Returns:
        ``session_id, agent_id, buyer_id, at, asks`` (1 buyer, 0 agent), ``place`` (rises within a chat) and
        ``before`` (``asks`` of the message before; -1 for the first).
    """
    said = spoken.with_columns(asks=nw.when(nw.col("sender") == "buyer").then(nw.lit(1)).otherwise(nw.lit(0)))
    if isinstance(said, nw.DataFrame):
        said = said.with_row_index("place")
    else:
        said = said.with_columns(place=nw.col("row").cum_count().over("session_id", order_by=["at", "row"]))
    return said.with_columns(before=_neighbour("asks", 1, said, NEVER)).select(
        "session_id", "agent_id", "buyer_id", "at", "asks", "place", "before"
    )


def turns(said: Table) -> Table:
    """
    One row for each run of buyer messages.

    Returns:
        ``session_id, asked`` (its first message), ``place`` (of that), ``answered`` (the next agent message; -1:
        nobody answered) and ``agent_id`` (who answered, or "").
    """
    # Runs of buyer and agent take turns, so the run after a buyer's is an agent's.
    runs = said.filter(nw.col("before") != nw.col("asks"))
    runs = runs.with_columns(
        answered=_neighbour("at", -1, runs, NEVER).cast(nw.Int64),
        agent_id=_neighbour("agent_id", -1, runs, ""),
    )
    asked = runs.filter(nw.col("asks") == 1).rename({"at": "asked"})
    return asked.select("session_id", "asked", "place", "answered", "agent_id")


def silent(rows: Table) -> Table:
    """Who stands on rows that are nobody's talk: ``session_id, agent_id, buyer_id``."""
    return rows.filter(~talks()).select("session_id", "agent_id", "buyer_id").unique()


def pieces(said: Table, silent: Table) -> Table:
    """
    What each agent and buyer said in each chat on each calendar day; nothing, for a row that is nobody's talk.

    Returns:
        ``session_id, agent_id, buyer_id, date`` (calendar day in Beijing), ``buyer_messages, agent_messages``,
        ``first, last`` (moments), ``first_asked`` (moment of a buyer message), and the places of ``first_ask`` and
        ``last_reply``. Where there was nothing, a first is :data:`FAR` and a last -1.
    """
    asks, at, place = nw.col("asks"), nw.col("at"), nw.col("place")
    marked = said.with_columns(
        date=beijing_day(at),
        replies=1 - asks,
        asked=nw.when(asks == 1).then(at).otherwise(nw.lit(FAR)),
        ask=nw.when(asks == 1).then(place).otherwise(nw.lit(FAR)),
        reply=nw.when(asks == 0).then(place).otherwise(nw.lit(NEVER)),
    )
    spoken = marked.group_by("session_id", "agent_id", "buyer_id", "date").agg(
        buyer_messages=nw.col("asks").sum(),
        agent_messages=nw.col("replies").sum(),
        first=nw.col("at").min(),
        last=nw.col("at").max(),
        first_asked=nw.col("asked").min(),
        first_ask=nw.col("ask").min(),
        last_reply=nw.col("reply").max(),
    )
    spoken = spoken.with_columns(nw.col(*_NOTHING).cast(nw.Int64))  # engines add up into types of their own
    nothing = {name: nw.lit(value, nw.Int64) for name, value in _NOTHING.items()}
    return nw.concat([spoken, silent.with_columns(**nothing).select(*columns(spoken))])


def _neighbour(name: str, steps: int, table: Table, none: int | str) -> nw.Expr:
    """What stands so many steps before in the same chat (behind, if negative)."""
    value = nw.col(name).shift(steps)
    if not isinstance(table, nw.DataFrame):
        return value.over("session_id", order_by="place" if "place" in columns(table) else ["at", "row"]).fill_null(
            none
        )
    # A table in memory is sorted already; to group it for each window would cost as much again.
    chat = nw.col("session_id")
    return nw.when(chat == chat.shift(steps)).then(value).otherwise(nw.lit(none))
