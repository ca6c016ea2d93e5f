"""
The rule base as engines get it: rules by id, each with its dated versions.

Numbers, dates and citations are data; what is done with them is Python (:mod:`cs_training.core.rules`). A version ends
where the next one starts, so ends are never written; only a rule that is gone altogether says when (``ended``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from cs_training.core.exact import Share, share
from cs_training.errors import CaseError, UnknownIdError

Platform = Literal["law", "tmall", "taobao", "both"]
Confidence = Literal["A", "B", "C"]
Topic = Literal[
    "returns", "quality", "damages", "shipping", "promises", "risk", "promotions", "deposit", "invoices", "reviews",
    "advertising", "privacy", "conduct", "live", "minors", "complaints", "platform",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """
    What a rule says from a day on.

    Attributes:
        start: The first day it is in force, ``YYYY-MM-DD``.
        says: What holds, in plain Chinese.
        cites: Law or platform rule, with article.
        numbers: What formulas use, by name; rates are shares (0.05 is 5 %), money is yuan, times as the name says.
        confidence: A read in the text itself, B in a restatement, C common knowledge.
        change: What is new against the version before; "" for the first one known.
    """

    start: str
    says: str
    cites: str
    confidence: Confidence
    numbers: Mapping[str, float] = field(default_factory=dict)
    change: str = ""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.start)

    def number(self, name: str) -> Share:
        """A number of this version, exact: a rate, yuan, hours or days as its name says."""
        return share(self.numbers[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    A rule and its history.

    Attributes:
        decides: Whether it may settle a case; if not, it informs, and ``why_not`` says why.
        picked_by: Case fields whose day picks the version, the first one known; none known: the day of decision.
        checked: The day somebody last held it against its source.
        text_of: The day of the stored text that was read; "" where none is stored.
        ended: The last day it was in force; "" if it still is.
        before: What is known of the time before the first version, where no start day or number is.
    """

    id: str
    title: str
    topic: Topic
    platform: Platform
    decides: bool
    picked_by: tuple[str, ...]
    checked: str
    who: str
    conditions: tuple[str, ...]
    versions: tuple[Version, ...]
    exceptions: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    freight: str = ""
    text_of: str = ""
    ended: str = ""
    why_not: str = ""
    before: str = ""
    note: str = ""

    def on(self, day: date) -> Version | None:
        """The version in force on a day; None before the first and after the end."""
        if self.ended and day > date.fromisoformat(self.ended):
            return None
        return max((v for v in self.versions if v.day <= day), key=lambda v: v.start, default=None)

    def last_day(self, version: Version) -> date | None:
        """The last day of a version; None if it is open."""
        later = [v.day for v in self.versions if v.start > version.start]
        if later:
            return min(later) - timedelta(days=1)
        return date.fromisoformat(self.ended) if self.ended else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """A year's public holidays as announced: spans of days off, both ends included (``YYYY-MM-DD``)."""

    year: int
    cites: str
    spans: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidTerm:
    """
    A kind of shop term that the law does not let stand.

    Attributes:
        words: Ways to say it; each is parts that must all stand in the clause: ``特价|清仓 不退|概不退换``.
        unless: Ways to say it that the law lets stand.
    """

    id: str
    title: str
    words: tuple[str, ...]
    why: str
    rule: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, holidays and void terms."""

    rules: Mapping[str, Rule]
    holidays: Mapping[int, Holidays] = field(default_factory=dict)
    void_terms: tuple[VoidTerm, ...] = ()

    def rule(self, rule_id: str) -> Rule:
        """
        The rule of an id.

        Raises:
            UnknownIdError: There is none; names the nearest.
        """
        if rule_id not in self.rules:
            raise UnknownIdError("规则", rule_id, self.rules)
        return self.rules[rule_id]

    def version(self, rule_id: str, day: date) -> Version:
        """
        The version of a rule that was in force on a day.

        Raises:
            CaseError: None was, as far as is known.
        """
        rule = self.rule(rule_id)
        version = rule.on(day)
        if version is None:
            known = f"已知最早的版本自 {rule.versions[0].start} 起" if rule.versions else "没有收录可用的版本"
            known = f"这条规则到 {rule.ended} 为止" if rule.ended and day > date.fromisoformat(rule.ended) else known
            raise CaseError(
                f"{rule_id}（{rule.title}）在 {day} 没有已知的有效版本：{known}。核对日期，或查当时的规则原文。"
            )
        return version

    def days_off(self, year: int) -> Iterable[tuple[date, date]]:
        """The spans of public holidays of a year; nothing for a year whose table is not kept."""
        table = self.holidays.get(year)
        for first, last in table.spans if table else ():
            yield date.fromisoformat(first), date.fromisoformat(last)
