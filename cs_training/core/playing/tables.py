"""
A shift as the three tables that a shop exports: messages, orders and ratings (docs/kpi.md has their columns).

Only what a shop would see is in them: what stood in the chats, what was bought, how many stars; no moods, no scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from unicodedata import category

from cs_training.core.playing.chat import Chat
from cs_training.core.ruling.facts import BEIJING
from cs_training.core.scenario import Entry, Play

MESSAGES = ("session_id", "agent_id", "buyer_id", "ts", "sender", "text")
ORDERS = ("order_id", "buyer_id", "created_at", "paid_at", "amount")
RATINGS = ("session_id", "rating")
YOU = "你"
SOMEBODY = "同事"  # who served before and is not named

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Rows of text under :data:`MESSAGES`, :data:`ORDERS` and :data:`RATINGS`; messages in the order of their times."""

    messages: tuple[Row, ...]
    orders: tuple[Row, ...]
    ratings: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """How moments, chats and people are written."""

    starts: datetime
    run: str
    names: Mapping[str, str]
    turns: Mapping[str, int]  # the how many-th customer of her scenario each chat's is

    def moment(self, at: int) -> str:
        return (self.starts + timedelta(seconds=at)).astimezone(BEIJING).isoformat()

    def session(self, chat: str) -> str:
        return f"S{self.starts.astimezone(BEIJING):%m%d}-{self.run}-{chat}"

    def buyer(self, chat: Chat) -> str:
        # Whoever comes with the same concern again is somebody else: she knows nothing of the first talk.
        return f"{chat.scenario.customer}{_again(self.turns[chat.id])}"

    def order(self, chat: Chat, order_id: str) -> str:
        again = _again(self.turns[chat.id])
        return f"{order_id}-{again}" if again else order_id


def tables(play: Play, *, starts: datetime, run: str, names: Mapping[str, str]) -> Tables:
    """
    The tables of a shift.

    Args:
        starts: Its first moment. run: a mark of the run, so that its sessions are no other run's.
        names: Of colleagues, by id.
    """
    as_written = _Written(starts, run, names, _turns(play))
    came = [chat for chat in play.chats.values() if any(one.chat == chat.id for one in play.log)]
    messages = [pair for chat in came for pair in _messages(play, chat, as_written)]
    messages.sort(key=lambda pair: pair[0])
    return Tables(
        tuple(row for _, row in messages),
        tuple(_orders(play, as_written)),
        tuple(_rating(play, chat, as_written) for chat in came),
    )


def _messages(play: Play, chat: Chat, as_written: _Written) -> Iterator[tuple[int, Row]]:
    """What stood in a chat, with its moment. Who serves her changes when she is handed over."""
    serves, session, buyer = YOU, as_written.session(chat.id), as_written.buyer(chat)
    entries = [one for one in play.log if one.chat == chat.id]
    # What a predecessor answered was another session: counted here it would pass for this agent's first response.
    theirs = [n for n, one in enumerate(entries) if one.kind == "before" and one.details["who"] == "agent"]
    for one in entries[theirs[-1] + 1 if theirs else 0 :]:
        if one.kind == "transfer" and not one.details["back"]:
            serves = as_written.names.get(one.details["to"], SOMEBODY)
        for agent, sender, text in _said(one, serves, as_written):
            yield one.at, (session, agent, buyer, as_written.moment(one.at), sender, _plain(text))


def _said(one: Entry, serves: str, as_written: _Written) -> Iterator[tuple[str, str, str]]:
    match one.kind:
        case "before":
            yield "", one.details["who"], one.text
        case "says":
            yield serves, "buyer", one.text
        case "reply":
            yield YOU, "agent", one.text
        case "transfer":
            whom = as_written.names.get(one.details["to"], SOMEBODY)
            yield "", "system", f"会话转给{whom}，又转了回来。" if one.details["back"] else f"会话已转给{whom}。"
        case "ended":
            yield "", "system", "会话已结束。"


def _orders(play: Play, as_written: _Written) -> Iterator[Row]:
    for one in play.log:
        if one.kind == "bought":
            chat, at = play.chats[one.chat], as_written.moment(one.at)
            yield as_written.order(chat, one.text), as_written.buyer(chat), at, at, f"{one.details['yuan']:.2f}"


def _rating(play: Play, chat: Chat, as_written: _Written) -> Row:
    given = [one.details["stars"] for one in play.log if one.chat == chat.id and one.kind == "rated"]
    return as_written.session(chat.id), str(given[0]) if given else ""


def _turns(play: Play) -> dict[str, int]:
    seen: Counter[str] = Counter()
    turns = {}
    for chat in play.chats.values():
        seen[chat.scenario.id] += 1
        turns[chat.id] = seen[chat.scenario.id]
    return turns


def _again(turn: int) -> str:
    return str(turn) if turn > 1 else ""


def _plain(text: str) -> str:
    """A text that every reader of tables can take: without control signs, line breaks aside, and half characters."""
    return "".join(" " if one != "\n" and category(one) in ("Cc", "Cs") else one for one in text)
