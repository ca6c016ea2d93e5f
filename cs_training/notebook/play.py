"""The verbs ``play`` and ``shift``: one customer, or several at once, on a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cs_training.core.quiz import Mode
from cs_training.errors import AnswerError
from cs_training.notebook.shown import Shown, View, chosen_view

if TYPE_CHECKING:  # most cells only ask, and should not pay for the simulation
    from cs_training.core.playing.script import Level
    from cs_training.notebook.play_sitting import PlaySitting

CUSTOMERS, MINUTES, RUNS = 200, 480, 10  # at most


class Playing(Shown):
    """
    What ``play`` and ``shift`` return: the workbench as a widget and, in the same output, as text.

    Its methods work the desk by typing (a turn each: the clock goes on by what the deed takes). A deed that stands in
    a cell is done once: running the cell again changes nothing.
    """

    def __init__(self, sitting: PlaySitting, view: View) -> None:
        self.sitting = sitting
        super().__init__(view)

    def __repr__(self) -> str:
        from cs_training.notebook.play_text import play_text

        return play_text(self.sitting)

    def reply(self, text: str, chat: int = 1) -> Playing:
        """Sends a reply to a customer (1 is the first who came)."""
        return self._turn("reply", chat, text=text)

    def choose(self, choice: str, chat: int = 1) -> Playing:
        """Sends one of the replies offered, by the label before it, e.g. ``choose("2B")``."""
        return self._turn("choose", chat, choice=choice)

    def look(self, what: str, chat: int = 1) -> Playing:
        """Looks something up: ``"订单"``, ``"物流"`` or ``"规则"``."""
        return self._turn("look", chat, what=what)

    def ask(self, chat: int = 1) -> Playing:
        """Asks a colleague, who answers a little later."""
        return self._turn("ask", chat)

    def ticket(self, text: str, chat: int = 1) -> Playing:
        """Writes a ticket for whoever goes on with it."""
        return self._turn("ticket", chat, text=text)

    def transfer(self, to: str, chat: int = 1) -> Playing:
        """Hands the chat to a colleague, e.g. ``"阿岩"``."""
        return self._turn("transfer", chat, to=to)

    def offer(self, yuan: float, chat: int = 1) -> Playing:
        """Offers a small compensation, in yuan."""
        return self._turn("offer", chat, yuan=yuan)

    def refund(self, yuan: float, chat: int = 1) -> Playing:
        """Refunds a sum, in yuan; the system checks it against the rules."""
        return self._turn("refund", chat, yuan=yuan)

    def end(self, chat: int = 1) -> Playing:
        """Ends the chat."""
        return self._turn("end", chat)

    def wait(self, until: int) -> Playing:
        """Lets the clock go on to a second of the shift (it says which one it is); past ones change nothing."""
        from cs_training.notebook.play_turns import wait

        wait(self.sitting, until)
        return Playing(self.sitting, "text")

    def again(self, time: int = 2) -> Playing:
        """Begins anew with other customers: ``again(2)`` for the second time. Running the cell again begins nothing."""
        from cs_training.notebook.play_turns import again

        again(self.sitting, time)
        return Playing(self.sitting, "text")

    def export(self) -> Any:
        """Writes the chats so far as three CSV files, for ``cs-training kpi``; shows where they are."""
        from cs_training.notebook.board import Board
        from cs_training.notebook.play_export import export

        return Board("写好了：\n" + "\n".join(f"  {path}" for path in export(self.sitting)))

    def _turn(self, act: str, chat: object, /, **given: Any) -> Playing:
        from cs_training.notebook.play_turns import turn

        turn(self.sitting, act, chat, **given)
        return Playing(self.sitting, "text")

    def _widget(self) -> Any:
        if self._view == "plain":
            from cs_training.notebook.play_plain import plain_play

            return plain_play(self.sitting)
        from cs_training.notebook.play_widget import PlayWidget

        return PlayWidget(self.sitting)


def play(
    scenario: str, *, level: Level = 2, mode: Mode = "practice", seed: int | None = None, view: View | None = None
) -> Playing:
    """
    Lets one customer come.

    Args:
        scenario: e.g. ``play("delay-anger")``; ``cs-training scenario`` lists them.
        level: 1 to 3: patience, temper, and how much she tells unasked.
        mode: ``"exam"`` for the ones kept for tests: no typing, and no debrief before the end.
        seed: Which draw of phrasings and moments; by default another one each time.
        view: ``"widget"``, ``"plain"`` or ``"text"``; by default ``CS_TRAINING_VIEW``, else widget.

    Raises:
        UnknownIdError: There is no such scenario; names the nearest.
        AnswerError: An unknown level, mode or view, or a scenario kept for exams.
    """
    if not isinstance(scenario, str):
        raise AnswerError('情景的编号写在引号里，比如 play("delay-anger")。')
    return _playing(f"play/{scenario}", level=level, mode=mode, seed=seed, view=view)


def shift(
    name: str = "morning",
    *,
    customers: int = 4,
    minutes: int = 10,
    level: Level = 2,
    mode: Mode = "practice",
    k: int = 3,
    seed: int | None = None,
    view: View | None = None,
) -> Playing:
    """
    Lets customers come, several at once, as on a day in the shop.

    Args:
        name: e.g. ``shift("morning")``.
        customers: How many. minutes: how long the shift is.
        level: 1 to 3: how close together they come, and how patient they are.
        mode: ``"exam"``: replies are chosen, not typed, and it is passed if all ``k`` runs are.
        k: Runs of an exam.
        seed: Which customers; by default others each time.
        view: As for :func:`play`.

    Raises:
        UnknownIdError: There is no such shift; names the nearest.
        AnswerError: A number out of range, an unknown mode or view, or a shift kept for exams.
    """
    if not isinstance(name, str):
        raise AnswerError('班次的名字写在引号里，比如 shift("morning")。')
    for said, given, most in (("customers", customers, CUSTOMERS), ("minutes", minutes, MINUTES), ("k", k, RUNS)):
        _whole(said, given, most)
    return _playing(
        f"shift/{name}", level=level, mode=mode, seed=seed, view=view, customers=customers, minutes=minutes, k=k
    )


def _playing(
    item: str,
    *,
    level: Level,
    mode: Mode,
    seed: int | None,
    view: View | None,
    customers: int = 1,
    minutes: int = 0,
    k: int = 1,
) -> Playing:
    from cs_training.notebook.play_setting import Setting
    from cs_training.notebook.play_sitting import PlaySitting

    _whole("level", level, 3)
    if seed is not None:
        _whole("seed", seed, 99_999)  # above are those of exams
    if mode not in ("practice", "exam"):
        raise AnswerError(f"没有“{mode}”这种模式，用 practice（练习）或 exam（测验）。")
    setting = Setting(
        item=item,
        level=level,
        customers=customers,
        minutes=minutes,
        mode=mode,
        k=k if mode == "exam" else 1,
        seed=seed if mode == "practice" else None,
    )
    return Playing(PlaySitting(setting), chosen_view(view))


def _whole(name: str, given: object, most: int) -> None:
    if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= most:
        raise AnswerError(f"{name} 写 1 到 {most} 的一个整数，比如 {name}={min(most, 2)}。")
