"""
Answers as they arrive, and the one form in which they are marked and stored.

========================  ===========================================  ==============================
kind                      stored (ids, never letters or positions)     typed
========================  ===========================================  ==============================
single, truefalse         ``"agree"``, ``"true"``                      ``"B"``, ``"对"``, ``False``
multiple, order           ``["a", "c"]``                               ``"AC"``, ``"C A B"``
match, classify           ``{"left": "right"}``                        ``"1B 2A"``, ``"BA"``
cloze                     ``{"a": "text"}``                            ``["text", "text"]``
numeric, fill             ``"35%"``                                    ``"35%"``, ``35``
========================  ===========================================  ==============================
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence

from cs_training.core.face import Face, Part, Slot
from cs_training.core.numbers import read_number
from cs_training.core.text import fold, narrow
from cs_training.errors import AnswerError

Response = str | list[str] | dict[str, str]

LETTERS = string.ascii_uppercase
_TRUE = {"对", "对的", "是", "是的", "没错", "正确", "真", "true", "t", "yes", "y", "√", "✓", "✔"}
_FALSE = {"错", "错的", "不是", "不对", "不正确", "错误", "假", "false", "f", "no", "n", "×", "x", "✗", "✘"}
# What people say around letters: “选 A 和 C”, “先 C 再 A”. A 不 stays, and is refused.
_FILLER = re.compile(r"答案|选项|我?选|是|和|与|及|先|再|然后|最后")


def read_response(face: Face, typed: object) -> Response:
    """
    What somebody typed, as a response.

    Raises:
        AnswerError: It does not fit the question; says what to type.
    """
    match face.kind:
        case "single":
            return _one(face, str(typed))
        case "truefalse":
            return _true_or_false(face, typed)
        case "multiple" | "order":
            return check(face, [_option(face.options, letter).id for letter in _letters(typed)])
        case "match" | "classify":
            return check(face, _mapping(face, typed))
        case "cloze":
            return check(face, _blanks(face, typed))
        case "numeric" if isinstance(typed, float):
            # 0.07 * 100 is 7.000000000000001 to Python, and 7 to the learner who wrote it.
            return check(face, f"{typed:.12g}")
        case _:
            return check(face, str(typed))


def from_positions(face: Face, sent: object, *, partial: bool = False) -> Response:
    """
    What a widget sent, as a response: it knows positions and texts only.

    Args:
        sent: An index, a list of indices, a ``{slot index: option index or text}``, or a text.
        partial: Allow gaps (an exam is saved while it is being written).

    Raises:
        AnswerError: It does not fit the question.
    """
    try:
        match face.kind:
            case "single" | "truefalse":
                return face.options[_index(sent)].id
            case "multiple" | "order" if isinstance(sent, list):
                return check(face, [face.options[_index(i)].id for i in sent], partial=partial)
            case "match" | "classify" | "cloze" if isinstance(sent, dict):
                return check(face, _placed(face, sent), partial=partial)
            case "numeric" | "fill" if isinstance(sent, str):
                return check(face, sent, partial=partial)
    except (IndexError, TypeError, ValueError):
        pass
    raise AnswerError("收到的答案和题目对不上，请重新运行这个单元格再答。")


def to_positions(face: Face, response: Response) -> object:
    """A stored response as a widget draws it; parts that no longer exist are left out."""
    options = {part.id: i for i, part in enumerate(face.options)}
    match response:
        case list():
            return [options[i] for i in response if i in options]
        case dict():
            slots = [(n, slot) for n, slot in enumerate(face.slots) if slot.id in response]
            return {str(n): _shown(slot, options, response[slot.id]) for n, slot in slots}
        case str() if face.options:
            return options.get(response)
    return response


def check(face: Face, response: Response, *, partial: bool = False) -> Response:
    """
    The response itself, if it has the question's shape.

    Raises:
        AnswerError: It is empty, incomplete, or not of the question's kind.
    """
    match response:
        case _ if partial:
            return response
        case []:
            raise AnswerError("还没有选。至少选一个再提交。")
        case list() if len(set(response)) < len(response):
            raise AnswerError("同一个选项写了两次，每个只写一次。")
        case list() if face.kind == "order" and len(response) < len(face.options):
            raise AnswerError(f"要把 {len(face.options)} 步都排进去，现在只有 {len(response)} 步。")
        case dict() if missing := [n for n, s in enumerate(face.slots, 1) if not response.get(s.id, "").strip()]:
            raise AnswerError(f"第 {'、'.join(map(str, missing))} 个还空着，填完再提交。")
        case str() if not response.strip():
            raise AnswerError("还没有填。写上答案再提交。")
        case str() if face.kind == "numeric":
            _number_or_error(response, face.unit)
        case str() if face.kind == "fill" and not fold(response):
            raise AnswerError("只有标点，没有字。写上答案再提交。")
    return response


def _number_or_error(typed: str, unit: str) -> None:
    try:
        read_number(typed, unit)
    except ValueError as error:
        raise AnswerError(str(error)) from None


def _index(sent: object) -> int:
    if isinstance(sent, bool) or not isinstance(sent, int) or sent < 0:
        raise IndexError
    return sent


def _placed(face: Face, sent: Mapping[object, object]) -> dict[str, str]:
    placed = {}
    for key, value in sent.items():
        slot = face.slots[_index(int(key) if isinstance(key, str) and key.isdecimal() else key)]
        options = slot.options or face.options
        placed[slot.id] = options[_index(value)].id if options else _text(value)
    return placed


def _text(sent: object) -> str:
    if not isinstance(sent, str):
        raise TypeError
    return sent


def _shown(slot: Slot, options: Mapping[str, int], value: str) -> object:
    own = {part.id: i for i, part in enumerate(slot.options)}
    return own.get(value) if own else options.get(value, value)


def _letters(typed: object) -> list[str]:
    text = "".join(map(str, typed)) if isinstance(typed, Sequence) else str(typed)
    return [c for c in _FILLER.sub("", narrow(text)).upper() if c.isalnum()]


def _option(options: Sequence[Part], letter: str) -> Part:
    place = LETTERS.find(letter) if len(letter) == 1 else -1
    if not 0 <= place < len(options):
        raise AnswerError(f"没有选项“{letter}”。请写 A–{LETTERS[len(options) - 1]} 里的字母。")
    return options[place]


def _one(face: Face, typed: str) -> str:
    letters = _letters(typed)
    if len(letters) != 1:
        raise AnswerError(f"这题只选一个。请写一个字母，A–{LETTERS[len(face.options) - 1]}。")
    return _option(face.options, letters[0]).id


def _true_or_false(face: Face, typed: object) -> str:
    said = narrow(str(typed)).lower().strip(" \t\n。.!,'\"“”")
    if said in _TRUE:
        return "true"
    if said in _FALSE:
        return "false"
    if said.upper() in ("A", "B"):
        return _option(face.options, said.upper()).id
    raise AnswerError("这题判断对错。请写“对”或“错”。")


def _mapping(face: Face, typed: object) -> dict[str, str]:
    """``1B 2A``, ``BA``, ``["B", "A"]`` or ``{1: "B", 2: "A"}``."""
    if isinstance(typed, Mapping):
        pairs = [(narrow(str(key)).strip(), narrow(str(value)).strip()) for key, value in typed.items()]
    else:
        text = "".join(_letters(typed))
        pairs = [(str(n), letter) for n, letter in enumerate(text, 1)]
        if re.fullmatch(r"(\d+[A-Z])+", text):
            pairs = re.findall(r"(\d+)([A-Z])", text)
    placed: dict[str, str] = {}
    for number, letter in pairs:
        if len(pairs) > len({n for n, _ in pairs}):
            raise AnswerError("同一个序号写了两次，每个只写一次，比如“1B 2A”。")
        if number not in map(str, range(1, len(face.slots) + 1)):
            raise AnswerError(f"没有第 {number} 个。请写 1–{len(face.slots)}，比如“1B 2A”。")
        placed[face.slots[int(number) - 1].id] = _option(face.options, letter.upper()).id
    return placed


def _blanks(face: Face, typed: object) -> dict[str, str]:
    if isinstance(typed, Mapping):
        texts = [str(typed.get(slot.id, typed.get(n, ""))) for n, slot in enumerate(face.slots, 1)]
    else:
        texts = [str(t) for t in typed] if isinstance(typed, list | tuple) else re.split(r"[;；|\n]", str(typed))
    if len(texts) != len(face.slots):
        raise AnswerError(f'这题有 {len(face.slots)} 个空，请按顺序写成列表，比如 ["第一空", "第二空"]。')
    return {slot.id: _picked(slot, text.strip()) for slot, text in zip(face.slots, texts, strict=True)}


def _picked(slot: Slot, text: str) -> str:
    if not text or not slot.options or any(text == part.id for part in slot.options):
        return text
    return _option(slot.options, narrow(text).upper()).id
