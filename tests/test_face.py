"""Faces: all that a learner may see before the marking, and nothing of the key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.face import Face, face
from cs_training.core.question import AnyQuestion

from helpers import (
    blank,
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

SEEDS = st.integers(0, 10_000)
SIZES = st.integers(2, 9)


def texts_in(thing: object) -> Iterator[str]:
    """Every text anywhere in an object."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from texts_in(one)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts_in(getattr(thing, field.name))
    else:
        # A number or a flag in a face could be a key: there must be none.
        raise AssertionError(f"a face holds {thing!r}")


def shown(face_: Face) -> str:
    return "".join(part.id for part in face_.options)


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
def test_a_face_holds_no_explanation(question: AnyQuestion):
    assert not [text for text in texts_in(face(question, 1)) if "讲解" in text]


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
def test_a_face_holds_nothing_but_what_is_to_be_seen_and_its_ids(question: AnyQuestion):
    visible = {question.kind, question.stem, getattr(question, "unit", ""), "", "对", "错", "true", "false"}
    for parts in ("choices", "steps", "pairs", "extra", "items", "groups", "blanks"):
        for part in getattr(question, parts, ()):
            visible |= {part.id, f"[[{part.id}]]", *(getattr(part, name, "") for name in ("text", "left", "right"))}
            visible |= set(getattr(part, "choices", ()))

    held = set(texts_in(face(question, 1)))

    assert held <= visible


def test_what_must_be_typed_is_not_in_the_face():
    typed = [fill("运费险"), numeric(4711), cloze(blank("when", "七天"))]

    held = {text for question in typed for text in texts_in(face(question, 1))}

    assert not [text for text in held if "运费险" in text or "4711" in text or "七天" in text]


def test_reasons_to_reject_hints_and_mistakes_are_not_in_the_face():
    questions = [
        numeric(4711, mistakes={4712: "讲解：多算了一"}, hints=("讲解：提示",), why="讲解：为什么"),
        fill(reject={"运费险": "讲解：旧名字"}, hints=("讲解：提示",), why="讲解：为什么"),
    ]

    held = {text for question in questions for text in texts_in(face(question, 1))}

    assert not [text for text in held if "讲解" in text or "运费险" in text or "4712" in text]


@given(SEEDS)
def test_faces_do_not_depend_on_where_the_key_is(seed: int):
    assert face(single(right="a"), seed) == face(single(right="d"), seed)
    assert face(multiple(right="ab"), seed) == face(multiple(right="cd"), seed)
    assert face(truefalse(answer=True), seed) == face(truefalse(answer=False), seed)
    assert face(classify({"1": "x", "2": "y"}), seed) == face(classify({"1": "y", "2": "x"}), seed)
    assert face(cloze(blank("a", "1", choices="123")), seed) == face(cloze(blank("a", "2", choices="123")), seed)


@given(SEEDS)
def test_the_same_seed_shows_the_same_face(seed: int):
    assert [face(q, seed) for q in one_of_each_kind()] == [face(q, seed) for q in one_of_each_kind()]


def test_other_seeds_show_other_orders():
    assert len({shown(face(order("abcd"), seed)) for seed in range(200)}) == 23


@given(SEEDS, SIZES)
def test_steps_are_never_shown_in_the_right_order(seed: int, size: int):
    steps = "abcdefghi"[:size]

    assert shown(face(order(steps), seed)) != steps
    assert sorted(shown(face(order(steps), seed))) == sorted(steps)


@given(SEEDS, SIZES, st.sampled_from(["", "y", "yz"]))
def test_rights_are_never_shown_in_the_order_of_their_lefts(seed: int, size: int, extra: str):
    pairs = "abcdefghi"[:size]

    seen = face(match(pairs, extra), seed)

    assert [slot.id for slot in seen.slots] == list(pairs)
    assert shown(seen)[:size] != pairs
    assert sorted(shown(seen)) == sorted(pairs + extra)


@given(SEEDS, SIZES)
def test_items_to_sort_are_never_shown_as_written_and_groups_always_are(seed: int, size: int):
    items = {f"{n}": "xy"[n % 2] for n in range(size)}

    seen = face(classify(items), seed)

    assert shown(seen) == "xy"
    assert [slot.id for slot in seen.slots] != list(items)
    assert sorted(slot.id for slot in seen.slots) == sorted(items)


@given(SEEDS)
def test_choices_keep_their_letters(seed: int):
    assert shown(face(single(), seed)) == "abcd"
    assert shown(face(multiple(), seed)) == "abcd"


@given(SEEDS)
def test_true_stands_before_false(seed: int):
    assert [part.text for part in face(truefalse(), seed).options] == ["对", "错"]


@given(SEEDS)
def test_the_first_option_of_a_drop_down_is_not_the_first_that_was_written(seed: int):
    (slot,) = face(cloze(blank("who", "顾客", choices=("顾客", "店铺"))), seed).slots

    assert [part.text for part in slot.options] == ["店铺", "顾客"]


def test_a_blank_is_named_as_it_stands_in_the_stem():
    question = cloze()

    assert all(slot.text in question.stem for slot in face(question, 1).slots)


def test_a_number_shows_its_unit_only():
    assert face(numeric(unit="元"), 1) == Face("numeric", "一共多少？", unit="元")


def test_a_question_not_drawn_yet_shows_no_formula():
    assert not [text for text in texts_in(face(drawn(), 1)) if "visits * rate" in text]
