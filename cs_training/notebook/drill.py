"""The verb ``drill``: practice in typing, in whatever form the host can show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cs_training.errors import AnswerError
from cs_training.notebook.shown import Shown, View, chosen_view

if TYPE_CHECKING:  # most cells only ask, and should not pay for this
    from cs_training.notebook.typing_drill_sitting import TypingSitting


class Drill(Shown):
    """
    What ``drill(1)`` returns: the round in hand as a widget and, in the same output, as text.

    Args:
        number: The round that the cell names; None if it names none.
    """

    def __init__(self, sitting: TypingSitting, view: View, number: int | None = None) -> None:
        self.sitting = sitting
        super().__init__(view)
        self._number = number

    def __repr__(self) -> str:
        from cs_training.notebook.typing_drill_text import typing_text

        return typing_text(self.sitting)

    def answer(self, typed: str, *, line: int = 1) -> Drill:
        """
        Takes a line by text and shows how right it is; speed cannot be measured. Run again, it records nothing.

        Args:
            typed: What was typed.
            line: Which line of the round.

        Raises:
            AnswerError: It is no text, or there is no such line.
        """
        from cs_training.notebook.typing_drill_sitting import TypingSitting

        # A typed answer stands in its cell and runs again with it: unless the cell says which round and line it means,
        # it means the first, so that it cannot answer a later one by itself.
        sitting = TypingSitting(self.sitting.round.level, self._number or 1)
        count = len(sitting.round.lines)
        if not isinstance(typed, str):
            raise AnswerError('打的字写在引号里，比如 drill(1).answer("您好，我在。")。')
        if isinstance(line, bool) or not isinstance(line, int) or not 1 <= line <= count:
            raise AnswerError(f"第几行写 1 到 {count} 的一个数，比如 line=2。")
        sitting.type(line - 1, typed)
        return Drill(sitting, "text", self._number or 1)

    def _widget(self) -> Any:
        if self._view == "plain":
            from cs_training.notebook.typing_drill_plain import plain_typing

            return plain_typing(self.sitting)
        from cs_training.notebook.typing_drill import TypingWidget

        return TypingWidget(self.sitting)


def drill(level: int = 1, number: int | None = None, view: View | None = None) -> Drill:
    """
    Practises typing: level 1 short lines, 2 numbers and addresses, 3 whole replies with quick phrases.

    Args:
        level: 1 to 3.
        number: Which round; by default the newest that was begun. The same number brings the same lines.
        view: ``"widget"``, ``"plain"`` (ipywidgets only) or ``"text"``; by default ``CS_TRAINING_VIEW``, else widget.

    Raises:
        AnswerError: A level, number or view that cannot be.
    """
    from cs_training.notebook.typing_drill_sitting import TypingSitting

    return Drill(TypingSitting(level, number), chosen_view(view), number)
