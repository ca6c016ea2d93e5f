"""
YAML as authors expect it: only ``true`` and ``false`` are booleans, a time is text, a key stands once.

PyYAML follows YAML 1.1, where ``no`` is False and ``8:30`` is 510. In an answer key that is a wrong mark, so only
JSON's own types are resolved here. Every value keeps its line, so that a problem found later can name it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]


_TEXT = "tag:yaml.org,2002:str"
_TAGS = {_TEXT, *(f"tag:yaml.org,2002:{name}" for name in ("bool", "null", "int", "float"))}


class _JsonTypes(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuses ``*alias``: content says what it means in place, and an alias to itself would never end."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it untyped
            raise yaml.composer.ComposerError(None, None, None, event.start_mark)
        return super().compose_node(parent, index)

    # Its own table, not the base class's, so that nothing else that reads YAML changes.
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 -- as PyYAML declares it


_JsonTypes.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))
_JsonTypes.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:null|~|)\Z"), ["n", "~", ""])
_JsonTypes.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9]\d*)\Z"), list("-0123456789"))
_JsonTypes.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?(?:0|[1-9]\d*)\.\d+\Z"), list("-0123456789"))


@dataclass(slots=True)
class Document:
    """
    A parsed file.

    Attributes:
        data: Plain lists, dicts and scalars.
        lines: The line (from 1) of every value, by its path, e.g. ``(0, "choices", 2, "why")``.
        problems: What is wrong with the YAML itself: (line, what and what to do).
    """

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def line(self, path: Path) -> int | None:
        """The line of a value, or of the nearest thing around it (a missing field has no line of its own)."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def parse(text: str) -> Document:
    """Reads one file; what is wrong with it stands in ``problems``, and nothing is raised."""
    document = Document()
    try:
        loader = _JsonTypes(text)
        if (node := loader.get_single_node()) is not None:
            document.data = _plain(loader, node, (), document)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        says = "从这里起不是合法的 YAML。常见原因：缩进没对齐，引号或括号少一半，文字里有英文冒号没加引号。"
        document.problems.append((mark.line + 1 if mark else 1, says))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        document.problems.append((line, "这里有看不见的控制字符。删掉这一行，重新打一遍。"))
    return document


def _plain(loader: _JsonTypes, node: yaml.Node, path: Path, document: Document) -> Any:
    document.lines[path] = line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, child, (*path, i), document) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, document)
    try:
        value = loader.construct_object(node)
    except ValueError:
        value = node.value
    if node.tag not in _TAGS or (node.tag != _TEXT and value == node.value):
        document.problems.append((line, f"不要写类型标记（{node.tag}）。要文字就加双引号，要数字就直接写。"))
    return value


def _mapping(loader: _JsonTypes, node: yaml.MappingNode, path: Path, document: Document) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in data:
            document.problems.append((line, f"“{key}”写了两次，留下一个。"))
        data[key] = _plain(loader, value_node, (*path, key), document)
        document.lines[(*path, key)] = line
    return data
