"""The quiz widget: what the browser is told, and what it may say."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ipywidgets import Widget

from cs_training.content.bank import open_bank
from cs_training.core import quiz
from cs_training.core.marking import solution
from cs_training.errors import RecordError
from cs_training.notebook import ask
from cs_training.notebook.frontend import joined
from cs_training.notebook.quiz import QuizWidget
from cs_training.notebook.sitting import Sitting, attempt_log
from cs_training.notebook.text import round_text
from cs_training.notebook.view import round_view
from cs_training.records.attempts import events
from cs_training.records.log import Log

from helpers import cloze, explanations, multiple, one_of_each_kind, order, single

IDS = open_bank().question_ids()

# What each kind's browser sends for a full answer, right and wrong; positions are those shown in round 1.
FULL = {
    "single": (1, 0),
    "multiple": ([0, 2], [1]),
    "truefalse": (0, 1),
    "numeric": ("1200", "7"),
    "fill": ("退货宝", "运费险"),
}


@pytest.fixture(autouse=True)
def _close_widgets():
    yield
    Widget.close_all()


def opened(*ids, mode="practice"):
    return QuizWidget(Sitting(ids or ["q-1"], mode=mode))


def tell(widget, **message):
    """The browser speaks."""
    widget._heard(widget, {"n": widget.view["ack"] + 1} | message, [])
    return widget.view


def recorded():
    return [(e.what, e.response) for e in events(attempt_log().read())]


def right_and_wrong(question):
    """A right and a wrong answer in positions."""
    if question.kind in FULL:
        return FULL[question.kind]
    round_ = quiz.begin(question)
    key, face = solution(round_.question).response, round_.face
    places = {part.id: i for i, part in enumerate(face.options)}
    if question.kind == "order":
        right = [places[step] for step in key]
        return right, [*right[1:], right[0]]
    if question.kind == "cloze":
        texts = {part.id: i for i, part in enumerate(face.slots[1].options)}
        return {"0": "七天", "1": texts["顾客"]}, {"0": "三天", "1": texts["店铺"]}
    right = {str(n): places[key[slot.id]] for n, slot in enumerate(face.slots)}
    return right, dict(zip(right, [*list(right.values())[1:], right["0"]], strict=True))


def wordings(view):
    """All that a learner is meant to see of a question."""
    slots = [text for slot in view["slots"] for text in (slot["text"], *slot["options"])]
    return "\n".join([view["stem"], view["unit"], *view["options"], *slots])


def said(value):
    """All texts in plain data, without the names of its fields."""
    if isinstance(value, dict | list):
        return "\n".join(said(one) for one in (value.values() if isinstance(value, dict) else value))
    return value if isinstance(value, str) else ""


def secrets(question, bank):
    """All of a question that must not be known before it is over."""
    key = solution(question)
    answers = [*key.response.values()] if isinstance(key.response, dict) else key.response
    yield from [answers] if isinstance(answers, str) else answers
    yield from key.whys.values()
    yield from (why for why in (key.why, *question.hints) if why)
    yield from question.source
    yield from (str(bank.source(s)) for s in question.source if bank.source(s))
    yield question.objective
    yield from getattr(question, "answers", ()) if question.kind == "fill" else ()
    for field in ("choices", "steps", "pairs", "extra", "groups", "items", "mistakes", "reject"):
        for part in getattr(question, field, ()):
            yield from (getattr(part, name) for name in ("id", "why") if getattr(part, name, ""))


def test_the_whole_state_sent_to_the_browser_is_this(teach):
    teach(single(stem="先做什么？", hints=("想想顾客要什么。",)))

    state = opened().get_state()
    state["view"] = json.loads(state["view"])

    bare = {"_dom_classes": (), "_view_count": None, "tabbable": None, "tooltip": None}
    names = {f"_{what}_{name}" for what in ("model", "view") for name in ("module", "module_version", "name")}
    assert set(state) == {*bare, *names, "layout", "_anywidget_id", "_esm", "_css", "view"}
    assert {name: state[name] for name in bare} == bare
    assert all(state[name].startswith(("anywidget", "Any", "~")) for name in names)
    assert state["_anywidget_id"] == "cs_training.notebook.quiz.QuizWidget"
    assert state["_esm"] == joined("kit.js", "quiz.js")
    assert state["_css"] == joined("kit.css", "quiz.css")
    assert state["view"] == {
        "mode": "practice",
        "handedIn": False,
        "score": None,
        "questions": [
            {
                "kind": "single",
                "name": "单选",
                "stem": "先做什么？",
                "unit": "",
                "options": ["选项 a", "选项 b", "选项 c", "选项 d"],
                "slots": [],
                "given": None,
                "hints": [],
                "hintsLeft": 1,
                "left": 2,
                "over": False,
                "verdict": "",
                "notes": [],
            }
        ],
        "errors": {},
        "ack": 0,
    }


def test_the_whole_view_of_a_finished_question_is_this(teach):
    teach(
        single(stem="先做什么？", why="先听再说。", source=("LAW-1",)),
        sources=[{"id": "LAW-1", "title": "某法", "checked": "2026-11-02"}],
    )

    (view,) = tell(opened(), do="answer", i=0, given=1)["questions"]

    assert view | {"sources": []} == {
        "kind": "single",
        "name": "单选",
        "stem": "先做什么？",
        "unit": "",
        "options": ["选项 a", "选项 b", "选项 c", "选项 d"],
        "slots": [],
        "given": 1,
        "hints": [],
        "hintsLeft": 0,
        "left": 1,
        "over": True,
        "verdict": "对了，得 100 分（满分 100）。",
        "notes": [{"at": 1, "right": True, "text": "讲解：选项 b"}],
        "key": 1,
        "whys": {"0": "讲解：选项 a", "1": "讲解：选项 b", "2": "讲解：选项 c", "3": "讲解：选项 d"},
        "why": "先听再说。",
        "sources": [],
    }
    (source,) = view["sources"]
    assert "某法" in source
    assert "2026-11-02" in source


@pytest.mark.parametrize("question_id", IDS)
def test_nothing_of_the_key_is_sent_or_written_before_a_question_is_over(question_id):
    bank = open_bank()
    for mode in ("practice", "exam"):
        for number in (1, 2, 3):
            round_ = quiz.begin(bank.question(question_id), number, mode)
            view = round_view(round_, bank)
            told = said(view | {"kind": ""}) + round_text(round_, bank).replace("ask(……).answer(", "")
            shown = wordings(view)

            assert not {"key", "whys", "why", "sources"} & set(view)
            assert [s for s in secrets(round_.question, bank) if s in told and s not in shown] == []


def test_the_state_of_every_question_of_the_bank_is_its_view_and_nothing_else():
    practice = [q.id for q in open_bank().questions() if q.use == "practice"]
    widget = QuizWidget(Sitting(practice))

    assert [set(q) for q in json.loads(widget.get_state()["view"])["questions"]] == [
        set(widget.view["questions"][0])
    ] * len(practice)
    for view, id_ in zip(widget.view["questions"], practice, strict=True):
        assert view == round_view(quiz.begin(open_bank().question(id_)), open_bank())


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
def test_a_wrong_answer_does_not_send_the_key_while_tries_remain(teach, question):
    bank = teach(replace(question, tries=2, hints=("第一条", "第二条")))
    widget, (_, wrong) = opened(), right_and_wrong(question)

    (view,) = tell(widget, do="answer", i=0, given=wrong)["questions"]

    assert not view["over"]
    assert not {"key", "whys", "why", "sources"} & set(view)
    about_it = " ".join(note["text"] for note in view["notes"])
    told = said(view | {"kind": ""})
    for secret in secrets(bank.question("q-1"), bank):
        assert secret not in told or secret in wordings(view) or secret in about_it
    if question.kind in ("single", "multiple"):
        key = solution(question).response
        assert not any(explanations(question)[right] in told for right in key)


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
def test_every_kind_can_be_answered_rightly_and_is_drawn_again_after_a_reload(teach, question):
    teach(question)
    widget, (right, _) = opened(), right_and_wrong(question)

    view = tell(widget, do="answer", i=0, given=right)

    (drawn,) = view["questions"]
    assert view["errors"] == {}
    assert drawn["over"]
    assert "100 分" in drawn["verdict"]
    assert drawn["given"] == right
    if question.kind != "numeric":
        assert drawn["key"] == right
    assert opened().view["questions"] == view["questions"]


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
def test_every_kind_can_be_saved_and_handed_in(teach, question):
    teach(question)
    widget, (right, wrong) = opened(mode="exam"), right_and_wrong(question)

    saved = tell(widget, do="answer", i=0, given=wrong)
    assert saved["questions"][0]["given"] == wrong
    assert (saved["handedIn"], saved["score"]) == (False, None)
    tell(widget, do="answer", i=0, given=right)
    view = tell(widget, do="hand-in")

    assert (view["handedIn"], view["score"]) == (True, 100)
    assert opened(mode="exam").view["questions"] == view["questions"]


@pytest.mark.parametrize(
    ("question", "half"),
    [
        pytest.param(cloze(), {"0": "七"}, id="one gap of two"),
        pytest.param(multiple(), [], id="every tick taken back"),
        pytest.param(order(), [0, 1], id="half of the steps"),
        *(pytest.param(q, "", id=f"an emptied {q.kind}") for q in one_of_each_kind() if q.kind in ("numeric", "fill")),
        *(pytest.param(q, "大概吧", id=f"words for a {q.kind}") for q in one_of_each_kind() if q.kind == "numeric"),
        *(
            pytest.param(q, {"1": 0}, id=f"half of a {q.kind}")
            for q in one_of_each_kind()
            if q.kind in ("match", "classify")
        ),
    ],
)
def test_half_an_answer_is_saved_in_an_exam_and_never_stops_the_handing_in(teach, question, half):
    teach(question)
    widget = opened(mode="exam")

    assert tell(widget, do="answer", i=0, given=half)["errors"] == {}
    assert opened(mode="exam").view["questions"][0]["given"] == half
    view = tell(widget, do="hand-in")

    assert view["handedIn"]
    assert view["score"] < 100


@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
def test_the_verdict_of_a_wrong_answer_says_how_many_tries_are_left(teach, question):
    teach(replace(question, tries=2))

    (view,) = tell(opened(), do="answer", i=0, given=right_and_wrong(question)[1])["questions"]

    assert view["left"] == 1
    assert "还有 1 次机会" in view["verdict"]


def test_hints_come_one_by_one(teach):
    teach(single(hints=("轻", "重")))
    widget = opened()

    one = tell(widget, do="hint", i=0)["questions"][0]
    two = tell(widget, do="hint", i=0)["questions"][0]
    three = tell(widget, do="hint", i=0)

    assert (one["hints"], one["hintsLeft"]) == (["轻"], 1)
    assert (two["hints"], two["hintsLeft"]) == (["轻", "重"], 0)
    assert "没有更多提示" in three["errors"]["0"]


def test_again_begins_a_new_round_and_records_nothing(teach):
    teach(single(id="a"), single(id="b"))
    widget = opened("a", "b")
    tell(widget, do="answer", i=0, given=1)

    view = tell(widget, do="again", i=0)

    assert [(q["given"], q["over"]) for q in view["questions"]] == [(None, False), (None, False)]
    assert len(recorded()) == 1


def test_a_paper_handed_in_can_be_taken_again(teach):
    teach(single(id="a"), single(id="b"))
    widget = opened("a", "b", mode="exam")
    tell(widget, do="answer", i=1, given=1)
    tell(widget, do="hand-in")

    view = tell(widget, do="again")

    assert (view["handedIn"], view["score"]) == (False, None)
    assert all(q["given"] is None and "key" not in q for q in view["questions"])


def test_every_message_is_acknowledged_by_its_number(teach):
    teach(single())
    widget = opened()

    widget._heard(widget, {"n": 41, "do": "answer", "i": 0, "given": 7}, [])

    assert widget.view["ack"] == 41


def test_an_error_is_told_beside_its_question_and_changes_nothing(teach):
    teach(single(id="a"), single(id="b"))
    widget = opened("a", "b")
    before = widget.view["questions"]

    view = tell(widget, do="answer", i=1, given=None)

    assert list(view["errors"]) == ["1"]
    assert view["questions"] == before
    assert recorded() == []
    assert tell(widget, do="answer", i=1, given=1)["errors"] == {}


@pytest.mark.parametrize("mode", ["practice", "exam"])
def test_an_answer_that_cannot_be_recorded_changes_nothing_but_the_error(teach, monkeypatch, mode):
    teach(single(hints=("轻",)))
    widget = opened(mode=mode)
    before = widget.view["questions"]

    def refused(self, *statements):
        raise RecordError("这次作答没有写进去：磁盘满了。")

    with monkeypatch.context() as full:
        full.setattr(Log, "append", refused)
        answered = tell(widget, do="answer", i=0, given=1)
        other = tell(widget, do="hint", i=0) if mode == "practice" else tell(widget, do="hand-in")

    assert answered["errors"] == {"0": "这次作答没有写进去：磁盘满了。"}
    assert list(other["errors"].values()) == ["这次作答没有写进去：磁盘满了。"]
    assert answered["questions"] == other["questions"] == before
    assert not widget.view["handedIn"]
    assert tell(widget, do="answer", i=0, given=1)["questions"][0]["given"] == 1


def test_practice_cannot_be_handed_in_by_the_browser(teach):
    teach(single())
    widget = opened()

    view = tell(widget, do="hand-in")

    assert list(view["errors"]) == ["all"]
    assert "key" not in view["questions"][0]
    assert recorded() == []


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        "answer",
        {},
        {"do": None},
        {"do": "answer"},
        {"do": "answer", "i": 0},
        {"do": "answer", "i": "0", "given": 1},
        {"do": "answer", "i": -1, "given": 1},
        {"do": "answer", "i": 1, "given": 1},
        {"do": "answer", "i": 0.0, "given": 1},
        {"do": "answer", "i": 0, "given": "b"},
        {"do": "answer", "i": 0, "given": -1},
        {"do": "answer", "i": 0, "given": 4},
        {"do": "answer", "i": 0, "given": True},
        {"do": "answer", "i": 0, "given": [1]},
        {"do": "answer", "i": 0, "given": {"0": 1}},
        {"do": "hint"},
        {"do": "hint", "i": 9},
        {"do": "again", "i": 9},
        {"do": "again", "i": "x"},
        {"do": "hand-in", "i": 0},
        {"do": "Answer", "i": 0, "given": 1},
        {"do": {}, "i": {}, "given": {}, "n": {}},
    ],
    ids=str,
)
@pytest.mark.parametrize("mode", ["practice", "exam"])
def test_a_malformed_message_is_refused_and_records_nothing(teach, mode, message):
    teach(single(hints=("轻",)))
    widget = opened(mode=mode)
    before = widget.view["questions"]

    widget._heard(widget, message, [])

    assert widget.view["questions"] == before
    assert len(widget.view["errors"]) == 1
    assert recorded() == []


whatever = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 6) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from("0123²a") | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=6,
)
messages = st.fixed_dictionaries(
    {"do": st.sampled_from(["answer", "answer", "answer", "hint", "again"]), "given": whatever},
    optional={"i": st.sampled_from([0, 0, 0, None, -1, "0"]), "n": whatever},
)


@pytest.mark.parametrize("mode", ["practice", "exam"])
@pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda q: q.kind)
@given(sent=st.lists(messages, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_browser_sends_the_quiz_goes_on(teach, question, mode, sent):
    teach(question)
    attempt_log().delete()
    widget = opened(mode=mode)

    for message in sent:
        widget._heard(widget, message, [])
    json.dumps(widget.view, allow_nan=False)
    repr(ask("q-1", mode=mode))

    assert opened(mode=mode).view["questions"] == widget.view["questions"] or any(m["do"] == "again" for m in sent)
    if mode == "exam":
        assert tell(widget, do="hand-in")["handedIn"]


def test_two_widgets_on_one_question_catch_up_with_each_other(teach):
    teach(single())
    one, other = opened(), opened()
    tell(one, do="answer", i=0, given=0)

    (view,) = tell(other, do="answer", i=0, given=1)["questions"]

    assert view["verdict"] == "对了，得 75 分（满分 100）。"
