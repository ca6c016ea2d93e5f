"""Tries at casework cases as they are written down and read back."""

import copy
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cs_training.records.casework import Tried, casework_item, casework_progress, tried_statement, tries

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
FIRST = Tried(
    topic="seven-days", level=2, number=7, rev=123, at=AT, response={"decision": "refund", "amount": "102.00"},
    right=("decision", "amount"), credit=1.0, over=True,
)  # fmt: skip
HALF = replace(FIRST, response={"decision": "refund", "amount": "60"}, right=("decision",), credit=0.5, over=False)


def test_a_try_is_read_back_as_it_was_written():
    for one in (FIRST, HALF, replace(FIRST, credit=0, right=()), replace(FIRST, level=1, number=1)):
        assert tries([tried_statement(one, actor="learner")]) == [one]


def test_a_statement_says_what_was_answered_and_what_it_was_worth():
    said = tried_statement(HALF, actor="learner")

    assert said["result"]["response"] == "decision[.]refund[,]amount[.]60"
    assert said["result"]["score"] == {"scaled": 0.5}
    assert said["result"]["success"] is False
    assert said["result"]["completion"] is False
    assert tried_statement(FIRST, actor="learner")["result"] == {
        "response": "decision[.]refund[,]amount[.]102.00",
        "completion": True,
        "success": True,
        "score": {"scaled": 1.0},
    }


def test_a_case_has_an_id_by_topic_level_and_number():
    assert FIRST.item == "case/seven-days/2/7"
    assert FIRST.item.startswith(casework_item("seven-days", 2))


SPOILT = {
    "topic": 5, "level": 0, "number": 0, "rev": "1", "response": {}, "right": [1], "credit": 1.5, "over": "yes",
}  # fmt: skip
ALSO = [("credit", -0.1), ("level", "2"), ("number", 1.5), ("response", {"decision": 5}), ("response", {5: "x"})]
ALSO += [("right", None), ("credit", "1"), ("response", None), ("number", -3)]


@pytest.mark.parametrize(("name", "value"), [*SPOILT.items(), *ALSO])
def test_what_is_no_try_of_ours_is_passed_over(name, value):
    said = copy.deepcopy(tried_statement(FIRST, actor="learner"))
    next(iter(said["context"]["extensions"].values()))[name] = value

    assert tries([said, tried_statement(HALF, actor="learner")]) == [HALF]


@pytest.mark.parametrize("spoil", [lambda s: s.pop("context"), lambda s: s.pop("timestamp")])
def test_a_statement_that_lacks_something_is_passed_over(spoil):
    said = tried_statement(FIRST, actor="learner")
    spoil(said)

    assert tries([said]) == []


def test_progress_counts_cases_that_ended_and_those_right_at_once():
    other = replace(FIRST, number=8)
    unfinished = replace(HALF, number=9)
    elsewhere = replace(FIRST, topic="privacy", level=1, number=1)

    [seven, privacy] = casework_progress([HALF, FIRST, other, unfinished, elsewhere])

    assert (seven.topic, seven.done, seven.first) == ("seven-days", 2, 1)
    assert (privacy.topic, privacy.done, privacy.first) == ("privacy", 1, 1)


def test_another_case_under_the_same_number_has_a_first_try_of_its_own():
    [seven] = casework_progress([replace(HALF, rev=1, over=True), FIRST])

    assert (seven.done, seven.first) == (1, 1)
