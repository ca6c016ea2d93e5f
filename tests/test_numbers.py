"""Numbers as people type them: every form is read exactly, and what is no number is refused with a way out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.numbers import read_number

UNITS = ("", "%", "元", "秒", "分钟", "小时", "天", "人", "单", "件", "条", "次", "个", "分")


def reads(typed: str, unit: str = "") -> Fraction:
    """The one reading of what was typed."""
    (reading,) = read_number(typed, unit)
    return reading


def share(typed: str) -> tuple[Fraction, ...]:
    return read_number(typed, "%")


def refusal(typed: str, unit: str = "") -> str:
    """What the learner is told."""
    with pytest.raises(ValueError, match="。") as refused:
        read_number(typed, unit)
    return str(refused.value)


def read_or_refused(typed: str, unit: str) -> bool:
    """Whether something typed gives exact numbers, or else a Chinese sentence."""
    try:
        return all(isinstance(reading, Fraction) for reading in read_number(typed, unit))
    except ValueError as refused:
        return str(refused).endswith("。")


@pytest.mark.parametrize(
    "typed",
    [
        *("35%", "35 %", "35％", "３５％", "35.0%", "约 35%", "大约35%", "35%左右", "35%。", "“35%”", "是35%"),
        *("答：35%", "0.35", ".35", "０．３５", "0.350", "35", "３５", "35.", "7/20", "７／２０", "35/100"),
        *(
            "140/400",
            "三成五",
            "3成5",
            "三成半",
            "3.5成",
            "百分之三十五",
            "百分之35",
            "二十分之七",
            "35个百分点",
            "35个点",
            "350‰",
        ),
        "千分之三百五",
    ],
)
def test_a_share_of_35_percent_may_be_written(typed: str):
    assert Fraction(35, 100) in share(typed)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("千分之五", Fraction(5, 1000)),
        ("万分之五", Fraction(5, 10000)),
        ("百分之百", 1),
        ("百分之三十五点五", Fraction(355, 1000)),
        ("百分之半", Fraction(5, 1000)),
        ("三分之一", Fraction(1, 3)),
        ("3/4", Fraction(3, 4)),
        ("100%", 1),
        ("0%", 0),
        ("0.5%", Fraction(5, 1000)),
        ("-5%", Fraction(-5, 100)),
        ("负三成", Fraction(-3, 10)),
        ("三成", Fraction(3, 10)),
        ("两成", Fraction(2, 10)),
        ("十成", 1),
        ("3成25", Fraction(325, 1000)),
    ],
)
def test_a_share_with_its_sign_has_one_meaning(typed: str, means: Fraction):
    assert share(typed) == (means,)


def test_a_bare_number_under_percent_may_be_a_percentage_or_a_share():
    assert share("35") == (35, Fraction(35, 100))
    assert share("0.35") == (Fraction(35, 100), Fraction(35, 10000))


def test_half_is_a_share():
    assert Fraction(1, 2) in share("一半")
    assert Fraction(1, 2) in share("半")
    assert Fraction(3, 2) not in share("一半")


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("1200", 1200),
        ("１２００", 1200),
        ("1,200", 1200),
        ("１，２００", 1200),
        ("1 200", 1200),
        ("1,2000", 12000),
        ("1,234,567", 1234567),
        ("1,200.50", Fraction("1200.5")),
        ("1200。", 1200),
        ("1200.", 1200),
        ("1200，", 1200),
        ("（1200）", 1200),
        ("=1200", 1200),
        ("12.", 12),
        (".5", Fraction(1, 2)),
        ("-0", 0),
        ("＋5", 5),
        ("-5", -5),
        ("－5", -5),
        ("−5", -5),
        ("负5", -5),
        ("负五", -5),
        ("1e3", 1000),
        ("1E3", 1000),
        ("1e-05", Fraction(1, 100000)),
        ("007", 7),
        ("3/4", Fraction(3, 4)),
        ("1.5/3", Fraction(1, 2)),
        ("-3/4", Fraction(-3, 4)),
    ],
)
def test_plain_numbers_are_read_in_any_dress(typed: str, means: Fraction):
    assert reads(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("1.2万", 12000),
        ("1.2w", 12000),
        ("1.2W", 12000),
        ("1.2k", 1200),
        ("1万2", 12000),
        ("1万2千", 12000),
        ("1万2500", 12500),
        ("1万零5", 10005),
        ("1万零5百", 10500),
        ("-1万2", -12000),
        ("1千2", 1200),
        ("1k2", 1200),
        ("5百", 500),
        ("3千5百", 3500),
        ("1亿2千万", 120_000_000),
        ("一万二", 12000),
        ("一千二", 1200),
        ("一百零五", 105),
        ("一百五", 150),
        ("二百五", 250),
        ("一百五十", 150),
        ("一千零五十", 1050),
        ("一千零五", 1005),
        ("一万零五百", 10500),
        ("两万五", 25000),
        ("三點五萬", 35000),
        ("三点五万", 35000),
        ("一亿二", 120_000_000),
        ("十", 10),
        ("十五", 15),
        ("二十一", 21),
        ("零", 0),
        ("二〇二六", 2026),
        ("二零二六", 2026),
        ("三点一四", Fraction("3.14")),
        ("三千点五", Fraction("3000.5")),
        ("半", Fraction(1, 2)),
    ],
)
def test_chinese_and_mixed_numerals_are_read(typed: str, means: Fraction):
    assert reads(typed) == means


@pytest.mark.parametrize(
    ("typed", "unit", "means"),
    [
        ("1分30秒", "秒", 90),
        ("1 分 30 秒", "秒", 90),
        ("一分三十秒", "秒", 90),
        ("1分30", "秒", 90),
        ("1分30", "分钟", Fraction(3, 2)),
        ("一分半", "秒", 90),
        ("一分半钟", "秒", 90),
        ("-1分30秒", "秒", -90),
        ("90秒", "分钟", Fraction(3, 2)),
        ("90s", "秒", 90),
        ("2min", "秒", 120),
        ("半小时", "分钟", 30),
        ("半个小时", "分钟", 30),
        ("一个半小时", "分钟", 90),
        ("1小时30", "分钟", 90),
        ("1小时零5分", "分钟", 65),
        ("1小时半", "分钟", 90),
        ("一刻钟", "分钟", 15),
        ("2h", "小时", 2),
        ("48小时", "天", 2),
        ("三天半", "小时", 84),
        ("1天2小时", "小时", 26),
        ("一周", "天", 7),
        ("7日", "天", 7),
    ],
)
def test_times_are_read_in_the_unit_asked_for(typed: str, unit: str, means: Fraction):
    assert reads(typed, unit) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("¥1200", 1200),
        ("￥1,200.50", Fraction("1200.5")),
        ("1200元", 1200),
        ("RMB 1200", 1200),
        ("人民币1200元整", 1200),
        ("1.2万元", 12000),
        ("1万2元", 12000),
        ("1千2百元", 1200),
        ("三万五千块", 35000),
        ("3块5", Fraction("3.5")),
        ("三块五", Fraction("3.5")),
        ("3塊5", Fraction("3.5")),
        ("3块5毛", Fraction("3.5")),
        ("三块半", Fraction("3.5")),
        ("3块05", Fraction("3.05")),
        ("12块25", Fraction("12.25")),
        ("三元零五分", Fraction("3.05")),
        ("12元5角", Fraction("12.5")),
        ("12元5角8", Fraction("12.58")),
        ("12元5角8分", Fraction("12.58")),
        ("-3块5", Fraction("-3.5")),
        ("5毛", Fraction("0.5")),
        ("九块九", Fraction("9.9")),
    ],
)
def test_money_is_read_in_yuan(typed: str, means: Fraction):
    assert reads(typed, "元") == means


@pytest.mark.parametrize(
    ("typed", "unit", "means"),
    [
        ("3个人", "人", 3),
        ("3名顾客", "人", 3),
        ("三位", "人", 3),
        ("5个订单", "单", 5),
        ("5件商品", "件", 5),
        ("12轮对话", "次", 12),
        ("十二句", "条", 12),
        ("两个", "个", 2),
        ("两个半", "个", Fraction(5, 2)),
        ("80分", "分", 80),
    ],
)
def test_things_are_counted_in_their_classifiers(typed: str, unit: str, means: Fraction):
    assert reads(typed, unit) == means


@pytest.mark.parametrize("nothing", ["", " ", "\t\n", "。", "约", "　", "-", "?"])
def test_an_empty_answer_is_asked_for_a_number(nothing: str):
    assert "还没有填数字" in refusal(nothing)


@pytest.mark.parametrize(
    "nonsense",
    [
        *("abc", "不知道", "几百", "十几", "二三十", "1.2.3", "1..2", "--5", "点五", "三点", "半半", "十半"),
        *("五5", "十百", "三万五万", "12e", "1e400", "inf", "nan", "None", "True", "0x10", "1_000", "百分之"),
        *("百分之三成", "元12", "½", "٪"),
    ],
)
def test_nonsense_is_refused_with_an_example(nonsense: str):
    assert "比如" in refusal(nonsense)


@pytest.mark.parametrize(
    "two", ["35-40", "35~40", "1,2,3", "12,5", "35 40", "5+3", "5-3", "1、200", "1千25", "1万25", "35或40"]
)
def test_what_may_be_two_numbers_is_refused_not_guessed(two: str):
    assert "比如" in refusal(two)


@pytest.mark.parametrize("sign", "-~+、*")
def test_two_numbers_with_a_sign_between_them_are_not_called_a_wrong_unit(sign: str):
    assert f"“35{sign}40”不是一个数" in refusal(f"35{sign}40")


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("35%40%", "%"),
        ("30秒1分", "秒"),
        ("5角3元", "元"),
        ("30秒5", "秒"),
        ("3人5", "人"),
        ("1天2", "小时"),
        ("80分5", "分"),
    ],
)
def test_parts_that_do_not_go_down_in_size_are_refused(typed: str, unit: str):
    assert "比如" in refusal(typed, unit)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("35元", "%"),
        ("35秒", "元"),
        ("35%", "元"),
        ("百分之五", "元"),
        ("三成五", ""),
        ("三分之一", "单"),
        ("5件", "人"),
        ("5公斤", "件"),
    ],
)
def test_a_wrong_unit_is_named_together_with_the_right_one(typed: str, unit: str):
    says = refusal(typed, unit)

    assert (f"单位是“{unit}”" if unit not in ("", "%") else {"": "不带单位", "%": "百分比"}[unit]) in says


def test_a_share_of_nothing_is_refused():
    assert "分母" in refusal("1/0")
    assert "分母" in refusal("零分之一", "%")


@pytest.mark.parametrize("long", ["9" * 5000, "万" * 5000, "。" * 100_000 + "x", "1分" * 5000, "(" * 5000])
def test_a_flood_of_characters_is_refused_at_once(long: str):
    assert len(refusal(long)) < 80


def test_a_reading_is_exact():
    assert reads("0.1") * 3 == reads("0.3")
    assert reads("33.3%", "%") * 1000 == 333


DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A whole number below 100000 as it is written in words, by the school rule."""
    if number >= 10000:
        rest = number % 10000
        return chinese(number // 10000) + "万" + ("零" if 0 < rest < 1000 else "") + (chinese(rest) if rest else "")
    words, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
        gap = not digit
    return words or "零"


def test_the_writer_of_these_tests_can_count():
    assert [chinese(n) for n in (0, 10, 105, 150, 1050, 10005, 12000, 20300)] == [
        *("零", "一十", "一百零五", "一百五十", "一千零五十", "一万零五", "一万二千", "二万零三百"),
    ]


@given(st.integers(0, 99999))
def test_a_whole_number_written_in_words_reads_back(number: int):
    assert reads(chinese(number)) == number


@given(st.integers(0, 99), st.sampled_from(["百分之{}", "{}%"]))
def test_a_percentage_in_words_or_digits_reads_back(number: int, form: str):
    words = form.format(chinese(number) if form.startswith("百") else number)

    assert share(words) == (Fraction(number, 100),)


@given(st.integers(10, 19))
def test_ten_may_be_written_without_one(number: int):
    assert reads(chinese(number).removeprefix("一")) == number


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_printed_decimal_reads_back(number: Decimal):
    assert reads(f"{number}") == Fraction(number)
    assert reads(f"{number:,}") == Fraction(number)


@given(st.floats(1e-99, 1e99))
def test_a_float_that_python_prints_reads_back(number: float):
    assert float(reads(repr(number))) == number


@given(st.integers(0, 99), st.integers(0, 59))
def test_minutes_and_seconds_add_up(minutes: int, seconds: int):
    assert reads(f"{minutes}分{seconds}秒", "秒") == 60 * minutes + seconds
    assert reads(f"{minutes}分{seconds}", "秒") == 60 * minutes + seconds


@given(st.decimals(0, 9999, places=2))
def test_yuan_jiao_and_fen_add_up(amount: Decimal):
    yuan, jiao, fen = int(amount), int(amount * 10) % 10, int(amount * 100) % 10

    assert reads(f"{yuan}元{jiao}角{fen}分", "元") == Fraction(amount)
    assert reads(f"{yuan}块{jiao}{fen}", "元") == Fraction(amount)


@given(
    st.text(
        st.sampled_from("0123456789.,%-+eEkw/：:。 零〇一二两三十百千万亿点半成分之秒元块个角毛小时负约是²①"),
        max_size=12,
    ),
    st.sampled_from(UNITS),
)
def test_whatever_is_typed_is_read_or_refused_in_chinese(typed: str, unit: str):
    assert read_or_refused(typed, unit)


@given(st.text(), st.sampled_from(UNITS))
def test_any_text_at_all_is_read_or_refused_in_chinese(typed: str, unit: str):
    assert read_or_refused(typed, unit)
