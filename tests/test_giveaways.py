"""Giveaways: a guesser who knows nothing must not do better than chance plus five points."""

from dataclasses import replace

from cs_training.content.bank import open_bank
from cs_training.content.giveaways import ALLOWED, leaks
from cs_training.core.question import Choice

from helpers import single


def asking(*, id, stem, choices):
    return replace(single(id=id), stem=stem, choices=choices)


def choices(*texts, right):
    return tuple(Choice(id=f"c{n}", text=text, why="w", right=n == right) for n, text in enumerate(texts))


def balanced(count=8):
    """Questions whose key is in every place equally often and never stands out."""
    return [
        asking(id=f"q{n}", stem="顾客问几点发货", choices=choices("甲甲", "乙乙", "丙丙", "丁丁", right=n % 4))
        for n in range(count)
    ]


def test_questions_whose_keys_do_not_stand_out_leak_nothing():
    assert leaks(balanced()) == []


def test_the_longest_choice_as_key_is_named_with_its_questions():
    long = [
        asking(id=f"long-{n}", stem="题", choices=choices(*["短"] * n, "这一句明显长得多", *["短"] * (3 - n), right=n))
        for n in range(4)
    ]

    [found] = leaks(long)

    assert "最长" in str(found)
    assert found.rate == 1
    assert found.chance == 0.25
    assert found.questions == ("long-0", "long-1", "long-2", "long-3")


def test_a_key_that_always_stands_in_the_same_place_is_named():
    [found] = leaks([asking(id=f"q{n}", stem="题", choices=choices("甲", "乙", "丙", "丁", right=2)) for n in range(4)])

    assert "第 3 个" in str(found)


def test_a_key_that_repeats_the_stem_is_named():
    stem = "灯能放床头吗"
    echo = [
        asking(id=f"q{n}", stem=stem, choices=choices(*["不清楚的"] * n, "能放床头", *["不清楚的"] * (3 - n), right=n))
        for n in range(4)
    ]

    [found] = leaks(echo)

    assert "题干" in str(found)


def test_ties_count_as_chance():
    same = [asking(id="q", stem="题", choices=choices("甲甲", "乙乙", "丙丙", "丁", right=0))]

    rates = {str(leak)[:6]: leak.rate for leak in leaks(same)}

    assert all(rate in (1 / 3, 1) for rate in rates.values())


def test_the_bank_itself_leaks_nothing():
    assert leaks(open_bank().questions()) == []
    assert ALLOWED == 0.05
