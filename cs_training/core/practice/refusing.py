"""Replies that refuse (:mod:`cs_training.core.practice.replying`): what cannot be, why, and what can."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cs_training.core.practice.standing_replies import REFUSED
from cs_training.core.practice.words import Words, by_nature

# What was called a fault and is none, as the customer is told.
SEEN = {"偏硬": "偏硬", "颜色没": "颜色不喜欢", "不搭": "不好搭"}
# A fault is another matter; no promise without end, a picture now.
IF_FAULTY = "东西要是有毛病，另算：现在拍张照片发我，是质量问题运费我们出。"


def reject_return(w: Words) -> list[str]:
    if w.at_fault:
        return _no_proof()
    if w.law_goes_on:
        back = f"退您 {w.paid} 元" if w.paid else "按实付退"
        return [
            f"能退。{w.thing or '这件'}{back}，寄回的运费您付。",
            f"平台入口关了，不过按法律能退到 {w.best_day}，您来得及。",
            "售后我帮您办，今天下班前把退货地址发您。",
        ]
    if not w.day:
        return [f"抱歉，{w.thing or '这件'}不能按七天无理由退：{by_nature(w)}。", IF_FAULTY]
    if w.get("quality_issue") is False:
        return _checked(w)
    clocks = "平台和法律的时间都过了" if w.moved else "这单过了"
    return [f"抱歉，{w.thing or '这件'}不能按无理由退了：最晚到 {w.best_day}，{clocks}。", IF_FAULTY]


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
        return [f"抱歉，差价这次补不了，{until}。", "现在能用的券，我今天帮您看一遍，列给您。"]
    if w.has("completed_on"):
        until = f"时间到 {w.day}为止，已经过了" if w.day else "近 30 天能赔的次数已经用完"
        return [
            f"抱歉，平台这个入口走不了，{until}。",
            "东西要是有质量问题，另算：您把照片和凭证发我，我今天请主管接着看。",
        ]
    if w.at_fault or w.has("buyer_evidence"):
        return _no_proof()
    if w.ask == "score":
        return [
            "店铺体验分现在还没有显示，没显示的分我不能报给您。",
            "您可以先看商品评价和问大家，想知道哪一件告诉我。",
        ]
    return ["这个我没有依据答应您。", "您遇到的问题我照样处理，请把情况告诉我。"]


def _checked(w: Words) -> list[str]:
    """To who calls a whim a fault, after it was looked at."""
    whim = next((says for word, says in SEEN.items() if word in w.heard), "不合心意")
    return [
        f"品控核过，做工、尺寸、颜色都和页面一致，{whim}不算质量问题。",
        f"无理由到 {w.best_day}为止，这单过了，抱歉。",
        "您要是看到开线、破损，再拍给我。",
    ]


def _no_proof() -> list[str]:
    return [
        "现在还不能按质量问题给您退，缺一张看得见问题的照片。",
        "您拍一张发我就行，手机随手拍的也可以。",
        "看清是我们的问题，马上退，运费我们出。",
    ]


REFUSALS: Mapping[str, Callable[[Words], list[str]]] = {
    "reject_return": reject_return,
    "refuse_request": refuse_request,
}
