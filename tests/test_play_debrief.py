"""A simulated shift looked back on: what is told of each line, what would have been better, and how it is worded."""

import json

import pytest

from cs_training.content.bank import Bank
from cs_training.core.playing import whatif
from cs_training.core.playing.agents import AGENTS, EXPERT, work
from cs_training.core.playing.debriefing import deadlines, debriefs
from cs_training.core.playing.deed import Deed, Heard
from cs_training.core.playing.played import Played, numbered
from cs_training.core.playing.whatif import better, expert
from cs_training.core.scenario import Play
from cs_training.errors import PlayError
from cs_training.notebook import play_judging
from cs_training.notebook.play_debrief import debrief_view
from cs_training.notebook.play_debrief_text import debrief_text

from desk import SMALL, day, one, sit, small_bank, words_only
from play_helpers import COMMON, arrivals, desk, driven, over, scenario, shift_of


@pytest.fixture
def sitting(tmp_path, monkeypatch):
    monkeypatch.setattr(play_judging, "assess", words_only)
    monkeypatch.setattr(Bank, "judge", None, raising=False)
    monkeypatch.setattr(Bank, "judge_version", "v1", raising=False)
    monkeypatch.chdir(tmp_path)
    return desk(tmp_path / "log")


def deed(at, do, chat="c1", **what):
    return Deed(at=at, chat=chat, do=do, **what)


def done(*deeds, who=None, ends=None):
    """A shift of one (or of those given) in which this was done and no more, and what it was played with."""
    cast = arrivals(*(who or [scenario()]))
    play = Play(cast, lines=COMMON, seed=1, ends=ends)
    for one_ in deeds:
        play.act(one_)
    return over(play), Played(cast=cast, deeds=play.deeds, lines=COMMON, seed=1, ends=ends)


def the(play, played):
    (found,) = debriefs(play, played)
    return found


def view(sitting, *acts):
    """The debrief of a sitting in which these were done and no more."""
    sitting.begin()
    for act, given, at in acts:
        getattr(sitting, act)("c1", *given, at=at)
    while sitting.stage == "working":
        sitting.run_to(sitting.play.now + 60)
    return debrief_view(sitting)


LOOK, FIND = ("look", ["logistics"], 10), ("choose", ["find"], 20)


def mine(found):
    return [row for row in found["chats"][0]["timeline"] if row["n"] is not None]


# What is told of each line.


def test_each_deed_stands_at_its_own_line():
    play, _ = done(deed(5, "order"), deed(8, "order"), deed(9, "logistics"), deed(20, "choose", choice="find"))

    numbers = numbered(play.log, list(enumerate(play.deeds)))

    told = {n: one.kind for n, one in zip(numbers, play.log, strict=True) if n is not None}
    assert told == {0: "looked", 2: "looked", 3: "reply"}  # the order was looked up already


def test_two_chats_count_their_deeds_together():
    both = [scenario(), scenario()]
    play, played = done(deed(5, "order"), deed(25, "order", "c2"), deed(30, "logistics"), who=both)

    first, second = debriefs(play, played)

    assert [one.n for one in first.moments if one.n is not None] == [0, 2]
    assert [one.n for one in second.moments if one.n is not None] == [1]


def test_a_reply_tells_how_long_she_waited_for_it_from_her_first_unanswered_words():
    play, played = done(deed(7, "logistics"), deed(100, "choose", choice="find"))

    waits = [one.waited for one in the(play, played).moments if one.n is not None]

    assert waits == [None, 100]


def test_what_could_have_been_looked_up_or_asked_is_named_and_only_that():
    play, played = done(deed(5, "order"), deed(6, "colleague"))

    assert the(play, played).unseen == ("logistics",)


def test_who_was_asked_counts_as_asked_though_no_answer_came():
    play, played = done(deed(5, "colleague"), deed(6, "end"))

    assert the(play, played).unseen == ("order", "logistics")


def test_a_second_reply_s_wait_begins_with_what_she_said_after_the_first():
    play, played = done(deed(10, "choose", choice="empty"), deed(40, "choose", choice="soothe"))

    asked = next(one.at for one in play.log if one.kind == "says" and one.at > 10)
    assert [one.waited for one in the(play, played).moments if one.n is not None] == [10, 40 - asked]


