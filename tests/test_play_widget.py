"""The workbench as a widget: what the browser is told of a shift, and what it may say."""

import json

import pytest
from ipywidgets import Widget

from cs_training.content.bank import open_bank
from cs_training.errors import RecordError
from cs_training.notebook.frontend import joined
from cs_training.notebook.play import play, shift
from cs_training.notebook.play_lines import chat_lines
from cs_training.notebook.play_view import play_view
from cs_training.notebook.play_widget import PlayWidget
from cs_training.records.log import Log

ANGRY, SIZES = "delay-anger", "size-jacket"
SORRY = "三天没动，换谁都急，抱歉。我来查一下包裹在哪。"


@pytest.fixture(autouse=True)
def _close_widgets():
    yield
    Widget.close_all()


def tell(widget, **message):
    """The browser speaks."""
    widget._heard(widget, {"n": widget.view["ack"] + 1} | message, [])
    return widget.view


def desk(scenario=ANGRY, *, at=5, **options):
    """One customer, begun."""
    widget = PlayWidget(play(scenario, seed=1, **options).sitting)
    tell(widget, do="begin")
    tell(widget, do="tick", to=at)
    return widget


def busy(*, at=200, **options):
    """A shift in which four have come."""
    widget = PlayWidget(shift("morning", seed=7, **options).sitting)
    tell(widget, do="begin")
    tell(widget, do="tick", to=at)
    return widget


def allowing(deed):
    """A scenario in which something may be done."""
    return next(one.id for one in open_bank().scenarios() if deed in one.allowed and one.use == "practice")


def deeds(widget):
    return [one.deed for one in widget._sitting.run.did]


def scenario(widget, chat="c1"):
    return widget._sitting.play.chats[chat].scenario


def secrets(one):
    """What a learner may not read: what only she knows, what a good reply tells, and why a choice is what it is."""
    told = [hidden.means for hidden in one.facts.hidden] + [point.means for point in one.points]
    whys = [choice.why for node in one.nodes for choice in node.choices]
    return [*told, *whys, one.debrief, one.arc, *(duty.says for duty in (*one.must, *one.must_not))]


def refusing(self, *statements):
    raise RecordError("磁盘<满>了。")


# ---- what is sent


def test_the_whole_state_sent_to_the_browser_before_it_begins_is_this():
    about = open_bank().shift("morning")
    state = PlayWidget(shift("morning").sitting).get_state()
    state["view"] = json.loads(state["view"])

    bare = {"_dom_classes": (), "_view_count": None, "tabbable": None, "tooltip": None}
    names = {f"_{what}_{name}" for what in ("model", "view") for name in ("module", "module_version", "name")}
    assert set(state) == {*bare, *names, "layout", "_anywidget_id", "_esm", "_css", "view", "phrases"}
    assert {name: state[name] for name in bare} == bare
    assert state["_anywidget_id"] == "cs_training.notebook.play_widget.PlayWidget"
    parts = ("list", "talk", "tabs", "clock", "line", "pages", "debrief")
    scripts = ("kit.js", "typing_phrases.js", *(f"play_{part}.js" for part in parts), "play.js")
    assert state["_esm"] == joined(*scripts)
    assert state["_css"] == joined("kit.css", "play.css", "play_debrief.css")
    assert state["view"] == {
        "stage": "ready",
        "stuck": "",
        "title": about.title,
        "brief": about.brief,
        "level": 2,
        "mode": "practice",
        "exam": False,
        "series": [0, 1],
        "verdict": None,
        "customers": 4,
        "run": "",
        "saved": "",
        "clock": 0,
        "clockText": "00:00",
        "ends": 600,
        "chats": [],
        "open": None,
        "lines": [],
        "choices": [],
        "tabs": None,
        "can": None,
        "debrief": None,
        "error": "",
        "ack": 0,
    }


