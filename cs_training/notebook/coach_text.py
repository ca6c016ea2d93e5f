"""A situation as plain text, for hosts that draw no widgets, for anybody who prefers to read, and for teachers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from cs_training.content.bank import Bank
from cs_training.core.situation import Situation
from cs_training.notebook.coach_sitting import CoachRound, CoachSitting
from cs_training.notebook.coach_view import Row, changes, difference, models_of, red_lines, rows, verdict
from cs_training.notebook.coach_words import LABEL_NAMES


def coach_text(
    sitting: CoachSitting, *, shown: Mapping[int, int] | None = None, models: bool = False, how: bool = True
) -> str:
    """
    All situations of a sitting with what was said of the replies.

    Args:
        shown: Which attempt to show, by place; by default the newest.
        models: With the replies to compare, where one's own was sent.
        how: Say how to answer by typing.
    """
    places = range(len(sitting.rounds))
    blocks = [
        _block(sitting, place, (shown or {}).get(place, len(sitting.rounds[place].attempts)), models=models)
        for place in places
    ]
    if how:
        blocks = [f"{block}\n{_how(sitting, place)}" for place, block in enumerate(blocks)]
    return "\n\n".join(blocks)


def situation_text(situation: Situation) -> str:
    """The customer and the screen."""
    lines = [f"【{situation.topic}】{situation.title}（难度 {situation.level}）", situation.scenario]
    lines += [f"{situation.customer}：{line}" for line in situation.says]
    lines += ["屏幕上", *(f"  {name}：{value}" for name, value in situation.facts.items())]
    return "\n".join(lines)


def situation_key(situation: Situation) -> str:
    """What a good reply does here, and three replies, for the teacher."""
    lines = ["好的回复在这里做到"]
    lines += [f"  {LABEL_NAMES[f.name]}：{getattr(situation.rubric, f.name)}" for f in fields(situation.rubric)]  # type: ignore[index]
    return "\n".join([*lines, *_models(CoachRound(situation, "practice"))])


def call(sitting: CoachSitting) -> str:
    """The code that shows a sitting."""
    named = ", ".join(f'"{round_.situation.id}"' for round_ in sitting.rounds)
    return f'coach({named}, mode="exam")' if sitting.mode == "exam" else f"coach({named})"


def _block(sitting: CoachSitting, place: int, number: int, *, models: bool) -> str:
    round_ = sitting.rounds[place]
    head = f"{place + 1}. " if len(sitting.rounds) > 1 else ""
    lines = [head + situation_text(round_.situation)]
    if number:
        lines += _said(round_, number, sitting.bank)
        lines += _models(round_) if models else ()
    elif round_.draft:
        lines += [f"你的回复：{round_.draft}", verdict(round_, 0)]
    return "\n".join(lines)


def _said(round_: CoachRound, number: int, bank: Bank) -> Iterator[str]:
    attempt = round_.attempts[number - 1]
    yield f"你的回复（第 {number} 次）：{attempt.sent.reply}"
    yield verdict(round_, number)
    if changed := difference(round_, number):
        yield changed
    for red in red_lines(attempt, bank):
        yield f"  红线 ✗ {red['name']}（{red['cost']}）：“{red['words']}”。{red['why']}"
        yield from (f"     依据：{basis}" for basis in red["basis"])
    for row in rows(round_, number):
        yield from _row(row)
    for n, change in enumerate(changes(attempt), 1):
        if n == 1:
            yield "怎么改"
        gain = f"（{change['gain']}）" if change["gain"] else ""
        yield f"  {n}. {change['about']}：{change['say']}{gain}"
        if change["before"]:
            yield f"     原来：{change['before']}"
        if change["after"]:
            yield f"     比如：{change['after']}"


def _row(row: Row) -> Iterator[str]:
    notes = "".join(f"（{note}）" for note in (row.change, row.ruled, row.unsure) if note)
    words = f" 看这里：{'；'.join(f'“{one}”' for one in row.words)}" if row.words else ""
    yield f"  {'✓ 有' if row.given else '✗ 没有'}  {row.name} {row.points} 分{notes}：{row.reason}{words}"
    yield f"     这里要做到：{row.asked}"


def _models(round_: CoachRound) -> Iterator[str]:
    yield "三种回法"
    for one in models_of(round_):
        yield f"  {one['name']}：{one['text']}"
        yield f"     {one['why']}"


def _how(sitting: CoachSitting, place: int) -> str:
    round_, code = sitting.rounds[place], call(sitting)
    which = f", {place + 1}" if len(sitting.rounds) > 1 else ""
    if round_.over:
        return f"（看三种回法：{code}.models()）"
    if sitting.mode == "exam":
        return f'（文字作答：{code}.send("……"{which})；全部写好以后：{code}.hand_in()）'
    if round_.attempts:
        return f'（改一改再发：{code}.send("……"{which})；看三种回法：{code}.models()）'
    return f'（文字作答：{code}.send("……"{which})）'
