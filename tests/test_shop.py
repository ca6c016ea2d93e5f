"""The shop can be opened, is what the course needs, and tells its trainer what is wrong with it."""

from __future__ import annotations

import subprocess
import sys
from typing import get_args

import pytest

from cs_training.content import bank
from cs_training.content.reading import read_content
from cs_training.content.shop import Shop
from cs_training.content.shop_promotions import LimitedPrice, PresaleDeposit
from cs_training.content.shop_reading import read_shop
from cs_training.content.shop_terms import Category
from cs_training.errors import Problem, UnknownIdError

from helpers import small_shop

SMALL = small_shop()


@pytest.fixture(scope="module")
def shop() -> Shop:
    return bank.open_bank().shop


def found(**changes: tuple[str, str]) -> list[Problem]:
    """The problems of the small shop after one replacement in each of some files."""
    files = dict(SMALL)
    for name, (old, new) in changes.items():
        text = files[f"shop/{name}.yaml"]
        assert old in text
        files[f"shop/{name}.yaml"] = text.replace(old, new, 1)
    problems: list[Problem] = []
    read_shop(files, problems)
    return problems


def only(name: str, old: str, new: str) -> Problem:
    (one,) = found(**{name: (old, new)})
    assert one.file == f"shop/{name}.yaml"
    return one


def test_the_real_shop_has_at_least_60_products_in_all_13_categories(shop):
    assert len(shop.products) >= 60
    assert len(get_args(Category)) == 13
    assert {p.category for p in shop.products.values()} == set(get_args(Category))


def test_every_part_of_the_real_shop_is_there(shop):
    parts = (shop.sizes, shop.promotions, shop.staff, shop.targets, shop.customers)
    assert all(parts)
    assert shop.house.platform == "tmall"
    assert shop.stacking.steps


def test_each_promotion_is_of_the_class_of_its_kind(shop):
    assert isinstance(shop.promotions["pr-limited"], LimitedPrice)
    assert isinstance(shop.promotions["pr-presale-quilt"], PresaleDeposit)


def test_a_product_is_found_by_id_and_a_wrong_id_gets_the_nearest(shop):
    assert shop.product("p-001").price == 459
    with pytest.raises(UnknownIdError, match="p-001"):
        shop.product("p-0011")


def test_the_shop_of_the_bank_is_the_shop_of_the_files(shop):
    files = bank.content_files()
    assert "shop/products.yaml" in files
    assert bank.Bank(read_content(files)).shop == shop


def test_a_change_in_the_shop_makes_another_cache():
    files = bank.content_files()
    changed = files | {"shop/products.yaml": files["shop/products.yaml"] + "\n"}
    assert bank._cache_file(files) != bank._cache_file(changed)


def test_importing_the_shop_does_not_load_the_checker():
    code = "import sys, cs_training.content.shop, cs_training.content.bank; print('pydantic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_the_small_shop_is_right_before_it_is_spoilt():
    assert found() == []


def test_a_file_that_nothing_reads_is_named():
    problems: list[Problem] = []
    read_shop(SMALL | {"shop/product.yaml": ""}, problems)
    assert [p.file for p in problems] == ["shop/product.yaml"]
    assert "shop/products.yaml" in problems[0].says


def test_a_file_that_is_missing_is_named():
    problems: list[Problem] = []
    read_shop({name: text for name, text in SMALL.items() if "staff" not in name}, problems)
    assert [(p.file, p.says) for p in problems] == [("shop/staff.yaml", "没有这个文件，请补上。")]


def test_an_entry_with_nothing_in_it_is_refused():
    text = SMALL["shop/staff.yaml"]
    assert "名字: 值" in only("staff", text, text + "-\n").says


def test_an_id_is_used_once():
    table = SMALL["shop/sizes.yaml"]
    one = only("sizes", table, table + table)
    assert (one.line, one.item, one.field) == (9, "st-1", "id")
    assert "shop/sizes.yaml:1" in one.says


