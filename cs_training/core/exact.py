"""
Exact money and shares: integer fen inside, yuan outside.

A rate from YAML (0.05) or a price from a case (19.9) is the decimal that was written, not its nearest binary fraction.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

Fen = int
Share = Fraction


def share(value: float | str | Decimal | Fraction) -> Share:
    """The number that was written: ``share(0.05) == Fraction(1, 20)``."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def fen(yuan: float | str | Decimal) -> Fen:
    """
    Yuan as whole fen.

    Raises:
        ValueError: Not a number, or finer than a fen.
    """
    try:
        amount = Decimal(str(yuan)) * 100
    except InvalidOperation:
        raise ValueError(yuan) from None
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise ValueError(yuan)
    return int(amount)


def yuan(amount: Fen) -> Decimal:
    """Fen as yuan with two decimals."""
    return Decimal(amount) / 100


def say(amount: Fen) -> str:
    """Yuan as people write it: ``45.00``."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def rounded(amount: Share) -> Fen:
    """The nearest fen, halves up: what a platform pays when 5 % of 19.90 is 0.995."""
    return int((amount * 2 + 1) // 2)


def times(amount: Fen, rate: Share) -> Fen:
    """A share of an amount, to the fen."""
    return rounded(amount * rate)


def clamp(amount: Fen, low: Fen, high: Fen) -> Fen:
    """The amount, but not below ``low`` nor above ``high``."""
    return max(low, min(amount, high))


def split(total: Fen, weights: list[int]) -> list[Fen]:
    """
    Shares of a total in proportion to weights, by largest remainder; they sum to the total exactly.

    Equal remainders go to the earlier entry. Weights of nothing share equally.
    """
    if not weights:
        return []
    whole = sum(weights) or len(weights)
    weights = weights if sum(weights) else [1] * len(weights)
    shares = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares
