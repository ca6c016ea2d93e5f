"""The order card of a practice case: a fact → the line a 客服 reads, and the value that ``decide`` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cs_training.core.exact import say
from cs_training.core.ruling.fields import FIELDS

_WEEK = "一二三四五六日"
_ROUND = "①②③④⑤⑥⑦⑧⑨"
_STEP = "“不论拆没拆，本品不支持无理由”"
# A label, or a label with what the card says for yes and for no.
LABELS: Mapping[str, str | tuple[str, str, str]] = {
    "today": "今天",
    "platform": "平台",
    "category": "类目",
    "price": "单件实付",
    "qty": "件数",
    "return_qty": "退几件",
    "items": "商品明细（减优惠前）",
    "return_items": "要退的",
    "total": "总价",
    "discount": "整单优惠",
    "discount_threshold": "优惠门槛",
    "discount_every": ("优惠方式", "每满一次减一次", "只减一次"),
    "alloc": "部分退货时的优惠",
    "ship_fee": "公示的发货运费",
    "ship_fee_paid": ("运费支付", "下单时付了发货运费", "没付发货运费"),
    "free_ship_threshold": "包邮门槛",
    "return_freight_paid": "垫付的寄回运费",
    "freight_agreed": "订单页写着",
    "address_freight_gap": "寄到新地址多出的运费",
    "gift_price": "赠品标价",
    "gift_price_marked": ("赠品价格", "下单页标明了", "下单页没有标"),
    "new_price": "现在的页面价",
    "price_protect_days": "价保",
    "loss": "损失票据",
    "received_on": "签收",
    "received_at": "签收",
    "requested_on": "申请",
    "requested_at": "申请时刻",
    "paid_on": "付款",
    "paid_at": "付款时刻",
    "shipped_at": "揽收时刻",
    "ship_by": "应发货时刻",
    "admitted_stockout_at": "店里承认缺货",
    "agreed_at": "谈好的时刻",
    "agreed_on": "谈好的日子",
    "returned_on": "仓库收到退货",
    "returned_at": "仓库收到退货",
    "completed_on": "确认收货",
    "notified_on": "家长收到催告",
    "now_at": "现在时刻",
    "months_since_receipt": "收到至今",
    "confirmed_no_return": ("下单确认", f"下单有单独一步{_STEP}，点过确认", "下单没有单独确认这一步"),
    "default_checked": ("下单确认", f"有{_STEP}这一步，勾是页面先打好的，顾客没动过", "勾是顾客自己打的"),
    "promise_no_reason": ("页面承诺", "本品支持七天无理由", "没有另外承诺"),
    "promise_days": "页面承诺的无理由天数",
    "clause": "页面条款",
    "guarantee": "不符包赔",
    "claims_30d": "近 30 天已赔",
    "promise_multiple": "页面标识",
    "hours_since": "已经过了",
    "agreed_compensation": "谈好的补偿",
    "kept": ("兑现", "已经做到", "还没做到"),
    "presale": "销售方式",
    "promise_ship_hours": "后台设置的发货时效",
    "page_claim": "页面写的发货",
    "agreed_ship_by": "协商单新时间（买家已确认）",
    "route": "线路",
    "track_gap_hours": "轨迹停了",
    "first_update_hours": "揽收后一直没有更新",
    "promised_carrier": "页面承诺的快递",
    "actual_carrier": "面单上的快递",
    "orders": "同日几笔的成交额",
    "courier_chosen_by": "快递是谁选的",
    "deposit": "已付",
    "deposit_agreed": ("下单页写的", "定金", "订金"),
    "balance": "尾款",
    "unperformed": "没有交付的比例",
    "age": "下单人年龄",
    "reasonable_qty": "一家人合理食用",
}
# The names of the law would give the answer away; a shop's card shows its own shelves.
_FREIGHT = {"seller": "寄回运费由店里承担", "buyer": "寄回运费由顾客承担"}
_CATEGORIES = {"fresh": "鲜果鲜花", "digital": "数码卡", "custom": "定制", "underwear": "贴身衣物", "gold": "金饰"}
_UNITS = {"hours": " 小时", "days": " 天", "months": " 个月", "qty": " 件", "age": " 岁", "30d": " 次"}


def card_line(name: str, value: Any) -> tuple[str, str]:
    """A line of the card; money in fen, days and moments as they are."""
    label = LABELS[name]
    if name == "platform" and value == "law":  # the law is no platform
        return "按哪只钟", "法律"
    if isinstance(label, tuple):
        return label[0], label[1 if value else 2]
    return label, _shown(name, value)


def fact_value(name: str, value: Any) -> Any:
    """The fact in plain data: yuan and ISO dates."""
    kind = FIELDS[name].kind
    if kind == "money":
        return plain(value)
    if kind == "items":
        return [{"price": plain(price), "qty": qty} for _, price, qty in value]
    if kind == "orders":
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def plain(amount: int) -> int | float:
    """Fen as the yuan people write: 129, 39.9."""
    return amount // 100 if amount % 100 == 0 else amount / 100


def yuan_text(amount: int) -> str:
    """``129 元``, ``39.90 元``."""
    return f"{amount // 100 if amount % 100 == 0 else say(amount)} 元"


def day_text(day: date) -> str:
    """``2026-11-10 周二``; a moment with its seconds, as the order page shows it."""
    clock = f" {day:%H:%M:%S}" if isinstance(day, datetime) else ""
    return f"{day:%Y-%m-%d}{clock} 周{_WEEK[day.weekday()]}"


def _shown(name: str, value: Any) -> str:
    field = FIELDS[name]
    if name == "category":
        return _CATEGORIES.get(value) or str((field.choices or {})[value])
    if name == "freight_agreed":
        return _FREIGHT[value]
    if name == "promise_multiple":
        return f"假一赔{value}（另赔 {value} 倍）"
    if isinstance(value, date):
        return day_text(value)
    match field.kind:
        case "money":
            return yuan_text(value)
        case "choice":
            return str((field.choices or {})[value])
        case "rate":
            return f"{float(value) * 100:g}%"
        case "items" | "orders" | "returned":
            return _list(value)
    unit = next((said for word, said in _UNITS.items() if word in name), "")
    return f"{value}{unit}"


def _list(value: Sequence[Any]) -> str:
    lines = []
    for i, one in enumerate(value):
        if isinstance(one, tuple):
            lines.append(f"{_ROUND[i]} {one[0]} {yuan_text(one[1])} × {one[2]}")
        else:
            lines.append(_ROUND[one - 1] if one <= len(_ROUND) else yuan_text(one))
    return "；".join(lines)
