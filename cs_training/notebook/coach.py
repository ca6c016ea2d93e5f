"""The verb ``coach``: a customer to answer in one's own words, and what earned or cost what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cs_training.core.quiz import Mode
from cs_training.errors import AnswerError
from cs_training.notebook.shown import Shown, View, chosen_view

if TYPE_CHECKING:  # most cells only ask, and should not pay for the judge
    from cs_training.notebook.coach_sitting import CoachSitting


class Coach(Shown):
    """
    What ``coach`` returns: the situation in hand as a widget and, in the same output, all of them as text.

    Args:
        shown: Which attempt to show, by place; by default the newest.
        models: With the replies to compare.
    """

    def __init__(
        self, sitting: CoachSitting, view: View, *, shown: Mapping[int, int] | None = None, models: bool = False
    ) -> None:
        self.sitting = sitting
        super().__init__(view)
        self._shown = shown
        self._models = models

    def __repr__(self) -> str:
        from cs_training.notebook.coach_text import coach_text

        return coach_text(self.sitting, shown=self._shown, models=self._models)

    def send(self, reply: str, situation: int = 1) -> Coach:
        """
        Sends a reply by text and shows what is said of it (a test saves it). Running the cell again records nothing.

        Args:
            reply: What the customer would read.
            situation: Which of several, from 1.

        Raises:
            AnswerError: There is nothing to judge.
        """
        place = self._place(situation)
        number = self.sitting.send(place, reply, typed=True)
        return Coach(self.sitting, "text", shown={place: number} if number else None)

    def models(self) -> Coach:
        """Shows a weak, a medium and a strong reply wherever one's own was sent."""
        if not any(round_.attempts for round_ in self.sitting.rounds):
            first = "先交卷" if self.sitting.mode == "exam" else "先自己发一条"
            raise AnswerError(f"{first}，再看三种回法。")
        return Coach(self.sitting, "text", models=True)

    def hand_in(self) -> Coach:
        """Hands in a test (``mode="exam"``) and shows what is said of each reply."""
        self.sitting.hand_in()
        return Coach(self.sitting, "text")

    def overrule(self, attempt: int, *, why: str, who: str = "", situation: int = 1, **labels: bool) -> Coach:
        """
        For teachers: corrects labels of an attempt, e.g. ``overrule(1, solution=True, why="……")``.

        Raises:
            AnswerError: This is no teacher's seat, or there is no such attempt or label.
        """
        from cs_training.notebook.coach_view import may_overrule

        if not may_overrule():
            raise AnswerError("改判由老师来做：先把环境变量 CS_TRAINING_TEACHER 设成 1，再重启内核。")
        place = self._place(situation)
        self.sitting.overrule(place, attempt, labels, why=why, who=who)
        return Coach(self.sitting, "text", shown={place: attempt})

    def _place(self, situation: object) -> int:
        count = len(self.sitting.rounds)
        if not isinstance(situation, int) or situation not in range(1, count + 1):
            raise AnswerError(f"这一组只有 {count} 个场景，没有第 {situation} 个。")
        return situation - 1

    def _widget(self) -> Any:
        if self._view == "plain":
            from cs_training.notebook.coach_plain import plain_coach

            return plain_coach(self.sitting)
        from cs_training.notebook.coach_widget import CoachWidget

        return CoachWidget(self.sitting)


def coach(*ids: str, mode: Mode = "practice", view: View | None = None) -> Coach:
    """
    Lets you answer customers in your own words.

    Args:
        ids: One situation or several, e.g. ``coach("co-ship-01")``.
        mode: ``"practice"``: feedback at once; ``"exam"``: none before all is handed in.
        view: ``"widget"``, ``"plain"`` (ipywidgets only) or ``"text"``; by default ``CS_TRAINING_VIEW``, else widget.

    Raises:
        UnknownIdError: An id does not exist; names the nearest.
        AnswerError: No id, an unknown mode or view, or an assessed situation in practice.
    """
    from cs_training.notebook.coach_sitting import CoachSitting

    if not ids or not all(isinstance(one, str) for one in ids):
        raise AnswerError('编号写在引号里，几个场景用逗号隔开，比如 coach("co-ship-01", "co-pre-01")。')
    if mode not in ("practice", "exam"):
        raise AnswerError(f"没有“{mode}”这种模式，用 practice（练习）或 exam（测验）。")
    return Coach(CoachSitting(ids, mode=mode), chosen_view(view))
