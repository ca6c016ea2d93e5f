"""Every scenario of the bank, played by somebody who does anything at all: it always ends, and always the same way."""

from __future__ import annotations

import contextlib
import random
from collections import Counter

import pytest

from cs_training.content.bank import open_bank
from cs_training.content.casting import arrival
from cs_training.core.judging.assessment import CODES, LABELS
from cs_training.core.playing.chat import Chat
from cs_training.core.playing.deed import Deed, Heard
from cs_training.core.playing.script import Do
from cs_training.core.scenario import Arrival, Play, replay
from cs_training.errors import PlayError

SCENARIOS = open_bank().scenario_ids()
PLAYS = 2000  # of each scenario alone
REPLAYED = 20  # each how many-th is played again and compared, byte by byte
MIXED, SHIFT = 60, 8  # shifts, and customers in each
DEEDS = 60  # then the agent goes home, and what still happens happens by itself
ENTRIES = 400  # of a chat, at most: deeds, and what she says to each
AFTER = {"over", "bought", "rated", "reply", "ended", "ticket", "says"}  # what may still be written when she is done
TEXTS = ("好的", "订单 GLH-1，退您 10 元，今天 18:00 前回您", "？", "亲，请您耐心等待哦", "不能退", "x" * 400, "没事")


@pytest.fixture(scope="module")
def cast():
    """A function from a scenario's id to its arrival, read once."""
    bank = open_bank()
    read = {id_: [arrival(bank, bank.scenario(id_), level=level) for level in (1, 2, 3)] for id_ in SCENARIOS}

    def come(id_: str, level: int, chat: str = "c1", at: int = 0) -> Arrival:
        one = read[id_][level - 1]
        return Arrival(chat=chat, scenario=one.scenario, level=one.level, at=at, due=one.due)

    return come


def any_deed(chance: random.Random, chat: Chat, now: int) -> Deed:
    """Something that a clumsy, hurried or mischievous agent might do."""
    scenario = chat.scenario
    do: Do = chance.choices(
        ["reply", "choose", "order", "logistics", "rules", "colleague", "ticket", "transfer", "offer", "refund", "end"],
        weights=[30, 40, 4, 4, 4, 5, 4, 4, 4, 5, 1],
    )[0]
    choices = [one.id for one in chat.node.choices]
    return Deed(
        at=now + chance.choice((0, 1, chance.randint(0, 20), chance.randint(0, 300))),
        chat=chat.id,
        do=do,
        text=chance.choice((*TEXTS, "", " ")) if chance.random() < 0.9 else "".join(chance.choices("亲退补，。1", k=9)),
        choice=chance.choice([*choices * 5, "nothing"]) if do == "choose" else "",
        to=chance.choice([*scenario.transfer_to, "ayan", "you", ""]) if do == "transfer" else "",
        yuan=chance.choice((0, -1, 0.01, 5, scenario.limit, scenario.limit + 1, chat.due, 9999)),
        heard=_any_heard(chance, chat) if chance.random() < 0.97 else None,
    )


def _any_heard(chance: random.Random, chat: Chat) -> Heard:
    def some(of, share):
        return tuple(one for one in of if chance.random() < share)

    return Heard(
        labels=some(LABELS, 0.5),
        confidence={label: chance.random() for label in LABELS},
        breaks=some(CODES, 0.01),
        points=some([one.id for one in chat.scenario.points], 0.3),
        asks=some([one.id for one in chat.scenario.facts.hidden], 0.3),
    )


def crawl(cast: list[Arrival], *, seed: int, ends: int | None = None) -> Play:
    """A whole shift done at random."""
    bank, chance = open_bank(), random.Random(seed)
    play = Play(cast, lines=bank.lines, seed=seed, ends=ends)
    for _ in range(DEEDS * len(cast)):
        if play.over:
            break
        chat = play.chats[chance.choice([id_ for id_, one in play.chats.items() if one.stage != "over"])]
        with contextlib.suppress(PlayError):  # refused, as much of this is; anything else is a fault
            play.act(any_deed(chance, chat, play.now))
        if chance.random() < 0.1:
            play.run_to(play.now + chance.randint(0, 300))
    play.run_out()
    return play


def assert_well_ended(play: Play) -> None:
    for chat in play.chats.values():
        entries = [entry for entry in play.log if entry.chat == chat.id]
        assert chat.stage in ("closing", "over")
        assert chat.outcome is not None
        assert len(entries) <= ENTRIES
        kinds = [entry.kind for entry in entries]
        assert kinds.count("over") == 1
        assert set(kinds[kinds.index("over") :]) <= AFTER
        assert all(0 <= entry.anger <= 100 and 0 <= entry.trust <= 100 for entry in entries)
        assert 0 <= chat.outcome.score <= 100
        assert 1 <= chat.outcome.stars <= 5
        # What she says when she is done is a farewell: no wish, no mood.
        later = entries[kinds.index("over") :]
        assert {(entry.anger, entry.trust, entry.node) for entry in later} == {
            (chat.outcome.anger, chat.outcome.trust, chat.node.id)
        }
    assert len(play.outcomes) == len(play.chats)


def assert_the_same_again(play: Play, cast: list[Arrival], *, seed: int, ends: int | None = None) -> None:
    again = replay(cast, play.deeds, lines=open_bank().lines, seed=seed, ends=ends, to=play.now)

    assert again.text() == play.text()
    assert again.outcomes == play.outcomes


@pytest.mark.parametrize("id_", SCENARIOS)
def test_a_scenario_ends_once_and_well_whatever_is_done(id_, cast):
    ended = Counter()
    for seed in range(PLAYS):
        alone = [cast(id_, seed % 3 + 1)]

        play = crawl(alone, seed=seed)

        assert_well_ended(play)
        if seed % REPLAYED == 0:
            assert_the_same_again(play, alone, seed=seed)
        ended[play.outcomes[0].end] += 1
    assert len(ended) > 1  # it goes somewhere else when something else is done


@pytest.mark.parametrize("seed", range(MIXED))
def test_a_mixed_shift_ends_and_can_be_played_again(seed, cast):
    chance = random.Random(seed)
    several = [
        cast(chance.choice(SCENARIOS), chance.randint(1, 3), f"c{place}", place * chance.randint(0, 40))
        for place in range(SHIFT)
    ]
    ends = None if seed % 2 else chance.randint(60, 3000)

    play = crawl(several, seed=seed, ends=ends)

    if ends is None:
        assert_well_ended(play)
    else:
        play.run_to(ends)
        assert play.over
        assert play.next_at is None
        assert all(entry.at <= ends + 60 for entry in play.log)
    assert_the_same_again(play, several, seed=seed, ends=ends)
