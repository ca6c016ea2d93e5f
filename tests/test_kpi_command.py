"""``cs-training kpi``: the figures of a log for programs, on a terminal, as charts and as a report."""

import csv
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import kpi_oracle
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cs_training.cli import main
from cs_training.cli.kpi.as_json import json_pieces
from cs_training.cli.kpi.charts import charts
from cs_training.cli.kpi.figures import Figures, figures, shown_names
from cs_training.cli.kpi.progress import progress
from cs_training.cli.kpi.report import report_html
from cs_training.cli.kpi.words import GROUPS
from cs_training.content.exports import opening
from cs_training.core import kpi

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "cases/kpi_small"
CHAT, ORDERS, RATINGS = (SMALL / f"{name}.csv" for name in ("chat", "orders", "ratings"))
ALL = (CHAT, "--orders", ORDERS, "--ratings", RATINGS)
HEAD = "session_id,agent_id,buyer_id,ts,sender,text\n"
# Reckoned by hand; docs/kpi.md says how.
OVERALL = {
    "agent_messages": 6,
    "answer_ask_ratio": 0.75,
    "aov_per_buyer": 119.5,
    "aov_per_order": 59.75,
    "avg_response": 70,
    "buyer_messages": 8,
    "buyers": 3,
    "closed_turns": 5,
    "converted_buyers": 1,
    "converting_amount": 119.5,
    "converting_orders": 2,
    "csat_mean": 4,
    "csat_share_ge4": 0.5,
    "first_response_mean": 26.666667,
    "inquiry_conversion": 0.333333,
    "max_concurrent": 2,
    "rate_180s_official": 0.8,
    "rate_30s": 0.6,
    "rate_30s_incl_unanswered": 0.5,
    "ratings": 2,
    "replied_sessions": 3,
    "reply_rate": 0.75,
    "sessions": 5,
    "sessions_with_buyer": 4,
    "turns": 6,
}


def run(*words):
    return CliRunner().invoke(main, ["kpi", *map(str, words)], prog_name="cs-training")


def done(*words):
    said = run(*words)

    assert said.exit_code == 0, said.output
    return said


def told(*words):
    """What ``--json`` says; NaN and Infinity are no JSON."""
    return json.loads(done(*words, "--json").stdout, parse_constant=pytest.fail)


def log_of(path, *lines):
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# For programs


def test_the_small_log_has_the_figures_reckoned_by_hand():
    answer = told(*ALL)

    assert answer["overall"] == OVERALL
    assert set(answer) == {"overall", "per_agent", "sessions"}
    assert set(answer["per_agent"]) == {"小鹿", "阿满"}
    assert answer["sessions"]["S2"] == {"first_response_seconds": 60, "first_response_agent": "小鹿"}
    assert answer["sessions"]["S3"] == {"first_response_seconds": None, "first_response_agent": None}


def test_every_part_agrees_with_the_second_reading():
    slow = kpi_oracle.figures(rows(CHAT), rows(ORDERS), rows(RATINGS))

    answer = told(*ALL, "--by", "day") | told(*ALL, "--by", "agent,day")

    days = [row for of_days in answer.pop("per_agent_day").values() for row in of_days.values()]
    for part in ("overall", "per_agent", "per_day"):
        assert json.dumps(answer[part], sort_keys=True) == json.dumps(_rounded(slow[part]), sort_keys=True)
    assert len(days) == len(slow["per_agent_day"])
    assert sorted(map(json.dumps, days)) == sorted(json.dumps(_rounded(one)) for one in slow["per_agent_day"].values())


def _rounded(data):
    if isinstance(data, dict):
        return {name: _rounded(data[name]) for name in sorted(data)}
    if data is None:
        return None
    short = round(float(data), 6)
    return int(short) if short.is_integer() else short


def test_by_adds_days_and_nothing_else():
    plain, agents, days, both = (
        set(told(*ALL, *by)) for by in ((), ("--by", "agent"), ("--by", "day"), ("--by", "agent,day"))
    )

    assert agents == plain
    assert days == plain | {"per_day"}
    assert both == plain | {"per_agent_day"}
    assert list(told(*ALL, "--by", "agent,day")["per_agent_day"]["小鹿"]) == ["2026-11-11", "2026-11-12"]


def test_every_key_stands_in_its_place_and_only_json_on_standard_output():
    said = done(*ALL, "--by", "day", "--json")

    pairs = json.loads(said.stdout, object_pairs_hook=list)
    assert _sorted_throughout(pairs)
    assert "chat.csv：读了 16 行" in said.stderr


