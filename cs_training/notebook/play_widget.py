"""The workbench as a widget. Python plays the customers; the browser draws, and keeps the time (``play.js``)."""

from __future__ import annotations

import json
import math
from typing import Any, TypeGuard

import traitlets

from cs_training.content.phrases import by_topic
from cs_training.errors import AnswerError, PlayError
from cs_training.notebook.frontend import joined
from cs_training.notebook.play_lines import chat_lines
from cs_training.notebook.play_sitting import PlaySitting
from cs_training.notebook.play_view import LOOKS, hers, play_view, read_before
from cs_training.notebook.widget import ViewWidget

_SCRIPTS = ("play_list", "play_talk", "play_tabs", "play_clock", "play_line", "play_pages", "play_debrief", "play")


class PlayWidget(ViewWidget):
    """
    Draws the desk and passes on what the learner does, and how late it is.

    ``view`` is all that the browser ever gets of the shift. It sends ``{do, n, chat, to, …}``, where ``to`` is its
    clock in seconds of the shift, and waits for ``view.ack`` to reach ``n``. ``phrases`` are the shop's, sent once.
    """

    _esm = joined("kit.js", "typing_phrases.js", *(f"{name}.js" for name in _SCRIPTS))
    _css = joined("kit.css", "play.css", "play_debrief.css")
    phrases = traitlets.Unicode("[]").tag(sync=True)

    def __init__(self, sitting: PlaySitting) -> None:
        self._sitting = sitting
        self._open: str | None = None
        self._read: dict[str, int] = {}
        self._sit_down()
        super().__init__()
        if sitting.setting.mode == "practice":
            self.phrases = _phrases(sitting)

    def _view(self) -> dict[str, Any]:
        lines = chat_lines(self._sitting)
        if self._open is None and not self._sitting.setting.is_shift:
            self._open = next(iter(lines), None)  # there is only one
        if self._open in lines:
            self._read[self._open] = hers(lines[self._open])
        return play_view(self._sitting, looking=self._open, read=self._read)

    def _do(self, sent: dict[str, Any]) -> None:
        sitting = self._sitting
        match sent.get("do"):
            case "begin":
                sitting.begin()
                self._sit_down()
            case "again":
                sitting.again(same_seed=sent.get("same") is True)
                self._sit_down()
            case "branch":
                sitting.branch(_number(sent, "deed"))
                self._sit_down()
            case "export":
                self._export()
            case "tick" | "pause" if sitting.stage == "over":
                pass  # was on its way when the shift ended
            case "tick":
                sitting.run_to(_number(sent, "to"))
            case "pause":
                sitting.run_to(_number(sent, "to"))
                sitting.mark_clock()
            case "open":
                self._open = self._chat(sent)
            case _:
                self._act(self._chat(sent), sent)

    def _act(self, chat: str, sent: dict[str, Any]) -> None:
        sitting, at, text = self._sitting, _number(sent, "to"), sent.get("text")
        what, who, place = sent.get("what"), sent.get("who"), sent.get("place")
        self._open = chat
        match sent.get("do"):
            case "reply":
                sitting.reply(chat, text, at=at)
            case "choose" if _whole(place):
                self._choose(chat, place, at)
            case "look" if what in LOOKS:
                sitting.look(chat, what, at=at)
            case "ask":
                sitting.ask(chat, at=at)
            case "ticket" if isinstance(text, str):
                sitting.ticket(chat, text, at=at)
            case "transfer" if isinstance(who, str) and who in sitting.bank.shop.staff:
                sitting.transfer(chat, who, at=at)
            case "offer":
                sitting.offer(chat, _yuan(sent), at=at)
            case "refund":
                sitting.refund(chat, _yuan(sent), at=at)
            case "end":
                sitting.end(chat, at=at)
            case _:
                raise _unfit()

    def _choose(self, chat: str, place: int, at: int) -> None:
        # As they stood when they were shown: the clock may bring others before it is chosen.
        offered = self._sitting.choices(chat)
        if place >= len(offered):
            raise _unfit()
        self._sitting.choose(chat, offered[place].id, at=at)

    def _sit_down(self) -> None:
        """Another run is in hand: open is the chat that was worked on last; what was answered has been read."""
        run, lines = self._sitting.run, chat_lines(self._sitting)
        self._open = run.did[-1].deed.chat if run and run.did else None
        self._read = {chat: read_before(of_chat) for chat, of_chat in lines.items()}

    def _chat(self, sent: dict[str, Any]) -> str:
        chat = sent.get("chat")
        if not isinstance(chat, str) or chat not in chat_lines(self._sitting):
            raise _unfit()
        return chat

    def _export(self) -> None:
        from cs_training.notebook.play_export import export

        export(self._sitting)


def _phrases(sitting: PlaySitting) -> str:
    names = ("title", "topic", "keys", "text", "when", "when_not")
    phrases = by_topic(sitting.bank.phrases)
    return json.dumps([{name: getattr(one, name) for name in names} for one in phrases], ensure_ascii=False)


def _number(sent: dict[str, Any], name: str) -> int:
    value = sent.get(name)
    if not _whole(value):
        raise _unfit()
    return value


def _yuan(sent: dict[str, Any]) -> float:
    yuan = sent.get("yuan")
    if isinstance(yuan, bool) or not isinstance(yuan, int | float) or not math.isfinite(yuan) or yuan <= 0:
        raise PlayError("金额写一个大于 0 的数，单位是元，比如 45.50。")
    return yuan


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _unfit() -> AnswerError:
    return AnswerError("收到的消息和这张练习台对不上，请重新运行这个单元格再试。")
