"""
A quality check of a chat log: every reply judged, the red lines first, then the weakest, and a table by agent and day.

A reply is a turn: all that one agent writes before the buyer writes again. It is judged with what the buyer wrote last.
What a robot or the system says is not judged and ends no turn. All that the sheet shows is masked
(:mod:`cs_training.core.masking`), and buyers are numbered in the order in which the log names them.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Literal

from cs_training.core.judging.assessment import LABELS, Assessment, Label, Violation
from cs_training.core.judging.judge import Judge
from cs_training.core.masked_assessment import masked_assessment
from cs_training.core.masking import mask, names_in
from cs_training.core.reply import assess

Sender = Literal["buyer", "agent", "bot", "system"]


@dataclass(frozen=True, slots=True)
class Message:
    """A row of a chat log (design.md §4.1); ``at`` is aware."""

    session: str
    agent: str
    buyer: str
    at: datetime
    sender: Sender
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """
    A reply and what is said of it, masked; places in the assessment refer to the masked reply.

    Attributes:
        buyer: ``买家1`` and so on.
        at: Of its first message, in the time of the shop.
        customer: What the buyer wrote last before it.
    """

    session: str
    agent: str
    buyer: str
    at: datetime
    customer: str
    reply: str
    assessment: Assessment

    @property
    def day(self) -> date:
        return self.at.date()

    def as_data(self) -> dict[str, Any]:
        """Plain JSON."""
        where = {"agent": self.agent, "day": self.day.isoformat(), "session": self.session, "buyer": self.buyer}
        said = {"customer": self.customer, "reply": self.reply}
        return {**where, "time": self.at.isoformat(), **said, **self.assessment.as_data()}


@dataclass(frozen=True, slots=True)
class AgentDay:
    """
    An agent's day.

    Attributes:
        shares: Of replies that have each label, 0–1.
        red_lines: How often one was touched.
        unsure: Share of replies of which an instructor should look at some label.
    """

    agent: str
    day: date
    replies: int
    mean_score: float
    shares: Mapping[Label, float]
    red_lines: int
    unsure: float

    def as_data(self) -> dict[str, Any]:
        """Plain JSON."""
        return {**asdict(self), "day": self.day.isoformat()}


@dataclass(frozen=True, slots=True)
class Sheet:
    """All replies in the order of their times, and what follows from them."""

    replies: tuple[Judged, ...]

    @property
    def red_lines(self) -> list[tuple[Judged, Violation]]:
        """Every red line touched: the hard ones first, then by time."""
        found = [(one, violation) for one in self.replies for violation in one.assessment.violations]
        return sorted(found, key=lambda pair: pair[1].severity != "hard")

    def weakest(self, most: int) -> list[Judged]:
        """The replies with the lowest scores; those that touch a red line stand there already."""
        # The top band has nothing to learn from being called weak.
        weak = [one for one in self.replies if not one.assessment.violations and one.assessment.band < 3]
        return sorted(weak, key=lambda one: one.assessment.score)[:most]

    @property
    def days(self) -> list[AgentDay]:
        """A row for each agent and day, in that order."""
        found: dict[tuple[str, date], list[Judged]] = defaultdict(list)
        for one in self.replies:
            found[one.agent, one.day].append(one)
        return [_agent_day(*key, [one.assessment for one in found[key]]) for key in sorted(found)]


def check_quality(
    messages: Iterable[Message], *, judge: Judge, zone: tzinfo, day: date | None = None, agent: str = ""
) -> Sheet:
    """
    Judges every reply of a log, or those of a day or of an agent.

    Args:
        messages: In any order; within a session their times count.
        judge: What the judge knows.
        zone: The time of the shop, in which a day begins and ends.
    """

    @functools.cache  # shops send the same few sentences all day
    def judged(reply: str, customer: str) -> Assessment:
        return assess(reply, judge=judge, customer=customer)

    sessions: dict[str, list[Message]] = defaultdict(list)
    buyers: dict[str, str] = {"": "买家不详"}
    for one in messages:
        sessions[one.session].append(one)
        buyers.setdefault(one.buyer, f"买家{len(buyers)}")
    replies: list[Judged] = []
    for session in sessions.values():
        session.sort(key=lambda one: one.at)
        turns = [
            turn
            for turn in _turns(session)
            if agent in ("", turn.first.agent) and day in (None, turn.first.at.astimezone(zone).date())
        ]
        replies += _replies(session, turns, judged, buyers, zone) if turns else ()
    return Sheet(tuple(sorted(replies, key=lambda one: (one.at, one.session))))


@dataclass(slots=True)
class _Turn:
    """A turn being read: the first message of the reply, the texts of the buyer before it, and of the reply."""

    first: Message
    asked: list[str]
    said: list[str]


def _turns(session: Sequence[Message]) -> Iterator[_Turn]:
    asked: list[str] = []
    turn: _Turn | None = None
    for one in session:
        if not one.text.strip() or one.sender not in ("buyer", "agent"):
            continue
        if turn and (one.sender == "buyer" or one.agent != turn.first.agent):
            yield turn
            asked, turn = ([] if one.sender == "buyer" else asked), None
        if one.sender == "buyer":
            asked.append(one.text)
        elif turn:
            turn.said.append(one.text)
        else:
            turn = _Turn(one, asked, [one.text])
    if turn:
        yield turn


def _replies(
    session: Sequence[Message],
    turns: Iterable[_Turn],
    judged: Callable[[str, str], Assessment],
    buyers: Mapping[str, str],
    zone: tzinfo,
) -> Iterator[Judged]:
    # Who gave a name once is called by it later, with nothing around it that would tell.
    ids = {one.buyer for one in session if _telling(one.buyer)}
    names = ids.union(*(names_in(one.text) for one in session))
    name = _session_name(session[0].session, {one: buyers[one] for one in ids})
    for turn in turns:
        reply, customer = "\n".join(turn.said), "\n".join(turn.asked)
        masked = mask(reply, names=names)
        yield Judged(
            session=name,
            agent=turn.first.agent,
            buyer=buyers[turn.first.buyer],
            at=turn.first.at.astimezone(zone),
            customer=mask(customer, names=names).text,
            reply=masked.text,
            assessment=masked_assessment(judged(reply, customer), reply, masked, names=names),
        )


def _session_name(name: str, buyers: Mapping[str, str]) -> str:
    """Exports like to make the id of a session out of the buyer's."""
    for buyer in sorted(buyers, key=len, reverse=True):
        name = name.replace(buyer, buyers[buyer])
    # As an order's, its number is kept unless it is a mobile's.
    return mask(f"编号{name}").text.removeprefix("编号")


def _telling(buyer: str) -> bool:
    """Whether an id is more than a number or a letter that any text may hold."""
    return len(buyer) > 3 or (len(buyer) > 1 and not buyer.isascii())


def _agent_day(agent: str, day: date, found: Sequence[Assessment]) -> AgentDay:
    return AgentDay(
        agent=agent,
        day=day,
        replies=len(found),
        mean_score=round(sum(one.score for one in found) / len(found), 1),
        shares={label: round(sum(one.labels[label] for one in found) / len(found), 3) for label in LABELS},
        red_lines=sum(len(one.violations) for one in found),
        unsure=round(sum(bool(one.unsure) for one in found) / len(found), 3),
    )
