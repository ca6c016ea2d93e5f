"""Attempts as xAPI statements, and rounds rebuilt from them."""

import copy
import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cs_training.core import quiz
from cs_training.core.response import from_positions, read_response
from cs_training.errors import AnswerError
from cs_training.records.attempts import Event, event, events, iri, rebuild, statement
from cs_training.records.progress import Item, finished, lesson_progress

from helpers import classify, cloze, drawn, fill, match, multiple, numeric, one_of_each_kind, order, single, truefalse

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
KINDS = [q.kind for q in one_of_each_kind()]

responses = st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
shares = st.none() | st.floats(0, 1)
some_events = st.builds(
    Event,
    item=st.text(),
    rev=st.integers(1, 9),
    what=st.sampled_from(["answered", "hinted", "saved", "handed-in"]),
    round=st.integers(1, 99),
    mode=st.sampled_from(["practice", "exam"]),
    at=st.datetimes(datetime(2000, 1, 2), datetime(2200, 12, 30), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
    ),
    response=st.none() | responses,
    hints=st.integers(0, 5),
    score=shares,
    credit=shares,
    over=st.booleans(),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def answered(item="q-1", **more):
    given_ = {"response": "b", "score": 1.0, "credit": 1.0, "over": True, "rev": 1, "round": 1, "mode": "practice"}
    return Event(item=item, what="answered", at=NOON, **given_ | more)


def stored(one, question=None):
    """The statement as it comes back from the disk."""
    return json.loads(json.dumps(statement(one, question or single(), actor="小禾"), ensure_ascii=False))


def typed(question):
    """Two answers to a question, as people type them; the first is wrong."""
    wrong_and_right = {
        "single": ("A", "B"),
        "multiple": ("AB", "AC"),
        "truefalse": ("错", "对"),
        "numeric": ("7", "1200"),
        "fill": ("运费险", "退货宝"),
        "cloze": (["三天", "A"], ["七天", "B"]),
    }
    if question.kind in wrong_and_right:
        return wrong_and_right[question.kind]
    places = "ABCDEFGH"[: len(quiz.begin(question).face.options)]
    if question.kind == "order":
        return places, places[::-1]
    slots = len(quiz.begin(question).face.slots)
    return places[0] * slots, (places * slots)[:slots]


def test_a_statement_is_xapi():
    written = stored(answered(score=0.5, credit=0.4))

    assert list(written) == ["id", "timestamp", "version", "actor", "verb", "object", "context", "result"]
    assert uuid.UUID(written["id"]).version == 4
    assert written["timestamp"] == "2026-11-22T04:00:00.000Z"
    assert written["version"] == "1.0.3"
    assert set(written["actor"]["account"]) == {"homePage", "name"}
    assert written["actor"]["account"]["name"] == "小禾"
    assert written["verb"] == {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"zh-CN": "回答"}}
    assert written["object"]["id"] == iri("q-1")
    assert written["object"]["definition"]["interactionType"] == "choice"
    assert written["result"] == {"response": "b", "completion": True, "success": False, "score": {"scaled": 0.4}}


def test_the_id_of_a_statement_is_its_own():
    assert stored(answered())["id"] != stored(answered())["id"]
    assert statement(answered(), single(), actor="x", id_="given")["id"] == "given"


@given(some_events)
@settings(max_examples=100)
def test_every_statement_has_the_shape_xapi_asks_for(one):
    written = stored(one)

    assert written["verb"]["id"].startswith(("http://", "https://"))
    assert written["verb"]["display"]["zh-CN"]
    assert written["actor"]["account"]["homePage"].startswith("https://")
    assert written["object"]["objectType"] == "Activity"
    assert written["timestamp"].endswith("Z")
    assert datetime.fromisoformat(written["timestamp"]) == one.at
    if "result" in written:
        assert isinstance(written["result"]["response"], str)
        assert isinstance(written["result"]["completion"], bool)
        assert 0 <= written["result"].get("score", {"scaled": 0})["scaled"] <= 1
    assert all(k.startswith("https://") for k in written["context"]["extensions"])


