"""
The handbook of rules: Markdown from the words of ``content/handbook.md`` and from the data that decisions rest on.

In those words a ``yaml`` block is a case (or several): it is decided, and the decision stands below it. Below a line of
``json`` stands the line that the command would print for it. A line ``<!-- name: words -->`` is replaced by a table of
the rule base or of the fields. So nothing goes stale.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from cs_training.content.bank import CONTENT
from cs_training.content.cases import Told, read_cases, read_line
from cs_training.core.rulebook import Rule, RuleBook, Version
from cs_training.core.rules import decide
from cs_training.core.ruling.codes import CODES
from cs_training.core.ruling.decision import Decision
from cs_training.core.ruling.field import Field
from cs_training.core.ruling.fields import FIELDS, GROUPS
from cs_training.core.ruling.words import ASKS
from cs_training.errors import CaseError
from cs_training.notebook.decision_words import reasons, results
from cs_training.notebook.rule_card import CONFIDENCE, PLATFORMS
from cs_training.notebook.rule_numbers import numbers_in_words

# The day on which the examples are decided, so that the page is the same every day.
ON = date(2026, 11, 22)
TOPICS = {
    "returns": "无理由退货、售后申请",
    "quality": "质量",
    "damages": "惩罚性赔偿、包赔",
    "shipping": "发货与物流",
    "promises": "违背承诺",
    "risk": "在途风险",
    "promotions": "优惠、运费、赠品、价保",
    "deposit": "定金",
    "invoices": "发票",
    "reviews": "评价、刷单、索赔",
    "advertising": "广告和价格",
    "privacy": "个人信息",
    "conduct": "站外交易、骚扰",
    "live": "直播",
    "minors": "未成年人",
    "complaints": "投诉",
    "platform": "平台规则本身",
}
KINDS = {
    "yes_no": "是否",
    "money": "金额",
    "number": "数字",
    "count": "整数",
    "rate": "比例",
    "day": "日期",
    "moment": "时刻",
    "text": "文字",
    "choice": "选一个",
    "items": "商品列表",
    "returned": "退货列表",
    "orders": "成交额列表",
}
ASKED = "案子用得上时会问"
# A choice of more than these is spelt out only once, in the list of all fields.
FEW = 8

_LINE = re.compile(r"^```json\n(.*?)\n```$", re.MULTILINE)
_CASE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^<!-- (\w+)(?:: (.*?))? -->$", re.MULTILINE)


def handbook(rules: RuleBook) -> str:
    """
    The handbook as Markdown.

    Raises:
        CaseError: An example in it cannot be decided.
    """
    words = (CONTENT / "handbook.md").read_text(encoding="utf-8")
    tables = _tables(rules)
    words = _TABLE.sub(lambda found: "\n".join(tables[found[1]]((found[2] or "").split())), words)
    words = _LINE.sub(lambda found: f"{found[0]}\n\n出来这一行：\n\n```json\n{_piped(found[1], rules)}\n```", words)
    return _CASE.sub(lambda found: f"{found[0]}\n\n" + "\n\n".join(_decided(found[1], rules)), words)


def _tables(rules: RuleBook) -> Mapping[str, Callable[[Sequence[str]], Iterable[str]]]:
    return {
        "fields": lambda names: _fields({name: FIELDS[name] for name in names}, brief=True),
        "groups": lambda _: _groups(),
        "asks": lambda _: _table("`ask`", "问的是", rows=((f"`{ask}`", says) for ask, says in ASKS.items())),
        "codes": lambda _: _codes(),
        "rules": lambda _: _rules(rules),
        "void": lambda _: _void_terms(rules),
        "holidays": lambda _: _holidays(rules),
        "undecided": lambda _: _undecided(rules),
    }


def _table(*heads: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in (heads, ["---"] * len(heads), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def _fields(fields: Mapping[str, Field], *, brief: bool = False) -> Iterator[str]:
    rows = ([f"`{name}`", _kind(f, brief=brief), f.means, f.absent or ASKED] for name, f in fields.items())
    return _table("字段", "写法", "意思", "不写时", rows=rows)


def _kind(field: Field, *, brief: bool) -> str:
    if field.choices is ASKS:
        return "选一个，见“问什么”那张表"
    if not field.choices:
        return KINDS[field.kind]
    if brief and len(field.choices) > FEW:
        return "选一个，见[第 3 节](#3-全部字段)"
    return "选一个：" + "，".join(f"`{choice}` {says}" for choice, says in field.choices.items())


def _groups() -> Iterator[str]:
    for title, fields in GROUPS.items():
        yield from (f"### {title}", "", *_fields(fields), "")


def _codes() -> Iterator[str]:
    rows = ([f"`{code}`", c.name, c.holds, c.order, c.example] for code, c in CODES.items())
    return _table("代码", "结论", "什么时候成立", "和相邻的怎么分", "例子", rows=rows)


def _decided(text: str, rules: RuleBook) -> Iterator[str]:
    """What stands below an example: its decision, as a quotation."""
    for told in read_cases(text, ".yaml"):
        lines = _told(told.name, _decision(told, rules))
        yield "\n".join(f"> {line}  " for line in lines).rstrip()


def _piped(line: str, rules: RuleBook) -> str:
    return json.dumps(_decision(read_line(line), rules).as_data(), ensure_ascii=False)


def _decision(told: Told, rules: RuleBook) -> Decision:
    if told.facts is None:
        raise CaseError(f"手册里有一个例子读不懂：{told.fault}")
    return decide(told.facts, rules=rules, on=date.fromisoformat(told.on) if told.on else ON)


def _told(name: str, decision: Decision) -> Iterator[str]:
    code = decision.decision
    says = f"{CODES[code].name}（`{code}`）" if code else "还判不了"
    yield f"**{name or '判定'}：{says}**" + "".join(f"；{what}：{words}" for what, words in results(decision))
    yield from (f"还要知道 `{missing}`：{FIELDS[missing].means}" for missing in decision.missing)
    yield from reasons(decision)
    if decision.basis:
        yield "依据：" + "；".join(f"{b.rule}（{b.version} 起的版本）" for b in decision.basis)


def _rules(rules: RuleBook) -> Iterator[str]:
    for topic, title in TOPICS.items():
        yield from (f"### {title}", "")
        for rule in rules.rules.values():
            if rule.topic == topic:
                yield from (*_rule(rule), "")


def _rule(rule: Rule) -> Iterator[str]:
    settles = "能判" if rule.decides else "只提示，不判"
    yield from (
        f"#### {rule.id} {rule.title}",
        "",
        f"{PLATFORMS[rule.platform]}；{settles}；核对日 {rule.checked}。",
        "",
    )
    yield f"- 对谁：{rule.who}"
    for what, says in (
        ("条件", rule.conditions),
        ("例外", rule.exceptions),
        ("期限", rule.deadlines),
        ("凭证", rule.evidence),
    ):
        if says:
            yield f"- {what}：{'；'.join(line.rstrip('。') for line in says)}。"
    for what, line in (
        ("运费", rule.freight),
        ("为什么不判", rule.why_not),
        ("从前", rule.before),
        ("注意", rule.note),
    ):
        if line:
            yield f"- {what}：{line}"
    if rule.picked_by:
        yield f"- 用哪一版，看：{'、'.join(f'`{name}`' for name in rule.picked_by)}（先写着的那个；都没写，看判定日）"
    yield from ("", *_versions(rule))


def _versions(rule: Rule) -> Iterator[str]:
    rows = (
        [_span(rule, v), v.says, v.cites, _numbers(v), CONFIDENCE[v.confidence], v.change or "—"] for v in rule.versions
    )
    return _table("哪一段时间", "怎么说", "条文", "数字", "核到哪一步", "改了什么", rows=rows)


def _span(rule: Rule, version: Version) -> str:
    last = rule.last_day(version)
    return f"{version.start} 起" + (f"，到 {last} 为止" if last else "")


def _numbers(version: Version) -> str:
    return "；".join(f"{name} {says}" for name, says in numbers_in_words(version.numbers)) or "—"


def _undecided(rules: RuleBook) -> Iterator[str]:
    return (f"- {rule.id} {rule.title}：{rule.why_not}" for rule in rules.rules.values() if not rule.decides)


def _void_terms(rules: RuleBook) -> Iterator[str]:
    rows = ([term.title, term.why, term.rule] for term in rules.void_terms)
    return _table("哪一类条款", "为什么不算数", "规则", rows=rows)


def _holidays(rules: RuleBook) -> Iterator[str]:
    rows = (
        [str(year), "；".join(" 至 ".join(dict.fromkeys(span)) for span in table.spans), table.cites]
        for year, table in sorted(rules.holidays.items())
    )
    return _table("年", "放假（含首尾）", "文件", rows=rows)
