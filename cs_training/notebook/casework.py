"""Casework as a widget: one case in hand. Python marks; the browser draws (``casework.js``)."""

from __future__ import annotations

import json
from typing import Any

import anywidget
import traitlets

from cs_training.errors import AnswerError, TrainingError
from cs_training.notebook.casework_reading import from_sent
from cs_training.notebook.casework_sitting import CaseworkSitting
from cs_training.notebook.casework_view import casework_view
from cs_training.notebook.frontend import joined


class CaseworkWidget(anywidget.AnyWidget):
    """
    Draws casework and passes on what the learner does.

    ``view`` is all that the browser ever gets. It sends ``{do, n, given | level}`` and waits for ``view.ack`` to reach
    ``n``, as the quiz does.
    """

    _esm = joined("kit.js", "casework.js")
    _css = joined("kit.css", "casework.css")
    view = traitlets.Dict().tag(sync=True, to_json=lambda view, _widget: json.dumps(view, ensure_ascii=False))

    def __init__(self, sitting: CaseworkSitting) -> None:
        self._sitting = sitting
        super().__init__(view=self._drawn())
        self.on_msg(self._heard)

    def _drawn(self, ack: int = 0, error: str = "") -> dict[str, Any]:
        return casework_view(self._sitting) | {"error": error, "ack": ack}

    def _heard(self, _widget: object, message: object, _buffers: object = None) -> None:
        sent = message if isinstance(message, dict) else {}
        ack, error = sent.get("n"), ""
        try:
            self._do(sent)
        except TrainingError as trouble:
            error = str(trouble)
        self.view = self._drawn(ack if isinstance(ack, int) else 0, error)

    def _do(self, sent: dict[str, Any]) -> None:
        sitting = self._sitting
        match sent.get("do"):
            case "answer":
                round_ = sitting.round
                sitting.answer(from_sent(round_.parts, sent.get("given"), round_.case.on))
            case "another":
                if sitting.round.over:  # a second click came before the next case did
                    sitting.another()
            case "level":
                sitting.change_level(sent.get("level"))
            case _:
                raise AnswerError("收到的消息和这一例对不上，请重新运行这个单元格再试。")
