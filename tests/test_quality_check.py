"""A chat log is read whole or with its faults named; its replies are judged as turns; its sheet gives nobody away."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.cli.quality_sheet import sheet_csv, sheet_data, sheet_lines
from cs_training.content.chats import read_chat
from cs_training.core import quality_check
from cs_training.core.judging.assessment import LABELS, Advice, Assessment, Evidence, Violation
from cs_training.core.quality_check import Message, check_quality
from cs_training.errors import ChatError

SMALL = Path(__file__).parent / "cases/chat_small.csv"
HEAD = "session_id,agent_id,buyer_id,ts,sender,text\n"
SHOP = timezone(timedelta(hours=8))
NINE = datetime(2026, 11, 21, 9, tzinfo=SHOP)


def said(sender, text, *, minute=0, agent="小鹿", session="s1", buyer="tb_heliu"):
    return Message(session, agent, buyer, NINE + timedelta(minutes=minute), sender, text)


def judgement(reply):
    """A judge who dislikes 微信, finds a reply the better the longer it is, and quotes all of it."""
    place = reply.find("加我微信")
    why = "引到站外了。"
    red = (Violation("off_platform", place, len(reply), reply[place:], why, "hard"),) if place >= 0 else ()
    red += (Violation("blame_shift", 0, 2, reply[:2], why, "soft"),) if reply.startswith("快递") else ()
    score = 0 if red else min(len(reply), 100)
    return Assessment(
        labels=dict.fromkeys(LABELS, score >= 20),
        confidence=dict.fromkeys(LABELS, 0.9),
        unsure=("tone",) if "？" in reply else (),
        violations=red,
        band=0 if red else 3 if score >= 20 else 1,
        score=score,
        evidence=dict.fromkeys(LABELS, Evidence(((0, len(reply)),), f"写了“{reply}”。")),
        advice=(Advice("solution", 25, f"不要写“{reply}”。", reply, f"改成：{reply}"),),
    )


@pytest.fixture
def calls(monkeypatch):
    """The (customer, reply) pairs that were judged."""
    seen = []

    def judged(reply, *, judge, customer):
        seen.append((customer, reply))
        return judgement(reply)

    monkeypatch.setattr(quality_check, "assess", judged)
    return seen


def sheet_of(*messages, **more):
    return check_quality(messages, judge=None, zone=SHOP, **more)


def shown(sheet):
    """All that anybody gets to see."""
    return [
        "\n".join(sheet_lines(sheet, (), worst=20, articles=lambda _: ())),
        json.dumps(sheet_data(sheet, (), worst=20, articles=lambda _: ()), ensure_ascii=False),
        sheet_csv(sheet).decode("utf-8-sig"),
    ]


def test_a_turn_is_judged_as_one_reply_to_what_the_buyer_wrote_last(calls):
    sheet_of(
        said("buyer", "在吗", minute=0),
        said("buyer", "还没到", minute=1),
        said("agent", "在的", minute=2),
        said("agent", "我查一下", minute=3),
        said("buyer", "好", minute=4),
        said("agent", "到了", minute=5),
    )

    assert calls == [("在吗\n还没到", "在的\n我查一下"), ("好", "到了")]


def test_robots_and_the_system_are_not_judged_and_end_no_turn(calls):
    sheet_of(
        said("buyer", "在吗", minute=0),
        said("bot", "人工马上到", minute=1),
        said("buyer", "有人吗", minute=2),
        said("agent", "在的", minute=3),
        said("system", "订单已签收", minute=4),
        said("agent", "您说", minute=5),
        said("agent", " ", minute=6),
    )

    assert calls == [("在吗\n有人吗", "在的\n您说")]


def test_a_second_agent_answers_the_same_question(calls):
    sheet = sheet_of(
        said("buyer", "碎了"), said("agent", "哦", minute=1, agent="大刘"), said("agent", "我来处理", minute=2)
    )

    assert calls == [("碎了", "哦"), ("碎了", "我来处理")]
    assert [one.agent for one in sheet.replies] == ["大刘", "小鹿"]


def test_an_agent_may_write_first(calls):
    sheet_of(said("agent", "您好"))

    assert calls == [("", "您好")]


def test_sessions_do_not_mix_and_times_count_not_rows(calls):
    sheet_of(
        said("agent", "二", minute=3, session="b"),
        said("agent", "一", minute=2, session="a"),
        said("buyer", "甲", minute=0, session="a"),
        said("buyer", "乙", minute=1, session="b"),
    )

    assert sorted(calls) == [("乙", "二"), ("甲", "一")]


def test_the_same_reply_to_the_same_words_is_judged_once(calls):
    rows = [
        said(who, "在吗" if who == "buyer" else "在的", session=f"s{n}")
        for n in range(50)
        for who in ("buyer", "agent")
    ]

    sheet = sheet_of(*rows)

    assert len(calls) == 1
    assert len(sheet.replies) == 50


def test_hard_red_lines_come_first(calls):
    sheet = sheet_of(
        said("agent", "快递的事找快递", minute=0, session="a"), said("agent", "您加我微信", minute=1, session="b")
    )

    assert [violation.code for _, violation in sheet.red_lines] == ["off_platform", "blame_shift"]


def test_the_weakest_come_first_without_red_lines_and_without_the_best(calls):
    sheet = sheet_of(*(said("agent", text, session=text) for text in ("嗯嗯嗯", "哦", "加我微信", "好的" * 20)))

    assert [one.reply for one in sheet.weakest(20)] == ["哦", "嗯嗯嗯"]
    assert [one.reply for one in sheet.weakest(1)] == ["哦"]


def test_a_day_is_the_shops_day_and_counts_what_was_said(calls):
    late = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
    sheet = sheet_of(
        said("agent", "好" * 20, session="a"),
        said("agent", "加我微信？", session="b"),
        Message("c", "小鹿", "x", late, "agent", "哦"),
    )

    first, second = sheet.days
    assert (first.day, first.replies, first.mean_score, first.red_lines) == (date(2026, 11, 21), 2, 10, 1)
    assert first.shares["tone"] == first.unsure == 0.5
    assert (second.day, second.replies, second.mean_score) == (date(2026, 11, 22), 1, 1)


def test_one_day_or_one_agent_can_be_asked_for(calls):
    rows = [
        said("buyer", "在吗"),
        said("agent", "在", minute=1),
        said("agent", "哦", minute=2, agent="大刘"),
        said("agent", "早", minute=24 * 60, session="s2"),
    ]

    assert [one.reply for one in sheet_of(*rows, agent="大刘").replies] == ["哦"]
    assert [one.reply for one in sheet_of(*rows, day=date(2026, 11, 22)).replies] == ["早"]
    assert calls == [("在吗", "哦"), ("", "早")]


def test_buyers_are_numbered_in_the_order_of_the_log_and_their_ids_are_nowhere(calls):
    sheet = sheet_of(
        said("buyer", "在吗", session="x-tb_heliu-1"),
        said("agent", "tb_heliu您好", minute=1, session="x-tb_heliu-1"),
        said("agent", "您好", minute=2, session="s2", buyer="tb_other"),
        said("agent", "您好", minute=3, session="s3", buyer=""),
    )

    assert [one.buyer for one in sheet.replies] == ["买家1", "买家2", "买家不详"]
    assert sheet.replies[0].session == "x-买家1-1"
    assert not any("tb_" in text for text in shown(sheet))


@pytest.mark.parametrize("number", ["1000000123", "20261121001", "S-1"])
def test_a_sessions_number_is_kept(calls, number):
    (one,) = sheet_of(said("agent", "您好", session=number)).replies

    assert one.session == number


def test_nothing_personal_is_anywhere_in_the_sheet(calls):
    sheet = sheet_of(
        said("buyer", "我叫王小明，13812345678，浙江省杭州市西湖区文三路1号3栋502室"),
        said("agent", "好的王小明，加我微信gulu_88，打13812345678，寄文三路1号3栋502室？", minute=1),
        said("buyer", "138-1234-5678", minute=2),
        said("agent", "王小明，13812345678", minute=3),
    )

    for text in shown(sheet):
        for secret in ("王小明", "13812345678", "1234-5678", "文三路", "gulu_88"):
            assert secret not in text
        assert "〔电话〕" in text


def test_places_refer_to_the_masked_reply(calls):
    sheet = sheet_of(said("agent", "王先生13812345678，您加我微信gulu_88"))

    ((reply, red),) = sheet.red_lines
    assert red.text == reply.reply[red.start : red.end] == "加我微信〔账号〕"
    for evidence in reply.assessment.evidence.values():
        assert evidence.spans == ((0, len(reply.reply)),)
    assert reply.assessment.advice[0].before == reply.reply


def test_the_sheet_says_all_there_is_to_a_red_line(calls):
    sheet = sheet_of(said("buyer", "便宜点"), said("agent", "您加我微信", minute=1))

    text = "\n".join(sheet_lines(sheet, (), worst=20, articles=lambda _: ("某规则第 5 条",)))

    for part in (
        "小鹿",
        "2026-11-21 09:01:00",
        "会话 s1",
        "买家1",
        "“加我微信”",
        "off_platform",
        "引到站外了",
        "某规则第 5 条",
    ):
        assert part in text


def test_the_table_stands_in_columns(calls):
    sheet = sheet_of(said("agent", "哦"), said("agent", "哦", agent="大刘子", session="s2"))

    table = shown(sheet)[0].split("三、每人每天\n")[1].splitlines()
    assert len({row.index("2026") + sum(ord(c) > 0x2E80 for c in row[: row.index("2026")]) for row in table[1:]}) == 1


def test_a_cell_that_excel_would_run_is_defused(calls):
    rows = [
        said("agent", text, session=str(n))
        for n, text in enumerate(["=1+1", "+1", "-1", "@a", "\t=1", " =1", "＝1", "a=1"])
    ]

    table = list(csv.DictReader(io.StringIO(sheet_csv(sheet_of(*rows)).decode("utf-8-sig"), newline="")))

    assert [row["回复"] for row in table] == ["'=1+1", "'+1", "'-1", "'@a", "'\t=1", "' =1", "'＝1", "a=1"]


def test_what_could_command_a_terminal_is_not_printed(calls):
    text = shown(sheet_of(said("agent", "哦\x1b[2J\x07")))[0]

    assert "\x1b" not in text
    assert "\x07" not in text


def row(text="在吗", ts="2026-11-21T10:00:00+08:00", sender="buyer", agent="小鹿", session="s1"):
    return f"{session},{agent},b1,{ts},{sender},{text}\n"


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + row()).encode(),
        (HEAD + row()).encode("utf-8-sig"),
        (HEAD + row()).encode("gb18030"),
        (HEAD + row()).replace(",", "\t").encode(),
        (HEAD + row()).replace("\n", "\r\n").encode(),
        f"more,{HEAD.replace('ts', ' TS ')}x,{row()}\n\n".encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "tab", "crlf", "more columns"],
)
def test_a_log_is_read_as_shops_export_it(data):
    chat = read_chat(data)

    assert chat.problems == ()
    assert chat.messages == (Message("s1", "小鹿", "b1", NINE + timedelta(hours=1), "buyer", "在吗"),)


def test_a_text_of_several_lines_is_one_message_and_lines_are_counted_on():
    chat = read_chat((HEAD + row('"一\n二，""三"""') + row(ts="?")).encode())

    assert chat.messages[0].text == '一\n二，"三"'
    assert chat.problems[0].line == 4


