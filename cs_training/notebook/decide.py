"""The verb ``decide``: practice in deciding cases, or the decision of a case that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cs_training.errors import AnswerError
from cs_training.notebook.board import Board
from cs_training.notebook.shown import Shown, View, chosen_view

if TYPE_CHECKING:  # most cells only ask, and should not pay for the rule engine
    from cs_training.notebook.casework_sitting import CaseworkSitting


class Casework(Shown):
    """
    What ``decide("seven-days")`` returns: the case in hand as a widget and, in the same output, as text.

    Args:
        number: The case that the cell names; None if it names none.
        shown_only: Where typed answers are refused, the code of the cell that takes them.
    """

    def __init__(
        self, sitting: CaseworkSitting, view: View, number: int | None = None, *, shown_only: str = ""
    ) -> None:
        self.sitting = sitting
        super().__init__(view)
        self._number = number
        self._shown_only = shown_only

    def __repr__(self) -> str:
        from cs_training.notebook.casework_text import casework_text

        return casework_text(self.sitting)

    def answer(self, *typed: object) -> Casework:
        """
        Answers by text and shows the outcome. Running the cell again records nothing new.

        Args:
            typed: ``"A / 102 / 买家 / 11月17日 / LAW-7D-01"``, in the order of the parts; or one argument for each.

        Raises:
            AnswerError: The answer does not fit the case; no try is used.
        """
        from cs_training.notebook.casework_reading import read_typed
        from cs_training.notebook.casework_sitting import CaseworkSitting

        if self._shown_only:
            raise AnswerError(f"写明是哪一例再答，重新运行时才不会答到别的例子上：{self._shown_only}.answer(……)。")
        # A typed answer stands in its cell and runs again with it: unless the cell says which case it means, it means
        # the first, so that it cannot answer a later one by itself.
        case = self.sitting.round.case
        number = self._number or 1
        sitting = self.sitting if case.number == number else CaseworkSitting(self.sitting.topic, case.level, number)
        round_ = sitting.round
        if not round_.over:
            said = typed[0] if len(typed) == 1 else list(typed)
            sitting.answer(read_typed(round_.parts, said, round_.case.on))
        return Casework(sitting, "text", number)

    def next(self) -> Casework:
        """Shows the case after this one, as text. Nothing is recorded before its first answer."""
        from cs_training.notebook.casework_sitting import CaseworkSitting
        from cs_training.notebook.casework_text import call

        case = self.sitting.round.case
        sitting = CaseworkSitting(self.sitting.topic, case.level, case.number + 1)
        if self._number is not None:
            return Casework(sitting, "text", case.number + 1)
        return Casework(sitting, "text", shown_only=call(sitting, case.number + 1))

    def _widget(self) -> Any:
        if self._view == "plain":
            from cs_training.notebook.plain import plain_casework

            return plain_casework(self.sitting)
        from cs_training.notebook.casework import CaseworkWidget

        return CaseworkWidget(self.sitting)


def decide(
    what: str | Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    *,
    level: int = 1,
    number: int | None = None,
    on: date | str | None = None,
    view: View | None = None,
) -> Casework | Board:
    """
    Practises deciding cases, or decides cases that are told.

    Args:
        what: A topic (``decide("seven-days")``), the facts of a case, or a list of cases. Nothing lists the topics.
        level: Of a topic: 1 to 3.
        number: Of a topic: which case; by default the newest that was worked on.
        on: Of told cases: the day of decision; by default the day the rules were last checked.
        view: ``"widget"``, ``"plain"`` (ipywidgets only) or ``"text"``; by default ``CS_TRAINING_VIEW``, else widget.

    Raises:
        UnknownIdError: There is no such topic; names the nearest.
        AnswerError: A level, number, day or view that cannot be.
        CaseError: A case is told wrongly.
    """
    if what is None:
        from cs_training.notebook.casework_text import topics_text

        return Board(topics_text())
    if isinstance(what, str):
        from cs_training.notebook.casework_sitting import CaseworkSitting

        return Casework(CaseworkSitting(what.strip(), level, number), chosen_view(view), number)
    return _told([what] if isinstance(what, Mapping) else what, on)


def _told(cases: object, on: date | str | None) -> Board:
    from cs_training.content.bank import open_bank
    from cs_training.notebook.decided import decided
    from cs_training.notebook.rule_card import checked_day, read_day

    if not isinstance(cases, list | tuple) or not cases or not all(isinstance(one, Mapping) for one in cases):
        raise AnswerError('写一个主题，比如 decide("seven-days")；或者写案情，比如 decide({"ask": "return", …})。')
    rules = open_bank().rules
    return decided(cases, rules, checked_day(rules) if on is None else read_day(on))
