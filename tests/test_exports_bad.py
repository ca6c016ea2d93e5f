"""What is wrong with an export is said with file, line, column, value and cure; no row is left out silently."""

import os

import openpyxl
import pytest
from export_files import HEADER, NOON, ORDERS, as_csv, message, whole

from cs_training.content.exports import encodings
from cs_training.content.exports.reading import read_messages, read_orders, read_ratings
from cs_training.errors import ExportError


@pytest.fixture
def write(tmp_path):
    def write(data, name="chat.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def refusal(read, path, **options):
    with pytest.raises(ExportError) as refused:
        list(read(path, **options)) if read is read_messages else read(path, **options)
    return str(refused.value)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"ts": "2026-11-21T12:00:00"}, "ts：写成了“2026-11-21T12:00:00”。没有时区"),
        ({"ts": "2026-02-30T12:00:00+08:00"}, "ts：写成了“2026-02-30T12:00:00+08:00”。不是一个时刻"),
        ({"ts": "昨天"}, "ts：写成了“昨天”。不是一个时刻"),
        ({"ts": ""}, "ts：没有写。"),
        ({"ts": "2620-11-21T12:00:00+08:00"}, "年份要在 1990 到 2199 之间"),
        ({"ts": "0001-01-01T00:00:00+08:00"}, "年份要在 1990 到 2199 之间"),
        ({"sender": "卖家"}, "sender：写成了“卖家”。只能是 buyer、agent、bot、system"),
        ({"sender": ""}, "sender：没有写。"),
        ({"session_id": " "}, "session_id：没有写。"),
        ({"session_id": "1.23457E+17"}, "session_id：写成了“1.23457E+17”。长编号"),
        ({"text": "a\0b"}, "text：里面有空字符（NUL）"),
        ({"sender": "\0"}, "sender：里面有空字符（NUL）"),
        ({"sender": "我的电话是13912345678"}, "写成了“我的电话是〔电话〕”"),
        ({"sender": "买家甲"}, "写成了“〔姓名〕”"),
        ({"sender": "好" * 40}, f"写成了“{'好' * 30}……”"),
        ({"sender": "两\r\n行"}, "写成了“两 行”"),
    ],
)
def test_a_bad_cell_is_named_with_its_value_and_the_cure(write, cells, says):
    path = write(as_csv([message(text="一\n二"), message(**cells)]))

    text = refusal(read_messages, path)

    assert f"chat.csv 第 4 行 {says}" in text or (says in text and "chat.csv 第 4 行 " in text)
    assert "里有 1 处要改" in text


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"amount": "-5"}, "amount：写成了“-5”。金额不能是负数"),
        ({"amount": "¥-5.00"}, "amount：写成了“¥-5.00”。金额不能是负数"),
        ({"amount": "1.234"}, "amount：写成了“1.234”。只能写到分"),
        ({"amount": "12,50"}, "amount：写成了“12,50”。要写成 129.00"),
        ({"amount": "1e3"}, "amount：写成了“1e3”。要写成 129.00"),
        ({"amount": ""}, "amount：没有写。"),
        ({"order_id": ""}, "order_id：没有写。"),
        ({"order_id": "4.1E+18"}, "order_id：写成了“4.1E+18”。长编号"),
        ({"paid_at": "未付款"}, "paid_at：写成了“未付款”。不是一个时刻"),
        ({"created_at": "2026-11-21 12:00"}, "created_at：写成了“2026-11-21 12:00”。没有时区"),
    ],
)
def test_a_bad_order_is_named_with_its_value_and_the_cure(write, cells, says):
    row = {"order_id": "D1", "buyer_id": "甲", "created_at": NOON, "paid_at": NOON, "amount": "9.90"}
    path = write(as_csv([list(row.values()), list((row | cells).values())], header=ORDERS), "o.csv")

    assert f"o.csv 第 3 行 {says}" in refusal(read_orders, path)
    assert read_orders(path, skip_bad_rows=True).report.skipped == 1


