"""The desk in ipywidgets alone, for hosts that have those but cannot load our JavaScript: a turn for each deed."""

from __future__ import annotations

import html
from collections.abc import Callable

import ipywidgets as widgets

from cs_training.content.shop import Colleague
from cs_training.core.playing.names import LOOK_NAMES
from cs_training.errors import TrainingError
from cs_training.notebook.play_sitting import PlaySitting
from cs_training.notebook.play_text import play_text
from cs_training.notebook.play_turns import again, choice_labels, turn, wait

_STEP = 10  # seconds that the button lets pass


def plain_play(sitting: PlaySitting) -> widgets.VBox:
    """A text, a number for the customer, a box to write in, and a button for each deed."""
    shown, trouble = widgets.HTML(), widgets.HTML()
    chat = widgets.BoundedIntText(description="第几位", value=1, min=1, max=max(1, sitting.setting.customers))
    box = widgets.Textarea(description="写什么", layout=widgets.Layout(width="36rem", height="5rem"))
    pick = widgets.Dropdown(description="备选", layout=widgets.Layout(width="36rem"))
    to = widgets.Dropdown(description="转给", options=[one.name for one in _colleagues(sitting)])
    yuan = widgets.FloatText(description="金额（元）", value=0)

    def draw() -> None:
        shown.value = f"<pre style='white-space:pre-wrap'>{html.escape(play_text(sitting, how=False))}</pre>"
        ids = list(sitting.play.chats) if sitting.play and sitting.stage == "working" else []
        labels = choice_labels(sitting, ids[chat.value - 1]) if chat.value <= len(ids) else {}
        pick.options = [(f"{label}. {one.text}", label) for label, one in labels.items()]

    def doing(act: Callable[[], object]) -> None:
        trouble.value = ""
        try:
            act()
        except TrainingError as error:
            trouble.value = html.escape(str(error))
        draw()

    def deed(act: str, **given: Callable[[], object]) -> Callable[[], object]:
        return lambda: turn(sitting, act, chat.value, **{name: value() for name, value in given.items()})

    def passing() -> None:
        wait(sitting, (sitting.play.now if sitting.play else 0) + _STEP)

    acts: dict[str, Callable[[], object]] = {
        "发送": deed("reply", text=lambda: box.value),
        "发备选": deed("choose", choice=lambda: pick.value),
        **{f"查{name}": deed("look", what=lambda name=name: name) for name in LOOK_NAMES.values()},  # type: ignore[misc]
        "问同事": deed("ask"),
        "写工单": deed("ticket", text=lambda: box.value),
        "转接": deed("transfer", to=lambda: to.value),
        "补偿": deed("offer", yuan=lambda: yuan.value),
        "退款": deed("refund", yuan=lambda: yuan.value),
        "结束会话": deed("end"),
        f"开始，或过 {_STEP} 秒": passing,
        "再来一次": lambda: again(sitting, sitting.begun + 1),
    }
    buttons = [widgets.Button(description=name) for name in acts]
    for button, act in zip(buttons, acts.values(), strict=True):
        button.on_click(lambda _, act=act: doing(act))
    chat.observe(lambda _: doing(lambda: None), "value")
    draw()
    line = widgets.Layout(flex_flow="row wrap")
    return widgets.VBox([shown, trouble, chat, box, pick, widgets.HBox([to, yuan]), widgets.HBox(buttons, layout=line)])


def _colleagues(sitting: PlaySitting) -> list[Colleague]:
    return [one for one in sitting.bank.shop.staff.values() if one.id != "you"]
