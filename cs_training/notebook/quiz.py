"""The quiz as a widget: one model per quiz. Python marks; the browser draws (``quiz.js``)."""

from __future__ import annotations

import json
from typing import Any

import anywidget
import traitlets

from cs_training.core.response import from_positions
from cs_training.errors import AnswerError, TrainingError
from cs_training.notebook.frontend import joined
from cs_training.notebook.sitting import Sitting
from cs_training.notebook.view import round_view


class QuizWidget(anywidget.AnyWidget):
    """
    Draws a sitting and passes on what the learner does.

    ``view`` is all that the browser ever gets. It sends ``{do, i, given, n}`` and waits for ``view.ack`` to reach
    ``n``, so that it can say when no kernel answers.
    """

    _esm = joined("kit.js", "quiz.js")
    _css = joined("kit.css", "quiz.css")
    # Sent as one JSON text: otherwise every value in it is searched for binary buffers, which it never has.
    view = traitlets.Dict().tag(sync=True, to_json=lambda view, _widget: json.dumps(view, ensure_ascii=False))

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        super().__init__(view=self._drawn())
        self.on_msg(self._heard)

    def _drawn(self, ack: int = 0, errors: dict[str, str] | None = None) -> dict[str, Any]:
        sitting = self._sitting
        return {
            "mode": sitting.mode,
            "handedIn": sitting.handed_in,
            "score": round(sitting.credit * 100) if sitting.handed_in else None,
            "questions": [round_view(round_, sitting.bank) for round_ in sitting.rounds],
            "errors": errors or {},
            "ack": ack,
        }

    def _heard(self, _widget: object, message: object, _buffers: object = None) -> None:
        sent = message if isinstance(message, dict) else {}
        index, ack = sent.get("i"), sent.get("n")
        errors = {}
        try:
            self._do(sent.get("do"), index, sent.get("given"))
        except TrainingError as error:
            errors["all" if index is None else str(index)] = str(error)
        self.view = self._drawn(ack if isinstance(ack, int) else 0, errors)

    def _do(self, what: object, index: object, given: object) -> None:
        sitting = self._sitting
        match what, index:
            case "answer", int() if index in range(len(sitting.rounds)):
                exam = sitting.mode == "exam"
                sitting.answer(index, from_positions(sitting.rounds[index].face, given, partial=exam))
            case "hint", int() if index in range(len(sitting.rounds)):
                sitting.hint(index)
            case "again", None:
                sitting.again()
            case "again", int() if index in range(len(sitting.rounds)):
                sitting.again(index)
            case "hand-in", None:
                sitting.hand_in()
            case _:
                raise AnswerError("收到的消息和题目对不上，请重新运行这个单元格再试。")
