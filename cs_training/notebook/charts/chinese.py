"""
Chinese in charts, also without a Chinese font and in the browser: the font we ship, and the verb ``use_chinese``.

The font is a subset: GB2312 and what charts need. What it cannot write, ``printable`` replaces; ``tools/make_font.py``
says how it was made.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

FONT = Path(__file__).parent / "font" / "NotoSansSC-GB2312.otf"
FAMILY = "Noto Sans SC"
UNWRITABLE = "〓"  # what Chinese printers set where a character is missing


def use_chinese() -> None:
    """Lets matplotlib draw Chinese and a proper minus sign. Call it once, and again after ``plt.style.use``."""
    import matplotlib as mpl

    register_font()
    # In both: matplotlib looks for a missing character in the next font only where font.family names it.
    mpl.rcParams["font.family"] = mpl.rcParams["font.sans-serif"] = [FAMILY, "DejaVu Sans"]
    mpl.rcParams["axes.unicode_minus"] = False


def register_font() -> None:
    """Makes the font known to matplotlib by its name; a second call changes nothing."""
    with _quiet():
        from matplotlib.font_manager import fontManager

    path = str(FONT)
    if any(entry.fname == path for entry in fontManager.ttflist):
        return
    before = len(fontManager.ttflist)
    fontManager.addfont(path)
    ours = fontManager.ttflist[before:]
    del fontManager.ttflist[before:]
    # First in the list, it also wins over a font of the same name that the system has: every machine draws the same.
    # It also answers for bold, which we do not ship: matplotlib would draw the same, but complain.
    fontManager.ttflist[:0] = [*ours, *(replace(one, weight=700) for one in ours)]


def printable(text: str) -> str:
    """A text on one line, with a sign in place of each character that the font cannot write."""
    return "".join(one if ord(one) in _characters() else UNWRITABLE for one in " ".join(text.split()))


@cache
def _characters() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(FONT)).get_charmap())


@contextmanager
def _quiet() -> Iterator[None]:
    """Withholds “Matplotlib is building the font cache”: it frightens, and asks for nothing."""
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)
