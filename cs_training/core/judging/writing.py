"""
A text as the judge reads it, with the way back to the text as it was typed.

Folded are width, case, traditional characters, zero-width characters, and whatever people put between the characters
of a word to hide it (``微 信``, ``微*信``, ``微👌信``). Kept are the marks that end a clause. Every character of the
folded text knows where it stood, so that a finding can be shown in the reply itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

CLAUSE_ENDS = "，。！？；：、\n"
SENTENCE_ENDS = "。！？；\n"
_ENDS = str.maketrans(",!?;…~—|", "，！？；。，，，")
# Emoji that stand for a word, or say something about the tone. Others part the characters of a word, as spaces do.
_EMOJI = {
    "➕": "加",
    "🐧": "qq",
    "🟢": "绿",
    "💚": "绿",
    "⭐": "星",
    "🌟": "星",
    "💰": "钱",
    "🧧": "红包",
    "📱": "手机",
    "☎": "电话",
    "📞": "电话",
}
_FACES = "🙄😒😏🤡💩🖕🙃😤😡🤬"
_KEPT_SIGNS = "%¥"
_INSIDE_NUMBERS = ".:/-*"  # 3.5, 18:00, 11/22, 1-5, 2*3
_QUOTED = re.compile('“[^“”]*”|「[^「」]*」|『[^『』]*』|‘[^‘’]*’|"[^"]*"')


@dataclass(frozen=True)
class Text:
    """
    A text, folded.

    Attributes:
        raw: As typed.
        folded: As the judge reads it.
        places: For each character of ``folded``, where it stands in ``raw``.
    """

    raw: str
    folded: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the raw one."""
        return self.places[start], self.places[end - 1] + 1

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each clause of the folded text, in order; empty ones left out."""
        return tuple(_stretches(self.folded, CLAUSE_ENDS))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """As ``clauses``, for sentences."""
        return tuple(_stretches(self.folded, SENTENCE_ENDS))

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """What stands in quotation marks, as stretches of the folded text."""
        inside = [(m.start(), m.end()) for m in _QUOTED.finditer(self.raw)]
        within = ([i for i, place in enumerate(self.places) if start < place < end - 1] for start, end in inside)
        return tuple((some[0], some[-1] + 1) for some in within if some)

    @cached_property
    def once(self) -> str:
        """The folded text without sentences that were said before: saying it five times is saying it once."""
        said = dict.fromkeys(self.folded[start:end] for start, end in self.sentences)
        return self.folded if len(said) == len(self.sentences) else "。".join(said)

    def clause_at(self, place: int) -> tuple[int, int]:
        """The clause in which a place of the folded text lies."""
        return _around(self.clauses, place)

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence in which a place of the folded text lies."""
        return _around(self.sentences, place)


def read_text(raw: str, simple: Mapping[str, str]) -> Text:
    """
    A text, folded.

    Args:
        raw: As typed.
        simple: Simplified characters by their traditional ones.
    """
    chars = [(one, place) for place, char in enumerate(raw) for one in _plain(char, simple)]
    folded: list[str] = []
    places: list[int] = []
    for i, (char, place) in enumerate(chars):
        before, after = (chars[i - 1][0] if i else ""), (chars[i + 1][0] if i + 1 < len(chars) else "")
        for one in _meant(before, char, after):
            if one in CLAUSE_ENDS and folded and folded[-1] in CLAUSE_ENDS:
                folded[-1] = _stronger(folded[-1], one)
                continue
            folded.append(one)
            places.append(place)
    return Text(raw, "".join(folded), tuple(places))


def _plain(char: str, simple: Mapping[str, str]) -> str:
    """A character without width, case and script; an emoji that stands for a word becomes the word."""
    if char in _EMOJI:
        return _EMOJI[char]
    folded = unicodedata.normalize("NFKC", char.translate(_ENDS)).lower().translate(_ENDS)
    return "".join(simple.get(one, one) for one in folded if one not in "\u200b\u200c\u200d\u2060\ufe0f\u20e3")


def _meant(before: str, char: str, after: str) -> str:
    """A character in its place: kept, left out, or another one."""
    if char == "，" and before.isdigit() and after.isdigit():
        return ""  # 1,299: that a list of numbers becomes one is the lesser evil
    if before.isdigit() and after.isdigit() and char in _INSIDE_NUMBERS:
        return char
    if char == "." and "." in (before, after):
        return "。"
    if char == "+":
        return "加"
    if char == ":":
        return "："
    if char.isalnum() or char in CLAUSE_ENDS or char in _KEPT_SIGNS or char in _FACES:
        return char
    return "，" if char in "()" else ""


def _stronger(one: str, other: str) -> str:
    """Of two endings in a row, the one that counts: a question stays a question, a sentence's end beats a comma."""
    if "？" in (one, other):
        return "？"
    return one if one in SENTENCE_ENDS else other


def _stretches(text: str, ends: str) -> Iterator[tuple[int, int]]:
    start = 0
    for i, char in enumerate(text + ends[0]):
        if char in ends:
            if i > start:
                yield start, i
            start = i + 1


def _around(stretches: tuple[tuple[int, int], ...], place: int) -> tuple[int, int]:
    return next(((a, b) for a, b in stretches if a <= place <= b), (place, place))
