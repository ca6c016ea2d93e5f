"""
店铺真实体验分 taken apart, with numbers worked out by hand. The weights here are examples and nobody's.
"""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.content.bank import open_bank
from cs_training.core.experience import FEWEST_ORDERS, HIGHEST, LOWEST, decompose, raised
from cs_training.errors import FigureError

SCORES = {"宝贝质量": 4.8, "物流速度": 4.5, "服务保障": 4.1}
WEIGHTS = {"宝贝质量": 0.25, "物流速度": 0.25, "服务保障": 0.5}


def shop(scores=SCORES, weights=WEIGHTS, *, paid_orders=30, **more):
    return decompose(scores, weights, paid_orders=paid_orders, **more)


def test_the_score_is_the_weighted_sum_and_the_bonus():
    # 4.8 × 0.25 + 4.5 × 0.25 + 4.1 × 0.5 = 1.2 + 1.125 + 2.05
    found = shop(bonus=0.1)

    assert [part.contribution for part in found.dimensions] == [Decimal("1.2"), Decimal("1.125"), Decimal("2.05")]
    assert found.score == found.total == Decimal("4.475")


def test_numbers_are_the_decimals_that_were_written():
    # In binary this comes out as 4.484999999999999, which would be told as 4.48.
    found = decompose({"a": 4.7, "b": 4.8, "c": 4.1}, {"a": 0.35, "b": 0.25, "c": 0.4}, paid_orders=30)

    assert found.score == Decimal("4.485")
    assert found.score.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("4.49")


@pytest.mark.parametrize(
    ("score", "bonus", "seen"), [(2, 0, 3), (3, 0, 3), ("4.9", "0.1", 5), ("4.9", "0.2", 5), (5, 5, 5), (0, 0, 3)]
)
def test_the_score_stays_between_3_and_5(score, bonus, seen):
    found = decompose({"服务": score}, {"服务": 1}, paid_orders=30, bonus=bonus)

    assert found.score == seen
    assert found.total == Decimal(score) + Decimal(bonus)


@pytest.mark.parametrize(("paid_orders", "shown"), [(0, False), (29, False), (30, True), (31, True)])
def test_with_fewer_than_30_paid_orders_no_score_is_shown(paid_orders, shown):
    found = shop(paid_orders=paid_orders)

    assert found.shown is shown
    assert found.score == (Decimal("4.375") if shown else None)
    assert found.total == Decimal("4.375")


def test_the_fewest_orders_are_those_of_the_rule():
    rule = open_bank().rules.rules["SCORE-01"]

    assert {version.numbers["orders"] for version in rule.versions} == {FEWEST_ORDERS}


def test_an_unmeasured_dimension_is_told_apart_and_leaves_no_score():
    found = shop(SCORES | {"物流速度": None})

    assert found.unmeasured == ("物流速度",)
    assert (found.total, found.score) == (None, None)
    assert [part.contribution for part in found.dimensions] == [Decimal("1.2"), None, Decimal("2.05")]
    assert found.drag.name == "服务保障"


def test_a_score_of_0_is_measured():
    found = shop(SCORES | {"物流速度": 0})

    assert found.unmeasured == ()
    assert found.total == Decimal("3.25")


def test_what_drags_most_is_what_loses_most_points_not_what_scores_least():
    # lost: 0.9 × 0.2 = 0.18 against 0.3 × 0.8 = 0.24
    found = decompose({"物流": 4.1, "服务": 4.7}, {"物流": 0.2, "服务": 0.8}, paid_orders=30)

    assert (found.drag.name, found.drag.lost) == ("服务", Decimal("0.24"))


def test_of_dimensions_that_drag_alike_the_first_is_named():
    found = decompose({"物流": 4, "服务": 4}, {"物流": 0.5, "服务": 0.5}, paid_orders=30)

    assert found.drag.name == "物流"


def test_nothing_drags_a_perfect_shop_or_one_without_scores():
    assert shop(dict.fromkeys(SCORES, 5)).drag is None
    assert shop(dict.fromkeys(SCORES)).drag is None


def test_a_dimension_that_rises_gives_its_rise_times_its_weight():
    before = shop()

    after = raised(before, "服务保障", 0.2)

    assert after.score - before.score == Decimal("0.10")
    assert [part.score for part in after.dimensions] == [Decimal("4.8"), Decimal("4.5"), Decimal("4.3")]
    assert before == shop()


def test_a_dimension_rises_to_5_at_most():
    assert raised(shop(), "宝贝质量", 1).score == Decimal("4.375") + Decimal("0.05")


