"""
From the authors' YAML to checked, plain data: every problem of every file in one pass.

Used when content has changed, and by ``cs-training check``. A kernel normally never loads this module: it reads the
result from a cache (:mod:`cs_training.content.bank`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cs_training.content.craft import faults
from cs_training.content.phrases_reading import read_phrases, read_typing
from cs_training.content.replies_reading import read_replies
from cs_training.content.rules_reading import read_rules, some_unread, source_of
from cs_training.content.scenarios_reading import ill_staged, read_lines, read_scenarios, read_shifts
from cs_training.content.shop_reading import read_shop
from cs_training.content.situations_reading import ill_founded, read_situations, rule_book
from cs_training.content.strict_yaml import Path
from cs_training.content.structure import Source, Syllabus
from cs_training.content.typed import Record, Shape, closed_list, doubles, entries, entry, fits, refuse
from cs_training.core.question import AnyQuestion
from cs_training.errors import Problem, suggestion

QUESTION = Shape(AnyQuestion, kinds="题型")
_SYLLABUS, _SOURCE = Shape(Syllabus), Shape(Source)


def read_content(files: Mapping[str, str]) -> dict[str, Any]:
    """
    All content as plain, checked data.

    Args:
        files: Text by name relative to the content folder (``questions/00-orientation.yaml`` …).

    Returns:
        ``{"questions": {id: {…, "lesson": "00"}}, "syllabus": {…}, "sources": {id: {…}}, "rules": {…}, "shop": {…},
        "phrases": {id: {…}}, "typing": {id: {…}}, …}`` (:data:`cs_training.content.bank.PARTS`); every rule is a
        source, too.

    Raises:
        ContentError: With every problem found.
    """
    problems: list[Problem] = []
    course = entry(files, "syllabus.yaml", _SYLLABUS, problems)
    syllabus = course.data if course else {}
    cited = entries(files, "sources.yaml", problems)
    sources = {r.id: r for r in cited if fits(r, _SOURCE, problems)}
    records = [r for name in sorted(files) if name.startswith("questions/") for r in entries(files, name, problems)]
    good = [r for r in records if fits(r, QUESTION, problems)]
    told = read_situations(files, problems)
    played = read_scenarios(files, problems)
    # A course without scenarios needs no words for them.
    shifts = read_shifts(files, problems, played) if played else {}
    lines = read_lines(files, problems) if played else {}
    problems += [*doubles(cited), *doubles([*records, *told]), *_faults(good)]
    base = read_rules(files, problems)
    rules = base["rules"]
    problems += _twice(cited, rules)
    # None: what cites a source would be blamed for the files of the sources.
    known = {*rules, *(r.id for r in cited)} if cited and not some_unread(problems) else None
    shop = read_shop(files, problems)
    lessons = {lesson["id"] for lesson in syllabus["lessons"]} if course else None
    wrong = {problem.file.partition("/")[0] for problem in problems}
    rulebook = None if "rules" in wrong else rule_book(base)
    house = None if "shop" in wrong else shop
    ill_staged(played, files, problems, rules=rulebook, lessons=lessons, shop=house)
    if course and known:
        problems += ill_founded(told, base, lessons or (), problems)
        problems += _references([*good, *told, *played], {item["id"] for item in syllabus["items"]}, known)
    phrases = read_phrases(files, problems, known)
    typing = read_typing(files, problems, phrases)
    replies = read_replies(files, problems, known)
    refuse(problems)
    return {
        "questions": {r.id: r.data | {"lesson": lesson_of(r.file)} for r in good},
        "syllabus": syllabus,
        "sources": {i: r.data for i, r in sources.items()} | {i: source_of(rule) for i, rule in rules.items()},
        "rules": base,
        "shop": shop,
        "phrases": phrases,
        "typing": typing,
        "replies": replies,
        "situations": {r.id: r.data for r in told},
        "scenarios": {r.id: r.data for r in played},
        "lines": lines,
        "shifts": shifts,
    }


def lesson_of(file: str) -> str:
    """The lesson a question file belongs to: ``questions/01-role-and-value.yaml`` → ``01``."""
    match = re.search(r"(?:^|/)(\d\d)-", file)
    return match[1] if match else ""


def question_schema() -> dict[str, Any]:
    """The JSON Schema of a question file, for editors that complete and check YAML."""
    return closed_list("cs-training questions", QUESTION)


def _faults(records: list[Record]) -> Iterator[Problem]:
    for record in records:
        yield from (record.problem(_path(field), says) for field, says in faults(QUESTION.read(record.data)))


def _path(field: str) -> Path:
    return tuple(int(part) if part.isdigit() else part for part in field.split("."))


def _twice(cited: list[Record], rules: Mapping[str, Any]) -> Iterator[Problem]:
    for record in cited:
        if record.id in rules:
            yield record.problem(("id",), f"“{record.id}”是规则库里的规则，题可以直接引用它。删掉这一条。")


def _references(records: list[Record], items: set[str], sources: set[str]) -> Iterator[Problem]:
    for record in records:
        # Some of what is taught is a fact check or the course itself, and stands in no document of the syllabus.
        taught = items | {s for s in sources if s.startswith("FC-") or s == "COURSE"}
        for field, known in (("covers", taught), ("source", items | sources)):
            for i, given in enumerate(record.data[field]):
                if given not in known:
                    yield record.problem((field, i), f"没有“{given}”。{suggestion(given, known)}")
