"""
Cases as people keep them: one, several with names, YAML, JSON, or a JSON object a line.

What a case says is not looked at here; :func:`cs_training.core.rules.decide` does that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cs_training.content.strict_yaml import parse
from cs_training.errors import CaseError

DEEP = "括号套得太深，或者数字太长，读不了。"


@dataclass(frozen=True, slots=True)
class Told:
    """
    A case as it was found in a file.

    Attributes:
        name: What it is called, "" if it has no name.
        facts: Its facts by field name; None where something else stands, or the line cannot be read.
        on: The day of decision that it names itself (ISO), "" for none.
        fault: Why there are no facts.
    """

    name: str = ""
    facts: Mapping[str, Any] | None = None
    on: str = ""
    fault: str = ""


def read_cases(text: str, kind: str) -> list[Told]:
    """
    The cases of a file.

    Args:
        text: What stands in it.
        kind: ``.json``, ``.jsonl``, or anything else for YAML.

    Raises:
        CaseError: It cannot be read at all. A single case that is none has its ``fault`` instead.
    """
    if kind == ".jsonl":
        lines = enumerate(text.split("\n"), 1)
        cases = [_numbered(n, read_line(line)) for n, line in lines if line.strip()]
    else:
        cases = list(_told(_json(text) if kind == ".json" else _yaml(text)))
    if not cases:
        raise CaseError("文件里没有案子。写一组“字段: 值”，或者用“- ”开头写几个。")
    return cases


def read_line(line: str) -> Told:
    """The case of one line of JSON; whatever stands there, nothing is raised."""
    if not line.strip():
        return Told(fault="这一行是空的。每行写一个 JSON 对象。")
    try:
        return _one(_json(line))
    except CaseError as error:
        return Told(fault=str(error))


def _told(data: Any) -> Iterator[Told]:
    if isinstance(data, list):
        yield from (_numbered(n, _one(one), "个") for n, one in enumerate(data, 1))
    elif data is not None:
        yield _one(data)


def _one(data: Any) -> Told:
    """A case, bare or as ``{name, case}``; what else stands beside ``case`` (expectations, sources) is not ours."""
    if not isinstance(data, dict):
        return Told(fault=f"这里写的是“{_short(data)}”，不是一个案子。案子是一组“字段: 值”，JSON 里用花括号。")
    if "case" not in data:
        return Told(facts=data)
    name, on = (str(data.get(key) or "") for key in ("name", "on"))
    if not isinstance(data["case"], dict):
        return Told(name, fault="case 下面不是一组“字段: 值”。", on=on)
    return Told(name, data["case"], on)


def _numbered(n: int, told: Told, what: str = "行") -> Told:
    return Told(told.name or f"第 {n} {what}", told.facts, told.on, told.fault)


def _short(data: Any) -> str:
    text = str(data)
    return text if len(text) <= 20 else f"{text[:20]}……"


def _yaml(text: str) -> Any:
    try:
        document = parse(text)
    except RecursionError:
        raise CaseError(DEEP) from None
    if document.problems:
        line, says = document.problems[0]
        more = f"（一共 {len(document.problems)} 处）" if len(document.problems) > 1 else ""
        raise CaseError(f"第 {line} 行：{says}{more}")
    return document.data


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        where = f"第 {error.lineno} 行第 {error.colno} 个字" if "\n" in text.strip() else f"第 {error.colno} 个字"
        raise CaseError(f"不是合法的 JSON，{where}起读不懂。常见原因：少引号、多逗号、用了中文标点。") from None
    except (RecursionError, ValueError):
        raise CaseError(DEEP) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, each of its names once: of two values only one could be meant, and nobody knows which."""
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise CaseError(f"“{twice}”写了两次，留下一个。")
    return data
