"""A KPI board in use: what is picked on its pages, and the figures, each worked out once. Nothing is recorded."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

import narwhals as nw

from cs_training.core import kpi
from cs_training.core.definitions import Answer, Definition, Turn, Turns, answer, turns_of
from cs_training.core.measuring.moments import SECOND
from cs_training.errors import AnswerError
from cs_training.notebook.kpi_board_data import Tables

Figures = dict[str, float | None]
PAGES = ("数字", "口径", "图", "如果")
LOST = "收到的消息和看板对不上，请重新运行这个单元格再试。"
_EPOCH = date(1970, 1, 1)


class Scope(NamedTuple):
    """Whose figures, and of which day; "" and None for everybody and every day."""

    agent: str = ""
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is supposed on the last page; times in seconds, the level in per cent."""

    people: int
    arrivals: int
    aht: int
    chats: int = 3
    level: int = 80
    within: int = 30
    patience: int = 180


class BoardSitting:
    """The tables of a shop, and what somebody is looking at in them."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.page = 0
        self.scope = Scope()
        self.definitions = (Definition(), Definition(unanswered="left out"))
        self._desk: Desk | None = None
        self._answers: dict[Definition, Answer] = {}
        self._figures: dict[tuple[bool, bool], dict[Scope, Figures]] = {}

    @cached_property
    def log(self) -> kpi.Log:
        return kpi.chat_log(self.tables.messages, orders=self.tables.orders, ratings=self.tables.ratings)

    @cached_property
    def agents(self) -> tuple[str, ...]:
        """Who stands in the log, who answered most first."""
        busy = {scope.agent: figures["closed_turns"] or 0 for scope, figures in self._tables(Scope("*")).items()}
        return tuple(sorted(busy, key=lambda agent: (-busy[agent], agent)))

    @cached_property
    def days(self) -> tuple[int, ...]:
        """The days on which chats began, as days since 1970."""
        return tuple(sorted(scope.day for scope in self._tables(Scope("", 0)) if scope.day is not None))

    def figures(self, scope: Scope) -> Figures:
        """The figures of :data:`cs_training.core.kpi.NAMES`; empty where nothing was said."""
        return self._tables(scope).get(scope, {})

    def answer(self, definition: Definition) -> Answer:
        """What a definition gives."""
        if definition not in self._answers:
            asked = self._with_robots if definition.robots == "people" else self._turns
            self._answers[definition] = answer(asked, definition)
        return self._answers[definition]

    def first_responses(self, scope: Scope) -> int:
        """How many chats got their first response, from this agent if one is picked."""
        return self.answer(Definition(turns="first", agent=scope.agent, day=scope.day)).answered

    def most_at_once(self, day: int | None) -> tuple[int, str] | None:
        """The most chats that one agent had at once, and who; None without any."""
        every = ((self.figures(Scope(agent, day)).get("max_concurrent"), agent) for agent in self.agents)
        known = [(int(most), agent) for most, agent in every if most]
        return max(known, key=lambda pair: pair[0], default=None)

    def turns(self, scope: Scope) -> list[Turn]:
        """The turns of a day, and of an agent: those that the agent answered."""
        agent, day = scope
        return [t for t in self._turns.turns if (not agent or t.agent == agent) and (day is None or t.day == day)]

    def ordered_buyers(self, scope: Scope) -> int | None:
        """How many buyers asked and placed or paid an order within 24 hours; None without orders."""
        orders = self.tables.orders
        if orders is None:
            return None
        import pandas as pd

        placed = pd.concat([orders, orders.assign(paid_at=orders["created_at"])], ignore_index=True)
        return _whole(
            _by(scope, kpi.chat_log(self.tables.messages, orders=placed)).get(scope, {}).get("converted_buyers")
        )

    @cached_property
    def busiest_hour(self) -> int:
        """The most chats that began within one hour on the clock; 0 without any."""
        begun = Counter(turn.first // (3_600 * SECOND) for turn in self._turns.turns if turn.opening)
        return max(begun.values(), default=0)

    @cached_property
    def usual_chat(self) -> float | None:
        """The median length of an answered chat, from its first to its last message, in seconds."""
        facts = kpi.session_facts(self.log)
        answered = facts.loc[facts["first_response_seconds"].notna(), "session_id"]
        said = self.tables.messages
        said = said[said["sender"].isin(["buyer", "agent"]) & said["session_id"].isin(answered)]
        ends = said.groupby("session_id")["ts"].agg(["min", "max"])
        return float((ends["max"] - ends["min"]).dt.total_seconds().median()) if len(ends) else None

    def set(self, row: object, place: object, to: object) -> None:
        """
        Picks an option, or a number, in a control of the page.

        Raises:
            AnswerError: There is no such control or option.
        """
        from cs_training.notebook.kpi_board_pages import picked

        picked(self, _number(row), _number(place), _number(to))

    def turn_to(self, page: object) -> None:
        """Opens another page. Raises AnswerError if there is none."""
        if _number(page) not in range(len(PAGES)):
            raise AnswerError(LOST)
        self.page = _number(page)

    @property
    def desk(self) -> Desk:
        """What is supposed: at first, as much as the busiest hour of this log brought."""
        if self._desk is None:
            length = min(max(round((self.usual_chat or 300) / 10) * 10, 30), 1800)
            self._desk = Desk(people=4, arrivals=self.busiest_hour or 60, aht=length)
        return self._desk

    def suppose(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def _turns(self) -> Turns:
        return turns_of(self.tables.messages)

    @cached_property
    def _with_robots(self) -> Turns:
        return turns_of(self.tables.messages, robots="people")

    def _tables(self, scope: Scope) -> dict[Scope, Figures]:
        """The figures of everybody and every day that are told apart as this scope tells them apart."""
        kind = (bool(scope.agent), scope.day is not None)
        if kind not in self._figures:
            self._figures[kind] = _by(scope, self.log)
        return self._figures[kind]


def day_name(day: int) -> str:
    """A day since 1970 as 11-03 周二."""
    on = _EPOCH + timedelta(days=day)
    return f"{on:%m-%d} 周{'一二三四五六日'[on.weekday()]}"


def _by(scope: Scope, log: kpi.Log) -> dict[Scope, Figures]:
    match scope.agent, scope.day:
        case "", None:
            table = kpi.overall(log)
        case _, None:
            table = kpi.by_agent(log)
        case "", _:
            table = kpi.by_day(log)
        case _:
            table = kpi.by_agent_and_day(log)
    rows = nw.from_native(table, eager_only=True).rows(named=True)
    return {Scope(row.pop("agent_id", ""), row.pop("day", None)): _known(row) for row in map(dict, rows)}


def _known(row: dict[str, Any]) -> Figures:
    """Figures as numbers of Python; engines say null in several ways."""
    plain = {name: None if value is None else float(value) for name, value in row.items()}
    return {name: None if value is None or math.isnan(value) else value for name, value in plain.items()}


def _number(sent: object) -> int:
    if isinstance(sent, int) and not isinstance(sent, bool):
        return sent
    raise AnswerError(LOST)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
