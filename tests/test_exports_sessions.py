"""What an export leaves out: the engine's sessions and automatic replies are those of slow loops."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.exports import automatic_as_bot, cut_sessions

HOUR = 3_600_000_000
SECOND = 1_000_000


def table(rows, columns):
    """Rows as read, then shuffled: what comes back must be in the order that went in."""
    frame = pd.DataFrame(rows, columns=columns).assign(row=range(len(rows)))
    return frame.iloc[::-1].set_index(pd.Index(range(100, 100 + len(rows))))


def sessions_by_a_loop(rows, hours):
    """Groups of row numbers, in the order in which they begin."""
    last, current, groups = {}, {}, []
    for number, (*whose, at) in sorted(enumerate(rows), key=lambda one: (one[1][-1], one[0])):
        key = tuple(whose)
        if key not in last or at - last[key] > hours * HOUR:
            current[key] = len(groups)
            groups.append([])
        groups[current[key]].append(number)
        last[key] = at
    return groups


VISITS = st.lists(
    st.tuples(st.sampled_from("甲乙"), st.sampled_from("东西"), st.integers(0, 30).map(lambda n: n * 6 * HOUR))
)


@given(rows=VISITS, hours=st.sampled_from([6, 24, 24.5]), shop=st.booleans())
def test_sessions_are_those_of_a_loop_over_the_messages(rows, hours, shop):
    rows = rows if shop else [(buyer, at) for buyer, _, at in rows]
    frame = table(rows, ["buyer_id", "shop", "at"] if shop else ["buyer_id", "at"])

    cut = cut_sessions(frame, silence_hours=hours)

    groups = [sorted(rows) for _, rows in sorted(cut.groupby("session_id")["row"].apply(list).items())]
    assert groups == [sorted(group) for group in sessions_by_a_loop(rows, hours)]
    pd.testing.assert_frame_equal(cut.drop(columns="session_id"), frame)


@pytest.mark.parametrize(("later", "sessions"), [(24 * HOUR, 1), (24 * HOUR + 1, 2)])
def test_a_silence_of_exactly_a_day_ends_no_session(later, sessions):
    start = 1_795_226_400_000_000

    cut = cut_sessions(table([("甲", start), ("甲", start + later)], ["buyer_id", "at"]))

    assert cut["session_id"].nunique() == sessions
    assert cut["session_id"].iloc[-1] == "会话-000001"


def automatic_by_a_loop(rows, under):
    """What each message is: its sender, or why it is a bot's."""
    asked, kinds = {}, {}
    for number, (session, at, sender, phrase) in sorted(enumerate(rows), key=lambda one: (one[1][1], one[0])):
        quick = session in asked and at - asked[session] < under * SECOND
        kinds[number] = sender
        if sender == "buyer":
            asked[session] = at
        elif sender == "agent" and (phrase or quick):
            kinds[number] = "phrase" if phrase else "lag"
    return [kinds[number] for number in range(len(rows))]


SAID = st.tuples(
    st.sampled_from("甲乙"),
    st.integers(0, 12).map(lambda n: n * SECOND // 2),
    st.sampled_from(["buyer", "agent", "bot"]),
    st.booleans(),
)


@given(rows=st.lists(SAID), under=st.sampled_from([0, 0.5, 2]))
def test_automatic_replies_are_those_of_a_loop_over_the_messages(rows, under):
    frame = table(rows, ["session_id", "at", "sender", "automatic"]).astype({"automatic": bool, "sender": "str"})

    told, counts = automatic_as_bot(frame, under_seconds=under)

    kinds = automatic_by_a_loop(rows, under)
    assert told.sort_values("row")["sender"].tolist() == ["bot" if one in {"phrase", "lag"} else one for one in kinds]
    assert counts == {"phrase": kinds.count("phrase"), "lag": kinds.count("lag")}
    pd.testing.assert_frame_equal(told.drop(columns="sender"), frame.drop(columns="sender"))
    assert list(told["automatic"]) == list(frame["automatic"])


def test_a_reply_after_exactly_the_lag_was_typed():
    rows = [("甲", 0, "buyer", False), ("甲", 2 * SECOND, "agent", False)]

    told, counts = automatic_as_bot(table(rows, ["session_id", "at", "sender", "automatic"]), under_seconds=2)

    assert sorted(told["sender"]) == ["agent", "buyer"]
    assert counts == {"phrase": 0, "lag": 0}
