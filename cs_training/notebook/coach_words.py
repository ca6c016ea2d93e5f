"""Labels, red lines and bands as a learner reads them."""

from __future__ import annotations

from collections.abc import Mapping

from cs_training.core.judging.assessment import Label

LABEL_NAMES: Mapping[Label, str] = {
    "empathy": "共情",
    "ownership": "担当",
    "clarification": "澄清",
    "solution": "方案",
    "followup": "跟进",
    "tone": "语气",
}
BANDS = ("不能发", "还不行，要改", "可以发，还能更好", "可以发，写得好")
QUALITIES: Mapping[str, str] = {"weak": "差的回法", "medium": "中等的回法", "strong": "好的回法"}
COSTS: Mapping[str, str] = {"hard": "一票否决：整条 0 分", "soft": "最多得 40 分"}
UNSURE = "这一项机器拿不准，请老师看"
