"""Figures out of sums: a mean, rate or ratio of nothing is null, never 0."""

from __future__ import annotations

import narwhals as nw

from cs_training.core.measuring.moments import SECOND
from cs_training.core.measuring.tables import Table, columns

_QUOTIENTS = {
    "reply_rate": ("replied_sessions", "sessions_with_buyer", 1),
    "first_response_mean": ("first_response_wait", "first_responses", SECOND),
    "avg_response": ("turn_wait", "closed_turns", SECOND),
    "rate_30s_incl_unanswered": ("within_30s", "turns", 1),
    "rate_30s": ("within_30s", "closed_turns", 1),
    "rate_180s_official": ("within_180s", "official_turns", 1),
    "answer_ask_ratio": ("agent_messages", "buyer_messages", 1),
    "inquiry_conversion": ("converted_buyers", "buyers", 1),
    "aov_per_order": ("converting_fen", "converting_orders", 100),
    "aov_per_buyer": ("converting_fen", "converted_buyers", 100),
    "csat_mean": ("rating_sum", "ratings", 1),
    "csat_share_ge4": ("good_ratings", "ratings", 1),
}


def figures(sums: Table, keys: list[str], names: list[str]) -> Table:
    """
    The named figures of a table of sums.

    Returns:
        The keys, then the names in their order; those that nothing was read for are null (``ratings``: 0).
    """
    known = [name for name in columns(sums) if name not in keys]
    table = sums.with_columns(nw.col(*known).fill_null(0).cast(nw.Int64))
    return table.select(*keys, *(_figure(name, known).alias(name) for name in names))


def _figure(name: str, known: list[str]) -> nw.Expr:
    if name in known:
        return nw.col(name)
    if name == "ratings":
        return nw.lit(0)
    if name == "converting_amount" and "converting_fen" in known:
        return nw.col("converting_fen") / 100
    part, whole, unit = _QUOTIENTS.get(name, ("", "", 1))
    if part not in known or whole not in known:
        return nw.lit(None, nw.Float64)
    return nw.when(nw.col(whole) > 0).then(nw.col(part) / nw.col(whole) / unit)
