"""What can be wrong with a lesson's notebook; ``cs-training check`` runs it over all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cs_training.content.bank import Bank
from cs_training.errors import Problem, WorkspaceError, suggestion
from cs_training.notebook.lesson import WIDGET_VIEW, Asked, Lesson, Notebook, asked, main_path, read_lesson, source

TAGS = {"setup", "predict", "run", "explain", "exercise", "optional"}
CHARACTERS_A_MINUTE = 350
MINUTES_A_QUESTION = {"practice": 1.2, "exam": 1.3}
MINUTES_A_REPLY = 3.0
MINUTES_A_CUSTOMER = 4.0
MINUTES_A_SHIFT, MINUTES_A_DEBRIEF = 10, 2
MINUTES_A_CELL = 0.5
LONGEST_CELL = 12

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CJK = re.compile(r"[㐀-鿿]")


def lesson_problems(folder: Path, bank: Bank) -> list[Problem]:
    """Everything wrong with the lessons of a folder: metadata, cells, questions asked, links, minutes."""
    paths = sorted(folder.glob("*.ipynb"))
    problems = [] if paths else [Problem(str(folder), None, "", "", "这个文件夹里没有课文（.ipynb）。换一个文件夹。")]
    for path in paths:
        try:
            lesson = read_lesson(path)
            missing = [("metadata", "缺 metadata.cs_training，照 docs/authoring.md 补上。")]
            found = _faults(lesson, bank) if lesson else missing
        except WorkspaceError as error:
            found = [("", str(error))]
        problems += [Problem(path.name, None, where, "", says) for where, says in found]
    return problems


def estimated_minutes(notebook: Notebook) -> float:
    """
    What the lesson's main path takes, without the cells tagged ``optional``.

    Reading at 350 characters a minute; 1.2 minutes a practice question with its explanation, 1.3 an exam question, 3 a
    customer answered with one more attempt, 4 a customer served to the end, half a minute a code cell; a shift takes
    what it says, and 2 to look at afterwards.
    """
    main = main_path(notebook)
    text = "".join(source(cell) for cell in main["cells"] if cell["cell_type"] == "markdown")
    code = sum(cell["cell_type"] == "code" for cell in main["cells"])
    questions = sum(len(call.ids) * MINUTES_A_QUESTION[call.mode] for call in asked(main))
    replies = sum(len(call.ids) * MINUTES_A_REPLY for call in asked(main, "coach"))
    served = sum(len(call.ids) * MINUTES_A_CUSTOMER for call in asked(main, "play"))
    worked = sum(_shift_minutes(call) for call in asked(main, "shift"))
    reading = len(_CJK.findall(text)) / CHARACTERS_A_MINUTE
    return float(reading + questions + replies + served + worked + code * MINUTES_A_CELL)


def _shift_minutes(call: Asked) -> float:
    runs = call.numbers.get("k", 3) if call.mode == "exam" else 1
    return runs * call.numbers.get("minutes", MINUTES_A_SHIFT) + MINUTES_A_DEBRIEF


def _faults(lesson: Lesson, bank: Bank) -> list[tuple[str, str]]:
    """What is wrong with one lesson: the cell (or part) it is in, and what to do."""
    notebook = lesson.notebook
    return [
        *_metadata(lesson, bank),
        *_cells(notebook),
        *_questions(lesson, notebook, bank),
        *_situations(lesson, notebook, bank),
        *_scenarios(lesson, notebook, bank),
        *_shifts(notebook, bank),
        *_links(lesson, notebook),
        *(("minutes", says) for says in _minutes(lesson, notebook)),
    ]


def _metadata(lesson: Lesson, bank: Bank) -> Iterator[tuple[str, str]]:
    if not lesson.path.name.startswith(f"{lesson.id}_"):
        yield "metadata", f"文件名应以 {lesson.id}_ 开头，和 metadata 里的 lesson 一致。"
    if not 2 <= len(lesson.objectives) <= 4:
        yield "metadata", f"一课写两到四个目标，现在 {len(lesson.objectives)} 个。"
    planned = {item.id for item in bank.syllabus.items if lesson.id in item.lessons}
    known = {item.id for item in bank.syllabus.items}
    for item in lesson.covers:
        if item not in known:
            yield "metadata", f"covers 里的“{item}”不在大纲里。{suggestion(item, known)}"
    if missing := planned - set(lesson.covers):
        yield "metadata", f"大纲给这一课的 {'、'.join(sorted(missing))} 没写进 covers。"


def _cells(notebook: Notebook) -> Iterator[tuple[str, str]]:
    ids = [cell.get("id", "") for cell in notebook["cells"]]
    for doubled in (i for i, n in Counter(ids).items() if n > 1):
        yield doubled, "单元格的 id 重复了。"
    titles = [c for c in notebook["cells"] if c["cell_type"] == "markdown" and source(c).startswith("# ")]
    if len(titles) != 1:
        yield "", f"一课有且只有一个一级标题，现在 {len(titles)} 个。"
    for cell in notebook["cells"]:
        yield from ((cell.get("id", ""), says) for says in _cell(cell))


def _cell(cell: dict[str, Any]) -> Iterator[str]:
    metadata = cell.get("metadata", {})
    if unknown := set(metadata.get("tags", ())) - TAGS:
        yield f"标签“{'、'.join(sorted(unknown))}”不认识，可用：{'、'.join(sorted(TAGS))}。"
    if cell["cell_type"] != "code":
        return
    if source(cell).count("\n") + 1 > LONGEST_CELL:
        yield f"代码超过 {LONGEST_CELL} 行。挪进 cs_training，或拆开。"
    if cell.get("execution_count") is None and source(cell).strip():
        yield "没有存下输出。运行 cs-training rerun。"
    if any(WIDGET_VIEW in output.get("data", {}) for output in cell.get("outputs", ())):
        yield "输出里存了控件编号。运行 cs-training rerun，它只留下文字。"


def _questions(lesson: Lesson, notebook: Notebook, bank: Bank) -> Iterator[tuple[str, str]]:
    calls = list(asked(notebook))
    known = bank.question_ids()
    for call in calls:
        for i in call.ids:
            if i not in known:
                yield call.cell, f"没有编号为“{i}”的题。{suggestion(i, known)}"
            elif bank.question(i).use == "assess" and call.mode != "exam":
                yield call.cell, f"“{i}”是测验题，练习里不能出现。"
    yield from _unused(lesson, calls, bank)


def _unused(lesson: Lesson, calls: list[Asked], bank: Bank) -> Iterator[tuple[str, str]]:
    here = {i for call in calls for i in call.ids}
    for i in bank.question_ids():
        question = bank.question(i)
        if bank.lesson(i) == lesson.id and i not in here:
            yield i, "这道题没有出现在课里。加进去，或从题库拿掉。"
        if bank.lesson(i) == lesson.id and question.objective not in lesson.objectives:
            yield i, f"目标“{question.objective}”不是这一课的。{suggestion(question.objective, lesson.objectives)}"


def _situations(lesson: Lesson, notebook: Notebook, bank: Bank) -> Iterator[tuple[str, str]]:
    known = bank.situation_ids()
    for call in asked(notebook, "coach"):
        for i in call.ids:
            if i not in known:
                yield call.cell, f"没有编号为“{i}”的场景。{suggestion(i, known)}"
            elif bank.situation(i).use == "assess" and call.mode != "exam":
                yield call.cell, f"“{i}”是测验的场景，练习里不能出现。"
    for one in bank.situations():
        if one.lesson == lesson.id and one.objective not in lesson.objectives:
            yield one.id, f"目标“{one.objective}”不是这一课的。{suggestion(one.objective, lesson.objectives)}"


def _scenarios(lesson: Lesson, notebook: Notebook, bank: Bank) -> Iterator[tuple[str, str]]:
    known = bank.scenario_ids()
    for call in asked(notebook, "play"):
        for i in call.ids:
            if i not in known:
                yield call.cell, f"没有编号为“{i}”的情景。{suggestion(i, known)}"
            elif bank.scenario(i).use == "assess" and call.mode != "exam":
                yield call.cell, f"“{i}”是测验的情景，练习里不能出现。"
    for one in bank.scenarios():
        if one.lesson == lesson.id and one.objective not in lesson.objectives:
            yield one.id, f"目标“{one.objective}”不是这一课的。{suggestion(one.objective, lesson.objectives)}"


def _shifts(notebook: Notebook, bank: Bank) -> Iterator[tuple[str, str]]:
    known = bank.shift_ids()
    for call in asked(notebook, "shift"):
        for i in call.ids:
            if i not in known:
                yield call.cell, f"没有“{i}”这一班。{suggestion(i, known)}"
            elif call.mode != "exam" and bank.scenario(bank.shift(i).daily[0]).use == "assess":
                yield call.cell, f"“{i}”是测验的班，练习里不能出现。"


def _links(lesson: Lesson, notebook: Notebook) -> Iterator[tuple[str, str]]:
    for cell in notebook["cells"]:
        for target in _LINK.findall(source(cell)) if cell["cell_type"] == "markdown" else ():
            if re.match(r"https?://|#|attachment:|mailto:", target):
                continue
            if not (lesson.path.parent / target.split("#")[0]).exists():
                yield cell.get("id", ""), f"链接的“{target}”不存在。"


def _minutes(lesson: Lesson, notebook: Notebook) -> Iterator[str]:
    estimate = estimated_minutes(notebook)
    if not 0.75 * lesson.minutes <= estimate <= 1.15 * lesson.minutes:
        yield f"写着 {lesson.minutes} 分钟，按字数和题数估 {estimate:.0f} 分钟（选做不算）。改时间，或改内容。"
