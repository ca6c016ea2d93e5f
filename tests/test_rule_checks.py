"""What the calendar makes wrong with the rule base and its questions; and that ``check`` fails on it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from cs_training.cli import main
from cs_training.content import bank
from cs_training.content.rule_checks import rule_problems
from cs_training.content.rules_reading import read_rules
from cs_training.core.rulebook import RuleBook
from cs_training.notebook import sitting

from helpers import single, small_rules

TODAY = date(2026, 11, 22)


def book(checked: str = "2026-11-22", **changes: tuple[str, str]) -> RuleBook:
    """The small rule base, every rule checked on one day, after one replacement in each of some files."""
    files = {name: text.replace("2026-11-22", checked) for name, text in small_rules().items()}
    for name, (old, new) in changes.items():
        assert old in files[f"rules/{name}.yaml"]
        files[f"rules/{name}.yaml"] = files[f"rules/{name}.yaml"].replace(old, new, 1)
    problems: list = []
    data = read_rules(files, problems)
    assert problems == []
    return bank.Bank({"rules": data}).rules


def said(*questions, today=TODAY, days=180, rules=None) -> list[str]:
    """The sentences, for a rule base and some questions."""
    return [str(problem) for problem in rule_problems(rules or book(), questions, today=today, days=days)]


def cites(*sources, as_of="", id="q-1"):
    return single(id=id, source=sources, as_of=as_of)


def test_nothing_is_said_of_a_rule_base_that_is_up_to_date():
    assert said(cites("T-RET-1", "T-RET-2", "S0-01", as_of="2026-11-22")) == []


def test_a_rule_is_stale_after_the_days_that_were_given_and_not_before():
    rules = book(returns=('checked: "2026-11-22"', 'checked: "2026-11-12"'))

    assert said(rules=rules, days=10) == []
    (one,) = said(rules=rules, days=9)
    assert one.startswith("rules/returns.yaml  T-RET-1  checked  上次核对是 2026-11-12，过了 10 天（最多 9 天）。")
    assert "把 checked 改成核对那天" in one


def test_a_rule_that_has_ended_need_not_be_checked_again():
    assert said(rules=book(shipping=('checked: "2026-11-22"', 'checked: "2026-03-31"')), days=10) == []


def test_a_rule_that_will_end_must_still_be_checked():
    rules = book(checked="2026-11-01", shipping=('ended: "2026-03-31"', 'ended: "2026-11-22"'))

    assert any("T-SHIP-1" in one for one in said(rules=rules, days=10))


def test_a_rule_is_not_checked_in_the_future():
    (one,) = said(rules=book(returns=('checked: "2026-11-22"', 'checked: "2026-11-23"')))

    assert one.startswith("rules/returns.yaml  T-RET-1  checked  核对日 2026-11-23 还没到")


def test_a_rule_that_has_ended_is_named_once_with_all_questions_that_cite_it():
    (one,) = said(cites("T-SHIP-1"), cites("T-RET-1", "T-SHIP-1", id="q-2"))

    assert one.startswith("rules/shipping.yaml  T-SHIP-1  ended  2026-03-31 之后已经失效")
    assert "q-1、q-2" in one
    assert "换一条现行的规则" in one


def test_a_rule_may_be_cited_on_its_last_day():
    rules = book(checked="2026-01-01")

    assert said(cites("T-SHIP-1"), today=date(2026, 3, 31), rules=rules) == []
    assert len(said(cites("T-SHIP-1"), today=date(2026, 4, 1), rules=rules)) == 1


def test_a_dated_question_that_cites_a_rule_that_has_ended_is_named_once():
    assert len(said(cites("T-SHIP-1", as_of="2026-01-01"))) == 1


def test_a_dated_question_is_named_when_the_rule_got_another_version_since():
    (one,) = said(cites("T-RET-1", as_of="2026-08-04"))

    assert one == (
        "q-1  as_of  规则 T-RET-1（练习用的退货规则）在 2026-08-05 换了版本，2026-08-04 的版本已被取代，"
        "数字变了（days 7 → 10），答案可能也变了。核对答案后改 as_of。"
    )


def test_a_superseded_version_is_named_even_if_no_number_changed():
    (one,) = said(cites("T-RET-1", as_of="2026-08-04"), rules=book(returns=("days: 10", "days: 7")))

    assert one.endswith("2026-08-04 的版本已被取代。核对答案后改 as_of。")


@pytest.mark.parametrize("as_of", ["2026-08-05", "2026-11-22"])
def test_a_question_dated_within_the_version_in_force_is_right(as_of):
    assert said(cites("T-RET-1", as_of=as_of)) == []


def test_a_question_that_rests_on_no_day_is_not_held_against_versions():
    assert said(cites("T-RET-1")) == []


def test_a_version_that_starts_later_makes_no_question_wrong_today():
    rules, dated = book(checked="2026-08-01"), cites("T-RET-1", as_of="2026-08-01")

    assert said(dated, today=date(2026, 8, 4), rules=rules) == []
    assert len(said(dated, today=date(2026, 8, 5), rules=rules)) == 1


def test_only_versions_between_the_two_days_are_named():
    newer = '{start: "2027-01-01", says: 退。, cites: 练习法 3 条, confidence: A}'
    rules = book(returns=("change: 七天改成十天。", f"change: 七天改成十天。\n    - {newer}"))
    (one,) = said(cites("T-RET-1", as_of="2026-08-04"), rules=rules)

    assert "在 2026-08-05 换了版本" in one


def test_a_question_dated_before_the_first_version_is_named():
    (one,) = said(cites("T-RET-1", as_of="2014-03-14"))

    assert "最早的版本从 2014-03-15 起。核对答案后改 as_of。" in one


def test_a_question_is_not_dated_in_the_future():
    (one,) = said(cites("T-RET-1", as_of="2026-11-23"))

    assert one.startswith("q-1  as_of  2026-11-23 还没到")


@pytest.mark.parametrize(
    ("today", "missing"),
    [
        (date(2026, 11, 30), []),
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), [2027]),
        (date(2028, 12, 1), [2028]),
    ],
)
def test_the_holidays_of_this_year_must_be_known(today, missing):
    sentences = said(today=today, days=9999)

    assert len(sentences) == len(missing)
    for year, one in zip(missing, sentences, strict=True):
        assert one.startswith(f"rules/holidays.yaml  year  缺 {year} 年的放假安排")


@pytest.fixture
def check_on(monkeypatch):
    """Runs ``cs-training check`` as if it were another moment."""

    def run(moment: datetime, *words: str):
        monkeypatch.setattr(sitting, "now", lambda: moment)
        return CliRunner().invoke(main, ["check", *words])

    return run


def test_check_fails_on_a_rule_base_that_nobody_checked_for_half_a_year(check_on):
    answer = check_on(datetime(2027, 11, 22, tzinfo=UTC))

    assert answer.exit_code == 1
    assert "上次核对是" in answer.output
    assert "（最多 180 天）" in answer.output
    assert "缺 2027 年的放假安排" in answer.output or 2027 in bank.open_bank().rules.holidays


def test_check_takes_the_days_one_gives(check_on):
    newest = max(date.fromisoformat(rule.checked) for rule in bank.open_bank().rules.rules.values())
    moment = datetime(newest.year, newest.month, newest.day, 12, tzinfo=UTC)

    assert check_on(moment, "--stale-days", "400").exit_code == 0
    assert check_on(moment, "--stale-days", "-1").exit_code == 1


def test_check_goes_by_the_day_in_china(check_on):
    oldest = min(date.fromisoformat(rule.checked) for rule in bank.open_bank().rules.rules.values())
    evening = datetime(oldest.year, oldest.month, oldest.day, 16, tzinfo=UTC)

    assert "过了 1 天" in check_on(evening, "--stale-days", "0").output
