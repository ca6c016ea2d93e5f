"""Practice cases: endless, decidable, told in full, and marked without giving the key away."""

from __future__ import annotations

import contextlib
import functools
import itertools
import re
from collections import Counter
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.content.bank import open_bank
from cs_training.core.exact import fen, say
from cs_training.core.practice import TOPICS, Goods, catalogue, mark_parts, parts, plain_answer, practice_case
from cs_training.core.practice.asking import DEPOSITS, LAW_GOES_ON, MAY_APPLY, RULE_NAMES
from cs_training.core.practice.catalogue import PATTERNS, told_case
from cs_training.core.practice.clocks import ENTRANCE, law_last, platform_last
from cs_training.core.practice.reading import read_day, read_money
from cs_training.core.practice.replying import WRITERS
from cs_training.core.practice.standing_replies import ALWAYS
from cs_training.core.practice.story import Teller
from cs_training.core.practice.words import Words
from cs_training.core.rules import decide
from cs_training.core.ruling.codes import CODES
from cs_training.core.ruling.decision import Amounts, Decision
from cs_training.core.ruling.facts import BEIJING
from cs_training.core.ruling.fields import FIELDS
from cs_training.errors import AnswerError, CaseError, UnknownIdError

COUNT = 60
CASEWORK = [(topic, level) for topic in TOPICS for level in (1, 2, 3)]


@functools.cache
def goods() -> tuple[Goods, ...]:
    return tuple(Goods(p.name, p.category, p.price) for p in open_bank().shop.products.values())


@functools.cache
def casework(topic: str, level: int):
    """The first cases with their decisions and parts."""
    cases = [practice_case(topic, level, number, goods=goods()) for number in range(COUNT)]
    decided = [decide(case.facts, rules=open_bank().rules, on=case.on) for case in cases]
    return [(case, made, parts(case, made, topic)) for case, made in zip(cases, decided, strict=True)]


def text_of(case) -> str:
    """All a learner can read of a case."""
    return "\n".join([*(f"{who}：{said}" for who, said in case.chat), *map("：".join, case.card), case.question])


def key_of(asked) -> dict[str, str]:
    return {part.id: part.key for part in asked}


def every_case():
    return [one for topic, level in CASEWORK for one in casework(topic, level)]


