"""
What the agent has on the screen, held against what the reply says.

``facts`` is whatever a system shows: any keys, any wording. Read are numbers, days, the state of the order, who pays
the freight, and what the rules say; what is not understood is passed over. A clash is only called where the same thing
is said with another value: silence is no clash, and a number that the facts hold anywhere is no clash either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from cs_training.core.judging import fact_words as words
from cs_training.core.judging.scope import denied, quoted, reported
from cs_training.core.judging.writing import CLAUSE_ENDS, Text, read_text

LONGEST = 12  # characters of a value that are looked for in one piece
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Clash:
    """A stretch of the folded reply that says other than a fact does, and the fact, as ``key：value``."""

    start: int
    end: int
    fact: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it was given; ``folded`` is key and value together."""

    key: str
    value: str
    folded: str
    folded_value: str

    @property
    def shown(self) -> str:
        return f"{self.key}：{self.value}"


def read_facts(facts: Mapping[str, object] | None, simple: Mapping[str, str]) -> tuple[Fact, ...]:
    """The facts that are texts or numbers; nothing else can be read, and nothing raises."""
    given = facts.items() if isinstance(facts, Mapping) else ()
    plain = [(str(key), str(value)) for key, value in given if _readable(value)]
    return tuple(
        Fact(key, value, read_text(f"{key} {value}", simple).folded, read_text(value, simple).folded)
        for key, value in plain
    )


def _readable(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool) and value == value  # noqa: PLR0124 -- no NaN


def clashes(text: Text, facts: tuple[Fact, ...]) -> list[Clash]:
    """Where the reply contradicts a fact: money, days, the state of the order, what the rules say, freight."""
    finders = (_wrong_refunds, _wrong_values, _wrong_days, _wrong_states, _wrong_refusals, _wrong_freight)
    return list(chain.from_iterable(finder(text, facts) for finder in finders))


def reasked(text: Text, facts: tuple[Fact, ...]) -> list[Clash]:
    """Where the reply asks for what the screen shows."""
    found = ((asked, _first(facts, asked.shown)) for asked in words.ASKED)
    return [clash for asked, fact in found if fact for clash in _against(text, asked.asks, fact)]


def used(text: Text, facts: tuple[Fact, ...]) -> list[tuple[int, int, Fact]]:
    """Where the reply uses what the screen shows: the longest piece of each value that it repeats, if any."""
    found = ((_shared(text.folded, fact.folded_value), fact) for fact in facts)
    return [(*place, fact) for place, fact in found if place]


