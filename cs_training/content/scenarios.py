"""
What types cannot say about a scenario by itself: its form, its names and its wording.

What is wanted and what can be had is the question of :mod:`cs_training.content.scenario_points`, where the talk can go
of ``scenario_ways``, what it holds of shop and rules of ``scenario_world``, and how it plays of ``scenario_trials``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from cs_training.content.scenario_points import duty_faults, point_faults
from cs_training.content.scenario_ways import way_faults
from cs_training.content.told import Fault, Where, unfilled
from cs_training.core.judging.assessment import CODES
from cs_training.core.judging.writing import read_text
from cs_training.core.playing.deed import told
from cs_training.core.playing.script import LINES, Choice, Node, Scenario
from cs_training.errors import suggestion

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LEAST = {"opening": 3, "says": 2, "choices": 3}  # how many of each
SHORTEST_WHY = 12  # characters, of a choice that touches a red line
_PERCENT, _PATIENCE = range(101), range(10, 601)


def scenario_faults(scenario: Scenario, name: str) -> Iterator[Fault]:
    """What is wrong with a well-typed scenario by itself; ``name`` is that of its file, without the ending."""
    yield from _form(scenario, name)
    yield from _levels(scenario)
    yield from unfilled(_texts(scenario))
    yield from _doubles(scenario)
    yield from _unknown(scenario)
    yield from _rights(scenario)
    yield from point_faults(scenario)
    yield from duty_faults(scenario)
    for place, node in enumerate(scenario.nodes):
        yield from ((("nodes", place, *where), says) for where, says in _node(scenario, node, opens=not place))
    yield from way_faults(scenario)


def _form(scenario: Scenario, name: str) -> Iterator[Fault]:
    if not ID.fullmatch(scenario.id):
        yield ("id",), "编号只用小写字母、数字和连字符，以字母开头，比如 delay-anger。"
    elif scenario.id != name:
        yield ("id",), f"编号和文件名要一样：文件叫 {name}.yaml，这里写的是“{scenario.id}”。"
    if scenario.rev < 1:
        yield ("rev",), "从 1 开始。"
    if not 1 <= scenario.types <= 60:
        yield ("types",), "写 1–60：打一条消息要几秒。"
    for field, what in (("covers", "大纲条目，比如 [S4-03]"), ("source", "规则编号、事实核查编号或大纲条目")):
        if not getattr(scenario, field):
            yield (field,), f"至少写一个：{what}。"
    if scenario.sale and not (scenario.sale.amount > 0 and scenario.sale.trust in _PERCENT):
        yield ("sale",), "amount 要大于 0，trust 写 0–100。"


def _levels(scenario: Scenario) -> Iterator[Fault]:
    levels = scenario.levels
    if len(levels) != 3:
        yield ("levels",), f"正好写三级，由易到难，现在 {len(levels)} 级。"
    for place, level in enumerate(levels):
        for field, allowed in (("patience", _PATIENCE), ("anger", _PERCENT), ("trust", _PERCENT)):
            if getattr(level, field) not in allowed:
                yield ("levels", place, field), f"写 {allowed[0]}–{allowed[-1]} 之间的整数。"
        easier = levels[place - 1] if place else level
        if level.patience > easier.patience or level.anger < easier.anger:
            yield ("levels", place), "三级要由易到难：耐心不能比上一级长，火气不能比上一级小。"


def _doubles(scenario: Scenario) -> Iterator[Fault]:
    lists: list[tuple[Where, Iterable[Any]]] = [
        (("nodes",), scenario.nodes),
        (("points",), scenario.points),
        (("facts", "hidden"), scenario.facts.hidden),
        *((("nodes", place, "choices"), node.choices) for place, node in enumerate(scenario.nodes)),
    ]
    for where, some in lists:
        for id_, times in Counter(one.id for one in some).items():
            if times > 1:
                yield where, f"编号“{id_}”出现了 {times} 次，改到各不相同。"


def _unknown(scenario: Scenario) -> Iterator[Fault]:
    """Names that stand for nothing."""
    known: dict[str, Iterable[str]] = {
        "节点": [one.id for one in scenario.nodes],
        "要点": [one.id for one in scenario.points],
        "隐藏信息": [one.id for one in scenario.facts.hidden],
        "红线代码": CODES,
        "说法种类": LINES,
    }
    for where, kind, given in _named(scenario):
        if given not in known[kind]:
            yield where, f"没有“{given}”这个{kind}。{suggestion(given, known[kind])}"


def _named(scenario: Scenario) -> Iterator[tuple[Where, str, str]]:
    """Every name used: where, of what, and the name."""
    for i, level in enumerate(scenario.levels):
        yield from ((("levels", i, "tells", k), "隐藏信息", one) for k, one in enumerate(level.tells))
    for i, point in enumerate(scenario.points):
        yield from ((("points", i, "knows", k), "隐藏信息", one) for k, one in enumerate(point.knows))
    for field in ("must", "must_not"):
        for i, duty in enumerate(getattr(scenario, field)):
            yield from (((field, i, "point"), "要点", one) for one in (duty.point,) if one)
            yield from (((field, i, "breaks"), "红线代码", one) for one in (duty.breaks,) if one)
    yield from ((("lines", kind), "说法种类", kind) for kind in scenario.lines)
    for i, node in enumerate(scenario.nodes):
        yield from ((("nodes", i, *where), kind, given) for where, kind, given in _named_at(node))


def _named_at(node: Node) -> Iterator[tuple[Where, str, str]]:
    yield from ((("wants", k), "要点", one) for k, one in enumerate(node.wants))
    yield from (((field,), "节点", to) for field, to in (("met", node.met), ("silent", node.silent)) if to)
    yield from ((("moves", do), "节点", to) for do, to in node.moves.items())
    for j, choice in enumerate(node.choices):
        if choice.to:
            yield ("choices", j, "to"), "节点", choice.to
        for field, kind in (("gives", "要点"), ("asks", "隐藏信息"), ("breaks", "红线代码")):
            yield from ((("choices", j, field, k), kind, one) for k, one in enumerate(getattr(choice, field)))


def _rights(scenario: Scenario) -> Iterator[Fault]:
    """What is allowed without what it needs, or prepared without being allowed."""
    allowed, colleague = scenario.allowed, scenario.facts.colleague
    if colleague and "colleague" not in allowed:
        yield ("facts", "colleague"), "allowed 里没有 colleague，问不到他。写进去，或去掉这一段。"
    if "offer" in allowed and scenario.limit < 1:
        yield ("limit",), "allowed 里有 offer，limit 至少写 1 元。"
    if scenario.transfer_to and "transfer" not in allowed:
        yield ("transfer_to",), "allowed 里没有 transfer，转不了。写进去，或去掉 transfer_to。"
    if scenario.ticket and "ticket" not in allowed:
        yield ("ticket",), "allowed 里没有 ticket，写不了工单。写进去，或去掉 ticket。"


def _node(scenario: Scenario, node: Node, *, opens: bool) -> Iterator[Fault]:
    least = LEAST["opening" if opens else "says"]
    if len(node.says) < least:
        yield ("says",), f"“{node.id}”至少写 {least} 种说法，现在 {len(node.says)} 种。"
    if node.wants and len(node.choices) < LEAST["choices"]:
        yield ("choices",), f"“{node.id}”至少写 {LEAST['choices']} 条备选，现在 {len(node.choices)} 条。"
    for place, choice in enumerate(node.choices):
        if choice.breaks and len(choice.why.strip()) < SHORTEST_WHY:
            says = f"碰红线的“{choice.id}”要讲清楚：发出去接着会怎样，至少 {SHORTEST_WHY} 个字。"
            yield ("choices", place, "why"), says
        yield from ((("choices", place, "gives"), says) for says in _misgiven(scenario, choice))


def _misgiven(scenario: Scenario, choice: Choice) -> Iterator[str]:
    """Points that a choice gives and does not say, or the other way round: typed, the same words must do the same."""
    worded = {one.id for one in scenario.points if one.words}
    says, gives = set(told(read_text(choice.text, {}), scenario)), worded & set(choice.gives)
    if unsaid := sorted(gives - says):
        yield f"“{choice.id}”的字里没说到 {'、'.join(unsaid)}。改 text，或给这个要点加 words。"
    if ungiven := sorted(says - gives):
        yield f"“{choice.id}”的字里说到了 {'、'.join(ungiven)}，gives 里没有。写进去，或把 words 收窄。"


def _texts(scenario: Scenario) -> Iterator[tuple[Where, str]]:
    """Everything that somebody may read."""
    names = ("title", "topic", "lesson", "objective", "customer", "brief", "arc", "debrief")
    yield from (((name,), getattr(scenario, name)) for name in names)
    facts = scenario.facts
    yield from ((("before", i, "text"), said.text) for i, said in enumerate(scenario.before))
    yield from ((("facts", "order", name), value) for name, value in facts.order.items())
    yield from ((("facts", "logistics", i), line) for i, line in enumerate(facts.logistics))
    yield from ((("facts", "ruling", "says"), one.says) for one in (facts.ruling,) if one)
    yield from ((("facts", "colleague", "says"), one.says) for one in (facts.colleague,) if one)
    for field in ("must", "must_not", "ticket"):
        yield from (((field, i, "says"), one.says) for i, one in enumerate(getattr(scenario, field)))
    yield from ((("lines", kind, i), line) for kind, says in scenario.lines.items() for i, line in enumerate(says))
    for i, hidden in enumerate(facts.hidden):
        yield ("facts", "hidden", i, "means"), hidden.means
        yield from ((("facts", "hidden", i, "says", k), line) for k, line in enumerate(hidden.says))
    for i, point in enumerate(scenario.points):
        yield ("points", i, "means"), point.means
        yield from ((("points", i, "chase", k), line) for k, line in enumerate(point.chase))
    for i, node in enumerate(scenario.nodes):
        yield from ((("nodes", i, "says", k), line) for k, line in enumerate(node.says))
        for j, choice in enumerate(node.choices):
            yield ("nodes", i, "choices", j, "text"), choice.text
            yield ("nodes", i, "choices", j, "why"), choice.why
