"""The sheet of a quality check, for people, for programs and for Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cs_training.cli.aligned import left, width
from cs_training.content.chats import RowProblem
from cs_training.core.judging.assessment import CODES, LABELS, Assessment, Violation
from cs_training.core.quality_check import AgentDay, Judged, Sheet
from cs_training.notebook.coach_words import BANDS, COSTS, LABEL_NAMES

SHOWN_PROBLEMS = 20
# The articles that a red line rests on, each as one text.
Articles = Callable[[Violation], Sequence[str]]
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_FORMULA = tuple("=+-@＝＋－＠\t\r")  # Excel takes full-width signs for ordinary ones
_CUSTOMER = 120  # characters of what the buyer said: enough to know the case


def assessment_lines(one: Assessment, articles: Articles) -> Iterator[str]:
    """A judged reply for people: score, red lines, labels with reasons, advice."""
    yield f"得分 {one.score}：{BANDS[one.band]}"
    for violation in one.violations:
        yield f"  红线 ✗ {_named(violation)}：“{_line(violation.text)}”。{violation.why}"
        yield from (f"     依据：{article}" for article in articles(violation))
    for label in LABELS:
        unsure = "（拿不准，请人看）" if label in one.unsure else ""
        has = "✓ 有" if one.labels[label] else "✗ 没有"
        yield f"  {has}  {LABEL_NAMES[label]}{unsure}：{_line(one.evidence[label].reason)}"
    for n, change in enumerate(one.advice, 1):
        gain = f"（最多加 {change.gain} 分）" if change.gain else ""
        yield f"  改法 {n}：{_line(change.say)}{gain}"
        yield from [f"     原来：{_line(change.before)}"] if change.before else []
        yield from [f"     比如：{_line(change.after)}"] if change.after else []


def sheet_lines(sheet: Sheet, problems: Sequence[RowProblem], *, worst: int, articles: Articles) -> Iterator[str]:
    """The sheet for people."""
    red, weak = sheet.red_lines, sheet.weakest(worst)
    yield f"评了 {len(sheet.replies)} 条回复，碰到红线 {len(red)} 处。"
    yield "这是机器初评：只看聊天，看不到订单，标了“拿不准”的请人看。"
    yield f"\n一、红线（{len(red)} 处）"
    for reply, violation in red:
        yield from _red_lines(reply, violation, articles(violation))
    yield f"\n二、最弱的回复（{len(weak)} 条，碰了红线的在上面，不再列）"
    for reply in weak:
        yield from _weak_lines(reply)
    yield "\n三、每人每天"
    yield from _table([_DAY_HEAD, *map(_day_cells, sheet.days)])
    if problems:
        yield f"\n没有读进来的行（{len(problems)} 处问题）"
        yield from (f"  {_line(str(one))}" for one in problems[:SHOWN_PROBLEMS])
        if len(problems) > SHOWN_PROBLEMS:
            yield f"  还有 {len(problems) - SHOWN_PROBLEMS} 处，用 --json 看全部。"


def sheet_data(sheet: Sheet, problems: Sequence[RowProblem], *, worst: int, articles: Articles) -> dict[str, Any]:
    """The sheet for programs."""
    return {
        "replies": len(sheet.replies),
        "red_lines": [_red_data(reply, violation, articles(violation)) for reply, violation in sheet.red_lines],
        "weakest": [reply.as_data() for reply in sheet.weakest(worst)],
        "days": [day.as_data() for day in sheet.days],
        "problems": [{"line": one.line, "says": one.says} for one in problems],
    }


def sheet_csv(sheet: Sheet) -> bytes:
    """A row for each judged reply, as Excel opens it: with a byte order mark, and no cell that Excel would run."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["客服", "日期", "时间", "会话", "买家", "买家的话", "回复", "得分", "档次", "红线", "红线原话"]
        + [LABEL_NAMES[label] for label in LABELS]
        + ["拿不准", "先改什么", "改成这样"]
    )
    for one in sheet.replies:
        writer.writerow(map(_defused, _cells(one)))
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def _cells(one: Judged) -> list[str]:
    said, first = one.assessment, next(iter(one.assessment.advice), None)
    return [
        *(one.agent, one.day.isoformat(), f"{one.at:%H:%M:%S}", one.session, one.buyer, one.customer, one.reply),
        *(str(said.score), BANDS[said.band]),
        "；".join(_named(violation) for violation in said.violations),
        "；".join(violation.text for violation in said.violations),
        *("有" if said.labels[label] else "没有" for label in LABELS),
        "、".join(LABEL_NAMES[label] for label in said.unsure),
        *((first.say, first.after) if first else ("", "")),
    ]


