"""Deciding cases: the reference's vectors, hundreds of told cases, and what must hold for any case."""

import contextlib
import itertools
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import ON, decided, found, rule_cases, wanted

from cs_training.content.bank import open_bank
from cs_training.core.exact import split
from cs_training.core.rules import decide
from cs_training.core.ruling.codes import CODES
from cs_training.core.ruling.discounts import Bill, proportional, recalculated
from cs_training.core.ruling.facts import BEIJING
from cs_training.core.ruling.field import NO
from cs_training.core.ruling.fields import FIELDS
from cs_training.errors import CaseError

CASES = rule_cases()
DECIDED = [case for case in CASES if "expect" in case]
REFUSED = [case for case in CASES if "error" in case]
named = pytest.mark.parametrize("case", DECIDED, ids=lambda case: case["name"])


def answer(decision):
    """What a decision says, without its reasons."""
    return replace(decision, steps=(), basis=())


@named
def test_case(case):
    decision = decided(case["case"], case.get("on", ON))

    for name, value in case["expect"].items():
        assert wanted(name, value) == found(decision, name), f"{name}: {' / '.join(decision.steps)}"


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_a_case_told_wrongly_is_refused_in_one_sentence(case):
    with pytest.raises(CaseError) as refused:
        decided(case["case"], case.get("on", ON))

    assert case["error"] in str(refused.value)
    assert "\n" not in str(refused.value)


def test_case_names_are_unique_and_there_are_hundreds_of_cases():
    names = [case["name"] for case in CASES]

    assert len(set(names)) == len(names)
    assert len(CASES) >= 52 + 150


def test_every_decision_code_is_reached_and_no_other():
    reached = {decided(case["case"], case.get("on", ON)).decision for case in DECIDED}

    assert reached - {None} == set(CODES)


def test_every_rule_that_may_decide_is_the_basis_of_some_case():
    rules = open_bank().rules.rules
    used = {b.rule for case in DECIDED for b in decided(case["case"], case.get("on", ON)).basis}

    assert {i for i, rule in rules.items() if rule.decides} - used == set()


@named
def test_a_decision_tells_its_steps_and_its_basis_with_the_day_checked(case):
    decision = decided(case["case"], case.get("on", ON))

    assert decision.steps
    if decision.decision:
        assert all(date.fromisoformat(b.checked) and b.cites and b.version for b in decision.basis)


@named
def test_there_is_a_decision_or_a_question_never_both(case):
    decision = decided(case["case"], case.get("on", ON))

    assert (decision.decision is None) == bool(decision.missing)
    assert len(set(decision.missing)) == len(decision.missing)


@named
def test_saying_that_an_exception_does_not_apply_changes_nothing(case):
    plain = decided(case["case"], case.get("on", ON))

    for name, field in FIELDS.items():
        # Digital goods count as opened until somebody says they are sealed; that one denial says something.
        contradicts = name == "custom" and case["case"].get("category") == "custom"
        if field.absent == NO and name not in case["case"] and name != "opened" and not contradicts:
            denied = decided({**case["case"], name: False}, case.get("on", ON))
            assert answer(denied) == answer(plain), name


@pytest.mark.parametrize("extra", [{"orders_30d": 12}, {"claims_30d": 0}, {"severe": False}, {"claim_amount": 88}])
@named
def test_facts_that_do_not_matter_change_nothing(case, extra):
    if set(extra) & set(case["case"]) or case["case"].get("ask") == "score":
        return

    with_more = decided({**case["case"], **extra}, case.get("on", ON))

    assert answer(with_more) == answer(decided(case["case"], case.get("on", ON)))


WHEN_IT_CAME = [
    c for c in DECIDED if c["case"].get("received_on") and c["case"].get("ask") in ("return", "refund", None)
]


@pytest.mark.parametrize("case", WHEN_IT_CAME, ids=lambda case: case["name"])
def test_the_story_of_how_goods_came_does_not_matter_to_sending_them_back(case):
    received = case["case"]["received_on"]
    received = received if isinstance(received, date) else date.fromisoformat(received)
    story = {
        "paid_on": received - timedelta(days=3),
        "shipped_on": received - timedelta(days=2),
        "actual_carrier": "芦苇快递",
        "courier_chosen_by": "seller",
        "promise_ship_hours": 48,
    }
    told = story | case["case"]

    assert answer(decided(told, case.get("on", ON))) == answer(decided(case["case"], case.get("on", ON)))


def _values(name, facts):
    """Some values that a fact could have: all of a choice, of the others far and near."""
    written = [str(value)[:10] for value in facts.values()]
    days = {date.fromisoformat(text) for text in written if re.fullmatch(r"\d{4}-\d\d-\d\d", text)} | {ON}
    near = sorted({day + timedelta(days=n) for day in days for n in (-60, -3, -2, -1, 0, 1, 9)})
    tries = {
        "yes_no": (True, False),
        "day": near,
        "moment": [f"{day}T{hour}" for day in near for hour in ("00:00:01", "10:00:00", "23:59:00")],
        "money": (1, 10, 150, 250, 350, 450, 500, 5000, 100_000),
        "number": (0, 1, 10, 100),
        "count": (1, 3),
        "rate": (0.1, 0.2),
        "text": ("顺丰", "中通"),
        "returned": ([1], [2]),
    }
    return tuple(FIELDS[name].choices or ()) or tries[FIELDS[name].kind]


