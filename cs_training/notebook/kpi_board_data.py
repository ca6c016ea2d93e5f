"""The tables that a KPI board shows: the shop's practice log, an evening of it, or the caller's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cs_training.content import practice_log
from cs_training.errors import AnswerError, ChatError, suggestion

if TYPE_CHECKING:
    import pandas as pd

SENDERS = ("buyer", "agent", "bot", "system")
COLUMNS = {
    "messages": ("session_id", "agent_id", "buyer_id", "ts", "sender", "text"),
    "orders": ("order_id", "buyer_id", "created_at", "paid_at", "amount"),
    "ratings": ("session_id", "rating"),
}
NAMES = {"messages": "聊天表", "orders": "订单表", "ratings": "评价表"}
TIMES = {"messages": ("ts",), "orders": ("created_at", "paid_at"), "ratings": ()}


@dataclass(frozen=True, slots=True)
class Tables:
    """What is shown, and what it is called."""

    title: str
    messages: pd.DataFrame
    orders: pd.DataFrame | None = None
    ratings: pd.DataFrame | None = None


def practice_tables(name: str = "") -> Tables:
    """
    The practice log of the shop, or a part of it.

    Raises:
        AnswerError: There is no part of that name; names the nearest.
    """
    messages, orders, ratings = practice_log.chat(), practice_log.orders(), practice_log.ratings()
    if not name:
        return Tables("咕噜河的练习记录", messages, orders, ratings)
    if name not in practice_log.PARTS:
        raise AnswerError(f"练习记录里没有“{name}”这一段。{suggestion(name, practice_log.PARTS)}")
    begun = messages.groupby("session_id")["ts"].transform("min")
    chats = messages[practice_log.within(begun, name)]
    return Tables(
        f"咕噜河的练习记录：{name}",
        chats,
        orders,  # an order is counted by when its buyer asked, so none needs to be cut off
        ratings[ratings["session_id"].isin(chats["session_id"])],
    )


def own_tables(messages: Any, orders: Any = None, ratings: Any = None) -> Tables:
    """
    The caller's tables, if they can be measured.

    Raises:
        ChatError: Something is no table, lacks a column, has times without a zone, or an unknown sender.
    """
    given = {"messages": messages, "orders": orders, "ratings": ratings}
    for name, table in given.items():
        if table is not None or name == "messages":
            _check(name, table)
    strange = set(messages["sender"].dropna().unique()) - set(SENDERS)
    if strange:
        raise ChatError(
            f"聊天表的 sender 列里有“{min(strange, key=str)}”，只认 {'、'.join(SENDERS)}。先把它改成其中一个。"
        )
    return Tables("你给的记录", messages, orders, ratings)


def _check(name: str, table: Any) -> None:
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise ChatError(f"{NAMES[name]}要的是 pandas 的表（DataFrame），收到的是 {type(table).__name__}。")
    if missing := [column for column in COLUMNS[name] if column not in table.columns]:
        raise ChatError(f"{NAMES[name]}缺 {'、'.join(missing)} 列；现在有 {'、'.join(map(str, table.columns))}。")
    for column in TIMES[name]:
        if not isinstance(table[column].dtype, pd.DatetimeTZDtype):
            cure = f'df["{column}"] = pd.to_datetime(df["{column}"], utc=True)'
            raise ChatError(f"{NAMES[name]}的 {column} 列不是带时区的时间。先转一下：{cure}。")
