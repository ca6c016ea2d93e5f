"""
The desk worked by typing, a turn each: what a deed takes is put on the clock, and nobody has to be quick.

When nobody waits for an answer the clock goes on by itself to what happens next. A deed that was done before in this
run is not done again, so that cells can be run again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cs_training.core.playing.deed import Deed
from cs_training.core.playing.facts import Look
from cs_training.core.playing.names import LOOK_NAMES
from cs_training.core.playing.script import Choice
from cs_training.core.response import LETTERS
from cs_training.errors import AnswerError, PlayError, suggestion
from cs_training.notebook.play_sitting import PlaySitting

GLANCE, PICK = 5, 12  # seconds for a look-up or a click; for reading and picking a reply
LONGEST = 8 * 3600  # seconds of the longest shift
PER_CHARACTER = 0.5  # seconds: 120 characters a minute, reading and thinking included in the glance
_LOOKS: Mapping[str, Look] = {name: look for look, name in LOOK_NAMES.items()}


def turn(sitting: PlaySitting, act: str, chat: object, /, **given: Any) -> None:
    """
    Does something at the desk; begins the run if nothing has begun.

    Raises:
        AnswerError: It is written wrongly. PlayError: It cannot be done here. RecordError: It could not be written.
    """
    if sitting.stuck:
        raise PlayError(sitting.stuck)
    if sitting.stage == "ready":
        sitting.begin()
        _settle(sitting)
    id_ = _chat(sitting, chat)
    call, deed, takes = _reading(sitting, id_, act, given)
    if any(_same(deed, done) for done in _done(sitting)):
        return
    if sitting.stage == "over":
        raise PlayError("这一班已经结束。看上面的复盘；再来一次写 .again(2)，第三次写 .again(3)。")
    play = sitting.play
    assert play
    getattr(sitting, act)(id_, *call, at=play.now + takes)
    _settle(sitting)


def wait(sitting: PlaySitting, until: object) -> None:
    """Lets the clock go on, at least until somebody has come. Raises AnswerError."""
    if not isinstance(until, int) or isinstance(until, bool) or until > LONGEST:
        raise AnswerError(f"等到第几秒，写一个整数，最多 {LONGEST}，比如 .wait(90)。现在是第几秒，看最上面一行。")
    if sitting.stuck:
        raise PlayError(sitting.stuck)
    if sitting.stage == "ready":
        sitting.begin()
    while sitting.play and not sitting.play.over and sitting.play.now < until:
        sitting.run_to(until)
    _settle(sitting)


def again(sitting: PlaySitting, time: object) -> None:
    """Begins the run of a number, if it has not begun. Raises AnswerError."""
    begun = sitting.begun
    if not isinstance(time, int) or isinstance(time, bool) or not 1 <= time <= begun + 1:
        raise AnswerError(f"已经开过 {begun} 次，下一次是 .again({begun + 1})。")
    if time == begun + 1:
        sitting.again()
        _settle(sitting)


def _settle(sitting: PlaySitting) -> None:
    """Goes on to what happens next while nobody waits for the agent."""
    play = sitting.play
    while play and not play.over and play.next_at is not None:
        if any(one.stage in ("waiting", "closing") for one in play.chats.values()):
            break
        sitting.run_to(play.next_at)
    if play and not play.over:
        sitting.mark_clock()


def _chat(sitting: PlaySitting, place: object) -> str:
    ids = list(sitting.play.chats) if sitting.play else []
    if not isinstance(place, int) or isinstance(place, bool) or not 1 <= place <= len(ids):
        raise AnswerError(f"第几位顾客写 1 到 {len(ids)} 的一个数，比如 chat=1。")
    return ids[place - 1]


def _reading(
    sitting: PlaySitting, id_: str, what: str, given: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any], int]:
    """What was written: arguments for the sitting, the deed as it will be stored, and seconds."""
    match what:
        case "reply" | "ticket":
            if not isinstance(given["text"], str):
                raise AnswerError('要写的话写在引号里，比如 .reply("您好，我看一下订单。")。')
            text = given["text"].strip()
            return [text], {"chat": id_, "do": what, "text": text}, GLANCE + round(PER_CHARACTER * len(text))
        case "choose":
            choice = _choice(sitting, id_, given["choice"])
            return [choice], {"chat": id_, "do": what, "choice": choice}, PICK
        case "look":
            look = _LOOKS.get(str(given["what"]), str(given["what"]))
            if look not in _LOOKS.values():
                raise AnswerError(f"能查的是“订单”“物流”“规则”。{suggestion(str(given['what']), _LOOKS)}")
            return [look], {"chat": id_, "do": look}, GLANCE
        case "transfer":
            to = _colleague(sitting, str(given["to"]))
            return [to], {"chat": id_, "do": what, "to": to}, GLANCE
        case "offer" | "refund":
            yuan = _yuan(given["yuan"])
            return [yuan], {"chat": id_, "do": what, "yuan": yuan}, GLANCE
    return [], {"chat": id_, "do": "colleague" if what == "ask" else what}, GLANCE


def choice_labels(sitting: PlaySitting, id_: str) -> dict[str, Choice]:
    """What may be picked now, by its label: which reply of this chat it would be, and a letter."""
    number = 1 + len(_replies(sitting, id_))
    return {f"{number}{letter}": one for letter, one in zip(LETTERS, sitting.choices(id_), strict=False)}


def _choice(sitting: PlaySitting, id_: str, given: object) -> str:
    """The id of a choice by label; of one that was sent before, that of the reply that was sent there."""
    label, labels = str(given).strip().upper(), choice_labels(sitting, id_)
    if label in labels:
        return labels[label].id
    sent, number = _replies(sitting, id_), label[:-1]
    if number.isdecimal() and 1 <= int(number) <= len(sent):
        return sent[int(number) - 1].choice
    raise AnswerError(f"备选写它前面的编号，现在有 {'、'.join(labels) or '没有备选'}。")


def _replies(sitting: PlaySitting, id_: str) -> list[Deed]:
    return [one for one in _done(sitting) if one.chat == id_ and one.do in ("reply", "choose")]


def _colleague(sitting: PlaySitting, name: str) -> str:
    staff = sitting.bank.shop.staff
    for one in staff.values():
        if name in (one.id, one.name):
            return one.id
    raise AnswerError(f"店里没有“{name}”。{suggestion(name, [one.name for one in staff.values()])}")


def _yuan(given: object) -> float:
    if isinstance(given, int | float) and not isinstance(given, bool) and 0 < given < 10**6:
        return float(given)
    raise AnswerError("金额写一个数，单位元，比如 5 或 12.5。")


def _done(sitting: PlaySitting) -> Iterator[Deed]:
    return iter(sitting.play.deeds if sitting.play else ())


def _same(deed: Mapping[str, Any], done: Deed) -> bool:
    return all(getattr(done, name) == value for name, value in deed.items())
