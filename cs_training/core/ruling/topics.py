"""
Which question of law a case raises: the first that its ``ask`` or its facts point to.

The order is that of precedence: what nobody may do, then whether there is a contract at all, then what law or agreement
gives for a breach, then quality, and last the return that needs no reason.
"""

from __future__ import annotations

from collections.abc import Callable

from cs_training.core.ruling import conduct, damages, people, promises, refunds, risk
from cs_training.core.ruling.case import Case, Ruling
from cs_training.core.ruling.clauses import clause, void_term
from cs_training.core.ruling.compensation import by_clause
from cs_training.core.ruling.deposit import deposit
from cs_training.core.ruling.quality import at_fault, burden_of_proof, faulty
from cs_training.core.ruling.returns import no_reason
from cs_training.core.ruling.shipping import FACTS as SHIPPING
from cs_training.core.ruling.shipping import FAULTS as SHIPPING_FAULTS
from cs_training.core.ruling.shipping import shipping

Engine = Callable[[Case], Ruling]

BY_ASK: dict[str, Engine] = {
    **dict.fromkeys(conduct.FORBIDDEN, conduct.forbidden),
    "personal_info": people.personal_info,
    "collect_info": people.collect_info,
    "delete_info": people.delete_info,
    "stop_marketing": people.stop_marketing,
    "complaint": people.complaint,
    "score": people.score,
    "invoice": people.invoice,
    "e_invoice": people.e_invoice,
    "burden_of_proof": burden_of_proof,
    "excess_claim": damages.excess_claim,
    "guarantee": damages.mismatch_guarantee,
    "cancel": refunds.never_sent,
    "only_refund": refunds.only_refund,
    "harassment": conduct.harassment,
    "price_protect": refunds.price_protection,
    "clause": clause,
    "deposit": deposit,
}


def hear(case: Case) -> Ruling:
    """Finds the engine for a case and lets it rule."""
    return _engine(case)(case)


def _engine(case: Case) -> Engine:
    if case.ask in BY_ASK:
        return BY_ASK[case.ask]
    for fact, engine in conduct.BY_FACT.items():
        if case.is_(fact):
            return engine
    return next((engine for concerns, engine in BY_FACTS if concerns(case)), no_reason)


def _wronged(case: Case) -> bool:
    food = case.get("category") == "food" and case.has("label_flaw", "buyer_knew", "expired")
    return food or case.has("fraud", "unsafe", "label_flaw", "buyer_fraud", "promise_multiple")


def _damages(case: Case) -> bool:
    """Something that brings punitive damages, or a claim for more than the price that rests on nothing else."""
    claims = case.asks("extra", "total") and not case.has("clause_rate", "clause_amount", "loss")
    elsewhere = case.has(*_ABOUT_SOMETHING_ELSE) or case.isnt("shipped")
    return _wronged(case) or (claims and (case.isnt("fraud") or not elsewhere))


_ABOUT_SOMETHING_ELSE = (
    *SHIPPING, "deposit", "guarantee", "promise", "agreed_compensation", "promised_carrier", "actual_carrier", "items",
    "new_price", "returned_on", "received_on", "days_since_receipt", "gift_harm", "return_freight_paid", "age",
    "courier_chosen_by", "lost_in_transit", "discount", "quality_issue", "wrong_item", "paid_on", "promise_ship_hours",
    "promise_no_reason", "intact",
)  # fmt: skip


def _received(case: Case) -> bool:
    return case.has("received_on", "days_since_receipt", "months_since_receipt")


def _about_the_goods(case: Case) -> bool:
    """The question is about goods that came; how and when they came is then only part of the story."""
    sending_back = case.asks("return", "exchange", "repair", "deduct", "freight")
    return sending_back or (_received(case) and not case.asks("extra", "total", "overdue", "liability"))


def _minor(case: Case) -> bool:
    """Whether somebody's age is what the case is about: not an adult's, nor a child's who only sends goods back."""
    told_by_guardian = case.get("requester") == "guardian" and (
        case.knows("consent") or case.has("notified_on", "age_appropriate")
    )
    about_contract = case.asks("contract") and not case.has("clause")
    young = case.has("own_income") or (case.has("age") and case.get("age") < ADULT)
    bought = case.has("age") and set(case.facts) <= ABOUT_A_PERSON
    goods_only = _about_the_goods(case) and not case.knows("consent")
    return about_contract or told_by_guardian or bought or (young and not goods_only)


