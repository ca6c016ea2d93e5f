"""
One chat as it runs: what the agent can do in it, and how it comes out.

Nothing here knows of other chats. What the customer makes of it is :mod:`cs_training.core.playing.customer`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast, get_args

from cs_training.core.judging.writing import read_text
from cs_training.core.playing.chance import Chance
from cs_training.core.playing.customer import Customer, Lines, Stage
from cs_training.core.playing.deed import Deed, says_any
from cs_training.core.playing.facts import Look
from cs_training.core.playing.here import said
from cs_training.core.playing.mood import Mood
from cs_training.core.playing.outcome import Outcome, outcome
from cs_training.core.playing.script import Ease, End, Node, Scenario
from cs_training.errors import PlayError

LOOKS = get_args(Look)
ALWAYS = ("reply", "choose", "end", *LOOKS)
AFTERWARDS = ("reply", "end", "ticket")
CLOSES = 60  # seconds for a farewell, once she has what she came for
MOST = 40  # deeds in a chat, look-ups aside; nobody talks longer


class Chat:
    """
    A chat that is running.

    Args:
        due: Yuan that go back by the rules; 0 if none do.
        later: Called with a moment, a kind and the turn that it belongs to.
        write: Called with a moment, this chat, a kind, a text and details.

    Attributes:
        outcome: None until the customer is done. breaks: red lines touched.
    """

    def __init__(
        self,
        id_: str,
        scenario: Scenario,
        ease: Ease,
        *,
        chance: Chance,
        lines: Lines,
        due: float,
        later: Callable[[float, str, int], None],
        write: Callable[[int, Chat, str, str, dict[str, Any]], None],
    ) -> None:
        self.id, self.scenario, self.due = id_, scenario, due
        self.outcome: Outcome | None = None
        self.breaks: set[str] = set()
        self._chance, self._later, self._write = chance, later, write
        self._mistakes = self._turn = self._deeds = 0
        self._customer = Customer(
            scenario, ease, chance=chance, lines=lines, plan=self._plan, note=self._note, ended=self._over
        )

    @property
    def node(self) -> Node:
        return self._customer.node

    @property
    def mood(self) -> Mood:
        return self._customer.mood

    @property
    def stage(self) -> Stage:
        return self._customer.stage

    @property
    def since(self) -> int:
        """Of which moment the first message is that waits for an answer; asking again does not change it."""
        return self._customer.since

    @property
    def done(self) -> set[str]:
        """What was done here, by name; ``asked``: a colleague was asked and has not answered yet, maybe."""
        return self._customer.stand.done

    @property
    def told(self) -> set[str]:
        """The points that count as told."""
        return self._customer.stand.told

    @property
    def known(self) -> set[str]:
        """The hidden facts that she has told."""
        return self._customer.stand.known

    def wants(self) -> list[str]:
        """The points that she still waits for, here."""
        return list(self._customer.wants())

    def happen(self, at: int, kind: str, turn: int) -> None:
        """Something that was planned comes about."""
        if kind == "arrives":
            self._customer.arrives(at)
        elif kind == "answered":
            self._answered(at)
        elif kind == "closed":
            self._customer.stage = "over"
        elif turn == self._turn and self.outcome is None:
            (self._customer.turn if kind == "turn" else self._customer.nudge)(at)

    def act(self, deed: Deed) -> None:
        """
        The agent does something.

        Raises:
            PlayError: It cannot be done here; nothing has happened.
        """
        if self.stage in ("coming", "over"):
            raise PlayError(
                "这位顾客还没进来。等一等，先接别的。" if self.stage == "coming" else "这段会话已经结束了，换一位。"
            )
        if self.outcome and deed.do not in AFTERWARDS:
            raise PlayError("事已经办完了。先道个别，再结束会话。")
        if deed.do not in self.scenario.allowed and deed.do not in ALWAYS:
            raise PlayError("这一单用不上这一步。想一想顾客要的是什么，换一样做。")
        if deed.do in LOOKS:
            self._look(deed)
            return
        getattr(self, "_reply" if deed.do == "choose" else f"_{deed.do}")(deed)
        self._deeds += 1
        if self._deeds >= MOST:
            if self.outcome is None:
                self._customer.leaves(deed.at)
            self._customer.stage = "over"

    def cut_off(self, at: int) -> None:
        """The shift is over: what has a ticket is somebody else's now, the rest stays undone."""
        if self.stage == "coming":
            self._customer.stage = "over"
        elif self.outcome is None:
            self._customer.ends(at, "partly" if "ticket" in self.done else "unresolved", [])
        self._customer.stage = "over"

    def _reply(self, deed: Deed) -> None:
        heard, text, leads = said(deed, self.node)
        told: dict[str, Any] = {"by": deed.do, "choice": deed.choice, "labels": heard.labels, "breaks": heard.breaks}
        self.breaks.update(heard.breaks)
        if self.outcome:
            self.outcome = self._settled(self.outcome.end)  # she rated already; the shop still counts a red line
        else:
            told |= self._customer.hears(deed.at, heard, read_text(text, {}).folded, leads=leads)
        self._note(deed.at, "reply", text, **told)

    def _look(self, deed: Deed) -> None:
        if deed.do not in self.done:
            self._note(deed.at, "looked", "；".join(self.scenario.facts.card(cast(Look, deed.do))), what=deed.do)
            self._customer.sees(deed.at, deed.do)

    def _colleague(self, deed: Deed) -> None:
        asked = self.scenario.facts.colleague
        if asked is None:
            raise PlayError("这件事同事帮不上。自己查一查订单、物流和规则。")
        if "asked" not in self.done:
            self.done.add("asked")
            self._note(deed.at, "asked", who=asked.who)
            self._later(deed.at + asked.after, "answered", 0)

    def _answered(self, at: int) -> None:
        says = self.scenario.facts.colleague
        if says and self.outcome is None:
            self._note(at, "answered", says.says, who=says.who)
            self._customer.sees(at, "colleague")

    def _ticket(self, deed: Deed) -> None:
        text = read_text(deed.text, {})
        if not text.folded:
            raise PlayError("工单不能空着：写清订单号、什么事、答应了几点、下一步谁做。")
        self._note(
            deed.at,
            "ticket",
            deed.text,
            lacks=[need.says for need in self.scenario.ticket if not says_any(text, need.words)],
        )
        if self.outcome:
            self.done.add("ticket")
            self.outcome = self._settled(self.outcome.end)  # written at the last moment is written
        else:
            self._customer.sees(deed.at, "ticket")

    def _transfer(self, deed: Deed) -> None:
        theirs = deed.to in self.scenario.transfer_to
        right = theirs and "transfer" in self.node.moves
        self._note(deed.at, "transfer", to=deed.to, back=not right, early=theirs and not right)
        if right:
            self._customer.sees(deed.at, "transfer")
        else:
            self._customer.passed_on(deed.at)

    def _offer(self, deed: Deed) -> None:
        if not 0 < deed.yuan <= self.scenario.limit:
            raise PlayError(f"你自己能定的补偿是 {self.scenario.limit} 元以内。超过的，问同事或写工单让主管定。")
        if "offer" in self.done:
            raise PlayError("补偿已经给过一次了。还不行，就问同事或写工单让主管定。")
        self._note(deed.at, "offer", yuan=deed.yuan)
        self._customer.offered(deed.at)

    def _refund(self, deed: Deed) -> None:
        if "refund" in self.done:
            raise PlayError("这一单已经退过款了，不能再退一次。")
        if self.due > 0 and abs(self.due - deed.yuan) < 0.005:  # less than half a fen apart
            self._note(deed.at, "refund", yuan=deed.yuan)
            self._customer.sees(deed.at, "refund")
            return
        self._mistakes += 1
        says = f"按规则应退 {self.due:g} 元" if self.due else "按规则这一单没有要退的钱"
        self._note(deed.at, "refused", f"系统没有通过：{says}，你填的是 {deed.yuan:g} 元。", yuan=deed.yuan)

    def _end(self, deed: Deed) -> None:
        self._note(deed.at, "ended")
        if self.outcome is None:
            self.done.add("end")
            if leads := self.node.moves.get("end"):
                self._customer.goes(deed.at, leads)
            if self.outcome is None:
                self._customer.ends(deed.at, "unresolved", [])
        self._customer.stage = "over"

    def _over(self, at: int, end: End) -> None:
        """The customer is done: what came of it is settled now."""
        sale = self.scenario.sale
        self.outcome = self._settled(end)
        self._note(at, "over", end=end, score=self.outcome.score)
        if sale and self.outcome.bought:
            self._note(at, "bought", sale.order_id, yuan=sale.amount)
        if self.outcome.rated:
            self._note(at, "rated", stars=self.outcome.stars)
        self._later(at + CLOSES, "closed", 0)

    def _settled(self, end: End) -> Outcome:
        return outcome(
            self.scenario,
            self.id,
            end,
            self.mood,
            chance=self._chance,
            stand=self._customer.stand,
            breaks=self.breaks,
            mistakes=self._mistakes,
        )

    def _plan(self, at: float, kind: str) -> None:
        self._turn += 1  # what was planned before is void
        self._later(at, kind, self._turn)

    def _note(self, at: int, kind: str, text: str = "", **details: Any) -> None:
        self._write(at, self, kind, text, details)