def test_an_id_within_the_shop_file_is_used_once():
    carrier = "  - {id: luwei, name: 芦苇快递, categories: [tableware, home], promised_on_page: false, note: 默认。}\n"
    assert {p.field for p in found(shop=(carrier, carrier * 2))} == {"carriers.0.id", "carriers.1.id"}


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "near"),
    [
        ("products", "  price: 29", "  prise: 29", "prise", "price"),
        (
            "promotions",
            "{product: p-1, price: 19.9}",
            "{product: p-1, price: 19.9, pirce: 1}",
            "prices.0.pirce",
            "price",
        ),
        ("staff", "start: ", "from: ", "shifts.0.from", "days、start、to"),
        ("shop", "  fee: 8", "  fee: 8\n  feee: 9", "freight.feee", "fee"),
    ],
)
def test_an_unknown_field_gets_the_names_of_its_own_part(name, old, new, field, near):
    problems = [p for p in found(**{name: (old, new)}) if "没有“" in p.says]
    assert [p.field for p in problems] == [field]
    assert near in problems[0].says


def test_a_field_of_another_kind_of_promotion_is_unknown():
    assert only("promotions", "  gift_limit: 100", "  gift_limit: 100\n  deposit: 5").field == "deposit"


def test_an_unknown_kind_of_promotion_gets_the_nearest():
    one = only("promotions", "kind: presale_deposit", "kind: presale_deposite")
    assert one.item == "pr-presale"
    assert "没有活动种类“presale_deposite”" in one.says
    assert "你是不是想写 presale_deposit" in one.says


@pytest.mark.parametrize(
    ("name", "old", "new", "field"),
    [
        ("products", "price: 29", 'price: "29"', "price"),
        ("products", "ship_hours: 48", "ship_hours: 48.5", "ship_hours"),
        ("products", "name: 马克杯", "name: 350", "name"),
        ("products", "category: tableware", "category: tablewear", "category"),
        ("products", 'no_reason: "yes"', 'no_reason: "no"', "no_reason"),
        ("staff", "serves_customers: true", 'serves_customers: "true"', "serves_customers"),
        ("staff", "周三", "星期三", "shifts.0.days.1"),
        ("targets", "kpi: reply_rate", "kpi: replyrate", "kpi"),
        ("sizes", "长: 200", "长: 两米", "rows.0.measures.长"),
        ("shop", "fictional: true", "fictional: false", "fictional"),
        (
            "shop",
            "categories: [tableware, home], promised",
            "categories: [tableware, hom], promised",
            "carriers.0.categories.1",
        ),
    ],
)
def test_a_wrong_type_or_word_is_refused(name, old, new, field):
    assert only(name, old, new).field == field


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "near"),
    [
        ("products", "size_table: st-1", "size_table: st-2", "size_table", "st-1"),
        ("customers", "[p-1, p-2]", "[p-1, p-22]", "products.1", "p-2"),
        ("promotions", "products: [p-1]", "products: [p-11]", "products.0", "p-1"),
        ("promotions", "excludes: []", "excludes: [p-11]", "excludes.0", "p-1"),
        ("promotions", "{product: p-1,", "{product: p-11,", "prices.0.product", "p-1"),
        ("promotions", "gift_product: p-1", "gift_product: p-11", "gift_product", "p-1"),
        ("stacking", "items: [p-1]", "items: [p-11]", "example.items.0", "p-1"),
        ("stacking", "coupons: [pr-limited]", "coupons: [pr-limit]", "example.coupons.0", "pr-limited"),
        ("shop", "excludes: [p-2]", "excludes: [p-22]", "service_marks.0.excludes.0", "p-2"),
    ],
)
def test_what_is_referred_to_must_exist(name, old, new, field, near):
    one = only(name, old, new)
    assert one.field == field
    assert f"你是不是想写 {near}" in one.says


def test_a_product_with_another_fault_still_exists_for_who_refers_to_it():
    assert {p.file for p in found(products=("name: 羽绒被", "name: 5"))} == {"shop/products.yaml"}


@pytest.mark.parametrize("price", ["29.999", "-29", "0"])
def test_a_price_is_above_zero_with_at_most_two_decimals(price):
    problems = found(products=("price: 29", f"price: {price}"))
    assert ("p-1", "price") in [(p.item, p.field) for p in problems]


def test_money_anywhere_has_at_most_two_decimals():
    assert only("shop", "fee: 8", "fee: 8.005").field == "freight.fee"
    assert only("stacking", "amount: 19.9", "amount: 19.999").field == "example.sums.0.amount"
    assert only("staff", "limit_yuan: 10", "limit_yuan: -1").field == "limit_yuan"


@pytest.mark.parametrize("price", ["29", "30", "0"])
def test_a_limited_price_is_below_the_marked_price_and_above_zero(price):
    assert only("promotions", "price: 19.9", f"price: {price}").field == "prices.0.price"


