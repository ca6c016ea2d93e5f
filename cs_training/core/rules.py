"""
Deciding a case: what is right, to the cent and to the day, and why.

``decide`` never guesses. Where an engine needs a fact that is not stated, the values it could have are tried: if they
all lead to the same answer the fact does not matter, else it is asked for by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cs_training.core.exact import yuan
from cs_training.core.rulebook import RuleBook
from cs_training.core.ruling.case import Case, NeedError, Ruling
from cs_training.core.ruling.codes import CODES
from cs_training.core.ruling.contradictions import Facts
from cs_training.core.ruling.decision import Amounts, Decision
from cs_training.core.ruling.facts import read_facts
from cs_training.core.ruling.fields import FIELDS
from cs_training.core.ruling.topics import hear
from cs_training.errors import CaseError

DEPOSITS = ("double_deposit", "forfeit_deposit", "partial_refund_deposit", "no_deposit_effect")
# Decisions by which the price goes back.
GOODS = ("accept_return", "refund", "rescind_refund", "void_refund", "cannot_deduct", "seller_liable", "deemed_refusal")
EXTRAS = ("punitive", "penalty", "compensate")
# How deep facts that are not stated are tried: beyond this, the first ones are asked for.
DEPTH = 3
# Days that a day not stated may be near to.
ANCHORS = ("received_on", "requested_on")


def decide(case: Mapping[str, Any], *, rules: RuleBook, on: date) -> Decision:
    """
    The decision of a case.

    Args:
        case: Facts by field name (:mod:`cs_training.core.ruling.fields`), yuan and ISO dates.
        rules: The rule base (:attr:`cs_training.content.bank.Bank.rules`).
        on: The day of decision. A rule's version is picked by its own fact (payment, receipt …) where that is known.

    Returns:
        The decision; with ``missing`` facts it has none.

    Raises:
        CaseError: The case is told wrongly, contradicts itself, or no rule was in force.
    """
    try:
        return _settle(read_facts(case), rules, on, DEPTH)
    except OverflowError:
        raise CaseError("日期或数字大得算不了。核对日期、天数和小时数。") from None


def _settle(facts: Facts, rules: RuleBook, on: date, depth: int) -> Decision:
    case = Case(facts, rules, on)
    try:
        return _decision(case, hear(case))
    except NeedError as gap:
        if depth == 0:
            return _unknown(case, (gap.name,))
        tried = list(_tried(facts, rules, on, gap.name, depth))
        if tried and not tried[0].missing and all(_same(one, tried[0]) for one in tried):
            return replace(tried[0], steps=(*tried[0].steps, f"没有说“{_short(gap.name)}”，怎样都是这个结论。"))
        # Only what is missing whatever the first fact turns out to be; the rest may never be needed.
        further = [name for name in tried[0].missing if all(name in one.missing for one in tried)] if tried else []
        return _unknown(case, tuple(dict.fromkeys((gap.name, *further))))


def _tried(facts: Facts, rules: RuleBook, on: date, name: str, depth: int) -> Iterator[Decision]:
    """The decisions under each value that a fact not stated could have; values no rule was made for are left out."""
    for value in _possible(name, (on, *(facts[near] for near in ANCHORS if near in facts))):
        try:
            yield _settle({**facts, name: value}, rules, on, depth - 1)
        except CaseError:
            continue


def _possible(name: str, near: tuple[date, ...]) -> tuple[Any, ...]:
    """All values of a yes/no or a choice; of numbers and days some near and far, which a dependence tells apart."""
    field = FIELDS[name]
    samples: dict[str, tuple[Any, ...]] = {
        "yes_no": (True, False),
        "choice": tuple(field.choices or ()),
        "money": (100, 30_000, 10_000_000),
        "number": tuple(map(Fraction, (0, 1, 9, 17, 400))),
        "count": (Fraction(1), Fraction(9)),
        "rate": (Fraction(1, 100), Fraction(1, 2)),
        "day": tuple(day + timedelta(days=days) for day in near for days in (-40, -9, -1, 1, 9, 40)),
    }
    return samples.get(field.kind, ())


def _same(one: Decision, other: Decision) -> bool:
    """Whether two decisions say the same, whatever their reasons."""
    kept = ("decision", "amounts", "amount", "freight_by", "deadline", "missing")
    return all(getattr(one, name) == getattr(other, name) for name in kept)


def _unknown(case: Case, missing: tuple[str, ...]) -> Decision:
    asked = tuple(f"还要知道“{_short(name)}”（{name}）。" for name in missing)
    return Decision(decision=None, basis=tuple(case.basis), steps=(*case.steps, *asked), missing=missing)


def _short(name: str) -> str:
    return FIELDS[name].means.partition("；")[0].partition("（")[0]


def _decision(case: Case, ruling: Ruling) -> Decision:
    if case.asks("refund", "total") and ruling.decision in GOODS and ruling.goods is None:
        raise NeedError("price")
    if not case.steps:
        case.say(CODES[ruling.decision].holds)
    parts = (ruling.goods, ruling.freight, ruling.extra)
    known = [part for part in parts if part is not None]
    money: Callable[[int | None], Decimal | None] = lambda fen: None if fen is None else yuan(fen)  # noqa: E731
    goods, freight, extra = map(money, parts)
    amounts = Amounts(goods, freight, extra, yuan(sum(known)) if known else None)
    return Decision(
        decision=ruling.decision,
        amounts=amounts,
        amount=_asked(case, ruling, amounts),
        freight_by=ruling.freight_by,
        deadline=ruling.deadline,
        basis=tuple(case.basis),
        steps=tuple(case.steps),
    )


def _asked(case: Case, ruling: Ruling, amounts: Amounts) -> Decimal | None:
    """The amount that the question is about."""
    both = ruling.decision in DEPOSITS or "agreed_compensation" in case.facts
    if case.asks("freight"):
        return amounts.freight
    if case.asks("total") or (both and not case.asks("extra")):
        return amounts.total
    if case.asks("extra") or (ruling.decision in EXTRAS and not case.asks("refund")):
        return amounts.extra
    if amounts.goods is None:
        return None
    return amounts.goods + (amounts.freight or 0)
