"""The shipped practice log of the fictional shop: three days of November 2026 (docs/practice-data.md)."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

PARTS = {  # when a chat of each began, in Beijing; the end is not in it any more
    "平常的周二": ("2026-11-03 00:00", "2026-11-04 00:00"),
    "直播夜": ("2026-11-05 19:00", "2026-11-06 00:00"),
    "11.11 夜里": ("2026-11-10 21:00", "2026-11-11 09:00"),
}


def within(at: pd.Series, part: str) -> pd.Series:
    """Which moments lie in a part of the log."""
    import pandas as pd

    start, end = (pd.Timestamp(text, tz="Asia/Shanghai") for text in PARTS[part])
    return (at >= start) & (at < end)


def chat() -> pd.DataFrame:
    """Messages: ``session_id, agent_id, buyer_id, ts`` (Beijing time)``, sender, text``, in the order of the file."""
    return _table("chat", ["ts"])


def orders() -> pd.DataFrame:
    """Orders: ``order_id, buyer_id, created_at, paid_at`` (NaT if unpaid) and ``amount`` in yuan."""
    return _table("orders", ["created_at", "paid_at"])


def ratings() -> pd.DataFrame:
    """Ratings: ``session_id, rating`` (NaN if none was given)."""
    return _table("ratings", [])


def _table(name: str, times: list[str]) -> pd.DataFrame:
    import pandas as pd

    texts = dict.fromkeys(("session_id", "agent_id", "buyer_id", "sender", "text", "order_id"), "str")
    with files("cs_training.content").joinpath("practice", f"{name}.csv").open("rb") as file:
        table = pd.read_csv(file, dtype=texts, keep_default_na=False, na_values={"rating": [""]})
    for column in times:
        table[column] = pd.to_datetime(table[column].replace("", None), utc=True).dt.tz_convert("Asia/Shanghai")
    return table
