"""From the rule base's files to checked, plain data, as :mod:`cs_training.content.reading` does for questions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, get_args

from cs_training.content.building import build
from cs_training.content.days import WRITE_DAY, day_of
from cs_training.content.strict_yaml import Path
from cs_training.content.typed import Record, Shape, closed_list, doubles, entries, fits
from cs_training.core.rulebook import Holidays, Rule, Topic, VoidTerm
from cs_training.errors import Problem, suggestion

Fault = tuple[Path, str]  # where within the entry, what is wrong and what to do

TOPICS = {f"rules/{topic}.yaml": topic for topic in get_args(Topic)}
HOLIDAYS, VOID_TERMS = "rules/holidays.yaml", "rules/void_terms.yaml"
_RULE, _HOLIDAYS, _VOID_TERM = Shape(Rule), Shape(Holidays), Shape(VoidTerm)


def read_rules(files: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    """
    The rule base as plain data; all that is wrong with it is added to ``problems``.

    Args:
        files: Text by name relative to the content folder (``rules/returns.yaml`` …); others are passed over.
        problems: Where to add what was found.

    Returns:
        ``{"rules": {id: {…}}, "holidays": {"2026": {…}}, "void_terms": [{…}]}``. Rules that have a fault are listed
        too: they exist, and who cites them is not to blame.
    """
    problems += _strays(files)
    rules = [record for name in TOPICS if name in files for record in entries(files, name, problems)]
    years, terms = (entries(files, name, problems) for name in (HOLIDAYS, VOID_TERMS))
    problems += [*doubles(rules), *doubles(terms), *_doubled_years(years)]
    known = {record.id for record in rules if record.id}
    _check(rules, _RULE, lambda record: rule_faults(build(Rule, record.data), TOPICS[record.file]), problems)
    _check(years, _HOLIDAYS, lambda record: holiday_faults(build(Holidays, record.data)), problems)
    _check(terms, _VOID_TERM, lambda record: void_term_faults(build(VoidTerm, record.data), known), problems)
    return {
        "rules": {record.id: record.data for record in rules if record.id},
        "holidays": {_year(record): record.data for record in years},
        "void_terms": [record.data for record in terms],
    }


def rule_schema() -> dict[str, Any]:
    """The JSON Schema of a topic's file, for editors that complete and check YAML."""
    return closed_list("cs-training rules", _RULE)


def some_unread(problems: Iterable[Problem]) -> bool:
    """Whether a rule's id could not be read: then nobody can be blamed for citing what seems not to exist."""
    return any(problem.file in TOPICS and not problem.item for problem in problems)


def source_of(rule: Mapping[str, Any]) -> dict[str, str]:
    """A checked rule as a source that questions rest on, with what its newest version cites."""
    cites = rule["versions"][-1]["cites"] if rule["versions"] else ""
    return {"cites": cites, "text_of": rule.get("text_of", "")} | {n: rule[n] for n in ("id", "title", "checked")}


def rule_faults(rule: Rule, topic: str) -> Iterator[Fault]:
    """What types cannot say about a rule that stands in the file of a topic."""
    if rule.topic != topic:
        yield ("topic",), f"这个文件只放 {topic}。topic 改成 {topic}，或把这条规则搬到 {rule.topic}.yaml。"
    if rule.decides and not rule.versions:
        yield ("versions",), "decides: true 的规则至少要有一个版本。补上一个，或写 decides: false 和 why_not。"
    if not rule.decides and not rule.why_not.strip():
        yield ("why_not",), "decides: false 的规则要写 why_not：为什么不能拿它判。"
    optional = {"text_of": rule.text_of, "ended": rule.ended}
    for field, text in ({"checked": rule.checked} | {f: t for f, t in optional.items() if t}).items():
        if not day_of(text):
            yield (field,), WRITE_DAY
    yield from _version_faults(rule)


def holiday_faults(year: Holidays) -> Iterator[Fault]:
    """Spans that are no spans, lie outside their year, or do not follow each other."""
    if not year.spans:
        yield ("spans",), "一段假期也没有。照放假通知补上。"
    ends = [_span(span) for span in year.spans]
    for i, days in enumerate(ends):
        if not days:
            yield ("spans", i), "要写成 [第一天, 最后一天]，两天都是 2026-10-01 这样、真有的日期。"
        elif days[0] > days[1]:
            yield ("spans", i), f"最后一天 {days[1]} 早于第一天 {days[0]}，对调一下。"
        elif {day[:4] for day in days} != {f"{year.year:04d}"}:
            yield ("spans", i), f"不全在 {year.year} 年。跨年的假期，每年只写自己那几天。"
    for i, (before, after) in enumerate(pairwise(ends), start=1):
        if before and after and after[0] <= before[1]:
            yield ("spans", i), f"没有排在上一段（到 {before[1]}）之后。按日期先后写，不要重叠。"


def void_term_faults(term: VoidTerm, known: Collection[str]) -> Iterator[Fault]:
    """A void term that rests on a rule we do not have."""
    if term.rule not in known:
        yield ("rule",), f"没有编号为“{term.rule}”的规则。{suggestion(term.rule, known)}"


def _version_faults(rule: Rule) -> Iterator[Fault]:
    starts = [version.start for version in rule.versions]
    for i, start in enumerate(starts):
        if not day_of(start):
            yield ("versions", i, "start"), WRITE_DAY
        elif start in starts[:i]:
            yield ("versions", i, "start"), f"从 {start} 起的版本写了两个，留下一个。"
        elif any(start < earlier for earlier in starts[:i] if day_of(earlier)):
            yield ("versions", i, "start"), "版本要从早到晚写，新的放在最后。"
    known = [start for start in starts if day_of(start)]
    if day_of(rule.ended) and known and rule.ended < max(known):
        yield ("ended",), f"早于最后一个版本的开始（{max(known)}）。ended 写它最后有效的那天。"


def _check(
    records: list[Record], shape: Shape, faults: Callable[[Record], Iterator[Fault]], problems: list[Problem]
) -> None:
    """Adds what is wrong with each entry: its types, or what they cannot say."""
    for record in records:
        if fits(record, shape, problems):
            problems += [record.problem(*fault) for fault in faults(record)]


def _span(span: tuple[str, ...]) -> tuple[str, str] | None:
    return (span[0], span[1]) if len(span) == 2 and all(map(day_of, span)) else None


def _year(record: Record) -> str:
    return str(record.data.get("year", "")) if isinstance(record.data, dict) else ""


def _doubled_years(records: Iterable[Record]) -> Iterator[Problem]:
    seen: set[str] = set()
    for record in records:
        if (year := _year(record)) and year in seen:
            yield record.problem(("year",), f"{year} 年写了两次，合成一条。")
        seen.add(year)


def _strays(files: Mapping[str, str]) -> Iterator[Problem]:
    """Files that nothing reads: what their author wrote would be lost without a word."""
    known = {*TOPICS, HOLIDAYS, VOID_TERMS}
    for name in files:
        if name.startswith("rules/") and name not in known:
            stem = PurePosixPath(name).stem
            near = suggestion(stem, {PurePosixPath(one).stem for one in known})
            yield Problem(name, 1, "", "", f"课程不读这个文件。文件名要是一个 topic。{near}")
