"""What a field of a case is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "yes_no", "money", "number", "count", "rate", "day", "moment", "text", "choice", "items", "returned", "orders"
]


@dataclass(frozen=True, slots=True)
class Field:
    """
    One fact.

    Attributes:
        means: What to write, in Chinese.
        absent: What holds if it is not stated; "" if it is asked for where it matters.
        choices: Allowed values of a choice, with their Chinese names.
    """

    kind: Kind
    means: str
    absent: str = ""
    choices: Mapping[str, str] | None = None


NO = "没人提出就当没有"
OPTIONAL = "不涉及就不写"


def day(what: str, absent: str = "") -> dict[str, Field]:
    name, means = what.split("=")
    return {
        f"{name}_on": Field("day", f"{means}的日期", absent),
        f"{name}_at": Field("moment", f"{means}的时刻（精确到秒），与日期给其一", absent),
    }
