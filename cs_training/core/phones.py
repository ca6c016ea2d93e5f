"""
Where a text holds a telephone number, however its digits are parted: mobiles, landlines, 400 numbers, sample numbers.

Numbers in a row are also prices and sizes (``160 165 170``), so digits make one number only in groups that people make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_BETWEEN = r"[ \t\-‐-―−._·•/()*\u00a0\u200b-\u200d\u2060\ufeff]{1,3}"
_RUN = re.compile(rf"\d+(?:{_BETWEEN}\d+)*")
_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}[2-9]\d{6,7}|0{3}\d{8}")
_SERVICE = re.compile(r"[48]00\d{7}")
_HALF_HIDDEN = re.compile(r"(?<!\d)1[3-9]\d ?[*xX]{3,5} ?\d{3,4}(?!\d)|(?<!\d)0{3}-?0{4}-?0[xX\d]{3}(?![xX\d])")
_SPELLED = re.compile("[零〇一二三四五六七八九幺]{11,12}")
# A number of which nothing says what it is; not the digits of an amount, a code with letters, or part of a longer one.
_BARE = re.compile(
    r"(?<![\dA-Za-z¥￥])(?<!\d[.,])(?<![A-Za-z\d]-)(?<!¥ )\d{7,12}(?![\dA-Za-z]|[.,]\d|-\d| ?(?:元|块|件|分|万))"
)
_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])?(?:[0-5]\d)?")


def phones(text: str) -> Iterator[tuple[int, int]]:
    """
    Start and end of each number, in no order; they may overlap.

    Args:
        text: With ordinary digits.
    """
    for run in _RUN.finditer(text):
        groups = [(run.start() + one.start(), one[0]) for one in re.finditer(r"\d+", run[0])]
        for start, end in _in_groups(groups):
            yield start - text[:start].endswith("+"), end
    for pattern in (_HALF_HIDDEN, _SPELLED):
        yield from (one.span() for one in pattern.finditer(text))
    yield from (one.span() for one in _BARE.finditer(text) if not _DAY.fullmatch(one[0]))


def _in_groups(groups: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The numbers that neighbouring groups of digits make; the longest first, none twice."""
    first = 0
    while first < len(groups):
        for last in range(min(len(groups), first + 13), first, -1):
            if _is_phone([digits for _, digits in groups[first:last]]):
                place, digits = groups[last - 1]
                yield groups[first][0], place + len(digits)
                first = last - 1
                break
        first += 1


def _is_phone(groups: Sequence[str]) -> bool:
    joined = "".join(groups)
    if not 10 <= len(joined) <= 16:
        return False
    sizes = {len(one) for one in (groups[1:] if groups[0] in {"86", "0086"} else groups)}
    if _MOBILE.fullmatch(joined):
        return len(groups) == 1 or min(sizes) > 2 or max(sizes) == 1 or groups[0] in {"86", "0086"}
    if [len(one) for one in groups] == [3, 4, 4] or _SERVICE.fullmatch(joined):
        return min(sizes) > 2
    return groups[0].startswith("0") and min(sizes) > 2 and bool(_LANDLINE.fullmatch(joined))
