"""What each figure is called, in which unit it stands, what it means and where it surprises; and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cs_training.notebook.charts.wording import number, share

NO_SAMPLE = "—（无样本）"
NO_TABLE = {"orders": "—（没给订单表）", "ratings": "—（没给评价表）"}


@dataclass(frozen=True, slots=True)
class Word:
    """
    A figure in words.

    Args:
        name: As in the JSON.
        label: In full.
        short: For the head of a narrow column.
        means: The definition in a few words.
        unit: Its unit or measure word; ``%`` for shares between 0 and 1, "" for a bare ratio.
        edges: What one would not expect, a sentence each.
        needs: The table without which it cannot be known.
    """

    name: str
    label: str
    short: str
    means: str
    unit: str = ""
    edges: tuple[str, ...] = ()
    needs: Literal["", "orders", "ratings"] = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that answer one question, and what must be said wherever they are shown."""

    title: str
    words: tuple[Word, ...]
    note: str = ""


RECEPTION = Group(
    "接待",
    (
        Word("sessions", "会话数", "会话", "聊天记录里的全部会话", "个", ("买家没说话的会话也算。",)),
        Word(
            "sessions_with_buyer",
            "接待会话",
            "接待会话",
            "买家说过话的会话",
            "个",
            ("分客服：在会话的任意一行出现过就算，转接的会话两位都算。",),
        ),
        Word(
            "replied_sessions",
            "回复会话",
            "回复会话",
            "第一条买家消息之后有人工回复的会话",
            "个",
            ("机器人和系统不算人工。", "分客服：本人在那之后至少发过一条，转接的会话可以两位都算。"),
        ),
        Word("reply_rate", "会话回复率", "回复率", "回复会话 ÷ 接待会话", "%"),
        Word("agent_messages", "客服消息", "客服消息", "人工发的消息", "条", ("机器人和系统不算。",)),
        Word(
            "buyer_messages",
            "买家消息",
            "买家消息",
            "买家发的消息",
            "条",
            ("分客服：按那一行写的接待客服；没写的不归任何人。",),
        ),
        Word("answer_ask_ratio", "答问比", "答问比", "客服消息 ÷ 买家消息"),
        Word(
            "max_concurrent",
            "最大同时接待",
            "同时接待",
            "同一时刻最多有几个会话开着",
            "个",
            (
                "会话从第一条买家或人工消息开到最后一条，两端都算。",
                "分客服：只看这位客服名下的行。",
                "中间隔了一夜的会话，整夜都算开着。",
            ),
        ),
    ),
)

TIMES = Group(
    "时效",
    (
        Word(
            "first_response_mean",
            "平均首响",
            "首响",
            "第一条买家消息到其后第一条人工消息，取平均",
            "秒",
            (
                "没人回的会话不在里面：回得越少，这个数可能越好看。",
                "同一秒回的是 0 秒；机器人先回不算；下班时间不扣。",
                "分客服：归首响的那一位。",
            ),
        ),
        Word(
            "turns",
            "提问轮次",
            "轮次",
            "买家连着说的一串话算一轮，没人回的也算",
            "轮",
            ("机器人、系统插话不打断一串话。", "没人回的轮次不归任何客服，所以分客服没有这个数。"),
        ),
        Word("closed_turns", "已答轮次", "已答轮次", "有人工回复的轮次", "轮", ("分客服：归回复的那一位。",)),
        Word(
            "avg_response",
            "平均响应",
            "平均响应",
            "每轮从第一句到人工回复，取平均",
            "秒",
            ("没人回的轮次不在里面。",),
        ),
        Word(
            "rate_30s_incl_unanswered",
            "30 秒响应率（含没人回的）",
            "30 秒内（全部）",
            "30 秒内有人回的轮次 ÷ 提问轮次",
            "%",
            ("恰好 30 秒算达标。", "没人回的轮次不归任何客服，所以分客服没有这个数。"),
        ),
        Word(
            "rate_30s",
            "30 秒响应率（只看已答）",
            "30 秒内（已答）",
            "30 秒内有人回的轮次 ÷ 已答轮次",
            "%",
            ("不管没人回的，所以总比上一个数高或相等。",),
        ),
        Word(
            "rate_180s_official",
            "3 分钟响应率（8–23 点）",
            "3 分钟内",
            "8–23 点问的轮次里，3 分钟内有人工回复的占多少",
            "%",
            (
                "按提问的北京时间，8:00 整算，23:00 整不算；恰好 180 秒算达标。",
                "没人回的轮次在分母里；但它们不归任何客服，所以分客服的数只看已答。",
                "这是平台“3 分钟人工响应率”的课程实现，和后台的数可能有出入。",
            ),
        ),
    ),
    "没人回的轮次不归任何客服，所以各人的两个率都只看已答；看全店要看总体。",
)

