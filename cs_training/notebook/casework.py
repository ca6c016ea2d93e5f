"""Casework as a widget: one case in hand. Python marks; the browser draws (``casework.js``)."""

from __future__ import annotations

from typing import Any

from cs_training.errors import AnswerError
from cs_training.notebook.casework_reading import from_sent
from cs_training.notebook.casework_sitting import CaseworkSitting
from cs_training.notebook.casework_view import casework_view
from cs_training.notebook.frontend import joined
from cs_training.notebook.widget import ViewWidget


class CaseworkWidget(ViewWidget):
    """
    Draws casework and passes on what the learner does.

    ``view`` is all that the browser ever gets. It sends ``{do, n, given | level}`` and waits for ``view.ack`` to reach
    ``n``, as the quiz does.
    """

    _esm = joined("kit.js", "casework.js")
    _css = joined("kit.css", "casework.css")

    def __init__(self, sitting: CaseworkSitting) -> None:
        self._sitting = sitting
        super().__init__()

    def _view(self) -> dict[str, Any]:
        return casework_view(self._sitting)

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
