"""Other definitions of the same figures: worked by hand, and the default against the engine. Times are Beijing's."""

from datetime import date, datetime, timedelta, timezone

import pytest

pytest.importorskip("pandas")

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from cs_training.core import kpi
from cs_training.core.definitions import Definition, answer, turns_of

BEIJING = timezone(timedelta(hours=8))
MORNING = datetime(2026, 11, 3, 10, tzinfo=BEIJING)
COLUMNS = ["session_id", "agent_id", "buyer_id", "ts", "sender", "text"]


def log(*rows):
    """Messages told as (chat, second, who): who is ``buyer``, ``bot``, ``system``, or an agent's name."""
    told = [
        (
            chat,
            "" if who in {"buyer", "bot", "system"} else who,
            f"tb-{chat}",
            at if isinstance(at, datetime) else MORNING + timedelta(seconds=at),
            who if who in {"buyer", "bot", "system"} else "agent",
            str(place),
        )
        for place, (chat, at, who) in enumerate(rows)
    ]
    table = pd.DataFrame(told, columns=COLUMNS)
    return table.assign(ts=pd.to_datetime(table["ts"], utc=True))


def by(messages, **switches):
    definition = Definition(**switches)
    return answer(turns_of(messages, robots=definition.robots), definition)


TWO_CHATS = log(
    ("a", 0, "buyer"), ("a", 5, "buyer"), ("a", 25, "阿灯"), ("a", 100, "buyer"), ("a", 190, "小鹿"),
    ("b", 50, "buyer"), ("b", 51, "bot"),
)  # fmt: skip


def test_the_default_counts_every_turn_from_its_first_message_and_the_unanswered_in_the_denominator():
    said = by(TWO_CHATS)

    assert (said.turns, said.answered, said.unanswered) == (3, 2, 1)
    assert said.wait == (25 + 90) / 2
    assert said.within_30s == 1 / 3
    assert said.within_180s == 2 / 3


@pytest.mark.parametrize(("wait", "rates"), [(30, (1, 1)), (31, (0, 1)), (180, (0, 1)), (181, (0, 0))])
def test_exactly_30_and_180_seconds_are_in_time(wait, rates):
    said = by(log(("a", 0, "buyer"), ("a", wait, "阿灯")))

    assert (said.within_30s, said.within_180s) == rates


def test_to_leave_out_the_unanswered_raises_the_rate_and_leaves_the_waits():
    said = by(TWO_CHATS, unanswered="left out")

    assert (said.turns, said.unanswered) == (2, 1)
    assert said.within_30s == 1 / 2
    assert said.wait == by(TWO_CHATS).wait


def test_from_the_last_message_of_a_run_the_wait_is_shorter():
    assert by(TWO_CHATS, start="last").wait == (20 + 90) / 2


def test_only_the_first_turn_of_a_chat_is_its_first_response():
    said = by(TWO_CHATS, turns="first")

    assert (said.turns, said.answered, said.wait) == (2, 1, 25)


def test_a_robot_taken_for_a_person_stops_the_clock():
    said = by(TWO_CHATS, robots="people")

    assert (said.answered, said.unanswered) == (3, 0)
    assert said.wait == (25 + 90 + 1) / 3
    assert by(TWO_CHATS, robots="people", agent="阿灯").wait == 25


def test_an_agent_has_the_turns_that_the_agent_answered_and_none_unanswered():
    said = by(TWO_CHATS, agent="小鹿")

    assert (said.turns, said.unanswered, said.wait) == (1, 0, 90)


@pytest.mark.parametrize(("clock", "counts"), [("07:59:59", 0), ("08:00:00", 1), ("22:59:59", 1), ("23:00:00", 0)])
def test_official_hours_begin_at_8_and_end_before_23_by_the_moment_of_asking(clock, counts):
    at = datetime.fromisoformat(f"2026-11-03T{clock}+08:00")
    messages = log(("a", at, "buyer"), ("a", at + timedelta(seconds=9), "阿灯"))

    assert by(messages, hours="official").turns == counts
    assert by(messages).turns == 1


