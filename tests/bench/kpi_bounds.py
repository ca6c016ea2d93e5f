"""
What stands on both sides of a good program: the naive one, and work that nobody can do without.

Each gives only a part of the figures, which favours it: the naive one no buyers and no chats at once; the sweep only
the shop's response figures, and it gets its arrays without repeats, sorted and coded, before the clock starts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kpi_contenders import CELLS, Found, found

LEFT_OUT = ("buyers", "max_concurrent")


def naive(path: Path) -> Found:
    """One chat after the other with groupby-apply, and in each one row after the other."""
    import pandas as pd

    log = pd.read_parquet(path).drop_duplicates()
    shop: Counter[str] = Counter()
    agents: dict[str, Counter[str]] = {name: Counter() for name in log["agent_id"].unique() if name}
    for told in log.groupby("session_id").apply(_one_chat):
        for who, what in told:
            shop.update(what if who is None else {})
            if who:
                agents[who].update(what)
    return found(shop, agents, leaves_out=LEFT_OUT)


def _one_chat(chat: Any) -> list[tuple[str | None, dict[str, Any]]]:
    """What to add to whose sums; None is the shop."""
    people = chat[chat["sender"].isin(["buyer", "agent"])].sort_values("ts", kind="stable")
    asked = (people["sender"] == "buyer").any()
    told: list[tuple[str | None, dict[str, Any]]] = [(None, {"sessions": 1, "sessions_with_buyer": int(asked)})]
    told += [(name, {"sessions_with_buyer": int(asked)}) for name in chat["agent_id"].unique()]
    question, turns, replied = None, 0, set()
    for row in people.itertuples():
        told += [(who, {f"{row.sender}_messages": 1}) for who in (None, row.agent_id)]
        if row.sender == "buyer":
            question = question or row
            continue
        if question is not None:
            told += [(who, _turn(question.ts, row.ts, first=not turns)) for who in (None, row.agent_id)]
            turns, question = turns + 1, None
        if turns:
            replied.add(row.agent_id)
    if question is not None:
        told.append((None, _turn(question.ts, None, first=not turns)))
    return [*told, (None, {"replied_sessions": int(turns > 0)}), *((who, {"replied_sessions": 1}) for who in replied)]


def _turn(asked: Any, answered: Any, *, first: bool) -> dict[str, Any]:
    official = 8 <= asked.hour < 23
    if answered is None:
        return {"turns": 1, "official": int(official)}
    wait = (answered - asked).total_seconds()
    return {
        "turns": 1,
        "closed_turns": 1,
        "wait": wait,
        "within_30s": int(wait <= 30),
        "official": int(official),
        "within_180s": int(official and wait <= 180),
        "first_responses": int(first),
        "first_wait": wait if first else 0,
    }


def reading(path: Path) -> Found:
    """Nothing but the six columns off the disk, unpacked, and the times added up."""
    import pyarrow.compute as pc
    from pyarrow import parquet

    table = parquet.read_table(path, columns=CELLS)
    pc.sum(table["ts"].cast("int64"))
    return {"overall": {}, "per_agent": {}}


def sweep(path: Path) -> Callable[[], Found]:
    """Makes the arrays ready now; what is returned goes over them once, with numpy."""
    import pandas as pd

    log = pd.read_parquet(path).drop_duplicates()
    log = log[log["sender"].isin(["buyer", "agent"])].sort_values(["session_id", "ts"], kind="stable")
    chat, at = pd.factorize(log["session_id"])[0], log["ts"].astype("int64").to_numpy()
    asks = (log["sender"] == "buyer").to_numpy()
    return lambda: _swept(chat, at, asks)


def _swept(chat: Any, at: Any, asks: Any) -> Found:
    import numpy as np

    begins = np.flatnonzero(np.r_[True, (chat[1:] != chat[:-1]) | (asks[1:] != asks[:-1])])
    chat, at, turn = chat[begins], at[begins], asks[begins]
    wait = np.r_[np.diff(at), 0] / 1e6
    closed = (turn & np.r_[chat[1:] == chat[:-1], False])[turn]
    wait, chat, hour = wait[turn], chat[turn], (at[turn] // 3_600_000_000 + 8) % 24
    official = (hour >= 8) & (hour < 23)
    first = np.r_[True, chat[1:] != chat[:-1]]
    shop = {
        "sessions_with_buyer": first.sum(),
        "replied_sessions": (first & closed).sum(),
        "first_responses": (first & closed).sum(),
        "first_wait": wait[first & closed].sum(),
        "turns": len(wait),
        "closed_turns": closed.sum(),
        "wait": wait[closed].sum(),
        "within_30s": (closed & (wait <= 30)).sum(),
        "official": official.sum(),
        "within_180s": (official & closed & (wait <= 180)).sum(),
        "buyer_messages": asks.sum(),
        "agent_messages": (~asks).sum(),
    }
    return found(shop, {}, leaves_out=("sessions", *LEFT_OUT))
