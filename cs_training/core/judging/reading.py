"""All that is seen in a reply before anything is decided: each thing once, for rules, model and explanations alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cs_training.core.judging import facts as known
from cs_training.core.judging.facts import Clash, Fact
from cs_training.core.judging.features import features
from cs_training.core.judging.judge import Judge, Signal
from cs_training.core.judging.odd import Oddities, oddities
from cs_training.core.judging.red_lines import Touched, touched
from cs_training.core.judging.writing import Text, read_text


@dataclass(frozen=True)
class Fired:
    """A signal, and the stretches of the folded reply that set it off."""

    signal: Signal
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Reading:
    """A reply with what it answers, read."""

    text: Text
    customer: Text
    scenario: Text
    facts: tuple[Fact, ...]
    judge: Judge

    @cached_property
    def upset(self) -> bool:
        """Whether the customer is upset or in trouble."""
        return bool(self.judge.upset.search(self.customer.folded) or self.judge.upset.search(self.scenario.folded))

    @cached_property
    def topic(self) -> str:
        """What it is about, by the words of scenario and customer; "" if none of ours."""
        told = f"{self.scenario.folded}\n{self.customer.folded}"
        return next((topic for topic, pattern in self.judge.about if pattern.search(told)), "")

    @cached_property
    def touched(self) -> list[Touched]:
        """Red lines that words of the reply touch."""
        return touched(self.text, self.judge, f"{self.scenario.folded}\n{self.customer.folded}")

    @cached_property
    def fired(self) -> tuple[Fired, ...]:
        """The signals that count here."""
        mood = "upset" if self.upset else "calm"
        found = []
        for signal, pattern in self.judge.signs:
            spans = tuple(m.span() for m in pattern.finditer(self.text.folded) if m[0])
            if spans and signal.when in ("", mood):
                found.append(Fired(signal, spans))
        return tuple(found)

    @cached_property
    def meant(self) -> tuple[tuple[str, ...], ...]:
        """What each sentence speaks of: the names of its concepts."""
        said = (self.text.folded[start:end] for start, end in self.text.sentences)
        return tuple(tuple(name for name, words in self.judge.meanings if words.search(sentence)) for sentence in said)

    @cached_property
    def clashes(self) -> list[Clash]:
        """Where the reply contradicts the facts."""
        return known.clashes(self.text, self.facts)

    @cached_property
    def reasked(self) -> list[Clash]:
        """Where the reply asks for what the screen shows."""
        return known.reasked(self.text, self.facts)

    @cached_property
    def used(self) -> list[tuple[int, int, Fact]]:
        """Where the reply uses what the screen shows."""
        return known.used(self.text, self.facts)

    @cached_property
    def features(self) -> set[str]:
        """What the model sees."""
        return features(self)

    @cached_property
    def odd(self) -> Oddities:
        """What makes the reply unlike a reply."""
        return oddities(self.text, self.judge)


def read(
    reply: str, judge: Judge, *, customer: str = "", facts: Mapping[str, object] | None = None, scenario: str = ""
) -> Reading:
    """A reply with what it answers, read; nothing is worked out before it is asked for."""
    reply_text, said, told = (read_text(one, judge.simple) for one in (reply, customer, scenario))
    return Reading(reply_text, said, told, known.read_facts(facts, judge.simple), judge)
