"""The first page of the KPI board: each figure, of how many, beside the target that the fictional shop set itself."""

from __future__ import annotations

from cs_training.content.bank import open_bank
from cs_training.content.shop import Target
from cs_training.core.definitions import Answer, Definition
from cs_training.core.estimating import wilson
from cs_training.notebook.charts.style import EXAMPLE_TARGET
from cs_training.notebook.charts.wording import goal, number, share
from cs_training.notebook.kpi_board_panel import NO_SAMPLE, Block, Card, Cards, Grid, Words
from cs_training.notebook.kpi_board_sitting import BoardSitting, Figures, Scope, day_name

ENOUGH = 30
FEW = "样本少，先不下结论"
NOBODYS = "没人回的不归任何一位客服，这里看不见"
NOT_ADDED = "分客服的数不能相加"
_LESS_IS_BETTER = {"first_response_mean", "avg_response", "max_concurrent"}


def numbers(sitting: BoardSitting) -> tuple[Block, ...]:
    """The figures of what is picked."""
    scope = sitting.scope
    figures = sitting.figures(scope)
    cards = (
        _first_response(sitting, figures),
        _average(figures),
        _fast(sitting, figures),
        _official(sitting, figures),
        _replied(figures),
        _unanswered(sitting),
        _ratio(figures),
        _at_once(sitting, figures),
        _satisfied(figures),
        _converted(sitting, figures),
    )
    notes = Words(
        "没有可核来源的线都是店里自己定的，写明“示例”，不是行业均值；30 秒率和三分钟人工响应率是两把尺子，别混着比。"
    )
    return (Cards(cards), *_side_by_side(sitting), notes)


def seconds(value: float | None) -> str:
    """Seconds as they are written, with minutes where there are many."""
    if value is None:
        return NO_SAMPLE
    return f"{number(round(value, 1))} 秒"


def rate(value: float | None) -> str:
    """A share as it is written."""
    return NO_SAMPLE if value is None else share(value)


def _first_response(sitting: BoardSitting, figures: Figures) -> Card:
    value = figures.get("first_response_mean")
    of = f"{_n(sitting.first_responses(sitting.scope))} 个会话有人回"
    middle = sitting.answer(_definition(sitting, turns="first")).median
    mind = "" if middle is None else f"中位数 {seconds(middle)}；没人回的会话没有首响，不在里面"
    return Card(name="首响均值", value=seconds(value), of=of, mind=mind, **_target("first_response_mean", value))


def _average(figures: Figures) -> Card:
    value = figures.get("avg_response")
    of = f"回了的 {_n(figures.get('closed_turns'))} 轮"
    mind = "没人回的轮次没有时长，不在里面"
    return Card(name="平均响应（平响）", value=seconds(value), of=of, mind=mind, **_target("avg_response", value))


def _fast(sitting: BoardSitting, figures: Figures) -> Card:
    of_answered = f"{rate(figures.get('rate_30s'))}（{_n(figures.get('closed_turns'))} 轮）"
    if sitting.scope.agent:
        value = rate(figures.get("rate_30s"))
        return Card(
            name="30 秒响应率", value=value, of=f"只算回了的 {_n(figures.get('closed_turns'))} 轮", mind=NOBODYS
        )
    value = rate(figures.get("rate_30s_incl_unanswered"))
    of = f"全部 {_n(figures.get('turns'))} 轮，没人回的也在分母里"
    return Card(name="30 秒响应率", value=value, of=of, mind=f"只算回了的：{of_answered}")


def _official(sitting: BoardSitting, figures: Figures) -> Card:
    value = figures.get("rate_180s_official")
    turns = sitting.answer(_definition(sitting, hours="official")).turns
    mind = NOBODYS if sitting.scope.agent else "没人回的也在分母里；按提问的时刻算"
    of = f"8–23 点问的 {_n(turns)} 轮"
    return Card(name="三分钟人工响应率", value=rate(value), of=of, mind=mind, **_target("rate_180s_official", value))


def _replied(figures: Figures) -> Card:
    value = figures.get("reply_rate")
    of = f"{_n(figures.get('replied_sessions'))} / {_n(figures.get('sessions_with_buyer'))} 个会话"
    mind = "机器人和自动回复不算"
    return Card(name="人工回复率", value=rate(value), of=of, mind=mind, **_target("reply_rate", value))


def _unanswered(sitting: BoardSitting) -> Card:
    name = "没人回的轮次"
    if sitting.scope.agent:
        return Card(name=name, value="分不到人", of=NOBODYS)
    said = sitting.answer(_definition(sitting))
    of = f"全部 {_n(said.turns)} 轮"
    return Card(name=name, value=f"{_n(said.unanswered)} 轮", of=of, mind=_night(sitting, said))


def _night(sitting: BoardSitting, said: Answer) -> str:
    """How many of the unanswered were asked outside the hours that the platform looks at."""
    if not said.unanswered:
        return ""
    day = sitting.answer(_definition(sitting, hours="official")).unanswered
    return f"其中 {_n(said.unanswered - day)} 轮是 23 点到 8 点问的"


