"""
The history of rules as a picture: one bar a version, on one axis of years.

Inline SVG without script or font. It takes the colour of the text around it, so it reads in light and dark. Every bar
has its day and its state in words beside it; the whole picture has a text alternative.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cs_training.core.rulebook import Rule, Version

WIDTH, LEFT, RIGHT = 720, 214, 16
ROW, HEAD, TOP = 26, 30, 30
TICKS = 8


@dataclass(frozen=True, slots=True)
class Span:
    """A version's place in time. ``state`` is one of 已失效, 现行, 将施行."""

    version: Version
    start: date
    end: date | None
    state: str

    @property
    def dates(self) -> str:
        return f"{self.start} 至 {self.end}" if self.end else f"{self.start} 起"

    def __str__(self) -> str:
        return f"{self.dates}（{self.state}）"


def spans(rule: Rule, today: date) -> list[Span]:
    """The versions of a rule, oldest first."""
    listed = sorted(rule.versions, key=lambda version: version.start)
    return [Span(v, v.day, rule.last_day(v), _state(v.day, rule.last_day(v), today)) for v in listed]


def alternative(rules: Sequence[Rule], today: date) -> str:
    """What the picture shows, in words."""
    return "时间线。" + " ".join(
        f"{rule.title}（{rule.id}）：{'；'.join(map(str, spans(rule, today))) or '没有收录版本'}。" for rule in rules
    )


def timeline(rules: Sequence[Rule], today: date) -> str:
    """The picture of one rule or several; "" if none of them has a version."""
    shown = [(rule, spans(rule, today)) for rule in rules if rule.versions]
    if not shown:
        return ""
    axis = _Axis(min(found[0].start for _, found in shown), max([today, *(s.start for _, f in shown for s in f)]))
    parts, y = [], TOP
    for rule, found in shown:
        title = html.escape(f"{rule.id}  {rule.title}")
        parts.append(f'<text x="0" y="{y + 20}" font-weight="600" font-size="14" xml:space="preserve">{title}</text>')
        y += HEAD
        for one in found:
            parts += _row(one, y, axis)
            y += ROW
    grid = "".join(axis.lines(y))
    label = html.escape(alternative([rule for rule, _ in shown], today), quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {y + 8}" '
        f'style="width:100%;max-width:{WIDTH}px;height:auto;display:block" fill="currentColor" stroke="none" '
        f'font-family="inherit" font-size="13">{grid}{"".join(parts)}</svg>'
    )


class _Axis:
    """Years to places."""

    def __init__(self, first: date, last: date) -> None:
        self.first = date(first.year, 1, 1)
        # Half a year of room, so that a rule that began last week has a bar too.
        self._days = (last - self.first).days + 183

    def x(self, day: date) -> float:
        share = min(1.0, max(0.0, (day - self.first).days / self._days))
        return round(LEFT + share * (WIDTH - RIGHT - LEFT), 1)

    def lines(self, bottom: int) -> Iterator[str]:
        last = self.first.year + self._days // 365
        step = -(-(last - self.first.year + 1) // TICKS)
        for year in range(self.first.year, last + 1, step):
            x = self.x(date(year, 1, 1))
            yield f'<path d="M{x} {TOP - 8}V{bottom}" stroke="currentColor" stroke-opacity="0.25" stroke-width="1"/>'
            yield f'<text x="{x}" y="{TOP - 14}" text-anchor="middle" font-size="12">{year}</text>'


def _row(one: Span, y: int, axis: _Axis) -> Iterator[str]:
    """Solid is in force, an outline is over, a dashed outline is to come; the words beside it say the same."""
    start, end = axis.x(one.start), WIDTH - RIGHT if one.end is None else axis.x(one.end)
    look = {
        "现行": 'fill="#0b57d0" stroke="#0b57d0"',
        "已失效": 'fill="currentColor" fill-opacity="0.12" stroke="currentColor"',
        "将施行": 'fill="none" stroke="currentColor" stroke-dasharray="4 3"',
    }[one.state]
    yield f'<text x="12" y="{y + 16}">{one.start} 起，{one.state}</text>'
    yield f'<rect x="{start}" y="{y + 4}" width="{max(4.0, round(end - start, 1))}" height="16" rx="4" {look}/>'


def _state(start: date, end: date | None, today: date) -> str:
    if start > today:
        return "将施行"
    return "已失效" if end and end < today else "现行"
