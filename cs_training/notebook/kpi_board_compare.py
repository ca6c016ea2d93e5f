"""The second page of the KPI board: the same data by two definitions, and why the answers differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cs_training.core.definitions import Answer, Definition
from cs_training.notebook.charts.wording import number
from cs_training.notebook.kpi_board_numbers import rate, seconds
from cs_training.notebook.kpi_board_panel import Block, Choice, Grid, Row, Words
from cs_training.notebook.kpi_board_sitting import BoardSitting, day_name

SIDES = ("甲", "乙")
MIDDLES = {"mean": "均值", "median": "中位数", "p90": "P90"}
Pair = tuple[Answer, Answer]


@dataclass(frozen=True, slots=True)
class Switch:
    """A word of the definition that may be one thing or another; ``why`` says what that does to the numbers."""

    name: str
    field: str
    options: tuple[tuple[Any, str], ...]
    why: Callable[[Pair], str]


def switches(sitting: BoardSitting) -> tuple[Switch, ...]:
    """Everything that two people may mean differently; the last two depend on the log."""
    agents = (("", "全店"), *((agent, agent) for agent in sitting.agents))
    days = ((None, "全部"), *((day, day_name(day)) for day in sitting.days))
    return (*_SWITCHES, Switch("客服", "agent", agents, _why_agent), Switch("日期", "day", days, _why_day))


def compared(sitting: BoardSitting) -> tuple[tuple[Row, ...], tuple[Block, ...], str]:
    """The controls, what comes out, and the sentence that says why the two differ."""
    known = switches(sitting)
    pair = tuple(sitting.answer(definition) for definition in sitting.definitions)
    why = _why(known, sitting.definitions, (pair[0], pair[1]))
    rows = tuple(_row(switch, sitting.definitions) for switch in known)
    blocks: list[Block] = [_results(sitting.definitions, (pair[0], pair[1]))]
    wrong = [side for side, one in zip(SIDES, sitting.definitions, strict=True) if one.robots == "people"]
    if wrong:
        blocks.append(
            Words(f"{'、'.join(wrong)}把机器人算成了人工，这是错的口径，放在这里是让你认得出它。", warning=True)
        )
    return rows, tuple(blocks), why


def redefined(sitting: BoardSitting, row: int, place: int, to: int) -> None:
    """Changes a switch of a side. Raises IndexError if there is none."""
    switch = switches(sitting)[row]
    changed = list(sitting.definitions)
    changed[place] = replace(changed[place], **{switch.field: switch.options[to][0]})
    sitting.definitions = (changed[0], changed[1])


def _row(switch: Switch, definitions: tuple[Definition, Definition]) -> Row:
    values = [value for value, _ in switch.options]
    labels = tuple(label for _, label in switch.options)
    picked = [getattr(definition, switch.field) for definition in definitions]
    controls = tuple(
        Choice(label=f"{side}：{switch.name}", options=labels, at=values.index(value))
        for side, value in zip(SIDES, picked, strict=True)
    )
    return Row(switch.name, controls, "不同" if picked[0] != picked[1] else "")


def _results(definitions: tuple[Definition, Definition], pair: Pair) -> Grid:
    first, second = (MIDDLES[one.middle] for one in definitions)
    middle = f"等待的{first}" if first == second else f"等待的{first}（甲）、{second}（乙）"
    a, b = pair
    return Grid(
        "算出来的数",
        ("", *SIDES, "乙比甲"),
        (
            (f"{middle}，只算回了的", *_times(a.wait, b.wait)),
            ("30 秒内有人回的", *_rates(a.within_30s, b.within_30s)),
            ("三分钟内有人回的", *_rates(a.within_180s, b.within_180s)),
            ("率的分母", *_counts(a.turns, b.turns)),
            ("没人回的", *_counts(a.unanswered, b.unanswered)),
            ("等待的中位数，只算回了的", *_times(a.median, b.median)),
            ("等待的中位数，没人回的当作还在等（Kaplan–Meier）", *map(_patient, pair), _times(_km(a), _km(b))[2]),
        ),
    )


def _times(a: float | None, b: float | None) -> tuple[str, str, str]:
    return seconds(a), seconds(b), _more(a, b, lambda more: f"{number(round(more, 1))} 秒")


def _rates(a: float | None, b: float | None) -> tuple[str, str, str]:
    return rate(a), rate(b), _more(a, b, lambda more: f"{more * 100:.1f} 个百分点")


def _counts(a: int, b: int) -> tuple[str, str, str]:
    return f"{number(a)} 轮", f"{number(b)} 轮", _more(a, b, lambda more: f"{number(more)} 轮")


def _more(a: float | None, b: float | None, written: Callable[[float], str]) -> str:
    if a is None or b is None:
        return "比不了"
    return "一样" if a == b else f"{'多' if b > a else '少'} {written(abs(b - a))}"


def _km(one: Answer) -> float | None:
    return one.median_with_unanswered


def _patient(one: Answer) -> str:
    """The median by Kaplan and Meier; where fewer than half were answered there is none."""
    if one.median_with_unanswered is None and one.unanswered:
        return "算不出：过半没等到人"
    return seconds(one.median_with_unanswered)


def _why(known: tuple[Switch, ...], definitions: tuple[Definition, Definition], pair: Pair) -> str:
    differ = [s for s in known if getattr(definitions[0], s.field) != getattr(definitions[1], s.field)]
    if not differ:
        return "甲和乙口径一样，数也一样。改一个开关试试。"
    names = "、".join(f"“{switch.name}”" for switch in differ)
    if len(differ) > 1:
        return f"甲和乙有 {len(differ)} 处不同（{names}），数差在哪一处看不出来：一次只改一处，才能对上账。"
    same = "；不过这份数据里碰巧一样" if pair[0] == pair[1] else ""
    return f"甲和乙只差{names}：{differ[0].why(pair)}{same}。"


def _why_turns(pair: Pair) -> str:
    more, fewer = sorted((one.turns for one in pair), reverse=True)
    return f"每一轮都算有 {number(more)} 轮，一个会话只算头一轮有 {number(fewer)} 轮，聊到后面回得快慢就看不见了"


def _why_hours(pair: Pair) -> str:
    more, fewer = sorted((one.answered + one.unanswered for one in pair), reverse=True)
    lost = abs(pair[0].unanswered - pair[1].unanswered)
    return f"8–23 点以外问的 {number(more - fewer)} 轮只有一边算，其中 {number(lost)} 轮没人回"


def _why_unanswered(pair: Pair) -> str:
    lost = pair[0].unanswered
    return f"没人回的 {number(lost)} 轮，一边放在分母里，一边丢掉；丢得越多，率越好看，等待的均值两边都看不见它们"


def _why_robots(pair: Pair) -> str:
    lost = abs(pair[0].unanswered - pair[1].unanswered)
    return f"机器人一两秒就回，算成人工，钟就提前停了，没人回的也少了 {number(lost)} 轮，可买家还没等到人"


def _why_start(_pair: Pair) -> str:
    return "买家连发几条，从最后一条起算，他发前面几条时已经在等的时间就没了，数会变短"


def _why_middle(_pair: Pair) -> str:
    return "等待时间一样，代表它的数不一样：均值会被几个特别长的拉高，中位数是正中间那个，P90 是从快到慢排的第九成"


def _why_agent(_pair: Pair) -> str:
    return "轮次算给回它的那位客服，看的人不同，轮次就不同；没人回的不归任何人，单看一位就看不见它们"


def _why_day(pair: Pair) -> str:
    first, second = (number(one.answered + one.unanswered) for one in pair)
    return f"会话算在买家开口的那一天，甲有 {first} 轮，乙有 {second} 轮，忙闲不同，不能只比快慢"


_SWITCHES = (
    Switch("哪些轮", "turns", (("every", "每一轮（平响）"), ("first", "会话头一轮（首响）")), _why_turns),
    Switch("时段", "hours", (("all", "全天"), ("official", "8–23 点")), _why_hours),
    Switch("没人回的", "unanswered", (("counted", "算进分母"), ("left out", "丢掉")), _why_unanswered),
    Switch("机器人", "robots", (("nobody", "不算"), ("people", "算成人工（错的）")), _why_robots),
    Switch("起点", "start", (("first", "连发的第一条"), ("last", "连发的最后一条")), _why_start),
    Switch("代表值", "middle", tuple(MIDDLES.items()), _why_middle),
)
