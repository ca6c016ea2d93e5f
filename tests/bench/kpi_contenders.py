"""
The same figures by hand: in pandas, in lazy Polars and in DuckDB's SQL, as somebody would who knows the engine well.

Each reads the Parquet file and gives all figures that need no orders and no ratings, of the shop and of each agent;
the definitions are those of docs/kpi.md, repeated rows and ties included. What is not asked for here is left out:
other engines and time zones, days, orders, bad rows, empty ids. That is the head start of whoever writes for one table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

Figures = dict[str, float | None]
Found = dict[str, Any]  # {"overall": Figures, "per_agent": {agent: Figures}}
Sums = Mapping[str, Any]

CELLS = ["session_id", "agent_id", "buyer_id", "ts", "sender", "text"]
COUNTS = (
    "sessions_with_buyer",
    "replied_sessions",
    "closed_turns",
    "agent_messages",
    "buyer_messages",
    "buyers",
    "max_concurrent",
)
QUOTIENTS = {
    "reply_rate": ("replied_sessions", "sessions_with_buyer"),
    "first_response_mean": ("first_wait", "first_responses"),
    "avg_response": ("wait", "closed_turns"),
    "rate_30s": ("within_30s", "closed_turns"),
    "rate_180s_official": ("within_180s", "official"),
    "answer_ask_ratio": ("agent_messages", "buyer_messages"),
}
TOLD_OF_TURNS = ("wait", "within_30s", "official", "within_180s")
OF_THE_SHOP, ALL_TURNS = ("sessions", "turns"), "rate_30s_incl_unanswered"


def by_pandas(path: Path) -> Found:
    """Sorted once; after that neighbours are compared, and only short tables are grouped."""
    import numpy as np
    import pandas as pd

    log = pd.read_parquet(path).astype(dict.fromkeys(["session_id", "agent_id", "buyer_id", "sender"], "category"))
    log["ts"] = log["ts"].dt.tz_localize(None)  # Beijing's clock; numpy sorts aware times as objects
    log = log.iloc[np.lexsort((log["ts"], log["session_id"].cat.codes))]
    chat = log["session_id"].cat.codes
    tied = (chat == chat.shift()) & (log["ts"] == log["ts"].shift())
    tied = log[tied | tied.shift(-1, fill_value=False)]  # rows that are alike share chat and time
    log = log[~log.index.isin(tied.index[tied.duplicated()])].drop(columns="text")
    said = log[log["sender"].isin(["buyer", "agent"])]
    said = said.assign(asks=said["sender"] == "buyer", place=np.arange(len(said)), chat=said["session_id"].cat.codes)
    runs = said[(said["chat"] != said["chat"].shift()) | (said["asks"] != said["asks"].shift())]
    answered = runs["chat"] == runs["chat"].shift(-1)
    turns = runs.assign(
        wait=(runs["ts"].shift(-1) - runs["ts"]).dt.total_seconds().where(answered),
        closer=runs["agent_id"].shift(-1).where(answered),
        official=runs["ts"].dt.hour.between(8, 22),
    )[runs["asks"]]
    turns = turns.assign(within_30s=turns["wait"] <= 30, within_180s=turns["official"] & (turns["wait"] <= 180))
    return _of_pandas(log, said, turns, turns[turns["chat"] != turns["chat"].shift()])


def _of_pandas(log: Any, said: Any, turns: Any, first: Any) -> Found:
    askers = said.loc[said["asks"], ["agent_id", "buyer_id"]].drop_duplicates()
    spans = said.groupby(["session_id", "agent_id"], observed=True, sort=False)["ts"].agg(["min", "max"]).reset_index()
    chats = spans.groupby("session_id", observed=True, sort=False).agg({"min": "min", "max": "max"})
    shop = {
        "sessions": log["session_id"].nunique(),
        "sessions_with_buyer": len(first),
        "replied_sessions": first["wait"].count(),
        "first_responses": first["wait"].count(),
        "first_wait": first["wait"].sum(),
        "turns": len(turns),
        "closed_turns": turns["wait"].count(),
        **{name: turns[name].sum() for name in TOLD_OF_TURNS},
        "buyer_messages": said["asks"].sum(),
        "agent_messages": (~said["asks"]).sum(),
        "buyers": askers["buyer_id"].nunique(),
        "max_concurrent": _overlap(chats),
    }
    agents = _stood(log, said, first).assign(
        buyers=askers["agent_id"].value_counts(),
        max_concurrent=spans.groupby("agent_id", observed=True)[["min", "max"]].apply(_overlap),
        **_closed(turns, first),
    )
    return found(shop, agents.fillna(0).drop(index="", errors="ignore").to_dict("index"))


def _stood(log: Any, said: Any, first: Any) -> Any:
    """Of each agent: chats and messages."""
    import numpy as np

    asked_at = np.full(len(log["session_id"].cat.categories), len(said))
    asked_at[first["chat"]] = first["place"]
    after = said["place"].to_numpy() > asked_at[said["chat"]]
    pairs = log[["session_id", "agent_id"]].drop_duplicates()
    asked = pairs[asked_at[pairs["session_id"].cat.codes] < len(said)]
    replied = said.loc[~said["asks"] & after, ["session_id", "agent_id"]].drop_duplicates()
    asks = said.groupby("agent_id", observed=True)["asks"]
    return (
        asked["agent_id"]
        .value_counts()
        .to_frame("sessions_with_buyer")
        .assign(
            replied_sessions=replied["agent_id"].value_counts(),
            buyer_messages=asks.sum(),
            agent_messages=asks.count() - asks.sum(),
        )
    )


def _closed(turns: Any, first: Any) -> dict[str, Any]:
    """Of each agent: the turns that the agent closed."""
    by_closer, of_first = turns.groupby("closer", observed=True), first.groupby("closer", observed=True)["wait"]
    return {
        "first_responses": of_first.count(),
        "first_wait": of_first.sum(),
        "closed_turns": by_closer["wait"].count(),
        **{name: by_closer[name].sum() for name in TOLD_OF_TURNS},
    }


def _overlap(spans: Any) -> int:
    """The most spans open at once, both ends included."""
    import numpy as np

    opened, closed = np.sort(spans["min"].to_numpy()), np.sort(spans["max"].to_numpy())
    return int((np.arange(1, len(opened) + 1) - np.searchsorted(closed, opened)).max(initial=0))


def by_polars(path: Path) -> Found:
    """Lazily; what all answers share is collected once, and then they are asked for together."""
    import polars as pl

    once = pl.struct(CELLS).hash().is_first_distinct()
    log = pl.scan_parquet(path, row_index_name="row").filter(once).drop("text").collect().lazy()
    people = pl.col("sender").is_in(["buyer", "agent"])
    asks, chat, wait = pl.col("asks"), pl.col("session_id"), pl.col("wait")
    said = log.filter(people).sort("session_id", "ts", "row").with_row_index("place")
    said = said.with_columns(asks=pl.col("sender") == "buyer").collect().lazy()
    runs = said.filter((chat != chat.shift()).fill_null(value=True) | (asks != asks.shift()))
    answered = chat == chat.shift(-1)
    turns = runs.with_columns(
        wait=pl.when(answered).then((pl.col("ts").shift(-1) - pl.col("ts")).dt.total_microseconds() / 1e6),
        closer=pl.when(answered).then(pl.col("agent_id").shift(-1)),
        official=pl.col("ts").dt.hour().is_between(8, 22),
    )
    turns = turns.filter("asks").with_columns(within_30s=wait <= 30, within_180s=pl.col("official") & (wait <= 180))
    silent = log.filter(~people).select("session_id", "agent_id").unique()
    return _of_polars(said, turns, silent)


def _of_polars(said: Any, turns: Any, silent: Any) -> Found:
    import polars as pl

    asks, chat, wait, agent = (pl.col(name) for name in ("asks", "session_id", "wait", "agent_id"))
    waits = {
        "closed_turns": wait.count(),
        **{name: pl.col(name).sum() for name in TOLD_OF_TURNS},
    }
    first = turns.filter((chat != chat.shift()).fill_null(value=True))
    firsts = {"first_responses": wait.count(), "first_wait": wait.sum()}
    pieces = said.group_by("session_id", "agent_id").agg(
        first=pl.col("ts").min(),
        last=pl.col("ts").max(),
        buyer_messages=asks.sum(),
        agent_messages=(~asks).sum(),
        last_reply=pl.when(~asks).then("place").max(),
    )
    messages = pl.col("buyer_messages", "agent_messages").sum()
    stood = pl.concat([pieces, silent], how="diagonal").filter(agent != "")
    stood = stood.unique(["session_id", "agent_id"], keep="first", maintain_order=True)
    asked = stood.join(first.select("session_id", first_ask="place"), on="session_id")
    askers = said.filter("asks").select("agent_id", "buyer_id").unique()
    chats = pieces.group_by("session_id").agg(pl.col("first").min(), pl.col("last").max())
    shop = [
        turns.select(turns=pl.len(), **waits),
        first.select(sessions_with_buyer=pl.len(), replied_sessions=wait.count(), **firsts),
        pieces.select(messages),
        askers.select(buyers=pl.col("buyer_id").n_unique()),
        pl.concat([chats.select("session_id"), silent.select("session_id")]).select(sessions=chat.n_unique()),
        chats.select(max_concurrent=_most_open()),
    ]
    agents = [
        stood.group_by("agent_id").agg(messages),
        asked.group_by("agent_id").agg(
            sessions_with_buyer=pl.len(), replied_sessions=(pl.col("last_reply") > pl.col("first_ask")).sum()
        ),
        turns.group_by(agent_id="closer").agg(**waits),
        first.group_by(agent_id="closer").agg(**firsts),
        askers.group_by("agent_id").agg(buyers=pl.len()),
        pieces.group_by("agent_id").agg(max_concurrent=_most_open()),
    ]
    each = pl.collect_all([*shop, *agents])
    whole = pl.concat(each[: len(shop)], how="horizontal").row(0, named=True)
    rows = each[len(shop)]
    for more in each[len(shop) + 1 :]:
        rows = rows.join(more, on="agent_id", how="left")
    return found(whole, {row["agent_id"]: row for row in rows.fill_null(0).rows(named=True)})


def _most_open() -> Any:
    """The most spans open at once, both ends included."""
    import polars as pl

    opened = pl.col("first").sort()
    return (pl.int_range(1, pl.len() + 1) - pl.col("last").sort().search_sorted(opened, side="left")).max()


def found(shop: Sums, agents: Mapping[str, Sums], *, leaves_out: Collection[str] = ()) -> Found:
    """The figures of the shop, which alone has those of all chats and turns, and of each agent."""
    counts = [name for name in COUNTS if name not in leaves_out]
    of_the_shop = [name for name in OF_THE_SHOP if name not in leaves_out]
    return {
        "overall": _figures(shop, [*counts, *of_the_shop]) | {ALL_TURNS: shop["within_30s"] / shop["turns"]},
        "per_agent": {agent: _figures(sums, counts) for agent, sums in agents.items()},
    }


def _figures(sums: Sums, counts: Collection[str]) -> Figures:
    """A quotient of nothing is None."""
    quotients = {name: sums[part] / sums[of] if sums[of] else None for name, (part, of) in QUOTIENTS.items()}
    return {name: int(sums[name]) for name in counts} | quotients
