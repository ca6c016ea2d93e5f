"""Commands for learners: open the course, see where one is, review, mend the environment."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from cs_training.cli.group import lesson_named, main

DEFAULT_WORKSPACE = Path.home() / "cs-training"


@main.command()
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    default=DEFAULT_WORKSPACE,
    help="放课程的文件夹，默认是 ~/cs-training。",
)
@click.option("--lesson", default="00", metavar="课号", help="打开第几课，默认 00。")
@click.option("--browser/--no-browser", default=True, help="要不要自动打开浏览器。")
@click.option("--port", type=int, metavar="端口", help="JupyterLab 的端口，默认自动选。")
@click.option("--copy-only", is_flag=True, help="只复制课程，不打开 JupyterLab。")
def start(workspace: Path, lesson: str, browser: bool, port: int | None, copy_only: bool) -> None:
    """
    打开课程：把课文复制到你的文件夹，用中文 JupyterLab 打开。

    再次运行会带来新课；你改过的课文原样留着，新版放在旁边。作答记录不在这个文件夹里，不会丢。

    \b
    例子：
        cs-training start
        cs-training start --workspace 我的课程 --lesson 01
    """
    from cs_training.content.bank import open_bank
    from cs_training.notebook.lab import open_lab
    from cs_training.notebook.lesson import read_lessons
    from cs_training.notebook.workspace import bring

    click.echo("准备题库……")
    open_bank()
    lessons = read_lessons()
    wanted = lesson_named(lessons, lesson)
    # Unlike Path.expanduser, this leaves a ~name that nobody has as it is.
    workspace = Path(os.path.expanduser(workspace)).resolve()  # noqa: PTH111
    for brought in bring(lessons, workspace):
        click.echo(str(brought))
    click.echo(f"课程在 {workspace}")
    if not copy_only:
        click.echo("正在打开 JupyterLab。学完回到这个窗口，按 Ctrl+C 关闭。")
        sys.exit(open_lab(workspace, wanted.path.name, browser=browser, port=port))


@main.command()
@click.option(
    "--export",
    "export_to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把作答记录导出到这个文件（xAPI，每行一条）。",
)
@click.option(
    "--corrections",
    "corrected_to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把老师改判过的回复导出成训练数据（JSON Lines，每行一条）。",
)
@click.option("--delete", is_flag=True, help="删除全部作答记录（会先问一次）。")
def progress(export_to: Path | None, corrected_to: Path | None, delete: bool) -> None:
    """
    看学到哪里、下一步做什么；也可以导出或删除自己的记录。

    记录只在你的电脑上，属于你。

    \b
    例子：
        cs-training progress
        cs-training progress --export 我的记录.jsonl
    """
    from cs_training.notebook.board import progress as board
    from cs_training.notebook.sitting import attempt_log
    from cs_training.records.coaching import corrections
    from cs_training.records.scripts import forget

    log = attempt_log()
    if export_to:
        click.echo(f"导出了 {log.export(export_to)} 条记录到 {export_to}。")
    if corrected_to:
        rows = corrections(log.read())
        corrected_to.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
        click.echo(f"导出了 {len(rows)} 条改判到 {corrected_to}。")
    if delete:
        click.confirm(f"要删除 {log.path} 里的全部记录吗？删了找不回来", abort=True)
        log.delete()
        forget(log.path.parent / "scripts")
        click.echo("已删除。")
    if not (export_to or corrected_to or delete):
        click.echo(str(board()))


@main.command()
def review() -> None:
    """
    在终端里复习今天到期的题。

    做过的练习按遗忘的快慢回来；每天几分钟，比考前重学省力。

    \b
    例子：
        cs-training review
    """
    from cs_training.notebook.ask import Ask
    from cs_training.notebook.board import review as due
    from cs_training.notebook.terminal import answer_in_terminal

    asked = due(view="text")
    if not isinstance(asked, Ask):
        click.echo(str(asked))
        return
    answer_in_terminal(asked.sitting, read=lambda: click.prompt("答案（h 提示，q 退出）", type=str), write=click.echo)


@main.command()
def doctor() -> None:
    """
    检查这台电脑上的环境，哪里不对、怎么修。

    课程打不开、题目不显示、界面不是中文时，先运行它。有问题时以 1 退出。

    \b
    例子：
        cs-training doctor
    """
    from cs_training.notebook.doctor import examine

    sick = 0
    for finding in examine():
        sick += bool(finding.cure)
        click.echo(f"{'✗' if finding.cure else '✓'} {finding.what}:{finding.says}")
        if finding.cure:
            click.echo(f"    怎么修：{finding.cure}")
    click.echo(f"{sick} 处要修。" if sick else "一切正常。")
    sys.exit(1 if sick else 0)
