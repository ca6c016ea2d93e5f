"""What authors may write in a question file, and what they are told when it is wrong."""

from __future__ import annotations

import pytest

from cs_training.content.bank import content_files
from cs_training.content.reading import question_schema, read_content
from cs_training.errors import ContentError, Problem

from helpers import small_rules, small_shop

FILE = "questions/90-test.yaml"
SMALL = (
    small_shop()
    | small_rules()
    | {
        "syllabus.yaml": """\
lessons:
- {id: "00", title: 导学, minutes: 45, needs: []}
items:
- {id: S0-01, title: 面试看四类理解, topic: [interview], lessons: ["00"]}
""",
        "sources.yaml": '- {id: FC-01, title: 七天怎么算, checked: "2026-11-22"}\n',
    }
)
HEAD = """\
- id: t-01
  rev: 1
  objective: obj
  use: practice
  covers: [S0-01]
  source: [FC-01]
  level: 1
"""
SINGLE = (
    HEAD
    + """\
  kind: single
  stem: 选一个。
  choices:
    - {id: a, text: 甲, why: 对。, right: true}
    - {id: b, text: 乙, why: 不对。}
    - {id: c, text: 丙, why: 也不对。}
"""
)
NUMERIC = (
    HEAD
    + """\
  kind: numeric
  stem: 有 {buyers} 人来问，四分之一买了，几人？
  why: 除以四。
  params:
    buyers: {start: 8, to: 40, step: 4}
  answer: buyers / 4
  mistakes:
    - {answer: buyers, why: 没有除。}
"""
)
CLOZE = (
    HEAD
    + """\
  kind: cloze
  stem: 签收[[when]]起算。
  why: 次日起算。
  blanks:
    - {id: when, answers: [次日], why: 不是当天。}
"""
)


def spoil(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def problems(text: str, **others: str) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        read_content(SMALL | {FILE: text} | others)
    return list(caught.value.problems)


def only(text: str) -> Problem:
    (one,) = problems(text)
    return one


def accepted(text: str) -> dict:
    return read_content(SMALL | {FILE: text})["questions"]["t-01"]


def test_the_real_content_has_no_problem():
    content = read_content(content_files())
    assert content["questions"]
    assert content["shop"]["products"]


@pytest.mark.parametrize("text", [SINGLE, NUMERIC, CLOZE])
def test_the_samples_below_are_right_before_they_are_spoilt(text):
    assert accepted(text)["lesson"] == "90"


def test_an_id_used_twice_is_named_with_its_first_place():
    one = only(SINGLE + SINGLE)
    assert (one.file, one.line, one.item, one.field) == (FILE, 14, "t-01", "id")
    assert f"{FILE}:1" in one.says


def test_an_id_used_in_two_files_is_found():
    (one,) = problems(SINGLE, **{"questions/91-other.yaml": SINGLE})
    assert one.file == "questions/91-other.yaml"
    assert FILE in one.says


def test_a_misspelt_field_gets_the_nearest_name():
    one = only(spoil(SINGLE, "  stem:", "  hint: []\n  stem:"))
    assert (one.line, one.field) == (9, "hint")
    assert "没有“hint”这一项" in one.says
    assert "hints" in one.says


def test_a_misspelt_field_of_a_part_gets_the_names_of_that_part():
    one = only(spoil(NUMERIC, "start: 8", "from: 8"))
    assert (one.line, one.field) == (12, "params.buyers.from")
    assert "choose、start、step、to" in one.says


def test_a_misspelt_field_of_a_choice_gets_the_names_of_a_choice():
    found = problems(spoil(SINGLE, "right: true", "rigth: true"))
    assert [(p.field, "right" in p.says) for p in found] == [("choices.0.rigth", True)]


def test_a_missing_field_is_named():
    one = only(spoil(SINGLE, "  stem: 选一个。\n", ""))
    assert (one.line, one.field) == (1, "stem")
    assert "缺这一项" in one.says


def test_a_single_choice_needs_a_right_choice():
    one = only(spoil(SINGLE, ", right: true", ""))
    assert (one.line, one.field) == (10, "choices")
    assert "现在有 0 个" in one.says


def test_a_single_choice_has_no_two_right_choices():
    one = only(spoil(SINGLE, "why: 不对。", "why: 不对。, right: true"))
    assert one.field == "choices"
    assert "现在有 2 个" in one.says


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("right: true", 'right: "false"', "choices.0.right", "true 或 false"),
        ("right: true", "right: yes", "choices.0.right", "true 或 false"),
        ("right: true", "right: 1", "choices.0.right", "true 或 false"),
        ("rev: 1", "rev: 2.9", "rev", "整数"),
        ("rev: 1", "rev: 2.0", "rev", "整数"),
        ("rev: 1", 'rev: "1"', "rev", "整数"),
        ("rev: 1", "rev: true", "rev", "整数"),
        ("text: 甲", "text: 48", "choices.0.text", "要写文字"),
        ("covers: [S0-01]", "covers: S0-01", "covers", "列表"),
        ("level: 1", "level: 5", "level", "只能是 1、2、3"),
        ("{id: a, text: 甲, why: 对。, right: true}", "甲", "choices.0", "名字: 值"),
    ],
)
def test_a_wrong_type_is_refused_and_not_bent(old, new, field, says):
    one = only(spoil(SINGLE, old, new))
    assert one.field == field
    assert says in one.says


def test_a_number_or_an_expression_that_is_neither_is_reported_once():
    one = only(spoil(NUMERIC, "answer: buyers / 4", "answer: true"))
    assert one.field == "answer"
    assert "要写数字或文字" in one.says


@pytest.mark.parametrize("entry", ["- 一句话\n", "- 5\n", "-\n"])
def test_an_entry_that_is_no_record_is_refused(entry):
    assert "名字: 值" in only(entry).says


