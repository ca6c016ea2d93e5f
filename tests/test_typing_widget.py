"""The verb drill: the typing drill as widget, text and plain view, and what the log keeps of it."""

import json
import os
import subprocess
import sys

import pytest
from ipywidgets import HTML, Button, Dropdown, Text, Widget

from cs_training.core.typing_drill import ROUND
from cs_training.errors import AnswerError, RecordError
from cs_training.notebook import drill, progress, typing_drill_sitting
from cs_training.notebook.frontend import joined
from cs_training.notebook.sitting import attempt_log
from cs_training.notebook.typing_drill import TypingWidget
from cs_training.notebook.typing_drill_plain import plain_typing
from cs_training.notebook.typing_drill_sitting import TypingSitting
from cs_training.notebook.typing_drill_text import typing_text
from cs_training.notebook.typing_drill_view import percent, speed_of, typing_view, verdict
from cs_training.records.log import Log
from cs_training.records.typing import typed_lines

WIDGET = "application/vnd.jupyter.widget-view+json"
GOAL = "目标：60 字/分，准确率不低于 97%（店铺内控目标，示例）。"


@pytest.fixture(autouse=True)
def _close_widgets():
    yield
    Widget.close_all()


def tell(widget, **message):
    """The browser speaks."""
    widget._heard(widget, {"n": widget.view["ack"] + 1} | message, [])
    return widget.view


def took(typed, seconds, deleted=0):
    """What the browser measured of a line that was typed in so many seconds."""
    return {"events": [[1000, 1, 0], [seconds * 1000, len(typed), deleted]], "pause": 400}


def type_line(widget, typed=None, seconds=20, **more):
    view = widget.view
    typed = view["target"] if typed is None else typed
    return tell(widget, do="line", place=view["place"], typed=typed, measured=took(typed, seconds), **more)


def type_round(widget, seconds=20, **more):
    for _ in range(ROUND):
        view = type_line(widget, seconds=seconds, **more)
    return view


def recorded():
    return typed_lines(attempt_log().read())


def refusing(self, *statements):
    raise RecordError("磁盘<满>了。")


def test_the_whole_state_sent_to_the_browser_is_this():
    sitting = TypingSitting()
    state = TypingWidget(sitting).get_state()
    state["view"] = json.loads(state["view"])

    bare = {"_dom_classes": (), "_view_count": None, "tabbable": None, "tooltip": None}
    names = {f"_{what}_{name}" for what in ("model", "view") for name in ("module", "module_version", "name")}
    assert set(state) == {*bare, *names, "layout", "_anywidget_id", "_esm", "_css", "view"}
    assert state["_esm"] == joined("kit.js", "typing_meter.js", "typing_phrases.js", "typing_drill.js")
    assert state["_css"] == joined("kit.css", "typing_drill.css")
    assert state["view"] == {
        "level": 1,
        "levels": [[1, "短句"], [2, "数字和地址"], [3, "短语成段"]],
        "number": 1,
        "of": 5,
        "place": 0,
        "target": sitting.round.targets[0],
        "customer": "",
        "card": [],
        "phrases": [],
        "goal": GOAL,
        "lines": [],
        "verdict": "",
        "over": False,
        "error": "",
        "ack": 0,
    }


def test_level_three_shows_the_customer_the_order_card_and_the_phrases():
    sitting = TypingSitting(3)
    view = typing_view(sitting)
    line = sitting.round.lines[0]

    assert view["customer"] == line.customer
    assert view["card"] == [list(entry) for entry in line.card.items()]
    assert len(view["phrases"]) == len(sitting.bank.phrases)
    assert set(view["phrases"][0]) == {"keys", "title", "topic", "text", "when", "when_not"}
    assert view["goal"] == "目标：准确率不低于 97%（店铺内控目标，示例）。"


