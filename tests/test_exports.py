"""Exports are read as shops have them, whatever their kind, encoding, delimiter and size."""

import gzip
import io
import sys
from datetime import datetime, timedelta, timezone

import pandas as pd
import pytest
from export_files import HEADER, NOON, NOON_AT, ORDERS, as_csv, message, whole
from hypothesis import given
from hypothesis import strategies as st

from cs_training.content.exports import delimited, encodings
from cs_training.content.exports.columns import parse_columns
from cs_training.content.exports.reading import read_messages, read_orders, read_ratings
from cs_training.errors import ExportError

LOG = [
    ["S1", "小美", "买家甲", NOON, "buyer", "在吗？第一行\n第二行"],
    ["S1", "小美", "买家甲", "2026-11-21 04:00:05.25Z", "agent", '在的, 亲说的是"这款"吗😊'],
    ["S2", "", "", "2026-11-21T12:01+0800", "system", ""],
]


@pytest.fixture
def write(tmp_path):
    def write(data, name="chat.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
@pytest.mark.parametrize("by", [",", "\t", ";"], ids=["comma", "tab", "semicolon"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_a_text_file_is_read_in_any_encoding_delimiter_and_line_end(write, encoding, by, end):
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    path = write((mark + as_csv(LOG, by=by, end=end)).encode(encoding))

    frame, report = whole(path)

    assert frame["session_id"].tolist() == ["S1", "S1", "S2"]
    assert frame["agent_id"].tolist() == ["小美", "小美", ""]
    assert frame["buyer_id"].tolist() == ["买家甲", "买家甲", ""]
    assert frame["at"].tolist() == [NOON_AT, NOON_AT + 5_250_000, NOON_AT + 60_000_000]
    assert frame["sender"].tolist() == ["buyer", "agent", "system"]
    assert frame["text"].tolist() == [row[5] for row in LOG]
    assert frame["row"].tolist() == [0, 1, 2]
    assert report.encoding == {"utf": "UTF-8", "gb1": "GB18030"}.get(encoding[:3]) or encoding.startswith("utf-16")
    assert (report.delimiter, report.rows, report.skipped, report.problem_count) == (by, 3, 0, 0)


def test_a_zipped_text_file_is_read_as_it_is(write):
    frame, _ = whole(write(gzip.compress(as_csv(LOG).encode()), "chat.csv.gz"))

    assert frame["text"].tolist() == [row[5] for row in LOG]


def test_a_short_word_of_gb18030_that_could_be_utf8_is_read_as_the_rest_of_its_file(write):
    texts = ["在吗", "一", "有货的，亲"]
    rows = [message(agent_id="a", buyer_id="b", text=text) for text in texts]

    frame, report = whole(write(as_csv(rows).encode("gb18030")))

    assert frame["text"].tolist() == texts
    assert report.encoding == "GB18030"


def test_columns_may_stand_in_any_order_beside_others_and_be_written_in_capitals(write):
    rows = [["x", *reversed(row)] for row in LOG]

    frame, _ = whole(write(as_csv(rows, header=["店铺", *(name.upper() for name in reversed(HEADER))])))

    assert frame["session_id"].tolist() == ["S1", "S1", "S2"]
    assert "店铺" not in frame


def test_lines_without_anything_are_no_rows(write):
    frame, report = whole(write("\n" + as_csv([LOG[0]]) + "\r\n,,,,,\r\n" + as_csv([LOG[1]]).partition("\n")[2]))

    assert len(frame) == 2
    assert (report.rows, report.skipped) == (2, 0)
    assert frame["row"].is_monotonic_increasing


def test_empty_cells_behind_the_last_column_are_nothing(write):
    frame, _ = whole(write(as_csv([[*LOG[0], "", ""], LOG[1]])))

    assert len(frame) == 2


def test_a_header_alone_is_an_empty_table(write):
    frame, report = whole(write(as_csv([])))
    orders = read_orders(write("order_id,buyer_id,created_at,paid_at,amount\n", "o.csv"))

    assert len(frame) == report.rows == len(orders.frame) == 0
    assert str(frame.dtypes["at"]) == str(frame.dtypes["row"]) == "int64"


TEXTS = st.lists(st.text(st.sampled_from("好的,，;\t\"'\n\r😊 a1。|\u2028\x85"), max_size=12), min_size=1, max_size=12)


@given(
    texts=TEXTS, by=st.sampled_from(",;\t"), coding=st.sampled_from(["utf-8", "gb18030", "utf-16"]), end=st.booleans()
)
def test_any_text_comes_back_and_a_bad_row_behind_it_has_the_line_an_editor_shows(
    texts, by, coding, end, tmp_path_factory
):
    rows = [message(text=text) for text in texts]
    data = as_csv([*rows, message(ts="中午")], by=by, end="\r\n" if end else "\n")
    path = tmp_path_factory.mktemp("exports") / "chat.csv"
    path.write_bytes(data.encode(coding))

    frame, report = whole(path, skip_bad_rows=True)

    assert frame["text"].tolist() == texts
    assert report.problems[0].line == len(list(io.StringIO(data, newline="")))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_where_the_file_is_cut_for_reading_changes_nothing(write, monkeypatch, encoding, end):
    bad = message(ts="中午", text="坏的\n一行")
    path = write(as_csv([*LOG, bad, ["S1"], *LOG] * 3, end=end).encode(encoding))
    frame, report = whole(path, skip_bad_rows=True)
    monkeypatch.setattr(encodings, "_BLOCK", 7)
    monkeypatch.setattr(delimited, "CHUNK", 2)

    pieces, its_report = whole(path, skip_bad_rows=True)

    pd.testing.assert_frame_equal(pieces, frame)
    assert its_report == report


def test_repeats_have_the_same_keys_and_no_other_rows_do(write):
    other = [*LOG[0][:5], LOG[0][5] + " "]
    shifted = ["S1小", "美", *LOG[0][2:]]

    frame, _ = whole(write(as_csv([*LOG, LOG[0], other, shifted])))

    keys = list(zip(frame["key"], frame["key2"], strict=True))
    assert keys[3] == keys[0]
    assert len(set(keys)) == 5
    assert str(frame.dtypes["key"]) == "int64"


def test_a_workbook_is_read_with_its_numbers_and_times(tmp_path):
    import openpyxl

    mapping = (
        "messages: {session_id: 会话, agent_id: 客服, buyer_id: 买家, ts: {column: 时间, timezone: Asia/Shanghai}, "
    )
    mapping += "sender: {column: 身份, values: {买家: buyer, 客服: agent}}, text: 内容}"
    book = openpyxl.Workbook()
    book.active.append(["会话", "客服", "买家", "时间", "身份", "内容", None])
    book.active.append([17, "小美", 9.0, datetime(2026, 11, 21, 12), "买家", "在吗"])  # noqa: DTZ001 -- a sheet knows no zones
    book.active.append([None] * 6)
    book.active.append([17, None, 9, "2026-11-21 12:00:01", "客服", None])
    book.save(tmp_path / "chat.xlsx")

    frame, report = whole(tmp_path / "chat.xlsx", columns=parse_columns(mapping, name=""))

    assert frame["session_id"].tolist() == ["17", "17"]
    assert frame["buyer_id"].tolist() == ["9", "9"]
    assert frame["at"].tolist() == [NOON_AT, NOON_AT + 1_000_000]
    assert frame["text"].tolist() == ["在吗", ""]
    assert frame["row"].tolist() == [0, 2]
    assert report.encoding == report.delimiter == ""


def test_a_parquet_file_is_read_whatever_the_types_of_its_columns(tmp_path):
    at = pd.Series([datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=8)))] * 2)
    table = {"session_id": [1, 2], "agent_id": pd.Categorical(["小美", None]), "buyer_id": ["甲", "乙"], "ts": at}
    pd.DataFrame(table | {"sender": "agent", "text": [None, "好"]}).to_parquet(tmp_path / "chat.parquet")

    frame, _ = whole(tmp_path / "chat.parquet")

    assert frame["session_id"].tolist() == ["1", "2"]
    assert frame["agent_id"].tolist() == ["小美", ""]
    assert frame["at"].tolist() == [NOON_AT, NOON_AT]
    assert frame["text"].tolist() == ["", "好"]


