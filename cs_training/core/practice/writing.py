"""Replies about payouts, damages, deposits, contracts and information (:mod:`cs_training.core.practice.replying`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cs_training.core.practice.words import Words


def penalty(w: Words) -> list[str]:
    owed, sorry = w.extra or w.amount, _sorry(w)
    if not owed:
        return [f"{sorry}。", "该赔的我来算清楚，今天下班前把数和到账方式告诉您。"]
    if w.is_("harassed"):
        return [f"{sorry}。", f"平台判了赔您 {owed} 元，按平台的通知到账。", "到时候没有到，您告诉我，我去催。"]
    if w.has("agreed_compensation") and w.goods and w.extra:
        said = f"一共付您 {w.total} 元：谈好的 {w.goods} 元照付，另加 {w.extra} 元。"
        return [said, f"{sorry}。", "我现在就提交，到账了在这里告诉您。"]
    besides = "货款照退，另外" if w.has("guarantee", "asked_change_reason", "admitted_stockout_at") else ""
    return [f"{besides}付您 {owed} 元，我现在就在平台上提交。", f"{sorry}。", _next(w)]


def _sorry(w: Words) -> str:
    """What went wrong, as the customer felt it."""
    grounds = {
        "不该让您改退款原因，这是我们的错": w.is_("asked_change_reason"),
        "我们的人说话伤了您，对不起": w.is_("harassed"),
        "东西和页面写的不符，这是我们的错": w.has("guarantee"),
        "说好的快递没有用上，对不起": w.has("actual_carrier"),
        "答应您的事我们没有按时做到，对不起": w.has("agreed_compensation", "promise"),
        "没有货发给您，让您白等了，对不起": w.has("admitted_stockout_at", "refused_to_ship"),
    }
    return next((says for says, holds in grounds.items() if holds), "这单没有按时走好，让您等了，对不起")


def _next(w: Words) -> str:
    if w.has("track_gap_hours", "route", "first_update_hours"):
        return "包裹我接着让快递找，今天下班前在这里告诉您查到哪一步。"
    if w.get("promise") == "exchange":
        return "换的那件我今天盯着寄出，寄了把单号发您。"
    if w.has("admitted_stockout_at", "fake_shipment", "now_at") and not w.has("agreed_at"):
        return "您要退款我马上办；还想要的话，我帮您看有没有能换的款。"
    return "到账了在这里告诉您，不用您再来催。"


def punitive(w: Words) -> list[str]:
    refund = f"退您货款 {w.goods} 元，" if w.goods else ""
    owed = f"{refund}另外赔 {w.extra} 元" if w.extra else f"{refund}另外该赔的，我今天算好告诉您"
    return [
        f"这件事是我们错了，对不起：{owed}。",
        "来回运费我们出，您的票据和照片请留好。",
        "我已经报给主管，今天下班前告诉您钱怎么付、什么时候付。",
    ]


def no_punitive(w: Words) -> list[str]:
    if w.is_("buyer_fraud"):
        return [
            "这笔赔偿我们不能给，出库录像、称重和退回的东西对不上。",
            "您觉得有出入，可以请平台来看，我把材料都交上去。",
        ]
    return [
        "谢谢您指出来，标签上的错我们会改，不过这个错不影响安全，也不会让人误会，不能按十倍赔。",
        "您不想要了，我给您办退货；哪里吃着、用着不对，请马上告诉我。",
        "您要找平台或者 12315，我也会把情况如实交上去。",
    ]


def compensate(w: Words) -> list[str]:
    owed = f"，赔您 {w.extra} 元" if w.extra else ""
    return [
        f"这个损失是我们的东西造成的，我们来担{owed}。",
        "送的东西也一样管，您把票据和照片留好发我。",
        "我今天报给主管，定好付款时间就告诉您。",
    ]


def double_deposit(w: Words) -> list[str]:
    owed = f"一共付您 {w.total} 元" if w.total else "双倍付给您"
    return [
        f"是我们做不了这单，对不起，{owed}，定金和该加的那一份都在里面。",
        "原路退回，我今天就提交，到账了在这里告诉您。",
    ]


def partial_deposit(w: Words) -> list[str]:
    return [
        f"可以退一部分{w.sum}。",
        "定金最多算总价的两成，超出的不算定金，要还您；两成以内的，自己不买就退不了。",
        "原路退回，我今天提交。",
    ]


def no_deposit_effect(w: Words) -> list[str]:
    return [
        f"可以退，付的都退给您{w.sum}。",
        "下单页写的不是“定金”，我们不能按定金不退。",
        "原路退回，退好了在这里告诉您。",
    ]


def clause_void(w: Words) -> list[str]:
    if "退" in str(w.get("clause") or ""):
        return [
            "能退：没穿没用、在七天里的，按您实付的退，寄回的运费您付（有退货宝的看订单页那一栏）。",
            "页面上那句话不算数，我今天就报上去改掉。",
            "您在订单页点退货退款，我看到就同意。",
        ]
    return [
        "这句话不算数，您的权利不会因为页面写了它就没有了。",
        "您遇到什么事告诉我，我按您本来的权利办。",
        "这行字我今天就报上去改掉。",
    ]


def contract_valid(w: Words) -> list[str]:
    if w.has("age"):
        return [
            "这单是有效的，核实下来孩子可以自己买这样东西。",
            "不过没用过、东西完好的话，还可以申请七天无理由退货。",
            "您要退，我来教您怎么点。",
        ]
    return ["这一条没有减少您的权利，可以照着做。", "哪一句看着不放心，您发给我，我逐句说明。"]


def need_guardian(w: Words) -> list[str]:
    last = f"，最晚到 {w.day}" if w.day else ""
    return [
        "这单先不发，钱也还是你的，要等家长点头。",
        f"请家长来跟我说一声同意还是不同意{last}。",
        "不同意，或者到时候没有回音，就全额退，不扣你的钱。",
    ]


def void_refund(w: Words) -> list[str]:
    back = f"退您 {w.amount or w.goods} 元" if (w.amount or w.goods) else "付的钱退给您"
    return [
        f"好的，这单不算数，{back}。",
        "东西请寄回来，拆过也先别担心，我们看情况商量。",
        "钱原路退回，我今天提交，退好了在这里告诉您。",
    ]


def deemed_refusal(w: Words) -> list[str]:
    if w.has("age"):
        return void_refund(w)
    back = f" {w.amount} 元" if w.amount else ""
    return [
        f"对不起，这笔退款我们拖得太久了，没有理由，我现在就让财务退{back}。",
        "原路退回，今天下班前我在这里给您结果。",
        "您要请平台介入也可以，不影响我这边退。",
    ]


def seller_liable(w: Words) -> list[str]:
    back = f"，退您 {w.amount or w.goods} 元" if (w.amount or w.goods) else ""
    if w.is_("staff_led_off_platform"):
        return [
            f"是我们的人让您转的账，我们负责{back}。",
            "以后请只在订单页付款，谁让您扫码、转账都别理。",
            "付款记录发我，我今天报给主管办，办好了在这里告诉您。",
        ]
    if w.is_("gift_harm"):
        return ["赠品伤了您，我们负责。", "票据和照片请留好发我，今天我就报给主管定赔付。"]
    return [
        f"包裹没到您手上，这个损失我们担{back}。",
        "您不用去找快递，我来跟他们要说法。",
        "还想要这件的话，也可以换成补发，您选。",
    ]


def provide_info(w: Words) -> list[str]:
    if w.ask == "complaint":
        last = f"，最晚 {w.day}前会告诉您受不受理" if w.day else ""
        return [
            f"可以的：订单页点“平台介入”，或者打 12315{last}。",
            "两条路都不影响我这边处理，您先把最不满意的一件事告诉我，我现在就办。",
        ]
    if w.ask == "collect_info":
        return ["这几项是寄快递要用的，只用来送这一单。", "别的我们不多要；不放心的话，可以用虚拟号码收件。"]
    if w.get("requester") == "authority":
        return ["证件和文书我们核对过了，会按调取的范围提供，不多给。", "交接我请主管办，留好记录。"]
    if w.get("requester") == "guardian":
        return ["核实过您是监护人，孩子的订单记录可以给您看。", "我今天整理好发到您核实过的账号里，别处不发。"]
    if w.is_("consent"):
        return ["买家本人已经写明同意，这单的物流我告诉您。", "同意里只说了物流，地址和电话就不说了，请您体谅。"]
    return [
        "可以的，核实是您本人，您的订单记录和我们存的信息都能给您。",
        "我今天整理好，发到您自己的账号里；有写错的，告诉我来改。",
    ]


PAYOUTS: Mapping[str, Callable[[Words], list[str]]] = {
    "clause_void": clause_void,
    "penalty": penalty,
    "punitive": punitive,
    "no_punitive": no_punitive,
    "compensate": compensate,
    "double_deposit": double_deposit,
    "partial_refund_deposit": partial_deposit,
    "no_deposit_effect": no_deposit_effect,
    "contract_valid": contract_valid,
    "need_guardian_consent": need_guardian,
    "void_refund": void_refund,
    "deemed_refusal": deemed_refusal,
    "seller_liable": seller_liable,
    "provide_info": provide_info,
}
