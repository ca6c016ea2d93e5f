"""
What a widget is told of a case: wording and places, and of key, steps and reply nothing before the case is over.

The browser never gets the id of a choice or of a part: ids are words, and words give things away.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from cs_training.core.mark import Note
from cs_training.core.practice import mark_parts, plain_answer
from cs_training.errors import TrainingError
from cs_training.notebook.casework_reading import right_in_words, to_sent
from cs_training.notebook.casework_sitting import LEVELS, CaseRound, CaseworkSitting
from cs_training.notebook.decided import cited


def casework_view(sitting: CaseworkSitting) -> dict[str, Any]:
    """The case in hand as the browser sees it: plain JSON."""
    round_ = sitting.round
    case = round_.case
    view: dict[str, Any] = {
        "topic": sitting.about.title,
        "level": case.level,
        "levels": list(LEVELS),
        "number": case.number,
        "chat": [{"who": who, "text": text, "ours": ours} for who, text, ours in sitting.chat],
        "card": [list(line) for line in case.card],
        "question": case.question,
        "parts": _parts(round_),
        "left": round_.tries_left,
        "over": round_.over,
        "verdict": verdict(round_),
    }
    return view | (_ending(round_) if round_.over else {})


def verdict(round_: CaseRound) -> str:
    """The outcome so far in one line, "" before the first try."""
    last = round_.last
    if last is None:
        return ""
    asked, right = len(round_.parts), len(last.right)
    if last.correct:
        return f"全对了，得 {last.credit * 100:.0f} 分（满分 100）。"
    partly = f"{asked} 项里对了 {right} 项。"
    if round_.over:
        return f"{partly}机会用完了，得 {last.credit * 100:.0f} 分。看下面怎么判。"
    return f"{partly}还有 {round_.tries_left} 次机会。"


def notes(round_: CaseRound) -> Mapping[str, Note]:
    """What was right in the last try, as it was told then; while tries remain, where to look instead."""
    last = round_.last
    if last is None:
        return {}
    said: dict[str, str] = {}
    if not round_.over:
        with contextlib.suppress(TrainingError, KeyError):  # written by another version, or by hand
            said = {note.part: note.text for note in mark_parts(round_.parts, last.response).notes if not note.right}
    rights = {part.id: part.id in last.right for part in round_.parts}
    return {id_: Note(id_, right, "" if right else said.get(id_, "")) for id_, right in rights.items()}


def _parts(round_: CaseRound) -> list[dict[str, Any]]:
    given = round_.last.response if round_.last else {}
    said = notes(round_)
    return [
        {
            "label": part.label,
            "kind": part.kind,
            "choices": [text for _, text in part.choices],
            "given": to_sent(part, given.get(part.id)),
            "right": said[part.id].right if part.id in said else None,
            "note": said[part.id].text if part.id in said else "",
        }
        for part in round_.parts
    ]


def _ending(round_: CaseRound) -> dict[str, Any]:
    return {
        "keys": [right_in_words(part) for part in round_.parts],
        "steps": list(round_.decision.steps),
        "basis": [cited(basis) for basis in round_.decision.basis],
        "reply": plain_answer(round_.case, round_.decision),
    }
