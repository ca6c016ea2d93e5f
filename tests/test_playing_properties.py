"""What holds of every scenario, shipped or generated, whatever the agent does in it."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cs_training.core.judging.assessment import LABELS
from cs_training.core.playing.chat import MOST
from cs_training.core.scenario import Arrival, replay
from cs_training.errors import PlayError

from drawn_plays import acts, breaks, replies, scenarios, sure
from stage import (
    COMMON,
    POLITE,
    WHEN,
    WHERE,
    deed,
    lines_of,
    over,
    paced,
    play,
    reply,
    scenario,
    sums,
    worked,
)

SEEDS = st.integers(0, 5)
GAPS = st.integers(0, 30) | st.integers(0, 300)
FEW = settings(max_examples=40)


@st.composite
def talks(draw, most=12, **how):
    """A scenario, and what is done in it: seconds, then a deed."""
    one = draw(scenarios)
    return one, draw(st.lists(st.tuples(GAPS, acts(one, **how)), max_size=most))


@FEW
@given(talks(), talks(), SEEDS, st.none() | st.integers(1, 900))
def test_the_same_seed_and_deeds_give_the_same_log_byte_for_byte(one, other, seed, ends):
    (first, mine), (second, theirs) = one, other
    steps = [step for pair in zip(mine, _in(theirs, "c2"), strict=False) for step in pair]
    cast = [Arrival(chat="c1", scenario=first, due=50), Arrival(chat="c2", scenario=second, at=20, due=50)]

    played = worked(play(*cast, seed=seed, ends=ends), steps)
    again = worked(play(*cast, seed=seed, ends=ends), steps)
    from_its_deeds = replay(cast, played.deeds, lines=COMMON, seed=seed, ends=ends, to=played.now)

    assert played.text() == again.text() == from_its_deeds.text()
    assert played.outcomes == from_its_deeds.outcomes


@FEW
@given(talks(), talks(), SEEDS, st.randoms(use_true_random=False))
def test_what_is_done_in_one_chat_changes_no_line_of_another(one, other, seed, mix):
    (first, mine), (second, theirs) = one, other
    steps = [(at, what) for at, what in _timed(mine)] + [(at, what) for at, what in _timed(_in(theirs, "c2"))]
    mix.shuffle(steps)
    steps.sort(key=lambda step: step[0])
    alone, beside = Arrival(chat="c1", scenario=first, due=50), Arrival(chat="c2", scenario=second, at=7, due=50)

    both = _at_moments(play(beside, alone, seed=seed), steps)
    only = _at_moments(play(alone, seed=seed), [step for step in steps if step[1].chat == "c1"])
    both.run_out()
    only.run_out()

    assert lines_of(both, "c1") == lines_of(only, "c1")


@given(st.data(), talks(), SEEDS)
def test_a_better_reply_never_leaves_her_crosser_at_once(data, talk, seed):
    one, steps = talk
    worse, better = data.draw(replies(one)), data.draw(replies(one))
    better = replace(
        worse,
        labels=tuple(label for label in LABELS if label in {*worse.labels, *better.labels}),
        points=tuple({*worse.points, *better.points}),
        asks=tuple({*worse.asks, *better.asks}),
        breaks=worse.breaks[: data.draw(st.integers(0, 2))],
    )
    text = data.draw(st.sampled_from(("一", "二", "新的")))

    moods = []
    for heard in (worse, better):
        played = worked(play(Arrival(chat="c1", scenario=one, due=50), seed=seed), steps)
        assume(played.chats["c1"].stage in {"waiting", "typing"})
        played.act(reply(played.now, heard, text=text))
        moods.append(played.chats["c1"].mood)

    assert moods[1].anger <= moods[0].anger
    assert moods[1].trust >= moods[0].trust


@given(st.data(), talks(quiet=True), SEEDS)
def test_the_same_deeds_each_no_later_after_her_words_never_end_worse(data, talk, seed):
    one, steps = talk
    slower = [(gap + data.draw(st.sampled_from((0, 1, 20, 150))), what) for gap, what in steps]

    quick, slow = paced(one, steps, seed=seed), paced(one, slower, seed=seed)

    _never_worse(quick, slow)
    if len(quick.moods) == len(slow.moods):  # else she left the slow one, and what came after is another story
        assert all(a >= b for a, b in zip(sums(quick.outcome), sums(slow.outcome), strict=True))


@given(st.data(), talks(quiet=True), SEEDS)
def test_a_red_line_never_makes_it_end_better(data, talk, seed):
    one, steps = talk
    places = [n for n, (_, what) in enumerate(steps) if what.do == "reply" and what.text]
    assume(places)
    place, crossed = data.draw(st.sampled_from(places)), data.draw(breaks)
    gap, what = steps[place]
    over_it = replace(what, heard=replace(what.heard, breaks=(*what.heard.breaks, *crossed)))
    tainted = [*steps[:place], (gap, over_it), *steps[place + 1 :]]

    clean, dirty = paced(one, steps, seed=seed), paced(one, tainted, seed=seed)

    _never_worse(clean, dirty)
    if len(clean.moods) == len(dirty.moods):
        assert all(a >= b for a, b in zip(sums(clean.outcome), sums(dirty.outcome), strict=True))


@FEW
@given(talks(), SEEDS)
def test_a_hard_red_line_scores_nothing_and_a_soft_one_forty_at_most(talk, seed):
    one, steps = talk

    played = worked(play(Arrival(chat="c1", scenario=one, due=50), seed=seed), steps)
    found = over(played)

    touched = {code for what in played.deeds for code in (what.heard.breaks if what.heard else ())}
    assert touched <= set(found.breaks)
    assert found.score == 0 if found.hard else found.score <= 40 if found.breaks else found.score <= 100
    assert not (found.passed and found.breaks)


@FEW
@given(talks(), SEEDS, st.none() | st.integers(1, 600))
def test_every_talk_comes_to_an_end_and_its_log_stands_in_order(talk, seed, ends):
    one, steps = talk

    played = worked(play(one, one, seed=seed, ends=ends), steps * 20)
    played.run_out()

    assert played.over
    assert len(played.log) < 2 * 6 * (MOST + 30)
    moments = [entry.at for entry in played.log if entry.kind != "before"]
    assert moments == sorted(moments)


@FEW
@given(talks(), SEEDS)
def test_what_cannot_be_done_leaves_no_trace(talk, seed):
    one, steps = talk
    played = play(Arrival(chat="c1", scenario=one, at=10, due=50), seed=seed)
    for gap, what in [(0, deed(0, "order")), *steps]:
        played.run_to(played.now + gap)
        log, deeds = list(played.log), list(played.deeds)
        try:
            played.act(replace(what, at=played.now))
        except PlayError:
            assert played.log == log
            assert played.deeds == deeds
        else:
            assert played.deeds[:-1] == deeds


@FEW
@given(talks(), SEEDS, st.integers(0, 500))
def test_the_clock_never_runs_back(talk, seed, back):
    one, steps = talk
    played = worked(play(one, seed=seed), steps)
    text, now = played.text(), played.now

    played.run_to(now - back)

    assert (played.text(), played.now) == (text, now)


@FEW
@given(talks(), SEEDS)
def test_a_point_counts_only_after_what_has_to_be_done_or_asked_first(talk, seed):
    one, steps = talk

    chat = worked(play(Arrival(chat="c1", scenario=one, due=50), seed=seed), steps).chats["c1"]

    assert all(set(one.point(told).after) <= chat.done for told in chat.told)
    assert all(set(one.point(told).knows) <= chat.known for told in chat.told)


@FEW
@given(talks(), sure, SEEDS)
def test_a_choice_is_heard_as_its_author_judged_it(talk, confidence, seed):
    one, steps = talk
    choices = [what for _, what in steps if what.do == "choose"]
    assume(choices)

    with_other_confidence = [
        (gap, replace(what, heard=replace(POLITE, confidence=confidence)) if what.do == "choose" else what)
        for gap, what in steps
    ]

    assert worked(play(one, seed=seed), steps).text() == worked(play(one, seed=seed), with_other_confidence).text()


def test_an_early_answer_followed_by_silence_can_end_worse_than_a_late_one_that_is_not():
    """So “earlier never hurts” holds of the time after her words, not of the clock."""
    one, look = scenario(), deed(0, "logistics")

    quick = worked(play(one), [(2, look), (3, reply(0, WHERE, text="一")), (235, reply(0, WHEN, text="二"))])
    late = worked(play(one), [(2, look), (118, reply(0, WHERE, text="一")), (120, reply(0, WHEN, text="二"))])

    assert [entry.at for entry in quick.log if entry.kind == "reply"] == [5]  # she had left when the second came
    assert late.chats["c1"].told == {"where", "when"}


def _never_worse(better, worse):
    assert len(better.moods) >= len(worse.moods)
    assert better.places[: len(worse.places)] == worse.places
    for a, b in zip(better.moods, worse.moods, strict=False):
        assert a.anger <= b.anger
        assert a.trust >= b.trust


def _in(steps, chat):
    return [(gap, replace(what, chat=chat)) for gap, what in steps]


def _timed(steps):
    at = 0
    for gap, what in steps:
        at += gap
        yield at, what


def _at_moments(played, steps):
    for at, what in steps:
        try:
            played.act(replace(what, at=at))
        except PlayError:
            continue
    return played
