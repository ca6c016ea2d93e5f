"""Commands for authors and teachers: check content, see what is covered, print the teacher's edition."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import click

from cs_training.cli.group import lesson_named, main
from cs_training.content.bank import Bank
from cs_training.content.coverage import Carried, Gap
from cs_training.errors import Problem, WorkspaceError


@main.command("list")
def list_() -> None:
    """
    列出现有的课：时间、先修、题数。

    想知道从哪里学起、一课要留多少时间时用。

    \b
    例子：
        cs-training list
    """
    from cs_training.content.bank import open_bank
    from cs_training.notebook.lesson import read_lessons

    bank = open_bank()
    for lesson in read_lessons():
        uses = [bank.question(i).use for i in bank.question_ids() if bank.lesson(i) == lesson.id]
        needs = f"，先学 {'、'.join(lesson.needs)}" if lesson.needs else ""
        questions = f"练习 {uses.count('practice')} 题，测验 {uses.count('assess')} 题"
        if told := sum(one.lesson == lesson.id for one in bank.situations()):
            questions += f"，回复场景 {told} 个"
        click.echo(f"{lesson.id}  {lesson.title}  {lesson.minutes} 分钟{needs}  {questions}")
        for text in lesson.objectives.values():
            click.echo(f"      {text}")


@main.command()
@click.option(
    "--lessons",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="课文文件夹，默认是本课程的。",
)
@click.option("--stale-days", "days", type=int, default=180, metavar="天数", help="规则最多多少天核对一次，默认 180。")
def check(folder: Path | None, days: int) -> None:
    """
    检查题库、情景、规则、课文、链接和覆盖，一次列出所有问题。

    规则太久没核对、换了版本、失效了也会列出来。有问题时以 1 退出，所以可以拦住一次提交。

    \b
    例子：
        cs-training check && git commit
        cs-training check --stale-days 90
    """
    from cs_training.content.bank import CONTENT, content_files, open_bank
    from cs_training.content.giveaways import leaks
    from cs_training.content.reading import read_content
    from cs_training.content.scenario_trials import giveaways, misjudged, trials
    from cs_training.content.situations import judged_problems
    from cs_training.notebook.lesson import lessons_folder
    from cs_training.notebook.lint import lesson_problems

    found: list[object] = []
    _step("题库", lambda: read_content(content_files(CONTENT)))
    bank = open_bank()
    found += _step("规则是否还新", lambda: _outdated(days))
    found += _step("猜题漏洞", lambda: leaks(bank.questions()))
    found += _step("场景的三种回法", lambda: judged_problems(bank.situations(), bank.judge))
    found += _step("情景的备选", lambda: [*giveaways(bank.scenarios()), *misjudged(bank.scenarios(), bank.judge)])
    found += _step("情景演不演得通", lambda: trials(bank))
    found += _step("课文和链接", lambda: lesson_problems(folder or lessons_folder(), bank))
    found += _step("覆盖", lambda: _coverage(None)[1])
    for problem in found:
        click.echo(f"  - {problem}")
    click.echo(f"共 {len(found)} 处要改。" if found else f"没有问题：{_counted(bank)}。")
    sys.exit(1 if found else 0)


@main.command()
@click.option("--lessons", metavar="课号", help="只看这些课，比如 00-01 或 00,07。默认看全部，缺口只算已有的课。")
def coverage(lessons: str | None) -> None:
    """
    大纲 184 条，每条由哪课、哪些练习、哪些测验承担。

    写新课之前看缺什么，写完之后看还缺什么。所看的课有缺口时以 1 退出。

    \b
    例子：
        cs-training coverage --lessons 00-01
    """
    table, gaps = _coverage(lessons)
    for item in table:
        carriers = [",".join(ids) or "—" for ids in (item.lessons, item.practice, item.assess)]
        click.echo(f"{item.id}  {item.title}  课 {carriers[0]}  练习 {carriers[1]}  测验 {carriers[2]}")
    for gap in gaps:
        click.echo(f"缺口：{gap}")
    click.echo(f"{len(table)} 条，{len(gaps)} 个缺口。")
    sys.exit(1 if gaps else 0)


@main.command()
@click.argument("lesson", metavar="课号")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="写进这个文件，不写就显示出来。")
def guide(lesson: str, output: Path | None) -> None:
    """
    一课的教师版：课文、教师备注、每道题的答案和讲解。

    备课和上课时自己看；学员拿到的课文里没有备注和答案。

    \b
    例子：
        cs-training guide 01 --output 01教师版.md
    """
    from cs_training.content.bank import open_bank
    from cs_training.notebook.guide import guide as teachers_edition
    from cs_training.notebook.lesson import read_lessons

    text = teachers_edition(lesson_named(read_lessons(), lesson), open_bank())
    if output:
        output.write_text(text, encoding="utf-8")
        click.echo(f"写好了 {output}")
    else:
        click.echo(text)


@main.command()
@click.argument("paths", nargs=-1, metavar="[笔记本]…", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def rerun(paths: tuple[Path, ...]) -> None:
    """
    重新运行课文并存下输出（维护者用）。

    改了课文或题目之后运行，nbval 会拿存下的输出比对。

    \b
    例子：
        cs-training rerun notebooks/01_role_and_value.ipynb
    """
    from cs_training.notebook.lesson import read_lessons
    from cs_training.notebook.rerun import rerun as run

    for path in paths or [lesson.path for lesson in read_lessons()]:
        click.echo(f"运行 {path.name} ……")
        run(path)


@main.command()
@click.argument("file", metavar="[文件]", type=click.Path(path_type=Path, dir_okay=False), required=False)
def schema(file: Path | None) -> None:
    """
    写出题目和规则文件的 JSON Schema，编辑器用它补全和查错。

    默认写到题目和规则旁边，那些文件的第一行已经指向它；写了文件名，就只把题目的写到那里。

    \b
    例子：
        cs-training schema
    """
    from cs_training.content.bank import CONTENT
    from cs_training.content.reading import question_schema
    from cs_training.content.rules_reading import rule_schema

    beside = {CONTENT / "questions" / "schema.json": question_schema, CONTENT / "rules" / "schema.json": rule_schema}
    for path, made in ({file: question_schema} if file else beside).items():
        path.write_text(json.dumps(made(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        click.echo(f"写好了 {path}")


def _counted(bank: Bank) -> str:
    return f"{len(bank.question_ids())} 道题，{len(bank.situation_ids())} 个回复场景，{len(bank.scenario_ids())} 个情景"


def _outdated(days: int) -> list[Problem]:
    """What the calendar says about rules and questions. The clock is read here, by the shop's time."""
    from cs_training.content.bank import open_bank
    from cs_training.content.rule_checks import rule_problems
    from cs_training.notebook.sitting import now
    from cs_training.records.review import SHOP_TIME

    bank = open_bank()
    items = [*bank.questions(), *bank.situations(), *bank.scenarios()]
    return rule_problems(bank.rules, items, today=now().astimezone(SHOP_TIME).date(), days=days)


