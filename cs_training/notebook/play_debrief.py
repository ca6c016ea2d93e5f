"""
The debrief of a simulated shift as plain JSON: what the widget draws (``play_debrief.js``) and the text writes.

It tells what the learner could not see while working: how cross she was, what she trusted, what counted and why.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cs_training.core.judging.assessment import LABELS, Assessment
from cs_training.core.playing.debriefing import Debrief, Moment, debriefs
from cs_training.core.playing.names import END_NAMES
from cs_training.core.playing.played import Played
from cs_training.core.playing.script import Scenario
from cs_training.core.playing.whatif import IMPATIENT
from cs_training.core.scenario import Arrival
from cs_training.errors import PlayError
from cs_training.notebook.coach_words import LABEL_NAMES
from cs_training.notebook.play_advice import advice
from cs_training.notebook.play_card import kpi_card
from cs_training.notebook.play_export import exported, run_tables
from cs_training.notebook.play_lines import clock_text, staff_names
from cs_training.notebook.play_remarks import remarks
from cs_training.notebook.play_sitting import PlaySitting
from cs_training.notebook.play_words import COUNTED, SOURCES, entry_text, line_name, who


def debrief_view(sitting: PlaySitting) -> dict[str, Any]:
    """
    The debrief of the run in hand.

    Raises:
        PlayError: It is not over, or, in an exam, not all its runs are.
    """
    run = sitting.run
    if run is None or sitting.stage != "over" or (sitting.setting.mode == "exam" and sitting.verdict is None):
        raise PlayError("还没做完，做完了才有讲评。")
    made = _debrief(sitting, run.began.id, len(run.did), run.clock)
    return made | {"passed": _passed(sitting), "export": exported(sitting)}


def _passed(sitting: PlaySitting) -> bool | None:
    """Of an exam: whether all its runs were passed."""
    return sitting.verdict[0] == sitting.verdict[1] if sitting.verdict else None


def played(sitting: PlaySitting) -> Played:
    """
    The run in hand, to play it again.

    Who never came before the end is left out: nobody could have served her.
    """
    play, run = sitting.play, sitting.run
    assert play
    assert run
    came = {one.chat: one.at for one in reversed(play.log) if one.kind == "says"}
    cast = [
        Arrival(chat=id_, scenario=chat.scenario, level=sitting.setting.level, at=came[id_], due=chat.due)
        for id_, chat in play.chats.items()
        if id_ in came
    ]
    return Played(cast=cast, deeds=play.deeds, lines=sitting.lines, seed=run.began.seed, ends=play.ends)


@functools.lru_cache(maxsize=2)  # a view is made for every message, and a debrief costs a fifth of a second
def _debrief(sitting: PlaySitting, _run: str, _deeds: int, _clock: int) -> dict[str, Any]:
    play = sitting.play
    assert play
    found = debriefs(play, played(sitting))
    card, why = kpi_card(run_tables(sitting), sitting.bank.shop.targets.values())
    return {
        "words": _words(found),
        "branch": sitting.setting.mode == "practice",
        "shift": sitting.setting.is_shift,
        "chats": [_chat(sitting, one) for one in found],
        "card": card,
        "cardWhy": why,
    }


def _words(found: Sequence[Debrief]) -> str:
    """The shift in a few sentences: how it came out, what was done, what to look at first."""
    if not found:
        return "这一班没有顾客进来。"
    outcomes = [one.outcome for one in found]
    ends = [one.end for one in outcomes]
    counts = "，".join(f"{ends.count(end)} 位{word}" for end, word in COUNTED.items() if end in ends)
    parts = [f"{len(found)} 位顾客：{counts}"] if len(found) > 1 else [f"这一单{END_NAMES[ends[0]]}"]
    kept, missed = (sum(len(getattr(one, name)) for one in outcomes) for name in ("kept", "missed"))
    if kept + missed:
        parts.append(f"该做的 {kept + missed} 件做到了 {kept} 件")
    breaks = sorted({code for one in outcomes for code in one.breaks})
    parts.append(f"碰了红线：{'、'.join(map(line_name, breaks))}，先改这个" if breaks else "红线一条没碰")
    every = [(way.could - way.score, way, one) for one in found for way in one.better]
    if every:
        _, way, one = max(every, key=lambda each: each[0])
        parts.append(f"最值得回头看的是 {clock_text(way.at)}，{one.chat.scenario.customer}那一步")
    else:
        parts.append("没有哪一步换个做法会明显更好")
    return "。".join(parts) + "。"


def _chat(sitting: PlaySitting, one: Debrief) -> dict[str, Any]:
    scenario, outcome, chat = one.chat.scenario, one.outcome, one.chat
    return {
        "id": chat.id,
        "name": scenario.customer,
        "title": scenario.title,
        "end": END_NAMES[outcome.end],
        "stars": outcome.stars if outcome.rated else None,
        "score": outcome.score,
        "bought": outcome.bought,
        "breaks": [line_name(code) for code in outcome.breaks],
        "timeline": [_row(sitting, one, moment) for moment in one.moments],
        "deadlines": [asdict(each) | {"atText": clock_text(each.at)} for each in one.deadlines],
        "kept": list(outcome.kept),
        "missed": list(outcome.missed),
        "forbidden": list(outcome.forbidden),
        "hidden": [{"means": hidden.means, "told": told} for hidden, told in one.hidden],
        "facts": [{"name": SOURCES[source], "lines": _card(sitting, one, source)} for source in one.unseen],
        "ticketLacks": list(one.ticket_lacks or ()),
        "arc": scenario.arc.strip(),
        "debrief": scenario.debrief.strip(),
        "best": [advice(one, way, at=clock_text(way.at), names=staff_names(sitting)) for way in one.better],
        "expert": _expert(one),
    }


def _expert(one: Debrief) -> dict[str, Any] | None:
    best = one.expert
    return {"score": best.score, "stars": best.stars, "end": END_NAMES[best.end]} if best else None


def _card(sitting: PlaySitting, one: Debrief, source: str) -> list[str]:
    facts = one.chat.scenario.facts
    match source:
        case "order" | "logistics" | "rules":
            return list(facts.card(source))
    asked = facts.colleague
    return [f"{staff_names(sitting).get(asked.who, '同事')}：{asked.says}"] if asked else []


def _row(sitting: PlaySitting, one: Debrief, moment: Moment) -> dict[str, Any]:
    entry, names, scenario = moment.entry, staff_names(sitting), one.chat.scenario
    judged = sitting.judged(moment.n) if moment.n is not None else None
    return {
        "at": entry.at,
        "atText": clock_text(entry.at),
        "anger": round(entry.anger),
        "trust": round(entry.trust),
        "shown": round(entry.shown),
        "kind": entry.kind,
        "nudge": entry.kind == "says" and entry.details["why"] in IMPATIENT,
        "who": who(entry, scenario.customer, names),
        "text": entry_text(entry, names),
        "n": moment.n,
        **_worth(moment, scenario, judged),
        "why": _why(moment, judged),
        "waited": moment.waited,
        "remarks": remarks(moment, scenario),
    }


def _worth(moment: Moment, scenario: Scenario, judged: Assessment | None) -> dict[str, Any]:
    """What of a reply counted."""
    entry, said = moment.entry, moment.entry.details
    counted = entry.kind == "reply" and "points" in said  # a farewell is not weighed
    given = said["labels"] if counted else ()
    return {
        "labels": [LABEL_NAMES[label] for label in LABELS if label in given],
        "lacks": [LABEL_NAMES[label] for label in LABELS if counted and label not in given],
        "breaks": [line_name(code) for code in said.get("breaks", ())],
        "points": [scenario.point(point).means for point in said.get("points", ())],
        "guessed": [scenario.point(point).means for point in said.get("guessed", ())],
        "evidence": _evidence(entry.text, judged) if judged and counted else None,
    }


def _why(moment: Moment, judged: Assessment | None) -> str:
    """What the author says of a choice; what the judge says of a typed reply: its red lines, else the best advice."""
    if moment.picked:
        return moment.picked.why
    if judged is None:
        return ""
    lines = [f"“{one.text}”：{one.why}" for one in judged.violations]
    first = judged.advice[:1] if "points" in moment.entry.details else ()  # a farewell needs no improving
    return "".join(
        lines or [one.say for one in first]
    )  # a better wording is the scenario's own, not the judge's pattern


def _evidence(reply: str, judged: Assessment) -> list[list[Any]]:
    return [
        [
            LABEL_NAMES[label],
            judged.labels[label],
            [reply[start:end] for start, end in judged.evidence[label].spans],
            judged.evidence[label].reason,
        ]
        for label in LABELS
    ]