def test_all_that_is_wrong_is_said_with_its_line_and_the_rest_is_read():
    chat = read_chat(
        (
            HEAD + row() + row(ts="2026-11-21 10:00") + row(ts="昨天", sender="seller") + row(sender="agent", agent="")
            + row(session="") + "s1,小鹿\n" + row(ts="0001-01-01T00:00:00+14:00") + row(ts="2026-11-21T02:00:00Z")
        ).encode()
    )  # fmt: skip

    assert len(chat.messages) == 2
    assert [one.line for one in chat.problems] == [3, 4, 4, 5, 6, 7, 8]
    for one, part in zip(
        chat.problems, ("时区", "seller", "昨天", "agent_id", "session_id", "断行", "0001"), strict=True
    ):
        assert part in str(one)


def test_an_open_quotation_mark_does_not_swallow_the_rest_unseen():
    chat = read_chat((HEAD + row() + row('"在') + row() + row()).encode())

    assert len(chat.messages) == 1
    assert [(one.line, "下面 2 行" in one.says) for one in chat.problems] == [(3, True)]


def test_a_slipped_row_does_not_give_its_buyer_away():
    (problem, _) = read_chat((HEAD + row(ts="13812345678", sender="王先生")).encode()).problems

    assert "〔姓名〕" in problem.says


