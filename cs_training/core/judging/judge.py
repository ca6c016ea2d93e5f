"""
What the judge knows, as data: word lists, red lines, signals, wordings of advice, and the model.

It comes in as plain data, so that it can be kept as JSON and run wherever Python runs; expressions are compiled when
they are first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from re import Pattern
from typing import Literal, get_args

from cs_training.core.judging.assessment import Label, Severity
from cs_training.core.judging.model import Model
from cs_training.core.judging.patterns import either, pattern_source

# What may excuse words that a pattern meets, see :mod:`cs_training.core.judging.scope`.
Excuse = Literal["denied", "quoted", "reported", "warned", "told"]
EXCUSES: tuple[Excuse, ...] = get_args(Excuse)
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class RedLine:
    """
    A red line, as written in ``content/replies/red_lines.yaml``.

    Attributes:
        id: Of this entry: one code may have several.
        code: As in design.md §4.3.
        why: What is wrong, and what to say instead.
        basis: Ids of rules and fact checks.
        sure: Patterns that are enough alone.
        hint: Patterns that count only where the model, too, finds something wrong with the reply.
        unless: Patterns that clear it where they meet the same sentence: the white list.
        excuses: Which readings clear it.
        hits: Replies in which it must be found. misses: Replies in which it must not.
    """

    id: str
    code: str
    severity: Severity
    why: str
    basis: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    hint: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    excuses: tuple[Excuse, ...] = EXCUSES
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signal:
    """
    Words that speak for or against a label, as written in ``content/replies/signals.yaml``.

    Attributes:
        positive: They speak for it.
        when: ``upset`` counts only where the customer is upset or in trouble, ``calm`` only where not.
        why: What they show, as a sentence for the learner.
        says: The patterns.
        hits: Replies in which it must be found. misses: Replies in which it must not.
    """

    id: str
    label: Label
    positive: bool
    why: str
    says: tuple[str, ...]
    when: Literal["", "upset", "calm"] = ""
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wording:
    """
    How to advise one change, as written in ``content/replies/advice.yaml``.

    Attributes:
        about: A label or a code.
        topics: Where it fits; none means everywhere.
        say: What to change.
        after: How a sentence could go; ``{商品}`` and the like are filled from the facts.
    """

    about: str
    topics: tuple[str, ...] = ()
    say: str
    after: str = ""


@dataclass(frozen=True)
class Judge:
    """
    All that a judge knows.

    Attributes:
        words: Lists of words by name, for patterns.
        concepts: Words of like meaning by the name of what they mean, for patterns and for the model.
        topics: Words by which a topic is known, by its name; the first that meets is it.
        wordings: Of advice; the first that fits is taken.
        simple: Simplified characters by their traditional ones.
    """

    words: Words
    concepts: Words
    red_lines: tuple[RedLine, ...]
    signals: tuple[Signal, ...]
    topics: Words
    wordings: tuple[Wording, ...]
    simple: Mapping[str, str]
    model: Model

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The red lines, compiled."""
        return tuple(
            Line(one, self.compiled(one.sure), self.compiled(one.hint), self.compiled(one.unless))
            for one in self.red_lines
        )

    @cached_property
    def signs(self) -> tuple[tuple[Signal, Pattern[str]], ...]:
        """The signals, compiled."""
        return tuple((one, self.compiled(one.says)) for one in self.signals)

    @cached_property
    def upset(self) -> Pattern[str]:
        """Words of a customer who is upset or in trouble."""
        return self.compiled(("{upset}",))

    @cached_property
    def stock(self) -> Pattern[str]:
        """Stock phrases, that say nothing by themselves."""
        return self.compiled(("{stock}",))

    @cached_property
    def meanings(self) -> tuple[tuple[str, Pattern[str]], ...]:
        """The concepts, compiled."""
        return tuple((name, either(words)) for name, words in self.concepts.items())

    @cached_property
    def about(self) -> tuple[tuple[str, Pattern[str]], ...]:
        """The topics, compiled."""
        return tuple((topic, either(words)) for topic, words in self.topics.items())

    def compiled(self, patterns: tuple[str, ...]) -> Pattern[str]:
        """One expression for several patterns. Raises KeyError (an unknown list) and re.error."""
        return either([pattern_source(one, {**self.words, **self.concepts}) for one in patterns])


@dataclass(frozen=True, slots=True)
class Line:
    """A red line, compiled."""

    about: RedLine
    sure: Pattern[str]
    hint: Pattern[str]
    unless: Pattern[str]
