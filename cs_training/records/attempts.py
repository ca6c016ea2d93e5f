"""
What happened with a question, and how it is written down as xAPI.

An :class:`Event` is one thing that happened; :func:`statement` writes it, :func:`event` reads it back, and
:func:`rebuild` makes a :class:`~cs_training.core.quiz.Round` of all that happened to a question. Stored marks are
believed: a replay never judges again, so that a mended key does not change what somebody was told.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, cast, get_args

from cs_training.core.mark import Mark
from cs_training.core.marking import mark
from cs_training.core.question import AnyQuestion, Cloze, Fill, Match, Multiple, Numeric, Order, Single, TrueFalse
from cs_training.core.quiz import Mode, Round, Try, begin
from cs_training.core.response import Response
from cs_training.records.log import Statement

# xAPI asks for IRIs; these are names, not addresses: “.invalid” never resolves.
SITE = "https://cs-training.invalid"
_EXTENSION = f"{SITE}/xapi/event"
ADL = "http://adlnet.gov/expapi"

What = Literal["answered", "hinted", "saved", "handed-in"]
_VERBS: dict[What, tuple[str, str]] = {
    "answered": (f"{ADL}/verbs/answered", "回答"),
    "hinted": (f"{SITE}/verbs/hinted", "看提示"),
    "saved": (f"{ADL}/verbs/progressed", "保存草稿"),
    "handed-in": (f"{ADL}/verbs/completed", "交卷"),
}
_INTERACTIONS: dict[type, str] = {
    Single: "choice",
    Multiple: "choice",
    TrueFalse: "true-false",
    Numeric: "numeric",
    Fill: "fill-in",
    Cloze: "fill-in",
    Order: "sequencing",
    Match: "matching",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    One thing that happened to a question.

    Attributes:
        round: Which time of working on it (1 is the first); also the seed of the variant.
        hints: Hints taken so far in the round.
        score: Of an answer: 0–1 before tries and hints count.
        credit: Of an answer: what it earned, 0–1.
        over: The round ended with this event.
        at: When; aware, UTC.
    """

    item: str
    rev: int
    what: What
    round: int
    mode: Mode
    at: datetime
    response: Response | None = None
    hints: int = 0
    score: float | None = None
    credit: float | None = None
    over: bool = False


def statement(event: Event, question: AnyQuestion, *, actor: str, id_: str | None = None) -> Statement:
    """The xAPI statement of an event."""
    details = {k: v for k, v in _details(event).items() if v is not None}
    verb, definition = _VERBS[event.what], _definition(question)
    said = {_EXTENSION: details}
    written = envelope(event.item, event.at, actor=actor, verb=verb, definition=definition, extensions=said, id_=id_)
    if event.response is not None:
        written["result"] = _result(event)
    return written


def envelope(
    item: str,
    at: datetime,
    *,
    actor: str,
    verb: tuple[str, str],
    definition: Mapping[str, Any],
    extensions: Mapping[str, Any],
    id_: str | None = None,
) -> Statement:
    """What all statements of ours have in common: who did what (``verb``: its name and its word) to what, when."""
    return {
        "id": id_ or str(uuid.uuid4()),
        "timestamp": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "version": "1.0.3",
        "actor": {"objectType": "Agent", "account": {"homePage": SITE, "name": actor}},
        "verb": {"id": verb[0], "display": {"zh-CN": verb[1]}},
        "object": {"objectType": "Activity", "id": iri(item), "definition": dict(definition)},
        "context": {"language": "zh-CN", "extensions": dict(extensions)},
    }


def event(written: Statement) -> Event | None:
    """The event of a statement; None if it is not one of ours or lacks something."""
    try:
        details = dict(written["context"]["extensions"][_EXTENSION])
        at = datetime.fromisoformat(written["timestamp"])
        item = written["object"]["id"].removeprefix(f"{SITE}/items/")
        found = Event(item=item, at=at, **details)
        return found if _sound(found) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def events(statements: Iterable[Statement]) -> list[Event]:
    """The events among statements, in their order."""
    return [e for e in map(event, statements) if e is not None]


def iri(item: str) -> str:
    """The name under which a question's statements are stored."""
    return f"{SITE}/items/{item}"


def rebuild(
    question: AnyQuestion, happened: Iterable[Event], number: int | None = None, mode: Mode = "practice"
) -> Round:
    """
    The round as it stands after all that happened.

    Args:
        question: The question as the bank has it; events of another revision are passed over.
        happened: The question's events, oldest first.
        number: Which round; by default the last one there is, or the first.
        mode: Only events of this mode count.
    """
    ours = [e for e in happened if e.item == question.id and e.rev == question.rev and e.mode == mode]
    number = number or max((e.round for e in ours), default=1)
    round_ = begin(question, number, mode)
    for one in ours:
        if one.round == number:
            round_ = _after(round_, one)
    return round_


def _after(round_: Round, one: Event) -> Round:
    if one.what == "saved":
        return replace(round_, draft=one.response)
    if one.what == "hinted":
        # A hint may have been taken out of the content since.
        return replace(round_, hints=min(max(round_.hints, one.hints), len(round_.question.hints)))
    if one.response is not None:
        marked = Mark(one.score or 0.0, _notes(round_.question, one.response))
        round_ = replace(round_, tries=(*round_.tries, Try(one.response, marked, one.credit or 0.0)))
    return replace(round_, handed_in=round_.handed_in or one.what == "handed-in")


def _notes(question: AnyQuestion, response: Response) -> Any:
    """What is said about an old answer today. One that no longer fits the question has nothing said about it."""
    try:
        return mark(question, response).notes
    except (TypeError, ValueError, StopIteration, KeyError):
        return ()


def _sound(event: Event) -> bool:
    """Whether its parts are of the types promised: the file is the learner's, and anybody may write into it."""
    match event.response:
        case list(parts):
            texts = parts
        case dict(parts):
            texts = [*parts, *parts.values()]
        case response:
            texts = [] if response is None else [response]
    whole = (event.rev, event.round, event.hints)
    shares = [share for share in (event.score, event.credit) if share is not None]
    return (
        event.what in _VERBS
        and event.mode in get_args(Mode)
        and event.at.tzinfo is not None
        and 2000 <= event.at.year <= 2200
        and all(isinstance(text, str) for text in texts)
        and all(isinstance(number, int) for number in whole)
        and all(isinstance(share, int | float) and 0 <= share <= 1 for share in shares)
    )


def _details(event: Event) -> dict[str, Any]:
    names = ("rev", "what", "round", "mode", "response", "hints", "score", "credit", "over")
    return {name: getattr(event, name) for name in names}


def _definition(question: AnyQuestion) -> dict[str, Any]:
    kind = _INTERACTIONS.get(type(question), "other")
    return {"type": f"{ADL}/activities/cmi.interaction", "interactionType": kind}


def _result(event: Event) -> dict[str, Any]:
    result: dict[str, Any] = {"response": _response_text(cast(Response, event.response)), "completion": event.over}
    if event.score is not None:
        result |= {"success": event.score >= 1, "score": {"scaled": round(event.credit or 0.0, 4)}}
    return result


def _response_text(response: Response) -> str:
    """The response in xAPI's own notation: ``[,]`` between parts, ``[.]`` between the two sides of a pair."""
    match response:
        case str():
            return response
        case list():
            return "[,]".join(response)
        case dict():
            return "[,]".join(f"{left}[.]{right}" for left, right in response.items())
