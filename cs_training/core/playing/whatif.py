"""
What would have come of a chat if something else had been done: how an expert does, and where that would have paid.

Chats do not touch each other, so each is played again by itself, which costs milliseconds. "Better" is measured, not
opined: the chat is played on from the same moment, once with the learner's deed and once with an expert's; an expert
goes on in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from cs_training.core.playing.agents import EXPERT, GLANCE, work
from cs_training.core.playing.deed import Deed
from cs_training.core.playing.outcome import Outcome, worth
from cs_training.core.playing.played import Played, finished, numbered
from cs_training.core.playing.script import Choice, Do, End, Node
from cs_training.core.scenario import Entry, Play
from cs_training.errors import PlayError

BEFORE: tuple[Do, ...] = ("order", "logistics", "rules", "colleague", "ticket")  # what prepares a reply
IMPATIENT = ("nudge", "broken")
ENDS = get_args(End)
ANSWERS = ("reply", "transfer", "offer", "refund", "refused")
AT_ONCE = 15  # seconds in which an expert replies
MOST = 3
SCORE, PLEASED = 3, 5  # points of the score, or of how pleased she is, below which nothing is worth saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Better:
    """
    A moment at which something else would have brought more.

    Attributes:
        kind: ``words``: something else should have been sent or done; ``wait``: the same, only sooner; ``silence``:
            nothing was.
        n: Place of the learner's deed; None for silence. at: its moment, or that at which it was too late.
        says: Her words that stood unanswered. nudges: those of them that only asked whether anybody is there.
        waited: Seconds she had waited. rose: how much crosser that had made her.
        yours, picked: What was done; the choice, if it was one.
        first: What an expert does before. then, choice: what an expert does; the choice, if it is one.
        score, could: What it would have come to from there with the learner's deed, and with the expert's; 0–100.
        pleased: How much more pleased she would be, in points of 100.
    """

    kind: Literal["words", "wait", "silence"]
    n: int | None
    at: int
    node: str
    says: tuple[str, ...]
    nudges: tuple[str, ...]
    waited: int
    rose: float
    yours: Deed | None
    picked: Choice | None
    first: tuple[Deed, ...]
    then: Deed
    choice: Choice | None
    score: int
    could: int
    pleased: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """
    Words of hers that stand unanswered.

    Attributes:
        before: What was done in her chat before. prepared: what was looked up or asked while she waited.
        n, yours: What was done then, if anything was; ``at`` that moment.
        since: When she began to wait. calm: how cross she was then.
    """

    before: list[Deed]
    prepared: list[Deed]
    n: int | None
    yours: Deed | None
    at: int
    node: Node
    said: list[Entry]
    since: int
    calm: float

    @property
    def nudges(self) -> list[Entry]:
        return [one for one in self.said if one.details["why"] in IMPATIENT]


def expert(played: Played) -> dict[str, Outcome]:
    """What comes of each chat if an expert works the whole shift."""
    play = Play(played.cast, lines=played.lines, seed=played.seed, ends=played.ends)
    work(play, EXPERT, seed=played.seed)
    return {one.chat: one for one in finished(play).outcomes}


def better(played: Played, chat: str) -> list[Better]:
    """Where something else would have brought most, the most first; for a node each advice once."""
    found = [one for moment in _moments(played, chat) if (one := _better(played, chat, moment))]
    found.sort(key=lambda one: (one.could - one.score, one.pleased), reverse=True)
    best: dict[tuple[str, ...], Better] = {}
    for one in found:
        best.setdefault((one.node, one.then.do, one.then.choice, one.kind), one)
    return list(best.values())[:MOST]


def _moments(played: Played, chat: str) -> Iterator[_Moment]:
    """The moments at which her words were answered, or never were."""
    own = played.of(chat)
    for k in range(len(own) + 1):
        n, yours = own[k] if k < len(own) else (None, None)
        if yours.do in BEFORE if yours else own and own[-1][1].do == "end":
            continue  # what only prepares a reply; and after the end there is no silence
        before = [deed for _, deed in own[:k]]
        play = played.alone(chat, before, to=yours.at if yours else 0)
        if yours is None:
            finished(play)
        if said := _unanswered(play.log):
            first, since, calm = said[0], *_begin(play.log, said[0])
            at = yours.at if yours else next(one.at for one in play.log if one.kind == "over")
            mine = {
                "before": [deed for deed in before if deed.do not in BEFORE or deed.at <= since],
                "prepared": [deed for deed in before if deed.do in BEFORE and deed.at > since],
            }
            node = play.chats[chat].scenario.node(first.node)
            yield _Moment(**mine, n=n, yours=yours, at=at, node=node, said=said, since=since, calm=calm)


def _unanswered(log: Sequence[Entry]) -> list[Entry]:
    """What she said since she was answered last, where the talk is now; a farewell asks for no answer."""
    last = max((place for place, one in enumerate(log) if one.kind in ANSWERS), default=-1)
    said = [one for one in log[last + 1 :] if one.kind == "says" and one.details["why"] not in ENDS]
    return [one for one in said if one.node == said[-1].node]


def _begin(log: Sequence[Entry], first: Entry) -> tuple[int, float]:
    """When she began to wait, and how cross she was: with her words, or, if she had been put off, with that reply."""
    answers = [one for one in log if one.kind in ANSWERS]
    begin = answers[-1] if answers and first.details["why"] in IMPATIENT else first
    return begin.at, begin.anger


def _better(played: Played, chat: str, moment: _Moment) -> Better | None:
    """What an expert would have done, if it had paid."""
    theirs = played.alone(chat, moment.before, to=moment.since)
    could = _gone_on(theirs, chat, played.seed)
    ways = _at_node(theirs, moment)
    came = _with(played, chat, moment, [*moment.prepared, moment.yours])
    if not ways or not _pays(could, came):
        return None
    return Better(
        kind=_kind(played, chat, moment, could),
        n=moment.n,
        at=moment.at,
        node=moment.node.id,
        says=tuple(one.text for one in moment.said if one not in moment.nudges),
        nudges=tuple(one.text for one in moment.nudges),
        waited=moment.at - moment.since,
        rose=round(moment.said[-1].anger - moment.calm, 2),
        yours=moment.yours,
        picked=choice_of(moment.node, moment.yours),
        first=tuple(ways[:-1]),
        then=ways[-1],
        choice=choice_of(moment.node, ways[-1]),
        score=came.score,
        could=could.score,
        pleased=round(_pleased(could) - _pleased(came), 2),
    )


def _kind(played: Played, chat: str, moment: _Moment, could: Outcome) -> Literal["words", "wait", "silence"]:
    if moment.yours is None:
        return "silence"
    if not moment.nudges:
        return "words"
    try:
        sooner = _with(played, chat, moment, _at_once(played, chat, moment))
    except PlayError:  # so soon it could not have been done
        return "words"
    return "words" if _pays(could, sooner) else "wait"


def _at_once(played: Played, chat: str, moment: _Moment) -> list[Deed | None]:
    """The same deeds without delay; only a colleague's answer still takes its time."""
    start, asked = moment.since, next(one.scenario.facts.colleague for one in played.cast if one.chat == chat)
    takes = asked.after if asked and any(deed.do == "colleague" for deed in moment.prepared) else 0
    looked = [replace(deed, at=min(deed.at, start + GLANCE)) for deed in moment.prepared]
    return [*looked, moment.yours and replace(moment.yours, at=min(moment.at, start + takes + AT_ONCE))]


