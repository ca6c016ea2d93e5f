"""
What a widget is told of a round: wording and positions, and of the key nothing before the round is over.

The browser never gets an id: ids are words, and words give things away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cs_training.content.bank import Bank
from cs_training.core.face import Face
from cs_training.core.mark import Note
from cs_training.core.quiz import Round
from cs_training.core.response import to_positions

KIND_NAMES = {
    "single": "单选",
    "multiple": "多选",
    "truefalse": "判断",
    "numeric": "计算",
    "fill": "填空",
    "order": "排序",
    "match": "配对",
    "cloze": "选词填空",
    "classify": "归类",
}


def round_view(round_: Round, bank: Bank) -> dict[str, Any]:
    """One question as the browser sees it: plain JSON."""
    face, over = round_.face, round_.over
    places = _places(face)
    last = round_.tries[-1] if round_.tries else None
    given = round_.draft if round_.mode == "exam" and not over else (last.response if last else None)
    stem, texts = _numbered(face)
    view: dict[str, Any] = {
        "kind": face.kind,
        "name": KIND_NAMES[face.kind],
        "stem": stem,
        "unit": face.unit,
        "options": [part.text for part in face.options],
        "slots": [
            {"text": text, "options": [p.text for p in slot.options]}
            for text, slot in zip(texts, face.slots, strict=True)
        ],
        "given": to_positions(face, given) if given is not None else None,
        "hints": list(round_.question.hints[: round_.hints]),
        "hintsLeft": round_.hints_left,
        "left": round_.tries_left,
        "over": over,
        "verdict": verdict(round_),
        "notes": [_note(note, places) for note in last.mark.notes] if last else [],
    }
    return view | (_ending(round_, face, places, bank) if over else {})


def verdict(round_: Round) -> str:
    """The outcome so far in one line, "" before the first answer."""
    if round_.mode == "exam" and not round_.over:
        return "已保存，交卷前可以改。" if round_.draft is not None else ""
    if not round_.tries:
        return "没有作答。" if round_.over else ""
    last = round_.tries[-1].mark
    if last.correct:
        return f"对了，得 {_points(round_.credit)} 分（满分 100）。"
    partly = f"这次对了 {last.score:.0%}。" if last.score else "不对。"
    if round_.over:
        return f"{partly}机会用完了，得 {_points(round_.credit)} 分。看下面的讲解。"
    return f"{partly}还有 {round_.tries_left} 次机会。"


def sources(round_: Round, bank: Bank) -> list[str]:
    """The rules and fact checks that the key rests on, each with article and day checked."""
    return [str(source) for source in map(bank.source, round_.question.source) if source]


def _numbered(face: Face) -> tuple[str, list[str]]:
    """The stem and the texts of the slots; the gaps of a cloze are numbered, since their ids are words."""
    texts = [f"[[{n}]]" if face.kind == "cloze" else slot.text for n, slot in enumerate(face.slots, 1)]
    stem = face.stem
    for slot, text in zip(face.slots, texts, strict=True):
        stem = stem.replace(slot.text, text) if face.kind == "cloze" else stem
    return stem, texts


def _points(credit: float) -> str:
    return f"{credit * 100:.0f}"


def _places(face: Face) -> dict[str, int]:
    return {slot.id: i for i, slot in enumerate(face.slots)} or {part.id: i for i, part in enumerate(face.options)}


def _note(note: Note, places: Mapping[str, int]) -> dict[str, Any]:
    return {"at": places.get(note.part, -1), "right": note.right, "text": note.text}


def _ending(round_: Round, face: Face, places: Mapping[str, int], bank: Bank) -> dict[str, Any]:
    key = round_.solution
    assert key is not None
    return {
        "key": to_positions(face, key.response),
        "whys": {str(places[part]): why for part, why in key.whys.items() if part in places},
        "why": key.why,
        "sources": sources(round_, bank),
    }
