"""From ``situations/*.yaml`` to checked records, as :mod:`cs_training.content.reading` for questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from cs_training.content.building import build
from cs_training.content.situations import case_faults, situation_faults
from cs_training.content.typed import Record, Shape, entries, fits
from cs_training.core.rulebook import Holidays, Rule, RuleBook, VoidTerm
from cs_training.core.situation import Situation
from cs_training.errors import Problem, suggestion

_SITUATION = Shape(Situation)


def read_situations(files: Mapping[str, str], problems: list[Problem]) -> list[Record]:
    """The well-typed situations; all that is wrong with any is added to ``problems``."""
    records = [r for name in sorted(files) if name.startswith("situations/") for r in entries(files, name, problems)]
    good = [record for record in records if fits(record, _SITUATION, problems)]
    problems += [record.problem(*fault) for record in good for fault in situation_faults(_built(record))]
    return good


def ill_founded(
    records: list[Record], base: Mapping[str, Any], lessons: Collection[str], problems: list[Problem]
) -> list[Problem]:
    """
    Situations that say other than the rules, or name a lesson that is not planned.

    Args:
        base: The rules, as read.
        problems: What was found so far: by rules that are wrong themselves nothing is judged.
    """
    told = [(record, _built(record)) for record in records]
    found = [
        record.problem(("lesson",), f"没有第 {one.lesson} 课。{suggestion(one.lesson, lessons)}")
        for record, one in told
        if one.lesson not in lessons
    ]
    if not any(problem.file.startswith("rules/") for problem in problems):
        rules = rule_book(base)
        found += [record.problem(*fault) for record, one in told for fault in case_faults(one, rules)]
    return found


def rule_book(base: Mapping[str, Any]) -> RuleBook:
    """The rules, as read, for deciding."""
    return RuleBook(
        rules={rule_id: build(Rule, rule) for rule_id, rule in base["rules"].items()},
        holidays={int(year): build(Holidays, table) for year, table in base["holidays"].items()},
        void_terms=tuple(build(VoidTerm, term) for term in base["void_terms"]),
    )


def _built(record: Record) -> Situation:
    return build(Situation, record.data)
