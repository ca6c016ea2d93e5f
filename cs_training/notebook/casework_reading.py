"""
Answers to a case as they arrive, and the one form in which they are marked and stored: a text for each part, by its id.

A choice becomes its id, money yuan with two decimals, a day its ISO date or the id of “no day matters”. What cannot be
read is refused and costs no try.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from datetime import date

from cs_training.core.exact import say
from cs_training.core.practice import Part
from cs_training.core.practice.reading import read_day, read_money, says_no_day
from cs_training.core.response import LETTERS
from cs_training.core.text import fold, narrow
from cs_training.errors import AnswerError


def read_typed(asked: Sequence[Part], typed: object, on: date) -> dict[str, str]:
    """
    What somebody typed: ``"A / 102 / 买家 / 11月17日 / LAW-7D-01"``, or a list with an entry for each part.

    Args:
        on: The day of decision; a date without a year is the one nearest to it.

    Raises:
        AnswerError: It does not fit the case; says what to type.
    """
    said = [str(one) for one in typed] if isinstance(typed, list | tuple) else _pieces(str(typed), len(asked))
    if len(said) != len(asked):
        counted = f"这一例要答 {len(asked)} 项，现在有 {len(said)} 项。"
        raise AnswerError(f"{counted}按顺序写“{outline(asked)}”，用“ / ”隔开。")
    return {part.id: _value(part, one, on) for part, one in zip(asked, said, strict=True)}


def from_sent(asked: Sequence[Part], sent: object, on: date) -> dict[str, str]:
    """
    What a widget sent: a place or a text for each part, in their order.

    Raises:
        AnswerError: It does not fit the case.
    """
    if not isinstance(sent, list) or len(sent) != len(asked):
        raise AnswerError("收到的答案和这一例对不上，请重新运行这个单元格再答。")
    return {part.id: _placed(part, one, on) for part, one in zip(asked, sent, strict=True)}


def outline(asked: Sequence[Part]) -> str:
    """The parts in the order in which they are typed."""
    return " / ".join(part.label for part in asked)


def to_sent(part: Part, value: str | None) -> int | str | None:
    """A stored value as a widget draws it."""
    if part.kind != "choice":
        return dict(part.choices).get(str(value), value)
    return next((place for place, (id_, _) in enumerate(part.choices) if id_ == value), None)


def in_words(part: Part, value: str | None) -> str:
    """A stored value as people read it."""
    if value is None:
        return "—"
    return dict(part.choices).get(value, value) + (" 元" if part.kind == "money" else "")


def right_in_words(part: Part) -> str:
    """The key, and what else would have been right."""
    return " 或 ".join(in_words(part, value) for value in (part.key, *part.also))


def _pieces(typed: str, wanted: int) -> list[str]:
    """A bare slash also stands in dates (11/17), so it divides only where nothing clearer does."""
    for divider in (r"[;；|\n]+", r"\s+[/／]\s+", r"[/／]", r"[,，、]"):
        pieces = [piece.strip() for piece in re.split(divider, typed.strip())]
        if len(pieces) == wanted:
            return pieces
    return [piece.strip() for piece in re.split(r"[;；|\n/／]+", typed.strip()) if piece.strip()]


def _placed(part: Part, sent: object, on: date) -> str:
    if part.kind != "choice":
        return _value(part, sent if isinstance(sent, str) else "", on)
    if sent is None:
        raise _empty(part)
    if isinstance(sent, bool) or not isinstance(sent, int) or sent not in range(len(part.choices)):
        raise AnswerError("收到的答案和这一例对不上，请重新运行这个单元格再答。")
    return part.choices[sent][0]


def _value(part: Part, typed: str, on: date) -> str:
    text = typed.strip()
    if part.kind == "date" and text in dict(part.choices):
        return text
    if not text or text in ("—", "……"):
        raise _empty(part)
    if part.kind == "choice":
        return _choice(part, text)
    if part.choices and says_no_day(text):  # a date may have one answer that is no date
        return part.choices[0][0]
    try:
        return say(read_money(text)) if part.kind == "money" else _day(text, on)
    except AnswerError as error:
        raise AnswerError(f"“{part.label}”：{error}") from None


def _empty(part: Part) -> AnswerError:
    return AnswerError(f"“{part.label}”还空着，填完再提交。")


def _day(text: str, on: date) -> str:
    """An ISO day; without a year it is the nearest one: in December, “1月3日” is next year's."""
    year, month, day = read_day(text)
    days = []
    for one in [year] if year else range(on.year - 4, on.year + 5):
        with contextlib.suppress(ValueError):  # 29 February
            days.append(date(one, month, day))
    return min(days, key=lambda one: abs(one - on)).isoformat()


def _choice(part: Part, text: str) -> str:
    """A letter, an id, or words that stand in one choice only."""
    ids = {id_.lower(): id_ for id_, _ in part.choices}
    if found := ids.get(narrow(text).lower()):
        return found
    letter = narrow(text).upper().rstrip(".")
    if len(letter) == 1 and letter in LETTERS[: len(part.choices)]:
        return part.choices[LETTERS.index(letter)][0]
    words = _texts(part)
    wanted = fold(text)
    exact = [id_ for id_, said in words.items() if said == wanted]
    near = exact or [id_ for id_, said in words.items() if wanted and wanted in said]
    if len(near) == 1:
        return near[0]
    last = LETTERS[len(part.choices) - 1]
    trouble = f"“{text}”对上了 {len(near)} 个选项" if near else f"没有“{text}”这个选项"
    raise AnswerError(f"“{part.label}”：{trouble}。写 A–{last} 里的一个字母，或者把选项写全。")


def _texts(part: Part) -> Mapping[str, str]:
    return {id_: fold(said) for id_, said in part.choices}
