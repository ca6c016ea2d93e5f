"""
Cells of time, thousands at once: microseconds since 1970 in UTC.

A time that names no offset is refused unless its column has a zone: it could be anywhere in the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from cs_training.content.exports.columns import TimeColumn

_YEARS = range(1990, 2200)  # outside, it is a slip
_FIRST, _END = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 10**6 for year in (_YEARS.start, _YEARS.stop))
# What nearly every export has; the rest of ISO 8601 is read one by one.
_CLOCK = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?"
_AWARE = rf"{_CLOCK}(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)"

Moments = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


def moments(cells: Sequence[str], how: TimeColumn) -> tuple[Moments, Flags]:
    """The time of each cell, and which of them are none (their time is 0)."""
    import pandas as pd

    texts = pd.Series(cells, dtype="str").str.strip()
    at = np.zeros(len(texts), dtype=np.int64)
    left = np.ones(len(texts), dtype=bool)
    for pattern, options in _ways(how):
        fits = left if pattern is None else left & texts.str.fullmatch(pattern).to_numpy(dtype=bool)
        if fits.any():
            found = _parsed(texts if fits.all() else texts[fits], how, options)
            known = found.notna()
            at[np.flatnonzero(fits)[known]] = found.as_unit("us").asi8[known]
            left[np.flatnonzero(fits)[known]] = False
        if not left.any():
            break
    for place in map(int, np.flatnonzero(left)):
        moment = one_moment(cells[place], how)
        left[place] = moment is None
        at[place] = 0 if moment is None else _microseconds(moment)
    wrong = left | (at < _FIRST) | (at >= _END)
    at[wrong] = 0
    return at, wrong


def _ways(how: TimeColumn) -> list[tuple[str | None, dict[str, Any]]]:
    """How to read many at once, the likeliest first: what the cells must look like, and what pandas is told."""
    iso = (_AWARE, {"format": "ISO8601", "utc": True})
    if how.format:
        return [(None, {"format": how.format, "utc": "%z" in how.format}), iso]
    return [(_CLOCK, {"format": "ISO8601"}), iso] if how.timezone else [iso]


def _parsed(texts: Any, how: TimeColumn, options: dict[str, Any]) -> Any:
    import pandas as pd

    found = pd.DatetimeIndex(pd.to_datetime(texts, errors="coerce", **options))
    # An hour that the clocks jump over, or pass twice, is left to the reading one by one, which takes the first.
    return found if found.tz else found.tz_localize(how.timezone, ambiguous="NaT", nonexistent="NaT")


def one_moment(text: str, how: TimeColumn) -> datetime | None:
    """One cell, in any way of writing ISO 8601; None if it is no time, or has no zone."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if at.tzinfo or not how.timezone:
        return at if at.tzinfo else None
    return at.replace(tzinfo=ZoneInfo(how.timezone))


def why_not(text: str, how: TimeColumn) -> str:
    """What to say of a cell that is no time."""
    at = one_moment(text, how)
    if at is not None:
        return f"年份要在 {_YEARS.start} 到 {_YEARS.stop - 1} 之间。检查是不是打错了。"
    if not how.timezone and one_moment(text, TimeColumn("", timezone="UTC")):
        return "没有时区，不知道是哪里的几点。写成 2026-11-21T10:00:00+08:00，或在对照表里写 timezone: Asia/Shanghai。"
    if how.format:
        return f"不是对照表里写的 {how.format}。改这一格，或改对照表的 format。"
    return "不是一个时刻。写成 2026-11-21T10:00:00+08:00。"


def _microseconds(at: datetime) -> int:
    passed = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (passed.days * 86_400 + passed.seconds) * 10**6 + passed.microseconds
