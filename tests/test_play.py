"""The verbs play and shift: what they take, what they show before anything is done, text, plain view, progress."""

import html
from dataclasses import replace

import pytest
from ipywidgets import Button, Textarea, Widget

from cs_training.content.bank import Bank
from cs_training.errors import AnswerError, PlayError, UnknownIdError
from cs_training.notebook import play, play_judging, play_setting, play_sitting, progress, shift, standing
from cs_training.notebook.play_plain import plain_play
from cs_training.notebook.play_text import call, play_text
from cs_training.notebook.play_turns import turn, wait
from cs_training.notebook.sitting import attempt_log
from cs_training.records.runs import Result, Run
from cs_training.records.served import played, worked

from desk import GOOD, SMALL, day, one, sit, small_bank, words_only

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def world(monkeypatch):
    """The small world is all there is."""
    bank = small_bank()
    for module in (play_sitting, standing):
        monkeypatch.setattr(module, "open_bank", lambda: bank)
    monkeypatch.setattr(play_judging, "assess", words_only)
    monkeypatch.setattr(Bank, "judge", None, raising=False)
    monkeypatch.setattr(Bank, "judge_version", "v1", raising=False)
    return bank


def test_a_cell_that_shows_a_desk_writes_nothing_and_says_the_same_each_time():
    first, second = repr(shift("day", customers=2, minutes=5)), repr(shift("day", customers=2, minutes=5))

    assert first == second
    assert "一天" in first
    assert 'shift("day", customers=2, minutes=5).wait(1)' in first
    assert not attempt_log().path.exists()


