"""The verb coach: answering a customer as widget, text and plain view; records, corrections, and what changed."""

import copy
import html
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets import HTML, Button, Textarea, Widget

from cs_training.content.bank import Bank, open_bank
from cs_training.core.judging.assessment import (
    LABELS,
    Advice,
    Assessment,
    Evidence,
    Violation,
    band_of,
    score_of,
)
from cs_training.core.reply import assess
from cs_training.errors import AnswerError, RecordError, UnknownIdError
from cs_training.notebook import coach, coach_sitting, progress, review, standing
from cs_training.notebook.coach_plain import plain_coach
from cs_training.notebook.coach_sitting import LONGEST, CoachSitting
from cs_training.notebook.coach_spans import Marked, Tag, marks_of, segments
from cs_training.notebook.coach_text import coach_text, situation_key, situation_text
from cs_training.notebook.coach_view import coach_view, difference, rows, verdict
from cs_training.notebook.coach_widget import CoachWidget
from cs_training.notebook.frontend import joined
from cs_training.notebook.guide import guide
from cs_training.notebook.lesson import Lesson, write_notebook
from cs_training.notebook.sitting import attempt_log
from cs_training.records.attempts import events
from cs_training.records.coaching import attempts, coached, corrections, replied_statement, replies
from cs_training.records.log import Log

ID, OTHER, EXAM = "co-ship-01", "co-pre-01", "co-edge-01"
WIDGET = "application/vnd.jupyter.widget-view+json"
SAYS = {
    "empathy": "抱歉",
    "ownership": "我来",
    "clarification": "查到",
    "solution": "补发",
    "followup": "点前",
    "tone": "您",
}
WEAK = "您自己看"
BETTER = "抱歉，我来补发，您稍等"
BEST = "抱歉，我查到了，我来给您补发，18 点前回您"
RED = "抱歉，我来补发，您加微信说"


def judged(reply, **_):
    """A judge whose rules fit on a page: a word for each label, 微信 and 保证 are red lines, 大概 makes it unsure."""
    places = {label: reply.find(word) for label, word in SAYS.items()}
    labels = {label: at >= 0 for label, at in places.items()}
    spans = {label: ((at, at + len(SAYS[label])),) if at >= 0 else () for label, at in places.items()}
    if "快点" in reply:  # speaks against a label
        labels["tone"], spans["tone"] = False, ((reply.find("快点"), reply.find("快点") + 2),)
    red = []
    if (at := reply.find("微信")) >= 0:
        red.append(Violation("off_platform", at, at + 2, "微信", "引到站外。", "hard", ("OFF-01", "GONE-1")))
    if (at := reply.find("保证")) >= 0:
        red.append(Violation("false_promise", at, at + 2, "保证", "做不到。", "soft", ("FC-47",)))
    missing = [label for label in LABELS if not labels[label]]
    return Assessment(
        labels=labels,
        confidence=dict.fromkeys(LABELS, 0.9),
        unsure=("clarification",) if "大概" in reply else (),
        violations=tuple(red),
        band=band_of(labels, red),
        score=score_of(labels, red) if reply else 0,
        evidence={label: Evidence(spans[label], f"理由：{label}") for label in LABELS},
        advice=tuple(Advice(label, 10, f"改法：{label}", "原句", "新句") for label in missing),
    )


@pytest.fixture(autouse=True)
def _a_small_judge(monkeypatch):
    monkeypatch.setattr(coach_sitting, "assess", judged)
    monkeypatch.delenv("CS_TRAINING_TEACHER", raising=False)
    yield
    Widget.close_all()


@pytest.fixture
def teacher(monkeypatch):
    monkeypatch.setenv("CS_TRAINING_TEACHER", "1")


def tell(widget, **message):
    """The browser speaks."""
    widget._heard(widget, {"n": widget.view["ack"] + 1} | message, [])
    return widget.view


def recorded():
    return [(one.situation, one.reply, one.assessment is not None) for one in replies(attempt_log().read())]


def sent(*texts, id_=ID):
    """A sitting in which these replies were sent."""
    sitting = CoachSitting([id_])
    for text in texts:
        sitting.send(0, text)
    return sitting


def refusing(self, *statements):
    raise RecordError("磁盘<满>了。")


SCENE = {
    "mode", "place", "of", "topic", "level", "title", "scenario", "customer", "says", "facts", "draft", "attempts",
    "over", "handedIn", "verdict", "teacher", "error", "ack",
}  # fmt: skip


def secrets(situation):
    """What a learner may not read before an own attempt: rubric, model replies, and why they are what they are."""
    models = asdict(situation.replies).values()
    return [*asdict(situation.rubric).values(), *(text for one in models for text in one.values())]


# ---- the widget


