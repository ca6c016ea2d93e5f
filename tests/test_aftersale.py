"""
After-sale KPIs: examples worked out by hand, on every engine, and a slow second reading of the cohorts.

Times are Beijing's of November 2026: "11" is noon of the 11th, "11T23:59:59" is told in full; "-" is nothing.
"""

import importlib.util
import os
import shutil
from collections import Counter
from datetime import date, datetime, timedelta, timezone

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cs_training.core import aftersale
from cs_training.core.aftersale import Cohort, FirstContact, HelpRequests, Hours, Rate
from cs_training.errors import ChatError, FigureError

BEIJING = timezone(timedelta(hours=8))
MOMENT = pa.timestamp("us", tz="UTC")
KINDS_OF_COLUMN = {"rating": pa.int64(), "description": pa.int64(), "at_fault": pa.bool_(), "resolved": pa.bool_()}
YES_NO = {"yes": True, "no": False}
MONTH_END = datetime(2026, 12, 1, tzinfo=BEIJING)


def moment(told):
    if told is None or isinstance(told, datetime):
        return told
    month, told = told.split("-") if "-" in told else ("11", told)
    return datetime.fromisoformat(f"2026-{month}-{told if 'T' in told else told + 'T12:00:00'}+08:00")


def arrow(columns, *lines):
    """A table from lines of words, or from tuples."""
    rows = [line.split() if isinstance(line, str) else line for line in lines]
    cells = {}
    for place, name in enumerate(columns.split()):
        kind = MOMENT if name.endswith("_at") else KINDS_OF_COLUMN.get(name, pa.string())
        given = [None if row[place] == "-" else row[place] for row in rows]
        if kind == MOMENT:
            given = [moment(told) for told in given]
        elif kind == pa.bool_():
            given = [YES_NO.get(told) for told in given]
        elif kind == pa.int64():
            given = [told and int(told) for told in given]
        cells[name] = pa.array(given, kind)
    return pa.table(cells)


def in_pandas(*table):
    return arrow(*table).to_pandas()


def in_polars(*table):
    return pl.from_arrow(arrow(*table))


def in_polars_lazily(*table):
    return in_polars(*table).lazy()


SHOP = duckdb.connect()


def in_duckdb(*table):
    return SHOP.from_arrow(arrow(*table))


@pytest.fixture(scope="session")  # a process has one Spark; other tests may be using it
def spark(tmp_path_factory):
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.memory", "512m")
        .config("spark.sql.warehouse.dir", str(folder))
        .getOrCreate()
    )
    yield lambda *table: session.createDataFrame(arrow(*table))
    session.stop()


ENGINES = {"pandas": in_pandas, "polars": in_polars, "polars-lazy": in_polars_lazily, "duckdb": in_duckdb}
needs_spark = pytest.mark.skipif(
    not os.environ.get("CI") and not (shutil.which("java") and importlib.util.find_spec("pyspark")),
    reason="PySpark needs java, which is not here",
)


@pytest.fixture(params=[*ENGINES, pytest.param("pyspark", marks=needs_spark)])
def table(request):
    return ENGINES.get(request.param) or request.getfixturevalue("spark")


PAID = "order_id paid_at"
REFUNDED = "order_id paid_at"
ASKED = "order_id asked_at kind at_fault"
TIMES = "order_id requested_at agreed_at paid_at"


# 退款率


def test_a_refund_counts_in_the_month_in_which_its_order_was_paid(table):
    # October: 4 orders, 2 of them refunded in November. November: 2 orders, 1 refunded in November.
    orders = table(PAID, "o1 10-05", "o2 10-11", "o3 10-20", "o4 10-31T23:59:59", "n1 01T00:00:00", "n2 11", "x -")
    refunds = table(REFUNDED, "o1 02", "o4 03", "n1 20", "n2 -")

    october, november = aftersale.refund_rate(orders, refunds, until=MONTH_END, by="month")

    assert october == Cohort(start=date(2026, 10, 1), refunded=Rate(2, 4), refunded_meanwhile=0)
    assert november == Cohort(start=date(2026, 11, 1), refunded=Rate(1, 2), refunded_meanwhile=3)
    assert (october.refunded.value, october.naive_rate) == (0.5, 0)
    assert (november.refunded.value, november.naive_rate) == (0.5, 1.5)


