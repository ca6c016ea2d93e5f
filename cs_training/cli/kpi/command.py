"""The command that measures a shop's own chat log."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cs_training.cli.group import main
from cs_training.cli.kpi.progress import Told, progress

if TYPE_CHECKING:
    from cs_training.cli.kpi.figures import Figures
    from cs_training.content.exports.opening import Opened, Reports
    from cs_training.core.kpi import Log
    from cs_training.notebook.charts.chart import Chart

_IN = click.Path(path_type=Path, exists=True, dir_okay=False)
_ENGINES = ("pandas", "polars", "duckdb", "pyspark")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What to make of the figures; ``files`` are the names of what was read."""

    by: str
    as_json: bool
    plot: Path | None
    report: Path | None
    files: Sequence[Path]

    @property
    def shown(self) -> dict[str, bool]:
        return {"days": self.by == "day", "agent_days": self.by == "agent,day"}


@main.command()
@click.argument("chat", metavar="聊天记录", type=click.Path(path_type=Path, exists=True))
@click.option("--orders", metavar="订单", type=_IN, help="订单表；没有它，转化的数都空着。")
@click.option("--ratings", metavar="评价", type=_IN, help="评价表；没有它，满意度的数都空着。")
@click.option("--by", type=click.Choice(["agent", "day", "agent,day"]), help="再按客服、按天，或按每位客服每天分开算。")
@click.option("--json", "as_json", is_flag=True, help="打印一个 JSON，给别的程序用；说明写到标准错误。")
@click.option(
    "--plot", metavar="文件夹", type=click.Path(path_type=Path, file_okay=False), help="把图存成 PNG 和 SVG。"
)
@click.option(
    "--report", metavar="网页", type=click.Path(path_type=Path, dir_okay=False), help="写一份 HTML 报告，一个文件。"
)
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    default="pandas",
    help="用什么算，默认 pandas；几百万条以上用 polars 或 duckdb，集群用 pyspark。数都一样。",
)
@click.option("--columns", metavar="对照表", type=_IN, help="列名不一样时，用一个 YAML 文件对上。")
@click.option("--skip-bad-rows", is_flag=True, help="跳过有问题的行，并报告跳了几行；不加就一行也不跳，先报错。")
def kpi(chat: Path, *, by: str | None, as_json: bool, plot: Path | None, report: Path | None, **reading: Any) -> None:
    """
    从聊天记录算客服指标：接待、时效、咨询→付款转化、满意度，各带口径。

    读 CSV、Excel 或 Parquet（也可以是一个放 Parquet 的文件夹）。全部在本机算，店铺的数据不会离开这台电脑。
    表格、图和报告里没有买家的编号和聊天内容；客服编号里像手机号的会遮住，只有 --json 照原样写编号。

    \b
    例子：
        cs-training kpi 聊天记录.csv --orders 订单.csv --ratings 评价.csv
        cs-training kpi 聊天记录.csv --by agent,day --json > 指标.json
        cs-training kpi 导出.xlsx --columns 对照表.yaml --plot 图 --report 报告.html
        cs-training kpi 十一月.parquet --engine duckdb --by day
    """
    inputs = [one for one in (chat, reading["orders"], reading["ratings"]) if one]
    _check_targets(plot, report, inputs=[*inputs, *filter(None, [reading["columns"]])])
    from cs_training.content.exports.opening import open_tables

    asked = _Asked(by or "", as_json, plot, report, inputs)
    with progress() as told, open_tables(chat, progress=told, **reading) as tables:
        _measure(tables, asked, told)


def _measure(tables: Opened, asked: _Asked, told: Told) -> None:
    from cs_training.cli.kpi.figures import figures
    from cs_training.core.kpi import chat_log

    told("整理会话", 0)
    log = chat_log(tables.messages, orders=tables.orders, ratings=tables.ratings)
    days = asked.shown["days"] or asked.report is not None
    found = figures(log, days=days, agent_days=asked.shown["agent_days"], done=lambda share: told("算指标", share))
    if asked.plot or asked.report:
        charts = list(_drawn(log, found, told))
        told("", 1)
        _write(charts, found, tables.report, asked)
    told("", 1)
    if asked.as_json:
        _print_json(log, found, tables.report, asked)
    else:
        _print_tables(found, tables.report, asked)


def _drawn(log: Log, found: Figures, told: Told) -> Iterator[Chart]:
    from cs_training.cli.kpi.charts import charts

    told("画图", 0)
    many = 5 if "orders" in found.given else 3
    for done, chart in enumerate(charts(log, found), 1):
        told("画图", done / many)
        yield chart


def _print_json(log: Log, found: Figures, reports: Reports, asked: _Asked) -> None:
    from cs_training.cli.kpi.as_json import json_pieces
    from cs_training.cli.kpi.figures import sessions
    from cs_training.cli.kpi.reading import reading_lines

    click.echo("\n".join(reading_lines(reports, found.overall["sessions"] or 0)), err=True)
    out = sys.stdout.buffer  # UTF-8, whatever the terminal speaks
    for piece in json_pieces(found, sessions(log), **asked.shown):
        out.write(piece.encode("utf-8", "backslashreplace"))
    out.flush()


def _print_tables(found: Figures, reports: Reports, asked: _Asked) -> None:
    from cs_training.cli.kpi.reading import reading_lines
    from cs_training.cli.kpi.table import table_lines

    for line in table_lines(found, agents=asked.by == "agent", **asked.shown):
        click.echo(line)
    click.echo("\n数据是怎么读进来的")
    for line in reading_lines(reports, found.overall["sessions"] or 0):
        click.echo(f"  {line}")


def _write(charts: Sequence[Chart], found: Figures, reports: Reports, asked: _Asked) -> None:
    from cs_training.notebook.charts.chart import png, svg

    if asked.plot:
        for chart in charts:
            (asked.plot / f"{chart.name}.svg").write_bytes(svg(chart))
            (asked.plot / f"{chart.name}.png").write_bytes(png(chart))
        click.echo(f"写好了 {asked.plot} 里的 {len(charts)} 张图", err=True)
    if asked.report:
        page = _page(charts, found, reports, asked.files)
        asked.report.write_text(page, encoding="utf-8", newline="\n")
        click.echo(f"写好了 {asked.report}", err=True)


def _page(charts: Sequence[Chart], found: Figures, reports: Reports, files: Sequence[Path]) -> str:
    from cs_training.cli.kpi.reading import file_name, reading_lines
    from cs_training.cli.kpi.report import report_html
    from cs_training.notebook.sitting import now
    from cs_training.records.review import SHOP_TIME

    lines = reading_lines(reports, found.overall["sessions"] or 0, quoting=False)
    names = [file_name(path.name) for path in files]
    return report_html(found, charts, lines, files=names, made=now().astimezone(SHOP_TIME).date())


def _check_targets(plot: Path | None, report: Path | None, *, inputs: Sequence[Path]) -> None:
    """Says now, not after minutes of work, that something cannot be written."""
    if report and report.exists() and any(one.samefile(report) for one in inputs):
        raise click.BadParameter("会盖掉要读的文件。换一个文件名。", param_hint="--report")
    if plot:
        plot.mkdir(parents=True, exist_ok=True)
        _try_to_write(plot / ".cs-training")
    if report:
        _try_to_write(report)


def _try_to_write(path: Path) -> None:
    new = not path.exists()
    with path.open("ab"):
        pass
    if new:
        path.unlink()
