"""
Objects from plain data, guided by the type hints of our dataclasses.

Nothing is checked here: :mod:`cs_training.content.typed` did that before the data was kept, and doing it again would
need the checker's import (45 ms) in every kernel.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, cast

T = TypeVar("T")
Part = str | int
Maker = Callable[[Any], Any]

# The types of a dataclass's fields by name; looking them up is slow.
hints: Callable[[Any], dict[str, Any]] = functools.cache(typing.get_type_hints)


def build(cls: type[T], raw: Mapping[str, Any]) -> T:
    """An object from data that was checked before it was kept; a field the class does not have is passed over."""
    makers = _makers(cast(Any, cls))
    return cls(**{name: raw[name] if make is _as_it_is else make(raw[name]) for name, make in makers if name in raw})


@functools.cache
def _makers(cls: Any) -> tuple[tuple[str, Maker], ...]:
    """How each field of a class is made; worked out once, because asking type hints is slower than making."""
    return tuple((f.name, _maker(hints(cls)[f.name])) for f in fields(cls))


def _maker(hint: Any) -> Maker:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return _of_union(hint)
    if is_dataclass(hint):
        return functools.partial(build, cast(type, hint))
    origin = typing.get_origin(hint)
    if origin is tuple:
        entry = _maker(inside(hint, 0))
        return lambda raw: tuple(map(entry, raw))
    if origin is dict:
        value = _maker(inside(hint, ""))
        return lambda raw: {key: value(one) for key, one in raw.items()}
    return _as_it_is


def _of_union(hint: Any) -> Maker:
    """The member is chosen by the data itself; a union of plain types needs no choice."""
    members = [one for one in typing.get_args(hint) if one is not types.NoneType]
    if all(_maker(one) is _as_it_is for one in members):
        return _as_it_is
    return lambda raw: None if raw is None else _maker(choose(hint, raw))(raw)


def _as_it_is(raw: Any) -> Any:
    return raw


def choose(hint: Any, raw: Any) -> Any:
    """The one type of a union that the data is meant for: None, the only other, or the one of its ``kind``."""
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):
        return hint
    members = [one for one in typing.get_args(hint) if one is not types.NoneType]
    if raw is None or len(members) == 1:
        return types.NoneType if raw is None else members[0]
    kind = raw.get("kind") if isinstance(raw, Mapping) else None
    of_kind = (one for one in members if is_dataclass(one) and kind in typing.get_args(hints(one)["kind"]))
    return next(of_kind, hint)


def inside(hint: Any, part: Part) -> Any:
    """The type of a field, an entry or a value of what has this type; None if it has no such part."""
    if is_dataclass(hint):
        return hints(hint).get(str(part))
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    parts = {tuple: arguments[:1], dict: arguments[1:], Mapping: arguments[1:]}
    return parts.get(origin, [None])[0] if origin else None


def values(hint: Any, raw: Any, path: tuple[Part, ...] = ()) -> Iterator[tuple[tuple[Part, ...], Any, Any]]:
    """Every value within the data, outermost first: (path, type, value)."""
    here = choose(hint, raw)
    yield path, here, raw
    if isinstance(raw, Mapping | list):
        for part, one in raw.items() if isinstance(raw, Mapping) else enumerate(raw):
            yield from values(inside(here, part), one, (*path, part))
