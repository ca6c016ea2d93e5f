"""
Personal data of a chat made unreadable: 〔电话〕〔地址〕〔姓名〕〔证件〕〔银行卡〕〔邮箱〕〔账号〕.

In doubt something is hidden: a hidden number costs a look into the chat, a shown one somebody's peace. Kept are order
and parcel numbers, amounts, days and sizes, because a check of replies is about them. Masking twice is masking once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cs_training.core.addresses import addresses
from cs_training.core.names import names as told_names
from cs_training.core.phones import phones

KINDS = ("电话", "地址", "姓名", "证件", "银行卡", "邮箱", "账号")
# While we work, what is hidden (or must be kept) is a run of a character that no pattern takes for anything.
HIDDEN, KEPT = "\ue000", "\ue001"
_MARK = re.compile(f"〔(?:{'|'.join(KINDS)})〕")
_SIGNS = dict(zip("－＋＠：（）．＿＊／　", "-+@:()._*/ ", strict=True))

_NO_MOBILE = r"(?!1[3-9]\d{9}(?!\d))"
_ORDER = re.compile(
    rf"(?<![A-Za-z\d])[A-Z]{{2,5}}-\d{{3,8}}-\d{{2,8}}(?!\d)|(?<![A-Za-z\d])[A-Z]{{2,4}}{_NO_MOBILE}\d{{8,20}}(?!\d)"
    r"|(?:订单|单号|运单|编号|货号|款号|批号|条码|编码)(?:号|编号|是|为|:|\s|#)*"
    rf"(?P<it>(?<!\d){_NO_MOBILE}\d{{7,24}}(?!\d))"
)
_MAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_IDENTITY = re.compile(
    r"(?<!\d)\d{6} ?(?:19|20)\d{2} ?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{3}[\dXx](?![\dA-Za-z])"
    r"|身份证[^\d，。；！？\n\ue000]{0,6}(?P<it>\d{15}(?!\d)|\d{17}[\dXx])(?!\d)"
)
_CARD = re.compile(r"(?<![\dA-Za-z-])(?:\d{4}(?P<by>[ -]?)\d{4}(?:(?P=by)\d{4}){2}(?:(?P=by)\d{1,3})?)(?![\dA-Za-z])")
_CARD_BEGINS = re.compile(r"62\d{14,17}|[345]\d{15}")
_CARD_WORD = re.compile("卡号|银行|储蓄卡|信用卡|打款|转账|开户|工行|农行|建行|中行|招行")
_ACCOUNT = re.compile(
    r"(?:[微薇威vw]信|weixin|wechat|wx|vx|qq|扣扣|企鹅|加v)(?:号码|号|群|id|是|为|加我|加|叫|[:=\s])*"
    r"(?<![A-Za-z\d])(?P<it>[a-z][a-z0-9_-]{4,19}|[1-9]\d{4,11}|\d+[a-z_][a-z0-9_-]{3,})"
    r"(?![a-z\d]| ?(?:元|块|人|个|份|件|%|积分))",
    re.IGNORECASE,
)
_PATTERNS = (("邮箱", _MAIL), ("证件", _IDENTITY), ("账号", _ACCOUNT))


@dataclass(frozen=True, slots=True)
class Masked:
    """
    A text without personal data.

    Attributes:
        text: What may be shown.
        cuts: Start and end of what was hidden in the text as it was, and the kind; in order.
    """

    text: str
    cuts: tuple[tuple[int, int, str], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text as it was stands now; one that meets something hidden takes all of its mark."""
        return self._place(start, late=False), self._place(end, late=True)

    def _place(self, place: int, *, late: bool) -> int:
        moved = 0
        for start, end, kind in self.cuts:
            if place <= start:
                break
            if place < end:
                return start + moved + (len(_mark(kind)) if late else 0)
            moved += len(_mark(kind)) - (end - start)
        return place + moved


