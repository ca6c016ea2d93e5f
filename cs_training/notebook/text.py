"""Questions as plain text, for hosts that draw no widgets and for anybody who prefers to read and type."""

from __future__ import annotations

from collections.abc import Iterator

from cs_training.content.bank import Bank
from cs_training.core.face import Face
from cs_training.core.marking import solution
from cs_training.core.quiz import Round
from cs_training.core.response import LETTERS, Response
from cs_training.notebook.sitting import Sitting
from cs_training.notebook.view import KIND_NAMES, sources, verdict

_HOW = {
    "single": "写一个字母",
    "multiple": "写几个字母",
    "truefalse": "写“对”或“错”",
    "numeric": "写一个数",
    "fill": "写一个词",
    "order": "把字母按先后写成一串",
    "match": "从上到下，每行写一个字母",
    "classify": "从上到下，每行写一个字母",
    "cloze": "写成列表，每个空一项",
}


def sitting_text(sitting: Sitting, *, how: bool = True) -> str:
    """All questions of a sitting with what was answered so far; ``how`` as in :func:`round_text`."""
    many = len(sitting.rounds) > 1
    blocks = [round_text(r, sitting.bank, number=n if many else None, how=how) for n, r in enumerate(sitting.rounds, 1)]
    if sitting.handed_in:
        blocks.append(f"已交卷，得 {sitting.credit * 100:.0f} 分（满分 100）。")
    return "\n\n".join(blocks)


def round_text(round_: Round, bank: Bank, number: int | None = None, *, how: bool = True) -> str:
    """One question: stem, parts, hints taken, the newest answer, and the explanation once it is over.

    Args:
        number: Its number in a block of several.
        how: Say how to answer by typing, where nothing is answered yet.
    """
    face = round_.face
    head = f"{number}. " if number else ""
    lines = [f"{head}【{KIND_NAMES[face.kind]}】{_stem(face)}", *_parts(face)]
    lines += [f"提示 {n}：{text}" for n, text in enumerate(round_.question.hints[: round_.hints], 1)]
    lines += _said(round_)
    if round_.over:
        lines += key_lines(round_, bank)
    elif how and not round_.tries and round_.draft is None:
        place = f", {number}" if number else ""
        lines.append(f'（文字作答：ask(……).answer("……"{place})，{_HOW[face.kind]}）')
    return "\n".join(lines)


def response_text(face: Face, response: Response) -> str:
    """An answer in the letters and words shown: ``B``, ``C A B``, ``1B 2A``."""
    letters = {part.id: LETTERS[i] for i, part in enumerate(face.options)}
    match response:
        case dict():
            said = [(n, response.get(slot.id, "—")) for n, slot in enumerate(face.slots, 1)]
            return " ".join(f"{n}{letters.get(value, f'“{value}”')}" for n, value in said)
        case list():
            return " ".join(letters.get(part, "?") for part in response)
        case _ if face.kind == "truefalse":
            return {part.id: part.text for part in face.options}.get(response, response)
    return letters.get(response, response)


def _stem(face: Face) -> str:
    stem = face.stem.strip()
    for n, slot in enumerate(face.slots, 1):
        stem = stem.replace(slot.text, f"____({n})") if face.kind == "cloze" else stem
    return stem


def _parts(face: Face) -> Iterator[str]:
    if face.kind != "truefalse":
        yield from (f"  {LETTERS[i]}. {part.text}" for i, part in enumerate(face.options))
    for n, slot in enumerate(face.slots, 1):
        options = "".join(f"  {LETTERS[i]}. {part.text}" for i, part in enumerate(slot.options))
        if face.kind != "cloze" or options:
            yield f"  {n}) {'' if face.kind == 'cloze' else slot.text}{options}"
    if face.unit:
        yield f"  （单位：{face.unit}）"


def _said(round_: Round) -> Iterator[str]:
    shown = round_.tries[-1].response if round_.tries else round_.draft
    if shown is not None:
        yield f"你的答案：{response_text(round_.face, shown)}"
    if line := verdict(round_):
        yield line
    if round_.tries and not round_.over:
        yield from (note.text for note in round_.tries[-1].mark.notes if note.text)


def key_lines(round_: Round, bank: Bank) -> Iterator[str]:
    """The key with every explanation and source. For a learner only once the round is over."""
    key, face = solution(round_.question), round_.face
    yield f"答案：{response_text(face, key.response)}"
    names = {part.id: LETTERS[i] for i, part in enumerate(face.options)}
    names |= {slot.id: str(n) for n, slot in enumerate(face.slots, 1)}
    if face.kind == "truefalse":
        names = {part.id: part.text for part in face.options}
    yield from (f"  {names[part]}：{why}" for part, why in key.whys.items() if part in names)
    if key.why:
        yield f"讲解：{key.why.strip()}"
    yield from (f"依据：{source}" for source in sources(round_, bank))
