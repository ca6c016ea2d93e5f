"""The desk as plain text, for hosts that draw no widgets and for anybody who prefers to read and type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cs_training.core.playing.names import LOOK_NAMES
from cs_training.notebook.play_lines import chat_lines
from cs_training.notebook.play_sitting import PlaySitting
from cs_training.notebook.play_turns import choice_labels
from cs_training.notebook.play_view import play_view

_LAST = 8  # lines of a chat; what was before has been read


def play_text(sitting: PlaySitting, *, how: bool = True) -> str:
    """
    What an agent sees: who waits, what was said, what was looked up; after the end the debrief.

    Args:
        how: Say how to work by typing.
    """
    head = f"【{sitting.title}】难度 {sitting.setting.level}"
    place, of = sitting.series
    if of > 1:
        head += f" · 测验第 {place + 1} 班，共 {of} 班"
    if sitting.stage in ("ready", "stuck"):
        return "\n".join([head, sitting.stuck or sitting.brief, *(_start(sitting) if how else ())])
    lines = [f"{head} · {_clock(sitting)}"]
    for number, id_ in enumerate(chat_lines(sitting), 1):
        lines += ["", *_chat(sitting, id_, number)]
    if sitting.stage == "over":
        lines += ["", *_ending(sitting)]
    return "\n".join([*lines, *(["", *_how(sitting)] if how else ())])


def call(sitting: PlaySitting) -> str:
    """The code that shows a sitting."""
    setting = sitting.setting
    given = [f'"{setting.name}"']
    if setting.is_shift:
        given += [f"customers={setting.customers}", f"minutes={setting.minutes}"]
    given += [f"level={setting.level}"] if setting.level != 2 else []
    given += ['mode="exam"', f"k={setting.k}"][: 1 + setting.is_shift] if setting.mode == "exam" else []
    given += [f"seed={setting.seed}"] if setting.seed is not None else []
    return f"{'shift' if setting.is_shift else 'play'}({', '.join(given)})"


def _clock(sitting: PlaySitting) -> str:
    view = play_view(sitting, read={})
    until = f"，这一班到第 {sitting.setting.ends} 秒" if sitting.setting.ends else ""
    return f"{view['clockText']}（第 {view['clock']} 秒{until}）"


def _chat(sitting: PlaySitting, id_: str, number: int) -> Iterator[str]:
    view = play_view(sitting, looking=id_, read={})
    listed = next(one for one in view["chats"] if one["id"] == id_)
    waits = f" · 等了 {listed['waiting']} 秒" if listed["waiting"] is not None else ""
    mood = f" · {listed['mood']['shape']}{listed['mood']['word']}" if not listed["over"] else ""
    yield f"{number}. {listed['name']} · {listed['state']}{waits}{mood}"
    shown = view["lines"][-_LAST:] if sitting.stage != "over" else view["lines"]
    yield from (f"   {one['at']} {one['name'] or '系统'}：{one['text']}" for one in shown)
    if sitting.stage == "working" and not listed["over"]:
        yield from _desk(sitting, id_, view)


def _desk(sitting: PlaySitting, id_: str, view: dict[str, Any]) -> Iterator[str]:
    for look, name in LOOK_NAMES.items():
        if view["tabs"][look] is not None:
            yield f"   〔{name}〕{'；'.join(view['tabs'][look])}"
    if labels := choice_labels(sitting, id_):
        yield "   备选"
        yield from (f"     {label}. {one.text}" for label, one in labels.items())


def _ending(sitting: PlaySitting) -> list[str]:
    if sitting.setting.mode == "exam" and sitting.verdict is None:
        return ["这一班记下了。全部做完才看复盘，接着做下一班。"]
    from cs_training.notebook.play_debrief import debrief_view
    from cs_training.notebook.play_debrief_text import debrief_text

    return [debrief_text(debrief_view(sitting))]


def _start(sitting: PlaySitting) -> Iterator[str]:
    if sitting.stuck:
        yield f"（重新开始：{call(sitting)}.again({sitting.begun + 1})）"
        return
    yield f'（文字接待：{call(sitting)}.wait(1) 开始；做一件事写一行，比如 {call(sitting)}.look("订单")）'


def _how(sitting: PlaySitting) -> Iterator[str]:
    code = call(sitting)
    which = ", chat=2" if sitting.setting.customers > 1 else ""
    if sitting.stage == "over":
        yield f"（再来一次：{code}.again({sitting.begun + 1})；导出三张表：{code}.export()）"
        return
    send = f'.choose("1A"{which})' if sitting.setting.mode == "exam" else f'.reply("……"{which})、.choose("1A"{which})'
    yield f'（接在 {code} 后面写：查 .look("订单"{which})，物流、规则一样；回 {send}；'
    yield '  问同事 .ask()，工单 .ticket("……")，转接 .transfer("阿岩")，补偿 .offer(5)，退款 .refund(90)，'
    yield "  结束 .end()；等一等 .wait(第几秒)）"
