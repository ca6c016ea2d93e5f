"""The verb ``ask``: a question or a test, in whatever form the host can show."""

from __future__ import annotations

from typing import Any

from cs_training.core.quiz import Mode, Round
from cs_training.core.response import Response, read_response
from cs_training.errors import AnswerError
from cs_training.notebook.shown import Shown, View, chosen_view
from cs_training.notebook.sitting import Sitting
from cs_training.notebook.text import sitting_text


class Ask(Shown):
    """
    What ``ask`` returns: shows itself as a widget and, in the same output, as text.

    Args:
        typing: Where typed answers go, if not to ``sitting``.
    """

    def __init__(self, sitting: Sitting, view: View, typing: Sitting | None = None) -> None:
        self.sitting = sitting
        super().__init__(view)
        self._typing = typing or sitting

    def __repr__(self) -> str:
        return sitting_text(self.sitting)

    def answer(self, typed: object, question: int = 1) -> Ask:
        """
        Answers by text and shows the outcome. Running the cell again records nothing new.

        Args:
            typed: ``"B"``, ``"AC"``, ``"对"``, ``"35%"``, ``"1B 2A"``, or a list for several blanks.
            question: Which question of the block, from 1.

        Raises:
            AnswerError: The answer does not fit the question; no try is used.
        """
        index = self._index(question)
        round_ = self._typing.rounds[index]
        if not round_.over:
            self._typing.answer_typed(index, _read(round_, typed))
        return Ask(self._typing, "text")

    def hint(self, number: int = 1, question: int = 1) -> Ask:
        """Shows hints up to ``number``; each new one lowers the credit."""
        index = self._index(question)
        if not isinstance(number, int):
            raise AnswerError("第几条提示写一个数，比如 .hint(1)。")
        while self._typing.rounds[index].hints < number and not self._typing.rounds[index].over:
            self._typing.hint(index)
        return Ask(self._typing, "text")

    def hand_in(self) -> Ask:
        """Hands in a test (``mode="exam"``) and shows marks and explanations."""
        self._typing.hand_in()
        return Ask(self._typing, "text")

    def _index(self, question: int) -> int:
        if question not in range(1, len(self.sitting.rounds) + 1):
            raise AnswerError(f"这一组只有 {len(self.sitting.rounds)} 题，没有第 {question} 题。")
        return question - 1

    def _widget(self) -> Any:
        if self._view == "plain":
            from cs_training.notebook.plain import plain_quiz

            return plain_quiz(self.sitting)
        from cs_training.notebook.quiz import QuizWidget

        return QuizWidget(self.sitting)


class Review(Ask):
    """
    What is due.

    The list gets shorter as it is worked off, so a place in it would mean another question each time: typed answers
    name the question and its round.
    """

    def __repr__(self) -> str:
        return f"{sitting_text(self.sitting, how=False)}\n（文字作答写编号和轮次，比如 {self._example()}）"

    def _index(self, _question: int) -> int:
        raise AnswerError(f"复习的题会一道道减少，文字作答要写编号和轮次，比如 {self._example()}。")

    def _example(self) -> str:
        first = self.sitting.rounds[0]
        return f'ask("{first.question.id}", round={first.number}).answer("……")'


def ask(*ids: str, mode: Mode = "practice", view: View | None = None, round: int | None = None) -> Ask:  # noqa: A002 -- the learner's word
    """
    Asks questions of the bank.

    Args:
        ids: One id or several, e.g. ``ask("role-01")``.
        mode: ``"practice"``: feedback at once; ``"exam"``: none before the paper is handed in.
        view: ``"widget"``, ``"plain"`` (ipywidgets only) or ``"text"``; by default ``CS_TRAINING_VIEW``, else widget.
        round: Which time of working on it; by default the newest is shown, and typed answers belong to the first.

    Raises:
        UnknownIdError: An id does not exist; names the nearest.
        AnswerError: No id, an unknown mode, view or round, or an assessed question in practice.
    """
    if not ids or not all(isinstance(one, str) for one in ids):
        raise AnswerError('编号写在引号里，几道题用逗号隔开，比如 ask("role-01", "role-02")。')
    if mode not in ("practice", "exam"):
        raise AnswerError(f"没有“{mode}”这种模式，用 practice（练习）或 exam（测验）。")
    sitting = Sitting(ids, mode=mode)
    if round is not None:
        newest = min(one.number for one in sitting.rounds)
        if round not in range(1, newest + 2):
            raise AnswerError(f"没有第 {round} 轮，现在可以写 round=1 到 round={newest + 1}。")
        sitting = Sitting(ids, mode=mode, number=int(round))
    # A typed answer stands in its cell and runs again with it: unless the cell says which round it means, it means the
    # first, so that it cannot answer a later one by itself.
    repeated = round is None and any(one.number > 1 for one in sitting.rounds)
    return Ask(sitting, chosen_view(view), Sitting(ids, mode=mode, number=1) if repeated else None)


def _read(round_: Round, typed: object) -> Response:
    try:
        return read_response(round_.face, typed)
    except ValueError:  # a number with thousands of digits cannot even be written out
        raise AnswerError("答案太长了，看不懂。写短一点再提交。") from None
