"""
What the agent does, and what the customer hears in it.

A reply is judged once, when it is typed (:func:`heard`); what was heard is part of the deed and is stored with it, so
that playing a deed again judges nothing. A choice was judged by its author.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cs_training.core.judging.assessment import LABELS, Assessment, Label
from cs_training.core.judging.scope import denied
from cs_training.core.judging.writing import Text, read_text
from cs_training.core.playing.script import Choice, Do, Scenario

_ANY = {
    "{时间}": re.compile(
        # 一点 alone is a little: 稍等一点 names no time.
        r"\d{1,2}[：:]\d{2}|(?:\d{1,2}|十[一二]|[二两三四五六七八九十])点|一点[前钟半整]|"
        r"[\d一二两三四五六七八九十半]{1,3}个?(?:刻钟|分钟|小时|钟头|工作日)|\d{1,2}[号日]|\d+天|"
        r"(?:今|明|后)[天早晚]|(?:周|星期|礼拜)[一二三四五六日天]|天黑前|下班前"
    ),
    "{金额}": re.compile(r"\d+(?:\.\d{1,2})?[元块]|¥\d+"),
}


_ASKS = re.compile(
    "[？吗呢]|什么|怎么|哪[天里个位种一些款]|几[点天号个位件岁]|多少|多[大高重久长]|还是|"
    "麻烦[您你发拍看]|[请帮]您?[发说拍]|发我|发来|发下|告诉我|说[一下]下?|拍[张个一照给下]|([\u4e00-\u9fff])[不没]\\1|[了过好]没"
)
_NEGATIVE = re.compile("[不没无未别勿非]")
_NAMES = re.compile("无(?=理由)|不(?=符包赔)")  # a no that is part of a name denies nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """
    What the customer makes of a reply.

    Attributes:
        labels: The labels that were given. confidence: of every label, 0–1.
        breaks: Codes of the red lines touched.
        points: Told by its words. asks: hidden facts that it asks for.
    """

    labels: tuple[Label, ...] = ()
    confidence: Mapping[Label, float] = field(default_factory=lambda: dict.fromkeys(LABELS, 1.0))
    breaks: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """
    One thing that the agent does.

    Attributes:
        at: Seconds since the shift began.
        chat: Id of the chat.
        text: The reply, or what is written on a ticket.
        choice: Id of the choice, for ``choose``. to: Id of the colleague, for ``transfer``.
        yuan: For ``offer`` and ``refund``.
        heard: For ``reply``.
    """

    at: int
    chat: str
    do: Do
    text: str = ""
    choice: str = ""
    to: str = ""
    yuan: float = 0
    heard: Heard | None = None


def heard(reply: str, said: Assessment, scenario: Scenario) -> Heard:
    """
    What the customer of a scenario makes of a judged reply.

    Short and plain is not rude to her: tone is missing only where words of the reply speak against it.
    """
    text = read_text(reply, {})
    given = {**said.labels, "tone": said.labels["tone"] or not said.evidence["tone"].spans}
    return Heard(
        labels=tuple(label for label in LABELS if given[label]),
        confidence={label: round(said.confidence[label], 3) for label in LABELS},
        breaks=tuple(dict.fromkeys(one.code for one in said.violations)),
        points=told(text, scenario),
        asks=tuple(one.id for one in scenario.facts.hidden if _asked(text, one.asked)),
    )


def chosen(choice: Choice) -> Heard:
    """What she makes of a choice: what its author says."""
    return Heard(labels=choice.labels, breaks=choice.breaks, points=choice.gives, asks=choice.asks)


def told(text: Text, scenario: Scenario) -> tuple[str, ...]:
    """The points that the words of a text tell."""
    return tuple(one.id for one in scenario.points if says_any(text, one.words))


def says_any(text: Text, words: tuple[str, ...]) -> bool:
    """Whether a text says one of these; how words are written stands at ``Point.words``."""
    return any(_says(text, word) for word in words)


def _asked(text: Text, words: tuple[str, ...]) -> bool:
    """Whether something is asked for: one of the words, in a sentence that asks or requests."""
    # 没看到送的杯子，您留着吗 asks for it: a no before the word does not matter in a question.
    asked = any(all(_folded(part) in text.folded for part in word.split("+")) for word in words)
    return asked and bool(_ASKS.search(text.folded))


def _says(text: Text, word: str) -> bool:
    return all(_found(text, part) for part in word.split("+"))


def _found(text: Text, part: str) -> bool:
    if part in _ANY:
        return bool(_ANY[part].search(text.folded))
    word = _folded(part)
    # Where the word itself is a no (没有了), a no before it is not looked for.
    if _NEGATIVE.search(word):
        return word in text.folded
    plain = replace(text, folded=_NAMES.sub("某", text.folded))  # as long as before
    places = (m.start() for m in re.finditer(re.escape(word), plain.folded))
    return any(not denied(plain, place, place + len(word)) for place in places)


@functools.cache
def _folded(part: str) -> str:
    return read_text(part, {}).folded
