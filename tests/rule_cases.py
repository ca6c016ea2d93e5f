"""The decided cases of ``tests/cases/rules/*.yaml``, which trainers can read and write."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from cs_training.content.bank import open_bank
from cs_training.core.rules import decide
from cs_training.core.ruling.decision import Decision

FOLDER = Path(__file__).parent / "cases/rules"
ON = date(2026, 11, 22)


def rule_cases() -> list[dict[str, Any]]:
    """All cases, in the order of files and lines."""
    return [case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


def decided(facts: dict[str, Any], on: date = ON) -> Decision:
    """A case decided by the course's own rule base."""
    return decide(facts, rules=open_bank().rules, on=on)


def found(decision: Decision, name: str) -> Any:
    """What a decision says under a name that ``expect`` uses, in the types of YAML."""
    amounts = ("goods", "freight", "extra", "total")
    value = getattr(decision.amounts if name in amounts else decision, name)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return list(value) if name == "missing" else value


def wanted(name: str, value: Any) -> Any:
    """What a case expects, in the types of a decision."""
    if name in ("goods", "freight", "extra", "total", "amount") and value is not None:
        return Decimal(str(value)).quantize(Decimal("0.01"))
    if name == "deadline" and isinstance(value, str):
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return value
