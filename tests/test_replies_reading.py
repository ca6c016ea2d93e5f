"""What authors of the judge's files are told when something is wrong: each fault once, with its line and its cure."""

import json

import pytest

from cs_training.content.building import build
from cs_training.content.replies_reading import read_replies
from cs_training.core.judging.judge import Judge
from cs_training.errors import Problem

RED, SIGNALS, ADVICE = "replies/red_lines/trade.yaml", "replies/signals.yaml", "replies/advice.yaml"
WORDS, CONCEPTS, TOPICS = (f"replies/{name}.yaml" for name in ("words", "concepts", "topics"))
FILES = {
    WORDS: "# 词\nupset: 气死\nstock: 抱歉 放心\nwechat: 微信 vx\n",
    CONCEPTS: "money: 返 红包\nday: 今天\n",
    TOPICS: "物流: 快递 包裹\n尺码: 尺码\n",
    RED: """\
- id: wechat
  code: off_platform
  severity: hard
  why: 就在这里说。
  basis: [OFF-01]
  sure: ['加 {wechat}']
  hint: ['{money}']
  unless: [公众号]
  hits:
    - 加微信
    - 返您
  misses:
    - 不加微信
    - 公众号里加微信
""",
    SIGNALS: """\
- id: please
  label: tone
  positive: true
  why: 有礼貌。
  says: [请]
  hits: [请稍等]
  misses: [等]
""",
    ADVICE: """\
- about: tone
  topics: [物流]
  say: 加一个请字。
  after: 请看{商品}。
""",
    "replies/model.json": '{"simple": {"麼": "么"}, "model": {"heads": ["tone"], "bias": [5], "weights": {}}}',
}
KNOWN = {"OFF-01", "REV-01"}


def problems(files=FILES, sources=KNOWN):
    found = []
    read_replies(files, found, sources)
    return found


def spoilt(file, old, new):
    assert old in FILES[file]
    return FILES | {file: FILES[file].replace(old, new, 1)}


def test_sound_files_have_no_problem_and_become_a_judge():
    found = []
    data = read_replies(FILES, found, KNOWN)

    judge = build(Judge, json.loads(json.dumps(data)))

    assert found == []
    assert judge.words == {"upset": ["气死"], "stock": ["抱歉", "放心"], "wechat": ["微信", "vx"]}
    assert (judge.concepts, judge.topics["物流"]) == ({"money": ["返", "红包"], "day": ["今天"]}, ["快递", "包裹"])
    assert [one.id for one in (*judge.red_lines, *judge.signals)] == ["wechat", "please"]
    assert [one.about for one in judge.wordings] == ["tone"]
    assert (judge.simple, judge.model.heads, judge.model.bias) == ({"麼": "么"}, ("tone",), (5,))


def test_without_a_model_file_everything_can_still_be_read():
    found = []
    data = read_replies({k: v for k, v in FILES.items() if not k.endswith("json")}, found, KNOWN)

    assert (found, data["simple"], data["model"]["heads"]) == ([], {}, [])


