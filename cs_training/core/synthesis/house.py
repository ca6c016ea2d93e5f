"""
What a generator of practice logs needs to know of the shop; :mod:`cs_training.content.practice_house` fills it in.

Minutes count from 0:00 of a day and may pass 1440 (a shift that ends after midnight). Days are those of November 2026,
1 to 30. Money is in fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Seniority = Literal["new", "senior", "lead"]
Desk = Literal["before", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A stretch of one day that an agent is there."""

    day: int
    start: int
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Someone who answers; ``before`` and ``after`` weigh how many chats of each desk reach them."""

    name: str
    seniority: Seniority
    before: int
    after: int
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """Something to ask about: its name on the page, what buyers call it, its price in fen."""

    name: str
    called: str
    category: str
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What a buyer asks and what an agent answers; ``more`` and ``then`` are second messages that may follow."""

    ask: str
    answer: str
    more: str = ""
    then: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """
    What chats are about.

    Attributes:
        shares: How many of a hundred chats: usually, in events, in the five days after 11.11.
        open: Exchanges that begin a chat; ``follow`` those that come later in it.
    """

    id: str
    name: str
    desk: Desk
    shares: tuple[int, int, int]
    categories: tuple[str, ...]
    open: tuple[Exchange, ...]
    follow: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The shop as its chat log shows it; ``opens`` and ``closes`` are minutes of the day."""

    opens: int
    closes: int
    agents: tuple[Agent, ...]
    goods: tuple[Goods, ...]
    topics: tuple[Topic, ...]
    phrases: dict[str, tuple[str, ...]]
