"""
Where a text names somebody: after 姓名, 收件人, 我叫 …; before 先生 or 女士; beside a telephone number or an address.

Chinese writes no blanks between words, so a name is believed only with a known surname, or behind a label and a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cs_training.core.addresses import HAN

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊殷施陶洪翟安颜倪严牛温季俞章鲁葛伍"
    "王張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許蘇盧蔣賈葉閻鐘湯錢顧龍龔"
)
# Words that begin like a name and stand where names stand.
_WORDS = (
    "谢谢|谢啦|谢了|马上|马甲|方便|方式|安排|高兴|高帮|明白|何时|何况|常用|常温|白天|万一|万分|顾客|夏天|夏季|江苏|江西|江浙|安徽|温州|常州|郑州|金华"
    "|范围|任何|任意|任务|余额|余下|钟后|于是|贺卡|颜色|许多|段时|田园|汤圆|毛衣|牛仔|石头|洪水|易碎|贵|施工|安心|安全|康复|严重|严格|单|常客|常见|周[一二三四五六日天末]|江南|江北|方案|方法|安装|金额|史上"
)
SURNAME = f"(?!{_WORDS})(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|[{_SURNAMES}])"
_STOP = rf"(?=[^{HAN}]|$|电话|手机|联系|地址|住|的|先生|女士|小姐|收|您|你|亲|在|是|号)"
_UNTITLED = "(?!先生|女士|小姐)"
_FULL = rf"{SURNAME}{_UNTITLED}(?:[{HAN}]{{1,2}}?{_STOP}|[{HAN}]{{2}})"
_LABEL = "(?:姓名|收件人|收货人|联系人|寄件人|签收人|名字)"
# “黄色女士”, “高帮女士款” are goods.
_GOODS = "色款码装帮腰领跟质属性端档级规格价约版品牌单双件新式用底口袖面料感季号和"
# What a form, or a list of its fields, has behind the colon.
_FIELDS = "订单|商品|地址|电话|手机|姓名|收件|收货|什么|请|您|你|我|是|与|和|按|同|不|没|无"
_LABELLED = re.compile(
    rf"{_LABEL}(?:是|叫|为)?\s*[:：]\s*(?!{_FIELDS})(?P<a>[{HAN}·]{{2,4}}?){_STOP}"
    rf"|{_LABEL}(?:改成|改为|写|是|叫|为|\s)*(?P<b>{_FULL})"
    rf"|(?:我|本人|她|他)叫(?P<c>{_FULL}{_STOP})|我是(?P<d>{_FULL})(?<![{_GOODS}])(?=[^{HAN}]|$|电话|手机)"
)
_TITLED = re.compile(
    rf"(?:(?P<a>{SURNAME}[{HAN}]{{1,2}})(?<![{_GOODS}])|(?P<b>{SURNAME}))(?=先生|女士|小姐)(?!..[款装包鞋表裤裙衣袜靴])"
)


def names(text: str, *, hidden: str) -> Iterator[tuple[int, int]]:
    """
    Start and end of each name, in no order; they may overlap.

    Args:
        text: With ordinary digits and letters.
        hidden: The character that stands for what is hidden already: a name beside it is a recipient's.
    """
    gap = r"[ ,，、:：;；\t]"
    beside = re.compile(
        rf"(?<![{HAN}])(?P<a>{SURNAME}{_UNTITLED}[{HAN}]{{1,2}})(?<![{_GOODS}])(?={gap}{{0,3}}{hidden})"
        rf"|(?<={hidden}){gap}{{0,3}}(?P<b>{SURNAME}{_UNTITLED}[{HAN}]{{1,2}})(?<![{_GOODS}])(?![{HAN}])"
    )
    for pattern in (_LABELLED, _TITLED, beside):
        for found in pattern.finditer(text):
            yield next(found.span(group) for group, said in found.groupdict().items() if said)
