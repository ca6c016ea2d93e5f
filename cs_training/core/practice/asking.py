"""What is asked of a practice case, and marking what a learner answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from cs_training.core.exact import fen
from cs_training.core.mark import Mark, Note
from cs_training.core.practice.catalogue import TOPICS, PracticeCase
from cs_training.core.practice.clocks import ENTRANCE, day_of, law_goes_on, law_last
from cs_training.core.practice.reading import read_day, read_money, says_no_day
from cs_training.core.ruling.codes import CODES
from cs_training.core.ruling.decision import Decision
from cs_training.core.ruling.facts import BEIJING
from cs_training.errors import AnswerError

# What the choices of a rule say: a few words to choose by; the cards say the rest.
RULE_NAMES: Mapping[str, str] = {
    "PROMO-ALLOC": "优惠分摊（按比例）",
    "PROMO-RECALC": "部分退货后优惠重算",
    "PROMO-FREIGHT": "包邮门槛与运费补差",
    "PROMO-GIFT": "赠品",
    "LAW-7D-01": "七日无理由退货（法定）",
    "LAW-7D-02": "要单次确认的例外商品",
    "LAW-7D-03": "商品完好怎么认定",
    "LAW-7D-04": "赠品与无理由退货",
    "PLT-7D-TM": "天猫七天（168 小时）",
    "PLT-PROMISE-TM": "天猫违背承诺",
    "PLT-SHIPCLAIM": "页面写的发货时间",
    "PLT-CARRIER": "承诺的快递",
    "TM-SHIP-LATE": "天猫延迟发货",
    "TM-STOCKOUT": "天猫缺货",
    "TM-FAKE": "天猫虚假发货",
    "TM-TRACK": "天猫物流轨迹",
    "LAW-RISK-01": "在途风险由谁担",
    "LAW-QUAL-01": "质量问题退、换、修",
    "PLT-QUAL-ZY": "平台质量举证",
    "LAW-3X-01": "欺诈三倍赔偿",
    "LAW-FOOD-10X": "食品十倍赔偿",
    "PLT-BF-01": "天猫不符包赔",
    "DEP-01": "定金罚则",
    "PLT-REASON": "不得诱导改退款原因",
    "PLT-TUI": "三种“仅退款”",
    "PLT-AFTER-WINDOW": "售后入口的时限",
    "REV-01": "评价管理",
    "REV-02": "刷单、虚假交易",
    "REV-03": "没有依据的索赔",
    "OFF-01": "站外交易",
    "AD-01": "绝对化用语",
    "AD-02": "功效与疾病",
    "HAR-01": "辱骂、骚扰",
    "CN-COMPLAINT": "投诉渠道",
    "PI-01": "个人信息",
    "PI-02": "营销信息",
    "MINOR-01": "未成年人的买卖",
    "promised": "店里自己的承诺（条例第 12 条）",
    "agreed": "没有专门规则，按双方约定",
}
FREIGHT = (("buyer", "顾客出"), ("seller", "店里出"), ("none", "不同意退，谈不上寄回"))
# What is asked follows from the question alone: a row that came only with some answers would tell the answer.
ASKS_FREIGHT = ("运费谁出", "运费归谁")
ASKS_DAY = ("最后一天", "最后哪天", "最晚哪天")
ASKS_MONEY = "多少元"
NO_DAY = ("none", "不看日子")
# What may come of the platform's clock, then the law's; the middle one is what the engine calls a refusal by the
# platform whose customer still has the law's days.
LAW_GOES_ON = "law_goes_on"
CLOCKS = (
    ("accept_return", "入口还开着，同意退"),
    (LAW_GOES_ON, "入口关了，法律的钟还没到，店里照退"),
    ("reject_return", "入口和法律的钟都到了，不能按无理由退"),
)
# That a request is taken in does not yet say that the goods go back.
MAY_APPLY = ("may_apply", "可以申请，店里要受理")
# To keep or not to keep is the question there, so “refund” says that it may be kept.
MAY_KEEP = "可以扣，扣完的数退款"
DEPOSITS = ("double_deposit", "forfeit_deposit", "partial_refund_deposit", "no_deposit_effect")
WRONG = {
    "decision": "结论不对。再看一遍卡片：哪个事实决定了走哪条路？",
    "amount": "数不对。先认准从哪个数算起，再看有没有上下限、该扣的。",
    "freight": "运费不是这样分的。想想是谁的原因、有没有约定。",
    "deadline": "这一格不对。先想结论是不是卡在日子上；是的话，认清问的是天猫的钟还是法律的钟，从次日数。",
    "rule": "这条管的是另一件事，结论不是靠它站住的。",
}


@dataclass(frozen=True, slots=True)
class Part:
    """
    One thing to answer.

    Attributes:
        choices: (id, text) of a choice; for a date what may be said instead of one; nothing for money.
        key: The right choice, yuan with two decimals, or an ISO day. Of several right answers the first.
        also: The other right answers.
    """

    id: str
    label: str
    kind: Literal["choice", "money", "date"]
    choices: tuple[tuple[str, str], ...]
    key: str
    also: tuple[str, ...] = ()


def parts(case: PracticeCase, decision: Decision, topic: str) -> tuple[Part, ...]:
    """What to ask of a decided case: the same rows for the same kind of question, however the case ends."""
    key, *also = _decisions(case, decision, topic)
    found = [Part("decision", "结论", "choice", _codes(case, decision, topic), key, tuple(also))]
    if ASKS_MONEY in case.question:
        found.append(Part("amount", "金额", "money", (), f"{decision.amount or Decimal(0):.2f}"))
    if any(word in case.question for word in ASKS_FREIGHT):
        by = "buyer" if key == LAW_GOES_ON else decision.freight_by or "none"
        found.append(Part("freight", "寄回运费", "choice", FREIGHT, by))
    if any(word in case.question for word in ASKS_DAY):
        day, *days = _days(case, decision, topic)
        found.append(Part("deadline", "最后一天", "date", (NO_DAY,), day, tuple(days)))
    rules = TOPICS[topic].rules
    cited = {b.rule for b in decision.basis} | _turns_on(case)
    based = tuple(rule for rule in rules if rule in cited) or ("agreed",)
    found.append(Part("rule", "依据", "choice", tuple((r, RULE_NAMES[r]) for r in rules), based[0], based[1:]))
    return tuple(found)


def mark_parts(asked: Sequence[Part], response: Mapping[str, str]) -> Mark:
    """
    What a response (part id → choice id, or typed text) is worth: the share of parts that are right.

    The notes say which part is wrong and where to look, never what is right.

    Raises:
        AnswerError: A part is not answered, or not in a form that can be read. It costs nothing.
    """
    known = {part.id for part in asked}
    if extra := sorted(set(response) - known):
        raise AnswerError(f"这道题没有“{extra[0]}”这一空，刷新这道题再答。")
    verdicts = [(part, _right(part, response.get(part.id, ""))) for part in asked]
    notes = tuple(Note(part.id, right, "对。" if right else WRONG[part.id]) for part, right in verdicts)
    return Mark(sum(right for _, right in verdicts) / len(verdicts), notes)


def _right(part: Part, answer: str) -> bool:
    if not answer.strip():
        raise AnswerError(f"“{part.label}”还没有填，填好再提交。")
    if part.kind == "money":
        return read_money(answer) == fen(part.key)
    if part.kind == "date":
        return _right_day(part, answer)
    if answer not in dict(part.choices):
        raise AnswerError(f"“{part.label}”里没有“{answer}”这个选项，从列出的里面选。")
    return answer == part.key or answer in part.also


def _right_day(part: Part, answer: str) -> bool:
    right = (part.key, *part.also)
    if answer == NO_DAY[0] or says_no_day(answer):
        return NO_DAY[0] in right
    year, month, day = read_day(answer)
    days = [date.fromisoformat(one) for one in right if one != NO_DAY[0]]
    return any((year in (None, one.year)) and (month, day) == (one.month, one.day) for one in days)


def _turns_on(case: PracticeCase) -> set[str]:
    """What a question turns on though the engine may get by without it: the shop's own promise, its free shipping."""
    promised = case.facts.get("promise_no_reason") is True or "promise_days" in case.facts
    free = "free_ship_threshold" in case.facts
    return ({"promised"} if promised else set()) | ({"PROMO-FREIGHT"} if free else set())


