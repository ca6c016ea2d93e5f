"""
Who is there and whom a chat reaches: duty by minute, lunch, and how many chats somebody has at once.

A large month is a large shop: every agent of the house stands for ``copies`` people with the same shifts and habits,
so that the load of one person does not grow with the size of the log. Agent numbers are ``place * copies + copy``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cs_training.core.synthesis.dice import Dice, Flags, Ints
from cs_training.core.synthesis.house import House
from cs_training.core.synthesis.rhythm import MINUTES

NOBODY = -1
LUNCH_MINUTES = 45
_LUNCHES = (11 * 60 + 40, 12 * 60 + 30, 13 * 60 + 20)  # the first agent eats first
_AT_ONCE = 8  # minutes that a chat keeps an agent busy


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """
    The people of a day.

    Attributes:
        shares: By desk, minute and agent, the running sum of the weights of those who are there.
        lunch: By agent, the minute that they go to lunch, or -1.
    """

    copies: int
    shares: Ints
    lunch: Ints

    def reach(self, minute: Ints, desk: Ints, dice: Dice) -> Ints:
        """The agents that chats of these minutes reach; ``NOBODY`` where nobody is there."""
        shares = self.shares[desk, minute]
        total = shares[:, -1]
        drawn = dice.below(total, len(minute))
        place = (shares <= drawn[:, None]).sum(axis=1)
        return np.where(total > 0, place * self.copies + dice.below(self.copies, len(minute)), NOBODY)

    def left_at(self, agent: Ints) -> Ints:
        """The minute that these agents go to lunch, -1 if they do not."""
        return np.where(agent >= 0, self.lunch[agent // self.copies], -1)

    def load(self, agent: Ints, minute: Ints, *, expected: int) -> Ints:
        """
        How many chats each agent has at once when a chat reaches them, in hundredths.

        Args:
            agent: Of every chat.
            minute: Of every chat.
            expected: How many of these chats there will be in the end; the rest was drawn to choose from.
        """
        codes = len(self.lunch) * self.copies
        busy = np.zeros((codes + 1, MINUTES + 1), dtype=np.int64)
        np.add.at(busy, (agent, minute + 1), 1)  # NOBODY is the last row
        busy = np.cumsum(busy, axis=1)
        at_once = busy[agent, minute + 1] - busy[agent, np.maximum(minute + 1 - _AT_ONCE, 0)]
        return 100 + (at_once - 1) * 100 * expected // max(len(agent), 1)


def crew(house: House, day: int, *, copies: int) -> Crew:
    """The people of a day, those of the day before who stay past midnight included."""
    there = np.zeros((len(house.agents), MINUTES), dtype=np.bool_)
    lunch = np.full(len(house.agents), -1, dtype=np.int64)
    for place, agent in enumerate(house.agents):
        for duty in agent.duties:
            shift = (duty.day - day) * MINUTES
            there[place, max(duty.start + shift, 0) : max(min(duty.to + shift, MINUTES), 0)] = True
        noon = _LUNCHES[place % len(_LUNCHES)]
        if there[place, noon - 90 : noon + LUNCH_MINUTES + 60].all():
            lunch[place] = noon
    for place in range(len(lunch)):
        _leave(there, place, int(lunch[place]))
    weights = np.asarray([[one.before for one in house.agents], [one.after for one in house.agents]], dtype=np.int64)
    shares = np.cumsum(there.T[None, :, :] * weights[:, None, :], axis=2)
    return Crew(copies=copies, shares=shares, lunch=lunch)


def _leave(there: Flags, place: int, noon: int) -> None:
    """Who is alone eats at the desk."""
    if noon >= 0:
        span = slice(noon, noon + LUNCH_MINUTES)
        others = there[:, span].sum(axis=0) > 1
        there[place, span] &= ~others