def _ratio(figures: Figures) -> Card:
    value = figures.get("answer_ask_ratio")
    of = f"客服 {_n(figures.get('agent_messages'))} 条 ÷ 买家 {_n(figures.get('buyer_messages'))} 条"
    return Card(name="答问比", value=NO_SAMPLE if value is None else f"{value:.2f}", of=of, mind="机器人和系统消息不算")


def _at_once(sitting: BoardSitting, figures: Figures) -> Card:
    name, value = "最大同时接待", figures.get("max_concurrent")
    written = NO_SAMPLE if not value else f"{_n(value)} 个"
    if sitting.scope.agent:
        return Card(name=name, value=written, of="这位客服同时开着的会话", **_target("max_concurrent", value))
    one = sitting.most_at_once(sitting.scope.day)
    mind = "" if one is None else f"一个人最多 {one[0]} 个（{one[1]}）"
    target = _target("max_concurrent", None if one is None else float(one[0]))
    target["target"] = target["target"].replace("不超过", "一个人不超过")
    return Card(name=name, value=written, of="全店同时开着的会话，没人回的也算", mind=mind, **target)


def _satisfied(figures: Figures) -> Card:
    value, n = figures.get("csat_share_ge4"), int(figures.get("ratings") or 0)
    target = _target("csat_share_ge4", value)
    if value is None:
        return Card(name="满意占比（CSAT）", value=NO_SAMPLE, of="0 个评价", **target)
    low, high = wilson(round(value * n), n) or (0.0, 1.0)
    aim = _aims()["csat_share_ge4"].value
    if n < ENOUGH:
        target["verdict"] = FEW
    elif low < aim <= high:
        target["verdict"] = "区间跨着这条线，还说不准"
    of = f"{_n(n)} 个评价里打 4、5 分的；95% 区间 {share(low)}–{share(high)}"
    mean = figures.get("csat_mean")
    mind = "" if mean is None else f"平均 {mean:.2f} 分；没评的人不在里面"
    return Card(name="满意占比（CSAT）", value=rate(value), of=of, mind=mind, **target)


def _converted(sitting: BoardSitting, figures: Figures) -> Card:
    name = "咨询→付款"
    if sitting.tables.orders is None:
        return Card(name=name, value=NO_SAMPLE, of="没有订单表", mind=NOT_ADDED)
    of = f"{_n(figures.get('converted_buyers'))} / {_n(figures.get('buyers'))} 位买家，问了之后 24 小时内付款"
    return Card(name=name, value=rate(figures.get("inquiry_conversion")), of=of, mind=NOT_ADDED)


def _side_by_side(sitting: BoardSitting) -> tuple[Grid, ...]:
    """Agents and days as tables, each for what is picked of the other."""
    agent, day = sitting.scope
    grids = []
    if not agent:
        rows = [(one, sitting.figures(Scope(one, day))) for one in sitting.agents]
        grids.append(
            Grid(
                f"分客服（{NOT_ADDED}：转接的会话两位都算；30 秒率只算回了的，没人回的不归任何人）", _HEAD, _lines(rows)
            )
        )
    if day is None:
        days = [(day_name(one), sitting.figures(Scope(agent, one))) for one in sitting.days]
        grids.append(Grid("分天（会话算在买家开口的那一天；30 秒率只算回了的）", _HEAD, _lines(days)))
    return tuple(grids)


_HEAD = ("", "会话", "首响均值", "平响", "回了的轮次", "30 秒率", "三分钟率", "回复率", "咨询→付款")


def _lines(rows: list[tuple[str, Figures]]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            name,
            _n(figures.get("sessions_with_buyer")),
            seconds(figures.get("first_response_mean")),
            seconds(figures.get("avg_response")),
            _n(figures.get("closed_turns")),
            *(rate(figures.get(key)) for key in ("rate_30s", "rate_180s_official", "reply_rate", "inquiry_conversion")),
        )
        for name, figures in rows
        if figures
    )


def _definition(sitting: BoardSitting, **switches: str) -> Definition:
    return Definition(agent=sitting.scope.agent, day=sitting.scope.day, **switches)  # type: ignore[arg-type]


def _target(kpi: str, value: float | None) -> dict[str, str]:
    aim = _aims()[kpi]
    less = kpi in _LESS_IS_BETTER
    line = goal(aim.value) if aim.unit == "%" else f"{number(aim.value)} {aim.unit}"
    written = f"{EXAMPLE_TARGET}：{'不超过' if less else '不低于'} {line}"
    if value is None:
        return {"target": written, "verdict": ""}
    return {"target": written, "verdict": "到了" if (value <= aim.value if less else value >= aim.value) else "没到"}


def _aims() -> dict[str, Target]:
    return {target.kpi: target for target in open_bank().shop.targets.values() if target.kpi}


def _n(value: float | None) -> str:
    return "0" if value is None else number(value)
