"""The generator of practice logs: what its month is like, and the small sample that is shipped."""

import hashlib
from itertools import pairwise

import pandas as pd
import pytest

from cs_training.content.bank import CONTENT, open_bank
from cs_training.content.practice_house import FILE, house_of, practice_house, write_sample
from cs_training.core.masking import mask
from cs_training.core.synth import MESSAGES, days, iso_text, month
from cs_training.errors import ContentError, FigureError

SIZE, SEED = 60_000, 5
SHIPPED = CONTENT / "practice"


@pytest.fixture(scope="module")
def house():
    return practice_house()


@pytest.fixture(scope="module")
def whole(house):
    return month(messages=SIZE, seed=SEED, house=house)


@pytest.fixture(scope="module")
def first(whole):
    """By session: its first buyer message, and the first agent message after it."""
    said = whole.messages
    asked = said[said["sender"] == "buyer"].groupby("session_id", observed=True)["ts"].min()
    after = said[(said["sender"] == "agent") & (said["ts"] >= said["session_id"].map(asked).astype(said["ts"].dtype))]
    return pd.DataFrame({"asked": asked, "answered": after.groupby("session_id", observed=True)["ts"].min()})


def mark(some):
    """A mark of all that is in the tables."""
    text = "".join(table.to_csv() for table in (some.messages, some.orders, some.ratings))
    return hashlib.sha256(text.encode()).hexdigest()


def at(text):
    return pd.Timestamp(text, tz="Asia/Shanghai")


def test_the_same_arguments_give_the_same_month_and_another_seed_another(house):
    one = month(messages=3000, seed=1, house=house)

    assert mark(month(messages=3000, seed=1, house=house)) == mark(one)
    assert mark(month(messages=3000, seed=2, house=house)) != mark(one)


def test_the_shipped_sample_is_what_the_generator_writes(tmp_path):
    write_sample(tmp_path)

    for name in ("chat.csv", "orders.csv", "ratings.csv"):
        assert (tmp_path / name).read_bytes() == (SHIPPED / name).read_bytes(), name


def test_the_shipped_sample_is_small_plain_text_with_beijing_times():
    data = {path.name: path.read_bytes() for path in SHIPPED.glob("*.csv")}
    chat = pd.read_csv(SHIPPED / "chat.csv", dtype=str, keep_default_na=False)

    assert sum(map(len, data.values())) <= 1_000_000
    assert not any(some.startswith(b"\xef\xbb\xbf") or b"\r" in some for some in data.values())
    assert tuple(chat.columns) == MESSAGES
    assert 6000 <= len(chat) <= 8000
    assert chat["ts"].str.fullmatch(r"2026-11-\d\dT\d\d:\d\d:\d\d\+08:00").all()


@pytest.mark.parametrize(("messages", "seed"), [*((100, seed) for seed in range(6)), (777, 3), (300_000, 3)])
def test_a_month_has_the_messages_asked_for_within_one_percent(house, messages, seed):
    said = month(messages=messages, seed=seed, house=house).messages

    assert messages * 0.99 <= len(said) <= messages


@pytest.mark.parametrize("messages", [99, 20_000_001])
def test_a_month_too_small_or_too_large_is_refused(house, messages):
    with pytest.raises(FigureError, match="100 到 20000000"):
        month(messages=messages, seed=1, house=house)


def test_the_days_one_behind_the_other_are_the_month(house, whole):
    parts = list(days(messages=SIZE, seed=SEED, house=house))

    for name in ("messages", "orders", "ratings"):
        together = pd.concat([getattr(one, name).astype(object) for one in parts], ignore_index=True)
        pd.testing.assert_frame_equal(together, getattr(whole, name).astype(object))
    assert [one.date.day for one in parts] == list(range(1, 31))


def test_messages_stand_in_the_order_of_time_with_ties_of_whole_seconds(whole):
    ts = whole.messages["ts"]

    assert str(ts.dtype) == "datetime64[us, Asia/Shanghai]"
    assert ts.is_monotonic_increasing
    assert (ts.dt.microsecond == 0).all()
    assert ts.diff().eq(pd.Timedelta(0)).any()


