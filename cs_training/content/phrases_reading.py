"""From ``phrases.yaml`` and ``typing.yaml`` to plain data, as :mod:`cs_training.content.reading` does for questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from cs_training.content.building import build
from cs_training.content.phrases import Phrase, crowded, phrase_faults
from cs_training.content.typed import Record, Shape, doubles, entries, fits
from cs_training.content.typing_lines import TypingLine, line_faults
from cs_training.errors import Problem

PHRASES, TYPING = "phrases.yaml", "typing.yaml"
_PHRASE, _LINE = Shape(Phrase), Shape(TypingLine)


def read_phrases(
    files: Mapping[str, str], problems: list[Problem], sources: Collection[str] | None
) -> dict[str, dict[str, Any]]:
    """
    The quick phrases by id; all that is wrong with them is added to ``problems``.

    Args:
        files: Text by name relative to the content folder.
        problems: Where to add what was found.
        sources: Ids that a phrase may cite; None if they could not be read.
    """
    records = _records(files, PHRASES, problems)
    good = [record for record in records if fits(record, _PHRASE, problems)]
    for record in good:
        problems += [record.problem(*fault) for fault in phrase_faults(build(Phrase, record.data), sources)]
    by_id = {record.id: record for record in good}
    for id_, place, says in crowded({id_: record.data["keys"] for id_, record in by_id.items()}):
        problems.append(by_id[id_].problem(("keys", place), says))
    return {id_: record.data for id_, record in by_id.items()}


def read_typing(
    files: Mapping[str, str], problems: list[Problem], phrases: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The lines of the typing drill by id; all that is wrong with them is added to ``problems``."""
    known = {id_: build(Phrase, data) for id_, data in phrases.items()}
    # Where phrases could not be read, no line is blamed for naming one.
    unread = any(problem.file == PHRASES for problem in problems)
    good = [record for record in _records(files, TYPING, problems) if fits(record, _LINE, problems)]
    for record in good:
        line = build(TypingLine, record.data)
        if not (unread and line.phrases):
            problems += [record.problem(*fault) for fault in line_faults(line, known)]
    return {record.id: record.data for record in good}


def _records(files: Mapping[str, str], name: str, problems: list[Problem]) -> list[Record]:
    if name not in files:
        return []
    records = entries(files, name, problems)
    problems += doubles(records)
    return records
