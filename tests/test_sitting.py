"""A sitting: whatever is done in it is in the log before it is in the sitting."""

from datetime import UTC, datetime, timedelta

import pytest

from cs_training.core.response import read_response
from cs_training.errors import AnswerError, RecordError, UnknownIdError
from cs_training.notebook.sitting import Sitting, attempt_log
from cs_training.records.attempts import events

from helpers import drawn, numeric, order, single, truefalse


def recorded():
    return [(e.item, e.what, e.round, e.response) for e in events(attempt_log().read())]


def say(sitting, *typed, question=0):
    for one in typed:
        sitting.answer(question, read_response(sitting.rounds[question].face, one))


@pytest.fixture
def full_disk(monkeypatch):
    """From here on nothing can be written."""
    from cs_training.records.log import Log

    def refused(self, *statements):
        raise RecordError("磁盘满了")

    return lambda: monkeypatch.setattr(Log, "append", refused)


def test_showing_records_nothing(teach, home):
    teach(single())

    Sitting(["q-1"])

    assert recorded() == []
    assert not home.exists()


def test_an_answer_is_in_the_log_before_it_is_in_the_sitting(teach, monkeypatch):
    from cs_training.records.log import Log

    teach(single())
    sitting, append, seen = Sitting(["q-1"]), Log.append, []

    def spy(self, *statements):
        seen.append(sitting.rounds[0].tries)
        append(self, *statements)

    monkeypatch.setattr(Log, "append", spy)
    say(sitting, "A")

    assert seen == [()]
    assert recorded() == [("q-1", "answered", 1, "a")]


def test_an_answer_that_cannot_be_recorded_is_not_marked(teach, full_disk):
    teach(single(hints=("提示",)))
    sitting = Sitting(["q-1"])
    before = list(sitting.rounds)
    full_disk()

    with pytest.raises(RecordError):
        say(sitting, "A")
    with pytest.raises(RecordError):
        sitting.hint(0)

    assert sitting.rounds == before


def test_a_sitting_opened_later_shows_what_was_answered(teach):
    teach(single(hints=("提示",)))
    first = Sitting(["q-1"])
    first.hint(0)
    say(first, "A")

    later = Sitting(["q-1"])

    assert later.rounds == first.rounds
    assert later.rounds[0].hints == 1


def test_two_sittings_on_the_same_question_see_each_others_answers(teach):
    teach(single())
    one, other = Sitting(["q-1"]), Sitting(["q-1"])
    say(one, "A")

    say(other, "B")

    assert [t.response for t in other.rounds[0].tries] == ["a", "b"]
    assert other.rounds[0].credit == 0.75


def test_a_question_finished_elsewhere_is_not_answered_again(teach):
    teach(single())
    one, other = Sitting(["q-1"]), Sitting(["q-1"])
    say(one, "B")

    with pytest.raises(AnswerError):
        say(other, "C")

    assert other.rounds == one.rounds
    assert len(recorded()) == 1


def test_a_wrong_answer_given_before_costs_nothing(teach):
    teach(single())
    sitting = Sitting(["q-1"])
    say(sitting, "A")
    left = sitting.rounds[0].tries_left

    say(sitting, "A", "a")

    assert sitting.rounds[0].tries_left == left
    assert len(recorded()) == 1


def test_the_next_hint_is_taken_or_one_that_was_taken_is_left(teach):
    teach(single(hints=("轻", "重")))
    sitting = Sitting(["q-1"])

    sitting.hint(0, 1)
    sitting.hint(0, 1)

    assert sitting.rounds[0].hints == 1
    assert len(recorded()) == 1


def test_an_assessed_question_is_refused_in_practice(teach):
    teach(single(use="assess"))

    with pytest.raises(AnswerError, match='mode="exam"'):
        Sitting(["q-1"])

    assert Sitting(["q-1"], mode="exam").rounds[0].mode == "exam"


def test_a_question_that_does_not_exist_is_answered_with_the_nearest(teach):
    teach(single(id="role-01"))

    with pytest.raises(UnknownIdError, match="role-01"):
        Sitting(["role-1"])


def test_drafts_of_an_exam_are_saved_and_found_again(teach):
    teach(single(id="a"), numeric(id="b"))
    sitting = Sitting(["a", "b"], mode="exam")
    say(sitting, "C", "A")
    say(sitting, "1200", question=1)

    later = Sitting(["a", "b"], mode="exam")

    assert [r.draft for r in later.rounds] == ["a", "1200"]
    assert [r.tries for r in later.rounds] == [(), ()]
    assert recorded() == [("a", "saved", 1, "c"), ("a", "saved", 1, "a"), ("b", "saved", 1, "1200")]


def test_saving_the_same_draft_again_records_nothing(teach):
    teach(single())
    sitting = Sitting(["q-1"], mode="exam")

    say(sitting, "C", "C")

    assert len(recorded()) == 1


def test_nothing_in_the_log_of_an_exam_tells_a_mark_before_it_is_handed_in(teach):
    teach(single(), truefalse(id="q-2"))
    sitting = Sitting(["q-1", "q-2"], mode="exam")

    say(sitting, "B")
    say(sitting, "对", question=1)

    for written in attempt_log().read():
        assert set(written["result"]) == {"response", "completion"}
        assert "score" not in str(written)
        assert "credit" not in str(written)


def test_there_are_no_hints_in_an_exam(teach):
    teach(single(hints=("提示",)))

    with pytest.raises(AnswerError):
        Sitting(["q-1"], mode="exam").hint(0)

    assert recorded() == []


