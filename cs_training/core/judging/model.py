"""
A logistic regression with several heads, evaluated in plain Python.

Trained elsewhere (:mod:`cs_training.grading.judge_training`) and stored in whole thousandths, which is exact enough and
makes a small file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SCALE = 1000


@dataclass(frozen=True)
class Model:
    """
    Attributes:
        heads: What is predicted: the six labels, and the codes of violations.
        bias: One number a head, in thousandths.
        weights: For each feature the heads that it speaks to and how loudly, in turn: head, weight, head, weight …
    """

    heads: tuple[str, ...]
    bias: tuple[int, ...]
    weights: Mapping[str, tuple[int, ...]]

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each head, for a reply that has these features."""
        sums = list(self.bias)
        for name in features:
            told = self.weights.get(name, ())
            for head, weight in zip(told[::2], told[1::2], strict=True):
                sums[head] += weight
        return {head: _sigmoid(total / SCALE) for head, total in zip(self.heads, sums, strict=True)}


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
