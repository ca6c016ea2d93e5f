"""The typing drill as a widget: one line in hand. The browser measures (``typing_drill.js``); Python judges."""

from __future__ import annotations

from typing import Any

from cs_training.errors import AnswerError
from cs_training.notebook.frontend import joined
from cs_training.notebook.typing_drill_sitting import TypingSitting
from cs_training.notebook.typing_drill_view import typing_view
from cs_training.notebook.widget import ViewWidget


class TypingWidget(ViewWidget):
    """
    Draws the typing drill and takes what was typed and measured.

    ``view`` is all that the browser ever gets. It sends ``{do, n, place, typed, measured, used | level}`` and waits for
    ``view.ack`` to reach ``n``, as the quiz does.
    """

    _esm = joined("kit.js", "typing_meter.js", "typing_phrases.js", "typing_drill.js")
    _css = joined("kit.css", "typing_drill.css")

    def __init__(self, sitting: TypingSitting) -> None:
        self._sitting = sitting
        super().__init__()

    def _view(self) -> dict[str, Any]:
        return typing_view(self._sitting)

    def _do(self, sent: dict[str, Any]) -> None:
        sitting = self._sitting
        match sent.get("do"):
            case "line":
                self._line(sent)
            case "another":
                if sitting.round.over:  # a second click came before the next round did
                    sitting.another()
            case "level":
                sitting.change_level(sent.get("level"))
            case _:
                raise _unfit()

    def _line(self, sent: dict[str, Any]) -> None:
        sitting = self._sitting
        place, typed, used = sent.get("place"), sent.get("typed"), sent.get("used", [])
        if not isinstance(used, list) or not all(_within(one, len(sitting.bank.phrases)) for one in used):
            raise _unfit()
        if not isinstance(place, int) or not _within(place, len(sitting.round.lines)) or not isinstance(typed, str):
            raise _unfit()
        sitting.send(place, typed, sent.get("measured"), used)


def _within(value: Any, count: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < count


def _unfit() -> AnswerError:
    return AnswerError("收到的消息和这一行对不上，请重新运行这个单元格再打。")