def test_other_files_are_passed_over_and_red_lines_come_from_every_file_of_their_folder():
    more = FILES[RED].replace("id: wechat", "id: vx")
    found = []
    data = read_replies(FILES | {"replies/red_lines/a.yaml": more, "replies/other.yaml": "{"}, found, KNOWN)

    assert found == []
    assert [one["id"] for one in data["red_lines"]] == ["vx", "wechat"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "item", "field", "says"),
    [
        (WORDS, "抱歉", "(抱歉", 3, "stock", "", "这组词拼不成正则表达式（missing ), unterminated subpattern"),
        (WORDS, "stock: 抱歉 放心", "wechat: 抱歉", 4, "", "", "“wechat”写了两次，留下一个。"),
        (CONCEPTS, "今天", "今天[", 2, "day", "", "这组词拼不成正则表达式（unterminated character set"),
        (TOPICS, "尺码: ", "物流: ", 2, "", "", "“物流”写了两次，留下一个。"),
        (RED, "severity: hard", "severity: tough", 3, "wechat", "severity", "“tough”不行，只能是 'hard'、'soft'。"),
        (RED, "hint:", "hints:", 7, "wechat", "hints", "没有“hints”这一项。你是不是想写 hits？"),
        (RED, "  why: 就在这里说。\n", "", 1, "wechat", "why", "缺这一项，请补上。"),
        (
            RED,
            "code: off_platform",
            "code: off_plattform",
            2,
            "wechat",
            "code",
            "没有“off_plattform”这种违规。你是不是想写 off_platform？",
        ),
        (RED, "[OFF-01]", "[REV-01, OFF-1]", 5, "wechat", "basis.1", "没有“OFF-1”。你是不是想写 OFF-01？"),
        (RED, "{wechat}", "{weechat}", 6, "wechat", "sure.0", "词表里没有 {weechat}。你是不是想写 wechat？"),
        (RED, "'{money}'", "'{mony}'", 7, "wechat", "hint.0", "词表里没有 {mony}。你是不是想写 money？"),
        (
            RED,
            "[公众号]",
            "[公众号, (店]",
            8,
            "wechat",
            "unless.1",
            "这个写法不成正则表达式（missing ), unterminated subpattern at position 0）。检查括号和竖线。",
        ),
        (RED, "    - 返您\n", "", 9, "wechat", "hits", "至少写两句：没有例句的红线没人敢改。"),
        (RED, "    - 不加微信\n", "", 12, "wechat", "misses", "至少写两句：没有例句的红线没人敢改。"),
        (RED, "    - 返您\n", "    - 换您\n", 11, "wechat", "hits.1", "这句没有被找出来：补一个写法，或者改例句。"),
        (
            RED,
            "    - 公众号里加",
            "    - 服务号里加",
            14,
            "wechat",
            "misses.1",
            "这句不该被找出来：收紧写法，或者加 unless。",
        ),
        (
            RED,
            "    - 不加微信\n",
            "    - 不加，加微信\n",
            13,
            "wechat",
            "misses.0",
            "这句不该被找出来：收紧写法，或者加 unless。",
        ),
        (SIGNALS, "label: tone", "label: tune", 2, "please", "label", "“tune”不行，只能是"),
        (SIGNALS, "[请]", "[请|]]", 5, "", "", "从这里起不是合法的 YAML。"),
        (SIGNALS, "[请]", "['{please}']", 5, "please", "says.0", "词表里没有 {please}。"),
        (SIGNALS, "[请]", "['请(']", 5, "please", "says.0", "这个写法不成正则表达式（"),
        (SIGNALS, "[请稍等]", "[请稍等, 等]", 6, "please", "hits.1", "这句没有被找出来：补一个写法，或者改例句。"),
        (SIGNALS, "[等]", "[申请]", 7, "please", "misses.0", "这句不该被找出来：收紧写法，或者加 unless。"),
        (ADVICE, "about: tone", "about: ton", 1, "", "about", "没有“ton”。你是不是想写 tone？"),
        (ADVICE, "[物流]", "[物流, 尺马]", 2, "", "topics.1", "没有“尺马”这个话题。你是不是想写 尺码？"),
        (ADVICE, "{商品}", "{商店}", 4, "", "after", "不认得 {商店}。你是不是想写 商品？"),
        (ADVICE, "after:", "afters:", 4, "", "afters", "没有“afters”这一项。你是不是想写 after？"),
    ],
)
def test_a_fault_is_named_with_file_line_place_and_cure(file, old, new, line, item, field, says):
    found = problems(spoilt(file, old, new))

    assert [(one.file, one.line, one.item, one.field) for one in found] == [(file, line, item, field)]
    assert found[0].says.startswith(says)


def test_an_id_used_twice_is_refused_in_red_lines_and_in_signals():
    assert [(one.file, one.line, one.field) for one in problems(FILES | {RED: FILES[RED] * 2})] == [(RED, 15, "id")]
    assert [(one.file, one.line, one.field) for one in problems(FILES | {SIGNALS: FILES[SIGNALS] * 2})] == [
        (SIGNALS, 8, "id")
    ]


@pytest.mark.parametrize("file", [SIGNALS, ADVICE])
def test_a_file_that_is_not_there_is_missed(file):
    without = {name: text for name, text in FILES.items() if name != file}

    assert problems(without) == [Problem(file, 1, "", "", "没有这个文件，请补上。")]


def test_what_is_cited_is_not_looked_up_where_the_sources_could_not_be_read():
    assert problems(spoilt(RED, "OFF-01", "X-99"), None) == []


def test_examples_wait_until_everything_else_is_right():
    both = {RED: FILES[RED].replace("返您", "换您"), ADVICE: FILES[ADVICE].replace("tone", "ton")}

    assert [one.file for one in problems(FILES | both)] == [ADVICE]


def test_problems_of_other_files_found_before_do_not_keep_examples_from_being_tried():
    found = [Problem("syllabus.yaml", 1, "", "", "别的")]
    read_replies(spoilt(SIGNALS, "[等]", "[申请]"), found, KNOWN)

    assert [one.file for one in found] == ["syllabus.yaml", SIGNALS]


def test_an_example_of_a_line_is_tried_against_that_line_alone():
    other = FILES[RED].replace("id: wechat", "id: qq").replace("加 {wechat}", "加 qq").replace("加微信", "加qq")
    found = problems(FILES | {"replies/red_lines/b.yaml": other.replace("公众号里加qq", "加微信")})

    assert found == []


def test_examples_are_folded_before_they_are_tried():
    assert problems(spoilt(RED, "    - 加微信\n", "    - ➕ 微*信\n")) == []
    assert problems(spoilt(SIGNALS, "[请稍等]", "[請 稍等]")) != []
