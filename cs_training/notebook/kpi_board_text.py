"""The KPI board as plain text: all pages, the charts by what is read off them."""

from __future__ import annotations

from collections.abc import Iterator

from cs_training.notebook.charts.wording import width
from cs_training.notebook.kpi_board_pages import page
from cs_training.notebook.kpi_board_panel import Block, Card, Cards, Choice, Control, Grid, Panel, Picture, Row
from cs_training.notebook.kpi_board_sitting import PAGES, BoardSitting

HOW = '（文字里换着看：.pick("客服", "……")；比口径：.pick("乙：时段", "8–23 点")；拖滑块：.pick("人数", 6)）'


def board_text(sitting: BoardSitting, only: int | None = None) -> str:
    """All pages one below the other, or one."""
    places = range(len(PAGES)) if only is None else (only,)
    pages = (_page(page(sitting, place)) for place in places)
    return "\n\n".join((f"【KPI 看板】{sitting.tables.title}", *pages, HOW))


def block_text(block: Block) -> str:
    """A part of a page."""
    return "\n".join(_block(block))


def _page(panel: Panel) -> str:
    return "\n".join((f"— {panel.name} —", *map(_row, panel.rows), panel.said, *map(block_text, panel.blocks)))


def _row(row: Row) -> str:
    """A control, or those side by side, by what is picked in them."""
    if len(row.controls) == 1:
        return f"  {row.name}：{_picked(row.controls[0])}"
    sides = "；".join(f"{control.label[0]} {_picked(control)}" for control in row.controls)
    return f"  {row.name}：{sides}" + (f"（{row.mark}）" if row.mark else "")


def _picked(control: Control) -> str:
    return control.options[control.at] if isinstance(control, Choice) else f"{control.value} {control.unit}"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Cards):
        for card in block.cards:
            yield from _card(card)
    elif isinstance(block, Grid):
        yield block.caption
        yield from _table((block.head, *block.lines))
    elif isinstance(block, Picture):
        chart = block.draw()
        yield f"{chart.title}\n  {chart.reading}"
    else:
        yield f"{'注意：' if block.warning else ''}{block.text}"


def _card(card: Card) -> Iterator[str]:
    yield f"{card.name}：{card.value}" + (f"（{card.of}）" if card.of else "")
    if card.mind:
        yield f"  {card.mind}"
    if card.target:
        yield f"  {card.target}" + (f"（{card.verdict}）" if card.verdict else "")


def _table(lines: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Columns side by side; a Chinese character is as wide as two Latin ones in most hosts."""
    wide = [max(_cells(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        yield (
            "  " + "  ".join(cell + " " * (most - _cells(cell)) for cell, most in zip(line, wide, strict=True)).rstrip()
        )


def _cells(text: str) -> int:
    return sum(2 if width(one) == 1 else 1 for one in text)
