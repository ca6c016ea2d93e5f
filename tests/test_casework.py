"""The verb decide: practice cases as widget, text and plain view, and cases that are told."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from ipywidgets import HTML, Button, Dropdown, Text, Widget

from cs_training.core.practice import TOPICS, Part, plain_answer
from cs_training.errors import AnswerError, CaseError, RecordError, UnknownIdError
from cs_training.notebook import casework_sitting, casework_view, decide, progress
from cs_training.notebook.casework import CaseworkWidget
from cs_training.notebook.casework_reading import from_sent, outline, read_typed, right_in_words, to_sent
from cs_training.notebook.casework_sitting import CaseworkSitting
from cs_training.notebook.casework_text import casework_text
from cs_training.notebook.casework_view import verdict
from cs_training.notebook.decided import cited
from cs_training.notebook.frontend import joined
from cs_training.notebook.plain import plain_casework
from cs_training.notebook.sitting import attempt_log
from cs_training.records.attempts import events
from cs_training.records.casework import tries
from cs_training.records.log import Log

TOPIC = "seven-days"
WIDGET = "application/vnd.jupyter.widget-view+json"
SHIRT = {"ask": "return", "price": 129, "received_on": "2026-11-10", "requested_on": "2026-11-15", "intact": True}


@pytest.fixture(autouse=True)
def _close_widgets():
    yield
    Widget.close_all()


def key(round_):
    """The right answer as it is stored."""
    return {part.id: part.key for part in round_.parts}


def typed(round_, **instead):
    """The right answer as somebody types it; parts may be replaced."""
    return [instead.get(part.id, part.key) for part in round_.parts]


def wrong_choice(round_, part_id="decision"):
    part = next(one for one in round_.parts if one.id == part_id)
    return next(id_ for id_, _ in part.choices if id_ not in (part.key, *part.also))


def sent(round_, **instead):
    """The right answer as the browser sends it."""
    return [to_sent(part, instead.get(part.id, part.key)) for part in round_.parts]


def tell(widget, **message):
    """The browser speaks."""
    widget._heard(widget, {"n": widget.view["ack"] + 1} | message, [])
    return widget.view


def recorded():
    return [(one.item, dict(one.response), one.over) for one in tries(attempt_log().read())]


def finish(sitting):
    sitting.answer(key(sitting.round))


def case_with(part_id):
    """A case that asks for a part."""
    for number in range(1, 40):
        sitting = CaseworkSitting(TOPIC, 2, number)
        if part_id in {part.id for part in sitting.round.parts}:
            return sitting
    raise AssertionError(part_id)


def refusing(self, *statements):
    raise RecordError("磁盘<满>了。")


ENDING = {"keys", "steps", "basis", "reply"}


def test_the_whole_state_sent_to_the_browser_is_this():
    sitting = CaseworkSitting(TOPIC)
    case = sitting.round.case
    chat = [(who, text, who in ("小鹿", "大刘", "阿灯", "何总", "阿岩")) for who, text in case.chat]
    state = CaseworkWidget(sitting).get_state()
    state["view"] = json.loads(state["view"])

    bare = {"_dom_classes": (), "_view_count": None, "tabbable": None, "tooltip": None}
    names = {f"_{what}_{name}" for what in ("model", "view") for name in ("module", "module_version", "name")}
    assert set(state) == {*bare, *names, "layout", "_anywidget_id", "_esm", "_css", "view"}
    assert {name: state[name] for name in bare} == bare
    assert state["_anywidget_id"] == "cs_training.notebook.casework.CaseworkWidget"
    assert state["_esm"] == joined("kit.js", "casework.js")
    assert state["_css"] == joined("kit.css", "casework.css")
    assert state["view"] == {
        "topic": TOPICS[TOPIC].title,
        "level": 1,
        "levels": [1, 2, 3],
        "number": 1,
        "chat": [{"who": f"{who}（店里）" if ours else who, "text": text, "ours": ours} for who, text, ours in chat],
        "card": [list(line) for line in case.card],
        "question": case.question,
        "parts": [
            {
                "label": part.label,
                "kind": part.kind,
                "choices": [text for _, text in part.choices],
                "given": None,
                "right": None,
                "note": "",
            }
            for part in sitting.round.parts
        ],
        "left": 2,
        "over": False,
        "verdict": "",
        "error": "",
        "ack": 0,
    }


def test_the_view_of_a_finished_case_adds_keys_steps_basis_and_a_reply():
    sitting = CaseworkSitting(TOPIC)
    round_ = sitting.round
    view = tell(CaseworkWidget(sitting), do="answer", given=sent(round_))

    assert view["over"]
    assert view["verdict"] == "全对了，得 100 分（满分 100）。"
    assert [part["right"] for part in view["parts"]] == [True] * len(round_.parts)
    assert [part["given"] for part in view["parts"]] == sent(round_)
    assert {name: view[name] for name in ENDING} == {
        "keys": [right_in_words(part) for part in round_.parts],
        "steps": list(round_.decision.steps),
        "basis": [cited(basis) for basis in round_.decision.basis],
        "reply": plain_answer(round_.case, round_.decision),
    }
    assert any("2026-11-22" in line for line in view["basis"])


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("topic", TOPICS)
def test_nothing_of_steps_basis_or_reply_is_sent_or_written_before_the_end(topic, level):
    for number in range(1, 9):
        sitting = CaseworkSitting(topic, level, number)
        round_ = sitting.round
        case, decision = round_.case, round_.decision
        widget = CaseworkWidget(sitting)
        told = [widget.get_state()["view"], casework_text(sitting)]
        tell(widget, do="answer", given=sent(round_, decision=wrong_choice(round_)))
        told += [widget.get_state()["view"], casework_text(sitting)]

        assert not widget.view["over"]
        assert not ENDING & set(widget.view)
        shown = str([case.chat, case.card, case.question])
        secrets = [*decision.steps, *(basis.cites for basis in decision.basis), plain_answer(case, decision)]
        assert [one for one in secrets if one not in shown and any(one in text for text in told)] == []


def test_the_ids_of_choices_never_reach_the_browser():
    sitting = CaseworkSitting(TOPIC)
    state = CaseworkWidget(sitting).get_state()["view"]
    texts = "".join(text for part in sitting.round.parts for _, text in part.choices)

    for part in sitting.round.parts:
        for id_, _ in part.choices:
            assert f'"{id_}"' not in state or id_ in texts


def test_a_wrong_try_marks_each_part_and_leaves_one_more():
    sitting = CaseworkSitting(TOPIC)
    round_ = sitting.round

    view = tell(CaseworkWidget(sitting), do="answer", given=sent(round_, decision=wrong_choice(round_)))

    assert [part["right"] for part in view["parts"]] == [part.id != "decision" for part in round_.parts]
    count = len(round_.parts)
    assert view["verdict"] == f"{count} 项里对了 {count - 1} 项。还有 1 次机会。"
    assert view["left"] == 1


def test_after_two_wrong_tries_the_case_is_over_and_says_what_was_right():
    sitting = CaseworkSitting(TOPIC)
    round_ = sitting.round
    widget = CaseworkWidget(sitting)
    tell(widget, do="answer", given=sent(round_, decision=wrong_choice(round_)))

    worse = {"decision": wrong_choice(round_), "rule": wrong_choice(round_, "rule")}
    view = tell(widget, do="answer", given=sent(round_, **worse))

    assert view["over"]
    assert "机会用完了" in view["verdict"]
    assert "应为：" in casework_text(sitting)


def test_an_attempt_is_on_disk_before_the_browser_hears_of_it(monkeypatch):
    sitting = CaseworkSitting(TOPIC)
    widget = CaseworkWidget(sitting)
    seen = []
    appended = Log.append

    def watched(self, *statements):
        seen.append(widget.view["verdict"])
        appended(self, *statements)
        assert len(list(self.read())) == 1

    monkeypatch.setattr(Log, "append", watched)

    view = tell(widget, do="answer", given=sent(sitting.round))

    assert seen == [""]
    assert view["verdict"]


def test_an_attempt_that_cannot_be_recorded_changes_nothing_but_the_error(monkeypatch):
    sitting = CaseworkSitting(TOPIC)
    widget = CaseworkWidget(sitting)
    before = widget.view | {"ack": 0}

    with monkeypatch.context() as full:
        full.setattr(Log, "append", refusing)
        view = tell(widget, do="answer", given=sent(sitting.round))

    assert view["error"] == "磁盘<满>了。"
    assert view | {"error": "", "ack": 0} == before
    assert tell(widget, do="answer", given=sent(sitting.round))["over"]


def test_the_statement_is_xapi_with_ids_and_what_was_right():
    sitting = CaseworkSitting(TOPIC, 2, 7)
    round_ = sitting.round
    sitting.answer(key(round_) | {"decision": wrong_choice(round_)})

    (written,) = attempt_log().read()

    assert written["object"]["id"].endswith(f"/items/case/{TOPIC}/2/7")
    assert written["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert written["result"]["success"] is False
    assert written["result"]["completion"] is False
    assert f"decision[.]{wrong_choice(round_)}" in written["result"]["response"]
    (details,) = written["context"]["extensions"].values()
    assert details["right"] == [part.id for part in round_.parts if part.id != "decision"]
    assert events([written]) == []


def test_nothing_is_judged_again_on_replay(monkeypatch):
    sitting = CaseworkSitting(TOPIC)
    sitting.answer(key(sitting.round) | {"decision": wrong_choice(sitting.round)})
    shown = verdict(CaseworkSitting(TOPIC).round)

    def judged(*_):
        raise AssertionError("judged again")

    monkeypatch.setattr(casework_sitting, "mark_parts", judged)
    # Another key today does not change what somebody was told.
    real = casework_sitting.parts
    monkeypatch.setattr(
        casework_sitting, "parts", lambda *a: tuple(Part(p.id, p.label, p.kind, p.choices, "no") for p in real(*a))
    )

    assert verdict(CaseworkSitting(TOPIC).round) == shown
    assert casework_view.casework_view(CaseworkSitting(TOPIC))["parts"][0]["right"] is False


def test_tries_of_a_number_that_is_another_case_today_are_passed_over(monkeypatch):
    sitting = CaseworkSitting(TOPIC)
    finish(sitting)
    monkeypatch.setattr(casework_sitting, "_rev", lambda *_: 1)

    assert CaseworkSitting(TOPIC).round.tries == ()


def test_the_case_in_hand_is_there_after_a_reload():
    sitting = CaseworkSitting(TOPIC, 2)
    finish(sitting)
    sitting.another()
    sitting.answer(key(sitting.round) | {"decision": wrong_choice(sitting.round)})

    again = CaseworkSitting(TOPIC, 2)

    assert (again.round.case.number, len(again.round.tries)) == (2, 1)
    assert CaseworkWidget(again).view == CaseworkWidget(sitting).view
    assert CaseworkSitting(TOPIC, 1).round.case.number == 1


def test_showing_a_case_and_asking_for_another_records_nothing():
    for _ in range(3):
        decide(TOPIC)._repr_mimebundle_()
    sitting = CaseworkSitting(TOPIC)
    finish(sitting)
    widget = CaseworkWidget(sitting)
    count = len(recorded())

    view = tell(widget, do="another")
    assert (view["number"], view["over"], view["verdict"]) == (2, False, "")
    tell(widget, do="another")
    view = tell(widget, do="level", level=3)

    assert (view["number"], view["level"]) == (1, 3)
    assert len(recorded()) == count


def test_a_second_click_on_another_skips_no_case():
    sitting = CaseworkSitting(TOPIC)
    finish(sitting)
    widget = CaseworkWidget(sitting)

    tell(widget, do="another")

    assert tell(widget, do="another")["number"] == 2


def test_another_goes_on_with_what_another_notebook_has_begun():
    one = CaseworkSitting(TOPIC)
    finish(one)
    other = CaseworkSitting(TOPIC)
    one.another()
    one.answer(key(one.round) | {"decision": wrong_choice(one.round)})

    other.another()

    assert (other.round.case.number, len(other.round.tries)) == (2, 1)


def test_changing_to_a_level_that_is_finished_so_far_goes_on_to_a_fresh_case():
    finish(CaseworkSitting(TOPIC, 2))
    sitting = CaseworkSitting(TOPIC)

    sitting.change_level(2)

    assert (sitting.round.case.level, sitting.round.case.number, sitting.round.tries) == (2, 2, ())


def test_the_same_answer_twice_costs_one_try_and_a_finished_case_takes_no_more():
    sitting, other = CaseworkSitting(TOPIC), CaseworkSitting(TOPIC)
    wrong = key(sitting.round) | {"decision": wrong_choice(sitting.round)}
    sitting.answer(wrong)
    other.answer(wrong)
    assert len(recorded()) == 1

    other.answer(key(other.round))
    sitting.answer(wrong | {"rule": wrong_choice(sitting.round, "rule")})

    assert len(recorded()) == 2
    assert sitting.round.over


def test_the_second_try_earns_less():
    sitting = CaseworkSitting(TOPIC)
    sitting.answer(key(sitting.round) | {"decision": wrong_choice(sitting.round)})
    sitting.answer(key(sitting.round))

    assert sitting.round.last.credit == 0.75
    assert "得 75 分" in verdict(sitting.round)


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        {},
        {"do": "answer"},
        {"do": "answer", "given": None},
        {"do": "answer", "given": []},
        {"do": "answer", "given": {"0": 1}},
        {"do": "answer", "given": [None] * 5},
        {"do": "answer", "given": [True] * 5},
        {"do": "answer", "given": [99] * 5},
        {"do": "answer", "given": [[0]] * 5},
        {"do": "answer", "given": [{}] * 3},
        {"do": "level"},
        {"do": "level", "level": 4},
        {"do": "level", "level": "2"},
        {"do": "level", "level": True},
        {"do": "hint"},
        {"do": {}, "n": {}},
    ],
    ids=str,
)
def test_a_malformed_message_is_refused_and_records_nothing(message):
    widget = CaseworkWidget(CaseworkSitting(TOPIC))
    before = widget.view | {"error": "", "ack": 0}

    widget._heard(widget, message, [])

    assert widget.view["error"]
    assert widget.view | {"error": "", "ack": 0} == before
    assert recorded() == []


@pytest.mark.parametrize(
    ("part_id", "text", "trouble"),
    [
        ("amount", "很多", "不像一个金额"),
        ("amount", "1.234", "两位小数"),
        ("amount", " ", "还空着"),
        ("deadline", "明天", "不像一个日期"),
        ("deadline", "2026-02-30", "日历上没有"),
        ("deadline", "13月1日", "日历上没有"),
        ("decision", "也许", "没有“也许”这个选项"),
        ("decision", "Z", "没有“Z”这个选项"),
        ("decision", "退", "对上了"),
        ("decision", "", "还空着"),
    ],
)
def test_what_cannot_be_read_says_which_part_and_costs_no_try(part_id, text, trouble):
    sitting = case_with(part_id)
    label = next(part.label for part in sitting.round.parts if part.id == part_id)

    with pytest.raises(AnswerError, match=f"“{label}”.*{trouble}"):
        decide(TOPIC, level=2, number=sitting.round.case.number).answer(typed(sitting.round, **{part_id: text}))

    assert recorded() == []


def parts_of_each_kind():
    return (
        Part("decision", "结论", "choice", (("accept", "应接受退货"), ("reject", "可以不接受退货")), "accept"),
        Part("amount", "金额", "money", (), "102.00"),
        Part("freight", "运费", "choice", (("buyer", "买家"), ("seller", "店里")), "buyer"),
        Part("deadline", "期限", "date", (), "2026-11-17"),
        Part("rule", "依据", "choice", (("LAW-7D-01", "LAW-7D-01 七日"), ("LAW-7D-03", "LAW-7D-03 完好")), "LAW-7D-01"),
    )


@pytest.mark.parametrize(
    "said",
    [
        "accept / 102 / buyer / 2026-11-17 / LAW-7D-01",
        "A / 102 / A / 11月17日 / A",
        "a/102/a/2026-11-17/a",
        "应接受退货；102.00元；买家；11月17号；law-7d-01",
        "应接受退货 / ￥102 / 买家 / 11/17 / 七日",
        "Ａ | １０２ | Ａ | 2026年11月17日 | Ａ",
        ["A", 102, "A", date(2026, 11, 17), "LAW-7D-01"],
        ["A", 102.0, "买家", "11.17", "LAW-7D-01 七日"],
        "A, 102, A, 11-17, A",
    ],
    ids=str,
)
def test_an_answer_is_typed_by_id_letter_or_word(said):
    asked = parts_of_each_kind()

    read = read_typed(asked, said, date(2026, 11, 22))

    assert read == {part.id: part.key for part in asked}


@pytest.mark.parametrize("said", ["A", "", "A / 102", "A / 102 / A / 11月17日 / A / A", [], None, 5])
def test_an_answer_of_another_length_says_what_to_type_in_which_order(said):
    with pytest.raises(AnswerError, match="这一例要答 5 项.*结论 / 金额 / 运费 / 期限 / 依据"):
        read_typed(parts_of_each_kind(), said, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("on", "said", "day"),
    [
        (date(2026, 12, 30), "1月3日", "2027-01-03"),
        (date(2026, 1, 5), "12月30日", "2025-12-30"),
        (date(2027, 6, 1), "2月29日", "2028-02-29"),
    ],
)
def test_a_date_without_a_year_is_the_nearest_one(on, said, day):
    asked = (Part("deadline", "期限", "date", (), ""),)

    assert read_typed(asked, [said], on) == {"deadline": day}


NO_DAY = Part("deadline", "最后一天", "date", (("none", "不看日子"),), "none")


@pytest.mark.parametrize("said", ["不看日子", "无", "不涉及", "none", "无。"])
def test_that_no_day_matters_is_typed_in_words(said):
    assert read_typed((NO_DAY,), [said], date(2026, 11, 22)) == {"deadline": "none"}
    assert from_sent((NO_DAY,), [said], date(2026, 11, 22)) == {"deadline": "none"}


def test_that_no_day_matters_is_drawn_as_the_words_and_never_as_an_id():
    assert to_sent(NO_DAY, "none") == "不看日子"
    assert to_sent(NO_DAY, "2026-11-17") == "2026-11-17"
    assert to_sent(NO_DAY, None) is None
    assert right_in_words(replace(NO_DAY, also=("2026-11-17",))) == "不看日子 或 2026-11-17"


def test_a_date_that_must_be_one_is_not_said_in_words():
    with pytest.raises(AnswerError, match="不像一个日期"):
        read_typed((replace(NO_DAY, choices=()),), ["无"], date(2026, 11, 22))


def test_the_text_says_how_to_type_money_and_days():
    sitting = case_with("amount")

    text = casework_text(sitting)

    assert "不涉及日子写“不看日子”" in text
    assert "不用付写 0" in text


def test_the_browser_sends_places_and_texts():
    asked = parts_of_each_kind()

    read = from_sent(asked, [0, "102 元", 0, "11月17日", 0], date(2026, 11, 22))

    assert read == {part.id: part.key for part in asked}
    assert [to_sent(part, part.key) for part in asked] == [0, "102.00", 0, "2026-11-17", 0]
    assert to_sent(asked[0], "gone") is None


def test_a_case_is_answered_by_typing_and_shown_as_text():
    sitting = CaseworkSitting(TOPIC)
    said = " / ".join(typed(sitting.round))

    shown = decide(TOPIC).answer(said)

    assert set(shown._repr_mimebundle_()) == {"text/plain"}
    for line in ("全对了", "怎么判", "依据：", "核对 2026-11-22", "可以这样回顾客："):
        assert line in repr(shown)
    assert [item for item, _, _ in recorded()] == [f"case/{TOPIC}/1/1"]


def test_the_text_of_a_fresh_case_shows_all_of_it_and_how_to_answer():
    sitting = CaseworkSitting(TOPIC)
    case = sitting.round.case
    text = repr(decide(TOPIC))

    for _, said in case.chat:
        assert said in text
    for label, value in case.card:
        assert f"{label}：{value}" in text
    assert case.question in text
    assert f'decide("{TOPIC}", level=1, number=1).answer("{outline(sitting.round.parts)}")' in text


def test_widget_and_text_travel_in_one_output_and_text_can_be_asked_for(monkeypatch):
    shown = decide(TOPIC)._repr_mimebundle_()

    assert set(shown) == {WIDGET, "text/plain"}
    assert set(decide(TOPIC, view="text")._repr_mimebundle_()) == {"text/plain"}
    assert set(decide(TOPIC, view="plain")._repr_mimebundle_()) == {WIDGET, "text/plain"}
    monkeypatch.setenv("CS_TRAINING_VIEW", "text")
    assert set(decide(TOPIC)._repr_mimebundle_()) == {"text/plain"}


def test_a_cell_with_a_typed_answer_that_runs_again_answers_no_later_case():
    said = typed(CaseworkSitting(TOPIC).round)
    first = repr(decide(TOPIC).answer(said))
    second = CaseworkSitting(TOPIC, number=2)
    finish(second)

    assert repr(decide(TOPIC).answer(said)) == first
    assert len(recorded()) == 2


def test_the_next_case_is_shown_and_answered_only_where_the_cell_names_it():
    finish(CaseworkSitting(TOPIC))
    following = decide(TOPIC).next()

    assert "第 2 例" in repr(following)
    with pytest.raises(AnswerError, match=rf'decide\("{TOPIC}", level=1, number=2\)'):
        following.answer("A")
    said = typed(CaseworkSitting(TOPIC, number=2).round)
    decide(TOPIC, number=2).answer(*said)
    decide(TOPIC, number=1).next().answer(said)

    assert [item for item, _, _ in recorded()] == [f"case/{TOPIC}/1/1", f"case/{TOPIC}/1/2"]


def test_an_unknown_topic_is_answered_with_the_nearest():
    with pytest.raises(UnknownIdError, match=f"没有编号为“seven-day”的判案练习。你是不是想写 {TOPIC}"):
        decide("seven-day")


@pytest.mark.parametrize("level", [0, 4, "1", 1.5, None, True])
def test_an_unknown_level_says_which_there_are(level):
    with pytest.raises(AnswerError, match="难度写 1 到 3"):
        decide(TOPIC, level=level)


@pytest.mark.parametrize("number", [0, -1, "1", 1.5, True])
def test_a_number_that_cannot_be_says_how_to_write_it(number):
    with pytest.raises(AnswerError, match="从 1 开始"):
        decide(TOPIC, number=number)


def test_nothing_lists_the_topics():
    text = repr(decide())

    for name, topic in TOPICS.items():
        assert name in text
        assert topic.title in text


def test_a_told_case_is_decided_and_shown():
    shown = decide(SHIRT)

    assert shown.text.startswith("结论：")
    for line in ("应接受退货（accept_return）", "129.00 元", "买家出", "2026-11-17", "怎么判", "LAW-7D-01", "核对"):
        assert line in shown.text
        assert line in shown.html
    assert recorded() == []


def test_several_told_cases_are_shown_in_order_and_one_that_lacks_something_says_what():
    unclear = SHIRT | {"category": "underwear"}
    shown = decide([SHIRT, unclear])

    assert shown.text.index("第 1 个案子") < shown.text.index("第 2 个案子")
    assert "还要知道" in shown.text.split("第 2 个案子")[1]
    assert "（confirmed_no_return）" in shown.text
    assert "结论" not in shown.text.split("第 2 个案子")[1]


def test_a_told_case_is_decided_by_the_rules_of_its_day():
    assert "按 2026-11-22 这一天判。" in decide(SHIRT).text
    assert "按 2026-03-01 这一天判。" in decide(SHIRT, on="2026-03-01").text


def test_a_case_that_is_told_wrongly_says_what_is_wrong():
    with pytest.raises(CaseError, match="pric"):
        decide({"pric": 3})
    for wrong in ([], [1], 5, [SHIRT, "x"]):
        with pytest.raises(AnswerError, match="写一个主题"):
            decide(wrong)


def test_told_cases_are_escaped_in_html():
    shown = decide(SHIRT | {"clause": "<script>特价不退</script>"})

    assert "<script>" not in shown.html


class Page:
    """The plain casework, as somebody sees and uses it."""

    def __init__(self):
        self.sitting = CaseworkSitting(TOPIC)
        self.box = plain_casework(self.sitting)
        shown = [w for w in _inside(self.box) if isinstance(w, HTML)]
        self.text, self.trouble = shown
        self.line = next(w for w in _inside(self.box) if isinstance(w, Text))
        self.level = next(w for w in _inside(self.box) if isinstance(w, Dropdown))

    def press(self, name):
        next(w for w in _inside(self.box) if isinstance(w, Button) and w.description == name).click()


def _inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _inside(child)


def test_the_plain_view_takes_typed_answers_and_goes_on(monkeypatch):
    page = Page()
    assert page.line.placeholder == outline(page.sitting.round.parts)

    page.line.value = "A"
    page.press("提交")
    assert "这一例要答" in page.trouble.value
    page.line.value = " / ".join(typed(page.sitting.round))
    with monkeypatch.context() as full:
        full.setattr(Log, "append", refusing)
        page.press("提交")
    assert "磁盘&lt;满&gt;了" in page.trouble.value
    page.press("提交")
    assert "全对了" in page.text.value
    assert page.trouble.value == ""
    page.press("再来一例")
    assert "第 2 例" in page.text.value
    page.level.value = 3
    assert "难度 3 · 第 1 例" in page.text.value

    assert len(recorded()) == 1


def test_progress_counts_cases_and_those_right_at_the_first_try():
    assert "判案练习" not in progress().text
    first, second = CaseworkSitting(TOPIC), CaseworkSitting(TOPIC, number=2)
    finish(first)
    second.answer(key(second.round) | {"decision": wrong_choice(second.round)})
    finish(second)
    unfinished = CaseworkSitting("shipping")
    unfinished.answer(key(unfinished.round) | {"decision": wrong_choice(unfinished.round)})

    shown = progress()

    assert f"判案练习 {TOPICS[TOPIC].title}：2 例，第一次就全对 50%" in shown.text
    assert "2 例，第一次就全对 50%" in shown.html
    assert TOPICS["shipping"].title not in shown.text.split("判案练习")[1]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"response": {}},
        {"response": {"decision": 1}},
        {"right": None},
        {"right": [1]},
        {"level": "1"},
        {"credit": 2},
        {"over": "no"},
        {"more": 1},
    ],
    ids=str,
)
def test_a_statement_that_somebody_spoilt_is_passed_over(spoilt):
    finish(CaseworkSitting(TOPIC))
    (written,) = attempt_log().read()
    (details,) = written["context"]["extensions"].values()
    attempt_log().delete()
    details.update(spoilt)
    attempt_log().append(written)

    assert recorded() == []
    assert CaseworkSitting(TOPIC).round.tries == ()


def test_the_output_is_the_same_in_every_kernel_and_every_home(tmp_path):
    script = (
        "from cs_training.notebook import decide, rule\n"
        f"print(repr(decide({TOPIC!r})), decide(), decide({SHIRT!r}).html, rule('LAW-7D-01').html)\n"
    )

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


def test_a_better_sentence_takes_nobodys_answer_but_another_fact_makes_another_case():
    case, asked = CaseworkSitting(TOPIC).round.case, CaseworkSitting(TOPIC).round.parts
    reworded = replace(case, chat=(("麦芽糖", "换个说法。"),))
    changed = replace(case, facts={**case.facts, "price": 12345})

    rev = casework_sitting._rev

    assert rev(reworded, asked) == rev(case, asked) != rev(changed, asked)