# An age from which no rule about minors is asked; what else a case about a person tells.
ADULT = 18
ABOUT_A_PERSON = {"age", "price", "total", "qty", "category", "platform", "requester", "consent", "ask", "own_income"}


def _transit(case: Case) -> bool:
    if case.is_("lost_in_transit") or case.is_("returning"):
        return True
    elsewhere = _about_the_goods(case) or _wronged(case) or case.has(*SHIPPING, *_OTHER_BREACHES)
    unclear = case.has("courier_chosen_by") or (case.asks("liability") and case.has("signed") and not at_fault(case))
    return unclear and not elsewhere


_OTHER_BREACHES = ("promised_carrier", "returned_on", "days_since_return", "days_since_request", "deposit", "promise")


def _carrier(case: Case) -> bool:
    return case.has("promised_carrier") and not _about_the_goods(case) and not _wronged(case)


def _promise(case: Case) -> bool:
    exchanged = case.asks("exchange") and case.has("hours_since") and not case.has(*SHIPPING)
    return exchanged or case.has("promise", "agreed_compensation")


def _shipping(case: Case) -> bool:
    if case.has(*SHIPPING_FAULTS):
        return True
    if _about_the_goods(case) or _wronged(case):
        return False
    asked = case.asks("extra", "overdue")
    unsent = asked and case.isnt("shipped")
    back = case.has("returned_on", "days_since_return", "days_since_request")
    waits = case.asks("overdue") and case.has("promise_ship_hours", "paid_on", "excused") and not back
    timed = case.asks("extra") and case.has("paid_at") and case.platform == "tmall" and not at_fault(case)
    presold = case.get("presale", "none") != "none" and not case.has("deposit")
    return unsent or waits or timed or presold or case.has(*SHIPPING)


def _deposit(case: Case) -> bool:
    """A deposit is what the case is about, unless it is only how a late order was paid."""
    late = _shipping(case) and not case.has("breach_by") and case.asks("extra", "overdue")
    return case.has("deposit") and not late


def _refund_due(case: Case) -> bool:
    """The goods are back, or the request is in, and the question is the money that does not come."""
    if case.asks("return", "exchange", "repair", "deduct", "freight"):
        return False
    counted = case.has("days_since_return", "days_since_request")
    back = case.has("returned_on") and (case.asks("overdue", "deadline") or case.has("today", "now_on"))
    unanswered = case.asks("overdue") and case.has("requested_on") and not case.has("completed_on")
    return counted or back or ((case.has("returned_on") or unanswered) and not _received(case))


def _clause(case: Case) -> bool:
    """A clause of the shop, where the case is not about one order whose outcome is asked."""
    if not case.has("clause") or case.has("clause_rate", "clause_amount") or case.asks("return", "deduct", "refund"):
        return False
    return case.is_("clause_limits") or void_term(str(case.get("clause")), case.rules.void_terms) is not None


def _agreed(case: Case) -> bool:
    return case.has("clause_rate", "clause_amount") and not case.has(*_KEPT_BACK)


_KEPT_BACK = ("deduct_amount", "deduct_rate", "packaging_damaged")


BY_FACTS: tuple[tuple[Callable[[Case], bool], Engine], ...] = (
    (_minor, people.minor),
    (_deposit, deposit),
    (lambda case: case.has("guarantee"), damages.mismatch_guarantee),
    (lambda case: case.is_("gift_harm"), damages.gift_harm),
    (_transit, risk.transit),
    (_carrier, promises.carrier),
    (_promise, promises.promise),
    (_shipping, shipping),
    (lambda case: case.has("new_price"), refunds.price_protection),
    (_damages, damages.punitive),
    (_clause, clause),
    (_refund_due, refunds.refund_due),
    (lambda case: case.has("completed_on") and not _received(case) and not at_fault(case), promises.after_sale_window),
    (_agreed, by_clause),
    (lambda case: case.is_("disputed") and not case.asks("return", "refund"), burden_of_proof),
    (at_fault, faulty),
    (lambda case: case.isnt("shipped"), refunds.never_sent),
    (lambda case: case.asks("contract"), clause),
)
