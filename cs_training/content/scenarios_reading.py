"""From ``scenarios/*.yaml``, ``scenarios/lines.yaml`` and ``shifts.yaml`` to checked records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import make_dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from cs_training.content.building import build
from cs_training.content.scenario_world import line_faults, ruling_faults, shift_faults, world_faults
from cs_training.content.scenarios import scenario_faults
from cs_training.content.strict_yaml import parse
from cs_training.content.typed import Record, Shape, doubles, entries, entry, fits
from cs_training.core.playing.rota import ShiftPlan
from cs_training.core.playing.script import LINES, Scenario
from cs_training.core.rulebook import RuleBook
from cs_training.errors import Problem, suggestion

_COMMON = "scenarios/lines.yaml"
_SCENARIO, _SHIFT = Shape(Scenario), Shape(ShiftPlan)
# Every kind of line has to be there: a customer who has to say it must not be at a loss for words.
_LINES = Shape(make_dataclass("CommonLines", [(kind, tuple[str, ...]) for kind in LINES], frozen=True))


def read_scenarios(files: Mapping[str, str], problems: list[Problem]) -> list[Record]:
    """The well-typed scenarios; all that is wrong with any is added to ``problems``."""
    names = [name for name in sorted(files) if name.startswith("scenarios/") and name != _COMMON]
    found: list[Problem] = []
    records = [one for name in names if (one := entry(files, name, _SCENARIO, found))]
    for record in records:
        name = PurePosixPath(record.file).stem
        found += [record.problem(*fault) for fault in scenario_faults(_built(record), name)]
    problems += [*_by_id(found, files), *doubles(records)]
    return records


def ill_staged(
    records: list[Record],
    files: Mapping[str, str],
    problems: list[Problem],
    *,
    rules: RuleBook | None,
    lessons: Collection[str] | None,
    shop: Mapping[str, Any] | None,
) -> None:
    """
    Adds where scenarios hold other than the rest of the content to ``problems``.

    Args:
        rules, lessons, shop: None where they are wrong themselves: by what is wrong nothing is judged.
    """
    found: list[Problem] = []
    for record in records:
        one = _built(record)
        if lessons is not None and one.lesson not in lessons:
            found.append(record.problem(("lesson",), f"没有第 {one.lesson} 课。{suggestion(one.lesson, lessons)}"))
        found += [record.problem(*fault) for fault in (world_faults(one, shop) if shop else ())]
        found += [record.problem(*fault) for fault in (ruling_faults(one, rules) if rules else ())]
    problems += _by_id(found, files)


def read_lines(files: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    """What customers say in common, by kind."""
    record = entry(files, _COMMON, _LINES, problems)
    problems += [record.problem(*fault) for fault in line_faults(record.data)] if record else []
    return dict(record.data) if record else {}


def read_shifts(files: Mapping[str, str], problems: list[Problem], scenarios: list[Record]) -> dict[str, Any]:
    """The shifts by id."""
    records = [one for one in entries(files, "shifts.yaml", problems) if fits(one, _SHIFT, problems)]
    problems += doubles(records)
    # A scenario that has another fault still exists: a shift that names it is not to blame.
    known = {PurePosixPath(name).stem for name in files if name.startswith("scenarios/") and name != _COMMON}
    uses = {one.id: build(Scenario, one.data).use for one in scenarios}
    for record in records:
        for kind in ("daily", "special"):
            problems += [
                record.problem((kind, place), f"没有情景“{given}”。{suggestion(given, known)}")
                for place, given in enumerate(record.data[kind])
                if given not in known
            ]
        problems += [record.problem(*fault) for fault in shift_faults(build(ShiftPlan, record.data), uses)]
    return {one.id: one.data for one in records}


def _by_id(problems: Iterable[Problem], files: Mapping[str, str]) -> Iterator[Problem]:
    """The problems with the ids of nodes, points and choices in place of their numbers: so an author knows them."""
    found = list(problems)
    whole = {name: parse(files[name]).data for name in {problem.file for problem in found}}
    for problem in found:
        data, parts = whole[problem.file], []
        for part in problem.field.split("."):
            data = _inside(data, part)
            parts.append(str(data["id"]) if part.isdigit() and isinstance(data, dict) and "id" in data else part)
        yield replace(problem, field=".".join(parts))


def _inside(data: Any, part: str) -> Any:
    if isinstance(data, list) and part.isdigit() and int(part) < len(data):
        return data[int(part)]
    return data.get(part) if isinstance(data, dict) else None


def _built(record: Record) -> Scenario:
    return build(Scenario, record.data)
