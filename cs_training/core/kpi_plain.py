"""
The response figures of :mod:`cs_training.core.kpi` in plain pandas: what lesson 14 teaches, line by line.

For a log that fits on a screen. The tests hold it to the same results.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def talk(chat: pd.DataFrame) -> pd.DataFrame:
    """What people said, without repeated rows, in order: bots and the system are nobody."""
    people = chat.drop_duplicates()
    people = people[people["sender"].isin(["buyer", "agent"])]
    return people.sort_values(["session_id", "ts"], kind="stable")


def turns(chat: pd.DataFrame) -> pd.DataFrame:
    """One row for each run of buyer messages: when it began, and how many seconds until somebody answered."""
    said = talk(chat)
    before = said.groupby("session_id")["sender"].shift(1)
    runs = said[said["sender"] != before]
    answered = runs.groupby("session_id")["ts"].shift(-1)
    agent = runs.groupby("session_id")["agent_id"].shift(-1)
    runs = runs.assign(waited=(answered - runs["ts"]).dt.total_seconds(), answered_by=agent)
    asked = runs[runs["sender"] == "buyer"]
    return asked[["session_id", "ts", "waited", "answered_by"]].rename(columns={"ts": "asked"})


def figures(chat: pd.DataFrame) -> dict[str, float]:
    """The shop's response figures; a mean or rate of nothing is NaN."""
    each = turns(chat)
    first = each.groupby("session_id", sort=False).head(1)["waited"]
    closed = each["waited"].dropna()
    hour = each["asked"].dt.tz_convert("Asia/Shanghai").dt.hour
    official = each[hour.between(8, 22)]["waited"]
    return {
        "sessions_with_buyer": len(first),
        "reply_rate": first.notna().mean(),
        "first_response_mean": first.mean(),
        "turns": len(each),
        "closed_turns": len(closed),
        "avg_response": closed.mean(),
        "rate_30s": (closed <= 30).mean(),
        "rate_30s_incl_unanswered": (each["waited"] <= 30).mean(),
        "rate_180s_official": (official <= 180).mean(),
    }
