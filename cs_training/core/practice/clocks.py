"""The two clocks of a return without a reason, as far as a reply has to know them: the law's and the platform's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cs_training.core.ruling.periods import legal_last_day

DAYS = 7
# The holiday that the cases tell of; a test holds what comes out here to what the engine finds with its own table.
NATIONAL_DAY = (date(2026, 10, 1), date(2026, 10, 7))
HOLIDAY_LINE = ("2026 年国庆放假", "10 月 1 日至 7 日")
# Stands in the question of a case that is about the platform's clock and then about the law's.
ENTRANCE = "先看天猫入口的 168 小时"
_OFF = {NATIONAL_DAY[0] + timedelta(days=n) for n in range((NATIONAL_DAY[1] - NATIONAL_DAY[0]).days + 1)}


def law_last(received: date) -> date:
    """The law's last day: moved by holidays and weekends, which is better for the buyer."""
    return legal_last_day(received, DAYS, _OFF)


def platform_last(received: date) -> date:
    """The platform's last day: never moved."""
    return received + timedelta(days=DAYS)


def day_of(facts: Mapping[str, Any], name: str) -> date | None:
    """A day of the facts, whether they tell a day or a moment."""
    value = facts.get(f"{name}_on") or facts.get(f"{name}_at")
    return date.fromisoformat(str(value)[:10]) if value else None


def law_goes_on(facts: Mapping[str, Any]) -> bool:
    """Whether the platform's entrance is shut and the law's days are not over."""
    received, asked = day_of(facts, "received"), day_of(facts, "requested")
    if facts.get("platform") != "tmall" or "promise_days" in facts or received is None or asked is None:
        return False
    return platform_last(received) < asked <= law_last(received)
