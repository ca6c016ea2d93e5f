"""Whether what a scenario's customer wants can be had at all, and whether what must happen can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from cs_training.content.told import Fault, Where
from cs_training.core.judging.writing import read_text
from cs_training.core.playing.chat import LOOKS
from cs_training.core.playing.facts import Hidden
from cs_training.core.playing.script import Do, Duty, Point, Scenario
from cs_training.errors import suggestion

_HOLES = ("{时间}", "{金额}")  # what words of a point may leave open
_UNMARKED = ("reply", "choose")  # what leaves no trace of its own


def point_faults(scenario: Scenario) -> Iterator[Fault]:
    """What is wrong with points, hidden facts and the words that are listened for."""
    used = _used(scenario)
    for place, point in enumerate(scenario.points):
        yield from ((("points", place, *where), says) for where, says in _point(scenario, point))
        if point.id not in used:
            yield ("points", place), f"“{point.id}”没有节点要（wants），也不在 must、must_not 里。用上它，或去掉。"
    for place, fact in enumerate(scenario.facts.hidden):
        yield from ((("facts", "hidden", place, *where), says) for where, says in _hidden(scenario, fact))
    for place, need in enumerate(scenario.ticket):
        yield from ((("ticket", place, *where), says) for where, says in _words(need.words))
        if not need.words:
            yield ("ticket", place, "words"), "写上几个词，工单里有一个就算写到。"
    for kind, says in scenario.lines.items():
        if len(says) < 2:
            yield ("lines", kind), "至少写两种说法。"


def duty_faults(scenario: Scenario) -> Iterator[Fault]:
    """Duties that say nothing, too much, or what cannot happen."""
    for field in ("must", "must_not"):
        if not getattr(scenario, field):
            yield (field,), "至少写一条。"
        for place, duty in enumerate(getattr(scenario, field)):
            if sum(map(bool, (duty.do, duty.point, duty.breaks))) != 1:
                yield (field, place), "do、point、breaks 里正好写一样。"
            else:
                yield from (((field, place), says) for says in _duty(scenario, duty, field == "must"))


def impossible(scenario: Scenario, do: str) -> str:
    """Why something can never be done in a scenario; "" if it can."""
    if do not in get_args(Do):
        return f"没有“{do}”这一步。{suggestion(do, get_args(Do))}"
    if do in LOOKS or do == "end":
        return ""
    if do in _UNMARKED:
        return f"{do} 随时都在做，不能当条件。换成查、问、写、转、补、退里的一样。"
    if do not in scenario.allowed:
        return f"allowed 里没有 {do}，做不到。写进去，或换一样。"
    if do == "colleague" and not scenario.facts.colleague:
        return "facts 里没有 colleague，问不到人。写上谁、怎么答。"
    if do == "transfer" and not (scenario.transfer_to and any(do in node.moves for node in scenario.nodes)):
        return "转给谁都会被退回来：transfer_to 写上同事的编号，该转的节点 moves 里写上 transfer。"
    return ""


def _used(scenario: Scenario) -> set[str]:
    wanted = {one for node in scenario.nodes for one in node.wants}
    return wanted | {duty.point for duty in (*scenario.must, *scenario.must_not)}


def _point(scenario: Scenario, point: Point) -> Iterator[Fault]:
    if not (point.words or point.after or point.knows):
        yield (), f"“{point.id}”没有 words，也没有 after，等于不用做。写上一样。"
    yield from _words(point.words)
    for place, do in enumerate(point.after):
        says = "会话一结束就说不上话了，不能当条件。" if do == "end" else impossible(scenario, do)
        if says:
            yield ("after", place), says
    facts = {one.id: one for one in scenario.facts.hidden}
    for place, known in enumerate(point.knows):
        if known in facts and not _can_be_known(scenario, facts[known]):
            yield ("knows", place), f"“{known}”问不出来：没有 asked，没有备选问它，也不是每一级她都自己说。"


def _can_be_known(scenario: Scenario, fact: Hidden) -> bool:
    asks = any(fact.id in choice.asks for node in scenario.nodes for choice in node.choices)
    return bool(fact.asked) or asks or all(fact.id in level.tells for level in scenario.levels)


def _hidden(scenario: Scenario, fact: Hidden) -> Iterator[Fault]:
    if len(fact.says) < 2:
        yield ("says",), f"“{fact.id}”至少写两种说法。"
    yield from _words(fact.asked, field="asked")
    if not _can_be_known(scenario, fact):
        yield ("asked",), f"“{fact.id}”问不出来。写上别人会怎么问它。"


def _words(words: tuple[str, ...], field: str = "words") -> Iterator[Fault]:
    for place, word in enumerate(words):
        where: Where = (field, place)
        parts = word.split("+")
        for hole in re.findall(r"\{[^}]*\}", word):
            if hole not in _HOLES:
                yield where, f"“{hole}”认不得，只能写 {'、'.join(_HOLES)}。"
        if not all(part in _HOLES or re.search(r"\w", read_text(part, {}).folded) for part in parts):
            yield where, f"“{word}”里有一段是空的，什么回复都算说到。补上字，或去掉 +。"
        if any(hole in part and part != hole for part in parts for hole in _HOLES):
            yield where, f"“{word}”里的时间、金额要用 + 和别的字隔开，比如 {{时间}}+回您。"


def _duty(scenario: Scenario, duty: Duty, must: bool) -> Iterator[str]:
    points = {one.id: one for one in scenario.points}
    if duty.do and (says := impossible(scenario, duty.do)):
        yield says
    if must and duty.do == "end" and not any("end" in node.moves for node in scenario.nodes):
        yield "没有节点的 moves 里有 end，先结束会话等于没办成。换一样。"
    if duty.point in points and not points[duty.point].words:
        yield f"要点“{duty.point}”没有 words，打字说不到它。改写成 do。"
    if must and duty.breaks:
        yield "红线不能要人去碰。写进 must_not，或换成 do、point。"
