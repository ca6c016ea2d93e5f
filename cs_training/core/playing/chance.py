"""
Chance that depends on nothing but its name: same seed, customer and purpose, same draw, whenever it is asked for.

So nothing that happens in one chat can change another, and an earlier answer cannot change what comes after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")
_SIDES = 1 << 32


@dataclass(frozen=True, slots=True)
class Chance:
    """The draws of one customer in one run."""

    seed: int
    whose: str

    def share(self, purpose: str, number: int = 0) -> float:
        """A number from 0 to below 1."""
        named = f"{self.seed}|{self.whose}|{purpose}|{number}".encode()
        return int.from_bytes(blake2b(named, digest_size=4).digest(), "big") / _SIDES

    def pick(self, among: Sequence[T], purpose: str, number: int = 0) -> T:
        """One of several; the next number never gives the same one again if there is another."""
        first = int(self.share(purpose) * len(among))
        return among[(first + number) % len(among)]

    def between(self, low: float, high: float, purpose: str, number: int = 0) -> float:
        return low + (high - low) * self.share(purpose, number)

    def shuffled(self, among: Sequence[T], purpose: str) -> list[T]:
        drawn = [(self.share(purpose, n), n) for n in range(len(among))]
        return [among[n] for _, n in sorted(drawn)]