def test_the_whole_state_sent_to_the_browser_before_an_attempt_is_this():
    situation = open_bank().situation(ID)
    state = CoachWidget(CoachSitting([ID])).get_state()
    state["view"] = json.loads(state["view"])

    bare = {"_dom_classes": (), "_view_count": None, "tabbable": None, "tooltip": None}
    names = {f"_{what}_{name}" for what in ("model", "view") for name in ("module", "module_version", "name")}
    assert set(state) == {*bare, *names, "layout", "_anywidget_id", "_esm", "_css", "view"}
    assert {name: state[name] for name in bare} == bare
    assert state["_anywidget_id"] == "cs_training.notebook.coach_widget.CoachWidget"
    assert state["_esm"] == joined("kit.js", "coach.js")
    assert state["_css"] == joined("kit.css", "coach.css")
    assert state["view"] == {
        "mode": "practice",
        "place": 0,
        "of": 1,
        "topic": situation.topic,
        "level": situation.level,
        "title": situation.title,
        "scenario": situation.scenario,
        "customer": situation.customer,
        "says": list(situation.says),
        "facts": [list(fact) for fact in situation.facts.items()],
        "draft": "",
        "attempts": 0,
        "over": False,
        "handedIn": False,
        "verdict": "",
        "teacher": False,
        "error": "",
        "ack": 0,
    }


def test_no_rubric_and_no_model_reply_is_sent_or_written_before_an_attempt():
    for situation in open_bank().situations():
        sitting = CoachSitting([situation.id], mode="exam" if situation.use == "assess" else "practice")
        widget = CoachWidget(sitting)
        tell(widget, do="models")
        told = [json.dumps(widget.view, ensure_ascii=False), coach_text(sitting)]

        assert set(widget.view) == SCENE
        assert [one for one in secrets(situation) if any(one.strip() in text for text in told)] == []
        assert situation.id not in told[0]


def test_the_view_of_a_sent_reply_adds_all_that_is_said_of_it_and_no_model_reply():
    sitting = CoachSitting([ID])
    situation = sitting.round.situation
    view = tell(CoachWidget(sitting), do="send", text=f"  {RED}，大概今天\n")

    assert set(view) == {*SCENE, "said", "models"}
    assert view["models"] is None
    assert view["draft"] == f"{RED}，大概今天"
    assert view["verdict"] == "得 0 分（满分 100），0 档：不能发。"
    said = view["said"]
    assert "".join(piece["text"] for piece in said["segments"]) == view["draft"]
    assert [piece for piece in said["segments"] if piece["tags"]] == [
        {"text": "抱歉", "tags": [["yes", "共情 ✓"]]},
        {"text": "我来", "tags": [["yes", "担当 ✓"]]},
        {"text": "补发", "tags": [["yes", "方案 ✓"]]},
        {"text": "您", "tags": [["yes", "语气 ✓"]]},
        {"text": "微信", "tags": [["red", "红线 ✗"]]},
    ]
    (red,) = said["red"]
    assert (red["name"], red["words"], red["why"]) == ("引到站外", "微信", "引到站外。")
    assert red["cost"] == "一票否决：整条 0 分"
    assert red["basis"] == [str(open_bank().source("OFF-01")), "GONE-1"]
    assert [row["name"] for row in said["rows"]] == ["共情", "担当", "澄清", "方案", "跟进", "语气"]
    assert said["rows"][2] == {
        "name": "澄清",
        "points": 10,
        "given": False,
        "unsure": "这一项机器拿不准，请老师看",
        "reason": "理由：clarification",
        "words": (),
        "asked": situation.rubric.clarification,
        "change": "",
        "ruled": "",
    }
    assert said["rows"][3]["words"] == ("补发",)
    assert said["advice"][0] == {
        "about": "澄清",
        "gain": "最多多 10 分",
        "say": "改法：clarification",
        "before": "原句",
        "after": "新句",
    }
    models = [text for one in asdict(situation.replies).values() for text in one.values()]
    assert [one for one in models if one.strip() in json.dumps(view, ensure_ascii=False)] == []


def test_model_replies_are_shown_when_asked_for_after_an_attempt():
    widget = CoachWidget(sent(WEAK))
    before = len(recorded())

    view = tell(widget, do="models")

    assert [one["name"] for one in view["models"]] == ["差的回法", "中等的回法", "好的回法"]
    replies_ = open_bank().situation(ID).replies
    assert view["models"][2] == {"name": "好的回法", "text": replies_.strong.text, "why": replies_.strong.why}
    assert len(recorded()) == before


def test_the_next_attempt_says_what_came_and_what_went():
    widget = CoachWidget(CoachSitting([ID]))

    first = tell(widget, do="send", text="抱歉，您加微信，18 点前")
    second = tell(widget, do="send", text=BETTER)

    assert first["said"]["difference"] == ""
    assert second["attempts"] == 2
    assert second["said"]["difference"] == (
        "和第 1 次比：0 分 → 75 分；多了担当、方案；少了跟进；去掉了红线“引到站外”。"
    )
    assert [row["change"] for row in second["said"]["rows"]] == ["", "这次有了", "", "这次有了", "这次没了", ""]
    assert difference(sent(WEAK, BETTER, RED).round, 4).startswith("和第 3 次比：20 分 → 0 分")


def test_a_new_red_line_and_no_change_at_all_are_said_too():
    round_ = sent(BETTER, BETTER + "，保证", BETTER + "，保证！").round

    assert difference(round_, 2) == "和第 1 次比：75 分 → 40 分；新碰了红线“做不到的承诺”。"
    assert difference(round_, 3) == "和第 2 次比：40 分 → 40 分；六项和上次一样。"


