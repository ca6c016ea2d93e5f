"""
What happened with replies to one customer, and how it is written down: one statement a reply, one a correction.

A judged reply is stored with all that was said of it (labels, places, reasons, advice), so that showing it again judges
nothing. A teacher's correction is a statement of its own; labels, band and score after it follow from both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, get_args

from cs_training.core.judging.assessment import LABELS, Assessment, Evidence, Label, band_of, score_of
from cs_training.core.quiz import Mode, credit_left
from cs_training.records.assessed import read_assessment
from cs_training.records.attempts import ADL, SITE, envelope
from cs_training.records.log import Statement

_REPLY, _CORRECTION = f"{SITE}/xapi/reply", f"{SITE}/xapi/correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """
    A reply to a customer.

    Attributes:
        id: Of its statement.
        rev: Of the situation.
        assessment: None: a draft in a test, not yet judged.
        judge: Which judge it was; "" for a draft.
        at: When; aware, UTC.
    """

    id: str
    situation: str
    rev: int
    mode: Mode
    reply: str
    at: datetime
    assessment: Assessment | None = None
    judge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """
    A label that a teacher overruled.

    Attributes:
        attempt: Id of the reply's statement.
        given: What the label is now; before it was the opposite.
        who: Who says so.
        customer, facts, scenario: The situation as it was, so that the correction can be learnt from by itself.
    """

    situation: str
    attempt: str
    label: Label
    given: bool
    who: str
    why: str
    at: datetime
    customer: str
    facts: Mapping[str, str]
    scenario: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A judged reply with what teachers corrected; ``judged`` is what holds after that."""

    sent: Replied
    judged: Assessment
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Coached:
    """How a situation went: attempts made, the best band (0–3), and what it is worth (0–1)."""

    situation: str
    attempts: int
    band: int
    credit: float


def replied_statement(replied: Replied, *, actor: str) -> Statement:
    """The xAPI statement of a reply; a draft has no result but the words."""
    judged = replied.assessment
    details: dict[str, Any] = {name: getattr(replied, name) for name in ("rev", "mode", "reply", "judge")}
    details["assessment"] = judged.as_data() if judged else None
    verb = (f"{ADL}/verbs/answered", "回复") if judged else (f"{ADL}/verbs/progressed", "保存草稿")
    written = _written(replied.situation, replied.at, actor=actor, verb=verb, said={_REPLY: details}, id_=replied.id)
    result: dict[str, Any] = {"response": replied.reply, "completion": judged is not None}
    if judged:
        result |= {"success": judged.band >= 2, "score": {"scaled": judged.score / 100}}
    return written | {"result": result}


def correction_statement(correction: Correction, *, actor: str) -> Statement:
    """The xAPI statement of a correction."""
    details = {f.name: getattr(correction, f.name) for f in fields(correction) if f.name not in ("situation", "at")}
    details |= {"was": not correction.given, "facts": dict(correction.facts)}
    verb = (f"{SITE}/verbs/overruled", "改判")
    return _written(correction.situation, correction.at, actor=actor, verb=verb, said={_CORRECTION: details})


def replies(statements: Iterable[Statement]) -> list[Replied]:
    """The replies among statements, in their order."""
    return [one for one in map(_replied, statements) if one is not None]


def attempts(statements: Iterable[Statement]) -> list[Attempt]:
    """The judged replies among statements, in their order, with their corrections."""
    written = list(statements)
    changes: dict[str, list[Correction]] = {}
    for one in filter(None, map(_correction, written)):
        changes.setdefault(one.attempt, []).append(one)
    return [
        Attempt(sent, _corrected(sent.assessment, changes.get(sent.id, ())), tuple(changes.get(sent.id, ())))
        for sent in replies(written)
        if sent.assessment
    ]


def coached(made: Iterable[Attempt]) -> list[Coached]:
    """
    Situation by situation, in the order in which they were begun; attempts at an older revision are passed over.

    What is right after feedback is worth three quarters, as a question at the second try; however often one mends it.
    """
    by_situation: dict[str, list[Attempt]] = {}
    for one in made:
        by_situation.setdefault(one.sent.situation, []).append(one)
    found = []
    for situation, all_ in by_situation.items():
        newest = max(one.sent.rev for one in all_)
        ours = [one for one in all_ if one.sent.rev == newest]
        told = credit_left(tries=1, hints=0)
        credit = max(one.judged.score / 100 * (told if n else 1) for n, one in enumerate(ours))
        found.append(Coached(situation, len(ours), max(one.judged.band for one in ours), credit))
    return found


def corrections(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Corrected replies as training data: what was answered with what, and what holds after the corrections."""
    return [
        {
            "situation": one.sent.situation,
            "customer": one.corrections[-1].customer,
            "facts": dict(one.corrections[-1].facts),
            "scenario": one.corrections[-1].scenario,
            "reply": one.sent.reply,
            "labels": dict(one.judged.labels),
            "codes": sorted({violation.code for violation in one.judged.violations}),
        }
        for one in attempts(statements)
        if one.corrections
    ]


def _corrected(judged: Assessment, changes: Sequence[Correction]) -> Assessment:
    if not changes:
        return judged
    labels = {**judged.labels, **{one.label: one.given for one in changes}}
    settled = {one.label: Evidence((), one.why) for one in changes}  # the places spoke for what no longer holds
    return replace(
        judged,
        labels=labels,
        unsure=tuple(label for label in judged.unsure if label not in settled),
        band=band_of(labels, judged.violations),
        score=score_of(labels, judged.violations),
        evidence={**judged.evidence, **settled},
        advice=tuple(one for one in judged.advice if not labels.get(one.about)),  # type: ignore[call-overload]
    )


def _written(
    situation: str, at: datetime, *, actor: str, verb: tuple[str, str], said: Mapping[str, Any], id_: str | None = None
) -> Statement:
    definition = {"type": f"{ADL}/activities/simulation"}
    return envelope(situation, at, actor=actor, verb=verb, definition=definition, extensions=said, id_=id_)


def _replied(written: Statement) -> Replied | None:
    """The reply of a statement; None if it is none of ours or lacks something: anybody may write into the file."""
    try:
        details = dict(written["context"]["extensions"][_REPLY])
        judged = details.pop("assessment")
        found = Replied(
            **details,
            **_common(written),
            id=written["id"],
            assessment=judged and read_assessment(judged, details["reply"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    texts = (found.id, found.situation, found.reply, found.judge)
    sound = isinstance(found.rev, int) and found.mode in get_args(Mode) and all(isinstance(t, str) for t in texts)
    return found if sound else None


def _correction(written: Statement) -> Correction | None:
    try:
        details = dict(written["context"]["extensions"][_CORRECTION])
        del details["was"]
        found = Correction(**details, **_common(written))
        facts = [*found.facts, *found.facts.values()]
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    texts = [found.situation, found.attempt, found.who, found.why, found.customer, found.scenario, *facts]
    sound = found.label in LABELS and isinstance(found.given, bool) and all(isinstance(t, str) for t in texts)
    return found if sound else None


def _common(written: Statement) -> dict[str, Any]:
    at = datetime.fromisoformat(written["timestamp"])
    if at.tzinfo is None:
        raise ValueError
    return {"situation": written["object"]["id"].removeprefix(f"{SITE}/items/"), "at": at}
