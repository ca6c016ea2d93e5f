"""From ``scenarios/*.yaml``, ``scenarios/lines.yaml`` and ``shifts.yaml`` to checked records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import make_dataclass
from typing import Any

from cs_training.content.typed import Record, Shape, doubles, entries, entry, fits
from cs_training.core.playing.rota import ShiftPlan
from cs_training.core.playing.script import LINES, Scenario
from cs_training.errors import Problem, suggestion

_COMMON = "scenarios/lines.yaml"
_SCENARIO, _SHIFT = Shape(Scenario), Shape(ShiftPlan)
# Every kind of line has to be there: a customer who has to say it must not be at a loss for words.
_LINES = Shape(make_dataclass("CommonLines", [(kind, tuple[str, ...]) for kind in LINES], frozen=True))


def read_scenarios(files: Mapping[str, str], problems: list[Problem]) -> list[Record]:
    """The well-typed scenarios; all that is wrong with any is added to ``problems``."""
    names = [name for name in sorted(files) if name.startswith("scenarios/") and name != _COMMON]
    read = [entry(files, name, _SCENARIO, problems) for name in names]
    records = [one for one in read if one]
    problems += doubles(records)
    return records


def read_lines(files: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    """What customers say in common, by kind."""
    record = entry(files, _COMMON, _LINES, problems)
    return dict(record.data) if record else {}


def read_shifts(files: Mapping[str, str], problems: list[Problem], scenarios: list[Record]) -> dict[str, Any]:
    """The shifts by id."""
    records = [one for one in entries(files, "shifts.yaml", problems) if fits(one, _SHIFT, problems)]
    problems += doubles(records)
    known = {one.id for one in scenarios}
    for record in records:
        for kind in ("daily", "special"):
            problems += [
                record.problem((kind, place), f"没有情景“{given}”。{suggestion(given, known)}")
                for place, given in enumerate(record.data[kind])
                if given not in known
            ]
    return {one.id: one.data for one in records}
