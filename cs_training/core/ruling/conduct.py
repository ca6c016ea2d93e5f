"""What nobody in the shop does, whoever asks: fake orders, bought reviews, deals off the platform, false reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cs_training.core.exact import say
from cs_training.core.ruling.case import Case, Ruling
from cs_training.core.ruling.compensation import payable, penalty, yuan_of

# The request, the rule that forbids it, and what to say.
FORBIDDEN: Mapping[str, tuple[str, str]] = {
    "fake_order": ("REV-02", "刷单是虚构交易，帮忙组织也一样：拒绝，并提醒对方这也是诈骗高发区。"),
    "paid_review": ("REV-01", "不能用钱、券、红包换好评：拒绝；问题照样继续处理。"),
    "change_review": ("REV-01", "不能要求顾客改评、删评：拒绝；可以在时限内解释或按规则投诉。"),
    "off_platform": ("OFF-01", "引到站外交易、付款：拒绝；在订单页里办。"),
    "change_reason": ("PLT-REASON", "不能让顾客改成不真实的退款原因：拒绝；按真实原因办。"),
    "absolute_claim": ("AD-01", "“最好、第一”这类绝对化用语不能说：换成可以核实的参数。"),
    "medical_claim": ("AD-02", "普通商品不能说治病、预防疾病：拒绝；请顾客看说明、问医生。"),
}


def forbidden(case: Case) -> Ruling:
    """A request that the rules forbid."""
    rule_id, says = FORBIDDEN[case.ask]
    case.rule(rule_id)
    case.say(says)
    return Ruling(decision="refuse_request")


def fake_order_contract(case: Case) -> Ruling:
    """Whether a contract about fake orders holds."""
    case.rule("REV-02")
    case.say("为虚假交易订的合同无效（法释〔2022〕8 号第 9 条），约定的佣金不受保护。")
    return Ruling(decision="contract_void")


def harassment(case: Case) -> Ruling:
    """Somebody of the shop abused or threatened a buyer."""
    rule = case.rule("HAR-01")
    if case.is_("buyer_abused_first"):
        case.say("顾客先辱骂、店里没有升级：不赔。")
        return Ruling(decision="seller_not_liable")
    if case.need("platform") != "tmall":
        case.need("clause_amount")
        return penalty(case.get("clause_amount"))
    paid = yuan_of(rule, "pay")
    case.say(f"天猫：投诉成立，每次赔 {say(paid)} 元红包，严重的另扣分。")
    return penalty(paid)


def asked_change_reason(case: Case) -> Ruling:
    """The shop made a refund hang on a false reason: refusing service without ground."""
    platform = case.need("platform")
    rule = case.rule("PLT-REASON")
    if platform == "law":
        case.say("让顾客改退款原因没有依据：按真实原因办。")
        return Ruling(decision="refuse_request")
    case.say("以改退款原因作条件，属于无故拒绝售后。")
    return penalty(payable(case, rule.number("rate"), yuan_of(rule, "low"), yuan_of(rule, f"high_{platform}")))


def staff_led_off(case: Case) -> Ruling:
    """Staff led a buyer to pay outside: the shop still answers as the seller."""
    case.rule("OFF-01")
    case.say("店里的人引导站外付款，商家仍按销售者负责（法释〔2022〕8 号第 5 条）。")
    goods = case.get("price") if case.asks("refund", "total") else None
    return Ruling(decision="seller_liable", goods=goods)


# Facts that settle what a case is about, unless it asks something of its own.
BY_FACT: Mapping[str, Callable[[Case], Ruling]] = {
    "fake_order": fake_order_contract,
    "harassed": harassment,
    "buyer_abused_first": harassment,
    "asked_change_reason": asked_change_reason,
    "staff_led_off_platform": staff_led_off,
}