def _sorted_throughout(pairs):
    names = [name for name, _ in pairs]
    inner = [value for _, value in pairs if isinstance(value, list)]
    return names == sorted(names) and all(map(_sorted_throughout, inner))


def test_without_orders_and_ratings_their_figures_are_null():
    overall = told(CHAT)["overall"]

    assert {name for name, value in overall.items() if value is None} == {
        *("converted_buyers", "inquiry_conversion", "converting_orders", "converting_amount"),
        *("aov_per_order", "aov_per_buyer", "csat_mean", "csat_share_ge4"),
    }
    assert overall["ratings"] == 0


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_every_engine_prints_the_same_bytes(engine):
    pytest.importorskip(engine)

    assert (
        done(*ALL, "--by", "agent,day", "--json", "--engine", engine).stdout
        == done(*ALL, "--by", "agent,day", "--json").stdout
    )


@pytest.mark.skipif(
    not os.environ.get("CI") and not (shutil.which("java") and importlib.util.find_spec("pyspark")),
    reason="PySpark needs java, which is not here",
)
@pytest.mark.filterwarnings("ignore::FutureWarning:pyspark", "ignore::ResourceWarning")
def test_spark_prints_the_same_bytes():
    from pyspark.sql import SparkSession

    # The command takes the session that there is; one part each is enough for sixteen rows.
    builder = SparkSession.builder.master("local[1]").config("spark.sql.shuffle.partitions", "1")
    spark = builder.config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    try:
        assert done(*ALL, "--json", "--engine", "pyspark").stdout == done(*ALL, "--json").stdout
    finally:
        spark.stop()


def test_sessions_are_in_the_order_of_their_ids_whatever_the_file_says(tmp_path):
    chat = log_of(
        tmp_path / "chat.csv",
        "S9,a,x,2026-11-11T09:00:00+08:00,buyer,1",
        "S10,a,y,2026-11-11T09:00:00+08:00,buyer,2",
        "S1,a,z,2026-11-11T09:00:00+08:00,buyer,3",
    )

    assert list(told(chat)["sessions"]) == ["S1", "S10", "S9"]


def test_json_is_utf8_whatever_the_terminal_speaks():
    said = subprocess.run(
        [sys.executable, "-m", "cs_training.cli", "kpi", str(CHAT), "--json"],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )

    assert set(json.loads(said.stdout.decode("utf-8"))["per_agent"]) == {"小鹿", "阿满"}


def test_a_session_is_written_before_the_next_is_asked_for():
    asked = []

    def many():
        for n in range(3):
            asked.append(n)
            yield f"S{n}", 1.0, "a"

    found = Figures({"sessions": 3}, {})
    for piece in json_pieces(found, many(), days=False, agent_days=False):
        if "S0" in piece:
            break

    assert asked == [0]


@given(st.dictionaries(st.text(), st.none() | st.floats(0, 1e12) | st.integers(0, 10**12)), st.floats(0, 1e10))
def test_numbers_have_at_most_six_decimals_and_an_amount_two(seconds, amount):
    found = Figures({"converting_amount": amount}, {})
    sessions = [(name, wait, None) for name, wait in sorted(seconds.items())]

    text = "".join(json_pieces(found, sessions, days=False, agent_days=False))

    data = json.loads(text, parse_float=lambda written: (written, float(written)))
    assert list(data["sessions"]) == sorted(seconds)
    for name, wait in seconds.items():
        _written_as(data["sessions"][name]["first_response_seconds"], wait, 6)
    _written_as(data["overall"]["converting_amount"], amount, 2)


def _written_as(said, value, digits):
    if isinstance(said, tuple):
        written, number = said
        assert number == round(value, digits)
        assert not number.is_integer()
        assert "e" in written or len(written.split(".")[1]) <= digits
    else:
        assert said == (None if value is None else round(value, digits))


# On a terminal


def test_the_table_says_figure_unit_and_definition_in_groups():
    shown = done(*ALL).stdout

    assert re.search(r"平均首响 +26\.7 秒  第一条买家消息", shown)
    assert re.search(r"转化金额 +119\.50 元", shown)
    assert [shown.index(f"\n{group.title}\n") for group in GROUPS] == sorted(
        shown.index(f"\n{group.title}\n") for group in GROUPS
    )
    assert "各人、各天的数不能相加" in shown
    assert "chat.csv：读了 16 行（UTF-8，逗号分隔），跳过 0 行坏的。" in shown


