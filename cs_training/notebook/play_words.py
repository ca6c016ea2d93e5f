"""Deeds, ends and kinds of line of a simulated chat, as the debrief says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cs_training.core.judging.assessment import CODES
from cs_training.core.playing.deed import Deed
from cs_training.core.playing.names import DO_NAMES, END_NAMES, LOOK_NAMES
from cs_training.core.playing.script import Choice, End, Scenario
from cs_training.core.scenario import Entry

COUNTED: Mapping[End, str] = {**END_NAMES, "left": "走了", "platform": "请了平台介入"}  # of several customers
SOURCES: Mapping[str, str] = {str(look): name for look, name in LOOK_NAMES.items()} | {"colleague": "同事"}
_BACK = "，又转了回来"
_WHO: Mapping[str, str] = {"agent": "前一位同事", "bot": "机器人", "system": "系统"}


def line_name(code: str) -> str:
    """A red line by its name."""
    return CODES[code].name if code in CODES else code


def deed_text(deed: Deed, choice: Choice | None, scenario: Scenario, names: Mapping[str, str]) -> str:
    """What was done, or could be, in a few words; a reply in its own."""
    match deed.do:
        case "reply" | "choose":
            return f"“{choice.text if choice else deed.text}”"
        case "ticket":
            needs = "、".join(need.says for need in scenario.ticket)
            return f"写一张工单，写清：{needs}" if needs else "写一张工单"
        case "transfer":
            return f"转给{names.get(deed.to, '同事')}"
        case "offer":
            return f"补偿 {deed.yuan:g} 元"
        case "refund":
            return f"退款 {deed.yuan:g} 元"
        case "end":
            return "结束会话"
        case _:
            return DO_NAMES[deed.do]


def who(entry: Entry, customer: str, names: Mapping[str, str]) -> str:
    """Whose line it is."""
    match entry.kind:
        case "says" | "waits" | "over" | "bought" | "rated":
            return customer
        case "before":
            return _WHO.get(entry.details["who"], customer)
        case "answered":
            return names.get(entry.details["who"], "同事")
    return "你"


def entry_text(entry: Entry, names: Mapping[str, str]) -> str:
    """A line of the log in words."""
    told = _TOLD.get(entry.kind)
    return told(entry, names) if told else entry.text


_TOLD: Mapping[str, Callable[[Entry, Mapping[str, str]], str]] = {
    "looked": lambda one, _: f"查了{SOURCES[one.details['what']]}：{one.text}",
    "asked": lambda one, names: f"问了{names.get(one.details['who'], '同事')}",
    "ticket": lambda one, _: f"写了工单：{one.text}",
    "transfer": lambda one, names: f"转给{names.get(one.details['to'], '同事')}{_BACK * one.details['back']}",
    "offer": lambda one, _: f"补偿了 {one.details['yuan']:g} 元",
    "refund": lambda one, _: f"退了 {one.details['yuan']:g} 元，系统通过了",
    "waits": lambda *_: "（看过了，在等你的消息）",
    "ended": lambda *_: "结束了会话",
    "over": lambda one, _: f"（{END_NAMES[one.details['end']]}）",
    "bought": lambda one, _: f"（付了 {one.details['yuan']:g} 元）",
    "rated": lambda one, _: f"（打了 {one.details['stars']} 星）",
}
