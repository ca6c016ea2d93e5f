"""What typing a line is worth, how rounds are drawn, and how lines are written down."""

import copy
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.content.bank import open_bank
from cs_training.core.typing_advice import advice
from cs_training.core.typing_drill import (
    FASTEST,
    LONGEST,
    ROUND,
    Judged,
    Speed,
    drawn,
    judge,
    own_speed,
    read_speed,
    summary,
)
from cs_training.core.typing_slips import KINDS, Slip, compare, pieces, squeezed
from cs_training.notebook.typing_drill_sitting import TypingSitting
from cs_training.records.typing import TypedLine, speed_without_phrases, typed_lines, typed_statement, typing_progress

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
CHATTY = st.text(alphabet="您好在再的得，,。.0123aA49 ：:GLH-", max_size=12)


def slips(target, typed):
    return [(slip.kind, slip.want, slip.got) for slip in compare(target, typed)[2]]


def distance(a, b):
    """Edit distance as everybody writes it, for comparison."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j - 1] + (x != y), above[j] + 1, row[-1] + 1))
    return row[-1]


def speed(seconds, **more):
    return Speed(seconds=seconds, **{"pause": 0.5, "deletions": 0, "events": 3} | more)


def measured(*events, pause=0):
    return {"events": [list(event) for event in events], "pause": pause}


@pytest.mark.parametrize(
    ("target", "typed", "found"),
    [
        ("您好，我在。", "您好，我在。", []),
        ("您好，我在。", "您好，我再。", [("sound", "在", "再")]),
        ("做好的账单", "作好得帐单", [("sound", "做", "作"), ("sound", "的账", "得帐")]),
        ("我去查订单", "我查订单", [("missing", "去", "")]),
        ("我去查订单", "我去去查订单", [("extra", "", "去")]),
        ("我去查订单", "我去查鱼单", [("wrong", "订", "鱼")]),
        ("好，行。", "好,行.", [("width", "，", ","), ("width", "。", ".")]),
        ("满299减40", "满２９９减40", [("width", "299", "２９９")]),
        ("好，。", "好,", [("width", "，", ","), ("mark", "。", "")]),
        ("好，行。", "好行。", [("mark", "，", "")]),
        ("好，行。", "好。行。", [("mark", "，", "。")]),
        ("一共47.90元。", "一共49.70元。", [("number", "47.90", "49.70")]),
        ("一共47.90元。", "一共4790元。", [("number", "47.90", "4790")]),
        ("退102元。", "退1002元。", [("number", "102", "1002")]),
        ("退102元。", "退1020元。", [("number", "102", "1020")]),
        ("退102元。", "退9102元。", [("number", "102", "9102")]),
        ("1我", "2", [("number", "1", "2"), ("missing", "我", "")]),
        ("caf\u00e9", "cafe\u0301", []),
        ("订单GLH-1103-0027好", "订单GLH-1103-002好", [("number", "GLH-1103-0027", "GLH-1103-002")]),
        ("14:30前", "14:03前", [("number", "14:30", "14:03")]),
        ("打95%折", "打95折", [("number", "95%", "95")]),
        ("好的", "好5的", [("number", "", "5")]),
        ("选M码", "选L码", [("wrong", "M", "L")]),
        ("订单 GLH-1 好", "订单GLH-1好", []),
        ("订单", "订 单　", []),
    ],
    ids=str,
)
def test_a_slip_is_called_by_what_happened(target, typed, found):
    assert slips(target, typed) == found


def test_the_pairs_of_the_brief_are_sounds():
    for want, got in ("的得", "的地", "在再", "做作", "以已", "帐账", "账帐"):
        assert slips(f"好{want}好", f"好{got}好") == [("sound", want, got)]


@given(CHATTY, CHATTY)
def test_the_edits_are_the_fewest_there_are(target, typed):
    want, got = squeezed(target), squeezed(typed)
    correct, edits, _ = compare(target, typed)

    assert edits == distance(want, got)
    assert correct + edits >= max(len(want), len(got))


@given(CHATTY, CHATTY)
def test_target_and_typed_text_can_be_put_together_again_from_the_slips(target, typed):
    found = list(pieces(target, compare(target, typed)[2]))

    assert "".join(want for _, want, _ in found) == squeezed(target)
    assert "".join(got for _, _, got in found) == squeezed(typed)


@given(CHATTY)
def test_a_line_typed_as_it_stands_is_all_right(target):
    judged = judge(target, target)

    assert (judged.correct, judged.edits, judged.slips) == (len(squeezed(target)), 0, ())


def test_accuracy_counts_right_characters_against_all_that_were_asked_or_typed_otherwise():
    assert judge("一二三四五六七八九十", "一二三四五六七八九土").accuracy == 0.9
    assert judge("一二三四五六七八九", "一二三四五六七八九十").accuracy == 0.9
    assert judge("一二", "").accuracy == 0
    assert judge("", "").accuracy == 0


def test_speed_counts_committed_characters_right_ones_and_all():
    judged = judge("一二三四五六七八九十", "一二三四五六七八九土", speed(6))

    assert judged.gross == 100
    assert judged.net == 90
    assert judge("一", "一").gross is None


def test_latin_letters_and_digits_count_one_each_and_spaces_none():
    assert judge("GLH-1 号", "GLH-1 号", speed(6)).gross == 60


def test_one_commit_may_bring_many_characters_and_the_time_is_that_of_the_last_change():
    read = read_speed(measured((1200, 2, 0), (3000, 6, 0), pause=900), "您好，我在。")

    assert read == Speed(seconds=3.0, pause=0.9, deletions=0, inserted=0, events=2)


def test_what_was_taken_back_is_counted_apart():
    read = read_speed(measured((500, 1, 0), (900, 0, 1), (1500, 3, 0), (2000, 2, 1)), "您好")

    assert read.deletions == 2
    assert judge("您好", "您好", read).accuracy == 1


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        "x",
        {},
        {"events": None},
        {"events": []},
        {"events": [[1]]},
        {"events": ["abc"]},
        {"events": [{"0": 1}]},
        measured(("1", 2, 0)),
        measured((None, 2, 0)),
        measured((True, 2, 0)),
        measured((float("nan"), 2, 0)),
        measured((float("inf"), 2, 0)),
        measured((-5, 2, 0)),
        measured((LONGEST + 1, 2, 0)),
        measured((0, 2, 0)),
        measured((2000, 1, 0), (1000, 2, 0)),
        measured((2000, 3, 0)),
        measured((2000, 2.0, 0)),
        measured((2000, -2, 0)),
        measured((2000, 2, -1)),
        measured((2000, 2, 10**9)),
        measured((1, 2, 0)),
        {"events": [[n, 2, 0] for n in range(1, 5002)]},
    ],
    ids=lambda sent: str(sent)[:40],
)
def test_times_that_cannot_be_are_no_speed(sent):
    assert read_speed(sent, "您好") is None


def test_nobody_types_faster_than_the_limit_but_phrases_may_bring_more():
    text = "好" * 90
    at_limit = 90 * 60_000 / FASTEST

    assert read_speed(measured((at_limit, 90, 0)), text)
    assert read_speed(measured((at_limit - 1, 90, 0)), text) is None
    assert read_speed(measured((at_limit / 2, 90, 0)), text, inserted=60).inserted == 60


@pytest.mark.parametrize("pause", [None, "1", -1, 2001, float("nan"), True, [1]], ids=str)
def test_a_pause_that_cannot_be_is_left_out(pause):
    assert read_speed(measured((2000, 2, 0), pause=pause), "您好").pause is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.sampled_from(["events", "pause"]), one),
    )
)
def test_whatever_a_browser_sends_nothing_breaks(sent):
    read_speed(sent, "您好")


def test_characters_beyond_the_first_plane_count_one():
    assert read_speed(measured((2000, 2, 0)), "好😀").seconds == 2
    assert judge("好😀", "好😀").correct == 2


def test_lines_together_weigh_by_characters_and_by_time():
    lines = [
        judge("一二三四", "一二三四", speed(2)),
        judge("一二三四五六", "一二三四五", speed(6, pause=3, deletions=2)),
    ]

    whole = summary(lines)

    assert (whole.lines, whole.timed, whole.accuracy) == (2, 2, 0.9)
    assert whole.net == whole.gross == 9 * 60 / 8
    assert (whole.pause, whole.deletions, whole.slips) == (3, 2, {"missing": 1})


def test_lines_without_a_time_count_for_accuracy_only():
    whole = summary([judge("一二", "一二", speed(2)), judge("一二三", "一二")])

    assert (whole.timed, whole.net, whole.accuracy) == (1, 60, 0.8)
    untimed = summary([judge("一", "一")])
    assert (untimed.net, untimed.gross, untimed.pause, untimed.deletions, untimed.saved) == (None,) * 5
    assert summary([]).accuracy == 0


def test_phrases_save_what_the_same_characters_would_take_at_ones_own_speed():
    line = judge("好" * 60, "好" * 60, speed(20, inserted=50))

    assert summary([line], own=60).saved == 40
    assert summary([line]).saved is None
    assert summary([replace(line, speed=Speed(seconds=20))], own=60).saved is None


def test_ones_own_speed_needs_lines_enough_and_takes_the_newest():
    slow, fast = judge("一二三四", "一二三四", speed(8)), judge("一二三四", "一二三四", speed(4))

    assert own_speed([slow] * 4) is None
    assert own_speed([slow] * 5) == 30
    assert own_speed([slow] * 5 + [fast] * 20) == 60
    assert own_speed([replace(slow, speed=speed(8, inserted=2))] * 5) is None
    assert own_speed([replace(slow, speed=Speed(seconds=8))] * 5) is None


IDS = [f"td1-{n:02}" for n in range(1, 25)]


def test_a_round_is_drawn_by_its_number_alone():
    assert drawn(IDS, 1, 3) == drawn(IDS[::-1], 1, 3)
    assert drawn(IDS, 1, 3) != drawn(IDS, 2, 3)
    assert drawn([], 1, 1) == []
    assert drawn(IDS[:3], 1, 7)


@given(st.integers(1, 500))
def test_a_round_has_its_lines_once_and_four_rounds_have_no_line_twice(number):
    begin = (number - 1) // 4 * 4 + 1
    four = Counter(line for one in range(begin, begin + 4) for line in drawn(IDS, 1, one))

    assert len(set(drawn(IDS, 1, number))) == ROUND
    assert set(four.values()) == {1}


def said(*lines, level=1):
    return advice(lines, summary(lines, own=60), level=level, speed=60, accuracy=0.97)


RIGHT = "一二三四五六七八九十" * 4


@pytest.mark.parametrize(
    ("lines", "level", "words"),
    [
        ([judge(f"退102元{RIGHT}", f"退120元{RIGHT}", speed(9))], 1, "先管数字：“102”打成了“120”"),
        ([judge("我在的", "我再的", speed(1))], 1, "先准后快：“在”打成了“再”"),
        ([judge("好，的", "好,的", speed(1))], 1, "切到中文标点"),
        ([judge("我在的", "我在", speed(1))], 1, "“的”漏打了"),
        ([judge("我在的", "我在的呀", speed(1))], 1, "多打了“呀”"),
        ([judge(RIGHT, RIGHT)], 1, "要看速度"),
        ([judge(RIGHT, RIGHT, speed(9, deletions=5))], 1, "退格删了 5 个字"),
        ([judge(RIGHT, RIGHT, speed(60, pause=4))], 1, "最长停了 4.0 秒"),
        ([judge(RIGHT, RIGHT, speed(60))], 1, "离 60 字/分还差 20"),
        ([judge(RIGHT, RIGHT, speed(9))], 1, "drill(2)"),
        ([judge(RIGHT, RIGHT, speed(9))], 3, "一条短语也没用"),
        ([judge(RIGHT, RIGHT, speed(90, inserted=9))], 3, "反而慢了"),
        ([judge(RIGHT, RIGHT, speed(9, inserted=9))], 3, "短语用对了"),
    ],
)
def test_the_advice_names_the_one_thing_to_change(lines, level, words):
    assert words in said(*lines, level=level)


def test_one_slip_below_the_limit_is_no_reason_to_slow_down():
    assert "drill(2)" in said(judge(RIGHT, RIGHT[:-1] + "土", speed(9)))


LINE = TypedLine(
    level=1, number=3, line="td1-05", rev=7, place=2, of=5, at=AT, judged=judge("我在这里。", "我再这里.", speed(5)),
)  # fmt: skip


def test_a_line_is_read_back_as_it_was_written():
    for one in (
        LINE,
        replace(LINE, judged=judge("我", "我")),
        replace(LINE, judged=judge("我", "我", Speed(seconds=2))),
    ):
        assert typed_lines([typed_statement(one, actor="learner")]) == [one]


def test_a_statement_says_how_it_went_and_holds_no_keystrokes():
    written = typed_statement(LINE, actor="learner")

    assert written["object"]["id"].endswith("/items/typing/1/3/td1-05")
    assert written["result"] == {
        "completion": True,
        "success": False,
        "score": {"scaled": 0.6},
        "duration": "PT5.00S",
        "extensions": {"https://cs-training.invalid/xapi/characters-per-minute": 36.0},
    }
    (details,) = written["context"]["extensions"].values()
    assert details["speed"] == {"seconds": 5, "pause": 0.5, "deletions": 0, "inserted": 0, "events": 3}
    assert details["slips"] == [["sound", 1, "在", "再"], ["width", 4, "。", "."]]


SPOILT = [
    ("level", 0), ("level", "1"), ("number", 0), ("line", 5), ("rev", "x"), ("place", None), ("of", True),
    ("asked", -1), ("typed", "9"), ("correct", None), ("edits", 1.5), ("slips", None),
    ("slips", [["gone", 1, "a", "b"]]), ("slips", [["sound", "1", "a", "b"]]),
    ("slips", [["sound", 1, 2, "b"]]), ("slips", [[]]), ("speed", {}),
    ("speed", 5), ("speed", {"seconds": 0}), ("speed", {"seconds": "9"}), ("speed", {"seconds": float("nan")}),
    ("speed", {"seconds": 5, "pause": "x"}), ("speed", {"seconds": 5, "deletions": -1}), ("more", 1),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), SPOILT, ids=str)
def test_what_is_no_line_of_ours_is_passed_over(name, value):
    written = copy.deepcopy(typed_statement(LINE, actor="learner"))
    next(iter(written["context"]["extensions"].values()))[name] = value

    assert typed_lines([written, typed_statement(LINE, actor="learner")]) == [LINE]


def a_round(number, seconds, *, level=1, minute=0, text="一二三四", lines=5):
    at, judged = AT.replace(minute=minute), judge("一二三四", text, speed(seconds))
    here = replace(LINE, level=level, number=number, at=at, judged=judged)
    return [replace(here, line=f"l{n}", place=n) for n in range(1, lines + 1)]


def test_progress_shows_the_fastest_and_the_newest_finished_round_of_each_level():
    happened = [
        *a_round(1, 4),
        *a_round(2, 2, minute=1),
        *a_round(3, 3, minute=2, text="一二三"),
        *a_round(4, 1, lines=4),
    ]
    happened += a_round(1, 1, level=3)

    first, third = typing_progress(happened)

    assert (first.level, first.rounds, first.best, first.best_accuracy) == (1, 3, 120, 1)
    assert (first.last, first.last_accuracy) == (60, 0.75)
    assert (third.level, third.rounds) == (3, 1)
    assert typing_progress([]) == []


def test_the_newest_round_is_the_one_that_was_finished_last():
    begun, *rest = a_round(1, 4)
    later = [replace(one, at=AT.replace(minute=9)) for one in rest]

    (one,) = typing_progress([begun, *a_round(2, 2, minute=5), *later])

    assert one.last == 60


def test_a_line_that_two_notebooks_recorded_counts_once_as_it_was_first_typed():
    (one,) = typing_progress([*a_round(1, 4), *a_round(1, 1)])

    assert (one.rounds, one.best) == (1, 60)


def test_a_round_with_a_line_without_time_is_no_record_of_speed():
    first, *others = a_round(1, 1)
    untimed = replace(first, judged=judge("一二三四", "一二三四"))

    (one,) = typing_progress([untimed, *others, *a_round(2, 4, minute=1)])

    assert (one.rounds, one.best, one.last) == (2, 60, 60)
    assert typing_progress([untimed, *others])[0].best is None


def test_ones_own_speed_is_that_of_the_levels_without_phrases():
    assert speed_without_phrases([*a_round(1, 4), *a_round(1, 1, level=3)]) == 60


def test_every_kind_of_slip_has_a_name_and_every_level_its_lines():
    bank = open_bank()
    levels = Counter(line.level for line in bank.typing_lines.values())

    assert set(KINDS) == {"missing", "extra", "wrong", "sound", "width", "mark", "number"}
    assert set(levels) == {1, 2, 3}
    assert min(levels.values()) >= 24
    for level in levels:
        assert len(TypingSitting(level).round.lines) == ROUND


def test_judged_lines_are_values():
    assert judge("我", "我") == Judged(asked=1, typed=1, correct=1, edits=0)
    assert compare("我在", "我再")[2] == (Slip("sound", 1, "在", "再"),)
