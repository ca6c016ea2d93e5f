"""
What goes back for goods: discounts shared out or worked out again, lost free shipping, gifts kept.

The two ways of treating a discount are never mixed: *proportional* takes each piece's share of it (largest remainder,
to the fen), *recalculate* takes what was paid less what the kept pieces would cost. Which one holds must be known.
"""

from __future__ import annotations

from dataclasses import dataclass

from cs_training.core.exact import say, split
from cs_training.core.ruling.case import Case
from cs_training.errors import CaseError


@dataclass(frozen=True, slots=True)
class Bill:
    """An order: what each piece costs before discounts, and which pieces go back. Money in fen."""

    pieces: tuple[int, ...]
    back: tuple[bool, ...]
    discount: int = 0

    @property
    def gross(self) -> int:
        return sum(self.pieces)

    @property
    def paid(self) -> int:
        return self.gross - self.discount

    @property
    def returned(self) -> int:
        """Of the pieces that go back, before discounts."""
        return sum(price for price, goes in zip(self.pieces, self.back, strict=True) if goes)

    @property
    def kept(self) -> int:
        return self.gross - self.returned

    @property
    def whole(self) -> bool:
        return all(self.back)


def proportional(bill: Bill) -> int:
    """What was paid for the returned pieces when each bears its share of the discount."""
    shares = split(bill.discount, list(bill.pieces))
    return bill.returned - sum(part for part, goes in zip(shares, bill.back, strict=True) if goes)


def recalculated(bill: Bill, threshold: int, *, every: bool = False) -> int:
    """
    What was paid less what the kept pieces cost by the published rule; never below 0.

    Args:
        threshold: From how much the discount is granted.
        every: It is granted once per threshold reached (每满), not once.
    """
    if every:
        once = bill.discount // max(1, bill.gross // threshold) if threshold else bill.discount
        discount = once * (bill.kept // threshold) if threshold else bill.discount
    else:
        discount = bill.discount if bill.kept >= threshold else 0
    return max(0, bill.paid - (bill.kept - min(discount, bill.kept)))


def bill_of(case: Case) -> Bill | None:
    """The order of a case; None if it states no price."""
    if case.has("items"):
        return _listed(case)
    if case.has("price"):
        qty = int(case.get("qty", case.get("return_qty", 1)))
        back = int(case.get("return_qty", qty))
        # A price is what was paid for the piece, so a discount is in it already.
        return Bill((case.get("price"),) * qty, tuple(n < back for n in range(qty)))
    if case.has("total"):
        return Bill((case.get("total"),), (True,))
    return None


def goods_back(case: Case, bill: Bill) -> int:
    """Fen that go back for the returned pieces, by the method that holds."""
    if bill.whole or not bill.discount:
        case.say(f"退的商品实付 {say(bill.returned - (bill.discount if bill.whole else 0))} 元，按实付退。")
        return bill.returned - (bill.discount if bill.whole else 0)
    if case.need("alloc") == "recalculate" and not case.isnt("recalc_published"):
        case.rule("PROMO-RECALC")
        back = recalculated(bill, case.need("discount_threshold"), every=case.is_("discount_every"))
        case.say(
            f"规则公示过、按留下的重算：实付 {say(bill.paid)} 元，留下的 {say(bill.kept)} 元按规则应付 "
            f"{say(bill.paid - back)} 元，差额 {say(back)} 元退还（低于 0 按 0）。"
        )
        return back
    if case.get("alloc") == "recalculate":
        case.say("重算的规则没有事先公示，不能事后改用，按比例分摊。")
    case.rule("PROMO-ALLOC")
    back = proportional(bill)
    case.say(
        f"优惠 {say(bill.discount)} 元按单价比例分摊到分（最大余额法）：退的部分标价 {say(bill.returned)} 元，"
        f"分到优惠 {say(bill.returned - back)} 元，实付 {say(back)} 元。"
    )
    return back


def freight_kept(case: Case, bill: Bill, back: int) -> int:
    """Published freight that may be kept because a partial return lost free shipping; fen, not below 0."""
    threshold = case.get("free_ship_threshold")
    if threshold is None or bill.whole or case.is_("ship_fee_paid"):
        return 0
    case.rule("PROMO-FREIGHT")
    left = bill.paid - back
    if not left < threshold <= bill.paid:
        case.say(f"留下的 {say(left)} 元，包邮门槛 {say(threshold)} 元：包邮不受影响。")
        return 0
    fee = case.money("ship_fee")
    if not fee:
        case.say("留下的不够包邮门槛，但没有公示过邮费：不得扣。")
        return 0
    case.say(f"留下的 {say(left)} 元不够 {say(threshold)} 元包邮，可以扣公示的发货运费 {say(fee)} 元。")
    return min(fee, back)


def keeps_back(case: Case) -> bool:
    """Whether the question is what the shop may keep of the refund, not how much the refund is."""
    wants = case.has("deduct_amount", "deduct_rate") and not case.asks("refund", "total")
    return wants or case.asks("deduct")


def gift_kept(case: Case, back: int) -> int:
    """What may be kept for a gift that does not come back; never more than the refund."""
    if not case.isnt("gift_returned"):
        return 0
    case.rule("LAW-7D-04")
    if case.isnt("gift_price_marked") and case.platform == "law":
        case.say("赠品没有事先标价，不能照价扣。")
        return 0
    value = min(case.need("gift_price"), back)
    case.say(f"赠品没退：不能因此拒退，可以按标明的价格扣 {say(value)} 元（不超过退款）。")
    return int(value)


def _listed(case: Case) -> Bill:
    items: tuple[tuple[int, int], ...] = case.get("items")
    back = _back(case, items)
    pieces = [(price, n < back[i]) for i, (price, qty) in enumerate(items) for n in range(qty)]
    return Bill(tuple(p for p, _ in pieces), tuple(goes for _, goes in pieces), case.money("discount"))


def _back(case: Case, items: tuple[tuple[int, int], ...]) -> list[int]:
    """How many pieces of each line go back."""
    if not case.has("return_items"):
        if len(items) > 1 and case.has("return_qty"):
            case.need("return_items")
        if case.get("return_qty", 0) > items[0][1]:
            raise CaseError("return_qty 退的比 items 买的还多。核对这两项。")
        whole = int(case.get("return_qty", items[0][1])) if len(items) == 1 else None
        return [whole if whole is not None else qty for _, qty in items]
    back = [0] * len(items)
    for one in case.get("return_items"):
        line, qty = _line(one, items, back)
        back[line] += qty
    if any(n > qty for n, (_, qty) in zip(back, items, strict=True)):
        raise CaseError("return_items 退的比 items 买的还多。核对这两项。")
    return back


def _line(one: int | tuple[int, int], items: tuple[tuple[int, int], ...], back: list[int]) -> tuple[int, int]:
    """The line that an entry of ``return_items`` means, and how many of it; a number too high for a line is a price."""
    if isinstance(one, int) and one <= len(items):
        return one - 1, items[one - 1][1]
    price, qty = (one * 100, 1) if isinstance(one, int) else one
    for i, (each, _) in enumerate(items):
        if each == price and not back[i]:
            return i, qty
    named = one if isinstance(one, int) else say(price)
    raise CaseError(f"items 里没有“{named}”：return_items 写第几个（从 1 数，共 {len(items)} 种）或单价。")
