"""Rounds: tries, hints, credit, exams; and that a round is a value."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.marking import solution
from cs_training.core.question import AnyQuestion
from cs_training.core.quiz import Round, answer, begin, credit_left, hand_in, hint, tries_allowed
from cs_training.core.response import Response
from cs_training.errors import AnswerError

from helpers import (
    classify,
    cloze,
    drawn,
    fill,
    match,
    multiple,
    numeric,
    one_of_each_kind,
    order,
    single,
    truefalse,
)

KINDS = pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
FIVE = single(right="e", choices="abcde", hints=("先想", "再想"))


def after(question: AnyQuestion, *responses: Response, hints: int = 0) -> Round:
    """The practice round after hints and answers."""
    round_ = begin(question)
    for _ in range(hints):
        round_ = hint(round_)
    for response in responses:
        round_ = answer(round_, response)
    return round_


def exam(question: AnyQuestion, *drafts: Response) -> Round:
    """The exam round after some drafts."""
    round_ = begin(question, mode="exam")
    for draft in drafts:
        round_ = answer(round_, draft)
    return round_


def key(question: AnyQuestion) -> Response:
    return solution(question).response


@pytest.mark.parametrize(
    ("wrong", "hints", "credit"),
    [("", 0, 1), ("a", 0, 0.75), ("ab", 0, 0.5), ("", 1, 0.9), ("", 2, 0.8), ("a", 1, 0.65), ("ab", 2, 0.3)],
)
def test_credit_falls_by_a_quarter_a_try_and_a_tenth_a_hint(wrong: str, hints: int, credit: float):
    assert after(FIVE, *wrong, "e", hints=hints).credit == credit


@given(st.integers(0, 20), st.integers(0, 20))
def test_credit_left_falls_and_never_goes_below_nothing(tries: int, hints: int):
    left = credit_left(tries=tries, hints=hints)

    assert 0 <= left <= 1
    assert credit_left(tries=tries + 1, hints=hints) <= left
    assert credit_left(tries=tries, hints=hints + 1) <= left


def test_the_best_try_counts():
    round_ = after(multiple(right="ac", choices="abcde"), ["a"], ["b"])

    assert round_.credit == 0.5


def test_partial_credit_is_lowered_like_any_other():
    round_ = after(multiple(right="ac", choices="abcde"), ["b"], ["a"])

    assert round_.credit == 0.5 * 0.75


def test_nothing_is_earned_before_the_first_answer():
    assert begin(FIVE).credit == 0


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (FIVE, "a", "a"),
        (multiple(right="ac", choices="abcde"), ["a", "b"], ["b", "a"]),
        (order(), ["b", "a", "d", "c"], ["b", "a", "d", "c"]),
        (match(), {"a": "b", "b": "a", "c": "c"}, {"c": "c", "b": "a", "a": "b"}),
        (numeric(0.35, "%"), "20%", "20 ％"),
        (numeric(0.35, "%"), "20", "两成"),
        (numeric(1200, "元"), "1,000", "1千元"),
        (fill(), "运费险", "“運費險”"),
    ],
)
def test_the_same_answer_again_costs_nothing_and_counts_as_no_try(
    question: AnyQuestion, one: Response, other: Response
):
    before = after(question, one)

    again = answer(before, other)

    assert again is before


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (FIVE, "a", "b"),
        (multiple(right="ac", choices="abcde"), ["a", "b"], ["a"]),
        (order(), ["b", "a", "d", "c"], ["a", "b", "d", "c"]),
        (match(), {"a": "b", "b": "a", "c": "c"}, {"a": "c", "b": "b", "c": "a"}),
        (numeric(0.35, "%"), "20%", "20"),
        (numeric(1200, "元"), "12", "1.2"),
        (fill(), "运费险", "快递"),
        (cloze(), {"when": "八天", "who": "店铺"}, {"when": "七天", "who": "店铺"}),
    ],
)
def test_another_answer_is_another_try(question: AnyQuestion, one: Response, other: Response):
    assert len(after(question, one, other).tries) == 2


@KINDS
def test_a_round_is_over_when_solved(question: AnyQuestion):
    round_ = after(question, key(question))

    assert round_.over
    assert round_.solved
    assert round_.credit == 1


def test_a_round_is_over_when_no_tries_are_left():
    rounds = [after(FIVE, *"abc"[:n]) for n in range(4)]

    assert [r.tries_left for r in rounds] == [3, 2, 1, 0]
    assert [r.over for r in rounds] == [False, False, False, True]
    assert not rounds[-1].solved


@KINDS
def test_nothing_more_can_be_answered_when_a_round_is_over(question: AnyQuestion):
    round_ = after(question, key(question))

    with pytest.raises(AnswerError, match="再做一遍"):
        answer(round_, key(question))


@KINDS
def test_there_is_no_solution_before_a_round_is_over(question: AnyQuestion):
    assert begin(question).solution is None
    assert after(question, key(question)).solution == solution(question)


def test_there_is_no_solution_after_a_wrong_answer_while_tries_remain():
    assert after(FIVE, "a").solution is None


def test_the_solution_is_that_of_the_variant_drawn():
    round_ = begin(drawn(), number=3)
    wrong = [answer(round_, "1"), answer(answer(answer(round_, "1"), "2"), "3")]

    assert wrong[0].solution is None
    assert wrong[1].solution == solution(round_.question)


def test_hints_run_out():
    round_ = begin(FIVE)

    first, second = hint(round_), hint(hint(round_))

    assert [r.hints_left for r in (round_, first, second)] == [2, 1, 0]
    with pytest.raises(AnswerError, match="没有更多提示"):
        hint(second)


def test_a_finished_round_gives_no_hints():
    with pytest.raises(AnswerError):
        hint(after(FIVE, "e"))


def test_an_exam_gives_no_hints():
    round_ = exam(FIVE)

    assert round_.hints_left == 0
    with pytest.raises(AnswerError, match="交卷"):
        hint(round_)


def test_an_exam_keeps_the_newest_draft_and_tells_nothing():
    round_ = exam(FIVE, "a", "e", "b")

    assert round_.draft == "b"
    assert round_.tries == ()
    assert round_.credit == 0
    assert round_.solution is None
    assert not round_.over


@KINDS
def test_a_right_draft_handed_in_earns_everything(question: AnyQuestion):
    round_ = hand_in(exam(question, key(question)))

    assert round_.over
    assert round_.solved
    assert round_.credit == 1
    assert round_.solution == solution(question)


def test_only_the_last_draft_is_marked():
    assert hand_in(exam(FIVE, "e", "a")).credit == 0
    assert hand_in(exam(FIVE, "a", "b", "c", "d", "e")).credit == 1


def test_a_partly_right_draft_earns_its_part():
    assert hand_in(exam(multiple(right="ac"), ["a"])).credit == 0.5


@KINDS
def test_an_empty_paper_can_be_handed_in_and_earns_nothing(question: AnyQuestion):
    round_ = hand_in(exam(question))

    assert round_.over
    assert round_.credit == 0
    assert round_.tries == ()
    assert round_.solution == solution(question)


@pytest.mark.parametrize(
    ("question", "draft"),
    [
        (numeric(), ""),
        (numeric(), "不知道"),
        (fill(), ""),
        (multiple(), []),
        (order(), ["b"]),
        (match(), {}),
        (cloze(), {"when": ""}),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_an_unfinished_draft_never_stops_the_handing_in(question: AnyQuestion, draft: Response):
    round_ = hand_in(exam(question, draft))

    assert round_.over
    assert round_.credit == 0


def test_a_paper_is_handed_in_once():
    handed = hand_in(exam(FIVE, "e"))

    assert hand_in(handed) == handed
    with pytest.raises(AnswerError):
        answer(handed, "a")


@pytest.mark.parametrize(
    ("question", "tries"),
    [
        (truefalse(), 1),
        (single(choices="abc"), 1),
        (single(choices="abcd"), 2),
        (single(choices="abcde"), 3),
        (single(choices="abcdefgh"), 3),
        (multiple(choices="abc"), 1),
        (multiple(choices="abcd"), 2),
        (multiple(choices="abcde"), 3),
        *((question, 3) for question in (numeric(), fill(), order(), match(), cloze(), classify())),
        (single(choices="abcde", tries=1), 1),
        (truefalse(tries=2), 2),
        (numeric(tries=7), 7),
    ],
)
def test_as_many_tries_count_as_a_guesser_gains_little_from(question: AnyQuestion, tries: int):
    assert tries_allowed(question) == tries
    assert begin(question).tries_left == tries


def test_an_exam_has_one_try_whatever_the_author_says():
    assert begin(single(tries=5), mode="exam").tries_left == 1
    assert hand_in(exam(single(tries=5), "a")).tries_left == 0


def test_the_number_of_a_round_draws_its_variant_and_its_order():
    assert len({begin(drawn(), number=n).question.stem for n in range(1, 9)}) > 3
    assert len({begin(order(), number=n).face for n in range(1, 9)}) > 3
    assert begin(drawn(), number=2) == begin(drawn(), number=2)


@KINDS
def test_a_round_is_a_value_and_the_old_one_still_stands(question: AnyQuestion):
    round_ = begin(question)
    paper = begin(question, mode="exam")
    before = copy.deepcopy((round_, paper))

    answer(round_, key(question))
    hand_in(answer(paper, key(question)))

    assert (round_, paper) == before


def test_a_hint_leaves_the_old_round_without_it():
    round_ = begin(FIVE)

    hint(round_)

    assert round_.hints == 0


def test_a_round_cannot_be_changed_in_place():
    with pytest.raises(AttributeError):
        begin(FIVE).hints = 2
