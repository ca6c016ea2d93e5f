"""What has been said at the node where a talk is; forgotten when it goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from cs_training.core.judging.assessment import Label
from cs_training.core.playing.deed import Heard


@dataclass(slots=True)
class Here:
    """
    One node's memory.

    Attributes:
        spent: Labels that have calmed her here already.
        asked: Hidden facts that she was asked for and has not told yet.
        guessed: Points that were told before they were looked up.
        held: She was put off with a time. promised: that time is running.
        leads: Where a choice or deed leads, whatever she wanted; "" for the usual way.
    """

    spent: set[Label] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    guessed: set[str] = field(default_factory=set)
    held: bool = False
    promised: bool = False
    holds: int = 0
    misses: int = 0
    leads: str = ""
    last: Heard = field(default_factory=Heard)
