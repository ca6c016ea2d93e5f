"""What a learner asks to play: which shift or customer, for how many, how long, how hard, and whether it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cs_training.content.bank import Bank
from cs_training.content.casting import arrival, shift_cast
from cs_training.core.playing.script import Level
from cs_training.core.quiz import Mode
from cs_training.core.scenario import Arrival
from cs_training.errors import AnswerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is asked for: ``shift/morning`` or ``play/delay-anger``, for how many, how long, how hard."""

    item: str
    level: Level
    customers: int
    minutes: int
    mode: Mode
    k: int = 1
    seed: int | None = None

    @property
    def is_shift(self) -> bool:
        return self.item.startswith("shift/")

    @property
    def name(self) -> str:
        return self.item.partition("/")[2]

    @property
    def ends(self) -> int | None:
        """Seconds until it is over; a single customer has all the time there is."""
        return self.minutes * 60 or None


def check(setting: Setting, bank: Bank) -> None:
    """
    Whether it may be played.

    Raises:
        UnknownIdError: There is no such shift or scenario.
        AnswerError: It is kept for exams.
    """
    ids: tuple[str, ...] = (setting.name,)
    if setting.is_shift:
        plan = bank.shift(setting.name)
        ids = (*plan.daily, *plan.special)
    if setting.mode == "practice" and any(bank.scenario(one).use == "assess" for one in ids):
        verb = "shift" if setting.is_shift else "play"
        raise AnswerError(f'“{setting.name}”是测验用的。请写 {verb}("{setting.name}", mode="exam")。')


def cast(setting: Setting, bank: Bank, seed: int) -> Sequence[Arrival]:
    """Who comes."""
    if not setting.is_shift:
        return [arrival(bank, bank.scenario(setting.name), level=setting.level)]
    return shift_cast(
        bank, setting.name, customers=setting.customers, minutes=setting.minutes, level=setting.level, seed=seed
    )
