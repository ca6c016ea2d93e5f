"""
The figures of a simulated shift beside the shop's targets: by the same engine as ``cs-training kpi``, so the same.

They come from the tables that are exported. pandas is loaded only here; where it is missing there is no card, and the
rest of the debrief stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cs_training.core.playing.tables import MESSAGES, ORDERS, RATINGS, Tables

if TYPE_CHECKING:
    import pandas as pd

    from cs_training.content.shop import Target

Figures = Mapping[str, float | None]
LABELS = {  # as in ``cs-training kpi``
    "first_response_mean": "平均首响",
    "avg_response": "平均响应",
    "rate_30s_incl_unanswered": "30 秒响应率（含没人回的）",
    "rate_180s_official": "3 分钟响应率（8–23 点）",
    "reply_rate": "会话回复率",
    "max_concurrent": "最大同时接待",
    "csat_share_ge4": "满意率",
    "inquiry_conversion": "咨询→付款转化率",
}
ENOUGH = 30  # ratings, below which nothing is concluded
NOBODY = "这一班没有顾客进来，没有数可算。"
NO_PANDAS = "算指标要用 pandas，这里没有装。三张表照样能导出，装好以后用 cs-training kpi 算。"
_SECONDS = ("first_response_mean", "avg_response")
_LESS_IS_BETTER = (*_SECONDS, "max_concurrent")


def kpi_card(tables: Tables, targets: Iterable[Target]) -> tuple[dict[str, Any] | None, str]:
    """The card as plain JSON; or None, and a sentence that says why there is none."""
    if not tables.messages:
        return None, NOBODY
    try:
        import pandas  # noqa: F401, ICN001 -- the learner may lack it
    except ImportError:
        return None, NO_PANDAS
    figures = _figures(tables)
    aims = {str(one.kpi): one for one in targets if one.kpi}
    rows = [_row(name, figures, aims.get(name)) for name in LABELS]
    return {"rows": rows, "n": int(figures["sessions"] or 0), "note": _note(figures)}, ""


def frames(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Messages, orders and ratings as the engine takes them."""
    import pandas as pd

    def frame(rows: Iterable[tuple[str, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
        return pd.DataFrame(list(rows), columns=list(columns), dtype="str")

    messages, orders, ratings = (
        frame(tables.messages, MESSAGES),
        frame(tables.orders, ORDERS),
        frame(tables.ratings, RATINGS),
    )
    for table, column in ((messages, "ts"), (orders, "created_at"), (orders, "paid_at")):
        table[column] = pd.to_datetime(table[column], utc=True)
    orders["amount"] = orders["amount"].astype("float64")
    ratings["rating"] = pd.to_numeric(ratings["rating"].replace("", None))
    return messages, orders, ratings


def _figures(tables: Tables) -> dict[str, float | None]:
    from cs_training.core import kpi

    messages, orders, ratings = frames(tables)
    (row,) = kpi.overall(kpi.chat_log(messages, orders=orders, ratings=ratings)).to_dict("records")
    plain = {name: None if value is None else float(value) for name, value in row.items()}
    return {name: None if value is None or math.isnan(value) else value for name, value in plain.items()}


def _row(name: str, figures: Figures, aim: Target | None) -> dict[str, Any]:
    value = figures[name]
    enough = name != "csat_share_ge4" or (figures["ratings"] or 0) >= ENOUGH
    reached = None if value is None or aim is None or not enough else _reached(name, value, aim.value)
    return {
        "name": name,
        "label": LABELS[name],
        "figure": value,
        "value": _written(name, value),
        "target": _line(name, aim),
        "ok": reached,
        "verdict": _verdict(reached, few=aim is not None and not enough),
        "note": _means(name, figures),
    }


def _verdict(reached: bool | None, *, few: bool) -> str:
    if reached is None:
        return "样本少，先不下结论" if few else ""
    return "到了" if reached else "没到"


def _reached(name: str, value: float, aim: float) -> bool:
    return value <= aim if name in _LESS_IS_BETTER else value >= aim


def _written(name: str, value: float | None) -> str:
    from cs_training.notebook.charts.wording import number, share

    if value is None:
        return "—（无样本）"
    if name in _SECONDS:
        return f"{number(round(value, 1))} 秒"
    return f"{number(value)} 个" if name == "max_concurrent" else share(value)


def _line(name: str, aim: Target | None) -> str:
    from cs_training.notebook.charts.wording import goal, number

    if aim is None:
        return "没有定线"
    line = goal(aim.value) if aim.unit == "%" else f"{number(aim.value)} {aim.unit}"
    return f"{'不超过' if name in _LESS_IS_BETTER else '不低于'} {line}"


def _means(name: str, figures: Figures) -> str:
    """Of how many it is a figure, and who is not in it."""
    n = {one: int(value or 0) for one, value in figures.items()}
    lost, missed = n["turns"] - n["closed_turns"], n["sessions_with_buyer"] - n["replied_sessions"]
    return {
        "first_response_mean": f"{n['replied_sessions']} 个会话有人回" + _left_out(f"{missed} 个会话", missed),
        "avg_response": f"回了的 {n['closed_turns']} 轮" + _left_out(f"{lost} 轮", lost),
        "rate_30s_incl_unanswered": f"全部 {n['turns']} 轮提问，没人回的也在里面",
        "rate_180s_official": "8–23 点的提问，没人回的也在里面",
        "reply_rate": f"{n['replied_sessions']} / {n['sessions_with_buyer']} 个会话",
        "max_concurrent": "手上同时开着的会话，最多的那一刻",
        "csat_share_ge4": f"{n['ratings']} 个评价里打 4、5 分的",
        "inquiry_conversion": f"{n['converted_buyers']} / {n['buyers']} 位买家，问了之后 24 小时内付款",
    }[name]


def _left_out(what: str, many: int) -> str:
    return f"，还有 {what}没人回，不在这个均值里" if many else ""


def _note(figures: Figures) -> str:
    n = int(figures["sessions"] or 0)
    lost = int((figures["turns"] or 0) - (figures["closed_turns"] or 0))
    few = f"只有 {n} 个会话，看方向，别拿来排名。线是店铺内控目标（示例）。机器人先接的那几秒也算在首响里。"
    return few + ("顾客临走那一句没人接，也算一轮没回：道个别再结束，就不漏。" if lost else "")
