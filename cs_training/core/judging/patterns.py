"""
How patterns are written, and what becomes of them.

A pattern is a regular expression with three conveniences, so that a trainer can read and write it: a space only parts
words (``加 微信`` is 加微信), ``…`` is a gap of up to eight characters within the clause, ``……`` one of up to twenty
within the sentence, and ``{wechat}`` is any word of the list of that name. A ``|`` reaches no further than its word:
``加|添加 … {wechat}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cs_training.core.judging.writing import CLAUSE_ENDS, SENTENCE_ENDS

_GAPS = {
    "…": f"[^{re.escape(CLAUSE_ENDS)}]{{0,8}}",
    "……": f"[^{re.escape(SENTENCE_ENDS)}]{{0,20}}",
}
_GAP = re.compile("…+")
NAME = re.compile("[a-z_]+")
_LIST = re.compile(r"\{([^{}\d,][^{}]*)\}")  # {2,5} is the regular expression's own


def pattern_source(written: str, words: Mapping[str, Sequence[str]]) -> str:
    """
    The regular expression of a pattern as written.

    Raises:
        KeyError: It names a list that there is not.
    """
    return "".join(_GAPS.get(word) or _word(word, words) for word in _GAP.sub(r" \g<0> ", written).split())


def either(sources: Sequence[str]) -> re.Pattern[str]:
    """One expression for several sources; one for none never matches."""
    return re.compile("|".join(f"(?:{source})" for source in sources) or r"(?!)")


def _word(word: str, words: Mapping[str, Sequence[str]]) -> str:
    spelled = _LIST.sub(lambda found: "(?:" + "|".join(words[found[1]]) + ")", word)
    return f"(?:{spelled})" if "|" in word else spelled
