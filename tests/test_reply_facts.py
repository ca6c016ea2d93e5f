"""What the screen shows, held against what the reply says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.judging.facts import clashes, read_facts, reasked, used
from cs_training.core.judging.writing import read_text


def found(finder, reply, facts):
    text = read_text(reply, {})
    return [(text.folded[c.start : c.end], c.fact) for c in finder(text, read_facts(facts, {}))]


@pytest.mark.parametrize(
    ("facts", "reply", "words"),
    [
        ({"规则结论": "应退 86 元"}, "给您退68元", "退68元"),
        ({"refund": "86 yuan", "paid": "86元"}, "退款80元马上到", "退款80元"),
        ({"到手价": "268元"}, "到手价258元", "到手价258元"),
        ({"签收时间": "11月18日 09:12"}, "您是16号签收的", "16号签收"),
        ({"订单状态": "待发货"}, "已经给您发货了", "已经给您发货了"),
        ({"物流状态": "11月21日已签收"}, "包裹还在路上", "还在路上"),
        ({"status": "in_transit"}, "仓库还没发货", "还没发货"),
        ({"库存": "缺货，预计 12 月补"}, "有现货", "有现货"),
        ({"规则结论": "支持七天无理由"}, "这个不能退", "不能退"),
        ({"规则结论": "运费由店铺承担"}, "运费您自己出", "运费您自己出"),
        ({"freight_by": "buyer"}, "运费我们出", "运费我们"),
    ],
)
def test_another_value_for_the_same_thing_is_a_clash(facts, reply, words):
    assert [said for said, _ in found(clashes, reply, facts)] == [words]


@pytest.mark.parametrize(
    ("facts", "reply"),
    [
        ({"规则结论": "应退 86 元"}, "给您退86元"),
        ({"规则结论": "应退 86 元"}, "留用的话退20元"),
        ({"实付": "86元", "运费": "9元", "退款金额": "86元"}, "扣掉运费退77元"),
        ({"签收时间": "11月18日"}, "您是18号签收的"),
        ({"签收时间": "11月18日"}, "您说您16号签收的"),
        ({"订单状态": "待发货"}, "我们没有说已经发货"),
        ({"订单状态": "待发货"}, "如果已经发货了就拒收"),
        ({"规则结论": "定金不退；付尾款后支持七天无理由"}, "定金是不能退的"),
        ({"规则结论": "运费由店铺承担，无质量问题由买家承担"}, "运费您自己出"),
        ({"规则结论": "运费由店铺承担"}, "来回运费都不用您出"),
        ({"物流状态": "显示签收，客户称未收到"}, "包裹可能还在路上"),
        ({}, "退您500元，已经发货，运费您出"),
    ],
)
def test_silence_suppositions_and_what_the_facts_hold_are_no_clash(facts, reply):
    assert found(clashes, reply, facts) == []


def test_a_clash_names_the_fact_as_the_screen_shows_it():
    assert found(clashes, "到手价258元", {"到手价": "268元"}) == [("到手价258元", "到手价：268元")]


@pytest.mark.parametrize(
    ("facts", "reply", "again"),
    [
        ({"订单号": "GLH-1119-0412"}, "麻烦提供一下订单号", True),
        ({"order_id": "GLH-1119-0412"}, "订单号发我", True),
        ({"凭证": "客户已传3张照片"}, "请拍照片发我", True),
        ({"商品": "汤碗"}, "您买的是什么", True),
        ({"订单号": "GLH-1119-0412"}, "新单号今晚发您", False),
        ({"商品": "汤碗"}, "请拍照片发我", False),
        ({}, "麻烦提供一下订单号", False),
    ],
)
def test_asking_for_what_the_screen_shows_is_found(facts, reply, again):
    assert bool(found(reasked, reply, facts)) is again


def test_the_longest_piece_of_a_value_that_is_repeated_counts_as_use():
    text = read_text("您这件青苔卫衣18号签收的", {})

    places = used(text, read_facts({"商品": "青苔卫衣 深灰 L", "签收": "11月18日", "实付": "129元"}, {}))

    assert [(text.folded[a:b], fact.key) for a, b, fact in places] == [("青苔卫衣", "商品")]


@given(
    st.text(max_size=60),
    st.dictionaries(
        st.text(max_size=8), st.one_of(st.text(max_size=30), st.integers(), st.none(), st.lists(st.text()))
    ),
)
def test_whatever_the_facts_are_nothing_raises(reply, facts):
    text, known = read_text(reply, {}), read_facts(facts, {})

    for finder in (clashes, reasked):
        assert all(0 <= one.start < one.end <= len(text.folded) for one in finder(text, known))
    assert all(0 <= start < end <= len(text.folded) for start, end, _ in used(text, known))


@pytest.mark.parametrize("facts", [None, "退 86 元", 7, []])
def test_what_is_no_mapping_is_no_facts(facts):
    assert read_facts(facts, {}) == ()