def test_widget_and_text_travel_together_and_text_goes_alone_where_it_is_asked_for():
    both = play("small")._repr_mimebundle_()
    alone = play("small", view="text")._repr_mimebundle_()

    assert set(both) >= {WIDGET, "text/plain"}
    assert set(alone) == {"text/plain"}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: play("smal"), "你是不是想写 small"),
        (lambda: shift("dya"), "你是不是想写 day"),
        (lambda: play(3), "引号"),
        (lambda: shift(3), "引号"),
        (lambda: play("small", level=4), "level 写 1 到 3"),
        (lambda: play("small", level=True), "level 写 1 到 3"),
        (lambda: play("small", mode="test"), "没有“test”这种模式"),
        (lambda: play("small", view="big"), "没有“big”这种显示方式"),
        (lambda: play("small", seed=0), "seed 写 1 到"),
        (lambda: shift("day", customers=0), "customers 写 1 到 200"),
        (lambda: shift("day", minutes=1.5), "minutes 写 1 到 480"),
        (lambda: shift("day", mode="exam", k=11), "k 写 1 到 10"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_one_sentence(call, says):
    with pytest.raises((AnswerError, UnknownIdError), match=says) as raised:
        call()

    assert "\n" not in str(raised.value)


def test_a_customer_is_served_by_text_alone():
    desk = play("small", view="text")

    assert "小满" in repr(desk.wait(1))
    assert "〔物流〕11月24日 云渡仓" in repr(desk.look("物流"))
    assert "1A. " in repr(desk)
    shown = repr(desk.reply(GOOD))
    assert "：好的" in shown or "：谢谢" in shown
    assert "备选" not in shown
    assert "在路上" not in shown  # nobody asked the colleague
    over = repr(desk.end())
    assert "办成了" in over
    assert "再来一次" in over


def test_when_the_time_is_over_it_says_so_and_not_that_she_is_done():
    shown = repr(shift("day", customers=2, minutes=1, view="text").wait(200))

    assert "到点了，这一班结束。" in shown
    assert "顾客的事说完了" not in shown


def test_what_a_learner_must_not_see_yet_stands_in_no_text():
    desk = play("small", view="text").wait(1)

    shown = repr(desk)

    for kept in ("周三要", "先查物流", "why", "说全了", "一样没有", "abuse"):
        assert kept not in shown
    assert "11月24日 云渡仓" not in shown


def test_in_an_exam_nothing_is_said_of_it_before_all_its_runs_are_over(tmp_path):
    sitting = sit(day(mode="exam", k=2), tmp_path)
    sitting.begin()
    sitting.run_to(500)

    assert "全部做完才看复盘" in play_text(sitting)
    assert all(one not in play_text(sitting) for one in ("没办成", "老手", "火气"))


def test_the_code_that_is_shown_is_the_code_that_was_written(tmp_path):
    for setting, code in (
        (one(), 'play("small")'),
        (one(level=3), 'play("small", level=3)'),
        (one(seed=5), 'play("small", seed=5)'),
        (day(), 'shift("day", customers=2, minutes=5)'),
        (day(mode="exam", k=2), 'shift("day", customers=2, minutes=5, mode="exam", k=2)'),
        (one(mode="exam"), 'play("small", mode="exam")'),
    ):
        assert call(sit(setting, tmp_path)) == code


def test_a_run_that_cannot_be_gone_on_with_says_so_in_the_text(tmp_path):
    sitting = sit(one(), tmp_path)
    wait(sitting, 1)
    for script in (tmp_path / "scripts").iterdir():
        script.unlink()

    assert "没有留下来" in play_text(sit(one(), tmp_path))


def test_without_our_javascript_a_customer_can_be_served_too(tmp_path):
    sitting = sit(one(), tmp_path)
    box = plain_play(sitting)
    buttons = {b.description: b for b in _all(box, Button)}
    buttons["开始，或过 10 秒"].click()
    buttons["查物流"].click()
    _all(box, Textarea)[0].value = GOOD
    buttons["发送"].click()

    assert "云渡仓" in html.unescape(box.children[0].value)
    assert sitting.play.chats["c1"].outcome.end == "resolved"

    buttons["补偿"].click()
    assert box.children[1].value  # a sentence, and no crash


def test_progress_counts_customers_who_were_served_and_shifts_that_were_worked(world):
    desk = play("small", view="text")
    desk.wait(1).look("物流").reply(GOOD).end()
    shift("day", customers=2, minutes=5, view="text").wait(600)

    shown = repr(progress())

    assert "模拟接待 一天：1 班，过 0 班" in shown
    assert "模拟接待 情景：接待过 1 种顾客" in shown


def test_the_first_time_counts_in_full_and_a_better_one_later_three_quarters():
    def run(*scores, branch=""):
        results = tuple(
            Result(chat=f"c{n}", scenario="small", end="resolved", score=s, stars=5, passed=s >= 60, clean=True)
            for n, s in enumerate(scores)
        )
        began = type("B", (), {"item": "shift/day", "branch": branch})()
        return Run(began, (), 0, results)

    assert [(p.times, p.best, p.credit) for p in played([run(40), run(80)])] == [(2, 80, pytest.approx(0.6))]
    assert [(p.times, p.best, p.credit) for p in played([run(90), run(95)])] == [(2, 95, pytest.approx(0.9))]
    assert [(w.ended, w.passed, w.best) for w in worked([run(80, 60), run(80, 20), run(99, branch="x")])] == [
        (2, 1, 70)
    ]


def test_a_scenario_kept_for_exams_is_not_practised_by_turns(world, tmp_path):
    kept = small_bank(replace(SMALL, use="assess"))
    sitting = sit(one(mode="exam"), tmp_path, kept)
    wait(sitting, 1)

    with pytest.raises(PlayError, match="备选"):
        turn(sitting, "reply", 1, text="您好")


def _all(box, kind):
    inside = [child for child in getattr(box, "children", ()) for child in [child, *_all(child, Widget)]]
    return [one for one in inside if isinstance(one, kind)]


def test_the_setting_says_when_it_is_over():
    assert play_setting.Setting(item="play/x", level=1, customers=1, minutes=0, mode="practice").ends is None
    assert day(minutes=7).ends == 420
