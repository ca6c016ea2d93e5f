"""
What stands in the chats of a shift: the engine's log as the agent sees it.

Nothing of what the customer feels, or of how the agent is marked; in an exam not even her stars.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from cs_training.core.playing.script import Scenario
from cs_training.core.scenario import Entry
from cs_training.notebook.play_sitting import PlaySitting

_BEFORE = {"buyer": "", "agent": "同事", "bot": "机器人", "system": "系统"}
_FAREWELL = "顾客的事说完了。先道个别，再结束会话。"
_CUT_OFF = "到点了，这一班结束。"
_GONE = {"left": "顾客离开了。", "platform": "顾客申请了平台介入，会话到此为止。"}


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line of a chat.

    Attributes:
        at: Seconds since the shift began.
        kind: Of the log's entry.
        who: buyer, you, bot, colleague or system. name: of whoever speaks, as it is shown.
    """

    at: int
    kind: str
    who: str
    name: str
    text: str


def chat_lines(sitting: PlaySitting) -> dict[str, list[Line]]:
    """The lines of each chat that has begun by the clock, in the order they began."""
    play, staff = sitting.play, staff_names(sitting)
    found: dict[str, list[Line]] = defaultdict(list)
    if play is None:
        return {}
    for entry in play.log:
        scenario, chat = play.chats[entry.chat].scenario, found[entry.chat]
        if not chat:  # what an agent knows before a word is said, and what day and time it is for this customer
            chat.append(Line(entry.at, "brief", "system", "", scenario.brief))
        line = _line(entry, scenario, staff)
        if line and line.kind == "over" and entry.at == sitting.setting.ends:
            line = replace(line, text=_CUT_OFF)
        if line and not _left_out(line, chat, sitting.setting.mode):
            chat.append(line)
    return dict(found)


def staff_names(sitting: PlaySitting) -> dict[str, str]:
    """Colleagues by id."""
    return {id_: one.name for id_, one in sitting.bank.shop.staff.items()}


def clock_text(at: int) -> str:
    """A second of the shift by its own clock; the time of day differs by customer, and stands in her brief."""
    hours, rest = divmod(max(0, at), 3600)
    return (
        "之前" if at < 0 else f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60:02}:{rest % 60:02}"
    )


def _left_out(line: Line, before: list[Line], mode: str) -> bool:
    """Her stars in an exam; and that she is done, where the agent had done with her."""
    return (line.kind == "rated" and mode == "exam") or (
        line.kind == "over" and any(one.kind == "ended" for one in before)
    )


def _line(entry: Entry, scenario: Scenario, staff: Mapping[str, str]) -> Line | None:
    said = entry.details
    match entry.kind:
        case "says":
            return Line(entry.at, entry.kind, "buyer", scenario.customer, entry.text)
        case "reply":
            return Line(entry.at, entry.kind, "you", "你", entry.text)
        case "before":
            who = "colleague" if said["who"] == "agent" else said["who"]
            return Line(entry.at, entry.kind, who, _BEFORE[said["who"]] or scenario.customer, entry.text)
        case "answered":
            name = f"{staff.get(said['who'], said['who'])}（只有你看得见）"
            return Line(entry.at, entry.kind, "colleague", name, entry.text)
        case kind if kind in _NOTES:
            return Line(entry.at, kind, "system", "", _NOTES[kind](entry, staff))
    return None


def _handed(entry: Entry, staff: Mapping[str, str]) -> str:
    to = staff.get(entry.details["to"], entry.details["to"])
    if not entry.details["back"]:
        return f"你把会话转给了{to}。"
    why = "先把眼前这一步办了，再转" if entry.details["early"] else "这件事不归那里办"
    return f"你转给{to}，那边转了回来：{why}。"


_NOTES: Mapping[str, Callable[[Entry, Mapping[str, str]], str]] = {
    "asked": lambda entry, staff: f"你问了{staff.get(entry.details['who'], entry.details['who'])}，等回话。",
    "ticket": lambda entry, _: f"你写了工单：{entry.text}",
    "transfer": _handed,
    "offer": lambda entry, _: f"你答应补偿 {entry.details['yuan']:g} 元。",
    "refund": lambda entry, _: f"你退了 {entry.details['yuan']:g} 元，系统已通过。",
    "refused": lambda entry, _: entry.text,
    "waits": lambda *_: "顾客看过了，在等你的消息。",
    "ended": lambda *_: "你结束了会话。",
    "over": lambda entry, _: _GONE.get(entry.details["end"], _FAREWELL),
    "bought": lambda entry, _: f"顾客下单了：{entry.text}，{entry.details['yuan']:g} 元。",
    "rated": lambda entry, _: f"顾客评了 {entry.details['stars']} 星。",
}
