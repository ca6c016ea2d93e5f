"""The command that judges replies: one by one from a pipe, or all of a chat log as a quality check."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from cs_training.cli.group import main
from cs_training.cli.json_lines import INPUT, NOT_UTF8, answer_or_fault, print_json
from cs_training.content.bank import Bank, open_bank
from cs_training.content.cases import DEEP
from cs_training.core.judging.assessment import Assessment, Violation
from cs_training.errors import AnswerError, suggestion

_OUT = click.Path(path_type=Path, dir_okay=False)
_OF_A_CHAT = {"out": "--out", "day": "--day", "agent": "--agent", "worst": "--worst", "as_json": "--json"}


@main.command()
@click.argument("file", metavar="[文件]", type=INPUT, default="-")
@click.option("--text", "as_text", is_flag=True, help="打印给人看的讲评，不打印 JSON。")
@click.option("--chat", metavar="聊天记录", type=INPUT, help="质检一份聊天记录（CSV），不逐行读 JSON。")
@click.option("--out", metavar="表格", type=_OUT, help="质检：把每条回复的评分另存成 CSV，Excel 能直接打开。")
@click.option("--day", metavar="日期", type=click.DateTime(["%Y-%m-%d"]), help="质检：只看这一天，比如 2026-11-21。")
@click.option("--agent", metavar="客服", help="质检：只看这位客服（agent_id）。")
@click.option("--worst", metavar="条数", type=click.IntRange(0), default=20, help="质检：列出最弱的几条，默认 20。")
@click.option("--json", "as_json", is_flag=True, help="质检：打印一个 JSON，给别的程序用。")
@click.pass_context
def assess(ctx: click.Context, /, file: Path, *, as_text: bool, chat: Path | None, **of_a_chat: Any) -> None:
    """
    评回复：六项做到没有、碰没碰红线、多少分、怎么改；也能质检整份聊天记录。

    每行一个 JSON 对象：reply 必写，customer、facts、scenario 可写；进来一行、打印一行，读不懂的行答一行 error。
    不写文件或写“-”，就读标准输入。质检先列红线，再列最弱的回复，最后每人每天一行；买家的姓名、电话、地址都遮住。

    \b
    例子：
        cs-training assess < 回复.jsonl
        cs-training assess 回复.jsonl --text
        cs-training assess --chat 聊天记录.csv --out 质检表.csv
        cs-training assess --chat 聊天记录.csv --day 2026-11-21 --agent 小鹿
    """
    given = {name for name in ctx.params if ctx.get_parameter_source(name) != click.core.ParameterSource.DEFAULT}
    if chat:
        if clash := given & {"file", "as_text"}:
            raise click.UsageError(f"--chat 已经指了要评什么，去掉{'文件' if 'file' in clash else ' --text'}。")
        _check_chat(chat, **of_a_chat)
        return
    if alone := [option for name, option in _OF_A_CHAT.items() if name in given]:
        raise click.UsageError(f"{alone[0]} 只在质检时用。加上 --chat 聊天记录.csv，或去掉它。")
    if str(file) == "-" and sys.stdin.isatty():
        raise click.UsageError("没有要评的回复。写上文件名，或用管道送进来：cs-training assess < 回复.jsonl。")
    bank = open_bank()
    for n, line in enumerate(_lines(file), 1):
        asked, answer = _answer(line, bank)
        if as_text:
            _print_text(n, answer, bank)
        else:
            data = {"error": answer} if isinstance(answer, str) else answer.as_data()
            print_json({**asked.echo, **data}, unwritable="id 写不成 JSON。换成普通的文字或数字。")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A line as read: what to say again in the answer, and what to judge."""

    echo: Mapping[str, Any]
    reply: str = ""
    customer: str = ""
    facts: Mapping[str, object] | None = None
    scenario: str = ""


def _lines(file: Path) -> Iterator[bytes]:
    if str(file) == "-":
        yield from sys.stdin.buffer
        return
    with file.open("rb") as lines:
        yield from lines


