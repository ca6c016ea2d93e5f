"""What a widget is told of the typing drill, and the words in which text and widget say how it went."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from cs_training.content.phrases import by_topic
from cs_training.core.typing_advice import advice
from cs_training.core.typing_drill import Judged, Summary
from cs_training.core.typing_slips import KINDS, pieces
from cs_training.notebook.typing_drill_sitting import LEVELS, TypingSitting

Fact = tuple[str, str]


def typing_view(sitting: TypingSitting) -> dict[str, Any]:
    """The round in hand as the browser sees it: plain JSON."""
    round_ = sitting.round
    place = round_.place
    line = None if place is None else round_.lines[place]
    view: dict[str, Any] = {
        "level": round_.level,
        "levels": [[level, title] for level, title in LEVELS.items()],
        "number": round_.number,
        "of": len(round_.lines),
        "place": place,
        "target": "" if place is None else round_.targets[place],
        "customer": line.customer if line else "",
        "card": [list(entry) for entry in line.card.items()] if line else [],
        "phrases": _phrases(sitting) if round_.level == 3 and line else [],
        "goal": goal(sitting),
        "lines": _lines(sitting),
        "verdict": verdict(sitting),
        "over": round_.over,
    }
    return view | ({"summary": summary_facts(sitting), "advice": said_advice(sitting)} if round_.over else {})


def goal(sitting: TypingSitting) -> str:
    """The shop's targets in a sentence."""
    speed, accuracy = sitting.goal
    wanted = f"准确率不低于 {percent(accuracy)}"
    return f"目标：{wanted if sitting.round.level == 3 else f'{speed:g} 字/分，{wanted}'}（店铺内控目标，示例）。"


def verdict(sitting: TypingSitting) -> str:
    """How the newest line went; of a round that is over, how all of it went. "" before the first line."""
    round_ = sitting.round
    if not round_.done:
        return ""
    if round_.over:
        said = "，".join(f"{name} {value}" for name, value in summary_facts(sitting)[:2])
        return f"第 {round_.number} 轮打完了：{said}。"
    last = max(i for i, line in enumerate(round_.lines) if line.id in round_.done)
    judged = round_.done[round_.lines[last].id]
    facts = "，".join(f"{name} {value}" for name, value in line_facts(judged)[:2])
    slips = "；".join(said_slips(judged))
    return f"第 {last + 1} 行：{facts}。{f'{slips}。' if slips else '一字不差。'}"


def line_facts(judged: Judged) -> list[Fact]:
    """What was measured of a line."""
    facts = [("速度", _speed(judged.net, judged.gross)), ("准确率", percent(judged.accuracy))]
    return facts + (_measured(judged.speed.pause, judged.speed.deletions) if judged.speed else [])


def said_slips(judged: Judged) -> Iterator[str]:
    """Each slip in words."""
    for slip in judged.slips:
        got = f"打成了“{slip.got}”" if slip.got else "漏了"
        yield f"{KINDS[slip.kind]}：“{slip.want}”{got}" if slip.want else f"{KINDS[slip.kind]}：多了“{slip.got}”"


def summary_facts(sitting: TypingSitting) -> list[Fact]:
    """What was measured of the round, and whether the targets are reached."""
    whole, level = sitting.whole, sitting.round.level
    speed, accuracy = sitting.goal
    said = _speed(whole.net, whole.gross)
    if level == 3 and whole.net is not None:
        said += "，含短语"
    elif whole.net is not None and whole.counts:
        said += _reached(whole.net, speed)
    facts = [("速度", said), ("准确率", percent(whole.accuracy) + _reached(whole.accuracy, accuracy))]
    if 0 < whole.timed < whole.lines:
        facts.append(("计时", f"{whole.lines} 行里只有 {whole.timed} 行量到了时间，速度不作数"))
    if level == 3:
        facts.append(("短语省下", _saved(whole)))
    facts += _measured(whole.pause, whole.deletions)
    counted = "，".join(f"{KINDS[kind]} {count} 处" for kind, count in whole.slips.items())
    return [*facts, ("错在哪", counted or "没有错")]


def said_advice(sitting: TypingSitting) -> str:
    """The one thing to change next."""
    speed, accuracy = sitting.goal
    lines = sitting.round.judged
    return advice(lines, sitting.whole, level=sitting.round.level, speed=speed, accuracy=accuracy)


def percent(share: float) -> str:
    """Rounded down: 96.96 % is not yet 97 %."""
    return f"{math.floor(share * 1000 + 1e-6) / 10:g}%"


def speed_of(cpm: float | None) -> str:
    """Rounded down: 59.9 is not yet 60."""
    return "没有计时" if cpm is None else f"{math.floor(cpm + 1e-6)} 字/分"


def _speed(net: float | None, gross: float | None) -> str:
    wrong_too = net is not None and gross is not None and math.floor(gross) != math.floor(net)
    return speed_of(net) + (f"（连错字 {math.floor(gross or 0)}）" if wrong_too else "")


def _measured(pause: float | None, deletions: int | None) -> list[Fact]:
    facts = [] if pause is None else [("最长停顿", f"{pause:.1f} 秒")]
    return facts if deletions is None else [*facts, ("退格", f"{deletions} 个字")]


def _reached(value: float, wanted: float) -> str:
    return "（达到目标）" if value >= wanted else "（没到目标）"


def _saved(whole: Summary) -> str:
    if not whole.inserted:
        return "这一轮没有用短语"
    if whole.saved is None:
        return "还算不出：先在第 1、2 关打满 5 行，才知道你自己的速度"
    return f"{whole.saved:.0f} 秒" if whole.saved >= 0 else f"没省下，多用了 {-whole.saved:.0f} 秒"


def _lines(sitting: TypingSitting) -> list[dict[str, Any]]:
    round_ = sitting.round
    return [
        {
            "place": i,
            "pieces": [[KINDS[k] if k else "", want, got] for k, want, got in pieces(wanted, judged.slips)],
            "facts": [list(fact) for fact in line_facts(judged)],
        }
        for i, (line, wanted) in enumerate(zip(round_.lines, round_.targets, strict=True))
        if (judged := round_.done.get(line.id))
    ]


def _phrases(sitting: TypingSitting) -> list[dict[str, Any]]:
    names = ("title", "topic", "text", "when", "when_not")
    return [
        {"keys": list(one.keys)} | {name: getattr(one, name) for name in names}
        for one in by_topic(sitting.bank.phrases)
    ]
