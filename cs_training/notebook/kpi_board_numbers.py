"""The first page of the KPI board: each figure, of how many, beside the target that the fictional shop set itself."""

from __future__ import annotations

from typing import Literal

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
NOBODYS = "没人回的轮次不归任何人"
NOT_ADDED = "分客服的数不能相加"
_LESS_IS_BETTER = {"first_response_mean", "avg_response", "max_concurrent"}


def numbers(sitting: BoardSitting) -> tuple[Block, ...]:
    """The figures of what is picked."""
    scope = sitting.scope
    figures = sitting.figures(scope)
    cards = (
        _first_response(sitting, figures),
        _average(sitting, figures),
        _fast(sitting, figures),
        _official(sitting, figures),
        _replied(sitting, figures),
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
    n = _n(sitting.first_responses(sitting.scope))
    of = f"{n} 个会话是这位先回的" if sitting.scope.agent else f"{n} 个会话有人回"
    middle = sitting.answer(_definition(sitting, turns="first")).median
    mind = "" if middle is None else f"中位数 {seconds(middle)}；没人回的会话没有首响，不在里面"
    missed = _missed(figures)
    but = f"有 {_n(missed)} 个会话{_nobody(sitting)}" if missed else ""
    return Card(name="首响均值", value=seconds(value), of=of, mind=mind, **_target("first_response_mean", value, but))


def _average(sitting: BoardSitting, figures: Figures) -> Card:
    name, value = "平均响应（平响）", figures.get("avg_response")
    of = f"回了的 {_n(figures.get('closed_turns'))} 轮"
    mind = "没人回的轮次没有时长，不在里面"
    lost = sitting.answer(Definition(day=sitting.scope.day)).unanswered
    but = (NOBODYS if sitting.scope.agent else f"有 {_n(lost)} 轮没人回") if lost else ""
    return Card(name=name, value=seconds(value), of=of, mind=mind, **_target("avg_response", value, but))


def _fast(sitting: BoardSitting, figures: Figures) -> Card:
    name, answered = "30 秒响应率", rate(figures.get("rate_30s"))
    closed = f"{_n(figures.get('closed_turns'))} 轮"
    if sitting.scope.agent:
        return Card(name=name, value=answered, of=f"只算回了的 {closed}", mind=f"{NOBODYS}，不在分母里")
    value = rate(figures.get("rate_30s_incl_unanswered"))
    of = f"全部 {_n(figures.get('turns'))} 轮，没人回的也在分母里"
    return Card(name=name, value=value, of=of, mind=f"只算回了的：{answered}（{closed}）")


def _official(sitting: BoardSitting, figures: Figures) -> Card:
    name, value = "三分钟人工响应率", figures.get("rate_180s_official")
    turns = _n(sitting.answer(_definition(sitting, hours="official")).turns)
    if sitting.scope.agent:
        of, mind = f"8–23 点问的，只算回了的 {turns} 轮", f"{NOBODYS}，不在分母里，所以不跟店里的线比"
        return Card(name=name, value=rate(value), of=of, mind=mind)
    of, mind = f"8–23 点问的 {turns} 轮", "没人回的也在分母里；按提问的时刻算"
    return Card(name=name, value=rate(value), of=of, mind=mind, **_target("rate_180s_official", value))


def _replied(sitting: BoardSitting, figures: Figures) -> Card:
    value = figures.get("reply_rate")
    of = f"{_n(figures.get('replied_sessions'))} / {_n(figures.get('sessions_with_buyer'))} 个会话"
    mind = f"{_nobody(sitting)}的 {_n(_missed(figures))} 个；机器人和自动回复不算"
    return Card(name="人工回复率", value=rate(value), of=of, mind=mind, **_target("reply_rate", value))


def _missed(figures: Figures) -> float:
    """The chats without a person's answer; of an agent, those where this one stands and answered nothing."""
    return (figures.get("sessions_with_buyer") or 0) - (figures.get("replied_sessions") or 0)


def _nobody(sitting: BoardSitting) -> str:
    """Somebody else may have answered a chat that an agent did not."""
    return "这位没回" if sitting.scope.agent else "没人回"


def _unanswered(sitting: BoardSitting) -> Card:
    name = "没人回的轮次"
    if sitting.scope.agent:
        return Card(name=name, value="分不到人", of=f"{NOBODYS}；会话算给里面的每一位客服")
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
    name, mind = "咨询→付款", NOT_ADDED if sitting.scope.agent else ""
    if sitting.tables.orders is None:
        return Card(name=name, value=NO_SAMPLE, of="没有订单表", mind=mind)
    of = f"{_n(figures.get('converted_buyers'))} / {_n(figures.get('buyers'))} 位买家，问了之后 24 小时内付款"
    return Card(name=name, value=rate(figures.get("inquiry_conversion")), of=of, mind=mind)


def _side_by_side(sitting: BoardSitting) -> tuple[Grid, ...]:
    """Agents and days as tables, each for what is picked of the other."""
    agent, day = sitting.scope
    grids = []
    if not agent:
        caption = f"分客服（{NOT_ADDED}：会话算给里面的每一位；{NOBODYS}）"
        agents = [(one, sitting.figures(Scope(one, day))) for one in sitting.agents]
        grids.append(_table(caption, agents, of="agents"))
    if day is None:
        days = [(day_name(one), sitting.figures(Scope(agent, one))) for one in sitting.days]
        grids.append(_table("分天（会话算在买家开口的那一天）", days, of="agents" if agent else "shop"))
    return tuple(grids)


def _table(caption: str, rows: list[tuple[str, Figures]], *, of: Literal["agents", "shop"]) -> Grid:
    """One line each; only the shop's rates have the unanswered turns in the denominator."""
    turns, who, fast = {
        "agents": ("回了的轮次", "只算回了的", "rate_30s"),
        "shop": ("回了的 / 全部轮次", "含没人回的", "rate_30s_incl_unanswered"),
    }[of]
    lines = tuple(
        (
            name,
            _n(figures.get("sessions_with_buyer")),
            seconds(figures.get("first_response_mean")),
            seconds(figures.get("avg_response")),
            _n(figures.get("closed_turns")) + (f" / {_n(figures.get('turns'))}" if of == "shop" else ""),
            *(rate(figures.get(key)) for key in (fast, "rate_180s_official", "reply_rate", "inquiry_conversion")),
        )
        for name, figures in rows
        if figures
    )
    rates = (f"30 秒率（{who}）", f"三分钟率（{who}）", "回复率", "咨询→付款")
    return Grid(caption, ("", "会话", "首响均值", "平响", turns, *rates), lines)


def _definition(sitting: BoardSitting, **switches: str) -> Definition:
    return Definition(agent=sitting.scope.agent, day=sitting.scope.day, **switches)  # type: ignore[arg-type]


def _target(kpi: str, value: float | None, left_out: str = "") -> dict[str, str]:
    """The target and the verdict; a mean must not be praised without a word of those who are not in it."""
    aim = _aims()[kpi]
    less = kpi in _LESS_IS_BETTER
    line = goal(aim.value) if aim.unit == "%" else f"{number(aim.value)} {aim.unit}"
    written = f"{EXAMPLE_TARGET}：{'不超过' if less else '不低于'} {line}"
    if value is None:
        return {"target": written, "verdict": ""}
    if not (value <= aim.value if less else value >= aim.value):
        return {"target": written, "verdict": "没到"}
    return {"target": written, "verdict": f"到了，但{left_out}，不在这个均值里" if left_out else "到了"}


def _aims() -> dict[str, Target]:
    return {target.kpi: target for target in open_bank().shop.targets.values() if target.kpi}


def _n(value: float | None) -> str:
    return "0" if value is None else number(value)