@pytest.mark.parametrize(("topic", "level"), CASEWORK)
class TestEveryTopicOfCasework:
    def test_a_case_can_be_decided_and_says_what_its_author_means(self, topic: str, level: int):
        for case, made, _ in casework(topic, level):
            assert (made.missing, made.decision) == ((), told_case(topic, level, case.number, goods=goods()).aim), case

    def test_two_to_five_things_are_asked_and_the_key_is_among_the_choices(self, topic: str, level: int):
        for case, _, asked in casework(topic, level):
            assert 2 <= len(asked) <= 5, case
            assert len({part.id for part in asked}) == len(asked)
            for part in asked:
                offered = dict(part.choices)
                assert part.kind != "choice" or {part.key, *part.also} <= offered.keys(), (case, part)
                assert part.kind != "money" or not offered

    def test_a_case_has_no_more_rules_to_rest_on_than_are_offered(self, topic: str, level: int):
        """“By agreement” is right only where no rule decides."""
        for case, made, asked in casework(topic, level):
            assert (asked[-1].key == "agreed") == (not made.basis), case

    def test_the_same_number_is_the_same_case(self, topic: str, level: int):
        for case, _, _ in casework(topic, level)[:10]:
            assert practice_case(topic, level, case.number, goods=goods()) == case

    def test_every_amount_and_day_of_the_facts_is_told(self, topic: str, level: int):
        for case, _, _ in casework(topic, level):
            for name, value in case.facts.items():
                for said in _as_told(name, value):
                    assert said in text_of(case), (case.id, name, said)

    def test_ten_in_a_row_do_not_look_alike(self, topic: str, level: int):
        cases = [case for case, _, _ in casework(topic, level)]
        for start in range(COUNT - 10):
            ten = cases[start : start + 10]
            assert len({text_of(case) for case in ten}) == 10
            assert len({_pattern(case) for case in ten}) >= 6, [case.id for case in ten]

    def test_it_has_at_least_four_patterns_and_a_lap_meets_them_all(self, topic: str, level: int):
        patterns = PATTERNS[topic][level]
        lap = [told_case(topic, level, number, goods=goods()).question for number in range(len(patterns))]

        assert len(patterns) >= 4
        assert len(set(patterns)) == len(patterns)
        assert len(lap) == len(patterns)

    def test_the_right_answer_is_worth_everything_and_a_wrong_one_less(self, topic: str, level: int):
        for case, _, asked in casework(topic, level):
            right = key_of(asked)
            assert mark_parts(asked, right).correct, case.id
            for part in asked:
                wrong = mark_parts(asked, right | {part.id: _wrong(part)})
                assert wrong.score == pytest.approx(1 - 1 / len(asked)), (case.id, part)
                assert [note.part for note in wrong.notes if not note.right] == [part.id]

    def test_the_notes_never_give_the_key_away(self, topic: str, level: int):
        for _, _, asked in casework(topic, level):
            notes = mark_parts(asked, {part.id: _wrong(part) for part in asked}).notes
            said = "".join(note.text for note in notes)
            for part in asked:
                assert part.key not in said
                assert dict(part.choices).get(part.key, "——") not in said

    def test_the_answer_to_the_customer_is_short_warm_and_concrete(self, topic: str, level: int):
        for case, made, asked in casework(topic, level):
            said = plain_answer(case, made)
            assert 2 <= len(re.findall("[。？]", said)) <= 4, said
            assert len(said) <= 160, said
            assert not re.search(r"[A-Z]{2,}-|按规定|亲[，,～~]|None|\{|！|null", said), said
            assert not re.search("到底|随时|永远|一定|什么时候.{0,4}都|一项也不会|保证", said), said
            amount = key_of(asked).get("amount", "0.00")
            assert amount == "0.00" or amount.removesuffix(".00") in said, (case.id, amount, said)


def _as_told(name: str, value) -> list[str]:
    """How a fact stands in the text; nothing for facts that are told in words."""
    match FIELDS[name].kind:
        case "money":
            return [_money(value)]
        case "items":
            return [_money(one["price"]) for one in value]
        case "orders":
            return [_money(one) for one in value]
        case "day":
            return [value]
        case "moment":
            return [value.replace("T", " ")]
        case "number":
            return [str(value)]
        case "text":
            return [value]
    return []


def _money(value) -> str:
    return f"{value}" if isinstance(value, int) else say(fen(value))


def _pattern(case) -> str:
    """What is said, without names of goods and without numbers."""
    said = "".join(text for who, text in case.chat) + case.question
    for one in goods():
        said = said.replace(one.name, "")
    return re.sub(r"[\d.]+", "", said)


def _wrong(part) -> str:
    if part.kind == "money":
        return say(fen(part.key) + 1)
    if part.kind == "date":
        return "2026-02-14"
    return next(choice for choice, _ in part.choices if choice not in (part.key, *part.also))


