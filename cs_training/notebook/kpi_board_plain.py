"""The KPI board in ipywidgets alone, for hosts that have those but cannot load our JavaScript."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from cs_training.errors import TrainingError
from cs_training.notebook.kpi_board_pages import page
from cs_training.notebook.kpi_board_panel import Block, Choice, Control, Picture
from cs_training.notebook.kpi_board_sitting import PAGES, BoardSitting
from cs_training.notebook.kpi_board_text import block_text
from cs_training.notebook.kpi_board_widget import image_data

_LABEL = {"description_width": "12rem"}
_WIDE = {"width": "36rem", "max_width": "100%"}  # as words: a layout shared by all boards would be closed with one


def plain_board(sitting: BoardSitting) -> widgets.VBox:
    """One page at a time, picked from a list; below it the controls and what comes out."""
    return _PlainBoard(sitting).box


class _PlainBoard:
    def __init__(self, sitting: BoardSitting) -> None:
        self.sitting = sitting
        self.pages = widgets.ToggleButtons(description="看哪一页", options=[(n, i) for i, n in enumerate(PAGES)])
        self.pages.value = sitting.page
        self.controls, self.shown, self.trouble = widgets.VBox(), widgets.HTML(), widgets.HTML()
        self.pages.observe(lambda change: self.doing(lambda: self.turn(change["new"])), "value")
        self.draw(anew=True)
        head = widgets.HTML(f"<b>{html.escape(sitting.tables.title)}</b>")
        self.box = widgets.VBox([head, self.pages, self.controls, self.trouble, self.shown])

    def turn(self, to: int) -> None:
        self.sitting.turn_to(to)
        self.draw(anew=True)

    def pick(self, row: int, place: int, to: int) -> None:
        self.sitting.set(row, place, to)
        self.draw()

    def doing(self, act: Callable[[], None]) -> None:
        self.trouble.value = ""
        try:
            act()
        except TrainingError as error:
            self.trouble.value = html.escape(str(error))

    def draw(self, *, anew: bool = False) -> None:
        panel = page(self.sitting, self.sitting.page)
        if anew:
            every = enumerate(panel.rows)
            self.controls.children = [self.control(one, i, j) for i, row in every for j, one in enumerate(row.controls)]
        self.shown.value = f"<p><b>{html.escape(panel.said)}</b></p>" + "".join(map(_block, panel.blocks))

    def control(self, control: Control, row: int, place: int) -> Any:
        common: dict[str, Any] = {"description": control.label, "style": _LABEL, "layout": _WIDE}
        if isinstance(control, Choice):
            options = [(name, i) for i, name in enumerate(control.options)]
            one = widgets.Dropdown(options=options, value=control.at, **common)
        else:
            ends = {"min": control.low, "max": control.high, "step": control.step}
            # Only when it is let go: each step is worked out and drawn by the kernel.
            one = widgets.IntSlider(value=control.value, continuous_update=False, **ends, **common)
        one.observe(lambda change: self.doing(lambda: self.pick(row, place, change["new"])), "value")
        return one


def _block(block: Block) -> str:
    if isinstance(block, Picture):
        chart = block.draw()
        image = f"<img style='max-width:100%' src='{image_data(chart)}' alt='{html.escape(chart.alt)}'>"
        return f"<figure style='margin:0 0 1em'>{image}<figcaption>{html.escape(chart.reading)}</figcaption></figure>"
    return f"<pre style='white-space:pre-wrap'>{html.escape(block_text(block))}</pre>"
