"""
Parametrised questions: the same skill with other numbers.

A variant is decided by the question's id and a whole number, so it can be drawn again from the log at any time.
"""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from cs_training.core.expression import evaluate
from cs_training.core.question import AnyQuestion, Draw, Mistake, Numeric

MOST_VALUES = 10_000


def vary(question: AnyQuestion, seed: int) -> AnyQuestion:
    """
    The question with its numbers drawn and every placeholder filled; other questions are returned as they are.

    Raises:
        ValueError: An expression or a placeholder of the question is wrong (the content check tries many seeds).
    """
    if not isinstance(question, Numeric) or question.params is None:
        return question
    values = draw(question, seed)
    shown = {name: plain(value) for name, value in values.items()}

    def fill(text: str) -> str:
        try:
            return text.format_map(shown)
        except (KeyError, IndexError, AttributeError, TypeError) as error:
            raise ValueError(f"占位符 {error} 没有定义") from None

    return replace(
        question,
        stem=fill(question.stem),
        hints=tuple(map(fill, question.hints)),
        why=fill(question.why),
        answer=str(values["answer"]),
        mistakes=tuple(Mistake(answer=str(evaluate(m.answer, values)), why=fill(m.why)) for m in question.mistakes),
        params=None,
        lets=None,
    )


def draw(question: Numeric, seed: int) -> dict[str, Fraction]:
    """The values of params, lets and ``answer`` for a seed, in the order they are written."""
    chance = random.Random(f"{question.id}:{seed}")
    values = {name: chance.choice(candidates(spec)) for name, spec in (question.params or {}).items()}
    for name, expression in (question.lets or {}).items():
        values[name] = evaluate(expression, values)
    values["answer"] = evaluate(question.answer, values)
    return values


def candidates(spec: Draw) -> list[Fraction]:
    """Every value a parameter can take."""
    if spec.choose:
        return [evaluate(value) for value in spec.choose]
    if spec.start is None or spec.to is None or spec.step <= 0 or spec.to < spec.start:
        raise ValueError("参数要写 choose: [...]，或 start、to（不小于 start）和大于 0 的 step")
    start, to, step = evaluate(spec.start), evaluate(spec.to), evaluate(spec.step)
    count = int((to - start) / step) + 1
    if count > MOST_VALUES:
        raise ValueError(f"参数能取的值超过 {MOST_VALUES} 个，收窄 start 到 to，或加大 step")
    return [start + i * step for i in range(count)]


def plain(value: Fraction) -> int | float:
    """The value as Python's own number, so that it prints as people write it (480, 0.2) and takes format specs."""
    return int(value) if value.denominator == 1 else float(value)