def choice_of(node: Node, deed: Deed | None) -> Choice | None:
    """The choice that was picked at a node."""
    return next((one for one in node.choices if deed and one.id == deed.choice), None)


def _at_node(play: Play, moment: _Moment) -> list[Deed]:
    """What an expert did at the node until she was answered: what came before, and the answer."""
    past = len(moment.before)
    numbers = numbered(play.log, list(enumerate(play.deeds)))
    ways: list[Deed] = []
    for n, one in zip(numbers, play.log, strict=True):
        if n is None or n < past:
            continue
        if one.node != moment.node.id or (ways and ways[-1].do not in BEFORE):
            break
        ways.append(play.deeds[n])
    return ways


def _with(played: Played, chat: str, moment: _Moment, then: Sequence[Deed | None]) -> Outcome:
    """What it comes to if these deeds are done then and an expert goes on; if she never got an answer, nobody does."""
    play = played.alone(chat, [*moment.before, *filter(None, then)])
    if moment.yours:
        return _gone_on(play, chat, played.seed)
    return _outcome(finished(play), chat)


def _gone_on(play: Play, chat: str, seed: int) -> Outcome:
    work(play, EXPERT, seed=seed)
    return _outcome(finished(play), chat)


def _outcome(play: Play, chat: str) -> Outcome:
    found = play.chats[chat].outcome
    assert found  # every path ends
    return found


def _pays(could: Outcome, came: Outcome) -> bool:
    return could.score - came.score >= SCORE or _pleased(could) - _pleased(came) >= PLEASED


def _pleased(one: Outcome) -> float:
    """Unlike the score it still moves after a red line."""
    return worth(one.resolved, anger=one.anger, trust=one.trust)
