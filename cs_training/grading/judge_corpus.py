"""
The labelled replies that the judge is trained on and measured by.

``train.jsonl`` and ``test.jsonl`` hold a reply a line: where it belongs (``situation``), whose voice it is (``voice``),
and three readings of it: ``first`` by its writer, ``second`` by somebody who saw neither the first labels nor the
patterns, and ``final``, where a third reader has settled what the two saw differently. ``situations.jsonl`` holds what
the replies answer. The test part was written and labelled before anybody looked at what patterns or model make of it,
and is not changed. ``snippets.jsonl`` holds replies without a situation, read for red lines only, by their writers:
many ways to touch one, and as many that only look like it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cs_training.content.bank import CONTENT
from cs_training.core.judging.assessment import CODES, LABELS, Label, Violation, band_of

FOLDER = CONTENT / "replies"
PARTS = ("situations.jsonl", "train.jsonl", "test.jsonl", "snippets.jsonl")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One reading of a reply: six labels, codes, and the band that follows or that the reader has set."""

    labels: Mapping[Label, bool]
    codes: frozenset[str]
    band: int


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled reply with what it answers."""

    id: str
    situation: str
    voice: str
    reply: str
    customer: str
    scenario: str
    facts: Mapping[str, str]
    first: Labelled
    second: Labelled
    final: Labelled

    @property
    def writer(self) -> str:
        """Who wrote it, by the letter of the situation: situations and voices are each writer's own."""
        return self.situation[0]


def read_rows(part: str, folder: Path = FOLDER) -> list[Row]:
    """
    The rows of ``train`` or ``test``.

    Raises:
        OSError: The files are not there. KeyError, ValueError: they are damaged.
    """
    situations = {one["id"]: one for one in _lines(folder / "situations.jsonl")}
    return [_row(one, situations[one["situation"]]) for one in _lines(folder / f"{part}.jsonl")]


def read_snippets(folder: Path = FOLDER) -> list[Row]:
    """The snippets as rows that have codes and no labels."""
    return [_snippet(one) for one in _lines(folder / "snippets.jsonl")]


def data_hash(folder: Path = FOLDER) -> str:
    """What tells one state of the corpus from another."""
    mixed = hashlib.sha256()
    for name in PARTS:
        mixed.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")  # a row moved is another state
    return mixed.hexdigest()[:16]


def band(labels: Mapping[Label, bool], codes: frozenset[str]) -> int:
    """The band that follows from labels and codes."""
    violations = [Violation(code, 0, 0, "", "", CODES[code].severity) for code in codes]
    return band_of(labels, violations)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _row(raw: Mapping[str, Any], situation: Mapping[str, Any]) -> Row:
    return Row(
        id=raw["id"],
        situation=raw["situation"],
        voice=raw["voice"],
        reply=raw["reply"],
        customer=situation["customer"],
        scenario=situation["scenario"],
        facts=situation["facts"],
        first=_labelled(raw["first"]),
        second=_labelled(raw["second"]),
        final=_labelled(raw["final"]),
    )


def _snippet(raw: Mapping[str, Any]) -> Row:
    said = Labelled({}, frozenset(raw["codes"]), 0)
    return Row(raw["id"], raw["id"], "", raw["reply"], "", "", {}, said, said, said)


def _labelled(raw: Mapping[str, Any]) -> Labelled:
    """``{"bits": "110111", "codes": [...], "band": 2}``, the bits in the order of the labels."""
    labels = {label: bit == "1" for label, bit in zip(LABELS, raw["bits"], strict=True)}
    return Labelled(labels, frozenset(raw["codes"]), raw["band"])
