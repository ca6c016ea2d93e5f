"""A small world to play in: one customer who wants to know where and when, a shift of two, and a judge of few words."""

from __future__ import annotations

import functools
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from cs_training.content.bank import Bank, content_files
from cs_training.content.shop_reading import read_shop
from cs_training.core.judging.assessment import LABELS, Assessment, Evidence, Violation, band_of, score_of
from cs_training.core.playing.facts import Advice, Facts, Hidden
from cs_training.core.playing.rota import ShiftPlan
from cs_training.core.playing.script import LINES, Choice, Duty, Ease, Node, Point, Scenario
from cs_training.notebook.play_setting import Setting
from cs_training.notebook.play_sitting import PlaySitting
from cs_training.records.log import Log

GOOD = "您的包裹在云渡仓，18:00 前到"
SMALL = Scenario(
    id="small",
    rev=1,
    title="包裹在哪",
    kind="daily",
    topic="查物流",
    lesson="02",
    objective="tool-lookup",
    covers=("S0-15",),
    source=("S0-15",),
    customer="小满",
    brief="问包裹。",
    levels=tuple(Ease(patience=60, anger=20) for _ in range(3)),
    facts=Facts(
        order={"订单": "GLH-1124-0001"},
        logistics=("11月24日 云渡仓",),
        colleague=Advice(who="daliu", says="在路上", after=30),
        hidden=(Hidden(id="why", means="急用", asked=("急",), says=("周三要", "后天要")),),
    ),
    allowed=("colleague", "ticket", "offer", "transfer"),
    points=(
        Point(id="where", means="在哪", words=("云渡仓",), after=("logistics",), chase=("在哪",)),
        Point(id="when", means="几点", words=("{时间}",), chase=("几点",)),
    ),
    nodes=(
        Node(
            id="start",
            says=("到哪了", "包裹呢", "在哪"),
            wants=("where", "when"),
            met="done",
            silent="gone",
            choices=(
                Choice(id="tell", text=GOOD, why="说全了。", labels=LABELS, gives=("where", "when")),
                Choice(id="sorry", text="亲，请耐心等待", why="一样没有。", labels=("tone",)),
                Choice(id="rude", text="自己查", why="冲。", breaks=("abuse",)),
            ),
        ),
        Node(id="done", says=("好的", "谢谢"), end="resolved"),
        Node(id="gone", says=("算了", "不等了"), end="left"),
    ),
    must=(Duty(says="先查物流", do="logistics"),),
    must_not=(Duty(says="不骂人", breaks="abuse"),),
    arc="平静。",
    debrief="先查再说。",
)
PLAN = ShiftPlan(
    id="day", title="一天", brief="两位。", starts="2026-11-24T09:00:00+08:00", daily=("small",), special=()
)
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def small_bank(*scenarios: Scenario, plans: tuple[ShiftPlan, ...] = (PLAN,)) -> Bank:
    """A bank with scenarios, a shift and the common lines, and nothing else."""
    return Bank(
        {
            "questions": {},
            "sources": {},
            "situations": {},
            "syllabus": {"lessons": [], "items": []},
            "scenarios": {one.id: asdict(one) for one in scenarios or (SMALL,)},
            "shifts": {one.id: asdict(one) for one in plans},
            "lines": {kind: [f"{kind}一", f"{kind}二", f"{kind}三"] for kind in LINES},
            "replies": {},
            "phrases": {},
            "shop": _shop(),
        }
    )


@functools.cache
def _shop():
    """The real one: colleagues and targets."""
    problems: list[object] = []
    return read_shop(content_files(), problems)


def words_only(reply, **_):
    """A judge of few words: 您 is tone, 前 is followup, 傻 is abuse; sure of nothing but tone."""
    labels = dict.fromkeys(LABELS, False) | {
        "tone": "傻" not in reply,
        "followup": "前" in reply,
        "solution": "到" in reply,
    }
    red = (Violation("abuse", reply.find("傻"), reply.find("傻") + 1, "傻", "骂人。", "hard"),) if "傻" in reply else ()
    return Assessment(
        labels=labels,
        confidence=dict.fromkeys(LABELS, 0.8),
        unsure=(),
        violations=red,
        band=band_of(labels, red),
        score=score_of(labels, red),
        evidence=dict.fromkeys(LABELS, Evidence((), "理由。")),
        advice=(),
    )


class Clock:
    """A clock that goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def one(**changes) -> Setting:
    """A single customer."""
    return Setting(**{"item": "play/small", "level": 2, "customers": 1, "minutes": 0, "mode": "practice"} | changes)


def day(**changes) -> Setting:
    """A shift of two in five minutes."""
    return Setting(**{"item": "shift/day", "level": 2, "customers": 2, "minutes": 5, "mode": "practice"} | changes)


def sit(setting: Setting, folder, bank: Bank | None = None) -> PlaySitting:
    """A sitting whose log is in a folder; another one there sees what it left."""
    return PlaySitting(setting, bank=bank or small_bank(), log=Log(folder / "attempts.jsonl"), clock=Clock())
