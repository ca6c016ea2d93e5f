"""What every verb returns: something that shows itself as a widget and, in the same output, as text."""

from __future__ import annotations

import os
from typing import Any, Literal

from cs_training.errors import AnswerError

View = Literal["widget", "plain", "text"]
VIEWS: tuple[View, ...] = ("widget", "plain", "text")


class Shown:
    """
    Shows itself in whatever form the host can show.

    A kernel cannot know its host, so widget and text travel together and the host picks. Showing records nothing.
    """

    def __init__(self, view: View) -> None:
        self._view = view

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": repr(self)}
        if self._view == "text":
            return bundle
        shown = self._widget()._repr_mimebundle_()
        shown = shown[0] if isinstance(shown, tuple) else shown
        return (shown or {}) | bundle

    def _widget(self) -> Any:
        """What draws it: in ipywidgets alone if the view is ``plain``."""
        raise NotImplementedError


def chosen_view(view: str | None) -> View:
    """The view asked for, else the one of the environment, else the widget."""
    wanted = view or os.environ.get("CS_TRAINING_VIEW") or "widget"
    for known in VIEWS:
        if wanted == known:
            return known
    raise AnswerError(f"没有“{wanted}”这种显示方式，用 widget、plain 或 text。")
