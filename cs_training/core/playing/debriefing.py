"""
A chat looked back on: line by line with what each reply was worth, by when she wanted one, what was never looked up.

Numbers and ids only; words are the notebook's. What would have been better is :mod:`cs_training.core.playing.whatif`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cs_training.core.playing.chat import Chat
from cs_training.core.playing.deed import Deed
from cs_training.core.playing.facts import Hidden
from cs_training.core.playing.outcome import Outcome
from cs_training.core.playing.played import Played, finished, numbered
from cs_training.core.playing.script import Choice
from cs_training.core.playing.whatif import ANSWERS, BEFORE, IMPATIENT, Better, better, expert
from cs_training.core.scenario import Entry, Play

Source = Literal["order", "logistics", "rules", "colleague"]


@dataclass(frozen=True, slots=True)
class Moment:
    """
    A line of a chat.

    Attributes:
        n: Number of the deed, if it is one of the learner's. picked: the choice, if one was picked.
        waited: Seconds that she had waited for this answer; None if it is none.
    """

    entry: Entry
    n: int | None
    picked: Choice | None
    waited: int | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When her patience was over, or (``promised``) the time she had agreed to; ``met``: by then she had an answer."""

    at: int
    promised: bool
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """
    A chat that is over.

    Attributes:
        unseen: What could have been looked up or asked and was not.
        hidden: What only she knew, and whether she told it.
        ticket_lacks: What no ticket says; None if none was written.
        expert: What an expert makes of her in the same shift; None: did not get to her either.
    """

    chat: Chat
    outcome: Outcome
    moments: tuple[Moment, ...]
    deadlines: tuple[Deadline, ...]
    unseen: tuple[Source, ...]
    hidden: tuple[tuple[Hidden, bool], ...]
    ticket_lacks: tuple[str, ...] | None
    better: tuple[Better, ...]
    expert: Outcome | None


def debriefs(play: Play, played: Played) -> list[Debrief]:
    """
    Every chat that came to an end, in the order they began.

    Args:
        play: The shift as it is. played: the same, to play it again.
    """
    best = expert(played)
    return [
        _debrief(play, played, chat, chat.outcome, best.get(chat.id)) for chat in play.chats.values() if chat.outcome
    ]


def deadlines(played: Played, chat: str) -> list[Deadline]:
    """By when she wanted to hear something, once for each time that she began to wait."""
    own = [deed for _, deed in played.of(chat)]
    found = []
    for k in range(len(own) + 1):
        if k and own[k - 1].do in BEFORE:
            continue  # looking something up does not set her clock back
        if over := _patience_ends(played, chat, own[:k]):
            answer = next((deed.at for deed in own[k:] if deed.do not in BEFORE), None)
            met = answer is not None and answer < over.at
            found.append(Deadline(over.at, over.details["why"] == "broken", met))
    return found


def _debrief(play: Play, played: Played, chat: Chat, outcome: Outcome, best: Outcome | None) -> Debrief:
    log = [one for one in play.log if one.chat == chat.id]
    tickets = [set(one.details["lacks"]) for one in log if one.kind == "ticket"]
    lacks = set.intersection(*tickets) if tickets else None
    return Debrief(
        chat=chat,
        outcome=outcome,
        moments=tuple(_moments(chat, log, numbered(log, played.of(chat.id)))),
        deadlines=tuple(deadlines(played, chat.id)),
        unseen=tuple(_unseen(chat)),
        hidden=tuple((one, one.id in chat.known) for one in chat.scenario.facts.hidden),
        ticket_lacks=None if lacks is None else tuple(n.says for n in chat.scenario.ticket if n.says in lacks),
        better=tuple(better(played, chat.id)),
        expert=best,
    )


def _moments(chat: Chat, log: Sequence[Entry], numbers: Sequence[int | None]) -> list[Moment]:
    found, since = [], None
    for one, n in zip(log, numbers, strict=True):
        if one.kind == "says" and since is None:
            since = one.at
        answers = one.kind in ANSWERS
        waited = one.at - since if answers and since is not None else None
        since = None if answers else since
        node = chat.scenario.node(one.node)
        picked = next((c for c in node.choices if one.kind == "reply" and c.id == one.details["choice"]), None)
        found.append(Moment(one, n, picked, waited))
    return sorted(found, key=lambda moment: moment.entry.at)


def _patience_ends(played: Played, chat: str, deeds: Sequence[Deed]) -> Entry | None:
    """Her words when nobody answers after some deeds; None if she waits for nothing."""
    play = played.alone(chat, deeds)
    known = len(play.log)
    return next(
        (one for one in finished(play).log[known:] if one.kind == "says" and one.details["why"] in IMPATIENT), None
    )


def _unseen(chat: Chat) -> list[Source]:
    facts = chat.scenario.facts
    there = {"order": facts.order, "logistics": facts.logistics, "rules": facts.ruling, "colleague": facts.colleague}
    sources: tuple[Source, ...] = ("order", "logistics", "rules", "colleague")
    looked = chat.done | ({"colleague"} if "asked" in chat.done else set())
    return [one for one in sources if there[one] and one not in looked]
