"""What types cannot say about a question: each check names the field and the cure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from cs_training.content.days import WRITE_DAY, day_of
from cs_training.core.expression import evaluate
from cs_training.core.question import (
    AnyQuestion,
    Choice,
    Classify,
    Cloze,
    Fill,
    Match,
    Multiple,
    Numeric,
    Order,
    Single,
)
from cs_training.core.response import LETTERS
from cs_training.core.text import fold
from cs_training.core.variant import draw, vary

Fault = tuple[str, str]  # field (dotted, as in ``choices.2.why``), what is wrong and what to do

ID = re.compile(r"[a-z][a-z0-9-]*")
BLANK = re.compile(r"\[\[([^\]]*)\]\]")
SEEDS = range(1, 61)


def faults(question: AnyQuestion) -> list[Fault]:
    """Everything that is wrong with one well-typed question."""
    special: dict[type[AnyQuestion], Callable[..., Iterator[Fault]]] = {
        Single: _single,
        Multiple: _multiple,
        Numeric: _numeric,
        Fill: _fill,
        Order: _order,
        Match: _match,
        Cloze: _cloze,
        Classify: _classify,
    }
    check = special.get(type(question))
    return [*_common(question), *(check(question) if check else ())]


def _common(question: AnyQuestion) -> Iterator[Fault]:
    if not ID.fullmatch(question.id):
        yield "id", "编号只用小写字母、数字和连字符，以字母开头，比如 ret-07-014。"
    if not question.stem.strip():
        yield "stem", "题干是空的。写清楚情境和问题。"
    if not question.covers:
        yield "covers", "至少写一个大纲条目，比如 [S0-02]；讲课程本身用法的写 [COURSE]。"
    if not question.source:
        yield "source", "至少写一个依据：规则编号、事实核查编号或大纲条目。"
    if not question.why.strip() and not isinstance(question, Single | Multiple):
        yield "why", "写上讲解：为什么、哪条规则、对顾客怎么说。"
    if question.rev < 1:
        yield "rev", "从 1 开始。"
    if question.tries is not None and question.tries < 1:
        yield "tries", "至少给一次机会。"
    if question.as_of and not day_of(question.as_of):
        yield "as_of", WRITE_DAY


def _single(question: Single) -> Iterator[Fault]:
    yield from _choices(question.choices)
    right = sum(c.right for c in question.choices)
    if right != 1:
        yield "choices", f"单选要有且只有一个 right: true，现在有 {right} 个。多个都对请改用 kind: multiple。"


def _multiple(question: Multiple) -> Iterator[Fault]:
    yield from _choices(question.choices)
    right = sum(c.right for c in question.choices)
    if not 2 <= right < len(question.choices):
        yield "choices", f"多选至少两个对、一个错，现在 {len(question.choices)} 个选项里有 {right} 个对。"


def _choices(choices: tuple[Choice, ...]) -> Iterator[Fault]:
    if len(choices) < 3:
        yield "choices", "至少写三个选项；只有两个的请改用 kind: truefalse。"
    yield from _unique("choices", (c.id for c in choices), (c.text for c in choices))
    for i, choice in enumerate(choices):
        if not choice.why.strip():
            yield f"choices.{i}.why", "每个选项都要讲清楚：选了它接下来会发生什么。"


def _unique(field: str, ids: Iterable[str], texts: Iterable[str]) -> Iterator[Fault]:
    given = list(ids)
    if len(given) > len(LETTERS):
        yield field, f"最多 {len(LETTERS)} 项，字母不够用了。现在 {len(given)} 项，拆成几道题。"
    for what, values in (("编号", given), ("文字", map(fold, texts))):
        doubled = [value for value, n in Counter(values).items() if n > 1]
        if doubled:
            yield field, f"{what}“{'、'.join(doubled)}”出现了不止一次，改到各不相同。"


def _numeric(question: Numeric) -> Iterator[Fault]:
    if question.tolerance < 0:
        yield "tolerance", "误差不能是负数。"
    for seed in SEEDS if question.params else SEEDS[:1]:
        try:
            vary(question, seed)
            values = draw(question, seed)
            wrong = [(i, m) for i, m in enumerate(question.mistakes) if evaluate(m.answer, values) == values["answer"]]
        except (ValueError, TypeError) as error:
            yield "answer", f"{error}。检查 answer、params、lets 和题干里的占位符。"
            return
        for i, _ in wrong:
            yield f"mistakes.{i}", f"参数取第 {seed} 组时，这个“常见错”正好等于答案。改算式或收窄参数。"
        if not question.tolerance and _endless(values["answer"] * (100 if question.unit == "%" else 1)):
            yield (
                "tolerance",
                f"答案 {float(values['answer']):.6g} 除不尽，学员写不全。给一个误差，并在题干说明保留几位。",
            )
        if wrong or (_endless(values["answer"]) and not question.tolerance):
            return


def _endless(value: Fraction) -> bool:
    """Whether a number cannot be written with two decimals."""
    return bool((value * 100).denominator != 1)


def _fill(question: Fill) -> Iterator[Fault]:
    if not question.answers:
        yield "answers", "至少写一个可接受的答案。"
    accepted = set(map(fold, question.answers))
    for i, reject in enumerate(question.reject):
        if fold(reject.text) in accepted:
            yield f"reject.{i}", f"“{reject.text}”已经算对，不能又算错。"


def _order(question: Order) -> Iterator[Fault]:
    if len(question.steps) < 3:
        yield "steps", "至少写三步，两步猜一半就对了。"
    yield from _unique("steps", (s.id for s in question.steps), (s.text for s in question.steps))


def _match(question: Match) -> Iterator[Fault]:
    if len(question.pairs) < 2:
        yield "pairs", "至少写两对。"
    ids = [p.id for p in question.pairs] + [d.id for d in question.extra]
    yield from _unique("pairs", ids, [p.right for p in question.pairs] + [d.text for d in question.extra])


def _cloze(question: Cloze) -> Iterator[Fault]:
    in_stem, written = BLANK.findall(question.stem), [b.id for b in question.blanks]
    if sorted(in_stem) != sorted(written):
        yield "blanks", f"题干里的空是 {in_stem},blanks 里是 {written}。两边要一一对应。"
    for i, blank in enumerate(question.blanks):
        if not blank.answers:
            yield f"blanks.{i}.answers", "至少写一个可接受的答案。"
        elif blank.choices and blank.answers[0] not in blank.choices:
            yield f"blanks.{i}.choices", f"下拉选项里没有答案“{blank.answers[0]}”。"


def _classify(question: Classify) -> Iterator[Fault]:
    groups = [g.id for g in question.groups]
    yield from _unique("groups", groups, (g.text for g in question.groups))
    yield from _unique("items", (i.id for i in question.items), (i.text for i in question.items))
    for i, item in enumerate(question.items):
        if item.group not in groups:
            yield f"items.{i}.group", f"没有“{item.group}”这一组，可用：{'、'.join(groups)}。"
    for group in set(groups) - {item.group for item in question.items}:
        yield "groups", f"没有东西属于“{group}”这一组。去掉它，或加一条。"