@given(some_events)
@settings(max_examples=200)
def test_an_event_comes_back_as_it_was(one):
    assert event(stored(one)) == one


def test_the_time_is_stored_as_utc_wherever_the_learner_is():
    from datetime import timezone

    shanghai = NOON.astimezone(timezone(timedelta(hours=8)))

    assert stored(replace(answered(), at=shanghai))["timestamp"] == "2026-11-22T04:00:00.000Z"


@pytest.mark.parametrize(
    ("question", "sent", "kept"),
    [
        pytest.param(single(right="x", choices="wxyz"), 1, "x", id="single"),
        pytest.param(multiple(right="wx", choices="wxyz"), [3, 0], {"w", "z"}, id="multiple"),
        pytest.param(truefalse(), 0, "true", id="truefalse"),
        pytest.param(order("stuv"), [0, 1, 2, 3], set("stuv"), id="order"),
        pytest.param(match("stu"), {"0": 0, "1": 1, "2": 2}, set("stu"), id="match"),
        pytest.param(classify({"s": "x", "t": "y"}), {"0": 0, "1": 1}, {"x", "y"}, id="classify"),
    ],
)
def test_choices_are_stored_as_ids_never_as_letters_or_positions(question, sent, kept):
    given_ = from_positions(quiz.begin(question).face, sent)

    written = stored(answered(response=given_), question)

    details = next(iter(written["context"]["extensions"].values()))
    assert details["response"] == given_
    ids = given_ if isinstance(given_, str) else set(given_.values() if isinstance(given_, dict) else given_)
    assert ids == kept


def test_the_order_of_ticks_is_stored_the_same_however_the_letters_were_typed():
    one, other = (quiz.begin(multiple()) for _ in range(2))

    assert set(read_response(one.face, "CA")) == set(read_response(other.face, "ac")) == {"a", "c"}


@pytest.mark.parametrize(
    "question", [*one_of_each_kind(), drawn()], ids=lambda q: f"{q.kind}{'-drawn' if getattr(q, 'params', 0) else ''}"
)
@given(moves=st.lists(st.sampled_from(["hint", 0, 1]), max_size=6))
@settings(max_examples=25)
def test_a_rebuilt_round_is_the_round_that_was_played(question, moves):
    question = replace(question, hints=("轻一点", "重一点"), tries=3)
    round_, happened = quiz.begin(question), []
    for move in moves:
        try:
            after = (
                quiz.hint(round_)
                if move == "hint"
                else quiz.answer(round_, read_response(round_.face, typed(question)[move]))
            )
        except AnswerError:
            continue
        if after != round_:
            happened.append(event(stored(_told(after, "hinted" if move == "hint" else "answered"), question)))
        round_ = after

    assert rebuild(question, happened) == round_


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
def test_a_rebuilt_paper_is_the_paper_that_was_handed_in(question):
    saved = quiz.begin(question, 1, "exam")
    happened = []
    for answer in typed(question):
        saved = quiz.answer(saved, read_response(saved.face, answer))
        happened.append(event(stored(_told(saved, "saved"), question)))

    assert rebuild(question, happened, mode="exam") == saved

    done = quiz.hand_in(saved)
    happened.append(event(stored(_told(done, "handed-in"), question)))

    assert rebuild(question, happened, mode="exam") == done


def _told(round_, what):
    last = round_.tries[-1] if what in ("answered", "handed-in") and round_.tries else None
    return Event(
        item=round_.question.id,
        rev=round_.question.rev,
        what=what,
        round=round_.number,
        mode=round_.mode,
        at=NOON,
        response=last.response if last else round_.draft if what == "saved" else None,
        hints=round_.hints,
        score=last.mark.score if last else None,
        credit=last.credit if last else None,
        over=round_.over,
    )


def test_nothing_happened_gives_a_fresh_first_round():
    assert rebuild(single(), []) == quiz.begin(single(), 1)


def test_the_newest_round_is_rebuilt_unless_another_is_asked_for():
    happened = [answered(response="b"), answered(response="a", round=2, score=0.0, credit=0.0, over=False)]

    assert rebuild(single(), happened).number == 2
    assert not rebuild(single(), happened).solved
    assert rebuild(single(), happened, 1).solved


