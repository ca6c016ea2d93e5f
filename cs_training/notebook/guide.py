"""The teacher's edition of a lesson: its text, the notes learners do not see, and all questions with their keys."""

from __future__ import annotations

from typing import Any

from cs_training.content.bank import Bank
from cs_training.core.quiz import begin
from cs_training.notebook.coach_text import situation_key, situation_text
from cs_training.notebook.lesson import Lesson, asked, source
from cs_training.notebook.text import key_lines, round_text


def guide(lesson: Lesson, bank: Bank) -> str:
    """A lesson as Markdown for its teacher."""
    parts = [
        f"<!-- 教师版：第 {lesson.id} 课《{lesson.title}》，{lesson.minutes} 分钟。含讲解和答案，不要发给学员。 -->"
    ]
    for cell in lesson.notebook["cells"]:
        parts.append(source(cell) if cell["cell_type"] == "markdown" else f"```python\n{source(cell)}\n```")
        parts += [_question(bank, i) for call in asked({"cells": [cell]}) for i in call.ids]
        parts += [_situation(bank, i) for call in asked({"cells": [cell]}, "coach") for i in call.ids]
        if note := _note(cell):
            parts.append("> **教师**\n" + "\n".join(f"> {line}" for line in note.splitlines()))
    return "\n\n".join(parts) + "\n"


def _note(cell: dict[str, Any]) -> str:
    ours = cell.get("metadata", {}).get("cs_training", {})
    return str(ours.get("teacher", ""))


def _question(bank: Bank, question_id: str) -> str:
    round_ = begin(bank.question(question_id))
    text = "\n".join([round_text(round_, bank, how=False), *key_lines(round_, bank)])
    return f"```text\n{question_id} {text}\n```"


def _situation(bank: Bank, situation_id: str) -> str:
    situation = bank.situation(situation_id)
    return f"```text\n{situation_id} {situation_text(situation)}\n{situation_key(situation)}\n```"
