"""A small scenario to play, and ways of playing any; texts are short, moments are seconds."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cs_training.core.playing.deed import Deed, Heard
from cs_training.core.playing.facts import Advice, Facts, Hidden
from cs_training.core.playing.mood import Mood
from cs_training.core.playing.outcome import Outcome
from cs_training.core.playing.script import LINES, Duty, Ease, Need, Node, Point, Scenario
from cs_training.core.scenario import Arrival, Play
from cs_training.errors import PlayError

COMMON = {kind: tuple(f"{kind} {n}" for n in range(3)) for kind in LINES}
KIND = ("empathy", "ownership", "tone")
POLITE = Heard(labels=("tone",))
WHERE, WHEN, WAYS = (Heard(labels=(*KIND, "clarification"), points=(one,)) for one in ("where", "when", "ways"))
ASKS = Heard(labels=(*KIND, "clarification"), asks=("why",))
LATER = Heard(labels=(*KIND, "followup"))
_LEVELS = (Ease(patience=90, anger=30), Ease(patience=60, anger=40), Ease(patience=40, anger=50))


def scenario(**more: Any) -> Scenario:
    """Where her parcel is (after a look at the logistics) and when she hears more; then what if it is lost."""
    given: dict[str, Any] = {
        "id": "parcel",
        "rev": 1,
        "title": "包裹",
        "kind": "special",
        "topic": "物流",
        "lesson": "12",
        "objective": "com-first",
        "covers": ("S1-09",),
        "source": ("S1-09",),
        "customer": "小满",
        "brief": "问包裹。",
        "levels": _LEVELS,
        "facts": facts(),
        "allowed": ("colleague", "ticket", "transfer", "offer", "refund"),
        "points": points(),
        "nodes": nodes(),
        "must": (Duty(says="先查物流", do="logistics"), Duty(says="说清在哪", point="where")),
        "must_not": (Duty(says="不乱许诺", breaks="false_promise"),),
        "arc": "",
        "debrief": "",
        "transfer_to": ("expert",),
        "ticket": (Need(says="订单号", words=("0033",)), Need(says="几点", words=("{时间}",))),
    }
    return Scenario(**given | more)


def facts(**more: Any) -> Facts:
    known: dict[str, Any] = {
        "order": {"订单": "0033"},
        "logistics": ("到了中转站",),
        "colleague": Advice(who="daliu", says="18:00 前有消息", after=40),
        "hidden": (Hidden(id="why", means="考试要穿", asked=("急用",), says=("周三考试", "考试用")),),
    }
    return Facts(**known | more)


def points() -> tuple[Point, ...]:
    return (
        Point(id="where", means="在哪", words=("中转站",), after=("logistics",), chase=("在哪 一", "在哪 二")),
        Point(id="when", means="几点", words=("{时间}",), chase=("几点 一", "几点 二")),
        Point(id="ways", means="怎么办", words=("补发",)),
        Point(id="need", means="按她的事安排", words=("周三",), knows=("why",)),
        Point(id="asked", means="问过同事", after=("colleague",)),
        Point(id="paid", means="退了款", after=("refund",)),
    )


def nodes(*, start: Sequence[str] = ("where", "when"), **more: Any) -> tuple[Node, ...]:
    """Start, then ways, then done; gone if nobody answers. ``more`` goes to the first."""
    return (
        Node(id="start", says=("开头 一", "开头 二"), wants=tuple(start), met="ways", silent="gone", **more),
        Node(id="ways", says=("找不到呢",), wants=("ways",), met="done", silent="gone"),
        Node(id="done", says=("好",), end="resolved"),
        Node(id="gone", says=("算了",), end="left"),
    )


def play(*cast: Scenario | Arrival, seed: int = 1, ends: int | None = None, level: Any = 2) -> Play:
    """Customers c1, c2 …, one a second."""
    arrivals = [
        one if isinstance(one, Arrival) else Arrival(chat=f"c{n + 1}", scenario=one, level=level, at=n)
        for n, one in enumerate(cast)
    ]
    return Play(arrivals, lines=COMMON, seed=seed, ends=ends)


def reply(at: int, heard: Heard = POLITE, *, text: str = "", chat: str = "c1") -> Deed:
    return Deed(at=at, chat=chat, do="reply", text=text or f"{at} 秒说的话", heard=heard)


def deed(at: int, do: Any, *, chat: str = "c1", **more: Any) -> Deed:
    return Deed(at=at, chat=chat, do=do, **more)


def done(played: Play, *deeds: Deed) -> Play:
    for one in deeds:
        played.act(one)
    return played


def said(played: Play, chat: str = "c1") -> list[str]:
    """What she said."""
    return [one.text for one in played.log if one.chat == chat and one.kind == "says"]


def why(played: Play) -> list[str]:
    """Why she said it."""
    return [one.details["why"] for one in played.log if one.kind == "says"]


def outcome(played: Play, chat: str = "c1") -> Outcome:
    found = played.chats[chat].outcome
    assert found
    return found


def over(played: Play) -> Outcome:
    """What comes of the first chat if the agent does no more."""
    played.run_out()
    return outcome(played)


@dataclass(frozen=True)
class Paced:
    """What came of deeds that were each done some time after what came before: her mood and node after each."""

    moods: tuple[Mood, ...]
    places: tuple[str, ...]
    outcome: Outcome


def paced(one: Scenario, steps: Iterable[tuple[int, Deed]], *, seed: int, level: Any = 2) -> Paced:
    """
    Does each deed so many seconds after she began to wait, or after the one before it, whichever is later.

    What cannot be done is left out, as long as she is there.
    """
    played = play(Arrival(chat="c1", scenario=one, level=level, due=50), seed=seed)
    played.run_to(0)
    chat, moods, places = played.chats["c1"], [], []
    last = 0
    for gap, what in steps:
        while chat.stage == "typing":
            played.run_to(played.now + 1)
        last = max(chat.since, last) + gap
        played.run_to(last)
        if chat.outcome:
            break
        with contextlib.suppress(PlayError):
            played.act(replace(what, at=last))
        moods.append(chat.mood)
        places.append(chat.node.id)
    return Paced(tuple(moods), tuple(places), over(played))


def sums(found: Outcome) -> tuple[float, ...]:
    """All in which one outcome can be better than another."""
    return (found.score, found.stars, found.resolved, found.bought, found.passed)


def worked(played: Play, steps: Iterable[tuple[int, Deed]]) -> Play:
    """Does each deed so many seconds after the one before it, where it can be done."""
    played.run_to(played.now)
    for gap, what in steps:
        with contextlib.suppress(PlayError):
            played.act(replace(what, at=played.now + gap))
    return played


def lines_of(played: Play, chat: str) -> list[str]:
    """The lines of the log about a chat."""
    return [one.line() for one in played.log if one.chat == chat]


def started(one=None, **more):
    """A customer who has just asked."""
    played = play(one or scenario(**more))
    played.run_to(1)
    return played


def turned(played, *deeds):
    """Does deeds, and lets her say what she has to say to the last."""
    done(played, *deeds)
    while played.chats["c1"].stage == "typing":
        played.run_to(played.now + 1)
    return played


LOOK = deed(1, "logistics")
CALM = (Ease(patience=60, anger=0),) * 3
BOTH = replace(WHERE, points=("where", "when"))