def test_the_whole_view_of_a_customer_who_was_served_is_this():
    widget = desk(at=5)
    tell(widget, do="look", chat="c1", what="logistics", to=9)
    view = tell(widget, do="reply", chat="c1", text=SORRY, to=21)

    one, play_ = scenario(widget), widget._sitting.play
    opening = [entry.text for entry in play_.log if entry.kind == "says"]
    name = one.customer
    assert view == {
        "stage": "working",
        "stuck": "",
        "title": one.title,
        "brief": one.brief,
        "level": 2,
        "mode": "practice",
        "exam": False,
        "series": [0, 1],
        "verdict": None,
        "customers": 1,
        "run": widget._sitting.run.began.id,
        "saved": "做过的 2 步都存好了",
        "clock": 21,
        "clockText": "00:21",
        "ends": None,
        "chats": [
            {
                "id": "c1",
                "name": name,
                "unread": 0,
                "waiting": None,
                "slow": "ok",
                "mood": view["chats"][0]["mood"],
                "last": f"我：{SORRY}",
                "state": "在打字",
                "over": False,
            }
        ],
        "open": "c1",
        "lines": [
            {"who": "system", "name": "", "text": one.brief, "at": "之前"},
            {"who": "buyer", "name": name, "text": "转人工", "at": "之前"},
            {"who": "bot", "name": "机器人", "text": "正在为您转接人工客服，请稍候。", "at": "之前"},
            *({"who": "buyer", "name": name, "text": text, "at": "00:00"} for text in opening),
            {"who": "you", "name": "你", "text": SORRY, "at": "00:21"},
        ],
        "choices": view["choices"],
        "tabs": {
            "order": None,
            "logistics": list(one.facts.logistics),
            "rules": None,
            "colleague": {"who": "大刘", "state": "free", "text": ""},
            "ticket": {"text": "", "lacks": None},
        },
        "can": {"colleague": True, "ticket": True, "transfer": [], "offer": 10, "refund": False},
        "debrief": None,
        "error": "",
        "ack": 4,
    }
    assert sorted(view["choices"]) == sorted(choice.text for choice in one.nodes[0].choices)


def test_what_the_learner_has_to_find_is_not_sent():
    widget = desk(at=30)
    one, sent = scenario(widget), json.dumps(widget.view, ensure_ascii=False)

    assert [text for text in secrets(one) if text in sent] == []
    assert [choice.id for choice in one.nodes[0].choices if f'"{choice.id}"' in sent] == []
    for value in (*one.facts.order.values(), *one.facts.logistics, one.facts.colleague.says):
        assert value not in sent


def test_a_colleagues_answer_is_sent_when_it_comes_and_only_the_agent_sees_it():
    widget = desk()
    asked = scenario(widget).facts.colleague

    view = tell(widget, do="ask", chat="c1", to=10)
    assert view["tabs"]["colleague"] == {"who": "大刘", "state": "asked", "text": ""}
    assert view["lines"][-1]["text"] == "你问了大刘，等回话。"
    view = tell(widget, do="tick", to=10 + asked.after)

    assert view["tabs"]["colleague"] == {"who": "大刘", "state": "answered", "text": asked.says}
    answer = next(line for line in view["lines"] if line["who"] == "colleague")
    assert (answer["name"], answer["text"]) == ("大刘（只有你看得见）", asked.says)


def test_those_who_have_not_come_are_not_sent():
    widget = PlayWidget(shift("morning", seed=7).sitting)
    tell(widget, do="begin")
    comes = [one.at for one in widget._sitting._book._script(widget._sitting.run.began).cast]

    for at in range(0, 200, 20):
        view = tell(widget, do="tick", to=at)
        assert len(view["chats"]) == sum(moment <= at for moment in comes)


def test_messages_are_unread_until_their_chat_is_open():
    widget = busy()
    first, second, *_ = widget.view["chats"]
    assert first["unread"] >= 1
    assert widget.view["open"] is None

    view = tell(widget, do="open", chat=first["id"])
    assert view["open"] == first["id"]
    assert [one["unread"] for one in view["chats"]][:2] == [0, second["unread"]]
    view = tell(widget, do="open", chat=second["id"])
    assert [one["unread"] for one in view["chats"]][:2] == [0, 0]
    tell(widget, do="reply", chat=first["id"], text="您好，我在看。", to=201)
    tell(widget, do="open", chat=second["id"])
    view = tell(widget, do="tick", to=320)
    assert view["chats"][0]["unread"] >= 1
    assert view["chats"][1]["unread"] == 0


def test_how_long_somebody_waits_is_said_in_three_steps():
    widget = desk(SIZES, level=1, at=0)
    seen = {}

    for at in range(200):
        one = tell(widget, do="tick", to=at)["chats"][0]
        if one["state"] == "等你回":
            seen.setdefault(one["slow"], one["waiting"])

    assert seen == {"ok": 0, "60": 60, "180": 180}