@pytest.mark.parametrize("reply", ["", "  \n", None, 5, "好" * (LONGEST + 1)])
def test_what_is_no_reply_is_refused_with_one_sentence_and_costs_nothing(reply):
    widget = CoachWidget(CoachSitting([ID]))
    before = widget.view

    view = tell(widget, do="send", text=reply)

    assert view["error"] == (
        "还没写回复。像在聊天框里一样写一条，再发。" if not reply or len(str(reply)) < 5 else view["error"]
    )
    assert view["error"].count("。") <= 3
    assert view | {"error": "", "ack": 0} == before
    assert recorded() == []


def test_an_attempt_is_on_disk_before_the_browser_hears_of_it(monkeypatch):
    widget = CoachWidget(CoachSitting([ID]))
    seen = []
    appended = Log.append

    def watched(self, *statements):
        seen.append(widget.view["verdict"])
        appended(self, *statements)
        assert len(list(self.read())) == 1

    monkeypatch.setattr(Log, "append", watched)

    view = tell(widget, do="send", text=BETTER)

    assert seen == [""]
    assert view["verdict"] == "得 75 分（满分 100），2 档：可以发，还能更好。"


def test_an_attempt_that_cannot_be_recorded_changes_nothing_but_the_error(monkeypatch):
    widget = CoachWidget(CoachSitting([ID]))
    before = widget.view

    with monkeypatch.context() as full:
        full.setattr(Log, "append", refusing)
        view = tell(widget, do="send", text=BETTER)

    assert view["error"] == "磁盘<满>了。"
    assert view | {"error": "", "ack": 0} == before
    assert tell(widget, do="send", text=BETTER)["attempts"] == 1


def test_the_same_reply_is_not_recorded_twice():
    widget = CoachWidget(sent(WEAK, BETTER))

    view = tell(widget, do="send", text=f"{WEAK}\n")

    assert view["error"] == "和第 1 次发的一样，没有再记一次。改一处再发。"
    assert len(recorded()) == 2


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        {},
        {"do": "send"},
        {"do": "send", "text": ["x"]},
        {"do": "models"},
        {"do": "go"},
        {"do": "go", "to": 1},
        {"do": "go", "to": -1},
        {"do": "go", "to": "0"},
        {"do": "hand-in"},
        {"do": "overrule", "attempt": 1, "label": 0, "given": True, "why": "x"},
        {"do": {}, "n": {}},
    ],
    ids=str,
)
def test_a_malformed_message_is_refused_and_records_nothing(message):
    widget = CoachWidget(CoachSitting([ID]))
    before = widget.view

    widget._heard(widget, message, [])

    assert widget.view["error"]
    assert widget.view | {"error": "", "ack": 0} == before
    assert recorded() == []


def test_half_a_character_from_the_browser_does_not_spoil_the_log():
    view = tell(CoachWidget(CoachSitting([ID])), do="send", text="抱歉\ud83d")

    assert view["draft"] == "抱歉?"
    assert recorded() == [(ID, "抱歉?", True)]


def test_several_situations_come_one_after_another_and_the_newest_is_in_hand_after_a_reload():
    widget = CoachWidget(CoachSitting([ID, OTHER]))
    assert (widget.view["place"], widget.view["of"]) == (0, 2)

    view = tell(widget, do="go", to=1, text="没写完的")
    assert (view["title"], view["attempts"], view["draft"]) == (open_bank().situation(OTHER).title, 0, "")
    assert recorded() == []
    tell(widget, do="send", text=BETTER)

    again = CoachWidget(CoachSitting([ID, OTHER]))
    assert (again.view["place"], again.view["attempts"]) == (1, 1)
    assert again.view | {"ack": 0} == widget.view | {"ack": 0}
    assert tell(again, do="go", to=0)["attempts"] == 0


# ---- spans


SPAN = st.tuples(st.integers(-2, 14), st.integers(-2, 14), st.sampled_from("abc"))


@given(st.text(max_size=12), st.lists(SPAN, max_size=8))
def test_segments_are_the_reply_and_carry_the_tags_of_all_marks_that_cover_them(reply, spans):
    marks = [Marked(start, end, Tag("yes", name)) for start, end, name in spans]

    found = segments(reply, marks)

    assert "".join(one.text for one in found) == reply
    assert all(one.text for one in found)
    assert all(one.tags != other.tags for one, other in pairwise(found))
    place = 0
    for one in found:
        for at in range(place, place + len(one.text)):
            assert set(one.tags) == {mark.tag for mark in marks if mark.start <= at < mark.end}
        assert len(set(one.tags)) == len(one.tags)
        place += len(one.text)


def test_what_speaks_against_a_label_is_marked_as_such_and_red_lines_come_first():
    marks = marks_of(judged("快点加微信，补发"))

    assert [(one.tag.kind, one.tag.text) for one in marks] == [("red", "红线 ✗"), ("yes", "方案 ✓"), ("no", "语气 ✗")]


# ---- text


