"""
Quick phrases: what an agent inserts by a short key and completes from the order.

A phrase says when it fits and when it does not, because a phrase at the wrong moment is a wrong promise. Holds the
type, the variables a text may have, and what is checked when ``phrases.yaml`` is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from cs_training.errors import suggestion

Topic = Literal[
    "开场",
    "售前",
    "尺码",
    "优惠",
    "活动",
    "催付",
    "物流",
    "售后",
    "退款",
    "质量",
    "发票",
    "安抚",
    "边界",
    "转接",
    "结束",
]
Fault = tuple[tuple[str | int, ...], str]  # where within the entry, what is wrong and what to do

# What an order card can fill in. A new one is added here, with what stands in it.
VARIABLES: dict[str, str] = {
    "称呼": "怎么称呼顾客，不写真名",
    "客服": "自己的名字",
    "订单号": "GLH-月日-序号",
    "商品": "商品名",
    "规格": "颜色、口味、容量",
    "颜色": "颜色",
    "尺码": "尺码",
    "数量": "几件、几份",
    "金额": "几元，只写数字",
    "运费": "几元，只写数字",
    "差价": "几元，只写数字",
    "到手价": "几元，只写数字",
    "门槛": "满多少元，只写数字",
    "券": "券的名字",
    "时间": "到几点，写得出的时刻",
    "日期": "几月几日",
    "小时": "几小时，只写数字",
    "天数": "几天，只写数字",
    "快递": "快递公司",
    "运单号": "运单号",
    "地点": "包裹到了哪里",
    "原因": "查到的原因",
    "方案": "和顾客说好的办法",
    "抬头": "发票抬头",
    "页面": "在哪个页面点",
}
SHARED = 3  # phrases that may have one key: more, and the list is no shortcut
_HOLE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """
    A quick phrase.

    Attributes:
        keys: What one types after ``/`` to find it.
        text: The phrase, with variables in braces.
        when: When it fits. when_not: When it does not, and what goes wrong then.
        source: Rules it rests on.
    """

    id: str
    title: str
    topic: Topic
    keys: tuple[str, ...]
    text: str
    when: str
    when_not: str
    source: tuple[str, ...] = ()

    @property
    def variables(self) -> list[str]:
        return _HOLE.findall(self.text)

    @property
    def fixed(self) -> str:
        """What comes with the phrase, without what has to be filled in."""
        return _HOLE.sub("", self.text)


def filled(text: str, card: Mapping[str, str]) -> str:
    """A phrase's text completed; variables that the card lacks stay as they are."""
    return _HOLE.sub(lambda hole: card.get(hole[1], hole[0]), text)


def phrase_faults(phrase: Phrase, sources: Collection[str] | None) -> Iterator[Fault]:
    """What types cannot say; ``sources`` None: they could not be read, so nobody is blamed for citing one."""
    if not 2 <= len(phrase.keys) <= 4:
        yield ("keys",), "写 2 到 4 个键，比如 [cfh, 催发货]。"
    if not any(re.fullmatch(r"[a-z]{2,6}", key) for key in phrase.keys):
        yield ("keys",), "至少有一个键是拼音首字母，2 到 6 个小写字母，比如 cfh。"
    for i, key in enumerate(phrase.keys):
        if not re.fullmatch(r"[a-z0-9]{2,8}|[\u4e00-\u9fff]{2,6}", key):
            yield ("keys", i), f"“{key}”不好打：用 2 到 8 个小写字母或数字，或者 2 到 6 个汉字。"
        elif key in phrase.keys[:i]:
            yield ("keys", i), f"“{key}”写了两次，留下一个。"
    yield from _text_faults(phrase)
    for field in ("title", "when", "when_not"):
        if not getattr(phrase, field).strip():
            yield (field,), "不能空着。"
    for i, rule in enumerate(phrase.source):
        if sources is not None and rule not in sources:
            yield ("source", i), f"没有“{rule}”。{suggestion(rule, sources)}"


def _text_faults(phrase: Phrase) -> Iterator[Fault]:
    if not phrase.fixed.strip() or "\n" in phrase.text.strip():
        yield ("text",), "写成一段有字的话，不要换行。"
    if "{" in phrase.fixed or "}" in phrase.fixed:
        yield ("text",), "花括号没有成对。变量写成 {订单号} 这样，里面不再套括号。"
    for name in phrase.variables:
        if name not in VARIABLES:
            yield ("text",), f"没有变量“{name}”。{suggestion(name, VARIABLES)}"


def crowded(keys: Mapping[str, Collection[str]]) -> Iterator[tuple[str, int, str]]:
    """Keys that too many phrases have: (phrase, place of the key, what to do), for each phrase that is one too many."""
    used: Counter[str] = Counter()
    for id_, of_phrase in keys.items():
        for i, key in enumerate(of_phrase):
            used[key] += 1
            if used[key] > SHARED:
                yield id_, i, f"“{key}”已经有 {SHARED} 条短语在用，再多就不是捷径了。换一个键。"


def by_topic(phrases: Mapping[str, Phrase]) -> list[Phrase]:
    """The phrases as a list shows them: topic by topic, in the order in which topics are written first."""
    topics = list(dict.fromkeys(one.topic for one in phrases.values()))
    return sorted(phrases.values(), key=lambda one: topics.index(one.topic))