def test_every_row_is_as_the_definitions_want_it(whole, house):
    said = whole.messages
    names = {agent.name for agent in house.agents}

    assert tuple(said.columns) == MESSAGES
    assert set(said["sender"]) == {"buyer", "agent", "bot", "system"}
    assert set(said.loc[said["sender"] == "agent", "agent_id"]) == names
    assert set(said.loc[said["sender"].isin(["bot", "system"]), "agent_id"]) == {""}
    assert set(said.loc[said["sender"] == "buyer", "agent_id"]) == names | {""}
    assert said["text"].str.len().gt(0).all()
    assert said.groupby("session_id", observed=True)["buyer_id"].nunique().eq(1).all()
    assert not said.isna().any().any()


def test_orders_are_numbered_by_day_and_paid_after_they_are_made(whole):
    orders = whole.orders

    assert list(orders.columns) == ["order_id", "buyer_id", "created_at", "paid_at", "amount"]
    assert orders["order_id"].is_unique
    assert (orders["order_id"].str[4:8] == orders["created_at"].dt.strftime("%m%d")).all()
    assert orders["created_at"].is_monotonic_increasing
    assert (orders["paid_at"].dropna() >= orders["created_at"][orders["paid_at"].notna()]).all()
    assert (orders["amount"] > 0).all()
    assert (orders["amount"] * 100 - (orders["amount"] * 100).round()).abs().max() < 1e-6
    assert 0.85 < orders["paid_at"].notna().mean() < 0.95


def test_some_buyers_ask_and_pay_some_ask_and_never_do_and_some_pay_without_asking(whole):
    asked = set(whole.messages.loc[whole.messages["sender"] == "buyer", "buyer_id"])
    paid = set(whole.orders.loc[whole.orders["paid_at"].notna(), "buyer_id"])

    assert min(len(asked & paid), len(asked - paid), len(paid - asked)) > 1000


def test_about_a_quarter_of_the_chats_are_rated_from_one_to_five_and_some_left_empty(whole):
    ratings = whole.ratings

    assert 0.22 < len(ratings) / whole.messages["session_id"].nunique() < 0.28
    assert set(ratings["rating"].dropna()) == {1, 2, 3, 4, 5}
    assert 0.1 < ratings["rating"].isna().mean() < 0.2
    assert set(ratings["session_id"]) <= set(whole.messages["session_id"])
    assert ratings["session_id"].is_unique


def test_chats_answered_fast_are_rated_better(whole, first):
    waited = (first["answered"] - first["asked"]).dt.total_seconds()
    rated = whole.ratings.dropna().set_index("session_id")["rating"].astype(float)

    assert rated[waited.reindex(rated.index) <= 60].mean() > rated[waited.reindex(rated.index) > 300].mean() + 1


def test_about_four_chats_of_a_hundred_are_handed_over(whole):
    said = whole.messages
    people = said[said["sender"] == "agent"].groupby("session_id", observed=True)["agent_id"].nunique()

    assert 0.025 < (people > 1).sum() / said["session_id"].nunique() < 0.055


def test_the_new_agent_answers_later_than_the_seniors(whole, first):
    said = whole.messages
    answers = said[(said["sender"] == "agent") & said["ts"].isin(first["answered"])]
    agent = answers.groupby("session_id", observed=True)["agent_id"].first().astype(str)
    waited = (first["answered"] - first["asked"]).dt.total_seconds()
    typical = waited[waited < 600].groupby(agent).median()

    assert typical["你"] > typical[["小鹿", "大刘", "阿灯"]].max() * 1.3


def test_questions_of_the_night_get_a_robot_and_an_answer_in_the_morning_or_never(first):
    night = first[(first["asked"].dt.hour.between(2, 7)) & (first["asked"].dt.day != 11)]

    assert 0.4 < night["answered"].notna().mean() < 0.8
    assert (night["answered"].dropna().dt.strftime("%H:%M") >= "08:30").all()


def test_the_night_of_1111_answers_fast_or_never(first):
    peak = first[(first["asked"] >= at("2026-11-11")) & (first["asked"] < at("2026-11-11 01:00"))]
    usual = first[first["asked"].dt.hour.between(9, 22) & first["asked"].dt.day.between(17, 30)]

    assert peak["answered"].notna().mean() < 0.8
    assert usual["answered"].notna().mean() > 0.9
    assert (peak["answered"] - peak["asked"]).dt.total_seconds().median() < 40


def test_events_and_evenings_have_more_chats(first):
    by_day = first["asked"].dt.day.value_counts()
    by_hour = first["asked"].dt.hour.value_counts()

    assert by_day[11] > 1.5 * by_day[18]
    assert by_day[5] > 1.2 * by_day[19]
    assert by_hour[21] > by_hour[10] > by_hour[6]


