"""A decided case in the words that replies are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from cs_training.core.exact import fen, say
from cs_training.core.ruling.decision import Decision
from cs_training.core.ruling.periods import say_day, say_moment

# Whose fault it was, as a customer is told.
FAULTS: Mapping[str, str] = {
    "damaged_on_arrival": "东西到您手里就破了，责任在我们",
    "wrong_item": "是我们发错了",
    "not_as_described": "和页面写的不一样，责任在我们",
    "quality_issue": "这是质量问题，责任在我们",
}
NATURE: Mapping[str, str] = {
    "custom": "这件是照您的要求专门做的",
    "fresh": "鲜货放不住，退回来就不能再给别人了",
    "digital": "数字商品用过或者下载过就收不回来了",
    "newspaper": "报刊交到您手里就不能再退了",
}


class Words:
    """What a reply may say; "" where the case has nothing of the kind."""

    def __init__(self, facts: Mapping[str, Any], decision: Decision) -> None:
        self._facts = facts
        self.decision = decision
        self.ask = str(facts.get("ask", ""))
        self.freight_by = decision.freight_by
        self.amount = _money(decision.amount)
        self.goods = _money(decision.amounts.goods)
        self.extra = _money(decision.amounts.extra)
        self.total = _money(decision.amounts.total)

    def has(self, *names: str) -> bool:
        return any(name in self._facts for name in names)

    def is_(self, name: str) -> bool:
        return self._facts.get(name) is True

    def get(self, name: str) -> Any:
        return self._facts.get(name)

    def yuan(self, name: str) -> str:
        """A money fact as text."""
        return say(fen(self._facts[name])) if name in self._facts else ""

    @property
    def sum(self) -> str:
        """What is paid, as the end of a sentence."""
        amount = self.amount or self.goods
        return f"，一共 {amount} 元" if amount else ""

    @property
    def day(self) -> str:
        """The last day: 11 月 17 日（周二）."""
        last = self.decision.deadline
        return "" if last is None else say_day(last)

    @property
    def moment(self) -> str:
        """The last moment, if the case turns on one."""
        last = self.decision.deadline
        return say_moment(last) if isinstance(last, datetime) else self.day

    @property
    def before(self) -> str:
        return f"，{self.day}24 点前都可以" if self.day else ""

    @property
    def until(self) -> str:
        return f"，期限到 {self.day}24 点" if self.day else ""

    @property
    def apply(self) -> str:
        """What happens to the request, or how to make it."""
        if self.has("requested_on", "requested_at"):
            return "您的申请我这就同意，寄回的地址看退款单"
        return f"请在订单页申请退货退款{self.before}，我看到就同意"

    @property
    def fault(self) -> str:
        if self._facts.get("seller_evidence") is False:
            return "凭证我们没有拿出来，不该让您担着"
        return next((says for name, says in FAULTS.items() if self.is_(name)), "")

    @property
    def law_goes_on(self) -> bool:
        """Whether the platform's period is over and the law's is not."""
        return any("法定权利还在" in step for step in self.decision.steps)

    @property
    def kept(self) -> list[str]:
        """What is kept from a refund, told in one sentence; nothing if nothing is."""
        freight = self.decision.amounts.freight
        said = [f"发货运费 {_money(-freight)} 元（留下的不够包邮）"] if freight is not None and freight < 0 else []
        gift = self.yuan("gift_price")
        may_keep = self._facts.get("gift_price_marked") is not False
        if self._facts.get("gift_returned") is False and gift and may_keep:
            said.append(f"没退回的赠品 {gift} 元（下单页标明的价）")
        return [f"里面扣了{'和'.join(said)}。"] if said else []

    @property
    def freight(self) -> str:
        """Who pays the way back, as the beginning of a sentence."""
        return {"buyer": "寄回的运费要您付，", "seller": "寄回的运费我们出，", None: ""}[self.freight_by]


def by_nature(w: Words) -> str:
    """Why goods cannot go back without a reason."""
    kind = "custom" if w.is_("custom") else str(w.get("category"))
    if kind in NATURE:
        return NATURE[kind]
    if w.is_("seal_broken"):
        return "一次性的密封已经打开了，别人没法再放心用"
    if w.is_("tag_removed"):
        return "吊牌已经摘了，不算完好"
    if w.is_("stained") or w.is_("used"):
        return "东西已经用过或者弄脏了，不算完好"
    if w.is_("confirmed_no_return"):
        return "下单时有单独一步说明不支持无理由，您当时点过确认"
    return "东西现在的样子不算完好"


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else say(fen(amount))
