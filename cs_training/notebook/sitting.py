"""
A sitting: some questions, one learner, and the log between them.

Widgets and text are two faces of a sitting. Whatever is done here is on the disk before it is in
:attr:`Sitting.rounds`, so nothing that a learner has seen can get lost. Each action first reads the log again: the same
question may be open in another notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from cs_training.content.bank import Bank, open_bank
from cs_training.core import quiz
from cs_training.core.quiz import Mode, Round
from cs_training.core.response import Response
from cs_training.errors import AnswerError
from cs_training.records.attempts import Event, What, events, iri, rebuild, statement
from cs_training.records.home import home, learner
from cs_training.records.log import Log


def attempt_log() -> Log:
    """This learner's log."""
    return Log(home() / "attempts.jsonl")


def now() -> datetime:
    """The clock, read in one place."""
    return datetime.now(UTC)


class Sitting:
    """
    Questions being worked on.

    Args:
        ids: Question ids.
        mode: ``practice`` (feedback at once) or ``exam`` (none before the paper is handed in).
        number: Which round; by default each question's newest.

    Raises:
        UnknownIdError: A question does not exist.
        AnswerError: An assessed question was asked in practice.
    """

    def __init__(
        self,
        ids: Sequence[str],
        *,
        mode: Mode = "practice",
        number: int | None = None,
        bank: Bank | None = None,
        log: Log | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.bank = bank or open_bank()
        self.questions = [self.bank.question(i) for i in ids]
        self.mode = mode
        self._log = log or attempt_log()
        self._clock = clock
        for question in self.questions:
            if question.use == "assess" and mode == "practice":
                raise AnswerError(f'“{question.id}”是测验题，只在测验里出现。请写 ask("{question.id}", mode="exam")。')
        happened = events(self._log.read(iri(ids[0]) if len(ids) == 1 else ""))
        self.rounds = [rebuild(q, happened, number, mode) for q in self.questions]

    @property
    def handed_in(self) -> bool:
        return self.mode == "exam" and all(round_.handed_in for round_ in self.rounds)

    @property
    def credit(self) -> float:
        """The mean credit of all questions, 0–1."""
        return sum(r.credit for r in self.rounds) / len(self.rounds) if self.rounds else 0.0

    def answer(self, index: int, response: Response) -> None:
        """
        Marks (practice) or saves (exam) an answer. An answer that was given before in this round is not recorded again.

        Raises:
            AnswerError: The round is over. RecordError: It could not be written; the round is as before.
        """
        before = self._reload(index)
        if before.earlier(response) or (before.mode == "exam" and before.draft == response):
            return
        self._record(index, quiz.answer(before, response), "saved" if self.mode == "exam" else "answered")

    def answer_typed(self, index: int, response: Response) -> None:
        """
        As :meth:`answer`, for an answer that stands in a cell and runs again with it.

        In an exam an answer that was saved before is not saved again: the cell must not undo what was changed since.
        """
        round_ = self.rounds[index]
        happened = events(self._log.read(iri(round_.question.id)))
        said = (
            e for e in happened if e.round == round_.number and e.mode == self.mode and e.rev == round_.question.rev
        )
        if self.mode == "practice" or all(e.response != response for e in said):
            self.answer(index, response)
        else:
            self._reload(index)

    def hint(self, index: int, number: int | None = None) -> None:
        """Takes the next hint, or makes sure that hint ``number`` is taken. Raises as :meth:`answer`."""
        before = self._reload(index)
        if number is not None and number <= before.hints:
            return
        self._record(index, quiz.hint(before), "hinted")

    def hand_in(self) -> None:
        """
        Marks the whole paper: all of it is recorded, or none.

        Raises:
            AnswerError: This is practice. RecordError: It could not be written; the paper is as before.
        """
        if self.mode != "exam":
            raise AnswerError('只有测验才交卷。练习题每答一次就有讲解；测验写 ask(……, mode="exam")。')
        if self.handed_in:
            return
        # Another notebook may have handed in some of it already.
        open_ = [i for i in range(len(self.rounds)) if not self._reload(i).handed_in]
        after = {i: quiz.hand_in(self.rounds[i]) for i in open_}
        self._log.append(*(self._statement(round_, "handed-in") for round_ in after.values()))
        self.rounds = [after.get(i, round_) for i, round_ in enumerate(self.rounds)]

    def again(self, index: int | None = None) -> None:
        """Begins the next round of one finished question, or of all. Recorded with its first answer, not before."""
        for i in range(len(self.rounds)) if index is None else [index]:
            if self.rounds[i].over:
                # Another notebook may have begun, or finished, the next one already.
                newest = self._rebuilt(i)
                self.rounds[i] = quiz.begin(self.questions[i], newest.number + 1, self.mode) if newest.over else newest

    def _reload(self, index: int) -> Round:
        self.rounds[index] = self._rebuilt(index, self.rounds[index].number)
        return self.rounds[index]

    def _rebuilt(self, index: int, number: int | None = None) -> Round:
        question = self.questions[index]
        return rebuild(question, events(self._log.read(iri(question.id))), number, self.mode)

    def _record(self, index: int, after: Round, what: What) -> None:
        self._log.append(self._statement(after, what))
        self.rounds[index] = after

    def _statement(self, round_: Round, what: What) -> dict[str, object]:
        last = round_.tries[-1] if round_.tries and what in ("answered", "handed-in") else None
        event = Event(
            item=round_.question.id,
            rev=round_.question.rev,
            what=what,
            round=round_.number,
            mode=round_.mode,
            at=self._clock(),
            response=last.response if last else (round_.draft if what == "saved" else None),
            hints=round_.hints,
            score=last.mark.score if last else None,
            credit=last.credit if last else None,
            over=round_.over,
        )
        return statement(event, round_.question, actor=learner())