@pytest.mark.parametrize("case", [c for c in DECIDED if c["expect"].get("missing")], ids=lambda case: case["name"])
def test_what_is_asked_for_makes_a_difference(case):
    missing = decided(case["case"], case.get("on", ON)).missing
    answers = set()
    for values in itertools.product(*(_values(name, case["case"]) for name in missing)):
        with contextlib.suppress(CaseError):  # a value that contradicts the rest of the case is none it could have
            answers.add(answer(decided(case["case"] | dict(zip(missing, values, strict=True)), case.get("on", ON))))
    assert len(answers) > 1


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_shares_sum_to_what_is_shared_and_none_is_a_fen_off(total, weights):
    shares = split(total, weights)

    assert sum(shares) == total
    if sum(weights):
        assert all(abs(s - total * w / sum(weights)) < 1 for s, w in zip(shares, weights, strict=True))


@st.composite
def bills(draw):
    pieces = draw(st.lists(st.integers(1, 10**5), min_size=1, max_size=8))
    back = draw(st.lists(st.booleans(), min_size=len(pieces), max_size=len(pieces)))
    return Bill(tuple(pieces), tuple(back), draw(st.integers(0, sum(pieces))))


@given(bills(), st.integers(1, 10**6), st.booleans())
def test_no_refund_of_goods_exceeds_what_was_paid(bill, threshold, every):
    assert 0 <= proportional(bill) <= min(bill.paid, bill.returned)
    assert 0 <= recalculated(bill, threshold, every=every) <= bill.paid


@given(bills())
def test_returning_the_rest_later_gives_back_exactly_what_was_paid(bill):
    rest = replace(bill, back=tuple(not goes for goes in bill.back))

    assert proportional(bill) + proportional(rest) == bill.paid


@pytest.mark.parametrize("platform", ["law", "tmall", "taobao"])
@settings(deadline=None)
@given(received=st.dates(date(2024, 1, 1), date(2026, 12, 31)), days=st.integers(0, 20), later=st.integers(0, 20))
def test_a_later_request_never_turns_a_refusal_into_an_acceptance(platform, received, days, later):
    def asked_after(n):
        requested = received + timedelta(days=n)
        facts = {"platform": platform, "received_on": received, "requested_on": requested, "ask": "return"}
        return decided(facts, requested).decision

    if asked_after(days) == "reject_return":
        assert asked_after(days + later) == "reject_return"


@settings(deadline=None)
@given(st.dates(date(2026, 1, 1), date(2026, 11, 1)), st.times(), st.integers(-5, 5))
def test_the_platform_counts_168_hours_to_the_second(day, hour, seconds):
    received = datetime.combine(day, hour, BEIJING)
    asked = datetime.combine(day + timedelta(days=8), time(), BEIJING) + timedelta(seconds=seconds)
    facts = {"platform": "tmall", "received_at": received.isoformat(), "requested_at": asked.isoformat()}

    assert (decided(facts).decision == "accept_return") == (seconds < 0)


@settings(deadline=None)
@given(st.integers(1, 10**7), st.integers(0, 10**7), st.sampled_from(["buyer", "seller"]))
def test_a_deposit_never_counts_beyond_a_fifth_of_the_price(total, deposit, who):
    deposit = min(deposit, total)
    facts = {"total": total / 100, "deposit": deposit / 100, "deposit_agreed": True, "breach_by": who, "ask": "total"}

    back = decided(facts).amount * 100

    counts = min(deposit, (total * 2 + 5) // 10)
    assert back == (deposit - counts if who == "buyer" else deposit + counts)


def test_the_engine_knows_no_rules_but_those_it_is_given():
    rules = open_bank().rules
    poorer = replace(rules, rules={i: r for i, r in rules.rules.items() if i != "LAW-3X-01"})

    with pytest.raises(Exception, match="LAW-3X-01"):
        decide({"fraud": True, "price": 100}, rules=poorer, on=ON)


def test_all_faults_of_a_case_are_named_at_once():
    with pytest.raises(CaseError) as refused:
        decided({"recieved_on": "2026-11-10", "price": -1, "requested_on": "2026-02-30", "intact": "yes"})

    for part in ("received_on", "price", "2026-02-30", "true 或 false"):
        assert part in str(refused.value)


def test_a_decision_as_data_is_json_with_money_to_the_cent():
    data = decided({"fraud": True, "price": "99.90", "ask": "total"}).as_data()

    assert data["amounts"] == {"goods": 99.90, "freight": None, "extra": 500.00, "total": 599.90}
    assert data["amount"] == 599.90
    assert data["missing"] == []


def test_rules_pick_their_version_by_facts_that_a_case_can_state():
    for rule in open_bank().rules.rules.values():
        assert set(rule.picked_by) <= set(FIELDS), rule.id
