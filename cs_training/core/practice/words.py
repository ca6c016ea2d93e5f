"""A decided case in the words that replies are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cs_training.core.exact import fen, say
from cs_training.core.practice.clocks import day_of, law_goes_on, law_last, platform_last
from cs_training.core.ruling.decision import Decision
from cs_training.core.ruling.facts import BEIJING
from cs_training.core.ruling.periods import say_moment

_WEEK = "一二三四五六日"
# Whose fault it was, as a customer is told.
FAULTS: Mapping[str, str] = {
    "damaged_on_arrival": "东西到您手里就破了，责任在我们",
    "wrong_item": "是我们发错了",
    "not_as_described": "和页面写的不一样，责任在我们",
    "quality_issue": "这是质量问题，责任在我们",
}
NATURE: Mapping[str, str] = {
    "custom": "是照您的要求专门做的",
    "fresh": "鲜货放不住，退回来就不能再给别人了",
    "digital": "数字商品用过或者下载过就收不回来了",
    "newspaper": "报刊交到您手里就不能再退了",
}


class Words:
    """
    What a reply may say; "" where the case has nothing of the kind.

    Args:
        thing: The name of the goods.
        on: The day of writing: of a day in the same month the month is left out.
    """

    def __init__(self, facts: Mapping[str, Any], decision: Decision, thing: str = "", on: date | None = None) -> None:
        self._facts = facts
        self._on = on
        self.decision = decision
        self.thing = thing
        self.ask = str(facts.get("ask", ""))
        self.freight_by = decision.freight_by
        self.amount = _money(decision.amount)
        self.goods = _money(decision.amounts.goods)
        self.extra = _money(decision.amounts.extra)
        self.total = _money(decision.amounts.total)
        self.paid = self.goods or self.yuan("price")
        self.requested = self.has("requested_on", "requested_at")

    def has(self, *names: str) -> bool:
        return any(name in self._facts for name in names)

    def is_(self, name: str) -> bool:
        return self._facts.get(name) is True

    def get(self, name: str) -> Any:
        return self._facts.get(name)

    def yuan(self, name: str) -> str:
        """A money fact as text."""
        return say(fen(self._facts[name])).removesuffix(".00") if name in self._facts else ""

    @property
    def sum(self) -> str:
        """What is paid, as the end of a sentence."""
        amount = self.amount or self.goods
        return f"，一共 {amount} 元" if amount else ""

    @property
    def day(self) -> str:
        """The last day as people say it: 17 号星期二晚上 12 点."""
        last = self.decision.deadline
        return "" if last is None else self._said(last)

    @property
    def best_day(self) -> str:
        """The last day that is better for the buyer: where the platform's clock and the law's differ, the later."""
        last, received = self.decision.deadline, day_of(self._facts, "received")
        if last is None or received is None or not self.moved:
            return self.day
        return self._said(law_last(received))

    @property
    def moved(self) -> bool:
        """Whether the platform ends its time before the law does."""
        received = day_of(self._facts, "received")
        hours = self._facts.get("platform") == "tmall" and "promise_days" not in self._facts
        return hours and not self.at_fault and received is not None and law_last(received) > platform_last(received)

    @property
    def moment(self) -> str:
        """The last moment, if the case turns on one."""
        last = self.decision.deadline
        return say_moment(last) if isinstance(last, datetime) else self.day

    @property
    def in_time(self) -> list[str]:
        """That the request came in time, told in one sentence; nothing where no day matters."""
        if not self.best_day:
            return []
        came = "您来得及" if self.requested else "您还来得及"
        return [f"最晚到 {self.best_day}，{came}。"]

    def _said(self, day: date) -> str:
        local = day.astimezone(BEIJING) if isinstance(day, datetime) else day
        month = (
            "" if self._on and (self._on.year, self._on.month) == (local.year, local.month) else f"{local.month} 月 "
        )
        return f"{month}{local.day} 号星期{_WEEK[local.weekday()]}晚上 12 点"

    @property
    def at_fault(self) -> bool:
        """Whether the goods are said to be faulty."""
        return any(self.is_(name) for name in FAULTS)

    @property
    def fault(self) -> str:
        if self._facts.get("seller_evidence") is False:
            return "凭证我们没有拿出来，不该让您担着"
        return next((says for name, says in FAULTS.items() if self.is_(name)), "")

    @property
    def law_goes_on(self) -> bool:
        """Whether the platform's entrance is shut and the law's days are not over."""
        return self.decision.deadline is not None and law_goes_on(self._facts)

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
        return {"buyer": "寄回的运费您付，", "seller": "寄回的运费我们出，", None: ""}[self.freight_by]


def by_nature(w: Words) -> str:
    """Why goods cannot go back without a reason."""
    kind = "custom" if w.is_("custom") else str(w.get("category"))
    if kind in NATURE:
        return NATURE[kind]
    if w.is_("seal_broken"):
        return "那层一次性的封口已经撕开了"
    if w.is_("tag_removed"):
        return "吊牌已经摘了，不算完好"
    if w.is_("stained") or w.is_("used"):
        return "用过、弄脏或者洗过，就超出试用了"
    if w.is_("confirmed_no_return"):
        return "下单时单独写明不支持无理由，您点过确认"
    return "东西现在的样子不算完好"


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else say(fen(amount)).removesuffix(".00")
