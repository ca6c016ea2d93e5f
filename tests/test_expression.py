"""Arithmetic in content: exact, and nothing but arithmetic."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.expression import evaluate


def refusal(expression: str | float, **values: Fraction) -> str:
    """What the author is told."""
    with pytest.raises(ValueError, match=r"[\u4e00-\u9fff]") as refused:
        evaluate(expression, values)
    return str(refused.value)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("0.1 * 3", Fraction(3, 10)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3", Fraction(1, 3)),
        ("1 / 3 * 3", 1),
        ("2 ** 10", 1024),
        ("1.1 ** 2", Fraction(121, 100)),
        ("7 // 2", 3),
        ("-7 // 2", -4),
        ("7 % 2.5", 2),
        ("-(2 + 3) * 4", -20),
        ("min(3, 1, 2) + max(3, 1, 2)", 4),
        ("abs(-3)", 3),
        ("ceil(2.1) + floor(2.9)", 5),
        (0.1, Fraction(1, 10)),
        (1200, 1200),
        ("7/20", Fraction(7, 20)),
    ],
)
def test_a_value_is_exact(expression: str | float, value: Fraction):
    assert evaluate(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("round(2.5)", 3),
        ("round(3.5)", 4),
        ("round(-2.5)", -3),
        ("round(0.125, 2)", Fraction(13, 100)),
        ("round(1 / 3, 2)", Fraction(33, 100)),
        ("round(1250, -2)", 1300),
    ],
)
def test_five_is_rounded_up_as_people_are_taught(expression: str, value: Fraction):
    assert evaluate(expression) == value


def test_names_stand_for_their_values():
    assert evaluate("visits * rate", {"visits": Fraction(400), "rate": Fraction("0.35")}) == 140


def test_an_unknown_name_is_named():
    assert "visist" in refusal("visist * 2", visits=Fraction(1))


@pytest.mark.parametrize("expression", ["1 / 0", "1 // 0", "1 % 0", "1 / (2 - 2)"])
def test_a_division_by_zero_is_reported(expression: str):
    assert "除以了 0" in refusal(expression)


@pytest.mark.parametrize("broken", ["", "1 +", "2 x", "1 ＋", "(1", "a = 1", "import os", "9" * 5000])
def test_what_is_no_expression_is_reported(broken: str):
    assert "不是一个算式" in refusal(broken)


@pytest.mark.parametrize(
    "code",
    [
        "(1).__class__",
        "__import__('os')",
        "open('x')",
        "print(1)",
        "eval('1')",
        "min.__self__",
        "'text'",
        "b'1'",
        "None",
        "True",
        "1j",
        "...",
        "[1, 2]",
        "(1, 2)",
        "{1: 2}",
        "[x for x in (1, 2)]",
        "(lambda: 1)()",
        "1 if 2 else 3",
        "1 < 2",
        "1 and 2",
        "not 1",
        "~1",
        "1 << 3",
        "1 | 2",
        "f'{1}'",
        "(x := 1)",
        "min(*(1, 2))",
        "round(1.5, places=1)",
        "a[0]",
    ],
)
def test_code_is_refused(code: str):
    assert refusal(code, a=Fraction(1), x=Fraction(1))


@pytest.mark.parametrize(
    "huge",
    [
        "9 ** 37",
        "9 ** 9 ** 9",
        "2 ** -1",
        "2 ** 0.5",
        "((9 ** 36) ** 36) ** 36",
        "round(1, 1000000000)",
        "round(1, -1000000000)",
    ],
)
def test_huge_powers_are_refused_before_they_are_worked_out(huge: str):
    assert "只能" in refusal(huge) or "太大" in refusal(huge)


@pytest.mark.parametrize("wrong", ["min(1)", "max()", "round()", "round(1, 2, 3)", "abs(1, 2)", "-" * 3000 + "1"])
def test_a_function_used_wrongly_is_reported_like_any_other_fault(wrong: str):
    assert refusal(wrong)


@given(st.decimals(-(10**6), 10**6, places=4), st.decimals(-(10**6), 10**6, places=4))
def test_sums_and_products_are_those_of_fractions(a, b):
    values = {"a": Fraction(a), "b": Fraction(b)}

    assert evaluate("a + b - a * b", values) == Fraction(a) + Fraction(b) - Fraction(a) * Fraction(b)
    assert evaluate(f"({a}) + ({b})") == Fraction(a) + Fraction(b)


@given(st.text(st.sampled_from("0123456789.+-*/%()ab, "), max_size=12))
def test_any_line_gives_a_fraction_or_a_fault(line: str):
    values = {"a": Fraction(2), "b": Fraction(1, 3)}

    try:
        value = evaluate(line, values)
    except ValueError:
        return

    assert isinstance(value, Fraction)
