"""Answering a customer in ipywidgets alone, for hosts that have those but cannot load our JavaScript."""

from __future__ import annotations

import html
from collections.abc import Callable

import ipywidgets as widgets

from cs_training.errors import TrainingError
from cs_training.notebook.coach_sitting import CoachSitting
from cs_training.notebook.coach_text import coach_text


def plain_coach(sitting: CoachSitting) -> widgets.VBox:
    """One box per situation: text, a reply box, buttons; in a test the button that hands in, too."""
    shown = widgets.HTML()
    trouble = widgets.HTML()
    wide = widgets.Layout(width="36rem", height="7rem")
    boxes = [widgets.Textarea(description=f"回复 {n}", layout=wide) for n in range(1, len(sitting.rounds) + 1)]
    send = [widgets.Button(description="发送" if sitting.mode == "practice" else "保存") for _ in boxes]
    models = widgets.Button(description="看三种回法")
    hand_in = widgets.Button(description="交卷")
    compared = False

    def draw() -> None:
        text = coach_text(sitting, models=compared, how=False)
        shown.value = f"<pre style='white-space:pre-wrap'>{html.escape(text)}</pre>"
        for box, button, round_ in zip(boxes, send, sitting.rounds, strict=True):
            box.disabled = button.disabled = round_.over
        models.disabled = not any(round_.attempts for round_ in sitting.rounds)
        hand_in.disabled = sitting.mode == "exam" and sitting.handed_in

    def doing(act: Callable[[], object]) -> None:
        trouble.value = ""
        try:
            act()
            draw()
        except TrainingError as error:
            trouble.value = html.escape(str(error))

    def compare() -> None:
        nonlocal compared
        compared = True

    for place, (box, button) in enumerate(zip(boxes, send, strict=True)):
        box.value = sitting.rounds[place].draft
        button.on_click(lambda _, place=place, box=box: doing(lambda: sitting.send(place, box.value)))
    models.on_click(lambda _: doing(compare))
    hand_in.on_click(lambda _: doing(sitting.hand_in))
    draw()
    lines = [widgets.VBox([box, button]) for box, button in zip(boxes, send, strict=True)]
    last = [models, hand_in] if sitting.mode == "exam" else [models]
    return widgets.VBox([shown, *lines, widgets.HBox(last), trouble])
