"""How a reply, a wait and a red line move anger and trust; who comes when; what chance depends on."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.judging.assessment import LABELS
from cs_training.core.playing.chance import Chance
from cs_training.core.playing.deed import Heard
from cs_training.core.playing.mood import Mood, offered, passed_on, patience, replied, waited
from cs_training.core.playing.rota import ShiftPlan, seats

from drawn_plays import breaks, labels, sure
from stage import KIND, POLITE

CROSS = Mood(50, 50)
moods = st.builds(Mood, st.integers(0, 100).map(float), st.integers(0, 100).map(float))


def heard(*labels, by=1.0, **more):
    return Heard(labels=labels, confidence=dict.fromkeys(LABELS, by), **more)


def after(what, *, mood=CROSS, new=(), spent=(), asks=False, stale=False):
    return replied(mood, what, new=new, spent=spent, asks=asks, stale=stale)


def test_a_good_reply_calms_visibly_and_leaves_something_to_do():
    good = after(heard(*KIND, "clarification", "followup"), new=("where", "when"))

    assert 15 <= good.anger <= 30
    assert good.trust > CROSS.trust


def test_template_talk_calms_nobody():
    assert after(POLITE).anger > CROSS.anger
    assert after(POLITE).trust == CROSS.trust


def test_a_question_that_gets_further_is_not_empty():
    assert after(POLITE, asks=True) == CROSS


def test_what_has_been_said_calms_once():
    kind = heard(*KIND)

    assert after(kind, spent=KIND).anger == after(POLITE).anger
    assert after(kind, stale=True).anger == after(POLITE).anger
    assert after(kind).anger < CROSS.anger


def test_a_rude_word_makes_her_crosser_and_costs_trust():
    assert after(heard()).anger > after(POLITE).anger
    assert after(heard()).trust < CROSS.trust


def test_a_bait_shows_less_anger_than_there_is():
    baited = after(heard("tone", breaks=("false_promise",)))

    assert baited.shown < CROSS.anger < baited.anger
    assert after(heard("tone", breaks=("blame_shift",))).soothed == 0


def test_waiting_makes_a_cross_customer_crosser_than_a_calm_one_and_a_broken_promise_more_so():
    assert waited(CROSS, broken=False).anger == 60
    assert waited(Mood(60, 50), broken=False).anger == 73
    assert waited(CROSS, broken=True).anger > waited(CROSS, broken=False).anger
    assert waited(CROSS, broken=True).trust < waited(CROSS, broken=False).trust


def test_waiting_ends_what_a_bait_bought():
    assert waited(replace(CROSS, soothed=25), broken=False).soothed == 0


def test_a_furious_customer_waits_six_tenths_as_long():
    assert [patience(100, Mood(anger, 50)) for anger in (0, 50, 100)] == [100, 80, 60]


def test_only_who_trusts_nobody_any_more_turns_to_the_platform():
    assert [Mood(88, 29).furious, Mood(88, 30).furious, Mood(87, 0).furious] == [True, False, False]


def test_an_offer_calms_and_being_passed_on_does_the_reverse():
    assert offered(CROSS).anger < CROSS.anger < passed_on(CROSS).anger
    assert passed_on(CROSS).trust < CROSS.trust


def test_a_label_that_the_judge_is_half_sure_of_calms_half_as_much():
    by = {share: CROSS.anger - after(heard("empathy", "tone", by=share), asks=True).anger for share in (1, 0.5)}

    assert by[0.5] == by[1] / 2 > 0


def test_a_rude_word_that_the_judge_is_half_sure_of_angers_half_as_much():
    by = {share: after(heard(by=share), asks=True).anger - CROSS.anger for share in (1, 0.5)}

    assert by[0.5] == by[1] / 2 > 0


@given(moods, labels, breaks, sure, st.sampled_from((0.0, 0.5, 0.9)), st.booleans())
def test_the_less_sure_the_judge_is_the_less_a_reply_does(mood, said, broken, confidence, by, asks):
    sure_of = Heard(labels=said, confidence=confidence, breaks=broken)
    less = replace(sure_of, confidence={label: share * by for label, share in confidence.items()})
    polite = {"labels": (*said, "tone")}

    calm, calmer = (after(replace(one, **polite), mood=mood, asks=asks) for one in (less, sure_of))
    assert calm.anger >= calmer.anger
    assert calm.trust <= calmer.trust
    cross, crosser = (after(replace(one, labels=()), mood=mood, asks=asks) for one in (less, sure_of))
    assert cross.anger <= crosser.anger
    assert cross.trust >= crosser.trust


@given(moods, moods, labels, breaks, sure, st.booleans())
def test_the_same_reply_never_makes_the_crosser_one_the_calmer(one, other, said, broken, confidence, stale):
    what = Heard(labels=said, confidence=confidence, breaks=broken)
    crosser = Mood(max(one.anger, other.anger), min(one.trust, other.trust))
    calmer = Mood(min(one.anger, other.anger), max(one.trust, other.trust))

    for moved in (lambda mood: after(what, mood=mood, stale=stale), lambda mood: waited(mood, broken=stale)):
        assert moved(crosser).anger >= moved(calmer).anger
        assert moved(crosser).trust <= moved(calmer).trust
    assert patience(60, crosser) <= patience(60, calmer)


def test_a_draw_depends_on_its_name_alone():
    chance = Chance(1, "c1")

    assert chance.share("a") == chance.share("a") == Chance(1, "c1").share("a")
    others = (chance.share("b"), chance.share("a", 1), Chance(2, "c1").share("a"), Chance(1, "c2").share("a"))
    assert len({chance.share("a"), *others}) == 5


def test_she_says_it_differently_the_next_time():
    chance = Chance(1, "c1")

    assert {chance.pick("abc", "nudge", n) for n in range(3)} == set("abc")


def test_a_shuffle_loses_nothing():
    assert sorted(Chance(3, "c1").shuffled("abcdef", "order")) == list("abcdef")


PLAN = ShiftPlan(id="am", title="", brief="", starts="", daily=("a", "b", "c"), special=("x", "y"))


@given(st.integers(0, 50), st.integers(1, 20), st.sampled_from((1, 2, 3)))
def test_every_fourth_customer_is_a_special_one_and_they_come_in_order(seed, customers, level):
    came = seats(PLAN, customers=customers, minutes=10, level=level, seed=seed)

    assert [one.chat for one in came] == [f"c{n + 1}" for n in range(customers)]
    assert [one.at for one in came] == sorted(one.at for one in came)
    specials = [n for n, one in enumerate(came) if one.scenario in PLAN.special]
    assert len({n % 4 for n in specials}) <= 1
    assert len(specials) == len([n for n in range(customers) if n % 4 == (specials or [99])[0]])


@given(st.integers(0, 50))
def test_nobody_comes_twice_before_all_have_come(seed):
    came = [one.scenario for one in seats(PLAN, customers=8, minutes=10, level=2, seed=seed)]

    assert set(came) == {*PLAN.daily, *PLAN.special}


@pytest.mark.parametrize(("level", "latest"), [(1, 360), (2, 210), (3, 90)])
def test_the_harder_the_shift_the_closer_they_come(level, latest):
    came = seats(PLAN, customers=4, minutes=10, level=level, seed=1)

    assert latest / 2 < came[-1].at < latest