class TestCatalogue:
    def test_every_rule_offered_is_a_rule_of_the_base(self):
        offered = {rule for topic in TOPICS.values() for rule in topic.rules}

        assert offered - {"agreed", "promised"} <= open_bank().rules.rules.keys()
        assert offered == set(RULE_NAMES)

    def test_every_decision_offered_is_a_decision(self):
        assert {code for topic in TOPICS.values() for code in topic.codes} - {MAY_APPLY[0]} <= CODES.keys()

    def test_every_topic_belongs_to_a_lesson(self):
        assert [topic.lesson for topic in TOPICS.values()] == ["05", "06", "07", "08", "09", "10", "11"]

    def test_a_level_can_end_in_more_than_one_decision(self):
        """Who always ticks the same has to be wrong sometimes."""
        for topic, level in CASEWORK:
            assert len({made.decision for _, made, _ in casework(topic, level)}) >= 2, (topic, level)

    def test_no_colleague_who_is_never_wrong_is_quoted_with_nonsense(self):
        assert not [case.id for case, _, _ in every_case() for who, _ in case.chat if who == "阿岩"]

    def test_only_deposits_are_offered_about_deposits(self):
        for _, made, asked in casework("quality", 1):
            offered = dict(asked[0].choices).keys()
            assert (made.decision in DEPOSITS) == bool(offered & set(DEPOSITS)) == (offered <= set(DEPOSITS))

    def test_cases_go_on_without_end(self):
        assert practice_case("seven-days", 2, 10**9, goods=goods()).chat

    def test_draws_are_the_same_on_every_platform_and_python(self):
        t = Teller("seven-days:1:0", (), "老周")

        assert [t.number(0, 99) for _ in range(6)] == [67, 62, 13, 15, 28, 37]
        assert (t.one(*"甲乙丙丁"), t.day("2026-11-01", "2026-11-30")) == ("丁", date(2026, 11, 27))

    def test_what_does_not_exist_is_said(self):
        with pytest.raises(UnknownIdError, match="seven-days"):
            practice_case("seven-day", 1, 0, goods=goods())
        with pytest.raises(CaseError, match="难度"):
            practice_case("seven-days", 4, 0, goods=goods())
        with pytest.raises(CaseError, match="题号"):
            practice_case("seven-days", 1, -1, goods=goods())

    def test_a_shop_that_lacks_the_goods_is_told_so(self):
        number = next(case.number for case, _, _ in casework("seven-days", 1) if case.facts.get("category") == "fresh")

        with pytest.raises(CaseError, match="补上商品"):
            practice_case("seven-days", 1, number, goods=[Goods("碗", "tableware", "39.90")])

    def test_a_return_is_asked_about_freight_however_it_ends(self):
        for case, made, asked in casework("seven-days", 1):
            by = key_of(asked)["freight"]
            assert by == (made.freight_by or "none"), case.id

    def test_only_about_returns_without_a_reason_nobody_may_pay_freight(self):
        for case, _, asked in every_case():
            if key_of(asked).get("freight") == "none":
                assert case.topic == "seven-days", case.id

    def test_who_asks_how_much_is_asked_how_much_even_when_it_is_nothing(self):
        asked = [key_of(asked) for case, made, asked in every_case() if case.facts["ask"] == "extra"]

        assert all("amount" in key for key in asked)
        assert Counter(key["amount"] == "0.00" for key in asked)[True] > 10


