"""A simulated shift as the three tables of a shop, as files, and as figures."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from cs_training.cli.group import main
from cs_training.content.bank import Bank
from cs_training.core.playing.agents import AGENTS, work
from cs_training.core.playing.deed import Deed, Heard
from cs_training.core.playing.script import Sale
from cs_training.core.playing.tables import MESSAGES, ORDERS, RATINGS, tables
from cs_training.errors import PlayError, WorkspaceError
from cs_training.notebook import play_card, play_judging
from cs_training.notebook.play_card import LABELS, NO_PANDAS, NOBODY, kpi_card
from cs_training.notebook.play_export import export, exported, run_tables

from desk import words_only
from play_helpers import STARTS, desk, driven, over, scenario, shift_of

NAMES = {"ayan": "阿岩"}


@pytest.fixture
def sitting(tmp_path, monkeypatch):
    monkeypatch.setattr(play_judging, "assess", words_only)
    monkeypatch.setattr(Bank, "judge", None, raising=False)
    monkeypatch.setattr(Bank, "judge_version", "v1", raising=False)
    return desk(tmp_path / "log")


def written(play):
    return tables(play, starts=STARTS, run="r1", names=NAMES)


def column(rows, names, name):
    return [row[names.index(name)] for row in rows]


def typed(at, text, labels=("tone",), points=()):
    return Deed(at=at, chat="c1", do="reply", text=text, heard=Heard(labels=labels, points=points))


def test_messages_stand_in_the_order_of_their_times_with_beijing_s_offset():
    found = written(work(shift_of(scenario(), scenario()), AGENTS[1], seed=1))

    moments = column(found.messages, MESSAGES, "ts")
    assert moments == sorted(moments)
    assert moments[0] == "2026-11-24T09:29:50+08:00"  # what the bot had before her was before the shift
    assert {one[-6:] for one in moments} == {"+08:00"}


def test_a_start_in_another_zone_is_the_same_moment_in_beijing():
    play = over(shift_of(scenario()))

    there = tables(play, starts=STARTS.astimezone(UTC), run="r1", names=NAMES)

    assert there == written(play)


def test_the_learner_s_replies_are_the_agent_s_and_the_customer_s_the_buyer_s():
    play = shift_of(scenario())
    play.act(typed(20, "在的，我查一下"))

    rows = written(over(play)).messages

    assert [row[1:3] + row[4:] for row in rows if row[4] != "buyer"][:2] == [
        ("", "松果", "bot", "转人工了"),
        ("你", "松果", "agent", "在的，我查一下"),
    ]


def test_after_a_transfer_the_colleague_serves():
    play = shift_of(scenario())
    play.act(Deed(at=20, chat="c1", do="transfer", to="ayan"))

    rows = written(over(play)).messages

    place = next(n for n, row in enumerate(rows) if row[4] == "system")
    assert rows[place][5] == "会话已转给阿岩。"
    assert {row[1] for row in rows[place + 1 :]} == {"阿岩"}


def test_a_transfer_that_comes_back_leaves_the_learner_serving():
    play = shift_of(scenario())
    play.act(Deed(at=20, chat="c1", do="transfer", to="xiaolu"))

    rows = written(over(play)).messages

    place = next(n for n, row in enumerate(rows) if row[4] == "system")
    assert {row[1] for row in rows[place + 1 :] if row[4] == "buyer"} == {"你"}


def test_what_was_bought_is_an_order_paid_at_once():
    selling = replace(scenario(), sale=Sale(order_id="GLH-1", amount=459.0, trust=0))
    found = written(work(shift_of(selling), AGENTS[0], seed=1))

    ((order, buyer, created, paid, amount),) = found.orders
    assert (order, buyer, amount) == ("GLH-1", "松果", "459.00")
    assert created == paid


def test_whoever_comes_with_the_same_concern_again_is_somebody_else():
    selling = replace(scenario(), sale=Sale(order_id="GLH-1", amount=9.9, trust=0))
    found = written(work(shift_of(selling, selling), AGENTS[0], seed=1))

    assert set(column(found.messages, MESSAGES, "buyer_id")) == {"松果", "松果2"}
    assert sorted(column(found.orders, ORDERS, "order_id")) == ["GLH-1", "GLH-1-2"]


def test_every_chat_that_began_has_one_line_of_rating_empty_if_she_gave_none():
    play = over(shift_of(*[scenario()] * 8))
    found = written(play)

    given = {one.chat: str(one.details["stars"]) for one in play.log if one.kind == "rated"}
    assert dict(found.ratings) == {f"S1124-r1-c{n}": given.get(f"c{n}", "") for n in range(1, 9)}
    assert 0 < len(given) < 8


def test_a_customer_who_did_not_come_before_the_end_is_in_no_table():
    play = shift_of(scenario(), scenario(), apart=500, ends=300)

    found = written(over(play))

    assert set(column(found.ratings, RATINGS, "session_id")) == {"S1124-r1-c1"}


def test_signs_that_no_table_can_hold_become_spaces_and_line_breaks_stay():
    play = shift_of(scenario())
    play.act(typed(20, "一\x00二\ud800三\n四👨‍👩‍👧"))

    texts = column(written(over(play)).messages, MESSAGES, "text")

    assert "一 二 三\n四👨‍👩‍👧" in texts


@pytest.mark.parametrize("agent", AGENTS, ids=lambda one: one.id)
def test_the_command_takes_the_files_without_complaint_and_finds_the_card_s_figures(sitting, tmp_path, agent):
    driven(sitting, agent)
    paths = [str(path) for path in export(sitting, folder=tmp_path)]
    card, why = kpi_card(run_tables(sitting), sitting.bank.shop.targets.values())

    said = CliRunner().invoke(main, ["kpi", paths[0], "--orders", paths[1], "--ratings", paths[2], "--json"])

    assert said.exit_code == 0
    assert said.stderr.count("跳过 0 行坏的") == 3
    overall = json.loads(said.stdout)["overall"]
    assert why == ""
    assert {row["name"]: row["figure"] for row in card["rows"]} == pytest.approx(
        {name: overall[name] for name in LABELS}, abs=1e-6
    )


def test_a_reply_of_several_lines_with_commas_and_quotes_comes_back_as_it_was(sitting, tmp_path):
    sitting.begin()
    sitting.reply("c1", '第一行，"好"\n第二行, =1+1', at=30)

    with export(sitting, folder=tmp_path)[0].open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]

    assert '第一行，"好"\n第二行, =1+1' in texts


def test_the_same_run_goes_to_the_same_place_and_another_beside_it(sitting, tmp_path):
    driven(sitting, AGENTS[0])
    first = export(sitting, folder=tmp_path)
    again = export(sitting, folder=tmp_path)
    sitting.again(same_seed=True)
    driven(sitting, AGENTS[5])

    other = export(sitting, folder=tmp_path)

    assert first == again == [tmp_path / "shifts" / "parcel-1" / f"{n}.csv" for n in ("messages", "orders", "ratings")]
    assert {path.parent.name for path in other} == {"parcel-2"}
    assert exported(sitting, folder=tmp_path) == [f"shifts/parcel-2/{path.name}" for path in other]


def test_what_the_learner_has_there_is_never_overwritten(sitting, tmp_path):
    own = tmp_path / "shifts" / "parcel-1" / "messages.csv"
    own.parent.mkdir(parents=True)
    own.write_text("我的", encoding="utf-8")
    driven(sitting, AGENTS[0])

    export(sitting, folder=tmp_path)

    assert own.read_text(encoding="utf-8") == "我的"


def test_before_anything_has_begun_there_is_nothing_to_export(sitting, tmp_path):
    with pytest.raises(PlayError, match="先开始一班"):
        export(sitting, folder=tmp_path)


def test_a_folder_that_cannot_be_written_says_where_why_and_what_to_do(sitting, tmp_path):
    driven(sitting, AGENTS[0])
    (tmp_path / "shifts").write_text("", encoding="utf-8")

    with pytest.raises(WorkspaceError, match=r"三张表没有写成：写不了 .*shifts（.*）。检查磁盘"):
        export(sitting, folder=tmp_path)


def test_half_an_export_does_not_stay(sitting, tmp_path, monkeypatch):
    driven(sitting, AGENTS[0])
    monkeypatch.setattr("cs_training.notebook.play_export.Path.write_bytes", full_at_ratings)

    with pytest.raises(WorkspaceError, match="磁盘满了"):
        export(sitting, folder=tmp_path)

    assert not (tmp_path / "shifts" / "parcel-1").exists()


def full_at_ratings(path, data):
    import errno

    if path.name == "ratings.csv":
        raise OSError(errno.ENOSPC, "")
    with path.open("wb") as file:
        return file.write(data)


def test_without_pandas_there_is_no_card_and_a_reason(sitting, monkeypatch):
    driven(sitting, AGENTS[0])
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)

    assert kpi_card(run_tables(sitting), ()) == (None, NO_PANDAS)


def test_a_shift_without_customers_has_no_card_and_a_reason():
    assert kpi_card(written(shift_of()), ()) == (None, NOBODY)


def test_the_card_s_labels_are_the_command_s():
    from cs_training.cli.kpi.words import GROUPS

    words = {word.name: word.label for group in GROUPS for word in group.words}

    assert {name: words[name] for name in LABELS} == LABELS


def test_a_figure_is_held_against_its_target_the_way_the_target_points(sitting):
    driven(sitting, AGENTS[0])
    card, _ = kpi_card(run_tables(sitting), sitting.bank.shop.targets.values())

    rows = {row["name"]: row for row in card["rows"]}
    assert (rows["first_response_mean"]["target"], rows["reply_rate"]["target"]) == ("不超过 30 秒", "不低于 99%")
    assert rows["first_response_mean"]["ok"] == (rows["first_response_mean"]["figure"] <= 30)
    assert (rows["reply_rate"]["figure"], rows["reply_rate"]["verdict"]) == (1, "到了")
    assert rows["inquiry_conversion"]["ok"] is None


def test_a_few_ratings_decide_nothing(sitting):
    driven(sitting, AGENTS[0])
    card, _ = kpi_card(run_tables(sitting), sitting.bank.shop.targets.values())

    (row,) = [row for row in card["rows"] if row["name"] == "csat_share_ge4"]
    assert (row["ok"], row["verdict"]) == (None, "样本少，先不下结论")


def test_the_card_loads_pandas_only_when_it_is_asked():
    assert "pd" not in vars(play_card)


def test_a_moment_is_the_shift_s_first_plus_its_seconds():
    first = written(over(shift_of(scenario(before=())))).messages[0]

    assert datetime.fromisoformat(first[MESSAGES.index("ts")]) == STARTS
