"""``cs-training assess``: a line in, a line out, whatever it is; and the quality check of a log as people call it."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cs_training.cli import main
from cs_training.content.bank import open_bank
from cs_training.core import reply as judging
from cs_training.core.judging.assessment import LABELS

SMALL = Path(__file__).parent / "cases/chat_small.csv"
ONE = {
    "reply": "抱歉让您等了四天，我现在就去查，今天 18:00 前回您。",
    "customer": "四天了还没到",
    "facts": {"实付": "99 元"},
}
PARTS = {"labels", "confidence", "unsure", "violations", "band", "score", "evidence", "advice"}


def run(*words, input=None):
    return CliRunner().invoke(main, ["assess", *map(str, words)], input=input, prog_name="cs-training")


def answers(said):
    """The lines that came out; what is not JSON by the standard (NaN, Infinity) is no answer."""
    return [json.loads(line, parse_constant=pytest.fail) for line in said.stdout.split("\n")[:-1]]


def piped(*lines):
    """What comes out for these lines (texts, or objects) on standard input."""
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    said = run(input="".join(f"{text}\n" for text in texts))

    assert said.exit_code == 0
    return answers(said)


def test_a_line_gets_all_that_is_said_of_a_reply():
    (answer,) = piped(ONE)

    expected = judging.assess(ONE["reply"], judge=open_bank().judge, customer=ONE["customer"], facts=ONE["facts"])
    assert answer == json.loads(json.dumps(expected.as_data()))
    assert set(answer) == PARTS
    assert set(answer["labels"]) == set(LABELS)


def test_only_the_reply_is_needed_and_null_is_nothing():
    bare, null = piped({"reply": "好的"}, {"reply": "好的", "customer": None, "facts": None, "scenario": None})

    assert bare == null


def test_all_that_is_told_reaches_the_judge(monkeypatch):
    told = []
    right = judging.assess
    monkeypatch.setattr(judging, "assess", lambda *given, **more: told.append((given, more)) or right(*given, **more))

    piped({**ONE, "scenario": "丢件"})

    (((reply,), more),) = told
    del more["judge"]
    assert {"reply": reply, **more} == {**ONE, "scenario": "丢件"}


def test_an_id_comes_back_and_other_names_are_passed_over():
    one, two, bad = piped({**ONE, "id": 7, "more": [1]}, {"id": None, "reply": ""}, {"id": "c", "reply": 5})

    assert one["id"] == 7
    assert set(one) == {"id", *PARTS}
    assert two["id"] is None
    assert bad["id"] == "c"
    assert "reply" in bad["error"]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("{", "JSON"),
        ("", "空的"),
        ("[1]", "对象"),
        ("null", "对象"),
        ({}, "没有 reply"),
        ({"replay": "好"}, "你是不是想写 replay？"),
        ({"reply": None}, "reply"),
        ({"reply": ["好"]}, "reply"),
        ({"reply": "好", "facts": "99"}, "facts"),
        ({"reply": "好", "facts": []}, "facts"),
        ({"reply": "好", "customer": 1}, "customer"),
        ({"reply": "好", "scenario": {}}, "scenario"),
        ("[" * 100_000, "太深"),
        ('{"reply": "好", "n": ' + "9" * 5000 + "}", "太长"),
        ('{"reply": "好", "id": NaN}', "id"),
    ],
)
def test_a_bad_line_is_answered_in_one_sentence_and_the_others_go_on(line, part):
    first, bad, last = piped(ONE, line, ONE)

    assert first == last
    assert set(first) == PARTS
    assert set(bad) == {"error"}
    assert part in bad["error"]
    assert bad["error"].endswith(("。", "？"))
    assert "\n" not in bad["error"]


def test_a_line_that_is_not_utf8_is_an_error_and_no_stop():
    said = run(input='{"reply": "好的"}\n'.encode("gbk") + b"\xef\xbb\xbf" + json.dumps(ONE).encode() + b"\r\n")

    bad, good = answers(said)
    assert "UTF-8" in bad["error"]
    assert set(good) == PARTS


def test_half_a_character_comes_back_as_json_writes_it():
    (answer,) = piped('{"reply": "好\\ud800", "id": "\\ud800"}')

    assert answer["id"] == "\ud800"


def test_a_fault_of_ours_costs_one_answer_only(monkeypatch):
    right, once = judging.assess, iter([ZeroDivisionError])

    def torn(*given, **more):
        for fault in once:
            raise fault
        return right(*given, **more)

    monkeypatch.setattr(judging, "assess", torn)
    bad, good = piped(ONE, ONE)

    assert "ZeroDivisionError" in bad["error"]
    assert set(good) == PARTS


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
asked = st.fixed_dictionaries(
    {"reply": st.text()}, optional=dict.fromkeys(("customer", "facts", "scenario", "id"), json_values)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(json_values | asked, min_size=1, max_size=5))
def test_every_line_of_json_gives_exactly_one_line(values):
    told = piped(*(json.dumps(value) for value in values))

    assert len(told) == len(values)
    for one in told:
        assert set(one) - {"id"} in ({"error"}, PARTS)
        assert "程序出错" not in one.get("error", "")


def test_a_file_is_read_like_standard_input(tmp_path):
    file = tmp_path / "回复.jsonl"
    file.write_text(f"{json.dumps(ONE)}\n{{\n", encoding="utf-8")

    said = run(file)

    assert said.exit_code == 0
    assert answers(said) == piped(ONE, "{") == answers(run("-", input=file.read_text(encoding="utf-8")))


def test_people_get_lines_in_chinese():
    said = run("--text", input=f"{json.dumps(ONE)}\n\n" + json.dumps({"reply": "您加我微信聊"}) + "\n")

    assert said.exit_code == 0
    first, second, third = said.stdout.split("\n\n")
    assert "第 1 条  得分 " in first
    for part in ("共情", "担当", "澄清", "方案", "跟进", "语气"):
        assert part in first
    assert second.startswith("第 2 条  没有评：这一行是空的")
    assert third.index("红线 ✗ 引到站外（off_platform）") < third.index("依据：OFF-01") < third.index("共情")


def test_at_a_terminal_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda stream: True, raising=False)

    said = run(input="")

    assert said.exit_code == 2
    assert "cs-training assess < 回复.jsonl" in said.stderr


def test_an_answer_comes_before_the_next_line_is_written():
    # Where Python does not buffer at all, this would prove nothing. The locale has no Chinese.
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "cs_training.cli", "assess"]
    environment = {**buffered, "PYTHONIOENCODING": "ascii"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        for number in range(2):
            process.stdin.write(json.dumps({**ONE, "id": f"第{number}条"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline().decode("utf-8"))["id"] == f"第{number}条"
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_a_log_is_checked_for_people_and_for_excel(tmp_path):
    out = tmp_path / "质检表.csv"

    said = run("--chat", SMALL, "--out", out)

    assert said.exit_code == 0
    red, weak, days = (said.stdout.index(head) for head in ("一、红线", "二、最弱的回复", "三、每人每天"))
    assert red < said.stdout.index("“加我微信") < weak < days
    assert "写好了" in said.stderr
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == 7
    assert {row["客服"] for row in table} == {"小鹿", "大刘"}
    assert "〔电话〕" in table[1]["回复"]


def test_a_log_is_checked_for_programs():
    said = run("--chat", SMALL, "--json", "--worst", 1)

    (data,) = answers(said)
    assert set(data) == {"replies", "red_lines", "weakest", "days", "problems"}
    assert data["replies"] == sum(day["replies"] for day in data["days"]) == 7
    assert len(data["weakest"]) <= 1
    for red in data["red_lines"]:
        assert red["text"] == red["reply"][red["start"] : red["end"]]
    assert any(red["articles"] for red in data["red_lines"])
    assert "大刘" in {red["agent"] for red in data["red_lines"]}


def test_one_day_and_one_agent_can_be_picked():
    (data,) = answers(run("--chat", SMALL, "--json", "--day", "2026-11-22", "--agent", "大刘"))

    assert [(day["agent"], day["day"], day["replies"]) for day in data["days"]] == [("大刘", "2026-11-22", 1)]


def test_a_day_without_replies_is_an_empty_sheet():
    said = run("--chat", SMALL, "--day", "2026-01-01")

    assert said.exit_code == 0
    assert "评了 0 条回复" in said.stdout


def test_rows_that_cannot_be_read_are_told_and_the_rest_is_checked(tmp_path):
    file = tmp_path / "聊天.csv"
    file.write_bytes(SMALL.read_bytes() + b"S9,a,b,yesterday,agent,x,pc\n" * 30)

    said = run("--chat", file)

    assert said.exit_code == 0
    assert "评了 7 条回复" in said.stdout
    assert "第 19 行：ts 写成了“yesterday”" in said.stdout
    assert "还有 10 处" in said.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--chat", SMALL, "--agent", "小路"), "你是不是想写 小鹿？"),
        (("--chat", SMALL, "--text"), "去掉 --text"),
        (("--chat", SMALL, SMALL), "去掉文件"),
        (("--chat", SMALL, "--day", "2026-02-30"), "--day"),
        (("--chat", SMALL, "--out", SMALL), "会盖掉聊天记录"),
        (("--chat", "no-such.csv"), "no-such.csv"),
        (("--day", "2026-11-21"), "--day 只在质检时用"),
        (("--json",), "--json 只在质检时用"),
    ],
)
def test_wrong_words_exit_with_2_and_a_way_out(words, says):
    said = run(*words, input="")

    assert said.exit_code == 2
    assert says in said.stderr


def test_a_log_without_its_columns_is_one_sentence(tmp_path):
    file = tmp_path / "聊天.csv"
    file.write_text("a,b\n", encoding="utf-8")

    said = run("--chat", file)

    assert said.exit_code == 1
    assert "缺 session_id、agent_id、buyer_id、ts、sender、text 这 6 列" in said.stderr
    assert len(said.stderr.splitlines()) == 1


def test_the_command_is_in_the_group():
    assert isinstance(main.commands["assess"], click.Command)
