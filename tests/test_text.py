"""Folding: what a marker overlooks, and what it must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.text import fold, narrow, simplified


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ＡＢＣ", "abc"),
        ("Ａ１", "a1"),
        ("SKU", "sku"),
        ("退 款", "退款"),
        ("“退款”", "退款"),
        ("退款。", "退款"),
        ("《退款》！？", "退款"),
        ("先_退款", "先退款"),
        ("１，２００", "1200"),
        ("以後", "以后"),
        ("什麼", "什么"),
        ("裏面", "里面"),
        ("裡面", "里面"),
        ("七天無理由", "七天无理由"),
        ("退貨運費險", "退货运费险"),
        ("您好", "你好"),
    ],
)
def test_width_case_signs_script_and_politeness_are_overlooked(typed: str, meant: str):
    assert fold(typed) == fold(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("3.5天", "35天"), ("1/3", "13"), ("9:30", "930"), ("皇后", "皇上"), ("退款", "退货"), ("里", "理"), ("a", "b")],
)
def test_what_differs_in_meaning_stays_different(one: str, other: str):
    assert fold(one) != fold(other)


def test_a_text_of_signs_alone_folds_to_nothing():
    assert fold(" “……”！＿ ") == ""


def test_simplified_words_that_look_traditional_are_left_alone():
    assert fold("皇后著名乾坤") == "皇后著名乾坤"


def test_narrow_changes_width_and_nothing_else():
    assert narrow("３５％，ＡＢ後") == "35%,AB後"


def test_simplified_changes_script_and_nothing_else():
    assert simplified("３５％，ＡＢ後") == "３５％，ＡＢ后"


COMMON_TEXT = st.text(st.sampled_from("退款後麼裏里您你，。！ ＡａBb１2.3/:“”_-\n繁體簡体"))


@given(COMMON_TEXT)
def test_folding_twice_is_folding_once(text: str):
    once = fold(text)

    twice = fold(once)

    assert twice == once


@given(COMMON_TEXT)
def test_spaces_and_full_stops_around_a_text_never_matter(text: str):
    assert fold(f"  {text}。 ") == fold(text)


@given(st.text())
def test_any_text_can_be_folded(text: str):
    assert fold(text) == fold(text.strip())
