"""The report: one HTML file that needs nothing else, asks nobody for anything and says nothing of a buyer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

from cs_training.cli.kpi.figures import Figures, Row
from cs_training.cli.kpi.words import GROUPS, Group, Word, heading, known_words, written
from cs_training.notebook.charts.chart import Chart, svg

# Even if something in it asked for it, a browser would fetch nothing.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'"
_PLACE = re.compile(r'(\bid="|xlink:href="#|url\(#)')


def report_html(
    figures: Figures, charts: Sequence[Chart], reading: Iterable[str], *, files: Sequence[str], made: date
) -> str:
    """
    The whole page.

    Args:
        figures: With each day's.
        charts: In their order.
        reading: How the tables were read, a sentence each.
        files: The names of the files, as they may be shown.
        made: The day on which it is made.
    """
    style = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    title = f"客服指标报告：{escape('、'.join(files))}"
    day = f"{made.year} 年 {made.month} 月 {made.day} 日"
    parts = [
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_ALONE}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>",
        f'<p class="soft">{day}，在本机由 cs-training 生成；里面没有买家的编号和聊天内容。</p>',
        *_overall(figures),
        "<h2>图</h2>",
        *map(_figure, charts),
        *_breakdown(
            "每位客服", ["客服"], {(figures.names[one],): row for one, row in figures.per_agent.items()}, figures
        ),
        *_breakdown("每天", ["日期"], {(day,): row for day, row in figures.per_day.items()}, figures),
        *_agent_days(figures),
        "<h2>数据是怎么读进来的</h2>\n<ul>",
        *(f"<li>{escape(line.strip())}</li>" for line in reading),
        "</ul>\n</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _overall(figures: Figures) -> Iterator[str]:
    yield "<h2>总体</h2>"
    for group in GROUPS:
        rows = [
            f"<tr>{_head(word.label, 'row')}{_number(_value(word, figures))}<td>{escape(word.means)}</td></tr>"
            for word in group.words
        ]
        head = _head("指标") + _number_head("数值") + _head("口径")
        yield _table(f"总体：{group.title}", head, rows)
        yield from _note(group)
        yield _definitions(group)


def _value(word: Word, figures: Figures) -> str:
    return written(word, figures.overall[word.name], given=figures.given)


def _definitions(group: Group) -> str:
    told = "\n".join(
        f"<dt>{escape(word.label)}（<code>{word.name}</code>）</dt>\n"
        f"<dd>{escape(word.means)}。{escape(''.join(word.edges))}</dd>"
        for word in group.words
    )
    return f"<details>\n<summary>{escape(group.title)}：口径和边界</summary>\n<dl>\n{told}\n</dl>\n</details>"


def _agent_days(figures: Figures) -> Iterator[str]:
    rows: dict[tuple[str, ...], Row] = {
        (figures.names[agent], day): row for agent, days in figures.per_agent_day.items() for day, row in days.items()
    }
    return _breakdown("每位客服每天", ["客服", "日期"], rows, figures) if rows else iter(())


def _breakdown(title: str, keys: list[str], rows: Mapping[tuple[str, ...], Row], figures: Figures) -> Iterator[str]:
    yield f"<h2>{title}</h2>"
    if not rows:
        yield "<p>一个也没有。</p>"
        return
    yield '<p class="soft">“—”是无样本，不是 0。</p>'
    names = frozenset(next(iter(rows.values())))
    for group in GROUPS:
        words = list(known_words(group, names))
        head = "".join((*map(_head, keys), *(_number_head(heading(word)) for word in words)))
        yield _table(f"{title}：{group.title}", head, [_row(key, row, words, figures) for key, row in rows.items()])
        yield from _note(group)


def _row(key: tuple[str, ...], row: Row, words: Sequence[Word], figures: Figures) -> str:
    names = "".join(_head(one, "row") for one in key)
    cells = (written(word, row[word.name], given=figures.given, unit=False) for word in words)
    return f"<tr>{names}{''.join(map(_number, cells))}</tr>"


def _table(caption: str, head: str, rows: Sequence[str]) -> str:
    """A wide table scrolls by itself, also by keyboard."""
    body = "\n".join(rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">\n<table>\n'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _note(group: Group) -> Iterator[str]:
    if group.note:
        yield f'<p class="soft">注：{escape(group.note)}</p>'


def _figure(chart: Chart) -> str:
    drawn = svg(chart).decode()
    drawn = drawn[drawn.index("<svg ") :]
    drawn = re.sub(r"<metadata>.*?</metadata>\s*", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r' xmlns(:\w+)?="[^"]*"', "", drawn)
    # Several drawings on one page: what they name must be their own.
    drawn = _PLACE.sub(rf"\g<1>{chart.name}-", drawn)
    return f"<figure>\n{drawn}<figcaption>{escape(chart.reading)}</figcaption>\n</figure>"


def _head(text: str, of: str = "col") -> str:
    return f'<th scope="{of}">{escape(text)}</th>'


def _number_head(text: str) -> str:
    return f'<th class="n" scope="col">{escape(text)}</th>'


def _number(text: str) -> str:
    return f'<td class="n">{escape(text)}</td>'