def _answer(line: bytes, bank: Bank) -> tuple[_Asked, Assessment | str]:
    """What is said of a line, or one sentence why nothing is."""
    from cs_training.core.reply import assess as judged

    data = answer_or_fault(lambda: _object(line), what="这一行没有读")
    if isinstance(data, str):
        return _Asked({}), data
    echo = {"id": data["id"]} if "id" in data else {}
    asked = answer_or_fault(lambda: _asked(data, echo), what="这一行没有评")
    if isinstance(asked, str):
        return _Asked(echo), asked
    return asked, answer_or_fault(
        lambda: judged(
            asked.reply, judge=bank.judge, customer=asked.customer, facts=asked.facts, scenario=asked.scenario
        ),
        what="这一行没有评",
    )


def _object(line: bytes) -> dict[str, Any]:
    """The object of a line. Raises AnswerError."""
    try:
        text = line.decode("utf-8-sig")
        if not text.strip():
            raise AnswerError("这一行是空的。每行写一个 JSON 对象。")
        data = json.loads(text)
    except UnicodeDecodeError:
        raise AnswerError(NOT_UTF8) from None
    except json.JSONDecodeError as error:
        raise AnswerError(f"不是合法的 JSON，第 {error.colno} 个字起读不懂。检查引号、逗号和花括号。") from None
    except (RecursionError, ValueError):
        raise AnswerError(DEEP) from None
    if not isinstance(data, dict):
        raise AnswerError('这一行不是一个 JSON 对象。写成 {"reply": "……"}。')
    return data


def _asked(data: Mapping[str, Any], echo: Mapping[str, Any]) -> _Asked:
    """What to judge. Raises AnswerError."""
    if "reply" not in data:
        raise AnswerError(f"没有 reply，不知道评哪句话。{suggestion('reply', data) if data else ''}")
    texts = {name: data.get(name) for name in ("reply", "customer", "scenario")}
    for name, text in texts.items():
        if not isinstance(text, str) and (name == "reply" or text is not None):
            raise AnswerError(f"{name} 要写成文字，加双引号。")
    facts = data.get("facts")
    if facts is not None and not isinstance(facts, dict):
        raise AnswerError('facts 要写成一组“名字: 值”，比如 {"实付": "99 元"}。')
    said = {name: text or "" for name, text in texts.items()}
    return _Asked(echo, facts=facts, **said)


def _print_text(n: int, answer: Assessment | str, bank: Bank) -> None:
    from cs_training.cli.quality_sheet import assessment_lines

    if n > 1:
        click.echo()
    if isinstance(answer, str):
        click.echo(f"第 {n} 条  没有评：{answer}")
        return
    click.echo(f"第 {n} 条  " + "\n".join(assessment_lines(answer, partial(_articles, bank))))


def _articles(bank: Bank, violation: Violation) -> list[str]:
    return [str(bank.source(one) or one) for one in violation.basis]


def _check_chat(
    chat: Path, *, out: Path | None, day: datetime | None, agent: str | None, worst: int, as_json: bool
) -> None:
    from cs_training.cli.quality_sheet import sheet_csv, sheet_data, sheet_lines
    from cs_training.content.chats import read_chat
    from cs_training.core.quality_check import check_quality
    from cs_training.records.review import SHOP_TIME

    if out and out.exists() and str(chat) != "-" and out.samefile(chat):
        raise click.BadParameter("会盖掉聊天记录。换一个文件名。", param_hint="--out")
    bank, read = open_bank(), read_chat(sys.stdin.buffer.read() if str(chat) == "-" else chat.read_bytes())
    agents = {one.agent for one in read.messages if one.sender == "agent"}
    if agent and agent not in agents:
        raise click.BadParameter(f"记录里没有客服“{agent}”。{suggestion(agent, agents)}", param_hint="--agent")
    wanted: dict[str, Any] = {"day": day.date() if day else None, "agent": agent or ""}
    sheet = check_quality(read.messages, judge=bank.judge, zone=SHOP_TIME, **wanted)
    shown: dict[str, Any] = {"worst": worst, "articles": partial(_articles, bank)}
    if out:
        out.write_bytes(sheet_csv(sheet))
        click.echo(f"写好了 {out}", err=True)
    if as_json:
        print_json(sheet_data(sheet, read.problems, **shown), unwritable="质检结果写不成 JSON。请发给维护者。")
    else:
        click.echo("\n".join(sheet_lines(sheet, read.problems, **shown)))