def test_every_figure_of_the_engine_has_its_words_and_the_unanswered_come_first():
    names = [word.name for group in GROUPS for word in group.words]

    assert sorted(names) == sorted(kpi.NAMES)
    assert names.index("rate_30s_incl_unanswered") < names.index("rate_30s")


@pytest.mark.parametrize(("by", "title"), [("agent", "每位客服"), ("day", "每天"), ("agent,day", "每位客服每天")])
def test_tables_of_agents_and_days_are_aligned(by, title):
    shown = done(*ALL, "--by", by).stdout

    for group in GROUPS:
        block = shown.split(f"\n{title}：{group.title}\n")[1].split("\n\n")[0].splitlines()
        table = [line for line in block if not line.startswith(("  “", "  注"))]
        assert len(table) >= 3
        assert len({_width(line) for line in table}) == 1


def _width(text):
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_what_was_not_measured_is_no_nought(tmp_path):
    chat = log_of(tmp_path / "chat.csv", "S1,a,x,2026-11-11T09:00:00+08:00,buyer,在吗")

    shown = done(chat, "--by", "agent").stdout

    assert re.search(r"平均首响 +—（无样本）", shown)
    assert re.search(r"付款买家 +—（没给订单表）", shown)
    assert re.search(r"评价数 +—（没给评价表）", shown)
    assert "“—”是无样本，不是 0。" in shown


def test_a_log_without_rows_is_all_without_sample(tmp_path):
    shown = done(log_of(tmp_path / "chat.csv"), "--by", "agent").stdout

    assert re.search(r"会话回复率 +—（无样本）", shown)
    assert "每位客服：一个也没有。" in shown


# How it was read


def test_a_bad_row_stops_it_unless_it_may_be_skipped_and_then_it_is_told(tmp_path):
    chat = log_of(
        tmp_path / "chat.csv",
        "S1,a,x,2026-11-11T09:00:00+08:00,buyer,1",
        "S1,a,x,2026-11-11T09:00:09+08:00,buyr,2",
    )

    refused, skipped = run(chat), done(chat, "--skip-bad-rows")

    assert refused.exit_code == 1
    assert "第 3 行 sender" in refused.stderr
    assert "Traceback" not in refused.output
    assert "跳过 1 行坏的" in skipped.stdout
    assert "第 3 行 sender" in skipped.stdout


def test_the_report_says_where_bad_rows_stand_but_quotes_none(tmp_path):
    bad = [f"S1,a,x,2026-11-11T09:00:{n:02}+08:00,wrong,2" for n in range(25)]
    chat, report = log_of(tmp_path / "chat.csv", *bad), tmp_path / "报告.html"

    shown = done(chat, "--skip-bad-rows", "--report", report).stdout

    assert "wrong" in shown
    assert "还有 5 处。" in shown
    assert "<li>第 2 行 sender</li>" in report.read_text(encoding="utf-8")
    assert "wrong" not in report.read_text(encoding="utf-8")


def test_sessions_that_were_cut_and_replies_that_nobody_typed_are_told(tmp_path):
    chat, columns = tmp_path / "导出.csv", tmp_path / "对照.yaml"
    chat.write_text(
        "时间,买家,客服,谁,内容\n"
        "2026-11-11 09:00:00,x,a,买家,在吗\n"
        "2026-11-11 09:00:01,x,a,客服,马上来\n"
        "2026-11-11 09:00:02,x,a,客服,亲，欢迎光临\n"
        "2026-11-13 09:00:00,x,a,买家,还在吗\n",
        encoding="gb18030",
    )
    columns.write_text(
        "messages:\n  buyer_id: 买家\n  agent_id: 客服\n  text: 内容\n"
        "  ts: {column: 时间, timezone: Asia/Shanghai, format: '%Y-%m-%d %H:%M:%S'}\n"
        "  sender: {column: 谁, values: {买家: buyer, 客服: agent}}\n"
        "automatic_replies: {under_seconds: 2, phrases: [欢迎光临]}\n",
        encoding="utf-8",
    )

    shown = done(chat, "--columns", columns).stdout

    assert "GB18030" in shown
    assert "按话术认出 1 条，按时间（不到 2 秒）认出 1 条，都算机器人" in shown
    assert "超过 24 小时算新会话，切出 2 个" in shown
    assert re.search(r"客服消息 +0 条", shown)


