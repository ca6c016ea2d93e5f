"""A sitting in the terminal."""

import pytest

from cs_training.errors import RecordError
from cs_training.notebook.sitting import Sitting, attempt_log
from cs_training.notebook.terminal import answer_in_terminal
from cs_training.records.log import Log

from helpers import single, truefalse


def talk(*typed, ids=("q-1",)):
    """What the terminal writes while somebody types this."""
    said, lines = [], iter(typed)
    sitting = Sitting(list(ids))
    answer_in_terminal(sitting, read=lambda: next(lines), write=said.append)
    return sitting, "\n".join(said), list(lines)


def recorded():
    return len(list(attempt_log().read()))


def test_questions_are_asked_one_by_one_until_each_is_over(teach):
    teach(single(id="a"), truefalse(id="b"))

    sitting, said, rest = talk("A", "B", "错", ids=("a", "b"))

    assert [r.credit for r in sitting.rounds] == [0.75, 0.0]
    assert rest == []
    assert (
        said.index("1. 【单选】") < said.index("对了，得 75 分") < said.index("2. 【判断】") < said.index("机会用完了")
    )


def test_h_gives_a_hint(teach):
    teach(single(hints=("轻轻一推",)))

    sitting, said, _ = talk("h", "H", "B")

    assert "轻轻一推" in said
    assert "没有更多提示" in said
    assert sitting.rounds[0].credit == pytest.approx(0.9)


def test_q_ends_at_once_and_keeps_what_was_answered(teach):
    teach(single(id="a"), single(id="b"))

    sitting, said, rest = talk(" Q ", "B", ids=("a", "b"))

    assert rest == ["B"]
    assert "2. " not in said
    assert recorded() == 0
    assert not sitting.rounds[0].over


def test_an_answer_of_the_wrong_shape_is_asked_for_again(teach):
    teach(single())

    _, said, _ = talk("E", "", "B")

    assert "没有选项“E”" in said
    assert recorded() == 1


def test_a_finished_question_is_shown_and_passed_by(teach):
    teach(single())
    talk("B")

    _, said, _ = talk()

    assert "对了，得 100 分" in said
    assert recorded() == 1


def test_an_answer_that_cannot_be_recorded_ends_the_talk_with_the_reason(teach, monkeypatch):
    teach(single())

    def refused(self, *statements):
        raise RecordError("磁盘满了")

    monkeypatch.setattr(Log, "append", refused)
    with pytest.raises(RecordError, match="磁盘满了"):
        talk("B")
