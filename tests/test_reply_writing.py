"""How a reply is folded, and that every finding finds its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.judging.writing import CLAUSE_ENDS, read_text

SIMPLE = {"愛": "爱", "買": "买", "說": "说"}


def folded(text: str) -> str:
    return read_text(text, SIMPLE).folded


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("加微信", "加微信"),
        ("加 微 信", "加微信"),
        ("加*微-信", "加微信"),
        ("加微\u200b信", "加微信"),
        ("＋Ｖ", "加v"),
        ("➕VX", "加vx"),
        ("加👉微👈信", "加微信"),
        ("愛買不買", "爱买不买"),
        ("退 86.50 元", "退86.50元"),
        ("今天18:00前", "今天18:00前"),
        ("11/22", "11/22"),
        ("他说:好", "他说：好"),
        ("好的...我查", "好的。我查"),
        ("好的…我查", "好的。我查"),
        ("真的?!", "真的？"),
        ("好，。行", "好。行"),
        ("亲~在的", "亲，在的"),
        ("g-u-l-u", "gulu"),
    ],
)
def test_what_does_not_matter_is_folded_away(typed, read):
    assert folded(typed) == read


def test_a_finding_knows_its_place_in_the_text_as_typed():
    text = read_text("您➕ 微\u200b信 吧", SIMPLE)

    start = text.folded.index("加微信")
    a, b = text.span(start, start + 3)

    assert text.raw[a:b] == "➕ 微\u200b信"


def test_clauses_and_sentences_are_parted_at_their_marks():
    text = read_text("好的，我查。您等我！", SIMPLE)

    assert [text.folded[a:b] for a, b in text.clauses] == ["好的", "我查", "您等我"]
    assert [text.folded[a:b] for a, b in text.sentences] == ["好的，我查", "您等我"]


def test_what_stands_in_quotation_marks_is_known():
    text = read_text("她说“加V退款”，我不信", SIMPLE)

    assert [text.folded[a:b] for a, b in text.quoted] == ["加v退款"]


@given(st.text())
def test_every_character_of_the_folded_text_comes_from_one_of_the_raw_in_their_order(typed):
    text = read_text(typed, SIMPLE)

    assert len(text.places) == len(text.folded)
    assert list(text.places) == sorted(text.places)
    assert all(0 <= place < len(typed) for place in text.places)


@given(st.text(alphabet="加微信。，！？\n v1.:“”", max_size=40))
def test_clauses_cover_all_but_the_marks(typed):
    text = read_text(typed, SIMPLE)

    covered = "".join(text.folded[a:b] for a, b in text.clauses)

    assert covered == "".join(char for char in text.folded if char not in CLAUSE_ENDS)
    assert all(text.clause_at(a)[0] <= a < text.clause_at(a)[1] for a, _ in text.clauses)
