"""What the documents say is true: commands, files and versions they name exist."""

import json
import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cs_training.cli import main
from cs_training.content.bank import open_bank
from cs_training.grading.judge_report import MODEL
from cs_training.grading.judge_tables import with_tables
from cs_training.notebook.lesson import read_lessons

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_a_document_links_to_exists(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if not re.match(r"https?:|#|mailto:", target):
            assert (path.parent / target.split("#")[0]).exists(), target


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_both_readmes_name_every_command_and_no_other(path):
    table = path.read_text(encoding="utf-8").split("doctor")[0].rsplit("|---|---|", 1)[1]
    table += path.read_text(encoding="utf-8").split(table, 1)[1].split("\n\n")[0]
    named = {
        name
        for row in table.splitlines()
        if row.startswith("|")
        for name in re.findall(r"`([a-z]+)`", row.split("|")[1])
    }

    assert named == set(main.commands)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_option_a_document_shows_exists(path):
    for name, words in re.findall(r"cs-training (\w+)((?: [^`\n#&|，。；]+)?)", path.read_text(encoding="utf-8")):
        command = main.commands.get(name)
        if command is None:
            continue
        known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)} | {
            "--help",
            "-h",
        }
        assert set(re.findall(r"--[a-z-]+", words)) <= known, f"{name} {words}"


def test_both_readmes_show_the_same_pictures_links_and_commands():
    def parts(path):
        text = path.read_text(encoding="utf-8")
        return set(re.findall(r"\]\((?!README)([^)]+)\)", text)), re.findall(r"^python start.py[^#\n]*", text, re.M)

    assert parts(READMES[0]) == parts(READMES[1])


def test_the_readme_counts_what_there_is():
    text = READMES[0].read_text(encoding="utf-8")

    assert f"of {len(open_bank().syllabus.lessons)} " in text
    assert f"the {len(open_bank().syllabus.items)} things to teach" in text
    for lesson in read_lessons():
        assert str(lesson.minutes) in text


def test_every_dependency_is_pinned_and_no_host_stands_in_the_pins():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    wanted = [
        *project["dependencies"],
        *(need for extra in project["optional-dependencies"].values() for need in extra),
    ]

    assert "://" not in pins
    for need in wanted:
        name = re.match(r"[A-Za-z0-9-]+", need)[0].lower()
        assert name == "cs-training" or re.search(rf"^{name}==", pins, re.M), name


def test_the_environment_file_takes_the_package_from_the_project():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")

    assert "-e ." in text
    assert "jupyterlab" not in text, "pyproject.toml is the one list of dependencies"


def test_every_command_is_a_click_command_with_help():
    assert all(isinstance(command, click.Command) and command.help for command in main.commands.values())


@pytest.mark.parametrize("path", [*READMES, ROOT / "CHANGELOG.md"], ids=lambda path: path.name)
def test_phrases_and_situations_are_counted_as_they_are(path):
    bank, text = open_bank(), path.read_text(encoding="utf-8")

    assert set(re.findall(r"(\d+) (?:quick phrases|条快捷短语)", text)) <= {str(len(bank.phrases))}
    assert set(re.findall(r"(\d+) situations", text)) <= {str(len(bank.situation_ids()))}


def test_the_document_of_the_judge_shows_the_figures_of_the_model_that_ships():
    document = (ROOT / "docs/reply-judge.md").read_text(encoding="utf-8")

    assert with_tables(document, json.loads(MODEL.read_text(encoding="utf-8"))) == document


def test_the_calibration_table_is_what_the_command_writes():
    written = CliRunner().invoke(main, ["scenario", "--calibrate", "--markdown"])

    assert written.output.strip() in (ROOT / "docs/scenarios.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_scenarios_are_counted_as_they_are(path):
    counted = re.findall(r"(\d+) (?:scenarios|个情景)", path.read_text(encoding="utf-8"))

    assert counted == [str(len(open_bank().scenario_ids()))]