def test_of_several_tickets_only_what_none_says_is_lacking():
    play, played = done(deed(5, "ticket", text="GLH-1，已记"), deed(6, "ticket", text="18:00 前回"))

    assert the(play, played).ticket_lacks == ()


def test_a_reply_in_time_meets_her_deadline_and_a_later_one_does_not():
    _, in_time = done(deed(10, "choose", choice="empty"))
    _, late = done(deed(80, "choose", choice="empty"))

    assert deadlines(in_time, "c1")[0].met
    assert not deadlines(late, "c1")[0].met


def test_a_deadline_is_when_she_would_have_asked_again():
    play, played = done()

    asked = [one.at for one in play.log if one.kind == "says" and one.details["why"] == "nudge"]
    assert [one.at for one in deadlines(played, "c1")] == asked[:1]


def test_a_time_that_she_was_promised_is_a_deadline_of_its_own():
    heard = Heard(labels=("followup", "tone"))
    _, played = done(deed(10, "reply", text="我 18:00 前回您", heard=heard))

    found = deadlines(played, "c1")

    assert [(one.promised, one.met) for one in found] == [(False, True), (True, False)]


# What would have been better.


def test_an_expert_has_nothing_to_do_better():
    cast = arrivals(scenario(), scenario())
    play = work(Play(cast, lines=COMMON, seed=1), EXPERT, seed=1)
    played = Played(cast=cast, deeds=play.deeds, lines=COMMON, seed=1, ends=None)

    assert [better(played, chat) for chat in ("c1", "c2")] == [[], []]
    assert expert(played) == {one.chat: one for one in play.outcomes}


def test_a_reply_is_held_against_what_an_expert_does_there():
    _, played = done(deed(10, "choose", choice="soothe"))

    way = better(played, "c1")[0]

    assert (way.kind, way.n, way.picked.id, way.choice.id) == ("words", 0, "soothe", "find")
    assert [one.do for one in way.first] == ["logistics"]
    assert way.score <= 40 < way.could


def test_a_slip_that_an_expert_could_still_make_good_is_not_dwelt_on():
    _, played = done(deed(5, "logistics"), deed(10, "choose", choice="empty"), deed(25, "choose", choice="find"))

    assert better(played, "c1") == []


def test_the_right_words_too_late_are_told_to_be_late_and_not_wrong():
    _, played = done(deed(5, "logistics"), deed(90, "choose", choice="find"))

    (way,) = better(played, "c1")

    assert (way.kind, way.n, way.waited) == ("wait", 1, 90)
    assert len(way.nudges) == 1
    assert way.rose > 0


def test_a_look_up_that_came_late_is_told_with_the_reply_it_delayed():
    _, played = done(deed(80, "logistics"), deed(90, "choose", choice="find"))

    assert [(one.kind, one.n) for one in better(played, "c1")] == [("wait", 1)]


def test_who_ends_a_chat_is_told_of_that_and_not_of_silence_too():
    _, played = done(deed(10, "end"))

    assert [(one.kind, one.yours.do) for one in better(played, "c1")] == [("words", "end")]


def test_silence_is_a_moment_too():
    _, played = done()

    (way,) = better(played, "c1")

    assert (way.kind, way.n, way.yours, way.choice.id) == ("silence", None, None, "find")
    assert way.score < way.could


def test_no_more_moments_are_told_than_can_be_kept_in_mind(monkeypatch):
    _, played = done(deed(10, "choose", choice="soothe"))
    every = better(played, "c1")
    monkeypatch.setattr(whatif, "MOST", 1)

    assert better(played, "c1") == every[:1] != every


def test_the_same_advice_for_the_same_place_is_told_once_where_it_would_have_brought_most():
    _, played = done(*(deed(n, "choose", choice="empty") for n in (70, 140)), deed(150, "end"))

    ways = better(played, "c1")

    assert len({(one.node, one.then.choice, one.kind) for one in ways}) == len(ways)


def test_nothing_is_told_of_what_was_done_after_she_had_what_she_came_for():
    _, played = done(deed(5, "logistics"), deed(15, "choose", choice="find"), deed(40, "end"))

    assert better(played, "c1") == []


