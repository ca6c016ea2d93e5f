"""Which lesson, practice and assessment carry each of the 184 things the course teaches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cs_training.content.structure import Syllabus
from cs_training.core.playing.script import Scenario
from cs_training.core.question import AnyQuestion
from cs_training.core.situation import Situation

BankItem = AnyQuestion | Situation | Scenario


@dataclass(frozen=True, slots=True)
class Carried:
    """One item of the syllabus: where it is planned and what carries it; all by id."""

    id: str
    title: str
    planned: tuple[str, ...]
    lessons: tuple[str, ...]
    practice: tuple[str, ...]
    assess: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a lesson promises that nothing carries."""

    lesson: str
    what: str
    lacks: str

    def __str__(self) -> str:
        return f"第 {self.lesson} 课 {self.what}：缺{self.lacks}"


def carried(syllabus: Syllabus, questions: Iterable[BankItem], covers: Mapping[str, Collection[str]]) -> list[Carried]:
    """
    The whole table, in the syllabus' order.

    Args:
        questions: Of the bank; its situations and scenarios, too.
        covers: What each written lesson says it covers, by lesson id.
    """
    asked = list(questions)
    return [
        Carried(
            id=item.id,
            title=item.title,
            planned=item.lessons,
            lessons=tuple(lesson for lesson, items in covers.items() if item.id in items),
            practice=tuple(q.id for q in asked if q.use == "practice" and item.id in q.covers),
            assess=tuple(q.id for q in asked if q.use == "assess" and item.id in q.covers),
        )
        for item in syllabus.items
    ]


def gaps(table: Iterable[Carried], questions: Sequence[BankItem], objectives: Mapping[str, Iterable[str]]) -> list[Gap]:
    """
    What the named lessons promise and do not keep.

    An item planned for a lesson must be covered by it, practised and assessed; so must each of its objectives.

    Args:
        objectives: The objective ids of each lesson to look at; other lessons are passed over.
    """
    found = []
    for item in table:
        for lesson in sorted({*item.planned, *item.lessons} & set(objectives)):
            lacking = {"课文": lesson in item.lessons, "练习": bool(item.practice), "测验": bool(item.assess)}
            found += [Gap(lesson, f"{item.id} {item.title}", name) for name, there in lacking.items() if not there]
    for lesson, ids in objectives.items():
        for objective in ids:
            uses = {q.use for q in questions if q.objective == objective}
            lacking = {"练习": "practice" in uses, "测验": "assess" in uses}
            found += [Gap(lesson, f"目标 {objective}", name) for name, there in lacking.items() if not there]
    return found
