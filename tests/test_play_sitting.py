"""A shift being worked: what is written down, what a reload brings back, what cannot be gone on with, exams, turns."""

import json
from dataclasses import asdict, replace

import pytest

from cs_training.content.bank import Bank
from cs_training.errors import AnswerError, PlayError, RecordError, UnknownIdError
from cs_training.notebook import play_book, play_judging
from cs_training.notebook.play_turns import again, choice_labels, turn, wait
from cs_training.records.log import Log
from cs_training.records.runs import runs

from desk import GOOD, SMALL, day, one, sit, small_bank, words_only


@pytest.fixture(autouse=True)
def judge(monkeypatch):
    monkeypatch.setattr(play_judging, "assess", words_only)
    monkeypatch.setattr(Bank, "judge", None, raising=False)
    monkeypatch.setattr(Bank, "judge_version", "v1", raising=False)


def written(folder):
    return list(Log(folder / "attempts.jsonl").read())


def states(sitting):
    return sitting.stage, sitting.play.now if sitting.play else None, sitting.play.text() if sitting.play else ""


def test_looking_at_the_desk_writes_nothing(tmp_path):
    sitting = sit(one(), tmp_path)

    assert sitting.stage == "ready"
    assert written(tmp_path) == []


def test_after_a_reload_everything_is_as_it_was_and_nothing_is_judged_again(tmp_path, monkeypatch):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.run_to(10)
    sitting.look("c1", "logistics", at=14)
    sitting.reply("c1", "您的包裹在云渡仓，您稍等", at=30)
    sitting.run_to(45)
    sitting.mark_clock()
    monkeypatch.setattr(play_judging, "assess", None)  # to call it would be an error

    reloaded = sit(one(), tmp_path)

    assert states(reloaded) == states(sitting)
    assert reloaded.judged(1) == words_only("您的包裹在云渡仓，您稍等")
    assert reloaded.judged(0) is None


def test_the_clock_is_stored_now_and_then_so_that_a_restart_costs_half_a_minute_at_most(tmp_path):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.run_to(20)
    assert sit(one(), tmp_path).play.now == 0

    sitting.run_to(31)

    assert sit(one(), tmp_path).play.now == 31


def test_a_deed_is_on_the_disk_before_it_has_happened(tmp_path, monkeypatch):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    before = states(sitting)
    monkeypatch.setattr(Log, "append", lambda *_: (_ for _ in ()).throw(RecordError("满了")))

    with pytest.raises(RecordError):
        sitting.look("c1", "order")

    assert states(sitting) == before


def test_what_cannot_be_done_is_not_written_down(tmp_path):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.run_to(1)
    count = len(written(tmp_path))

    for act in (
        lambda: sitting.offer("c1", 50),
        lambda: sitting.refund("c1", 5),
        lambda: sitting.reply("c1", "  "),
        lambda: sitting.reply("c1", "长" * 2001),
        lambda: sitting.reply("c9", "您好"),
        lambda: sitting.choose("c1", "nothing"),
        lambda: sitting.ticket("c1", "  "),
        lambda: sitting.look("c9", "order"),
    ):
        with pytest.raises(PlayError):
            act()

    assert len(written(tmp_path)) == count


def test_an_end_is_written_once_with_the_outcome_of_each_chat(tmp_path):
    sitting = sit(day(), tmp_path)
    sitting.begin()
    sitting.run_to(600)
    sitting.run_to(700)

    ended = [s for s in written(tmp_path) if s["verb"]["display"]["zh-CN"] == "收工"]

    assert sitting.stage == "over"
    assert len(ended) == 1
    assert ended[0]["result"] == {
        "completion": True,
        "success": False,
        "score": {"scaled": ended[0]["result"]["score"]["scaled"]},
    }
    assert {r.end for r in runs(written(tmp_path))[-1].results} <= {"left", "unresolved", "platform"}


