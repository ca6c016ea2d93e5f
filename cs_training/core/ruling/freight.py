"""Who pays for sending goods back: the tree of the course, from the strongest ground to the weakest."""

from __future__ import annotations

from cs_training.core.ruling.case import Case
from cs_training.core.ruling.decision import FreightBy

WHO = {"buyer": "买家", "seller": "卖家"}


def fault_freight(case: Case) -> FreightBy:
    """The shop's fault (quality, wrong item, damage): the shop pays both ways, whatever its terms say."""
    case.rule("LAW-QUAL-01")
    case.say("责任在卖家：来回运费都由卖家承担（消费者权益保护法第 24 条）。")
    return "seller"


def return_freight(case: Case) -> FreightBy:
    """A return that is nobody's fault."""
    if agreed := case.get("freight_agreed"):
        case.say(f"退回运费双方有约定（或有退货宝等权益）：按约定，由{WHO[agreed]}承担。")
        return "buyer" if agreed == "buyer" else "seller"
    if case.is_("negotiated"):
        case.rule("PLT-QUAL-ZY")
        case.say("双方自行协商退货、没写运费：由卖家承担。")
        return "seller"
    if case.is_("fault_unclear"):
        case.rule("PLT-QUAL-ZY")
        case.say("责任定不了、平台支持退货退款：发货运费卖家出，退货运费买家出。")
        return "buyer"
    if case.asks("exchange"):
        case.say("无理由换货：来回运费由买家承担。")
        return "buyer"
    case.say("无理由退货：退回运费由买家承担。")
    return "buyer"
