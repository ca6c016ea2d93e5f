"""
Numbers as people type them: ``35%``, ``0.35``, ``三成五``, ``1.2万``, ``1分30秒``, ``３００``.

A reading is exact (:class:`fractions.Fraction`) and in the unit the question asks for; shares are shares: 35 % is 0.35.
What could mean two things that differ (``35-40``, ``1千25``) is refused: that costs no try, a misreading does.
"""

from __future__ import annotations

import itertools
import re
from fractions import Fraction

from cs_training.core.text import narrow, simplified

_SECONDS = {"秒": 1, "秒钟": 1, "s": 1, "sec": 1, "分": 60, "分钟": 60, "m": 60, "min": 60, "mins": 60}
_SECONDS |= {"刻": 900, "刻钟": 900, "小时": 3600, "时": 3600, "钟头": 3600, "个小时": 3600, "个钟头": 3600, "h": 3600}
_SECONDS |= {"天": 86400, "日": 86400, "周": 604800, "星期": 604800, "个星期": 604800}
_TIMES = ("秒", "分钟", "小时", "天")
_HUNDREDTHS = {"元": 100, "rmb": 100, "块": 100, "块钱": 100, "圆": 100, "角": 10, "毛": 10, "分": 1, "分钱": 1}
# Classifiers and what may follow them: 3 名顾客, 5 个订单, 12 轮对话.
_COUNTED = {
    "人": ("人位名个", ("次", "人", "顾客", "买家", "客户", "客人")),
    "单": ("单笔个", ("订单", "单子")),
    "件": ("件个", ("商品", "货")),
    "条": ("条句", ("消息", "话")),
    "次": ("次回轮", ("咨询", "对话")),
    "个": ("个", ()),
    "分": ("分", ()),
    "": ("", ()),
}

# What each word after a number is worth, in the unit that a question asks for.
_WORTH: dict[str, dict[str, Fraction]] = {
    **{unit: {w: Fraction(s, _SECONDS[unit]) for w, s in _SECONDS.items()} for unit in _TIMES},
    **{unit: {c + noun: Fraction(1) for c in cs for noun in ("", *nouns)} for unit, (cs, nouns) in _COUNTED.items()},
    "元": {word: Fraction(fen, 100) for word, fen in _HUNDREDTHS.items()},
    "%": {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "成": Fraction(1, 10)},
}
# Words after which a number without one is a decimal (3块5, 三成五), or counts sixtieths (1分30).
_TENTHS = ("元", "块", "圆", "角", "毛", "成")
_SIXTIETHS = ("分", "分钟", "小时", "时", "钟头", "个小时", "个钟头")

# Patterns are compiled by `re` when they are first used (and kept): most cells ask for no number.
_PLACE = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"亿": 10**8, "万": 10**4}
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}

_HAN = "零〇一二两俩三四五六七八九十百千万亿点"
_DECIMAL = r"(?:\d+(?:\.\d+)?|\.\d+)"
_POWER = r"\d+(?:\.\d+)?e[+-]?\d\d?(?!\d)"
_TOKEN = rf"(?P<number>{_POWER}|(?:{_DECIMAL}|[{_HAN}])+|半)(?P<word>[^\d.{_HAN}半]*)"
_PLACES = rf"({_DECIMAL}|[{''.join(_DIGIT)}])?([十百千])|(.+)"
_SIGNS = r"[^\w%‰]+"
_OUT_OF = r"(.+)分之(.+)"
_DIVIDED = rf"({_DECIMAL})/({_DECIMAL})"

# Commas and spaces are passed over where they part thousands or ten-thousands: in “35, 40” they part two numbers.
_GROUPED = r"(?<=\d)[,\s](?=\d{3,4}(?!\d))"
_SPACE = r"(?<!\d)\s+|\s+(?!\d)"
_BEFORE = r"""^(?:[\s"'“”‘’(\[【「《:=≈¥$,、。]|大?约|大概|差不多|答案?|等于|是|为|[一总]?共|人民币|rmb)+"""
_AFTER = r"""(?:[\s"'“”‘’)\]】」》:=.。!?,、;~]|左右|上下|差不多|整)+$"""
# Other ways to write the same.
_SAME = [
    (r"^[−负]", "-"),
    (r"^一半$", "半"),
    (r"个(百分)?点$", "%"),
    (r"个半(小时|钟头|星期)$", r"\1半"),
    (r"(?<=\d)k", "千"),
    (r"(?<=\d)w", "万"),
]
_EXAMPLES = "只填数字就好，比如 1200、35%、1分30秒。"
_LONGEST = 60


def read_number(text: str, unit: str = "") -> tuple[Fraction, ...]:
    """
    What a typed number may mean, in ``unit``.

    A bare number under "%" has two readings (35 and 0.35 both say 35 %), so this returns all that are plausible.

    Args:
        text: What the learner typed.
        unit: One of :data:`cs_training.core.question.Unit`.

    Raises:
        ValueError: It is no number, or its unit is of another kind; the message is for the learner.
    """
    if len(text.strip()) > _LONGEST:
        raise _no_number(f"{text.strip()[:10]}……")
    clean = _clean(text)
    if not clean.strip("+-"):
        raise ValueError(f"还没有填数字。{_EXAMPLES}")
    sign = -1 if clean[0] == "-" else 1
    return tuple(sign * reading for reading in _read(clean[1:] if clean[0] in "+-" else clean, unit))


