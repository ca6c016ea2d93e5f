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


def _damages(case: Case) -> bool:
    """Something that brings punitive damages, or a claim for more than the price that rests on nothing else."""
    food = case.get("category") == "food" and case.has("label_flaw", "buyer_knew", "expired")
    wronged = case.has("fraud", "unsafe", "label_flaw", "buyer_fraud", "promise_multiple")
    claims = case.asks("extra", "total") and not case.has("clause_rate", "clause_amount", "loss")
    return food or wronged or (claims and (case.isnt("fraud") or not case.has(*_ABOUT_SOMETHING_ELSE)))


_ABOUT_SOMETHING_ELSE = (
    *SHIPPING, "deposit", "guarantee", "promise", "agreed_compensation", "promised_carrier", "actual_carrier", "items",
    "new_price", "returned_on", "received_on", "days_since_receipt", "gift_harm", "return_freight_paid", "age",
    "courier_chosen_by", "lost_in_transit", "discount", "quality_issue", "wrong_item", "paid_on", "promise_ship_hours",
    "promise_no_reason", "intact", "orders",
)  # fmt: skip


def _minor(case: Case) -> bool:
    guarded = case.knows("consent", "notified_on", "age_appropriate") and not case.asks("personal_info", "collect_info")
    by_guardian = case.get("requester") == "guardian" and not case.asks("personal_info", "delete_info")
    about_contract = case.asks("contract") and not case.has("clause")
    return case.has("age", "own_income") or about_contract or (guarded and by_guardian)


def _transit(case: Case) -> bool:
    unclear = case.asks("liability") and case.has("signed") and not at_fault(case)
    return case.is_("lost_in_transit") or case.is_("returning") or case.has("courier_chosen_by") or unclear


def _carrier(case: Case) -> bool:
    return case.has("promised_carrier", "actual_carrier")


def _promise(case: Case) -> bool:
    kept_apart = case.has(*SHIPPING)
    return case.has("promise", "agreed_compensation") or (
        case.asks("exchange") and case.has("hours_since") and not kept_apart
    )


def _shipping(case: Case) -> bool:
    unsent = case.isnt("shipped") and case.asks("extra", "overdue")
    waits = case.asks("overdue") and case.has("promise_ship_hours", "paid_on", "excused")
    timed = case.asks("extra") and case.has("paid_at") and case.platform == "tmall" and not at_fault(case)
    presold = case.get("presale", "none") != "none" and not case.has("deposit")
    return unsent or waits or timed or presold or case.has(*SHIPPING)


def _deposit(case: Case) -> bool:
    """A deposit is what the case is about, unless it is only how a late order was paid."""
    late = _shipping(case) and not case.has("breach_by") and case.asks("extra", "overdue")
    return case.has("deposit") and not late


def _refund_due(case: Case) -> bool:
    waiting = case.has("returned_on", "days_since_return", "days_since_request")
    asked = case.asks("overdue", "deadline") or case.has("today", "days_since_return", "days_since_request", "now_on")
    unanswered = case.asks("overdue") and case.has("requested_on") and not case.has("received_on", "completed_on")
    return (waiting and (asked or not case.has("received_on"))) or unanswered


def _clause(case: Case) -> bool:
    """A clause of the shop, where the case is not about one order whose outcome is asked."""
    if not case.has("clause") or case.has("clause_rate", "clause_amount") or case.asks("return", "deduct", "refund"):
        return False
    return case.is_("clause_limits") or void_term(str(case.get("clause")), case.rules.void_terms) is not None


def _agreed(case: Case) -> bool:
    return case.has("clause_rate", "clause_amount") and not case.has(
        "deduct_amount", "deduct_rate", "packaging_damaged"
    )


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
    (lambda case: case.has("completed_on") and not at_fault(case), promises.after_sale_window),
    (_refund_due, refunds.refund_due),
    (_agreed, by_clause),
    (lambda case: case.is_("disputed") and not case.asks("return", "refund"), burden_of_proof),
    (at_fault, faulty),
    (lambda case: case.isnt("shipped"), refunds.never_sent),
    (lambda case: case.asks("contract"), clause),
)
