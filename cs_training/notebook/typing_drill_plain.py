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
    return _PlainTyping(sitting, clock).box


class _PlainTyping:
    """The controls, and what each of them does; ``begun`` is when the line in hand was, None before."""

    def __init__(self, sitting: TypingSitting, clock: Callable[[], float]) -> None:
        self.sitting, self.clock = sitting, clock
        self.begun: float | None = None
        self.shown, self.trouble = widgets.HTML(), widgets.HTML()
        self.line = widgets.Text(description="照着打", layout=widgets.Layout(width="36rem"))
        self.begin, self.send, self.more = (widgets.Button(description=name) for name in ("开始", "交", "再来一轮"))
        self.level = widgets.Dropdown(description="第几关", options=list(LEVELS), value=sitting.round.level)
        for button, act in ((self.begin, self.start), (self.send, self.hand_over), (self.more, sitting.another)):
            button.on_click(lambda _, act=act: self.doing(act))
        self.level.observe(lambda _: self.doing(self.change), "value")
        self.draw()
        buttons = widgets.HBox([self.begin, self.send, self.more, self.level])
        self.box = widgets.VBox([self.shown, self.line, buttons, self.trouble])

    def draw(self) -> None:
        text = html.escape(f"{typing_text(self.sitting, how=False)}\n{_HOW}")
        self.shown.value = f"<pre style='white-space:pre-wrap'>{text}</pre>"
        self.begin.disabled = self.sitting.round.over
        self.line.disabled = self.send.disabled = self.begun is None
        self.more.disabled = not self.sitting.round.over

    def doing(self, act: Callable[[], None]) -> None:
        self.trouble.value = ""
        try:
            act()
        except TrainingError as error:
            self.trouble.value = html.escape(str(error))
        self.draw()

    def start(self) -> None:
        self.line.value = ""
        self.begun = self.clock()

    def hand_over(self) -> None:
        if self.begun is None:
            return  # a second click came before the line was drawn anew
        seconds, typed = self.clock() - self.begun, self.line.value
        if (place := self.sitting.round.place) is not None:
            self.sitting.type(place, typed, Speed(seconds=seconds) if possible(seconds, typed) else None)
        self.begun, self.line.value = None, ""

    def change(self) -> None:
        self.begun = None
        self.sitting.change_level(self.level.value)