@pytest.mark.parametrize("agent", AGENTS, ids=lambda one: one.id)
def test_every_shift_can_be_looked_back_on_the_time_being_up_or_not(agent):
    cast = arrivals(scenario(), scenario(), scenario())
    for ends in (None, 70):
        play = over(work(Play(cast, lines=COMMON, seed=2, ends=ends), agent, seed=2))
        before = play.text()

        found = debriefs(play, Played(cast=cast, deeds=play.deeds, lines=COMMON, seed=2, ends=ends))

        assert [one.chat.id for one in found] == [one.chat for one in play.outcomes]
        assert play.text() == before


# In words.


def test_the_timeline_names_labels_points_and_the_author_s_reason(sitting):
    row = mine(view(sitting, LOOK, FIND))[1]

    assert (row["n"], row["who"], row["text"]) == (1, "你", "到了中转站，18:00 前回您。")
    assert (row["labels"], row["lacks"]) == (["担当", "跟进", "语气"], ["共情", "澄清", "方案"])
    assert (row["points"], row["guessed"]) == (["说出在哪"], [])
    assert (row["why"], row["evidence"]) == ("查到了再说，几点也说了。", None)


def test_a_typed_reply_has_the_judge_s_evidence_for_each_label(sitting):
    row = mine(view(sitting, ("reply", ["您等等，18:00 前到"], 20)))[0]

    assert [one[0] for one in row["evidence"]] == ["共情", "担当", "澄清", "方案", "跟进", "语气"]
    assert row["evidence"][5] == ["语气", True, [], "理由。"]


def test_what_was_told_before_it_was_looked_up_is_remarked(sitting):
    row = mine(view(sitting, FIND))[0]

    assert row["guessed"] == ["说出在哪"]
    assert "没查、没问清就说了：说出在哪。这一样不算数。" in row["remarks"]


def test_a_red_line_shows_that_she_looked_calmer_while_she_was_not(sitting):
    row = mine(view(sitting, ("choose", ["soothe"], 20)))[0]

    assert row["shown"] < row["anger"]
    assert row["remarks"][0] == (
        f"碰了红线：做不到的承诺。顾客看着只有 {row['shown']}，心里是 {row['anger']}：这一会儿的缓和是借来的。"
    )


def test_a_colleague_who_was_wrong_is_told_to_have_been(sitting):
    rows = view(sitting, ("ask", [], 5))["chats"][0]["timeline"]

    (row,) = [row for row in rows if row["kind"] == "answered"]
    assert (row["who"], row["remarks"]) == ("阿岩", ["这次同事记错了，以查到的为准。"])


def test_a_colleague_who_was_right_is_not_remarked_on(tmp_path, sitting):
    right = sit(one(), tmp_path / "right", small_bank(SMALL))
    rows = view(right, ("ask", [], 5))["chats"][0]["timeline"]

    assert [row["remarks"] for row in rows if row["kind"] == "answered"] == [[]]


def test_a_ticket_tells_what_it_lacks(sitting):
    found = view(sitting, ("ticket", ["GLH-1"], 5))

    assert mine(found)[0]["remarks"] == ["工单里还差：几点回。"]
    assert found["chats"][0]["ticketLacks"] == ["几点回"]


def test_better_says_what_to_look_up_what_to_send_and_why(sitting):
    way = view(sitting, ("choose", ["soothe"], 20))["chats"][0]["best"][0]

    assert way["yours"] == "“今天一定到，您放心。”"
    assert way["yoursWhy"] == "今天到不了，晚上骂的是你骗她。"
    assert way["better"] == "先查物流，再发：“到了中转站，18:00 前回您。”"
    assert way["why"] == "查到了再说，几点也说了。"
    assert way["gain"].startswith("按你这一步，后面做得再好也就 ")


def test_waiting_is_told_in_seconds_and_in_her_words(sitting):
    found = view(sitting, LOOK, ("choose", ["find"], 90))["chats"][0]

    (way,) = found["best"]
    assert way["wait"].startswith("顾客等了 90 秒，其间又发了“")
    assert (way["better"][:10], way["why"]) == ("同样这一步，15 秒", "话是对的，只是晚了。")


