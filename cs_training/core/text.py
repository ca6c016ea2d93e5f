"""Words as a marker compares them: width, case, punctuation, script and politeness do not matter."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any, cast

# A sign between two digits is part of what they say: 3.5 is not 35, 1/3 is not 13.
_NOISE = re.compile(r"(?:(?!(?<=\d)[./:](?=\d))[\W_])+")


def narrow(text: str) -> str:
    """Full-width letters, digits and signs become the ordinary ones: ``３５％`` is ``35%``."""
    return unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """
    A text without what does not matter to its meaning.

    Folds width, case, white space and punctuation, traditional to simplified, and 您 to 你.
    """
    return _NOISE.sub("", simplified(narrow(text)).lower()).replace("您", "你")


def simplified(text: str) -> str:
    """Traditional characters become simplified ones: ``後`` is ``后``."""
    # ASCII and empty texts need no dictionary, and its loading costs 20 ms.
    return text if text.isascii() else cast(str, _to_simplified().convert(text))


@functools.cache
def _to_simplified() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
