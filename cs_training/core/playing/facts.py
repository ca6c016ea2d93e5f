"""What is true in a scenario: cards that the agent can look up, what a colleague says, what only the customer knows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal

Look = Literal["order", "logistics", "rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the rules are asked about the case (facts for ``decide``), and what they say in a sentence."""

    says: str
    on: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a colleague answers when asked; colleagues are not always right. ``after``: seconds until the answer."""

    who: str
    says: str
    right: bool = True
    after: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What only the customer knows: the words of a question about it, and several ways in which she tells it."""

    id: str
    means: str
    asked: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is true: cards the agent can look up, what a colleague says, what only she knows."""

    order: dict[str, str] = field(default_factory=dict)
    logistics: tuple[str, ...] = ()
    ruling: Ruling | None = None
    colleague: Advice | None = None
    hidden: tuple[Hidden, ...] = ()

    def card(self, look: Look) -> tuple[str, ...]:
        """What a look-up shows, a line each."""
        if look == "order":
            return tuple(f"{name}：{value}" for name, value in self.order.items()) or ("没有订单。",)
        if look == "logistics":
            return self.logistics or ("还没有物流信息。",)
        return (self.ruling.says,) if self.ruling else ("这一单没有用得上的规则。",)

    def shown(self, looked: Collection[str]) -> dict[str, str]:
        """What stands on the screen of somebody who looked these up, by name; the judge reads it."""
        found = dict(self.order) if "order" in looked else {}
        if "logistics" in looked:
            found["物流"] = "；".join(self.logistics)
        if "rules" in looked and self.ruling:
            found["规则结论"] = self.ruling.says
        return found
