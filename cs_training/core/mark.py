"""The one outcome every engine returns: how much of an answer is right, and what to say about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A verdict on one part of an answer (``part`` is a choice, blank or item id; "" means the whole)."""

    part: str
    right: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """
    What an answer is worth.

    Attributes:
        score: Share of the answer that is right, 0–1, before tries and hints are counted.
        notes: Verdicts that may be shown while tries remain: they never give the key away.
    """

    score: float
    notes: tuple[Note, ...] = ()

    @property
    def correct(self) -> bool:
        return self.score >= 1
