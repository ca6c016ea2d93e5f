"""Variants: the same skill with other numbers, drawn again from question and seed alone."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.expression import evaluate
from cs_training.core.marking import mark, say_number
from cs_training.core.question import Draw
from cs_training.core.variant import candidates, draw, plain, vary

from helpers import drawn, numeric, one_of_each_kind

SEEDS = st.integers(0, 10_000)


def revenue(**more):
    """Visitors × rate × price, with two mistakes that people really make."""
    return drawn(
        answer="orders * price",
        unit="元",
        lets={"orders": "visits * rate"},
        params={
            "visits": Draw(start=480, to=800, step=40),
            "rate": Draw(choose=(0.1, 0.2, 0.3)),
            "price": Draw(choose=(49, 88, 128.5)),
        },
        stem="{visits} 人来问，{rate:.0%} 下单，客单价 {price:.2f} 元。",
        hints=("先算 {visits} 的 {rate:.0%}。",),
        why="{visits} × {rate:.0%} = {orders:.0f} 单，乘 {price} 元是 {answer:,.2f} 元。",
        mistakes={"visits * price": "{visits} 人没有都下单。", "orders": "{orders:.0f} 是单数，还没乘客单价。"},
        **more,
    )


@given(SEEDS)
def test_the_same_seed_gives_the_same_variant(seed: int):
    assert vary(revenue(), seed) == vary(revenue(), seed)


def test_other_seeds_give_other_variants():
    stems = {vary(revenue(), seed).stem for seed in range(40)}

    assert len(stems) > 20


def test_questions_of_another_id_draw_other_numbers():
    one = [draw(revenue(), seed) for seed in range(20)]
    other = [draw(revenue(id="q-2"), seed) for seed in range(20)]

    assert one != other


@given(SEEDS)
def test_the_key_can_be_worked_out_again_from_the_drawn_values(seed: int):
    values = draw(revenue(), seed)

    question = vary(revenue(), seed)

    assert evaluate(question.answer) == values["visits"] * values["rate"] * values["price"]


@given(SEEDS)
def test_every_placeholder_is_filled_and_formatted(seed: int):
    values = draw(revenue(), seed)

    question = vary(revenue(), seed)

    texts = [question.stem, question.why, *question.hints, *(m.why for m in question.mistakes)]
    assert not any(c in text for text in texts for c in "{}")
    assert question.stem == (
        f"{int(values['visits'])} 人来问，{int(values['rate'] * 100)}% 下单，客单价 {float(values['price']):.2f} 元。"
    )


@given(SEEDS)
def test_a_variant_needs_no_second_drawing(seed: int):
    question = vary(revenue(), seed)

    assert question.params is None
    assert question.lets is None
    assert vary(question, seed + 1) == question


@given(SEEDS)
def test_the_mistakes_of_every_seed_differ_from_the_key_and_from_each_other(seed: int):
    question = vary(revenue(), seed)

    results = [evaluate(question.answer), *(evaluate(m.answer) for m in question.mistakes)]

    assert len(set(results)) == 3


@given(SEEDS)
def test_who_makes_a_known_mistake_is_told_which_with_the_numbers_drawn(seed: int):
    question = vary(revenue(), seed)
    mistake = question.mistakes[0]

    marked = mark(question, say_number(evaluate(mistake.answer), "元"))

    assert [note.text for note in marked.notes] == [mistake.why]


def test_questions_without_numbers_to_draw_are_returned_as_they_are():
    assert all(vary(question, 7) is question for question in one_of_each_kind())


@given(SEEDS)
def test_every_value_drawn_is_one_of_the_candidates(seed: int):
    question = revenue()

    values = draw(question, seed)

    assert all(values[name] in candidates(spec) for name, spec in question.params.items())


def test_a_range_includes_both_ends_and_is_exact():
    assert candidates(Draw(start=0.1, to=0.3, step=0.1)) == [Fraction(1, 10), Fraction(2, 10), Fraction(3, 10)]
    assert candidates(Draw(start=1, to=4, step=2)) == [1, 3]
    assert candidates(Draw(start=5, to=5)) == [5]


@pytest.mark.parametrize("spec", [Draw(), Draw(start=1), Draw(to=1), Draw(start=1, to=2, step=0), Draw(start=2, to=1)])
def test_a_parameter_that_gives_no_value_is_reported(spec: Draw):
    with pytest.raises(ValueError, match="choose"):
        candidates(spec)


@pytest.mark.parametrize(
    "stem", ["{vists} 人", "{} 人", "{0} 人", "{visits.x} 人", "{visits[0]} 人", "{visits:q} 人", "{visits 人"]
)
def test_a_wrong_placeholder_is_reported(stem: str):
    with pytest.raises(ValueError, match=r".+"):
        vary(drawn(stem=stem), 1)


def test_braces_of_a_question_without_numbers_to_draw_are_plain_text():
    assert vary(numeric(stem="把 {单号} 填上"), 1).stem == "把 {单号} 填上"


def test_numbers_print_as_people_write_them():
    assert str(plain(Fraction(480))) == "480"
    assert str(plain(Fraction(1, 5))) == "0.2"


def test_a_parameter_with_more_values_than_anybody_needs_is_refused():
    with pytest.raises(ValueError, match="收窄"):
        candidates(Draw(start=1, to=999_999_999, step=1))
