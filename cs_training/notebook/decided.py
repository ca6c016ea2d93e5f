"""Cases that ``decide`` has decided, shown: what holds, how much, until when, why, and what is still to be asked."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from cs_training.core.rulebook import RuleBook
from cs_training.core.rules import decide
from cs_training.core.ruling.codes import CODES
from cs_training.core.ruling.decision import Basis, Decision
from cs_training.core.ruling.fields import FIELDS
from cs_training.notebook.board import Board
from cs_training.notebook.decision_words import reasons, results
from cs_training.notebook.rule_card import LIST, SAID, TERM, framed

Line = tuple[str, tuple[str, ...]]


def decided(cases: Sequence[Mapping[str, Any]], rules: RuleBook, on: date) -> Board:
    """
    The decisions of cases, one block each.

    Raises:
        CaseError: A case is told wrongly; says which.
    """
    blocks = [list(_lines(decide(case, rules=rules, on=on))) for case in cases]
    many = len(blocks) > 1
    heads = [f"第 {n} 个案子" if many else "" for n in range(1, len(blocks) + 1)]
    said = f"按 {on} 这一天判。"
    texts = ["\n".join(_text(head, block)) for head, block in zip(heads, blocks, strict=True)]
    shown = "".join(_html(head, block) for head, block in zip(heads, blocks, strict=True))
    return Board("\n\n".join([*texts, said]), f'<div style="max-width:46rem">{shown}<p>{said}</p></div>')


def cited(basis: Basis) -> str:
    """A rule that a decision rests on, in one line."""
    return f"{basis.rule}《{basis.title}》，{basis.cites}（{basis.version} 起；核对 {basis.checked}）"


def _lines(decision: Decision) -> Iterator[Line]:
    """Headings with what stands under them; several lines are a list."""
    if decision.decision:
        yield "结论", (f"{CODES[decision.decision].name}（{decision.decision}）",)
    if decision.missing:
        yield "还要知道", tuple(f"{FIELDS[name].means}（{name}）" for name in decision.missing)
    yield from ((name, (said,)) for name, said in results(decision))
    if steps := reasons(decision):
        yield "怎么判", steps
    if decision.basis:
        yield "依据", tuple(map(cited, decision.basis))


def _text(head: str, block: Sequence[Line]) -> Iterator[str]:
    if head:
        yield f"【{head}】"
    for name, lines in block:
        if len(lines) == 1:
            yield f"{name}：{lines[0]}"
        else:
            yield f"{name}："
            yield from (f"  {n}. {line}" for n, line in enumerate(lines, 1))


def _html(head: str, block: Sequence[Line]) -> str:
    title = f'<div style="font-weight:600">{head}</div>' if head else ""
    rows = "".join(f'<dt style="{TERM}">{name}</dt><dd style="{SAID}">{_said(lines)}</dd>' for name, lines in block)
    return framed(f'{title}<dl style="{LIST}">{rows}</dl>')


def _said(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return html.escape(lines[0])
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f'<ol style="margin:0;padding-left:1.4rem">{items}</ol>'
