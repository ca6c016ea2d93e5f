"""
Giveaways: whether somebody who knows nothing can guess the key from how a question is written.

Three guessers answer all single-choice questions of the bank: one takes the longest choice, one always the same place,
one the choice that shares most with the stem. Each must do no better than chance plus five points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cs_training.core.question import AnyQuestion, Single
from cs_training.core.text import fold

ALLOWED = 0.05

Score = Callable[[Single, int], float]


@dataclass(frozen=True, slots=True)
class Leak:
    """A guesser that does too well: its rate, that of chance (both 0–1), and the questions that let it."""

    guesser: str
    rate: float
    chance: float
    questions: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"只{self.guesser}就能猜中 {self.rate:.0%}（瞎猜 {self.chance:.0%}，最多允许多 5 个百分点）。"
            f"改这些题：{'、'.join(self.questions)}"
        )


def leaks(questions: Iterable[AnyQuestion]) -> list[Leak]:
    """The guessers that beat chance over these questions, with the questions to mend."""
    singles = [q for q in questions if isinstance(q, Single)]
    if not singles:
        return []
    chance = sum(1 / len(q.choices) for q in singles) / len(singles)
    found = []
    for name, score in _guessers(max(len(q.choices) for q in singles)).items():
        hits = {q.id: _luck(q, score) for q in singles}
        rate = sum(hits.values()) / len(singles)
        if rate > chance + ALLOWED:
            found.append(Leak(name, rate, chance, tuple(i for i, hit in hits.items() if hit)))
    return found


def _guessers(most_choices: int) -> dict[str, Score]:
    def always(place: int) -> Score:
        return lambda _, n: float(n == place)

    return {
        "挑最长的选项": lambda q, n: len(fold(q.choices[n].text)),
        "挑和题干重合最多的选项": lambda q, n: len(_pairs(q.choices[n].text) & _pairs(q.stem)),
        **{f"总选第 {place + 1} 个": always(place) for place in range(most_choices)},
    }


def _luck(question: Single, score: Score) -> float:
    """The guesser's chance of a hit: where several choices look equally good to it, it picks among them."""
    scores = [score(question, n) for n in range(len(question.choices))]
    best = [n for n, one in enumerate(scores) if one == max(scores)]
    return sum(question.choices[n].right for n in best) / len(best)


def _pairs(text: str) -> set[str]:
    """Neighbouring characters: for Chinese they stand in for words."""
    folded = fold(text)
    return {folded[i : i + 2] for i in range(len(folded) - 1)}
