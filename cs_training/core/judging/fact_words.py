"""
The words by which facts are known: how a screen shows a thing, and how a reply says it.

Tables for :mod:`cs_training.core.judging.facts`; expressions for folded text, in which ``in_transit`` is ``intransit``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NUMBER = r"\d+(?:\.\d+)?"
MONEY = re.compile(rf"¥{NUMBER}|{NUMBER}(?:元|块|rmb)")
DAY = (
    r"(?:\d{1,2}月|\d{4}-\d{1,2}-|(?<!\d)\d{1,2}[/.-])?"
    r"(?P<day>\d{1,2})(?:[日号](?!线|机|店|楼|仓)|(?<=[/.-]\d\d)(?!\d)|(?<=[/.-]\d)(?!\d))"
)
_CLAUSE = "[^，。！？；：、\n]"

# A refund with its amount; and what makes it something else than the refund of the order.
REFUND = re.compile(
    "(?:退款?|返还|退还|退回)(?:给?[您你])?(?:共|全额|全款|一共|总共|的?金额|款项|钱)?(?:是|为|就是)?"
    rf"(?P<amount>{NUMBER})(?:元|块)"
)
SHOWS_REFUND = re.compile("应退|退款金额|refund")
PARTLY = re.compile("留用|留着|部分|补偿|差价|不用退|不退货|运费|邮费|定金|押金|好评|红包|晒图")

# What happens on a day.
HAPPENINGS = (
    "签收|收到货|收货|妥投",
    "发货|发出|揽收|寄出",
    "付款|下单|拍下|付的?钱",
    "预计|送到|送达|到货",
    "截止|最晚|之?前有效|到期",
)
# Words of a sentence that says what would be, not what is.
SUPPOSED = re.compile(
    "如果|要是|倘若|假如|若|万一|否则|不然|除非|的话|换成|换为|改拍|(?<![比例])如(?!何|实|期|下|上|数|约)"
)
# Names of sums that a reply may reckon anew.
SUMS = ("合计", "总计", "共计", "小计")
PROMISED = re.compile("之?前|会|将|最晚|预计|争取|补发|安排|重新")


class Sides(NamedTuple):
    """How a screen shows something, and how a reply says what cannot be then."""

    shown: re.Pattern[str]
    denied_by: re.Pattern[str]


def _sides(shown: str, denied_by: str) -> Sides:
    return Sides(re.compile(shown), re.compile(denied_by))


STATE_KEY = re.compile("状态|物流|发货|库存|退款|status|state|stock|refund")
STATES = (
    _sides(
        "未发货|待发货|尚未发货|还没发|unshipped|notshipped|pendingship",
        "(?:已经?|早就)(?:给[您你])?(?:发货|发出|寄出|揽收)了?|(?:包裹|货|东西|快递)(?:已经?)?在路上|正在(?:运输|派送)",
    ),
    _sides(
        "^(?!.*(?:虚假|未收到|显示|拒|退|没收)).*(?:已签收|已收货|妥投|delivered|signed)",
        "(?:还|正)在(?:路上|运输|派送)|还没发货|还未发货|尚未发货|待发货",
    ),
    _sides(
        "已发货|运输中|在途|派送中|已揽收|intransit|(?<!un)(?<!not)shipped",
        "(?:还|都)没(?:给[您你])?(?:发货|发出|揽收)|尚未发货|还未发货",
    ),
    _sides("缺货|无货|断货|售罄|outofstock|库存0$|库存为0", "(?:有|是)现货|库存充足|库存很?多|有货"),
    _sides("已退款|退款成功|已到账|refunded", "还没(?:给[您你])?退|尚未退款|退款还在处理"),
)

# What the rules say of a return.
RULE_KEY = re.compile("规则|结论|判定|政策|rule|decision|policy")
GRANTS = re.compile(
    "(?:支持|可以?|适用|享受|应|同意|接受|仍可|符合)(?:按)?(?:七天|7天|无理由|退|换|全额)|acceptreturn|应退|全额退"
    "|未超期|没有?超期|在期限内|承担|责任在(?:店|卖|商)"
)
REFUSES = re.compile(
    "不(?:支持|适用|能|可以?|享受|予|接受|符合)(?:按)?(?:七天|7天|无理由|退|换|全额)|rejectreturn|cannotdeduct"
    "|已超|超过七天|超过7天|过期限|不退|不属"
)
SAYS_NO = re.compile(
    "退不了|不能退|不可以退|不给退|不予退|没法退|无法退|不支持(?:七天|7天|无理由|退)|不符合退货"
    "|已?经?(?:超过|过了)(?:七天|7天|退货期)"
)

# Who pays the freight.
_FREIGHT = "(?:运费|邮费|freight)"
_PAYS = "(?:承担|出|付|担)"
SELLER_PAYS = _sides(
    f"{_FREIGHT}{_CLAUSE}{{0,10}}(?:店铺|卖家|商家|我们|我方|本店|seller)"
    f"|(?:店铺|卖家|商家|我方){_PAYS}{_CLAUSE}{{0,8}}{_FREIGHT}|[由归](?:店铺|卖家|商家|我方){_PAYS}",
    f"{_FREIGHT}{_CLAUSE}{{0,8}}(?:[您你](?:自己|先|这边)?(?:来)?{_PAYS}|自理|自付)"
    f"|[您你](?:自己)?{_PAYS}{_CLAUSE}{{0,6}}{_FREIGHT}",
)
BUYER_PAYS = _sides(
    f"{_FREIGHT}{_CLAUSE}{{0,10}}(?:买家|顾客|客户|自理|自付|buyer)"
    f"|(?:买家|顾客|客户){_PAYS}{_CLAUSE}{{0,8}}{_FREIGHT}|[由归](?:买家|顾客|客户){_PAYS}",
    f"{_FREIGHT}{_CLAUSE}{{0,6}}(?:我们|咱们?|店里|店铺|我[来出付]|由我)"
    f"|(?:我们|咱们?|店里)(?:来)?(?:{_PAYS}|包){_CLAUSE}{{0,6}}{_FREIGHT}|包来?回?运费|免运费退",
)


class Asked(NamedTuple):
    """How a reply asks for something, and how a screen shows that it is known."""

    asks: re.Pattern[str]
    shown: re.Pattern[str]


def _asked(asks: str, shown: str) -> Asked:
    return Asked(re.compile(asks), re.compile(shown))


_GIVE = "(?:提供|发|报|给|说|告知|告诉|填|输)"
_ORDER = "(?:订单号|订单编号)"
ASKED = (
    _asked(
        f"{_GIVE}{_CLAUSE}{{0,6}}{_ORDER}|{_ORDER}{_CLAUSE}{{0,4}}(?:{_GIVE}|多少|是什么|呢|有吗)"
        "|(?:提供|报)(?:一?下|[您你]的?)单号",
        "订单号|订单编号|订单|order|glh",
    ),
    _asked(
        f"(?:提供|发|拍|传|上传|补){_CLAUSE}{{0,6}}(?:照片|图片|图|视频)",
        f"(?:已|客户|买家|顾客){_CLAUSE}{{0,6}}(?:传|发|提供|上传){_CLAUSE}{{0,8}}(?:图|照片|视频)",
    ),
    _asked("[您你](?:当时|之前)?(?:买|拍|购买)的?是?(?:什么|哪款|哪个|哪一款|啥)", "商品|product|item|款式"),
    _asked("(?:什么时候|哪天|几号)(?:收到|签收|下单|付款|买)", "签收|下单|付款"),
)