def test_weeks_begin_on_monday_and_days_at_midnight_in_beijing(table):
    orders = table(PAID, "a 08T23:59:59", "b 09T00:00:00", "c 15T23:59:59")
    none = table(REFUNDED)

    weeks = aftersale.refund_rate(orders, none, until=MONTH_END, by="week")
    days = aftersale.refund_rate(orders, none, until=MONTH_END, by="day")

    assert [(week.start.day, week.refunded.whole) for week in weeks] == [(2, 1), (9, 2)]
    assert [(day.start.day, day.refunded.whole) for day in days] == [(8, 1), (9, 1), (15, 1)]


def test_only_what_happened_up_to_the_given_moment_counts(table):
    orders = table(PAID, "a 01", "b 02", "c 20T12:00:01")
    refunds = table(REFUNDED, "a 20", "b 20T12:00:01", "c 21")

    (whole,) = aftersale.refund_rate(orders, refunds, until=moment("20"))

    assert whole == Cohort(start=None, refunded=Rate(1, 2), refunded_meanwhile=1)


def test_an_order_refunded_in_parts_is_refunded_once_and_at_the_first(table):
    orders = table(PAID, "a 01", "a 01", "b 01")
    refunds = table(REFUNDED, "a 03", "a 05", "a 05")

    cohorts = aftersale.refund_rate(orders, refunds, until=MONTH_END, by="day")

    assert [(day.start.day, day.refunded, day.refunded_meanwhile) for day in cohorts] == [
        (1, Rate(1, 2), 0),
        (3, Rate(0, 0), 1),
    ]
    assert (cohorts[1].refunded.value, cohorts[1].naive_rate) == (None, None)


def test_a_refund_of_no_known_order_is_in_the_naive_count_alone(table):
    orders, refunds = table(PAID, "a 01", "- 01"), table(REFUNDED, "z 02", "- 02")

    (whole,) = aftersale.refund_rate(orders, refunds, until=MONTH_END)

    assert (whole.refunded, whole.refunded_meanwhile) == (Rate(0, 1), 1)


def test_a_shop_without_orders_has_no_refund_rate(table):
    (whole,) = aftersale.refund_rate(table(PAID), table(REFUNDED), until=MONTH_END)

    assert (whole.refunded.value, whole.refunded.interval, whole.naive_rate) == (None, None, None)
    assert aftersale.refund_rate(table(PAID), table(REFUNDED), until=MONTH_END, by="day") == ()


def test_numbers_and_texts_name_the_same_order():
    orders = in_pandas(PAID, "1001 01").astype({"order_id": "int64"})

    (whole,) = aftersale.refund_rate(orders, in_pandas(REFUNDED, "1001 02"), until=MONTH_END)

    assert whole.refunded == Rate(1, 1)


def test_few_orders_give_a_wide_interval():
    low, high = Rate(1, 10).interval

    # Wilson at z = 1.96: (0.1 + 0.19208 ± 1.96 √(0.009 + 0.0096040)) / 1.38416
    assert (low, high) == pytest.approx((0.017876, 0.404155), abs=1e-5)


def first_day(moment, by):
    """The second reading's calendar."""
    day = moment.astimezone(BEIJING).date()
    while (by == "week" and day.isoweekday() != 1) or (by == "month" and day.day != 1):
        day -= timedelta(days=1)
    return None if by == "whole" else day


def slow_cohorts(orders, refunds, until, by):
    """Order by order, from the words of the definition."""
    found = {first_day(until, "whole"): [0, 0, 0]} if by == "whole" else {}
    for order, paid in {order: at for order, at in orders if at is not None and at <= until}.items():
        counts = found.setdefault(first_day(paid, by), [0, 0, 0])
        counts[1] += 1
        counts[0] += any(refunded == order and at is not None and at <= until for refunded, at in refunds)
    for order in {order for order, _ in refunds}:
        back = [at for refunded, at in refunds if refunded == order and at is not None and at <= until]
        if back:
            found.setdefault(first_day(min(back), by), [0, 0, 0])[2] += 1
    return {start: tuple(counts) for start, counts in found.items()}