def test_a_shift_is_gone_on_with_by_another_notebook_and_the_first_one_is_told(tmp_path):
    first, second = sit(one(), tmp_path), None
    first.begin()
    second = sit(one(), tmp_path)
    second.look("c1", "order", at=5)

    with pytest.raises(PlayError, match="另一个页面"):
        first.look("c1", "logistics", at=6)

    assert states(first) == states(second)


def test_replaying_from_a_deed_keeps_what_came_before_and_the_same_customer(tmp_path):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.look("c1", "logistics", at=5)
    sitting.choose("c1", "sorry", at=10)
    opening = sitting.play.log[0].text
    sitting.end("c1", at=40)

    sitting.branch(1)

    assert [deed.do for deed in sitting.play.deeds] == ["logistics"]
    assert sitting.play.log[0].text == opening
    assert sitting.play.now == 5
    sitting.choose("c1", "tell", at=10)
    sitting.run_to(40)
    assert sitting.play.chats["c1"].outcome.end == "resolved"
    assert sit(one(), tmp_path).play.chats["c1"].outcome.end == "resolved"


@pytest.mark.parametrize("number", [-1, 2, 99])
def test_only_a_deed_of_this_run_can_be_gone_back_to(tmp_path, number):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.look("c1", "order")
    sitting.look("c1", "logistics")

    with pytest.raises(PlayError):
        sitting.branch(number)


def test_the_next_run_brings_other_draws_and_the_same_again_the_same(tmp_path):
    sitting = sit(day(customers=6), tmp_path)
    seeds = []
    for same in (False, False, True):
        sitting.again(same)
        seeds.append(sitting.run.began.seed)

    assert seeds == [1, 2, 2]


def test_runs_of_another_level_or_length_do_not_mix(tmp_path):
    sit(day(), tmp_path).begin()

    for other in (day(level=1), day(minutes=6), day(customers=3), day(mode="exam", k=2)):
        assert sit(other, tmp_path).stage == "ready"
    assert sit(day(), tmp_path).stage == "working"


def test_a_run_is_gone_on_with_by_the_scenario_it_was_begun_with(tmp_path):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.run_to(1)
    before = sitting.play.text()
    changed = small_bank(replace(SMALL, rev=2, nodes=(replace(SMALL.nodes[0], says=("换了",) * 3), *SMALL.nodes[1:])))

    reloaded = sit(one(), tmp_path, changed)
    reloaded.run_to(1)

    assert reloaded.play.text() == before
    reloaded.again()
    reloaded.run_to(1)
    assert reloaded.play.log[0].text == "换了"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda folder, _: [p.unlink() for p in (folder / "scripts").iterdir()], "没有留下来"),
        (lambda folder, _: [p.write_text("{}") for p in (folder / "scripts").iterdir()], "没有留下来"),
        (lambda _, patch: patch.setattr(play_book, "ENGINE", 99), "反应规则后来改过"),
    ],
)
def test_a_run_that_cannot_be_gone_on_with_says_why_and_a_new_one_begins(tmp_path, monkeypatch, spoil, why):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.look("c1", "order")
    spoil(tmp_path, monkeypatch)

    reloaded = sit(one(), tmp_path)

    assert reloaded.stage == "stuck"
    assert why in reloaded.stuck
    with pytest.raises(PlayError, match=why):
        reloaded.look("c1", "logistics")
    reloaded.again()
    assert reloaded.stage == "working"


def test_a_log_that_somebody_wrote_into_is_read_without_what_is_not_whole(tmp_path):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.look("c1", "order", at=3)
    statements = written(tmp_path)
    spoilt = []
    for path, value in [("deed", {"at": "x"}), ("deed", 3), ("anger", None), ("run", 7), ("assessment", {"labels": 1})]:
        copied = json.loads(json.dumps(statements[-1]))
        next(iter(copied["context"]["extensions"].values()))[path] = value
        spoilt.append(copied)
    Log(tmp_path / "attempts.jsonl").append(*spoilt[:2], *spoilt[3:], {"context": 1}, {"context": {"extensions": []}})

    assert [deed.do for deed in sit(one(), tmp_path).play.deeds] == ["order"]


