"""
What a widget is told of a shift: what an agent sees at the desk by the clock, and no debrief before the end.

Hidden facts, points, the customer's numbers and the ids of choices stay here. A card is sent once it was looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from cs_training.core.playing.chat import Chat
from cs_training.core.playing.facts import Look
from cs_training.core.playing.mood import TIERS
from cs_training.notebook.play_lines import Line, chat_lines, clock_text, staff_names
from cs_training.notebook.play_sitting import PlaySitting

LOOKS: tuple[Look, ...] = get_args(Look)
# By what she shows of her anger: calm below the first step.
_STEPS = (30, *TIERS[:2])
_MOODS = (("平静", "○"), ("着急", "△"), ("生气", "◇"), ("要投诉", "■"))
_LATE = (180, 60)  # seconds; the platform counts three minutes
_SHORT = 60  # characters of the last message in the list


def play_view(sitting: PlaySitting, *, looking: str | None = None, read: Mapping[str, int]) -> dict[str, Any]:
    """
    The desk as the browser sees it: plain JSON.

    Args:
        looking: The chat that is open. read: how many of her messages were read, by chat.
    """
    return _about(sitting) | _desk(sitting, looking, read) | {"debrief": _debrief(sitting)}


def _about(sitting: PlaySitting) -> dict[str, Any]:
    now = sitting.play.now if sitting.play else 0
    return {
        "stage": sitting.stage,
        "stuck": sitting.stuck,
        "title": sitting.title,
        "brief": sitting.brief,
        "level": sitting.setting.level,
        "mode": sitting.setting.mode,
        "exam": sitting.setting.mode == "exam",
        "series": list(sitting.series),
        "verdict": list(sitting.verdict) if sitting.verdict else None,
        "customers": sitting.setting.customers,
        "run": sitting.run.began.id if sitting.run else "",
        "saved": _saved(sitting),
        "clock": now,
        "clockText": clock_text(now),
        "ends": sitting.setting.ends,
    }


def _desk(sitting: PlaySitting, looking: str | None, read: Mapping[str, int]) -> dict[str, Any]:
    play, lines = sitting.play, chat_lines(sitting)
    here = play.chats[looking] if play and looking in lines else None
    chats = (
        [_listed(play.chats[id_], of_chat, play.now, read.get(id_, 0)) for id_, of_chat in lines.items()]
        if play
        else []
    )
    return {
        "chats": chats,
        "open": here.id if here else None,
        "lines": [_shown(line) for line in lines[here.id]] if here else [],
        "choices": [one.text for one in sitting.choices(here.id)] if here and sitting.stage == "working" else [],
        "tabs": _tabs(sitting, here, lines[here.id]) if here else None,
        "can": _can(sitting, here) if here else None,
    }


def hers(lines: list[Line]) -> int:
    """How many messages of the customer there are."""
    return sum(line.who == "buyer" for line in lines)


def read_before(lines: list[Line]) -> int:
    """How many of her messages stood there when the agent last did something; they count as read."""
    mine = [place for place, line in enumerate(lines) if line.who == "you" or line.kind in ("asked", "ticket", "ended")]
    return hers(lines[: mine[-1]]) if mine else 0


def _saved(sitting: PlaySitting) -> str:
    deeds = len(sitting.run.did) if sitting.run else 0
    return f"做过的 {deeds} 步都存好了" if deeds else ""


def _listed(chat: Chat, lines: list[Line], now: int, read: int) -> dict[str, Any]:
    waiting = max(0, now - chat.since) if chat.stage == "waiting" else None
    spoken = [line for line in lines if line.who in ("buyer", "you")]
    last = spoken[-1] if spoken else None
    word, shape = _MOODS[sum(chat.mood.shown >= step for step in _STEPS)]
    return {
        "id": chat.id,
        "name": chat.scenario.customer,
        "unread": max(0, hers(lines) - read),
        "waiting": waiting,
        "slow": next((str(step) for step in _LATE if (waiting or 0) >= step), "ok"),
        "mood": {"word": word, "shape": shape},
        "last": f"{'我：' if last.who == 'you' else ''}{last.text[:_SHORT]}" if last else "",
        "state": _state(chat, lines),
        "over": chat.stage == "over",
    }


def _state(chat: Chat, lines: list[Line]) -> str:
    if chat.stage in ("closing", "over"):
        return "走了" if chat.outcome and chat.outcome.end in ("left", "platform") else "聊完了"
    if chat.stage == "typing":
        return "在打字"
    newest = [line.kind for line in lines if line.kind in ("says", "waits")]
    return "等你消息" if newest and newest[-1] == "waits" else "等你回"


def _shown(line: Line) -> dict[str, str]:
    return {"who": line.who, "name": line.name, "text": line.text, "at": clock_text(line.at)}


def _tabs(sitting: PlaySitting, chat: Chat, lines: list[Line]) -> dict[str, Any]:
    facts = chat.scenario.facts
    cards = {look: list(facts.card(look)) if look in chat.done else None for look in LOOKS}
    tickets = [line.text.partition("：")[2] for line in lines if line.kind == "ticket"]
    return cards | {
        "colleague": _colleague(sitting, chat, lines),
        "ticket": {"text": tickets[-1] if tickets else "", "lacks": None},
    }


def _colleague(sitting: PlaySitting, chat: Chat, lines: list[Line]) -> dict[str, str]:
    asked = chat.scenario.facts.colleague
    if asked is None or "colleague" not in chat.scenario.allowed:
        return {"who": "", "state": "none", "text": ""}
    answers = [line.text for line in lines if line.kind == "answered"]
    state = "answered" if answers else "asked" if "asked" in chat.done else "free"
    return {"who": staff_names(sitting).get(asked.who, asked.who), "state": state, "text": "".join(answers[-1:])}


def _can(sitting: PlaySitting, chat: Chat) -> dict[str, Any]:
    allowed, staff = chat.scenario.allowed, sitting.bank.shop.staff.values()
    return {
        "colleague": "colleague" in allowed,
        "ticket": "ticket" in allowed,
        "transfer": [
            [one.id, f"{one.name} · {one.desk}"] for one in staff if one.id != "you" and "transfer" in allowed
        ],
        "offer": chat.scenario.limit if "offer" in allowed else 0,
        "refund": "refund" in allowed,
    }


def _debrief(sitting: PlaySitting) -> dict[str, Any] | None:
    """Nothing before the end; in an exam, before all its runs are over."""
    if sitting.stage != "over" or (sitting.setting.mode == "exam" and sitting.verdict is None):
        return None
    from cs_training.notebook.play_debrief import debrief_view

    return debrief_view(sitting)