def test_a_reply_is_sent_by_typing_and_said_as_text():
    shown = coach(ID).send(RED)

    assert set(shown._repr_mimebundle_()) == {"text/plain"}
    text = repr(shown)
    for line in (
        f"你的回复（第 1 次）：{RED}",
        "得 0 分（满分 100），0 档：不能发。",
        "  红线 ✗ 引到站外（一票否决：整条 0 分）：“微信”。引到站外。",
        f"     依据：{open_bank().source('OFF-01')}",
        "  ✓ 有  方案 25 分：理由：solution 看这里：“补发”",
        "  ✗ 没有  澄清 10 分：理由：clarification",
        f"     这里要做到：{open_bank().situation(ID).rubric.followup}",
        "怎么改",
        "  1. 澄清：改法：clarification（最多多 10 分）",
        "     原来：原句",
        "     比如：新句",
        f'（改一改再发：coach("{ID}").send("……")；看三种回法：coach("{ID}").models()）',
    ):
        assert line in text.splitlines(), line
    assert text.index("红线 ✗") < text.index("共情 15 分")
    assert "差的回法" not in text


def test_running_a_cell_again_records_nothing_and_shows_what_it_showed():
    first = repr(coach(ID).send(WEAK))
    second = repr(coach(ID).send(BETTER))

    assert repr(coach(ID).send(WEAK)) == first
    assert repr(coach(ID).send(BETTER)) == second
    assert "和第 1 次比" in second
    assert "第 2 次" in repr(coach(ID))
    assert [text for _, text, _ in recorded()] == [WEAK, BETTER]


def test_the_text_of_a_fresh_situation_shows_all_of_it_and_how_to_answer():
    situation = open_bank().situation(ID)
    text = repr(coach(ID))

    for line in (*situation.says, situation.scenario, *situation.facts.values()):
        assert line in text
    assert f'（文字作答：coach("{ID}").send("……")）' in text


def test_model_replies_are_written_after_an_attempt_only():
    with pytest.raises(AnswerError, match="先自己发一条"):
        coach(ID).models()
    coach(ID).send(WEAK)

    text = repr(coach(ID).models())

    assert "  好的回法：" + open_bank().situation(ID).replies.strong.text in text


def test_one_of_several_is_answered_by_its_number():
    both = f'coach("{ID}", "{OTHER}")'

    text = repr(coach(ID, OTHER).send(BETTER, 2))

    assert text.startswith("1. 【")
    assert "\n\n2. 【" in text
    assert f'（文字作答：{both}.send("……", 1)）' in text
    assert f'（改一改再发：{both}.send("……", 2)；看三种回法：{both}.models()）' in text
    assert recorded() == [(OTHER, BETTER, True)]
    for wrong in (0, 3, "1", None):
        with pytest.raises(AnswerError, match="只有 2 个场景"):
            coach(ID, OTHER).send(WEAK, wrong)


def test_widget_and_text_travel_in_one_output_and_text_can_be_asked_for(monkeypatch):
    assert set(coach(ID)._repr_mimebundle_()) == {WIDGET, "text/plain"}
    assert set(coach(ID, view="plain")._repr_mimebundle_()) == {WIDGET, "text/plain"}
    assert set(coach(ID, view="text")._repr_mimebundle_()) == {"text/plain"}
    monkeypatch.setenv("CS_TRAINING_VIEW", "text")
    assert set(coach(ID)._repr_mimebundle_()) == {"text/plain"}
    assert recorded() == []


def test_what_cannot_be_asked_says_what_to_write():
    with pytest.raises(UnknownIdError, match="没有编号为“co-ship-1”的场景"):
        coach("co-ship-1")
    with pytest.raises(AnswerError, match="编号写在引号里"):
        coach()
    with pytest.raises(AnswerError, match="编号写在引号里"):
        coach(5)
    with pytest.raises(AnswerError, match="没有“test”这种模式"):
        coach(ID, mode="test")
    with pytest.raises(AnswerError, match=f'coach\\("{EXAM}", mode="exam"\\)'):
        coach(EXAM)


def test_the_output_is_the_same_in_every_kernel_and_every_home(tmp_path):
    script = f"from cs_training.notebook import coach\nprint(repr(coach({ID!r}).send({BETTER!r})))\n"

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


def test_importing_the_verbs_loads_no_judge():
    code = "import sys, cs_training.notebook; print(*[m for m in sys.modules if 'judging' in m or m.endswith('reply')])"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)

    assert loaded.stdout.split() == []


# ---- exam


def test_a_test_says_nothing_before_it_is_handed_in():
    situation = open_bank().situation(EXAM)
    widget = CoachWidget(CoachSitting([EXAM], mode="exam"))

    view = tell(widget, do="send", text=BETTER)

    assert set(view) == SCENE
    assert (view["verdict"], view["draft"], view["attempts"]) == ("已保存，交卷以后看讲评。", BETTER, 0)
    assert recorded() == [(EXAM, BETTER, False)]
    shown = repr(coach(EXAM, mode="exam"))
    assert f"你的回复：{BETTER}" in shown
    assert "得 " not in shown.split("你的回复")[1]
    assert CoachWidget(CoachSitting([EXAM], mode="exam")).view | {"ack": 1} == view

    view = tell(widget, do="hand-in", text=BETTER)

    assert (view["over"], view["handedIn"], view["attempts"]) == (True, True, 1)
    assert view["verdict"].startswith("得 75 分")
    assert view["said"]["rows"][0]["asked"] == situation.rubric.empathy
    assert tell(widget, do="models")["models"]
    assert tell(widget, do="send", text=BEST)["attempts"] == 1
    assert len(recorded()) == 2


