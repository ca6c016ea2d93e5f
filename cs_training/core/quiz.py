"""
One round with one question: tries, hints, credit, and when it is over.

A round is a value. Answering gives a new round; the old one still stands, so that a round can be rebuilt from
stored attempts, shown again, or compared. Nothing here knows a clock, a file or a widget.

Credit is the mark's score times what is left after hints and earlier tries::

    >>> credit_left(tries=0, hints=0), credit_left(tries=1, hints=0), credit_left(tries=1, hints=1)
    (1.0, 0.75, 0.65)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from cs_training.core.face import Face, face
from cs_training.core.mark import Mark
from cs_training.core.marking import Solution, mark, solution
from cs_training.core.numbers import read_number
from cs_training.core.question import AnyQuestion, Fill, Multiple, Numeric, Single, TrueFalse
from cs_training.core.response import Response
from cs_training.core.text import fold
from cs_training.core.variant import vary
from cs_training.errors import AnswerError

Mode = Literal["practice", "exam"]

TRY_COST = 0.25
HINT_COST = 0.1


@dataclass(frozen=True, slots=True)
class Try:
    """One answer that counted, what it was worth, and the credit it earned."""

    response: Response
    mark: Mark
    credit: float


@dataclass(frozen=True, slots=True)
class Round:
    """
    A question being worked on.

    Attributes:
        question: The drawn question.
        number: 1 for the first time ever, 2 for the first repetition …; it is also the seed of the variant.
        draft: In an exam, the answer as it stands before the paper is handed in.
        handed_in: The exam is over.
    """

    question: AnyQuestion
    number: int = 1
    mode: Mode = "practice"
    hints: int = 0
    tries: tuple[Try, ...] = ()
    draft: Response | None = None
    handed_in: bool = False

    @property
    def face(self) -> Face:
        return face(self.question, self.number)

    @property
    def solved(self) -> bool:
        return any(t.mark.correct for t in self.tries)

    @property
    def tries_left(self) -> int:
        return max(0, (1 if self.mode == "exam" else tries_allowed(self.question)) - len(self.tries))

    @property
    def over(self) -> bool:
        return self.handed_in or (self.mode == "practice" and (self.solved or not self.tries_left))

    @property
    def credit(self) -> float:
        """0–1: the best that was earned in this round."""
        return max((t.credit for t in self.tries), default=0.0)

    @property
    def hints_left(self) -> int:
        return 0 if self.over or self.mode == "exam" else len(self.question.hints) - self.hints

    @property
    def solution(self) -> Solution | None:
        """The key, once the round is over."""
        return solution(self.question) if self.over else None

    def earlier(self, response: Response) -> Try | None:
        """The try in which this same answer was given already: giving it again costs nothing and earns nothing."""
        return next((t for t in self.tries if same(self.question, t.response, response)), None)


def begin(question: AnyQuestion, number: int = 1, mode: Mode = "practice") -> Round:
    """A fresh round; ``number`` draws the variant."""
    return Round(vary(question, number), number, mode)


def answer(round_: Round, response: Response) -> Round:
    """
    The round after an answer: marked in practice, kept as a draft in an exam.

    Raises:
        AnswerError: The round is over.
    """
    if round_.over:
        raise AnswerError("这一轮已经结束。想再练，点“再做一遍”。")
    if round_.mode == "exam":
        return replace(round_, draft=response)
    if round_.earlier(response):
        return round_
    marked = mark(round_.question, response)
    credit = marked.score * credit_left(tries=len(round_.tries), hints=round_.hints)
    return replace(round_, tries=(*round_.tries, Try(response, marked, credit)))


def hint(round_: Round) -> Round:
    """
    The round with one more hint shown.

    Raises:
        AnswerError: There is none left, or this is an exam.
    """
    if not round_.hints_left:
        raise AnswerError("没有更多提示了。" if round_.mode == "practice" else "测验里没有提示，交卷后看讲解。")
    return replace(round_, hints=round_.hints + 1)


def hand_in(round_: Round) -> Round:
    """The exam question marked; an empty one earns nothing."""
    if round_.draft is None or round_.handed_in:
        return replace(round_, handed_in=True)
    marked = mark(round_.question, round_.draft)
    return replace(round_, tries=(Try(round_.draft, marked, marked.score),), handed_in=True)


def credit_left(*, tries: int, hints: int) -> float:
    """The share of the mark still to be had after so many answers and hints."""
    return max(0.0, round(1 - TRY_COST * tries - HINT_COST * hints, 10))


def tries_allowed(question: AnyQuestion) -> int:
    """How many answers count: what the author says, else as many as a guesser gains little from."""
    match question:
        case _ if question.tries is not None:
            return question.tries
        case TrueFalse():
            return 1
        case Single(choices=choices) | Multiple(choices=choices):
            return min(3, len(choices) - 2) or 1
    return 3


def same(question: AnyQuestion, one: Response, other: Response) -> bool:
    """Whether two answers say the same. The order of ticks does not matter, nor how a number is written."""
    if one == other:
        return True
    match question, one, other:
        case Multiple(), list(), list():
            return set(one) == set(other)
        case Numeric(unit=unit), str(), str():
            # A bare 35 under "%" was marked as 35 and as 35 %: then 35% says nothing new, but not the other way round.
            return set(_readings(other, unit)) <= set(_readings(one, unit))
        case Fill(), str(), str():
            return fold(one) == fold(other)
    return False


def _readings(typed: str, unit: str) -> tuple[Fraction | str, ...]:
    try:
        return read_number(typed, unit)
    except ValueError:
        return (typed,)
