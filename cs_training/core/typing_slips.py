"""
A typed line held against the line that was to be typed: which characters are right, and what kind of slip the rest is.

Counts characters, each Latin letter, digit and sign as one. Spaces do not count, typed or not: people put them around
numbers as they like. The comparison is the shortest edit (insert, leave out, replace); of several equally short ones it
takes the one whose replaced characters are most alike, because that is what happened at the keyboard. A wrong amount
costs money, so a slip inside a number, a date or an order number is shown as the whole number and called that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from cs_training.core.text import narrow

Kind = Literal["missing", "extra", "wrong", "sound", "width", "mark", "number"]
KINDS: dict[Kind, str] = {
    "number": "数字错",
    "sound": "同音字",
    "wrong": "错字",
    "missing": "漏字",
    "extra": "多字",
    "mark": "标点错",
    "width": "全半角",
}
Column = tuple[int | None, int | None]  # places in target and typed text that stand under each other

# Same or nearly the same sound: what an input method offers side by side. Small on purpose; chat words of a shop only.
_SOUNDS = (
    "的得地 在再 做作坐座 以已 帐账 他她它 那哪拿 像象向 即既及急 需须 合和何河核 必毕 订定盯 分份 带戴代待袋 "
    "后候厚 退腿 货或获火 件间见建减简检 拍排牌 邮由油有又友优忧 码马吗嘛妈 券劝圈 签前千钱 收手首受 单但蛋 "
    "价加家假 元员原圆远 查茶察差 到道倒 是事试式市视时实十石识 没每美 请情清轻亲 问文温稳 款宽 块快 号好 "
    "名明鸣 尺吃迟 换还环 验言严颜 期其起七齐 天填甜 发罚法 运晕云 费非飞 包保报抱 补不布步 寄记计纪季 "
    "修休 损笋 碎岁 坏怀 质之知只支直值址纸指 量亮两 色设 长常场尝偿 短断段 新心欣辛 关观管 于与余预 "
    "会回汇惠慧 过果 理里礼力利 解接结节姐 商伤上 品拼贫 店点电 满慢 送松 赠增 改盖概 省剩 区去取 赔陪 "
    "您宁 你尼 吧把 申身深 诉述 投头 对队 照找赵 片骗 等灯登 久就九旧 歉欠谦"
)
_PAIRS = {frozenset(pair) for group in _SOUNDS.split() for pair in ((a, b) for a in group for b in group if a != b)}
# What NFKC leaves apart: a Chinese sign and what the same key gives in English.
_KEYS = str.maketrans("。、“”‘’—…￥·", ".,\"\"''-.¥.")
_NUMBER = re.compile(r"(?=[A-Za-z.:-]*\d)[A-Za-z\d]+(?:[.:/-][A-Za-z\d]+)*%?")
_EDIT = 100_000  # one edit weighs more than any sum of unlikeness


@dataclass(frozen=True, slots=True)
class Slip:
    """
    One thing typed otherwise.

    Attributes:
        at: Where in the target without spaces; of extra text, before which character.
        want: What the target has there, "" of extra text.
        got: What was typed there, "" of text left out.
    """

    kind: Kind
    at: int
    want: str
    got: str


def squeezed(text: str) -> str:
    """The characters that count: no spaces, and accents as part of their letter."""
    return "".join(unicodedata.normalize("NFC", text).split())


def compare(target: str, typed: str) -> tuple[int, int, tuple[Slip, ...]]:
    """
    How many characters are right, how many edits part the two texts, and the edits as slips.

    Args:
        target: The line as it was to be typed.
        typed: What was typed.
    """
    want, got = squeezed(target), squeezed(typed)
    columns = _aligned(want, got)
    numbers = [range(*one.span()) for one in _NUMBER.finditer(want)]
    digits = {j for one in _NUMBER.finditer(got) for j in range(*one.span())}
    inside = {i for one in numbers for i in one}
    kinds = [_kind(column, want, got, inside, digits) for column in columns]
    edits = sum(kind is not None for kind in kinds)
    for number in numbers:
        _whole(number, columns, kinds)
    return len(columns) - edits, edits, tuple(_slips(columns, kinds, want, got))


def pieces(target: str, slips: Iterable[Slip]) -> Iterator[tuple[Kind | None, str, str]]:
    """The line cut up again: (kind, wanted, typed), with None for what is right."""
    want, place = squeezed(target), 0
    for slip in slips:
        if slip.at > place:
            yield None, want[place : slip.at], want[place : slip.at]
        yield slip.kind, slip.want, slip.got
        place = slip.at + len(slip.want)
    if place < len(want):
        yield None, want[place:], want[place:]


def _aligned(want: str, got: str) -> list[Column]:
    """The cheapest way to put the texts under each other."""
    costs = [[j * (_EDIT + 3) for j in range(len(got) + 1)]]
    for i, wanted in enumerate(want, 1):
        above, row = costs[-1], [i * (_EDIT + 3)]
        for j, given in enumerate(got, 1):
            row.append(min(above[j - 1] + _unlike(wanted, given), above[j] + _EDIT + 3, row[-1] + _EDIT + 3))
        costs.append(row)
    return _traced(costs, want, got)


def _traced(costs: list[list[int]], want: str, got: str) -> list[Column]:
    columns: list[Column] = []
    i, j = len(want), len(got)
    while i or j:
        if i and j and costs[i][j] == costs[i - 1][j - 1] + _unlike(want[i - 1], got[j - 1]):
            i, j = i - 1, j - 1
            columns.append((i, j))
        elif i and costs[i][j] == costs[i - 1][j] + _EDIT + 3:
            i -= 1
            columns.append((i, None))
        else:
            j -= 1
            columns.append((None, j))
    return columns[::-1]


def _unlike(wanted: str, given: str) -> int:
    if wanted == given:
        return 0
    if _same_key(wanted, given):
        return _EDIT
    if frozenset((wanted, given)) in _PAIRS:
        return _EDIT + 1
    return _EDIT + (2 if _class(wanted) == _class(given) else 5)


def _kind(column: Column, want: str, got: str, inside: set[int], digits: set[int]) -> Kind | None:
    i, j = column
    wanted = "" if i is None else want[i]
    given = "" if j is None else got[j]
    if wanted == given:
        return None
    if wanted and given and _same_key(wanted, given):
        return "width"
    if i in inside or j in digits:
        return "number"
    if frozenset((wanted, given)) in _PAIRS:
        return "sound"
    if "mark" in (_class(wanted), _class(given)):
        return "mark"
    return "wrong" if wanted and given else "missing" if wanted else "extra"


def _whole(number: range, columns: list[Column], kinds: list[Kind | None]) -> None:
    """Makes all of a number one slip if any of it, or what was typed onto it, is wrong."""
    places = [place for place, (i, _) in enumerate(columns) if i in number]
    low, high = places[0], places[-1]
    while low and kinds[low - 1] == "number" and columns[low - 1][0] is None:
        low -= 1
    while high + 1 < len(kinds) and kinds[high + 1] == "number" and columns[high + 1][0] is None:
        high += 1
    if "number" in kinds[low : high + 1]:
        kinds[low : high + 1] = ["number"] * (high + 1 - low)


def _slips(columns: list[Column], kinds: list[Kind | None], want: str, got: str) -> Iterator[Slip]:
    place = 0
    for kind, group in groupby(zip(kinds, columns, strict=True), key=lambda one: one[0]):
        run = [column for _, column in group]
        wanted = "".join(want[i] for i, _ in run if i is not None)
        if kind:
            yield Slip(kind, place, wanted, "".join(got[j] for _, j in run if j is not None))
        place += len(wanted)


def _same_key(wanted: str, given: str) -> bool:
    return narrow(wanted).translate(_KEYS) == narrow(given).translate(_KEYS)


def _class(one: str) -> str:
    if not one or one.isalnum():
        return "digit" if one.isdigit() else "letter" if one.isascii() else "character"
    return "mark"