@pytest.mark.parametrize(("shown", "word", "shape"), [
    (0, "平静", "○"), (29.9, "平静", "○"), (30, "着急", "△"), (54.9, "着急", "△"), (55, "生气", "◇"),
    (71.9, "生气", "◇"), (72, "要投诉", "■"), (100, "要投诉", "■"),
])  # fmt: skip
def test_a_mood_is_a_shape_and_a_word(shown, word, shape):
    widget = desk()
    customer = widget._sitting.play.chats["c1"]._customer

    customer.mood = type(customer.mood)(anger=shown, trust=50)

    assert play_view(widget._sitting, read={})["chats"][0]["mood"] == {"word": word, "shape": shape}


def test_an_order_that_she_places_is_seen_and_nothing_can_be_chosen_any_more():
    widget = desk(SIZES)
    tell(widget, do="look", chat="c1", what="order", to=6)
    asks, best = (next(c for c in scenario(widget).nodes[0].choices if c.id == id_) for id_ in ("both", "lcode"))
    for choice, at in ((asks, 10), (best, 40)):
        tell(widget, do="choose", chat="c1", place=widget.view["choices"].index(choice.text), to=at)

    tell(widget, do="tick", to=80)

    sale = scenario(widget).sale
    texts = [line["text"] for line in widget.view["lines"]]
    assert f"顾客下单了：{sale.order_id}，{sale.amount:g} 元。" in texts
    assert widget.view["chats"][0]["state"] == "聊完了"
    assert widget.view["choices"] == []


def test_phrases_are_sent_once_and_not_in_a_test():
    widget = desk()
    known = open_bank().phrases

    phrases = json.loads(widget.phrases)
    assert {one["title"] for one in phrases} == {one.title for one in known.values()}
    assert set(phrases[0]) == {"title", "topic", "keys", "text", "when", "when_not"}
    assert phrases[0]["text"] not in json.dumps(widget.view, ensure_ascii=False)
    assert PlayWidget(shift("morning", mode="exam").sitting).phrases == "[]"


# ---- what may be said


@pytest.mark.parametrize(("scenario_id", "message", "did"), [
    (ANGRY, {"do": "reply", "text": SORRY}, ("reply", SORRY, "", 0)),
    (ANGRY, {"do": "look", "what": "order"}, ("order", "", "", 0)),
    (ANGRY, {"do": "look", "what": "logistics"}, ("logistics", "", "", 0)),
    (ANGRY, {"do": "look", "what": "rules"}, ("rules", "", "", 0)),
    (ANGRY, {"do": "ask"}, ("colleague", "", "", 0)),
    (ANGRY, {"do": "ticket", "text": "GLH-1118-0033，18:00 前回电"}, ("ticket", "GLH-1118-0033，18:00 前回电", "", 0)),
    (ANGRY, {"do": "offer", "yuan": 5}, ("offer", "", "", 5)),
    ("refund", {"do": "refund", "yuan": 1.5}, ("refund", "", "", 1.5)),
    (ANGRY, {"do": "end"}, ("end", "", "", 0)),
])  # fmt: skip
def test_a_deed_is_done_at_the_moment_the_browser_says(scenario_id, message, did):
    widget = desk(allowing(scenario_id) if scenario_id == "refund" else scenario_id)

    view = tell(widget, chat="c1", to=17, **message)

    assert view["error"] == ""
    (deed,) = deeds(widget)
    assert (deed.do, deed.text, deed.to, deed.yuan) == did
    assert deed.at == 17


def test_a_chat_is_handed_to_a_colleague_by_id_and_those_who_can_be_asked_are_named():
    widget = desk(allowing("transfer"))

    assert widget.view["can"]["transfer"][0] == ["ayan", "阿岩 · 排班、质检、接升级的单"]
    assert "you" not in dict(widget.view["can"]["transfer"])
    view = tell(widget, do="transfer", chat="c1", who="xiaolu", to=9)

    assert (deeds(widget)[0].do, deeds(widget)[0].to) == ("transfer", "xiaolu")
    assert any("小鹿" in line["text"] for line in view["lines"])


def test_a_choice_is_sent_by_its_place_in_the_order_shown():
    widget = desk()
    text = widget.view["choices"][2]

    view = tell(widget, do="choose", chat="c1", place=2, to=12)

    assert view["lines"][-1] == {"who": "you", "name": "你", "text": text, "at": "00:12"}
    assert (deeds(widget)[0].do, deeds(widget)[0].text) == ("choose", "")


