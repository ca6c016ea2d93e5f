"""The shop as the generator of practice logs sees it, and the small sample that is shipped (``practice/*.csv``)."""

from __future__ import annotations

import csv
import operator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cs_training.content.bank import CONTENT, open_bank
from cs_training.content.practice_log import PARTS, within
from cs_training.content.shop_terms import Category, Clock, ProductId
from cs_training.content.typed import Shape, entry, refuse
from cs_training.core.synthesis.house import Agent, Duty, Exchange, Goods, House, Seniority, Topic
from cs_training.errors import Problem, suggestion

if TYPE_CHECKING:
    import pandas as pd

    from cs_training.content.shop import Colleague, Shop

FILE = "practice_log.yaml"
_DAYS = range(1, 32)  # the night of the 30th is answered on 1 December
_WEEK = "一二三四五六日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How many chats reach somebody."""

    id: str
    seniority: Seniority
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtime:
    """A shift of one day; ``to`` before ``start`` is on the next day."""

    id: str
    day: int
    start: Clock
    to: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLines:
    """A topic with its sentences; ``shares`` are usual, in events, after 11.11."""

    id: str
    name: str
    desk: Literal["before", "after"]
    shares: tuple[int, int, int]
    categories: tuple[Category, ...]
    open: tuple[Exchange, ...]
    follow: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeLog:
    """``practice_log.yaml``."""

    agents: tuple[Weight, ...]
    overtime: tuple[Overtime, ...]
    called: dict[ProductId, str]
    topics: tuple[TopicLines, ...]
    phrases: dict[str, tuple[str, ...]]


def practice_house() -> House:
    """
    The shop with its people and words.

    Raises:
        ContentError: ``practice_log.yaml`` is wrong; lists every problem.
    """
    return house_of((CONTENT / FILE).read_text(encoding="utf-8"), open_bank().shop)


def house_of(text: str, shop: Shop) -> House:
    """As :func:`practice_house`, from the text of the file and the shop."""
    problems: list[Problem] = []
    record = entry({FILE: text}, FILE, Shape(PracticeLog), problems)
    if record:
        problems += [record.problem(*fault) for fault in _faults(record.data, shop)]
    refuse(problems)
    assert record  # else there was a problem
    log: PracticeLog = Shape(PracticeLog).read(record.data)
    hours = shop.house.service_hours
    return House(
        opens=_minute(hours.start),
        closes=_minute(hours.to),
        agents=tuple(_agent(one, shop.staff[one.id], log.overtime) for one in log.agents),
        goods=tuple(_goods(shop, id_, called) for id_, called in log.called.items()),
        topics=tuple(Topic(**{name: getattr(one, name) for name in TopicLines.__slots__}) for one in log.topics),
        phrases=log.phrases,
    )


def write_sample(folder: Path) -> None:
    """
    Writes ``chat.csv``, ``orders.csv`` and ``ratings.csv``: UTF-8, LF, times with +08:00; the same bytes always.

    The sample is cut out of a month: all of Tuesday 3 November, the evening of the live stream (the 5th from 19:00),
    and 11.11 from 21:00 of the evening before to 9:00.
    """
    from cs_training.core.synth import MESSAGES, iso_text, month

    whole = month(messages=SAMPLE_OF, seed=SAMPLE_SEED, house=practice_house())
    begun = whole.messages.groupby("session_id", observed=True)["ts"].transform("min")
    chats = whole.messages[_shipped(begun)]
    orders = whole.orders[_shipped(whole.orders["created_at"])]
    ratings = whole.ratings[whole.ratings["session_id"].isin(chats["session_id"].astype(str))]
    chats = chats.astype({name: object for name in MESSAGES if name != "ts"}).assign(ts=iso_text(chats["ts"]))
    orders = orders.assign(**{name: iso_text(orders[name]) for name in ("created_at", "paid_at")})
    orders = orders.assign(amount=orders["amount"].map("{:.2f}".format))
    for name, table in (("chat", chats), ("orders", orders), ("ratings", ratings)):
        _write(folder / f"{name}.csv", table.astype(object))


SAMPLE_OF, SAMPLE_SEED = 88_000, 46


def _shipped(at: pd.Series) -> pd.Series:
    """Which moments are in the sample."""
    return reduce(operator.or_, (within(at, part) for part in PARTS))


def _write(path: Path, table: pd.DataFrame) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(table.where(table.notna(), "").itertuples(index=False))


def _faults(data: Mapping[str, Any], shop: Shop) -> list[tuple[tuple[str | int, ...], str]]:
    """What types cannot say."""
    faults: list[tuple[tuple[str | int, ...], str]] = []
    for part in ("agents", "overtime"):
        for i, one in enumerate(data[part]):
            if one["id"] not in shop.staff:
                faults.append(((part, i, "id"), f"店里没有“{one['id']}”。{suggestion(one['id'], shop.staff)}"))
    unknown = [id_ for id_ in data["called"] if id_ not in shop.products]
    faults += [(("called", id_), f"没有商品“{id_}”。{suggestion(id_, shop.products)}") for id_ in unknown]
    for place in range(3):
        total = sum(topic["shares"][place] for topic in data["topics"])
        if total != 100:
            faults.append((("topics",), f"各话题的第 {place + 1} 个份数加起来要是 100，现在是 {total}。"))
    return faults


def _agent(one: Weight, colleague: Colleague, overtime: tuple[Overtime, ...]) -> Agent:
    # 1 November 2026 is a Sunday.
    usual = [
        _duty(day, shift.start, shift.to)
        for day in _DAYS
        for shift in colleague.shifts
        if f"周{_WEEK[(day + 5) % 7]}" in shift.days
    ]
    extra = [_duty(more.day, more.start, more.to) for more in overtime if more.id == one.id]
    return Agent(
        name=colleague.name,
        seniority=one.seniority,
        before=one.before,
        after=one.after,
        duties=tuple(usual + extra),
    )


def _duty(day: int, start: str, to: str) -> Duty:
    begin, end = _minute(start), _minute(to)
    return Duty(day=day, start=begin, to=end if end > begin else end + 24 * 60)


def _goods(shop: Shop, id_: str, called: str) -> Goods:
    product = shop.product(id_)
    return Goods(name=product.name, called=called, category=product.category, fen=round(product.price * 100))


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
