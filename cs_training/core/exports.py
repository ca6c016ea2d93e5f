"""
What exports leave out, put in: which messages belong to one session, and which replies nobody typed.

Both take a pandas frame of messages, whole sessions and buyers at a time, with the columns that
:mod:`cs_training.content.exports.reading` gives, and give a frame with the same rows in the same order.
"""

from __future__ import annotations

from typing import Any

_HOUR = 3_600_000_000  # microseconds
Frame = Any  # a pandas DataFrame; only its methods are used, so that the core loads no pandas


def cut_sessions(messages: Frame, *, silence_hours: float = 24) -> Frame:
    """
    The messages with a ``session_id``: one buyer's (in one shop, if there is a column ``shop``), up to a silence.

    Args:
        messages: With ``row``, ``buyer_id`` and ``at``.
        silence_hours: Longer than that without any message ends a session; exactly that does not.

    Returns:
        Sessions are numbered by when they begin, e.g. ``会话-000001``: the number gives no buyer away.
    """
    whose = [column for column in ("shop", "buyer_id") if column in messages.columns]
    ordered = messages[[*whose, "at", "row"]].sort_values([*whose, "at", "row"], kind="stable")
    same = ordered[whose].eq(ordered[whose].shift()).all(axis=1)
    begins = ~(same & (ordered["at"].diff() <= silence_hours * _HOUR))
    first = ordered[begins].sort_values(["at", "row"], kind="stable")
    number = first["at"].notna().cumsum().astype(str)
    width = max(6, len(str(len(first))))
    # A session's first message has its number, and hands it to those behind it.
    names = ("会话-" + number.str.zfill(width)).reindex(ordered.index).ffill()
    return messages.assign(session_id=names.reindex(messages.index))


def automatic_as_bot(messages: Frame, *, under_seconds: float = 0) -> tuple[Frame, dict[str, int]]:
    """
    The messages, with replies that nobody typed as those of a bot.

    Args:
        messages: With ``row``, ``session_id``, ``at``, ``sender`` and ``automatic`` (which hold a known phrase).
        under_seconds: A reply sent in less than that after the buyer's last message was not typed; 0 asks for no lag.

    Returns:
        The messages, and how many were known by their ``phrase``, and how many only by their ``lag``.
    """
    ordered = messages[["session_id", "at", "row", "sender"]].sort_values(["session_id", "at", "row"], kind="stable")
    asked = ordered["at"].where(ordered["sender"].eq("buyer")).groupby(ordered["session_id"]).ffill()
    # A lag of 0 is a lag; where no buyer wrote before, there is none, and the comparison is False.
    quick = (ordered["at"] - asked < under_seconds * 1_000_000).reindex(messages.index)
    by_agent = messages["sender"].eq("agent")
    by_phrase = by_agent & messages["automatic"]
    by_lag = by_agent & quick & ~by_phrase
    counts = {"phrase": int(by_phrase.sum()), "lag": int(by_lag.sum())}
    return messages.assign(sender=messages["sender"].mask(by_phrase | by_lag, "bot")), counts
