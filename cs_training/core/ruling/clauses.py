"""Shop terms: which the law lets stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cs_training.core.rulebook import VoidTerm
from cs_training.core.ruling.case import Case, Ruling

_NOISE = re.compile(r"[\s，。、；：！？,.;:!?“”\"'（）()《》]+")


def void_term(clause: str, terms: Sequence[VoidTerm]) -> VoidTerm | None:
    """The first kind of void term that a clause is, by its words; None if it is none we know."""
    text = _NOISE.sub("", clause)
    return next((t for t in terms if _any(text, t.words) and not _any(text, t.unless)), None)


def _any(text: str, ways: Sequence[str]) -> bool:
    return any(_says(text, words) for words in ways)


def _says(text: str, words: str) -> bool:
    """Whether all the parts stand in the text; of ``特价|清仓`` one is enough."""
    return all(any(one in text for one in part.split("|")) for part in words.split())


def clause(case: Case) -> Ruling:
    """Whether a term of the shop holds."""
    # Who says that it limits nothing has read it; words alone would not know better.
    said = "" if case.isnt("clause_limits") else str(case.get("clause", ""))
    term = void_term(said, case.rules.void_terms)
    if term is None and not case.need("clause_limits"):
        case.say("这一条没有排除或限制消费者的法定权利：有效。")
        return Ruling(decision="contract_valid")
    case.rule(term.rule if term else "LAW-QUAL-01")
    case.say(term.why if term else "格式条款减轻店家责任、加重消费者责任、限制消费者权利的，无效。")
    if case.asks("contract"):
        case.say("条款不算数，买卖合同照样成立、有效。")
        return Ruling(decision="contract_valid")
    return Ruling(decision="clause_void")
