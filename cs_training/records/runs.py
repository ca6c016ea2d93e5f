"""
What happened in simulated shifts, and how it is written down: one statement for the beginning, each deed, the clock
now and then, and the end.

A deed is stored with all that was heard and said of it and with the customer's state after it, so that playing it
again judges nothing. A run that branched off another one begins with its first deeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, get_args

from cs_training.core.judging.assessment import LABELS, Assessment
from cs_training.core.playing.deed import Deed, Heard
from cs_training.core.playing.script import Do
from cs_training.core.quiz import Mode
from cs_training.records.assessed import read_assessment
from cs_training.records.attempts import ADL, SITE, envelope
from cs_training.records.log import Statement

SHARE_TO_PASS = 0.75
_BEGAN, _DID, _CLOCK, _ENDED = (f"{SITE}/xapi/run/{what}" for what in ("began", "did", "clock", "ended"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Began:
    """
    The beginning of a run.

    Attributes:
        id: Of its statement, and of the run.
        item: ``shift/morning`` or ``play/delay-anger``.
        script: Name of what it was played with (:mod:`cs_training.records.scripts`). engine: of which version.
        minutes: 0 for a single customer, who has all the time there is.
        series, place, k: In an exam, which sitting of it, which of its runs (from 0), and of how many.
        branch, upto: The run it branched off, and how many of that run's deeds it begins with.
    """

    id: str
    item: str
    script: str
    engine: int
    seed: int
    level: int
    customers: int
    minutes: int
    mode: Mode
    at: datetime
    series: int = 0
    place: int = 0
    k: int = 1
    branch: str = ""
    upto: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """A deed; ``assessment`` and ``judge`` are of a typed reply, ``anger`` and ``trust`` of the customer after it."""

    run: str
    deed: Deed
    at: datetime
    anger: float
    trust: float
    assessment: Assessment | None = None
    judge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A chat's outcome as it was then; ``clean``: no red line was touched, and nothing done that must not be."""

    chat: str
    scenario: str
    end: str
    score: int
    stars: int
    passed: bool
    clean: bool


@dataclass(frozen=True, slots=True)
class Run:
    """
    A run as it stands.

    Attributes:
        did: Its deeds in order, those of the run it branched off included.
        clock: Seconds, as it was stored last.
        results: Of each chat; None while it is not over.
    """

    began: Began
    did: tuple[Did, ...] = ()
    clock: int = 0
    results: tuple[Result, ...] | None = None

    @property
    def passed(self) -> bool:
        """Whether it stands in an exam: three of four customers came out well, and all of it was clean."""
        results = self.results or ()
        well = sum(one.passed for one in results)
        return bool(results) and well >= SHARE_TO_PASS * len(results) and all(one.clean for one in results)


def began_statement(began: Began, *, actor: str) -> Statement:
    """The xAPI statement of a beginning."""
    details = {f.name: getattr(began, f.name) for f in fields(began) if f.name not in ("id", "item", "at")}
    return _written(began.item, began.at, actor, ("initialized", "开工"), {_BEGAN: details}, began.id)


def did_statement(did: Did, item: str, *, actor: str) -> Statement:
    """The xAPI statement of a deed."""
    deed = {name: value for name, value in asdict(did.deed).items() if value not in ("", None)}
    details: dict[str, Any] = {"run": did.run, "deed": deed, "anger": did.anger, "trust": did.trust, "judge": did.judge}
    details["assessment"] = did.assessment.as_data() if did.assessment else None
    return _written(item, did.at, actor, ("interacted", "接待"), {_DID: details})


def clock_statement(run: Began, clock: int, at: datetime, *, actor: str) -> Statement:
    """The xAPI statement of a clock."""
    return _written(run.item, at, actor, ("progressed", "看钟"), {_CLOCK: {"run": run.id, "clock": clock}})


def ended_statement(run: Began, results: Iterable[Result], clock: int, at: datetime, *, actor: str) -> Statement:
    """The xAPI statement of an end; its score is the mean of the chats'."""
    listed = list(results)
    details = {"run": run.id, "clock": clock, "results": [asdict(one) for one in listed]}
    written = _written(run.item, at, actor, ("completed", "收工"), {_ENDED: details})
    mean = sum(one.score for one in listed) / len(listed) / 100 if listed else 0.0
    passed = Run(run, results=tuple(listed)).passed
    return written | {"result": {"completion": True, "success": passed, "score": {"scaled": round(mean, 4)}}}


