"""
Scripted agents: what an expert would do, and others by how they differ from one.

They serve three ends: the calibration (a sensible order of agents, docs/scenarios.md), the best path that a debrief
compares with, and the crawler that plays every scenario in the tests. They see what a learner sees: cards, choices,
what she said; and, as their author knows the scenario, which points are still wanted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from cs_training.core.playing.chance import Chance
from cs_training.core.playing.chat import LOOKS, Chat
from cs_training.core.playing.deed import Deed, Heard, chosen
from cs_training.core.playing.graph import best_ends
from cs_training.core.playing.script import Choice, Do
from cs_training.core.scenario import Play
from cs_training.errors import PlayError

GLANCE = 4  # seconds to look something up
WORSE = 0.15  # share of rude replies that are abusive
TEMPLATES = ("亲，您好，在的呢。", "亲，请您耐心等待哦。", "好的呢亲，给您带来不便请谅解。", "亲，这边帮您反馈一下哦。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """
    Somebody who works by a script.

    Attributes:
        pace: Seconds for a reply, from and to.
        skill: How often the best of the choices is taken. checks: how often what has to be done first is done.
        manner: ``polite``; ``rude`` says the same without a kind word, and now and then worse; ``pastes`` sends
            templates whatever was said; ``absent`` does nothing.
    """

    id: str
    title: str
    pace: tuple[float, float] = (10, 20)
    skill: float = 1.0
    checks: float = 1.0
    manner: str = "polite"


AGENTS = (
    Agent(id="expert", title="老手", pace=(8, 16)),
    Agent(id="average", title="一般", pace=(16, 28), skill=0.82, checks=0.9),
    Agent(id="novice", title="新手", pace=(22, 36), skill=0.72, checks=0.75),
    Agent(id="slow", title="会做但慢", pace=(60, 88)),
    Agent(id="rude", title="快但冲", pace=(4, 8), skill=0.8, checks=0.6, manner="rude"),
    Agent(id="paster", title="只贴套话", pace=(4, 8), manner="pastes"),
    Agent(id="absent", title="不理人", manner="absent"),
)
EXPERT = AGENTS[0]


def work(play: Play, agent: Agent, *, seed: int) -> Play:
    """Lets an agent work a shift to its end, one thing at a time: who has waited longest comes first."""
    chance = Chance(seed, f"agent {agent.id}")
    steps = 0
    while not play.over:
        waiting = [chat for chat in play.chats.values() if _can_go_on(chat, agent)]
        if not waiting:
            if play.next_at is None:
                break
            play.run_to(play.next_at)
            continue
        chat = min(waiting, key=lambda one: one.since)
        steps += 1
        for deed in _next(chat, agent, chance, steps, play.now):
            with contextlib.suppress(PlayError):  # she left, or went on, while this was being written
                play.act(deed)
    return play


def _can_go_on(chat: Chat, agent: Agent) -> bool:
    if agent.manner == "absent" or chat.stage in ("coming", "typing", "over"):
        return False
    return not ("asked" in chat.done and "colleague" not in chat.done and "colleague" in _needed(chat))


def _next(chat: Chat, agent: Agent, chance: Chance, step: int, now: int) -> Iterator[Deed]:
    """What the agent does next in a chat: one look-up or act, or a reply."""
    then = now + round(chance.between(*agent.pace, "pace", step))
    if chat.stage == "closing":
        yield _says(chat, "不客气，有事再叫我。", now + GLANCE)
        yield Deed(at=now + GLANCE, chat=chat.id, do="end")
    elif agent.manner == "pastes":
        yield _says(chat, TEMPLATES[step % len(TEMPLATES)], then)
    elif (due := _due(chat)) and chance.share(f"checks {chat.id} {chat.node.id}") < agent.checks:
        yield _act(chat, due[0], now + GLANCE)
    elif choice := best_choice(chat):
        yield _picks(chat, choice, agent, chance=chance, step=step, at=then)
    else:
        yield _way_out(chat, then)


def _picks(chat: Chat, best: Choice, agent: Agent, *, chance: Chance, step: int, at: int) -> Deed:
    slips = chance.share("skill", step) >= agent.skill
    choice = chance.pick(chat.node.choices, f"slip {step}") if slips else best
    if agent.manner == "rude":
        return _rudely(chat, choice, chance.share("worse", step) < WORSE, at)
    return Deed(at=at, chat=chat.id, do="choose", choice=choice.id)


def _says(chat: Chat, text: str, at: int) -> Deed:
    return Deed(at=at, chat=chat.id, do="reply", text=text, heard=Heard(labels=("tone",)))


def best_choice(chat: Chat) -> Choice | None:
    """The choice that brings the talk on furthest; None if only a deed does."""
    ends = best_ends(chat.scenario)
    here, wanted = ends[chat.node.id], set(chat.wants())
    unknown = {hid for one in wanted for hid in chat.scenario.point(one).knows} - chat.known

    def worth(one: Choice) -> tuple[float, ...]:
        leads = ends[one.to] if one.to else here
        new = len(wanted & set(one.gives)) if not unknown else 0
        return (leads, -len(one.breaks), len(unknown & set(one.asks)), new, len(one.labels))

    useful = [one for one in chat.node.choices if not one.breaks]
    if not useful or (chat.node.moves and not wanted):
        return None
    return max(useful, key=worth)


def _due(chat: Chat) -> list[Do]:
    """What has to be done before a good reply here, in order; who was asked and has not answered is not asked again."""
    needed, asked = _needed(chat), "asked" in chat.done
    return [do for do in _ORDER if do in needed and do not in chat.done and not (asked and do == "colleague")]


def _needed(chat: Chat) -> set[Do]:
    """What counts here only when it is done: for a point that is wanted now, or at the last for the whole."""
    last = not chat.node.met or chat.scenario.node(chat.node.met).end
    duties = {duty.do for duty in chat.scenario.must if duty.do and (last or duty.do in LOOKS)}
    return duties.union(*(chat.scenario.point(one).after for one in chat.wants()))


def _act(chat: Chat, do: Do, at: int) -> Deed:
    due = chat.due if do == "refund" else 0.0
    yuan = due if do == "refund" else float(min(5, chat.scenario.limit)) if do == "offer" else 0
    text = "；".join(need.words[0].replace("+", " ") for need in chat.scenario.ticket) or "已记下"
    return Deed(at=at, chat=chat.id, do=do, yuan=yuan, text=text.format_map(_SAMPLES) if do == "ticket" else "")


def _way_out(chat: Chat, at: int) -> Deed:
    """The deed that leads on where no choice does."""
    ends = best_ends(chat.scenario)
    moves = chat.node.moves or {"end": ""}
    do = cast(Do, max(moves, key=lambda one: ends.get(moves[one], 0)))
    to = chat.scenario.transfer_to[0] if do == "transfer" and chat.scenario.transfer_to else ""
    return replace(_act(chat, do, at), to=to)


def _rudely(chat: Chat, choice: Choice, worse: bool, at: int) -> Deed:
    """A choice without a kind word: what it tells is told all the same."""
    kind = chosen(choice)
    kept = tuple(label for label in kind.labels if label not in ("tone", "empathy", "ownership"))
    hears = replace(kind, labels=kept, breaks=(*kind.breaks, "abuse") if worse else kind.breaks)
    return Deed(at=at, chat=chat.id, do="reply", text=f"{choice.text}（冲）", heard=hears)


_ORDER: tuple[Do, ...] = ("order", "logistics", "rules", "colleague", "ticket", "refund", "offer")
_SAMPLES = {"时间": "18:00", "金额": "10 元"}
