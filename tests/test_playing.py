"""What a customer does when she is answered, put off, left alone or passed on, and what an agent can do in a chat."""

from dataclasses import replace

import pytest

from cs_training.core.playing.deed import Heard
from cs_training.core.playing.facts import Advice
from cs_training.core.playing.script import Choice, Ease, Node, Said, Sale
from cs_training.core.scenario import Arrival, replay
from cs_training.errors import PlayError

from stage import (
    ASKS,
    BOTH,
    CALM,
    COMMON,
    KIND,
    LOOK,
    WAYS,
    WHEN,
    WHERE,
    deed,
    done,
    facts,
    nodes,
    outcome,
    over,
    play,
    reply,
    said,
    scenario,
    started,
    turned,
    why,
)


def test_who_is_told_what_she_wants_goes_on_and_is_content_in_the_end():
    played = turned(started(), LOOK, reply(5, BOTH))
    assert played.chats["c1"].node.id == "ways"
    turned(played, reply(20, WAYS))

    found = outcome(played)
    assert (found.end, found.resolved, found.stars, found.missed) == ("resolved", 1, 5, ())
    assert said(played)[1:] == ["找不到呢", "好"]


@pytest.mark.parametrize(("code", "score"), [("blame_shift", 40), ("paid_review", 0)])
def test_a_red_line_caps_the_score_of_a_chat_that_went_well(code, score):
    played = turned(started(levels=CALM), LOOK, reply(5, replace(BOTH, breaks=(code,))))
    turned(played, reply(20, WAYS))

    assert outcome(played).end == "resolved"
    assert outcome(played).score == score
    assert not outcome(played).passed


def test_she_asks_for_the_first_thing_that_is_still_missing():
    played = turned(started(), LOOK, reply(5))
    assert said(played)[-1] in {"在哪 一", "在哪 二"}
    turned(played, reply(20, WHERE))

    assert said(played)[-1] in {"几点 一", "几点 二"}
    assert why(played)[1:] == ["chase", "chase"]


def test_she_asks_in_other_words_the_second_time():
    played = turned(turned(started(), reply(5)), reply(20))

    assert set(said(played)[1:]) == {"在哪 一", "在哪 二"}


def test_she_doubts_what_was_told_before_it_was_looked_up():
    played = turned(started(), reply(5, WHERE))
    assert why(played)[-1] == "doubt"
    assert played.log[1].details["guessed"] == ["where"]
    turned(played, deed(20, "logistics"), reply(21, WHERE))

    assert why(played)[-1] == "chase"  # for the next one
    assert played.chats["c1"].told == {"where"}


def test_what_only_she_knows_she_tells_when_asked():
    played = turned(started(), reply(5, ASKS))

    assert said(played)[-1] in {"周三考试", "考试用"}
    assert played.chats["c1"].known == {"why"}


def test_she_tells_it_also_when_the_same_reply_was_all_she_wanted():
    played = turned(started(), LOOK, reply(5, replace(BOTH, asks=("why",))))

    assert said(played)[-2] in {"周三考试", "考试用"}
    assert said(played)[-1] == "找不到呢"


def test_a_point_that_needs_what_she_knows_counts_only_after_she_told_it():
    need = replace(WHERE, points=("need",))
    played = turned(started(nodes=nodes(start=("need",))), reply(5, need))
    assert played.chats["c1"].told == set()
    turned(turned(played, reply(20, ASKS)), reply(40, replace(need, labels=KIND)))

    assert played.chats["c1"].node.id == "ways"


def test_a_node_whose_every_want_is_met_already_is_passed_through():
    everything = replace(WHERE, points=("where", "when", "ways"))

    played = turned(started(), LOOK, reply(5, everything))

    assert outcome(played).end == "resolved"
    assert "找不到呢" not in said(played)


def test_where_doing_it_is_all_she_wanted_she_goes_on_by_herself():
    played = turned(play(Arrival(chat="c1", scenario=scenario(nodes=nodes(start=("paid",))), due=50)), LOOK)
    assert played.chats["c1"].wants() == ["paid"]
    turned(played, deed(5, "refund", yuan=50))

    assert played.chats["c1"].node.id == "ways"


def test_a_choice_leads_where_its_author_says():
    away = Choice(id="away", text="走", why="", labels=("tone",), to="gone")

    played = turned(started(nodes=nodes(choices=(away,))), deed(5, "choose", choice="away"))

    assert outcome(played).end == "left"


def test_a_choice_of_an_earlier_node_is_refused():
    with pytest.raises(PlayError, match="现在用不上了"):
        started().act(deed(5, "choose", choice="away"))


