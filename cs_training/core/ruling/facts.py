"""
A case as people write it → facts that engines can trust: money in fen, days as dates, moments aware.

Every fault of a case is found in one pass: unknown fields with the nearest name, values of the wrong kind, impossible
dates, negative money, and facts that contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cs_training.core.exact import fen, share
from cs_training.core.ruling.contradictions import Facts, contradictions
from cs_training.core.ruling.field import Field
from cs_training.core.ruling.fields import FIELDS
from cs_training.core.ruling.words import ALIASES
from cs_training.core.text import fold
from cs_training.errors import CaseError, near, suggestion

# China has kept one zone and no summer time since 1991; the zone database would be a file to read.
BEIJING = timezone(timedelta(hours=8))
YEARS = range(1990, 2201)
LONGEST = 12  # digits before the point
PIECES = 100_000
MOST = 10**13  # fen: more than any shop ever sold, and still a number every program can read
UNKNOWN = (None, "", "unknown", "未知")


def read_facts(case: Mapping[str, Any]) -> dict[str, Any]:
    """
    The facts of a case.

    Args:
        case: Values by field name as YAML or JSON give them; None or "" is a fact not known.

    Raises:
        CaseError: Names everything that is wrong with it.
    """
    faults: list[str] = []
    facts: dict[str, Any] = {}
    for name, value in case.items():
        if name not in FIELDS:
            faults.append(f"没有“{name}”这一项。{suggestion(str(name), FIELDS)}")
        elif not (isinstance(value, str | None) and value in UNKNOWN):
            try:
                faults += _merge(facts, _read(name, FIELDS[name], value))
            except (ValueError, TypeError, LookupError, ArithmeticError):
                faults.append(f"{name}（{FIELDS[name].means}）写成了“{value}”。{_CURES[FIELDS[name].kind]}")
            except CaseError as error:
                faults.append(str(error))
    faults = faults or list(contradictions(facts))
    if faults:
        raise CaseError(
            "；".join(fault.rstrip("。") for fault in faults[:-1]) + ("；" if faults[1:] else "") + faults[-1]
        )
    return facts


def _merge(facts: dict[str, Any], new: Facts) -> Iterator[str]:
    """Adds facts; a day and a moment of one event may both be written, if they agree."""
    for name, value in new.items():
        if facts.setdefault(name, value) != value:
            yield f"{name} 写了两个不同的日期：{facts[name]} 和 {value}。改掉一个。"


def _read(name: str, field: Field, value: Any) -> dict[str, Any]:
    """The fact; of a moment two facts: when, and on which day."""
    if field.kind in ("day", "moment"):
        return _when(name, value)
    if field.kind == "choice":
        return {name: _choice(name, field.choices or {}, value)}
    return {name: _READERS[field.kind](value)}


def _when(name: str, value: Any) -> dict[str, Any]:
    """``paid_at`` → ``paid_at`` and ``paid_on``; of a bare date only ``paid_on``."""
    day, moment = _moment(value)
    if name in ("today", "holiday_start", "holiday_end"):
        return {name: day}
    base = name.removesuffix("_on").removesuffix("_at")
    return {f"{base}_on": day} | ({f"{base}_at": moment} if moment else {})


def _moment(value: Any) -> tuple[date, datetime | None]:
    """A day, and the moment if one was written; without an offset it is Beijing time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return _near(value), None
    if not isinstance(value, datetime):
        text = _text(value).replace("/", "-")
        if len(text) <= len("2026-01-01"):
            return _near(date.fromisoformat(text)), None
        # People write the end of a day as 24:00, which ISO allows and Python does not.
        midnight = "24:00" in text
        value = datetime.fromisoformat(text.replace("24:00", "00:00")) + timedelta(days=midnight)
    _near(value.date())
    moment = (value if value.tzinfo else value.replace(tzinfo=BEIJING)).astimezone(BEIJING)
    return moment.date(), moment


def _near(day: date) -> date:
    """A day of this age: rules are not older, and nobody decides later."""
    if day.year not in YEARS:
        raise ValueError(day)
    return day


def _choice(name: str, choices: Mapping[str, str], value: Any) -> str:
    """A choice by its id, its Chinese name, or another word for it."""
    if value in choices:
        return str(value)
    wanted = fold(str(value))
    for known, label in choices.items():
        if wanted in (fold(known), fold(label)):
            return known
    for word, meant in ALIASES.get(name, {}).items():
        if fold(word) == wanted or (name == "route" and word in wanted):
            return meant
    # There are more kinds of goods than rules tell apart; only what looks like a slip of the pen is sent back.
    if name == "category" and not near(wanted, choices):
        return "other"
    raise CaseError(f"{name} 没有“{value}”这个值。{suggestion(str(value), choices)}")


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError(value)


def _money(value: Any) -> int:
    amount = fen(_number(value))
    if not 0 <= amount <= MOST:
        raise ValueError(value)
    return amount


def _number(value: Any) -> Any:
    """A number as written, of a size that is worth working out."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(value)
    if Decimal(str(value).strip().removesuffix("%")).adjusted() > LONGEST:
        raise ValueError(value)
    return value


def _count(value: Any) -> Fraction:
    number = share(_number(value))
    if number < 0:
        raise ValueError(value)
    return number


def _whole(value: Any) -> Fraction:
    count = _count(value)
    if count.denominator != 1 or count > PIECES:
        raise ValueError(value)
    return count


def _rate(value: Any) -> Fraction:
    text = str(_number(value)).strip()
    rate = share(text[:-1]) / 100 if text.endswith("%") else share(text)
    if not 0 <= rate <= 1:
        raise ValueError(value)
    return rate


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.strip()


def _item(value: Any) -> tuple[int, int]:
    """A line of an order as (fen each, pieces)."""
    if not isinstance(value, Mapping):
        return _money(value), 1
    if extra := set(value) - {"price", "qty", "name"}:
        raise ValueError(extra)
    return _money(value["price"]), int(_whole(value.get("qty", 1)))


def _list(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def reader(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple) or not value:
            raise TypeError(value)
        return tuple(read(one) for one in value)

    return reader


def _returned(value: Any) -> int | tuple[int, int]:
    """A line of the order that goes back: its number, or what it costs and how many."""
    if isinstance(value, Mapping):
        return _item(value)
    if isinstance(value, float | str):
        return _money(value), 1
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise TypeError(value)
    return value


def _order(value: Any) -> int:
    if isinstance(value, Mapping):
        named = [value[name] for name in ("price", "amount", "paid", "total") if name in value]
        return _money(named[0])
    return _money(value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "yes_no": _yes_no,
    "money": _money,
    "number": _count,
    "count": _whole,
    "rate": _rate,
    "text": _text,
    "items": _list(_item),
    "returned": _list(_returned),
    "orders": _list(_order),
}
_CURES = {
    "yes_no": "写 true 或 false，不加引号。",
    "money": "写 0 或正数，单位元，最多两位小数。",
    "number": "写 0 或正数。",
    "count": "写 0 或正整数。",
    "rate": "写 0 到 1 之间的数，0.1 是一成。",
    "day": "写真实存在的日期，比如 2026-11-10。",
    "moment": "写真实存在的时刻，比如 2026-12-01T14:00:00。",
    "text": "写文字，加引号。",
    "choice": "写一个代码或中文名，加不加引号都行。",
    "items": "写成 [{price: 200, qty: 1}, …]。",
    "returned": "写第几个商品（从 1 数）的列表，比如 [2]。",
    "orders": "写成每笔成交额的列表，比如 [900, 9500]。",
}
