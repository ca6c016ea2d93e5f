"""
Questions: the types that content is read into.

One class per kind; a question is plain data and knows nothing about marking, drawing or files.
Field names are those of the YAML that authors write (docs/authoring.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal[1, 2, 3]
Use = Literal["practice", "assess"]
Unit = Literal["", "%", "元", "秒", "分钟", "小时", "天", "人", "单", "件", "条", "次", "个", "分"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    What every question has.

    Attributes:
        id: Unique for ever; attempts are stored under it.
        rev: Raised when the meaning changes; answers to an older ``rev`` are kept but no longer shown.
        objective: Id of a lesson's learning objective.
        use: ``practice`` or ``assess``, never both: an assessed question is never seen in practice.
        covers: Items of the syllabus (``S0-01`` …).
        source: Rule ids, fact checks (``FC-61``) or syllabus items the key rests on.
        level: 1 recall a fact at work, 2 decide an ordinary case, 3 decide a tricky one.
        hints: From gentle to strong; each one taken lowers the credit.
        why: What the question teaches, shown when it is over.
        tries: How many answers count; by default :func:`cs_training.core.quiz.tries_allowed` decides.
        as_of: The day for which the key was worked out (``YYYY-MM-DD``), if it rests on what a rule says on a day.
    """

    id: str
    rev: int
    objective: str
    use: Use
    covers: tuple[str, ...]
    source: tuple[str, ...]
    level: Level
    stem: str
    hints: tuple[str, ...] = ()
    why: str = ""
    tries: int | None = None
    as_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to pick; ``why`` tells who picked it what happens next."""

    id: str
    text: str
    why: str
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Question):
    """Pick the one right choice."""

    kind: Literal["single"]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Question):
    """Pick all right choices."""

    kind: Literal["multiple"]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """Is the statement true?"""

    kind: Literal["truefalse"]
    answer: bool
    why_true: str
    why_false: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Where a parameter's value comes from: a list, or a range with a step (both ends included)."""

    choose: tuple[float, ...] = ()
    start: float | None = None
    to: float | None = None
    step: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A wrong result that people really get, and how they got it."""

    answer: float | str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Question):
    """
    Work out a number.

    ``answer`` is a number in ``unit`` (a share for "%": 0.2 is 20 %), or an expression over ``params`` and ``lets``.
    """

    kind: Literal["numeric"]
    answer: float | str
    unit: Unit = ""
    tolerance: float = 0
    mistakes: tuple[Mistake, ...] = ()
    params: dict[str, Draw] | None = None
    lets: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A wrong text that deserves its own explanation."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill(Question):
    """Write a word or phrase; the first of ``answers`` is the model."""

    kind: Literal["fill"]
    answers: tuple[str, ...]
    reject: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an ordering question."""

    id: str
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Question):
    """Put the steps in order; they are written here in the right one."""

    kind: Literal["order"]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A left and the right that belongs to it."""

    id: str
    left: str
    right: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoy:
    """A right side that belongs to nothing."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """Find the right for every left."""

    kind: Literal["match"]
    pairs: tuple[Pair, ...]
    extra: tuple[Decoy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A gap in the stem, written there as ``[[id]]``; with ``choices`` it is a drop-down."""

    id: str
    answers: tuple[str, ...]
    why: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Question):
    """Fill the gaps of the stem."""

    kind: Literal["cloze"]
    blanks: tuple[Blank, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heap that items are sorted into."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sortable:
    """Something to put into a group."""

    id: str
    text: str
    group: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Classify(Question):
    """Put every item into its group."""

    kind: Literal["classify"]
    groups: tuple[Group, ...]
    items: tuple[Sortable, ...]


AnyQuestion = Single | Multiple | TrueFalse | Numeric | Fill | Order | Match | Cloze | Classify
