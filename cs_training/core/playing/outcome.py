"""How a chat went: what the customer got, how she rates it, and what the shop thinks of how it was done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cs_training.core.judging.assessment import CODES
from cs_training.core.playing.chance import Chance
from cs_training.core.playing.here import Stand
from cs_training.core.playing.mood import Mood
from cs_training.core.playing.script import Duty, End, Scenario

RESOLVED: Mapping[End, float] = {"resolved": 1.0, "partly": 0.5, "unresolved": 0.0, "left": 0.0, "platform": 0.0}
STARS = (0.3, 0.5, 0.68, 0.84)  # from where on there is one star more
SOFT_CAP, MISTAKE_COSTS, MISSING_COSTS = 40, 10, 4
PASSES = 60
RATES = 0.7  # share of customers who rate
LUCK = 8  # by how much trust in a sale may differ from what it takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    A chat that is over.

    Attributes:
        chat, scenario: Ids.
        resolved: 0–1.
        stars: 1–5, what she thinks of it; ``rated``: whether she says so.
        bought: Whether she placed the order.
        breaks: Codes of the red lines touched.
        kept, missed: What had to happen and did, or did not; forbidden: what had to not happen and did.
        mistakes: Refunds that the rules do not bear out.
        score: 0–100; a hard red line makes it 0, a soft one caps it.
    """

    chat: str
    scenario: str
    end: End
    resolved: float
    anger: float
    trust: float
    stars: int
    rated: bool
    bought: bool
    breaks: tuple[str, ...]
    kept: tuple[str, ...]
    missed: tuple[str, ...]
    forbidden: tuple[str, ...]
    mistakes: int
    score: int

    @property
    def hard(self) -> bool:
        return any(CODES[code].severity == "hard" for code in self.breaks)

    @property
    def clean(self) -> bool:
        """No red line touched, and nothing done that must not be."""
        return not self.breaks and not self.forbidden

    @property
    def passed(self) -> bool:
        """Whether it would stand in an exam: good enough, and clean."""
        return self.score >= PASSES and self.clean


def outcome(
    scenario: Scenario,
    chat: str,
    end: End,
    mood: Mood,
    *,
    chance: Chance,
    stand: Stand,
    breaks: Collection[str],
    mistakes: int,
) -> Outcome:
    """The outcome of a chat from what happened in it."""
    missed = _says(scenario.must, stand, breaks, happened=False)
    forbidden = _says(scenario.must_not, stand, breaks)
    resolved, sale = RESOLVED[end], scenario.sale
    takes = sale.trust + chance.between(-LUCK, LUCK, "buys") if sale else 0
    faults = MISTAKE_COSTS * (mistakes + len(forbidden)) + MISSING_COSTS * len(missed)
    good = worth(resolved, anger=mood.anger, trust=mood.trust)
    score = max(0, round(good) - faults)
    kinds = {CODES[code].severity for code in breaks}
    return Outcome(
        chat=chat,
        scenario=scenario.id,
        end=end,
        resolved=resolved,
        anger=mood.anger,
        trust=mood.trust,
        stars=stars(resolved, mood),
        rated=chance.share("rates") < RATES,
        bought=bool(sale) and resolved == 1 and mood.trust >= takes,
        breaks=tuple(sorted(breaks)),
        kept=_says(scenario.must, stand, breaks),
        missed=missed,
        forbidden=forbidden,
        mistakes=mistakes,
        score=0 if "hard" in kinds else min(score, SOFT_CAP) if kinds else score,
    )


def _says(duties: Iterable[Duty], stand: Stand, breaks: Collection[str], *, happened: bool = True) -> tuple[str, ...]:
    """Those that happened, or those that did not, in words."""

    def did(duty: Duty) -> bool:
        return (duty.do in stand.done) or (duty.point in stand.told) or (duty.breaks in breaks)

    return tuple(duty.says for duty in duties if did(duty) == happened)


def worth(resolved: float, *, anger: float, trust: float) -> float:
    """What the customer got and how she left, 0–100: the score before duties and red lines."""
    return 60 * resolved + 0.25 * trust + 0.15 * (100 - anger)


def stars(resolved: float, mood: Mood) -> int:
    """1–5 stars from what she got, what she believes and how cross she still is."""
    pleased = 0.45 * resolved + 0.30 * mood.trust / 100 + 0.25 * (100 - mood.anger) / 100
    return 1 + sum(pleased >= step for step in STARS)
