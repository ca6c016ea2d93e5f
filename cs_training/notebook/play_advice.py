"""In words: a moment of a simulated chat at which something else would have brought more, what, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cs_training.core.playing.debriefing import Debrief
from cs_training.core.playing.names import DO_NAMES
from cs_training.core.playing.whatif import AT_ONCE, Better
from cs_training.notebook.play_words import deed_text

_SILENT = "一直没有回"


def advice(one: Debrief, way: Better, *, at: str, names: Mapping[str, str]) -> dict[str, Any]:
    """
    The moment as plain JSON.

    Args:
        at: The time of day. names: of colleagues, by id.
    """
    scenario = one.chat.scenario
    return {
        "n": way.n,
        "atText": at,
        "says": list(way.says or way.nudges),
        "yours": deed_text(way.yours, way.picked, scenario, names) if way.yours else _SILENT,
        "yoursWhy": way.picked.why if way.picked and not _same(way) else "",
        "wait": _waited(way),
        "better": _instead(one, way, names),
        "why": _reason(one, way),
        "gain": _gain(way),
    }


def _waited(way: Better) -> str:
    """What her waiting did; "" if it did nothing."""
    if not way.nudges:
        return ""
    asked = "".join(f"“{line}”" for line in way.nudges)
    crosser = f"，火气多了 {way.rose:.0f}" if way.rose >= 1 else ""
    return f"顾客等了 {way.waited} 秒，其间又发了{asked}{crosser}。"


def _instead(one: Debrief, way: Better, names: Mapping[str, str]) -> str:
    first = "、".join(DO_NAMES[deed.do] for deed in way.first)
    before = f"先{first}，再" if first else ""
    if way.kind == "wait" and _same(way):
        return f"同样这一步，{AT_ONCE} 秒里就做。一时办不完，先回一句几点给顾客准信。"
    soon = f"{AT_ONCE} 秒里就回：" if way.kind == "wait" else ""
    if _same(way):
        return f"还是这一句，先{first}再发。" if first else "还是这一句，再快一点。"
    says = "发：" if way.choice or way.then.do == "reply" else ""
    return f"{soon}{before}{says}{deed_text(way.then, way.choice, one.chat.scenario, names)}"


def _reason(one: Debrief, way: Better) -> str:
    """Why: the author's word on the choice, or the duty that was passed over."""
    same = _same(way)
    if way.kind == "wait" and same:
        return "话是对的，只是晚了。"
    if way.choice and not same:
        return way.choice.why
    acts = [deed.do for deed in way.first] if same else [way.then.do]
    duties = [duty.says for duty in one.chat.scenario.must if duty.do in acts]
    return "。".join([*duties, ""]) or ("没查就说，顾客当你在猜。" if same else "")


def _gain(way: Better) -> str:
    if way.could > way.score:
        then = f"按你这一步，后面做得再好也就 {way.score} 分" if way.yours else f"这样收场是 {way.score} 分"
        return f"{then}；换成这样，能到 {way.could} 分。"
    return "分数回不来了，可是顾客会好受些。"


def _same(way: Better) -> bool:
    """Whether an expert sends the very same."""
    return way.choice is not None and way.picked == way.choice
