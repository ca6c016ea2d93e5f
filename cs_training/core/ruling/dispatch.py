"""When a parcel was due for pick-up, and how late it was. A day without a moment is taken to its end."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from cs_training.core.ruling.case import Case
from cs_training.core.ruling.facts import BEIJING
from cs_training.core.ruling.periods import say_moment

# What a page says, and the hours it is held to (rule PLT-SHIPCLAIM).
STOCK = ("现货",)
END = time(23, 59, 59)
FAST = ("当日发", "当天发", "秒发", "极速发", "次日达", "马上发", "今日发")
NOTHING_PROMISED = ("非现货", "无现货", "不是现货", "没有现货", "不承诺", "不保证")


def promised_hours(case: Case) -> Fraction:
    """Hours from payment to pick-up: what is set, or less if the page says so."""
    said = case.get("promise_ship_hours")
    hours = Fraction(said) if said is not None else case.rule("TM-SHIP-LATE").number("hours")
    said = _claimed(case)
    if said is None:
        return hours
    case.say(f"页面写“{case.get('page_claim')}”，后台设 {hours} 小时：取对买家有利的，按 {min(hours, said)} 小时。")
    return min(hours, said)


def _claimed(case: Case) -> Fraction | None:
    """The hours that a page's words are held to; None for words that promise nothing."""
    claim = str(case.get("page_claim", "")).replace(" ", "")
    if any(word in claim for word in NOTHING_PROMISED):
        return None
    if told := re.search(r"(\d+)(小时|天|日)", claim):
        return Fraction(int(told[1]) * (1 if told[2] == "小时" else 24))
    if any(word in claim for word in FAST):
        return case.rule("PLT-SHIPCLAIM").number("fast_hours")
    return case.rule("PLT-SHIPCLAIM").number("stock_hours") if any(word in claim for word in STOCK) else None


def due(case: Case) -> datetime | None:
    """The last moment for pick-up: agreed by tool, stated, or payment plus the promise."""
    if case.has("agreed_ship_by_on"):
        case.cite("PLT-NEGOTOOL")
    for name in ("agreed_ship_by", "ship_by"):
        if at := case.moment(name):
            return at
        if day := case.day(name):
            return end_of(day)
    paid = case.moment("paid")
    return paid + timedelta(hours=float(promised_hours(case))) if paid else None


def hours_late(case: Case) -> Fraction | None:
    """
    Hours between the due moment and pick-up, or and now for a parcel not yet picked up.

    0 or less is in time. A parcel that is still lying there at the due moment is late by that very moment.
    """
    if case.has("delay_hours"):
        return Fraction(case.get("delay_hours"))
    last = due(case)
    picked = case.moment("shipped") or (end_of(case.day("shipped")) if case.day("shipped") else None)
    if case.has("hours_since_paid"):
        late = Fraction(case.get("hours_since_paid")) - promised_hours(case)
        still_there = picked is None and not case.is_("shipped")
        return Fraction(1, 3600) if still_there and late == 0 else late
    if case.is_("shipped") and picked is None:
        case.need("shipped_at")
    if last is None and picked and case.day("paid"):
        last = due_by_day(case, picked)
    if last is None:
        return None
    case.say(f"应在 {say_moment(last)} 前（含）揽收；看揽收时刻，不看上传单号。")
    if picked is None and not case.has("now_at") and case.today == last.date():
        case.need("now_at")
    at = picked or case.moment("now") or datetime.combine(case.today, END, BEIJING)
    late = Fraction(int((at - last).total_seconds()), 3600)
    return Fraction(1, 3600) if picked is None and late == 0 else late


def due_by_day(case: Case, at: datetime) -> datetime:
    """The due moment where only the day of payment is known: good enough if ``at`` lies on one side of it for sure."""
    first = datetime.combine(case.need("paid_on"), time(), BEIJING) + timedelta(hours=float(promised_hours(case)))
    if first < at < first + timedelta(days=1):
        case.need("paid_at")
    return first


def end_of(day: date | None) -> datetime | None:
    """The last second of a day, where only the day is known."""
    return datetime.combine(day, END, BEIJING) if day else None