def _clean(text: str) -> str:
    """Without what people write around a number, and with one writing for what has several."""
    clean = re.sub(_AFTER, "", re.sub(_BEFORE, "", simplified(narrow(text)).lower()))
    clean = re.sub(_SPACE, "", re.sub(_GROUPED, "", clean))
    for written, means in _SAME:
        clean = re.sub(written, means, clean)
    return clean


def _read(clean: str, unit: str) -> tuple[Fraction, ...]:
    if match := re.fullmatch(_OUT_OF, clean):
        return (_share(unit, _divide(_number(match[2]), _number(match[1]))),)
    if match := re.fullmatch(_DIVIDED, clean):
        return (_divide(Fraction(match[1]), Fraction(match[2])),)
    tokens = [(m["number"], m["word"]) for m in re.finditer(_TOKEN, clean)]
    if "".join(number + word for number, word in tokens) != clean or any(
        re.fullmatch(_SIGNS, word) for _, word in tokens
    ):
        raise _no_number(clean)
    value = _sum(tokens, unit)
    bare = not any(word for _, word in tokens)
    return (value, value / 100) if bare and unit == "%" else (value,)


def _sum(tokens: list[tuple[str, str]], unit: str) -> Fraction:
    """Adds up the parts of 1分30秒, 3块5, 三成五, 一分半: each is of a smaller unit than the one before."""
    total, before, worths = Fraction(0), "", list[Fraction]()
    for number, word in tokens:
        if before and number == "半" and word in ("", "钟", "钱"):
            total, worth = total + worths[-1] / 2, Fraction(0)
        elif before and not word:
            total, worth = total + worths[-1] * _tail(number, before, unit), Fraction(0)
        else:
            worth = _worth(word, unit)
            total += worth * _number(number)
        before, worths = word, [*worths, worth]
    if any(after >= worth for worth, after in itertools.pairwise(worths)):
        raise _no_number("".join(map("".join, tokens)))
    return total


def _tail(number: str, before: str, unit: str) -> Fraction:
    """What a number without unit adds: the 5 of 3块5 is half of a 块, the 30 of 1分30 half of a 分."""
    digits = "".join(str(_DIGIT.get(c, c)) for c in number)
    if unit in _TIMES and before in _SIXTIETHS:
        return _number(number) / 60
    if before in _TENTHS and digits.isdecimal():
        return Fraction(f"0.{digits}")
    raise _no_number(f"{before}{number}")


def _worth(word: str, unit: str) -> Fraction:
    if not word:
        return Fraction(1)
    if word not in _WORTH[unit]:
        wanted = {"%": "百分比，比如 35%", "": "不带单位的数"}.get(unit, f"单位是“{unit}”的数")
        raise ValueError(f"“{word}”对不上，这里要的是{wanted}。{_EXAMPLES}")
    return _WORTH[unit][word]


def _share(unit: str, value: Fraction) -> Fraction:
    if unit not in ("%", ""):
        raise ValueError(f"这里要的是单位是“{unit}”的数，不是百分比。{_EXAMPLES}")
    return value


def _divide(top: Fraction, bottom: Fraction) -> Fraction:
    if not bottom:
        raise ValueError("分母不能是 0，改一下再提交。")
    return top / bottom


def _number(text: str) -> Fraction:
    """A number without unit: 1200, .5, 1e3, 半, 一千二百, 一千二, 1万2, 三点五万, 二〇二六."""
    if text == "半":
        return Fraction(1, 2)
    if re.fullmatch(_POWER, text):
        return Fraction(text)
    for big, worth in _MYRIADS.items():
        head, found, tail = text.partition(big)
        if found:
            return (_number(head) if head else 1) * worth + _rest(tail, worth)
    whole, point, decimals = text.partition("点")
    digits = "".join(str(_DIGIT.get(c, c)) for c in decimals)
    if not whole or (point and not digits.isdecimal()):
        raise _no_number(text)
    return _places(whole) + (Fraction(f"0.{digits}") if point else 0)


def _rest(tail: str, worth: int) -> Fraction:
    """
    What follows 百, 千, 万 or 亿.

    The 2 of 1万2 is two thousand and the 五 of 一百五 is fifty. 零 (一百零五) or all digits (1万2500) say that ones are
    counted; 1万25 might be either, and is refused.
    """
    if not tail:
        return Fraction(0)
    digit = str(_DIGIT.get(tail, tail))
    if len(tail) == 1 and digit.isdecimal():
        return Fraction(digit) * worth / 10
    value = _number(tail)
    if value >= worth or (tail.isdecimal() and len(tail) != len(str(worth)) - 1):
        raise _no_number(tail)
    return value


def _places(text: str) -> Fraction:
    """A number below 万 from digits and 十百千."""
    if all(c in _DIGIT for c in text):
        return Fraction("".join(str(_DIGIT[c]) for c in text))
    text, total, place = text.lstrip("零〇"), Fraction(0), 10**4
    if re.fullmatch(_DECIMAL, text):
        return Fraction(text)
    for count, name, tail in re.findall(_PLACES, text):
        if tail == text or (name and _PLACE[name] >= place):
            raise _no_number(text)
        if tail:
            return total + _rest(tail, place)
        place = _PLACE[name]
        total += (_places(count) if count else 1) * place
    return total


def _no_number(text: str) -> ValueError:
    return ValueError(f"“{text}”不是一个数。{_EXAMPLES}")
