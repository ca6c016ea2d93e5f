"""Progress and mastery: what follows from the attempts."""

from datetime import UTC, datetime, timedelta

import pytest

from cs_training.records.attempts import Event
from cs_training.records.progress import Item, finished, lesson_progress

START = datetime(2026, 11, 1, tzinfo=UTC)


def item(id_, objective="goal", use="practice", lesson="01"):
    return Item(id_, lesson, objective, use)


def answered(id_, credit, *, over=True, round_=1, day=0, what="answered", mode="practice", rev=1):
    at = START + timedelta(days=day)
    return Event(item=id_, rev=rev, what=what, round=round_, mode=mode, at=at, credit=credit, over=over)


def only_lesson(events, *items):
    (lesson,) = lesson_progress(events, items)
    return lesson


def only_objective(events, *items):
    (objective,) = only_lesson(events, *items).objectives
    return objective


def test_nothing_done_has_no_credit_and_no_mastery():
    lesson = only_lesson([], item("a"), item("b"))

    assert (lesson.done, lesson.total, lesson.share, lesson.credit) == (0, 2, 0.0, None)
    assert lesson.objectives[0].share is None
    assert not lesson.objectives[0].mastered


def test_a_question_counts_once_its_round_is_over():
    begun = answered("a", 0.0, over=False)

    assert only_lesson([begun], item("a")).done == 0
    assert only_lesson([begun, answered("a", 0.75)], item("a")).done == 1


def test_hints_and_drafts_finish_nothing():
    events = [answered("a", None, what="hinted"), answered("a", None, what="saved", mode="exam")]

    assert finished(events) == {}


def test_the_credit_of_a_round_is_the_best_of_its_answers():
    events = [answered("a", 0.6, over=False), answered("a", 0.2)]

    assert only_lesson(events, item("a")).credit == 0.6


def test_the_credit_of_a_question_is_that_of_its_newest_finished_round():
    events = [answered("a", 1.0), answered("a", 0.5, round_=2), answered("a", 0.0, round_=3, over=False)]

    assert only_lesson(events, item("a")).credit == 0.5


def test_a_round_of_a_new_revision_does_not_inherit_the_credit_of_an_older_one():
    events = [answered("a", 1.0, rev=1), answered("a", 0.25, rev=2)]

    assert only_lesson(events, item("a")).credit == 0.25


def test_a_paper_handed_in_empty_is_done_and_earns_nothing():
    lesson = only_lesson([answered("a", None, what="handed-in", mode="exam")], item("a"))

    assert (lesson.done, lesson.credit) == (1, 0.0)


def test_the_credit_of_a_lesson_is_the_mean_of_what_is_done():
    lesson = only_lesson([answered("a", 1.0), answered("b", 0.5)], item("a"), item("b"), item("c"))

    assert (lesson.done, lesson.total, lesson.credit) == (2, 3, 0.75)
    assert lesson.share == pytest.approx(2 / 3)


def test_rounds_of_a_question_are_told_oldest_first():
    events = [answered("a", 0.5, day=0), answered("a", 1.0, round_=2, day=3)]

    assert [(f.credit, f.at) for f in finished(events)["a"]] == [(0.5, START), (1.0, START + timedelta(days=3))]


@pytest.mark.parametrize(
    ("practice", "assess", "mastered"),
    [
        pytest.param([1.0], [1.0], True, id="two done, one assessed"),
        pytest.param([0.6], [1.0], True, id="0.8 on the mean is enough"),
        pytest.param([0.58], [1.0], False, id="less than 0.8 is not"),
        pytest.param([1.0, 1.0], [], False, id="none assessed"),
        pytest.param([], [1.0], False, id="only one done"),
        pytest.param([], [1.0, 0.8], True, id="two assessed are two done"),
    ],
)
def test_an_objective_is_mastered_at_four_fifths_over_two_questions_with_one_assessed(practice, assess, mastered):
    items = [item(f"p{n}") for n in range(3)] + [item(f"a{n}", use="assess") for n in range(3)]
    events = [answered(f"p{n}", credit) for n, credit in enumerate(practice)]
    events += [answered(f"a{n}", credit, what="handed-in", mode="exam") for n, credit in enumerate(assess)]

    assert only_objective(events, *items).mastered is mastered


def test_objectives_and_lessons_keep_the_order_of_the_items():
    items = [item("a", "z"), item("b", "y"), item("c", "z"), item("d", "x", lesson="00")]

    lessons = lesson_progress([], items)

    assert [(one.lesson, [m.objective for m in one.objectives]) for one in lessons] == [
        ("01", ["z", "y"]),
        ("00", ["x"]),
    ]
    assert lessons[0].objectives[0].total == 2


def test_events_of_questions_that_left_the_bank_change_nothing():
    assert only_lesson([answered("gone", 1.0)], item("a")) == only_lesson([], item("a"))