CONVERSION = Group(
    "转化（咨询→付款）",
    (
        Word("buyers", "咨询买家", "咨询买家", "说过话的买家，一人算一次", "人"),
        Word(
            "converted_buyers",
            "付款买家",
            "付款买家",
            "咨询后 24 小时内付了款的买家",
            "人",
            (
                "从买家当天（北京时间）的第一句话算起，到整 24 小时为止，两端都算。",
                "先付款后咨询的不算；下单没付款的不算。",
                "分客服：从那天对这位客服说的第一句话算起。",
            ),
            "orders",
        ),
        Word("inquiry_conversion", "咨询→付款转化率", "咨询→付款", "付款买家 ÷ 咨询买家", "%", (), "orders"),
        Word("converting_orders", "转化订单", "订单", "咨询后 24 小时内付款的订单", "单", (), "orders"),
        Word(
            "converting_amount",
            "转化金额",
            "金额",
            "这些订单的金额之和",
            "元",
            ("精确到分；后来退的款不扣。",),
            "orders",
        ),
        Word("aov_per_order", "每单金额", "每单", "转化金额 ÷ 转化订单", "元", (), "orders"),
        Word("aov_per_buyer", "每位付款买家金额", "每人", "转化金额 ÷ 付款买家", "元", (), "orders"),
    ),
    "咨询→付款：分母是咨询的买家，不是下单的买家。一单可能同时算给两位客服、两天，各人、各天的数不能相加。",
)

SATISFACTION = Group(
    "满意度",
    (
        Word(
            "ratings",
            "评价数",
            "评价",
            "计入的评分",
            "条",
            ("没打分的、聊天记录里没有这个会话的，都不算。", "分客服：归会话里最后说话的那位人工客服。"),
            "ratings",
        ),
        Word("csat_mean", "平均评分", "平均分", "1 到 5 分，取平均", "分", (), "ratings"),
        Word("csat_share_ge4", "满意率", "满意率", "4 分和 5 分的占多少", "%", (), "ratings"),
    ),
    "只有愿意打分的买家在里面，评价少的时候别拿来排名。",
)

GROUPS = (RECEPTION, TIMES, CONVERSION, SATISFACTION)


def written(word: Word, value: float | None, *, given: frozenset[str], unit: bool = True) -> str:
    """
    A figure as people read it.

    Args:
        word: Which.
        value: None if it was not measured.
        given: The tables there were besides the log (``orders``, ``ratings``).
        unit: Whether the unit stands with it; else it is in the column's head, and nothing is “—”.
    """
    if word.needs and word.needs not in given:
        return NO_TABLE[word.needs] if unit else "—"
    if value is None:
        return NO_SAMPLE if unit else "—"
    if word.unit == "%":
        return share(value)
    said = f"{value:,.2f}" if word.unit in {"", "元", "分"} else number(value)
    return f"{said} {word.unit}".rstrip() if unit else said


def heading(word: Word) -> str:
    """The head of a column: the short name with the unit, where the figures do not have it themselves."""
    return f"{word.short}（{word.unit}）" if word.unit not in {"", "%"} else word.short


def known_words(group: Group, names: frozenset[str]) -> Iterator[Word]:
    """Those of a group that a table of these names has."""
    return (word for word in group.words if word.name in names)
