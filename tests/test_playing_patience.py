"""How long a customer waits, is put off and goes on asking, and how a chat ends."""

from dataclasses import replace

from cs_training.core.playing.chat import CLOSES, MOST
from cs_training.core.playing.deed import Heard
from cs_training.core.playing.script import Ease

from stage import (
    BOTH,
    CALM,
    COMMON,
    KIND,
    LATER,
    LOOK,
    WAYS,
    deed,
    done,
    nodes,
    outcome,
    over,
    reply,
    said,
    started,
    turned,
    why,
)


def test_unanswered_she_asks_twice_and_leaves_at_the_third_time():
    played = started(levels=CALM)

    found = over(played)

    assert why(played) == ["opening", "nudge", "nudge", "left"]
    assert found.anger == 30
    assert found.stars == 1


def test_a_furious_one_who_trusts_nobody_turns_to_the_platform_instead():
    cross = (Ease(patience=60, anger=80, trust=35),) * 3

    played = started(levels=cross)

    assert over(played).end == "platform"
    assert said(played)[-1] in COMMON["platform"]


def test_demand_and_threat_are_said_once_each_as_she_gets_there():
    played = started(levels=(Ease(patience=60, anger=50, trust=90),) * 3)

    over(played)

    assert sum(line in COMMON["demand"] for line in said(played)) == 1
    assert sum(line in COMMON["threat"] for line in said(played)) == 1


def test_asking_again_does_not_begin_a_new_wait():
    played = started()

    played.run_to(100)

    assert len(why(played)) > 1
    assert played.chats["c1"].since == 0


def test_an_answer_ends_the_row_of_nudges():
    played = done(started(levels=CALM), reply(130))
    played.run_to(230)

    assert why(played)[:3] == ["opening", "nudge", "nudge"]
    assert played.chats["c1"].stage == "waiting"


def test_put_off_with_a_time_she_waits_twice_as_long():
    held, not_held = (turned(started(), reply(5, one)) for one in (LATER, replace(LATER, labels=KIND)))
    for played in (held, not_held):
        played.run_to(75)

    assert [why(played)[-1] for played in (held, not_held)] == ["opening", "nudge"]
    assert [entry.kind for entry in held.log][-1] == "waits"


def test_a_promise_that_crosses_a_line_buys_neither_more_nor_less_time():
    played = turned(started(), reply(5, replace(LATER, breaks=("false_promise",))))
    played.run_to(75)

    assert why(played) == ["opening", "baited"]


def test_a_broken_promise_costs_more_than_a_wait_and_coming_back_in_time_costs_nothing():
    kept, broken = (turned(started(), reply(5, LATER)) for _ in range(2))
    mood = kept.chats["c1"].mood
    kept.run_to(80)
    assert kept.chats["c1"].mood == mood
    broken.run_to(150)

    assert why(broken)[-1] == "broken"
    assert broken.chats["c1"].mood.trust <= mood.trust - 15


def test_who_came_back_in_time_has_kept_the_promise():
    played = turned(turned(started(levels=CALM), reply(5, LATER)), reply(60))
    played.run_to(150)

    assert why(played) == ["opening", "chase", "nudge"]


def test_she_lets_herself_be_put_off_twice():
    played = started()
    for n in range(3):
        turned(played, reply(5 + 20 * n, LATER))

    assert [entry.kind for entry in played.log].count("waits") == 2
    assert why(played)[-1] == "chase"


def test_saying_the_same_again_is_no_new_promise():
    played = turned(turned(started(), reply(5, LATER, text="一会儿")), reply(20, LATER, text="一会儿"))

    assert [entry.kind for entry in played.log].count("waits") == 1
    assert played.log[-2].details["stale"]


def test_four_replies_that_do_not_bring_it_on_are_enough():
    played = started()
    for n in range(4):
        turned(played, reply(5 + 20 * n))

    assert outcome(played).end == "left"


def test_when_all_is_said_the_chat_closes_after_a_farewell_or_by_itself():
    def settled():
        return turned(turned(started(), LOOK, reply(5, BOTH)), reply(20, WAYS))

    farewell, silent = settled(), settled()
    assert farewell.chats["c1"].stage == "closing"
    done(farewell, reply(30), deed(31, "end"))
    silent.run_to(silent.now + CLOSES)

    assert farewell.over
    assert silent.over


def test_a_red_line_in_the_farewell_still_counts():
    played = turned(turned(started(), LOOK, reply(5, BOTH)), reply(20, WAYS))
    done(played, reply(30, Heard(breaks=("abuse",))))

    assert outcome(played).breaks == ("abuse",)
    assert outcome(played).score == 0


def test_hanging_up_on_her_leaves_it_undone():
    played = done(started(), deed(5, "end"))

    assert outcome(played).end == "unresolved"
    assert played.over


def test_where_the_author_says_so_the_end_is_the_right_deed():
    found = done(started(nodes=nodes(moves={"end": "done"})), deed(5, "end"))

    assert outcome(found).end == "resolved"


def test_nobody_talks_for_ever():
    played = done(started(), *[reply(5, LATER, text=str(n)) for n in range(MOST)])

    assert outcome(played).end == "left"
    assert said(played)[-1] in COMMON["leave"]