@pytest.mark.parametrize("rating", ["6", "0", "4.5", "-1", "好", "5分"])
def test_a_rating_that_is_none_is_named(write, rating):
    path = write(f"session_id,rating\nS1,5\nS2,{rating}\n", "r.csv")

    assert f"r.csv 第 3 行 rating：写成了“{rating}”。要写 1 到 5 的整数" in refusal(read_ratings, path)
    assert len(read_ratings(path, skip_bad_rows=True).frame) == 1


def test_all_rows_are_looked_at_and_the_first_twenty_problems_listed_in_order(write):
    rows = [message(), *[message(ts="x", sender="y")] * 15]

    text = refusal(read_messages, write(as_csv([*rows, message()])))

    lines = [int(line.split("第 ")[1].split(" 行")[0]) for line in text.splitlines()[1:-1]]
    assert lines == [line for line in range(3, 13) for _ in range(2)]
    assert "里有 30 处要改" in text
    assert text.endswith("还有 10 处。")


def test_skipping_leaves_out_bad_rows_only_and_counts_them(write):
    rows = [message(), message(ts="x", sender="y"), message(text="留下"), ["S1"], [*message(), "多"]]

    frame, report = whole(write("\r\n" + as_csv(rows)), skip_bad_rows=True)

    assert frame["text"].tolist() == ["在吗", "留下"]
    assert frame["row"].tolist() == [0, 2]
    assert (report.rows, report.skipped, report.problem_count) == (5, 3, 4)
    assert [one.line for one in report.problems] == [4, 4, 6, 7]


def test_nothing_is_handed_out_once_the_file_is_known_to_be_refused(write):
    reading = read_messages(write(as_csv([message(ts="x"), message()])))

    with pytest.raises(ExportError):
        next(reading)


@pytest.mark.parametrize("agent", ["agent", "buyer", "bot"])
def test_a_row_without_an_agent_or_a_buyer_is_good(write, agent):
    frame, _ = whole(write(as_csv([message(agent_id="", buyer_id="", sender=agent)])))

    assert frame.loc[0, ["agent_id", "buyer_id"]].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("encoding", "other", "name"), [("utf-8", "gb18030", "UTF-8"), ("gb18030", "utf-8", "GB18030")]
)
def test_rows_in_another_encoding_than_most_are_named_and_the_others_read(write, encoding, other, name, monkeypatch):
    monkeypatch.setattr(encodings, "_BLOCK", 7)
    lines = [line + "\n" for line in as_csv([message(text=f"亲，第{n}件") for n in range(5)], end="\n").splitlines()]
    path = write(b"".join(line.encode(other if at in {1, 3} else encoding) for at, line in enumerate(lines)))

    frame, report = whole(path, skip_bad_rows=True)

    assert frame["text"].tolist() == ["亲，第1件", "亲，第3件", "亲，第4件"]
    assert [(one.line, one.column) for one in report.problems] == [(2, "agent_id"), (4, "agent_id")]
    assert all(f"不是 {name}" in one.says for one in report.problems)
    assert "买家甲" not in refusal(read_messages, path)