def test_a_line_is_judged_and_the_next_one_comes():
    widget = TypingWidget(TypingSitting())
    wanted = widget.view["target"]

    view = type_line(widget, wanted[:-1] + ".", seconds=len(wanted))

    assert (view["place"], view["over"]) == (1, False)
    (line,) = view["lines"]
    assert line["pieces"][-1] == ["全半角", "。", "."]
    assert ["最长停顿", "0.4 秒"] in line["facts"]
    assert "".join(got for _, _, got in line["pieces"]) == wanted[:-1] + "."
    assert view["verdict"].startswith("第 1 行：速度 ")
    assert "全半角：“。”打成了“.”" in view["verdict"]
    (written,) = recorded()
    assert (written.level, written.number, written.place, written.of) == (1, 1, 1, 5)
    assert written.judged.speed.seconds == len(wanted)


def test_a_line_without_a_slip_says_so():
    assert type_line(TypingWidget(TypingSitting()))["verdict"].endswith("一字不差。")


def test_a_finished_round_says_what_was_reached_and_one_thing_to_do():
    widget = TypingWidget(TypingSitting())

    view = type_round(widget, seconds=5)

    assert (view["over"], view["place"], view["target"]) == (True, None, "")
    summary = dict(view["summary"])
    assert summary["准确率"] == "100%（达到目标）"
    assert summary["速度"].endswith("字/分（达到目标）")
    assert summary["错在哪"] == "没有错"
    assert view["advice"] == "又准又快，去第 2 关：drill(2)。"
    assert view["verdict"].startswith("第 1 轮打完了：速度 ")

    view = tell(widget, do="another")
    assert (view["number"], view["place"], view["over"], view["verdict"]) == (2, 0, False, "")
    assert len(recorded()) == ROUND


def test_what_misses_a_target_says_so_and_is_never_rounded_up():
    view = type_round(TypingWidget(TypingSitting()), seconds=60)

    assert dict(view["summary"])["速度"].endswith("（没到目标）")
    assert (percent(0.9699), percent(0.97), percent(1)) == ("96.9%", "97%", "100%")
    assert (speed_of(59.99), speed_of(60), speed_of(None)) == ("59 字/分", "60 字/分", "没有计时")


def test_impossible_times_are_no_speed_and_the_line_still_counts():
    widget = TypingWidget(TypingSitting())
    tell(widget, do="line", place=0, typed=widget.view["target"], measured={"events": [[1, 99, 0]]})
    type_line(widget)

    assert [one.judged.speed is None for one in recorded()] == [True, False]
    for _ in range(3):
        view = type_line(widget)

    summary = dict(view["summary"])
    assert summary["计时"] == "5 行里只有 4 行量到了时间，速度不作数"
    assert "目标" not in summary["速度"]
    assert "这一轮的速度不作数" in view["advice"]
    assert "最快 没有计时" in progress().text


def test_time_saved_is_held_against_ones_own_speed_without_phrases():
    third = TypingWidget(TypingSitting(3))
    place = [one["title"] for one in third.view["phrases"]].index("收尾")
    view = type_round(third, seconds=20, used=[place])
    assert "先在第 1、2 关打满 5 行" in dict(view["summary"])["短语省下"]

    type_round(TypingWidget(TypingSitting(1)), seconds=20)
    view = TypingWidget(TypingSitting(3)).view

    own = sum(one.judged.typed for one in recorded() if one.level == 1) * 60 / 100
    asked = sum(one.judged.asked for one in recorded() if one.level == 3)
    assert dict(view["summary"])["短语省下"] == f"{asked * 60 / own - 100:.0f} 秒"
    assert dict(view["summary"])["速度"].endswith("含短语")


def test_a_round_without_phrases_saved_nothing():
    view = type_round(TypingWidget(TypingSitting(3)), seconds=20)

    assert dict(view["summary"])["短语省下"] == "这一轮没有用短语"