def _coverage(named: str | None) -> tuple[list[Carried], list[Gap]]:
    from cs_training.content.bank import open_bank
    from cs_training.content.coverage import carried, gaps
    from cs_training.notebook.lesson import read_lessons

    bank, lessons = open_bank(), read_lessons()
    questions = [*bank.questions(), *bank.situations(), *bank.scenarios()]
    table = carried(bank.syllabus, questions, {lesson.id: lesson.covers for lesson in lessons})
    planned = {lesson.id for lesson in bank.syllabus.lessons}
    wanted = _lesson_ids(named, planned) if named else {lesson.id for lesson in lessons}
    objectives: dict[str, Iterable[str]] = dict.fromkeys(wanted, ())
    objectives |= {lesson.id: lesson.objectives for lesson in lessons if lesson.id in wanted}
    shown = [item for item in table if not named or wanted & {*item.planned, *item.lessons}]
    return shown, gaps(table, questions, objectives)


def _lesson_ids(named: str, known: Collection[str]) -> set[str]:
    """``00-01,07`` → {"00", "01", "07"}; only lessons of the plan, and ranges that go up."""
    ids: set[str] = set()
    for part in named.replace("，", ",").split(","):
        match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", part.strip(), re.ASCII)
        numbers = range(int(match[1]), int(match[2] or match[1]) + 1) if match else range(0)
        wanted = {f"{n:02d}" for n in numbers}
        if not wanted or not wanted <= set(known):
            raise click.BadParameter(f"“{part}”不是大纲里的课。写成 00-01 或 00,07。", param_hint="--lessons")
        ids |= wanted
    return ids


def _step(name: str, work: Callable[[], object]) -> list[object]:
    """Says what is being looked at, and collects what is found instead of stopping at it."""
    click.echo(f"检查{name}……")
    try:
        found = work()
    except WorkspaceError as error:
        return [error]
    return list(found) if isinstance(found, list) else []