def test_handing_in_marks_the_whole_paper(teach):
    teach(single(id="a"), single(id="b"), single(id="c"))
    sitting = Sitting(["a", "b", "c"], mode="exam")
    say(sitting, "B")
    say(sitting, "A", question=1)

    sitting.hand_in()

    assert sitting.handed_in
    assert [r.credit for r in sitting.rounds] == [1.0, 0.0, 0.0]
    assert sitting.credit == pytest.approx(1 / 3)
    assert Sitting(["a", "b", "c"], mode="exam").rounds == sitting.rounds


def test_handing_in_records_all_questions_or_none(teach, full_disk):
    teach(single(id="a"), single(id="b"))
    sitting = Sitting(["a", "b"], mode="exam")
    say(sitting, "B")
    before = list(sitting.rounds)
    full_disk()

    with pytest.raises(RecordError):
        sitting.hand_in()

    assert sitting.rounds == before
    assert not sitting.handed_in
    assert [what for _, what, *_ in recorded()] == ["saved"]


def test_a_paper_is_recorded_once_however_often_and_wherever_it_is_handed_in(teach):
    teach(single(id="a"), single(id="b"))
    one, other = (Sitting(["a", "b"], mode="exam") for _ in range(2))
    say(one, "B")

    for sitting in (one, one, other):
        sitting.hand_in()

    assert [what for _, what, *_ in recorded()] == ["saved", "handed-in", "handed-in"]
    assert other.rounds == one.rounds


def test_a_paper_torn_while_it_was_handed_in_can_be_handed_in_again(teach):
    teach(single(id="a"), single(id="b"))
    sitting = Sitting(["a", "b"], mode="exam")
    say(sitting, "B")
    say(sitting, "B", question=1)
    sitting.hand_in()
    log = attempt_log().path
    log.write_bytes(log.read_bytes()[:-20])

    again = Sitting(["a", "b"], mode="exam")
    assert not again.handed_in
    again.hand_in()

    assert again.handed_in
    assert again.credit == 1.0
    assert [(item, what) for item, what, *_ in recorded()][2:] == [("a", "handed-in"), ("b", "handed-in")]


def test_practice_is_never_handed_in(teach):
    teach(single())
    sitting = Sitting(["q-1"])

    with pytest.raises(AnswerError, match="测验"):
        sitting.hand_in()

    assert not sitting.rounds[0].over
    assert recorded() == []


def test_an_exam_that_was_handed_in_takes_no_more_answers(teach):
    teach(single())
    sitting = Sitting(["q-1"], mode="exam")
    sitting.hand_in()

    with pytest.raises(AnswerError):
        say(sitting, "B")

    assert sitting.credit == 0.0


def test_again_begins_the_next_round_and_is_recorded_with_its_first_answer(teach):
    teach(drawn())
    sitting = Sitting(["q-1"])
    say(sitting, "1", "2", "3")

    sitting.again()

    assert (sitting.rounds[0].number, sitting.rounds[0].tries) == (2, ())
    assert sitting.rounds[0].question.stem != Sitting(["q-1"]).rounds[0].question.stem
    assert len(recorded()) == 3

    say(sitting, "4")

    assert recorded()[-1] == ("q-1", "answered", 2, "4")
    assert Sitting(["q-1"]).rounds[0].number == 2


def test_again_leaves_what_is_not_finished(teach):
    teach(single(id="a"), single(id="b"))
    sitting = Sitting(["a", "b"])
    say(sitting, "B")
    say(sitting, "A", question=1)

    sitting.again()

    assert [(r.number, len(r.tries)) for r in sitting.rounds] == [(2, 0), (1, 1)]


def test_again_goes_on_with_a_round_that_another_notebook_has_begun(teach):
    teach(single())
    one, other = Sitting(["q-1"]), Sitting(["q-1"])
    say(one, "B")
    one.again()
    say(one, "A")
    other = Sitting(["q-1"], number=1)

    other.again()

    assert other.rounds == one.rounds


def test_again_never_repeats_a_round_that_another_notebook_has_finished(teach):
    teach(single())
    one = Sitting(["q-1"])
    say(one, "B")
    one.again()
    say(one, "B")
    other = Sitting(["q-1"], number=1)

    other.again()
    say(other, "B")

    assert [round_ for _, _, round_, _ in recorded()] == [1, 2, 3]


def test_an_exam_can_be_taken_again(teach):
    teach(single(id="a"), single(id="b"))
    sitting = Sitting(["a", "b"], mode="exam")
    sitting.hand_in()

    sitting.again()

    assert not sitting.handed_in
    assert [(r.number, r.draft) for r in sitting.rounds] == [(2, None), (2, None)]


def test_practice_and_exam_of_a_question_are_apart(teach):
    teach(order())
    say(Sitting(["q-1"]), "ABCD")

    assert Sitting(["q-1"], mode="exam").rounds[0].draft is None


def test_an_earlier_round_can_be_asked_for(teach):
    teach(single())
    sitting = Sitting(["q-1"])
    say(sitting, "B")
    sitting.again()
    say(sitting, "A")

    assert Sitting(["q-1"], number=1).rounds[0].solved


def test_attempts_carry_the_clock_and_the_learner(teach, monkeypatch):
    teach(single())
    monkeypatch.setenv("JUPYTERHUB_USER", "小禾")
    then = datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC)

    say(Sitting(["q-1"], clock=lambda: then), "B")
    (written,) = attempt_log().read()

    assert datetime.fromisoformat(written["timestamp"]) - then == timedelta(0)
    assert written["actor"]["account"]["name"] == "小禾"
