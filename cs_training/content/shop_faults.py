"""What types cannot say about the shop: each check names the field and the cure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cs_training.content.building import values
from cs_training.content.shop import Product
from cs_training.content.shop_house import Shipping, ShippingException
from cs_training.content.shop_promotions import AnyPromotion, Gift, LimitedPrice, PresaleDeposit, PresaleFull, Step
from cs_training.content.shop_terms import Clock, Date, Moment, ProductId, PromotionId, SizeTableId, Yuan
from cs_training.content.strict_yaml import Path
from cs_training.errors import suggestion

Fault = tuple[Path, str]  # where within the entry, what is wrong and what to do

_NAMES = {ProductId: "商品", SizeTableId: "尺码表", PromotionId: "活动"}


def value_faults(data: Any, hint: Any, known: Mapping[Any, Collection[str]]) -> Iterator[Fault]:
    """
    Values that are wrong wherever they stand: money, times, periods, doubled ids, names of what does not exist.

    Args:
        data: A well-typed entry.
        hint: Its dataclass, or the union it belongs to.
        known: Existing ids by the type of a reference, e.g. ``{ProductId: {"p-001"}}``.
    """
    for path, kind, value in values(hint, data):
        if kind in known and value not in known[kind]:
            yield path, f"没有编号为“{value}”的{_NAMES[kind]}。{suggestion(value, known[kind])}"
        elif says := _VALUES[kind](value) if kind in _VALUES else "":
            yield path, says
        elif is_dataclass(kind):
            yield from (((*path, field), says) for field, says in [*_periods(kind, value), *_either(kind, value)])
        elif isinstance(value, list):
            yield from (((*path, *where), says) for where, says in _doubled_ids(value))


def product_faults(product: Product, shipping: Shipping | None) -> Iterator[Fault]:
    """What is wrong with a product in itself, and against the shop's shipping promise if that can be read."""
    if product.price <= 0:
        yield ("price",), "价格要大于 0。"
    promised = shipping.hours(product.id, product.category) if shipping else product.ship_hours
    if product.ship_hours != promised:
        yield (
            ("ship_hours",),
            f"shop.yaml 的 shipping 对它承诺的是 {promised} 小时。两边写成一样，或在 exceptions 里加一条。",
        )


def promotion_faults(promotion: AnyPromotion, products: Mapping[str, Product]) -> Iterator[Fault]:
    """What is wrong with a promotion in itself, and against the products it is about."""
    match promotion:
        case LimitedPrice():
            for i, one in enumerate(promotion.prices):
                marked = products[one.product].price if one.product in products else one.price + 1
                if not 0 < one.price < marked:
                    yield ("prices", i, "price"), f"限时价要大于 0、低于页面标价 {marked:g} 元。"
        case Gift():
            sold = products.get(promotion.gift_product or "")
            if sold and _fen(sold.price) != _fen(promotion.gift_price_marked):
                yield ("gift_price_marked",), f"赠品标价要和商品 {sold.id} 的价格一样，写 {sold.price:g}。"
        case PresaleDeposit() | PresaleFull():
            yield from _presale(promotion, products)
            yield from _deposit(promotion) if isinstance(promotion, PresaleDeposit) else ()


def step_faults(promotion: AnyPromotion, steps: Iterable[Step]) -> Iterator[Fault]:
    """A step other than the one that ``stacking.yaml`` gives to promotions of this kind."""
    planned = next((step.step for step in steps if promotion.kind in step.kinds), 0)
    if promotion.step != planned:
        yield ("step",), f"stacking.yaml 里 {promotion.kind} 是第 {planned} 步，这里写 {planned}。"


def _presale(promotion: PresaleDeposit | PresaleFull, products: Mapping[str, Product]) -> Iterator[Fault]:
    for product in (products[i] for i in promotion.products if i in products):
        if _fen(product.price) != _fen(promotion.total):
            yield ("total",), f"预售总价要和商品 {product.id} 的价格一样，写 {product.price:g}。"
        if product.ship_hours != promotion.ship_hours:
            yield ("ship_hours",), f"商品 {product.id} 写的是 {product.ship_hours} 小时。两边写成一样。"


def _deposit(promotion: PresaleDeposit) -> Iterator[Fault]:
    if _fen(promotion.deposit) + _fen(promotion.balance) != _fen(promotion.total):
        rest = (_fen(promotion.total) - _fen(promotion.deposit)) / 100
        yield ("balance",), f"定金加尾款要正好是总价 {promotion.total:g} 元。定金不变的话，尾款写 {rest:g}。"
    # Civil Code, article 586: what exceeds a fifth of the price has no effect as a deposit.
    if _fen(promotion.deposit) * 5 > _fen(promotion.total):
        yield ("deposit",), f"定金不能超过总价的 20%，最多 {promotion.total / 5:.2f} 元。"


def _periods(cls: Any, raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    names = [f.name for f in fields(cls)]
    for start in names:
        end = "to" if start == "start" else start.removesuffix("from") + "to"
        if end in names and (start == "start" or start.endswith("_from")):
            first, last = _order(raw[start]), _order(raw[end])
            if first is not None and last is not None and first >= last:
                yield end, f"{end} 要大于（晚于）{start}，现在是 {raw[start]} 到 {raw[end]}。"


def _either(cls: Any, raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if cls is ShippingException and ("category" in raw) == ("product" in raw):
        yield "hours", "category 和 product 要写一个，也只写一个。"


def _doubled_ids(entries: list[Any]) -> Iterator[Fault]:
    seen = Counter(one.get("id") for one in entries if isinstance(one, dict))
    for i, one in enumerate(entries):
        if isinstance(one, dict) and "id" in one and seen[one["id"]] > 1:
            yield (i, "id"), f"编号“{one['id']}”在这个列表里不止一个，改到各不相同。"


def _order(value: float | str) -> float | None:
    """A number by which lengths, times of day and moments of any offset can be compared; None if badly written."""
    if not isinstance(value, str):
        return value
    if not _clock(value):
        return int(value[:2]) * 60 + int(value[3:])
    return None if _moment(value) else datetime.fromisoformat(value).timestamp()


def _fen(yuan: float) -> int:
    return round(yuan * 100)


def _yuan(value: float) -> str:
    exponent = Decimal(str(value)).as_tuple().exponent
    fits = value >= 0 and isinstance(exponent, int) and exponent >= -2
    return "" if fits else "金额单位是元，不能是负数，最多两位小数。"


def _moment(value: str) -> str:
    try:
        aware = datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        aware = False
    return "" if aware else "时刻要写成 2026-11-01T20:00:00+08:00 这样，带时区。"


def _date(value: str) -> str:
    try:
        return "" if date.fromisoformat(value).isoformat() == value else "日期要写成 2026-11-22 这样。"
    except ValueError:
        return "日期要写成 2026-11-22 这样。"


def _clock(value: str) -> str:
    return "" if re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", value) else "钟点要写成 08:30 这样，两位小时、两位分钟。"


_VALUES: dict[Any, Callable[[Any], str]] = {Yuan: _yuan, Moment: _moment, Date: _date, Clock: _clock}
