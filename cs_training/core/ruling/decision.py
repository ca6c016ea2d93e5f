"""What comes out of a decided case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

FreightBy = Literal["buyer", "seller"]


@dataclass(frozen=True, slots=True)
class Amounts:
    """
    What is to be paid to the buyer, in yuan; None where the case does not turn on it.

    Attributes:
        goods: Price paid, or part of it, that goes back (deposits included).
        freight: Freight that goes back; negative where published freight is kept from the refund.
        extra: Damages, agreed or platform compensation, the second half of a deposit.
        total: The sum of what is not None.
    """

    goods: Decimal | None = None
    freight: Decimal | None = None
    extra: Decimal | None = None
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """A rule the decision rests on: the version in force, where it stands, and the day it was checked."""

    rule: str
    title: str
    version: str
    cites: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    A decided case.

    Attributes:
        decision: One of :data:`cs_training.core.ruling.codes.CODES`; None while ``missing`` is not empty.
        amount: The amount that the case's ``ask`` is about, in yuan; None if it is about none.
        freight_by: Who pays for sending goods back; None where nothing is sent.
        deadline: The last day (a date, included) or moment (aware) that the case turns on.
        steps: The reasoning, a line each.
        missing: Facts that would change the answer, most important first.
    """

    decision: str | None
    amounts: Amounts = field(default_factory=Amounts)
    amount: Decimal | None = None
    freight_by: FreightBy | None = None
    deadline: date | datetime | None = None
    basis: tuple[Basis, ...] = ()
    steps: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Plain JSON. Money is a number of yuan with at most two decimals: what programs can add up and compare."""

        def number(value: Decimal | None) -> float | None:
            return None if value is None else float(value)

        names = ("goods", "freight", "extra", "total")
        return {
            "decision": self.decision,
            "amounts": {name: number(getattr(self.amounts, name)) for name in names},
            "amount": number(self.amount),
            "freight_by": self.freight_by,
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "basis": [
                {"rule": b.rule, "version": b.version, "cites": b.cites, "checked": b.checked} for b in self.basis
            ],
            "steps": list(self.steps),
            "missing": list(self.missing),
        }
