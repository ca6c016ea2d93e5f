"""``cs-training decide``: cases from files and from a pipe, one answer for each, whatever they are."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cs_training.cli import main
from cs_training.core.ruling.codes import CODES
from cs_training.core.ruling.fields import FIELDS

LATE = {"ask": "extra", "platform": "tmall", "price": 300, "delay_hours": 1}
FRAUD = {"ask": "total", "price": 99, "fraud": True}
ALLOC = {"ask": "refund", "items": [{"price": 200}, {"price": 120}, {"price": 80}], "return_items": [2]}
ALLOC |= {"discount": 60, "discount_threshold": 300}


def run(*words, input=None):
    return CliRunner().invoke(main, ["decide", *map(str, words)], input=input, prog_name="cs-training")


def answers(said):
    """The lines that came out; what is not JSON by the standard (NaN, Infinity) is no answer."""
    return [json.loads(line, parse_constant=pytest.fail) for line in said.output.split("\n")[:-1]]


def piped(*lines, on="2026-11-22"):
    """What comes out for these lines (texts, or cases) on standard input."""
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    said = run("-", "--on", on, input="".join(f"{text}\n" for text in texts))

    assert said.exit_code == 0
    return answers(said)


@pytest.fixture
def write(tmp_path):
    """Writes a file of cases: ``write("案情.yaml", "price: 99\\n")``."""

    def written(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def test_a_file_of_one_case_is_told_to_people(write):
    file = write("案情.yaml", "ask: total\nfraud: true\nprice: 99\n")

    said = run(file, "--on", "2026-11-22")

    assert said.exit_code == 0
    assert "结论：惩罚性赔偿（punitive）" in said.output
    assert "商品款 99.00 元，另外赔 500.00 元，合计 599.00 元" in said.output
    assert "问的那一笔：599.00 元" in said.output
    assert "依据：LAW-3X-01" in said.output
    assert "消费者权益保护法第 55 条" in said.output
    assert "核对日 2026-" in said.output


def test_steps_are_numbered_from_one_and_cases_stand_apart(write):
    said = run(write("x.yaml", "- {fraud: true, price: 99}\n- {fraud: true, price: 200}\n"), "--on", "2026-11-22")

    first, second = said.output.strip("\n").split("\n\n")
    for told in (first, second):
        assert re.findall(r"^  (\d+)\. ", told, re.MULTILINE)[:2] == ["1", "2"]
    assert not said.output.startswith("\n")


def test_freight_and_the_last_day_are_told(write):
    said = run(
        write("x.yaml", "ask: return\nplatform: tmall\nreceived_on: 2026-11-10\nrequested_on: 2026-11-17\n"),
        "--on",
        "2026-11-22",
    )

    assert "退回运费：买家出" in said.output
    assert "最后期限：2026-11-17（含当天）" in said.output


def test_what_is_missing_is_asked_for_by_name_and_meaning(write):
    said = run(write("x.json", json.dumps(ALLOC)))

    assert said.exit_code == 0
    assert "结论：还判不了" in said.output
    assert f"还要知道：alloc，{FIELDS['alloc'].means}" in said.output
    assert said.output.count("alloc") == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("many.yaml", "- {ask: total, fraud: true, price: 99}\n- {ask: total, fraud: true, price: 200}\n"),
        ("many.json", json.dumps([FRAUD, FRAUD | {"price": 200}])),
        ("many.jsonl", f"{json.dumps(FRAUD)}\n\n{json.dumps(FRAUD | {'price': 200})}\n"),
        ("marked.json", "\ufeff" + json.dumps([FRAUD, FRAUD | {"price": 200}])),
    ],
)
def test_a_file_of_several_cases_gives_a_line_each(write, name, text):
    said = run(write(name, text), "--json")

    assert said.exit_code == 0
    assert [one["amount"] for one in answers(said)] == [599, 800]


def test_named_cases_keep_their_names_and_their_own_day(write):
    file = write(
        "cases.yaml",
        "- name: 从前的淘宝\n  on: 2026-08-11\n"
        "  case: {platform: taobao, agreed_compensation: 20, hours_since: 25, ask: total}\n"
        "  expect: {total: 23}\n"
        "- name: 今天的淘宝\n  on: 2026-11-22\n"
        "  case: {platform: taobao, agreed_compensation: 20, hours_since: 25, ask: total}\n",
    )

    said = run(file)

    assert said.exit_code == 1
    assert "从前的淘宝\n  判不了：PLT-PROMISE-TB" in said.output
    assert "今天的淘宝\n  结论：违约金或约定赔付（penalty）" in said.output


def test_the_day_picks_the_version(write):
    case = LATE | {"promise_ship_hours": 168, "ship_by": "2026-04-05T10:00:00"}
    case = case | {"admitted_stockout_at": "2026-04-05T09:00:00"}

    old, new = piped(case, on="2026-04-08"), piped(case, on="2026-04-09")

    assert old != new


def test_today_is_the_day_of_the_shop(monkeypatch):
    from cs_training.notebook import sitting

    case = json.dumps({"platform": "taobao", "agreed_compensation": 20, "hours_since": 25, "ask": "total"})
    for utc, decided in (("2026-08-11T15:59:00", False), ("2026-08-11T16:01:00", True)):
        monkeypatch.setattr(sitting, "now", lambda utc=utc: datetime.fromisoformat(utc).replace(tzinfo=UTC))
        (answer,) = answers(run("-", input=case + "\n"))

        assert ("decision" in answer) is decided, answer


def test_days_and_moments_need_no_quotes_in_yaml(write):
    file = write(
        "x.yaml",
        "ask: extra\nplatform: tmall\nprice: 300\n"
        "paid_at: 2026-11-09 10:00:00\nshipped_at: 2026-11-11T10:00:01+08:00\n",
    )

    (answer,) = answers(run(file, "--json"))

    assert answer["decision"] == "penalty"
    assert answer["amount"] == 15


def test_money_is_a_number_exact_to_the_cent():
    (answer,) = piped(ALLOC | {"alloc": "proportional"})

    assert answer["amounts"] == {"goods": 102.0, "freight": None, "extra": None, "total": 102.0}
    assert isinstance(answer["amount"], float)
    assert set(answer) == {
        "decision", "amounts", "amount", "freight_by", "deadline", "basis", "steps", "missing"
    }  # fmt: skip


def test_lines_are_answered_in_their_order_and_faults_do_not_stop_the_rest():
    told = piped(LATE, "{", '"text"', "[1]", "null", FRAUD, {"pric": 1}, "", LATE | {"price": -1}, ALLOC, LATE)

    assert [one.get("decision", "error") for one in told] == [
        "penalty", "error", "error", "error", "error", "punitive", "error", "error", "error", None, "penalty"
    ]  # fmt: skip
    assert all("\n" not in one["error"] and one["error"].endswith(("。", "？")) for one in told if "error" in one)
    assert told[9]["missing"] == ["alloc"]


def test_an_unknown_field_names_the_nearest():
    (answer,) = piped({"recieved_on": "2026-11-10"})

    assert answer["error"].startswith("没有“recieved_on”这一项。你是不是想写 received_on？")


def test_a_day_without_a_known_version_is_an_error_and_no_guess():
    (answer,) = piped({"ask": "total", "fraud": True, "price": 99, "paid_on": "2001-01-01"})

    assert "2001-01-01 没有已知的有效版本" in answer["error"]


def test_a_field_written_twice_is_refused():
    (answer,) = piped('{"price": 99, "fraud": true, "price": 200}')

    assert answer["error"] == "“price”写了两次，留下一个。"


def test_a_case_beside_its_name_can_be_piped_too():
    (answer,) = piped({"name": "欺诈", "case": FRAUD, "expect": {"total": 599}})

    assert answer["amount"] == 599


@pytest.mark.parametrize(
    "line",
    [
        '{"price": 1e400, "fraud": true}',
        '{"price": NaN}',
        '{"price": ' + "9" * 5000 + ', "fraud": true}',
        '{"price": "1e400", "fraud": true}',
        '{"price": "1e5000", "fraud": true}',
        '{"\\ud800": 1}',
        '{"clause": "\\ud800", "ask": "clause"}',
        "[" * 100_000,
        '{"items": ' + "[" * 5000 + "]" * 5000 + "}",
        '{"case": null}',
        '{"case": [], "name": 3}',
        '{"case": {}, "on": "2026-13-01"}',
        "\x00",
    ],
    ids=range(13),
)
def test_odd_lines_are_answered_like_all_others(line):
    assert len(piped(line, FRAUD)) == 2


def test_a_byte_order_mark_is_no_part_of_the_case():
    assert piped("\ufeff" + json.dumps(FRAUD)) == piped(FRAUD)


def test_a_line_that_is_not_utf8_is_an_error_and_no_stop():
    said = run("-", input='{"clause": "特价"}\n'.encode("gbk") + json.dumps(FRAUD).encode() + b"\r\n")

    first, second = answers(said)
    assert "UTF-8" in first["error"]
    assert second["decision"] == "punitive"


def test_a_fault_of_ours_costs_one_answer_only(monkeypatch):
    from cs_training.core import rules

    once = iter([ZeroDivisionError])
    right = rules.decide

    def torn(*given, **more):
        for fault in once:
            raise fault
        return right(*given, **more)

    monkeypatch.setattr(rules, "decide", torn)
    first, second = piped(FRAUD, FRAUD)

    assert "ZeroDivisionError" in first["error"]
    assert second["decision"] == "punitive"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
known_fields = st.dictionaries(
    st.sampled_from(sorted(FIELDS)),
    json_values
    | st.integers(0, 500)
    | st.sampled_from(["2026-11-10", "2026-11-12T10:00:00", "tmall", "refund", "food"]),
    max_size=5,
)


@settings(max_examples=60)
@given(st.lists(json_values | known_fields, min_size=1, max_size=5))
def test_every_line_of_json_gives_exactly_one_line(values):
    said = run("-", "--on", "2026-11-22", input="".join(json.dumps(value) + "\n" for value in values))

    told = answers(said)
    assert said.exit_code == 0
    assert len(told) == len(values)
    for one in told:
        assert set(one) == {"error"} or one["decision"] in {None, *CODES}
        assert "error" in one or (one["decision"] is None) == bool(one["missing"])
        assert "程序出错" not in one.get("error", "")


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(exclude_characters="\n", codec="utf-8")), min_size=1, max_size=5))
def test_every_line_of_text_gives_exactly_one_line(lines):
    said = run("-", "--on", "2026-11-22", input="".join(line + "\n" for line in lines).encode())

    assert said.exit_code == 0
    assert len(answers(said)) == len(lines)


def test_an_answer_comes_before_the_next_line_is_written():
    # Where Python does not buffer at all, this would prove nothing.
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "cs_training.cli", "decide", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=buffered) as process:
        for case, code in ((FRAUD, "punitive"), (LATE, "penalty")):
            process.stdin.write(json.dumps(case).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["decision"] == code
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_answers_are_utf8_whatever_the_terminal_speaks():
    said = subprocess.run(
        [sys.executable, "-m", "cs_training.cli", "decide", "-"],
        input=json.dumps(FRAUD).encode(),
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        capture_output=True,
        check=True,
    )

    assert "欺诈" in said.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("empty.yaml", "", "文件里没有案子"),
        ("torn.yaml", "price: [1\nask: x: y", "第 2 行"),
        ("torn.json", '{"price": }', "不是合法的 JSON"),
        ("gbk.yaml", "clause: 特价不退\n".encode("gbk"), "不是 UTF-8 编码"),
        ("twice.yaml", "price: 1\nprice: 2\n", "“price”写了两次"),
        ("deep.yaml", "[" * 5000, "套得太深"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(write, name, text, says):
    said = run(write(name, text))

    assert said.exit_code == 1
    assert says in said.output
    assert len(said.output.splitlines()) == 1
    assert "Traceback" not in said.output


def test_a_wrong_case_in_a_file_is_named_the_rest_decided_and_the_exit_code_is_1(write):
    file = write("x.yaml", "- {ask: total, fraud: true, price: 99}\n- {pric: 1}\n- text\n- {ask: invoice}\n")

    said = run(file)
    as_json = run(file, "--json")

    assert said.exit_code == as_json.exit_code == 1
    assert "第 2 个\n  判不了：没有“pric”这一项" in said.output
    assert [one.get("decision") for one in answers(as_json)] == ["punitive", None, None, "issue_invoice"]


@pytest.mark.parametrize(
    "words", [("no-such.yaml",), (), ("-", "--on", "2026-02-30"), ("-", "--on", "gestern")], ids=" ".join
)
def test_wrong_words_exit_with_2(words):
    said = run(*words, input="")

    assert said.exit_code == 2
    assert "Traceback" not in said.output
