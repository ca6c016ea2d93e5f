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
from cs_training.core.playing.here import Here, Stand
from cs_training.core.playing.mood import Mood, moved, offered, passed_on, patience, replied, waited
from cs_training.core.playing.script import Ease, End, Node, Scenario

Lines = Mapping[str, tuple[str, ...]]
Stage = Literal["coming", "waiting", "typing", "closing", "over"]
NUDGES = 3  # then she leaves
MISSES = 4  # replies at one node that do not bring it on
HOLDS, HELD = 2, 2  # times that she lets herself be put off at one node; how much longer she waits then


class Customer:
    """
    A customer in a chat.

    Args:
        lines: Common words for nudges and the like; the scenario's own come first.
        plan: Called with a moment and what she does then (``turn`` or ``nudge``); each call makes the earlier void.
        note: Called with a moment, a kind, a text and details.
        ended: Called with the moment and the end when she is done.

    Attributes:
        since: Of which moment the first message is that waits for an answer.
        stand: What was done, told and found out.
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
        self.stand = Stand({one.id: one for one in scenario.points}, set(ease.tells))
        self.node = scenario.nodes[0]
        self._here = Here()
        self._ease, self._chance = ease, chance
        self._lines = {**lines, **scenario.lines}
        self._plan, self._note, self._ended = plan, note, ended
        self._nodes: dict[str, Node] = {one.id: one for one in scenario.nodes}
        self._hidden: dict[str, Hidden] = {one.id: one for one in scenario.facts.hidden}
        self._nudges = self._tier = 0

    def wants(self) -> Iterator[str]:
        """The points that she still waits for, here."""
        return self.stand.lacking(self.node)

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
        here, stand, stale = self._here, self.stand, text in self.stand.sent
        stand.sent.add(text)
        counts = {one for one in heard.points if stand.counts(one)}
        fresh = set(heard.asks) - stand.known
        new = counts.intersection(self.node.wants) - stand.told
        self.mood = replied(self.mood, heard, new=new, spent=here.spent, asks=bool(fresh), stale=stale)
        stand.told |= counts
        here.spent.update(heard.labels)
        here.asked |= fresh
        here.guessed |= set(heard.points) - counts
        here.held |= "followup" in heard.labels and not stale
        here.leads = leads or here.leads
        here.last = heard
        self._reads(at)
        return {"points": sorted(counts), "guessed": sorted(set(heard.points) - counts), "stale": stale}

    def sees(self, at: int, do: str) -> None:
        """Something was done; where it leads on, or was all she still wanted, she goes on by herself."""
        self.stand.done.add(do)
        leads = self.node.moves.get(do, "")
        if leads or (self.node.wants and not any(self.wants())):
            self._here.leads = leads or self._here.leads
            self._reads(at)

    def offered(self, at: int) -> None:
        """Something is offered to make up for it."""
        self._owes(at, "offered", offered(self.mood))
        self.sees(at, "offer")

    def passed_on(self, at: int) -> None:
        """She was handed to somebody who cannot help, and is back."""
        self._owes(at, "passed_on", passed_on(self.mood))

    def turn(self, at: int) -> None:
        """She has read and goes on."""
        here = self._here
        held, here.held = here.held, False
        if self.mood.furious:
            self.ends(at, "platform", [self._line("platform")])
        elif here.leads or not any(self.wants()):
            self.goes(at, here.leads or self.node.met)
        elif here.owes or here.asked:
            self._answers(at)
        elif held and here.holds < HOLDS:
            self._is_put_off(at)
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

    def goes(self, at: int, node_id: str) -> None:
        """To another node; on through those whose every want is met already."""
        says, node, passed = self._tells(), self._nodes[node_id], {self.node.id}
        while node.wants and node.id not in passed and not any(self.stand.lacking(node)):
            passed.add(node.id)
            node = self._nodes[node.met]
        self.node, self._here = node, Here()
        opens = self._chance.pick(node.says, node.id)
        if node.end:
            self.ends(at, node.end, [opens])
        else:
            self._speak(at, [*self._temper(), *says, opens], "reply")

    def leaves(self, at: int) -> None:
        """She has had enough of talking."""
        self.ends(at, "left", [self._line("leave")])

    def ends(self, at: int, end: End, says: list[str]) -> None:
        """It is over for her; what she says last is said."""
        self._say(at, says, end)
        self.stage = "over" if end in ("left", "platform") else "closing"
        self._ended(at, end)

    def _owes(self, at: int, kind: str, mood: Mood) -> None:
        self.mood, self._here.owes = mood, kind
        self._reads(at)

    def _answers(self, at: int) -> None:
        kind, self._here.owes = self._here.owes, ""
        says = [self._line(kind)] if kind else []
        self._speak(at, [*says, *self._tells()], kind or "told")

    def _tells(self) -> list[str]:
        """The hidden facts that she was asked for, in her words; they are known then."""
        asked = sorted(self._here.asked)
        self.stand.known.update(asked)
        self._here.asked.clear()
        return [self._chance.pick(self._hidden[one].says, one) for one in asked]

    def _is_put_off(self, at: int) -> None:
        here = self._here
        here.holds, here.promised = here.holds + 1, True
        if kind := here.minds(self.mood):
            self._speak(at, [self._line(kind)], kind, HELD)
        else:
            self._note(at, "waits")
            self._wait(at, HELD)

    def _asks_again(self, at: int) -> None:
        here = self._here
        here.misses += 1
        if here.misses >= MISSES:
            self.goes(at, self.node.silent)
            return
        lacking = next(self.wants())
        chase = self.stand.points[lacking].chase
        kind = here.minds(self.mood) or ("doubt" if lacking in here.guessed else "chase" if chase else "vague")
        here.guessed.discard(lacking)
        line = self._chance.pick(chase, lacking, here.misses - 1) if kind == "chase" else self._line(kind, here.misses)
        self._speak(at, [*self._temper(), line], kind)

    def _speak(self, at: int, says: list[str], why: str, times: float = 1) -> None:
        if why != "baited":
            self.mood = moved(self.mood, soothed=0)
        self._say(at, says, why)
        self._wait(at, times)

    def _say(self, at: int, says: list[str], why: str) -> None:
        for one in says:
            for line in one.split("\n"):
                self._note(at, "says", line, why=why)

    def _wait(self, at: int, times: float) -> None:
        if self.stage != "waiting":  # asking again is no new question: she has waited since the first
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

    def _line(self, kind: str, number: int = 0) -> str:
        return self._chance.pick(self._lines[kind], kind, number)

    def _temper(self) -> list[str]:
        """A demand or a threat, when she has just come to that."""
        if self.mood.soothed or self.mood.tier <= self._tier:
            return []
        self._tier = self.mood.tier
        return [self._line("demand" if self._tier == 1 else "threat")]
