"""Hypothesis strategies: scenarios as authors might write them, and what agents might do in them."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from cs_training.core.judging.assessment import CODES, LABELS
from cs_training.core.playing.deed import Deed, Heard
from cs_training.core.playing.script import Choice, Duty, Ease, Node, Said, Sale, Scenario

from stage import points, scenario

labels = st.lists(st.sampled_from(LABELS), unique=True).map(tuple)
breaks = st.lists(st.sampled_from(sorted(CODES)), unique=True, max_size=2).map(tuple)
sure = st.sampled_from((0.0, 0.3, 0.6, 1.0)).map(lambda share: dict.fromkeys(LABELS, share))


@cache
def shipped() -> tuple[Scenario, ...]:
    from cs_training.content.bank import open_bank

    return tuple(open_bank().scenarios())


@st.composite
def written(draw: st.DrawFn) -> Scenario:
    """A scenario as an author might write it; it passes the checks of ``cs-training check`` on where it can go."""
    ids = [one.id for one in points()]
    count = draw(st.integers(1, 4))
    ahead = [[f"n{later}" for later in range(place + 1, count)] + ["done", "half"] for place in range(count)]
    middle = tuple(_node(draw, place, ahead[place], ids) for place in range(count))
    ends = (("done", "resolved"), ("half", "partly"), ("gone", "left"))
    anger, patience = draw(st.integers(0, 80)), draw(st.integers(20, 120))
    return scenario(
        nodes=(*middle, *(Node(id=one, says=(one,), end=end) for one, end in ends)),  # type: ignore[arg-type]
        levels=tuple(Ease(patience=patience, anger=anger, trust=draw(st.integers(0, 90))) for _ in range(3)),
        must=(Duty(says="做", do="logistics"), Duty(says="说", point=draw(st.sampled_from(ids)))),
        sale=draw(st.none() | st.just(Sale(order_id="1", amount=10, trust=50))),
        types=draw(st.integers(1, 15)),
        before=(Said(who="bot", text="您好"),),
    )


def _node(draw: st.DrawFn, place: int, ahead: list[str], ids: list[str]) -> Node:
    some = st.lists(st.sampled_from(ids), unique=True, max_size=3).map(tuple)
    choice = st.builds(
        Choice,
        id=st.sampled_from("abc"),
        text=st.sampled_from(("甲", "乙", "丙")),
        why=st.just(""),
        labels=labels,
        gives=some,
        asks=st.sampled_from(((), ("why",))),
        breaks=breaks,
        to=st.sampled_from(("", *ahead)),
    )
    return Node(
        id=f"n{place}",
        says=(f"{place} 甲", f"{place} 乙\n还有"),
        wants=draw(some),
        met=draw(st.sampled_from(ahead)),
        silent="gone",
        choices=tuple(draw(st.lists(choice, max_size=3))),
        moves=draw(st.dictionaries(st.sampled_from(("transfer", "ticket", "refund")), st.sampled_from(ahead))),
    )


scenarios = st.deferred(lambda: st.sampled_from(shipped()) | written())


@st.composite
def replies(draw: st.DrawFn, one: Scenario) -> Heard:
    """What is heard in a reply in a scenario."""
    told, asks = [point.id for point in one.points if point.words], [fact.id for fact in one.facts.hidden]
    return Heard(
        labels=draw(labels),
        confidence=draw(sure),
        breaks=draw(st.just(()) | breaks),
        points=tuple(draw(st.lists(st.sampled_from(told), unique=True, max_size=3) if told else st.just([]))),
        asks=tuple(draw(st.lists(st.sampled_from(asks), unique=True) if asks else st.just([]))),
    )


@st.composite
def acts(draw: st.DrawFn, one: Scenario, *, chat: str = "c1", quiet: bool = False) -> Deed:
    """
    Something done in a scenario, likely or not.

    Args:
        quiet: Leave out what others answer in their own time, and what ends the chat.
    """
    kinds: list[Any] = ["reply"] * 5 + ["order", "logistics", "rules", "ticket", "offer", "refund", "transfer"]
    do = draw(st.sampled_from(kinds if quiet else [*kinds, "colleague", "end", "choose", "choose", "choose"]))
    words = st.sampled_from(("一", "二", "三", "四", "五", "0033 18:00", ""))
    choices = [choice.id for node in one.nodes for choice in node.choices]
    return Deed(
        at=0,
        chat=chat,
        do=do,
        text=draw(words) if do in ("reply", "ticket") else "",
        heard=draw(replies(one)) if do == "reply" else None,
        choice=draw(st.sampled_from(choices)) if do == "choose" and choices else "",
        to=draw(st.sampled_from(("", *one.transfer_to))) if do == "transfer" else "",
        yuan=draw(st.sampled_from((0, 5, 50, 1000))) if do in ("offer", "refund") else 0,
    )
