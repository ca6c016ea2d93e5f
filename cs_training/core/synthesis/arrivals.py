"""Chats as they arrive on a day: when, about what, and whom they reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cs_training.core.synthesis.crew import LUNCH_MINUTES, NOBODY, Crew, crew
from cs_training.core.synthesis.dice import Dice, Flags, Ints, log_normal
from cs_training.core.synthesis.house import House
from cs_training.core.synthesis.rhythm import MINUTES, minutes, phase
from cs_training.core.synthesis.talk import LEAD, NEW, SENIOR, Calls
from cs_training.core.synthesis.wording import desks

_SKILLS = {"new": NEW, "senior": SENIOR, "lead": LEAD}
_MORNING = log_normal(11 * 60, 70, 2 * 3600)  # after opening, until the night's questions have their turn
_NIGHT_ANSWERED, _EARLY_ANSWERED, _LEFT_OPEN = 580, 860, 300  # permille
_EARLY = 30  # minutes before opening: most of these buyers are still there when somebody comes
_LEAVING = 240  # seconds before lunch in which a chat may be left open


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The house on one day: its people then, and the morning after."""

    house: House
    day: int
    today: Crew
    tomorrow: Crew

    @property
    def midnight(self) -> int:
        """The first second of the day."""
        return (self.day - 1) * MINUTES * 60


def place(house: House, day: int, *, copies: int) -> Place:
    """The house on a day of the month."""
    return Place(
        house=house, day=day, today=crew(house, day, copies=copies), tomorrow=crew(house, day + 1, copies=copies)
    )


def calls(here: Place, count: int, dice: Dice, *, expected: int) -> Calls:
    """
    Chats of a day, in no order.

    Args:
        here: The house on that day.
        count: How many to draw.
        dice: The chance of that day.
        expected: How many of them will be kept, for the load of the agents.
    """
    minute = dice.one_of(minutes(here.day), count)
    second = minute * 60 + dice.below(60, count)
    topic, event = _topics(here, minute, dice), phase(here.day)[minute] == 1
    desk = desks(here.house.topics)[topic]
    agent = here.today.reach(minute, desk, dice)
    closed = agent == NOBODY
    noon = here.today.left_at(agent) * 60
    left = ~closed & (second < noon) & (second >= noon - _LEAVING) & dice.chance(_LEFT_OPEN, count)
    back = np.where(left, noon + LUNCH_MINUTES * 60 + 20 + dice.below(90, count), 0)
    # After the night of 11.11 the desk is full again before anybody could look back.
    taken, morning = _morning(here, second, desk, closed & ~event, dice)
    waits = np.where(closed, morning, back)
    return Calls(
        start=here.midnight + second,
        topic=topic,
        agent=np.where(closed, taken, agent),
        second=np.where(closed, NOBODY, here.today.reach(minute, 1 - desk, dice)),
        skill=_skills(here, np.where(closed, taken, agent)),
        load=here.today.load(agent, minute, expected=expected),
        waits=np.where(waits > 0, here.midnight + waits, 0),
        closed=closed,
        urged=_pays(here.house)[topic] & ~closed & ~left,
        event=event,
    )


def _topics(here: Place, minute: Ints, dice: Dice) -> Ints:
    shares = np.cumsum(np.asarray([topic.shares for topic in here.house.topics], dtype=np.int64), axis=0)
    mine = shares[:, phase(here.day)[minute]]
    topic: Ints = (mine <= dice.below(mine[-1], len(minute))).sum(axis=0)
    return topic


def _morning(here: Place, second: Ints, desk: Ints, closed: Flags, dice: Dice) -> tuple[Ints, Ints]:
    """Who answers the night's questions, and at which second of the day; nobody and 0 for those never answered."""
    size, opens = len(second), here.house.opens * 60
    until = np.where(second < opens, 0, MINUTES * 60) + opens
    early = until - second <= _EARLY * 60
    at = until + dice.pick(_MORNING, size)
    minute = at // 60 % MINUTES
    agent = np.where(
        until > MINUTES * 60, here.tomorrow.reach(minute, desk, dice), here.today.reach(minute, desk, dice)
    )
    comes = closed & (agent >= 0) & dice.chance(np.where(early, _EARLY_ANSWERED, _NIGHT_ANSWERED), size)
    return np.where(comes, agent, NOBODY), np.where(comes, at, 0)


def _skills(here: Place, agent: Ints) -> Ints:
    skills = np.asarray([_SKILLS[one.seniority] for one in here.house.agents], dtype=np.int64)
    return np.where(agent >= 0, skills[agent // here.today.copies], SENIOR)


def _pays(house: House) -> Flags:
    return np.asarray([topic.id == "pay" for topic in house.topics], dtype=np.bool_)
