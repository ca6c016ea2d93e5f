"""The pages of the KPI board, each out of the tables and of what is picked; and picking."""

from __future__ import annotations

from cs_training.errors import AnswerError, suggestion
from cs_training.notebook.kpi_board_compare import SIDES, compared, redefined
from cs_training.notebook.kpi_board_numbers import numbers
from cs_training.notebook.kpi_board_panel import Choice, Control, Panel, Row
from cs_training.notebook.kpi_board_pictures import pictures
from cs_training.notebook.kpi_board_sitting import LOST, PAGES, BoardSitting, Scope, day_name
from cs_training.notebook.kpi_board_suppose import slid, supposed


def page(sitting: BoardSitting, place: int) -> Panel:
    """One of :data:`PAGES`."""
    match PAGES[place]:
        case "数字":
            lead = "每个数都写明分母。先挑看谁、看哪天。"
            return Panel(name="数字", lead=lead, said=_whose(sitting), rows=_scope(sitting), blocks=numbers(sitting))
        case "口径":
            lead = "同一份数据，两种口径，两个答案。改一个开关，看数怎么变。"
            rows, blocks, said = compared(sitting)
            return Panel(name="口径", lead=lead, said=said, rows=rows, blocks=blocks, heads=SIDES)
        case "图":
            lead = "每张图下面一句话，读出图里的数。"
            return Panel(name="图", lead=lead, said=_whose(sitting), rows=_scope(sitting), blocks=pictures(sitting))
    rows, blocks, said = supposed(sitting)
    lead = "拖一拖，看人手、处理时长和目标怎么牵动彼此。"
    return Panel(name="如果", lead=lead, said=said, rows=rows, blocks=blocks)


def picked(sitting: BoardSitting, row: int, place: int, to: int) -> None:
    """
    Does what a control of the open page asks for.

    Raises:
        AnswerError: There is no such control or option.
    """
    if min(row, place, to) < 0:
        raise AnswerError(LOST)
    try:
        match PAGES[sitting.page]:
            case "数字" | "图":
                _look_at(sitting, row, to)
            case "口径":
                redefined(sitting, row, place, to)
            case _:
                slid(sitting, row, to)
    except IndexError:
        raise AnswerError(LOST) from None


def picked_by_name(sitting: BoardSitting, label: str, to: object) -> int:
    """
    Does what a control is told by its name, on whichever page it stands; returns that page.

    Raises:
        AnswerError: There is no such control or option.
    """
    known: dict[str, tuple[int, int, int, Control]] = {}
    for place in range(len(PAGES)):
        for row, line in enumerate(page(sitting, place).rows):
            for side, control in enumerate(line.controls):
                known.setdefault(control.label, (place, row, side, control))
    if label not in known:
        raise AnswerError(f"看板上没有“{label}”这个开关。{suggestion(str(label), known)}")
    place, row, side, control = known[label]
    if isinstance(control, Choice):
        if to not in control.options:
            raise AnswerError(f"“{label}”里没有“{to}”。{suggestion(str(to), control.options)}")
        to = control.options.index(str(to))
    sitting.page = place
    sitting.set(row, side, to)
    return place


def _scope(sitting: BoardSitting) -> tuple[Row, ...]:
    agents = ("全店", *sitting.agents)
    days = ("全部", *map(day_name, sitting.days))
    agent, day = sitting.scope
    at = 0 if day is None else sitting.days.index(day) + 1
    return (
        Row("客服", (Choice(label="客服", options=agents, at=sitting.agents.index(agent) + 1 if agent else 0),)),
        Row("日期", (Choice(label="日期", options=days, at=at),)),
    )


def _look_at(sitting: BoardSitting, row: int, to: int) -> None:
    agent, day = sitting.scope
    options = (("", *sitting.agents), (None, *sitting.days))[row]
    sitting.scope = Scope(str(options[to]), day) if row == 0 else Scope(agent, options[to])  # type: ignore[arg-type]


def _whose(sitting: BoardSitting) -> str:
    agent, day = sitting.scope
    return f"现在看的：{agent or '全店'}，{'全部日期' if day is None else day_name(day)}。"
