"""
Chance that falls alike on every platform: the raw bits of PCG64, and tables of whole numbers to look them up in.

NumPy keeps the stream of a bit generator for ever, but not that of its distributions, and a logarithm may differ in its
last bit between systems. So nothing random is computed with floats: 16 raw bits choose an entry of a table that was
rounded to whole numbers before.
"""

from __future__ import annotations

import functools
import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
SIDES = 1 << 16
_STEPS = 4096  # entries of a table: the rarest draw is one in 4096


class Dice:
    """Draws of one seed and purpose; ``key`` tells purposes of the same seed apart."""

    def __init__(self, seed: int, *key: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence((seed, *key)))

    def sixteen(self, count: int) -> Ints:
        """Whole numbers from 0 to 65535, all alike likely."""
        raw = self._bits.random_raw(-(-count // 4))
        return np.asarray(raw, dtype="<u8").view("<u2")[:count].astype(np.int64)

    def below(self, limit: Ints | int, count: int) -> Ints:
        """Whole numbers from 0 to below ``limit``, which may differ by entry."""
        fine = (self.sixteen(count) << 16) | self.sixteen(count)
        return (fine * limit) >> 32

    def chance(self, permille: Ints | int, count: int) -> Flags:
        """True as often as ``permille`` of a thousand says."""
        return self.sixteen(count) * 1000 < np.asarray(permille, dtype=np.int64) * SIDES

    def pick(self, table: Ints, count: int) -> Ints:
        """Entries of a table of ``_STEPS`` quantiles."""
        drawn: Ints = table[self.sixteen(count) * len(table) >> 16]
        return drawn

    def one_of(self, weights: Ints, count: int) -> Ints:
        """Places in ``weights``, each as often as its weight says."""
        total = np.cumsum(weights)
        return np.searchsorted(total, self.below(int(total[-1]), count), side="right").astype(np.int64)


@functools.cache
def log_normal(median: int, sigma_percent: int, most: int) -> Ints:
    """The quantiles of a log-normal, rounded, none above ``most``."""
    unit = NormalDist()
    places = ((i + 0.5) / _STEPS for i in range(_STEPS))
    drawn = [min(most, round(median * math.exp(unit.inv_cdf(p) * sigma_percent / 100))) for p in places]
    return np.asarray(drawn, dtype=np.int64)


@functools.cache
def normal(deviation: int) -> Ints:
    """The quantiles of a normal around 0, rounded."""
    unit = NormalDist()
    return np.asarray([round(deviation * unit.inv_cdf((i + 0.5) / _STEPS)) for i in range(_STEPS)], dtype=np.int64)


@functools.cache
def counts(*percent: int) -> Ints:
    """A table of 0, 1, 2 … with these shares of a hundred."""
    drawn = [sum(100 * i >= _STEPS * end for end in _sums(percent)) for i in range(_STEPS)]
    return np.asarray(drawn, dtype=np.int64)


def _sums(percent: tuple[int, ...]) -> list[int]:
    return [sum(percent[: i + 1]) for i in range(len(percent) - 1)]
