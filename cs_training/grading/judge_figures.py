"""
How well readings of replies agree: labels, violations, bands.

Used for the judge against the final labels, and for the second labels against the first. All shares are 0–1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cs_training.core.judging.assessment import CODES, LABELS, Label
from cs_training.grading.judge_corpus import Labelled

BANDS = 4


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall, F1 and Cohen's kappa of one yes-or-no, and how often it was true. Shares of nothing are 0."""

    precision: float
    recall: float
    f1: float
    kappa: float
    true: int


@dataclass(frozen=True, slots=True)
class Figures:
    """
    Attributes:
        labels: By label. macro_f1: their mean F1.
        violation: Any violation at all.
        codes: By code. pooled: all codes as one set of decisions; lexical and contextual: the same for these alone.
        band_kappa: Quadratic weighted kappa of the bands. bands: the confusion table, rows are the truth.
    """

    replies: int
    labels: dict[Label, Rates]
    macro_f1: float
    violation: Rates
    codes: dict[str, Rates]
    pooled: Rates
    lexical: Rates
    contextual: Rates
    band_kappa: float
    bands: tuple[tuple[int, ...], ...]


def figures(truth: Sequence[Labelled], said: Sequence[Labelled]) -> Figures:
    """
    How well ``said`` agrees with ``truth``, reply by reply.

    Args:
        truth: What counts as right.
        said: As many readings, in the same order.
    """
    pairs = list(zip(truth, said, strict=True))
    labels = {label: rates([(t.labels[label], s.labels[label]) for t, s in pairs]) for label in LABELS}
    codes = {code: rates([(code in t.codes, code in s.codes) for t, s in pairs]) for code in CODES}

    def pooled(some: Sequence[str]) -> Rates:
        return rates([(code in t.codes, code in s.codes) for t, s in pairs for code in some])

    return Figures(
        replies=len(pairs),
        labels=labels,
        macro_f1=sum(one.f1 for one in labels.values()) / len(labels),
        violation=rates([(bool(t.codes), bool(s.codes)) for t, s in pairs]),
        codes=codes,
        pooled=pooled(list(CODES)),
        lexical=pooled([code for code, about in CODES.items() if about.lexical]),
        contextual=pooled([code for code, about in CODES.items() if not about.lexical]),
        band_kappa=quadratic_kappa([(t.band, s.band) for t, s in pairs]),
        bands=confusion([(t.band, s.band) for t, s in pairs]),
    )


def rates(pairs: Sequence[tuple[bool, bool]]) -> Rates:
    """Precision, recall, F1 and kappa of decisions, each as (truth, said)."""
    hits = sum(t and s for t, s in pairs)
    true, found = sum(t for t, _ in pairs), sum(s for _, s in pairs)
    agreed = _share(sum(t == s for t, s in pairs), len(pairs))
    by_chance = _share(true * found + (len(pairs) - true) * (len(pairs) - found), len(pairs) ** 2)
    return Rates(
        precision=_share(hits, found),
        recall=_share(hits, true),
        f1=_share(2 * hits, true + found),
        kappa=1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance),
        true=true,
    )


def confusion(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """How often each band (row) was said to be each band (column)."""
    return tuple(tuple(pairs.count((t, s)) for s in range(BANDS)) for t in range(BANDS))


def quadratic_kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Weighted kappa, where a miss by two bands weighs four times one by one."""
    table = confusion(pairs)
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    places = [(t, s) for t in range(BANDS) for s in range(BANDS)]
    seen = sum((t - s) ** 2 * table[t][s] for t, s in places)
    by_chance = _share(sum((t - s) ** 2 * rows[t] * columns[s] for t, s in places), len(pairs))
    return 1 - seen / by_chance if by_chance else 1.0


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
