"""What the practice cases of lesson 07 share: the goods, the card, and a question that tells nothing of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from cs_training.core.practice.story import Goods, Line, Story, Teller

WORN = ("clothing", "shoes", "toy", "home")
ROWS = "寄回运费谁出？最后一天是哪天？依据哪一条？"
QUESTION = f"这单的退货该怎么判？{ROWS}"
KEEP = "店里要从退款里扣的这笔钱，能不能扣？该退多少元？" + ROWS
HOW_MUCH = "同意退。该退多少元（该扣的扣掉）？" + ROWS
# How it was sent: without this line the freight of the way back could not be told.
PLAIN = (("运费", "包邮，没有退货宝"),)


def received(t: Teller, first: str = "2026-11-06", last: str = "2026-11-13") -> datetime:
    """When a parcel was signed for: Monday to Friday, so that the law's clock and the platform's end together."""
    return t.at(t.workday(first, last))


def days_later(t: Teller, since: datetime, first: int, last: int) -> datetime:
    """A moment some days after another."""
    return t.at(since.date() + timedelta(days=t.number(first, last)), 9, 20)


def week_case(
    t: Teller,
    thing: Goods | None,
    since: date,
    asked: date,
    *chat: Line,
    card: Mapping[str, Any] = {},
    extra: tuple[tuple[str, str], ...] = (),
    **more: Any,
) -> Story:
    """A return on the platform; ``since`` and ``asked`` may be days or moments."""
    times = {
        f"received_{'at' if isinstance(since, datetime) else 'on'}": since,
        f"requested_{'at' if isinstance(asked, datetime) else 'on'}": asked,
    }
    price = {"price": thing.fen} if thing and "items" not in card else {}
    on = asked.date() if isinstance(asked, datetime) else asked
    shown = {"platform": "tmall"} | price | times | dict(card)
    shop = (("平台", "天猫"),) if shown["platform"] == "law" else ()
    freight = () if "freight_agreed" in card else PLAIN
    asks: dict[str, Any] = {"ask": "return", "question": QUESTION, "on": on} | more
    return t.story(*chat, goods=thing, card=shown, extra=(*shop, *freight, *extra), **asks)