def _decisions(case: PracticeCase, decision: Decision, topic: str) -> tuple[str, ...]:
    """The right conclusions: what the engine says, and what says the same in other words."""
    code = str(decision.decision)
    if ENTRANCE in case.question and code == "reject_return" and law_goes_on(case.facts):
        return (LAW_GOES_ON,)
    if topic == "seven-days" and code == "refund" and case.facts.get("ask") == "refund":
        return code, "accept_return"
    if topic == "quality" and code == "reject_return":
        return code, "refuse_request"
    if topic == "disputes" and code == "accept_return" and "completed_on" in case.facts:
        return (MAY_APPLY[0],)
    return (code,)


def _codes(case: PracticeCase, decision: Decision, topic: str) -> tuple[tuple[str, str], ...]:
    """The decisions offered; about a deposit only those of deposits, and elsewhere none of them."""
    if ENTRANCE in case.question:
        return CLOCKS
    about = [code for code in TOPICS[topic].codes if (code in DEPOSITS) is (decision.decision in DEPOSITS)]
    said = dict([MAY_APPLY]) | ({"refund": MAY_KEEP} if case.facts.get("ask") == "deduct" else {})
    return tuple((code, said.get(code) or CODES[code].name) for code in about)


def _days(case: PracticeCase, decision: Decision, topic: str) -> tuple[str, ...]:
    """The last day, or that no day matters: faults are not about these seven days, though the law has some for them."""
    received = day_of(case.facts, "received")
    if topic == "seven-days" and received and any(one.rule == "LAW-QUAL-01" for one in decision.basis):
        return NO_DAY[0], law_last(received).isoformat()
    return (_day(decision.deadline).isoformat() if decision.deadline else NO_DAY[0],)


def _day(deadline: date) -> date:
    return deadline.astimezone(BEIJING).date() if isinstance(deadline, datetime) else deadline
