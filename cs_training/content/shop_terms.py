"""
The words that the shop's files share.

A value's type says what must hold for it wherever it stands: a ``ProductId`` names a product of the shop, a ``Yuan``
has at most two decimals. :mod:`cs_training.content.shop_faults` checks them by type, so a new field needs no new check.
"""

from __future__ import annotations

from typing import Literal, NewType

Category = Literal[
    "clothing",
    "shoes",
    "appliance",
    "food",
    "tableware",
    "cosmetics",
    "custom",
    "digital",
    "fresh",
    "underwear",
    "home",
    "toy",
    "gold",
]
Day = Literal["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
NoReason = Literal["yes", "category_exception", "legal_exception"]

# Names of the KPI definitions that a target may be set for.
Kpi = Literal[
    "aov_per_buyer",
    "aov_per_order",
    "avg_response",
    "csat_mean",
    "csat_share_ge4",
    "first_response_mean",
    "inquiry_conversion",
    "max_concurrent",
    "rate_180s_official",
    "rate_30s",
    "rate_30s_incl_unanswered",
    "reply_rate",
]

ProductId = NewType("ProductId", str)
SizeTableId = NewType("SizeTableId", str)
PromotionId = NewType("PromotionId", str)

# Money is yuan here, as people write it; engines count in integer fen.
Yuan = NewType("Yuan", float)
# A moment with its offset: 2026-11-01T20:00:00+08:00.
Moment = NewType("Moment", str)
# A time of day: 08:30.
Clock = NewType("Clock", str)
# A day: 2026-11-22.
Date = NewType("Date", str)