def test_an_exam_is_k_runs_by_choices_only_and_passed_if_all_are(tmp_path):
    sitting = sit(day(mode="exam", k=2), tmp_path)
    for place in range(2):
        sitting.begin()
        assert sitting.series == (place, 2)
        with pytest.raises(PlayError, match="备选"):
            sitting.reply("c1", "您好")
        for at in range(0, 300, 5):
            sitting.run_to(at)
            for chat in sitting.play.chats.values():
                if chat.stage == "waiting" and not chat.outcome:
                    sitting.look(chat.id, "logistics")
                    sitting.choose(chat.id, "tell")
        sitting.run_to(400)
        with pytest.raises(PlayError):
            sitting.branch(0)
        assert sitting.verdict == (None if place == 0 else (2, 2))

    sitting.begin()
    assert sitting.series == (0, 2)
    assert sitting.verdict is None


def test_what_is_kept_for_exams_is_not_practised(tmp_path):
    kept = small_bank(replace(SMALL, use="assess"))

    for setting in (one(), day()):
        with pytest.raises(AnswerError, match='mode="exam"'):
            sit(setting, tmp_path, kept)
    assert sit(one(mode="exam"), tmp_path, kept).stage == "ready"


def test_an_unknown_scenario_or_shift_names_the_nearest(tmp_path):
    with pytest.raises(UnknownIdError, match="你是不是想写 small"):
        sit(one(item="play/smal"), tmp_path)
    with pytest.raises(UnknownIdError, match="你是不是想写 day"):
        sit(day(item="shift/dey"), tmp_path)


def test_choices_stand_in_an_order_of_their_own_that_a_reload_keeps(tmp_path):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.run_to(1)

    assert sitting.choices("c1") == sit(one(), tmp_path).choices("c1")
    assert {c.id for c in sitting.choices("c1")} == {"tell", "sorry", "rude"}


def test_by_turns_a_customer_is_served_and_running_the_cells_again_changes_nothing(tmp_path):
    def cells():
        sitting = sit(one(), tmp_path)
        turn(sitting, "look", 1, what="物流")
        turn(sitting, "ask", 1)
        wait(sitting, 60)
        turn(sitting, "reply", 1, text=GOOD)
        turn(sitting, "end", 1)
        return sitting

    first = cells()
    count = len(written(tmp_path))
    second = cells()

    assert states(first) == states(second)
    assert len(written(tmp_path)) == count
    assert first.play.chats["c1"].outcome.end == "resolved"


def test_a_choice_is_picked_by_a_label_that_never_means_another_one(tmp_path):
    sitting = sit(one(), tmp_path)
    wait(sitting, 1)
    label = next(label for label, c in choice_labels(sitting, "c1").items() if c.id == "sorry")
    turn(sitting, "choose", 1, choice=label)

    turn(sitting, "choose", 1, choice=label)

    assert [deed.choice for deed in sitting.play.deeds] == ["sorry"]
    assert all(one.startswith("2") for one in choice_labels(sitting, "c1"))
    with pytest.raises(AnswerError, match="2A"):
        turn(sitting, "choose", 1, choice="9Z")


def test_anew_begins_once_however_often_the_cell_is_run(tmp_path):
    sitting = sit(one(), tmp_path)
    wait(sitting, 1)
    again(sitting, 2)
    again(sitting, 2)

    assert sitting.begun == 2
    for wrong in (0, 4, "2", True):
        with pytest.raises(AnswerError):
            again(sitting, wrong)


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("look", {"what": "天气"}),
        ("transfer", {"to": "没有这人"}),
        ("offer", {"yuan": -1}),
        ("offer", {"yuan": "五"}),
        ("refund", {"yuan": float("nan")}),
        ("choose", {"choice": "Z"}),
    ],
)
def test_what_is_written_wrongly_is_said_in_a_sentence_and_not_written_down(tmp_path, what, given):
    sitting = sit(one(), tmp_path)
    wait(sitting, 1)
    count = len(written(tmp_path))

    with pytest.raises(AnswerError):
        turn(sitting, what, 1, **given)
    with pytest.raises(AnswerError, match="1 到 1"):
        turn(sitting, "end", 2)

    assert len(written(tmp_path)) == count


