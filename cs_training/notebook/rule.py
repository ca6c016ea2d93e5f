"""The verb ``rule``: a rule of the rule base as a card."""

from __future__ import annotations

from datetime import date

from cs_training.errors import AnswerError
from cs_training.notebook.board import Board


def rule(*ids: str, on: date | str | None = None) -> Board:
    """
    Shows rules of the rule base.

    Args:
        ids: One id or several, e.g. ``rule("LAW-7D-01")``; several share a timeline.
        on: Shows what held on that day; by default on the day the rules were last checked.

    Raises:
        UnknownIdError: A rule does not exist; names the nearest.
        AnswerError: No id, or a day that cannot be read.
    """
    # Imported here: most cells only ask, and should not pay for the rule base.
    from cs_training.notebook.rule_card import cards

    if not ids or not all(isinstance(one, str) for one in ids):
        raise AnswerError('规则编号写在引号里，几条用逗号隔开，比如 rule("LAW-7D-01", "PLT-7D-TM")。')
    return cards(ids, on)
