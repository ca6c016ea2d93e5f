"""The command that shows scenarios: a list, a summary, a map, and how scripted agents come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from cs_training.cli.aligned import left, right, width
from cs_training.cli.group import main

if TYPE_CHECKING:
    from cs_training.content.bank import Bank
    from cs_training.core.playing.calibrating import Standing
    from cs_training.core.playing.script import Duty, Ease, Level, Scenario

_SHIFT, _MINUTES = "morning", 10  # what the table in the docs is made of
_LEVEL: Level = 2
_KINDS = {"daily": "日常", "special": "特殊"}
_HEAD = ("客服", "得分", "办成", "满意", "星级", "走了", "平台介入", "通过")


@main.command()
@click.argument("name", metavar="[情景]", required=False)
@click.option("--map", "as_map", is_flag=True, help="画成流程图（Mermaid 文字），贴进支持它的编辑器就能看。")
@click.option("--calibrate", is_flag=True, help="让七种按剧本干活的客服各上同样的班，看拉不拉得开差距。")
@click.option("--seeds", type=click.IntRange(1), default=30, metavar="次数", help="--calibrate 上几班，默认 30。")
@click.option("--customers", type=click.IntRange(1), default=4, metavar="人数", help="--calibrate 一班几位，默认 4。")
@click.option("--markdown", is_flag=True, help="--calibrate 的表写成 Markdown。")
def scenario(*, name: str | None, as_map: bool, calibrate: bool, seeds: int, customers: int, markdown: bool) -> None:
    """
    看情景：有哪些，一个里面写了什么，走向画成图。

    备课时挑情景，改情景时看走向，改了顾客的脾气以后看难度还对不对。

    \b
    例子：
        cs-training scenario
        cs-training scenario delay-anger --map
        cs-training scenario --calibrate --seeds 30
    """
    from cs_training.content.bank import open_bank

    if name and calibrate:
        raise click.UsageError("--calibrate 看的是一整班，不写情景。")
    if as_map and not name:
        raise click.UsageError("--map 要写是哪个情景，比如 cs-training scenario delay-anger --map。")
    if markdown and not calibrate:
        raise click.UsageError("--markdown 只和 --calibrate 一起用。")
    bank = open_bank()
    if calibrate:
        rows = [_HEAD, *map(_cells, _standings(bank, seeds, customers))]
        lines = _markdown(rows) if markdown else _aligned(rows)
    elif name is None:
        lines = _listed(bank)
    else:
        lines = _drawn(bank, bank.scenario(name)) if as_map else _told(bank.scenario(name))
    for line in lines:
        click.echo(line)


def _standings(bank: Bank, seeds: int, customers: int) -> list[Standing]:
    from cs_training.content.casting import shift_cast
    from cs_training.core.playing.calibrating import calibrate

    return calibrate(
        lambda seed: shift_cast(bank, _SHIFT, customers=customers, minutes=_MINUTES, level=_LEVEL, seed=seed),
        lines=bank.lines,
        seeds=range(seeds),
    )


def _cells(one: Standing) -> tuple[str, ...]:
    def share(value: float | None) -> str:
        return "—" if value is None else f"{value:.0%}"

    stars = "—" if one.stars is None else f"{one.stars:.2f}"
    ends = (share(one.left), share(one.platform), share(one.passed))
    return (one.agent.title, f"{one.score:.1f}", share(one.resolved), share(one.csat), stars, *ends)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [right(cell, wide) for cell, wide in zip(rest, widths[1:], strict=True)]
        yield "  ".join([left(first, widths[0]), *cells])


def _markdown(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *body = rows
    for row in (head, ("---", *["--:"] * (len(head) - 1)), *body):
        yield f"| {' | '.join(row)} |"


def _listed(bank: Bank) -> Iterator[str]:
    rows = [
        (
            one.id,
            one.title,
            _KINDS[one.kind],
            one.topic,
            f"第 {one.lesson} 课",
            f"耐心 {one.levels[_LEVEL - 1].patience} 秒",
            "测验" if one.use == "assess" else "",
        )
        for one in bank.scenarios()
    ]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(left(cell, wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
    yield f"共 {len(rows)} 个情景。"


def _drawn(bank: Bank, one: Scenario) -> Iterator[str]:
    from cs_training.core.playing.mapping import flowchart

    yield flowchart(one, names={who.id: who.name for who in bank.shop.staff.values()}).rstrip("\n")


def _told(one: Scenario) -> Iterator[str]:
    """A scenario in words: all that an author or a teacher wants to know before using it."""
    use = "测验用" if one.use == "assess" else "练习用"
    yield f"{one.id}  {one.title}（{_KINDS[one.kind]}，{one.topic}，第 {one.lesson} 课，{use}）"
    yield f"顾客：{one.customer}。{one.brief}"
    yield from (_level(one, place, ease) for place, ease in enumerate(one.levels, start=1))
    yield from _part(
        "只有顾客知道的", [f"{fact.means}（问到{'、'.join(fact.asked)}就说）" for fact in one.facts.hidden]
    )
    yield from _part("顾客要听到的", [point.means for point in one.points])
    yield from _part("一定要", [_duty(duty) for duty in one.must])
    yield from _part("一定不要", [_duty(duty) for duty in one.must_not])
    yield from _part("能走到的结局", _ends(one))
    yield f"脾气：{one.arc}"
    yield from _part("复盘", one.debrief.splitlines())


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title}："
        yield from (f"  · {line}" for line in lines)


def _level(one: Scenario, place: int, ease: Ease) -> str:
    means = {fact.id: fact.means for fact in one.facts.hidden}
    tells = f"，一来就说：{'、'.join(means[fact] for fact in ease.tells)}" if ease.tells else ""
    return f"第 {place} 级：耐心 {ease.patience} 秒，火气 {ease.anger}，信任 {ease.trust}{tells}"


def _duty(duty: Duty) -> str:
    from cs_training.core.judging.assessment import CODES

    return f"{duty.says}（红线：{CODES[duty.breaks].name}）" if duty.breaks else duty.says


def _ends(one: Scenario) -> list[str]:
    from cs_training.core.playing.graph import reachable
    from cs_training.core.playing.names import END_NAMES

    there = reachable(one)
    return [f"{END_NAMES[node.end]}：{node.says[0]}" for node in one.nodes if node.end and node.id in there]