def test_a_stored_run_says_all_that_happened(tmp_path):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    sitting.reply("c1", "傻", at=3)

    run = runs(written(tmp_path))[0]

    assert run.began == sitting.run.began
    assert asdict(run.did[0]) == asdict(sitting.run.did[0])
    assert run.did[0].deed.heard.breaks == ("abuse",)
    assert run.did[0].anger > 20


def test_half_an_emoji_is_kept_as_something_that_can_be_written(tmp_path):
    sitting = sit(one(), tmp_path)
    sitting.begin()

    sitting.reply("c1", "好的\ud83d，稍等", at=3)
    sitting.ticket("c1", "0001\ud83d", at=4)

    assert len(sitting.play.deeds) == len(sit(one(), tmp_path).play.deeds) == 2


def test_whatever_goes_wrong_in_writing_nothing_has_happened(tmp_path, monkeypatch):
    sitting = sit(one(), tmp_path)
    sitting.begin()
    before = states(sitting)
    monkeypatch.setattr(Log, "append", lambda *_: (_ for _ in ()).throw(UnicodeEncodeError("utf-8", "", 0, 1, "x")))

    with pytest.raises(UnicodeEncodeError):
        sitting.look("c1", "order")

    assert states(sitting) == before


def test_an_exam_of_other_many_runs_is_another_exam_and_none_is_given_up_half_way(tmp_path):
    sitting = sit(day(mode="exam", k=3), tmp_path)
    sitting.begin()
    with pytest.raises(PlayError, match="测验做到一半"):
        sitting.again()

    sitting.run_to(500)

    assert sit(day(mode="exam", k=1), tmp_path).stage == "ready"
    assert sit(day(mode="exam", k=3), tmp_path).verdict is None


def test_waiting_for_a_late_second_gets_there_at_once(tmp_path):
    setting = day(minutes=60)
    first = sit(setting, tmp_path)
    wait(first, 3000)
    wait(first, 3000)

    assert first.play.now >= 3000 or first.stage == "over"
    assert states(sit(setting, tmp_path)) == states(first)
    with pytest.raises(AnswerError, match="最多"):
        wait(first, 10**9)


def test_nothing_is_offered_for_a_customer_who_has_not_come(tmp_path):
    sitting = sit(day(), tmp_path)
    sitting.begin()

    assert sitting.play.chats["c2"].stage == "coming"
    assert sitting.choices("c2") == []
    with pytest.raises(PlayError, match="没有这位顾客"):
        sitting.choices("c9")


def test_a_run_that_is_stuck_says_so_by_turns_too(tmp_path):
    sitting = sit(one(), tmp_path)
    wait(sitting, 1)
    for script in (tmp_path / "scripts").iterdir():
        script.unlink()
    stuck = sit(one(), tmp_path)

    for act in (lambda: turn(stuck, "look", 1, what="订单"), lambda: wait(stuck, 90)):
        with pytest.raises(PlayError, match="没有留下来"):
            act()


@pytest.mark.parametrize("given", [None, 3, ["您好"]])
def test_what_is_no_text_is_not_sent(tmp_path, given):
    sitting = sit(one(), tmp_path)
    wait(sitting, 1)

    with pytest.raises(AnswerError, match="引号"):
        turn(sitting, "reply", 1, text=given)


@pytest.mark.parametrize("field", ["score", "stars", "passed", "clean", "end"])
def test_an_end_that_somebody_wrote_into_is_passed_over(tmp_path, field):
    sitting = sit(day(), tmp_path)
    sitting.begin()
    sitting.run_to(600)
    statements = written(tmp_path)
    spoilt = json.loads(json.dumps(statements[-1]))
    next(iter(spoilt["context"]["extensions"].values()))["results"][0][field] = None

    assert runs([*statements[:-1], spoilt])[-1].results is None
    assert runs(statements)[-1].results is not None
