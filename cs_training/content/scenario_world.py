"""What a scenario holds of the shop and the rules, and what its shifts and the common lines need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from cs_training.content.days import WRITE_DAY, day_of
from cs_training.content.scenarios import ID
from cs_training.content.told import Fault, Where, clashes, decided, unfilled
from cs_training.core.playing.rota import ShiftPlan
from cs_training.core.playing.script import Scenario
from cs_training.core.rulebook import RuleBook
from cs_training.errors import suggestion

LEAST_LINES = 3
_YOU = "you"


def world_faults(scenario: Scenario, shop: Mapping[str, Any]) -> Iterator[Fault]:
    """Where it holds other than the shop is; ``shop`` as :func:`cs_training.content.shop_reading.read_shop` gives."""
    staff, regulars = shop["staff"], shop["customers"]
    others = [one for one in staff if one != _YOU]
    asked = scenario.facts.colleague
    given: list[tuple[Where, str]] = [(("transfer_to", place), who) for place, who in enumerate(scenario.transfer_to)]
    given += [(("facts", "colleague", "who"), asked.who)] if asked else []
    for where, who in given:
        if who not in others:
            yield where, f"店里没有“{who}”这位同事。{suggestion(who, others)}"
    if _YOU in staff and scenario.limit > staff[_YOU]["limit_yuan"]:
        yield (
            ("limit",),
            f"你自己最多能定 {staff[_YOU]['limit_yuan']} 元（shop/staff.yaml），这里写了 {scenario.limit} 元。",
        )
    if scenario.regular and scenario.regular not in regulars:
        yield ("regular",), f"老顾客里没有“{scenario.regular}”。{suggestion(scenario.regular, regulars)}"
    elif scenario.regular and scenario.customer != (called := regulars[scenario.regular]["nickname"]):
        yield ("customer",), f"“{scenario.regular}”的昵称是“{called}”，这里写的是“{scenario.customer}”。改成一样。"


def ruling_faults(scenario: Scenario, rules: RuleBook) -> Iterator[Fault]:
    """Where its ruling says other than the rules do, and refunds that it asks for while nothing is due."""
    ruling = scenario.facts.ruling
    refunds = [*_refunds(scenario)]
    on = day_of(ruling.on) if ruling else None
    if ruling is None or on is None:
        yield from ((where, "要退款，facts 里就要有 ruling，系统才知道退多少。") for where in refunds if not ruling)
        yield from ((("facts", "ruling", "on"), WRITE_DAY) for _ in (ruling,) if ruling)
        return
    decision, lacks = decided(ruling.facts, rules=rules, on=on)
    if decision is None:
        yield ("facts", "ruling", "facts"), lacks
        return
    yield from ((("facts", "ruling", "says"), says) for says in clashes(ruling.says, decision, on))
    if not decision.amount:
        yield from ((where, "按规则这一单没有要退的钱，退款永远通不过。改 ruling，或去掉这一步。") for where in refunds)


def shift_faults(shift: ShiftPlan, uses: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with a well-typed shift; ``uses`` says which scenario is for practice and which for assessment."""
    if not ID.fullmatch(shift.id):  # it becomes the name of a folder, too
        yield ("id",), "编号用小写字母、数字，中间用 - 连，比如 live-night。"
    try:
        starts = datetime.fromisoformat(shift.starts)
    except ValueError:
        starts = None
    if starts is None or starts.tzinfo is None:
        yield ("starts",), "要写日期、时间和时区，比如 2026-11-24T09:30:00+08:00。"
    if shift.every < 2:
        yield ("every",), "至少写 2：每两位里有一位难的。"
    if not shift.daily:
        yield ("daily",), "至少写一个平常的情景。"
    if len({uses[one] for one in (*shift.daily, *shift.special) if one in uses}) > 1:
        for kind in ("daily", "special"):
            for place, one in enumerate(getattr(shift, kind)):
                if uses.get(one) == "assess":
                    yield (kind, place), f"“{one}”是测验用的，不能和练习的排在一班。换到只有测验情景的班。"


def line_faults(lines: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    """What is wrong with what customers say in common."""
    for kind, says in lines.items():
        if len(tuple(says)) < LEAST_LINES:
            yield (kind,), f"至少写 {LEAST_LINES} 种说法，同一位顾客才不会总说一句。"
        yield from unfilled(((kind, place), line) for place, line in enumerate(says))


def _refunds(scenario: Scenario) -> Iterator[Where]:
    """Where a refund is asked for."""
    yield from (("must", place) for place, duty in enumerate(scenario.must) if duty.do == "refund")
    yield from (("points", place, "after") for place, point in enumerate(scenario.points) if "refund" in point.after)
    yield from (("nodes", place, "moves") for place, node in enumerate(scenario.nodes) if "refund" in node.moves)