def test_turning_the_page_of_a_test_saves_what_was_written_and_handing_in_judges_all():
    widget = CoachWidget(CoachSitting([EXAM, ID], mode="exam"))

    tell(widget, do="go", to=1, text=BETTER)
    tell(widget, do="go", to=0, text=" ")
    assert recorded() == [(EXAM, BETTER, False)]
    tell(widget, do="hand-in", text=BEST)

    assert [(item, text) for item, text, over in recorded() if over] == [(EXAM, BEST), (ID, "")]
    assert widget.view["handedIn"]
    widget_again = CoachWidget(CoachSitting([EXAM, ID], mode="exam"))
    tell(widget_again, do="hand-in")
    assert len([1 for _, _, over in recorded() if over]) == 2


def test_a_test_in_text_is_saved_and_handed_in_and_a_cell_that_runs_again_undoes_nothing():
    coach(EXAM, mode="exam").send(WEAK)
    coach(EXAM, mode="exam").send(BETTER)
    coach(EXAM, mode="exam").send(WEAK)
    assert [text for _, text, _ in recorded()] == [WEAK, BETTER]
    assert f'全部写好以后：coach("{EXAM}", mode="exam").hand_in()' in repr(coach(EXAM, mode="exam"))
    with pytest.raises(AnswerError, match="先交卷"):
        coach(EXAM, mode="exam").models()

    first = repr(coach(EXAM, mode="exam").hand_in())

    assert f"你的回复（第 1 次）：{BETTER}" in first
    assert repr(coach(EXAM, mode="exam").hand_in()) == first
    assert len(recorded()) == 3


def test_in_the_widget_a_draft_may_go_back_to_what_it_was():
    widget = CoachWidget(CoachSitting([EXAM], mode="exam"))
    for text in (WEAK, BETTER, WEAK, WEAK):
        tell(widget, do="send", text=text)

    assert [text for _, text, _ in recorded()] == [WEAK, BETTER, WEAK]
    assert widget.view["draft"] == WEAK


def test_practice_is_not_handed_in_and_a_test_that_cannot_be_recorded_stays(monkeypatch):
    with pytest.raises(AnswerError, match="只有测验才交卷"):
        coach(ID).hand_in()
    sitting = CoachSitting([EXAM], mode="exam")
    sitting.send(0, BETTER)
    monkeypatch.setattr(Log, "append", refusing)
    with pytest.raises(RecordError):
        sitting.hand_in()

    assert not sitting.handed_in


def test_practice_and_test_of_one_situation_do_not_mix():
    coach(ID).send(WEAK)
    coach(ID, mode="exam").send(BETTER)

    assert CoachSitting([ID]).round.draft == WEAK
    assert CoachSitting([ID], mode="exam").round.attempts == ()


# ---- records


