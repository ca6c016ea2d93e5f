"""
Scenarios played: customers who come, wait, ask again, believe or leave, on a clock that the caller owns.

A discrete-event simulation: what will happen stands in a heap, and :meth:`Play.run_to` makes it happen up to a moment.
Clock and seed are arguments; nothing is judged here (:func:`cs_training.core.playing.deed.heard` says what was heard
when a reply is typed, and the deed carries it). So the same cast, seed and deeds give the same log, byte for byte.
"""

from __future__ import annotations

import functools
import heapq
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cs_training.core.playing.chance import Chance
from cs_training.core.playing.chat import Chat
from cs_training.core.playing.customer import Lines
from cs_training.core.playing.deed import Deed
from cs_training.core.playing.outcome import Outcome
from cs_training.core.playing.script import Level, Scenario
from cs_training.errors import PlayError

ENGINE = 1  # raised when the same deeds lead to another log: what was played before cannot be played again then


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """
    A customer who comes.

    Attributes:
        chat: Id of the chat, unique in the shift.
        at: Seconds since the shift began.
        due: Yuan that go back by the rules; 0 if none do.
    """

    chat: str
    scenario: Scenario
    level: Level = 2
    at: int = 0
    due: float = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A line of the log.

    Attributes:
        at: Seconds since the shift began; what stood in the chat before it may be earlier.
        kind: before, says, reply, looked, asked, answered, ticket, transfer, offer, refund, refused, waits, ended,
            over, bought, rated.
        anger, trust, shown: Her state after it.
    """

    at: int
    chat: str
    kind: str
    text: str
    node: str
    anger: float
    trust: float
    shown: float
    details: Mapping[str, Any]

    def line(self) -> str:
        """As one line of JSON."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Play:
    """
    A shift being worked, or a single customer.

    Args:
        cast: Who comes, and when.
        lines: Common words of customers, by kind (:data:`cs_training.core.playing.script.LINES`).
        seed: Of all chance.
        ends: When the shift is over, in seconds; None: when all chats are.

    Attributes:
        now: The clock. log: What happened, in order. deeds: What the agent did, in order.
    """

    def __init__(self, cast: Sequence[Arrival], *, lines: Lines, seed: int, ends: int | None = None) -> None:
        self.now = 0
        self.ends = ends
        self.log: list[Entry] = []
        self.deeds: list[Deed] = []
        self._heap: list[tuple[int, int, int, str, int]] = []
        self._planned = 0
        self._seats = [self._chat(place, one, lines, seed) for place, one in enumerate(cast)]
        self.chats = {chat.id: chat for chat in self._seats}
        for place, one in enumerate(cast):
            self._later(place, one.at, "arrives", 0)

    @property
    def over(self) -> bool:
        """Whether nothing more can happen."""
        return all(chat.stage == "over" for chat in self.chats.values())

    @property
    def outcomes(self) -> list[Outcome]:
        """Of the chats that have come to an end."""
        return [chat.outcome for chat in self.chats.values() if chat.outcome]

    @property
    def next_at(self) -> int | None:
        """When something will happen by itself; None: nothing will."""
        return self._heap[0][0] if self._heap else None

    def run_to(self, at: int) -> None:
        """Lets happen what happens up to a moment, that moment included; one that is past changes nothing."""
        last = at if self.ends is None else min(at, self.ends)
        while self._heap and self._heap[0][0] <= last:
            moment, place, _, kind, turn = heapq.heappop(self._heap)
            self._seats[place].happen(moment, kind, turn)
        if self.ends is not None and at >= self.ends > self.now:
            for chat in self._seats:
                chat.cut_off(self.ends)
            self._heap.clear()  # last: what was planned for afterwards is cut off, too
        self.now = max(self.now, at)

    def act(self, deed: Deed) -> None:
        """
        Runs to the moment of a deed and does it.

        Raises:
            PlayError: There is no such chat, or it cannot be done there; only the clock has moved.
        """
        if deed.chat not in self.chats:
            raise PlayError("没有这位顾客。看看名单上有谁。")
        deed = replace(deed, at=max(deed.at, self.now))
        self.run_to(deed.at)
        self.chats[deed.chat].act(deed)
        self.deeds.append(deed)

    def run_out(self) -> None:
        """Lets everything happen that still will if the agent does no more."""
        while self._heap:
            self.run_to(self._heap[0][0])

    def text(self) -> str:
        """The log as JSON Lines."""
        return "".join(entry.line() + "\n" for entry in self.log)

    def _chat(self, place: int, one: Arrival, lines: Lines, seed: int) -> Chat:
        return Chat(
            one.chat,
            one.scenario,
            one.scenario.levels[one.level - 1],
            chance=Chance(seed, one.chat),
            lines=lines,
            due=one.due,
            later=functools.partial(self._later, place),
            write=self._write,
        )

    def _later(self, place: int, at: float, kind: str, turn: int) -> None:
        self._planned += 1
        # By moment, then by chat: who is served first must not depend on what others planned.
        heapq.heappush(self._heap, (math.ceil(at), place, self._planned, kind, turn))

    def _write(self, at: int, chat: Chat, kind: str, text: str, details: Mapping[str, Any]) -> None:
        mood = chat.mood
        self.log.append(
            Entry(at, chat.id, kind, text, chat.node.id, mood.anger, mood.trust, round(mood.shown, 2), details)
        )


def replay(
    cast: Sequence[Arrival], deeds: Iterable[Deed], *, lines: Lines, seed: int, ends: int | None = None, to: int = 0
) -> Play:
    """
    A shift as it was after some deeds.

    Args:
        deeds: In order. to: the clock as it was last; a deed may be later.

    Raises:
        PlayError: A deed cannot be done: they are not those of this shift.
    """
    play = Play(cast, lines=lines, seed=seed, ends=ends)
    for deed in deeds:
        play.act(deed)
    play.run_to(to)
    return play
