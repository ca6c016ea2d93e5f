"""What a decision rests on: a learner is marked on the rule, so it has to be the one that settles the case."""

import pytest
from rule_cases import decided

from cs_training.content.bank import open_bank
from cs_training.core.ruling.clauses import void_term

ITEMS = [{"price": 60}, {"price": 50}]
DISCOUNTED = {"ask": "refund", "items": [{"price": 200}, {"price": 120}, {"price": 80}], "return_items": [2]}
DISCOUNTED |= {"discount": 60, "discount_threshold": 300}
TMALL = {"platform": "tmall", "price": 300}
WORN = {"days_since_receipt": 3, "quality_issue": True}

# Facts, and the rules that must stand among the basis.
RESTS_ON = {
    "a return for no reason": ({"received_on": "2026-11-10", "requested_on": "2026-11-12"}, {"LAW-7D-01"}),
    "what shops sell over a counter": ({"ask": "return", "channel": "offline"}, {"LAW-7D-01"}),
    "goods made to order": ({"ask": "return", "category": "custom"}, {"LAW-7D-01"}),
    "an exception that the shop waived": (
        {"ask": "return", "category": "custom", "promise_no_reason": True, "days_since_receipt": 1},
        {"LAW-7D-02", "LAW-7D-01"},
    ),
    "a tick that excludes nothing": (
        {"ask": "return", "category": "clothing", "confirmed_no_return": True, "days_since_receipt": 1},
        {"LAW-7D-02", "LAW-7D-01"},
    ),
    "a confirmed exception": ({"ask": "return", "category": "gold", "confirmed_no_return": True}, {"LAW-7D-02"}),
    "an exception that nobody confirmed": (
        {"ask": "return", "category": "gold", "confirmed_no_return": False, "days_since_receipt": 1},
        {"LAW-7D-02", "LAW-7D-01"},
    ),
    "an exception of the platform's table": ({"ask": "return", "platform": "tmall", "category": "gold"}, {"PLT-7D-TM"}),
    "goods that are not intact": ({"ask": "return", "tag_removed": True}, {"LAW-7D-03"}),
    "goods that were opened and are intact": ({"ask": "return", "opened": True}, {"LAW-7D-03", "LAW-7D-01"}),
    "the platform's hours": (
        {"platform": "tmall", "received_on": "2026-11-10", "requested_on": "2026-11-12"},
        {"PLT-7D-TM"},
    ),
    "the platform's days, counted": ({"platform": "tmall", "days_since_receipt": 2}, {"PLT-7D-TM", "LAW-7D-01"}),
    "days that are counted": ({"ask": "return", "days_since_receipt": 9}, {"LAW-7D-01"}),
    "a gift that stays": ({"ask": "refund", "price": 300, "gift_price": 45, "gift_returned": False}, {"LAW-7D-04"}),
    "a discount shared out": (DISCOUNTED | {"alloc": "proportional"}, {"PROMO-ALLOC"}),
    "a discount worked out again": (DISCOUNTED | {"alloc": "recalculate"}, {"PROMO-RECALC"}),
    "free shipping lost": (
        {"ask": "refund", "items": ITEMS, "return_items": [2], "free_ship_threshold": 99, "ship_fee": 10},
        {"PROMO-FREIGHT"},
    ),
    "an address that costs more to send to": (
        {"ask": "refund", "price": 100, "address_freight_gap": 6, "days_since_receipt": 2},
        {"PROMO-FREIGHT"},
    ),
    "a return that both agreed on": ({"ask": "return", "negotiated": True}, {"PLT-QUAL-ZY"}),
    "a fault of nobody knows whom": ({"ask": "return", "fault_unclear": True}, {"PLT-QUAL-ZY"}),
    "a fault of the shop": (WORN, {"LAW-QUAL-01"}),
    "a fault on a platform": (WORN | {"platform": "taobao"}, {"PLT-QUAL-ZY", "LAW-QUAL-01"}),
    "goods unlike their description": (
        {"platform": "taobao", "not_as_described": True, "days_since_receipt": 3},
        {"PLT-DESC-ZY", "LAW-QUAL-01"},
    ),
    "a fault that the buyer shows nothing of": (WORN | {"buyer_evidence": False}, {"PLT-QUAL-ZY"}),
    "a hidden fault that the seller disproves by nothing": (
        WORN | {"defect_visible": False, "seller_evidence": False},
        {"PLT-QUAL-ZY", "LAW-QUAL-01"},
    ),
    "a difference seen and used all the same": (
        {"not_as_described": True, "used": True, "intact": False, "defect_visible": True, "days_since_receipt": 3},
        {"PLT-DESC-ZY"},
    ),
    "a loss by a fault": ({"ask": "extra", "quality_issue": True, "loss": 300}, {"LAW-QUAL-01"}),
    "who answers for a fault": ({"ask": "liability", "not_as_described": True}, {"LAW-QUAL-01"}),
    "who proves that goods are intact": ({"ask": "burden_of_proof", "intact": True}, {"LAW-7D-03"}),
    "who proves a fault of common goods": ({"ask": "burden_of_proof", "quality_issue": True}, {"LAW-QUAL-01"}),
    "triple damages barred": ({"ask": "extra", "price": 200, "buyer_fraud": True}, {"LAW-3X-01"}),
    "tenfold damages barred": ({"ask": "extra", "category": "food", "price": 20, "label_flaw": True}, {"LAW-FOOD-10X"}),
    "tenfold damages barred by the buyer": ({"ask": "extra", "unsafe": True, "buyer_fraud": True}, {"LAW-FOOD-10X"}),
    "no fraud": ({"ask": "extra", "price": 200, "fraud": False}, {"LAW-3X-01"}),
    "fraud without a price": ({"fraud": True}, {"LAW-3X-01"}),
    "unsafe food without a price": ({"unsafe": True}, {"LAW-FOOD-10X"}),
    "a claim for more than there is ground for": ({"ask": "excess_claim"}, {"REV-03"}),
    "harm by a gift": ({"ask": "extra", "gift_harm": True, "loss": 300}, {"PROMO-GIFT"}),
    "a gift that did not come": (
        {"ask": "extra", "platform": "tmall", "promise": "gift", "gift_price": 199},
        {"PROMO-GIFT", "PLT-PROMISE-TM"},
    ),
    "a delay that is excused": (TMALL | {"ask": "extra", "delay_hours": 5, "excused": True}, {"TM-SHIP-LATE"}),
    "a parcel in time": (TMALL | {"ask": "overdue", "delay_hours": 0}, {"TM-SHIP-LATE"}),
    "a seller who will not ship": ({"ask": "refund", "price": 300, "refused_to_ship": True}, {"LAW-QUAL-01"}),
    "a date that both agreed on by tool": (
        TMALL | {"ask": "overdue", "agreed_ship_by": "2026-11-20T18:00:00", "shipped_on": "2026-11-19"},
        {"PLT-NEGOTOOL", "TM-SHIP-LATE"},
    ),
    "a date that both agreed on by tool and told as a day": (
        TMALL | {"ask": "overdue", "agreed_ship_by": "2026-11-20", "shipped_on": "2026-11-19"},
        {"PLT-NEGOTOOL"},
    ),
    "a deduction for a fault of the shop": ({"ask": "deduct", "price": 100, "quality_issue": True}, {"LAW-QUAL-01"}),
    "a parcel lost on the way": ({"ask": "liability", "lost_in_transit": True, "signed": False}, {"LAW-RISK-01"}),
    "a parcel lost on the way back": ({"ask": "liability", "returning": True}, {"PLT-QUAL-ZY"}),
    "an order never sent": ({"ask": "cancel", "shipped": False, "price": 100}, {"PLT-TUI"}),
    "money back without goods back": ({"ask": "only_refund"}, {"PLT-TUI"}),
    "fake orders": ({"ask": "fake_order"}, {"REV-02"}),
    "reviews that are paid for": ({"ask": "paid_review"}, {"REV-01"}),
    "deals off the platform": ({"ask": "off_platform"}, {"OFF-01"}),
    "reasons that are not true": ({"ask": "change_reason"}, {"PLT-REASON"}),
    "words like “best”": ({"ask": "absolute_claim"}, {"AD-01"}),
    "goods that heal": ({"ask": "medical_claim"}, {"AD-02"}),
    "a contract about fake orders": ({"ask": "contract", "fake_order": True}, {"REV-02"}),
    "staff who lead buyers off": ({"ask": "liability", "staff_led_off_platform": True}, {"OFF-01"}),
    "a look at one's own data": ({"ask": "personal_info"}, {"PI-01"}),
    "data that are not needed": ({"ask": "collect_info", "necessary": False}, {"PI-01"}),
    "data to be deleted": ({"ask": "delete_info", "necessary": False}, {"PI-01"}),
    "advertising that is not wanted": ({"ask": "stop_marketing"}, {"PI-02"}),
    "an invoice": ({"ask": "invoice"}, {"INV-01"}),
    "an electronic invoice": ({"ask": "e_invoice"}, {"INV-01"}),
    "the shop's last word": ({"ask": "clause", "clause": "最终解释权归本店"}, {"LAW-QUAL-01"}),
}


