"""Commands of the rule base: decide told cases, and write the handbook that says how to tell them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from cs_training.cli.group import main
from cs_training.cli.json_lines import INPUT, NOT_UTF8, answer_or_fault, print_json
from cs_training.content.cases import Told, read_cases, read_line
from cs_training.core.ruling.codes import CODES
from cs_training.core.ruling.decision import Decision
from cs_training.core.ruling.fields import FIELDS
from cs_training.errors import CaseError
from cs_training.notebook.decision_words import reasons, results

HANDBOOK = Path("docs/rulebook.zh-CN.md")

Decider = Callable[[Told], Decision]


@main.command()
@click.argument("file", metavar="案情文件", type=INPUT)
@click.option("--on", metavar="日期", help="按哪一天的规则判，比如 2026-11-10。默认今天。")
@click.option("--json", "as_json", is_flag=True, help="每个案子打印一行 JSON，给别的程序用。")
def decide(file: Path, on: str | None, as_json: bool) -> None:
    """
    判案情：该退该赔多少、谁出运费、最后一天、依据哪条规则。

    文件里写一个或几个案子（YAML、JSON，或每行一个的 .jsonl），有一个判不了就以 1 退出。
    文件写成“-”，就从标准输入读 JSON：进来一行、打印一行，空行和读不懂的行也各答一行 error。
    案情怎么写，见规则手册 docs/rulebook.zh-CN.md。

    \b
    例子：
        cs-training decide 案情.yaml
        cs-training decide 案情.yaml --on 2026-11-10 --json
        cs-training decide - < 案情.jsonl
    """
    decider = _decider(_wanted(on))
    if str(file) == "-":
        for line in sys.stdin.buffer:
            _print_json(_answer(_line(line), decider))
        return
    cases = read_cases(_text(file), file.suffix.lower())
    answers = [(told, _answer(told, decider)) for told in cases]
    for n, (told, answer) in enumerate(answers):
        if as_json:
            _print_json(answer)
        else:
            click.echo(("\n" if n else "") + "\n".join(_lines(told.name, answer)))
    sys.exit(any(isinstance(answer, str) for _, answer in answers))


@main.command()
@click.argument("file", metavar="[文件]", type=click.Path(path_type=Path, dir_okay=False), default=HANDBOOK)
def handbook(file: Path) -> None:
    """
    写出规则手册：案情怎么写、结论代码、每条规则、放假表。

    规则或字段改了以后运行（维护者用）；手册里的例子会当场判一遍。默认写到 docs/rulebook.zh-CN.md。

    \b
    例子：
        cs-training handbook
    """
    from cs_training.content.bank import open_bank
    from cs_training.notebook.handbook import handbook as written

    file.write_text(written(open_bank().rules), encoding="utf-8")
    click.echo(f"写好了 {file}")


def _decider(on: date | None) -> Decider:
    """How cases are decided here: on the day given, else on the case's own, else today."""
    from cs_training.content.bank import open_bank
    from cs_training.core.rules import decide as decide_case
    from cs_training.notebook.sitting import now
    from cs_training.records.review import SHOP_TIME

    rules, today = open_bank().rules, now().astimezone(SHOP_TIME).date()

    def decided(told: Told) -> Decision:
        if told.facts is None:
            raise CaseError(told.fault)
        return decide_case(told.facts, rules=rules, on=on or (_day(told.on) if told.on else today))

    return decided


def _answer(told: Told, decider: Decider) -> Decision | str:
    """The decision, or one sentence why there is none."""
    return answer_or_fault(lambda: decider(told), what="这个案子没有判")


def _line(line: bytes) -> Told:
    try:
        return read_line(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Told(fault=NOT_UTF8)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError(f"{file} 不是 UTF-8 编码。在编辑器里选“另存为”，编码选 UTF-8。") from None


def _wanted(on: str | None) -> date | None:
    try:
        return _day(on) if on else None
    except CaseError as error:
        raise click.BadParameter(str(error), param_hint="--on") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CaseError(f"判定日写成了“{text}”。写真实存在的日期，比如 2026-11-10。") from None


def _print_json(answer: Decision | str) -> None:
    data = {"error": answer} if isinstance(answer, str) else answer.as_data()
    print_json(data, unwritable="金额大得写不成数字。核对案情里的金额。")


def _lines(name: str, answer: Decision | str) -> Iterator[str]:
    """A decision for people."""
    yield from [name] if name else []
    if isinstance(answer, str):
        yield f"  判不了：{answer}"
        return
    if answer.decision:
        yield f"  结论：{CODES[answer.decision].name}（{answer.decision}）"
    else:
        yield "  结论：还判不了。补上下面的事实再判一次。"
    yield from (f"  还要知道：{field}，{FIELDS[field].means}" for field in answer.missing)
    yield from (f"  {what}：{says}" for what, says in results(answer))
    yield from (f"  {n}. {step}" for n, step in enumerate(reasons(answer), 1))
    for b in answer.basis:
        yield f"  依据：{b.rule} {b.title}（{b.version} 起的版本）；{b.cites}；核对日 {b.checked}"