def test_the_marked_price_of_a_gift_is_that_of_the_product():
    one = only("promotions", "gift_price_marked: 29", "gift_price_marked: 39")
    assert one.field == "gift_price_marked"
    assert "写 29" in one.says


def test_a_gift_that_the_shop_does_not_sell_may_be_marked_with_any_price():
    gift = "gift_product: p-1\n  gift_name: 马克杯\n  gift_price_marked: 29"
    assert found(promotions=(gift, "gift_name: 毛巾\n  gift_price_marked: 12.9")) == []


def test_deposit_and_balance_make_the_total():
    one = only("promotions", "balance: 499", "balance: 489")
    assert one.field == "balance"
    assert "尾款写 499" in one.says


def test_a_deposit_is_at_most_a_fifth():
    at_most = "deposit: 119.8\n  balance: 479.2"
    assert found(promotions=("deposit: 100\n  balance: 499", at_most)) == []
    one = only("promotions", "deposit: 100\n  balance: 499", "deposit: 119.81\n  balance: 479.19")
    assert one.field == "deposit"
    assert "119.80" in one.says


def test_the_total_of_a_presale_is_the_price_of_the_product():
    one = only("promotions", "total: 599\n  deposit: 100\n  balance: 499", "total: 600\n  deposit: 100\n  balance: 500")
    assert one.field == "total"


def test_a_presale_ships_when_the_product_does():
    assert only("promotions", "ship_hours: 360", "ship_hours: 240").field == "ship_hours"


def test_a_product_ships_when_the_shop_promises():
    one = only("products", "ship_hours: 48", "ship_hours: 72")
    assert (one.item, one.field) == ("p-1", "ship_hours")
    assert "48 小时" in one.says


def test_a_shipping_exception_is_for_a_category_or_a_product():
    one = only("shop", "{product: p-2, hours", "{product: p-2, category: food, hours")
    assert one.field == "shipping.exceptions.0.hours"


@pytest.mark.parametrize(
    ("name", "old", "new", "field"),
    [
        ("promotions", 'to: "2026-11-24T23:59:59+08:00"', 'to: "2026-11-19T23:59:59+08:00"', "to"),
        # Later on the clock, but earlier in time.
        ("promotions", 'to: "2026-11-24T23:59:59+08:00"', 'to: "2026-11-20T01:00:00+10:00"', "to"),
        ("promotions", 'balance_to: "2026-11-11', 'balance_to: "2026-11-09T20:00:00+08:00" #', "balance_to"),
        ("staff", 'to: "18:00"', 'to: "09:00"', "shifts.0.to"),
        ("shop", "to: 23:30", "to: 08:00", "service_hours.to"),
        ("sizes", "height_to: 180", "height_to: 150", "rows.0.fits.height_to"),
    ],
)
def test_a_period_ends_after_it_starts(name, old, new, field):
    assert only(name, old, new).field == field


@pytest.mark.parametrize(
    ("name", "old", "new", "field"),
    [
        ("promotions", "2026-11-24T23:59:59+08:00", "2026-11-24T23:59:59", "to"),
        ("promotions", "2026-11-24T23:59:59+08:00", "11 月 24 日", "to"),
        ("staff", '"18:00"', '"24:00"', "shifts.0.to"),
        ("staff", '"18:00"', "晚上", "shifts.0.to"),
        ("shop", '"2026-11-22"', "2026-11-31", "checked_on"),
    ],
)
def test_a_time_is_written_in_full(name, old, new, field):
    assert [p.field for p in found(**{name: (old, new)})] == [field]


def test_a_promotion_is_taken_off_at_the_step_of_its_kind():
    one = only("promotions", "step: 1", "step: 2")
    assert one.field == "step"
    assert "写 1" in one.says


def test_times_and_yes_stay_text(shop):
    assert shop.house.service_hours.start == "08:30"
    assert shop.house.checked_on == "2026-11-22"
    assert shop.products["p-001"].no_reason == "yes"
    data = read_shop(SMALL, [])
    assert data["house"]["service_hours"]["start"] == "08:30"


def test_all_problems_of_all_files_are_found_at_once():
    problems = found(
        products=("price: 29", "price: 29.001"),
        sizes=("name: 被子", "name: 5"),
        staff=("周三", "星期三"),
        customers=("p-2", "p-9"),
    )
    assert {p.file for p in problems} == {f"shop/{n}.yaml" for n in ("products", "sizes", "staff", "customers")}