# Moments around midnights, week and month ends, and few enough to fall together.
moments = st.builds(
    lambda day, second: datetime(2026, 10, 25, tzinfo=BEIJING) + timedelta(days=day, seconds=second),
    st.integers(0, 40),
    st.sampled_from([0, 1, 43_200, 86_399]),
)
perhaps = st.none() | moments
names = st.sampled_from("abcdefgh")


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
@given(
    st.dictionaries(names, perhaps, max_size=8),
    st.lists(st.tuples(names, perhaps), max_size=10),
    moments,
    st.sampled_from(["day", "week", "month", "whole"]),
)
@settings(max_examples=60, deadline=None)
def test_cohorts_are_those_of_a_slow_second_reading(engine, orders, refunds, until, by):
    orders = list(orders.items())

    cohorts = aftersale.refund_rate(
        ENGINES[engine](PAID, *orders, *orders), ENGINES[engine](REFUNDED, *refunds), until=until, by=by
    )

    found = {
        cohort.start: (cohort.refunded.part, cohort.refunded.whole, cohort.refunded_meanwhile) for cohort in cohorts
    }
    assert found == slow_cohorts(orders, refunds, until, by)
    assert [cohort.start for cohort in cohorts] == sorted(found, key=str)


# 平台求助率, 纠纷率


def test_an_order_that_asks_three_times_is_one_order_and_three_requests(table):
    orders = table(PAID, "a 01", "b 01", "c 01", "d 01", "unpaid -")
    requests = table(ASKED, "a 02 inquiry -", "a 03 complaint -", "a 04 dispute no", "b 05 inquiry -")

    found = aftersale.help_request_rate(orders, requests)

    assert found == HelpRequests(by_order=Rate(2, 4), requests=4, unknown=0)
    assert (found.by_order.value, found.by_request) == (0.5, 1)


def test_requests_about_unpaid_or_unknown_orders_are_told_apart(table):
    orders = table(PAID, "a 01", "unpaid -")
    requests = table(
        ASKED, "a 02 inquiry -", "a 02 inquiry -", "unpaid 02 inquiry -", "z 02 dispute yes", "- 03 inquiry -"
    )

    found = aftersale.help_request_rate(orders, requests)

    assert found == HelpRequests(by_order=Rate(1, 1), requests=1, unknown=3)


def test_only_disputes_that_the_platform_decided_against_the_seller_count(table):
    orders = table(PAID, "a 01", "b 01", "c 01", "d 01", "e 01")
    requests = table(
        ASKED, "a 02 dispute yes", "a 09 dispute yes", "b 02 dispute no", "c 02 dispute -", "d 02 complaint yes"
    )

    assert aftersale.dispute_rate(orders, requests) == Rate(1, 5)


def test_without_any_request_the_rates_are_0_and_without_orders_none(table):
    orders, no_requests = table(PAID, "a 01"), table(ASKED)

    assert aftersale.help_request_rate(orders, no_requests).by_request == 0
    assert aftersale.dispute_rate(orders, no_requests).value == 0
    assert aftersale.help_request_rate(table(PAID), no_requests).by_request is None
    assert aftersale.dispute_rate(table(PAID), no_requests).value is None


# 商品负反馈率


def negative(table, received, refunds, reviews):
    return aftersale.negative_feedback_rate(
        table("order_id received_at", *received),
        table("order_id reason paid_at", *refunds),
        table("order_id description", *reviews),
        until=moment("30"),
        quality_reasons=["质量问题", "破损"],
    )


def test_a_quality_refund_or_1_to_2_stars_is_negative_once(table):
    received = ["a 20", "b 20", "c 20", "d 20", "e 20", "f 20"]
    refunds = ["a 质量问题 22", "b 破损 22", "c 不想要了 22", "d 质量问题 -", "e - 22"]
    reviews = ["a 1", "c 3", "d 2", "e -", "z 1"]

    assert negative(table, received, refunds, reviews) == Rate(3, 6)  # a, b and d


