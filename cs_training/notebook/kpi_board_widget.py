"""The KPI board as a widget: Python counts and draws; the browser shows (``kpi_board.js``)."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from cs_training.errors import AnswerError
from cs_training.notebook.charts.chart import Chart, svg
from cs_training.notebook.frontend import joined
from cs_training.notebook.kpi_board_pages import page
from cs_training.notebook.kpi_board_panel import Block, Picture, Row, Slide
from cs_training.notebook.kpi_board_sitting import LOST, PAGES, BoardSitting
from cs_training.notebook.widget import ViewWidget


class KpiBoardWidget(ViewWidget):
    """
    Draws the open page and passes on what is picked.

    ``view`` is all that the browser ever gets. It sends ``{do, n, page}`` or ``{do, n, row, place, to}`` and waits for
    ``view.ack`` to reach ``n``, as the quiz does.
    """

    _esm = joined("kit.js", "kpi_board.js")
    _css = joined("kit.css", "kpi_board.css")

    def __init__(self, sitting: BoardSitting) -> None:
        self._sitting = sitting
        super().__init__()

    def _view(self) -> dict[str, Any]:
        return board_view(self._sitting)

    def _do(self, sent: dict[str, Any]) -> None:
        match sent.get("do"):
            case "turn":
                self._sitting.turn_to(sent.get("page"))
            case "set":
                self._sitting.set(sent.get("row"), sent.get("place"), sent.get("to"))
            case _:
                raise AnswerError(LOST)


def board_view(sitting: BoardSitting) -> dict[str, Any]:
    """The open page as the browser sees it: plain JSON, the charts as image data."""
    panel = page(sitting, sitting.page)
    return {
        "title": sitting.tables.title,
        "pages": list(PAGES),
        "page": sitting.page,
        "lead": panel.lead,
        "said": panel.said,
        "heads": list(panel.heads),
        "rows": [_row(row) for row in panel.rows],
        "blocks": [_block(block) for block in panel.blocks],
    }


def image_data(chart: Chart) -> str:
    """A chart as the address of an image."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg(chart)).decode("ascii")


def _row(row: Row) -> dict[str, Any]:
    controls = [
        {"kind": "slide" if isinstance(control, Slide) else "choice"} | asdict(control) for control in row.controls
    ]
    return {"name": row.name, "mark": row.mark, "controls": controls}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Picture):
        chart = block.draw()
        told = {"title": chart.title, "reading": chart.reading, "alt": chart.alt, "src": image_data(chart)}
        return {"kind": "picture"} | told
    return {"kind": type(block).__name__.lower()} | asdict(block)
