"""
What to send to the customer, once a case is decided: the result first, then money, freight, days and the next step.

Two to four short sentences a supervisor would sign: no rule ids, nothing promised that the decision does not give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from cs_training.core.practice.card import LABELS
from cs_training.core.practice.catalogue import PracticeCase
from cs_training.core.practice.refusing import REFUSALS
from cs_training.core.practice.standing_replies import ALWAYS
from cs_training.core.practice.words import Words
from cs_training.core.practice.writing import PAYOUTS
from cs_training.core.ruling.decision import Decision

ADDRESS = "我现在就同意，退货地址马上就在退款单里。"


def plain_answer(case: PracticeCase, decision: Decision) -> str:
    """What a good 客服 would send to this customer; "" for a case that is not decided."""
    code = str(decision.decision)
    if code in ALWAYS:
        return "".join(ALWAYS[code])
    writer = WRITERS.get(code)
    heard = "".join(said for _, said in case.chat)
    return "".join(writer(Words(case.facts, decision, _thing(case), case.on, heard))) if writer else ""


def _thing(case: PracticeCase) -> str:
    """What it is about, by the order card: the goods, or of several lines the one that goes back."""
    card = dict(case.card)
    back = card.get(str(LABELS["return_items"]), "")
    line = re.search(rf"{back} (.+?) [\d.]+ 元 ×", card.get(str(LABELS["items"]), "")) if len(back) == 1 else None
    return line[1] if line else card.get("商品", "")


def accept_return(w: Words) -> list[str]:
    if w.has("completed_on"):
        last = f"开到 {w.day}" if w.day else "还开着"
        return [f"可以申请，售后入口{last}。", "您把情况和照片传上去，我今天就处理，弄好了在这里告诉您。"]
    back = f"退您 {w.goods} 元，" if w.goods else ""
    if w.fault:
        return [
            f"能退，{w.fault}，对不起。",
            f"{w.thing or '这件'}{back or '按实付退，'}寄回的运费我们出，您先垫了的把凭证发我，一起退。",
            ADDRESS,
        ]
    who = "寄回的运费我们出" if w.freight_by == "seller" else "寄回的运费您付"
    return [
        f"能退。{w.thing or '这件'}{back or '按实付退，'}{who}。",
        *w.in_time,
        ADDRESS if w.requested else "您在订单页点退货退款，我看到就同意。",
    ]


def refund(w: Words) -> list[str]:
    match w.ask:
        case "price_protect":
            return _price_difference(w)
        case "cancel":
            return [f"能退，还没有发货{w.sum}。", "我现在就通知仓库停发，钱原路退回。"]
        case "only_refund":
            return [f"照谈好的办，东西您留着{w.sum}。", "我今天就提交，原路退回，退好了在这里告诉您。"]
    if w.has("returned_on", "days_since_return"):
        said = f" {w.amount} 元" if w.amount else ""
        return ["您说得对，这笔退款我们晚了，对不起。", f"我现在就让财务退{said}，原路退回，今天下班前在这里给您结果。"]
    if w.fault:
        sent = w.has("return_freight_paid")
        step = "寄回的单号和运费凭证发我，收到货 7 天内一起原路退您。" if sent else ADDRESS
        return [f"能退，{w.fault}，对不起{w.sum}。", f"寄回的运费我们出{'，您垫的也在里面' if sent else ''}。", step]
    agreed = "我现在就同意" if w.requested else "您在订单页点申请，我看到就同意"
    back = f"退您 {w.amount} 元" if w.amount else "按实付退"
    return [
        f"能退。{w.thing or '这一单'}{back}，{w.freight.rstrip('，') or '运费不用您管'}。",
        *w.kept,
        *w.free,
        f"{agreed}，收到验过没问题，7 天内原路退您。",
    ]


def _price_difference(w: Words) -> list[str]:
    until = f"，{w.day}前点都行" if w.day else ""
    return [
        f"能补差价{f' {w.amount} 元' if w.amount else ''}。",
        f"您在订单页点“价保”{until}，最后看系统算出的数。",
        "点不到或者数对不上，截图给我，我今天就看。",
    ]


def cannot_deduct(w: Words) -> list[str]:
    freight = "来回运费也由我们出" if w.freight_by == "seller" else "寄回的运费您付"
    back = f"{w.amount} 元全退您" if w.amount else "实付多少退您多少"
    wrong = w.free or ["要是有人跟您说过要扣，是我们弄错了，对不起。"]
    return [f"一分不扣，{back}，{freight}。", *wrong, ADDRESS]


def rescind_refund(w: Words) -> list[str]:
    back = f"，退您 {w.amount} 元" if w.amount else "，退全款"
    return [
        f"不让您再等修了，{w.thing or '这单'}直接退货退款{back}，寄回的运费我们出。",
        "我现在就开退货，今天下班前告诉您哪天上门取件。",
    ]


def nothing_due(w: Words) -> list[str]:
    if w.ask == "overdue" and w.has("returned_on"):
        last = f"，最晚 {w.day}前退到" if w.day else ""
        return [f"您的退货收到了，退款还在时间里{last}。", "我今天就去催财务，退好了在这里告诉您，不用您来催。"]
    if w.has("track_gap_hours"):
        return [
            "您的包裹停了一阵，还没有到赔付的线，不过我不会干等。",
            "我现在就催快递查件，今天下班前告诉您查到哪一步。",
        ]
    if w.get("promise") == "reissue":
        return ["补寄的那件已经揽收了，在答应您的时间里。", "单号我现在发您，今天下班前再看一次轨迹。"]
    if w.has("agreed_at", "agreed_on", "hours_since", "promise"):
        owed = f"谈好的 {w.yuan('agreed_compensation')} 元" if w.has("agreed_compensation") else "答应您的事"
        return [f"{owed}还在约定的时间里，我记着。", "我现在就去催办，今天下班前在这里告诉您结果。"]
    last = f"，最晚 {w.moment} 前揽收" if w.moment else ""
    return [f"查过了，您这单没有晚{last}，快递揽收的记录在时间里。", "轨迹我今天再看一遍，有变化就告诉您。"]


def seller_not_liable(w: Words) -> list[str]:
    if w.ask == "burden_of_proof":
        return [
            "这次要请您那边先有个检测结果，才好按质量问题办。",
            "您可以自己送检，也可以先寄来我们免费看一下，寄之前我把运费怎么算跟您说清。",
        ]
    if w.has("courier_chosen_by"):
        return [
            "抱歉，这单是您自己选的快递，路上的损失要找承运方。",
            "我今天就把发货单据和称重记录发您，帮您备齐索赔材料。",
        ]
    if w.is_("harassed") or w.is_("buyer_abused_first"):
        return [
            "刚才聊得不愉快，我先道个歉。",
            "平台看过聊天记录，这次没有另外的赔付。",
            "您原来的问题我接着办，现在卡在哪一步，您告诉我。",
        ]
    if w.is_("excused"):
        return _excused(w)
    checked = "查到的记录我今天发您，您有别的凭证也发我，我再看一遍。"
    return ["查下来，这个损失不在我们这边，没有赔付可以给您。", checked]


def _excused(w: Words) -> list[str]:
    """Late for an address that was wrong; who has it on the way already need not be promised it for today."""
    if day := w.plain_day("shipped_at"):
        return [
            f"这单 {day}已经揽收，是门牌号有误才耽搁的，这次没有延迟赔付。",
            "今天下班前我查到走到哪一步，在这里回您。",
        ]
    return [
        "这单晚了，让您久等，不过是地址送不到才耽搁的，这次没有延迟赔付。",
        "您在订单里改好地址和电话，改好了我盯着仓库今天发。",
    ]


def seller_proves(w: Words) -> list[str]:
    if w.get("seller_evidence") is False:
        return [
            "我们没有录验货视频，拿不出证据，按完好办，让您费口舌了，对不起。",
            "按实付全额退您，我今天就点退款，原路退回，点好了在这里告诉您。",
        ]
    return [
        "该由我们来证明，不用您去做检测。",
        "我请仓库和品控把检验的材料拿出来，今天下班前告诉您看到了什么。",
        "拿不出证据，就按您说的办。",
    ]


WRITERS: Mapping[str, Callable[[Words], list[str]]] = {
    **PAYOUTS,
    **REFUSALS,
    "accept_return": accept_return,
    "refund": refund,
    "rescind_refund": rescind_refund,
    "cannot_deduct": cannot_deduct,
    "seller_not_liable": seller_not_liable,
    "not_overdue": nothing_due,
    "seller_burden_of_proof": seller_proves,
}
