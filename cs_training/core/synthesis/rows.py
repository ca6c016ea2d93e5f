"""
From turns to the rows of a log: one entry a message, its text as a number of :mod:`cs_training.core.synthesis.wording`.

Rows of one second keep the order in which they were written: ``order`` counts within a chat.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from cs_training.core.synthesis.dice import Dice, Flags, Ints
from cs_training.core.synthesis.talk import Calls, Turns
from cs_training.core.synthesis.wording import NONE, Wording

SENDERS = ("buyer", "agent", "bot", "system")
BUYER, AGENT, BOT, SYSTEM = range(4)
_PER_TURN, _LAST = 16, 255  # orders of a turn; the row that closes a chat
_SLOW = 180  # seconds after which an agent begins with an apology
_UNSERVED, _WELCOME, _THEN, _CLOSED = 80, 960, 650, 500  # permille
_IDLE = 600  # seconds until the system closes a chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Messages, one entry each; ``agent`` is -1 where the cell is empty."""

    call: Ints
    at: Ints
    order: Ints
    agent: Ints
    sender: Ints
    text: Ints

    def only(self, places: Flags | Ints) -> Rows:
        """Some of the rows."""
        return Rows(**{one.name: getattr(self, one.name)[places] for one in fields(Rows)})


def joined(parts: list[Rows]) -> Rows:
    """The rows of several, one behind the other."""
    return Rows(**{one.name: np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Rows)})


def rows(calls: Calls, some: Turns, words: Wording, dice: Dice) -> Rows:
    """All messages of these chats, in no order."""
    writer = _Writer(calls, some, words, dice)
    return joined([*writer.of_buyers(), *writer.of_agents(), *writer.of_machines()])