@pytest.mark.parametrize(
    ("broken", "kept", "skipped", "line"),
    [
        ('S1,a,b,T,buyer,"没有关\n' + "S2,a,b,T,buyer,好\n" * 3, ["前"], 4, 3),
        ('S1,a,b,T,buyer,"没有关\nS2,a,b,T,buyer,好\nS3,a,b,T,buyer,"好"\nS4,a,b,T,buyer,后\n', ["前", "后"], 3, 3),
        ('S1,a,b,T,buyer,"没有关\nS2,a,b,T,buyer,好\nS3,a,b,T,buyer,好"\nS4,a,b,T,buyer,后\n', ["前", "后"], 3, 3),
        ('S1,a,b,T,buyer,"多"了一个\nS4,a,b,T,buyer,后\n', ["前", "后"], 1, 3),
        ('S1,a,b,T,buyer,"没有关\n' + "S2,a,b,T,buyer,好\n" * 9000, None, None, 3),
    ],
    ids=["to-the-end", "to-the-next", "to-a-stray-one", "within-a-cell", "longer-than-any-cell"],
)
def test_a_quotation_mark_that_nobody_closed_is_named_and_what_it_swallowed_counted(write, broken, kept, skipped, line):
    path = write(",".join(HEADER) + "\n" + f"S0,a,b,{NOON},buyer,前\n" + broken.replace("T", NOON))

    frame, report = whole(path, skip_bad_rows=True)

    assert report.rows == len(frame) + report.skipped == path.read_text(encoding="utf-8").count("\n") - 1
    assert report.problems[0].line == line
    assert report.problem_count == 1
    assert "引号" in report.problems[0].says
    assert kept is None or (frame["text"].tolist(), report.skipped) == (kept, skipped)


def test_a_text_of_many_lines_and_commas_has_swallowed_nothing(write):
    text = "收货：\n张三,138,浙江,杭州,西湖区,1 号\n2026,1,2,3,4,5,6"

    frame, _ = whole(write(as_csv([message(text=text)])))

    assert frame["text"].tolist() == [text]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "是空的"),
        ("\ufeff\n \n", "是空的"),
        (
            as_csv([message()], header=["sesion_id", *HEADER[1:]]),
            "缺 session_id 这 1 列。.*sesion_id 是不是就是 session_id",
        ),
        (
            as_csv([message()], header=["会话", "客服", "买家", "时间", "谁", "说"]),
            r"6 列.*--columns.*qianniu-like.example",
        ),
        (as_csv([message()], header=["text", *HEADER]), "有两列都叫 text"),
        (as_csv([message()], by="|"), "用竖线分列"),
        (",".join(HEADER).replace(",", "，"), "用中文逗号分列"),
        (as_csv([message()]).encode("utf-16-le"), "NUL"),
        (as_csv([message()]).encode("utf-16") + b"\x00\xd8\x00\xd8", "开头是 UTF-16"),
        (b"\xd0\xcf\x11\xe0rest", r"旧版 Excel（.xls）.*另存为"),
        ("<html><table></table></html>", "网页"),
        (b"PK\x03\x04rest", "不是完整的 Excel 工作簿"),
        (b"PAR1rest", "不是完整的 Parquet 文件"),
        (b"\x1f\x8b\x08\x00rest", "压缩包不完整"),
    ],
)
def test_a_file_that_is_no_table_of_messages_gets_one_sentence(write, text, says):
    path = write(text)

    with pytest.raises(ExportError, match=rf"(?s)^chat\.csv.*{says}.*[。l]$"):
        list(read_messages(path))


def test_a_file_without_a_header_shows_nothing_of_its_first_row(write):
    text = refusal(read_messages, write(as_csv([], header=message(buyer_id="buyer_13912345678"))))

    assert "139" not in text
    assert "缺 session_id" in text


def test_a_folder_and_a_missing_file_get_one_sentence(tmp_path):
    assert "那是一个文件夹" in refusal(read_messages, tmp_path)
    assert "这个位置不存在" in refusal(read_orders, tmp_path / "none.csv")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_gets_one_sentence(write):
    path = write("")
    path.chmod(0)

    assert "没有权限" in refusal(read_messages, path)


def test_a_long_number_that_excel_has_cut_short_is_named(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(ORDERS)
    book.active.append([123456789012345678, "甲", NOON, None, 0.1 + 0.2])
    book.active.append(["123456789012345678", "甲", NOON, None, 0.1 + 0.2])
    book.active.append(["2", "甲", NOON, None, 1, "多出来的"])
    book.save(tmp_path / "o.xlsx")

    orders = read_orders(tmp_path / "o.xlsx", skip_bad_rows=True)

    assert orders.frame["fen"].tolist() == [30]
    assert [(one.line, one.column) for one in orders.report.problems] == [(2, "order_id"), (4, "")]