def test_missing_columns_are_all_named():
    with pytest.raises(ChatError, match="缺 ts、text 这 2 列"):
        read_chat(HEAD.replace("ts", "time").replace(",text", "").encode())


@pytest.mark.parametrize("data", [b"", b"\xff\xff\xff\x80", b"\n\n", HEAD.encode() + b'"' + b"x" * 200_000])
def test_what_is_no_log_is_one_sentence(data):
    with pytest.raises(ChatError) as caught:
        read_chat(data)

    assert "\n" not in str(caught.value)


@given(st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), max_size=5))
def test_any_table_is_read_or_its_rows_are_named(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)

    chat = read_chat((HEAD + out.getvalue()).encode("utf-8", "replace"))

    assert not chat.messages


def test_the_small_log_shows_what_a_check_is_for():
    from cs_training.content.bank import open_bank

    chat = read_chat(SMALL.read_bytes())

    sheet = check_quality(chat.messages, judge=open_bank().judge, zone=SHOP)

    assert not chat.problems
    # What else the judge finds with 大刘 is its own tests' business; 小鹿 only reads the buyer's address back.
    found = {(reply.agent, violation.code) for reply, violation in sheet.red_lines}
    assert {("大刘", "off_platform"), ("大刘", "paid_review")} <= found
    assert {agent for agent, _ in found} == {"大刘"}
    by_agent = {day.agent: day.mean_score for day in sheet.days}
    assert by_agent["小鹿"] > by_agent["大刘"]
    for text in shown(sheet):
        for secret in ("张小河", "000-0000", "文三路", "gulu_daliu99", "tb_"):
            assert secret not in text
