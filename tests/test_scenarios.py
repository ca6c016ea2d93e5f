"""Scenarios to play: what authors may write, what they are told when it is wrong, their map and their command."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from cs_training.cli import main
from cs_training.content import bank as banks
from cs_training.content import scenario_trials as trials
from cs_training.content.bank import Bank, content_files, open_bank
from cs_training.content.building import build
from cs_training.content.reading import read_content
from cs_training.content.scenario_trials import giveaways, misjudged
from cs_training.content.scenarios_reading import ill_staged, read_lines, read_scenarios, read_shifts
from cs_training.content.strict_yaml import parse
from cs_training.core.playing.agents import AGENTS, EXPERT
from cs_training.core.playing.calibrating import calibrate
from cs_training.core.playing.graph import angers, circle, edges, reachable
from cs_training.core.playing.mapping import flowchart
from cs_training.core.playing.script import Choice, Node, Scenario
from cs_training.core.scenario import Arrival
from cs_training.errors import Problem
from cs_training.notebook.lesson import write_notebook
from cs_training.notebook.lint import lesson_problems

FILE = "scenarios/parcel.yaml"
TEXT = (Path(__file__).parent / "cases/small_scenarios/parcel.yaml").read_text(encoding="utf-8")
SHOP = {
    "staff": {"you": {"limit_yuan": 10}, "ayan": {"limit_yuan": 200}, "daliu": {"limit_yuan": 50}},
    "customers": {"xiaoman": {"nickname": "芦苇小满"}},
}
LINE_KINDS = ("nudge", "broken", "demand", "threat", "platform", "leave", "doubt", "vague", "offended", "baited")
LINES = {kind: (f"{kind} 一", f"{kind} 二", f"{kind} 三") for kind in (*LINE_KINDS, "offered", "passed_on")}


def spoil(old, new):
    assert old in TEXT, old
    return TEXT.replace(old, new, 1)


def problems(text, file=FILE):
    found: list[Problem] = []
    read_scenarios({file: text}, found)
    return found


def said(text):
    return [(one.field, one.says) for one in problems(text)]


def staged(text, *, shop=SHOP, lessons=("02",), rules=True):
    """What is wrong with a scenario in the world it plays in."""
    found: list[Problem] = []
    records = read_scenarios({FILE: text}, found)
    assert found == []
    ill_staged(records, {FILE: text}, found, rules=open_bank().rules if rules else None, lessons=lessons, shop=shop)
    return [(one.field, one.says) for one in found]


def small(text=TEXT):
    return build(Scenario, parse(text).data)


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="cs-training")


def test_a_good_scenario_has_no_fault():
    assert problems(TEXT) == []
    assert staged(TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("kind: daily", "kind: often", "kind", "只能是"),
        ("    wants: [where]", "    wantz: [where]", "nodes.start.wantz", "你是不是想写 wants"),
        ("labels: [ownership, clarification, tone]", "labels: [kind]", "nodes.start.choices.ask.labels.0", "只能是"),
        ("allowed: [colleague,", "allowed: [ask,", "allowed.0", "只能是"),
        ("{id: done, end: resolved", "{id: done, end: good", "nodes.done.end", "只能是"),
    ],
)
def test_a_field_of_the_wrong_shape_is_named_by_its_node(old, new, field, says):
    (found,) = [one for one in said(spoil(old, new)) if one[0] == field]

    assert says in found[1]


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        # form
        ("id: parcel", "id: parcel_1", "id", "小写字母、数字和连字符"),
        ("id: parcel", "id: package", "id", "文件叫 parcel.yaml"),
        ("rev: 1", "rev: 0", "rev", "从 1 开始"),
        ("covers: [S0-15]", "covers: []", "covers", "大纲条目"),
        ("source: [S0-15]", "source: []", "source", "规则编号"),
        ("customer: 芦苇小满", "customer: 芦苇小满\ntypes: 0", "types", "1–60"),
        ("  - {patience: 50, anger: 30}\n", "", "levels", "正好写三级"),
        ("patience: 50", "patience: 5", "levels.2.patience", "10–600"),
        ("anger: 30", "anger: 101", "levels.2.anger", "0–100"),
        ("trust: 50", "trust: -1", "levels.0.trust", "0–100"),
        ("patience: 50", "patience: 80", "levels.2", "由易到难"),
        ("anger: 30", "anger: 19", "levels.2", "由易到难"),
        ("arc: 平静", "sale: {order_id: GLH-1, amount: 0}\narc: 平静", "sale", "大于 0"),
        # blanks
        ("title: 停住的包裹", 'title: " "', "title", "不能空着"),
        ("停在芦花中转站，我去催", "停在XX中转站，我去催", "nodes.start.choices.fact.text", "没填的空"),
        ("丢了怎么办", '"{商品}丢了"', "nodes.ways.says.1", "没填的空"),
        ("why: 先问清楚。", 'why: ""', "nodes.start.choices.ask.why", "不能空着"),
        ("means: 周三要用", "means: 待定", "facts.hidden.when.means", "没填的空"),
        # names
        ("met: ways", "met: way", "nodes.start.met", "没有“way”这个节点。你是不是想写 ways"),
        ("silent: gone", "silent: done2", "nodes.start.silent", "这个节点"),
        ("end: cut", "end: cot", "nodes.ways.moves.end", "这个节点"),
        ("to: cross", "to: crosss", "nodes.ways.choices.later.to", "你是不是想写 cross"),
        ("wants: [where]", "wants: [wher]", "nodes.start.wants.0", "没有“wher”这个要点"),
        ("gives: [back]", "gives: [back, bak]", "nodes.ways.choices.back.gives.1", "这个要点"),
        ("asks: [when]", "asks: [wen]", "nodes.start.choices.ask.asks.0", "这个隐藏信息"),
        ("tells: [when]", "tells: [wen]", "levels.0.tells.0", "这个隐藏信息"),
        ("knows: [when]", "knows: [wen]", "points.where.knows.0", "这个隐藏信息"),
        ("[absolute_claim, false_promise]", "[fals_promise]", "nodes.ways.choices.sure.breaks.0", "这个红线代码"),
        ("的, breaks: false_promise", "的, breaks: fals_promise", "must_not.0.breaks", "这个红线代码"),
        ("point: back", "point: bak", "must.1.point", "这个要点"),
        ("arc: 平静", "lines: {nuge: [在吗, 人呢]}\narc: 平静", "lines.nuge", "你是不是想写 nudge"),
        ("transfer: handed", "transfers: handed", "nodes.ways.moves.transfers", "没有“transfers”这一步"),
        ("id: handed", "id: cut", "nodes", "“cut”出现了 2 次"),
        ("id: fact\n", "id: ask\n", "nodes.start.choices", "“ask”出现了 2 次"),
        # rights
        ("[colleague, transfer,", "[transfer,", "facts.colleague", "allowed 里没有 colleague"),
        ("transfer, refund", "refund", "transfer_to", "allowed 里没有 transfer"),
        ("transfer, refund", "refund", "nodes.ways.moves.transfer", "allowed 里没有 transfer"),
        ("transfer_to: [ayan]\n", "", "nodes.ways.moves.transfer", "退回来"),
        ("ticket, offer]", "offer]", "ticket", "allowed 里没有 ticket"),
        ("limit: 10", "limit: 0", "limit", "至少写 1 元"),
        # points and hidden facts
        ("after: [logistics]", "after: [reply]", "points.where.after.0", "随时都在做"),
        ("after: [logistics]", "after: [end]", "points.where.after.0", "说不上话"),
        ("    words: [中转站]\n    after: [logistics]\n    knows: [when]\n", "", "points.where", "等于不用做"),
        ("words: [中转站]", "words: [中转站, 停+]", "points.where.words.1", "有一段是空的"),
        ("words: [中转站]", 'words: [中转站, "，"]', "points.where.words.1", "有一段是空的"),
        ("words: [中转站]", 'words: [中转站, "{地点}"]', "points.where.words.1", "认不得"),
        ('["退您+{金额}"', '["退您{金额}"', "points.back.words.0", "隔开"),
        ("asked: [哪天要, 什么时候用]", "asked: [哪天要, +]", "facts.hidden.when.asked.1", "有一段是空的"),
        ("says: [周三要用, 就周三 来得及吗]", "says: [周三要用]", "facts.hidden.when.says", "至少写两种"),
        ("{says: 订单号, words: [订单]}", "{says: 订单号, words: []}", "ticket.0.words", "写上几个词"),
        ("arc: 平静", "lines: {nudge: [在吗]}\narc: 平静", "lines.nudge", "至少写两种"),
        # duties
        ("do: logistics}", "do: logistics, point: back}", "must.0", "正好写一样"),
        (", do: logistics}", "}", "must.0", "正好写一样"),
        ("do: logistics}", "do: choose}", "must.0", "随时都在做"),
        ("do: logistics}", "breaks: abuse}", "must.0", "红线不能要人去碰"),
        ("[colleague, transfer, refund, ticket, offer]", "[colleague, transfer, ticket, offer]", None, None),
        # nodes
        (
            "says: [我包裹呢, 包裹怎么不动了, 三天没动了]",
            "says: [我包裹呢, 三天没动了]",
            "nodes.start.says",
            "至少写 3 种",
        ),
        ("says: [要是丢了呢, 丢了怎么办]", "says: [要是丢了呢]", "nodes.ways.says", "至少写 2 种"),
        (
            "{id: done, end: resolved, says: [行, 好 等你]}",
            "{id: done, end: resolved, says: [行]}",
            "nodes.done.says",
            "2 种",
        ),
        ("why: 你做不到。明天没到，骂的就是你骗她。", "why: 这是承诺。", "nodes.ways.choices.sure.why", "至少 12 个字"),
        ("停在芦花中转站，我去催。", "我查到了。", "nodes.start.choices.fact.gives", "没说到 where"),
        ("我看一下。", "我看一下中转站。", "nodes.start.choices.ask.gives", "说到了 where"),
        # ways
        ("    met: ways\n", "", "nodes.start", "没有 met"),
        ("    silent: gone\n", "", "nodes.start", "没有 silent"),
        ("silent: gone", "silent: done", "nodes.start.silent", "不会好好收场"),
        ("silent: gone", "silent: handed", "nodes.start.silent", "不会好好收场"),
        ("silent: gone", "silent: ways", "nodes.start.silent", "不会好好收场"),
        ("end: cut", "end: cross", "nodes.ways.moves.end", "没有下文"),
        ("{id: gone, end: left,", "{id: gone, end: left, met: done,", "nodes.gone", "是结局"),
        ("{id: gone, end: left,", "{id: gone, end: left, wants: [back],", "nodes.gone", "是结局"),
        ("transfer: handed, ", "", "nodes.handed", "走不到“handed”"),
        ("end: resolved", "end: unresolved", "nodes", "走不到 end: resolved"),
        ("wants: [where]\n", "wants: [where]\n    end: left\n", "nodes.start.end", "不能是结局"),
        (
            "    text: 我再说一遍，到时候再说。\n",
            "    text: 我再说一遍。\n        labels: [empathy, tone]\n",
            None,
            None,
        ),
    ],
)
def test_what_types_cannot_say_is_named_with_its_place_and_cure(old, new, field, says):
    found = said(spoil(old, new))

    if field is None:  # a change that is allowed
        assert found == []
    else:
        assert any(place == field and says in one for place, one in found), found


def test_all_problems_are_told_at_once_with_file_and_line():
    text = spoil("met: ways", "met: way").replace("rev: 1", "rev: 0").replace("point: back", "point: bak")

    found = problems(text)

    assert [(one.file, one.item, one.field) for one in found] == [
        (FILE, "parcel", "rev"),
        (FILE, "parcel", "must.1.point"),
        (FILE, "parcel", "nodes.start.met"),
    ]
    lines = text.splitlines()
    assert [lines[one.line - 1].strip() for one in found] == [
        "rev: 0",
        "- {says: 说清退路, point: bak}",
        "met: way",
    ]


def test_a_point_that_nobody_wants_is_named():
    text = spoil(
        "  - id: back\n    means", "  - id: spare\n    means: 多余\n    words: [多余]\n  - id: back\n    means"
    )

    assert [field for field, _ in said(text)] == ["points.spare"]


def test_a_hidden_fact_that_nobody_can_ask_for_is_named():
    unasked = spoil("asked: [哪天要, 什么时候用]", "asked: []").replace("        asks: [when]\n", "")

    assert [field for field, _ in said(unasked)] == ["points.where.knows.0", "facts.hidden.when.asked"]
    assert said(spoil("asked: [哪天要, 什么时候用]", "asked: []")) == []  # a choice asks for it
    told = unasked.replace("anger: 20}", "anger: 20, tells: [when]}").replace("anger: 30}", "anger: 30, tells: [when]}")
    assert said(told) == []


def test_a_transfer_that_always_comes_back_is_no_condition():
    text = spoil("after: [logistics]", "after: [transfer]")

    assert said(text) == []
    assert "退回来" in dict(said(text.replace("{transfer: handed, end: cut}", "{end: cut}")))["points.where.after.0"]


def test_fewer_than_three_choices_are_too_few_where_something_is_wanted():
    text = TEXT[: TEXT.index("      - id: wait\n")] + TEXT[TEXT.index("  - id: ways\n") :]

    assert [field for field, _ in said(text)] == ["nodes.start.choices"]


def test_a_duty_to_tell_a_point_without_words_cannot_be_kept():
    text = spoil('    words: ["退您+{金额}", 原路退回]', "    after: [offer]")

    found = dict(said(text))

    assert "打字说不到" in found["must.1"]


def test_a_circle_that_costs_nothing_is_named_and_one_that_costs_is_not():
    text = spoil("    wants: [back]\n    met: done\n    silent: gone\n    choices:\n      - id: sorry", "X")
    text = text.replace("X", "    wants: [back]\n    met: ways\n    silent: gone\n    choices:\n      - id: sorry")

    assert circle(small()) == []
    assert said(text) == []  # the way into it is a rude choice

    kind = text.replace("text: 到时候再说。", "text: 到时候再说。\n        labels: [empathy, tone]")
    (found,) = said(kind)
    assert found[0] == "nodes.ways"
    assert "ways → cross → ways" in found[1]


@pytest.mark.parametrize(
    ("labels", "breaks", "gives", "cross"),
    [
        (("tone",), (), (), True),
        (("tone", "empathy"), (), (), False),
        (("tone",), (), ("x",), False),
        (("empathy",), (), (), True),
        (("tone", "empathy"), ("abuse",), (), True),
    ],
)
def test_a_choice_costs_by_tone_red_line_or_emptiness(labels, breaks, gives, cross):
    assert angers(Choice(id="c", text="", why="", labels=labels, breaks=breaks, gives=gives)) is cross


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("transfer_to: [ayan]", "transfer_to: [ayen]", "transfer_to.0", "你是不是想写 ayan"),
        ("transfer_to: [ayan]", "transfer_to: [you]", "transfer_to.0", "没有“you”"),
        ("who: daliu", "who: nobody", "facts.colleague.who", "没有“nobody”"),
        ("limit: 10", "limit: 11", "limit", "最多能定 10 元"),
        ("limit: 10", "limit: 10\nregular: nobody", "regular", "没有“nobody”"),
        ("customer: 芦苇小满", "customer: 小满\nregular: xiaoman", "customer", "昵称是“芦苇小满”"),
        ('lesson: "02"', 'lesson: "99"', "lesson", "没有第 99 课"),
        ("退 129 元", "退 120 元", "facts.ruling.says", "写着 120 元，判出来是：129 元"),
        ("运费顾客出", "运费店里出", "facts.ruling.says", "应由顾客出"),
        ("最晚 11月19日", "最晚 11月20日", "facts.ruling.says", "2026-11-19"),
        ('on: "2026-11-19"', 'on: "11-19"', "facts.ruling.on", "真有这一天"),
        ('      received_on: "2026-11-12"\n', "", "facts.ruling.facts", "判不出来，还缺"),
        ("      price: 129", "      prize: 129", "facts.ruling.facts", "prize"),
    ],
)
def test_what_the_shop_or_the_rules_know_otherwise_is_named(old, new, field, says):
    found = staged(spoil(old, new))

    assert [one for one, _ in found] == [field]
    assert says in found[0][1]


def test_the_name_of_the_decision_need_not_stand_in_its_wording():
    assert staged(spoil("应接受退货，退 129 元", "能退，退 129 元")) == []


def test_a_refund_may_be_asked_for_only_where_something_is_due():
    asked = "先查物流, do: logistics}\n  - {says: 退款, do: refund}"
    ask = spoil("先查物流, do: logistics}", asked)
    ruling = TEXT[TEXT.index("  ruling:") : TEXT.index("  colleague:")]

    assert staged(ask) == []
    (without,) = staged(ask.replace(ruling, ""))
    assert (without[0], "facts 里就要有 ruling" in without[1]) == ("must.1", True)
    nothing = 'ruling:\n    says: 不能走站外。\n    on: "2026-11-19"\n    facts: {ask: off_platform}\n'
    (refused,) = staged(ask.replace(ruling, f"  {nothing}"))
    assert (refused[0], "没有要退的钱" in refused[1]) == ("must.1", True)


def test_where_shop_or_rules_are_wrong_themselves_no_scenario_is_blamed():
    assert staged(spoil("who: daliu", "who: nobody"), shop=None) == []
    assert staged(spoil("退 129 元", "退 120 元"), rules=False) == []
    assert staged(spoil('lesson: "02"', 'lesson: "99"'), lessons=None) == []


def lines(text):
    found: list[Problem] = []
    read_lines({"scenarios/lines.yaml": text}, found)
    return [(one.field, one.says) for one in found]


def test_common_lines_need_three_phrasings_of_every_kind():
    good = json.dumps({kind: [*says] for kind, says in LINES.items()}, ensure_ascii=False)

    assert lines(good) == []
    (few,) = lines(good.replace('"nudge 一", ', ""))
    assert (few[0], "至少写 3 种" in few[1]) == ("nudge", True)
    (blank,) = lines(good.replace('"leave 一"', '" "'))
    assert blank == ("leave.0", "不能空着。")
    assert {field for field, _ in lines(good.replace('"doubt": ', '"doubts": '))} == {"doubts", "doubt"}


SHIFT = """- id: morning
  title: 上午
  brief: 平常的上午。
  starts: "2026-11-24T09:30:00+08:00"
  daily: [parcel]
  special: []
