"""A run as it was played: one chat of it again by itself, and which lines of the log are whose deeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cs_training.core.playing.customer import Lines
from cs_training.core.playing.deed import Deed
from cs_training.core.playing.script import Do
from cs_training.core.scenario import Arrival, Entry, Play, replay

LINES: Mapping[Do, tuple[str, ...]] = {  # the kinds of line that a deed leaves in the log
    "reply": ("reply",),
    "choose": ("reply",),
    "order": ("looked",),
    "logistics": ("looked",),
    "rules": ("looked",),
    "colleague": ("asked",),
    "ticket": ("ticket",),
    "transfer": ("transfer",),
    "offer": ("offer",),
    "refund": ("refund", "refused"),
    "end": ("ended",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A run, as far as it takes to play it again."""

    cast: Sequence[Arrival]
    deeds: Sequence[Deed]
    lines: Lines
    seed: int
    ends: int | None

    def of(self, chat: str) -> list[tuple[int, Deed]]:
        """A chat's deeds, each with its place among all."""
        return [(n, deed) for n, deed in enumerate(self.deeds) if deed.chat == chat]

    def alone(self, chat: str, deeds: Sequence[Deed], *, to: int = 0) -> Play:
        """One chat by itself after some deeds."""
        cast = [one for one in self.cast if one.chat == chat]
        return replay(cast, deeds, lines=self.lines, seed=self.seed, ends=self.ends, to=to)


def finished(play: Play) -> Play:
    """A run in which the agent does no more."""
    play.run_out() if play.ends is None else play.run_to(play.ends)
    return play


def numbered(log: Sequence[Entry], deeds: Sequence[tuple[int, Deed]]) -> list[int | None]:
    """For each line of one chat's log, the number of the deed that it tells of; None for those of the customer."""
    left = list(deeds)
    found: list[int | None] = []
    for one in log:
        place = next((k for k, (_, deed) in enumerate(left) if deed.at == one.at and _tells(one, deed)), None)
        found.append(None if place is None else left.pop(place)[0])
    return found


def _tells(one: Entry, deed: Deed) -> bool:
    return one.kind in LINES[deed.do] and (one.kind != "looked" or one.details["what"] == deed.do)