class TestMarking:
    asked = property(lambda self: casework("seven-days", 3)[0][2])

    def test_a_part_left_open_costs_nothing(self):
        with pytest.raises(AnswerError, match="“依据”还没有填"):
            mark_parts(self.asked, key_of(self.asked) | {"rule": " "})

    def test_a_part_that_is_not_asked_costs_nothing(self):
        with pytest.raises(AnswerError, match="没有“extra”"):
            mark_parts(self.asked, key_of(self.asked) | {"extra": "1"})

    def test_a_choice_that_is_not_offered_costs_nothing(self):
        with pytest.raises(AnswerError, match="从列出的里面选"):
            mark_parts(self.asked, key_of(self.asked) | {"decision": "penalty"})

    def test_any_rule_the_decision_rests_on_is_right(self):
        also = [(asked, rule) for _, _, asked in every_case() for rule in asked[-1].also]

        assert also
        assert all(mark_parts(asked, key_of(asked) | {"rule": rule}).correct for asked, rule in also)

    def test_the_year_of_a_day_may_be_left_out_but_not_be_wrong(self):
        asked = next(asked for _, _, asked in casework("seven-days", 1) if key_of(asked)["deadline"] != "none")
        key = date.fromisoformat(key_of(asked)["deadline"])
        for said, right in (
            (f"{key.month}月{key.day}日", True),
            (f"2026/{key.month}/{key.day}", True),
            ("2025", False),
        ):
            answer = said if right else f"2025-{key:%m-%d}"
            assert mark_parts(asked, key_of(asked) | {"deadline": answer}).correct is right

    @pytest.mark.parametrize(
        "said", ["none", "不看日子", "无", "不涉及", "不涉及日期", "不适用", "“不看日子”", " 无。"]
    )
    def test_that_no_day_matters_may_be_said_in_many_words(self, said: str):
        right = next(asked for _, _, asked in casework("seven-days", 1) if key_of(asked)["deadline"] == "none")
        wrong = next(asked for _, _, asked in casework("seven-days", 1) if key_of(asked)["deadline"] != "none")

        assert mark_parts(right, key_of(right) | {"deadline": said}).correct
        assert not mark_parts(wrong, key_of(wrong) | {"deadline": said}).correct
        assert not mark_parts(right, key_of(right) | {"deadline": "11-17"}).correct


class TestReading:
    @pytest.mark.parametrize("said", ["不用退", "不退", "不赔", "不用付", "0 元", "0", "无", "零", "不用补。"])
    def test_nothing_is_an_amount(self, said: str):
        assert read_money(said) == 0

    @pytest.mark.parametrize(
        "said",
        [
            "102",
            "¥102.00",
            "￥102",
            "102元",
            "１０２．００",
            "102 块",
            " 102.0 ",
            "退102元",
            "应退 102 元",
            "一百零二",
            "102。",
        ],
    )
    def test_money_is_read_as_people_write_it(self, said: str):
        assert read_money(said) == 10200

    @pytest.mark.parametrize("said", ["", "  ", "很多", "102-103", "5%", "-3", "1.005", "12 天", "1" * 50, "1/0", "元"])
    def test_what_is_no_money_costs_nothing(self, said: str):
        with pytest.raises(AnswerError, match="[一-鿿]"):
            read_money(said)

    @pytest.mark.parametrize(
        "said",
        [
            "2026-11-07", "2026-11-7", "2026/11/7", "2026.11.7", "2026年11月7日", "11月7日", "11-7", "11-07", "11/7",
            "11.7", "１１月７日", "１１－０７", "20261107", "11 月 7 日（周六）", "11月7号",
            "11月7日24点", "11-07 24:00", "11月7日 23:59:59", " 11—7 ", "11月7日星期六", "11月7日前", "11月07日",
        ],
    )  # fmt: skip
    def test_a_day_is_read_as_people_write_it(self, said: str):
        year, month, day = read_day(said)

        assert (month, day) == (11, 7)
        assert year == (2026 if said.startswith("2026") else None)

    @pytest.mark.parametrize(
        "said", ["", "明天", "17", "2-30", "13-1", "2026-02-29", "11", "0000-01-01", "11-17-", "周二"]
    )
    def test_what_is_no_day_costs_nothing(self, said: str):
        with pytest.raises(AnswerError, match="[一-鿿]"):
            read_day(said)

    def test_a_leap_day_is_a_day_when_the_year_is_left_out(self):
        assert read_day("2-29") == (None, 2, 29)

    @pytest.mark.parametrize("read", [read_money, read_day])
    def test_up_to_forty_characters_are_read(self, read):
        with pytest.raises(AnswerError, match="不像"):
            read("x" * 40)
        with pytest.raises(AnswerError, match="写得太长了"):
            read("x" * 41)

    def test_nothing_is_an_amount_of_money(self):
        assert read_money("0") == 0

    @given(st.integers(0, 10**8))
    def test_any_amount_is_read_in_every_form(self, amount: int):
        said = say(amount)
        for form in (said, f"¥{said}", f"{said}元", f"{Decimal(amount) / 100:,.2f}", said.translate(FULL)):
            assert read_money(form) == amount

    @given(st.dates(date(1000, 1, 1)))
    def test_any_day_is_read_in_every_form(self, day: date):
        forms = (
            day.isoformat(),
            f"{day.year:04d}年{day.month}月{day.day}日",
            f"{day:%Y}/{day.month}/{day.day}",
            day.isoformat().translate(FULL),
            day.isoformat().replace("-", ""),
        )
        assert {read_day(form) for form in forms} == {(day.year, day.month, day.day)}
        assert read_day(f"{day.month}-{day.day}") == (None, day.month, day.day)

    @given(st.text(max_size=60))
    def test_nothing_that_can_be_typed_breaks_the_reading(self, said: str):
        for read in (read_money, read_day):
            with contextlib.suppress(AnswerError):
                assert read(said) is not None