def runs(statements: Iterable[Statement]) -> list[Run]:
    """The runs among statements, in the order they began; what is not whole is passed over."""
    found: dict[str, Run] = {}
    for one in statements:
        said = _extensions(one)
        if (began := _began(one, said)) is not None:
            source = found.get(began.branch)
            found[began.id] = Run(began, source.did[: began.upto] if source else ())
        elif (did := _did(one, said)) is not None and did.run in found:
            run = found[did.run]
            found[did.run] = replace(run, did=(*run.did, did), clock=max(run.clock, did.deed.at))
        elif (ended := _ended(said)) is not None and ended[0] in found:
            run_id, clock, results = ended
            run = found[run_id]
            found[run_id] = replace(run, clock=max(run.clock, clock), results=results or run.results)
    return list(found.values())


def _written(  # noqa: PLR0917 -- who, did what, to what, when: as a statement says it
    item: str, at: datetime, actor: str, verb: tuple[str, str], said: Mapping[str, Any], id_: str | None = None
) -> Statement:
    definition = {"type": f"{ADL}/activities/simulation"}
    name = (f"{ADL}/verbs/{verb[0]}", verb[1])
    return envelope(item, at, actor=actor, verb=name, definition=definition, extensions=said, id_=id_)


def _extensions(written: Statement) -> Mapping[str, Any]:
    try:
        said = written["context"]["extensions"]
    except (KeyError, TypeError):
        return {}
    return said if isinstance(said, dict) else {}


def _began(written: Statement, said: Mapping[str, Any]) -> Began | None:
    try:
        item = written["object"]["id"].removeprefix(f"{SITE}/items/")
        found = Began(**said[_BEGAN], id=written["id"], item=item, at=_moment(written))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    numbers = ("engine", "seed", "level", "customers", "minutes", "series", "place", "k", "upto")
    whole = all(type(getattr(found, name)) is int for name in numbers)
    texts = all(isinstance(text, str) for text in (found.id, found.script, found.branch))
    return found if whole and texts and found.mode in get_args(Mode) and found.upto >= 0 else None


def _did(written: Statement, said: Mapping[str, Any]) -> Did | None:
    try:
        details = dict(said[_DID])
        deed, judged = _deed(details.pop("deed")), details.pop("assessment")
        assessment = read_assessment(judged, deed.text) if judged else None
        found = Did(**details, deed=deed, assessment=assessment, at=_moment(written))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return found if isinstance(found.run, str) and isinstance(found.judge, str) else None


def _deed(data: Mapping[str, Any]) -> Deed:
    told = data.get("heard")
    deed = Deed(**{**data, "heard": _heard(told) if told else None})
    texts = (deed.chat, deed.text, deed.choice, deed.to)
    sound = type(deed.at) is int and deed.do in get_args(Do) and isinstance(deed.yuan, int | float)
    if not sound or not all(isinstance(text, str) for text in texts):
        raise ValueError
    return deed


def _heard(data: Mapping[str, Any]) -> Heard:
    lists = {name: tuple(data[name]) for name in ("labels", "breaks", "points", "asks")}
    confidence = {label: float(data["confidence"][label]) for label in LABELS}
    return Heard(**lists, confidence=confidence)


def _ended(said: Mapping[str, Any]) -> tuple[str, int, tuple[Result, ...] | None] | None:
    """Of an end or a clock: the run, the clock, and the results if it is an end."""
    try:
        if _CLOCK in said:
            return str(said[_CLOCK]["run"]), int(said[_CLOCK]["clock"]), None
        details = said[_ENDED]
        return str(details["run"]), int(details["clock"]), tuple(map(_result, details["results"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _result(data: Mapping[str, Any]) -> Result:
    found = Result(**data)
    kinds = {"score": int, "stars": int, "passed": bool, "clean": bool}
    if any(type(getattr(found, f.name)) is not kinds.get(f.name, str) for f in fields(found)):
        raise ValueError
    return found


def _moment(written: Statement) -> datetime:
    at = datetime.fromisoformat(written["timestamp"])
    if at.tzinfo is None:
        raise ValueError
    return at