def test_the_statement_is_xapi_and_holds_all_that_was_said():
    sitting = sent(RED)
    (written,) = attempt_log().read()

    assert written["object"]["id"].endswith(f"/items/{ID}")
    assert written["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert written["result"] == {"response": RED, "completion": True, "success": False, "score": {"scaled": 0.0}}
    (details,) = written["context"]["extensions"].values()
    assert set(details) == {"rev", "mode", "reply", "judge", "assessment"}
    assert details["judge"] == open_bank().judge_version
    assert details["assessment"]["violations"][0]["start"] == RED.index("微信")
    assert set(details["assessment"]) == {
        "labels", "confidence", "unsure", "violations", "band", "score", "evidence", "advice",
    }  # fmt: skip
    assert sitting.round.attempts[0].judged == judged(RED)
    assert events([written]) == []


@given(st.text(alphabet="抱歉我来补发您微信点前保证", max_size=30))
def test_a_reply_is_read_back_as_it_was_written(reply):
    one = replace(REPLIED, reply=reply, assessment=judged(reply))

    (found,) = replies([json.loads(json.dumps(replied_statement(one, actor="learner")))])

    assert found == one


REPLIED = coach_sitting.Replied(
    id="00000000-0000-0000-0000-000000000001",
    situation=ID,
    rev=1,
    mode="practice",
    reply=BETTER,
    at=datetime(2026, 11, 22, 1, 30, tzinfo=UTC),
    assessment=judged(BETTER),
    judge="abc",
)


def test_what_the_real_judge_says_is_read_back_too():
    bank = open_bank()
    for situation in bank.situations():
        for reply in (situation.replies.weak.text, situation.replies.strong.text, "😀", "a" * 300):
            said = assess(reply, judge=bank.judge, facts=situation.facts, scenario=situation.scenario)
            one = replace(REPLIED, reply=reply, assessment=said)

            assert replies([json.loads(json.dumps(replied_statement(one, actor="x")))]) == [one]


def test_nothing_is_judged_again_on_replay(monkeypatch):
    sent(RED, BETTER)
    shown = repr(coach(ID))
    view = coach_view(CoachSitting([ID]))

    def judge_again(*_, **__):
        raise AssertionError("judged again")

    monkeypatch.setattr(coach_sitting, "assess", judge_again)

    assert repr(coach(ID)) == shown
    assert repr(coach(ID).send(RED)).count("红线 ✗") == 1
    assert coach_view(CoachSitting([ID])) == view


def test_attempts_at_another_revision_are_passed_over(monkeypatch):
    sent(WEAK)
    bank = open_bank()
    newer = replace(bank.situation(ID), rev=2)
    monkeypatch.setattr(bank, "situation", lambda _: newer)

    assert CoachSitting([ID], bank=bank).round.attempts == ()


def evidence(*spans, reason=""):
    return {label: {"spans": spans, "reason": reason} for label in LABELS}


RED_LINE = {"code": "abuse", "start": 0, "end": 1, "text": "x", "why": "", "severity": "hard", "basis": []}
SPOILT = [
    ("labels", {"empathy": True}),
    ("labels", dict.fromkeys(LABELS, 1)),
    ("confidence", dict.fromkeys(LABELS, 2)),
    ("unsure", ["x"]),
    ("violations", [{}]),
    ("violations", None),
    ("violations", [RED_LINE | {"severity": "mild"}]),
    ("violations", [RED_LINE | {"end": 99}]),
    ("violations", [RED_LINE | {"basis": [1]}]),
    ("band", 4),
    ("band", "3"),
    ("score", -1),
    ("score", True),
    ("evidence", {}),
    ("evidence", evidence([0, 99])),
    ("evidence", evidence([1, 1])),
    ("evidence", evidence(reason=5)),
    ("advice", [{"about": 1}]),
    ("advice", [{"about": "tone", "gain": 101, "say": ""}]),
    ("advice", [{"about": "tone", "gain": 1, "say": "", "before": 1}]),
]


@pytest.mark.parametrize(("name", "value"), SPOILT, ids=str)
def test_an_assessment_that_somebody_spoilt_is_passed_over(name, value):
    said = copy.deepcopy(replied_statement(REPLIED, actor="learner"))
    next(iter(said["context"]["extensions"].values()))["assessment"][name] = value
    good = replied_statement(REPLIED, actor="learner")

    assert replies([said, good]) == [REPLIED]


@pytest.mark.parametrize(
    ("name", "value"), [("rev", "1"), ("mode", "play"), ("reply", 5), ("judge", None), ("more", 1), ("assessment", 1)]
)
def test_a_statement_that_somebody_spoilt_is_passed_over(name, value):
    said = copy.deepcopy(replied_statement(REPLIED, actor="learner"))
    next(iter(said["context"]["extensions"].values()))[name] = value

    assert replies([said]) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s: s.pop("context"),
        lambda s: s.pop("timestamp"),
        lambda s: s.update(timestamp="2026-11-22"),
        lambda s: s.pop("id"),
    ],
)
def test_a_statement_that_lacks_something_is_passed_over(spoil):
    said = replied_statement(REPLIED, actor="learner")
    spoil(said)

    assert replies([said]) == []


def test_what_is_right_at_once_is_worth_more_than_what_is_right_after_feedback():
    def worth(*texts):
        made = [replace(REPLIED, id=str(n), reply=text, assessment=judged(text)) for n, text in enumerate(texts)]
        (one,) = coached(attempts(replied_statement(reply, actor="x") for reply in made))
        return one.attempts, one.band, one.credit

    assert worth(BEST) == (1, 3, 1.0)
    assert worth(WEAK, BEST) == (2, 3, 0.75)
    assert worth(BEST, WEAK) == (2, 3, 1.0)
    assert worth(*(f"{WEAK}{n}" for n in range(6)), BEST) == (7, 3, 0.75)


def test_only_the_newest_revision_counts():
    old, new = (replace(REPLIED, id=str(rev), rev=rev, assessment=judged(text)) for rev, text in ((1, BEST), (2, WEAK)))
    new = replace(new, reply=WEAK)
    old = replace(old, reply=BEST)

    (one,) = coached(attempts(replied_statement(reply, actor="x") for reply in (new, old)))

    assert (one.attempts, one.band) == (1, 1)


def test_progress_counts_situations_lesson_by_lesson_and_they_count_for_their_objectives():
    assert "回复练习" not in progress().text
    sent(WEAK)
    sent(BEST)
    sent(BETTER, id_=OTHER)
    coach(EXAM, mode="exam").send(BEST).hand_in()

    shown = progress()

    assert "回复练习 第 12 课：3 个场景，每个取最好的一次：3 档 2 个、2 档 1 个" in shown.text
    assert "每个取最好的一次：3 档 2 个、2 档 1 个</li>" in shown.html
    (line,) = (line for line in shown.text.splitlines() if line.startswith("12 "))
    assert "3/" in line
    assert "平均 83 分" in line


