"""Where a learner stands: worked out from bank, lessons and log; said as text and as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

from cs_training.content.bank import Bank, open_bank
from cs_training.notebook.lesson import only_optional, read_lessons
from cs_training.notebook.sitting import attempt_log, now
from cs_training.records.attempts import Event, events
from cs_training.records.casework import casework_progress, tries
from cs_training.records.log import Statement
from cs_training.records.progress import Item, LessonProgress, finished, lesson_progress


@dataclass(frozen=True, slots=True)
class Standing:
    """All that ``progress`` shows, worked out from bank, lessons and log; ``casework``: a topic, and how it went."""

    lessons: list[LessonProgress]
    titles: dict[str, str]
    objectives: dict[str, str]
    undone: dict[str, dict[str, int]]
    due: int
    casework: tuple[tuple[str, str], ...] = ()

    @property
    def next_step(self) -> str:
        """One sentence: the most useful thing to do now."""
        if self.due:
            return f"今天有 {self.due} 题该复习了：运行 review()。"
        for use, left in (("practice", "道练习没做"), ("assess", "道小测没做")):
            for lesson, counts in self.undone.items():
                # Questions may be written before their lesson is: nobody can go on with that.
                if counts.get(use) and lesson in self.titles:
                    return f"继续第 {lesson} 课《{self.titles[lesson]}》：还有 {counts[use]} {left}。"
        weak = [(m.share or 0, m.objective) for one in self.lessons for m in one.objectives if not m.mastered]
        if weak:
            return f"把这个目标再练一遍：{self.objectives.get(min(weak)[1], min(weak)[1])}。"
        return "现有课程都学完了。每天运行一次 review()，忘了的会回来找你。"


def current_standing() -> Standing:
    """Where this learner stands now."""
    bank = open_bank()
    lessons = read_lessons()
    written = list(attempt_log().read())
    happened = events(written)
    done = finished(happened)
    optional = {i for lesson in lessons for i in only_optional(lesson.notebook)}
    # Optional questions count once they are done: whoever leaves them out has still finished the lesson.
    asked = (q for q in bank.questions() if q.id in done or q.id not in optional)
    items = [Item(q.id, bank.lesson(q.id), q.objective, q.use) for q in asked]
    undone: dict[str, dict[str, int]] = {item.lesson: {} for item in items}
    for item in items:
        if item.id not in done:
            undone[item.lesson][item.use] = undone[item.lesson].get(item.use, 0) + 1
    return Standing(
        lessons=lesson_progress(happened, items),
        titles={lesson.id: lesson.title for lesson in lessons},
        objectives={i: text for lesson in lessons for i, text in lesson.objectives.items()},
        undone={lesson: counts for lesson, counts in undone.items() if counts},
        due=len(due_items(bank, happened)),
        casework=tuple(_casework(written)),
    )


def _casework(written: list[Statement]) -> Iterator[tuple[str, str]]:
    """The topics whose cases were practised."""
    if done := casework_progress(tries(written)):
        from cs_training.core.practice import TOPICS  # the rule engine, for those who practised only

        for one in done:
            title = TOPICS[one.topic].title if one.topic in TOPICS else one.topic
            yield title, f"{one.done} 例，第一次就全对 {one.first / one.done:.0%}"


def due_items(bank: Bank, happened: list[Event]) -> list[str]:
    """The practice questions due today, most overdue first."""
    # Imported here: the scheduler is needed by this verb only.
    from cs_training.records.review import due_today, schedule

    practice = [q.id for q in bank.questions() if q.use == "practice"]
    return due_today(schedule(finished(happened), practice), now())


def standing_text(standing: Standing) -> str:
    """The standing for a terminal: a bar of ten squares a lesson."""
    lines = ["学习进度"]
    for one in standing.lessons:
        bar = "■" * round(one.share * 10) + "□" * (10 - round(one.share * 10))
        average = "" if one.credit is None else f"，平均 {_points(one.credit)}"
        lines.append(f"{one.lesson} {standing.titles.get(one.lesson, '')}  {bar} {one.done}/{one.total} 题{average}")
        for mastery in one.objectives:
            text = standing.objectives.get(mastery.objective, mastery.objective)
            lines.append(f"   {_state(mastery.share, mastered=mastery.mastered)} {text}")
    lines += [f"判案练习 {title}：{said}" for title, said in standing.casework]
    return "\n".join([*lines, f"下一步：{standing.next_step}"])


def standing_html(standing: Standing) -> str:
    """The standing for a notebook: a table with a bar a lesson; every bar has its number in words beside it."""
    heads = "".join(f'<th scope="col"{_LEFT}>{head}</th>' for head in ("课 / 目标", "完成", "平均得分"))
    rows = "".join(row for one in standing.lessons for row in _rows(one, standing))
    return (
        f'<div style="max-width:46rem"><table style="width:100%"><caption{_LEFT}><b>学习进度</b></caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_casework_list(standing)}"
        f"<p><b>下一步：</b>{html.escape(standing.next_step)}</p></div>"
    )


_LEFT = ' style="text-align:left"'
_FRAME = (
    "display:inline-block;width:8rem;height:.7rem;vertical-align:middle;"
    "border:1px solid currentColor;border-radius:.35rem;overflow:hidden"
)
_FILL = "display:block;height:100%;background:#0b57d0"


def _casework_list(standing: Standing) -> str:
    items = "".join(f"<li>{html.escape(title)}：{said}</li>" for title, said in standing.casework)
    return f"<p><b>判案练习</b></p><ul>{items}</ul>" if items else ""


def _rows(one: LessonProgress, standing: Standing) -> list[str]:
    title = html.escape(f"{one.lesson} {standing.titles.get(one.lesson, '')}")
    fill = f'<span style="{_FILL};width:{one.share:.0%}"></span>'
    bar = f'<span aria-hidden="true" style="{_FRAME}">{fill}</span>'
    average = "—" if one.credit is None else _points(one.credit)
    rows = [_row(f"<b>{title}</b>", f"{bar} {one.done}/{one.total} 题", average)]
    for mastery in one.objectives:
        text = html.escape(standing.objectives.get(mastery.objective, mastery.objective))
        state = _state(mastery.share, mastered=mastery.mastered)
        rows.append(_row(text, f"{mastery.done}/{mastery.total} 题", state))
    return rows


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td{_LEFT}>{cell}</td>" for cell in cells) + "</tr>"


def _points(credit: float) -> str:
    return f"{credit * 100:.0f} 分"


def _state(share: float | None, *, mastered: bool) -> str:
    if share is None:
        return "未开始"
    return f"{'已掌握' if mastered else '在学'} {_points(share)}"