"""


def shifts(text, *, also=()):
    files = {FILE: TEXT, "shifts.yaml": text} | {f"scenarios/{id_}.yaml": scenario for id_, scenario in also}
    found: list[Problem] = []
    records = read_scenarios(files, found)
    read_shifts(files, found, records)
    return [(one.field, one.says) for one in found]


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("+08:00", "", "starts", "时区"),
        ("id: morning", "id: ../../day", "id", "小写字母"),
        ("2026-11-24T09:30:00+08:00", "周二", "starts", "时区"),
        ("special: []", "special: []\n  every: 1", "every", "至少写 2"),
        ("daily: [parcel]", "daily: []", "daily", "至少写一个"),
        ("daily: [parcel]", "daily: [parcle]", "daily.0", "你是不是想写 parcel"),
    ],
)
def test_a_shift_that_cannot_be_worked_is_named(old, new, field, says):
    assert shifts(SHIFT) == []

    (found,) = shifts(SHIFT.replace(old, new))

    assert found[0] == field
    assert says in found[1]


def test_an_assessed_scenario_comes_only_in_shifts_of_assessed_ones():
    exam = TEXT.replace("id: parcel\n", "id: exam\nuse: assess\n")

    (mixed,) = shifts(SHIFT.replace("special: []", "special: [exam]"), also=[("exam", exam)])
    assert mixed[0] == "special.0"
    assert "“exam”是测验用的" in mixed[1]
    assert shifts(SHIFT.replace("[parcel]", "[exam]"), also=[("exam", exam)]) == []


def test_a_scenario_with_another_fault_still_exists_for_a_shift():
    found = shifts(SHIFT.replace("[parcel]", "[other]"), also=[("other", "id: other\n")])

    assert all(field != "daily.0" for field, _ in found)


def test_a_wrong_scenario_is_no_content():
    files = content_files()
    text = files["scenarios/delay-anger.yaml"]

    with pytest.raises(banks.ContentError, match=r"delay-anger\.yaml:\d+  delay-anger  nodes\.start\.met  没有"):
        read_content(files | {"scenarios/delay-anger.yaml": text.replace("met: ways", "met: wais", 1)})


def lesson(folder, objectives):
    said = {"lesson": "12", "title": "t", "minutes": 3, "covers": []}
    said["objectives"] = [{"id": one, "text": one} for one in objectives]
    title = {"cell_type": "markdown", "id": "t", "metadata": {}, "source": "# 课"}
    made = {"cells": [title], "metadata": {"cs_training": said}, "nbformat": 4, "nbformat_minor": 5}
    write_notebook(folder / "12_x.ipynb", made)


def test_a_lesson_names_scenarios_whose_objective_is_not_its_own(tmp_path):
    one = next(one for one in open_bank().scenarios() if one.lesson == "12")
    for objectives, blamed in (([one.objective], False), (["com-other"], True)):
        lesson(tmp_path, objectives)

        found = [str(problem) for problem in lesson_problems(tmp_path, open_bank())]

        assert any(one.id in problem and f"目标“{one.objective}”" in problem for problem in found) is blamed


# What only shows when it is played


def test_the_best_choice_may_not_be_found_by_its_length_or_place():
    one = small()
    first, second, third = (one.nodes[place] for place in range(3))

    def choices(node, *ids, **texts):
        by_id = {choice.id: choice for choice in node.choices}
        return replace(node, choices=tuple(replace(by_id[i], text=texts.get(i, by_id[i].text)) for i in ids))

    long = "很长" * 40
    longest = [choices(first, "wait", "fact", fact=long), choices(second, "sure", "back", back=long)]
    placed = [choices(first, "fact", "wait"), choices(second, "back", "sure")]

    assert giveaways([one]) == []
    (found,) = giveaways([replace(one, nodes=(*longest, choices(third, "hm", "sorry", sorry=long), *one.nodes[3:]))])
    assert "最长的那条都是最好的" in found.says
    (found,) = giveaways([replace(one, nodes=(*placed, choices(third, "sorry", "again", again=long), *one.nodes[3:]))])
    assert "第一条都是最好的" in found.says
    alone = choices(first, "fact", "wait", fact=long)
    assert giveaways([replace(one, nodes=(replace(alone, met="done"), *one.nodes[3:]))]) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("        breaks: [absolute_claim, false_promise]\n", "", "会碰红线 absolute_claim、false_promise"),
        ("亲，请您耐心等待一下哦", "等着，别老问", "没有 tone"),
        ("text: 您哪天要用？我看一下。", "text: 您先看一下。", "没问到 when"),
    ],
)
def test_a_choice_that_would_be_heard_otherwise_if_it_were_typed_is_named(old, new, says):
    judge = open_bank().judge

    assert misjudged([small()], judge) == []
    (found,) = misjudged([small(spoil(old, new))], judge)
    assert says in found.says


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("labels: [ownership, clarification, tone]", "labels: [tone]"),
        ("        asks: [when]\n", ""),  # to be heard asking for more does no harm
        ("labels: [tone]\n        why: 她还会再问", "labels: []\n        why: 她还会再问"),
    ],
)
def test_other_differences_from_the_judge_are_the_authors_choice(old, new):
    assert misjudged([small(spoil(old, new))], open_bank().judge) == []


def bank_of(text):
    """A bank with this one scenario."""
    data = {"scenarios": {"parcel": parse(text).data}, "lines": LINES}
    alone = Bank(data)
    alone.__dict__["rules"] = open_bank().rules
    return alone


def test_an_expert_must_be_able_to_do_it_and_nobody_must_not():
    assert trials.trials(bank_of(TEXT)) == []

    hard = spoil("    words: [中转站]\n", "    words: [中转站]\n").replace("gives: [where]", "gives: []")
    assert {(one.field, "老手也办不成" in one.says) for one in trials.trials(bank_of(hard))} == {
        (f"levels.{level}", True) for level in (1, 2, 3)
    }
    free = TEXT.replace("{id: gone, end: left,", "{id: gone, end: resolved,")
    assert {one.says.split("，")[0] for one in trials.trials(bank_of(free))} == {"没人理她"}


def test_what_an_expert_does_badly_is_named(monkeypatch):
    forbidden = spoil("breaks: false_promise}", "breaks: false_promise}\n  - {says: 不查物流, do: logistics}")
    assert any("老手也犯了：不查物流" in one.says for one in trials.trials(bank_of(forbidden)))

    monkeypatch.setattr(trials, "EXPERT_SCORE", 101)  # what it costs is fitted, and no part of this
    (one, *_) = trials.trials(bank_of(spoil("do: logistics}", "do: logistics}\n  - {says: 骂人, breaks: abuse}")))
    assert re.match(r"老手只得 \d+ 分，至少要 101。没做到的：骂人。", one.says)


# The map


def test_the_map_shows_every_node_and_way():
    one = small()

    text = flowchart(one, names={"ayan": "阿岩"})

    head, *rest = text.splitlines()
    assert head == "flowchart TD"
    boxes = [line for line in rest if "|" not in line]
    assert len(boxes) == len(one.nodes)
    assert len(rest) - len(boxes) == sum(len(list(edges(node))) for node in one.nodes)
    assert '    n0["start<br>我包裹呢"]' in boxes
    assert '    n3(["done<br>办成了<br>行"])' in boxes
    assert '    n0 ==>|"说到：说出停在哪"| n1' in rest
    assert '    n0 -.->|"没人理"| n6' in rest
    assert '    n1 -->|"选：到时候再说。"| n2' in rest
    assert '    n1 -->|"转接 阿岩"| n4' in rest
    assert '    n1 -->|"结束会话"| n5' in rest
    assert text == flowchart(one, names={"ayan": "阿岩"})


def test_nothing_an_author_writes_can_break_the_map():
    nasty = 'end"]; click n0 "javascript:x"\n%% <script>`#quot;|A-->B & {x} (y) [z]'
    node = Node(id="end", says=(nasty,), met="gone", silent="gone", wants=("where",))
    one = replace(small(), nodes=(node, Node(id="gone", says=("走" * 99,), end="left")))

    text = flowchart(one, names={})

    assert len(text.splitlines()) == 5
    assert text.splitlines()[1].count('"') == 2
    inside = text.splitlines()[1].split('"')[1].replace("<br>", "")
    assert not set(inside) & set('"<>`|[](){}')
    assert re.sub(r"#\d+;", "", inside).count("#") == 0
    assert "走" * 24 + "……" in text
    assert "走" * 25 not in text


def test_a_node_that_any_answer_satisfies_says_so_on_the_map():
    text = flowchart(small(TEXT.replace("    wants: [back]\n", "")), names={})

    assert "回了就行" in text
    assert '"转接 ayan"' in text


# The calibration


def test_calibrating_lets_every_agent_serve_the_same_customers():
    seen = []

    def cast(seed):
        seen.append(seed)
        return [Arrival(chat=f"c{place}", scenario=small(), at=place * 5, due=129) for place in range(3)]

    expert, *_, absent = calibrate(cast, lines=LINES, seeds=range(4))

    assert seen == [0, 1, 2, 3]
    assert (expert.agent, absent.agent) == (EXPERT, AGENTS[-1])
    assert expert.chats == absent.chats == 12
    assert (expert.resolved, expert.passed, expert.left, expert.platform) == (1, 1, 0, 0)
    assert expert.csat == 1
    assert expert.stars >= 4
    assert (absent.resolved, absent.passed, absent.left + absent.platform) == (0, 0, 1)
    assert expert.score > 80
    assert absent.score < 20


def test_where_nobody_rates_there_is_no_satisfaction():
    def calibrated(seed):
        return calibrate(lambda _: [Arrival(chat="c", scenario=small())], lines=LINES, seeds=[seed], agents=[EXPERT])[0]

    by_rating = {one.csat is None: one for one in map(calibrated, range(12))}

    assert (by_rating[True].csat, by_rating[True].stars) == (None, None)
    assert by_rating[True].score > 0
    assert by_rating[False].stars is not None


# The command


def test_the_command_lists_every_scenario():
    said = run("scenario")

    assert said.exit_code == 0
    for one in open_bank().scenarios():
        assert re.search(rf"^{one.id} +{re.escape(one.title)} .*耐心 {one.levels[1].patience} 秒", said.output, re.M)
    assert f"共 {len(open_bank().scenario_ids())} 个情景。" in said.output


def test_the_command_tells_a_scenario():
    said = run("scenario", "delay-anger")

    one = open_bank().scenario("delay-anger")
    assert said.exit_code == 0
    for words in (one.title, one.customer, one.brief, one.arc, "第 3 级：耐心 50 秒", "办成了：", "走了："):
        assert words in said.output
    for part in (*one.points, *one.facts.hidden):
        assert part.means in said.output
    for duty in (*one.must, *one.must_not):
        assert duty.says in said.output
    assert "（红线：做不到的承诺）" in said.output
    assert all(line in said.output for line in one.debrief.splitlines())


def test_the_command_maps_a_scenario():
    said = run("scenario", "delay-anger", "--map")

    one = open_bank().scenario("delay-anger")
    assert said.exit_code == 0
    assert said.output == flowchart(one, names={who.id: who.name for who in open_bank().shop.staff.values()})
    assert len(reachable(one)) == said.output.count("<br>") - sum(bool(node.end) for node in one.nodes)


def test_every_scenario_can_be_told_and_mapped():
    for id_ in open_bank().scenario_ids():
        assert run("scenario", id_).exit_code == 0
        assert run("scenario", id_, "--map").output.startswith("flowchart TD\n")


def test_the_command_prints_how_agents_come_out():
    said = run("scenario", "--calibrate", "--seeds", 1, "--customers", 2)

    assert said.exit_code == 0
    head, *rows = said.output.splitlines()
    assert head.split() == ["客服", "得分", "办成", "满意", "星级", "走了", "平台介入", "通过"]
    assert [row.split()[0] for row in rows] == [agent.title for agent in AGENTS]


def test_the_table_can_be_had_for_the_docs():
    said = run("scenario", "--calibrate", "--seeds", 1, "--customers", 1, "--markdown")

    head, rule, *rows = said.output.splitlines()
    assert head.startswith("| 客服 | 得分 |")
    assert rule == "| --- | --: | --: | --: | --: | --: | --: | --: |"
    assert len(rows) == len(AGENTS)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("delay-angr",), 1, "没有编号为“delay-angr”的情景。你是不是想写 delay-anger"),
        (("--map",), 2, "--map 要写是哪个情景"),
        (("--markdown",), 2, "--markdown 只和 --calibrate"),
        (("delay-anger", "--calibrate"), 2, "不写情景"),
        (("--calibrate", "--seeds", "0"), 2, "0"),
    ],
)
def test_wrong_words_are_answered_with_the_way_out(words, code, says):
    said = run("scenario", *words)

    assert said.exit_code == code
    assert says in said.output
    assert "Traceback" not in said.output