def test_a_situation_that_a_lesson_names_is_to_be_done_and_others_are_not(tmp_path, monkeypatch):
    cells = [
        {"cell_type": "code", "id": id_, "metadata": {"tags": tags}, "source": f'coach("{id_}")', "outputs": []}
        for id_, tags in ((ID, []), (OTHER, ["optional"]))
    ]
    write_notebook(tmp_path / "12_x.ipynb", {"cells": cells, "metadata": {}})
    monkeypatch.setattr(standing, "read_lessons", lambda: [Lesson(tmp_path / "12_x.ipynb", "12", "t", 90)])
    told = {one.id: asdict(one) for one in map(open_bank().situation, (ID, OTHER, EXAM))}
    plan = {"lessons": [], "items": []}
    bank = Bank({"questions": {}, "sources": {}, "situations": told, "scenarios": {}, "shifts": {}, "syllabus": plan})
    monkeypatch.setattr(standing, "open_bank", lambda: bank)
    assert "继续第 12 课《t》：还有 1 道练习没做" in progress().text

    sent(BEST)

    assert "道练习没做" not in progress().text
    assert "1/1 题" in progress().text


def test_situations_do_not_come_back_in_review():
    sent(WEAK)

    assert "没有要复习的题" in repr(review())


# ---- overruling


def test_a_teacher_overrules_a_label_in_text_and_it_is_shown_with_the_attempt(teacher):
    coach(ID).send(BETTER)

    shown = coach(ID).overrule(attempt=1, followup=True, why="“稍等”之后她在 2 分钟里回了", who="阿岩")

    assert "得 90 分（满分 100），3 档" in repr(shown)
    assert "  ✓ 有  跟进 15 分（阿岩改判：没有 → 有）：“稍等”之后她在 2 分钟里回了" in repr(shown).splitlines()
    assert "改法：followup" not in repr(shown)
    assert repr(coach(ID)) == repr(shown)
    assert len(list(attempt_log().read())) == 2


def test_a_correction_is_a_statement_of_its_own(teacher):
    coach(ID).send(BETTER).overrule(1, followup=True, tone=False, why="理由")

    _, first, second = attempt_log().read()

    assert first["verb"]["display"] == {"zh-CN": "改判"}
    assert first["object"]["id"].endswith(f"/items/{ID}")
    (details,) = first["context"]["extensions"].values()
    situation = open_bank().situation(ID)
    assert details == {
        "attempt": next(iter(attempt_log().read()))["id"],
        "label": "followup",
        "was": False,
        "given": True,
        "who": "老师",
        "why": "理由",
        "customer": "\n".join(situation.says),
        "facts": situation.facts,
        "scenario": situation.scenario,
    }
    assert next(iter(second["context"]["extensions"].values()))["label"] == "tone"
    assert events([first]) == []


def test_a_cell_that_overrules_records_nothing_when_it_runs_again_even_after_another_correction(teacher):
    coach(ID).send(BETTER)
    coach(ID).overrule(1, followup=True, why="先")
    coach(ID).overrule(1, followup=False, why="后")

    shown = coach(ID).overrule(1, followup=True, why="先")

    assert len(list(attempt_log().read())) == 3
    assert "（老师改判：有 → 没有）：后" in repr(shown)


def test_only_a_teachers_seat_may_overrule():
    coach(ID).send(BETTER)

    with pytest.raises(AnswerError, match="CS_TRAINING_TEACHER"):
        coach(ID).overrule(1, followup=True, why="我觉得有")
    widget = CoachWidget(CoachSitting([ID]))
    view = tell(widget, do="overrule", attempt=1, label=4, given=True, why="我觉得有", who="")

    assert view["error"]
    assert not view["teacher"]
    assert len(recorded()) == 1


@pytest.mark.parametrize(
    ("attempt", "labels", "why", "says"),
    [
        (0, {"tone": False}, "x", "没有第 0 次作答，现在有 1 次"),
        (2, {"tone": False}, "x", "没有第 2 次作答"),
        ("1", {"tone": False}, "x", "没有第 1 次作答"),
        (1, {}, "x", "改判写标签"),
        (1, {"tact": True}, "x", "empathy、ownership"),
        (1, {"tone": "no"}, "x", "改判写标签"),
        (1, {"tone": False}, " ", "改判要写理由"),
        (1, {"tone": True}, "x", "“tone”本来就是 True"),
    ],
)
def test_a_correction_that_cannot_be_says_why_and_records_nothing(teacher, attempt, labels, why, says):
    coach(ID).send(BETTER)

    with pytest.raises(AnswerError, match=says):
        coach(ID).overrule(attempt, why=why, **labels)

    assert len(list(attempt_log().read())) == 1


def test_a_teacher_overrules_in_the_widget(teacher):
    widget = CoachWidget(sent(WEAK, BETTER))
    assert widget.view["teacher"]

    view = tell(widget, do="overrule", attempt=2, label=4, given=True, why="理由", who="大刘")

    assert view["error"] == ""
    assert view["said"]["rows"][4]["ruled"] == "大刘改判：没有 → 有"
    assert view["said"]["rows"][4]["reason"] == "理由"
    assert tell(widget, do="overrule", attempt=2, label=9, given=True, why="理由")["error"]
    assert tell(widget, do="overrule", attempt=2, label=4, given=None, why="理由")["error"]


