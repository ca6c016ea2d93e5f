"""What an author may write as a quick phrase or a line to type, and what they are told when it is wrong."""

from collections import Counter
from typing import get_args

import pytest

from cs_training.content.bank import CONTENT, content_files, open_bank
from cs_training.content.phrases import SHARED, VARIABLES, Phrase, Topic, by_topic, filled
from cs_training.content.phrases_reading import read_phrases, read_typing
from cs_training.content.reading import read_content
from cs_training.content.typing_lines import LENGTHS, target
from cs_training.core.reply import assess
from cs_training.core.typing_slips import squeezed
from cs_training.errors import ContentError

PHRASE = """\
- id: ph-one
  title: 催发货
  topic: 物流
  keys: [cfh, 催发货]
  text: 订单 {订单号} 我查过了，最晚 {时间} 前揽收，揽收了就告诉您。
  when: 查过订单。
  when_not: 已经超时。
  source: [TM-SHIP-LATE]
"""
LONG = "这一句是自己写的话，写得长一点，好让这一行够得上第三关要的字数。"
LINES = f"""\
- {{id: l1, level: 1, text: 您好，我在，您请说。}}
- {{id: l2, level: 2, text: 一共是47.90元，请您在订单里核对一下再付款。}}
- id: l3
  level: 3
  customer: 怎么还没发货
  phrases: [ph-one]
  card: {{订单号: GLH-1, 时间: 今天 16:00}}
  text: {LONG}
"""
SOURCES = {"TM-SHIP-LATE"}


def phrase_problems(text, sources=SOURCES):
    problems = []
    read_phrases({"phrases.yaml": text}, problems, sources)
    return problems


def line_problems(text, phrases=PHRASE):
    problems = []
    known = read_phrases({"phrases.yaml": phrases}, problems, SOURCES)
    read_typing({"typing.yaml": text}, problems, known)
    return [one for one in problems if one.file == "typing.yaml"]


def test_the_samples_have_no_fault():
    assert phrase_problems(PHRASE) == []
    assert line_problems(LINES) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("{订单号}", "{订单码}", "text", "没有变量“订单码”。你是不是想写 订单号"),
        ("{订单号}", "{订单号", "text", "花括号没有成对"),
        ("{订单号}", "订单号}", "text", "花括号没有成对"),
        ("{订单号}", "{{订单号}}", "text", "花括号没有成对"),
        ("{订单号}", "{}", "text", "没有变量“”"),
        ("[cfh, 催发货]", "[cfh]", "keys", "2 到 4 个键"),
        ("[cfh, 催发货]", "[aa, bb, cc, dd, ee]", "keys", "2 到 4 个键"),
        ("[cfh, 催发货]", "[催单, 催发货]", "keys", "拼音首字母"),
        ("[cfh, 催发货]", "[cfh, CFH]", "keys.1", "不好打"),
        ("[cfh, 催发货]", "[cfh, cfh]", "keys.1", "写了两次"),
        ("topic: 物流", "topic: 快运", "topic", "只能是"),
        ("  when_not: 已经超时。\n", "", "when_not", "缺这一项"),
        ("when_not: 已经超时。", 'when_not: " "', "when_not", "不能空着"),
        ("[TM-SHIP-LATE]", "[TM-SHIP-LAT]", "source.0", "你是不是想写 TM-SHIP-LATE"),
        ("title: 催发货", "titel: 催发货", "titel", "没有“titel”这一项"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_line_and_cure(old, new, field, says):
    assert old in PHRASE

    found = phrase_problems(PHRASE.replace(old, new, 1))

    assert any(one.field == field and says in one.says for one in found), found
    assert all(one.file == "phrases.yaml" and one.line for one in found)


def test_all_faults_are_told_at_once():
    found = phrase_problems(
        PHRASE.replace("{时间}", "{几点}").replace("[cfh, 催发货]", "[cfh]").replace("LATE", "SOON")
    )

    assert {one.field for one in found} == {"text", "keys", "source.0"}


def test_an_id_is_used_once():
    (one,) = phrase_problems(PHRASE + PHRASE)

    assert "已经用过" in one.says
    assert one.line == 9


def test_a_key_may_be_shared_by_a_few_phrases_and_by_no_more():
    many = "".join(PHRASE.replace("ph-one", f"ph-{n}") for n in range(SHARED + 1))

    found = phrase_problems(many)

    assert [(one.item, one.field) for one in found] == [(f"ph-{SHARED}", "keys.0"), (f"ph-{SHARED}", "keys.1")]
    assert "换一个键" in found[0].says
    assert phrase_problems("".join(PHRASE.replace("ph-one", f"ph-{n}") for n in range(SHARED))) == []


def test_where_sources_cannot_be_read_nobody_is_blamed_for_citing_one():
    assert phrase_problems(PHRASE.replace("LATE", "SOON"), None) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("您好，我在，您请说。", "您好。", "text", "第 1 关一行 6 到 24 个字，这一行 3 个"),
        ("您好，我在，您请说。", "您好!我在，您请说。", "text", "标点用全角"),
        ("47.90", "好多", "text", "第 2 关练数字"),
        ("level: 1", "level: 4", "level", "只能是"),
        ("level: 1", "level: 3", "level", "第 3 关要有 customer、phrases 和 card"),
        ("  level: 3\n", "  level: 2\n", "level", "只有第 3 关用"),
        ("[ph-one]", "[ph-two]", "phrases.0", "你是不是想写 ph-one"),
        ("订单号: GLH-1, ", "", "card", "要填“订单号”"),
        ("写得长一点", "写得长/短一点", "text", "按 / 是找短语"),
        ("id: l2", "id: l1", "id", "已经用过"),
    ],
)
def test_a_line_that_cannot_be_practised_is_told_with_its_cure(old, new, field, says):
    assert old in LINES

    found = line_problems(LINES.replace(old, new, 1))

    assert any(one.field == field and says in one.says for one in found), found