def test_a_chat_belongs_to_the_day_on_which_its_buyer_began():
    night = datetime(2026, 11, 10, 23, 59, tzinfo=BEIJING)
    late = night + timedelta(minutes=5)
    messages = log(("a", night, "buyer"), ("a", late, "buyer"), ("a", late, "阿灯"))
    day = (date(2026, 11, 10) - date(1970, 1, 1)).days

    assert by(messages, day=day).turns == 1
    assert by(messages, day=day + 1).turns == 0


def test_median_and_p90_are_those_of_numpy():
    waits = [3, 8, 20, 41, 300]
    messages = log(*(row for n, wait in enumerate(waits) for row in ((n, 0, "buyer"), (n, wait, "阿灯"))))

    assert by(messages, middle="median").wait == np.percentile(waits, 50)
    assert by(messages, middle="p90").wait == pytest.approx(np.percentile(waits, 90), abs=1e-9)


def test_the_median_with_the_unanswered_counts_them_as_still_waiting():
    answered = [row for n, wait in enumerate((10, 20, 30)) for row in ((f"a{n}", 0, "buyer"), (f"a{n}", wait, "阿灯"))]
    silent = [("b1", 0, "buyer"), ("b2", 0, "buyer"), ("z", 9000, "system")]

    said = by(log(*answered, *silent))

    assert (said.median, said.median_with_unanswered) == (20, 30)
    assert by(log(*answered, *silent, ("b3", 1, "buyer"), ("b4", 1, "buyer"))).median_with_unanswered is None


def test_who_asked_just_before_the_end_of_the_log_has_not_waited_long():
    answered = [row for n, wait in enumerate((10, 20, 30)) for row in ((f"a{n}", 0, "buyer"), (f"a{n}", wait, "阿灯"))]
    just_asked = [("b1", 8999, "buyer"), ("b2", 8999, "buyer"), ("z", 9000, "system")]

    assert by(log(*answered, *just_asked)).median_with_unanswered == 20


def test_what_cannot_be_measured_is_none_and_never_0():
    said = by(log(("a", 0, "system")))

    assert (said.turns, said.answered, said.unanswered) == (0, 0, 0)
    assert [said.wait, said.median, said.median_with_unanswered, said.within_30s, said.within_180s] == [None] * 5


MESSAGES = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(-7_200, 50_000).map(lambda second: second // 7 * 7),
        st.sampled_from(["buyer", "buyer", "阿灯", "小鹿", "bot", "system"]),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=25)  # each asks the engine
@given(MESSAGES)
def test_the_default_is_what_the_engine_says(rows):
    messages = log(*rows)
    measured = kpi.overall(kpi.chat_log(messages)).to_dict("records")[0]

    said, first, official = by(messages), by(messages, turns="first"), by(messages, hours="official")
    expected = {
        "turns": said.turns,
        "closed_turns": said.answered,
        "avg_response": said.wait,
        "rate_30s_incl_unanswered": said.within_30s,
        "rate_30s": by(messages, unanswered="left out").within_30s,
        "first_response_mean": first.wait,
        "replied_sessions": first.answered,
        "sessions_with_buyer": first.turns,
        "rate_180s_official": official.within_180s,
    }
    assert {name: _none(measured[name]) for name in expected} == pytest.approx(expected)


@settings(max_examples=25)  # each asks the engine
@given(MESSAGES)
def test_an_agent_and_a_day_are_those_of_the_engine(rows):
    messages = log(*rows)

    for one in kpi.by_agent_and_day(kpi.chat_log(messages)).to_dict("records"):
        whose = {"agent": one["agent_id"], "day": one["day"]}
        said, official = by(messages, **whose), by(messages, **whose, hours="official")
        assert said.answered == (_none(one["closed_turns"]) or 0)
        assert said.wait == pytest.approx(_none(one["avg_response"]))
        assert by(messages, **whose, turns="first").wait == pytest.approx(_none(one["first_response_mean"]))
        assert official.within_180s == pytest.approx(_none(one["rate_180s_official"]))


def _none(value):
    return None if pd.isna(value) else value