def test_an_overruled_label_is_not_marked_in_the_reply_and_is_unsure_no_more(teacher):
    sitting = sent(BEST + "，大概")
    sitting.overrule(0, 1, {"clarification": False}, why="没有核对", who="")

    row = rows(sitting.round, 1)[2]
    assert (row.given, row.unsure, row.words) == (False, "", ())
    assert "澄清" not in str(coach_view(sitting)["said"]["segments"])
    assert verdict(sitting.round, 1).startswith("得 90 分")


def test_corrected_replies_are_exported_as_training_data(teacher):
    sitting = sent(WEAK, RED)
    assert corrections(attempt_log().read()) == []
    sitting.overrule(0, 2, {"empathy": False}, why="套话", who="")
    sitting.overrule(0, 2, {"followup": True}, why="有", who="")
    situation = sitting.round.situation

    (row,) = corrections(attempt_log().read())

    assert row == {
        "situation": ID,
        "customer": "\n".join(situation.says),
        "facts": situation.facts,
        "scenario": situation.scenario,
        "reply": RED,
        "labels": judged(RED).labels | {"empathy": False, "followup": True},
        "codes": ["off_platform"],
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [("label", "tact"), ("given", 1), ("why", None), ("facts", {"a": 1}), ("facts", []), ("more", 1), ("attempt", 3)],
)
def test_a_correction_that_somebody_spoilt_is_passed_over(teacher, name, value):
    sent(BETTER).overrule(0, 1, {"followup": True}, why="有", who="")
    first, second = attempt_log().read()
    next(iter(second["context"]["extensions"].values()))[name] = value

    (one,) = attempts([first, second])

    assert one.corrections == ()
    assert one.judged == judged(BETTER)


def test_progress_counts_what_holds_after_the_correction(teacher):
    sent(BETTER).overrule(0, 1, {"followup": True}, why="有", who="")

    assert "3 档 1 个" in progress().text


# ---- plain, guide


class Page:
    """The plain view, as somebody sees and uses it."""

    def __init__(self, *ids, mode="practice"):
        self.box = plain_coach(CoachSitting(ids or [ID], mode=mode))
        self.text, self.trouble = [w for w in _inside(self.box) if isinstance(w, HTML)]
        self.areas = [w for w in _inside(self.box) if isinstance(w, Textarea)]

    def button(self, name, n=0):
        return [w for w in _inside(self.box) if isinstance(w, Button) and w.description == name][n]


def _inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _inside(child)


def test_the_plain_view_sends_and_compares(monkeypatch):
    page = Page()
    assert page.button("看三种回法").disabled

    page.button("发送").click()
    assert "还没写回复" in page.trouble.value
    page.areas[0].value = RED
    with monkeypatch.context() as full:
        full.setattr(Log, "append", refusing)
        page.button("发送").click()
    assert "磁盘&lt;满&gt;了" in page.trouble.value
    page.button("发送").click()
    assert "得 0 分" in html.unescape(page.text.value)
    assert page.trouble.value == ""
    assert page.areas[0].value == RED
    page.button("看三种回法").click()
    assert "好的回法：" in page.text.value
    assert len(recorded()) == 1


def test_the_plain_view_takes_a_test_of_several_situations():
    page = Page(EXAM, ID, mode="exam")

    page.areas[1].value = BETTER
    page.button("保存", 1).click()
    assert "得 " not in page.text.value.split("已保存")[0][-20:]
    page.button("交卷").click()

    assert page.button("交卷").disabled
    assert page.areas[0].disabled
    assert "得 75 分" in page.text.value
    assert Page(EXAM, ID, mode="exam").button("交卷").disabled


def test_the_plain_view_escapes_what_was_typed():
    page = Page()
    page.areas[0].value = "<b>抱歉</b>"
    page.button("发送").click()

    assert "<b>" not in page.text.value


def test_the_teachers_edition_holds_rubric_and_model_replies(tmp_path):
    cell = {"cell_type": "code", "id": "c", "metadata": {}, "source": f'coach("{ID}")', "outputs": []}
    write_notebook(tmp_path / "12_x.ipynb", {"cells": [cell], "metadata": {}})
    lesson = Lesson(tmp_path / "12_x.ipynb", "12", "t", 90)
    situation = open_bank().situation(ID)

    text = guide(lesson, open_bank())

    assert situation_text(situation) in text
    assert situation_key(situation) in text
    for secret in secrets(situation):
        assert secret.strip() in text


def test_the_clock_is_an_argument():
    times = iter([datetime(2026, 11, 22, tzinfo=UTC) + timedelta(hours=n) for n in range(9)])
    sitting = CoachSitting([ID], clock=lambda: next(times))

    sitting.send(0, WEAK)

    assert sitting.round.attempts[0].sent.at == datetime(2026, 11, 22, tzinfo=UTC)
