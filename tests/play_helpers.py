"""A small customer, shifts of such, and a sitting that a scripted agent works: for the tests of what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cs_training.core.playing.agents import Agent, work
from cs_training.core.playing.deed import Deed
from cs_training.core.playing.facts import Advice, Facts, Hidden
from cs_training.core.playing.played import finished
from cs_training.core.playing.script import LINES, Choice, Duty, Ease, Need, Node, Point, Said, Scenario
from cs_training.core.scenario import Arrival, Play
from cs_training.notebook.play_setting import cast
from cs_training.notebook.play_sitting import PlaySitting

from desk import one, sit, small_bank

STARTS = datetime.fromisoformat("2026-11-24T09:30:00+08:00")
COMMON = {kind: (f"{kind}一", f"{kind}二", f"{kind}三") for kind in LINES} | {"nudge": ("在吗", "人呢", "？")}

FIND = Choice(
    id="find",
    text="到了中转站，18:00 前回您。",
    why="查到了再说，几点也说了。",
    gives=("where",),
    labels=("ownership", "followup", "tone"),
)
SOOTHE = Choice(
    id="soothe",
    text="今天一定到，您放心。",
    why="今天到不了，晚上骂的是你骗她。",
    breaks=("false_promise",),
    labels=("empathy", "tone"),
)
EMPTY = Choice(id="empty", text="请您耐心等待。", why="换一位顾客也能发。", labels=("tone",))
WHERE = Point(id="where", means="说出在哪", words=("中转站",), after=("logistics",), chase=("到底在哪", "在哪呀"))


def scenario(**changes: Any) -> Scenario:
    """A customer who wants to know where her parcel is; it has to be looked up first."""
    start = Node(
        id="start",
        says=("我的包裹在哪", "包裹呢"),
        wants=("where",),
        met="done",
        silent="gone",
        choices=(FIND, SOOTHE, EMPTY),
        moves={"transfer": "done"},
    )
    whole = Scenario(
        id="parcel",
        rev=1,
        title="包裹在哪",
        kind="daily",
        topic="查物流",
        lesson="02",
        objective="tools-look",
        covers=("S0-01",),
        source=("S0-01",),
        customer="松果",
        brief="问包裹在哪。",
        levels=(Ease(patience=90, anger=30), Ease(patience=60, anger=40), Ease(patience=40, anger=50)),
        facts=Facts(
            order={"订单": "GLH-1"},
            logistics=("到了中转站",),
            colleague=Advice(who="ayan", says="明天能到。", right=False),
            hidden=(Hidden(id="why", means="周三要用", asked=("急用",), says=("周三要用",)),),
        ),
        allowed=("colleague", "ticket", "transfer", "offer"),
        points=(
            Point(id="where", means="说出在哪", words=("中转站",), after=("logistics",), chase=("到底在哪", "在哪呀")),
        ),
        nodes=(
            start,
            Node(id="done", says=("好的", "行"), end="resolved"),
            Node(id="gone", says=("不等了", "算了"), end="left"),
        ),
        must=(Duty(says="先查物流", do="logistics"), Duty(says="说出在哪", point="where")),
        must_not=(Duty(says="不许诺做不到的", breaks="false_promise"),),
        arc="越等越急。",
        debrief="先查，再开口。",
        before=(Said(who="bot", text="转人工了"),),
        transfer_to=("ayan",),
        ticket=(Need(says="订单号", words=("GLH-1",)), Need(says="几点回", words=("18:00",))),
    )
    return replace(whole, **changes)


def arrivals(*scenarios: Scenario, apart: int = 20) -> list[Arrival]:
    """They come one after the other."""
    return [Arrival(chat=f"c{n + 1}", scenario=one, at=n * apart) for n, one in enumerate(scenarios)]


def shift_of(*scenarios: Scenario, apart: int = 20, seed: int = 1, ends: int | None = None) -> Play:
    """A shift of these customers that nobody has begun to work."""
    return Play(arrivals(*scenarios, apart=apart), lines=COMMON, seed=seed, ends=ends)


def over(play: Play) -> Play:
    """The agent does no more."""
    return finished(play)


def desk(folder: Path, *scenarios: Scenario) -> PlaySitting:
    """A sitting with the small customer; ``scenarios`` instead of her."""
    who = scenarios or (scenario(),)
    return sit(one(item=f"play/{who[0].id}"), folder, small_bank(*who))


def driven(sitting: PlaySitting, agent: Agent) -> PlaySitting:
    """Lets a scripted agent do in a sitting what it would do in a play; then time passes to the end."""
    if sitting.stage != "working":
        sitting.begin()
    seed = sitting.run.began.seed
    play = Play(
        cast(sitting.setting, sitting.bank, seed), lines=sitting.bank.lines, seed=seed, ends=sitting.setting.ends
    )
    for deed in work(play, agent, seed=seed).deeds:
        if sitting.setting.mode == "practice" or deed.do != "reply":  # nothing is typed in an exam
            _do(sitting, deed)
    while sitting.stage == "working":
        sitting.run_to(sitting.play.now + 60)
    return sitting


def _do(sitting: PlaySitting, deed: Deed) -> None:
    acts = {"order": "look", "logistics": "look", "rules": "look", "colleague": "ask"}
    given = {
        "reply": [deed.text],
        "choose": [deed.choice],
        "ticket": [deed.text],
        "transfer": [deed.to],
        "offer": [deed.yuan],
        "refund": [deed.yuan],
        "colleague": [],
        "end": [],
    }
    getattr(sitting, acts.get(deed.do, deed.do))(deed.chat, *given.get(deed.do, [deed.do]), at=deed.at)
