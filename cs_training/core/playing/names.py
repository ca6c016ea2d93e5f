"""What looks, deeds and ends are called, wherever they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from cs_training.core.playing.facts import Look
from cs_training.core.playing.script import End

LOOK_NAMES: Mapping[Look, str] = {"order": "订单", "logistics": "物流", "rules": "规则"}
DO_NAMES: Mapping[str, str] = {look: f"查{name}" for look, name in LOOK_NAMES.items()} | {
    "colleague": "问同事",
    "ticket": "写工单",
    "transfer": "转接",
    "offer": "给补偿",
    "refund": "退款",
    "end": "结束会话",
}
END_NAMES: Mapping[End, str] = {
    "resolved": "办成了",
    "partly": "办了一半",
    "unresolved": "没办成",
    "left": "顾客走了",
    "platform": "平台介入了",
}
