"""
What a widget is told of a situation: the customer and the screen; of a reply all that was said of it, once it is sent.

Before that it gets no rubric, no model reply and no id: what a good reply does here is for the learner to find.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from cs_training.content.bank import Bank
from cs_training.core.judging.assessment import CODES, LABELS, WEIGHTS, Label, Violation
from cs_training.notebook.coach_sitting import CoachRound, CoachSitting
from cs_training.notebook.coach_spans import marks_of, segments
from cs_training.notebook.coach_words import BANDS, COSTS, LABEL_NAMES, QUALITIES, UNSURE
from cs_training.records.coaching import Attempt, Correction


@dataclass(frozen=True, slots=True)
class Row:
    """A label as it is shown: given or not, why, what the situation asked for, what changed, who overruled it."""

    name: str
    points: int
    given: bool
    unsure: str
    reason: str
    words: tuple[str, ...]
    asked: str
    change: str
    ruled: str


def may_overrule() -> bool:
    """Whether this is a teacher's seat: ``CS_TRAINING_TEACHER`` is 1."""
    return os.environ.get("CS_TRAINING_TEACHER") == "1"


def coach_view(sitting: CoachSitting, *, models: bool = False) -> dict[str, Any]:
    """The situation in hand as the browser sees it: plain JSON. ``models``: with the replies to compare."""
    round_ = sitting.round
    one = round_.situation
    last = len(round_.attempts)
    view: dict[str, Any] = {
        "mode": sitting.mode,
        "place": sitting.place,
        "of": len(sitting.rounds),
        "topic": one.topic,
        "level": one.level,
        "title": one.title,
        "scenario": one.scenario,
        "customer": one.customer,
        "says": list(one.says),
        "facts": [list(fact) for fact in one.facts.items()],
        "draft": round_.draft,
        "attempts": last,
        "over": round_.over,
        "handedIn": sitting.mode == "exam" and sitting.handed_in,
        "verdict": verdict(round_, last),
        "teacher": may_overrule(),
    }
    if last:
        view["said"] = _said(round_, last, sitting.bank)
        view["models"] = models_of(round_) if models else None
    return view


def verdict(round_: CoachRound, number: int) -> str:
    """The outcome of an attempt in one line; of none: what a test has saved."""
    if not number:
        return "已保存，交卷以后看讲评。" if round_.draft else ""
    judged = round_.attempts[number - 1].judged
    return f"得 {judged.score} 分（满分 100），{judged.band} 档：{BANDS[judged.band]}。"


def difference(round_: CoachRound, number: int) -> str:
    """What changed since the attempt before; "" for the first."""
    if number < 2:
        return ""
    before, after = (round_.attempts[n].judged for n in (number - 2, number - 1))
    gained = [LABEL_NAMES[label] for label in LABELS if after.labels[label] and not before.labels[label]]
    lost = [LABEL_NAMES[label] for label in LABELS if before.labels[label] and not after.labels[label]]
    codes = [{one.code for one in judged.violations} for judged in (before, after)]
    parts = [
        f"多了{'、'.join(gained)}" if gained else "",
        f"少了{'、'.join(lost)}" if lost else "",
        f"去掉了红线“{named(codes[0] - codes[1])}”" if codes[0] - codes[1] else "",
        f"新碰了红线“{named(codes[1] - codes[0])}”" if codes[1] - codes[0] else "",
    ]
    changes = "；".join(filter(None, parts)) or "六项和上次一样"
    return f"和第 {number - 1} 次比：{before.score} 分 → {after.score} 分；{changes}。"


def named(codes: set[str]) -> str:
    """Red lines by their names."""
    return "、".join(CODES[code].name if code in CODES else code for code in sorted(codes))


def rows(round_: CoachRound, number: int) -> list[Row]:
    """The six labels of an attempt."""
    attempt = round_.attempts[number - 1]
    before = round_.attempts[number - 2].judged.labels if number > 1 else attempt.judged.labels
    return [_row(round_, attempt, label, was=before[label]) for label in LABELS]


def red_lines(attempt: Attempt, bank: Bank) -> list[dict[str, Any]]:
    """The red lines touched: where, why, and the article."""
    return [
        {
            "name": CODES[one.code].name if one.code in CODES else one.code,
            "words": one.text,
            "why": one.why,
            "cost": COSTS[one.severity],
            "basis": _basis(one, bank),
        }
        for one in attempt.judged.violations
    ]


def models_of(round_: CoachRound) -> list[dict[str, str]]:
    """Three replies to compare one's own with."""
    replies = round_.situation.replies
    return [
        {"name": name, "text": getattr(replies, quality).text.strip(), "why": getattr(replies, quality).why.strip()}
        for quality, name in QUALITIES.items()
    ]


def changes(attempt: Attempt) -> list[dict[str, str]]:
    """The advice that still holds, the most useful first."""
    return [
        {
            "about": _about(one.about),
            "gain": gain_in_words(one.gain),
            "say": one.say,
            "before": one.before,
            "after": one.after,
        }
        for one in attempt.judged.advice
    ]


def gain_in_words(gain: int) -> str:
    """What a change would bring."""
    return f"最多多 {gain} 分" if gain else ""


def _said(round_: CoachRound, number: int, bank: Bank) -> dict[str, Any]:
    attempt = round_.attempts[number - 1]
    cut = segments(attempt.sent.reply, marks_of(attempt.judged))
    return {
        "segments": [{"text": s.text, "tags": [[tag.kind, tag.text] for tag in s.tags]} for s in cut],
        "red": red_lines(attempt, bank),
        "rows": [{name: getattr(row, name) for name in Row.__slots__} for row in rows(round_, number)],
        "advice": changes(attempt),
        "difference": difference(round_, number),
    }


def _row(round_: CoachRound, attempt: Attempt, label: Label, *, was: bool) -> Row:
    judged, reply = attempt.judged, attempt.sent.reply
    given, evidence = judged.labels[label], judged.evidence[label]
    change = "" if was == given else "这次有了" if given else "这次没了"
    last = next((one for one in reversed(attempt.corrections) if one.label == label), None)
    return Row(
        name=LABEL_NAMES[label],
        points=WEIGHTS[label],
        given=given,
        unsure=UNSURE if label in judged.unsure else "",
        reason=evidence.reason,
        words=tuple(reply[start:end] for start, end in evidence.spans),
        asked=getattr(round_.situation.rubric, label),
        change=change,
        ruled=ruled(last) if last else "",
    )


def ruled(correction: Correction) -> str:
    """A correction in one line."""
    was, now = (("没有", "有"), ("有", "没有"))[not correction.given]
    return f"{correction.who}改判：{was} → {now}"


def _basis(violation: Violation, bank: Bank) -> list[str]:
    sources = ((one, bank.source(one)) for one in violation.basis)
    return [str(source) if source else one for one, source in sources]


def _about(about: str) -> str:
    labels = {str(label): name for label, name in LABEL_NAMES.items()}
    return labels.get(about) or (CODES[about].name if about in CODES else about)
