"""
How a practice case is told: goods and people are drawn, facts go onto the order card or into the chat.

A case is drawn from its topic, level and number alone, by text: Python seeds its generator from text the same way
everywhere (:func:`cs_training.core.variant.draw` does so too).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from cs_training.core.exact import fen
from cs_training.core.practice.card import card_line, fact_value
from cs_training.core.ruling.periods import SATURDAY
from cs_training.errors import CaseError

TODAY = date(2026, 11, 22)
T = TypeVar("T")
Line = str | tuple[str, str]
Texts = str | tuple[str, ...]
# Of ten colleagues who have an opinion, how many are right.
STAFF_RIGHT = 3

# Goods that their page sells under terms of their own; a case about ordinary terms must not meet them by chance.
SPECIAL = ("临期", "微瑕", "现织", "鸭绒被", "手账礼盒", "过家家", "平角内裤", "牙刷", "激活码", "空白防水")
# Words of the tableware that can break: silicone does not.
BRITTLE = ("碗", "玻璃饭盒", "马克杯", "茶具")
BUYERS = (
    "麦芽糖", "老周", "阿澈", "栗子酱", "海盐", "北极贝",
    "橘猫不加班", "山那边", "小满爸爸", "豆沙包", "不吃香菜", "方糖",
)  # fmt: skip
# What each of them says before coming to the point.
OPENERS: Mapping[str, tuple[str, ...]] = {
    "麦芽糖": ("在吗，午休才有空，一次问完。", "我是幼儿园那个，问一单。"),
    "老周": ("你好", "姑娘在吗"),
    "阿澈": ("在", "问个事"),
    "栗子酱": ("来啦，图我都拍好了。", "在不在，先看我发的图。"),
    "海盐": ("老板在吗，又来了。", "老主顾了，给句准话。"),
    "北极贝": ("查单。", "核对一件事，请直接回结论。"),
    "橘猫不加班": ("还有人吗，我刚下班。", "夜猫子又来了，就一个小问题。"),
    "山那边": ("在不在，我这边信号不好。", "我又来看这单了。"),
    "小满爸爸": ("你好，先把规则问清楚。", "问一个细节。"),
    "豆沙包": ("在吗，帮我看一单。", "你好，孩子在旁边，我打字慢点。"),
    "不吃香菜": ("先说好，拖我我就投诉。", "我截着图呢，你们好好回。"),
    "方糖": ("在吗，我用语音说的，字可能不对。", "我说慢点，你看看这单。"),
}


@dataclass(frozen=True, slots=True)
class Goods:
    """Something the shop sells; the category is one of :data:`cs_training.core.ruling.fields.CATEGORIES`."""

    name: str
    category: str
    price: float | str | Decimal

    @property
    def fen(self) -> int:
        return fen(self.price)


@dataclass(frozen=True, slots=True)
class Story:
    """
    A case as its author told it.

    Attributes:
        aim: The decision code the author means; tests hold the engine to it.
        staff_right: Whether the colleague who has an opinion is right; None if none has one.
    """

    chat: tuple[tuple[str, str], ...]
    card: tuple[tuple[str, str], ...]
    question: str
    facts: Mapping[str, Any]
    on: date
    aim: str
    staff_right: bool | None = None


class Teller:
    """Draws for one case, and puts it together."""

    def __init__(self, seed: str, goods: Sequence[Goods], buyer: str) -> None:
        self._chance = random.Random(seed)
        self._goods = goods
        self._drawn: set[str] = set()
        self._staff_right: bool | None = None
        self.buyer = buyer

    def staff(self, name: str, wrong: Texts, right: Texts) -> tuple[str, str]:
        """What a colleague thinks: right three times in ten, so that neither following nor contradicting pays."""
        self._staff_right = self.number(1, 10) <= STAFF_RIGHT
        said = right if self._staff_right else wrong
        return name, said if isinstance(said, str) else self.one(*said)

    def second(self, name: str, right: Texts) -> tuple[tuple[str, str], ...]:
        """Three times in ten a colleague who is right, after one whose wish is what the case is about."""
        line = self.staff(name, "", right)
        return (line,) if self._staff_right else ()

    def one(self, *options: T) -> T:
        return self._chance.choice(options)

    def number(self, low: int, high: int) -> int:
        return self._chance.randint(low, high)

    def day(self, first: str, last: str) -> date:
        """A day between two, both included."""
        return self.one(*_days(first, last))

    def workday(self, first: str, last: str) -> date:
        """A Monday to Friday: a week counted from it does not end on a weekend, which the law would move."""
        return self.one(*[day for day in _days(first, last) if day.weekday() < SATURDAY])

    def at(self, day: date, first: int = 9, last: int = 21) -> datetime:
        """A moment of a day, between two hours."""
        return datetime.combine(day, time(self.number(first, last), self.number(0, 59), self.number(0, 59)))

    def goods(self, *categories: str, least: int = 0, most: int = 10**6, word: str = "") -> Goods:
        """One of the goods; prices are whole yuan. ``word`` must be in its name, and lets special goods in."""
        return self.several(1, *categories, least=least, most=most, word=word)[0]

    def several(self, count: int, *categories: str, least: int = 0, most: int = 10**6, word: str = "") -> list[Goods]:
        """
        Different goods, and none that this case has already.

        Raises:
            CaseError: The shop does not sell so many of the kind.
        """
        fitting = [
            one
            for one in self._goods
            if (not categories or one.category in categories)
            and least * 100 <= one.fen <= most * 100
            and one.name not in self._drawn
            and (word in one.name if word else not any(mark in one.name for mark in SPECIAL))
        ]
        if len(fitting) < count:
            raise CaseError(f"出不了这道题：店里少了“{word or '、'.join(categories)}”这样的商品。补上商品再试。")
        picked = self._chance.sample(fitting, count)
        self._drawn |= {one.name for one in picked}
        return picked

    def story(
        self,
        *chat: Line,
        ask: str,
        question: str,
        aim: str,
        goods: Goods | None = None,
        card: Mapping[str, Any] | None = None,
        told: Mapping[str, Any] | None = None,
        extra: Sequence[tuple[str, str]] = (),
        on: date = TODAY,
    ) -> Story:
        """
        The case.

        Args:
            chat: What the buyer writes, or (speaker, text).
            card: Facts that the order card shows, in this order; money in fen.
            told: Facts that the chat, the name of the goods or the question tell.
            extra: Card lines that decide nothing.
        """
        named = [("商品", goods.name)] if goods else []
        order = [self._order(card or {}, on)] if (goods or card) and "months_since_receipt" not in (card or {}) else []
        lines = [card_line(name, value) for name, value in (card or {}).items()]
        facts = {"ask": ask, **{name: fact_value(name, v) for name, v in {**(card or {}), **(told or {})}.items()}}
        shown = (*order, *named, *lines, *extra, card_line("today", on))
        return Story(tuple(self._said(chat)), tuple(shown), question, facts, on, aim, self._staff_right)

    def _order(self, card: Mapping[str, Any], on: date) -> tuple[str, str]:
        """An order id of the day of payment, or of some days before anything happened."""
        paid = card.get("paid_at") or card.get("paid_on")
        first = min((value for value in map(_as_day, card.values()) if value), default=on)
        day = _as_day(paid) or first - timedelta(days=self.number(6, 9))
        return "订单号", f"GLH-{day:%m%d}-{self.number(1, 99):04d}"

    def _said(self, chat: Sequence[Line]) -> list[tuple[str, str]]:
        """The chat in the buyer's own manner: some send a sentence at a time, some leave out the signs."""
        lines: list[tuple[str, str]] = []
        buyer_began = False
        for line in chat:
            speaker, text = line if isinstance(line, tuple) else (self.buyer, line)
            if isinstance(line, tuple):
                lines.append((speaker, text))
                continue
            if not buyer_began:
                lines.append((speaker, self.one(*OPENERS[speaker])))
                buyer_began = True
            lines += [(speaker, part) for part in _manner(speaker, text)]
        return lines


def _days(first: str, last: str) -> list[date]:
    start = date.fromisoformat(first)
    return [start + timedelta(days=n) for n in range((date.fromisoformat(last) - start).days + 1)]


def _as_day(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _manner(speaker: str, text: str) -> list[str]:
    if speaker not in ("老周", "阿澈"):
        return [text]
    sentences = [part for part in text.replace("？", "？。").split("。") if part]
    return [part.replace("，", " ").rstrip("？") for part in sentences] if speaker == "阿澈" else sentences


Pattern = Callable[[Teller], Story]
Levels = dict[int, tuple[Pattern, ...]]
