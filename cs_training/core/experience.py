"""
店铺真实体验分 taken apart: what each dimension gives, which drags most, what a better one would give.

SCORE-01 (店铺真实体验分规范, in force since 2026-03-16): Σ(dimension × weight) + bonus, within 3–5, and shown only with
30 paid orders in the last 30 days. Weights differ by category and change: read them in 千牛; there is no default.
Left out: how a dimension is scored from its figures, and what the platform takes off for violations.

All numbers are the decimals that were written (0.1 is a tenth), and nothing is rounded. Unmeasured is None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from cs_training.errors import FigureError, suggestion

Number: TypeAlias = "float | str | Decimal"

FEWEST_ORDERS = 30  # in 30 days; for some categories 90, as 千牛 shows
LOWEST, HIGHEST = Decimal(3), Decimal(5)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One part of the score; ``score`` is None if nothing was measured."""

    name: str
    score: Decimal | None
    weight: Decimal

    @property
    def contribution(self) -> Decimal | None:
        """Points that it gives to the whole."""
        return None if self.score is None else self.score * self.weight

    @property
    def lost(self) -> Decimal | None:
        """Points that it would give more if it were perfect."""
        return None if self.score is None else (HIGHEST - self.score) * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """A score and what it is made of."""

    dimensions: tuple[Dimension, ...]
    bonus: Decimal
    paid_orders: int

    @property
    def shown(self) -> bool:
        """Whether there are orders enough for a score."""
        return self.paid_orders >= FEWEST_ORDERS

    @property
    def unmeasured(self) -> tuple[str, ...]:
        """Dimensions without a score."""
        return tuple(part.name for part in self.dimensions if part.score is None)

    @property
    def total(self) -> Decimal | None:
        """The sum before it is brought within 3–5; None if a dimension is unmeasured, as others do not stand for it."""
        given = [part.contribution for part in self.dimensions if part.contribution is not None]
        return None if self.unmeasured else sum(given, self.bonus)

    @property
    def score(self) -> Decimal | None:
        """The score as buyers see it; None if there is none to see, because of ``shown`` or ``unmeasured``."""
        if self.total is None or not self.shown:
            return None
        return max(LOWEST, min(self.total, HIGHEST))

    @property
    def drag(self) -> Dimension | None:
        """The dimension that loses most points (of equals the first); None if none measured loses any."""
        losing = [part for part in self.dimensions if part.lost]
        return max(losing, key=lambda part: part.lost or 0) if losing else None


def decompose(
    dimensions: Mapping[str, Number | None], weights: Mapping[str, Number], *, paid_orders: int, bonus: Number = 0
) -> Experience:
    """
    Takes a score apart.

    Args:
        dimensions: What each scored, 0–5; None if unmeasured.
        weights: The share of each, as 千牛 shows it for the shop's category; together exactly 1.
        paid_orders: Valid paid orders of the last 30 days.
        bonus: Points on top.

    Raises:
        FigureError: A number that cannot be, weights that are not 1 together, or names that do not agree.
    """
    for name in [name for name in (*dimensions, *weights) if name not in dimensions or name not in weights]:
        lacking, known = ("权重", weights) if name in dimensions else ("得分", dimensions)
        raise FigureError(f"维度“{name}”没有{lacking}，得分和权重的名字要一样。{suggestion(name, known)}")
    shares = {name: _number(f"维度“{name}”的权重", weight, 1) for name, weight in weights.items()}
    if (whole := sum(shares.values())) != 1:
        raise FigureError(f"权重加起来是 {whole}，要正好是 1。照千牛后台本类目的权重写，25% 写 0.25。")
    if isinstance(paid_orders, bool) or not isinstance(paid_orders, int) or paid_orders < 0:
        raise FigureError(f"近 30 天支付订单数写成了 {paid_orders}，要写不小于 0 的整数。")
    parts = (
        Dimension(name, None if score is None else _number(f"维度“{name}”的得分", score, 5), shares[name])
        for name, score in dimensions.items()
    )
    return Experience(dimensions=tuple(parts), bonus=_number("附加分", bonus, 5), paid_orders=paid_orders)


def raised(experience: Experience, name: str, by: Number) -> Experience:
    """
    The same shop if one dimension rose by so much, to 5 at most.

    Raises:
        FigureError: There is no such dimension, it is unmeasured, or the rise is not 0–5.
    """
    rise = _number("提高的分数", by, 5)
    for part in experience.dimensions:
        if part.name == name:
            if part.score is None:
                raise FigureError(f"维度“{name}”没有得分，算不出提高以后是多少。先等它有分。")
            better = replace(part, score=min(part.score + rise, HIGHEST))
            others = tuple(better if each is part else each for each in experience.dimensions)
            return replace(experience, dimensions=others)
    known = [part.name for part in experience.dimensions]
    raise FigureError(f"没有叫“{name}”的维度。{suggestion(name, known)}")


def _number(what: str, value: Number, most: int) -> Decimal:
    """The decimal that was written."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or not 0 <= number <= most:
        raise FigureError(f"{what}写成了 {value}，要写 0 到 {most} 之间的数。")
    return number