def test_an_empty_reply_that_also_came_late_is_not_told_to_be_right(sitting):
    (way, *_) = view(sitting, ("choose", ["empty"], 90), ("end", [], 95))["chats"][0]["best"][::-1]

    assert way["better"] == "15 秒里就回：先查物流，再发：“到了中转站，18:00 前回您。”"
    assert (way["yoursWhy"], way["why"]) == ("换一位顾客也能发。", "查到了再说，几点也说了。")


def test_what_was_there_and_not_looked_up_is_shown(sitting):
    found = view(sitting, LOOK, FIND)["chats"][0]

    assert [card["name"] for card in found["facts"]] == ["订单", "同事"]
    assert found["facts"][0]["lines"] == ["订单：GLH-1"]
    assert found["hidden"] == [{"means": "周三要用", "told": False}]


def test_the_words_of_a_good_shift_find_nothing_to_mend(sitting):
    driven(sitting, EXPERT)

    assert debrief_view(sitting)["words"] == (
        "这一单办成了。该做的 2 件做到了 2 件。红线一条没碰。没有哪一步换个做法会明显更好。"
    )


def test_the_words_of_a_bad_one_say_where_to_look_first(sitting):
    words = view(sitting, ("choose", ["soothe"], 20))["words"]

    assert "碰了红线：做不到的承诺，先改这个。" in words
    assert "最值得回头看的是 00:20，松果那一步。" in words


def test_the_debrief_is_plain_json_and_the_same_each_time(sitting, tmp_path):
    first = json.dumps(view(sitting, LOOK, FIND))

    again = sit(one(item="play/parcel"), tmp_path / "log", small_bank(scenario()))

    assert json.dumps(debrief_view(again)) == first


def test_after_an_export_the_debrief_says_where_the_files_are(sitting):
    from cs_training.notebook.play_export import export

    assert view(sitting, LOOK, FIND)["export"] == []

    export(sitting)

    assert debrief_view(sitting)["export"] == [f"shifts/parcel-1/{n}.csv" for n in ("messages", "orders", "ratings")]


def test_there_is_none_before_the_end(sitting):
    sitting.begin()

    with pytest.raises(PlayError, match="还没做完"):
        debrief_view(sitting)


def test_in_an_exam_there_is_none_before_all_runs_are_over_and_then_a_verdict_and_no_way_back(tmp_path, sitting):
    exam = sit(one(mode="exam", k=2), tmp_path / "exam", small_bank(SMALL))
    driven(exam, EXPERT)
    with pytest.raises(PlayError):
        debrief_view(exam)

    driven(exam, EXPERT)

    found = debrief_view(exam)
    assert (found["passed"], found["branch"]) == (True, False)


def test_who_did_not_come_before_the_end_has_no_part(tmp_path, sitting):
    short = sit(day(customers=2, minutes=1), tmp_path / "day", small_bank())
    short.begin()
    short.play = shift_of(scenario(), scenario(), apart=500, ends=60)
    short.run_to(60)

    assert [chat["id"] for chat in debrief_view(short)["chats"]] == ["c1"]


def test_an_expert_on_the_same_customers_is_told_beside(sitting):
    found = view(sitting)["chats"][0]

    assert found["expert"]["end"] == "办成了"
    assert found["expert"]["score"] > found["score"]


# As text.


def test_the_text_has_every_line_remark_way_and_figure(sitting):
    found = view(sitting, ("choose", ["soothe"], 20), ("ask", [], 90))

    text = debrief_text(found)

    chat = found["chats"][0]
    said = [remark for row in chat["timeline"] for remark in row["remarks"]]
    said += [one[name] for one in chat["best"] for name in ("yours", "better", "why", "gain")]
    said += [row["label"] for row in found["card"]["rows"]] + [found["words"], chat["debrief"], chat["arc"]]
    assert [one for one in said if one not in text] == []


def test_the_text_says_why_there_are_no_figures(sitting):
    found = view(sitting, LOOK, FIND) | {"card": None, "cardWhy": "没有装。"}

    assert debrief_text(found).endswith("这一班的数\n  没有装。")


def test_a_calm_face_is_marked_in_the_text(sitting):
    text = debrief_text(view(sitting, ("choose", ["soothe"], 20)))

    assert "（看着 " in text or "（看着只有 " in text
