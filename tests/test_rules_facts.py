"""Facts as people write them, the rule base as engines ask it, and exact money."""

from datetime import date, datetime
from fractions import Fraction

import pytest

from cs_training.core.exact import clamp, fen, rounded, say, split
from cs_training.core.rulebook import Holidays, Rule, RuleBook, Version
from cs_training.core.ruling.facts import BEIJING, read_facts
from cs_training.errors import CaseError, UnknownIdError


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("platform", "tmall", "tmall"),
        ("platform", "天猫", "tmall"),
        ("platform", "TMALL", "tmall"),
        ("ask", "damages", "extra"),
        ("category", "衣服", "clothing"),
        ("category", "furniture", "home"),
        ("category", "登山绳", "other"),
        ("route", "新疆", "remote"),
        ("route", "发往新疆乌鲁木齐", "remote"),
        ("route", "江浙沪", "near"),
        ("route", "跨省", "cross"),
        ("requester", "police", "authority"),
        ("breach_by", "merchant", "seller"),
        ("price", "99.90", 9990),
        ("price", 10**11, 10**13),
        ("price", 0, 0),
        ("clause_rate", "10%", Fraction(1, 10)),
        ("clause_rate", 0.1, Fraction(1, 10)),
        ("clause_rate", 0, 0),
        ("clause_rate", 1, 1),
        ("qty", "2", 2),
        ("items", [200, {"price": 120, "qty": 2, "name": "杯子"}], ((20000, 1), (12000, 2))),
        ("return_items", [2], (2,)),
        ("return_items", ["120"], ((12000, 1),)),
        ("return_items", [{"price": 120, "qty": 2}], ((12000, 2),)),
        ("orders", [900, {"price": 1}, {"amount": 2}, {"paid": 3}, {"total": 4}], (90000, 100, 200, 300, 400)),
        ("clause", "  不退不换 ", "不退不换"),
        ("today", "2026/11/22", date(2026, 11, 22)),
    ],
)
def test_a_fact_is_read_as_people_write_it(name, written, read):
    assert read_facts({name: written}) == {name: read}


@pytest.mark.parametrize(
    ("written", "day", "moment"),
    [
        ("2026-11-17", date(2026, 11, 17), None),
        (date(2026, 11, 17), date(2026, 11, 17), None),
        ("2026-11-17T09:30", date(2026, 11, 17), datetime(2026, 11, 17, 9, 30, tzinfo=BEIJING)),
        ("2026-11-17T24:00", date(2026, 11, 18), datetime(2026, 11, 18, tzinfo=BEIJING)),
        ("2026-11-17T16:00:00+00:00", date(2026, 11, 18), datetime(2026, 11, 18, tzinfo=BEIJING)),
        ("2026-11-18T00:00:00+08:00", date(2026, 11, 18), datetime(2026, 11, 18, tzinfo=BEIJING)),
    ],
)
def test_a_moment_is_a_day_in_beijing_as_well(written, day, moment):
    facts = read_facts({"paid_at": written})

    assert facts == {"paid_on": day} | ({"paid_at": moment} if moment else {})