def _defused(cell: str) -> str:
    """A cell that is no formula: Excel would run what a customer typed."""
    return f"'{cell}" if cell.lstrip(" \n\u00a0\u3000").startswith(_FORMULA) else cell


def _red_data(reply: Judged, violation: Violation, articles: Sequence[str]) -> dict[str, Any]:
    whole = reply.as_data()
    where = {key: whole[key] for key in ("agent", "day", "session", "buyer", "time", "customer", "reply")}
    found = {key: getattr(violation, key) for key in ("code", "severity", "start", "end", "text", "why")}
    return {**where, **found, "name": CODES[violation.code].name, "articles": list(articles)}


def _red_lines(reply: Judged, violation: Violation, articles: Sequence[str]) -> Iterator[str]:
    yield f"{_where(reply)}\n  ✗ {_named(violation)}，{COSTS[violation.severity]}：“{_line(violation.text)}”"
    yield f"     整条：{_line(reply.reply)}"
    yield f"     为什么：{violation.why}"
    yield from (f"     依据：{article}" for article in articles)


def _weak_lines(reply: Judged) -> Iterator[str]:
    said = reply.assessment
    missing = "、".join(
        LABEL_NAMES[label] + ("（拿不准）" if label in said.unsure else "")
        for label in LABELS
        if not said.labels[label]
    )
    yield f"{_where(reply)}  {said.score} 分"
    yield f"     买家：{_shortened(_line(reply.customer)) or '（没有先说话）'}"
    yield f"     回复：{_line(reply.reply)}"
    yield f"     缺：{missing}" if missing else "     六项都有"
    for label in LABELS:
        # What speaks against a label is worth showing; of what is simply not there, the name is enough.
        if not said.labels[label] and (spans := said.evidence[label].spans):
            words = "、".join(f"“{_line(reply.reply[start:end])}”" for start, end in spans)
            yield f"     {LABEL_NAMES[label]}：{_line(said.evidence[label].reason)}看这里：{words}"
    for change in said.advice[:1]:
        yield f"     先改：{_line(change.say)}" + (f"比如：{_line(change.after)}" if change.after else "")


def _where(reply: Judged) -> str:
    return f"· {reply.agent}  {reply.at:%Y-%m-%d %H:%M:%S}  会话 {_line(reply.session)}  {reply.buyer}"


def _named(violation: Violation) -> str:
    return f"{CODES[violation.code].name}（{violation.code}）"


_DAY_HEAD = ["客服", "日期", "回复", "平均分", *(LABEL_NAMES[label] for label in LABELS), "红线", "拿不准"]


def _day_cells(day: AgentDay) -> list[str]:
    shares = [f"{day.shares[label]:.0%}" for label in LABELS]
    return [
        day.agent,
        str(day.day),
        str(day.replies),
        f"{day.mean_score:.1f}",
        *shares,
        str(day.red_lines),
        f"{day.unsure:.0%}",
    ]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns below each other; a Chinese character is two wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(left(cell, wide) for cell, wide in zip(row, widths, strict=True)).rstrip()


def _line(text: str) -> str:
    """A text on one line, without what could command a terminal."""
    return _CONTROLS.sub("", " ／ ".join(part for part in text.splitlines() if part.strip()))


def _shortened(text: str) -> str:
    return text if len(text) <= _CUSTOMER else f"{text[:_CUSTOMER]}……"
