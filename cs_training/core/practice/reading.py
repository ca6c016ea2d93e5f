"""Money and days as learners type them: “¥102.00”, “102元”, “11月17日”, “１１－１７”."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from cs_training.core.numbers import read_number
from cs_training.core.text import narrow, simplified
from cs_training.errors import AnswerError

_BEFORE = r"^(?:应?[退赔补付给]+|共|合计|一共)+"
_DAY = r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?"
_RUN = r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
# What people write after a day: its name in the week, the end of the day.
_AFTER = r"(?:当天|\(?(?:周|星期|礼拜)[一二三四五六日天]\)?|(?:24|23)[点:时](?:00|59)?(?::\d\d)?|(?:之?前|为止|止))*$"
_DASHES = "‐‑‒–—−－"
_MONEY_FORM = "写成 102 或 102.00 就行，单位是元。"
_DAY_FORM = "写成 11-17 或 2026-11-17 就行。"
_LONGEST = 40
LEAP_YEAR = 2024
# What people write instead of an amount when nothing is to be paid, and instead of a day when no day matters.
_NOTHING = re.compile(r"(?:不用|不|无需|没有?)(?:退|补|赔|付|给|扣)?|无|一分不[退补赔付给]")
_NO_DAY = re.compile(
    r"无|没有|(?:这[件单])?不(?:用)?(?:看|涉及|适用|管|算)(?:日子|日期|期限|时间|天数)?|跟日子没关系|/"
)


def read_money(text: str) -> int:
    """
    Typed money as fen.

    Raises:
        AnswerError: It is no amount of money; the message is for the learner.
    """
    said = _short(text)
    if _NOTHING.fullmatch(simplified(narrow(text)).strip(" 。.")):
        return 0
    clean = re.sub(_BEFORE, "", simplified(narrow(text)).strip())
    try:
        (amount,) = read_number(clean, "元")
    except ValueError:
        raise AnswerError(f"“{said}”不像一个金额，{_MONEY_FORM}") from None
    if amount < 0:
        raise AnswerError(f"“{said}”小于 0，要付给顾客多少就填多少，不用付填 0。")
    cents = Fraction(amount) * 100
    if cents.denominator != 1:
        raise AnswerError(f"“{said}”比一分钱还细，最多写两位小数。")
    return int(cents)


def says_no_day(text: str) -> bool:
    """Whether somebody writes that no day matters: “不看日子”, “无”, “不涉及”."""
    return bool(_NO_DAY.fullmatch(simplified(narrow(text)).strip(' 。.“”"')))


def read_day(text: str) -> tuple[int | None, int, int]:
    """
    A typed day as (year, month, day); the year is None if it was left out.

    Raises:
        AnswerError: It is no day, or one that no calendar has.
    """
    said = _short(text)
    clean = re.sub(r"\s+", "", narrow(text))
    clean = re.sub(f"[{_DASHES}]", "-", clean)
    match = re.fullmatch(f"{_DAY}{_AFTER}", clean) or re.fullmatch(f"{_RUN}{_AFTER}", clean)
    if match is None:
        raise AnswerError(f"“{said}”不像一个日期，{_DAY_FORM}")
    year = int(match["year"]) if match["year"] else None
    month, day = int(match["month"]), int(match["day"])
    try:
        date(LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        raise AnswerError(f"日历上没有“{said}”这一天，{_DAY_FORM}") from None
    return year, month, day


def _short(text: str) -> str:
    """The input, to be quoted back."""
    if not text.strip():
        raise AnswerError("还没有填，填好再提交。")
    if len(text.strip()) > _LONGEST:
        raise AnswerError(f"写得太长了（超过 {_LONGEST} 个字），只填金额或者日期。")
    return text.strip()