def test_she_minds_a_rude_word_and_likes_a_bait():
    bait = Heard(labels=("tone",), breaks=("false_promise",))

    assert why(turned(started(), reply(5, Heard())))[-1] == "offended"
    baited = turned(started(), reply(5, bait))
    assert why(baited)[-1] == "baited"
    assert baited.chats["c1"].mood.shown < 40 < baited.chats["c1"].mood.anger


def test_what_stood_in_the_chat_before_is_on_the_log_first_and_earlier():
    played = play(scenario(before=(Said(who="buyer", text="转人工"), Said(who="bot", text="好的"))))
    played.run_to(0)

    first, second, opening = played.log
    assert [(one.kind, one.text, one.details["who"]) for one in (first, second)] == [
        ("before", "转人工", "buyer"),
        ("before", "好的", "bot"),
    ]
    assert first.at < second.at < opening.at == 0


def test_a_line_break_makes_two_messages():
    two = (replace(nodes()[0], says=("三天了\n一动不动",)), *nodes()[1:])

    assert said(started(nodes=two)) == ["三天了", "一动不动"]


def test_what_she_tells_unasked_stands_in_her_first_words():
    played = started(levels=(Ease(patience=60, anger=40, tells=("why",)),) * 3)

    assert said(played)[1] in {"周三考试", "考试用"}
    assert played.chats["c1"].known == {"why"}


@pytest.mark.parametrize(("trust", "bought"), [(20, True), (99, False)])
def test_she_buys_if_she_trusts_enough(trust, bought):
    played = turned(started(sale=Sale(order_id="1163", amount=459, trust=trust)), LOOK, reply(5, BOTH))
    turned(played, reply(20, WAYS))

    assert outcome(played).bought is bought
    assert [entry.text for entry in played.log if entry.kind == "bought"] == ["1163"] * bought


def test_nobody_buys_who_did_not_get_what_she_came_for():
    assert not over(started(sale=Sale(order_id="1163", amount=459, trust=0))).bought


def test_seven_in_ten_rate():
    rated = [over(play(scenario(), seed=seed)).rated for seed in range(200)]

    assert 0.6 < sum(rated) / 200 < 0.8


def test_a_replay_gives_the_same_log_and_refuses_deeds_of_another_shift():
    played = turned(started(), LOOK, reply(5, WHERE))
    cast = [Arrival(chat="c1", scenario=scenario())]

    again = replay(cast, played.deeds, lines=COMMON, seed=1, to=played.now)
    assert again.text() == played.text()
    with pytest.raises(PlayError):
        replay(cast, [deed(1, "choose", choice="x")], lines=COMMON, seed=1)


def test_the_farthest_node_is_where_it_is_even_if_a_way_leads_back():
    loop = (Node(id="start", says=("圈",), wants=("when",), met="start", silent="gone"), *nodes()[2:])

    played = turned(started(nodes=loop), reply(5, WHEN))

    assert played.chats["c1"].node.id == "start"
    assert over(played).end == "left"


def test_a_wrong_colleague_is_as_quick_with_an_answer_as_a_right_one():
    wrong = facts(colleague=Advice(who="daliu", says="大概今晚到吧", right=False, after=30))
    played = done(started(facts=wrong, nodes=nodes(start=("asked",))), deed(5, "colleague"))
    played.run_to(34)
    assert "colleague" not in played.chats["c1"].done
    played.run_to(35)

    assert (played.log[-1].kind, played.log[-1].text) == ("answered", "大概今晚到吧")
    assert "colleague" in played.chats["c1"].done


def test_who_has_no_words_of_her_own_for_it_uses_common_ones_and_not_the_same_twice():
    played = started(nodes=nodes(start=("ways",)), levels=CALM)
    for n in range(3):
        turned(played, reply(5 + 20 * n))

    assert set(said(played)[1:]) == set(COMMON["vague"])


def test_what_she_told_already_she_does_not_tell_again():
    played = turned(turned(started(), reply(5, ASKS)), reply(20, ASKS))

    assert why(played) == ["opening", "told", "chase"]


def test_a_point_calms_once():
    played = turned(started(), LOOK, reply(5, replace(WHERE, labels=("tone",))))
    told = played.chats["c1"].mood
    turned(played, reply(20, replace(WHERE, labels=("tone",))))

    assert told.anger < 40
    assert played.chats["c1"].mood.anger > told.anger


def test_as_long_as_a_bait_works_she_demands_nothing():
    cross = (Ease(patience=60, anger=40, trust=90),) * 3
    played = turned(started(levels=cross), reply(5, Heard(labels=("tone",), breaks=("false_promise",))))
    assert why(played) == ["opening", "baited"]
    played.run_to(70)

    assert said(played)[2] in COMMON["demand"]