def test_a_choice_of_what_was_said_before_is_refused_and_no_other_is_sent():
    widget = desk(SIZES)
    choices = scenario(widget).nodes[0].choices
    tell(widget, do="look", chat="c1", what="order", to=6)
    for id_, at in (("both", 8), ("lcode", 30)):
        text = next(choice.text for choice in choices if choice.id == id_)
        tell(widget, do="choose", chat="c1", place=widget.view["choices"].index(text), to=at)
    done = len(deeds(widget))

    # She has gone on by second 60, which the browser had not heard of yet.
    view = tell(widget, do="choose", chat="c1", place=0, to=60)

    assert view["error"]
    assert len(deeds(widget)) == done


@pytest.mark.parametrize("message", [
    {}, {"do": None}, {"do": "dance"}, {"do": "tick"}, {"do": "tick", "to": "9"}, {"do": "tick", "to": -1},
    {"do": "tick", "to": True}, {"do": "tick", "to": 9.5}, {"do": "pause"}, {"do": "open"},
    {"do": "open", "chat": "c9"},
    {"do": "open", "chat": ["c1"]}, {"do": "reply", "chat": "c1", "to": 9}, {"do": "reply", "chat": "c1", "text": "好"},
    {"do": "reply", "chat": "c1", "text": "  ", "to": 9}, {"do": "reply", "chat": "c1", "text": 3, "to": 9},
    {"do": "reply", "chat": "c2", "text": "好", "to": 9}, {"do": "reply", "chat": "c1", "text": "字" * 2001, "to": 9},
    {"do": "choose", "chat": "c1", "to": 9}, {"do": "choose", "chat": "c1", "place": 5, "to": 9},
    {"do": "choose", "chat": "c1", "place": -1, "to": 9}, {"do": "choose", "chat": "c1", "place": "fact", "to": 9},
    {"do": "look", "chat": "c1", "what": "colleague", "to": 9}, {"do": "look", "chat": "c1", "what": {}, "to": 9},
    {"do": "ticket", "chat": "c1", "text": " ", "to": 9}, {"do": "ticket", "chat": "c1", "to": 9},
    {"do": "transfer", "chat": "c1", "who": "nobody", "to": 9}, {"do": "transfer", "chat": "c1", "who": [], "to": 9},
    {"do": "offer", "chat": "c1", "to": 9}, {"do": "offer", "chat": "c1", "yuan": "5", "to": 9},
    {"do": "offer", "chat": "c1", "yuan": 11, "to": 9}, {"do": "offer", "chat": "c1", "yuan": True, "to": 9},
    {"do": "refund", "chat": "c1", "yuan": 0, "to": 9}, {"do": "refund", "chat": "c1", "yuan": -1, "to": 9},
    {"do": "refund", "chat": "c1", "yuan": float("nan"), "to": 9}, {"do": "branch"}, {"do": "branch", "deed": 0},
    {"do": "branch", "deed": "0"},
])  # fmt: skip
def test_a_message_that_does_not_fit_gets_a_sentence_and_changes_nothing(message):
    widget = desk(at=9)
    before = {name: value for name, value in widget.view.items() if name not in ("error", "ack")}

    view = tell(widget, **message)

    assert view["error"].endswith("。")
    assert {name: value for name, value in view.items() if name not in ("error", "ack")} == before
    assert deeds(widget) == []


@pytest.mark.parametrize(("deed", "message"), [
    ("refund", {"yuan": 0}), ("refund", {"yuan": -1}), ("refund", {"yuan": float("nan")}), ("refund", {"yuan": "9"}),
    ("refund", {"yuan": float("inf")}), ("transfer", {"who": "nobody"}), ("transfer", {"who": None}),
])  # fmt: skip
def test_a_slip_in_the_browser_is_no_mistake_of_the_learners(deed, message):
    widget = desk(allowing(deed))

    view = tell(widget, do=deed, chat="c1", to=9, **message)

    assert view["error"]
    assert deeds(widget) == []
    assert not any(line["who"] == "system" and "系统" in line["text"] for line in view["lines"])


def test_what_is_no_message_is_answered_as_well():
    widget = desk()

    widget._heard(widget, "begin", [])

    assert widget.view["error"]


def test_a_deed_that_cannot_be_stored_has_not_happened(monkeypatch):
    widget = desk()
    before = widget.view["lines"]
    monkeypatch.setattr(Log, "append", refusing)

    view = tell(widget, do="reply", chat="c1", text=SORRY, to=9)

    assert view["error"] == "磁盘<满>了。"
    assert view["lines"] == before
    assert view["saved"] == ""


def test_ticks_record_nothing_but_the_clock_and_that_seldom():
    widget = desk(at=0)
    log = widget._sitting._book._log
    before = len(list(log.read()))

    for at in range(1, 60):
        tell(widget, do="tick", to=at)
    assert len(list(log.read())) == before + 1
    tell(widget, do="pause", to=60)

    assert widget._sitting.paused_at == 60


