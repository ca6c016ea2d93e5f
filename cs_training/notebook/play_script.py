"""What a run is played with, as a text to keep and as customers to come: scenarios, common lines, who comes when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from cs_training.content.building import build
from cs_training.core.playing.script import Scenario
from cs_training.core.scenario import Arrival

Lines = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Script:
    """Who comes, and what customers say in common."""

    cast: tuple[Arrival, ...]
    lines: Lines


def script_text(cast: Sequence[Arrival], lines: Lines) -> str:
    """A script as JSON; the same script is the same text. Cards keep the order in which they were written."""
    scenarios = {one.scenario.id: asdict(one.scenario) for one in cast}
    comes = [
        {"chat": one.chat, "scenario": one.scenario.id, "level": one.level, "at": one.at, "due": one.due}
        for one in cast
    ]
    return json.dumps({"scenarios": scenarios, "cast": comes, "lines": lines}, ensure_ascii=False)


def read_script(text: str) -> Script:
    """
    A script from its text.

    Raises:
        KeyError, TypeError, ValueError: It is none, or of a form that is no longer read.
    """
    data = json.loads(text)
    scenarios = {id_: build(Scenario, raw) for id_, raw in data["scenarios"].items()}
    cast = tuple(Arrival(**{**one, "scenario": scenarios[one["scenario"]]}) for one in data["cast"])
    return Script(cast, {kind: tuple(says) for kind, says in data["lines"].items()})
