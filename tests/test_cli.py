"""The command: its words are Chinese, its exit codes can be relied on."""

import gettext
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import cs_training.cli
from cs_training.cli import main
from cs_training.content.bank import open_bank
from cs_training.notebook import ask, coach, play
from cs_training.notebook import lesson as lesson_module
from cs_training.notebook import sitting as sitting_module
from cs_training.notebook.lesson import lessons_folder, read_lessons, write_notebook
from cs_training.notebook.sitting import Sitting, attempt_log

from helpers import single

COMMANDS = sorted(main.commands)
LOCALE = Path(cs_training.cli.__file__).parent / "locale/zh_CN/LC_MESSAGES"

# Words that click says by itself, and the English names of its types.
ENGLISH = re.compile(
    r"\b(Usage|Options?|Commands?|Arguments?|Error|Try|Show|Got|Missing|Invalid|Aborted|No such|[Dd]oes not"
    r"|[Rr]equire[sd]?|unexpected|valid|default|TEXT|PATH|FILE|DIRECTORY|INTEGER|ARGS|COMMAND|file|directory|exists?)\b"
)


def run(*words, input=None):
    return CliRunner().invoke(main, [str(word) for word in words], input=input, prog_name="cs-training")


def english(text):
    """What is left of English where only names may be: of options, files, programs."""
    named = re.sub(r"--?[a-zA-Z-]+|\S*/\S*|\S+\.(ipynb|md|jsonl|json|py)|JSON Schema", " ", text)
    return ENGLISH.findall(named)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_why_and_an_example(name):
    shown = run(name, "--help")

    assert shown.exit_code == 0
    what, why, *example = [part.strip() for part in main.commands[name].help.replace("\b", "").strip().split("\n\n")]
    assert what
    assert why
    assert example[0].startswith("例子：")
    assert re.search(rf"^\s+cs-training {name}\b", shown.output, re.MULTILINE)
    assert all(line in re.sub(r"\s", "", shown.output) for line in re.sub(r"\s", "", why).splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_every_command_is_explained(name):
    for parameter in main.commands[name].params:
        if parameter.param_type_name == "option":
            assert parameter.help


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), *((name, "-h") for name in COMMANDS)], ids=" ".join)
def test_the_help_is_chinese_only(words):
    shown = run(*words).output

    assert "用法：" in shown
    assert english(shown) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("strat",), "strat"),
        (("start", "--lessn", "01"), "--lessn"),
        (("start", "--x"), "--x"),
        (("start", "--port"), "--port"),
        (("start", "--port", "many"), "many"),
        (("start", "--copy-only=1"), "--copy-only"),
        (("start", "extra"), "extra"),
        (("start", "--lesson", "77", "--copy-only"), "没有第 77 课"),
        (("check", "--lessons", "no-such-folder"), "no-such-folder"),
        (("check", "--lessons", __file__), "test_cli"),
        (("coverage", "--lessons", "first"), "first"),
        (("coverage", "--lessons", "00-x"), "00-x"),
        (("rerun", "no-such.ipynb"), "no-such.ipynb"),
        (("guide",), "课号"),
        (("guide", "77"), "没有第 77 课"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_words_are_answered_in_chinese(words, says):
    answer = run(*words)

    assert answer.exit_code == 2
    assert says in answer.output
    assert english(answer.output.replace(str(Path(__file__)), "")) == []
    assert "Traceback" not in answer.output


def test_the_version_is_said():
    assert run("--version").output == f"cs-training {cs_training.__version__}\n"


def test_the_compiled_words_are_the_written_ones():
    pytest.importorskip("babel", reason="babel is not installed: the .mo cannot be compared with its .po")
    from babel.messages import mofile, pofile

    compiled = io.BytesIO()
    with (LOCALE / "messages.po").open("rb") as written:
        mofile.write_mo(compiled, pofile.read_po(written))
    compiled.seek(0)

    with (LOCALE / "messages.mo").open("rb") as shipped:
        assert _words(shipped) == _words(compiled)


def _words(compiled):
    """The translations, without the header: it holds the day of compiling."""
    return {said: meant for said, meant in gettext.GNUTranslations(compiled)._catalog.items() if said}


def test_start_copies_the_lessons_and_says_where(tmp_path):
    said = run("start", "--copy-only", "--workspace", tmp_path / "课程")

    assert said.exit_code == 0
    copied = sorted((tmp_path / "课程").glob("*.ipynb"))
    assert [path.name for path in copied] == [lesson.path.name for lesson in read_lessons()]
    assert all("teacher" not in path.read_text(encoding="utf-8") for path in copied)
    assert str(tmp_path / "课程") in said.output
    assert all(f"新到：{path.name}" in said.output for path in copied)


def test_a_second_start_keeps_what_was_changed_and_says_so(tmp_path, monkeypatch):
    course = tmp_path / "course"
    shutil.copytree(lessons_folder(), course)
    monkeypatch.setattr(lesson_module, "lessons_folder", lambda: course)
    run("start", "--copy-only", "--workspace", tmp_path / "mine")
    name = read_lessons()[0].path.name
    for folder in ("mine", "course"):
        changed = json.loads((tmp_path / folder / name).read_text(encoding="utf-8"))
        changed["cells"][0]["source"] = f"{folder} 改过"
        write_notebook(tmp_path / folder / name, changed)

    said = run("start", "--copy-only", "--workspace", tmp_path / "mine").output

    assert "原样留着" in said
    assert "mine 改过" in (tmp_path / "mine" / name).read_text(encoding="utf-8")


def test_start_opens_jupyterlab_on_the_lesson_asked_for(tmp_path, monkeypatch):
    from cs_training.notebook import lab

    opened = []
    monkeypatch.setattr(lab, "open_lab", lambda *given, **more: opened.append((given, more)) or 0)

    said = run("start", "--workspace", tmp_path / "mine", "--lesson", "1", "--no-browser", "--port", "8899")

    assert said.exit_code == 0
    lesson = next(lesson for lesson in read_lessons() if lesson.id == "01")
    assert opened == [((tmp_path / "mine", lesson.path.name), {"browser": False, "port": 8899})]


def test_a_workspace_that_cannot_be_written_is_one_chinese_sentence(tmp_path):
    (tmp_path / "taken").write_text("a file")

    said = run("start", "--copy-only", "--workspace", tmp_path / "taken")

    assert said.exit_code == 1
    assert "出错了：写不了文件夹" in said.output


def test_list_shows_every_lesson_with_its_time_and_questions():
    said = run("list")

    assert said.exit_code == 0
    for lesson in read_lessons():
        assert f"{lesson.id}  {lesson.title}  {lesson.minutes} 分钟" in said.output
        assert all(text in said.output for text in lesson.objectives.values())


def test_the_first_two_lessons_are_covered():
    said = run("coverage", "--lessons", "00-01")

    assert said.exit_code == 0
    assert "0 个缺口" in said.output
    assert said.output.count("S1-45") == 1


def test_the_whole_table_has_184_items():
    said = run("coverage", "--lessons", "00-21").output + run("coverage").output

    assert "184 条" in said


def test_a_gap_in_a_lesson_asked_for_exits_with_1(monkeypatch):
    lessons = read_lessons()
    promised = replace(lessons[1], objectives=lessons[1].objectives | {"role-dance": "能跳舞"})
    monkeypatch.setattr(lesson_module, "read_lessons", lambda: [lessons[0], promised])

    said = run("coverage", "--lessons", "01")

    assert said.exit_code == 1
    assert "缺口：第 01 课 目标 role-dance：缺练习" in said.output
    assert run("coverage", "--lessons", "00").exit_code == 0


def test_check_finds_nothing_wrong_with_the_course(monkeypatch):
    # On the day the rules were last checked: later, time alone makes them stale, and that is no fault of the code.
    newest = max(rule.checked for rule in open_bank().rules.rules.values())
    monkeypatch.setattr(sitting_module, "now", lambda: datetime.fromisoformat(f"{newest}T12:00:00+08:00"))
    said = run("check")

    assert said.exit_code == 0, said.output
    assert f"{len(open_bank().question_ids())} 道题" in said.output


def test_check_names_everything_wrong_with_a_folder_of_lessons(tmp_path):
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {"tags": ["predikt"]}, "source": "# 课\n[去](nowhere.md)"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {},
            "source": 'ask("role-1")',
            "outputs": [],
            "execution_count": None,
        },
    ]
    ours = {"lesson": "01", "title": "角色", "minutes": 60, "objectives": [], "covers": ["S9-99"]}
    write_notebook(tmp_path / "01_x.ipynb", {"cells": cells, "metadata": {"cs_training": ours}})
    write_notebook(tmp_path / "02_y.ipynb", {"cells": [], "metadata": {}})

    said = run("check", "--lessons", tmp_path)

    assert said.exit_code == 1
    for problem in ("predikt", "nowhere.md", "role-1", "S9-99", "02_y.ipynb", "01_x.ipynb"):
        assert problem in said.output
    assert re.search(r"共 \d+ 处要改。", said.output)


