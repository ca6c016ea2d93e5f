"""
Columns of cells made values, thousands at once: accounts and numbers, senders, amounts in fen, ratings.

Most columns have few different cells, so it is those that are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from itertools import compress
from typing import Any, get_args

import numpy as np

from cs_training.content.exports.columns import RatingColumn, SenderColumn
from cs_training.content.exports.encodings import is_foreign
from cs_training.content.exports.times import Flags
from cs_training.core.quality_check import Sender

SENDERS = get_args(Sender)
_WRAPPED = re.compile(r'="(.*)"', re.DOTALL)  # how some exports keep Excel from taking an order's number for a number
_LOST_DIGITS = re.compile(r"-?\d(?:\.\d+)?[eE]\+\d+")
AMOUNT = re.compile(r"[¥￥]?\s*(-?)[¥￥]?(\d{1,12}|\d{1,3}(?:[,，]\d{3}){1,3})(?:\.(\d*))?\s*元?")


@dataclass(frozen=True, slots=True)
class Kinds:
    """A column as its different cells and which of them stands where."""

    each: list[str]
    codes: np.ndarray[Any, np.dtype[np.intp]]

    def flags(self, is_so: Callable[[str], bool]) -> Flags:
        """For each row whether it is so."""
        flags: Flags = np.array([is_so(one) for one in self.each], dtype=bool)[self.codes]
        return flags

    def texts(self, make: Callable[[str], str] = str) -> Any:
        """A column of text, each cell made by a function."""
        import pandas as pd

        return pd.Series([make(one) for one in self.each], dtype="str").take(self.codes).reset_index(drop=True)


def kinds(cells: Sequence[str]) -> Kinds:
    import pandas as pd

    codes, each = pd.factorize(np.array(cells, dtype=object))
    return Kinds(list(each), codes)


def name_of(cell: str) -> str:
    """A number or account without what exports put around it."""
    plain = cell.strip()
    wrapped = _WRAPPED.fullmatch(plain)
    return wrapped[1].strip() if wrapped else plain


def lost_digits(cell: str) -> bool:
    """Whether Excel took a long number for a quantity and kept only its first digits."""
    return bool(_LOST_DIGITS.fullmatch(cell.strip()))


def sender_of(cell: str, how: SenderColumn) -> str:
    """
    Who wrote, by what the cell says alone; "" if it does not say.

    Of accounts those of the shop are known by themselves; the buyer's is known by the row.
    """
    plain = cell.strip()
    if how.by_account:
        if plain in how.robots:
            return "bot"
        ours = plain in how.agents or (how.agents_prefix and plain.startswith(how.agents_prefix))
        return "agent" if ours else ""
    if how.words:
        return how.words.get(plain, "")
    return plain if plain in SENDERS else ""


def fen(cell: str) -> int | None:
    """An amount of yuan in fen; negative ones too, so that they can be told from no amount; None if it is none."""
    found = AMOUNT.fullmatch(cell.strip())
    if not found or (found[3] or "").rstrip("0")[2:]:
        return None
    digits = re.sub("[,，]", "", found[2])
    return int(Decimal(f"{found[1]}{digits}.{found[3] or 0}") * 100)


def stars(cell: str, how: RatingColumn) -> int | None:
    """1 to 5; 0 if nobody rated; None if it is no rating."""
    plain = cell.strip()
    if not plain or plain in how.words:
        return how.words.get(plain, 0)
    found = re.fullmatch(r"([1-5])(?:\.0*)?", plain)
    return int(found[1]) if found else None


def unfit(cells: Sequence[str]) -> Flags:
    """Which cells hold a NUL, or are not in the encoding of the file; most often one look tells that none is."""
    whole = "".join(cells)
    flags = np.zeros(len(cells), dtype=bool)
    if "\0" in whole or _has_surrogates(whole):
        flags[:] = ["\0" in cell or is_foreign(cell) for cell in cells]
    return flags


def keys(cells: Sequence[Sequence[str]], keep: Flags) -> tuple[Any, Any]:
    """Two 64-bit numbers for each kept row that stand for its cells as written: equal for equal rows, and only them."""
    rows: Iterable[tuple[str, ...]] = zip(*cells, strict=True)
    # No cell holds a NUL by now, so what it joins can be told apart again.
    joined = map("\0".join, rows if keep.all() else compress(rows, keep))
    digests = b"".join([blake2b(row, digest_size=16).digest() for row in map(str.encode, joined)])
    halves = np.frombuffer(digests, dtype="<i8").astype(np.int64).reshape(-1, 2)
    return halves[:, 0], halves[:, 1]


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
