"""Scripted agents come out in the order that one would expect, clearly apart, on what is done and what is felt."""

from functools import cache
from itertools import pairwise

import pytest

from cs_training.content.bank import open_bank
from cs_training.content.casting import shift_cast
from cs_training.core.playing.calibrating import calibrate
from cs_training.core.playing.deed import chosen
from cs_training.core.playing.mood import Mood, replied

ORDER = ["expert", "average", "novice", "slow", "rude", "paster", "absent"]
SCORES = {
    "expert": (85, 100),
    "average": (60, 80),
    "novice": (42, 65),
    "slow": (28, 46),
    "rude": (12, 28),
    "paster": (4, 12),
    "absent": (0, 3),
}


def test_the_agents_come_out_in_the_expected_order():
    assert [one.agent.id for one in sorted(_standings(), key=lambda one: -one.score)] == ORDER
    assert [one.agent.id for one in sorted(_standings(), key=lambda one: -one.stars)] == ORDER


def test_neighbours_are_clearly_apart():
    for better, worse in pairwise(_standings()):
        assert better.score >= worse.score + 6
        assert better.stars >= worse.stars + 0.1
        assert better.csat >= worse.csat + 0.05 or better.csat == worse.csat == 0


@pytest.mark.parametrize("agent", ORDER)
def test_each_scores_as_one_would_think_of_such_an_agent(agent):
    low, high = SCORES[agent]

    found = next(one for one in _standings() if one.agent.id == agent)

    assert low <= found.score <= high


def test_only_the_rude_and_the_slow_lose_what_they_know_how_to_do():
    known = {one.agent.id: one for one in _standings()}

    assert known["expert"].passed == 1
    assert known["slow"].left > 0.3
    assert known["rude"].platform > 0.3


def test_one_good_reply_calms_a_cross_customer_and_leaves_something_to_do():
    for one in open_bank().scenarios():
        ease, opening = one.levels[1], one.nodes[0]
        for choice in opening.choices:
            new = set(choice.gives) & set(opening.wants)
            good = new and not choice.breaks and {"empathy", "tone"} <= set(choice.labels)
            if good and ease.anger >= 40:
                left = replied(Mood(ease.anger, 50), chosen(choice), new=new, spent=(), asks=False, stale=False)

                assert 5 < left.anger <= ease.anger - 8, (one.id, choice.id)


@cache
def _standings():
    """Thirty mornings of four customers, one of them a hard one, ten minutes, at level 2."""
    bank = open_bank()
    return calibrate(
        lambda seed: shift_cast(bank, "morning", customers=4, minutes=10, level=2, seed=seed),
        lines=bank.lines,
        seeds=range(30),
    )
