"""The figures of the model file as the tables of docs/reply-judge.md, between its two marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cs_training.core.judging.assessment import CODES, LABELS
from cs_training.errors import ContentError, Problem

DOCUMENT = Path("docs/reply-judge.md")
BEGIN, END = "<!-- figures: written by cs-training train -->", "<!-- end of figures -->"
_WAYS = {"rules": "rules alone", "model": "model alone", "both": "both (what ships)"}
_AIMS = (
    ("macro F1", 0.88),
    ("violation, recall", 0.97),
    ("violation, precision", 0.95),
    ("codes, F1", 0.90),
    ("band κ", 0.88),
)

_NAMES = ("", *(name for name, _ in _AIMS))
_LABEL_NAMES = (
    *("label", "precision", "recall", "F1"),
    *("rules alone", "model alone", "second reader's F1", "second reader's κ"),
)


def with_tables(document: str, built: Mapping[str, Any]) -> str:
    """
    The document with the tables of these figures in place of the old ones.

    Raises:
        ContentError: The marks are not there.
    """
    head, mark, rest = document.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not mark or not end:
        raise ContentError([Problem(str(DOCUMENT), None, "", "", f"找不到 {BEGIN} 和 {END} 这两行。补上再运行。")])
    return f"{head}{BEGIN}\n\n{tables(built)}\n{END}{tail}"


def tables(built: Mapping[str, Any]) -> str:
    """All tables, as Markdown."""
    measured, counted = built["figures"], built["replies"]
    data = (
        f"Data `{built['data']}`: {counted['train']} replies to train on, {counted['snippets']} snippets, "
        f"{counted['test']} frozen for the test."
    )
    parts = [data, *_compared(measured), *_in_detail(measured), *_of_data(measured)]
    return "\n\n".join(parts) + "\n"


def _compared(measured: Mapping[str, Any]) -> Iterator[str]:
    """Rules, model and both, against the aims and on writers left out."""
    yield "**Frozen test, against the aims**"
    yield _table(_NAMES, [("aim", *(f"{aim:.2f}" for _, aim in _AIMS)), *_ways(measured["test"])])
    yield "**Leaving out each writer in turn (training part)**"
    yield _table(_NAMES, _ways(measured["left_out"]))


def _in_detail(measured: Mapping[str, Any]) -> Iterator[str]:
    """The judge that ships, label by label, code by code, band by band."""
    test = measured["test"]["both"]
    yield "**Frozen test, label by label**"
    yield _table(_LABEL_NAMES, [_label(label, measured) for label in LABELS])
    yield "**Frozen test, code by code**"
    yield _table(("code", "replies", "precision", "recall", "F1"), [*_codes(test), *_pooled(test)])
    yield "**Frozen test, bands** (rows: the truth; columns: the judge)"
    yield _table(("", "0", "1", "2", "3"), [(f"**{band}**", *map(str, row)) for band, row in enumerate(test["bands"])])


def _of_data(measured: Mapping[str, Any]) -> Iterator[str]:
    """What more data would bring, and how far readers agree."""
    points = measured["curve"]
    yield "**Learning curve** (frozen test, both)"
    yield _table(
        ("labelled replies", *(str(point["replies"]) for point in points)),
        [("macro F1", *(f"{point['macro_f1']:.3f}" for point in points))],
    )
    yield "**Second readers against the first**"
    yield _table(("part", *_NAMES[1:]), [(part, *_aimed(measured["readers"][part])) for part in ("train", "test")])


def _ways(measured: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [(name, *_aimed(measured[way])) for way, name in _WAYS.items()]


def _aimed(some: Mapping[str, Any]) -> tuple[str, ...]:
    violation = some["violation"]
    shown = (some["macro_f1"], violation["recall"], violation["precision"], some["pooled"]["f1"], some["band_kappa"])
    return tuple(f"{one:.3f}" for one in shown)


def _label(label: str, measured: Mapping[str, Any]) -> tuple[str, ...]:
    test, readers = measured["test"], measured["readers"]["test"]
    both, second = test["both"]["labels"][label], readers["labels"][label]
    shown = (both["precision"], both["recall"], both["f1"])
    alone = (test[way]["labels"][label]["f1"] for way in ("rules", "model"))
    return label, *(f"{one:.3f}" for one in (*shown, *alone, second["f1"], second["kappa"]))


def _codes(test: Mapping[str, Any]) -> list[tuple[str, ...]]:
    return [_code(code, test["codes"][code]) for code in CODES]


def _pooled(test: Mapping[str, Any]) -> list[tuple[str, ...]]:
    names = {"lexical": "all lexical", "contextual": "all contextual", "pooled": "all"}
    return [_code(f"**{name}**", test[key]) for key, name in names.items()]


def _code(name: str, one: Mapping[str, Any]) -> tuple[str, ...]:
    return name, str(one["true"]), *(f"{one[key]:.3f}" for key in ("precision", "recall", "f1"))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = tuple(head)
    lines = [head, ("---",) * len(head), *map(tuple, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