def test_an_unfilled_gap_is_refused_and_nothing_is_lost():
    widget = TypingWidget(TypingSitting(3))

    view = type_line(widget, "您的订单 {订单号} 我查过了")

    assert view["error"] == "花括号里的“订单号”还没填。照订单卡填好再交。"
    assert view["place"] == 0
    assert recorded() == []


@pytest.mark.parametrize(("typed", "says"), [("", "还没打"), (" 　\n", "还没打"), ("好" * 601, "太长了")])
def test_nothing_and_far_too_much_are_refused(typed, says):
    view = type_line(TypingWidget(TypingSitting()), typed)

    assert says in view["error"]
    assert recorded() == []


def test_half_an_emoji_can_be_written_down():
    type_line(TypingWidget(TypingSitting()), "您好\ud83d")

    assert recorded()[0].judged.typed == 3


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        {},
        {"do": "line"},
        {"do": "line", "place": 0},
        {"do": "line", "place": 0, "typed": 5},
        {"do": "line", "place": "0", "typed": "好"},
        {"do": "line", "place": True, "typed": "好"},
        {"do": "line", "place": 5, "typed": "好"},
        {"do": "line", "place": -1, "typed": "好"},
        {"do": "line", "place": None, "typed": "好"},
        {"do": "line", "place": 0, "typed": "好", "used": 5},
        {"do": "line", "place": 0, "typed": "好", "used": [9999]},
        {"do": "line", "place": 0, "typed": "好", "used": ["0"]},
        {"do": "level"},
        {"do": "level", "level": 4},
        {"do": "level", "level": True},
        {"do": {}, "n": {}},
    ],
    ids=str,
)
def test_a_malformed_message_is_refused_and_records_nothing(message):
    widget = TypingWidget(TypingSitting())
    before = widget.view | {"error": "", "ack": 0}

    widget._heard(widget, message, [])

    assert widget.view["error"]
    assert widget.view | {"error": "", "ack": 0} == before
    assert recorded() == []


def test_a_line_is_on_disk_before_the_browser_hears_of_it(monkeypatch):
    widget = TypingWidget(TypingSitting())
    seen = []
    appended = Log.append

    def watched(self, *statements):
        seen.append(widget.view["place"])
        appended(self, *statements)

    monkeypatch.setattr(Log, "append", watched)

    assert type_line(widget)["place"] == 1
    assert seen == [0]


def test_a_line_that_cannot_be_recorded_changes_nothing_but_the_error(monkeypatch):
    widget = TypingWidget(TypingSitting())
    before = widget.view | {"ack": 0}

    with monkeypatch.context() as full:
        full.setattr(Log, "append", refusing)
        view = type_line(widget)

    assert view["error"] == "磁盘<满>了。"
    assert view | {"error": "", "ack": 0} == before
    assert type_line(widget)["place"] == 1


def test_a_line_sent_twice_or_from_two_notebooks_is_recorded_once():
    one, other = TypingWidget(TypingSitting()), TypingWidget(TypingSitting())
    wanted = one.view["target"]
    type_line(one)

    view = type_line(other, wanted[:-1])
    tell(one, do="line", place=0, typed="别的字", measured=None)

    assert len(recorded()) == 1
    assert view["place"] == 1
    assert view["verdict"].endswith("一字不差。")


def test_of_a_line_recorded_twice_the_first_is_shown():
    sitting = TypingSitting()
    sitting.type(0, sitting.round.targets[0])
    (right,) = attempt_log().read()
    attempt_log().delete()
    TypingSitting().type(0, "别的字")

    attempt_log().append(right)

    assert TypingSitting().round.judged[0].edits > 0


def test_what_was_done_is_there_after_a_reload_and_showing_records_nothing(monkeypatch):
    widget = TypingWidget(TypingSitting())
    type_line(widget, "您好，我再")
    shown = widget.view | {"ack": 0}

    def judged(*_):
        raise AssertionError("judged again")

    monkeypatch.setattr(typing_drill_sitting, "judge", judged)
    for _ in range(2):
        drill()._repr_mimebundle_()

    assert TypingWidget(TypingSitting()).view == shown
    assert len(recorded()) == 1


