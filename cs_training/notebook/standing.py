"""Where a learner stands: worked out from bank, lessons and log; said as text and as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cs_training.content.bank import Bank, open_bank
from cs_training.notebook.lesson import asked, main_path, only_optional, read_lessons
from cs_training.notebook.sitting import attempt_log, now
from cs_training.records.attempts import Event, events
from cs_training.records.casework import casework_progress, tries
from cs_training.records.coaching import Coached, attempts, coached
from cs_training.records.log import Statement
from cs_training.records.progress import Item, LessonProgress, finished, lesson_progress
from cs_training.records.runs import runs
from cs_training.records.served import Played, Worked, played, worked
from cs_training.records.typing import typed_lines, typing_progress


@dataclass(frozen=True, slots=True)
class Standing:
    """All that ``progress`` shows, from bank, lessons and log; the last four: what, and how it went."""

    lessons: list[LessonProgress]
    titles: dict[str, str]
    objectives: dict[str, str]
    undone: dict[str, dict[str, int]]
    due: int
    casework: tuple[tuple[str, str], ...] = ()
    coaching: tuple[tuple[str, str], ...] = ()
    typing: tuple[tuple[str, str], ...] = ()
    shifts: tuple[tuple[str, str], ...] = ()

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
    counted = (q for q in bank.questions() if q.id in done or q.id not in optional)
    items = [Item(q.id, bank.lesson(q.id), q.objective, q.use) for q in counted]
    replied = {one.situation: one for one in coached(attempts(written))}
    # So do situations: a lesson names a few, the others are there for whoever wants more.
    named = {i for lesson in lessons for call in asked(main_path(lesson.notebook), "coach") for i in call.ids}
    answered = [s for s in bank.situations() if s.id in replied or s.id in named]
    items += [Item(s.id, s.lesson, s.objective, s.use) for s in answered]
    # And customers who come to the desk.
    every = runs(written)
    served = {one.scenario: one for one in played(every)}
    staged = {i for lesson in lessons for call in asked(main_path(lesson.notebook), "play") for i in call.ids}
    items += [Item(s.id, s.lesson, s.objective, s.use) for s in bank.scenarios() if s.id in served or s.id in staged]
    credits_ = {i: one.credit for i, one in replied.items()} | {i: one.credit for i, one in served.items()}
    undone: dict[str, dict[str, int]] = {item.lesson: {} for item in items}
    for item in items:
        if item.id not in done and item.id not in credits_:
            undone[item.lesson][item.use] = undone[item.lesson].get(item.use, 0) + 1
    return Standing(
        lessons=lesson_progress(happened, items, credits_),
        titles={lesson.id: lesson.title for lesson in lessons},
        objectives={i: text for lesson in lessons for i, text in lesson.objectives.items()},
        undone={lesson: counts for lesson, counts in undone.items() if counts},
        due=len(due_items(bank, happened)),
        casework=tuple(_casework(written)),
        coaching=tuple(_coaching(replied, {s.id: s.lesson for s in answered})),
        typing=tuple(_typing(written)),
        shifts=tuple(_shifts(bank, worked(every), served)),
    )


def _casework(written: list[Statement]) -> Iterator[tuple[str, str]]:
    """The topics whose cases were practised."""
    if done := casework_progress(tries(written)):
        from cs_training.core.practice import TOPICS  # the rule engine, for those who practised only

        for one in done:
            title = TOPICS[one.topic].title if one.topic in TOPICS else one.topic
            yield title, f"{one.done} 例，第一次就全对 {one.first / one.done:.0%}"


def _coaching(replied: dict[str, Coached], lesson_of: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The lessons of which customers were answered; situations that the bank no longer has are passed over."""
    for lesson in sorted({lesson_of[i] for i in replied if i in lesson_of}):
        bands = [one.band for i, one in replied.items() if lesson_of.get(i) == lesson]
        best = "、".join(f"{band} 档 {bands.count(band)} 个" for band in sorted(set(bands), reverse=True))
        yield f"第 {lesson} 课", f"{len(bands)} 个场景，每个取最好的一次：{best}"


def _shifts(bank: Bank, done: list[Worked], served: dict[str, Played]) -> Iterator[tuple[str, str]]:
    """The shifts that were worked, and how many scenarios were met; a shift that is no more is passed over."""
    for one in done:
        name = one.item.partition("/")[2]
        if name in bank.shift_ids():
            yield bank.shift(name).title, f"{one.ended} 班，过 {one.passed} 班，最好的一班平均 {one.best} 分"
    known = [one for i, one in served.items() if i in bank.scenario_ids()]
    if known:
        yield "情景", f"接待过 {len(known)} 种顾客，最好一次平均 {sum(one.best for one in known) / len(known):.0f} 分"


def _typing(written: list[Statement]) -> Iterator[tuple[str, str]]:
    """The levels of the typing drill of which a round is finished."""
    if done := typing_progress(typed_lines(written)):
        from cs_training.notebook.typing_drill_sitting import LEVELS
        from cs_training.notebook.typing_drill_view import percent, speed_of

        for one in done:
            best = f"最快 {speed_of(one.best)}（准确率 {percent(one.best_accuracy)}）"
            last = f"最近 {speed_of(one.last)}（准确率 {percent(one.last_accuracy)}）"
            yield f"第 {one.level} 关 {LEVELS.get(one.level, '')}", f"{one.rounds} 轮，{best}，{last}"


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
    lines += [f"回复练习 {title}：{said}" for title, said in standing.coaching]
    lines += [f"打字练习 {title}：{said}" for title, said in standing.typing]
    lines += [f"模拟接待 {title}：{said}" for title, said in standing.shifts]
    return "\n".join([*lines, f"下一步：{standing.next_step}"])


def standing_html(standing: Standing) -> str:
    """The standing for a notebook: a table with a bar a lesson; every bar has its number in words beside it."""
    heads = "".join(f'<th scope="col"{_LEFT}>{head}</th>' for head in ("课 / 目标", "完成", "平均得分"))
    rows = "".join(row for one in standing.lessons for row in _rows(one, standing))
    return (
        f'<div style="max-width:46rem"><table style="width:100%"><caption{_LEFT}><b>学习进度</b></caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_list('判案练习', standing.casework)}{_list('回复练习', standing.coaching)}"
        f"{_list('打字练习', standing.typing)}{_list('模拟接待', standing.shifts)}"
        f"<p><b>下一步：</b>{html.escape(standing.next_step)}</p></div>"
    )


_LEFT = ' style="text-align:left"'
_FRAME = (
    "display:inline-block;width:8rem;height:.7rem;vertical-align:middle;"
    "border:1px solid currentColor;border-radius:.35rem;overflow:hidden"
)
_FILL = "display:block;height:100%;background:#0b57d0"


def _list(head: str, entries: Iterable[tuple[str, str]]) -> str:
    items = "".join(f"<li>{html.escape(title)}：{said}</li>" for title, said in entries)
    return f"<p><b>{head}</b></p><ul>{items}</ul>" if items else ""


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
