"""The verb rule: what a card says, and the picture of a rule's history."""

import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest

from cs_training.content.bank import open_bank
from cs_training.core.rulebook import Rule, RuleBook, Version
from cs_training.errors import AnswerError, UnknownIdError
from cs_training.notebook import rule, rule_card
from cs_training.notebook.rule_numbers import WORDS, numbers_in_words
from cs_training.notebook.timeline import timeline

RULES = open_bank().rules.rules
SVG = "{http://www.w3.org/2000/svg}"


def version(start="2025-01-01", **more):
    said = {"says": f"{start} 的说法。", "cites": f"某规范第 {start[3]} 条", "confidence": "A"}
    return Version(start=start, **said | more)


def written(*versions, **more):
    """A rule with all that a card shows."""
    said = {
        "id": "R-1",
        "title": "晚发货怎么赔",
        "topic": "shipping",
        "platform": "tmall",
        "decides": True,
        "picked_by": (),
        "checked": "2026-11-22",
        "who": "付了款在等货的买家。",
        "conditions": ("晚于约定时间",),
        "exceptions": ("地址写错", "不可抗力"),
        "deadlines": ("付款后 48 小时",),
        "evidence": ("揽收记录", "付款时间"),
        "freight": "店家承担。",
        "text_of": "2026-08-22",
        "before": "更早的没有收录。",
        "note": "精确到秒。",
    }
    return Rule(versions=versions or (version(),), **said | more)


@pytest.fixture
def book(monkeypatch):
    """Makes rules the whole rule base."""

    def kept(*rules):
        class Bank:
            rules = None

        Bank.rules = RuleBook({one.id: one for one in rules})
        monkeypatch.setattr(rule_card, "open_bank", lambda: Bank)

    return kept


def test_a_card_says_who_what_when_with_which_numbers_and_where_it_stands(book):
    old = version("2025-01-01", numbers={"rate": 0.05, "low": 5, "high": 30})
    numbers = {"rate": 0.1, "low": 5, "high": 50, "hours": 48}
    new = version("2026-03-01", numbers=numbers, confidence="B", change="加重。")
    book(written(old, new))

    assert str(rule("R-1")).splitlines() == [
        "【晚发货怎么赔】R-1（天猫）",
        "谁用：付了款在等货的买家。",
        "现在怎么说：2026-03-01 的说法。",
        "条件：晚于约定时间",
        "例外：",
        "  - 地址写错",
        "  - 不可抗力",
        "时限：付款后 48 小时",
        "数字：",
        "  - 赔付比例：10%，5–50 元",
        "  - 时限：48 小时",
        "运费：店家承担。",
        "提醒：精确到秒。",
        "凭证：揽收记录、付款时间",
        "出处：某规范第 6 条",
        "把握：依据转述，没有逐字核对原文",
        "核对日：2026-11-22（对照的原文存于 2026-08-22）",
        "沿革：",
        "  - 更早的没有收录。",
        "  - 2025-01-01 起：收录的第一版。",
        "  - 2025-01-01 → 2026-03-01（上面这一版）：加重。",
    ]


def test_a_card_without_numbers_has_no_line_for_them_and_one_thing_is_no_list(book):
    book(written(version("2025-01-01"), exceptions=()))

    shown = rule("R-1")._repr_mimebundle_()

    assert "数字" not in shown["text/plain"]
    assert "例外" not in shown["text/plain"]
    assert "<li>晚于约定时间</li>" not in shown["text/html"]
    assert "<li>更早的没有收录。</li>" in shown["text/html"]


def test_the_html_says_what_the_text_says(book):
    book(written(version("2025-01-01"), version("2026-03-01", change="加重。")))

    shown = rule("R-1")._repr_mimebundle_()

    assert set(shown) == {"text/plain", "text/html"}
    words = re.sub(r"<[^>]+>", " ", shown["text/html"])
    for line in shown["text/plain"].splitlines()[1:]:
        for piece in line.strip(" -").rstrip("：").split("：", 1):
            assert piece in words


def test_a_rule_that_only_informs_says_so_first_and_why(book):
    book(written(decides=False, why_not="没有对过原文。"))

    assert str(rule("R-1")).splitlines()[1] == "注意：只作提示，不用来判对错：没有对过原文。"
    assert "只作提示，不用来判对错：没有对过原文。" in rule("R-1").html


@pytest.mark.parametrize(
    "day", ["2025-12-31", date(2025, 12, 31), datetime(2025, 12, 31, 9, tzinfo=UTC), " 2025-12-31 "]
)
def test_on_shows_the_version_of_that_day_and_says_that_the_rest_is_of_the_newest(book, day):
    book(written(version("2025-01-01"), version("2026-03-01", change="加重。")))

    text = str(rule("R-1", on=day))

    assert "2025-12-31 那天：2025-01-01 的说法。" in text
    assert "2025-01-01 起（上面这一版）" in text
    assert "条件、例外、时限是最新一版的" in text
    assert "最新一版的" not in str(rule("R-1", on="2026-03-01"))


def test_a_day_without_a_version_says_so_and_still_shows_the_history(book):
    book(written(version("2025-01-01"), ended="2026-01-31"))

    before, after = str(rule("R-1", on="2024-12-31")), str(rule("R-1", on="2026-02-01"))

    assert "2024-12-31 没有收录可用的版本" in before
    assert "这条规则到 2026-01-31 为止" in after
    for text in (before, after):
        assert "2025-01-01 起" in text
        assert "出处" not in text