def test_only_orders_received_in_the_last_30_days_count_both_ends_included(table):
    received = ["a 10-31T12:00:00", "b 10-31T11:59:59", "c 30", "d 30T12:00:01", "e -"]
    reviews = [f"{order} 1" for order in "abcde"]

    assert negative(table, received, [], reviews) == Rate(2, 2)


def test_an_order_received_in_two_parcels_is_one_and_nobodys_order_is_none(table):
    assert negative(table, ["a 20", "a 21", "- 20"], ["- 破损 21"], ["a 1"]) == Rate(1, 1)


def test_a_refund_after_the_given_moment_is_not_known_yet(table):
    assert negative(table, ["a 20"], ["a 破损 30T12:00:01"], []) == Rate(0, 1)


def test_one_reason_may_be_told_alone():
    orders, refunds = in_pandas("order_id received_at", "a 20"), in_pandas("order_id reason paid_at", "a 破损 21")

    found = aftersale.negative_feedback_rate(
        orders, refunds, in_pandas("order_id description"), until=moment("30"), quality_reasons="破损"
    )

    assert found == Rate(1, 1)


# 平均退款时长


def test_the_sellers_hours_and_the_buyers_hours_are_two_figures(table):
    refunds = table(
        TIMES,
        "a 01T00:00:00 01T01:00:00 01T12:00:00",
        "b 01T00:00:00 01T02:00:00 02T00:00:00",
        "c 01T00:00:00 01T09:00:00 -",
        "d 01T00:00:00 - -",
        "a 01T00:00:00 01T01:00:00 01T12:00:00",
        "e - 01T01:00:00 01T12:00:00",
    )

    found = aftersale.refund_hours(refunds)

    assert found["agreed"] == Hours(refunds=3, unfinished=1, mean=4, median=2)
    assert found["paid"] == Hours(refunds=2, unfinished=2, mean=18, median=18)


def test_no_refund_took_no_time(table):
    nothing = Hours(refunds=0, unfinished=0, mean=None, median=None)

    assert aftersale.refund_hours(table(TIMES)) == {"agreed": nothing, "paid": nothing}


def test_a_refund_that_ended_before_it_was_asked_for_is_an_error(table):
    refunds = table(TIMES, "b 02 01 03", "a 02 01 03", "c 02 03 03")

    with pytest.raises(ChatError, match="订单 a 的 agreed_at 比 requested_at 早"):
        aftersale.refund_hours(refunds)


# 旺旺满意度


def test_satisfied_but_unresolved_is_not_satisfied(table):
    ratings = table(
        "session_id rating resolved", "a 5 yes", "b 4 -", "c 5 no", "d 3 yes", "e 1 no", "f - yes", "a 5 yes"
    )

    assert aftersale.satisfaction(ratings) == Rate(2, 5)


def test_without_ratings_nobody_was_satisfied_or_not(table):
    assert aftersale.satisfaction(table("session_id rating resolved", "a - -")).value is None


# 首次解决率

CONTACT = "buyer_id issue asked_at"


def test_a_problem_that_comes_back_within_7_days_was_not_solved(table):
    contacts = table(
        CONTACT,
        "x 尺码 01",
        "x 尺码 08",  # seven days to the second
        "y 尺码 01",
        "y 尺码 08T12:00:01",  # later: a new problem, solved
        "x 物流 02",
        "y 尺码 01",  # the same row again
    )

    found = aftersale.first_contact_resolution(contacts, until=moment("30"))

    assert found == FirstContact(resolved=Rate(3, 4), pending=0)


def test_a_problem_that_keeps_coming_back_is_one_problem(table):
    contacts = table(CONTACT, "x 尺码 01", "x 尺码 06", "x 尺码 11", "x 尺码 16")

    found = aftersale.first_contact_resolution(contacts, until=moment("30"))

    assert found == FirstContact(resolved=Rate(0, 1), pending=0)


def test_young_problems_are_pending_whether_or_not_they_came_back(table):
    contacts = table(CONTACT, "x 尺码 23", "y 尺码 23T12:00:01", "z 物流 25", "z 物流 26", "w 物流 30T12:00:01")

    found = aftersale.first_contact_resolution(contacts, until=moment("30"))

    assert found == FirstContact(resolved=Rate(1, 1), pending=2)


