"""
The typing drill: a round of lines, one learner, and the log between them.

Widget, plain view and text are faces of it, as with :class:`cs_training.notebook.sitting.Sitting`: a line is on the
disk before it is in :attr:`TypingSitting.round`. A line is typed once a round; the next round brings others.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cs_training.content.bank import Bank, open_bank
from cs_training.content.phrases import by_topic
from cs_training.content.typing_lines import TypingLine, target
from cs_training.core.typing_drill import Judged, Speed, Summary, drawn, judge, read_speed, summary
from cs_training.core.typing_slips import squeezed
from cs_training.errors import AnswerError
from cs_training.notebook.sitting import attempt_log, now
from cs_training.records.home import learner
from cs_training.records.log import Log
from cs_training.records.typing import TYPING, TypedLine, speed_without_phrases, typed_lines, typed_statement

LEVELS = {1: "短句", 2: "数字和地址", 3: "短语成段"}
_MOST = 600  # characters of what is typed


@dataclass(frozen=True, slots=True)
class TypingRound:
    """A round being typed: its lines, what each asks for, and how those that were typed were judged."""

    level: int
    number: int
    lines: tuple[TypingLine, ...]
    targets: tuple[str, ...]
    done: Mapping[str, Judged]

    @property
    def place(self) -> int | None:
        """Where the first line is that was not typed yet; None if the round is over."""
        return next((i for i, line in enumerate(self.lines) if line.id not in self.done), None)

    @property
    def over(self) -> bool:
        return self.place is None

    @property
    def judged(self) -> list[Judged]:
        """What was typed, in the order of the lines."""
        return [self.done[line.id] for line in self.lines if line.id in self.done]


class TypingSitting:
    """
    Rounds of one level being typed.

    Args:
        level: 1 to 3.
        number: Which round; by default the newest that was begun, else the first.

    Raises:
        AnswerError: There is no such level or number.
    """

    def __init__(
        self,
        level: int = 1,
        number: int | None = None,
        *,
        bank: Bank | None = None,
        log: Log | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        if number is not None and not _whole(number, 10**6):
            raise AnswerError("第几轮写一个数，从 1 开始，比如 number=2。")
        self.bank = bank or open_bank()
        self._log = log or attempt_log()
        self._clock = clock
        self.round = self._opened(_checked(level), number)

    @property
    def goal(self) -> tuple[float, float]:
        """The shop's own targets: characters a minute, and accuracy."""
        targets = self.bank.shop.targets
        return targets["tg-typing-speed"].value, targets["tg-typing-accuracy"].value

    @property
    def whole(self) -> Summary:
        """What was typed of the round so far, together; at level 3 held against the learner's speed without phrases."""
        own = speed_without_phrases(self._read()) if self.round.level == 3 else None
        return summary(self.round.judged, own=own)

    def send(self, place: int, typed: str, measured: object = None, used: Sequence[int] = ()) -> None:
        """
        Judges a line typed in the browser, with the times it measured and the quick phrases that were inserted.

        Raises:
            AnswerError: Nothing, too much, or an unfilled variable was typed. RecordError: It could not be written.
        """
        typed = _plain(typed)
        phrases = by_topic(self.bank.phrases)
        inserted = sum(len(squeezed(phrases[i].fixed)) for i in used)
        self.type(place, typed, read_speed(measured, typed, inserted=min(inserted, len(squeezed(typed)))))

    def type(self, place: int, typed: str, speed: Speed | None = None) -> None:
        """Judges a line and records it; one typed before in this round stays as it is. Raises as :meth:`send`."""
        typed = _plain(typed)
        self.round = before = self._opened(self.round.level, self.round.number)
        line, wanted = before.lines[place], before.targets[place]
        if line.id in before.done:
            return
        _check(typed, wanted)
        judged = judge(wanted, typed, speed)
        written = TypedLine(
            level=before.level,
            number=before.number,
            line=line.id,
            rev=_rev(wanted),
            place=place + 1,
            of=len(before.lines),
            at=self._clock(),
            judged=judged,
        )
        self._log.append(typed_statement(written, actor=learner()))
        self.round = TypingRound(
            before.level, before.number, before.lines, before.targets, {**before.done, line.id: judged}
        )

    def another(self) -> None:
        """Goes on to the next round, or to the one that another notebook has begun meanwhile."""
        newest = self._opened(self.round.level)
        begun_elsewhere = newest.number > self.round.number and not newest.over
        after = max(newest.number, self.round.number) + 1
        self.round = newest if begun_elsewhere else self._opened(self.round.level, after)

    def change_level(self, level: object) -> None:
        """Goes to the round in hand at another level; to a fresh one if that is finished. Raises AnswerError."""
        self.round = self._opened(_checked(level))
        if self.round.over:
            self.another()

    def _read(self) -> list[TypedLine]:
        return typed_lines(self._log.read(TYPING))

    def _opened(self, level: int, number: int | None = None) -> TypingRound:
        """A round with what was typed of it so far."""
        ours = [one for one in self._read() if one.level == level]
        number = number or max((one.number for one in ours), default=1)
        all_ = {id_: line for id_, line in self.bank.typing_lines.items() if line.level == level}
        lines = tuple(all_[id_] for id_ in drawn(list(all_), level, number))
        targets = tuple(target(line, self.bank.phrases) for line in lines)
        revs = {line.id: _rev(wanted) for line, wanted in zip(lines, targets, strict=True)}
        done: dict[str, Judged] = {}
        for one in ours:
            if one.number == number and revs.get(one.line) == one.rev:
                done.setdefault(one.line, one.judged)
        return TypingRound(level, number, lines, targets, done)


def _check(typed: str, wanted: str) -> None:
    if not squeezed(typed):
        raise AnswerError("这一行还没打。照着上面的字打完再交。")
    if len(typed) > _MOST:
        raise AnswerError(f"这一行太长了（{len(typed)} 个字），像是粘贴进来的。删掉多的，照着打。")
    if "{" in typed and "{" not in wanted:
        hole = typed.split("{", 1)[1].split("}", 1)[0]
        raise AnswerError(f"花括号里的“{hole}”还没填。照订单卡填好再交。")


def _checked(level: object) -> int:
    if isinstance(level, int) and _whole(level, len(LEVELS)):
        return level
    raise AnswerError("第几关写 1 到 3 的一个数，比如 drill(2)。")


def _whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most


def _plain(typed: str) -> str:
    """Half of an emoji, which a browser may send, cannot be written to a file."""
    return typed.encode("utf-8", "replace").decode()


def _rev(wanted: str) -> int:
    return zlib.crc32(squeezed(wanted).encode())
