"""The mapping of an export's columns: written in a small file, read strictly, and followed."""

import pytest
from export_files import NOON_AT, whole

from cs_training.content.exports.columns import EXAMPLE, STANDARD, parse_columns, read_columns
from cs_training.content.exports.reading import read_orders, read_ratings
from cs_training.errors import ContentError, ExportError

WORDS = "{column: 身份, values: {买家: buyer, 客服: agent}}"
ACCOUNTS = '{column: 发送者, agents_prefix: "小店:", agents: [小店], robots: ["小店:机器人"]}'


def mapping(sender, more="", time="{column: 时间, timezone: Asia/Shanghai}"):
    text = f"messages: {{buyer_id: 买家, ts: {time}, sender: {sender}, text: 内容}}\n{more}"
    return parse_columns(text, name="columns.yaml")


@pytest.fixture
def write(tmp_path):
    def write(*lines, name="chat.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def test_the_example_reads_what_it_describes(write):
    columns = read_columns(EXAMPLE)
    chat = write(
        "会话ID,客服昵称,买家昵称,消息时间,发送方,消息内容", "S1,小美,甲,2026-11-21 12:00:00,客服,亲，欢迎光临小店"
    )
    bought = write(
        "订单编号,买家会员名,订单创建时间,订单付款时间,买家实付金额", "1,甲,2026-11-21 12:00:00,,9.9", name="o.csv"
    )
    rated = write("会话ID,评价", "S1,非常满意", "S2,", "S3,2", name="r.csv")

    frame, _ = whole(chat, columns=columns)
    orders = read_orders(bought, columns=columns).frame
    ratings = read_ratings(rated, columns=columns).frame

    assert frame.loc[0, ["session_id", "agent_id", "sender", "automatic"]].tolist() == ["S1", "小美", "agent", True]
    assert frame["at"].tolist() == orders["created"].tolist() == [NOON_AT]
    assert orders["fen"].tolist() == [990]
    assert ratings["rating"].fillna(0).tolist() == [5, 0, 2]


def test_a_file_may_name_a_column_alone():
    text = (
        "messages: {session_id: session_id, agent_id: agent_id, buyer_id: buyer_id, ts: ts, sender: sender, text: text}"
    )

    assert parse_columns(text, name="") == STANDARD


@pytest.mark.parametrize(
    ("time", "cell"),
    [
        ("{column: 时间, timezone: Asia/Shanghai}", "2026-11-21 12:00:00"),
        ("{column: 时间, timezone: Asia/Shanghai}", " 2026-11-21T12:00\t"),
        ("{column: 时间, timezone: Asia/Shanghai}", "20261121T120000"),
        ("{column: 时间, timezone: Asia/Shanghai}", "2026-11-21T04:00:00Z"),
        ('{column: 时间, timezone: Asia/Shanghai, format: "%Y/%m/%d %H:%M"}', "2026/11/21 12:00"),
        ('{column: 时间, timezone: Asia/Shanghai, format: "%Y/%m/%d %H:%M"}', "2026-11-21 12:00:00"),
        ('{column: 时间, format: "%d.%m.%Y %H:%M %z"}', "21.11.2026 04:00 +0000"),
    ],
)
def test_a_time_is_read_as_the_mapping_says_or_as_iso(write, time, cell):
    path = write("买家,时间,身份,内容", f"甲,{cell},买家,在", "甲,2026-11-21T13:00+08:00,买家,在")

    frame, _ = whole(path, columns=mapping(WORDS, time=time))

    assert frame["at"].tolist() == [NOON_AT, NOON_AT + 3600 * 10**6]


def test_without_a_session_column_there_is_none_and_every_row_needs_its_buyer(write):
    path = write("买家,时间,身份,内容", "甲,2026-11-21 12:00,客服,在", ",2026-11-21 12:00,买家,在")

    frame, report = whole(path, columns=mapping(WORDS), skip_bad_rows=True)

    assert "session_id" not in frame
    assert frame["agent_id"].tolist() == [""]
    assert [(one.line, one.column) for one in report.problems] == [(3, "买家")]


def test_who_wrote_is_known_by_the_account(write):
    path = write(
        "买家,时间,发送者,内容",
        *(f"甲,2026-11-21 12:00,{who},在" for who in ("甲", "小店:小美", "小店", "小店:机器人", "乙的私人账号")),
    )

    frame, report = whole(path, columns=mapping(ACCOUNTS), skip_bad_rows=True)

    assert frame["sender"].tolist() == ["buyer", "agent", "agent", "bot"]
    assert frame["agent_id"].tolist() == ["", "小店:小美", "小店", ""]
    assert report.problems[0].line == 6
    assert "私人账号" not in str(report.problems[0])


def test_only_an_agents_message_with_a_known_phrase_is_automatic(write):
    more = "automatic_replies: {phrases: [欢迎光临, 请(稍)等]}"
    lines = [
        "甲,2026-11-21 12:00,客服,亲，欢迎光临！",
        "甲,2026-11-21 12:00,买家,欢迎光临？",
        "甲,2026-11-21 12:00,客服,请稍等",
    ]

    frame, _ = whole(write("买家,时间,身份,内容", *lines), columns=mapping(WORDS, more))

    assert frame["automatic"].tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("mesages: {}", 1, "是不是想写 messages"),
        (f"messages:\n  buyer_id: b\n  text: x\n  sender: {WORDS}\n  ts: {{colum: t}}", 5, "没有“colum”这一项"),
        ("messages:\n  buyer_id: b\n  text: x\n  ts: t\n  sender: {column: s, values: {买: buyr}}", 5, "buyr"),
        ("messages:\n  buyer_id: b\n  text: x\n  ts: t\n  sender: {column: s, robots: [r]}", 5, "agents"),
        (
            "messages:\n  buyer_id: b\n  text: x\n  ts: t\n  sender: {column: s, values: {a: bot}, agents: [r]}",
            5,
            "一种",
        ),
        ("messages:\n  buyer_id: b\n  text: x\n  sender: s\n  ts: {column: t, timezone: Asia/Shangai}", 5, "没有时区"),
        (
            "messages:\n  buyer_id: b\n  text: x\n  sender: s\n  ts: {column: t, timezone: UTC, format: '%H:%M'}",
            5,
            "%H",
        ),
        ("messages:\n  buyer_id: b\n  text: x\n  sender: s\n  ts: {column: t, format: '%Y%m%d %H%M'}", 5, "timezone"),
        (
            "orders: {order_id: a, buyer_id: b, amount: c, paid_at: {column: t, timezone: 北京}}\nmessages: %s",
            1,
            "时区",
        ),
        ("ratings: {session_id: s, rating: {column: r, values: {好: 6}}}\nmessages: %s", 1, "1 到 5"),
        ("sessions: {silence_hours: 0}\nmessages: %s", 1, "大于 0"),
        ("automatic_replies: {under_seconds: -1}\nmessages: %s", 1, "负数"),
        ("automatic_replies: {phrases: ['']}\nmessages: %s", 1, "空的"),
        ("messages: [", 1, "YAML"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said_with_its_line(text, line, says):
    plain = "{buyer_id: b, text: x, ts: t, sender: s}"

    with pytest.raises(ContentError) as refused:
        parse_columns(text.replace("%s", plain), name="columns.yaml")

    assert any(problem.line == line and says in str(problem) for problem in refused.value.problems)
    assert "columns.yaml:" in str(refused.value)


def test_a_mapping_that_cannot_be_opened_gets_one_sentence(tmp_path, write):
    (tmp_path / "gbk.yaml").write_bytes("messages: {买家: 甲}".encode("gbk"))

    for path in (tmp_path, tmp_path / "none.yaml", tmp_path / "gbk.yaml"):
        with pytest.raises(ExportError, match=r"^对照表 .*。$"):
            read_columns(path)
