"""
How cross a customer is, and how much she trusts: the numbers behind a scenario.

Both run from 0 to 100. ``soothed`` is what a red line buys for the moment: she shows that much less anger than she
feels, until her next words. Everything here only ever goes one way: more labels, more points and fewer red lines never
leave her crosser, and a crosser customer never becomes the calmer one by the same reply. The constants are fitted so
that scripted agents come out in a sensible order (docs/scenarios.md has the table and its command); they are no
measurement of people.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from cs_training.core.judging.assessment import CODES, Label
from cs_training.core.playing.deed import Heard

CALMS: dict[Label, float] = {"empathy": 8, "ownership": 5, "clarification": 3, "solution": 6, "followup": 4}
WINS: dict[Label, float] = {"ownership": 5, "solution": 3, "followup": 4}  # trust
POINT_CALMS, POINT_WINS = 5, 5
RUDE_ANGERS, RUDE_COSTS = 16, 10
LINE_ANGERS, LINE_COSTS = {"hard": 22, "soft": 10}, {"hard": 25, "soft": 12}
EMPTY_ANGERS = 6  # nothing of what she wants, and no question that gets further
WAIT_ANGERS, WAIT_TIER_ANGERS, WAIT_COSTS = 10, 3, 9
BROKEN_ANGERS, BROKEN_COSTS = 6, 8
OFFER_CALMS = 6
PASSED_ON_ANGERS, PASSED_ON_COSTS = 12, 10
BAITS = {"false_promise", "paid_review", "private_payment", "off_platform", "absolute_claim", "price_fraud"}
BAIT_SOOTHES = 25
TIERS = (55, 72, 88)  # demands; threatens with a bad review; asks the platform to step in if trust is gone, too
NO_TRUST = 30


@dataclass(frozen=True, slots=True)
class Mood:
    """Anger and trust, 0–100, and what of the anger she does not show for the moment."""

    anger: float
    trust: float
    soothed: float = 0

    @property
    def tier(self) -> int:
        """0 to 3; see :data:`TIERS`."""
        return sum(self.anger >= step for step in TIERS)

    @property
    def shown(self) -> float:
        return max(0.0, self.anger - self.soothed)

    @property
    def furious(self) -> bool:
        """Whether she turns to the platform."""
        return self.tier == len(TIERS) and self.trust < NO_TRUST


def moved(mood: Mood, *, anger: float = 0, trust: float = 0, soothed: float | None = None) -> Mood:
    """A mood changed by so much."""
    return Mood(
        _within(mood.anger + anger),
        _within(mood.trust + trust),
        mood.soothed if soothed is None else soothed,
    )


def replied(
    mood: Mood, heard: Heard, *, new: Collection[str], spent: Collection[Label], asks: bool, stale: bool
) -> Mood:
    """
    After a reply.

    Args:
        new: Points that it tells and that count. asks: it gets her to tell something.
        spent: Labels that have had their effect at this node already: saying sorry twice calms once.
        stale: It says what was said before; then only its faults count.
    """
    worth = () if stale else tuple(label for label in heard.labels if label not in spent)
    calm = sum(CALMS.get(label, 0) * heard.confidence[label] for label in worth) + POINT_CALMS * len(new)
    won = sum(WINS.get(label, 0) * heard.confidence[label] for label in worth) + POINT_WINS * len(new)
    rude = 0.0 if "tone" in heard.labels else heard.confidence["tone"]
    kinds = [CODES[code].severity for code in heard.breaks]
    cross = RUDE_ANGERS * rude + sum(LINE_ANGERS[kind] for kind in kinds)
    lost = RUDE_COSTS * rude + sum(LINE_COSTS[kind] for kind in kinds)
    useful = 1.0 if new or asks else max((heard.confidence[label] for label in worth if label in CALMS), default=0.0)
    cross += EMPTY_ANGERS * (1 - useful)
    baited = BAIT_SOOTHES if BAITS.intersection(heard.breaks) else 0
    return moved(mood, anger=cross - calm, trust=won - lost, soothed=float(baited))


def offered(mood: Mood) -> Mood:
    """After an offer to make up for it."""
    return moved(mood, anger=-OFFER_CALMS)


def passed_on(mood: Mood) -> Mood:
    """After she was handed to somebody who cannot help."""
    return moved(mood, anger=PASSED_ON_ANGERS, trust=-PASSED_ON_COSTS)


def waited(mood: Mood, *, broken: bool) -> Mood:
    """After her patience was over once more; ``broken``: a time was promised and is over."""
    anger = WAIT_ANGERS + WAIT_TIER_ANGERS * mood.tier + BROKEN_ANGERS * broken
    return replace(moved(mood, anger=anger, trust=-WAIT_COSTS - BROKEN_COSTS * broken), soothed=0.0)


def patience(seconds: float, mood: Mood) -> float:
    """How long she waits as cross as she is: all of it when calm, six tenths when furious."""
    return seconds * (1 - 0.4 * mood.anger / 100)


def _within(value: float) -> float:
    # Rounded, so that a log reads well; to the same places everywhere, so that it reads alike everywhere.
    return round(min(100.0, max(0.0, value)), 2)
