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
# What went beyond a trial, by the customer's own words.
TRACES: Mapping[str, str] = {
    "踩了水": "鞋底踩了水、留了印子，超出试穿了",
    "跑了五公里": "跑了五公里、鞋底磨了，超出试穿了",
    "走了一天": "出门走了一天、鞋底脏了，超出试穿了",
    "上了两天班": "上了两天班、鞋面蹭了一道，超出试穿了",
    "洗": "洗过了，超出试穿了",
    "下过水": "洗过了，超出试穿了",
}


class Words:
    """
    What a reply may say; "" where the case has nothing of the kind.

    Args:
        thing: The name of the goods.
        heard: What was written before.
        on: The day of writing: of a day in the same month the month is left out.
    """

    def __init__(
        self, facts: Mapping[str, Any], decision: Decision, thing: str = "", on: date | None = None, heard: str = ""
    ) -> None:
        self._facts = facts
        self._on = on
        self.decision = decision
        self.thing = thing
        self.heard = heard
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
        return [f"{'按法律' if self.moved else ''}最晚到 {self.best_day}，{came}。"]

    def plain_day(self, name: str) -> str:
        """A day of the facts as people say it: 13 号; "" if there is none."""
        day = day_of(self._facts, name.removesuffix("_at").removesuffix("_on"))
        return f"{self._month(day)}{day.day} 号" if day else ""

    def _month(self, day: date) -> str:
        return "" if self._on and (self._on.year, self._on.month) == (day.year, day.month) else f"{day.month} 月 "

    def _said(self, day: date) -> str:
        local = day.astimezone(BEIJING) if isinstance(day, datetime) else day
        return f"{self._month(local)}{local.day} 号星期{_WEEK[local.weekday()]}晚上 12 点"

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
    def free(self) -> list[str]:
        """That the shop's freight is not kept although only a part goes back, in one sentence."""
        items, back = self._facts.get("items") or (), self._facts.get("return_items") or ()
        if not back or "free_ship_threshold" not in self._facts or (self.decision.amounts.freight or 0) < 0:
            return []
        if not (fee := self.yuan("ship_fee")):
            return ["邮费不扣：页面没有写不包邮收多少，前面说要扣的话，是我们弄错了。"]
        kept = sum(fen(one["price"]) * one["qty"] for n, one in enumerate(items, 1) if n not in back)
        enough = "正好够" if kept == fen(self._facts["free_ship_threshold"]) else "够"
        said = f"留下 {say(kept).removesuffix('.00')} 元{enough}包邮"
        return [f"那 {fee} 元运费不扣，{said}；跟您说过要扣的话，是我们弄错了。"]

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
        marked = "上面留了印子，超出试穿试用了" if w.is_("stained") else "用得比试一试多了"
        return next((says for word, says in TRACES.items() if word in w.heard), marked)
    if w.is_("confirmed_no_return"):
        return "下单时单独写明不论拆没拆都不支持无理由，您点过确认"
    return "东西现在的样子不算完好"


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else say(fen(amount)).removesuffix(".00")
