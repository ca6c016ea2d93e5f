"""
Casework: one case after another, one learner, and the log between them.

Widgets and text are two faces of it, as with :class:`cs_training.notebook.sitting.Sitting`: what is done here is on the
disk before it is in :attr:`CaseworkSitting.round`. The case in hand is the newest that was worked on; asking for
another one records nothing before its first answer.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cs_training.content.bank import Bank, open_bank
from cs_training.core.practice import TOPICS, Goods, Part, PracticeCase, Topic, mark_parts, parts, practice_case
from cs_training.core.quiz import credit_left
from cs_training.core.rules import decide
from cs_training.core.ruling.decision import Decision
from cs_training.core.ruling.words import CATEGORIES
from cs_training.errors import AnswerError, UnknownIdError
from cs_training.notebook.sitting import attempt_log, now
from cs_training.records.casework import Tried, casework_item, tried_statement, tries
from cs_training.records.home import learner
from cs_training.records.log import Log

LEVELS = (1, 2, 3)
TRIES = 2


@dataclass(frozen=True, slots=True)
class CaseRound:
    """A case being worked on; ``rev`` is a mark of its facts and of what is asked."""

    case: PracticeCase
    decision: Decision
    parts: tuple[Part, ...]
    rev: int
    tries: tuple[Tried, ...] = ()

    @property
    def over(self) -> bool:
        return any(one.over for one in self.tries)

    @property
    def tries_left(self) -> int:
        return 0 if self.over else TRIES - len(self.tries)

    @property
    def last(self) -> Tried | None:
        return self.tries[-1] if self.tries else None


class CaseworkSitting:
    """
    Cases of one topic being worked on.

    Args:
        topic: One of :data:`cs_training.core.practice.TOPICS`.
        level: 1 to 3.
        number: Which case; by default the newest that was worked on, else the first.

    Raises:
        UnknownIdError: There is no such topic. AnswerError: There is no such level or number.
    """

    def __init__(
        self,
        topic: str,
        level: int = 1,
        number: int | None = None,
        *,
        bank: Bank | None = None,
        log: Log | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        if topic not in TOPICS:
            raise UnknownIdError("判案练习", topic, TOPICS)
        if not _whole(number, 1, 10**6) and number is not None:
            raise AnswerError("第几例写一个数，从 1 开始，比如 number=2。")
        self.topic = topic
        self.bank = bank or open_bank()
        self._log = log or attempt_log()
        self._clock = clock
        self.round = self._opened(checked_level(level), number)

    @property
    def about(self) -> Topic:
        return TOPICS[self.topic]

    @property
    def chat(self) -> Iterator[tuple[str, str, bool]]:
        """Who says what, and whether it is somebody of the shop; colleagues are not always right, so it says so."""
        staff = {one.name for one in self.bank.shop.staff.values()}
        for who, text in self.round.case.chat:
            yield f"{who}（店里）" if who in staff else who, text, who in staff

    def answer(self, response: Mapping[str, str]) -> None:
        """
        Marks a try. One that says the same as an earlier one is not recorded again, nor is one after the end.

        Raises:
            RecordError: It could not be written; the case is as before.
        """
        before = self._reload()
        if before.over or any(one.response == response for one in before.tries):
            return
        mark = mark_parts(before.parts, response)
        tried = Tried(
            topic=self.topic,
            level=before.case.level,
            number=before.case.number,
            rev=before.rev,
            at=self._clock(),
            response=dict(response),
            right=tuple(note.part for note in mark.notes if note.right and note.part),
            credit=mark.score * credit_left(tries=len(before.tries), hints=0),
            over=mark.correct or before.tries_left == 1,
        )
        self._log.append(tried_statement(tried, actor=learner()))
        self.round = CaseRound(before.case, before.decision, before.parts, before.rev, (*before.tries, tried))

    def another(self) -> None:
        """Goes on to the next case, or to the one that another notebook has begun meanwhile."""
        case = self.round.case
        newest = self._opened(case.level)
        begun_elsewhere = newest.case.number > case.number and not newest.over
        after = max(newest.case.number, case.number) + 1
        self.round = newest if begun_elsewhere else self._opened(case.level, after)

    def change_level(self, level: object) -> None:
        """Goes to the case in hand at another level; to a fresh one if that is finished. Raises AnswerError."""
        self.round = self._opened(checked_level(level))
        if self.round.over:
            self.another()

    def _reload(self) -> CaseRound:
        case = self.round.case
        self.round = self._opened(case.level, case.number)
        return self.round

    def _opened(self, level: int, number: int | None = None) -> CaseRound:
        """A case with what was tried at it so far."""
        said = [
            one
            for one in tries(self._log.read(casework_item(self.topic, level)))
            if (one.topic, one.level) == (self.topic, level)
        ]
        number = number or max((one.number for one in said), default=1)
        case = practice_case(self.topic, level, number, goods=shelf(self.bank))
        decision = decide(case.facts, rules=self.bank.rules, on=case.on)
        asked = parts(case, decision, self.topic)
        rev = _rev(case, asked)
        return CaseRound(case, decision, asked, rev, tuple(o for o in said if (o.number, o.rev) == (number, rev)))


def shelf(bank: Bank) -> tuple[Goods, ...]:
    """What the shop sells, as the cases need it."""
    listed = bank.shop.products.values()
    return tuple(Goods(p.name, p.category if p.category in CATEGORIES else "other", p.price) for p in listed)


def checked_level(level: object) -> int:
    """
    The level, if it is one.

    Raises:
        AnswerError: It is not.
    """
    if isinstance(level, int) and _whole(level, LEVELS[0], LEVELS[-1]):
        return level
    raise AnswerError(f"难度写 {LEVELS[0]} 到 {LEVELS[-1]} 的一个数，比如 level=2。")


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _rev(case: PracticeCase, asked: tuple[Part, ...]) -> int:
    """Changes with the facts and with what is asked, not with the wording: a better sentence takes nobody's answer."""
    meant = [dict(case.facts), case.on, [part.id for part in asked]]
    return zlib.crc32(json.dumps(meant, ensure_ascii=False, sort_keys=True, default=str).encode())
