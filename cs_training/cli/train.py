"""The command that trains the judge of replies and measures it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cs_training.cli.group import main


@main.command()
@click.option(
    "--check", "only_check", is_flag=True, help="只核对：重新训练一遍，和现有的模型文件比，不一样就以 1 退出。"
)
def train(only_check: bool) -> None:
    """
    训练回复评判的模型，并在验收集上量一遍（维护者用，要装 train 附加包）。

    数据、红线或信号改了以后运行。同样的数据和版本，每次得到同一个文件、同样的数字。

    \b
    例子：
        cs-training train
        cs-training train --check
    """
    from cs_training.content.bank import open_bank
    from cs_training.grading.judge_report import MODEL, build, written
    from cs_training.grading.judge_tables import DOCUMENT, with_tables

    try:
        import sklearn  # noqa: F401 -- better now than after a minute of reading
    except ImportError:
        raise click.ClickException("训练要用 scikit-learn。先运行 pip install 'cs-training[train]'。") from None
    built = build(open_bank().judge, say=click.echo)
    for line in _lines(built["figures"]):
        click.echo(line)
    if only_check:
        same = MODEL.exists() and MODEL.read_text(encoding="utf-8") == written(built)
        click.echo("和现有的模型文件完全一样。" if same else f"和 {Path(MODEL).name} 不一样：数据、规则或版本变了。")
        sys.exit(0 if same else 1)
    MODEL.write_text(written(built), encoding="utf-8")
    click.echo(f"写好了 {MODEL}（数据 {built['data']}）")
    if DOCUMENT.exists():
        DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8"), built), encoding="utf-8")
        click.echo(f"写好了 {DOCUMENT} 里的表")


def _lines(measured: dict[str, Any]) -> list[str]:
    """The figures that matter most, a line each."""
    lines = [_line("二读对一读", measured["readers"]["test"])]
    for part, name in (("left_out", "训练集（作者留出）"), ("test", "验收集")):
        lines += [_line(f"{name} {how}", measured[part][how]) for how in ("rules", "model", "both")]
    points = "，".join(f"{point['replies']} 条 {point['macro_f1']:.3f}" for point in measured["curve"])
    return [*lines, f"学习曲线（验收集宏 F1）：{points}"]


def _line(name: str, some: dict[str, Any]) -> str:
    labels = " ".join(f"{label} {one['f1']:.3f}" for label, one in some["labels"].items())
    violation = some["violation"]
    return (
        f"{name}：宏 F1 {some['macro_f1']:.3f}（{labels}）；有无违规 召回 {violation['recall']:.3f} "
        f"精确 {violation['precision']:.3f}；违规代码 F1 {some['pooled']['f1']:.3f}；档位 κ {some['band_kappa']:.3f}"
    )