def test_contacts_without_buyer_issue_or_time_are_no_known_problem(table):
    found = aftersale.first_contact_resolution(table(CONTACT, "- 尺码 01", "x - 01", "x 尺码 -"), until=moment("30"))

    assert found == FirstContact(resolved=Rate(0, 0), pending=0)


# Bad input


def test_a_missing_column_is_named_with_its_table(table):
    with pytest.raises(ChatError, match="退款表缺 paid_at 这 1 列。你是不是想写 pay_at？"):
        aftersale.refund_rate(table(PAID, "a 01"), table("order_id pay_at"), until=MONTH_END)


def test_times_without_a_zone_are_an_error():
    orders = pd.DataFrame({"order_id": ["a"], "paid_at": pd.to_datetime(["2026-11-01"])})

    with pytest.raises(ChatError, match="paid_at 列不是带时区的时间"):
        aftersale.refund_rate(orders, in_pandas(REFUNDED), until=MONTH_END)


@pytest.mark.parametrize("until", [datetime(2026, 12, 1), date(2026, 12, 1), "2026-12-01"])  # noqa: DTZ001
def test_the_end_must_be_a_moment_with_a_zone(until):
    with pytest.raises(FigureError, match="until（算到哪一刻）是 2026-12-01.*，要写带时区的时刻"):
        aftersale.refund_rate(in_pandas(PAID), in_pandas(REFUNDED), until=until)


def test_the_end_may_be_a_timestamp_of_pandas():
    orders = in_pandas(PAID, "a 30T23:59:59", "b 12-01T00:00:01")

    (whole,) = aftersale.refund_rate(orders, in_pandas(REFUNDED), until=pd.Timestamp("2026-12-01", tz="Asia/Shanghai"))

    assert whole.refunded == Rate(0, 1)


def test_a_period_that_does_not_exist_is_an_error():
    with pytest.raises(FigureError, match="没有“year”这种分法。by 写 day、week、month、whole 之一。"):
        aftersale.refund_rate(in_pandas(PAID), in_pandas(REFUNDED), until=MONTH_END, by="year")


def test_a_kind_of_request_that_does_not_exist_is_an_error(table):
    with pytest.raises(ChatError, match="求助表的 kind 列有 '介入'，只能是 'dispute'、'complaint'、'inquiry'。"):
        aftersale.help_request_rate(table(PAID), table(ASKED, "a 01 纠纷 -", "b 01 介入 -", "a 01 inquiry -"))


def test_stars_beyond_5_are_an_error(table):
    with pytest.raises(ChatError, match="评价表的 rating 列有 6，只能是 1、2、3、4、5。"):
        aftersale.satisfaction(table("session_id rating resolved", "a 6 -"))
    with pytest.raises(ChatError, match="商品评价表的 description 列有 0，只能是"):
        negative(table, [], [], ["a 0"])


@pytest.mark.parametrize(("column", "value"), [("resolved", 1), ("resolved", "是"), ("rating", "5"), ("rating", 4.5)])
def test_what_is_neither_yes_nor_no_nor_stars_is_an_error(column, value):
    rows = [{"session_id": "a", "rating": 5, "resolved": True} | {column: value}]

    for ratings in (pd.DataFrame(rows), pl.DataFrame(rows)):
        with pytest.raises(ChatError, match=f"评价表的 {column} 列有 {value!r}，只能是"):
            aftersale.satisfaction(ratings)


def test_a_fault_is_true_or_false():
    requests = in_pandas(ASKED, "a 01 dispute -").assign(at_fault="是")

    with pytest.raises(ChatError, match="求助表的 at_fault 列有 '是'，只能是 True、False。"):
        aftersale.dispute_rate(in_pandas(PAID), requests)


def test_the_tables_are_left_as_they_were():
    orders, refunds = in_pandas(PAID, "a 01", "a 01"), in_pandas(REFUNDED, "a 02")
    before = orders.copy(), refunds.copy()

    aftersale.refund_rate(orders, refunds, until=MONTH_END)

    assert Counter(map(str, (orders, refunds))) == Counter(map(str, before))
