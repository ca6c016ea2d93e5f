"""
The quiz in ipywidgets alone, for hosts that have those but cannot load our JavaScript (VS Code without network).

It shows the text of a question and takes the typed answer, so every kind of question works in it.
"""

from __future__ import annotations

import html

import ipywidgets as widgets

from cs_training.core.response import read_response
from cs_training.errors import TrainingError
from cs_training.notebook.sitting import Sitting
from cs_training.notebook.text import round_text


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
        shown.value = f"<pre style='white-space:pre-wrap'>{html.escape(round_text(round_, sitting.bank))}</pre>"
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
