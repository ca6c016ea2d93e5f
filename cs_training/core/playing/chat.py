"""
One customer's chat as it runs: what she hears, feels, says and does next.

Nothing here knows of other chats. Moments are whole seconds since the shift began; what happens later is handed to
``later``, what happened to ``write``. Chance depends on seed, chat and purpose alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from cs_training.core.judging.writing import read_text
from cs_training.core.playing.chance import Chance
from cs_training.core.playing.deed import Deed, Heard, chosen, says_any
from cs_training.core.playing.mood import (
    OFFER_CALMS,
    PASSED_ON_ANGERS,
    PASSED_ON_COSTS,
    Mood,
    moved,
    patience,
    replied,
    waited,
)
from cs_training.core.playing.outcome import RESOLVED, Outcome, outcome
from cs_training.core.playing.script import LOOKS, Ease, End, Node, Scenario
from cs_training.core.ruling.decision import Decision
from cs_training.errors import PlayError

Stage = Literal["coming", "waiting", "typing", "closing", "over"]
Lines = Mapping[str, tuple[str, ...]]
NUDGES = 3  # then she leaves
MISSES = 4  # replies at one node that do not bring it on
HOLDS, HELD = 2, 2  # times that she lets herself be put off at one node; how much longer she waits then
REPLIES = 30
RATES = 0.7  # share of customers who rate


class Chat:
    """
    A chat that is running.

    Args:
        lines: Common words for nudges and the like; the scenario's own come first.
        ruling: What the rules decide, if the scenario asks them.
    """

    def __init__(
        self,
        id_: str,
        scenario: Scenario,
        ease: Ease,
        *,
        chance: Chance,
        lines: Lines,
        ruling: Decision | None,
        later: Callable[[float, str, int], None],
        write: Callable[..., None],
    ) -> None:
        self.id, self.scenario = id_, scenario
        self.mood = Mood(float(ease.anger), float(ease.trust))
        self.stage: Stage = "coming"
        self.outcome: Outcome | None = None
        self.done: set[str] = set()
        self.told: set[str] = set()
        self.known: set[str] = set()
        self.breaks: set[str] = set()
        self.since = 0  # when she last began to wait
        self._ease, self._chance, self._ruling = ease, chance, ruling
        self._lines = {**lines, **scenario.lines}
        self._later, self._write = later, write
        self._nodes = {one.id: one for one in scenario.nodes}
        self._turn = 0  # what was planned for an earlier turn is void
        self._sent: set[str] = set()
        self._replies = self._mistakes = self._nudges = self._tier = 0
        self._offered = self._promised = False
        self._enter(scenario.nodes[0])

    def happen(self, at: int, kind: str, turn: int) -> None:
        """Something that was planned comes about."""
        if kind == "answered" and self.stage != "over":
            self._answered(at)
        elif kind == "arrives":
            self._arrives(at)
        elif turn == self._turn and kind == "turn":
            self._takes_turn(at)
        elif turn == self._turn and kind == "nudge":
            self._nudge(at)

    def act(self, deed: Deed) -> None:
        """
        The agent does something in this chat.

        Raises:
            PlayError: It cannot be done here; nothing has happened.
        """
        if self.stage in ("coming", "over"):
            raise PlayError("这位顾客还没进来。" if self.stage == "coming" else "这段会话已经结束了，换一位。")
        if self.stage == "closing" and deed.do not in ("reply", "end", "ticket"):
            raise PlayError("事已经办完了。道个别，或者结束会话。")
        if deed.do not in self.scenario.allowed and deed.do not in ("reply", "choose", "end", *LOOKS):
            raise PlayError("这一单用不上这一步。想一想她要的是什么，换一样做。")
        {"reply": self._reply, "choose": self._reply, **dict.fromkeys(LOOKS, self._look)}.get(
            deed.do, getattr(self, f"_{deed.do}", self._look)
        )(deed)

    def cut_off(self, at: int) -> None:
        """The shift is over: what has a ticket is somebody else's now, the rest stays undone."""
        if self.stage != "over" and self.outcome is None:
            self._finish(at, "partly" if "ticket" in self.done else "unresolved", says=())
        self.stage = "over"

    def wants(self) -> Iterator[str]:
        """The points that she still waits for, here."""
        return (one for one in self.node.wants if not self._has(one))

    @property
    def due(self) -> float:
        """Yuan that the rules say go back; 0 if none do."""
        return float(self._ruling.amount or 0) if self._ruling else 0.0

    def card(self, look: str) -> tuple[str, ...]:
        """What a look-up shows, a line each."""
        facts = self.scenario.facts
        if look == "order":
            return tuple(f"{name}：{value}" for name, value in facts.order.items()) or ("没有订单。",)
        if look == "logistics":
            return facts.logistics or ("还没有物流信息。",)
        return (facts.ruling.says,) if facts.ruling else ("这一单没有用得上的规则。",)

    # What the agent does

    def _reply(self, deed: Deed) -> None:
        heard = self._hears(deed)
        if self.stage == "closing":
            self._note(deed.at, "reply", deed.text, by=deed.do)
            return
        self._replies += 1
        folded = read_text(deed.text, {}).folded
        stale, fresh = folded in self._sent, {hid for hid in heard.asks if hid not in self.known}
        self._sent.add(folded)
        counts = {one for one in heard.points if self._counts(one)}
        new = {one for one in counts - self.told if one in self.node.wants}
        self.mood = replied(self.mood, heard, new=new, spent=self._spent, asks=bool(fresh), stale=stale)
        self.told |= counts
        self._spent |= set(heard.labels)
        self.breaks |= set(heard.breaks)
        self._asked |= fresh
        self._guessed |= set(heard.points) - counts
        self._forced = self._forced or (self._choice(deed).to if deed.do == "choose" else "")
        self._held |= "followup" in heard.labels and not stale and not heard.breaks
        self._last = heard
        self._note(
            deed.at,
            "reply",
            deed.text or self._choice(deed).text,
            by=deed.do,
            choice=deed.choice,
            labels=heard.labels,
            breaks=heard.breaks,
            points=sorted(counts),
            guessed=sorted(set(heard.points) - counts),
            stale=stale,
        )
        self._plan_turn(deed.at)

    def _look(self, deed: Deed) -> None:
        if deed.do not in self.done:
            self.done.add(deed.do)
            self._note(deed.at, "looked", "；".join(self.card(deed.do)), what=deed.do)

    def _colleague(self, deed: Deed) -> None:
        if not self.scenario.facts.colleague:
            raise PlayError("这件事同事帮不上。自己查一查订单、物流和规则。")
        if "asked" not in self.done:
            self.done.add("asked")
            self._note(deed.at, "asked", who=self.scenario.facts.colleague.who)
            self._later(deed.at + self.scenario.facts.colleague.after, "answered", 0)

    def _ticket(self, deed: Deed) -> None:
        text = read_text(deed.text, {})
        if not text.folded:
            raise PlayError("工单不能空着：写清订单号、什么事、答应了几点、下一步谁做。")
        lacks = [need.says for need in self.scenario.ticket if not says_any(text, need.words)]
        self._note(deed.at, "ticket", deed.text, lacks=lacks)
        self._did(deed)

    def _transfer(self, deed: Deed) -> None:
        if deed.to in self.scenario.transfer_to and "transfer" in self.node.moves:
            self._note(deed.at, "transfer", to=deed.to)
            self._did(deed)
            return
        self.done.add("transfer")
        self._note(deed.at, "transfer", to=deed.to, back=True)
        self.mood = moved(self.mood, anger=PASSED_ON_ANGERS, trust=-PASSED_ON_COSTS)
        self._replies += 1
        self._speak(deed.at + self._typing(), self._line("passed_on", self._replies), "passed_on")

    def _offer(self, deed: Deed) -> None:
        if not 0 < deed.yuan <= self.scenario.limit:
            raise PlayError(f"你自己能定的补偿是 {self.scenario.limit} 元以内。超过的，问同事或写工单让主管定。")
        self._note(deed.at, "offer", yuan=deed.yuan)
        if not self._offered:
            self._offered = True
            self.mood = moved(self.mood, anger=-OFFER_CALMS)
        self._did(deed)

    def _refund(self, deed: Deed) -> None:
        due = self._ruling.amount if self._ruling else None
        if due is None or round(float(due) * 100) != round(deed.yuan * 100):
            self._mistakes += 1
            says = f"按规则应退 {due} 元" if due is not None else "按规则这一单没有要退的钱"
            self._note(deed.at, "refused", f"系统没有通过：{says}，你填的是 {deed.yuan:g} 元。", yuan=deed.yuan)
            return
        self._note(deed.at, "refund", yuan=deed.yuan)
        self._did(deed)

    def _end(self, deed: Deed) -> None:
        self._note(deed.at, "ended")
        self.done.add("end")
        if self.stage != "closing":
            leads = self.node.moves.get("end")
            if leads:
                self._go(deed.at, self._nodes[leads])
            else:
                self._finish(deed.at, "unresolved", says=())
        self.stage = "over"
        self._turn += 1

    def _did(self, deed: Deed) -> None:
        """Something was done that may bring the talk on by itself."""
        self.done.add(deed.do)
        leads = self.node.moves.get(deed.do)
        if leads and self.stage != "closing":
            self._forced = leads
        if self.stage != "closing" and (leads or (self.node.wants and not list(self.wants()))):
            self._plan_turn(deed.at)

    # What the customer does

    def _arrives(self, at: int) -> None:
        for place, said in enumerate(self.scenario.before):
            early = at - 10 * (len(self.scenario.before) - place)
            self._note(early, "before", said.text, who=said.who)
        facts = {one.id: one for one in self.scenario.facts.hidden}
        tells = [self._chance.pick(facts[one].says, one) for one in self._ease.tells]
        self.known |= set(self._ease.tells)
        self._speak(at, "\n".join([self._chance.pick(self.node.says, self.node.id), *tells]), "opening")

    def _takes_turn(self, at: int) -> None:
        if self.mood.furious:
            self._finish(at, "platform", says=(self._line("platform"),))
        elif self._replies >= REPLIES:
            self._go(at, self._nodes[self.node.silent])
        elif self._forced:
            self._go(at, self._nodes[self._forced])
        elif not list(self.wants()):
            self._go(at, self._nodes[self.node.met])
        elif self._asked:
            self._tells(at)
        elif self._held and self._holds < HOLDS:
            self._holds += 1
            self._promised, self._held = True, False
            self._note(at, "waits")
            self._wait(at, HELD)
        else:
            self._misses_it(at)

    def _tells(self, at: int) -> None:
        facts = {one.id: one for one in self.scenario.facts.hidden}
        says = [self._chance.pick(facts[one].says, one) for one in sorted(self._asked)]
        self.known |= self._asked
        self._asked.clear()
        self._speak(at, "\n".join(says), "told")

    def _misses_it(self, at: int) -> None:
        self._misses += 1
        if self._misses >= MISSES:
            self._go(at, self._nodes[self.node.silent])
            return
        lacking = next(iter(self.wants()))
        point = self.scenario.point(lacking)
        if self._last.breaks or "tone" not in self._last.labels:
            kind = "offended" if not self.mood.soothed else "baited"
        else:
            kind = "doubt" if lacking in self._guessed else "chase" if point.chase else "vague"
        line = self._chance.pick(point.chase, lacking, self._misses - 1) if kind == "chase" else self._line(kind)
        self._guessed.discard(lacking)
        self._speak(at, self._with_temper(line), kind)

    def _nudge(self, at: int) -> None:
        self._nudges += 1
        self.mood = waited(self.mood, broken=self._promised)
        if self.mood.furious:
            self._finish(at, "platform", says=(self._line("platform"),))
        elif self._nudges >= NUDGES:
            self._go(at, self._nodes[self.node.silent])
        else:
            kind = "broken" if self._promised else "nudge"
            self._promised = False
            self._speak(at, self._with_temper(self._line(kind, self._nudges - 1)), kind)

    def _go(self, at: int, node: Node) -> None:
        """To another node; on through those whose every want is met already."""
        passed = {self.node.id}
        while not node.end and node.wants and node.id not in passed and all(map(self._has, node.wants)):
            passed.add(node.id)
            node = self._nodes[node.met]
        self._enter(node)
        if node.end:
            self._finish(at, node.end, says=(self._chance.pick(node.says, node.id),))
        else:
            self._speak(at, self._with_temper(self._chance.pick(node.says, node.id)), "reply")

    def _enter(self, node: Node) -> None:
        self.node = node
        self._spent: set[Any] = set()
        self._asked: set[str] = set()
        self._guessed: set[str] = set()
        self._holds = self._misses = 0
        self._held: bool = False
        self._forced: str = ""
        self._last = Heard()

    def _speak(self, at: float, text: str, why: str) -> None:
        self.mood = moved(self.mood, soothed=self.mood.soothed if why == "baited" else 0.0)
        for place, line in enumerate(text.split("\n")):
            self._note(int(at) + 2 * place, "says", line, why=why)
        self._wait(int(at) + 2 * text.count("\n"), 1)

    def _wait(self, at: int, times: float) -> None:
        self.stage, self.since = "waiting", at
        self._turn += 1
        spread = self._chance.between(0.85, 1.15, f"patience {self.node.id}", self._nudges)
        self._later(at + max(10.0, patience(self._ease.patience * spread, self.mood) * times), "nudge", self._turn)

    def _plan_turn(self, at: int) -> None:
        self.stage = "typing"
        self._turn += 1
        self._nudges = 0
        self._promised = False
        self._later(at + self._typing(), "turn", self._turn)

    def _typing(self) -> int:
        return max(
            2, round(self.scenario.types * self._chance.between(0.6, 1.5, f"types {self.node.id}", self._misses))
        )

    def _finish(self, at: int, end: End, *, says: tuple[str, ...]) -> None:
        for place, line in enumerate(line for one in says for line in one.split("\n")):
            self._note(at + 2 * place, "says", line, why=end)
        sale = self.scenario.sale
        noise = self._chance.between(-8, 8, "buys")
        bought = bool(sale and RESOLVED[end] == 1 and self.mood.trust >= sale.trust + noise)
        rated = self._chance.share("rates") < RATES
        self.outcome = outcome(
            self.scenario,
            self.id,
            end,
            self.mood,
            done=self.done,
            told=self.told,
            breaks=self.breaks,
            mistakes=self._mistakes,
            rated=rated,
            bought=bought,
        )
        self._turn += 1
        self.stage = "over" if end in ("left", "platform") else "closing"
        if bought and sale:
            self._note(at + 5, "bought", sale.order_id, yuan=sale.amount)
        self._note(at, "over", end=end, score=self.outcome.score)
        if rated:
            self._note(at + 8, "rated", stars=self.outcome.stars)

    def _answered(self, at: int) -> None:
        says = self.scenario.facts.colleague
        assert says
        self.done.add("colleague")
        self._note(at, "answered", says.says, who=says.who)
        if "colleague" in self.node.moves and self.outcome is None:
            self._forced = self.node.moves["colleague"]
            self._plan_turn(at)

    # What she makes of it

    def _hears(self, deed: Deed) -> Heard:
        if deed.do == "choose":
            return chosen(self._choice(deed))
        if deed.heard is None or not deed.text.strip():
            raise PlayError("回复不能空着。写一句再发。")
        return deed.heard

    def _choice(self, deed: Deed) -> Any:
        for one in self.node.choices:
            if one.id == deed.choice:
                return one
        raise PlayError("这条备选是上一步的，现在用不上了。看看她新说了什么。")

    def _has(self, point_id: str) -> bool:
        point = self.scenario.point(point_id)
        return point_id in self.told if point.words else self._counts(point_id)

    def _counts(self, point_id: str) -> bool:
        point = self.scenario.point(point_id)
        return set(point.after) <= self.done and set(point.knows) <= self.known

    def _line(self, kind: str, number: int = 0) -> str:
        return self._chance.pick(self._lines[kind], kind, number)

    def _with_temper(self, line: str) -> str:
        """What she says, with a demand or a threat before it when she has just come to that."""
        was, self._tier = self._tier, max(self._tier, self.mood.tier)
        rises = self._tier > was and not self.mood.soothed
        return "\n".join([self._line(("demand", "threat", "threat")[self._tier - 1]), line]) if rises else line

    def _note(self, at: int, kind: str, text: str = "", **details: Any) -> None:
        self._write(at, self, kind, text, details)
