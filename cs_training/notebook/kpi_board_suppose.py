"""The last page of the KPI board: how a desk would fare with other people, other chats, another promise."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from cs_training.core.rostering import Plan, what_if
from cs_training.core.staffing import Demand, Goal
from cs_training.notebook.charts.chart import Chart
from cs_training.notebook.charts.wording import share
from cs_training.notebook.kpi_board_numbers import seconds
from cs_training.notebook.kpi_board_panel import Block, Card, Cards, Picture, Row, Slide, Words
from cs_training.notebook.kpi_board_sitting import BoardSitting, Desk

ASSUMED = (
    "模型的前提（Erlang A）：买家随机来，处理时间有长有短，先来先接，等烦了会走；"
    "一个人同时接几个，按经验折算（人数 × 同时接 ÷ 1.15），是估计，不是承诺。"
)
GROWS = "算不出"
_WIDE = 6  # numbers of people drawn on either side


def supposed(sitting: BoardSitting) -> tuple[tuple[Row, ...], tuple[Block, ...], str]:
    """The controls, what comes out, and the sentence to remember."""
    desk = sitting.desk
    plan = plan_of(desk)
    said = _said(desk, plan)
    blocks = (_figures(desk, plan), Picture(partial(_curve, desk, plan)), Words(ASSUMED))
    return _rows(sitting), blocks, said


def slid(sitting: BoardSitting, row: int, to: int) -> None:
    """Moves a slider; beyond its end it stays at the end. Raises IndexError if there is none."""
    slide = _rows(sitting)[row].controls[0]
    assert isinstance(slide, Slide)
    sitting.suppose(replace(sitting.desk, **{_FIELDS[row]: min(max(to, slide.low), slide.high)}))


def plan_of(desk: Desk, people: int | None = None) -> Plan:
    """How the desk fares, with its own or with another number of people."""
    demand = Demand(arrivals=desk.arrivals, aht=desk.aht, interval=3600, patience=desk.patience)
    goal = Goal(service_level=desk.level / 100, within=desk.within)
    return what_if(demand, goal, staff=desk.people if people is None else people, concurrency=desk.chats)


_FIELDS = ("people", "arrivals", "aht", "chats", "level", "within", "patience")


def _rows(sitting: BoardSitting) -> tuple[Row, ...]:
    desk = sitting.desk
    busiest = sitting.busiest_hour
    most = max(300, -(-busiest * 2 // 50) * 50)
    length = sitting.usual_chat
    slides = (
        _slide("人数", "人", (1, 60, 1), desk.people, "同一时刻在岗的"),
        _slide("每小时来多少", "个", (0, most, 1), desk.arrivals, f"这份记录最忙的一小时来了 {busiest} 个会话"),
        _slide(
            "平均处理时长（AHT）",
            "秒",
            (30, 1800, 10),
            desk.aht,
            "" if length is None else f"这份记录里一个会话从头到尾的中位数是 {seconds(length)}",
        ),
        _slide("每人同时接几个", "个", (1, 10, 1), desk.chats, "电话就填 1"),
        _slide("目标：服务水平", "%", (50, 99, 1), desk.level, "多少人要在时限内有人接"),
        _slide("目标：时限", "秒", (5, 300, 5), desk.within),
        _slide("平均耐心", "秒", (30, 900, 10), desk.patience, "等这么久还没人理，平均就走了"),
    )
    return tuple(Row(slide.label, (slide,)) for slide in slides)


def _slide(label: str, unit: str, ends: tuple[int, int, int], value: int, note: str = "") -> Slide:
    low, high, step = ends
    return Slide(label=label, unit=unit, low=low, high=high, step=step, value=value, note=note)


def _figures(desk: Desk, plan: Plan) -> Cards:
    now = plan.now
    aim = f"目标 {desk.level}%"
    need = "没有够用的人数" if plan.desk is None else f"{plan.desk} 人"
    return Cards(
        (
            Card(
                name="服务水平（SL）",
                value=_share(now.service_level),
                of=f"来的人里 {desk.within} 秒内有人接的",
                target=aim,
                verdict="到了" if plan.met else "没到",
            ),
            Card(name="平均等多久（ASA）", value=_seconds(now.asa), of="接到了的人，马上接的也算"),
            Card(name="占用率", value=_share(now.occupancy), of="聊天位被占着的时间，长期超过 85% 人会累"),
            Card(name="等烦走掉的（放弃率）", value=_share(now.abandonment), of="来的人里没等到人就走的"),
            Card(name="最少要几个人", value=need, of=f"才能到{aim}"),
        )
    )


def _said(desk: Desk, plan: Plan) -> str:
    level = plan.now.service_level
    now = f"{desk.people} 个人：" + (
        "这么多人来，队只会越排越长" if level is None else f"预计 {_share(level)} 的买家 {desk.within} 秒内有人接"
    )
    if plan.desk is None:
        return f"{now}；加多少人都到不了 {desk.level}%。"
    if plan.met:
        spare = desk.people - plan.desk
        return f"{now}，到了 {desk.level}% 的目标{f'，还富余 {spare} 个人' if spare > 0 else '，一个也不多'}。"
    return f"{now}，离 {desk.level}% 的目标还差 {plan.desk - desk.people} 个人。"


def _curve(desk: Desk, plan: Plan) -> Chart:
    from cs_training.notebook.charts.staffing_curve import Staffing, staffing_curve

    around = {desk.people, desk.people if plan.desk is None else plan.desk}
    if max(around) - min(around) > 2 * _WIDE:  # both ends stay in sight
        step = (max(around) - min(around)) // (2 * _WIDE) + 1
        staff = sorted(around | set(range(min(around), max(around) + step + 1, step)))
    else:
        staff = list(range(max(1, min(around) - 3), max(around) + 4))
    points = [(people, plan_of(desk, people).now.service_level) for people in staff]
    return staffing_curve(Staffing(points, chosen=desk.people, target=desk.level / 100, seconds=desk.within))


def _share(value: float | None) -> str:
    return GROWS if value is None else share(value)


def _seconds(value: float | None) -> str:
    return GROWS if value is None else seconds(value)