def mask(text: str, *, names: Collection[str] = ()) -> Masked:
    """
    A text with its personal data hidden.

    Args:
        text: As written.
        names: Names and nicknames that are known from elsewhere, hidden wherever they stand.
    """
    plain = _MARK.sub(lambda found: HIDDEN * len(found[0]), "".join(map(_fold, text)))
    cuts: dict[tuple[int, int], str] = {}
    while True:
        # What is kept is found anew: the word that told an order's number may be hidden by now.
        rounds = _rounds(_kept(plain), names)
        # Only what hides something more counts: that is also why this comes to an end.
        rounds = ([cut for cut in some if plain[cut[0] : cut[1]].strip(HIDDEN)] for some in rounds)
        found = next(filter(None, rounds), None)
        if found is None:
            return _cut(text, cuts)
        for start, end, kind in found:
            for part in re.finditer(f"[^{HIDDEN}]+", plain[start:end]):
                cuts[start + part.start(), start + part.end()] = kind
            plain = plain[:start] + HIDDEN * (end - start) + plain[end:]


def names_in(text: str) -> set[str]:
    """The names that a text gives away, for hiding them elsewhere too; a surname alone is none."""
    masked = mask(text)
    return {text[start:end] for start, end, kind in masked.cuts if kind == "姓名" and end - start > 1}


def _rounds(plain: str, names: Collection[str]) -> Iterator[list[tuple[int, int, str]]]:
    """What is found by each kind of search, the surest first: what one hides, the next does not see."""
    for kind, pattern in _PATTERNS:
        yield [(*_span(one), kind) for one in pattern.finditer(plain)]
    yield [(*one.span(), "银行卡") for one in _CARD.finditer(plain) if _is_card(plain, one)]
    yield [(start, end, "电话") for start, end in phones(plain)]
    yield [(start, end, "地址") for start, end in addresses(plain)]
    yield [(*one.span(), "姓名") for name in names if len(name) > 1 for one in re.finditer(re.escape(name), plain)]
    yield [(start, end, "姓名") for start, end in told_names(plain, hidden=HIDDEN)]


def _is_card(plain: str, found: re.Match[str]) -> bool:
    """Order numbers are as long: a card has its check digit right, or is called one."""
    digits = "".join(filter(str.isdigit, found[0]))
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    right = (doubled + sum(map(int, digits[::-2]))) % 10 == 0 and bool(_CARD_BEGINS.fullmatch(digits))
    sentence = max(plain.rfind(end, 0, found.start()) for end in "。！？；\n") + 1
    return right or bool(found["by"] or _CARD_WORD.search(plain, sentence, found.start()))


def _kept(plain: str) -> str:
    for one in _ORDER.finditer(plain):
        start, end = _span(one)
        plain = plain[:start] + KEPT * (end - start) + plain[end:]
    return plain


def _span(found: re.Match[str]) -> tuple[int, int]:
    """The part of a find that is meant: its group ``it``, if it has one."""
    return found.span("it") if found.groupdict().get("it") else found.span()


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    """One character for one: width and kind of digits and letters do not hide anything."""
    if char.isascii():
        return char
    if char in (HIDDEN, KEPT):
        return "\ufffd"
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    return chr(ord(char) - 0xFEE0) if "Ａ" <= char <= "ｚ" and char.isalpha() else _SIGNS.get(char, char)


def _mark(kind: str) -> str:
    return f"〔{kind}〕"


def _cut(text: str, found: dict[tuple[int, int], str]) -> Masked:
    cuts: list[tuple[int, int, str]] = []
    for (start, end), kind in sorted(found.items()):
        if cuts and cuts[-1][1:] == (start, kind):
            start = cuts.pop()[0]  # noqa: PLW2901 -- one thing found in two steps is one mark
        cuts.append((start, end, kind))
    shown, at = [], 0
    for start, end, kind in cuts:
        shown += [text[at:start], _mark(kind)]
        at = end
    return Masked("".join([*shown, text[at:]]), tuple(cuts))