class _Writer:
    """Builds the rows kind by kind; what several kinds need is worked out once."""

    def __init__(self, calls: Calls, some: Turns, words: Wording, dice: Dice) -> None:
        self.calls, self.turns, self.words, self.dice = calls, some, words, dice
        size, topic = len(calls.start), calls.topic
        spans = words.spans[topic]
        first, later = spans[:, 0] + dice.below(spans[:, 1], size), dice.below(spans[:, 3], size)
        call, place = some.call, some.place
        # No question comes twice in a chat: later ones go round from a drawn place.
        follow = spans[call, 2] + (later[call] + place) % spans[call, 3]
        self.rank = dice.below(words.goods[topic], size)
        self.lines = words.lines[np.where(place == 0, first[call], follow)]
        self.answered_at = some.last_asked() + some.wait

    def of_buyers(self) -> list[Rows]:
        some, coin = self.turns, self.dice.chance(500, len(self.turns.call))
        hello = (some.place == 0) & ((some.burst > 2) | ((some.burst == 2) & coin))
        more, filler = some.burst - hello > 1, some.burst - hello > 2
        after = some.asked + some.steps[:, 0] * hello
        added = some.asked + some.steps[:, 0] + some.steps[:, 1] * hello
        second = np.where(self.lines[:, 1] == NONE, self._phrase("more"), self._line(1))
        ask = np.where(some.thanks, self._phrase("thanks"), self._line(0))
        greeting, self.serving = self._phrase("hello"), self._serving()
        return [
            self._said(hello, 0, some.asked, greeting),
            self._said(np.ones_like(hello), 1, after, ask),
            self._said(more, 2, added, second),
            self._said(filler, 3, some.asked + some.steps[:, :2].sum(axis=1), self._other("more", second)),
            self._said(some.robot, 4, some.last_asked(), self._phrase("human")),
            *self._nudges(),
        ]

    def _nudges(self) -> list[Rows]:
        """Buyers who wait ask whether anybody is there; not at night."""
        some = self.turns
        one = 45 + self.dice.below(105, len(some.call))
        two = one + 60 + self.dice.below(180, len(some.call))
        day = ~(self.calls.closed[some.call] & (some.place == 0)) & ~some.thanks
        first = day & (one < some.wait) & self.dice.chance(650, len(one))
        asked, text = some.last_asked(), self._phrase("nudge")
        second = first & (two < some.wait) & self.dice.chance(500, len(two))
        return [
            self._said(first, 5, asked + one, text),
            self._said(second, 6, asked + two, self._phrase("nudge")),
        ]

    def of_agents(self) -> list[Rows]:
        some, calls, at = self.turns, self.calls, self.answered_at
        opener, text = self._openers()
        answer = np.where(some.thanks, self._phrase("closing"), self._line(2))
        delay, then = some.typing[:, 0] * opener, (self.lines[:, 3] != NONE) & self.dice.chance(_THEN, len(at))
        urged = np.flatnonzero(calls.urged)
        number, count = self.words.urges[calls.topic[urged]], self.words.urges.shape[1]
        urge = self.words.of(number[np.arange(len(urged)), self.dice.below(count, len(urged))], self.rank[urged])
        return [
            self._answers(opener, 9, at, text),
            self._answers(some.answered, 10, at + delay, answer),
            self._answers(some.answered & then & ~some.thanks, 11, at + delay + some.typing[:, 1], self._line(3)),
            self._row(urged, calls.start[urged], 0, agent=calls.agent[urged], sender=AGENT, text=urge),
        ]

    def _openers(self) -> tuple[Flags, Ints]:
        """What an agent writes before the answer: who takes over says so, who is late apologises."""
        some, calls = self.turns, self.calls
        first = (some.place == 0) & (calls.waits[some.call] > 0)
        morning, lunch = first & calls.closed[some.call], first & ~calls.closed[some.call]
        late = (some.wait > _SLOW) & self.dice.chance(600, len(first)) & ~some.thanks
        names = ("takeover", "morning", "lunch", "sorry")
        cases = [some.moved, morning, lunch, late]
        text = np.select(cases, [self._phrase(name) for name in names], 0)
        return some.answered & np.logical_or.reduce(cases), text

    def of_machines(self) -> list[Rows]:
        some, calls, dice = self.turns, self.calls, self.dice
        asked = np.flatnonzero(some.place == 0)
        greeted = asked[dice.chance(_WELCOME, len(asked))]
        closed = calls.closed[some.call[greeted]]
        hello = np.where(closed, self._drawn("night", len(greeted)), self._drawn("welcome", len(greeted)))
        robot, moved = np.flatnonzero(some.robot), np.flatnonzero(some.moved & some.answered)
        last = np.ones(len(some.call), dtype=np.bool_)
        last[:-1] = some.place[1:] == 0
        ended = np.flatnonzero(last & dice.chance(_CLOSED, len(last)))
        end = self.answered_at[ended] + some.typing[ended].sum(axis=1) + _IDLE
        return [
            self._at(greeted, some.asked[greeted] + 1, 7, agent=NONE, sender=BOT, text=hello),
            self._at(robot, some.asked[robot] + 2, 8, agent=NONE, sender=BOT, text=self._drawn("robot", len(robot))),
            self._at(
                moved, self.answered_at[moved] - 1, 8, agent=NONE, sender=SYSTEM, text=self._drawn("moved", len(moved))
            ),
            self._row(some.call[ended], end, _LAST, agent=NONE, sender=SYSTEM, text=self._drawn("closed", len(ended))),
        ]

    def _serving(self) -> Ints:
        """Whose name stands in the buyer's rows: nobody's before a chat is taken."""
        some, calls = self.turns, self.calls
        first = some.place == 0
        empty = first & (calls.closed[some.call] | self.dice.chance(_UNSERVED, len(first)))
        serving = np.where(some.by_second & ~some.moved, calls.second[some.call], calls.agent[some.call])
        return np.where(empty, NONE, serving)

    def _said(self, where: Flags, order: int, at: Ints, text: Ints) -> Rows:
        places = np.flatnonzero(where)
        return self._at(places, at[places], order, agent=self.serving[places], sender=BUYER, text=text[places])

    def _answers(self, where: Flags, order: int, at: Ints, text: Ints) -> Rows:
        some, calls = self.turns, self.calls
        places = np.flatnonzero(where)
        call = some.call[places]
        agent = np.where(some.by_second[places], calls.second[call], calls.agent[call])
        return self._at(places, at[places], order, agent=agent, sender=AGENT, text=text[places])

    def _at(self, places: Ints, at: Ints, order: int, *, agent: Ints | int, sender: int, text: Ints) -> Rows:
        some = self.turns
        order_in_chat = (some.place[places] + 1) * _PER_TURN + order
        return self._row(some.call[places], at, order_in_chat, agent=agent, sender=sender, text=text)

    def _row(self, call: Ints, at: Ints, order: Ints | int, *, agent: Ints | int, sender: int, text: Ints) -> Rows:
        same = np.ones(len(call), dtype=np.int64)
        number = self.words.number[text]
        return Rows(call=call, at=at, order=same * order, agent=same * agent, sender=same * sender, text=number)

    def _line(self, which: int) -> Ints:
        return self.words.of(self.lines[:, which], self.rank[self.turns.call])

    def _phrase(self, name: str) -> Ints:
        return self._drawn(name, len(self.turns.call))

    def _other(self, name: str, said: Ints) -> Ints:
        """A phrase that is not what was just said."""
        first, many = self.words.phrases[name]
        drawn = self._phrase(name)
        return np.where(drawn == said, first + (drawn - first + 1) % many, drawn)

    def _drawn(self, name: str, count: int) -> Ints:
        first, many = self.words.phrases[name]
        return first + self.dice.below(many, count)
