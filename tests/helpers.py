"""Questions with sensible defaults, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cs_training.core.question import (
    AnyQuestion,
    Blank,
    Choice,
    Classify,
    Cloze,
    Decoy,
    Draw,
    Fill,
    Group,
    Match,
    Mistake,
    Multiple,
    Numeric,
    Order,
    Pair,
    Reject,
    Single,
    Sortable,
    Step,
    TrueFalse,
)

COMMON: dict[str, Any] = {
    "id": "q-1",
    "rev": 1,
    "objective": "role-who",
    "use": "practice",
    "covers": ("S0-01",),
    "source": ("S0-01",),
    "level": 1,
}


def single(right: str = "b", choices: str = "abcd", **more: Any) -> Single:
    """Pick one: choices a, b, c, d; b is right."""
    return Single(kind="single", choices=_choices(choices, right), **COMMON | {"stem": "先做哪一步？"} | more)


def multiple(right: str = "ac", choices: str = "abcd", **more: Any) -> Multiple:
    """Pick several: choices a, b, c, d; a and c are right."""
    return Multiple(kind="multiple", choices=_choices(choices, right), **COMMON | {"stem": "哪些要做？"} | more)


def truefalse(answer: bool = True, **more: Any) -> TrueFalse:
    """True or false; it is true."""
    said = {"stem": "签收次日算第 1 天。", "why_true": "讲解：判对的人", "why_false": "讲解：判错的人"}
    return TrueFalse(kind="truefalse", answer=answer, **COMMON | said | more)


def numeric(
    answer: float | str = 1200, unit: Any = "", mistakes: Mapping[float | str, str] = {}, **more: Any
) -> Numeric:
    """A number; ``mistakes`` maps wrong results to explanations."""
    known = tuple(Mistake(answer=wrong, why=why) for wrong, why in mistakes.items())
    return Numeric(kind="numeric", answer=answer, unit=unit, mistakes=known, **COMMON | {"stem": "一共多少？"} | more)


def drawn(**more: Any) -> Numeric:
    """A number whose question is drawn: 480–800 visitors, 10–30 % of them buy."""
    params = {"visits": Draw(start=480, to=800, step=40), "rate": Draw(choose=(0.1, 0.2, 0.3))}
    return numeric(
        **{"answer": "visits * rate", "unit": "单", "params": params, "stem": "{visits} 人来问，{rate:.0%} 下单。"}
        | more
    )


def fill(*answers: str, reject: Mapping[str, str] = {}, **more: Any) -> Fill:
    """A word to write: 退货宝."""
    known = tuple(Reject(text=text, why=why) for text, why in reject.items())
    return Fill(kind="fill", answers=answers or ("退货宝",), reject=known, **COMMON | {"stem": "运费由什么出？"} | more)


def order(steps: str = "abcd", **more: Any) -> Order:
    """Steps to put in order; they are written in the right one."""
    written = tuple(Step(id=s, text=f"步骤 {s}", why=f"讲解：步骤 {s}") for s in steps)
    return Order(kind="order", steps=written, **COMMON | {"stem": "先后怎么排？"} | more)


def match(pairs: str = "abc", extra: str = "", **more: Any) -> Match:
    """Pairs to find; ``extra`` are rights that belong to nothing."""
    written = tuple(Pair(id=p, left=f"左 {p}", right=f"右 {p}", why=f"讲解：对 {p}") for p in pairs)
    decoys = tuple(Decoy(id=d, text=f"右 {d}") for d in extra)
    return Match(kind="match", pairs=written, extra=decoys, **COMMON | {"stem": "连一连。"} | more)


def cloze(*blanks: Blank, **more: Any) -> Cloze:
    """Gaps: one to type (七天), one drop-down (顾客 of 顾客, 店铺, 快递)."""
    blanks = blanks or (blank("when", "七天", "7天"), blank("who", "顾客", choices=("顾客", "店铺", "快递")))
    stem = "".join(f"[[{b.id}]]内。" for b in blanks)
    return Cloze(kind="cloze", blanks=blanks, **COMMON | {"stem": stem} | more)


def blank(id_: str, *answers: str, choices: Sequence[str] = ()) -> Blank:
    """One gap."""
    return Blank(id=id_, answers=answers, why=f"讲解：空 {id_}", choices=tuple(choices))


def classify(items: Mapping[str, str] | None = None, groups: str = "xy", **more: Any) -> Classify:
    """Items to sort: 1 and 3 belong to x, 2 and 4 to y."""
    sorted_ = items or {"1": "x", "2": "y", "3": "x", "4": "y"}
    things = tuple(Sortable(id=i, text=f"东西 {i}", group=g, why=f"讲解：东西 {i}") for i, g in sorted_.items())
    heaps = tuple(Group(id=g, text=f"堆 {g}") for g in groups)
    return Classify(kind="classify", groups=heaps, items=things, **COMMON | {"stem": "分一分。"} | more)


def one_of_each_kind() -> list[AnyQuestion]:
    """A question of every kind."""
    return [single(), multiple(), truefalse(), numeric(), fill(), order(), match(extra="z"), cloze(), classify()]


def explanations(question: AnyQuestion) -> dict[str, str]:
    """The ``why`` of every part that can be picked wrongly, by its id."""
    parts = getattr(question, "choices", ()) or getattr(question, "steps", ()) or getattr(question, "pairs", ())
    parts = parts or getattr(question, "items", ()) or getattr(question, "blanks", ())
    return {part.id: part.why for part in parts}


def _choices(ids: str, right: str) -> tuple[Choice, ...]:
    return tuple(Choice(id=c, text=f"选项 {c}", why=f"讲解：选项 {c}", right=c in right) for c in ids)


def small_shop():
    """The files of a shop with one of everything, for spoiling."""
    return _files("shop")


def small_rules():
    """The files of a rule base with one of everything, for spoiling."""
    return _files("rules")


def _files(part: str) -> dict[str, str]:
    folder = Path(__file__).parent / f"cases/small_{part}"
    return {f"{part}/{path.name}": path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}
