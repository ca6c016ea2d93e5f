"""
After-sale KPIs: refunds, requests for help to the platform, disputes, negative feedback, satisfaction, first contact.

Tables of any engine that :mod:`cs_training.core.kpi` takes. More columns are ignored, rows alike in all that are used
count once, ids are compared as text, moments have a zone. A column missing, or a value that cannot be, is a ChatError.

- orders: ``order_id, paid_at`` (empty: unpaid), and ``received_at`` for negative feedback
- refunds: ``order_id, requested_at, agreed_at`` (by the seller), ``paid_at`` (the money went back: only then has a
  refund succeeded), ``reason``
- requests to the platform: ``order_id, asked_at, kind`` (:data:`KINDS`), ``at_fault`` (True: the platform found the
  seller at fault; empty: undecided)
- reviews of goods: ``order_id, description`` (stars, 1–5)
- ratings of chats: ``session_id, rating`` (1–5), ``resolved`` (False: the buyer says it was not; empty: said nothing)
- contacts: ``buyer_id, issue`` (alike for the same problem), ``asked_at``

Figures are whole numbers of the engine's, then quotients; a rate of nothing is None, never 0. The platform counts 30
days and groups goods in its own ways, so its figures may differ. The 3-minute rate is in kpi.py.
Definitions: 店铺真实体验分规范 (in force since 2026-03-16) where the platform has one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import narwhals as nw

from cs_training.core.estimating import wilson
from cs_training.core.measuring.aftersale import (
    Period,
    collected,
    count,
    daily,
    moment,
    only,
    paid_orders,
    requests_of,
    rows_of,
    succeeded,
)
from cs_training.core.measuring.moments import DAY, NEVER, SECOND
from cs_training.core.measuring.tables import Table
from cs_training.errors import ChatError, FigureError

STARS = (1, 2, 3, 4, 5)

_PERIODS = ("day", "week", "month", "whole")
_HOUR = 3_600 * SECOND


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true rate lies, 95 times in a hundred (Wilson)."""
        return wilson(self.part, self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """
    The orders that were paid in one period.

    Attributes:
        start: The period's first day in Beijing; None for the whole.
        refunded: Those of them refunded up to ``until``, whenever that was. A young cohort still grows.
        refunded_meanwhile: Orders, whenever paid, that were refunded in the same period.
    """

    start: date | None
    refunded: Rate
    refunded_meanwhile: int

    @property
    def naive_rate(self) -> float | None:
        """Refunds of the period over payments of the period: of different orders, so it may even pass 1."""
        return self.refunded_meanwhile / self.refunded.whole if self.refunded.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRequests:
    """
    How often buyers called for the platform.

    Attributes:
        by_order: Paid orders with at least one request.
        requests: Requests about paid orders, each counted.
        unknown: Requests about no paid order of the table; in neither figure.
    """

    by_order: Rate
    requests: int
    unknown: int

    @property
    def by_request(self) -> float | None:
        """Requests per paid order: one order that asks three times counts three times."""
        return self.requests / self.by_order.whole if self.by_order.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """How long refunds took, and how many have no such end: still waiting, withdrawn or refused."""

    refunds: int
    unfinished: int
    mean: float | None
    median: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstContact:
    """Problems solved at the first contact; ``pending`` began too late to tell and are in no rate."""

    resolved: Rate
    pending: int


def refund_rate(orders: Any, refunds: Any, *, until: datetime, by: Period = "whole") -> tuple[Cohort, ...]:
    """
    退款率 by payment cohort, with the same-period rate beside it.

    An order paid back in parts is refunded once, at the first; periods in which nothing happened are left out.
    """
    if by not in _PERIODS:
        raise FigureError(f"没有“{by}”这种分法。by 写 {'、'.join(_PERIODS)} 之一。")
    end = moment(until)
    paid = paid_orders(orders).filter(nw.col("paid") <= end)
    back = succeeded(refunds, end).group_by("order_id").agg(refunded=nw.col("paid").min())
    meanwhile = daily(back, "refunded", by)
    whole, part = daily(paid, "paid", by), daily(paid.join(back, on="order_id", how="semi"), "paid", by)
    starts = [None] if by == "whole" else sorted(whole.keys() | meanwhile.keys(), key=str)
    return tuple(
        Cohort(start=start, refunded=Rate(part[start], whole[start]), refunded_meanwhile=meanwhile[start])
        for start in starts
    )


def help_request_rate(orders: Any, requests: Any) -> HelpRequests:
    """平台求助率: 纠纷, 投诉 or 咨询平台, over paid orders."""
    paid, asked = paid_orders(orders), requests_of(requests, "asked_at")
    about = asked.join(paid, on="order_id", how="semi")
    known = count(about)
    return HelpRequests(by_order=_share(about, paid), requests=known, unknown=count(asked) - known)


def dispute_rate(orders: Any, requests: Any) -> Rate:
    """纠纷率: paid orders with a dispute in which the platform found the seller at fault; to step in is not enough."""
    disputes = requests_of(requests, "at_fault").filter(nw.col("kind") == "dispute")
    only(disputes, "at_fault", (True, False), "求助表")
    return _share(disputes.filter(nw.col("at_fault") == nw.lit(value=True)), paid_orders(orders))


def negative_feedback_rate(
    orders: Any, refunds: Any, reviews: Any, *, until: datetime, quality_reasons: Collection[str]
) -> Rate:
    """
    商品负反馈率: orders received in the 30 days up to ``until`` that were refunded for quality or got 1–2 stars.

    Args:
        quality_reasons: Which reasons of refunds are about quality; the platform's list is longer than one word.
    """
    end, stars = moment(until), nw.col("description")
    reasons = [quality_reasons] if isinstance(quality_reasons, str) else list(quality_reasons)
    age = end - nw.col("received")
    received = rows_of(orders, "订单表", "order_id", "received_at")
    received = received.filter((age >= 0) & (age <= 30 * DAY) & (nw.col("order_id") != ""))
    reviewed = rows_of(reviews, "商品评价表", "order_id", "description")
    only(reviewed, "description", STARS, "商品评价表")
    faulty = succeeded(refunds, end, "reason").filter(nw.col("reason").is_in(reasons))
    bad = nw.concat([faulty.select("order_id"), reviewed.filter(stars <= 2).select("order_id")])
    return _share(bad, received.select("order_id").unique())  # in two parcels it is received twice


def refund_hours(refunds: Any) -> dict[Literal["agreed", "paid"], Hours]:
    """平均退款时长, two views: from request to consent is the seller's time, from request to money the buyer's."""
    rows = rows_of(refunds, "退款表", "order_id", "requested_at", "agreed_at", "paid_at")
    rows = rows.filter(nw.col("requested") != NEVER)
    return {"agreed": _hours(rows, "agreed"), "paid": _hours(rows, "paid")}


def satisfaction(ratings: Any) -> Rate:
    """旺旺满意度: ratings of 4–5 whose problem the buyer does not call unresolved, over ratings received."""
    rows = rows_of(ratings, "评价表", "session_id", "rating", "resolved")
    only(rows, "rating", STARS, "评价表")
    only(rows, "resolved", (True, False), "评价表")
    received = rows.filter(~nw.col("rating").is_null())
    good = received.filter(nw.col("rating") >= 4)
    unresolved = good.filter(nw.col("resolved") == nw.lit(value=False))
    return Rate(count(good) - count(unresolved), count(received))


def first_contact_resolution(contacts: Any, *, until: datetime) -> FirstContact:
    """
    首次解决率: problems whose first contact is not followed by another within 7 days.

    After 7 quiet days the same issue is a new problem. One that began less than 7 days before ``until`` is pending,
    also if it was asked again: to judge only the failures among the young would make the rate too low.
    """
    end, asked, week = moment(until), nw.col("asked"), 7 * DAY
    rows = rows_of(contacts, "联系表", "buyer_id", "issue", "asked_at").filter((asked != NEVER) & (asked <= end))
    rows = rows.filter((nw.col("buyer_id") != "") & ~nw.col("issue").is_null())
    by_time = {"order_by": "asked"}
    rows = rows.with_columns(
        before=asked.shift(1).over("buyer_id", "issue", **by_time),
        behind=asked.shift(-1).over("buyer_id", "issue", **by_time),
    )
    problems = rows.filter(nw.col("before").is_null() | (asked - nw.col("before") > week))
    told = problems.filter(asked <= end - week)
    resolved = told.filter(nw.col("behind").is_null() | (nw.col("behind") - asked > week))
    judged = count(told)
    return FirstContact(resolved=Rate(count(resolved), judged), pending=count(problems) - judged)


def _share(some: Table, orders: Table) -> Rate:
    """How many of the orders are among some."""
    return Rate(count(orders.join(some, on="order_id", how="semi")), count(orders))


def _hours(rows: Table, end: str) -> Hours:
    took = rows.filter(nw.col(end) != NEVER).with_columns(took=nw.col(end) - nw.col("requested"))
    spent = nw.col("took")
    if early := collected(took.filter(spent < 0).select("order_id")):
        order = min(row["order_id"] for row in early)
        raise ChatError(f"退款表里订单 {order} 的 {end}_at 比 requested_at 早。先核对这一行的时间。")
    (row,) = collected(took.select(rows=nw.len(), total=spent.sum().cast(nw.Int64), median=spent.median()))
    refunds = int(row["rows"])
    mean, median = (row["total"] / refunds / _HOUR, row["median"] / _HOUR) if refunds else (None, None)
    return Hours(refunds=refunds, unfinished=count(rows) - refunds, mean=mean, median=median)
