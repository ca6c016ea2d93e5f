"""The typing drill as plain text, for hosts that draw no widgets; speed cannot be measured there, and it says so."""

from __future__ import annotations

from collections.abc import Iterator

from cs_training.notebook.typing_drill_sitting import LEVELS, TypingSitting
from cs_training.notebook.typing_drill_view import goal, line_facts, said_advice, said_slips, summary_facts


def typing_text(sitting: TypingSitting, *, how: bool = True) -> str:
    """The round in hand: its lines, how those went that were typed, and all of it once it is over.

    Args:
        how: Say how to answer by typing.
    """
    round_ = sitting.round
    lines = [f"【打字练习】第 {round_.level} 关 {LEVELS[round_.level]} · 第 {round_.number} 轮", goal(sitting)]
    for i in range(len(round_.lines)):
        if i == (len(round_.lines) if round_.place is None else round_.place) or round_.lines[i].id in round_.done:
            lines += _line(sitting, i)
    if round_.over:
        lines += ["这一轮", *(f"  {name}：{said}" for name, said in summary_facts(sitting))]
        lines.append(f"建议：{said_advice(sitting)}")
    return "\n".join([*lines, _how(sitting)] if how else lines)


def _line(sitting: TypingSitting, i: int) -> Iterator[str]:
    round_ = sitting.round
    line = round_.lines[i]
    judged = round_.done.get(line.id)
    if not judged and line.customer:
        yield f"  顾客：{line.customer}"
        yield from (f"  {name}：{value}" for name, value in line.card.items())
    yield f"第 {i + 1} 行（共 {len(round_.lines)} 行）：{round_.targets[i]}"
    if judged:
        yield "  " + "，".join(f"{name} {said}" for name, said in line_facts(judged))
        yield from (f"  ✗ {slip}" for slip in said_slips(judged))


def _how(sitting: TypingSitting) -> str:
    round_ = sitting.round
    if round_.place is None:
        return f"（再来一轮：drill({round_.level}, number={round_.number + 1})）"
    line = f", line={round_.place + 1}" if round_.place else ""
    call = f'drill({round_.level}, number={round_.number}).answer("照着打这一行"{line})'
    return f"（文字作答：{call}。文字版量不出速度，只看对错。）"