def test_how_far_the_reading_is_rises_to_one(write, monkeypatch):
    monkeypatch.setattr(delimited, "CHUNK", 2)
    seen = []

    list(read_messages(write(as_csv(LOG * 5)), progress=seen.append))

    assert seen == sorted(seen)
    assert seen[-1] == 1


@pytest.mark.parametrize(
    ("amount", "fen"),
    [
        ("0", 0),
        ("129", 12900),
        ("19.9", 1990),
        ("0.29", 29),
        ("1.500", 150),
        ("¥1,234.50", 123450),
        ("￥12,345,678.90元", 1234567890),
        ("88 元", 8800),
        ("9.", 900),
    ],
)
def test_an_amount_is_read_to_the_fen(write, amount, fen):
    orders = read_orders(write(as_csv([["D1", "甲", NOON, "", amount]], header=ORDERS)))

    assert orders.frame["fen"].tolist() == [fen]


def test_orders_keep_what_is_missing_missing_and_lose_repeats(write):
    rows = [['="123456789012345678"', "甲", "", "", "9"], ["2", "", NOON, NOON, "9"], ["2", "", NOON, NOON, "9"]]

    orders = read_orders(write(as_csv(rows, header=ORDERS)))

    assert orders.frame["order_id"].tolist() == ["123456789012345678", "2"]
    assert orders.frame["created"].isna().tolist() == orders.frame["paid"].isna().tolist() == [True, False]
    assert orders.frame["paid"][1] == NOON_AT
    assert list(orders.frame) == ["row", "order_id", "buyer_id", "created", "paid", "fen"]
    assert (orders.report.rows, orders.report.repeats) == (3, 1)


def test_a_rating_may_be_missing_and_may_be_written_with_a_point(write):
    ratings = read_ratings(write("session_id,rating\nS1,5.0\nS2,\nS3,1\nS1,5.0\nS1,5\n"))

    assert ratings.frame["rating"].fillna(0).tolist() == [5, 0, 1, 5]
    assert str(ratings.frame["rating"].dtype) == "Int64"
    assert ratings.report.repeats == 1


def test_without_pyarrow_a_parquet_file_gets_the_way_out(write, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(ExportError, match=r'pip install "cs-training\[scale\]"'):
        whole(write(b"PAR1", "chat.parquet"))
