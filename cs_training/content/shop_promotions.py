"""Promotions, one class per kind, and the order in which they are taken off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cs_training.content.shop_terms import Category, Moment, ProductId, PromotionId, Yuan

StepNumber = Literal[0, 1, 2, 3, 4, 5]
PriceKind = Literal["limited_price", "member", "item_coupon", "shop_full", "shop_coupon", "platform_full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """
    What every promotion has.

    Attributes:
        start: First moment at which it holds; ``to`` is the last.
        step: Its place in :class:`Stacking`; 0 if it does not change the price.
        categories: It holds for all products of these, and for ``products``, but never for ``excludes``.
        text: What the page says.
        notes: What colleagues must know.
    """

    id: str
    name: str
    start: Moment
    to: Moment
    step: StepNumber
    categories: tuple[Category, ...]
    products: tuple[ProductId, ...]
    excludes: tuple[ProductId, ...]
    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOf:
    """What one product costs for a while."""

    product: ProductId
    price: Yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedPrice(Promotion):
    """A lower price for a few days."""

    kind: Literal["limited_price"]
    prices: tuple[PriceOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A membership: who spent so much in 12 months pays ``rate`` of the price."""

    id: str
    name: str
    spent_12m: Yuan
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDiscount(Promotion):
    """Less for members."""

    kind: Literal["member"]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupon(Promotion):
    """Something off from a threshold on, if one holds the coupon."""

    threshold: Yuan
    minus: Yuan
    per_order: int
    per_buyer: int
    first_order_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCoupon(Coupon):
    """A coupon for one product."""

    kind: Literal["item_coupon"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopCoupon(Coupon):
    """A coupon for the whole order."""

    kind: Literal["shop_coupon"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """From ``threshold`` on, ``minus`` off."""

    threshold: Yuan
    minus: Yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFull(Promotion):
    """The shop's own 满减; the highest tier that is reached counts."""

    kind: Literal["shop_full"]
    tiers: tuple[Tier, ...]
    repeat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFull(Promotion):
    """A 满减 over several shops of the platform."""

    kind: Literal["platform_full"]
    threshold: Yuan
    minus: Yuan
    repeat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift(Promotion):
    """Buy so many, get one of these; ``gift_product`` only if the shop sells it too."""

    kind: Literal["gift"]
    buy_quantity: int
    gift_name: str
    gift_price_marked: Yuan
    gift_limit: int
    gift_product: ProductId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresaleDeposit(Promotion):
    """Pay a deposit (定金) now and the balance later; shipped within ``ship_hours`` of the balance."""

    kind: Literal["presale_deposit"]
    total: Yuan
    deposit: Yuan
    balance: Yuan
    balance_from: Moment
    balance_to: Moment
    ship_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PresaleFull(Promotion):
    """Pay everything now, shipped within ``ship_hours``."""

    kind: Literal["presale_full"]
    total: Yuan
    ship_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceProtection(Promotion):
    """Who paid earlier gets the difference when the price falls before ``until``."""

    kind: Literal["price_protection"]
    until: Moment


AnyPromotion = (
    LimitedPrice
    | MemberDiscount
    | ItemCoupon
    | ShopFull
    | ShopCoupon
    | PlatformFull
    | Gift
    | PresaleDeposit
    | PresaleFull
    | PriceProtection
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step on the way from marked prices to what is paid."""

    step: StepNumber
    name: str
    kinds: tuple[PriceKind, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What is left to pay after a step."""

    after: str
    amount: Yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class StackingExample:
    """One order, worked out."""

    when: Moment
    buyer: str
    items: tuple[ProductId, ...]
    coupons: tuple[PromotionId, ...]
    sums: tuple[Sum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacking:
    """What is taken off first, and which amount each threshold looks at."""

    text: str
    steps: tuple[Step, ...]
    not_in_price: str
    after: str
    note: str
    example: StackingExample
