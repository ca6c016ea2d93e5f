"""
The customer's side of a chat: what she hears and feels, and what she says next.

Moments are whole seconds since the shift began. What she will do later is planned with ``plan``; a plan is void as soon
as a newer one is made, so that she never answers what was overtaken. What happens is written with ``note``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from cs_training.core.playing.chance import Chance
from cs_training.core.playing.deed import Heard
from cs_training.core.playing.facts import Hidden
from cs_training.core.playing.here import Here
from cs_training.core.playing.mood import PASSED_ON_ANGERS, PASSED_ON_COSTS, Mood, moved, patience, replied, waited
from cs_training.core.playing.script import Ease, End, Node, Point, Scenario

Lines = Mapping[str, tuple[str, ...]]
Stage = Literal["coming", "waiting", "typing", "closing", "over"]
NUDGES = 3  # then she leaves
MISSES = 4  # replies at one node that do not bring it on
HOLDS, HELD = 2, 2  # times that she lets herself be put off at one node; how much longer she waits then
TURNS = 30  # of the agent's; nobody talks longer


class Customer:
    """
    A customer in a chat.

    Args:
        lines: Common words for nudges and the like; the scenario's own come first.
        plan: Called with a moment and what she does then (``turn`` or ``nudge``); each call makes the earlier void.
        note: Called with a moment, a kind, a text and details.
        ended: Called with the moment and the end when she is done.

    Attributes:
        since: When she last began to wait. done: what the agent did. told: points that count. known: hidden facts told.
    """

    def __init__(
        self,
        scenario: Scenario,
        ease: Ease,
        *,
        chance: Chance,
        lines: Lines,
        plan: Callable[[float, str], None],
        note: Callable[..., None],
        ended: Callable[[int, End], None],
    ) -> None:
        self.scenario = scenario
        self.mood = Mood(float(ease.anger), float(ease.trust))
        self.stage: Stage = "coming"
        self.since = 0
        self.done: set[str] = set()
        self.told: set[str] = set()
        self.known: set[str] = set(ease.tells)
        self.node = scenario.nodes[0]
        self._here = Here()
        self._ease, self._chance = ease, chance
        self._lines = {**lines, **scenario.lines}
        self._plan, self._note, self._ended = plan, note, ended
        self._nodes: dict[str, Node] = {one.id: one for one in scenario.nodes}
        self._points: dict[str, Point] = {one.id: one for one in scenario.points}
        self._hidden: dict[str, Hidden] = {one.id: one for one in scenario.facts.hidden}
        self._sent: set[str] = set()
        self._turns = self._nudges = self._tier = 0

    def wants(self) -> Iterator[str]:
        """The points that she still waits for, here."""
        return (one for one in self.node.wants if not self._has(one))

    def arrives(self, at: int) -> None:
        for place, said in enumerate(self.scenario.before):
            early = at - 10 * (len(self.scenario.before) - place)
            self._note(early, "before", said.text, who=said.who)
        says = [self._chance.pick(self._hidden[one].says, one) for one in self._ease.tells]
        self._speak(at, [self._chance.pick(self.node.says, self.node.id), *says], "opening")

    def hears(self, at: int, heard: Heard, text: str, *, leads: str = "") -> dict[str, object]:
        """
        A reply reaches her.

        Args:
            text: Folded. leads: the node that it leads to by itself.

        Returns:
            What of it counted: ``points``, ``guessed`` (told before it was looked up) and ``stale`` (said before).
        """
        here, stale = self._here, text in self._sent
        self._sent.add(text)
        counts = {one for one in heard.points if self._counts(one)}
        fresh = {one for one in heard.asks if one not in self.known}
        new = counts.intersection(self.node.wants) - self.told
        self.mood = replied(self.mood, heard, new=new, spent=here.spent, asks=bool(fresh), stale=stale)
        self.told |= counts
        here.spent.update(heard.labels)
        here.asked |= fresh
        here.guessed |= set(heard.points) - counts
        here.held |= "followup" in heard.labels and not stale and not heard.breaks
        here.leads = leads or here.leads
        here.last = heard
        self._turns += 1
        self._reads(at)
        return {"points": sorted(counts), "guessed": sorted(set(heard.points) - counts), "stale": stale}

    def sees(self, at: int, do: str) -> None:
        """Something was done; where it leads on, or was all she still wanted, she goes on by herself."""
        self.done.add(do)
        leads = self.node.moves.get(do, "")
        if leads or (self.node.wants and not any(self.wants())):
            self._here.leads = leads or self._here.leads
            self._reads(at)

    def passed_on(self, at: int) -> None:
        """She was handed to somebody who cannot help, and is back."""
        self.mood = moved(self.mood, anger=PASSED_ON_ANGERS, trust=-PASSED_ON_COSTS)
        self._turns += 1
        self._speak(at + self._typing(), [self._line("passed_on", self._turns)], "passed_on")

    def calmed(self, by: float) -> None:
        self.mood = moved(self.mood, anger=-by)

    def turn(self, at: int) -> None:
        """She has read and goes on."""
        here = self._here
        if self.mood.furious:
            self.ends(at, "platform", [self._line("platform")])
        elif self._turns >= TURNS:
            self.goes(at, self.node.silent)
        elif here.leads:
            self.goes(at, here.leads)
        elif not any(self.wants()):
            self.goes(at, self.node.met)
        elif here.asked:
            self._tells(at)
        elif here.held and here.holds < HOLDS:
            here.holds, here.held, here.promised = here.holds + 1, False, True
            self._note(at, "waits")
            self._wait(at, HELD)
        else:
            self._asks_again(at)

    def nudge(self, at: int) -> None:
        """Her patience is over once more."""
        broken, self._here.promised = self._here.promised, False
        self._nudges += 1
        self.mood = waited(self.mood, broken=broken)
        if self.mood.furious:
            self.ends(at, "platform", [self._line("platform")])
        elif self._nudges >= NUDGES:
            self.goes(at, self.node.silent)
        else:
            kind = "broken" if broken else "nudge"
            self._speak(at, [*self._temper(), self._line(kind, self._nudges - 1)], kind)

    def ends(self, at: int, end: End, says: list[str]) -> None:
        """It is over for her; what she says last is said."""
        for place, line in enumerate(_messages(says)):
            self._note(at + 2 * place, "says", line, why=end)
        self.stage = "over" if end in ("left", "platform") else "closing"
        self._ended(at, end)

    def _tells(self, at: int) -> None:
        asked = sorted(self._here.asked)
        self.known.update(asked)
        self._here.asked.clear()
        self._speak(at, [self._chance.pick(self._hidden[one].says, one) for one in asked], "told")

    def _asks_again(self, at: int) -> None:
        here = self._here
        here.misses += 1
        if here.misses >= MISSES:
            self.goes(at, self.node.silent)
            return
        lacking = next(self.wants())
        chase = self._points[lacking].chase
        if here.last.breaks or "tone" not in here.last.labels:
            kind = "baited" if self.mood.soothed else "offended"
        else:
            kind = "doubt" if lacking in here.guessed else "chase" if chase else "vague"
        here.guessed.discard(lacking)
        line = self._chance.pick(chase, lacking, here.misses - 1) if kind == "chase" else self._line(kind)
        self._speak(at, [*self._temper(), line], kind)

    def goes(self, at: int, node_id: str) -> None:
        """To another node; on through those whose every want is met already."""
        node, passed = self._nodes[node_id], {self.node.id}
        while node.wants and node.id not in passed and all(map(self._has, node.wants)):
            passed.add(node.id)
            node = self._nodes[node.met]
        self.node, self._here = node, Here()
        says = self._chance.pick(node.says, node.id)
        if node.end:
            self.ends(at, node.end, [says])
        else:
            self._speak(at, [*self._temper(), says], "reply")

    def _speak(self, at: int, says: list[str], why: str) -> None:
        if why != "baited":
            self.mood = moved(self.mood, soothed=0)
        lines = _messages(says)
        for place, line in enumerate(lines):
            self._note(at + 2 * place, "says", line, why=why)
        self._wait(at + 2 * (len(lines) - 1), 1)

    def _wait(self, at: int, times: float) -> None:
        self.stage, self.since = "waiting", at
        spread = self._chance.between(0.85, 1.15, f"patience {self.node.id}", self._nudges)
        self._plan(at + max(10.0, patience(self._ease.patience * spread, self.mood) * times), "nudge")

    def _reads(self, at: int) -> None:
        self.stage = "typing"
        self._nudges = 0
        self._here.promised = False
        self._plan(at + self._typing(), "turn")

    def _typing(self) -> int:
        spread = self._chance.between(0.6, 1.5, f"types {self.node.id}", self._here.misses)
        return max(2, round(self.scenario.types * spread))

    def _has(self, point_id: str) -> bool:
        return point_id in self.told if self._points[point_id].words else self._counts(point_id)

    def _counts(self, point_id: str) -> bool:
        point = self._points[point_id]
        return set(point.after) <= self.done and set(point.knows) <= self.known

    def _line(self, kind: str, number: int = 0) -> str:
        return self._chance.pick(self._lines[kind], kind, number)

    def _temper(self) -> list[str]:
        """A demand or a threat, when she has just come to that."""
        was, self._tier = self._tier, max(self._tier, self.mood.tier)
        rises = self._tier > was and not self.mood.soothed
        return [self._line("demand" if self._tier == 1 else "threat")] if rises else []


def _messages(says: list[str]) -> list[str]:
    return [line for one in says for line in one.split("\n")]
