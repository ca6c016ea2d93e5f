"""Days as authors write them."""

from __future__ import annotations

from datetime import date

WRITE_DAY = "要写成 2026-11-22 这样的日期，而且真有这一天。"


def day_of(text: str) -> date | None:
    """The day that a text names; None if it names none, or is not written like 2026-11-22."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None  # Python also takes 20261122 and 2026-W47-7
