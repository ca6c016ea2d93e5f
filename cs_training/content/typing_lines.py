"""The lines of the typing drill: their type, and what is checked when ``typing.yaml`` is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cs_training.content.phrases import Fault, Phrase, filled
from cs_training.core.typing_slips import squeezed
from cs_training.errors import suggestion

LENGTHS = {1: (6, 24), 2: (18, 60), 3: (40, 200)}  # characters of a line, by level


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingLine:
    """
    A line to type.

    Attributes:
        text: The line; at level 3 what stands after the first phrase.
        customer: Level 3: what the customer wrote.
        phrases: Level 3: the quick phrases of the reply, in their order.
        card: Level 3: the order card, which fills their variables.
    """

    id: str
    level: Literal[1, 2, 3]
    text: str
    customer: str = ""
    phrases: tuple[str, ...] = ()
    card: dict[str, str] = field(default_factory=dict)


def target(line: TypingLine, phrases: Mapping[str, Phrase]) -> str:
    """What is to be typed: the first phrase, the line's own words, the other phrases."""
    first, *others = (filled(phrases[id_].text, line.card) for id_ in line.phrases) if line.phrases else ("",)
    return "".join((first, line.text, *others))


def line_faults(line: TypingLine, phrases: Mapping[str, Phrase]) -> Iterator[Fault]:
    """What types cannot say about a line."""
    for i, id_ in enumerate(line.phrases):
        if id_ not in phrases:
            yield ("phrases", i), f"没有编号为“{id_}”的短语。{suggestion(id_, phrases)}"
            return
        for name in phrases[id_].variables:
            if not line.card.get(name, "").strip():
                yield ("card",), f"短语 {id_} 要填“{name}”，card 里补上。"
    yield from _level_faults(line)
    whole = target(line, phrases)
    low, high = LENGTHS[line.level]
    if not low <= len(squeezed(whole)) <= high:
        yield ("text",), f"第 {line.level} 关一行 {low} 到 {high} 个字，这一行 {len(squeezed(whole))} 个。"
    if re.search(r"[,;?!()\n]|\.(?!\d)", whole):
        yield ("text",), "标点用全角（，。？！），不换行：半角标点会让打对的人算错。"


def _level_faults(line: TypingLine) -> Iterator[Fault]:
    if line.level == 3 and not (line.phrases and line.card and line.customer.strip()):
        yield ("level",), "第 3 关要有 customer、phrases 和 card。"
    if line.level != 3 and (line.phrases or line.card or line.customer):
        yield ("level",), "customer、phrases 和 card 只有第 3 关用。"
    if line.level == 2 and not re.search(r"\d", line.text):
        yield ("text",), "第 2 关练数字，这一行里要有金额、日期、单号或地址。"
    if line.level == 3 and "/" in line.text:
        yield ("text",), "第 3 关里按 / 是找短语，这一行不要用它。"
