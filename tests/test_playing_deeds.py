"""What an agent can do in a chat besides talking, and what is refused."""

import pytest

from cs_training.core.playing.script import Duty, Ease
from cs_training.core.scenario import Arrival
from cs_training.errors import PlayError

from stage import LATER, deed, done, facts, nodes, outcome, over, play, reply, scenario, why


def started(due=0, ends=None, **more):
    played = play(Arrival(chat="c1", scenario=scenario(**more), due=due), ends=ends)
    played.run_to(1)
    return played


def kinds(played):
    return [entry.kind for entry in played.log]


def settle(played):
    while played.chats["c1"].stage == "typing":
        played.run_to(played.now + 1)
    return played


def test_a_card_is_on_the_log_the_first_time_it_is_looked_at():
    played = done(started(), deed(2, "logistics"), deed(3, "logistics"))

    assert [entry.text for entry in played.log if entry.kind == "looked"] == ["到了中转站"]
    assert len(played.deeds) == 2


def test_looking_at_cards_bores_nobody():
    played = done(started(), *[deed(2, "order")] * 100)

    assert played.chats["c1"].stage == "waiting"


def test_a_colleague_is_asked_once_and_answers_later():
    played = done(started(), deed(2, "colleague"), deed(3, "colleague"))
    played.run_to(42)

    assert kinds(played).count("asked") == kinds(played).count("answered") == 1


def test_an_answer_that_comes_when_she_has_gone_is_not_heard():
    played = done(started(), deed(2, "colleague"), deed(3, "end"))
    played.run_out()

    assert "answered" not in kinds(played)


def test_who_has_no_colleague_to_ask_is_told_so():
    with pytest.raises(PlayError, match="同事帮不上"):
        started(facts=facts(colleague=None)).act(deed(2, "colleague"))


def test_the_log_says_what_a_ticket_lacks():
    played = done(started(), deed(2, "ticket", text="客人急，请处理"), deed(3, "ticket", text="0033，18:00 前回她"))

    assert [entry.details["lacks"] for entry in played.log if entry.kind == "ticket"] == [["订单号", "几点"], []]


def test_an_empty_ticket_is_refused():
    with pytest.raises(PlayError, match="工单不能空着"):
        started().act(deed(2, "ticket", text="  "))


def test_handed_to_whom_it_belongs_she_goes_on():
    played = settle(done(started(nodes=nodes(moves={"transfer": "done"})), deed(2, "transfer", to="expert")))

    assert outcome(played).end == "resolved"


@pytest.mark.parametrize(("to", "moves"), [("nobody", {"transfer": "done"}), ("expert", {})])
def test_handed_to_anybody_else_or_too_early_she_is_back_and_crosser(to, moves):
    played = settle(done(started(nodes=nodes(moves=moves)), deed(2, "transfer", to=to)))

    assert why(played)[-1] == "passed_on"
    assert played.chats["c1"].mood.anger > 50
    assert played.log[-2].details["back"] is True


def test_an_offer_within_the_limit_calms_her_and_she_says_so():
    played = settle(done(started(), deed(2, "offer", yuan=10)))

    assert played.chats["c1"].mood.anger < 40
    assert why(played)[-1] == "offered"


@pytest.mark.parametrize("yuan", [0, -5, 10.01, float("nan")])
def test_an_offer_beyond_the_limit_is_refused(yuan):
    with pytest.raises(PlayError, match="10 元以内"):
        started().act(deed(2, "offer", yuan=yuan))


def test_an_offer_is_made_once():
    with pytest.raises(PlayError, match="已经给过一次"):
        done(started(), deed(2, "offer", yuan=5), deed(9, "offer", yuan=5))


@pytest.mark.parametrize("yuan", [58.79, 58.790001])
def test_the_sum_that_the_rules_say_is_paid_once(yuan):
    played = done(started(due=58.79), deed(2, "refund", yuan=yuan))

    assert "refund" in played.chats["c1"].done
    with pytest.raises(PlayError, match="已经退过款"):
        played.act(deed(3, "refund", yuan=yuan))


@pytest.mark.parametrize(("due", "yuan"), [(58.79, 58.8), (58.79, 0), (0, 0), (0, 5), (58.79, float("nan"))])
def test_any_other_sum_is_refused_and_is_a_mistake(due, yuan):
    played = done(started(due=due), deed(2, "refund", yuan=yuan))

    assert "refund" not in played.chats["c1"].done
    assert kinds(played)[-1] == "refused"
    assert over(played).mistakes == 1


def test_what_the_scenario_has_no_use_for_is_refused():
    with pytest.raises(PlayError, match="用不上这一步"):
        started(allowed=()).act(deed(2, "ticket", text="0033"))


def test_who_has_not_come_or_has_gone_cannot_be_talked_to_and_nothing_is_recorded():
    played = play(Arrival(chat="c1", scenario=scenario(), at=50))
    with pytest.raises(PlayError, match="还没进来"):
        played.act(reply(5))
    done(played, deed(60, "end"))
    with pytest.raises(PlayError, match="已经结束了"):
        played.act(reply(70))
    with pytest.raises(PlayError, match="没有这位顾客"):
        played.act(reply(80, chat="c9"))

    assert [one.do for one in played.deeds] == ["end"]


def test_when_all_is_said_only_a_farewell_and_a_ticket_are_left():
    played = settle(done(started(nodes=nodes(moves={"ticket": "done"})), deed(2, "ticket", text="0033")))
    with pytest.raises(PlayError, match="已经办完了"):
        played.act(deed(30, "order"))

    assert done(played, deed(31, "ticket", text="0033"), reply(32)).deeds[-1].do == "reply"


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_reply_is_refused(text):
    with pytest.raises(PlayError, match="不能空着"):
        started().act(deed(2, "reply", text=text, heard=LATER))


def test_a_deed_of_the_past_is_done_now():
    played = started()
    played.run_to(40)

    assert done(played, reply(5)).deeds[-1].at == 40


def test_what_has_a_ticket_when_the_shift_is_over_is_half_done():
    plain, handed_on = started(ends=30), done(started(ends=30), deed(2, "ticket", text="0033"))
    for played in (plain, handed_on):
        played.run_to(30)

    assert [outcome(played).end for played in (plain, handed_on)] == ["unresolved", "partly"]
    assert plain.over
    assert plain.next_at is None


def test_who_comes_after_the_shift_is_nobodys_customer():
    played = play(Arrival(chat="c1", scenario=scenario(), at=50), ends=30)
    played.run_out()
    played.run_to(60)

    assert played.over
    assert played.outcomes == []
    assert played.log == []


def test_what_had_to_happen_and_did_not_costs_and_what_must_not_costs_more():
    settled = {"levels": (Ease(patience=60, anger=0, trust=100),) * 3, "nodes": nodes(moves={"end": "done"})}
    must, must_not = (Duty(says="先查", do="logistics"),), (Duty(says="不挂断", do="end"),)
    scores = [
        outcome(done(started(must=one, must_not=other, **settled), deed(2, "end"))).score
        for one, other in (((), ()), (must, ()), ((), must_not))
    ]

    assert scores[0] == 100
    assert scores[0] > scores[1] > scores[2]
