"""
What can be said from few or cut-off observations: an interval for a rate, a median that counts those still waiting.

Sources: E. B. Wilson (1927), doi:10.2307/2276774; E. L. Kaplan and P. Meier (1958), doi:10.2307/2281868.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from cs_training.errors import FigureError


def wilson(successes: int, n: int, z: float = 1.96) -> tuple[float, float] | None:
    """
    The range in which the true rate lies, 95 times in a hundred (for ``z`` 1.96).

    Unlike rate ± error it never leaves 0–1, and five out of five does not become “surely all”.

    Returns:
        Lower and upper end; None if nothing was observed.

    Raises:
        FigureError: More successes than observations, or fewer than none.
    """
    if not 0 <= successes <= n:
        raise FigureError(f"{n} 次里不会有 {successes} 次。先核对分子和分母。")
    if n == 0:
        return None
    rate, spread = successes / n, z * z / n
    middle = rate + spread / 2
    reach = z * math.sqrt(rate * (1 - rate) / n + spread / (4 * n))
    # At none and at all, one end is exact; rounding must not push it past the rate.
    low = 0.0 if successes == 0 else (middle - reach) / (1 + spread)
    high = 1.0 if successes == n else (middle + reach) / (1 + spread)
    return low, high


def kaplan_meier_median(waits: Iterable[float], censored: Sequence[float] = ()) -> float | None:
    """
    The wait that half of all stay below, when some were still waiting at the end of the log.

    To leave those out makes the median too short; to count them as answered at the end makes it wrong both ways.

    Args:
        waits: Seconds until the answer, of those who got one.
        censored: Seconds waited so far, of those who did not.

    Returns:
        Seconds; None if fewer than half were answered for as long as anybody was watched.
    """
    answered, given_up = Counter(waits), Counter(censored)
    waiting, staying = sum(answered.values()) + sum(given_up.values()), Fraction(1)
    for moment in sorted(answered | given_up):
        # Who was answered at a moment was answered before those who stopped being watched at it.
        if answered[moment]:
            staying *= Fraction(waiting - answered[moment], waiting)
            if staying <= Fraction(1, 2):
                return moment
        waiting -= answered[moment] + given_up[moment]
    return None
