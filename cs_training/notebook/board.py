"""The verbs ``progress`` and ``review``: where I am, what comes next, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cs_training.content.bank import open_bank
from cs_training.notebook.ask import Ask, Review
from cs_training.notebook.shown import View, chosen_view
from cs_training.notebook.sitting import Sitting, attempt_log
from cs_training.records.attempts import events

REVIEW_SIZE = 10


@dataclass(frozen=True, slots=True)
class Board:
    """Something to look at, as text and as HTML."""

    text: str
    html: str = ""

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {"text/plain": self.text} | ({"text/html": self.html} if self.html else {})


def progress() -> Board:
    """Shows how far you are, lesson by lesson and objective by objective, and what to do next."""
    # Here and below imported where used: most cells only ask, and should not pay for this.
    from cs_training.notebook.standing import current_standing, standing_html, standing_text

    standing = current_standing()
    return Board(standing_text(standing), standing_html(standing))


def review(view: View | None = None) -> Ask | Board:
    """Asks what is due today, across lessons: at most ten questions at once."""
    from cs_training.notebook.standing import due_items

    bank = open_bank()
    due = due_items(bank, events(attempt_log().read()))
    if not due:
        return Board("今天没有要复习的题。做过的练习会按遗忘的快慢回来，明天再来看看。")
    sitting = Sitting(due[:REVIEW_SIZE], bank=bank)
    sitting.again()
    return Review(sitting, chosen_view(view))
