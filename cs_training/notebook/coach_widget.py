"""Answering a customer as a widget: one situation in hand. Python judges; the browser draws (``coach.js``)."""

from __future__ import annotations

from typing import Any

from cs_training.core.judging.assessment import LABELS
from cs_training.errors import AnswerError
from cs_training.notebook.coach_sitting import CoachSitting
from cs_training.notebook.coach_view import coach_view, may_overrule
from cs_training.notebook.frontend import joined
from cs_training.notebook.widget import ViewWidget


class CoachWidget(ViewWidget):
    """
    Draws the situation in hand and passes on what the learner does.

    ``view`` is all that the browser ever gets. It sends ``{do, n, text | to | …}`` and waits for ``view.ack`` to reach
    ``n``, as the quiz does.
    """

    _esm = joined("kit.js", "coach.js")
    _css = joined("kit.css", "coach.css")

    def __init__(self, sitting: CoachSitting) -> None:
        self._sitting = sitting
        self._compared: set[int] = set()  # where the model replies were asked for
        super().__init__()

    def _view(self) -> dict[str, Any]:
        sitting = self._sitting
        return coach_view(sitting, models=sitting.place in self._compared)

    def _do(self, sent: dict[str, Any]) -> None:
        sitting, text = self._sitting, sent.get("text")
        match sent.get("do"):
            case "send":
                self._judge(text)
            case "models" if sitting.round.attempts:
                self._compared.add(sitting.place)
            case "go" if isinstance(to := sent.get("to"), int) and to in range(len(sitting.rounds)):
                self._keep(text)
                sitting.go(to)
            case "hand-in":
                self._keep(text)
                sitting.hand_in()
            case "overrule" if may_overrule() and isinstance(sent.get("label"), int):
                self._overrule(sent)
            case _:
                raise AnswerError("收到的消息和这个场景对不上，请重新运行这个单元格再试。")

    def _judge(self, text: object) -> None:
        before = len(self._sitting.round.attempts)
        number = self._sitting.send(self._sitting.place, text)
        if 0 < number <= before:
            raise AnswerError(f"和第 {number} 次发的一样，没有再记一次。改一处再发。")

    def _keep(self, text: object) -> None:
        """What is written in a test, before another page is turned to; in practice it stays in the browser."""
        if self._sitting.mode == "exam" and not self._sitting.round.over and isinstance(text, str) and text.strip():
            self._sitting.send(self._sitting.place, text)

    def _overrule(self, sent: dict[str, Any]) -> None:
        names = dict(enumerate(LABELS))
        labels = {names.get(sent["label"], ""): sent.get("given")}
        who, why = (said if isinstance(said, str) else "" for said in (sent.get("who"), sent.get("why")))
        self._sitting.overrule(self._sitting.place, sent.get("attempt"), labels, why=why, who=who)
