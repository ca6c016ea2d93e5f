"""From the bank to customers who can come: scenarios with what the rules decide about them."""

from __future__ import annotations

from datetime import date

from cs_training.content.bank import Bank
from cs_training.core.playing.rota import seats
from cs_training.core.playing.script import Level, Scenario
from cs_training.core.rules import decide
from cs_training.core.ruling.decision import Decision
from cs_training.core.scenario import Arrival


def arrival(bank: Bank, scenario: Scenario, *, chat: str = "c1", level: Level = 2, at: int = 0) -> Arrival:
    """A customer of a scenario."""
    decision = ruled(bank, scenario)
    due = float(decision.amount or 0) if decision else 0.0
    return Arrival(chat=chat, scenario=scenario, level=level, at=at, due=due)


def shift_cast(bank: Bank, shift_id: str, *, customers: int, minutes: int, level: Level, seed: int) -> list[Arrival]:
    """
    The customers of a shift.

    Raises:
        UnknownIdError: There is no such shift; names the nearest.
    """
    drawn = seats(bank.shift(shift_id), customers=customers, minutes=minutes, level=level, seed=seed)
    return [arrival(bank, bank.scenario(one.scenario), chat=one.chat, level=level, at=one.at) for one in drawn]


def ruled(bank: Bank, scenario: Scenario) -> Decision | None:
    """What the rules decide about a scenario; None if it does not ask them."""
    asked = scenario.facts.ruling
    return decide(asked.facts, rules=bank.rules, on=date.fromisoformat(asked.on)) if asked else None
