"""
Days and hours: the law's seven days, the platform's 168 hours, and what moves a last day.

The first day is not counted (Civil Code 201). A last day that is a day off moves to the first working day after it
(203); whether plain weekends and made-up working days count is disputed, so what is better for the consumer is taken:
the later day for what a buyer does, the earlier for what a shop does.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from cs_training.core.rulebook import RuleBook
from cs_training.core.ruling.case import Case
from cs_training.core.ruling.facts import BEIJING

DAY = timedelta(days=1)
# Public holidays whose day never moves: all that is known of a year before its table is announced.
EVERY_YEAR = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
SATURDAY = 5
_NAMES = "一二三四五六日"


def legal_last_day(first: date, days: int, off: Collection[date], *, weekends: bool = True) -> date:
    """
    The last day of a period that starts the day after ``first``.

    Args:
        days: Length, in calendar days.
        off: Public holidays as announced.
        weekends: Whether plain weekends move the last day too.
    """
    last = first + days * DAY
    while last in off or (weekends and last.weekday() >= SATURDAY):
        last += DAY
    return last


def platform_end(received: date, hours: int) -> datetime:
    """The moment at which the platform's period is over (not included): hours counted from the next midnight."""
    return datetime.combine(received + DAY, time(), BEIJING) + timedelta(hours=hours)


def working_day_after(first: date, days: int, off: Collection[date]) -> date:
    """The last of so many working days after ``first``; made-up working weekends are not counted."""
    day = first
    while days:
        day += DAY
        days -= day not in off and day.weekday() < SATURDAY
    return day


def days_off(rules: RuleBook, year: int) -> set[date]:
    """Public holidays of a year and of the next: a period may end there."""
    spans = [*rules.days_off(year), *rules.days_off(year + 1)]
    known = {first + n * DAY for first, last in spans for n in range((last - first).days + 1)}
    return known | {date(y, m, d) for y in (year, year + 1) if y not in rules.holidays for m, d in EVERY_YEAR}


def days_off_of(case: Case, year: int) -> set[date]:
    """The public holidays of the table, and those that the case itself tells."""
    off, end = days_off(case.rules, year), case.get("holiday_end")
    if end:
        start = case.get("holiday_start", end)
        off |= {start + n * DAY for n in range((end - start).days + 1)}
    return off


def last_day(case: Case, first: date, days: int, *, weekends: bool = True) -> date:
    """
    The law's last day for a case, with what moved it written into the steps.

    Args:
        weekends: True for what a buyer has to do in time, False for what a shop has to: both are best for the buyer.
    """
    off = days_off_of(case, first.year)
    plain, last = first + days * DAY, legal_last_day(first, days, off, weekends=weekends)
    case.say(f"{say_day(first)}不算，次日起算 {days} 天，第 {days} 天是 {say_day(plain)}。")
    if last != plain:
        why = "法定休假日" if plain in off else "周末（是否顺延有争议，取对消费者有利的较晚一天）"
        case.say(f"末日碰上{why}，顺延到 {say_day(last)}，当天 24 点为止（民法典第 203 条）。")
    elif last.weekday() >= SATURDAY:
        case.say("末日是周末：要不要顺延有争议，店里该做的事不顺延，对消费者有利。")
    if last.year not in case.rules.holidays and not case.has("holiday_end"):
        case.say(f"{last.year} 年的放假表还没有收录，这里只按周末算；碰上长假请写 holiday_start、holiday_end。")
    return last


def say_day(day: date) -> str:
    """``11 月 17 日（周二）``."""
    return f"{day.month} 月 {day.day} 日（周{_NAMES[day.weekday()]}）"


def say_moment(at: datetime) -> str:
    """``12 月 1 日 14:00``; with seconds where there are some."""
    local = at.astimezone(BEIJING)
    return f"{local.month} 月 {local.day} 日 {local:%H:%M:%S}".removesuffix(":00")


def say_hours(hours: Fraction) -> str:
    """``24 小时``, ``23 小时 59 分 59 秒``."""
    minutes, seconds = divmod(round(hours * 3600), 60)
    whole, minutes = divmod(minutes, 60)
    parts = ((whole, "小时"), (minutes, "分"), (seconds, "秒"))
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "0 小时"
