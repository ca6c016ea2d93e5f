"""
What to send to the customer, once a case is decided: the result first, then money, freight, days and the next step.

Two to four short sentences a supervisor would sign: no rule ids, nothing promised that the decision does not give.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cs_training.core.practice.catalogue import PracticeCase
from cs_training.core.practice.standing_replies import ALWAYS, REFUSED
from cs_training.core.practice.words import Words, by_nature
from cs_training.core.practice.writing import PAYOUTS
from cs_training.core.ruling.decision import Decision


def plain_answer(case: PracticeCase, decision: Decision) -> str:
    """What a good 客服 would send to this customer; "" for a case that is not decided."""
    code = str(decision.decision)
    if code in ALWAYS:
        return "".join(ALWAYS[code])
    writer = WRITERS.get(code)
    return "".join(writer(Words(case.facts, decision))) if writer else ""


def accept_return(w: Words) -> list[str]:
    if w.has("completed_on"):
        last = f"开到 {w.day}24 点" if w.day else "还开着"
        return [f"可以申请，售后入口{last}。", "您把情况和照片传上去，我看到就处理，不用您再催。"]
    if w.fault:
        proof = "凭证" if w.is_("buyer_evidence") else "情况"
        return [
            f"可以退，{w.fault}，给您添麻烦了。",
            "寄回的运费我们出，您不用垫；垫了的把凭证发我，一起退。",
            f"您的{proof}我已经登记，{w.apply}。",
        ]
    who = "寄回运费按约定由我们承担" if w.freight_by == "seller" else "寄回的运费要您付"
    return [
        f"可以退，您的申请{'在时间里' if w.day else '我们接受'}{w.until}。",
        f"{who}，配件和赠品请一起放进去。",
        "仓库收到、验过没问题，7 天内按实付原路退给您。",
    ]


def reject_return(w: Words) -> list[str]:
    if w.law_goes_on:
        return [
            f"平台的无理由入口到 {w.day}24 点已经关了，不过法律上给您的时间还没有过。",
            "退货我替您往下办，不会让您白等。",
            "我先请主管开人工退货，今天下班前在这里回您怎么寄。",
        ]
    why = f"无理由退货的时间到 {w.day}24 点为止，这单已经过了" if w.day else by_nature(w)
    return [
        f"很抱歉，这单不能按七天无理由退：{why}。",
        "要是东西本身有问题，就是另一回事，什么时候发现的都可以找我。",
        "您拍张照片发来，我来核实，是质量问题运费我们出。",
    ]


def refund(w: Words) -> list[str]:
    match w.ask:
        case "price_protect":
            return [
                f"可以补差价{w.sum}。",
                f"请在订单页点“价保”申请{w.before}，最后以系统算出的数为准。",
                "点不到或者数对不上，截图给我。",
            ]
        case "cancel":
            return ["可以退，还没有发货。", f"付的钱原路退回{w.sum}；我先通知仓库停发。"]
        case "only_refund":
            return [
                f"照谈好的办，东西您留着{w.sum}。",
                "钱原路退回，我今天就提交，退好了在这里告诉您。",
            ]
    if w.has("returned_on", "days_since_return"):
        said = f"，{w.amount} 元" if w.amount else ""
        return ["您说得对，这笔退款我们晚了，抱歉。", f"我现在就催财务退{said}，原路退回，今天下班前在这里给您结果。"]
    if w.fault:
        return [
            f"{w.fault}，钱都退给您，您垫的运费也在里面{w.sum}。",
            f"{w.apply}，运费凭证记得传上来。",
            "收到货，钱原路退回。",
        ]
    return [f"可以退，这次按实付算{w.sum}。", *w.kept, f"{w.freight}收到验过没问题，7 天内原路退给您。"]


def cannot_deduct(w: Words) -> list[str]:
    freight = "来回运费也由我们出" if w.freight_by == "seller" else "您只要付寄回的运费"
    back = f"{w.amount} 元" if w.amount else "您实付的钱"
    until = f"，请在 {w.day}24 点前申请" if w.day and not w.has("requested_on", "requested_at") else ""
    return [f"不会扣您的钱，退 {back}。", f"{freight}{until}。", "刚才说要扣的话请不用理会，给您添堵了，我来办到底。"]


def rescind_refund(w: Words) -> list[str]:
    back = f"，退您 {w.amount} 元" if w.amount else "，退全款"
    return [
        f"不让您再等修了，这单直接退货退款{back}。",
        "寄回的运费我们出。",
        "我现在给您开退货，约好上门取件的时间告诉您。",
    ]


def refuse_request(w: Words) -> list[str]:
    if w.get("requester") in ("colleague", "seller"):
        return [
            "您放心，您的资料只给做这单的人看，别的同事也不给。",
            "事情办完该删的就删，不会外传；有谁找您要，告诉我。",
        ]
    if w.ask in REFUSED:
        return list(REFUSED[w.ask])
    if w.ask == "price_protect":
        until = f"这单的价保到 {w.day}为止，已经过了" if w.day else "这单没有降价的差额"
        return [f"抱歉，差价这次补不了，{until}。", "现在能用的券我帮您看一遍，再买划算的办法我列给您。"]
    if w.has("completed_on"):
        until = f"时间到 {w.day}为止，已经过了" if w.day else "近 30 天能赔的次数已经用完"
        return [
            f"抱歉，平台这个入口走不了，{until}。",
            "东西真有质量问题，不会因此没人管。",
            "您把照片和凭证发我，我请主管按质量问题接着看。",
        ]
    if w.is_("quality_issue") or w.has("buyer_evidence"):
        return [
            "现在还不能按质量问题给您退，缺一张看得见问题的照片。",
            "您拍一张发我就行，手机随手拍的也可以。",
            "看清是我们的问题，马上退，运费我们出。",
        ]
    return ["这个我没有依据答应您。", "您遇到的问题本身，我照样给您处理，请把情况告诉我。"]


def nothing_due(w: Words) -> list[str]:
    if w.ask == "overdue" and w.has("returned_on"):
        last = f"，最晚 {w.day}24 点前退到" if w.day else ""
        return [f"您的退货收到了，退款还在时间里{last}。", "我盯着财务办，退好了在这里告诉您，不用您来催。"]
    if w.has("track_gap_hours"):
        return [
            "您的包裹停了一阵，还没有到赔付的线，不过我不会干等。",
            "我现在就催快递查件，有新的轨迹马上告诉您；再不动，该赔的我来办。",
        ]
    if w.has("agreed_at", "agreed_on", "hours_since", "promise"):
        return ["答应您的事还在约定的时间里，我记着。", "我现在就去催办，办好了在这里告诉您，过了时间该付的一分不少。"]
    last = f"，最晚 {w.moment} 前揽收" if w.moment else ""
    return [f"查过了，您这单没有晚{last}，快递揽收的记录在时间里。", "轨迹我接着看，有变化第一时间告诉您。"]


def seller_not_liable(w: Words) -> list[str]:
    if w.ask == "burden_of_proof":
        return [
            "您的机器我们还是管的，只是时间比较久了，是不是质量问题要先有个检测结果。",
            "您可以送检，也可以先寄来我们免费看一下，运费怎么算我先跟您说清。",
        ]
    if w.has("courier_chosen_by"):
        return ["抱歉，这单是您自己选的快递，路上的损失要找承运方。", "发货单据和称重记录我都给您，帮您备齐索赔材料。"]
    if w.is_("harassed"):
        return [
            "刚才聊得不愉快，话说重了我先道个歉。",
            "聊天记录平台都看得到，这次没有另外的赔付。",
            "您原来的问题还没解决，我接着办，请说说现在卡在哪一步。",
        ]
    if not w.is_("excused"):
        return [
            "这个损失查下来不在我们这边，没有赔付可以给您。",
            "查到的记录我整理好发您，您有别的凭证也发我，我再看一遍。",
        ]
    return [
        "这单晚了，让您久等，不过是地址送不到才耽搁的，这次没有延迟赔付。",
        "您把准确的地址和电话在订单里改好，我盯着仓库今天就发。",
    ]


WRITERS: Mapping[str, Callable[[Words], list[str]]] = {
    **PAYOUTS,
    "accept_return": accept_return,
    "reject_return": reject_return,
    "refund": refund,
    "rescind_refund": rescind_refund,
    "cannot_deduct": cannot_deduct,
    "refuse_request": refuse_request,
    "seller_not_liable": seller_not_liable,
    "not_overdue": nothing_due,
}
