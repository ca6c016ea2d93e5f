"""What is remarked on a single line of a debrief: what the eye would pass over."""

from __future__ import annotations

from cs_training.core.playing.debriefing import Moment
from cs_training.core.playing.script import Scenario
from cs_training.notebook.play_words import line_name

SLOW = 60  # seconds; the shop's own line for a slow response
_KINDS = {
    "broken": "说好的时间过了，没有人回来。",
    "doubt": "你说了，可是没查过，顾客不信。",
    "baited": "顾客嘴上松了。这是红线换来的，不是消气。",
}


def remarks(moment: Moment, scenario: Scenario) -> list[str]:
    """Sentences on a line, the gravest first."""
    entry, said = moment.entry, moment.entry.details
    found = [_masked(moment)] if said.get("breaks") else []
    if guessed := said.get("guessed"):
        what = "、".join(scenario.point(point).means for point in guessed)
        found.append(f"没查、没问清就说了：{what}。这一样不算数。")
    if said.get("stale"):
        found.append("这句前面发过一遍了，顾客没再听。")
    if moment.waited is not None and moment.waited >= SLOW:
        found.append(f"顾客等了 {moment.waited} 秒才等到这一步。")
    if entry.kind == "ticket" and said["lacks"]:
        found.append(f"工单里还差：{'、'.join(said['lacks'])}。")
    asked = scenario.facts.colleague
    if entry.kind == "answered" and asked and not asked.right:
        found.append("这次同事记错了，以查到的为准。")
    if entry.kind == "says" and said["why"] in _KINDS:
        found.append(_KINDS[said["why"]])
    return found


def _masked(moment: Moment) -> str:
    """That a red line bought a calm face, and what was behind it."""
    entry = moment.entry
    names = "、".join(map(line_name, entry.details["breaks"]))
    if entry.anger - entry.shown < 1:
        return f"碰了红线：{names}。"
    return f"碰了红线：{names}。顾客看着只有 {entry.shown:.0f}，心里是 {entry.anger:.0f}：这一会儿的缓和是借来的。"