@pytest.mark.parametrize("nothing", [None, "", "unknown", "未知"])
def test_what_is_not_known_is_no_fact(nothing):
    assert read_facts({"price": nothing, "platform": "law"}) == {"platform": "law"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("price", True), ("price", -0.01), ("price", 10**11 + 1), ("price", "很贵"), ("price", [1]), ("qty", 1.5),
        ("qty", -1), ("clause_rate", 1.01), ("clause_rate", -0.1), ("clause_rate", "101%"), ("category", "clothng"),
        ("platform", "tmal"), ("clause", 5), ("items", []), ("items", 5), ("items", [{"price": 1, "colour": "red"}]),
        ("items", [{"qty": 1}]), ("return_items", [0]), ("return_items", [True]), ("return_items", [-1]),
        ("orders", [True]), ("paid_at", "2026-02-30"), ("paid_at", 20261117),
        ("hours_since", True), ("intact", "是"), ("intact", 1),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(name, written):
    with pytest.raises(CaseError, match=name):
        read_facts({name: written})


def test_two_faults_are_told_in_one_message_with_a_mark_between():
    def told(case):
        with pytest.raises(CaseError) as refused:
            read_facts(case)
        return str(refused.value)

    price, intact = told({"price": -1}), told({"intact": "是"})

    assert price.startswith("price（")
    assert told({"price": -1, "intact": "是"}) == price.removesuffix("。") + "；" + intact


def version(start, **more):
    return Version(start=start, says="说", cites="第 1 条", confidence="A", **more)


def rule(*starts, **more):
    versions = tuple(map(version, starts))
    fields = {"id": "R-1", "title": "规则", "topic": "returns", "platform": "law", "decides": True, "picked_by": ()}
    fields |= {"checked": "2026-11-22", "who": "谁", "conditions": (), "versions": versions}
    return Rule(**(fields | more))


def test_a_version_holds_from_its_first_day_to_the_day_before_the_next():
    both = rule("2024-01-01", "2025-01-01", "2026-01-01")
    first, second, third = both.versions

    assert both.on(date(2023, 12, 31)) is None
    assert both.on(date(2024, 1, 1)) is first
    assert both.on(date(2024, 12, 31)) is first
    assert both.on(date(2025, 1, 1)) is second
    assert (both.last_day(first), both.last_day(second)) == (date(2024, 12, 31), date(2025, 12, 31))
    assert both.last_day(third) is None


def test_a_rule_that_ended_holds_on_its_last_day():
    over = rule("2024-01-01", ended="2025-06-30")

    assert over.on(date(2025, 6, 30)) is over.versions[0]
    assert over.on(date(2025, 7, 1)) is None
    assert over.last_day(over.versions[0]) == date(2025, 6, 30)


def test_a_day_without_a_version_says_why():
    book = RuleBook({"R-1": rule("2024-01-01", ended="2025-06-30"), "R-2": rule()})

    with pytest.raises(CaseError, match="已知最早的版本自 2024-01-01 起"):
        book.version("R-1", date(2023, 12, 31))
    with pytest.raises(CaseError, match="这条规则到 2025-06-30 为止"):
        book.version("R-1", date(2025, 7, 1))
    with pytest.raises(CaseError, match="没有收录可用的版本"):
        book.version("R-2", date(2025, 7, 1))
    with pytest.raises(UnknownIdError, match="R-3"):
        book.rule("R-3")


def test_the_days_off_of_a_year_are_its_spans():
    book = RuleBook({}, {2026: Holidays(year=2026, cites="通知", spans=(("2026-10-01", "2026-10-07"),))})

    assert list(book.days_off(2026)) == [(date(2026, 10, 1), date(2026, 10, 7))]
    assert list(book.days_off(2027)) == []


@pytest.mark.parametrize(
    ("amount", "said"), [(0, "0.00"), (5, "0.05"), (4500, "45.00"), (-5, "-0.05"), (-12345, "-123.45")]
)
def test_fen_are_said_as_yuan(amount, said):
    assert say(amount) == said


def test_money_is_exact():
    assert fen("19.90") == fen(19.9) == 1990
    assert (rounded(Fraction(199, 2)), rounded(Fraction(197, 2)), rounded(Fraction(397, 4))) == (100, 99, 99)
    assert (clamp(4, 5, 50), clamp(5, 5, 50), clamp(50, 5, 50), clamp(51, 5, 50)) == (5, 5, 50, 50)
    assert (split(10, []), split(10, [0, 0]), split(11, [0, 0])) == ([], [5, 5], [6, 5])
    assert split(3000, [9990, 5990, 3990]) == [1501, 900, 599]
    for wrong in ("nan", "inf", "0.001", "x"):
        with pytest.raises(ValueError, match=wrong):
            fen(wrong)