def test_a_rise_below_3_changes_nothing_that_is_seen():
    poor = decompose({"服务": 1}, {"服务": 1}, paid_orders=30)

    assert (raised(poor, "服务", 1).total, raised(poor, "服务", 1).score) == (2, 3)


tenths = st.integers(0, 50).map(lambda tenth: Decimal(tenth) / 10)


@given(st.lists(st.tuples(tenths, st.integers(1, 50)), min_size=1, max_size=5), st.integers(0, 20), tenths)
def test_parts_add_up_and_a_rise_never_lowers_the_score(parts, bonus, by):
    # Weights in 250ths of a whole that is a decimal: the last takes the rest.
    shares = [Decimal(weight) / 250 for _, weight in parts[:-1]]
    weights = {str(n): share for n, share in enumerate([*shares, 1 - sum(shares)])}
    found = decompose({str(n): s for n, (s, _) in enumerate(parts)}, weights, paid_orders=30, bonus=Decimal(bonus) / 10)

    best = max(raised(found, name, 5).total for name in weights)

    lost = sum(part.lost for part in found.dimensions)
    assert found.total == 5 - lost + found.bonus
    assert LOWEST <= found.score <= HIGHEST
    assert found.drag is None or raised(found, found.drag.name, 5).total == best
    assert all(raised(found, name, by).score >= found.score for name in weights)


def test_weights_have_no_default():
    with pytest.raises(TypeError, match="weights"):
        decompose(SCORES, paid_orders=30)


@pytest.mark.parametrize(
    ("scores", "weights", "more", "says"),
    [
        (SCORES, WEIGHTS | {"服务保障": 0.4}, {}, r"权重加起来是 0\.90，要正好是 1。"),
        (SCORES, WEIGHTS | {"服务保障": 0.51}, {}, r"权重加起来是 1\.01，要正好是 1。"),
        ({}, {}, {}, "权重加起来是 0，要正好是 1。"),
        (SCORES, WEIGHTS | {"服务保障": 50}, {}, "维度“服务保障”的权重写成了 50，要写 0 到 1 之间的数。"),
        (SCORES, WEIGHTS | {"服务保障": -0.5}, {}, "维度“服务保障”的权重写成了 -0.5"),
        (SCORES, WEIGHTS | {"服务保障": None}, {}, "维度“服务保障”的权重写成了 None"),
        (SCORES, {"宝贝质量": 0.5, "物流速度": 0.5}, {}, "维度“服务保障”没有权重，得分和权重的名字要一样。"),
        ({"宝贝质量": 5}, {"宝贝质量": 0.5, "宝贝": 0.5}, {}, "维度“宝贝”没有得分.*你是不是想写 宝贝质量？"),
        (SCORES | {"服务保障": 5.1}, WEIGHTS, {}, "维度“服务保障”的得分写成了 5.1，要写 0 到 5 之间的数。"),
        (SCORES | {"服务保障": -1}, WEIGHTS, {}, "维度“服务保障”的得分写成了 -1"),
        (SCORES | {"服务保障": float("nan")}, WEIGHTS, {}, "维度“服务保障”的得分写成了 nan"),
        (SCORES | {"服务保障": "高"}, WEIGHTS, {}, "维度“服务保障”的得分写成了 高"),
        (SCORES | {"服务保障": True}, WEIGHTS, {}, "维度“服务保障”的得分写成了 True"),
        (SCORES, WEIGHTS, {"bonus": -0.1}, "附加分写成了 -0.1"),
        (SCORES, WEIGHTS, {"paid_orders": -1}, "近 30 天支付订单数写成了 -1"),
        (SCORES, WEIGHTS, {"paid_orders": 30.5}, "近 30 天支付订单数写成了 30.5"),
        (SCORES, WEIGHTS, {"paid_orders": True}, "近 30 天支付订单数写成了 True"),
    ],
)
def test_a_number_that_cannot_be_is_told_with_its_place(scores, weights, more, says):
    with pytest.raises(FigureError, match=says):
        shop(scores, weights, **more)


@pytest.mark.parametrize(
    ("name", "by", "says"),
    [
        ("物流", 0.1, "没有叫“物流”的维度。你是不是想写 物流速度？"),
        ("服务保障", 0.1, "维度“服务保障”没有得分"),
        ("宝贝质量", -0.1, "提高的分数写成了 -0.1"),
    ],
)
def test_a_rise_that_cannot_be_is_told(name, by, says):
    with pytest.raises(FigureError, match=says):
        raised(shop(SCORES | {"服务保障": None}), name, by)
