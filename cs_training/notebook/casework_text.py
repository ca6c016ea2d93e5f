"""A case as plain text, for hosts that draw no widgets and for anybody who prefers to read and type."""

from __future__ import annotations

from collections.abc import Iterator

from cs_training.core.practice import TOPICS, Part, plain_answer
from cs_training.core.response import LETTERS
from cs_training.notebook.casework_reading import in_words, outline, right_in_words
from cs_training.notebook.casework_sitting import CaseRound, CaseworkSitting
from cs_training.notebook.casework_view import notes, verdict
from cs_training.notebook.decided import cited


def casework_text(sitting: CaseworkSitting, *, how: bool = True) -> str:
    """The case in hand: what the customer says, what is asked, what was answered; once it is over, how it is decided.

    Args:
        how: Say how to answer by typing.
    """
    round_ = sitting.round
    case = round_.case
    lines = [f"【{sitting.about.title}】难度 {case.level} · 第 {case.number} 例"]
    lines += [f"{who}：{text}" for who, text, _ in sitting.chat]
    lines += ["订单", *(f"  {label}：{value}" for label, value in case.card), case.question]
    lines += _asked(round_)
    lines += _said(round_)
    if round_.over:
        lines += _ending(round_)
    if how:
        lines.append(_how(sitting))
    return "\n".join(lines)


def call(sitting: CaseworkSitting, number: int) -> str:
    """The code that shows a case."""
    return f'decide("{sitting.topic}", level={sitting.round.case.level}, number={number})'


def topics_text() -> str:
    """The topics of casework, a line each."""
    lines = [f"  {name:<11} {topic.title}（第 {topic.lesson} 课）" for name, topic in TOPICS.items()]
    example = next(iter(TOPICS))
    how = f'写 decide("{example}") 开始；写 decide("{example}", level=2) 换难度（1–3）。'
    return "\n".join(["判案练习", *lines, how])


def _asked(round_: CaseRound) -> Iterator[str]:
    for place, part in enumerate(round_.parts, 1):
        yield f"  {place}) {part.label}{_hint(part) or _options(part)}"


def _options(part: Part) -> str:
    return "".join(f"\n     {LETTERS[i]}. {text}" for i, (_, text) in enumerate(part.choices))


def _hint(part: Part) -> str:
    """How to type what is not a choice; "" for choices."""
    if part.kind == "money":
        return "（写几元，比如 45.50；不用付写 0）"
    words = "".join(f"；不涉及日子写“{text}”" for _, text in part.choices)
    return f"（比如 11-18{words}）" if part.kind == "date" else ""


def _said(round_: CaseRound) -> Iterator[str]:
    if round_.last is None:
        return
    yield verdict(round_)
    said = notes(round_)
    for part in round_.parts:
        note = said[part.id]
        key = f"，应为：{right_in_words(part)}" if round_.over and not note.right else ""
        given = in_words(part, round_.last.response.get(part.id))
        yield f"  {'✓ 对' if note.right else '✗ 不对'}  {part.label}：{given}{key}"
        if note.text:
            yield f"     {note.text}"


def _ending(round_: CaseRound) -> Iterator[str]:
    yield "怎么判"
    yield from (f"  {n}. {step}" for n, step in enumerate(round_.decision.steps, 1))
    yield from (f"依据：{cited(basis)}" for basis in round_.decision.basis)
    yield f"可以这样回顾客：{plain_answer(round_.case, round_.decision)}"


def _how(sitting: CaseworkSitting) -> str:
    number = sitting.round.case.number
    if sitting.round.over:
        return f"（再来一例：{call(sitting, number + 1)}）"
    return f'（文字作答：{call(sitting, number)}.answer("{outline(sitting.round.parts)}")，选项写字母）'
