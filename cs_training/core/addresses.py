"""
Where a text names a place to deliver to: runs of 省 市 区 街道 路 号 栋 单元 室, and what stands behind “收货地址：”.

A province or a city alone is no address: shops ship “from 杭州市” and “to 广东省” all day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = "\u4e00-\u9fff"
# The last word of a unit must not begin another word: 路上 is no road, 区别 no district.
_COARSE = rf"[{HAN}]{{2,7}}?(?:省|自治区|市(?![场面值价])|区(?![别分间域])|自治州|自治县)|[{HAN}]{{1,4}}县"
_FINE = (
    rf"[{HAN}]{{2,10}}?(?:镇|乡|街道|大街|街(?!拍)|大道|路(?![上过由程线径途况费口])|巷|胡同|村|小区|花园|苑|公寓|大厦|广场|新村"
    rf"|家园|华庭|公馆|宿舍|大学|学院|学校|产业园|工业园)"
)
_NUMBERED = r"(?:[A-Za-z]?\d{1,5}(?:-\d{1,4})*|[一二三四五六七八九十百]{1,4}|[甲乙丙丁A-Za-z])"
_HOUSE = (
    rf"(?<!月){_NUMBERED} ?"
    r"(?:号院|号楼(?![上下])|栋|幢|座|塔|舍|单元|室|弄|号(?![码称])|楼(?![上下主])|层(?!次)|户|门牌|#)"
    r"|(?<=[号栋幢座塔舍楼院元层#])\d{2,5}(?!\d|元|块|天|件|个|点|月|日)"
)
_UNIT = re.compile(f"(?P<house>{_HOUSE})|(?P<coarse>{_COARSE})|(?P<fine>{_FINE})")
# What leads to an address and is none of it.
_LEAD = re.compile("^.*(?:[到在是至往寄送址给请]|改成|换成|改为|发货)(?=.{2})")
_INDOORS = re.compile("栋|幢|单元|室|号楼|座|户")
_LABELLED = re.compile(
    r"(?:地址|住址|寄到|送到|寄至|发到|寄往)(?:改成|改为|换成|是|为)?[:：]\s*(?P<place>[^,，。;；!！?？\n\ue000]{4,60})"
)
_PLACE_WORD = re.compile(r"\d|[省市区县镇乡村路街巷弄号栋幢座楼室苑园]")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """
    Start and end of each address, in no order; they may overlap.

    Args:
        text: With ordinary digits and letters; U+E000 stands for what is hidden already.
    """
    for found in _LABELLED.finditer(text):
        if _PLACE_WORD.search(found["place"]):
            yield found.span("place")
    run: list[re.Match[str]] = []
    for unit in _UNIT.finditer(text):
        if run and text[run[-1].end() : unit.start()].strip():
            yield from _address(text, run)
            run = []
        run.append(unit)
    yield from _address(text, run)


def _address(text: str, run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The run as an address, if it is near enough to a door."""
    kinds = [unit.lastgroup for unit in run]
    fine, coarse = kinds.count("fine"), kinds.count("coarse")
    houses = [unit[0] for unit in run if unit.lastgroup == "house"]
    if (fine and len(run) > 1) or coarse > 2 or (len(houses) > 1 and any(map(_INDOORS.search, houses))):
        lead = _LEAD.match(text[run[0].start() : run[0].end()])
        yield run[0].start() + (lead.end() if lead else 0), run[-1].end()
