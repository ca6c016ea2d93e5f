"""
Records with types → problems: YAML entries held against our dataclasses, each fault as a sentence with its place.

Imports pydantic, so only what reads content imports this module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from cs_training.content.building import choose, inside
from cs_training.content.strict_yaml import Document, Path, parse
from cs_training.errors import ContentError, Problem, suggestion

# Strict and closed: a string is never a bool, a float never an int, and a field we do not know is an error.
_STRICT = ConfigDict(extra="forbid", strict=True)

_RECORD = "要写成“名字: 值”的形式。"
_TYPES = {
    "bool_type": "要写 true 或 false，不加引号。",
    "int_type": "要写整数。",
    "int_from_float": "要写整数。",
    "float_type": "要写数字，不加引号。",
    "string_type": "要写文字；像数字、true 这样的文字请加双引号。",
    "tuple_type": "要写成列表，每行以 - 开头。",
    "dict_type": _RECORD,
    "dataclass_type": _RECORD,
    "missing": "缺这一项，请补上。",
}
_WORDS = {float: "数字", int: "整数", str: "文字", bool: "true、false"}


@dataclass(slots=True)
class Record:
    """One entry of a file: where it stands, and what it says."""

    file: str
    document: Document
    path: Path
    data: Any

    @property
    def id(self) -> str:
        return str(self.data.get("id", "")) if isinstance(self.data, dict) else ""

    @property
    def line(self) -> int | None:
        return self.document.line(self.path)

    def problem(self, path: Path, says: str) -> Problem:
        """A problem with the value at a path within this entry."""
        line = self.document.line((*self.path, *path))
        return Problem(self.file, line, self.id, ".".join(map(str, path)), says)


class Shape:
    """A dataclass, or a union of dataclasses told apart by ``kind``, that an entry must fit."""

    def __init__(self, hint: Any, *, kinds: str = "") -> None:
        """``kinds`` is what authors call the kinds of a union, e.g. 题型; "" if it is none."""
        self.hint = hint
        self.kinds = kinds
        # “| None” because pydantic takes a config for a union of plain dataclasses, but not for one alone.
        whole: Any = Annotated[hint, Field(discriminator="kind")] if kinds else hint | None
        self.adapter: TypeAdapter[Any] = TypeAdapter(whole, config=_STRICT)

    def read(self, data: Any) -> Any:
        """
        The object that the data describes.

        Goes by way of JSON text: only there does strict validation take lists for tuples and nothing else for anything.
        """
        return self.adapter.validate_json(json.dumps(data))

    def faults(self, data: Any) -> list[tuple[Path, str]]:
        """What does not fit, as (path, sentence)."""
        if not isinstance(data, dict):
            return [((), _RECORD)]
        try:
            self.read(data)
        except ValidationError as error:
            # A wrong “number or text” is reported once for each of the two.
            return list(dict.fromkeys(self._explain(detail, data) for detail in error.errors()))
        return []

    def _explain(self, detail: Any, data: Any) -> tuple[Path, str]:
        """One of pydantic's errors as (path, sentence)."""
        kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
        path, owner, hint = self._place(detail["loc"], data)
        if kind == "unexpected_keyword_argument":
            return path, f"没有“{path[-1]}”这一项。{suggestion(str(path[-1]), _field_names(owner))}"
        if kind == "union_tag_not_found":
            return ("kind",), f"缺 kind，请写上{self.kinds}。"
        if kind == "union_tag_invalid":
            known = re.findall(r"\w+", context["expected_tags"])
            return ("kind",), f"没有{self.kinds}“{context['tag']}”。{suggestion(context['tag'], known)}"
        if kind == "literal_error":
            allowed = context["expected"].replace(" or ", "、").replace(", ", "、")
            return path, f"“{given}”不行，只能是 {allowed}。"
        members = get_args(hint) if get_origin(hint) in (UnionType, Union) else ()
        either = [_WORDS[one] for one in members if one in _WORDS]
        return path, f"要写{'或'.join(either)}。" if len(either) > 1 else _TYPES.get(kind, detail["msg"])

    def _place(self, loc: Iterable[str | int], data: Any) -> tuple[Path, Any, Any]:
        """Where an error is: its path in the file, the type of the object around it, and its own type."""
        path: Path = ()
        owner = hint = self.hint
        for part in list(loc)[1 if self.kinds else 0 :]:  # the first part of a union is the kind, which is no field
            here = choose(hint, data)
            if not is_dataclass(here) and inside(here, part) is None:
                break  # the rest only names the branch of “number or text” that pydantic tried
            path, owner, hint = (*path, part), here, inside(here, part)
            data = _part(data, part)
        return path, owner, hint


def closed_list(title: str, shape: Shape) -> dict[str, Any]:
    """The JSON Schema of a file that is a list of such entries."""
    schema = shape.adapter.json_schema()
    definitions = schema.pop("$defs")
    items = schema if shape.kinds else schema["anyOf"][0]  # without the “| None” that is no part of the file
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "type": "array"} | {
        "items": items,
        "$defs": definitions,
    }


def entry(files: Mapping[str, str], name: str, shape: Shape, problems: list[Problem]) -> Record | None:
    """The one object that a file holds, or None with the reasons added to ``problems``."""
    document = _document(files, name, problems)
    record = Record(name, document, (), document.data)
    return record if not document.problems and fits(record, shape, problems) else None


def entries(files: Mapping[str, str], name: str, problems: list[Problem]) -> list[Record]:
    """The entries of a file that is a list."""
    document = _document(files, name, problems)
    if document.problems:
        return []
    if not isinstance(document.data, list):
        problems.append(Problem(name, 1, "", "", "整个文件要写成列表，每一条以“- id:”开头。"))
        return []
    return [Record(name, document, (i,), data) for i, data in enumerate(document.data)]


def fits(record: Record, shape: Shape, problems: list[Problem]) -> bool:
    """Whether an entry has the right fields of the right types; what has not is added to ``problems``."""
    found = [record.problem(*fault) for fault in shape.faults(record.data)]
    problems += found
    return not found


def doubles(records: Iterable[Record]) -> Iterator[Problem]:
    """A problem for every id that was used before."""
    first: dict[str, Record] = {}
    for record in records:
        before = first.setdefault(record.id, record)
        if record.id and before is not record:
            where = f"{before.file}:{before.line}"
            yield record.problem(("id",), f"编号“{record.id}”在 {where} 已经用过。编号终身唯一，换一个。")


def refuse(problems: Iterable[Problem]) -> None:
    """
    Raises what was found, in the order of files and lines; does nothing if nothing was.

    Raises:
        ContentError: There is at least one problem.
    """
    found = sorted(problems, key=lambda p: (p.file, p.line or 0))
    if found:
        raise ContentError(found)


def _document(files: Mapping[str, str], name: str, problems: list[Problem]) -> Document:
    document = parse(files[name]) if name in files else Document(problems=[(1, "没有这个文件，请补上。")])
    problems += [Problem(name, line, "", "", says) for line, says in document.problems]
    return document


def _field_names(owner: Any) -> set[str]:
    return {f.name for f in fields(owner)} if is_dataclass(owner) else set()


def _part(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    return data[part] if isinstance(data, list) and isinstance(part, int) else None