def test_a_file_that_is_no_list_is_refused():
    one = only("id: t-01\n")
    assert (one.file, one.line) == (FILE, 1)
    assert "列表" in one.says


def test_bad_yaml_is_named_with_file_and_line():
    one = only(spoil(SINGLE, "stem: 选一个。", 'stem: "没有关上'))
    assert one.file == FILE
    assert one.line is not None
    assert one.line >= 9
    assert "YAML" in one.says


def test_a_wrong_indent_is_named_with_file_and_line():
    one = only(spoil(SINGLE, "  use: practice", "    use: practice"))
    assert (one.file, one.line) == (FILE, 4)
    assert "缩进" in one.says


def test_a_key_written_twice_is_refused():
    one = only(spoil(SINGLE, "  level: 1\n", "  level: 1\n  level: 2\n"))
    assert one.line == 8
    assert "“level”写了两次" in one.says


def test_an_unknown_kind_gets_the_nearest_kind():
    one = only(spoil(SINGLE, "kind: single", "kind: singel"))
    assert (one.line, one.field) == (8, "kind")
    assert "没有题型“singel”" in one.says
    assert "single" in one.says


def test_a_missing_kind_is_asked_for():
    one = only(spoil(SINGLE, "  kind: single\n", ""))
    assert one.field == "kind"
    assert "题型" in one.says


@pytest.mark.parametrize(
    ("old", "new", "field", "near"),
    [
        ("covers: [S0-01]", "covers: [S0-1]", "covers.0", "S0-01"),
        ("source: [FC-01]", "source: [S0-01, FC-1]", "source.1", "FC-01"),
    ],
)
def test_what_is_covered_or_cited_must_exist(old, new, field, near):
    one = only(spoil(SINGLE, old, new))
    assert one.field == field
    assert near in one.says


def test_blanks_and_stem_of_a_cloze_must_agree():
    one = only(spoil(CLOZE, "[[when]]", "[[day]]"))
    assert one.field == "blanks"
    assert "day" in one.says
    assert "when" in one.says


def test_a_mistake_that_equals_the_answer_is_refused():
    one = only(spoil(NUMERIC, "answer: buyers, why", "answer: buyers / 4, why"))
    assert one.field == "mistakes.0"
    assert "正好等于答案" in one.says


def test_a_mistake_that_equals_the_answer_for_some_parameters_only_is_refused():
    one = only(spoil(NUMERIC, "answer: buyers, why", "answer: 20 - buyers, why"))
    assert one.field == "mistakes.0"


def test_an_endless_decimal_needs_a_tolerance():
    endless = spoil(NUMERIC, "answer: buyers / 4", "answer: buyers / 7")
    assert only(endless).field == "tolerance"
    assert accepted(spoil(endless, "answer: buyers / 7", "answer: buyers / 7\n  tolerance: 0.01"))


def test_all_problems_are_reported_at_once_in_the_order_of_files_and_lines():
    second = spoil(spoil(SINGLE, "t-01", "t-02"), "level: 1", "level: 9")
    both = spoil(spoil(SINGLE, "rev: 1", 'rev: "1"'), "right: true", "rigth: true") + second
    earlier = spoil(spoil(SINGLE, "t-01", "t-03"), "S0-01", "S9-99")
    shop = spoil(SMALL["shop/products.yaml"], "price: 29", "price: 29.001")
    found = problems(both, **{"questions/89-earlier.yaml": earlier, "shop/products.yaml": shop})
    places = [(p.file, p.line) for p in found]
    assert places == [
        ("questions/89-earlier.yaml", 5),
        (FILE, 2),
        (FILE, 11),
        (FILE, 20),
        ("shop/products.yaml", 5),
    ]


def test_one_question_may_have_a_wrong_key_and_a_wrong_source_at_once():
    found = problems(spoil(spoil(SINGLE, ", right: true", ""), "[FC-01]", "[FC-99]"))
    assert {p.field for p in found} == {"choices", "source.0"}


def test_a_broken_syllabus_is_not_blamed_on_every_question():
    found = problems(SINGLE, **{"syllabus.yaml": spoil(SMALL["syllabus.yaml"], "minutes: 45", "minute: 45")})
    assert {p.file for p in found} == {"syllabus.yaml"}


def test_a_file_that_is_missing_is_named():
    files = {name: text for name, text in SMALL.items() if name != "syllabus.yaml"}
    with pytest.raises(ContentError) as caught:
        read_content(files)
    assert [(p.file, p.says) for p in caught.value.problems] == [("syllabus.yaml", "没有这个文件，请补上。")]


def test_an_empty_file_is_named():
    (one,) = problems(SINGLE, **{"syllabus.yaml": "# 还没写\n"})
    assert one.file == "syllabus.yaml"
    assert "名字: 值" in one.says


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "8:30", "2026-11-22", "1_000", "0x10", "1e3", "007"])
def test_what_yaml_would_turn_into_something_else_stays_text(word):
    assert accepted(spoil(SINGLE, "text: 甲", f"text: {word}"))["choices"][0]["text"] == word


def test_the_schema_for_editors_is_closed_and_knows_every_kind():
    schema = question_schema()
    assert len(schema["items"]["discriminator"]["mapping"]) == 9
    assert schema["$defs"]["Choice"]["additionalProperties"] is False


def test_a_file_that_is_not_utf8_is_named_with_line_and_cure(tmp_path):
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions/01-x.yaml").write_bytes("# 题\n- id: a\n".encode() + "  stem: 退货\n".encode("gb18030"))

    with pytest.raises(ContentError) as raised:
        content_files(tmp_path)

    assert "questions/01-x.yaml:3" in str(raised.value)
    assert "UTF-8" in str(raised.value)