FULL = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


class TestReplies:
    def test_every_decision_has_a_reply(self):
        assert WRITERS.keys() | ALWAYS.keys() == CODES.keys()
        assert not WRITERS.keys() & ALWAYS.keys()

    def test_a_case_not_decided_has_no_reply(self):
        case = practice_case("privacy", 1, 0, goods=goods())

        assert not plain_answer(case, Decision(decision=None, missing=("age",)))

    @pytest.mark.parametrize("code", sorted(WRITERS))
    def test_a_reply_can_be_written_with_hardly_any_facts(self, code: str):
        bare = Decision(decision=code)
        full = Decision(
            decision=code,
            amounts=Amounts(*[Decimal("12.30")] * len(fields(Amounts))),
            amount=Decimal("12.30"),
            freight_by="seller",
            deadline=datetime(2026, 11, 20, 14, 0, tzinfo=BEIJING),
        )
        for made in (bare, full):
            said = "".join(WRITERS[code](Words({}, made)))
            assert len(re.findall("[。？]", said)) >= 2
            assert "None" not in said
            assert "  " not in said

    def test_no_reply_quotes_an_earlier_day_than_the_law_gives(self):
        """Where the platform's clock ends before the law's, the customer hears of the law's."""
        differing = 0
        for level in (1, 2, 3):
            for case, made, _ in casework("seven-days", level):
                law = _law_last(case)
                if made.deadline is None or law is None:
                    continue
                said = plain_answer(case, made)
                days = [int(day) for day in re.findall(r"(\d+) 号", said)]
                assert not days or days == [max(law, made.deadline).day], (case.id, said)
                differing += made.deadline != law and "promise_days" not in case.facts
        assert differing >= 5

    def test_who_is_late_for_the_platform_and_not_for_the_law_is_told_that_the_goods_go_back(self):
        open_yet = [(case, made) for case, made, asked in casework("seven-days", 3) if asked[0].key == LAW_GOES_ON]

        assert open_yet
        for case, made in open_yet:
            said = plain_answer(case, made)
            assert said.startswith("能退。"), said
            assert "按法律能退到" in said
            assert made.decision == "reject_return"


def _law_last(case) -> date | None:
    """The law's last day by the engine itself; None for faults and goods that are excluded."""
    asked = {**case.facts, "platform": "law"}
    asked.pop("promise_days", None)
    made = decide(asked, rules=open_bank().rules, on=case.on)
    return None if any(one.rule == "LAW-QUAL-01" for one in made.basis) else made.deadline


