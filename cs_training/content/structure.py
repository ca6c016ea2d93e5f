"""The shapes of what is not a question: the syllabus, its items, and the sources that keys rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Topic = Literal["role", "rules", "scenarios", "kpi", "interview", "communication", "tools", "career"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLesson:
    """A lesson of the course as planned; ``needs`` are lesson ids."""

    id: str
    title: str
    minutes: int
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SyllabusItem:
    """One of the things the course teaches, and the lessons it is planned for."""

    id: str
    title: str
    topic: tuple[Topic, ...]
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Syllabus:
    """The whole course."""

    lessons: tuple[PlannedLesson, ...]
    items: tuple[SyllabusItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    A rule or fact check that a key rests on.

    Attributes:
        cites: Law or platform rule with article.
        checked: The day it was last checked.
        text_of: The day of the stored rule text that was read, "" where no text was stored.
    """

    id: str
    title: str
    checked: str
    cites: str = ""
    text_of: str = ""

    def __str__(self) -> str:
        details = [part for part in (self.cites, f"核对日 {self.checked}") if part]
        return f"{self.id} {self.title}（{'；'.join(details)}）"
