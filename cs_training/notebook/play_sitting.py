"""
A shift being worked, or a single customer: one learner at a desk, with a clock.

Widget and text are two faces of it, as with :class:`cs_training.notebook.sitting.Sitting`: a deed is on the disk before
what it brought is shown. After a reload the shift is played again from the log up to the clock that was stored; nothing
is judged again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cs_training.content.bank import Bank, open_bank
from cs_training.core.judging.assessment import Assessment
from cs_training.core.playing.chance import Chance
from cs_training.core.playing.chat import Chat
from cs_training.core.playing.deed import Deed, heard
from cs_training.core.playing.facts import Look
from cs_training.core.playing.rota import ShiftPlan
from cs_training.core.playing.script import Choice, Scenario
from cs_training.core.scenario import Play
from cs_training.errors import PlayError
from cs_training.notebook.play_book import RunBook
from cs_training.notebook.play_judging import judged
from cs_training.notebook.play_script import Lines
from cs_training.notebook.play_setting import Setting, check
from cs_training.notebook.sitting import attempt_log, now
from cs_training.records.log import Log
from cs_training.records.runs import Did, Result, Run

LONGEST = 2000  # characters; nobody sends a customer more
MARKED = 30  # seconds of the shift after which the clock is stored anyway
FURTHEST = 600  # seconds that the clock may be put on at once
_ALONE = datetime.fromisoformat("2026-11-24T10:00:00+08:00")


class PlaySitting:
    """
    Runs of one setting, the newest in hand.

    Attributes:
        play: The run in hand, played up to its clock; None if nothing has begun, or it cannot be played again.

    Raises:
        UnknownIdError: There is no such shift or scenario.
        AnswerError: It is kept for exams.
    """

    def __init__(
        self,
        setting: Setting,
        *,
        bank: Bank | None = None,
        log: Log | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.setting = setting
        self.bank = bank or open_bank()
        check(setting, self.bank)
        self._clock = clock
        self._book = RunBook(setting, bank=self.bank, log=log or attempt_log(), clock=clock)
        self.play: Play | None = None
        self._reload()

    @property
    def title(self) -> str:
        return self._about.title

    @property
    def brief(self) -> str:
        return self._about.brief

    @property
    def starts(self) -> datetime:
        """The first moment of the shift."""
        return datetime.fromisoformat(self.bank.shift(self.setting.name).starts) if self.setting.is_shift else _ALONE

    @property
    def run(self) -> Run | None:
        return self._book.run

    @property
    def begun(self) -> int:
        """How many runs have begun."""
        return len(self._book.runs)

    @property
    def lines(self) -> Lines:
        """What customers of the run in hand say in common."""
        return self._book.lines

    @property
    def stuck(self) -> str:
        """Why the run in hand cannot be gone on with; "" if it can."""
        return self._book.stuck

    @property
    def stage(self) -> str:
        """``ready`` (nothing has begun), ``working``, ``over`` or ``stuck``."""
        if self.stuck:
            return "stuck"
        if self.play is None:
            return "ready"
        return "over" if self.play.over else "working"

    @property
    def paused_at(self) -> int:
        """The clock as it was stored last."""
        return self.run.clock if self.run else 0

    @property
    def series(self) -> tuple[int, int]:
        """In an exam, which of its runs this is (from 0), and of how many."""
        return (self.run.began.place if self.run else 0), self.setting.k

    @property
    def verdict(self) -> tuple[int, int] | None:
        """In an exam, how many of its runs were passed, and of how many; None before all are over."""
        return self._book.verdict

    def begin(self) -> None:
        """Begins a run; in an exam the next of its series. Raises RecordError."""
        if self.stage != "working":  # a second click came before the view did
            self._book.begin()
            self._reload()

    def again(self, same_seed: bool = False) -> None:
        """
        A fresh run: other customers, or the same ones again (not in an exam).

        Raises:
            PlayError: A run of an exam is not over. RecordError: It could not be written.
        """
        if self.setting.mode == "exam" and self.stage == "working":
            raise PlayError("测验做到一半不能换一班。先把这一班做完。")
        if same_seed and self.setting.mode == "practice":
            self._book.same_again()
        else:
            self._book.begin()
        self._reload()

    def branch(self, number: int) -> None:
        """
        The same customers up to just before a deed (from 0), to do something else.

        Raises:
            PlayError: There is no such deed, or this is an exam.
        """
        if self.setting.mode == "exam":
            raise PlayError("测验不能从中间重来。考完了，用练习再练这一步。")
        self._book.branch(number)
        self._reload()

    def run_to(self, at: int) -> None:
        """Lets time pass; stores the clock now and then, and the end when it comes."""
        play = self._playing()
        play.run_to(min(at, play.now + FURTHEST))
        if play.over:
            self._ended(play)
        elif play.now - self.paused_at >= MARKED:
            self.mark_clock()

    def mark_clock(self) -> None:
        """Stores the clock."""
        play = self._playing()
        if play.now > self.paused_at:
            self._book.mark(play.now)

    def reply(self, chat: str, text: object, at: int | None = None) -> None:
        """Sends a typed reply: judged here, once. Raises PlayError, RecordError."""
        if self.setting.mode == "exam":
            raise PlayError("测验里从备选里挑一条，不打字：机器判打字会有错，不拿它定你过不过。")
        typed, here = _typed(text), self._here(chat)
        said = judged(typed, here, self._playing().log, judge=self.bank.judge)
        deed = self._deed(chat, at, do="reply", text=typed, heard=heard(typed, said, here.scenario))
        self._do(deed, said)

    def choose(self, chat: str, choice: str, at: int | None = None) -> None:
        self._do(self._deed(chat, at, do="choose", choice=choice))

    def look(self, chat: str, what: Look, at: int | None = None) -> None:
        self._do(self._deed(chat, at, do=what))

    def ask(self, chat: str, at: int | None = None) -> None:
        self._do(self._deed(chat, at, do="colleague"))

    def ticket(self, chat: str, text: object, at: int | None = None) -> None:
        self._do(self._deed(chat, at, do="ticket", text=_typed(text)))

    def transfer(self, chat: str, to: str, at: int | None = None) -> None:
        self._do(self._deed(chat, at, do="transfer", to=to))

    def offer(self, chat: str, yuan: float, at: int | None = None) -> None:
        self._do(self._deed(chat, at, do="offer", yuan=yuan))

    def refund(self, chat: str, yuan: float, at: int | None = None) -> None:
        self._do(self._deed(chat, at, do="refund", yuan=yuan))

    def end(self, chat: str, at: int | None = None) -> None:
        self._do(self._deed(chat, at, do="end"))

    def choices(self, chat: str) -> list[Choice]:
        """What may be picked in a chat now, in an order of its own."""
        here = self._here(chat)
        if here.stage == "coming" or here.outcome or not self.run:
            return []
        return Chance(self.run.began.seed, chat).shuffled(here.node.choices, f"choices {here.node.id}")

    def judged(self, number: int) -> Assessment | None:
        """What was said of a deed (from 0) that was a typed reply."""
        return self.run.did[number].assessment if self.run else None

    @property
    def _about(self) -> ShiftPlan | Scenario:
        return self.bank.shift(self.setting.name) if self.setting.is_shift else self.bank.scenario(self.setting.name)

    def _here(self, chat: str) -> Chat:
        play = self._playing()
        if chat not in play.chats:
            raise PlayError("没有这位顾客。看看名单上有谁。")
        return play.chats[chat]

    def _playing(self) -> Play:
        if self.play is None:
            raise PlayError(self.stuck or "还没开始。先点“开始”。")
        return self.play

    def _deed(self, chat: str, at: int | None, **what: Any) -> Deed:
        play = self._playing()
        moment = play.now if at is None else min(max(at, play.now), play.now + FURTHEST)
        return Deed(at=moment, chat=chat, **what)

    def _do(self, deed: Deed, said: Assessment | None = None) -> None:
        play, run = self._playing(), self.run
        assert run
        if self._book.went_on_elsewhere():
            self._reload()
            raise PlayError("这一班在另一个页面里往前走了，这里已经跟上。看一眼再做。")
        play.act(deed)
        mood = play.chats[deed.chat].mood
        try:
            self._book.did(
                Did(
                    run=run.began.id,
                    deed=play.deeds[-1],
                    at=self._clock(),
                    anger=mood.anger,
                    trust=mood.trust,
                    assessment=said,
                    judge=self.bank.judge_version if said else "",
                )
            )
        except Exception:
            self._reload()  # what is not on the disk has not happened
            raise
        if play.over:
            self._ended(play)

    def _ended(self, play: Play) -> None:
        names = ("chat", "scenario", "end", "score", "stars", "passed", "clean")
        results = (Result(**{name: getattr(one, name) for name in names}) for one in play.outcomes)
        self._book.end(tuple(results), play.now)

    def _reload(self) -> None:
        self._book.read()
        self.play = self._book.played()


def _typed(text: object) -> str:
    """
    What was typed, as it can be kept: half an emoji cannot be written to a file.

    Raises:
        PlayError: There is nothing, or too much of it.
    """
    typed = text.encode("utf-8", "replace").decode().strip() if isinstance(text, str) else ""
    if not typed:
        raise PlayError("不能空着。写一句再发；写工单，写清订单号、什么事、答应了几点、下一步谁做。")
    if len(typed) > LONGEST:
        raise PlayError(f"一条最多 {LONGEST} 个字，这条有 {len(typed)} 个。拆成几条再发。")
    return typed