class TestSameWorld:
    """Cases do not contradict the shop's own pages, nor say what no customer would understand."""

    def test_what_is_confirmed_or_not_is_so_on_the_pages_of_the_goods(self):
        no_reason = {p.name: p.no_reason for p in open_bank().shop.products.values()}
        met = set()
        for level in (1, 2, 3):
            for case, made, _ in casework("seven-days", level):
                sure, ticked = (case.facts.get(name) for name in ("confirmed_no_return", "default_checked"))
                if sure is None and ticked is None and case.facts.get("promise_no_reason") is None:
                    continue
                step = no_reason[dict(case.card)["商品"]] == "category_exception"
                assert step is bool(sure or ticked), case.id
                met.add((sure, ticked, made.decision))
        assert met == {
            (True, None, "reject_return"),
            (False, None, "accept_return"),
            (None, True, "accept_return"),
            (None, None, "accept_return"),
        }

    def test_what_only_a_confirmation_excludes_is_confirmed_whether_opened_or_not(self):
        for level in (2, 3):
            for case, made, _ in casework("seven-days", level):
                if case.facts.get("confirmed_no_return"):
                    assert made.decision == "reject_return"
                    assert "不论拆没拆，本品不支持无理由" in text_of(case)

    def test_the_address_is_where_the_goods_go_back_to_and_no_clock_walks(self):
        for case, made, _ in every_case():
            said = plain_answer(case, made)
            assert not re.search("法律的钟|办起来|寄回的单子|用过、弄脏", said), said
            assert "寄件地址" not in said + text_of(case)

    def test_no_fractions_of_an_hour_are_printed(self):
        for case, made, _ in every_case():
            assert not re.search(r"\d\.\d+ ?(个)?小时", text_of(case) + plain_answer(case, made)), case.id

    def test_silicone_does_not_break(self):
        for case, _, _ in every_case():
            assert not ("硅胶" in text_of(case) and re.search("碎|裂", text_of_chat(case))), case.id

    def test_what_is_no_platform_is_not_called_one_and_a_weekend_is_no_holiday(self):
        for case, _, _ in every_case():
            assert dict(case.card).get("平台") != "法律"
            if case.facts.get("platform") == "law":
                assert {("平台", "天猫"), ("按哪只钟", "法律")} <= set(case.card)
            if "碰上放假" in text_of_chat(case):
                assert "2026 年国庆放假" in dict(case.card)

    def test_the_very_moment_the_entrance_shuts_is_never_asked_about(self):
        """At 24:00 the law's day and the platform's would have to be argued about."""
        assert not [case.id for case, _, _ in every_case() if str(case.facts.get("requested_at")).endswith("T00:00:00")]

    def test_what_a_return_turns_on_comes_first_among_the_rules(self):
        for case, _, asked in casework("seven-days", 3):
            if "promise_days" in case.facts or "promise_no_reason" in case.facts:
                assert asked[-1].key == "promised", case.id
        for topic in ("seven-days", "promotions"):
            for case, _, asked in casework(topic, 2):
                if "ship_fee" in case.facts:
                    assert asked[-1].key == "PROMO-FREIGHT", case.id

    def test_no_state_of_goods_is_given_that_nobody_told(self):
        for level in (1, 2, 3):
            assert not [case.id for case, _, _ in casework("seven-days", level) if "intact" in case.facts]

    def test_a_request_that_is_taken_in_is_not_yet_a_return(self):
        taken = [asked for case, _, asked in casework("disputes", 1) if "completed_on" in case.facts]

        assert taken
        assert all((asked[0].key, asked[0].also) == (MAY_APPLY[0], ()) for asked in taken)

    def test_parcels_that_are_gone_are_not_promised_for_today(self):
        for case, made, _ in casework("shipping", 2):
            if case.facts.get("excused"):
                said = plain_answer(case, made)
                picked = date.fromisoformat(case.facts["shipped_at"][:10])
                assert f"{picked.day} 号已经揽收" in said
                assert "改好" not in said

    def test_who_has_no_video_pays(self):
        for case, made, _ in casework("disputes", 2):
            if "没有录验货视频" in text_of_chat(case):
                assert "按实付全额退您" in plain_answer(case, made)

    def test_a_fault_that_is_none_is_answered(self):
        told = [(case, made) for case, made, _ in casework("seven-days", 3) if case.facts.get("quality_issue") is False]

        assert told
        for case, made in told:
            assert "不算质量问题" in plain_answer(case, made)
            assert "现在拍" not in plain_answer(case, made)

    def test_freight_that_is_not_kept_is_said_not_to_be(self):
        for topic in ("seven-days", "promotions"):
            for case, made, _ in casework(topic, 2):
                if "ship_fee" in case.facts and not made.amounts.freight:
                    assert re.search(r"那 8 元运费不扣，留下 [\d.]+ 元(正好)?够包邮", plain_answer(case, made))


