"""
The one fictional shop that every lesson, case and data set draws on: ``content/shop/*.yaml`` as objects.

Field names are those of the files. The bank holds the shop with the rest of the content
(:attr:`cs_training.content.bank.Bank.shop`).
"""

from __future__ import annotations

from dataclasses import dataclass

from cs_training.content.shop_house import House
from cs_training.content.shop_promotions import AnyPromotion, Stacking
from cs_training.content.shop_terms import Category, Clock, Day, Kpi, NoReason, ProductId, SizeTableId, Yuan
from cs_training.errors import UnknownIdError


@dataclass(frozen=True, slots=True, kw_only=True)
class Faq:
    """What customers ask about a product, and the answer that holds."""

    q: str
    a: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """
    Something the shop sells.

    Attributes:
        price: As marked on the page, the same for all variants.
        variants: Colours or versions; sizes stand in the size table.
        no_reason: Whether 七天无理由 holds: ``yes``, or no by the platform's categories or by law.
        ship_hours: Promised hours to pick-up.
        pitfalls: What colleagues often say wrongly.
        seal: What is sealed, and what opening it means; "" if nothing is.
    """

    id: str
    name: str
    category: Category
    price: Yuan
    variants: tuple[str, ...]
    facts: tuple[str, ...]
    no_reason: NoReason
    no_reason_note: str
    ship_hours: int
    faq: tuple[Faq, ...]
    pitfalls: tuple[str, ...]
    size_table: SizeTableId | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """Whom a size suits, in cm and kg; advice, not a promise."""

    height_from: float
    height_to: float
    weight_from: float
    weight_to: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRow:
    """One size and its measures."""

    size: str
    measures: dict[str, float]
    fits: Fits | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeTable:
    """The sizes of one or more products, and how they were measured."""

    id: str
    name: str
    unit: str
    how: str
    rows: tuple[SizeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The days and hours someone works."""

    days: tuple[Day, ...]
    start: Clock
    to: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Someone of the shop; ``limit_yuan`` is the compensation they may grant alone."""

    id: str
    name: str
    role: str
    desk: str
    shifts: tuple[Shift, ...]
    serves_customers: bool
    limit_yuan: Yuan
    strengths: tuple[str, ...]
    habits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A number the shop set for itself (店铺内控目标); of the KPI of that name, if it is one."""

    id: str
    name: str
    value: float
    unit: str
    note: str
    kpi: Kpi | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A regular: how they write, what helps, what enrages them, and which products they ask about."""

    id: str
    nickname: str
    age_band: str
    who: str
    habits: tuple[str, ...]
    first_line: str
    helps: tuple[str, ...]
    enrages: tuple[str, ...]
    products: tuple[ProductId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The whole shop; what has an id is found by it."""

    house: House
    stacking: Stacking
    products: dict[str, Product]
    sizes: dict[str, SizeTable]
    promotions: dict[str, AnyPromotion]
    staff: dict[str, Colleague]
    targets: dict[str, Target]
    customers: dict[str, Customer]

    def product(self, product_id: str) -> Product:
        """
        The product of an id.

        Raises:
            UnknownIdError: There is none; names the nearest.
        """
        if product_id not in self.products:
            raise UnknownIdError("商品", product_id, self.products)
        return self.products[product_id]