def test_check_names_a_torn_notebook_together_with_what_is_wrong_in_others(tmp_path):
    (tmp_path / "01_x.ipynb").write_text('{"cells": [', encoding="utf-8")
    write_notebook(tmp_path / "02_y.ipynb", {"cells": [], "metadata": {}})

    said = run("check", "--lessons", tmp_path)

    assert said.exit_code == 1
    assert "01_x.ipynb 不是能读的笔记本" in said.output
    assert "02_y.ipynb" in said.output
    assert "Traceback" not in said.output


def test_progress_shows_where_one_stands():
    said = run("progress")

    assert said.exit_code == 0
    assert "学习进度" in said.output
    assert "下一步：" in said.output


def test_progress_exports_all_records(tmp_path):
    ask("role-01").answer("A")

    said = run("progress", "--export", tmp_path / "我的记录.jsonl")

    assert said.exit_code == 0
    assert "导出了 1 条记录" in said.output
    (line,) = (tmp_path / "我的记录.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == next(iter(attempt_log().read()))


def test_an_export_to_nowhere_is_one_sentence(tmp_path):
    said = run("progress", "--export", tmp_path / "nowhere" / "x.jsonl")

    assert said.exit_code == 1
    assert "换一个能写的位置" in said.output


@pytest.mark.parametrize(("answer", "left"), [("n\n", 1), ("\n", 1), ("", 1), ("y\n", 0)])
def test_progress_deletes_only_after_asking(answer, left):
    ask("role-01").answer("A")

    said = run("progress", "--delete", input=answer)

    assert "删了找不回来" in said.output
    assert len(list(attempt_log().read())) == left
    assert said.exit_code == (1 if left else 0)
    assert english(said.output) == []
    assert ("已删除" if not left else "已取消") in said.output


def test_what_a_shift_was_played_with_is_deleted_with_the_records():
    play("delay-anger", view="text").wait(1)
    scripts = attempt_log().path.parent / "scripts"
    assert len(list(scripts.iterdir())) == 1

    run("progress", "--delete", input="y\n")

    assert list(scripts.iterdir()) == []


def test_what_is_exported_and_deleted_at_once_is_exported_first(tmp_path):
    ask("role-01").answer("A")

    said = run("progress", "--export", tmp_path / "x.jsonl", "--delete", input="y\n")

    assert said.exit_code == 0
    assert len((tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert list(attempt_log().read()) == []


def test_records_are_not_deleted_when_they_could_not_be_exported(tmp_path):
    ask("role-01").answer("A")

    said = run("progress", "--export", tmp_path / "nowhere" / "x.jsonl", "--delete", input="y\n")

    assert said.exit_code == 1
    assert len(list(attempt_log().read())) == 1


def test_review_with_nothing_due_says_so():
    said = run("review")

    assert said.exit_code == 0
    assert "今天没有要复习的题" in said.output


def test_review_asks_what_is_due_in_the_terminal(teach):
    teach(single(id="a"), single(id="b"))
    for question in ("a", "b"):
        Sitting([question], clock=lambda: datetime.now(UTC) - timedelta(days=30)).answer(0, "b")

    said = run("review", input="A\nB\nq\n")

    assert said.exit_code == 0
    assert "还有 1 次机会" in said.output
    assert "对了，得 75 分" in said.output
    assert english(said.output) == []
    assert len(list(attempt_log().read())) == 4


def test_doctor_exits_with_1_exactly_if_something_is_to_be_mended(monkeypatch):
    from cs_training.notebook import doctor

    well, ill = doctor.Finding("磁盘", "够用"), doctor.Finding("磁盘", "满了", "清出一些空间。")
    for findings, code, says in (([well], 0, "一切正常"), ([well, ill], 1, "怎么修：清出一些空间。")):
        monkeypatch.setattr(doctor, "examine", lambda findings=findings: iter(findings))
        said = run("doctor")
        assert (said.exit_code, says in said.output) == (code, True)


def test_doctor_runs_here():
    said = run("doctor")

    assert said.exit_code in (0, 1)
    assert said.output.count("✓") + said.output.count("✗") == 9
    assert not isinstance(said.exception, Exception)


def test_the_guide_of_a_lesson_has_notes_and_answers(tmp_path):
    said = run("guide", "01", "--output", tmp_path / "教师版.md")

    assert said.exit_code == 0, said.output
    text = (tmp_path / "教师版.md").read_text(encoding="utf-8")
    note = next(
        c["metadata"]["cs_training"]["teacher"]
        for c in read_lessons()[1].notebook["cells"]
        if c["metadata"].get("cs_training")
    )
    assert note.splitlines()[0] in text
    assert open_bank().question("role-01").why in text


def test_the_schema_is_written_where_one_says(tmp_path):
    said = run("schema", tmp_path / "schema.json")

    assert said.exit_code == 0
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))["type"] == "array"


def test_a_reruns_names_are_shown_and_given_on(tmp_path, monkeypatch):
    from cs_training.notebook import rerun

    ran = []
    monkeypatch.setattr(rerun, "rerun", ran.append)
    (tmp_path / "x.ipynb").write_text("{}")

    said = run("rerun", tmp_path / "x.ipynb")

    assert ran == [tmp_path / "x.ipynb"]
    assert "运行 x.ipynb" in said.output


def test_a_log_that_cannot_be_written_is_one_chinese_sentence(teach, monkeypatch):
    from cs_training.errors import RecordError
    from cs_training.records.log import Log

    teach(single(id="a"))
    Sitting(["a"], clock=lambda: datetime.now(UTC) - timedelta(days=30)).answer(0, "b")

    def refused(self, *statements):
        raise RecordError("这次作答没有写进去：磁盘满了。")

    monkeypatch.setattr(Log, "append", refused)
    said = run("review", input="A\n")

    assert said.exit_code == 1
    assert "出错了：这次作答没有写进去：磁盘满了。" in said.output


@pytest.mark.parametrize("named", ["99", "01-00", "²", "x"])
def test_coverage_of_lessons_that_are_not_in_the_plan_is_refused(named):
    said = run("coverage", "--lessons", named)

    assert said.exit_code == 2
    assert "不是大纲里的课" in said.output


def test_checking_a_folder_without_lessons_is_no_success(tmp_path):
    said = run("check", "--lessons", tmp_path)

    assert said.exit_code == 1
    assert "没有课文" in said.output


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path):
    said = run("guide", "01", "--output", tmp_path / "nowhere/x.md")

    assert said.exit_code == 1
    assert "换一个位置" in said.output
    assert "Traceback" not in said.output


def test_corrections_are_exported_as_training_data(tmp_path, monkeypatch):
    monkeypatch.setenv("CS_TRAINING_TEACHER", "1")
    sent = coach("co-ship-01").send("我来查，今天18点前告诉您。")
    given = sent.sitting.rounds[0].attempts[-1].judged.labels["empathy"]
    coach("co-ship-01").overrule(1, empathy=not given, why="她问得平静")

    said = run("progress", "--corrections", tmp_path / "改判.jsonl")

    (row,) = map(json.loads, (tmp_path / "改判.jsonl").read_text(encoding="utf-8").splitlines())
    assert "导出了 1 条改判" in said.output
    assert (row["reply"], row["labels"]["empathy"]) == ("我来查，今天18点前告诉您。", not given)