def text_of_chat(case) -> str:
    return "".join(said for _, said in case.chat)


class TestSevenDays:
    """What a learner could learn instead of the rules: rows that tell, days that differ, colleagues that are wrong."""

    @pytest.mark.parametrize("level", [1, 2, 3])
    def test_the_rows_are_the_same_every_time(self, level: int):
        for case, _, asked in casework("seven-days", level):
            money = ["amount"] if "多少元" in case.question else []
            assert [part.id for part in asked] == ["decision", *money, "freight", "deadline", "rule"], case.id

    @pytest.mark.parametrize("level", [1, 2])
    def test_law_and_platform_end_together_on_the_lower_levels(self, level: int):
        for number in range(200):
            case = practice_case("seven-days", level, number, goods=goods())
            received = date.fromisoformat(str(case.facts.get("received_at") or case.facts["received_on"])[:10])
            assert law_last(received) == platform_last(received), case.id
            assert case.facts["platform"] == "tmall"

    @pytest.mark.parametrize("level", [1, 2, 3])
    def test_refusals_and_acceptances_are_both_common(self, level: int):
        refused = sum(asked[0].key == "reject_return" for _, _, asked in casework("seven-days", level))

        assert 0.3 <= refused / COUNT <= 0.6

    def test_where_the_clocks_differ_the_question_says_which(self):
        for case, made, _ in casework("seven-days", 3):
            law = _law_last(case)
            if made.deadline and law and made.deadline != law and "promise_days" not in case.facts:
                assert ENTRANCE in case.question, case.id
            if case.facts["platform"] == "law":
                assert "按法律的钟" in case.question

    def test_the_clocks_of_the_replies_are_those_of_the_engine(self):
        for received in ("2026-09-24", "2026-09-27", "2026-10-31", "2026-11-01", "2026-11-05", "2026-11-08"):
            facts = {"ask": "deadline", "platform": "law", "received_on": received}
            made = decide(facts, rules=open_bank().rules, on=date(2026, 11, 22))
            assert made.deadline == law_last(date.fromisoformat(received))

    def test_no_day_matters_for_what_is_excluded_spoiled_or_faulty(self):
        for level in (1, 2, 3):
            for case, made, asked in casework("seven-days", level):
                fault = any(one.rule == "LAW-QUAL-01" for one in made.basis)
                assert (key_of(asked)["deadline"] == "none") == (fault or made.deadline is None), case.id

    def test_faults_come_on_the_upper_levels(self):
        for level, least in ((2, 5), (3, 3)):
            faulty = [case for case, made, _ in casework("seven-days", level) if made.freight_by == "seller"]
            assert len(faulty) >= least

    def test_some_deductions_stand_and_some_do_not(self):
        kept = Counter(asked[0].key for case, _, asked in casework("seven-days", 2) if case.facts["ask"] == "deduct")

        assert kept["refund"] >= 3
        assert kept["cannot_deduct"] >= 3

    def test_a_refund_may_be_called_an_accepted_return_unless_the_question_is_what_may_be_kept(self):
        for level in (2, 3):
            for case, made, asked in casework("seven-days", level):
                if made.decision == "refund":
                    assert asked[0].also == (("accept_return",) if case.facts["ask"] == "refund" else ())


