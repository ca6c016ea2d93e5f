"""
Training the judge's model, and measuring it: what ``cs-training train`` runs.

A logistic regression for each label and one for each code of a violation, on the features of
:mod:`cs_training.core.judging.features`. Everything is decided on the training part: how much to regularise, which
features are worth keeping, where to draw the line; the test part is only measured. The same data and versions give the
same file, byte for byte.

Needs scikit-learn (``pip install 'cs-training[train]'``); using the judge does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from cs_training.core.judging.assessment import CODES, LABELS, Label
from cs_training.core.judging.judge import Judge
from cs_training.core.judging.model import SCALE, Model
from cs_training.core.judging.reading import Reading, read
from cs_training.core.reply import assess
from cs_training.grading.judge_corpus import Labelled, Row

HEADS = (*LABELS, *CODES)
STRENGTH = 0.1  # inverse of the penalty; chosen by leaving out one writer at a time (docs/reply-judge.md)
CODE_STRENGTH = 1.0
LEAN = 0.2  # to a label's log-odds: most replies lack most labels, and F1 asks for finding them
CAUTION = 0.2  # off a code's log-odds: balanced weights see red lines too often; chosen as STRENGTH was
SEEN = 2  # a feature met in fewer replies says more about the reply than about replies
LEAST = 40  # thousandths: weights below are left out, which halves the file and moves hardly a decision

Keep = Callable[[str], bool]


def wording_only(feature: str) -> bool:
    """Whether a feature is an n-gram: the model alone, without what the rules know."""
    return feature.startswith("g:")


def for_codes(feature: str) -> bool:
    """Whether the head of a code may use a feature: wording, and what the rules say. Patterns propose, not vote."""
    return feature.startswith(("g:", "rule:"))


def everything(_feature: str) -> bool:
    """Rules and model together."""
    return True


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as the model sees it."""

    row: Row
    features: frozenset[str]

    def truth(self, head: str) -> bool:
        """What was said."""
        return head in self.row.final.codes if head in CODES else self.row.final.labels[cast(Label, head)]


def seen(rows: Sequence[Row], judge: Judge) -> list[Seen]:
    """The rows with their features; the judge's own model plays no part in them."""
    return [Seen(row, frozenset(reading(row, judge).features)) for row in rows]


def reading(row: Row, judge: Judge) -> Reading:
    """A row, read."""
    return read(row.reply, judge, customer=row.customer, facts=row.facts, scenario=row.scenario)


def train(some: Sequence[Seen], keep: Keep = everything) -> Model:
    """A model of these rows."""
    counts = Counter(name for one in some for name in one.features if keep(name))
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    wording = [name for name in names if for_codes(name)]
    labelled = [one for one in some if one.row.final.labels]  # snippets are read for violations only
    # Whether the words of a red line are there is for its patterns to say; its head weighs the rest.
    heads = _fitted(labelled, names, LABELS) | _fitted(some, wording, tuple(CODES))
    return _rounded({head: heads[head] for head in HEADS})


def _fitted(
    some: Sequence[Seen], names: Sequence[str], heads: Sequence[str]
) -> dict[str, tuple[float, dict[str, float]]]:
    """Bias and weights of heads that see the same features of the same rows."""
    from sklearn.linear_model import LogisticRegression

    table, found = _table(some, names), {}
    for head in heads:
        # liblinear's coordinate descent with a seed gives the same numbers on every run. Codes are rare: balanced.
        options = {"C": STRENGTH} if head in LABELS else {"C": CODE_STRENGTH, "class_weight": "balanced"}
        fitted = LogisticRegression(**options, solver="liblinear", random_state=0, max_iter=1000)
        fitted.fit(table, [one.truth(head) for one in some])
        bias = float(fitted.intercept_[0]) - (-LEAN if head in LABELS else CAUTION)
        found[head] = bias, dict(zip(names, map(float, fitted.coef_[0]), strict=True))
    return found


def said(some: Sequence[Seen], judge: Judge) -> list[Labelled]:
    """What the whole judge says of rows."""
    found = []
    for one in some:
        row = one.row
        judged = assess(row.reply, judge=judge, customer=row.customer, facts=row.facts, scenario=row.scenario)
        codes = frozenset(violation.code for violation in judged.violations)
        found.append(Labelled(dict(judged.labels), codes, judged.band))
    return found


def left_out(some: Sequence[Seen], more: Sequence[Seen], judge: Judge, keep: Keep = everything) -> list[Labelled]:
    """What judges say of each writer's rows who have been trained on those of the others, and on more."""
    found: dict[str, Labelled] = {}
    for writer in sorted({one.row.writer for one in some}):
        others = [one for one in some if one.row.writer != writer]
        own = [one for one in some if one.row.writer == writer]
        own_judge = replace(judge, model=train([*others, *more], keep))
        found |= {one.row.id: labelled for one, labelled in zip(own, said(own, own_judge), strict=True)}
    return [found[one.row.id] for one in some]


def without_model(judge: Judge) -> Judge:
    """A judge by rules alone: a label is given where more speaks for it than against it."""
    weights = {
        f"s:{signal.id}": (HEADS.index(signal.label), SCALE if signal.positive else -SCALE) for signal in judge.signals
    }
    weights["facts:1"] = (HEADS.index("clarification"), SCALE)
    # Tone is there unless something speaks against it; a hint counts as a finding.
    bias = tuple(-SCALE // 2 if head in LABELS and head != "tone" else SCALE // 2 for head in HEADS)
    return replace(judge, model=Model(HEADS, bias, weights))


def _table(some: Sequence[Seen], names: Sequence[str]) -> Any:
    """Rows by features, as ones in a sparse table."""
    import numpy as np
    from scipy.sparse import csr_matrix

    places = {name: place for place, name in enumerate(names)}
    columns = [sorted(places[name] for name in one.features if name in places) for one in some]
    ends = np.cumsum([0, *map(len, columns)], dtype=np.int32)
    flat = np.array([place for some_places in columns for place in some_places], dtype=np.int32)
    return csr_matrix((np.ones(len(flat), dtype=np.float64), flat, ends), shape=(len(some), len(names)))


def _rounded(heads: Mapping[str, tuple[float, Mapping[str, float]]]) -> Model:
    weights: dict[str, list[int]] = {}
    for place, (_, told) in enumerate(heads.values()):
        for name, weight in told.items():
            if abs(weight) * SCALE >= LEAST:
                weights.setdefault(name, []).extend((place, round(weight * SCALE)))
    bias = tuple(round(bias * SCALE) for bias, _ in heads.values())
    return Model(tuple(heads), bias, {name: tuple(weights[name]) for name in sorted(weights)})
