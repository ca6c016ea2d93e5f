"""What the widgets of a single thing in hand share: one view out, messages in, each acknowledged."""

from __future__ import annotations

import json
from typing import Any

import anywidget
import traitlets

from cs_training.errors import TrainingError


class ViewWidget(anywidget.AnyWidget):
    """
    A widget that the browser only draws.

    ``view`` is all that the browser ever gets. It sends ``{do, n, …}`` and waits for ``view.ack`` to reach ``n``, so
    that it can say when no kernel answers. An error of ours goes back as one sentence, and nothing else changes.
    """

    # Sent as one JSON text: otherwise every value in it is searched for binary buffers, which it never has.
    view = traitlets.Dict().tag(sync=True, to_json=lambda view, _widget: json.dumps(view, ensure_ascii=False))

    def __init__(self) -> None:
        super().__init__(view=self._answered())
        self.on_msg(self._heard)

    def _view(self) -> dict[str, Any]:
        """What is to be drawn, as plain JSON."""
        raise NotImplementedError

    def _do(self, sent: dict[str, Any]) -> None:
        """Does what the browser asks for. Raises TrainingError."""
        raise NotImplementedError

    def _answered(self, ack: int = 0, error: str = "") -> dict[str, Any]:
        return self._view() | {"error": error, "ack": ack}

    def _heard(self, _widget: object, message: object, _buffers: object = None) -> None:
        sent = message if isinstance(message, dict) else {}
        ack, error = sent.get("n"), ""
        try:
            self._do(sent)
        except TrainingError as trouble:
            error = str(trouble)
        self.view = self._answered(ack if isinstance(ack, int) else 0, error)
