"""How far a talk has come: what was done, told and found out in it, and what was said at the node where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cs_training.core.judging.assessment import Label
from cs_training.core.playing.deed import Deed, Heard, chosen
from cs_training.core.playing.mood import Mood
from cs_training.core.playing.script import Node, Point
from cs_training.errors import PlayError


@dataclass(slots=True)
class Stand:
    """
    What stays, wherever the talk goes.

    Attributes:
        points: Of the scenario, by id.
        known: Hidden facts that she has told. done: what the agent did, by name. told: points that count.
        sent: Replies, folded.
    """

    points: Mapping[str, Point]
    known: set[str]
    done: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)

    def counts(self, point_id: str) -> bool:
        """Whether a point would count if it were told now: nothing has to be looked up or asked first."""
        point = self.points[point_id]
        return self.done.issuperset(point.after) and self.known.issuperset(point.knows)

    def lacking(self, node: Node) -> Iterator[str]:
        """The points that a node still wants."""
        return (one for one in node.wants if not self._has(one))

    def _has(self, point_id: str) -> bool:
        return point_id in self.told if self.points[point_id].words else self.counts(point_id)


@dataclass(slots=True)
class Here:
    """
    One node's memory; forgotten when the talk goes on.

    Attributes:
        spent: Labels that have calmed her here already.
        asked: Hidden facts that she was asked for and has not told yet.
        guessed: Points that were told before they were looked up.
        held: She was put off with a time since her last words. promised: that time is running.
        owes: What she answers a deed with (``offered``, ``passed_on``); "" if there was none.
        leads: Where a choice or deed leads, whatever she wanted; "" for the usual way.
    """

    spent: set[Label] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    guessed: set[str] = field(default_factory=set)
    held: bool = False
    promised: bool = False
    holds: int = 0
    misses: int = 0
    owes: str = ""
    leads: str = ""
    last: Heard = field(default_factory=Heard)

    def minds(self, mood: Mood) -> str:
        """What in the last reply she answers before anything else; "" for nothing."""
        if not self.last.breaks and "tone" in self.last.labels:
            return ""
        return "baited" if mood.soothed else "offended"


def said(deed: Deed, node: Node) -> tuple[Heard, str, str]:
    """
    What is heard in a reply, typed or chosen; its words; and where it leads by itself.

    Raises:
        PlayError: It is empty, or no choice of this node.
    """
    if deed.do == "choose":
        for one in node.choices:
            if one.id == deed.choice:
                return chosen(one), one.text, one.to
        raise PlayError("这条备选是上一步的，现在用不上了。看看她新说了什么。")
    if deed.heard is None or not deed.text.strip():
        raise PlayError("回复不能空着。写一句再发。")
    return deed.heard, deed.text, ""