class TestNothingButTheRulesPays:
    @pytest.mark.parametrize(("topic", "level"), CASEWORK)
    def test_no_pattern_comes_twice_in_a_row_and_the_order_changes(self, topic: str, level: int):
        count = len(PATTERNS[topic][level])
        order = [catalogue._pattern(topic, level, number, count) for number in range(COUNT)]

        assert all(one != then for one, then in itertools.pairwise(order))
        assert sorted(order[:count]) == list(range(count))
        assert order[:count] != order[count : 2 * count] or order[:count] != order[2 * count : 3 * count]

    def test_colleagues_are_right_three_times_in_ten(self):
        right = [
            told_case(topic, level, number, goods=goods()).staff_right
            for topic, level in CASEWORK
            for number in range(COUNT)
        ]
        held = Counter(right)

        assert 0.25 <= held[True] / (held[True] + held[False]) <= 0.35

    @pytest.mark.parametrize(("topic", "level"), CASEWORK)
    def test_in_no_casework_is_a_colleague_always_wrong(self, topic: str, level: int):
        held = Counter(told_case(topic, level, number, goods=goods()).staff_right for number in range(COUNT))

        assert held[True] + held[False] == 0 or 0.12 <= held[True] / (held[True] + held[False]) <= 0.48

    @pytest.mark.parametrize(("topic", "level"), CASEWORK)
    def test_every_printed_time_is_consistent_with_today(self, topic: str, level: int):
        for case, _, _ in casework(topic, level):
            times = {name: value for name, value in case.facts.items() if FIELDS[name].kind in ("day", "moment")}
            assert all(date.fromisoformat(value[:10]) <= case.on for value in times.values()), case.id
            if "now_at" in times:
                assert times["now_at"][:10] == case.on.isoformat(), case.id
            for early, late in ORDER:
                first, then = times.get(early), times.get(late)
                assert first is None or then is None or first <= then, (case.id, early, late)
            for day in re.findall(r"\d{4}-\d\d-\d\d", text_of(case)):
                assert date.fromisoformat(day) <= case.on, (case.id, day)
            assert "hours_since" not in case.facts or not {"agreed_on", "returned_on"} & times.keys(), case.id

    def test_what_was_agreed_is_asked_in_the_words_of_the_key(self):
        for topic, level in (("disputes", 1), ("disputes", 3), ("promotions", 3)):
            for case, made, asked in casework(topic, level):
                if case.facts["ask"] == "total" and "agreed_compensation" in case.facts:
                    assert "一共" in case.question
                    assert key_of(asked)["amount"] == f"{made.amounts.total:.2f}"
                if case.facts["ask"] == "extra" and "agreed_compensation" in case.facts:
                    assert "之外" in case.question
                    total = made.amounts.total
                    assert total is None or f"{total:.2f}".removesuffix(".00") in plain_answer(case, made)

    def test_a_void_term_about_returns_rests_on_the_law_of_returns(self):
        terms = [asked for case, _, asked in casework("red-lines", 3) if "退" in str(case.facts.get("clause"))]

        assert terms
        assert all("LAW-7D-01" in (asked[-1].key, *asked[-1].also) for asked in terms)

    def test_abuse_is_paid_for_only_where_the_platform_has_found_it(self):
        for case, made, _ in casework("red-lines", 2):
            if case.facts.get("harassed"):
                assert (made.decision == "penalty") == ("平台判定：辱骂投诉成立" in text_of(case)), case.id


ORDER = (
    ("paid_on", "received_on"), ("paid_at", "received_at"), ("received_on", "requested_on"),
    ("received_at", "requested_at"), ("paid_at", "shipped_at"), ("paid_on", "completed_on"),
    ("completed_on", "requested_on"), ("agreed_at", "now_at"), ("returned_at", "now_at"), ("paid_at", "now_at"),
    ("paid_at", "admitted_stockout_at"),
)  # fmt: skip
