"""
A scenario as its author writes it: one customer, what is true, what she wants to hear, and where the talk goes.

A scenario is a graph. At a node the customer has said something and *wants* some points; a point is met by words of a
reply, by a choice that gives it, or by something done. When all are met the talk goes on to ``met``; when nobody
answers until her patience is over it goes to ``silent``. Nodes with an ``end`` end it. How cross she is at any moment
is no part of the script: :mod:`cs_training.core.playing.mood` works it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from cs_training.core.judging.assessment import Label
from cs_training.core.playing.facts import Facts

Level = Literal[1, 2, 3]
Who = Literal["buyer", "agent", "bot", "system"]
Do = Literal[
    "reply", "choose", "order", "logistics", "rules", "colleague", "ticket", "transfer", "offer", "refund", "end"
]
End = Literal["resolved", "partly", "unresolved", "left", "platform"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that stood in the chat before the agent took it over."""

    who: Who
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ease:
    """
    How hard it is at one level.

    Attributes:
        patience: Seconds until she asks again.
        anger: 0–100, at the start. trust: likewise.
        tells: Hidden facts that she tells unasked with her first words.
    """

    patience: int
    anger: int
    trust: int = 50
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    Something she wants to hear or have done.

    Attributes:
        words: A reply that has one of them says it. ``+`` joins words that must all be there; ``{时间}`` and
            ``{金额}`` stand for any moment or sum. None: it is met by what was done alone.
        after: What must have been done before it counts.
        knows: Hidden facts that she must have told before it counts.
        chase: How she asks for it when it is still lacking; several ways.
    """

    id: str
    means: str
    words: tuple[str, ...] = ()
    after: tuple[Do, ...] = ()
    knows: tuple[str, ...] = ()
    chase: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    A reply that the author wrote.

    Attributes:
        labels: What the judge would give it. gives: points. asks: hidden facts that it asks for.
        breaks: Codes of red lines that it touches.
        to: The node it leads to, whatever was wanted; "" for the usual way.
        why: What happens next if it is sent, or why it is good.
    """

    id: str
    text: str
    why: str
    labels: tuple[Label, ...] = ()
    gives: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """
    A moment of the talk.

    Attributes:
        says: What the customer says, several ways; a line break makes two messages of it.
        moves: Where something done leads at once.
    """

    id: str
    says: tuple[str, ...]
    wants: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    met: str = ""
    silent: str = ""
    moves: dict[str, str] = field(default_factory=dict)
    end: End | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that must, or must not, happen: exactly one of an act, a point told, or a red line touched."""

    says: str
    do: Do | None = None
    point: str = ""
    breaks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that a ticket must say for the next one to go on with it, and the words that say it (as in Point)."""

    says: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What she may buy: the order, yuan, and how much trust it takes (0–100)."""

    order_id: str
    amount: float
    trust: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """
    One customer with one concern.

    Attributes:
        rev: Raised when the meaning changes.
        kind: ``daily`` for what fills a day, ``special`` for what makes it hard.
        topic: Which of the course's scenarios it is.
        brief: What the agent knows when she comes in; a sentence.
        regular: Id of the shop's regular customer whose voice it is; "" if she is none.
        types: Seconds she needs for a message.
        patience..: see :class:`Ease`; levels are three, easiest first.
        limit: Yuan that the agent may offer alone.
        transfer_to: Ids of colleagues who can take it over, at nodes whose ``moves`` say where that leads.
        ticket: What a ticket about it must say.
        lines: Her own words for nudges and the like, instead of the common ones.
        arc: How her temper goes when it is done well, and when not.
    """

    id: str
    rev: int
    title: str
    kind: Literal["daily", "special"]
    topic: str
    lesson: str
    objective: str
    covers: tuple[str, ...]
    source: tuple[str, ...]
    customer: str
    brief: str
    levels: tuple[Ease, ...]
    facts: Facts
    allowed: tuple[Do, ...]
    points: tuple[Point, ...]
    nodes: tuple[Node, ...]
    must: tuple[Duty, ...]
    must_not: tuple[Duty, ...]
    arc: str
    debrief: str
    use: Literal["practice", "assess"] = "practice"
    regular: str = ""
    types: int = 6
    before: tuple[Said, ...] = ()
    limit: int = 10
    transfer_to: tuple[str, ...] = ()
    ticket: tuple[Need, ...] = ()
    sale: Sale | None = None
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def node(self, node_id: str) -> Node:
        return next(one for one in self.nodes if one.id == node_id)

    def point(self, point_id: str) -> Point:
        return next(one for one in self.points if one.id == point_id)


LINES = (
    "nudge",  # nobody answers
    "broken",  # the time that was promised is over
    "demand",  # she wants it done now
    "threat",  # of a bad review
    "platform",  # she asks the platform to step in
    "leave",
    "doubt",  # told before it was looked up
    "vague",  # nothing of what she wants was said
    "offended",
    "baited",  # a red line that she likes for the moment
    "offered",
    "passed_on",  # handed to somebody who cannot help
)