def rests_on(facts):
    return {one.rule for one in decided(facts).basis}


@pytest.mark.parametrize(("facts", "rules"), RESTS_ON.values(), ids=RESTS_ON)
def test_a_decision_rests_on_the_rules_that_settle_it(facts, rules):
    assert rules <= rests_on(facts)


@pytest.mark.parametrize(("facts", "rules"), RESTS_ON.values(), ids=RESTS_ON)
def test_a_rule_is_cited_once(facts, rules):
    cited = [one.rule for one in decided(facts).basis]

    assert len(set(cited)) == len(cited)


def test_rules_of_another_ground_are_not_cited():
    assert "PLT-NEGOTOOL" not in rests_on(TMALL | {"ask": "extra", "delay_hours": 1})
    assert "LAW-7D-02" not in rests_on({"ask": "return", "category": "clothing", "days_since_receipt": 1})
    assert "PROMO-RECALC" not in rests_on(DISCOUNTED | {"alloc": "recalculate", "recalc_published": False})
    assert "PLT-QUAL-ZY" not in rests_on(WORN)
    assert "TM-SHIP-LATE" not in rests_on({"ask": "overdue", "platform": "law", "delay_hours": 0})


@pytest.mark.parametrize("facts", [{"opened": True}, {"used": False, "intact": True, "price": 100, "ask": "refund"}])
def test_a_step_is_told_once(facts):
    steps = decided({"ask": "return", "days_since_receipt": 2, **facts}).steps

    assert len(set(steps)) == len(steps)


