"""The handbook of rules is what the command writes, and says everything that a case may be told with."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cs_training.cli import main
from cs_training.content.bank import CONTENT, open_bank
from cs_training.content.cases import read_cases
from cs_training.core.ruling.codes import CODES
from cs_training.core.ruling.facts import read_facts
from cs_training.core.ruling.fields import FIELDS
from cs_training.core.ruling.words import ASKS
from cs_training.errors import CaseError
from cs_training.notebook import handbook as module
from cs_training.notebook.handbook import TOPICS, handbook

PAGE = Path(__file__).parent.parent / "docs/rulebook.zh-CN.md"


@pytest.fixture(scope="module")
def page():
    return handbook(open_bank().rules)


def test_the_page_is_what_the_command_writes(tmp_path):
    said = CliRunner().invoke(main, ["handbook", str(tmp_path / "page.md")])

    assert said.exit_code == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8"), (
        "run: cs-training handbook"
    )


def test_every_field_ask_and_code_is_told(page):
    for name in (*FIELDS, *ASKS, *CODES):
        assert f"| `{name}` |" in page, name


def test_every_rule_stands_in_its_topic_with_all_its_versions(page):
    cards = page.split("\n## 5 ", 1)[1]
    for rule in open_bank().rules.rules.values():
        told = cards.split(f"### {TOPICS[rule.topic]}\n", 1)[1].split("\n### ", 1)[0]
        card = told.split(f"#### {rule.id} {rule.title}\n", 1)[1].split("\n#### ", 1)[0]

        assert rule.checked in card
        assert (rule.why_not in card) is bool(rule.why_not) or not rule.why_not
        assert all(f"| {version.start} 起" in card and version.cites in card for version in rule.versions)


def test_every_example_is_decided_but_the_one_about_missing_facts(page):
    assert page.count("> **") >= 25
    assert page.count("还判不了**") == 1


def test_most_decisions_are_met_in_the_examples(page):
    met = set(re.findall(r"^> \*\*.*?（`(\w+)`）", page, re.MULTILINE))

    assert len(met) >= 15


def test_nothing_is_left_to_fill_in(page):
    assert "<!--" not in page


def test_an_example_that_cannot_be_decided_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "handbook.md").write_text("```yaml\npric: 1\n```\n", encoding="utf-8")
    monkeypatch.setattr(module, "CONTENT", tmp_path)

    with pytest.raises(CaseError, match="pric"):
        handbook(open_bank().rules)


def facts_in(words):
    """Every ``field: value`` that the words show between backticks."""
    return [fact for fact in re.findall(r"`(\w+: [^`]+)`", words) if not fact.startswith("name: ")]


@pytest.mark.parametrize("fact", facts_in((CONTENT / "handbook.md").read_text(encoding="utf-8")))
def test_every_fact_shown_in_the_words_can_be_read(fact):
    (told,) = read_cases(fact, ".yaml")

    assert read_facts(told.facts)
