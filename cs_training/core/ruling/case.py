"""
A case being heard: facts read, rules looked up, steps written down.

``need`` is how an engine says that it cannot go on: :func:`cs_training.core.rules.decide` then tries the values that
the fact could have, and asks for it only if they lead to different answers.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from cs_training.core.rulebook import RuleBook, Version
from cs_training.core.ruling.contradictions import Facts
from cs_training.core.ruling.decision import Basis, FreightBy
from cs_training.core.ruling.facts import BEIJING
from cs_training.errors import CaseError


class NeedError(Exception):
    """A fact that the case does not state and that the engine needs here."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What an engine found; money in fen. The rest of a Decision is collected by the case."""

    decision: str
    goods: int | None = None
    freight: int | None = None
    extra: int | None = None
    freight_by: FreightBy | None = None
    deadline: date | datetime | None = None


@dataclass(slots=True)
class Case:
    """The facts of one case, with the rules in force and the record of the hearing."""

    facts: Facts
    rules: RuleBook
    on: date
    steps: list[str] = field(default_factory=list)
    basis: list[Basis] = field(default_factory=list)

    @property
    def ask(self) -> str:
        return str(self.facts.get("ask", ""))

    @property
    def platform(self) -> str:
        """Whose rules: the law applies everywhere, so it is what is left when no platform is named."""
        return str(self.facts.get("platform", "law"))

    @property
    def today(self) -> date:
        day: date = self.facts.get("today") or self.facts.get("now_on") or self.on
        return day

    def asks(self, *kinds: str) -> bool:
        return self.ask in kinds

    def has(self, *names: str) -> bool:
        """Whether any of these facts is brought forward; a yes/no that is no is not."""
        return any(self.facts.get(name, False) is not False for name in names)

    def knows(self, *names: str) -> bool:
        """Whether any of these facts is stated, be it as no."""
        return any(name in self.facts for name in names)

    def is_(self, name: str) -> bool:
        """A yes/no fact that nobody brought forward is no."""
        return self.facts.get(name) is True

    def isnt(self, name: str) -> bool:
        """Whether the case says no in so many words."""
        return self.facts.get(name) is False

    def get(self, name: str, absent: Any = None) -> Any:
        return self.facts.get(name, absent)

    def need(self, name: str) -> Any:
        """
        A fact that has no safe reading when it is not stated.

        Raises:
            NeedError: It is not stated.
        """
        if name not in self.facts:
            raise NeedError(name)
        return self.facts[name]

    def money(self, name: str) -> int:
        """Fen; nothing if it is not stated."""
        return int(self.facts.get(name, 0))

    def rate(self, name: str) -> Fraction:
        return Fraction(self.facts[name])

    def moment(self, base: str) -> datetime | None:
        """The moment of an event; for one known by its day alone there is none."""
        at: datetime | None = self.facts.get(f"{base}_at")
        return at

    def day(self, base: str) -> date | None:
        on: date | None = self.facts.get(f"{base}_on")
        return on

    def say(self, *lines: str) -> None:
        """Writes down steps of the reasoning."""
        self.steps += [line for line in lines if line not in self.steps]

    def rule(self, rule_id: str) -> Version:
        """
        The version of a rule that governs this case; it becomes part of the basis.

        Raises:
            CaseError: No version is known for the day.
        """
        rule = self.rules.rule(rule_id)
        picked = next((self._day_of(name) for name in rule.picked_by if self._day_of(name)), None) or self.on
        version = self.rules.version(rule_id, picked)
        cited = Basis(rule.id, rule.title, version.start, version.cites, rule.checked)
        if cited not in self.basis:
            self.basis.append(cited)
            if not rule.decides:
                self.say(f"{rule.id} 只作提示：{rule.why_not}")
        return version

    def cite(self, rule_id: str) -> None:
        """Adds a rule to the basis if a version of it is known for the day; nothing is worked out by it."""
        with contextlib.suppress(CaseError):
            self.rule(rule_id)

    def _day_of(self, name: str) -> date | None:
        value = self.facts.get(name)
        return value.astimezone(BEIJING).date() if isinstance(value, datetime) else value