def stances(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """What the rules say of a return, as far as the screen tells: ``grants``, ``refuses``, both or nothing."""
    ruled = " ".join(fact.folded for fact in facts if words.RULE_KEY.search(fact.key.lower()))
    sides = (("grants", words.GRANTS), ("refuses", words.REFUSES))
    return tuple(name for name, said in sides if said.search(ruled))


def _shared(reply: str, value: str) -> tuple[int, int] | None:
    for length in range(min(len(value), LONGEST), SHORTEST - 1, -1):
        for start in range(len(value) - length + 1):
            piece = value[start : start + length]
            place = reply.find(piece)
            if place >= 0 and not any(end in piece for end in CLAUSE_ENDS):
                return place, place + length
    return None


def _wrong_refunds(text: Text, facts: tuple[Fact, ...]) -> Iterator[Clash]:
    """A refund that is not what the facts say is to be refunded."""
    fact = _first(facts, words.REFUND) or _first(facts, words.SHOWS_REFUND)
    known = _known_amounts(facts)
    for found in words.REFUND.finditer(text.folded) if fact else ():
        first, last = text.sentence_at(found.start())
        partly = words.PARTLY.search(text.folded, first, last)
        if fact and not partly and float(found["amount"]) not in known and _meant(text, found):
            yield Clash(*found.span(), fact.shown)


def _known_amounts(facts: tuple[Fact, ...]) -> set[float]:
    """Every amount that the facts hold, and the sums and differences of two: 86 − 9 is no invention."""
    held = {number for fact in facts for number in _numbers(fact.folded)}
    return held | {round(a + b, 2) for a in held for b in held} | {round(abs(a - b), 2) for a in held for b in held}


def _wrong_values(text: Text, facts: tuple[Fact, ...]) -> Iterator[Clash]:
    """An amount said right after the name of a fact that has another: 到手价 99, where the screen says 109."""
    for fact in facts:
        name = re.sub(r"[^\u4e00-\u9fff]", "", fact.key)
        if name in words.SUMS or not 2 <= len(name) <= 5 or not words.MONEY.search(fact.folded):
            continue
        said = re.compile(rf"{name}(?:是|为|就是|一共|总共|共)?({words.NUMBER})(?:元|块)")
        for found in said.finditer(text.folded):
            if float(found[1]) not in _numbers(fact.folded) and _meant(text, found):
                yield Clash(*found.span(), fact.shown)


def _wrong_days(text: Text, facts: tuple[Fact, ...]) -> Iterator[Clash]:
    """Another day for what the facts date: signed for, sent, paid, due."""
    known = {day for fact in facts for day in _days(fact.folded)}
    for happening in words.HAPPENINGS:
        dated = next((f for f in facts if re.search(happening, f.folded) and _days(f.folded)), None)
        near, day = f"(?:{happening})", words.DAY.replace("?P<day>", "")
        said = re.compile(f"{day}(?:就|才|已经?|刚|的时候|那天)?{near}|{near}(?:时间|日期|日|是|在|于|为|的)*{day}")
        for found in said.finditer(text.folded) if dated else ():
            promised = words.PROMISED.search(text.folded, *text.clause_at(found.start()))
            if dated and not promised and not _days(found[0]) & known and _meant(text, found):
                yield Clash(*found.span(), dated.shown)


def _wrong_states(text: Text, facts: tuple[Fact, ...]) -> Iterator[Clash]:
    """A state of the order that the screen's excludes."""
    telling = tuple(fact for fact in facts if words.STATE_KEY.search(fact.key.lower()))
    for state in words.STATES:
        fact = _first(telling, state.shown)
        yield from _against(text, state.denied_by, fact) if fact else ()


def _wrong_refusals(text: Text, facts: tuple[Fact, ...]) -> Iterator[Clash]:
    """Refusing a return that the rules grant."""
    ruled = (fact for fact in facts if words.RULE_KEY.search(fact.key.lower()))
    granted = next((f for f in ruled if words.GRANTS.search(f.folded) and not words.REFUSES.search(f.folded)), None)
    yield from _against(text, words.SAYS_NO, granted) if granted else ()


def _wrong_freight(text: Text, facts: tuple[Fact, ...]) -> Iterator[Clash]:
    """The freight laid on the other side; where the facts name both sides, it depends, and nothing is said."""
    seller, buyer = (_first(facts, side.shown) for side in (words.SELLER_PAYS, words.BUYER_PAYS))
    if seller and not buyer:
        yield from _against(text, words.SELLER_PAYS.denied_by, seller)
    if buyer and not seller:
        yield from _against(text, words.BUYER_PAYS.denied_by, buyer)


def _against(text: Text, says: re.Pattern[str], fact: Fact) -> list[Clash]:
    return [Clash(*found.span(), fact.shown) for found in says.finditer(text.folded) if _meant(text, found)]


def _first(facts: tuple[Fact, ...], shown: re.Pattern[str]) -> Fact | None:
    return next((fact for fact in facts if shown.search(fact.folded)), None)


def _numbers(text: str) -> set[float]:
    return {float(one) for one in re.findall(words.NUMBER, text)}


def _days(text: str) -> set[int]:
    """The days of the month that a text names; the month is passed over: people leave it out."""
    return {int(found["day"]) for found in re.finditer(words.DAY, text)}


def _meant(text: Text, found: re.Match[str]) -> bool:
    """Whether the reply itself says it: not denied, not quoted, not told of others, no supposition."""
    # Where a denial is part of the words looked for (还没发货), whether they are denied cannot be asked.
    excuses = (quoted, reported, _supposed, *(() if re.search("[不没未]", found.re.pattern) else (denied,)))
    return not any(excuse(text, *found.span()) for excuse in excuses)


def _supposed(text: Text, start: int, _end: int) -> bool:
    return bool(words.SUPPOSED.search(text.folded, *text.sentence_at(start)))