def test_long_work_tells_how_far_it_is_on_a_terminal_only(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    seen = []
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress() as tell:
            tell("读聊天记录", 0.5)
            tell("算指标", 1)
        seen.append(stream.getvalue())

    assert "读聊天记录" in seen[0]
    assert "算指标" in seen[0]
    assert seen[1] == ""


# Nobody's data


@pytest.fixture
def telling(tmp_path):
    """A log whose buyers' ids and words, and two agents' ids, give somebody away."""
    return log_of(
        tmp_path / "chat.csv",
        "S1,客服13800138001,tb_sunlili_secret,2026-11-11T09:00:00+08:00,buyer,寄到桃花路九号",
        "S1,客服13800138001,tb_sunlili_secret,2026-11-11T09:00:09+08:00,agent,好的孙莉莉女士",
        "S2,客服13800138002,tb_wanghai_secret,2026-11-11T09:00:00+08:00,buyer,电话13911112222",
    )


def test_no_buyer_and_no_word_of_a_chat_stands_in_any_output(telling, tmp_path):
    plots, report = tmp_path / "图", tmp_path / "报告.html"

    table = done(telling, "--by", "agent,day", "--plot", plots, "--report", report).stdout
    texts = [table, report.read_text(encoding="utf-8"), done(telling, "--json").output]
    texts += [path.read_text(encoding="utf-8") for path in plots.glob("*.svg")]

    for text in texts:
        assert not re.search("secret|桃花|莉莉|13911112222", text)
    for text in texts[:2] + texts[3:]:
        assert "1380013800" not in text


def test_an_agent_s_telling_id_is_hidden_except_where_programs_match_on_it(telling):
    table, data = done(telling, "--by", "agent").stdout, told(telling)

    assert re.search(r"客服〔电话〕 ", table)
    assert re.search(r"客服〔电话〕（2） ", table)
    assert set(data["per_agent"]) == {"客服13800138001", "客服13800138002"}


@given(st.sets(st.text() | st.from_regex(r"客服1[38]\d{9}", fullmatch=True)))
def test_no_two_agents_are_shown_under_one_name(ids):
    shown = shown_names(ids)

    assert set(shown) == ids
    assert len(set(shown.values())) == len(ids)
    assert not any(re.search(r"[\n\x1b]", name) for name in shown.values())


# Charts and the report


@pytest.fixture(scope="module")
def measured():
    with opening.open_tables(CHAT, orders=ORDERS, ratings=RATINGS) as tables:
        log = kpi.chat_log(tables.messages, orders=tables.orders, ratings=tables.ratings)
        found = figures(log, days=True, agent_days=False, done=lambda _: None)
        return found, list(charts(log, found))


def test_the_charts_say_what_the_figures_say(measured):
    _, drawn = measured
    waits, hours, agents, funnel, paid = drawn

    assert "30 秒内有人回的占 50.0%（3/6 轮，没人回的也算在分母里），只看回了的是 60.0%（3/5 轮）" in waits.reading
    assert "8–23 点以外有 1 轮" in hours.reading
    assert "“小鹿”75.0%，区间 30.1% 到 95.4%" in agents.alt
    assert "“咨询买家”3 人，走到“24 小时内付款买家”的 1 人，占“咨询买家”的 33.3%" in funnel.reading
    assert "不能相加" in paid.reading


def test_plot_writes_each_chart_as_png_and_svg_and_none_of_payments_without_orders(tmp_path):
    done(*ALL, "--plot", tmp_path / "全部")
    done(CHAT, "--plot", tmp_path / "没有订单")

    names = {"response-times", "day-load", "agents-30s", "funnel", "agents-conversion"}
    files = {path.name for path in (tmp_path / "全部").iterdir()}
    assert files == {f"{name}.{kind}" for name in names for kind in ("png", "svg")}
    assert len(list((tmp_path / "没有订单").iterdir())) == 6


class Page(HTMLParser):
    """Which elements there are, with what on them; and that each one is closed."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in {"meta", "path", "use", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in {"path", "use"}:
            assert self.open.pop() == tag

    def all(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


def test_the_report_needs_nothing_else_and_can_be_read_by_anybody(measured):
    found, drawn = measured

    text = report_html(found, drawn, ["chat.csv：读了 16 行。"], files=["chat.csv"], made=date(2026, 11, 22))

    page = Page(text)
    assert page.open == []
    assert page.all("html") == [{"lang": "zh-CN"}]
    assert "2026 年 11 月 22 日" in text
    assert "http:" not in text
    assert "https:" not in text
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.found}
    assert len(page.all("svg")) == len(drawn)
    assert all(one["role"] == "img" and one["aria-label"] for one in page.all("svg"))
    assert all(chart.reading in text for chart in drawn)
    assert all(one.get("scope") in {"col", "row"} for one in page.all("th"))
    assert len(page.all("details")) == len(GROUPS)
    ids = [attrs["id"] for _, attrs in page.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    used = [attrs["xlink:href"][1:] for attrs in page.all("use")] + re.findall(r"url\(#([^)]+)\)", text)
    assert set(used) <= set(ids)


def test_the_report_sets_text_as_text(measured):
    found, _ = measured
    named = Figures(found.overall, {"a": found.per_agent["小鹿"]}, names={"a": "<b>&“"})

    text = report_html(named, [], ["<i>"], files=["<u>.csv"], made=date(2026, 11, 22))

    assert not {"b", "i", "u"} & {tag for tag, _ in Page(text).found}


def test_the_report_names_files_without_their_folders_and_the_day_of_the_shop(tmp_path, monkeypatch):
    from datetime import UTC, datetime

    from cs_training.notebook import sitting

    monkeypatch.setattr(sitting, "now", lambda: datetime(2026, 11, 21, 16, 30, tzinfo=UTC))
    report = tmp_path / "报告.html"

    said = done(*ALL, "--report", report)

    text = report.read_text(encoding="utf-8")
    assert "客服指标报告：chat.csv、orders.csv、ratings.csv" in text
    assert "kpi_small" not in text
    assert "2026 年 11 月 22 日" in text
    assert "写好了" in said.stderr


# Where nothing can be written


@pytest.fixture
def never_read(monkeypatch):
    """The long work must not begin."""

    def begun(*_words, **_options):
        pytest.fail("the tables were read")

    monkeypatch.setattr(opening, "open_tables", begun)


@pytest.mark.parametrize("option", ["--plot", "--report"])
def test_a_target_that_cannot_be_written_is_said_before_the_work(option, tmp_path, never_read):
    (tmp_path / "file").write_text("", encoding="utf-8")
    target = tmp_path / "file" if option == "--plot" else tmp_path
    below = tmp_path / "file" / "below"

    wrong, under_a_file = run(CHAT, option, target), run(CHAT, option, below)

    assert wrong.exit_code == 2
    assert under_a_file.exit_code == 1
    for said in (wrong, under_a_file):
        assert option in said.output or "读写不了" in said.output
        assert "Traceback" not in said.output


def test_a_wrong_word_is_answered_with_the_right_ones(never_read):
    said = run(CHAT, "--by", "day,agent")

    assert said.exit_code == 2
    assert "没有 'day,agent' 这一种，可以写：'agent', 'day', 'agent,day'。" in said.output


def test_a_report_never_takes_the_place_of_what_it_is_made_of(tmp_path, never_read):
    chat = tmp_path / "chat.csv"
    shutil.copy(CHAT, chat)

    said = run(chat, "--report", chat)

    assert said.exit_code == 2
    assert "会盖掉要读的文件" in said.output
    assert chat.read_bytes() == CHAT.read_bytes()


def test_nothing_is_left_behind_when_the_log_is_no_log(tmp_path):
    chat = tmp_path / "chat.csv"
    chat.write_text("a,b\n1,2\n", encoding="utf-8")

    said = run(chat, "--report", tmp_path / "报告.html")

    assert said.exit_code == 1
    assert not (tmp_path / "报告.html").exists()


# The document


def examples():
    """Commands in docs/kpi.md with what it says they print."""
    text = (ROOT / "docs/kpi.md").read_text(encoding="utf-8")
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        command, _, output = block.partition("\n")
        yield command.removeprefix("$ cs-training kpi ").split(), output


def test_what_the_document_shows_is_what_is_printed(monkeypatch):
    monkeypatch.chdir(ROOT)
    shown = list(examples())

    assert len(shown) >= 3
    for words, output in shown:
        assert done(*words).stdout == output


def test_the_document_defines_every_figure():
    text = (ROOT / "docs/kpi.md").read_text(encoding="utf-8").split("## Definitions")[1].split("\n## ")[0]

    assert set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE)) == set(kpi.NAMES)


def test_an_excel_file_and_parquet_say_the_same_as_csv(tmp_path):
    frame = pd.read_csv(CHAT, dtype=str, keep_default_na=False)
    frame.to_excel(tmp_path / "chat.xlsx", index=False)
    frame.assign(ts=pd.to_datetime(frame["ts"])).to_parquet(tmp_path / "chat.parquet", index=False)

    for name in ("chat.xlsx", "chat.parquet"):
        assert told(tmp_path / name) == told(CHAT)
