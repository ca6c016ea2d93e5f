"""From the shop's files to checked, plain data, as :mod:`cs_training.content.reading` does for questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cs_training.content.building import build
from cs_training.content.shop import Colleague, Customer, Product, SizeTable, Target
from cs_training.content.shop_faults import product_faults, promotion_faults, step_faults, value_faults
from cs_training.content.shop_house import House
from cs_training.content.shop_promotions import AnyPromotion, Stacking
from cs_training.content.shop_terms import ProductId, PromotionId, SizeTableId
from cs_training.content.typed import Record, Shape, doubles, entries, entry, fits
from cs_training.errors import Problem, suggestion

_LISTS = {
    "products": Shape(Product),
    "sizes": Shape(SizeTable),
    "promotions": Shape(AnyPromotion, kinds="活动种类"),
    "staff": Shape(Colleague),
    "targets": Shape(Target),
    "customers": Shape(Customer),
}
_HOUSE, _STACKING = Shape(House), Shape(Stacking)


def read_shop(files: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    """
    The shop as plain data; all that is wrong with it is added to ``problems``.

    Args:
        files: Text by name relative to the content folder (``shop/products.yaml`` …); others are passed over.
        problems: Where to add what was found.

    Returns:
        ``{"house": {…}, "stacking": {…}, "products": {id: {…}}, "sizes": {id: {…}}, …}``
    """
    problems += _strays(files)
    records = {name: entries(files, f"shop/{name}.yaml", problems) for name in _LISTS}
    for some in records.values():
        problems += doubles(some)
    good = {name: [r for r in some if fits(r, _LISTS[name], problems)] for name, some in records.items()}
    house = entry(files, "shop/shop.yaml", _HOUSE, problems)
    stacking = entry(files, "shop/stacking.yaml", _STACKING, problems)
    # An entry that has another fault still exists: who refers to it is not to blame.
    known = {
        ProductId: {r.id for r in records["products"]},
        SizeTableId: {r.id for r in records["sizes"]},
        PromotionId: {r.id for r in records["promotions"]},
    }
    typed = [(r, _LISTS[name]) for name, some in good.items() for r in some]
    typed += [(r, shape) for r, shape in ((house, _HOUSE), (stacking, _STACKING)) if r]
    for record, shape in typed:
        problems += [record.problem(*fault) for fault in value_faults(record.data, shape.hint, known)]
    problems += _cross(good, house, stacking)
    return {name: {r.id: r.data for r in some} for name, some in good.items()} | {
        "house": house.data if house else {},
        "stacking": stacking.data if stacking else {},
    }


def _strays(files: Mapping[str, str]) -> list[Problem]:
    """Files that nothing reads: what their author wrote would be lost without a word."""
    known = {f"shop/{name}.yaml" for name in (*_LISTS, "shop", "stacking")}
    says = "课程不读这个文件。"
    return [
        Problem(n, 1, "", "", says + suggestion(n, known)) for n in files if n.startswith("shop/") and n not in known
    ]


def _cross(good: Mapping[str, list[Record]], house: Record | None, stacking: Record | None) -> list[Problem]:
    """What only shows when files are held against each other."""
    problems: list[Problem] = []
    products = {r.id: build(Product, r.data) for r in good["products"]}
    shipping = build(House, house.data).shipping if house else None
    steps = build(Stacking, stacking.data).steps if stacking else None
    for record in good["products"]:
        problems += [record.problem(*fault) for fault in product_faults(products[record.id], shipping)]
    for record in good["promotions"]:
        promotion: AnyPromotion = _LISTS["promotions"].read(record.data)
        found = [*promotion_faults(promotion, products), *(step_faults(promotion, steps) if steps else ())]
        problems += [record.problem(*fault) for fault in found]
    return problems
