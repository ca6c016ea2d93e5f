"""The teacher's edition and the schema for authors."""

import json

from cs_training.content.bank import CONTENT, open_bank
from cs_training.content.reading import question_schema
from cs_training.core.marking import solution
from cs_training.core.quiz import begin
from cs_training.notebook.guide import guide
from cs_training.notebook.lesson import asked, read_lessons


def test_a_guide_holds_every_note_and_every_key_of_its_lesson():
    bank = open_bank()
    for lesson in read_lessons():
        text = guide(lesson, bank)

        for cell in lesson.notebook["cells"]:
            for line in cell["metadata"].get("cs_training", {}).get("teacher", "").splitlines():
                assert line in text
        for question_id in (i for call in asked(lesson.notebook) for i in call.ids):
            for why in solution(begin(bank.question(question_id)).question).whys.values():
                assert why in text, question_id


def test_the_schema_beside_the_questions_is_the_one_the_loader_uses():
    written = json.loads((CONTENT / "questions/schema.json").read_text(encoding="utf-8"))

    assert written == question_schema(), "run: cs-training schema"


def test_every_question_file_points_its_editor_to_the_schema():
    for path in (CONTENT / "questions").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=schema.json"), path.name