def test_the_law_is_told_where_it_lasts_longer_than_the_platform():
    received = {"ask": "return", "platform": "tmall", "received_on": "2026-09-26"}

    def told(requested, words):
        return any(words in step for step in decided(received | {"requested_on": requested}).steps)

    # The law's last day moves over the National Day holiday to 8 October; the platform's 168 hours do not wait.
    assert told("2026-10-08", "法定权利还在")
    assert not told("2026-10-09", "法定权利还在")
    assert told("2026-10-04", "超过 168 小时")
    assert not told("2026-10-03", "超过 168 小时")


def test_a_moved_last_day_says_why():
    def told(received):
        facts = {"ask": "return", "platform": "law", "received_on": received, "requested_on": received}
        return " ".join(decided(facts).steps)

    assert "末日碰上法定休假日" in told("2026-09-26")
    assert "末日碰上周末" in told("2026-11-07")
    assert "末日" not in told("2026-11-10")
    assert "放假表还没有收录" in told("2021-03-01")
    assert "放假表还没有收录" not in told("2026-11-10")


def test_a_shop_is_told_that_its_own_weekend_does_not_move():
    def told(returned):
        return " ".join(decided({"ask": "deadline", "platform": "law", "returned_on": returned}).steps)

    # The seventh days after: a Saturday, a Sunday, a Monday.
    assert "不顺延" in told("2026-11-14")
    assert "不顺延" in told("2026-11-15")
    assert "不顺延" not in told("2026-11-16")


# Whatever the shop has set, a page that says less is what counts.
@pytest.mark.parametrize(
    "says", ["当日发", "当天发", "秒发", "极速发", "次日达", "24小时发货", "24 小时发货", "马上发", "今日发"]
)
def test_a_page_that_says_fast_is_held_to_24_hours(says):
    facts = {"ask": "overdue", "platform": "tmall", "promise_ship_hours": 168, "page_claim": says}

    assert decided(facts | {"hours_since_paid": 25, "shipped": True}).decision == "penalty"
    assert decided(facts | {"hours_since_paid": 24, "shipped": True}).decision == "not_overdue"


@pytest.mark.parametrize("says", ["现货", "48小时发货", "48 小时发货"])
def test_a_page_that_says_stock_is_held_to_48_hours(says):
    facts = {"ask": "overdue", "platform": "tmall", "promise_ship_hours": 168, "page_claim": says}

    assert decided(facts | {"hours_since_paid": 49, "shipped": True}).decision == "penalty"
    assert decided(facts | {"hours_since_paid": 48, "shipped": True}).decision == "not_overdue"