def test_who_ends_a_chat_is_not_told_to_end_it():
    widget = desk(at=5)

    view = tell(widget, do="end", chat="c1", to=8)

    texts = [line["text"] for line in view["lines"]]
    assert "你结束了会话。" in texts
    assert not any("道个别" in text for text in texts)


def test_a_tick_that_was_on_its_way_when_all_was_over_does_no_harm():
    widget = desk(at=5)
    tell(widget, do="end", chat="c1", to=8)
    tell(widget, do="tick", to=300)
    assert widget.view["stage"] == "over"

    over, log = widget.view["clock"], widget._sitting._book._log
    before = len(list(log.read()))

    for message in ({"do": "tick", "to": 301}, {"do": "pause", "to": 302}):
        view = tell(widget, **message)
        assert (view["error"], view["clock"]) == ("", over)
    assert len(list(log.read())) == before


# ---- again, and after a reload


def test_a_new_widget_shows_the_same_desk_at_the_stored_clock():
    widget = busy(at=100)
    chat = widget.view["chats"][0]["id"]
    tell(widget, do="open", chat=chat)
    tell(widget, do="look", chat=chat, what="order", to=104)
    tell(widget, do="reply", chat=chat, text="您好，我帮您看表。您身高体重大概多少？", to=110)
    other = widget.view["chats"][1]["id"]
    tell(widget, do="look", chat=other, what="order", to=112)
    before = tell(widget, do="reply", chat=other, text="您好，我在看。", to=131)

    again = PlayWidget(shift("morning", seed=7).sitting).view

    assert again | {"ack": 0} == before | {"ack": 0}
    assert again["clock"] == 131


def test_when_it_is_over_there_is_a_debrief_and_one_can_go_back_to_a_deed():
    widget = desk(at=5)
    tell(widget, do="look", chat="c1", what="order", to=7)
    tell(widget, do="end", chat="c1", to=9)
    view = tell(widget, do="tick", to=300)
    assert view["stage"] == "over"
    assert view["debrief"]

    view = tell(widget, do="branch", deed=1)
    assert (view["stage"], view["clock"], view["open"]) == ("working", 7, "c1")
    assert view["debrief"] is None
    assert [one.do for one in deeds(widget)] == ["order"]
    run = view["run"]
    view = tell(widget, do="again", same=True)
    assert (view["stage"], view["clock"]) == ("working", 0)
    assert view["run"] != run
    assert deeds(widget) == []


def test_the_other_customers_of_a_new_run_are_not_read_yet():
    widget = busy(at=200)
    for one in widget.view["chats"]:
        tell(widget, do="open", chat=one["id"])

    view = tell(widget, do="again", same=True)
    view = tell(widget, do="tick", to=200)

    assert view["open"] is None
    assert all(one["unread"] for one in view["chats"])


# ---- tests


def test_in_a_test_one_chooses_and_hears_nothing_before_all_of_it_is_over():
    widget = PlayWidget(shift("morning", customers=1, minutes=1, mode="exam", k=2).sitting)
    view = tell(widget, do="begin")
    assert (view["exam"], view["series"]) == (True, [0, 2])
    view = tell(widget, do="tick", to=40)
    (chat,) = view["chats"]
    view = tell(widget, do="reply", chat=chat["id"], text=SORRY, to=41)
    assert "备选" in view["error"]
    assert deeds(widget) == []
    tell(widget, do="choose", chat=chat["id"], place=0, to=42)
    assert len(deeds(widget)) == 1
    assert "branch" not in json.dumps(view)

    view = tell(widget, do="tick", to=60)
    assert (view["stage"], view["debrief"], view["verdict"]) == ("over", None, None)
    view = tell(widget, do="begin")
    assert (view["stage"], view["series"]) == ("working", [1, 2])
    view = tell(widget, do="tick", to=60)

    assert view["verdict"] == [0, 2]
    assert view["debrief"]


def test_stars_are_not_seen_in_a_test():
    for mode in ("practice", "exam"):
        widget = PlayWidget(shift("morning", customers=8, mode=mode).sitting)
        tell(widget, do="begin")
        tell(widget, do="tick", to=600)

        kinds = {line.kind for lines in chat_lines(widget._sitting).values() for line in lines}
        assert "rated" in {entry.kind for entry in widget._sitting.play.log}
        assert ("rated" in kinds) == (mode == "practice")
