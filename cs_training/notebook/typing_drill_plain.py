"""The typing drill in ipywidgets alone: a line is timed from 开始 to 交, by the kernel's clock."""

from __future__ import annotations

import html
import time
from collections.abc import Callable

import ipywidgets as widgets

from cs_training.core.typing_drill import Speed, possible
from cs_training.errors import TrainingError
from cs_training.notebook.typing_drill_sitting import LEVELS, TypingSitting
from cs_training.notebook.typing_drill_text import typing_text

_HOW = "点“开始”再打，打完点“交”。这里从开始算到交，想的时间也算进去，所以比真实速度低。"


def plain_typing(sitting: TypingSitting, clock: Callable[[], float] = time.monotonic) -> widgets.VBox:
    """The line in hand: text, a line to type in, buttons, and the level."""
    shown, trouble = widgets.HTML(), widgets.HTML()
    line = widgets.Text(description="照着打", layout=widgets.Layout(width="36rem"))
    begin, send, more = (widgets.Button(description=name) for name in ("开始", "交", "再来一轮"))
    level = widgets.Dropdown(description="第几关", options=list(LEVELS), value=sitting.round.level)
    begun: list[float] = []  # when this line was; empty before

    def draw() -> None:
        text = html.escape(f"{typing_text(sitting, how=False)}\n{_HOW}")
        shown.value = f"<pre style='white-space:pre-wrap'>{text}</pre>"
        begin.disabled = sitting.round.over
        line.disabled = send.disabled = not begun
        more.disabled = not sitting.round.over

    def doing(act: Callable[[], None]) -> None:
        trouble.value = ""
        try:
            act()
        except TrainingError as error:
            trouble.value = html.escape(str(error))
        draw()

    def start() -> None:
        line.value = ""
        begun[:] = [clock()]

    def hand_over() -> None:
        seconds = clock() - begun[0]
        if (place := sitting.round.place) is not None:
            sitting.type(place, line.value, Speed(seconds=seconds) if possible(seconds, line.value) else None)
        begun.clear()
        line.value = ""

    def change() -> None:
        begun.clear()
        sitting.change_level(level.value)

    begin.on_click(lambda _: doing(start))
    send.on_click(lambda _: doing(hand_over))
    more.on_click(lambda _: doing(sitting.another))
    level.observe(lambda _: doing(change), "value")
    draw()
    return widgets.VBox([shown, line, widgets.HBox([begin, send, more, level]), trouble])
