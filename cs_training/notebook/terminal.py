"""A sitting in the terminal: question, answer, feedback, next."""

from __future__ import annotations

from collections.abc import Callable

from cs_training.core.response import read_response
from cs_training.errors import AnswerError
from cs_training.notebook.sitting import Sitting
from cs_training.notebook.text import round_text


def answer_in_terminal(sitting: Sitting, *, read: Callable[[], str], write: Callable[[str], object]) -> None:
    """
    Asks the questions one by one until all are over, or somebody types ``q``.

    Args:
        read: Gives one typed line. write: Shows a text.
    """
    for index in range(len(sitting.rounds)):
        while not sitting.rounds[index].over:
            write(f"\n{round_text(sitting.rounds[index], sitting.bank, number=index + 1)}")
            typed = read().strip()
            if typed.lower() == "q":
                return
            try:
                _act(sitting, index, typed)
            except AnswerError as error:
                write(str(error))
        write(f"\n{round_text(sitting.rounds[index], sitting.bank, number=index + 1)}")


def _act(sitting: Sitting, index: int, typed: str) -> None:
    if typed.lower() == "h":
        sitting.hint(index)
    else:
        sitting.answer(index, read_response(sitting.rounds[index].face, typed))