def test_a_page_that_says_slower_than_the_shop_has_set_changes_nothing():
    facts = {"ask": "overdue", "platform": "tmall", "promise_ship_hours": 12, "page_claim": "24小时发货"}

    assert decided(facts | {"hours_since_paid": 13, "shipped": True}).decision == "penalty"


# A state of the goods, or what both said, is a case of its own: it is read as asked in time.
@pytest.mark.parametrize(
    "facts",
    [
        {"opened": True}, {"packaging_damaged": True}, {"used": True}, {"activated": True}, {"default_checked": True},
        {"promise_no_reason": True}, {"items": ITEMS}, {"free_ship_threshold": 99}, {"deduct_amount": 5},
        {"deduct_rate": 0.1}, {"clause": "包装要完整"}, {"freight_agreed": "buyer"}, {"negotiated": True},
        {"fault_unclear": True}, {"tag_removed": True}, {"stained": True}, {"return_qty": 1}, {"seal_broken": False},
        {"confirmed_no_return": False}, {"gift_returned": False},
    ],
    ids=lambda facts: next(iter(facts)),
)  # fmt: skip
def test_a_return_that_turns_on_something_else_asks_for_no_day(facts):
    assert "received_on" not in decided({"ask": "return", **facts}).missing


@pytest.mark.parametrize(
    "facts",
    [
        {"opened": True}, {"used": True}, {"seal_broken": True}, {"activated": True}, {"packaging_damaged": True},
        {"damaged_on_arrival": True}, {"clause": "包装要完整"}, {"return_freight_paid": 12}, {"buyer_evidence": True},
        {"seller_evidence": True}, {"wrong_item": True}, {"items": ITEMS}, {"qty": 2},
    ],
    ids=lambda facts: next(iter(facts)),
)  # fmt: skip
def test_a_fault_that_turns_on_something_else_asks_for_no_day(facts):
    decision = decided({"ask": "return", "quality_issue": True, **facts})

    assert "received_on" not in decision.missing
    assert decision.decision == "accept_return"


TERMS = open_bank().rules.void_terms


@pytest.mark.parametrize(
    ("clause", "term"),
    [
        ("特价商品，不退不换", "sale-no-return"),
        ("清仓商品概不退换", "sale-no-return"),
        ("一经签收视为质量合格", "signed-is-accepted"),
        ("最终解释权归本店所有", "final-say"),
        ("拆封后不支持七天无理由", "opened-no-return"),
        ("包装破损扣10%损耗费", "packaging-fee"),
    ],
)
def test_a_void_term_is_known_by_its_words(clause, term):
    assert void_term(clause, TERMS).id == term


@pytest.mark.parametrize("clause", ["特价商品不退差价", "签收视为交付", "退货请连赠品一起寄回", "订金可退"])
def test_a_term_that_shares_a_word_with_a_void_one_is_none(clause):
    assert void_term(clause, TERMS) is None


def test_marks_and_spaces_do_not_hide_a_void_term():
    assert void_term("最 终 解 释 权，归“本店”。", TERMS).id == "final-say"


# Who asks for a sum and tells what it is about is not asked whether it was fraud as well.
@pytest.mark.parametrize(
    "facts",
    [
        {"guarantee": "platform"}, {"promise": "reissue"}, {"return_freight_paid": 5}, {"courier_chosen_by": "seller"},
        {"orders": [300]}, {"new_price": 90}, {"intact": True},
        {"returned_on": "2026-11-10"}, {"received_on": "2026-11-10"}, {"paid_on": "2026-11-10"},
    ],
    ids=lambda facts: next(iter(facts)),
)  # fmt: skip
@pytest.mark.parametrize("ask", ["total", "extra"])
def test_a_sum_that_rests_on_something_else_is_no_question_of_fraud(ask, facts):
    assert "fraud" not in decided({"ask": ask, "platform": "tmall", "price": 100, **facts}).missing


@pytest.mark.parametrize("fault", ["quality_issue", "wrong_item"])
def test_more_than_the_price_for_a_fault_is_a_question_of_fraud_its_price_is_not(fault):
    facts = {"platform": "tmall", "price": 100, "days_since_receipt": 2, fault: True}

    assert decided(facts | {"ask": "extra"}).missing == ("fraud",)
    assert decided(facts | {"ask": "total"}).missing == ()


def test_a_sum_that_rests_on_nothing_is_a_question_of_fraud():
    assert decided({"ask": "total", "price": 100}).missing == ("fraud",)
    assert decided({"ask": "extra", "price": 100}).missing == ("fraud",)
