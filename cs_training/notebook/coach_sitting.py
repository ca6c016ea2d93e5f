"""
Answering customers: some situations, one learner, and the log between them.

Widget and text are two faces of it, as with :class:`cs_training.notebook.sitting.Sitting`: what is done here is on the
disk before it is in :attr:`CoachSitting.rounds`, and what is in the log is never judged again.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cs_training.content.bank import Bank, open_bank
from cs_training.core.judging.assessment import LABELS, Label
from cs_training.core.quiz import Mode
from cs_training.core.reply import assess
from cs_training.core.situation import Situation
from cs_training.errors import AnswerError
from cs_training.notebook.sitting import attempt_log, now
from cs_training.records.attempts import iri
from cs_training.records.coaching import (
    Attempt,
    Correction,
    Replied,
    attempts,
    correction_statement,
    replied_statement,
    replies,
)
from cs_training.records.home import learner
from cs_training.records.log import Log, Statement

LONGEST = 2000  # characters; nobody sends a customer more


@dataclass(frozen=True, slots=True)
class CoachRound:
    """
    A situation being answered.

    Attributes:
        attempts: The judged replies, oldest first; in a test the one that was handed in.
        drafts: In a test: what was saved, oldest first.
    """

    situation: Situation
    mode: Mode
    attempts: tuple[Attempt, ...] = ()
    drafts: tuple[Replied, ...] = ()

    @property
    def over(self) -> bool:
        return self.mode == "exam" and bool(self.attempts)

    @property
    def draft(self) -> str:
        """What the reply box begins with: the last reply, to be changed; in a test what was saved."""
        newest = self.drafts[-1:] or [one.sent for one in self.attempts[-1:]]
        return newest[0].reply if newest else ""

    def number_of(self, reply: str) -> int | None:
        """Which attempt (from 1) said just this."""
        return next((n for n, one in enumerate(self.attempts, 1) if one.sent.reply == reply), None)


class CoachSitting:
    """
    Situations being answered.

    Args:
        ids: Of situations.
        mode: ``practice`` (feedback at once) or ``exam`` (none before all is handed in).

    Raises:
        UnknownIdError: A situation does not exist.
        AnswerError: An assessed situation was asked in practice.
    """

    def __init__(
        self,
        ids: Sequence[str],
        *,
        mode: Mode = "practice",
        bank: Bank | None = None,
        log: Log | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.bank = bank or open_bank()
        self.mode = mode
        self._log = log or attempt_log()
        self._clock = clock
        situations = [self.bank.situation(one) for one in ids]
        for one in situations:
            if one.use == "assess" and mode == "practice":
                raise AnswerError(f'“{one.id}”是测验的场景，只在测验里出现。请写 coach("{one.id}", mode="exam")。')
        written = list(self._log.read(iri(ids[0]) if len(ids) == 1 else ""))
        self.rounds = [self._round(one, written) for one in situations]
        # The one that was worked on last: after a reload its feedback stands where it stood.
        newest = [max((one.sent.at for one in round_.attempts), default=None) for round_ in self.rounds]
        self.place = newest.index(max(filter(None, newest))) if any(newest) else 0

    @property
    def round(self) -> CoachRound:
        """The situation in hand."""
        return self.rounds[self.place]

    @property
    def handed_in(self) -> bool:
        return all(round_.over for round_ in self.rounds)

    def go(self, place: int) -> None:
        """Takes another situation in hand."""
        self.place = place

    def send(self, place: int, reply: object, *, typed: bool = False) -> int:
        """
        Judges a reply (practice) or saves it (exam). One that was sent before is not recorded again.

        Args:
            typed: It stands in a cell and runs again with it: a draft must not undo what was saved since.

        Returns:
            Which attempt it is, from 1; 0 for a draft.

        Raises:
            AnswerError: There is nothing to judge; it costs nothing. RecordError: It could not be written.
        """
        said = checked_reply(reply)
        before = self._reload(place)
        if self.mode == "exam":
            saved = before.drafts if typed else before.drafts[-1:]
            if not before.over and all(draft.reply != said for draft in saved):
                self._log.append(replied_statement(self._replied(before.situation, said), actor=learner()))
                self._reload(place)
            return 0
        if before.number_of(said) is None:
            self._log.append(replied_statement(self._judged(before.situation, said), actor=learner()))
            self._reload(place)
        return self.rounds[place].number_of(said) or 0

    def hand_in(self) -> None:
        """
        Judges the whole test: all of it is recorded, or none. What has no draft is handed in blank.

        Raises:
            AnswerError: This is practice. RecordError: It could not be written; the test is as before.
        """
        if self.mode != "exam":
            raise AnswerError('只有测验才交卷。练习每发一条就有讲评；测验写 coach(……, mode="exam")。')
        # Another notebook may have handed in some of it already.
        open_ = [i for i in range(len(self.rounds)) if not self._reload(i).over]
        judged = [self._judged(self.rounds[i].situation, self.rounds[i].draft) for i in open_]
        self._log.append(*(replied_statement(one, actor=learner()) for one in judged))
        for i in open_:
            self._reload(i)

    def overrule(self, place: int, attempt: object, labels: Mapping[str, object], *, why: object, who: str) -> None:
        """
        Corrects labels of an attempt. A correction that was made before is not recorded again.

        Raises:
            AnswerError: There is no such attempt or label, or no reason. RecordError: It could not be written.
        """
        round_ = self._reload(place)
        if not isinstance(attempt, int) or attempt not in range(1, len(round_.attempts) + 1):
            raise AnswerError(f"没有第 {attempt} 次作答，现在有 {len(round_.attempts)} 次。attempt 从 1 数起。")
        before, reason = round_.attempts[attempt - 1], checked_reason(why)
        known = {(one.label, one.given, one.why) for one in before.corrections}
        new = {label: given for label, given in checked_labels(labels).items() if (label, given, reason) not in known}
        if unchanged := [label for label, given in new.items() if before.judged.labels[label] == given]:
            raise AnswerError(f"“{unchanged[0]}”本来就是 {new[unchanged[0]]}，不用改判。")
        if new:
            about = self._about(round_.situation, before) | {"who": who.strip() or "老师", "why": reason}
            made = [Correction(label=label, given=given, **about) for label, given in new.items()]
            self._log.append(*(correction_statement(one, actor=learner()) for one in made))
            self._reload(place)

    def _reload(self, place: int) -> CoachRound:
        situation = self.rounds[place].situation
        self.rounds[place] = self._round(situation, list(self._log.read(iri(situation.id))))
        return self.rounds[place]

    def _round(self, situation: Situation, written: list[Statement]) -> CoachRound:
        def ours(one: Replied) -> bool:
            return (one.situation, one.rev, one.mode) == (situation.id, situation.rev, self.mode)

        drafts = tuple(one for one in replies(written) if ours(one) and one.assessment is None)
        made = tuple(one for one in attempts(written) if ours(one.sent))
        return CoachRound(situation, self.mode, made, drafts)

    def _replied(self, situation: Situation, reply: str) -> Replied:
        id_ = str(uuid.uuid4())
        return Replied(id=id_, situation=situation.id, rev=situation.rev, mode=self.mode, reply=reply, at=self._clock())

    def _judged(self, situation: Situation, reply: str) -> Replied:
        said = assess(
            reply,
            judge=self.bank.judge,
            customer="\n".join(situation.says),
            facts=situation.facts,
            scenario=situation.scenario,
        )
        return replace(self._replied(situation, reply), assessment=said, judge=self.bank.judge_version)

    def _about(self, situation: Situation, attempt: Attempt) -> dict[str, Any]:
        """What all corrections of an attempt have in common."""
        return {
            "situation": situation.id,
            "attempt": attempt.sent.id,
            "at": self._clock(),
            "customer": "\n".join(situation.says),
            "facts": situation.facts,
            "scenario": situation.scenario,
        }


def checked_reply(reply: object) -> str:
    """
    The reply without blanks around it.

    Raises:
        AnswerError: It is no text, empty, or too long.
    """
    said = reply.encode(errors="replace").decode().strip() if isinstance(reply, str) else ""
    if not said:
        raise AnswerError("还没写回复。像在聊天框里一样写一条，再发。")
    if len(said) > LONGEST:
        raise AnswerError(f"这条有 {len(said)} 个字，顾客读不完。最多 {LONGEST} 个字，删短再发。")
    return said


def checked_reason(why: object) -> str:
    """The reason of a correction, if it is one. Raises AnswerError."""
    if isinstance(why, str) and why.strip():
        return why.strip()
    raise AnswerError("改判要写理由，学员和评分的人都要看：why=“她说了几点回话”。")


def checked_labels(labels: Mapping[str, object]) -> dict[Label, bool]:
    """The labels and what they shall be. Raises AnswerError: one is unknown, or none is named."""
    good: dict[Label, bool] = {name: given for name in LABELS if isinstance(given := labels.get(name), bool)}
    if good and len(good) == len(labels):
        return good
    raise AnswerError(f"改判写标签和 True 或 False，比如 solution=True。标签有：{'、'.join(LABELS)}。")