def test_some_chats_cross_midnight_and_some_have_no_buyer_message(whole, first):
    talk = whole.messages[whole.messages["sender"].isin(["buyer", "agent"])]
    span = talk.groupby("session_id", observed=True)["ts"].agg(["min", "max"])

    assert (span["min"].dt.day != span["max"].dt.day).any()
    assert talk["session_id"].nunique() > len(first)


def test_some_come_back_after_their_order_was_paid(whole):
    paid = whole.orders.dropna().groupby("buyer_id")["paid_at"].min()
    begun = whole.messages.groupby("session_id", observed=True).agg(ts=("ts", "min"), buyer_id=("buyer_id", "first"))
    days_after = (begun["ts"] - begun["buyer_id"].astype(str).map(paid)).dt.days

    assert (days_after >= 1).mean() > 0.2


def test_a_large_shop_has_more_people_and_not_more_chats_for_each(house):
    many = month(messages=300_000, seed=1, house=house).messages

    assert {"小鹿", "小鹿2", "小鹿3"} <= set(many["agent_id"])


def test_a_messy_month_has_rows_twice_and_rows_out_of_order(house):
    clean, messy = (month(messages=5000, seed=1, house=house, messy=one).messages for one in (False, True))

    assert 0.003 < messy.duplicated().mean() < 0.01
    assert not messy["ts"].is_monotonic_increasing
    assert set(messy["session_id"]) == set(clean["session_id"])
    assert len(messy) > len(clean)


def test_no_sentence_holds_personal_data_but_visibly_invented_ones(house):
    said = month(messages=1000, seed=1, house=house).messages["text"].cat.categories
    found = [text[start:end] for text in said for start, end, _ in mask(text).cuts]

    assert found
    assert all("000" in one for one in found), found


def test_every_topic_has_at_least_twelve_sentences_on_each_side(house):
    assert len(house.topics) == 10
    for topic in house.topics:
        said = [*topic.open, *topic.follow]
        assert min(len({one.ask for one in said}), len({one.answer for one in said})) >= 12, topic.name


def test_times_are_written_with_the_offset_of_beijing():
    written = iso_text(pd.Series([at("2026-11-11 00:00:05"), pd.NaT]))

    assert written[0] == "2026-11-11T00:00:05+08:00"
    assert pd.isna(written[1])


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("  - id: ayan", "  - id: ayam", "店里没有“ayam”。你是不是想写 ayan？"),
        ("  p-001: ", "  p-991: ", "没有商品“p-991”。"),
        ("shares: [17, 8, 8]", "shares: [18, 8, 8]", "加起来要是 100，现在是 101"),
        ("    seniority: lead", "    seniority: boss", "只能是"),
    ],
)
def test_a_slip_in_the_lines_is_named_with_its_cure(before, after, says):
    text = (CONTENT / FILE).read_text(encoding="utf-8")
    assert before in text

    with pytest.raises(ContentError, match="practice_log.yaml") as raised:
        house_of(text.replace(before, after, 1), open_bank().shop)

    assert says in str(raised.value)


def test_the_sample_tells_its_stories():
    chat = pd.read_csv(SHIPPED / "chat.csv", dtype=str, keep_default_na=False)
    chat["ts"] = pd.to_datetime(chat["ts"])
    lunch = chat[(chat["session_id"] == "S1103-0076") & (chat["sender"] == "agent")]
    asked = chat[chat["sender"] == "buyer"].groupby("session_id")["ts"].min()
    after = (chat["sender"] == "agent") & (chat["ts"] >= chat["session_id"].map(asked))
    answered = set(chat.loc[after, "session_id"])
    peak = [one for one, ts in asked.items() if ts.day == 11]
    crossing = chat.loc[chat["session_id"] == "S1110-0428", "ts"]

    assert lunch["ts"].iloc[0] - asked["S1103-0076"] == pd.Timedelta(seconds=2868)
    assert (len(peak), sum(one in answered for one in peak)) == (323, 153)
    assert [crossing.iloc[0].strftime("%d %H:%M"), crossing.iloc[-1].day] == ["10 23:58", 11]


def test_no_question_comes_twice_in_a_chat_in_a_row(whole):
    said = whole.messages[whole.messages["sender"] == "agent"]
    for _, texts in list(said.groupby("session_id", observed=True)["text"])[:500]:
        assert all(one != next_ for one, next_ in pairwise(texts))
