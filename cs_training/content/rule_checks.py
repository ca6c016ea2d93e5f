"""
Whether the rule base is still up to date, and the questions with it: what only a calendar can tell.

Whether it is written rightly is :mod:`cs_training.content.rules_reading`'s question. The day is an argument here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cs_training.content.coverage import BankItem
from cs_training.core.playing.script import Scenario
from cs_training.core.rulebook import Rule, RuleBook, Version
from cs_training.core.situation import Situation
from cs_training.errors import Problem


def rule_problems(book: RuleBook, questions: Iterable[BankItem], *, today: date, days: int) -> list[Problem]:
    """
    Everything that time has made doubtful.

    Args:
        questions: Of the bank; its situations and scenarios, too.
        days: How long a rule may go without being held against its source.
    """
    asked = list(questions)
    return [
        *_unchecked(book, today, days),
        *_ended(book, asked, today),
        *_changed(book, asked, today),
        *_years(book, today),
    ]


def _unchecked(book: RuleBook, today: date, days: int) -> Iterator[Problem]:
    for rule in book.rules.values():
        since = (today - date.fromisoformat(rule.checked)).days
        if since < 0:
            yield _of(rule, "checked", f"核对日 {rule.checked} 还没到（今天 {today}）。写真正核对的那天。")
        # What is over does not change any more.
        elif since > days and not _over(rule, today):
            says = f"上次核对是 {rule.checked}，过了 {since} 天（最多 {days} 天）。"
            cure = "对照原文再核一遍，把 checked 改成核对那天；内容变了就加一个版本。"
            yield _of(rule, "checked", says + cure)


def _ended(book: RuleBook, questions: list[BankItem], today: date) -> Iterator[Problem]:
    for rule in book.rules.values():
        citing = [question.id for question in questions if rule.id in question.source]
        if citing and _over(rule, today):
            cure = "换一条现行的规则作依据，核对答案；没有可换的就删掉题。"
            yield _of(rule, "ended", f"{rule.ended} 之后已经失效，还有题引用它：{'、'.join(citing)}。{cure}")


def _changed(book: RuleBook, questions: list[BankItem], today: date) -> Iterator[Problem]:
    """Dated questions whose key was worked out by another version than the one in force."""
    for question in (one for one in questions if not isinstance(one, Situation | Scenario) and one.as_of):
        if date.fromisoformat(question.as_of) > today:
            says = f"{question.as_of} 还没到（今天 {today}）。写真正核对答案的那天。"
            yield Problem("", None, question.id, "as_of", says)
            continue
        for rule in (book.rules[i] for i in question.source if i in book.rules):
            if says := _change(rule, date.fromisoformat(question.as_of), today):
                yield Problem("", None, question.id, "as_of", f"{says}。核对答案后改 as_of。")


def _change(rule: Rule, before: date, today: date) -> str:
    """What happened to a rule between two days, without a full stop; "" if it is the same version still."""
    then, now = rule.on(before), rule.on(today)
    if then is now or now is None:  # that a rule has ended is said once, of the rule
        return ""
    name = f"规则 {rule.id}（{rule.title}）"
    if then is None:
        return f"答案按 {before} 算，而{name}最早的版本从 {rule.versions[0].start} 起"
    starts = [version.start for version in rule.versions if before < version.day <= today]
    return f"{name}在 {'、'.join(starts)} 换了版本，{before} 的版本已被取代{_numbers(then, now)}"


def _numbers(then: Version, now: Version) -> str:
    names = [n for n in {**then.numbers, **now.numbers} if then.numbers.get(n) != now.numbers.get(n)]
    changes = [f"{n} {then.numbers.get(n, '无')} → {now.numbers.get(n, '无')}" for n in names]
    return f"，数字变了（{'，'.join(changes)}），答案可能也变了" if changes else ""


def _years(book: RuleBook, today: date) -> Iterator[Problem]:
    # Next year's is announced at its own time: asking for it earlier would be asking for what nobody can add.
    if today.year not in book.holidays:
        cure = f"照国务院办公厅的放假通知补一条 year: {today.year}。"
        says = f"缺 {today.year} 年的放假安排，末日逢假期顺延就算不了。{cure}"
        yield Problem("rules/holidays.yaml", None, "", "year", says)


def _over(rule: Rule, today: date) -> bool:
    return bool(rule.ended) and date.fromisoformat(rule.ended) < today


def _of(rule: Rule, field: str, says: str) -> Problem:
    return Problem(f"rules/{rule.topic}.yaml", None, rule.id, field, says)
