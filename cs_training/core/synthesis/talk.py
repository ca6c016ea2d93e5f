"""
How chats go: who asks what and when, how long the answer takes, whether it comes at all; no words yet.

A *turn* here is a burst of the buyer and what the agent answers to it. Times are seconds since 1 November 2026, 0:00 in
Beijing. Loads are in hundredths of a chat. A chat that reaches nobody is *closed*: it gets a robot, and an answer the
next morning or never.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cs_training.core.synthesis.dice import Dice, Flags, Ints, counts, log_normal

NEW, SENIOR, LEAD = range(3)
_LENGTHS = counts(0, 17, 23, 22, 16, 11, 7, 4)  # turns of a chat, in percent of 0, 1, 2 …
_MORNING_LENGTHS = counts(0, 55, 35, 10)
_BURSTS = counts(0, 60, 25, 11, 4)
_BURST_GAP = log_normal(7, 70, 60)
_NEXT = log_normal(38, 80, 900)  # from an answer to the buyer's next question
_TYPING = log_normal(11, 60, 90)  # from an agent's message to their next
_PATIENCE = log_normal(260, 90, 7200)
_REPLY = {NEW: log_normal(33, 70, 900), SENIOR: log_normal(16, 60, 900), LEAD: log_normal(14, 60, 900)}
_URGE_ANSWER = log_normal(180, 110, 7200)
_EASY, _FULL = 300, 500  # loads up to which nobody slows down, and nobody is lost
THANKS = 400  # permille of chats that end in thanks; the others below are permille, too
_THANKS_LEFT, _OVERSEEN, _GONE_LOST, _URGE_ANSWERED, _ROBOT = 320, 7, 500, 450, 120
_TRANSFER = 200  # of the chats with a second turn, which makes about 4 % of all


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """
    Chats as they arrive, one entry each.

    Attributes:
        agent: The number of who is reached, -1 for nobody; ``second`` who takes over if it is transferred.
        skill: Of the first agent: NEW, SENIOR or LEAD.
        waits: The second at which somebody answers: back from lunch, or next morning; 0 for no such wait.
        urged: The agent wrote first, because an order was not paid.
        event: The chat falls into a live stream or 11.11: seniors answer with quick phrases.
    """

    start: Ints
    topic: Ints
    agent: Ints
    second: Ints
    skill: Ints
    load: Ints
    waits: Ints
    closed: Flags
    urged: Flags
    event: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """
    Turns, one entry each, in the order of chats and times; ``call`` is the place of the chat in the calls.

    Attributes:
        place: 0 for the first turn of a chat.
        asked: When the burst begins; ``steps`` are seconds from each message of it to the next.
        burst: How many messages it has.
        robot: A robot answered first, and the buyer asked for a person.
        wait: From the last message of the burst to the answer, if ``answered``, else how long the buyer stayed.
        moved: The chat was transferred in this turn; ``by_second`` from this turn on.
    """

    call: Ints
    place: Ints
    asked: Ints
    burst: Ints
    steps: Ints
    robot: Flags
    wait: Ints
    typing: Ints
    pause: Ints
    answered: Flags
    thanks: Flags
    moved: Flags
    by_second: Flags

    def last_asked(self) -> Ints:
        """When the last message of the burst was written."""
        last: Ints = self.asked + self.steps.sum(axis=1)
        return last


def turns(calls: Calls, dice: Dice) -> Turns:
    """What happens in every chat."""
    size = len(calls.start)
    length = np.where(calls.closed, dice.pick(_MORNING_LENGTHS, size), dice.pick(_LENGTHS, size))
    never = calls.closed & (calls.waits == 0)
    length = np.where(never, 1, length)
    length[calls.urged & ~dice.chance(_URGE_ANSWERED, size)] = 0
    thanks = dice.chance(THANKS, size) & ~never & (length > 0)
    changes = (length > 1) & (calls.second >= 0) & (calls.second != calls.agent) & dice.chance(_TRANSFER, size)
    moved_at = np.where(changes, 1 + dice.below(np.maximum(length - 1, 1), size), 99)
    call = np.repeat(np.arange(size), length + thanks)
    place = np.arange(len(call)) - np.repeat(np.cumsum(length + thanks) - (length + thanks), length + thanks)
    thanks_now, moved_now = thanks[call] & (place == length[call]), moved_at[call]
    drawn, gone = _drawn(calls, call, place, dice, thanks=thanks_now, moved_at=moved_now)
    return _ended(calls, drawn, gone)


def _drawn(calls: Calls, call: Ints, place: Ints, dice: Dice, *, thanks: Flags, moved_at: Ints) -> tuple[Turns, Flags]:
    """All turns as if every chat went on to its end, without their times; and whether the buyer was gone."""
    size = len(call)
    burst = np.where(thanks, 1, dice.pick(_BURSTS, size))
    steps = np.stack([dice.pick(_BURST_GAP, size) * (burst > i) for i in (1, 2, 3)], axis=1)
    robot = (place == 0) & ~calls.closed[call] & ~calls.urged[call] & dice.chance(_ROBOT, size)
    steps[:, 2] += robot * (12 + dice.below(30, size))
    wait, patience = _waits(calls, call, place == moved_at, dice), dice.pick(_PATIENCE, size)
    awaited = (calls.waits[call] > 0) & (place == 0)
    gone = (wait > patience) & ~awaited
    lost = (gone & dice.chance(_GONE_LOST, size)) | (~awaited & _sinks(calls.load[call], place, dice))
    lost |= (thanks & dice.chance(_THANKS_LEFT, size)) | (calls.closed[call] & (calls.waits[call] == 0))
    drawn = Turns(
        call=call,
        place=place,
        asked=calls.start[call] + calls.urged[call] * (1 + dice.pick(_URGE_ANSWER, len(calls.start))[call]),
        burst=burst,
        steps=steps,
        robot=robot,
        wait=np.where(lost, np.minimum(patience, wait), wait),
        typing=np.stack([dice.pick(_TYPING, size) for _ in range(2)], axis=1),
        pause=dice.pick(_NEXT, size),
        answered=~lost,
        thanks=thanks,
        moved=place == moved_at,
        by_second=place >= moved_at,
    )
    return drawn, gone


def _waits(calls: Calls, call: Ints, moved: Flags, dice: Dice) -> Ints:
    """Seconds from a burst to its answer, as long as somebody is at the desk."""
    skill, load = calls.skill[call], calls.load[call]
    drawn = [dice.pick(_REPLY[one], len(call)) for one in (NEW, SENIOR, LEAD)]
    wait = np.choose(skill, drawn) * (100 + np.clip(load - _EASY, 0, 500) // 10) // 100
    quick = calls.event[call] & (skill != NEW)
    return 1 + np.where(quick, wait * 80 // 100, wait) + moved * (20 + dice.below(40, len(call)))


def _sinks(load: Ints, place: Ints, dice: Dice) -> Flags:
    """
    Whose chat sinks out of sight: with too many at once the newest are answered, and the others never.

    That is why the mean of what was answered can look good on the worst night of the year.
    """
    over = np.maximum(1000 - 1000 * _FULL // np.maximum(load, 1), 0) * 9 // 10
    return dice.chance(_OVERSEEN + np.where(place == 0, over, over * 35 // 100), len(load))


def _ended(calls: Calls, drawn: Turns, gone: Flags) -> Turns:
    """The turns that took place, with their times; each chat ends where nobody answers or the buyer is gone."""
    ends = (~drawn.answered | gone).astype(np.int64)
    before = np.cumsum(ends) - ends
    stays = before == _of_first(before, drawn.place)
    kept = {name: getattr(drawn, name)[stays] for name in Turns.__dataclass_fields__}
    return _timed(calls, Turns(**kept))


def _timed(calls: Calls, some: Turns) -> Turns:
    # Whoever comes back from lunch or in the morning answers then, however long the burst was.
    waits, spent = calls.waits[some.call], some.steps.sum(axis=1)
    late = np.maximum(waits - some.asked - spent, 1)
    wait = np.where((waits > 0) & (some.place == 0), late, some.wait)
    lasts = spent + wait + some.typing.sum(axis=1) + some.pause
    passed = np.cumsum(lasts) - lasts
    return replace(some, asked=some.asked + passed - _of_first(passed, some.place), wait=wait)


def _of_first(values: Ints, place: Ints) -> Ints:
    """The value of the first turn of each chat, for all of its turns."""
    first = place == 0
    mine: Ints = values[first][np.cumsum(first) - 1]
    return mine
