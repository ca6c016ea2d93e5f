"""
The runs of one setting in the learner's log: begun, gone on with, branched off, ended, and played again from there.

A run is played again with the scenarios it was begun with (:mod:`cs_training.records.scripts`); where that cannot be,
:attr:`RunBook.stuck` says why.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cs_training.content.bank import Bank
from cs_training.core.scenario import ENGINE, Play, replay
from cs_training.errors import PlayError
from cs_training.notebook.play_script import Lines, Script, read_script, script_text
from cs_training.notebook.play_setting import Setting, cast
from cs_training.records.attempts import iri
from cs_training.records.home import learner
from cs_training.records.log import Log
from cs_training.records.runs import (
    Began,
    Did,
    Result,
    Run,
    began_statement,
    clock_statement,
    did_statement,
    ended_statement,
    runs,
)
from cs_training.records.scripts import keep, kept

_CHANGED = "这一班是用旧版的情景记下的，{why}，没法接着演。重新开始一班就好；旧的记录还在。"


class RunBook:
    """
    Runs of one setting.

    Attributes:
        runs: In the order they began. run: the newest; None: nothing has begun.
        stuck: Why the newest cannot be played again; "" if it can. lines: the common lines it was begun with.
    """

    def __init__(self, setting: Setting, *, bank: Bank, log: Log, clock: Callable[[], datetime]) -> None:
        self._setting, self._bank, self._log, self._clock = setting, bank, log, clock
        self.runs: list[Run] = []
        self.run: Run | None = None
        self.stuck = ""
        self.lines: Lines = {}
        self.read()

    @property
    def verdict(self) -> tuple[int, int] | None:
        """In an exam, how many of its runs were passed, and of how many; None before all are over."""
        last, k = (self.run.began.series if self.run else 0), self._setting.k
        ended = [run for run in self.runs if run.began.series == last and run.results is not None]
        if self._setting.mode != "exam" or len(ended) < k:
            return None
        return sum(run.passed for run in ended), k

    def read(self) -> None:
        """Reads the log again."""
        setting, asked = self._setting, _asked(self._setting)
        every = runs(self._log.read(iri(setting.item)))
        self.runs = [run for run in every if _asked(run.began) == asked and setting.seed in (None, run.began.seed)]
        self.run = self.runs[-1] if self.runs else None

    def played(self) -> Play | None:
        """The newest run as it stands; None if there is none, or it cannot be played again."""
        self.stuck = ""
        if self.run is None:
            return None
        script = self._script(self.run.began)
        if script is None or self.run.began.engine != ENGINE:
            why = "而当时的情景没有留下来" if script is None else "顾客的反应规则后来改过"
            self.stuck = _CHANGED.format(why=why)
            return None
        self.lines = script.lines
        deeds = [one.deed for one in self.run.did]
        seed, ends, clock = self.run.began.seed, self._setting.ends, self.run.clock
        try:
            return replay(script.cast, deeds, lines=script.lines, seed=seed, ends=ends, to=clock)
        except PlayError:
            self.stuck = _CHANGED.format(why="记录里有一步对不上")
            return None

    def begin(self) -> None:
        """A run with other customers; in an exam the next of its series. Raises RecordError."""
        newest, setting = (self.run.began if self.run else None), self._setting
        if setting.mode == "practice":
            seed = 1 + sum(not run.began.branch for run in self.runs) if setting.seed is None else setting.seed
            self._begin(seed)
            return
        series, place = (newest.series, newest.place + 1) if newest else (1, 0)
        if place >= setting.k:
            series, place = series + 1, 0
        self._begin(100_000 + 100 * series + place, series=series, place=place)

    def same_again(self) -> None:
        """A run with the same customers. Raises RecordError."""
        self._begin(self.run.began.seed if self.run else 1)

    def branch(self, number: int) -> None:
        """
        The same customers, up to just before a deed (from 0) of the newest run.

        Raises:
            PlayError: There is no such deed. RecordError: It could not be written.
        """
        run = self.run
        if run is None or not 0 <= number < len(run.did):
            raise PlayError("从这里重来，只能选这一班里自己做过的一步。")
        clock = run.did[number - 1].deed.at if number else 0
        begun = replace(run.began, id=str(uuid.uuid4()), at=self._clock(), branch=run.began.id, upto=number)
        self._write(began_statement(begun, actor=learner()), self._clock_of(begun, clock))
        self.read()

    def did(self, did: Did) -> None:
        """Writes a deed down. Raises RecordError."""
        assert self.run
        self._write(did_statement(did, self._setting.item, actor=learner()))
        self._now(replace(self.run, did=(*self.run.did, did), clock=did.deed.at))

    def mark(self, clock: int) -> None:
        """Writes the clock down. Raises RecordError."""
        assert self.run
        self._write(self._clock_of(self.run.began, clock))
        self._now(replace(self.run, clock=clock))

    def end(self, results: tuple[Result, ...], clock: int) -> None:
        """Writes the end down, once. Raises RecordError."""
        if self.run and self.run.results is None:
            self._write(ended_statement(self.run.began, results, clock, self._clock(), actor=learner()))
            self._now(replace(self.run, results=results, clock=clock))

    def went_on_elsewhere(self) -> bool:
        """Whether another notebook has gone on with the run meanwhile; then it has been read again."""
        before = self.run
        self.read()
        known = (before.began.id, len(before.did)) if before else None
        return known != ((self.run.began.id, len(self.run.did)) if self.run else None)

    def _begin(self, seed: int, *, series: int = 0, place: int = 0) -> None:
        setting = self._setting
        script = keep(self._scripts, script_text(cast(setting, self._bank, seed), self._bank.lines))
        begun = Began(
            id=str(uuid.uuid4()),
            item=setting.item,
            script=script,
            engine=ENGINE,
            seed=seed,
            level=setting.level,
            customers=setting.customers,
            minutes=setting.minutes,
            mode=setting.mode,
            k=setting.k,
            at=self._clock(),
            series=series,
            place=place,
        )
        self._write(began_statement(begun, actor=learner()))
        self.read()

    def _script(self, began: Began) -> Script | None:
        try:
            text = kept(self._scripts, began.script)
            return read_script(text) if text else None
        except (KeyError, TypeError, ValueError):
            return None

    def _now(self, run: Run) -> None:
        self.runs[-1] = self.run = run

    def _clock_of(self, began: Began, clock: int) -> dict[str, Any]:
        return clock_statement(began, clock, self._clock(), actor=learner())

    def _write(self, *statements: dict[str, Any]) -> None:
        self._log.append(*statements)

    @property
    def _scripts(self) -> Path:
        return self._log.path.parent / "scripts"


def _asked(one: Setting | Began) -> tuple[Any, ...]:
    return one.item, one.level, one.customers, one.minutes, one.mode, one.k
