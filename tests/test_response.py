"""Answers as they arrive, typed or clicked: what is taken, what is refused and how, and that nothing gets lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.face import Face, face
from cs_training.core.question import AnyQuestion
from cs_training.core.response import Response, check, from_positions, read_response, to_positions
from cs_training.errors import AnswerError

from helpers import (
    blank,
    classify,
    cloze,
    fill,
    match,
    multiple,
    numeric,
    one_of_each_kind,
    order,
    single,
    truefalse,
)

SEEDS = st.integers(0, 10_000)
KINDS = pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)


def read(question: AnyQuestion, typed: object) -> Response:
    return read_response(face(question, 1), typed)


def refusal(question: AnyQuestion, typed: object) -> str:
    """What the learner is told."""
    with pytest.raises(AnswerError) as refused:
        read(question, typed)
    return str(refused.value)


def letters(question: AnyQuestion, *ids: str) -> str:
    """The letters under which parts are shown."""
    shown = [part.id for part in face(question, 1).options]
    return "".join("ABCDEFGH"[shown.index(i)] for i in ids)


def numbered(question: AnyQuestion, given: dict[str, str], form: str = "{}{}", between: str = " ") -> str:
    """A match or classify answer as it is typed: 1B 2A."""
    slots = [slot.id for slot in face(question, 1).slots]
    return between.join(form.format(slots.index(slot) + 1, letters(question, part)) for slot, part in given.items())


@pytest.mark.parametrize(
    "typed", ["B", "b", "Ｂ", "ｂ", " B ", "B。", "（B）", "选B", "我选 B", "答案是B", "B 选项", "“B”", ["B"], "B、"]
)
def test_one_choice_is_picked_by_its_letter(typed: object):
    assert read(single(), typed) == "b"


@pytest.mark.parametrize("typed", ["AB", "", " ", "对", None, 7, "A和B", [], {}])
def test_a_single_choice_wants_exactly_one_letter(typed: object):
    assert "A–D" in refusal(single(), typed)


@pytest.mark.parametrize("typed", ["E", "Z", "1", "不选B", "不"])
def test_a_letter_that_is_not_shown_is_refused_with_those_that_are(typed: str):
    says = refusal(single(), typed)

    assert "A–D" in says


@pytest.mark.parametrize(
    "typed",
    [
        "AC",
        "ac",
        "CA",
        "A C",
        "a、c",
        "A，C",
        "ＡＣ",
        "ａ，ｃ",
        "A;C",
        "A/C",
        "A+C",
        "A和C",
        "选A与C",
        ["A", "C"],
        ("a", "c"),
        "['A', 'C']",
    ],
)
def test_several_choices_are_picked_by_their_letters(typed: object):
    assert sorted(read(multiple(), typed)) == ["a", "c"]


@pytest.mark.parametrize(
    ("typed", "way_out"),
    [
        ("", "至少选一个"),
        ([], "至少选一个"),
        ("、", "至少选一个"),
        ("AA", "只写一次"),
        ("AE", "A–D"),
        ("A不C", "A–D"),
        (None, "A–D"),
    ],
)
def test_a_wrong_set_of_letters_is_refused(typed: object, way_out: str):
    assert way_out in refusal(multiple(), typed)


@pytest.mark.parametrize(
    "typed",
    ["对", "对的", "对。", "是", "没错", "正确", "真", "True", "TRUE", "t", "yes", "√", "✓", True, "A", "ａ", " 对 "],
)
def test_true_may_be_said_in_many_ways(typed: object):
    assert read(truefalse(), typed) == "true"


@pytest.mark.parametrize(
    "typed",
    ["错", "错的", "错。", "不是", "不对", "不正确", "错误", "假", "False", "F", "no", "×", "X", "✗", False, "B", "Ｂ"],
)
def test_false_may_be_said_in_many_ways(typed: object):
    assert read(truefalse(), typed) == "false"


@pytest.mark.parametrize("typed", ["", "也许", "AB", "C", "对错", None, 2, []])
def test_neither_true_nor_false_is_refused(typed: object):
    assert "“对”或“错”" in refusal(truefalse(), typed)


@pytest.mark.parametrize("between", ["", " ", "→", "->", "＞", ">", "、", "，", ",", "-", " - ", "\n", "再"])
def test_steps_are_ordered_by_their_letters_with_any_arrow(between: str):
    typed = between.join(letters(order(), "c", "a", "b", "d"))

    assert read(order(), typed) == ["c", "a", "b", "d"]
    assert read(order(), typed.lower()) == ["c", "a", "b", "d"]


@pytest.mark.parametrize(
    ("typed", "way_out"), [("", "至少选一个"), ("AB", "4 步"), ("AABC", "只写一次"), ("ABCE", "A–D"), ("1234", "A–D")]
)
def test_an_incomplete_order_is_refused(typed: str, way_out: str):
    assert way_out in refusal(order(), typed)


PAIRS = {"a": "b", "b": "a", "c": "z"}


@pytest.mark.parametrize(
    ("form", "between"),
    [
        ("{}{}", " "),
        ("{}{}", ""),
        ("{}-{}", ","),
        ("{}：{}", "；"),
        ("{}:{}", ";"),
        ("{}.{}", "、"),
        ("{} {}", "\n"),
        ("（{}）{}", "，"),
        ("{}→{}", " "),
    ],
)
def test_pairs_are_typed_in_any_dress(form: str, between: str):
    question = match(extra="z")

    typed = numbered(question, PAIRS, form, between)

    assert read(question, typed) == PAIRS
    assert read(question, typed.lower()) == PAIRS


def test_pairs_may_come_in_any_order_or_without_numbers_or_as_a_list_or_mapping():
    question = match(extra="z")
    typed = letters(question, *PAIRS.values())

    assert read(question, numbered(question, dict(reversed(PAIRS.items())))) == PAIRS
    assert read(question, typed) == PAIRS
    assert read(question, list(typed)) == PAIRS
    assert read(question, dict(enumerate(typed, 1))) == PAIRS
    assert read(question, {"１": f" {typed[0]} ", "2": typed[1].lower(), "3": typed[2]}) == PAIRS


def test_a_group_may_hold_several_items():
    question = classify()
    given = {slot.id: "x" for slot in face(question, 1).slots}

    assert read(question, numbered(question, given)) == given


@pytest.mark.parametrize(
    ("typed", "way_out"),
    [
        ("", "第 1、2、3 个还空着"),
        ("1A 2B", "第 3 个还空着"),
        ("1A 2B 3", "没有"),
        ("1A 1B 2C 3A", "只写一次"),
        ("4A", "1–3"),
        ("0A", "1–3"),
        ("1A 2B 3Z", "A–D"),
        ("A1 B2 C3", "A–D"),
        ("1A 2BC", "A–D"),
        ("ABCD", "1–3"),
        ({1: ""}, "A–D"),
        ({1: "AB"}, "A–D"),
        ({1: None}, "A–D"),
        ({"²": "A"}, "还空着"),
        ({"①": "A", "x": "B"}, "1–3"),
        ({"9" * 5000: "A"}, "1–3"),
        ({}, "还空着"),
        (None, "A–D"),
        (12, "A–D"),
    ],
)
def test_pairs_that_do_not_fit_are_refused(typed: object, way_out: str):
    assert way_out in refusal(match(extra="z"), typed)


def dropdown_letter(text: str) -> str:
    """The letter of a text in the drop-down of the usual cloze."""
    options = [part.text for part in face(cloze(), 1).slots[1].options]
    return "ABC"[options.index(text)]


@pytest.mark.parametrize(
    "typed",
    [
        ["七天", "顾客"],
        ("七天", " 顾客 "),
        "七天;顾客",
        "七天；顾客",
        "七天|顾客",
        "七天\n顾客",
        {1: "七天", 2: "顾客"},
        {"when": "七天", "who": "顾客"},
        ["七天", dropdown_letter("顾客")],
        ["七天", dropdown_letter("顾客").lower()],
    ],
)
def test_gaps_are_filled_in_their_order_or_by_name(typed: object):
    assert read(cloze(), typed) == {"when": "七天", "who": "顾客"}


@pytest.mark.parametrize(
    ("typed", "way_out"),
    [
        (["七天"], "2 个空"),
        ("七天", "2 个空"),
        (["七天", "顾客", "店铺"], "2 个空"),
        (["", "顾客"], "第 1 个还空着"),
        (["七天", ""], "第 2 个还空着"),
        (["七天", " "], "第 2 个还空着"),
        ({1: "七天"}, "第 2 个还空着"),
        ({}, "第 1、2 个还空着"),
        (["七天", "平台"], "A–C"),
        (["七天", "AB"], "A–C"),
        (None, "2 个空"),
        (3, "2 个空"),
    ],
)
def test_gaps_that_do_not_fit_are_refused(typed: object, way_out: str):
    assert way_out in refusal(cloze(), typed)


@pytest.mark.parametrize("typed", ["35%", "０.３５", "三成五", 35, 0.35, "约 35%", "35 %。"])
def test_a_number_is_kept_as_it_was_typed(typed: object):
    assert read(numeric(unit="%"), typed) == str(typed)


@pytest.mark.parametrize(
    ("worked_out", "kept"),
    [(0.07 * 100, "7"), (0.1 + 0.2, "0.3"), (1 / 3, "0.333333333333"), (480.0, "480"), (1e-05, "1e-05")],
)
def test_a_number_that_python_worked_out_loses_its_dust(worked_out: float, kept: str):
    assert read(numeric(), worked_out) == kept


@pytest.mark.parametrize(
    "typed", ["", " ", "abc", "35元", "1/0", None, float("nan"), float("inf"), [], ["35", "%"], {}, True, "35-40"]
)
def test_what_is_no_number_is_refused_with_a_way_out(typed: object):
    assert re.search("比如|改一下|写上答案", refusal(numeric(unit="%"), typed))


@pytest.mark.parametrize("typed", ["退货宝", " 退货宝 ", "“退货宝”", "退 货 宝"])
def test_a_word_is_kept_as_it_was_typed(typed: str):
    assert read(fill(), typed) == typed


@pytest.mark.parametrize("typed", ["", "  ", "。", "“”", "……"])
def test_a_word_without_letters_is_refused(typed: str):
    assert "写上答案" in refusal(fill(), typed)


def whole_answers(question: AnyQuestion) -> st.SearchStrategy[Any]:
    """What a widget may send for a question, complete."""
    seen = face(question, 1)
    picks = st.integers(0, max(0, len(seen.options) - 1))
    strategies = {
        "single": picks,
        "truefalse": picks,
        "multiple": st.lists(picks, min_size=1, unique=True),
        "order": st.permutations(range(len(seen.options))),
        "numeric": st.sampled_from(["1200", "１，２００", "一千二"]),
        "fill": st.text(st.sampled_from("退货宝运费险"), min_size=1),
    }
    gaps = st.fixed_dictionaries({str(n): _filling(seen, n) for n in range(len(seen.slots))})
    return strategies.get(question.kind, gaps)


def _filling(seen: Face, slot: int) -> st.SearchStrategy[Any]:
    options = seen.slots[slot].options or seen.options
    return st.integers(0, len(options) - 1) if options else st.text(st.sampled_from("七天内7"), min_size=1)


@KINDS
@given(data=st.data())
def test_what_a_widget_sends_comes_back_to_it_unchanged(question: AnyQuestion, data: st.DataObject):
    sent = data.draw(whole_answers(question))

    stored = from_positions(face(question, 1), sent)

    assert to_positions(face(question, 1), stored) == sent


@KINDS
@given(data=st.data(), seed=SEEDS)
def test_a_stored_answer_means_the_same_under_any_order_shown(question: AnyQuestion, data: st.DataObject, seed: int):
    stored = from_positions(face(question, 1), data.draw(whole_answers(question)))

    elsewhere = to_positions(face(question, seed), stored)

    assert from_positions(face(question, seed), elsewhere) == stored


@pytest.mark.parametrize(
    ("question", "gaps"),
    [
        (multiple(), []),
        (order(), [2]),
        (order(), []),
        (match(), {"1": 0}),
        (classify(), {}),
        (cloze(), {"1": 2}),
        (numeric(), ""),
        (fill(), ""),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_a_draft_may_have_gaps_and_an_answer_may_not(question: AnyQuestion, gaps: Any):
    seen = face(question, 1)

    draft = from_positions(seen, gaps, partial=True)

    assert to_positions(seen, draft) == gaps
    with pytest.raises(AnswerError):
        from_positions(seen, gaps)


def test_a_part_that_no_longer_exists_is_left_out_of_what_is_drawn():
    assert to_positions(face(multiple(), 1), ["a", "gone"]) == [0]
    assert to_positions(face(single(), 1), "gone") is None
    assert "gone" not in to_positions(face(match(), 1), {"gone": "a"})


MALFORMED = [
    *(
        None,
        True,
        False,
        -1,
        4,
        99,
        10**30,
        1.0,
        float("nan"),
        "0",
        "A",
        "",
        b"0",
        [],
        {},
        [[]],
        [None],
        [True],
        [-1],
        [99],
        [0.0],
        ["0"],
    ),
    *(
        [[0]],
        [{}],
        [0, 0],
        [0, 1, 2, 3, 4],
        {"0": None},
        {"0": True},
        {"0": -1},
        {"0": 99},
        {"0": [0]},
        {"0": {"0": 0}},
        {"9": 0},
    ),
    *(
        {"-1": 0},
        {"²": 0},
        {"①": 0},
        {"x": 0},
        {"": 0},
        {"9" * 5000: 0},
        {None: 0},
        {True: 0},
        {1.0: 0},
        {0: 0},
        {"0": 10**30},
    ),
    *({"0": "\ud800"}, {"0": 0, "1": "文字"}, ("0",), object()),
]


@KINDS
@pytest.mark.parametrize("partial", [False, True])
def test_a_malformed_message_is_refused_and_never_breaks_anything(question: AnyQuestion, partial: bool):
    for sent in MALFORMED:
        taken = take(question, sent, partial=partial)

        assert taken is None or isinstance(taken, str | list | dict)


def take(question: AnyQuestion, sent: object, *, partial: bool = False) -> Response | None:
    """The response, or None if it was refused with a sentence; anything else is an error of ours."""
    try:
        return from_positions(face(question, 1), sent, partial=partial)
    except AnswerError as refused:
        assert str(refused).endswith("。")  # noqa: PT017 # this is the only way out that is allowed
        return None


@pytest.mark.parametrize("bad", [None, True, -1, 4, 10**30, 1.0, "0", [], [0], {}, {"0": 0}])
def test_a_choice_is_taken_by_its_place_only(bad: object):
    assert take(single(), bad) is None
    assert take(multiple(), [bad]) is None
    assert take(match(extra="z"), {"0": bad, "1": 0, "2": 0}) is None


@pytest.mark.parametrize("bad", [None, True, 5, 1.5, ["七天"], {"0": "七天"}])
def test_a_typed_gap_takes_nothing_but_text(bad: object):
    assert take(cloze(), {"0": bad, "1": 0}) is None
    assert take(cloze(), {"0": bad, "1": 0}, partial=True) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["0", "1", "2", "3", "-1", "²", "x"]), inner, max_size=4)
    ),
    max_leaves=6,
)


@KINDS
@given(sent=JSON, partial=st.booleans())
def test_any_message_at_all_is_taken_or_refused(question: AnyQuestion, sent: object, partial: bool):
    taken = take(question, sent, partial=partial)

    assert taken is None or isinstance(taken, str | list | dict)


@KINDS
@given(typed=JSON)
def test_anything_typed_is_taken_or_refused_with_a_sentence(question: AnyQuestion, typed: object):
    try:
        taken = read(question, typed)
    except AnswerError as refused:
        assert str(refused).endswith("。")  # noqa: PT017 # this is the only way out that is allowed
    else:
        assert check(face(question, 1), taken) == taken


@KINDS
def test_what_was_taken_can_be_checked_again(question: AnyQuestion):
    assert check(face(question, 1), "1200" if question.kind == "numeric" else "a") in ("1200", "a")


def test_a_drop_down_left_alone_is_not_its_first_option():
    question = cloze(blank("a", "1", choices=("1", "2")), blank("b", "1", choices=("1", "2")))

    assert "第 2 个还空着" in refusal(question, ["1", ""])