def test_what_was_typed_of_another_text_is_passed_over(monkeypatch):
    type_line(TypingWidget(TypingSitting()))
    monkeypatch.setattr(typing_drill_sitting, "_rev", lambda _: 1)

    assert TypingSitting().round.place == 0


def test_another_round_skips_none_and_goes_on_with_what_another_notebook_began():
    one, other = TypingWidget(TypingSitting()), TypingWidget(TypingSitting())
    type_round(one)
    type_line(other)
    tell(one, do="another")
    assert tell(one, do="another")["number"] == 2
    type_line(one)

    assert tell(other, do="another")["number"] == 2
    assert other.view["place"] == 1


def test_changing_the_level_goes_to_its_round_in_hand_or_a_fresh_one():
    type_round(TypingWidget(TypingSitting(2)))
    widget = TypingWidget(TypingSitting())

    view = tell(widget, do="level", level=2)

    assert (view["level"], view["number"], view["place"]) == (2, 2, 0)


def test_the_text_shows_the_line_and_says_that_speed_cannot_be_measured():
    sitting = TypingSitting(3)
    text = repr(drill(3))

    for said in (sitting.round.targets[0], sitting.round.lines[0].customer, "文字版量不出速度"):
        assert said in text
    assert sitting.round.targets[1] not in text
    assert 'drill(3, number=1).answer("照着打这一行")' in text


def test_a_line_answered_by_text_is_judged_without_a_speed_and_once():
    wanted = TypingSitting().round.targets[0]

    shown = drill(1).answer(wanted[:-1])
    again = drill(1).answer(wanted)

    assert set(shown._repr_mimebundle_()) == {"text/plain"}
    assert "没有计时" in repr(shown)
    assert "✗ 标点错" in repr(shown)
    assert 'drill(1, number=1).answer("照着打这一行", line=2)' in repr(shown)
    assert repr(again) == repr(shown)
    assert [(one.place, one.judged.speed) for one in recorded()] == [(1, None)]


def test_a_whole_round_by_text_ends_in_advice_and_the_cell_of_the_next():
    for n, wanted in enumerate(TypingSitting().round.targets, 1):
        shown = drill(1).answer(wanted, line=n)

    assert "建议：字打对了。要看速度" in repr(shown)
    assert "（再来一轮：drill(1, number=2)）" in repr(shown)
    assert repr(drill(1)) == repr(shown)


def test_a_typed_cell_that_runs_again_answers_no_later_round():
    targets = TypingSitting().round.targets
    type_round(TypingWidget(TypingSitting()))
    type_line(TypingWidget(TypingSitting(1, 2)))
    before = len(recorded())

    for n, wanted in enumerate(targets, 1):
        drill(1).answer(wanted, line=n)

    assert len(recorded()) == before
    drill(1, number=2).answer(TypingSitting(1, 2).round.targets[1], line=2)
    assert recorded()[-1].item.startswith("typing/1/2/")


@pytest.mark.parametrize("line", [0, 6, "1", True, None])
def test_a_line_that_there_is_not_says_which_there_are(line):
    with pytest.raises(AnswerError, match="1 到 5"):
        drill(1).answer("好", line=line)


def test_what_is_no_text_says_how_to_write_it():
    with pytest.raises(AnswerError, match="引号"):
        drill(1).answer(5)


@pytest.mark.parametrize("level", [0, 4, "1", 1.5, None, True])
def test_an_unknown_level_says_which_there_are(level):
    with pytest.raises(AnswerError, match="第几关写 1 到 3"):
        drill(level)


@pytest.mark.parametrize("number", [0, -1, "1", 1.5, True])
def test_a_number_that_cannot_be_says_how_to_write_it(number):
    with pytest.raises(AnswerError, match="从 1 开始"):
        drill(1, number=number)


