"""The verb ``kpi_board``: a shop's service figures, what they are made of, and what would change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cs_training.notebook.shown import Shown, View, chosen_view

if TYPE_CHECKING:  # most cells only ask, and should not pay for tables and charts
    from cs_training.notebook.kpi_board_sitting import BoardSitting


class KpiBoard(Shown):
    """
    What ``kpi_board`` returns: a page at a time as a widget and, in the same output, all of them as text.

    Args:
        page: The only page to show as text; None for all.
    """

    def __init__(self, sitting: BoardSitting, view: View, page: int | None = None) -> None:
        self.sitting = sitting
        super().__init__(view)
        self._page = page

    def __repr__(self) -> str:
        from cs_training.notebook.kpi_board_text import board_text

        return board_text(self.sitting, self._page)

    def pick(self, control: str, to: str | int) -> KpiBoard:
        """
        Picks an option, or a number, by text and shows the page.

        Args:
            control: Its name, as in ``pick("客服", "阿灯")``; where there are two sides, ``pick("乙：客服", "阿灯")``.
            to: The option as written, or a number.

        Raises:
            AnswerError: There is no such control or option; names the nearest.
        """
        from cs_training.notebook.kpi_board_pages import picked_by_name

        return KpiBoard(self.sitting, "text", picked_by_name(self.sitting, control, to))

    def _widget(self) -> Any:
        if self._view == "plain":
            from cs_training.notebook.kpi_board_plain import plain_board

            return plain_board(self.sitting)
        from cs_training.notebook.kpi_board_widget import KpiBoardWidget

        return KpiBoardWidget(self.sitting)


def kpi_board(messages: Any = "", orders: Any = None, ratings: Any = None, *, view: View | None = None) -> KpiBoard:
    """
    Shows the figures of a chat log, by which definition, as charts, and “what if”. Nothing is recorded.

    Args:
        messages: Nothing for the practice log of the shop, the name of a part of it (``kpi_board("11.11 夜里")``), or
            a table of pandas: ``session_id, agent_id, buyer_id, ts, sender, text``.
        orders: ``order_id, buyer_id, created_at, paid_at, amount``; without it nothing is said of payments.
        ratings: ``session_id, rating``.
        view: ``"widget"``, ``"plain"`` (ipywidgets only) or ``"text"``; by default ``CS_TRAINING_VIEW``, else widget.

    Raises:
        AnswerError: The practice log has no such part; names the nearest. Or an unknown view.
        ChatError: A table that cannot be measured.
    """
    from cs_training.notebook.kpi_board_data import own_tables, practice_tables
    from cs_training.notebook.kpi_board_sitting import BoardSitting

    chosen = chosen_view(view)
    if isinstance(messages, str):
        return KpiBoard(BoardSitting(practice_tables(messages.strip())), chosen)
    return KpiBoard(BoardSitting(own_tables(messages, orders, ratings)), chosen)
