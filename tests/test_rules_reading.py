"""The rule base is read with types, and tells its author what is wrong with it, all at once."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest

from cs_training.content import bank
from cs_training.content.bank import Bank
from cs_training.content.reading import read_content
from cs_training.content.rules_reading import read_rules, rule_schema
from cs_training.errors import ContentError, Problem

from helpers import small_rules, small_shop

SMALL = small_rules()
COURSE = {
    "syllabus.yaml": """\
lessons:
- {id: "00", title: 导学, minutes: 45, needs: []}
items:
- {id: S0-01, title: 面试看四类理解, topic: [interview], lessons: ["00"]}
""",
    "sources.yaml": '- {id: FC-01, title: 七天怎么算, checked: "2026-11-22"}\n',
    "questions/90-test.yaml": """\
- id: t-01
  rev: 1
  objective: obj
  use: practice
  covers: [S0-01]
  source: [T-RET-1]
  kind: truefalse
  level: 1
  stem: 十天内可以退。
  as_of: "2026-11-22"
  why: 看规则。
  answer: true
  why_true: 对。
  why_false: 不对。
""",
}
EVERYTHING = small_shop() | SMALL | COURSE


def found(**changes: tuple[str, str]) -> list[Problem]:
    """The problems of the small rule base after one replacement in each of some files."""
    files = dict(SMALL)
    for name, (old, new) in changes.items():
        text = files[f"rules/{name}.yaml"]
        assert old in text
        files[f"rules/{name}.yaml"] = text.replace(old, new, 1)
    problems: list[Problem] = []
    read_rules(files, problems)
    return problems


def only(name: str, old: str, new: str) -> Problem:
    (one,) = found(**{name: (old, new)})
    assert one.file == f"rules/{name}.yaml"
    return one


def refused(**changes: str) -> list[Problem]:
    """The problems of a whole small course after some files were replaced."""
    with pytest.raises(ContentError) as caught:
        read_content(EVERYTHING | {name.replace("__", "/") + ".yaml": text for name, text in changes.items()})
    return list(caught.value.problems)


@pytest.fixture
def small_bank() -> Bank:
    return Bank(read_content(EVERYTHING))


def test_the_small_rule_base_is_right_before_it_is_spoilt():
    assert found() == []


def test_the_real_rule_base_can_be_opened():
    book = bank.open_bank().rules

    assert book.rules
    assert all(rule_id == rule.id for rule_id, rule in book.rules.items())
    assert all(book.rule(term.rule) for term in book.void_terms)


def test_a_rule_comes_with_its_versions_and_exact_numbers(small_bank):
    rule = small_bank.rules.rule("T-RET-1")
    first, second = rule.versions

    assert (rule.on(date(2026, 8, 4)), rule.on(date(2026, 8, 5))) == (first, second)
    assert second.number("fee_rate") == Fraction(1, 20)
    assert rule.picked_by == ("received", "paid")


def test_holidays_are_found_by_year_and_void_terms_stay_in_order(small_bank):
    assert next(iter(small_bank.rules.days_off(2026))) == (date(2026, 1, 1), date(2026, 1, 3))
    assert [term.words for term in small_bank.rules.void_terms] == [("特价 不退", "清仓 不退")]


def test_the_rules_of_a_kept_bank_are_those_that_were_read(small_bank, tmp_path):
    kept = json.loads(json.dumps(small_bank._data["rules"]))

    assert Bank({"rules": kept}).rules == small_bank.rules


def test_a_rule_is_a_source_with_what_its_newest_version_cites(small_bank):
    source = small_bank.source("T-RET-1")

    assert str(source) == "T-RET-1 练习用的退货规则（练习法 2 条；核对日 2026-11-22）"
    assert source.text_of == "2026-08-01"


def test_a_rule_without_versions_is_a_source_that_cites_nothing(small_bank):
    assert str(small_bank.source("T-RET-2")) == "T-RET-2 只作了解的规则（核对日 2026-11-22）"


def test_a_rule_stands_in_the_rule_base_and_not_among_the_sources():
    twice = COURSE["sources.yaml"] + '- {id: T-RET-1, title: 退货, checked: "2026-11-22"}\n'
    (one,) = refused(sources=twice)

    assert (one.file, one.line, one.item, one.field) == ("sources.yaml", 2, "T-RET-1", "id")
    assert "删掉这一条" in one.says


def test_a_question_may_cite_a_rule_but_not_one_that_does_not_exist():
    text = COURSE["questions/90-test.yaml"].replace("T-RET-1", "T-RET-11")
    (one,) = refused(**{"questions__90-test": text})

    assert (one.line, one.field) == (6, "source.0")
    assert "你是不是想写 T-RET-1？" in one.says


def test_who_cites_a_rule_with_another_fault_is_not_to_blame():
    assert {p.file for p in refused(rules__returns=SMALL["rules/returns.yaml"].replace("topic: returns", "topic: x"))}
    spoilt = SMALL["rules/returns.yaml"].replace("topic: returns", "topic: shipping", 1)
    assert {p.file for p in refused(rules__returns=spoilt)} == {"rules/returns.yaml"}


@pytest.mark.parametrize("old", ["  title: 练习用的退货规则", "- id: T-RET-1\n  title: 练习用的退货规则"])
def test_who_cites_a_rule_whose_id_cannot_be_read_is_not_to_blame(old):
    new = "  title: [没有关上" if old.startswith("  ") else "- title: 没有编号"
    spoilt = SMALL["rules/returns.yaml"].replace(old, new, 1)
    problems = refused(rules__returns=spoilt, rules__void_terms="[]\n")

    assert {p.file for p in problems} == {"rules/returns.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("decides: true", 'decides: "true"', "decides", "true 或 false"),
        ("platform: law", "platform: laws", "platform", "'law'、'tmall'"),
        ("title: 练习用的退货规则", "title: 7", "title", "要写文字"),
        ("picked_by: [received, paid]", "picked_by: received", "picked_by", "列表"),
        ("confidence: A", "confidence: D", "versions.0.confidence", "'A'、'B'、'C'"),
        ("days: 7", 'days: "7"', "versions.0.numbers.days", "要写数字"),
        ("days: 7", "days: true", "versions.0.numbers.days", "要写数字"),
        ("{days: 7, fee_rate: 0.05}", "[7, 0.05]", "versions.0.numbers", "名字: 值"),
        ("  who: 网购的人\n", "", "who", "缺这一项"),
        ("  exceptions:", "  exeptions:", "exeptions", "你是不是想写 exceptions？"),
        ("      cites: 练习法 1", "      cite: 练习法 1", "versions.0.cite", "你是不是想写 cites？"),
    ],
)
def test_a_wrong_type_word_or_field_of_a_rule_is_refused(old, new, field, says):
    problems = [p for p in found(returns=(old, new)) if p.field == field]

    assert [says in p.says for p in problems] == [True]
    assert (problems[0].file, problems[0].item) == ("rules/returns.yaml", "T-RET-1")


def test_an_id_is_used_once_over_all_topics():
    one = only("shipping", "id: T-SHIP-1", "id: T-RET-1")

    assert (one.line, one.field) == (2, "id")
    assert "rules/returns.yaml:2" in one.says


def test_a_rule_stands_in_the_file_of_its_topic():
    one = only("shipping", "topic: shipping", "topic: damages")

    assert (one.line, one.field) == (4, "topic")
    assert "topic 改成 shipping，或把这条规则搬到 damages.yaml" in one.says


@pytest.mark.parametrize("name", ["rules/shiping.yaml", "rules/extra.yaml"])
def test_a_file_that_nothing_reads_is_named(name):
    problems: list[Problem] = []
    read_rules(SMALL | {name: "- id: T-LOST\n"}, problems)

    assert [(p.file, p.line) for p in problems] == [(name, 1)]
    assert "课程不读这个文件" in problems[0].says
    assert name != "rules/shiping.yaml" or "你是不是想写 shipping？" in problems[0].says


@pytest.mark.parametrize("name", ["rules/holidays.yaml", "rules/void_terms.yaml"])
def test_a_table_that_is_missing_is_named(name):
    problems: list[Problem] = []
    read_rules({file: text for file, text in SMALL.items() if file != name}, problems)

    assert [(p.file, p.says) for p in problems] == [(name, "没有这个文件，请补上。")]


@pytest.mark.parametrize("day", ["2026-02-30", "2026-8-5", "20260805", "2026-W32-3", "八月五日", "2026-08-05T00:00"])
@pytest.mark.parametrize(
    ("name", "old", "field"),
    [
        ("returns", 'checked: "2026-11-22"', "checked"),
        ("returns", 'text_of: "2026-08-01"', "text_of"),
        ("returns", 'start: "2026-08-05"', "versions.1.start"),
        ("shipping", 'ended: "2026-03-31"', "ended"),
    ],
)
def test_a_day_exists_and_is_written_in_full(name, old, field, day):
    one = only(name, old, f'{old.split(": ")[0]}: "{day}"')

    assert one.field == field
    assert "真有这一天" in one.says


@pytest.mark.parametrize("empty", ["checked", "start"])
def test_a_day_that_must_be_known_is_not_empty(empty):
    given = {"checked": '"2026-11-22"', "start": '"2014-03-15"'}[empty]

    assert only("returns", f"{empty}: {given}", f'{empty}: ""').field in {"checked", "versions.0.start"}


def test_versions_go_from_the_oldest_to_the_newest():
    one = only("returns", 'start: "2026-08-05"', 'start: "2013-08-05"')

    assert (one.line, one.field) == (20, "versions.1.start")
    assert "从早到晚" in one.says


def test_two_versions_do_not_start_on_one_day():
    one = only("returns", 'start: "2026-08-05"', 'start: "2014-03-15"')

    assert one.field == "versions.1.start"
    assert "从 2014-03-15 起的版本写了两个" in one.says


@pytest.mark.parametrize(("day", "problems"), [("2019-12-31", 1), ("2020-01-01", 0)])
def test_a_rule_does_not_end_before_its_last_version_starts(day, problems):
    ended = found(shipping=('ended: "2026-03-31"', f'ended: "{day}"'))

    assert [(p.field, "2020-01-01" in p.says) for p in ended] == [("ended", True)] * problems


def test_a_rule_that_does_not_decide_says_why():
    assert only("returns", "  why_not: 没有读到原文。\n", "").field == "why_not"
    assert only("returns", "why_not: 没有读到原文。", 'why_not: " "').field == "why_not"


def test_a_rule_that_decides_has_a_version():
    one = only("returns", "decides: false\n  why_not: 没有读到原文。", "decides: true")

    assert (one.item, one.field) == ("T-RET-2", "versions")
    assert "至少要有一个版本" in one.says


def test_a_void_term_rests_on_a_rule_that_exists():
    one = only("void_terms", "rule: T-RET-1", "rule: T-RET-11")

    assert (one.line, one.item, one.field) == (5, "sale-no-return", "rule")
    assert "你是不是想写 T-RET-1？" in one.says


def test_a_void_term_is_listed_once():
    text = SMALL["rules/void_terms.yaml"]

    assert only("void_terms", text, text * 2).field == "id"


def test_a_year_of_holidays_is_listed_once():
    text = SMALL["rules/holidays.yaml"]
    one = only("holidays", text, text * 2)

    assert (one.line, one.field) == (6, "year")
    assert "2026 年写了两次" in one.says


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ('["2026-10-01", "2026-10-07"]', '["2026-10-07", "2026-10-01"]', "spans.1", "早于第一天"),
        ('["2026-10-01", "2026-10-07"]', '["2026-10-01", "2027-10-07"]', "spans.1", "不全在 2026 年"),
        ('["2026-10-01", "2026-10-07"]', '["2025-10-01", "2025-10-07"]', "spans.1", "不全在 2026 年"),
        ('["2026-10-01", "2026-10-07"]', '["2026-10-01"]', "spans.1", "第一天, 最后一天"),
        ('["2026-10-01", "2026-10-07"]', '["2026-10-01", "2026-10-32"]', "spans.1", "真有"),
        (
            '["2026-10-01", "2026-10-07"]',
            '["2026-01-03", "2026-01-05"]',
            "spans.1",
            "没有排在上一段（到 2026-01-03）之后",
        ),
        (
            '["2026-01-01", "2026-01-03"]',
            '["2026-12-01", "2026-12-03"]',
            "spans.1",
            "没有排在上一段（到 2026-12-03）之后",
        ),
        ("year: 2026", 'year: "2026"', "year", "整数"),
    ],
)
def test_holidays_are_spans_in_order_and_in_their_year(old, new, field, says):
    problems = [p for p in found(holidays=(old, new)) if p.field == field]

    assert says in problems[0].says


def test_a_year_has_holidays():
    text = SMALL["rules/holidays.yaml"]
    one = only("holidays", text, text.split("  spans:")[0] + "  spans: []\n")

    assert one.field == "spans"


def test_a_single_day_off_is_a_span():
    assert found(holidays=('["2026-01-01", "2026-01-03"]', '["2026-01-01", "2026-01-01"]')) == []


def test_all_problems_of_all_files_are_found_at_once():
    problems = found(
        returns=("decides: true", "decides: maybe"),
        shipping=("topic: shipping", "topic: damages"),
        holidays=("year: 2026", "year: 2025"),
        void_terms=("rule: T-RET-1", "rule: T-9"),
    )

    assert {p.file for p in problems} == set(SMALL)


def test_the_day_a_question_was_worked_out_for_exists():
    text = COURSE["questions/90-test.yaml"].replace('as_of: "2026-11-22"', 'as_of: "2026-11-31"')
    (one,) = refused(**{"questions__90-test": text})

    assert (one.line, one.item, one.field) == (10, "t-01", "as_of")


def test_the_schema_for_editors_is_closed_and_knows_the_topics():
    schema = rule_schema()
    rule = schema["$defs"][schema["items"]["$ref"].rsplit("/", 1)[1]]

    assert rule["additionalProperties"] is False
    assert {"returns", "shipping"} <= set(rule["properties"]["topic"]["enum"])


def test_the_schema_beside_the_rules_is_the_one_the_loader_uses():
    written = json.loads((bank.CONTENT / "rules/schema.json").read_text(encoding="utf-8"))

    assert written == rule_schema(), "run: cs-training schema"


def test_every_topic_file_points_its_editor_to_the_schema():
    for path in (bank.CONTENT / "rules").glob("*.yaml"):
        if path.stem not in {"holidays", "void_terms"}:
            first = path.read_text(encoding="utf-8").splitlines()[0]
            assert first == "# yaml-language-server: $schema=schema.json", path.name


def test_a_change_of_a_rule_makes_another_cache():
    changed = EVERYTHING | {"rules/returns.yaml": SMALL["rules/returns.yaml"] + "\n"}

    assert bank._cache_file(EVERYTHING) != bank._cache_file(changed)


def test_a_change_of_the_types_makes_another_cache(monkeypatch):
    before = bank._cache_file(EVERYTHING)
    monkeypatch.setattr(bank, "_TYPES", ("question.py",))

    assert bank._cache_file(EVERYTHING) != before


@pytest.mark.parametrize("spoil", [lambda kept: b"", lambda kept: kept[:-1], lambda kept: kept + b"{}\n"])
def test_a_cache_that_is_not_whole_is_read_again_from_the_files(spoil, tmp_path, monkeypatch):
    monkeypatch.setattr(bank.platformdirs, "user_cache_dir", lambda *given, **more: str(tmp_path))
    monkeypatch.setattr(bank, "content_files", lambda folder: EVERYTHING)
    bank.open_bank.__wrapped__()
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))

    assert bank.open_bank.__wrapped__().question_ids() == ["t-01"]
    assert kept.read_bytes() == whole
    assert bank.open_bank.__wrapped__().rules == Bank(read_content(EVERYTHING)).rules


def test_opening_rules_does_not_load_the_checker():
    code = "import sys; from cs_training.content.bank import open_bank; open_bank(); open_bank.cache_clear()\n"
    code += "for name in [n for n in sys.modules if n.startswith(('pydantic', 'cs_training'))]: del sys.modules[name]\n"
    code += "from cs_training.content.bank import open_bank; open_bank().rules; print('pydantic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "False"
