"""Marking: what an answer is worth, exactly, and what may be said about it without giving the key away."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.face import face
from cs_training.core.mark import Mark
from cs_training.core.marking import mark, say_number, solution
from cs_training.core.numbers import read_number
from cs_training.core.question import AnyQuestion
from cs_training.core.response import from_positions, read_response, to_positions
from cs_training.core.variant import vary

from helpers import (
    blank,
    classify,
    cloze,
    drawn,
    explanations,
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


def score(question: AnyQuestion, typed: object) -> float:
    """What something typed is worth."""
    return mark(question, read_response(face(question, 1), typed)).score


def told(marked: Mark) -> list[str]:
    """What the learner reads after an answer."""
    return [note.text for note in marked.notes if note.text]


def right_parts(marked: Mark) -> set[str]:
    return {note.part for note in marked.notes if note.right}


def test_a_single_choice_is_right_or_wrong():
    assert score(single(right="b"), "B") == 1
    assert score(single(right="b"), "A") == 0


def test_a_judgement_is_right_or_wrong():
    assert [score(truefalse(answer=True), said) for said in ("对", "错")] == [1, 0]
    assert [score(truefalse(answer=False), said) for said in ("对", "错")] == [0, 1]


@pytest.mark.parametrize(
    ("ticked", "worth"),
    [
        ("AC", 1),
        ("CA", 1),
        ("A", 0.5),
        ("C", 0.5),
        ("B", 0),
        ("AB", 0),
        ("ABC", 0.5),
        ("ACD", 0.5),
        ("BD", 0),
        ("ABCD", 0),
    ],
)
def test_several_choices_earn_hits_minus_misses_over_the_right_ones(ticked: str, worth: float):
    assert score(multiple(right="ac", choices="abcd"), ticked) == worth


@pytest.mark.parametrize(
    ("ticked", "worth"), [("ABCD", 1), ("ABC", 0.75), ("AB", 0.5), ("ABCDE", 0), ("ABCE", 0), ("E", 0)]
)
def test_where_few_choices_are_wrong_each_of_them_costs_more(ticked: str, worth: float):
    assert score(multiple(right="abcd", choices="abcde"), ticked) == worth


@given(st.integers(1, 8), st.integers(1, 8))
def test_ticking_everything_earns_nothing(right: int, wrong: int):
    choices = "abcdefghijklmnop"[: right + wrong]
    question = multiple(right=choices[:right], choices=choices)

    assert mark(question, list(choices)).score == 0


@given(st.integers(2, 6), st.integers(1, 6))
def test_ticking_at_random_earns_little(right: int, wrong: int):
    choices = "abcdefghijkl"[: right + wrong]
    question = multiple(right=choices[:right], choices=choices)
    ticks = [
        [c for c, on in zip(choices, flags, strict=True) if on]
        for flags in itertools.product((0, 1), repeat=len(choices))
    ]

    scores = [mark(question, picked).score for picked in ticks if picked]

    assert sum(scores) / len(scores) <= 0.3


@pytest.mark.parametrize(
    ("given_", "worth"),
    [
        ("abcd", 1),
        ("abdc", 2 / 3),
        ("bacd", 2 / 3),
        ("badc", 1 / 3),
        ("dabc", 0),
        ("bcda", 0),
        ("dcba", 0),
        ("acbd", 2 / 3),
    ],
)
def test_an_order_earns_its_pairs_beyond_chance(given_: str, worth: float):
    assert isclose(mark(order("abcd"), list(given_)).score, worth)


@given(st.permutations("abcdef"))
def test_of_an_order_and_its_reverse_at_most_one_earns_anything(steps: list[str]):
    there = mark(order("abcdef"), steps).score
    back = mark(order("abcdef"), steps[::-1]).score

    assert min(there, back) == 0


def test_orders_are_worth_as_often_more_than_chance_as_less():
    orders = list(itertools.permutations("abcd"))

    worth = [mark(order("abcd"), list(steps)).score for steps in orders]
    worth_reversed = [mark(order("dcba"), list(steps)).score for steps in orders]

    assert sorted(worth) == sorted(worth_reversed)
    assert isclose(sum(worth), sum(worth_reversed))
    assert sum(worth) / len(worth) < 0.25


@given(st.permutations("abcde"), st.integers(0, 3))
def test_putting_two_neighbours_right_never_costs_anything(steps: list[str], at: int):
    better = list(steps)
    better[at : at + 2] = sorted(steps[at : at + 2])

    assert mark(order("abcde"), better).score >= mark(order("abcde"), steps).score


def test_an_order_tells_which_steps_stand_in_their_place():
    marked = mark(order("abcd"), ["a", "c", "b", "d"])

    assert right_parts(marked) == {"a", "d"}


def test_pairs_items_and_gaps_earn_their_shares():
    pairs = mark(match("abcd"), {"a": "a", "b": "c", "c": "b", "d": "d"})
    items = mark(classify(), {"1": "x", "2": "x", "3": "x", "4": "x"})
    gaps = mark(cloze(), {"when": "七天", "who": "店铺"})

    assert (pairs.score, right_parts(pairs)) == (0.5, {"a", "d"})
    assert (items.score, right_parts(items)) == (0.5, {"1", "3"})
    assert (gaps.score, right_parts(gaps)) == (0.5, {"when"})


def test_a_decoy_is_worth_nothing():
    assert mark(match("ab", extra="z"), {"a": "z", "b": "b"}).score == 0.5


@pytest.mark.parametrize("typed", ["退货宝", " 退货宝 ", "“退货宝”", "退 货 宝", "退货宝。", "退貨寶"])
def test_a_word_is_right_in_any_dress(typed: str):
    assert score(fill("退货宝", "运费险"), typed) == 1


def test_any_of_several_answers_is_right():
    assert score(fill("退货宝", "运费险"), "運費險") == 1


def test_a_known_wrong_word_gets_its_own_explanation():
    question = fill("退货宝", reject={"运费险": "讲解：那是旧名字"})

    assert told(mark(question, "“運費險”")) == ["讲解：那是旧名字"]
    assert told(mark(question, "快递")) != ["讲解：那是旧名字"]


@pytest.mark.parametrize(("typed", "worth"), [("3.5", 1), ("３．５", 1), ("35", 0)])
def test_a_decimal_point_in_a_word_counts(typed: str, worth: float):
    assert score(fill("3.5"), typed) == worth


def test_a_typed_gap_is_folded():
    assert score(cloze(), ["７ 天", "顾客"]) == 1


@pytest.mark.parametrize(("picked", "worth"), [("您好", 1), ("你好", 0)])
def test_a_drop_down_is_compared_to_the_letter(picked: str, worth: float):
    question = cloze(blank("a", "您好", choices=("您好", "你好")))

    assert score(question, [picked]) == worth


def test_a_drop_down_of_signs_has_one_right_sign():
    question = cloze(blank("a", ">", choices=(">", "<", "=")))

    assert [mark(question, {"a": sign}).score for sign in "><="] == [1, 0, 0]


@pytest.mark.parametrize(
    "typed",
    [
        "20%",
        "20 %",
        "20％",
        "２０",
        "0.20",
        "约 20%",
        "20%。",
        "两成",
        "百分之二十",
        "1/5",
        ".2",
        "＋20%",
        "200‰",
        "20.0",
    ],
)
def test_a_right_share_is_right_in_any_dress(typed: str):
    assert score(numeric(0.2, "%"), typed) == 1


@pytest.mark.parametrize(("typed", "worth"), [("2", 0), ("0.2%", 0), ("-20%", 0), ("20.1%", 0), ("2000%", 0)])
def test_a_wrong_share_is_wrong(typed: str, worth: float):
    assert score(numeric(0.2, "%"), typed) == worth


@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("33.3%", 1),
        ("33%", 1),
        ("33.83%", 1),
        ("0.333", 1),
        ("1/3", 1),
        ("三成三", 1),
        ("34%", 0),
        ("32.8%", 0),
        ("0.5", 0),
    ],
)
def test_a_result_within_the_tolerance_is_right(typed: str, worth: float):
    assert score(numeric("1/3", "%", tolerance=0.005), typed) == worth


def test_the_edge_of_the_tolerance_is_inside():
    assert score(numeric(0.3, tolerance=0.1), "0.4") == 1
    assert score(numeric(0.3, tolerance=0.1), "0.40000000001") == 0


def test_a_known_mistake_gets_its_own_explanation_and_nothing_else():
    question = numeric(1200, "元", mistakes={"600 * 4": "讲解：乘了两遍", 12: "讲解：少了两个零"})

    assert told(mark(question, "2400")) == ["讲解：乘了两遍"]
    assert told(mark(question, "12元")) == ["讲解：少了两个零"]
    assert "1200" not in "".join(told(mark(question, "7")))


@KINDS
def test_the_full_key_is_worth_everything(question: AnyQuestion):
    assert mark(question, solution(question).response) == Mark(1.0, mark(question, solution(question).response).notes)
    assert mark(question, solution(question).response).correct


@given(st.integers(0, 5000), st.sampled_from(["单", "元", "", "件"]))
def test_the_key_of_every_variant_is_worth_everything(seed: int, unit: str):
    question = vary(drawn(unit=unit), seed)

    assert mark(question, solution(question).response).score == 1


@given(
    st.decimals(-(10**7), 10**7, places=2),
    st.sampled_from(["", "%", "元", "秒", "分钟", "小时", "天", "人", "单", "件", "条", "次", "个", "分"]),
)
def test_a_number_said_for_people_reads_back(value, unit: str):
    said = say_number(Fraction(value), unit)

    assert Fraction(value) in read_number(said, unit)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Fraction(1, 5), "%", "20%"),
        (Fraction(1), "%", "100%"),
        (Fraction(1, 3), "%", "33.3333%"),
        (Fraction(1200), "元", "1,200 元"),
        (Fraction(2401, 2), "元", "1,200.5 元"),
        (Fraction(100), "", "100"),
        (Fraction(0), "分", "0 分"),
        (Fraction(-5), "", "-5"),
    ],
)
def test_a_number_is_said_as_people_write_it(value: Fraction, unit: str, said: str):
    assert say_number(value, unit) == said


def answers(question: AnyQuestion) -> st.SearchStrategy:
    """Any complete answer, by positions."""
    seen = face(question, 1)
    places = st.integers(0, max(0, len(seen.options) - 1))
    by_kind = {
        "single": places,
        "truefalse": places,
        "multiple": st.lists(places, min_size=1, unique=True),
        "order": st.permutations(range(len(seen.options))),
        "numeric": st.sampled_from(["1200", "12", "1.2千", "-5", "一千二"]),
        "fill": st.sampled_from(["退货宝", "运费险", "快递"]),
        "cloze": st.fixed_dictionaries({"0": st.sampled_from(["七天", "八天"]), "1": st.integers(0, 2)}),
    }
    return by_kind.get(question.kind, st.fixed_dictionaries({str(n): places for n in range(len(seen.slots))}))


@KINDS
@given(data=st.data())
def test_a_score_lies_between_nothing_and_everything(question: AnyQuestion, data: st.DataObject):
    response = from_positions(face(question, 1), data.draw(answers(question)))

    marked = mark(question, response)

    assert 0 <= marked.score <= 1
    assert marked.correct == (marked.score == 1)


@KINDS
@given(data=st.data())
def test_only_the_key_itself_is_worth_everything(question: AnyQuestion, data: st.DataObject):
    response = from_positions(face(question, 1), data.draw(answers(question)))
    key = solution(question).response

    said, wanted = (to_positions(face(question, 1), r) for r in (response, key))

    same = sorted(said) == sorted(wanted) if question.kind == "multiple" else said == wanted
    typed = question.kind in ("numeric", "fill")
    assert typed or mark(question, response).correct == same


@KINDS
@given(data=st.data())
def test_notes_never_hold_the_explanation_of_a_choice_not_picked(question: AnyQuestion, data: st.DataObject):
    response = from_positions(face(question, 1), data.draw(answers(question)))
    picked = {response} if isinstance(response, str) else set(response) if question.kind == "multiple" else set()

    said = told(mark(question, response))

    unpicked = {why for part, why in explanations(question).items() if part not in picked}
    assert not unpicked & set(said)


def test_notes_explain_every_choice_picked():
    assert told(mark(single(), "c")) == ["讲解：选项 c"]
    assert told(mark(multiple(right="ac"), ["a", "b", "c"])) == ["讲解：选项 a", "讲解：选项 b", "讲解：选项 c"]
    assert told(mark(truefalse(), "true")) == ["讲解：判对的人"]
    assert told(mark(truefalse(), "false")) == ["讲解：判错的人"]


def test_a_missing_tick_is_mentioned_but_not_named():
    marked = mark(multiple(right="abc", choices="abcd"), ["a"])

    missing = marked.notes[-1]

    assert (missing.part, missing.right) == ("", False)
    assert not {"讲解：选项 b", "讲解：选项 c"} & set(told(marked))


@pytest.mark.parametrize("question", [order(), match(), classify(), cloze()], ids=lambda q: q.kind)
def test_while_tries_remain_nothing_is_explained_that_would_give_the_rest_away(question: AnyQuestion):
    marked = mark(question, solution(question).response)

    assert told(marked) == []


@KINDS
def test_the_solution_explains_every_part(question: AnyQuestion):
    assert set(explanations(question).values()) <= set(solution(question).whys.values())


@pytest.mark.parametrize(
    ("question", "draft"),
    [
        (numeric(), ""),
        (numeric(), "abc"),
        (numeric(0.2, "%"), "35元"),
        (fill(), ""),
        (multiple(), []),
        (order(), []),
        (order(), ["c"]),
        (match(), {}),
        (classify(), {}),
        (cloze(), {}),
        (cloze(), {"when": ""}),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_a_draft_with_gaps_is_marked_and_earns_nothing(question: AnyQuestion, draft):
    assert mark(question, draft).score == 0


def test_the_parts_of_a_draft_that_are_there_earn_their_share():
    assert mark(match("abcd"), {"a": "a"}).score == 0.25
    assert mark(cloze(), {"who": "顾客"}).score == 0.5
    assert mark(order("abcd"), ["a", "b", "c"]).score == 0


@KINDS
def test_a_response_of_another_kind_is_our_own_mistake_and_says_which_question(question: AnyQuestion):
    with pytest.raises(TypeError, match="q-1"):
        mark(question, None)
