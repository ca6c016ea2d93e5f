"""What is said of how the tables were read: nothing was left out, added or renamed without a word."""

from __future__ import annotations

from collections.abc import Iterator

from cs_training.cli.kpi.figures import shown_names
from cs_training.content.exports.opening import Reports
from cs_training.content.exports.tally import Report
from cs_training.notebook.charts.wording import number

_DELIMITERS = {",": "逗号", "\t": "制表符", ";": "分号", "|": "竖线"}


def reading_lines(reports: Reports, sessions: float, *, quoting: bool = True) -> Iterator[str]:
    """
    A sentence each; problems of rows are set in.

    Args:
        reports: How the tables were read.
        sessions: How many sessions there are.
        quoting: Whether to say what is wrong with a row, which may quote its cell; else only its place is said.
    """
    for file in reports.files:
        yield _file_line(file)
        yield from (f"  {one if quoting else f'第 {one.line} 行 {one.column}'.rstrip()}" for one in file.problems)
        if more := file.problem_count - len(file.problems):
            yield f"  还有 {number(more)} 处。"
    if reports.automatic:
        phrase, lag = reports.automatic.get("phrase", 0), reports.automatic.get("lag", 0)
        by_lag = f"，按时间（不到 {reports.under_seconds:g} 秒）认出 {number(lag)} 条" if reports.under_seconds else ""
        yield f"客服账号下的自动回复：按话术认出 {number(phrase)} 条{by_lag}，都算机器人，不算人工。"
    else:
        yield "没有要求认自动回复：标成 agent 的消息都算人工。"
    if reports.silence_hours is not None:
        yield (
            f"导出里没有会话编号：同一买家静默超过 {reports.silence_hours:g} 小时算新会话，切出 {number(sessions)} 个。"
        )


def file_name(name: str) -> str:
    """A file's name as it may be shown."""
    return shown_names([name])[name]


def _file_line(file: Report) -> str:
    delimiter = _DELIMITERS.get(file.delimiter, file.delimiter)
    how = "，".join(filter(None, (file.encoding, f"{delimiter}分隔" if delimiter else "")))
    said = [f"读了 {number(file.rows)} 行{f'（{how}）' if how else ''}", f"跳过 {number(file.skipped)} 行坏的"]
    if file.repeats:
        said.append(f"去掉 {number(file.repeats)} 行重复的")
    return f"{file_name(file.file)}：{'，'.join(said)}。"
