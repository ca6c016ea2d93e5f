"""
When buyers write: the hours of a day, the days of the week, and the events of November 2026, as whole-number weights.

A weight says how likely a chat is to start in a minute; how many chats there are follows from the messages asked for.
"""

from __future__ import annotations

import functools

import numpy as np

from cs_training.core.synthesis.dice import Dice, Ints, normal

DAYS = range(1, 31)
MINUTES = 1440
LIVE_DAY, LIVE = 5, (20 * 60, 22 * 60 + 30)
# Hours 0 to 23 of a usual day: quiet until nine, a hill before noon, the highest in the evening.
_HOURS = (14, 7, 4, 2, 2, 3, 7, 16, 34, 62, 78, 74, 58, 64, 72, 74, 70, 62, 60, 82, 104, 108, 84, 40)
_WEEK = (100, 96, 98, 100, 104, 112, 108)  # Monday to Sunday, in percent
_NEAR = {10: 125, 11: 140, 12: 150, 13: 135, 14: 122, 15: 115, 16: 108}  # the days around 11.11, in percent
# From minute to minute of a day: times so many percent, highest at first.
_PEAKS = {
    LIVE_DAY: ((LIVE[0], LIVE[0] + 40, 400), (LIVE[0] + 40, LIVE[1], 260)),
    10: ((20 * 60, 22 * 60, 170), (22 * 60, 23 * 60 + 30, 220), (23 * 60 + 30, 1440, 700)),
    11: ((0, 30, 6000), (30, 60, 3200), (60, 120, 1500), (120, 480, 250), (1200, 1440, 150)),
}
_DAY_NOISE = 4  # percent, one standard deviation


def weekday(day: int) -> int:
    """0 is Monday; 1 November 2026 is a Sunday."""
    return (day + 5) % 7


@functools.cache
def minutes(day: int) -> Ints:
    """The weight of every minute of a day."""
    hours = np.repeat(np.asarray(_HOURS, dtype=np.int64), 60)
    weights = hours * _WEEK[weekday(day)] * _NEAR.get(day, 100) // 100
    for start, to, percent in _PEAKS.get(day, ()):
        weights[start:to] = weights[start:to] * percent // 100
    return weights


def phase(day: int) -> Ints:
    """Which share of a topic holds in every minute: 0 usual, 1 event, 2 the days after 11.11."""
    phases = np.full(MINUTES, 2 if 12 <= day <= 16 else 0, dtype=np.int64)
    if day == LIVE_DAY:
        phases[LIVE[0] - 30 : LIVE[1]] = 1
    if day == 10:
        phases[20 * 60 :] = 1
    if day == 11:
        phases[:] = 1
    return phases


def budgets(messages: int, seed: int) -> list[int]:
    """How many messages have been written by the end of each day, if the month is to have ``messages``."""
    noise = 100 + Dice(seed, 0).pick(normal(_DAY_NOISE), len(DAYS))
    days = np.cumsum([int(minutes(day).sum()) * int(some) for day, some in zip(DAYS, noise, strict=True)])
    return [messages * int(done) // int(days[-1]) for done in days]
