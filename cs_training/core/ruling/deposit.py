"""Deposits (定金): who broke the contract, how much of it counts, and when the rule does not apply at all."""

from __future__ import annotations

from cs_training.core.exact import say, times
from cs_training.core.ruling.case import Case, Ruling
from cs_training.core.ruling.compensation import percent


def deposit(case: Case) -> Ruling:
    """What goes back of a deposit; all of it is ``goods``, the second half for a seller's breach is ``extra``."""
    rule = case.rule("DEP-01")
    paid = case.need("deposit")
    if why := _not_applying(case):
        case.say(why)
        return Ruling(decision="no_deposit_effect", goods=paid)
    counts = min(paid, times(_total(case), rule.number("cap")))
    over = paid - counts
    case.say(
        f"定金最多算总价的 {percent(rule.number('cap'))}：总价 {say(_total(case))} 元，"
        f"有定金效力的是 {say(counts)} 元，超出 {say(over)} 元。"
    )
    if case.has("unperformed"):
        return _partly(case, counts, over)
    if case.get("breach_by") == "seller":
        case.say(f"卖方违约：退回 {say(paid)} 元，再加有定金效力的 {say(counts)} 元，共 {say(paid + counts)} 元。")
        return Ruling(decision="double_deposit", goods=paid, extra=counts)
    if over:
        case.say(f"买方违约：定金不退，超出的 {say(over)} 元不产生定金效力，要退。")
        return Ruling(decision="partial_refund_deposit", goods=over)
    case.say("买方违约：无权要回定金，退 0 元。")
    return Ruling(decision="forfeit_deposit", goods=0)


def _not_applying(case: Case) -> str:
    """Why the rule of deposits does not apply and the money simply goes back; "" if it does."""
    if case.is_("force_majeure"):
        return "因不可抗力不能履行：不适用定金罚则，原数退回。"
    if case.get("breach_by") != "both" and not case.need("deposit_agreed"):
        return "写的是订金、预付款一类，没有定金性质的约定：不适用定金罚则，原数退回；实际损失另算。"
    return "双方都违约、目的落空：不适用定金罚则，原数退回。" if case.need("breach_by") == "both" else ""


def _partly(case: Case, counts: int, over: int) -> Ruling:
    """Partly performed: the rule holds for the part that was not; the deposit of the rest is part of its price."""
    share = case.rate("unperformed")
    part = times(counts, share)
    case.say(f"已经部分履行：只对没履行的 {float(share):.0%} 适用罚则，相应的定金是 {say(part)} 元，其余抵作价款。")
    if case.get("breach_by") == "seller":
        case.say(f"卖方违约：这 {say(part)} 元双倍返还。")
        return Ruling(decision="double_deposit", goods=part + over, extra=part)
    return Ruling(decision="partial_refund_deposit" if over else "forfeit_deposit", goods=over)


def _total(case: Case) -> int:
    """The contract's price: stated, or deposit and balance, or the price of the goods."""
    if case.has("balance") and not case.has("total"):
        return int(case.get("deposit") + case.get("balance"))
    if case.has("price") and not case.has("total"):
        return int(case.get("price") * case.get("qty", 1))
    return int(case.need("total"))
