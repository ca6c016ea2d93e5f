"""
The quiz and the casework in ipywidgets alone, for hosts that have those but cannot load our JavaScript (VS Code without
network).

They show the text and take the typed answer, so every kind of question and every case works in them.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING

import ipywidgets as widgets

from cs_training.core.response import read_response
from cs_training.errors import TrainingError
from cs_training.notebook.sitting import Sitting
from cs_training.notebook.text import round_text

if TYPE_CHECKING:  # a quiz should not pay for the rule engine
    from cs_training.notebook.casework_sitting import CaseworkSitting


def plain_quiz(sitting: Sitting) -> widgets.VBox:
    """One box per question: text, an answer line, buttons."""
    boxes = [_question(sitting, i) for i in range(len(sitting.rounds))]
    if sitting.mode == "exam":
        boxes.append(_hand_in(sitting))
    return widgets.VBox(boxes)


def _question(sitting: Sitting, index: int) -> widgets.VBox:
    shown = widgets.HTML()
    trouble = widgets.HTML()
    line = widgets.Text(description="答案", placeholder="字母、数字或文字", continuous_update=False)
    send = widgets.Button(description="提交" if sitting.mode == "practice" else "保存")
    hint = widgets.Button(description="提示")

    def draw(problem: str = "") -> None:
        round_ = sitting.rounds[index]
        shown.value = _pre(round_text(round_, sitting.bank))
        trouble.value = html.escape(problem)
        line.disabled = send.disabled = round_.over
        hint.disabled = not round_.hints_left

    def answer(_: object) -> None:
        try:
            sitting.answer(index, read_response(sitting.rounds[index].face, line.value))
            draw()
        except TrainingError as error:
            draw(str(error))

    def take_hint(_: object) -> None:
        try:
            sitting.hint(index)
            draw()
        except TrainingError as error:
            draw(str(error))

    send.on_click(answer)
    hint.on_click(take_hint)
    draw()
    return widgets.VBox([shown, widgets.HBox([line, send, hint]), trouble])


def _hand_in(sitting: Sitting) -> widgets.HBox:
    button, result = widgets.Button(description="交卷", disabled=sitting.handed_in), widgets.HTML()

    def hand_in(_: object) -> None:
        try:
            sitting.hand_in()
            button.disabled = True
            result.value = f"已交卷，得 {sitting.credit * 100:.0f} 分。重新运行这个单元格看讲解。"
        except TrainingError as error:
            result.value = html.escape(str(error))

    button.on_click(hand_in)
    return widgets.HBox([button, result])


def plain_casework(sitting: CaseworkSitting) -> widgets.VBox:
    """The case in hand: text, an answer line, buttons, and the level."""
    from cs_training.notebook.casework_reading import outline, read_typed
    from cs_training.notebook.casework_sitting import LEVELS
    from cs_training.notebook.casework_text import casework_text

    shown, trouble = widgets.HTML(), widgets.HTML()
    line = widgets.Text(description="答案", continuous_update=False, layout=widgets.Layout(width="36rem"))
    send, more = widgets.Button(description="提交"), widgets.Button(description="再来一例")
    level = widgets.Dropdown(description="难度", options=LEVELS, value=sitting.round.case.level)

    def draw() -> None:
        shown.value = _pre(casework_text(sitting, how=False))
        line.placeholder = outline(sitting.round.parts)
        line.disabled = send.disabled = sitting.round.over
        more.disabled = not sitting.round.over

    def doing(act: Callable[[], None]) -> None:
        trouble.value = ""
        try:
            act()
            draw()
        except TrainingError as error:
            trouble.value = html.escape(str(error))

    def answer() -> None:
        round_ = sitting.round
        sitting.answer(read_typed(round_.parts, line.value, round_.case.on))

    def another() -> None:
        sitting.another()
        line.value = ""

    send.on_click(lambda _: doing(answer))
    more.on_click(lambda _: doing(another))
    level.observe(lambda change: doing(lambda: sitting.change_level(change["new"])), "value")
    draw()
    return widgets.VBox([shown, line, widgets.HBox([send, more, level]), trouble])


def _pre(text: str) -> str:
    return f"<pre style='white-space:pre-wrap'>{html.escape(text)}</pre>"
