"""The shop itself: hours, addresses, carriers, freight and what it promises (``shop/shop.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cs_training.content.shop_terms import Category, Clock, Date, ProductId, Yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHours:
    """When a person answers."""

    start: Clock
    to: Clock
    note: str
    official_window_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warehouse:
    """Where parcels leave from."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAddress:
    """Where parcels come back to."""

    receiver: str
    address: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Who carries which categories; ``promised_on_page`` if another carrier would break a promise."""

    id: str
    name: str
    categories: tuple[Category, ...]
    promised_on_page: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingException:
    """Other hours than the usual for a category or a single product."""

    hours: int
    text: str
    category: Category | None = None
    product: ProductId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDelivered:
    """Where a category is not sent to."""

    category: Category
    regions: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipping:
    """How soon a parcel is picked up, counted from what to what."""

    default_hours: int
    text: str
    counts_from: str
    counts_to: str
    exceptions: tuple[ShippingException, ...]
    not_delivered: tuple[NotDelivered, ...]
    taobao_difference: str

    def hours(self, product_id: str, category: Category) -> int:
        """The promised hours for a product: its own, else its category's, else the usual."""
        own = [e.hours for e in self.exceptions if e.product == product_id]
        of_category = [e.hours for e in self.exceptions if e.category == category]
        return [*own, *of_category, self.default_hours][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Freight:
    """Who pays for the parcel, there and back."""

    free_threshold: Yuan
    fee: Yuan
    currency: Literal["元"]
    counts_on: str
    text: str
    always_free_categories: tuple[Category, ...]
    after_partial_return: str
    return_freight: str
    exchange_freight: str
    taobao_difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMark:
    """A badge on the page, and what it promises for which products."""

    id: str
    name: str
    categories: tuple[Category, ...]
    excludes: tuple[ProductId, ...]
    text: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something the shop keeps without a badge."""

    id: str
    text: str
    note: str
    taobao_difference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialRefund:
    """How money is shared out when part of an order goes back; ``rule`` is the id of a rule."""

    rule: str
    text: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything about the shop that is not a product, promotion or person."""

    name: str
    short_name: str
    platform: Literal["tmall"]
    fictional: Literal[True]
    fictional_note: str
    checked_on: Date
    slogan_on_page: str
    sells: str
    service_hours: ServiceHours
    order_id_example: str
    order_id_note: str
    ship_from: Warehouse
    return_to: ReturnAddress
    carriers: tuple[Carrier, ...]
    shipping: Shipping
    freight: Freight
    service_marks: tuple[ServiceMark, ...]
    other_promises: tuple[Promise, ...]
    partial_refund: PartialRefund
    platform_note: str