@pytest.mark.parametrize("day", ["昨天", "2026-02-30", "", 2026])
def test_a_day_that_is_none_says_how_to_write_one(book, day):
    book(written())

    with pytest.raises(AnswerError, match='on="2026-03-01"'):
        rule("R-1", on=day)


def test_without_a_day_the_card_shows_what_held_when_the_rules_were_checked_so_it_is_the_same_tomorrow(book):
    book(written(version("2025-01-01"), version("2026-12-01", change="要来的。")))

    text = str(rule("R-1"))

    assert "现在怎么说：2025-01-01 的说法。" in text
    assert "2025-01-01 → 2026-12-01：要来的。" in text
    assert "将施行" in rule("R-1").html


def test_an_unknown_rule_is_answered_with_the_nearest_and_capitals_do_not_matter():
    with pytest.raises(UnknownIdError, match="你是不是想写 LAW-7D-01"):
        rule("LAW-7D-1")
    assert str(rule(" law-7d-01 ")) == str(rule("LAW-7D-01"))


@pytest.mark.parametrize("ids", [(), (1,), (["LAW-7D-01"],), (None,)])
def test_something_that_is_no_id_says_how_to_write_one(ids):
    with pytest.raises(AnswerError, match="规则编号写在引号里"):
        rule(*ids)


def test_several_rules_share_one_timeline_and_each_has_its_card():
    shown = rule("LAW-7D-01", "PLT-7D-TM", "LAW-7D-01")

    assert shown.html.count("<svg") == 1
    assert shown.html.count("<dl") == 2
    assert "【七日无理由退货（法定）】" in shown.text
    said = shown.text.splitlines()[-1]
    assert said.startswith("时间线。七日无理由退货（法定）（LAW-7D-01）：2014-03-15 至 2017-03-14（已失效）")


def test_one_rule_shows_its_timeline_only_if_it_has_a_history(book):
    book(written(), written(version("2025-01-01"), version("2026-03-01"), id="R-2"))

    assert "<svg" not in rule("R-1").html
    assert rule("R-2").html.count("<svg") == 1


def test_the_timeline_has_a_bar_and_the_words_of_every_version_and_a_text_alternative():
    rules = [RULES["TM-STOCKOUT"], RULES["LAW-7D-01"]]
    picture = ET.fromstring(timeline(rules, date(2026, 11, 22)))

    bars, texts = list(picture.iter(f"{SVG}rect")), [text.text for text in picture.iter(f"{SVG}text")]

    assert picture.get("role") == "img"
    assert len(bars) == sum(len(one.versions) for one in rules)
    for one in rules:
        for kept in one.versions:
            assert kept.start in picture.get("aria-label")
            assert any(text.startswith(f"{kept.start} 起，") for text in texts)
    # Solid, outlined or dashed, and in words: never colour alone.
    assert {text.partition("，")[2] for text in texts if "起，" in text} == {"现行", "已失效"}
    assert not {"script", "style", "image", "a"} & {node.tag.removeprefix(SVG) for node in picture.iter()}


def test_the_bars_of_a_timeline_follow_each_other_and_stay_inside():
    for one in RULES.values():
        if not one.versions:
            continue
        picture = ET.fromstring(timeline([one], date(2026, 11, 22)))
        bars = [(float(bar.get("x")), float(bar.get("width"))) for bar in picture.iter(f"{SVG}rect")]
        assert bars == sorted(bars)
        assert all(x >= 200 and x + width <= 721 for x, width in bars)


@pytest.mark.parametrize("rule_id", RULES)
def test_every_rule_of_the_rule_base_has_a_card(rule_id):
    shown = rule(rule_id)

    assert RULES[rule_id].title in shown.text
    assert RULES[rule_id].checked in shown.text
    assert "None" not in shown.text
    assert ("只作提示" in shown.text) is not RULES[rule_id].decides


def test_every_number_of_the_rule_base_has_a_word():
    with_rate = {word.high for word in WORDS.values()}
    names = {name for one in RULES.values() for kept in one.versions for name in kept.numbers}

    assert names - set(WORDS) - with_rate == set()


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"rate": 0.05, "low": 5, "high": 50}, [("赔付比例", "5%，5–50 元")]),
        ({"rate": 0.3}, [("赔付比例", "30%")]),
        ({"rate": 0.05, "low": 5, "high_tmall": 50}, [("赔付比例", "5%"), ("天猫每单赔", "5–50 元")]),
        ({"late_rate": 0.05, "late_high": 50}, [("超时、延迟的赔付比例", "5%，最多 50 元")]),
        ({"cap": 0.2, "multiple": 2}, [("定金最多占总价", "20%"), ("倍数", "2 倍")]),
        ({"multiple": 10, "floor": 0}, [("倍数", "10 倍")]),
        ({"rate": 0.005}, [("赔付比例", "0.5%")]),
        ({"new_days": 3, "strange": 1}, [("new_days", "3 天"), ("strange", "1")]),
    ],
)
def test_numbers_are_said_in_words(numbers, said):
    assert list(numbers_in_words(numbers)) == said


def test_content_is_escaped_in_html_and_in_the_picture(book):
    book(written(version("2025-01-01"), version("2026-03-01", says="<b>小于</b>"), title='<i>"赔"</i>'))

    assert "<b>" not in rule("R-1").html
    assert "<i>" not in rule("R-1").html
