"""The review queue: when to ask again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cs_training.records.progress import Finished
from cs_training.records.review import Due, due_today, schedule

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)  # in Shanghai


def rounds(*credits_, start=NOON, every=timedelta(days=10)):
    return [Finished(credit, start + n * every) for n, credit in enumerate(credits_)]


def days_until_due(*credits_):
    (due,) = schedule({"a": rounds(*credits_)}, ["a"])
    return (due.at - rounds(*credits_)[-1].at).days


def test_what_was_never_finished_is_not_due():
    assert schedule({}, ["a"]) == []
    assert schedule({"a": []}, ["a"]) == []


def test_only_the_items_asked_for_are_scheduled():
    assert [due.item for due in schedule({"a": rounds(1.0), "b": rounds(1.0)}, ["b"])] == ["b"]


@pytest.mark.parametrize("credit", [0.0, 0.5, 1.0])
def test_the_first_repetition_comes_another_day(credit):
    assert days_until_due(credit) >= 1


def test_the_better_the_mark_the_later_the_repetition():
    assert days_until_due(0.2) < days_until_due(1.0)
    assert days_until_due(0.2) <= days_until_due(0.6) <= days_until_due(1.0)


def test_repetitions_that_go_well_come_ever_later_and_never_leave_the_calendar():
    years = rounds(*[1.0] * 8, every=timedelta(days=400))

    waits = [(schedule({"a": years[:times]}, ["a"])[0].at - years[times - 1].at).days for times in range(1, 9)]

    assert waits == sorted(waits)
    assert waits[0] < waits[-1] == 365


def test_forgetting_brings_a_question_back_sooner():
    assert days_until_due(1.0, 1.0, 0.0) < days_until_due(1.0, 1.0, 1.0)


def test_the_most_overdue_comes_first():
    queue = schedule({"new": rounds(0.0), "old": rounds(0.0, start=NOON - timedelta(days=3))}, ["new", "old"])

    assert [due.item for due in queue] == ["old", "new"]


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.floats(0, 1), min_size=1, max_size=5)))
@settings(max_examples=40)
def test_the_same_log_gives_the_same_schedule(credits_):
    log = {item: rounds(*of_item) for item, of_item in credits_.items()}

    assert schedule(log, sorted(log)) == schedule(dict(reversed(log.items())), sorted(log, reverse=True))


def test_a_clock_that_was_set_back_is_no_error():
    backwards = rounds(1.0, 1.0, every=timedelta(days=-400))

    assert [due.item for due in schedule({"a": backwards}, ["a"])] == ["a"]


@pytest.mark.parametrize(
    ("due", "now", "today"),
    [
        pytest.param("2026-11-22T15:59:59", "2026-11-22T04:00:00", True, id="tonight in Shanghai"),
        pytest.param("2026-11-22T16:00:00", "2026-11-22T15:59:59", False, id="after midnight in Shanghai is tomorrow"),
        pytest.param("2026-11-22T16:00:00", "2026-11-22T16:00:00", True, id="the same moment, once midnight is past"),
        pytest.param("2026-11-23T15:59:59", "2026-11-22T23:59:59", True, id="midnight UTC is no border"),
        pytest.param("2026-11-20T00:00:00", "2026-11-22T04:00:00", True, id="overdue"),
    ],
)
def test_today_ends_at_midnight_in_shanghai(due, now, today):
    at = datetime.fromisoformat(due).replace(tzinfo=UTC)
    clock = datetime.fromisoformat(now).replace(tzinfo=UTC)

    assert due_today([Due("a", at)], clock) == (["a"] if today else [])


def test_the_zone_of_the_clock_does_not_matter():
    from datetime import timezone

    at = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    clocks = [NOON.astimezone(timezone(timedelta(hours=hours))) for hours in (-11, 0, 8, 14)]

    assert [due_today([Due("a", at)], clock) for clock in clocks] == [["a"]] * 4