def test_no_line_is_blamed_for_phrases_that_could_not_be_read():
    assert line_problems(LINES, PHRASE.replace("topic: 物流", "topic: 快运")) == []


def test_a_price_may_have_a_point_and_a_time_a_colon():
    assert line_problems(LINES.replace("您好，我在，您请说。", "14:30前退您8.50元。")) == []


def test_what_is_wrong_comes_out_of_the_one_check_of_all_content():
    files = content_files() | {"phrases.yaml": PHRASE.replace("{时间}", "{几点}"), "typing.yaml": LINES}

    with pytest.raises(ContentError) as raised:
        read_content(files)

    assert [(p.file, p.line, p.item) for p in raised.value.problems] == [("phrases.yaml", 5, "ph-one")]


def test_content_without_phrases_and_lines_can_be_read():
    files = {name: text for name, text in content_files().items() if name not in ("phrases.yaml", "typing.yaml")}
    read = read_content(files)

    assert read["phrases"] == read["typing"] == {}


def test_a_phrase_knows_its_gaps_and_what_comes_with_it():
    phrase = Phrase(
        id="x", title="", topic="物流", keys=(), text="最晚 {时间} 前，退 {金额} 元，{时间}。", when="", when_not=""
    )

    assert phrase.variables == ["时间", "金额", "时间"]
    assert phrase.fixed == "最晚  前，退  元，。"
    assert filled(phrase.text, {"时间": "16:00"}) == "最晚 16:00 前，退 {金额} 元，16:00。"


def test_phrases_are_listed_topic_by_topic():
    bank = open_bank()
    topics = [one.topic for one in by_topic(bank.phrases)]

    assert len(topics) == len(bank.phrases)
    assert [t for i, t in enumerate(topics) if t in topics[:i] and t != topics[i - 1]] == []


def test_the_comment_for_authors_names_every_topic_and_every_variable():
    head = (CONTENT / "phrases.yaml").read_text(encoding="utf-8").split("\n- id")[0]

    for name in VARIABLES:
        assert name in head, name
    for topic in get_args(Topic):
        assert topic in head, topic
    assert len(head.splitlines()) <= 18


def test_every_line_of_ours_says_what_the_shop_sells_and_promises():
    bank = open_bank()
    for line in bank.typing_lines.values():
        whole = target(line, bank.phrases)
        low, high = LENGTHS[line.level]
        assert low <= len(squeezed(whole)) <= high
        for word in ("马上", "保证", "绝对", "肯定", "微信", "好评", "最低价"):
            assert word not in whole, line.id


def test_the_phrases_break_no_promise_of_their_own():
    for phrase in open_bank().phrases.values():
        for word in ("马上", "保证", "绝对", "肯定到", "微信", "好评", "最低价", "亲亲"):
            assert word not in phrase.text, phrase.id


# A whole order card, so that a phrase is judged as it would be sent.
CARD = {
    "称呼": "您",
    "客服": "大刘",
    "订单号": "GLH-1117-0318",
    "商品": "青苔连帽卫衣",
    "规格": "苔绿",
    "颜色": "米白",
    "尺码": "M",
    "数量": "2",
    "金额": "239",
    "运费": "8",
    "差价": "30",
    "到手价": "209",
    "门槛": "299",
    "券": "店铺券 99 减 10",
    "时间": "今天 16:00",
    "日期": "11 月 30 日",
    "小时": "48",
    "天数": "7",
    "快递": "芦苇快递",
    "运单号": "LW000318",
    "地点": "咕噜市分拨点",
    "原因": "仓库少放了一件",
    "方案": "补寄一件，运费店里出",
    "抬头": "云渡幼儿园",
    "页面": "商品页的领券处",
}


def test_the_card_has_every_variable():
    assert set(CARD) == set(VARIABLES)


def test_no_phrase_touches_a_red_line():
    bank = open_bank()
    touched = {
        (phrase.id, one.code, one.text)
        for phrase in bank.phrases.values()
        for one in assess(filled(phrase.text, CARD), judge=bank.judge).violations
    }

    assert touched == set()


def test_there_are_phrases_enough_for_every_topic():
    phrases = open_bank().phrases.values()
    of_topic = Counter(one.topic for one in phrases)

    assert len(phrases) >= 120
    assert all(of_topic[topic] >= 5 for topic in get_args(Topic)), of_topic


def test_every_phrase_is_short_and_says_for_itself_when_it_fits_and_when_not():
    phrases = open_bank().phrases.values()

    assert [one.id for one in phrases if not 15 <= len(one.text) <= 90] == []
    for field in ("title", "text", "when", "when_not"):
        assert len({getattr(one, field) for one in phrases}) == len(phrases), field
