"""Cards of rules: what a platform rule or a law says, on which day, and where it stands."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cs_training.content.bank import open_bank
from cs_training.core.rulebook import Rule, RuleBook, Version
from cs_training.errors import AnswerError
from cs_training.notebook.board import Board
from cs_training.notebook.rule_numbers import numbers_in_words
from cs_training.notebook.timeline import alternative, timeline

PLATFORMS = {"law": "法律", "tmall": "天猫", "taobao": "淘宝", "both": "淘宝、天猫"}
CONFIDENCE = {"A": "读过原文", "B": "依据转述，没有逐字核对原文", "C": "通行的说法，没有见到原文"}


@dataclass(frozen=True, slots=True)
class Row:
    """A heading of a card and what stands under it, a line each."""

    head: str
    lines: tuple[str, ...]


def cards(ids: Sequence[str], on: object = None) -> Board:
    """
    Cards of rules; several share a timeline.

    Raises:
        UnknownIdError: A rule does not exist; names the nearest. AnswerError: A day that cannot be read.
    """
    book = open_bank().rules
    today = checked_day(book)
    day = today if on is None else read_day(on)
    found = [book.rule(_known(one, book)) for one in dict.fromkeys(ids)]
    many = len(found) > 1
    picture = timeline(found, today) if many or len(found[0].versions) > 1 else ""
    texts = [card_text(one, day, asked=on is not None) for one in found]
    shown = "".join(card_html(one, day, asked=on is not None, picture="" if many else picture) for one in found)
    if many:
        texts.append(alternative(found, today))
        shown = framed(f"{_title('同一条时间线')}{picture}") + shown
    return Board("\n\n".join(texts), shown)


def checked_day(book: RuleBook) -> date:
    """
    The last day on which somebody held the rules against their sources.

    It stands for “now” where a cell names no day, so that the cell shows the same tomorrow.
    """
    return max(date.fromisoformat(one.checked) for one in book.rules.values())


def read_day(on: object) -> date:
    """
    A day as people write it in a cell.

    Raises:
        AnswerError: It is none.
    """
    if isinstance(on, date):
        return date(on.year, on.month, on.day)  # of a moment, its day
    try:
        return date.fromisoformat(str(on).strip())
    except ValueError:
        raise AnswerError(f'“{on}”不是日期。写成 on="2026-03-01" 这样。') from None


def card_text(rule_: Rule, day: date, *, asked: bool = False) -> str:
    """A card as plain text."""
    lines = [f"【{rule_.title}】{rule_.id}（{PLATFORMS[rule_.platform]}）"]
    for row in _rows(rule_, day, asked=asked):
        if len(row.lines) == 1:
            lines.append(f"{row.head}：{row.lines[0]}")
        else:
            lines += [f"{row.head}：", *(f"  - {line}" for line in row.lines)]
    return "\n".join(lines)


def card_html(rule_: Rule, day: date, *, asked: bool = False, picture: str = "") -> str:
    """A card as HTML: a heading, a list of terms, and a picture of its history."""
    badge = "display:inline-block;margin-left:.5rem;padding:0 .5rem;border:1px solid currentColor;border-radius:4px"
    marks = "".join(
        f'<span style="{badge};font-size:.85em;font-weight:400">{html.escape(mark)}</span>'
        for mark in (rule_.id, PLATFORMS[rule_.platform])
    )
    rows = "".join(_row_html(row) for row in _rows(rule_, day, asked=asked))
    return framed(f'{_title(rule_.title, marks)}<dl style="{LIST}">{rows}</dl>{picture}')


# JupyterLab gives both a width of its own.
TERM = "width:auto;float:none;padding:0;font-weight:600"
SAID = "width:auto;float:none;padding:0;margin:0"
LIST = "display:grid;grid-template-columns:minmax(4.5rem,max-content) 1fr;gap:.4rem 1rem;margin:.6rem 0"


def framed(inner: str) -> str:
    """A box around something shown."""
    style = (
        "max-width:46rem;margin:0 0 1rem;padding:.6rem 1rem .8rem;line-height:1.6;border-radius:6px;"
        "border:1px solid var(--jp-border-color1,GrayText)"
    )
    return f'<div style="{style}">{inner}</div>'


def _title(text: str, marks: str = "") -> str:
    return f'<div style="font-size:1.15em;font-weight:600">{html.escape(text)}{marks}</div>'


def _row_html(row: Row) -> str:
    if len(row.lines) == 1:
        said = html.escape(row.lines[0])
    else:
        items = "".join(f"<li>{html.escape(line)}</li>" for line in row.lines)
        said = f'<ul style="margin:0;padding-left:1.2rem">{items}</ul>'
    return f'<dt style="{TERM}">{row.head}</dt><dd style="{SAID}">{said}</dd>'


def _rows(rule_: Rule, day: date, *, asked: bool) -> Iterator[Row]:
    version = rule_.on(day)
    if not rule_.decides:
        yield Row("注意", (f"只作提示，不用来判对错：{rule_.why_not}",))
    yield Row("谁用", (rule_.who,))
    yield Row(f"{day} 那天" if asked else "现在怎么说", (version.says if version else _nothing(rule_, day),))
    if version and rule_.last_day(version) and (rule_.conditions or rule_.exceptions):
        yield Row("注意", ("下面的条件、例外、时限是最新一版的；那时有什么不同，看沿革。",))
    many = (("条件", rule_.conditions), ("例外", rule_.exceptions), ("时限", rule_.deadlines))
    yield from (Row(head, lines) for head, lines in many if lines)
    yield from _numbers(version)
    yield from (Row(head, (said,)) for head, said in (("运费", rule_.freight), ("提醒", rule_.note)) if said)
    if rule_.evidence:
        yield Row("凭证", ("、".join(rule_.evidence),))
    if version:
        yield Row("出处", (version.cites,))
        yield Row("把握", (CONFIDENCE[version.confidence],))
    text_of = f"（对照的原文存于 {rule_.text_of}）" if rule_.text_of else ""
    yield Row("核对日", (f"{rule_.checked}{text_of}",))
    if history := tuple(_history(rule_, version)):
        yield Row("沿革", history)


def _numbers(version: Version | None) -> Iterator[Row]:
    if version and version.numbers:
        yield Row("数字", tuple(f"{name}：{said}" for name, said in numbers_in_words(version.numbers)))


def _history(rule_: Rule, shown: Version | None) -> Iterator[str]:
    if rule_.before:
        yield rule_.before
    listed = sorted(rule_.versions, key=lambda version: version.start)
    for earlier, version in zip([None, *listed], listed, strict=False):
        here = "（上面这一版）" if version is shown and len(listed) > 1 else ""
        if earlier is None:
            yield f"{version.start} 起{here}：{version.change or '收录的第一版。'}"
        else:
            yield f"{earlier.start} → {version.start}{here}：{version.change or '文字有调整。'}"
    if rule_.ended:
        yield f"到 {rule_.ended} 为止，以后不再有这一条。"


def _nothing(rule_: Rule, day: date) -> str:
    if rule_.ended and day > date.fromisoformat(rule_.ended):
        return f"这条规则到 {rule_.ended} 为止，{day} 已经不再有它。"
    return f"{day} 没有收录可用的版本，不能拿它来判。看下面的沿革，或查当时的规则原文。"


def _known(given: str, book: RuleBook) -> str:
    """The id as it is written in the rule base: nobody should fail over capitals or a space."""
    tidy = given.strip().upper()
    return tidy if tidy in book.rules else given
