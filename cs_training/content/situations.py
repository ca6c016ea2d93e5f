"""
What types cannot say about a situation to answer: wording, its told case, and how the judge takes its model replies.

Reading the files is :mod:`cs_training.content.situations_reading`'s work; nothing here needs a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields

from cs_training.content.days import WRITE_DAY, day_of
from cs_training.content.told import Fault, clashes, decided, unfilled
from cs_training.core.judging.judge import Judge
from cs_training.core.reply import assess
from cs_training.core.rulebook import RuleBook
from cs_training.core.ruling.codes import CODES
from cs_training.core.situation import Quality, Situation
from cs_training.errors import Problem

RULED = "规则结论"  # the fact that a told case is held against
BANDS: dict[Quality, tuple[int, ...]] = {"weak": (0, 1), "medium": (1, 2), "strong": (3,)}

_AT_LEAST_ONE = {
    "covers": "大纲条目，比如 [S1-14]",
    "source": "规则编号、事实核查编号或大纲条目",
    "says": "顾客说的话",
    "facts": "屏幕上看得到的事实",
}
_ID = re.compile(r"co-[a-z]+-\d\d")


def situation_faults(situation: Situation) -> Iterator[Fault]:
    """What is wrong with the wording of a well-typed situation."""
    if not _ID.fullmatch(situation.id):
        yield ("id",), "编号写成 co-主题-两位数，主题用小写字母，比如 co-ship-01。"
    if situation.rev < 1:
        yield ("rev",), "从 1 开始。"
    for field, what in _AT_LEAST_ONE.items():
        if not getattr(situation, field):
            yield (field,), f"至少写一个：{what}。"
    yield from unfilled(_texts(situation))
    if situation.case and not day_of(situation.case.on):
        yield ("case", "on"), WRITE_DAY
    if situation.case and RULED not in situation.facts:
        yield ("facts",), f"写了 case，就要在 facts 里写“{RULED}”，学员才看得到。"


def case_faults(situation: Situation, rules: RuleBook) -> Iterator[Fault]:
    """Where the screen says other than the rules do."""
    on = day_of(situation.case.on) if situation.case else None
    if situation.case is None or on is None or RULED not in situation.facts:
        return
    decision, lacks = decided(situation.case.facts, rules=rules, on=on)
    if decision is None:
        yield ("case", "facts"), lacks
        return
    said = situation.facts[RULED]
    name = CODES[decision.decision or ""].name
    if name not in said:
        yield ("facts", RULED), f"判出来是“{name}”，这里没有这几个字。写进去，或改 case。"
    yield from ((("facts", RULED), says) for says in clashes(said, decision, on))


def judged_problems(situations: Iterable[Situation], judge: Judge) -> list[Problem]:
    """Model replies that the judge takes for another quality than they are written for."""
    found = []
    for situation in situations:
        for quality, bands in BANDS.items():
            if says := _misjudged(situation, quality, bands, judge):
                found.append(Problem("situations", None, situation.id, f"replies.{quality}", says))
    return found


def _misjudged(situation: Situation, quality: Quality, bands: tuple[int, ...], judge: Judge) -> str:
    said = assess(
        getattr(situation.replies, quality).text,
        judge=judge,
        customer="\n".join(situation.says),
        facts=situation.facts,
        scenario=situation.scenario,
    )
    lacking = [label for label, given in said.labels.items() if not given]
    seen = f"缺 {'、'.join(lacking) or '无'}；红线 {'、'.join(one.code for one in said.violations) or '无'}"
    if said.band not in bands:
        return (
            f"评成 {said.band} 档，应是 {'、'.join(map(str, bands))} 档（{seen}）。改写它；写得没错，就告诉评分的作者。"
        )
    return ""


def _texts(situation: Situation) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Everything a learner may read."""
    yield from (((name,), getattr(situation, name)) for name in ("title", "scenario", "customer"))
    yield from ((("says", i), line) for i, line in enumerate(situation.says))
    yield from ((("facts", name), value) for name, value in situation.facts.items())
    yield from ((("rubric", f.name), getattr(situation.rubric, f.name)) for f in fields(situation.rubric))
    for quality in BANDS:
        reply = getattr(situation.replies, quality)
        yield from ((("replies", quality, name), getattr(reply, name)) for name in ("text", "why"))
