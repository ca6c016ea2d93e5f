"""What makes a text unlike a reply: nothing in it, another language, stock phrases heaped up, saying it all again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cs_training.core.judging.judge import Judge
from cs_training.core.judging.writing import Text

_HAN = re.compile("[\u4e00-\u9fff]")
_LETTERS = re.compile("[a-z]")
_BLANKS = re.compile(r"\{[^{}]{1,12}\}|【[^【】]{1,8}】|(?<![a-z])x{2,}(?![a-z])|某某|×{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Oddities:
    """
    Attributes:
        blank: Nothing that could be read.
        foreign: Hardly any Chinese: nothing here can judge it.
        stuffed: Little but stock phrases (抱歉、理解、放心、马上 …), heaped up.
        repeated: Most of it is said more than once.
        unfilled: A template with its gaps still open.
    """

    blank: bool
    foreign: bool
    stuffed: bool
    repeated: bool
    unfilled: bool


def oddities(text: Text, judge: Judge) -> Oddities:
    """What is odd about a reply."""
    folded = text.folded
    han, letters = len(_HAN.findall(folded)), len(_LETTERS.findall(folded))
    stock = [m.span() for m in judge.stock.finditer(folded)]
    covered = sum(end - start for start, end in stock)
    return Oddities(
        blank=not any(char.isalnum() for char in folded),
        foreign=letters >= 12 and han * 4 < letters,
        stuffed=len(stock) >= 4 and covered * 2 > han,
        repeated=_said_again(text) > 0.5,
        unfilled=bool(_BLANKS.search(text.raw)),
    )


def _said_again(text: Text) -> float:
    """The share of clauses (of four characters and more) that were said before."""
    said = [text.folded[start:end] for start, end in text.clauses if end - start >= 4]
    return 1 - len(set(said)) / len(said) if len(said) >= 3 else 0.0
