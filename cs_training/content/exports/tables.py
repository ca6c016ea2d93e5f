"""What makes messages, orders and ratings of records' cells, and what is said of those that are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

import numpy as np

from cs_training.content.exports.batch import Batch, Wanted
from cs_training.content.exports.cells import (
    AMOUNT,
    SENDERS,
    Kinds,
    fen,
    keys,
    kinds,
    lost_digits,
    name_of,
    sender_of,
    stars,
)
from cs_training.content.exports.columns import Columns, SenderColumn, TimeColumn
from cs_training.content.exports.faults import Fault, Says, readable, sound, wrote
from cs_training.content.exports.tally import Tally
from cs_training.content.exports.times import Flags, moments, why_not

_LOST = wrote("长编号被 Excel 当成了数字，后面的位数已经丢了。导出时把这一列设成文本。")
_MOMENT_LIKE = re.compile(r"\d{2,4}\D\d{1,2}\D\d{1,2}.*")


def message_columns(columns: Columns) -> Wanted:
    """Where messages stand."""
    of = columns.messages
    headers = {"session_id": of.session_id, "agent_id": of.agent_id, "buyer_id": of.buyer_id, "shop": of.shop}
    headers |= {"ts": of.ts.column, "sender": of.sender.column, "text": of.text}
    return Wanted("聊天记录", {field: name for field, name in headers.items() if name}, ("ts", _MOMENT_LIKE))


def order_columns(columns: Columns) -> Wanted:
    """Where orders stand."""
    of = columns.orders
    headers = {"order_id": of.order_id, "buyer_id": of.buyer_id}
    headers |= {"created_at": of.created_at.column} if of.created_at else {}
    headers |= {"paid_at": of.paid_at.column, "amount": of.amount}
    return Wanted("订单表", headers, ("amount", AMOUNT))


def rating_columns(columns: Columns) -> Wanted:
    """Where ratings stand."""
    of = columns.ratings
    words = "|".join(map(re.escape, of.rating.words))
    looks = re.compile(rf"|[1-5](?:\.0*)?|{words}")
    return Wanted("评价表", {"session_id": of.session_id, "rating": of.rating.column}, ("rating", looks))


def messages(batch: Batch, tally: Tally, columns: Columns) -> Any:
    """The sound messages of a batch."""
    of = columns.messages
    cells, unread = readable(batch)
    column = {field: kinds(cells[field]) for field in cells if field not in {"ts", "text"}}
    at, no_time = moments(cells["ts"], of.ts)
    buyers, sender = column["buyer_id"].texts(name_of), _senders(column, of.sender)
    if of.session_id:
        faults = _number_faults("session_id", column["session_id"])
    else:
        cure = "没有会话编号的聊天记录，每一行都要写买家，才分得出会话。"
        faults = [Fault("buyer_id", buyers.eq("").to_numpy(dtype=bool), wrote(cure))]
    faults.append(Fault("ts", no_time, wrote(lambda cell: why_not(cell, of.ts))))
    faults.append(Fault("sender", sender.eq("").to_numpy(dtype=bool), _cure(of.sender)))
    keep = sound(batch, unread, faults, message_columns(columns).headers, tally)
    text = _texts(cells["text"])
    automatic = _automatic(text, sender, columns.automatic_replies.phrases)
    named: dict[str, Any] = {field: column[field].texts(name_of) for field in ("session_id", "shop") if field in column}
    named |= {"agent_id": _agents(column, of.sender, sender), "buyer_id": buyers}
    return _frame(batch, keep, named | {"at": at, "sender": sender, "text": text, "automatic": automatic})


def _senders(column: Mapping[str, Kinds], how: SenderColumn) -> Any:
    """Who wrote each message; "" where that cannot be told."""
    sender = column["sender"].texts(lambda cell: sender_of(cell, how))
    if not how.by_account:
        return sender
    account = column["sender"].texts(name_of)
    return sender.mask(sender.eq("") & account.ne("") & account.eq(column["buyer_id"].texts(name_of)), "buyer")


def _agents(column: Mapping[str, Kinds], how: SenderColumn, sender: Any) -> Any:
    if "agent_id" in column:
        return column["agent_id"].texts(name_of)
    account = column["sender"].texts(name_of)
    return account.where(sender.eq("agent") & how.by_account, "")


def _automatic(text: Any, sender: Any, phrases: Iterable[str]) -> Any:
    """Which messages of agents hold a phrase that nobody types."""
    has = sender.ne(sender)
    for phrase in phrases:
        has |= text.str.contains(phrase, regex=False)
    return has & sender.eq("agent")


def _cure(how: SenderColumn) -> Says:
    if how.by_account:
        # It may be a buyer's account, so no more of it is shown than tells where to look.
        known = "agents、agents_prefix、robots"
        return lambda cell, _: (
            f"“{cell.strip()[:1]}***”不是这一行的买家，也不在对照表的 {known} 里。补进去，或改这一行。"
        )
    if how.words:
        return wrote(f"对照表的 values 里只有 {'、'.join(how.words)}。补上它，或改这一格。")
    return wrote(f"只能是 {'、'.join(SENDERS)}。别的叫法，用 --columns 给一份对照表，写上 values。")


def orders(batch: Batch, tally: Tally, columns: Columns) -> Any:
    """The sound orders of a batch."""
    of = columns.orders
    cells, unread = readable(batch)
    number, buyers, amount = (kinds(cells[field]) for field in ("order_id", "buyer_id", "amount"))
    fens = [fen(cell) for cell in amount.each]
    wrong = np.array([one is None or one < 0 for one in fens], dtype=bool)[amount.codes]
    faults = _number_faults("order_id", number)
    times = {"created": _times(cells.get("created_at"), "created_at", of.created_at, faults)}
    times["paid"] = _times(cells["paid_at"], "paid_at", of.paid_at, faults)
    faults.append(Fault("amount", wrong, wrote(_amount_cure)))
    keep = sound(batch, unread, faults, order_columns(columns).headers, tally)
    plain = {"order_id": number.texts(name_of), "buyer_id": buyers.texts(name_of)} | times
    return _frame(batch, keep, plain | {"fen": np.array([one or 0 for one in fens], dtype=np.int64)[amount.codes]})


def _times(cells: Sequence[str] | None, field: str, how: TimeColumn | None, faults: list[Fault]) -> Any:
    """Times that may be missing; those that are none are added to the faults."""
    import pandas as pd

    if cells is None or how is None:
        return None
    given = np.array([bool(cell.strip()) for cell in cells], dtype=bool)
    at, wrong = np.zeros(len(cells), dtype=np.int64), np.zeros(len(cells), dtype=bool)
    at[given], wrong[given] = moments(list(compress(cells, given)), how)
    empty = "没付款就留空。" if field == "paid_at" else ""
    faults.append(Fault(field, wrong, wrote(lambda cell: why_not(cell, how) + empty)))
    return pd.arrays.IntegerArray(at, ~given)


def _amount_cure(cell: str) -> str:
    found = AMOUNT.fullmatch(cell.strip())
    if found and found[1]:
        return "金额不能是负数，退款不写在订单表里。"
    return "只能写到分，也就是两位小数。" if found else "要写成 129.00 这样的金额。"


def ratings(batch: Batch, tally: Tally, columns: Columns) -> Any:
    """The sound ratings of a batch."""
    import pandas as pd

    how = columns.ratings.rating
    cells, unread = readable(batch)
    number, rating = kinds(cells["session_id"]), kinds(cells["rating"])
    given = [stars(cell, how) for cell in rating.each]
    words = f"，或 {'、'.join(how.words)}" if how.words else ""
    wrong = np.array([one is None for one in given], dtype=bool)[rating.codes]
    faults = [
        *_number_faults("session_id", number),
        Fault("rating", wrong, wrote(f"要写 1 到 5 的整数{words}，没评就留空。")),
    ]
    keep = sound(batch, unread, faults, rating_columns(columns).headers, tally)
    values = pd.array([one or None for one in given], dtype="Int64").take(rating.codes)
    return _frame(batch, keep, {"session_id": number.texts(name_of), "rating": values})


def _number_faults(field: str, numbers: Kinds) -> list[Fault]:
    return [
        Fault(field, numbers.flags(lambda cell: not name_of(cell)), wrote("每一行都要有编号。")),
        Fault(field, numbers.flags(lost_digits), _LOST),
    ]


def _texts(cells: Sequence[str]) -> Any:
    import pandas as pd

    return pd.Series(cells, dtype="str")


def _frame(batch: Batch, keep: Flags, columns: Mapping[str, Any]) -> Any:
    """The kept rows, their numbers before and the hash of their cells behind."""
    import pandas as pd

    frame = pd.DataFrame({"row": np.array(batch.rows, dtype=np.int64)} | dict(columns))
    frame = frame if keep.all() else frame[keep].reset_index(drop=True)
    frame["key"], frame["key2"] = keys(list(batch.cells.values()), keep)
    return frame
