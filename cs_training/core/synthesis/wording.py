"""
Every sentence that can stand in a log, once, in one table; a row of a log holds only its number there.

A sentence that names goods stands once for each of the goods of its topic, one behind the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from cs_training.core.synthesis.dice import Ints
from cs_training.core.synthesis.house import Exchange, Goods, House, Topic

_HOLES = ("{货}", "{商品}", "{价}")
NONE = -1


@dataclass(slots=True)
class _Table:
    texts: list[str] = field(default_factory=list)
    holes: list[int] = field(default_factory=list)

    def add(self, text: str, goods: list[Goods]) -> int:
        """The number of a sentence; it is added for each of the goods if it names them."""
        if not text:
            return NONE
        first, named = len(self.texts), any(hole in text for hole in _HOLES)
        lines = [_filled(text, one) for one in goods] if named else [text]
        self.texts += lines
        self.holes += [int(named)] * len(lines)
        return first


def _filled(text: str, goods: Goods) -> str:
    yuan = f"{goods.fen / 100:.2f}".rstrip("0").rstrip(".")
    for hole, word in zip(_HOLES, (goods.called, goods.name, yuan), strict=True):
        text = text.replace(hole, word)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """
    The table, and where in it what stands.

    Attributes:
        texts: All sentences, each once.
        number: The place in ``texts`` by the numbers used here, in which a sentence may stand twice.
        named: By number, 1 if the sentence is one of a row of goods.
        lines: By exchange: ask, more, answer, then; -1 where there is none.
        spans: By topic: first opening exchange, how many, first follow-up, how many.
        goods: By topic, how many goods it knows; ``fen`` their prices, one topic behind the other.
        phrases: By name: first number, and how many.
        urges: By topic and phrase, the reminders to pay.
    """

    texts: tuple[str, ...]
    number: Ints
    named: Ints
    lines: Ints
    spans: Ints
    goods: Ints
    fen: Ints
    phrases: dict[str, tuple[int, int]]
    urges: Ints

    def of(self, first: Ints, rank: Ints) -> Ints:
        """Numbers of sentences for the goods of these ranks."""
        return first + rank * self.named[first]


def wording(house: House) -> Wording:
    """All that the people of a house may write."""
    table = _Table()
    lines: list[tuple[int, ...]] = []
    spans: list[tuple[int, int, int, int]] = []
    goods_of = [[one for one in house.goods if one.category in topic.categories] for topic in house.topics]
    for topic, goods in zip(house.topics, goods_of, strict=True):
        spans.append((len(lines), len(topic.open), len(lines) + len(topic.open), len(topic.follow)))
        lines += [_exchange(table, one, goods) for one in (*topic.open, *topic.follow)]
    phrases = {}
    for name, some in house.phrases.items():
        if name != "urge":
            phrases[name] = (len(table.texts), len(some))
            for text in some:
                table.add(text, [])
    urges = [[table.add(text, goods) for text in house.phrases["urge"]] for goods in goods_of]
    texts = tuple(dict.fromkeys(table.texts))
    place = {text: i for i, text in enumerate(texts)}
    fen = [[goods[i % len(goods)].fen for i in range(max(map(len, goods_of)))] for goods in goods_of]
    return Wording(
        texts=texts,
        number=_ints([place[text] for text in table.texts]),
        named=_ints(table.holes),
        lines=_ints(lines),
        spans=_ints(spans),
        goods=_ints([len(goods) for goods in goods_of]),
        fen=_ints(fen),
        phrases=phrases,
        urges=_ints(urges),
    )


def desks(topics: tuple[Topic, ...]) -> Ints:
    """0 for the topics asked before buying, 1 for those after."""
    return _ints([int(topic.desk == "after") for topic in topics])


def _exchange(table: _Table, one: Exchange, goods: list[Goods]) -> tuple[int, ...]:
    return tuple(table.add(text, goods) for text in (one.ask, one.more, one.answer, one.then))


def _ints(values: object) -> Ints:
    return np.asarray(values, dtype=np.int64)
