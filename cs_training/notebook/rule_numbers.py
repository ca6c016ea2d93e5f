"""
The numbers of a rule in words people read: ``rate: 0.05, low: 5, high: 50`` is “赔付比例：5%，5–50 元”.

Rates are shares and money is yuan, as :class:`cs_training.core.rulebook.Version` keeps them. A rate is said together
with the least and the most that is paid at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """
    What a number is called.

    Attributes:
        unit: What stands behind it; ``%`` is for shares, ``most`` for the most that is paid, in yuan.
        high: Of a rate: the number that holds the most that is paid at it.
    """

    name: str
    unit: str
    high: str = ""


WORDS: Mapping[str, Word] = {
    "days": Word("期限", "天"),
    "hours": Word("时限", "小时"),
    "refund_days": Word("收到退货后退款", "天内"),
    "penal_days": Word("拖过多久可以处罚", "天"),
    "return_days": Word("有质量问题，直接退货", "天内"),
    "durable_burden_months": Word("耐用商品由店家举证", "个月内"),
    "notice_years": Word("最迟通知店家", "年内"),
    "exchange_hours": Word("换货寄出", "小时内"),
    "reissue_hours": Word("补寄发出", "小时内"),
    "compensation_hours": Word("补偿付出", "小时内"),
    "refused_extra_hours": Word("超过换货时限后，再过多久没寄算拒绝换货", "小时"),
    "repair_days": Word("寄修寄出", "天内"),
    "visit_days": Word("上门维修", "天内"),
    "apply_days": Word("申请", "天内"),
    "apply_days_long": Word("部分类目申请", "天内"),
    "intervene_days": Word("没收到货只退款，请平台介入要先等", "天"),
    "review_days": Word("评价", "天内"),
    "append_days": Word("追评", "天内"),
    "dispute_days": Word("投诉评价", "天内"),
    "reply_days": Word("写解释", "天内"),
    "confirm_hours": Word("买家确认", "小时内"),
    "max_times": Word("最多协商", "次"),
    "stock_hours": Word("写“现货”的发货", "小时内"),
    "fast_hours": Word("写“当日发”一类的发货", "小时内"),
    "after_late_hours": Word("延迟后再过多久算缺货", "小时"),
    "long_over_hours": Word("承诺时间算长的分界", "小时"),
    "track_days": Word("轨迹出问题后多久没收到算缺货", "天"),
    "pickup_hours": Word("上传单号后要有揽收", "小时内"),
    "work_days": Word("处理并告知", "个工作日内"),
    "mediate_days": Word("调解完", "天内"),
    "ratify_days": Word("监护人追认", "天内"),
    "late_near": Word("轨迹超时：同省、江浙沪皖内、京津冀内超过", "小时"),
    "late_cross": Word("轨迹超时：跨省超过", "小时"),
    "late_remote": Word("轨迹超时：偏远线路超过", "小时"),
    "late_first": Word("轨迹超时：第一条更新满", "小时"),
    "odd_near": Word("轨迹异常：同省、江浙沪皖内、京津冀内满", "小时"),
    "odd_cross": Word("轨迹异常：跨省满", "小时"),
    "odd_remote": Word("轨迹异常：偏远线路满", "小时"),
    "odd_first": Word("轨迹异常：第一条更新满", "小时"),
    "rate": Word("赔付比例", "%", "high"),
    "rate_presale": Word("预售、定制等的赔付比例", "%", "high"),
    "rate_short": Word("承诺 48 小时内的赔付比例", "%", "high"),
    "rate_long": Word("承诺超过 48 小时的赔付比例", "%", "high"),
    "rate_admitted": Word("提前主动承认的赔付比例", "%", "high"),
    "rate_no_pickup": Word("没按时揽收", "%", "high_no_pickup"),
    "rate_empty": Word("空包、乱发、单号异常", "%", "high_empty"),
    "rate_platform": Word("平台版另赔", "%"),
    "rate_merchant": Word("商家版另赔", "%"),
    "late_rate": Word("超时、延迟的赔付比例", "%", "late_high"),
    "odd_rate": Word("异常的赔付比例", "%", "odd_high"),
    "stock_rate_short": Word("缺货（承诺 48 小时内）", "%", "stock_high_short"),
    "stock_rate_long": Word("缺货（承诺超过 48 小时）", "%", "stock_high_long"),
    "malice_rate": Word("恶意不发货", "%", "malice_high"),
    "fake_rate": Word("虚假发货", "%", "fake_high"),
    "track_late_rate": Word("轨迹超时", "%", "track_late_high"),
    "track_odd_rate": Word("轨迹异常", "%", "track_odd_high"),
    "cap": Word("定金最多占总价", "%"),
    "low": Word("最少赔", "元"),
    "high": Word("每单赔", "most"),
    "high_tmall": Word("天猫每单赔", "most"),
    "high_taobao": Word("淘宝每单赔", "most"),
    "severe_tmall": Word("天猫情节严重的赔", "most"),
    "bonus": Word("照付之外每单另加", "元"),
    "day_cap": Word("同一买家一天最多赔", "元"),
    "pay": Word("每次赔", "元"),
    "first_penalty": Word("首次违约金", "元"),
    "second_penalty": Word("第二次违约金", "元"),
    "second_points": Word("第二次扣分", "分"),
    "multiple": Word("倍数", "倍"),
    "loss_multiple": Word("按损失算的倍数", "倍"),
    "floor": Word("最少赔", "元"),
    "max_claims_30d": Word("同一买家 30 天内最多赔", "次"),
    "orders": Word("有效支付至少", "笔"),
    "no_capacity_under": Word("无民事行为能力：不满", "周岁"),
    "own_income_from": Word("靠自己收入生活可以算成年：满", "周岁"),
    "adult": Word("成年：满", "周岁"),
}
# A number that content brings and we have no word for yet is still said, by what its name ends in.
_ENDINGS = {"days": "天", "hours": "小时", "months": "个月", "years": "年", "times": "次"}


def numbers_in_words(numbers: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """Every number with what it is called; nothing is said twice."""
    with_rate = {word.high for name in numbers if (word := WORDS.get(name)) and word.high}
    spans = bool(with_rate & set(numbers)) or any(WORDS[n].unit == "most" for n in numbers if n in WORDS)
    for name, value in numbers.items():
        if name in with_rate or (name == "low" and spans):
            continue
        word = WORDS.get(name) or Word(name, _ENDINGS.get(name.rpartition("_")[2], ""))
        # 0 is how content writes that a version does not know this yet.
        if value or word.unit not in ("%", "倍", "元"):
            yield word.name, _said(word, value, numbers)


def _said(word: Word, value: float, numbers: Mapping[str, float]) -> str:
    if word.unit == "most":
        return _span(numbers, value)
    if word.unit != "%":
        return f"{_plain(value)} {word.unit}".rstrip()
    high = numbers.get(word.high)
    return f"{_plain(value * 100)}%" + ("" if high is None else f"，{_span(numbers, high)}")


def _span(numbers: Mapping[str, float], most: float) -> str:
    return f"{_plain(numbers['low'])}–{_plain(most)} 元" if "low" in numbers else f"最多 {_plain(most)} 元"


def _plain(value: float) -> str:
    return f"{value:.10g}"