def test_widget_and_text_travel_in_one_output_and_text_can_be_asked_for(monkeypatch):
    assert set(drill()._repr_mimebundle_()) == {WIDGET, "text/plain"}
    assert set(drill(view="text")._repr_mimebundle_()) == {"text/plain"}
    assert set(drill(view="plain")._repr_mimebundle_()) == {WIDGET, "text/plain"}
    monkeypatch.setenv("CS_TRAINING_VIEW", "text")
    assert set(drill()._repr_mimebundle_()) == {"text/plain"}


class Page:
    """The plain view, as somebody sees and uses it; the clock is the test's."""

    def __init__(self):
        self.now = 0.0
        self.sitting = TypingSitting()
        self.box = plain_typing(self.sitting, lambda: self.now)
        inside = list(_inside(self.box))
        self.text, self.trouble = (w for w in inside if isinstance(w, HTML))
        self.line = next(w for w in inside if isinstance(w, Text))
        self.level = next(w for w in inside if isinstance(w, Dropdown))
        self.buttons = {w.description: w for w in inside if isinstance(w, Button)}

    def press(self, name):
        self.buttons[name].click()


def _inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _inside(child)


def test_the_plain_view_times_a_line_from_begin_to_hand_over(monkeypatch):
    page = Page()
    assert page.buttons["交"].disabled
    page.press("开始")
    assert not page.line.disabled
    page.press("交")
    assert "还没打" in page.trouble.value
    page.line.value = page.sitting.round.targets[0]
    page.now = 30.0
    with monkeypatch.context() as full:
        full.setattr(Log, "append", refusing)
        page.press("交")
    assert "磁盘&lt;满&gt;了" in page.trouble.value
    assert page.line.value

    page.press("交")

    (written,) = recorded()
    assert (written.judged.speed.seconds, written.judged.speed.events, written.judged.speed.pause) == (30, 0, None)
    assert (page.trouble.value, page.line.value, page.buttons["交"].disabled) == ("", "", True)
    assert "第 2 行" in page.text.value


def test_the_plain_view_finishes_a_round_and_goes_on():
    page = Page()
    for wanted in page.sitting.round.targets:
        page.press("开始")
        page.line.value = wanted
        page.now += 0.01  # nobody types so fast: no speed
        page.press("交")
    assert recorded()[0].judged.speed is None
    assert page.buttons["开始"].disabled

    page.press("再来一轮")
    assert "第 2 轮" in page.text.value
    page.level.value = 3
    assert "第 3 关" in page.text.value


def test_progress_shows_finished_rounds_by_level():
    assert "打字练习" not in progress().text
    widget = TypingWidget(TypingSitting())
    type_line(widget)
    assert "打字练习" not in progress().text
    for _ in range(4):
        type_line(widget, seconds=10)

    shown = progress()

    assert "打字练习 第 1 关 短句：1 轮，最快 " in shown.text
    assert "（准确率 100%），最近 " in shown.text
    assert "<b>打字练习</b>" in shown.html


def test_the_text_of_a_round_begun_elsewhere_shows_what_was_typed_wherever_it_stands():
    targets = TypingSitting().round.targets
    drill(1).answer(targets[2], line=3)
    sitting = TypingSitting()

    text = typing_text(sitting)

    assert targets[0] in text
    assert targets[1] not in text
    assert targets[2] in text
    assert verdict(sitting).startswith("第 3 行")


def test_the_output_is_the_same_in_every_kernel_and_every_home(tmp_path):
    script = "from cs_training.notebook import drill\nprint(repr(drill(1)), drill(3), drill(2, number=9))\n"

    def output(number):
        own = {
            "CS_TRAINING_HOME": str(tmp_path / str(number)),
            "PYTHONHASHSEED": str(number),
            "PYTHONIOENCODING": "utf-8",
        }
        return subprocess.run(
            [sys.executable, "-c", script], env=os.environ | own, capture_output=True, check=True
        ).stdout

    assert output(1) == output(2)