def test_events_of_an_older_revision_are_passed_over():
    assert rebuild(single(rev=2), [answered(rev=1, round=3)]) == quiz.begin(single(rev=2), 1)


def test_events_of_other_questions_and_other_modes_are_passed_over():
    happened = [answered("q-2"), answered(mode="exam")]

    assert rebuild(single(), happened) == quiz.begin(single())


def test_a_stored_mark_is_believed_even_if_the_key_has_changed_since():
    happened = [answered(response="b", score=1.0, credit=0.75)]

    mended = rebuild(single(right="a"), happened)

    assert mended.solved
    assert mended.credit == 0.75


def test_an_answer_that_no_longer_fits_the_question_is_kept_and_nothing_is_said_about_it():
    happened = [answered(response="gone", score=0.0, credit=0.0, over=False)]

    round_ = rebuild(single(), happened)

    assert round_.tries[0].response == "gone"
    assert round_.tries[0].mark.notes == ()


def test_a_hint_that_was_taken_out_of_the_content_leaves_none_to_give():
    taken = answered(response=None, score=None, credit=None, over=False, hints=3)
    round_ = rebuild(single(hints=("只剩这条",)), [replace(taken, what="hinted")])

    assert (round_.hints, round_.hints_left) == (1, 0)


def test_statements_of_other_tools_are_passed_over():
    foreign = {"id": "1", "timestamp": "2026-11-22T04:00:00Z", "verb": {"id": "http://x"}, "object": {"id": "http://y"}}

    assert events([foreign, stored(answered()), {}]) == [answered()]


@pytest.mark.parametrize(
    "broken",
    [
        {"round": "1"},
        {"rev": None},
        {"hints": [1]},
        {"what": "danced"},
        {"what": []},
        {"mode": "party"},
        {"response": 3},
        {"response": ["a", 1]},
        {"response": {"a": 1}},
        {"score": "1"},
        {"credit": [1]},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_statement_whose_details_are_broken_is_passed_over(broken):
    written = stored(answered())
    next(iter(written["context"]["extensions"].values())).update(broken)

    assert event(written) is None


def test_a_time_without_a_zone_is_passed_over():
    assert event(stored(answered()) | {"timestamp": "2026-11-22T04:00:00"}) is None


@given(data=st.data())
@settings(max_examples=200)
def test_no_statement_however_broken_stops_the_course(data):
    written = stored(answered())
    target = written
    while True:
        key = data.draw(st.sampled_from(sorted(target)))
        if not isinstance(target[key], dict) or data.draw(st.booleans()):
            break
        target = target[key]
    target[key] = data.draw(anything)
    happened = events([copy.deepcopy(written), stored(answered(round=1, response="a"))])

    rebuild(single(), happened)
    finished(happened)
    lesson_progress(happened, [Item("q-1", "01", "goal", "practice")])


def test_every_kind_of_question_names_its_interaction():
    names = {q.kind: stored(answered(), q)["object"]["definition"]["interactionType"] for q in one_of_each_kind()}

    assert names == {
        "single": "choice",
        "multiple": "choice",
        "truefalse": "true-false",
        "numeric": "numeric",
        "fill": "fill-in",
        "cloze": "fill-in",
        "order": "sequencing",
        "match": "matching",
        "classify": "other",
    }
    assert set(names) == set(KINDS)


def test_answers_of_several_parts_are_written_in_xapis_own_notation():
    listed = stored(answered(response=["a", "c"]), multiple())["result"]["response"]
    paired = stored(answered(response={"a": "b", "c": "d"}), match())["result"]["response"]

    assert (listed, paired) == ("a[,]c", "a[.]b[,]c[.]d")


@pytest.mark.parametrize("question", [numeric(), fill(), cloze()], ids=lambda q: q.kind)
def test_typed_answers_are_stored_as_they_were_typed(question):
    answer = quiz.answer(quiz.begin(question), read_response(quiz.begin(question).face, typed(question)[0]))

    assert event(stored(_told(answer, "answered"), question)).response == answer.tries[0].response
