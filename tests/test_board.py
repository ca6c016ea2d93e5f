"""The verbs progress and review: where I am, and what is due."""

from datetime import UTC, datetime, timedelta

import pytest

from cs_training.core.response import read_response
from cs_training.errors import AnswerError
from cs_training.notebook import ask, progress, review, standing
from cs_training.notebook.board import Board
from cs_training.notebook.lesson import read_lessons, write_notebook
from cs_training.notebook.sitting import Sitting, attempt_log

from helpers import numeric, single, truefalse

LAST_MONTH = datetime.now(UTC) - timedelta(days=30)


@pytest.fixture
def lessons(monkeypatch, tmp_path):
    """Writes a lesson and makes it the only one: its title, the questions off its main path, its objectives."""

    def written(title="角色与价值", optional=(), **objectives):
        said = [{"id": i, "text": text} for i, text in (objectives or {"role-who": "能说出谁是谁"}).items()]
        asks = [{"cell_type": "code", "metadata": {"tags": ["optional"]}, "source": f"ask({i!r})"} for i in optional]
        ours = {"lesson": "01", "title": title, "minutes": 60, "objectives": said}
        write_notebook(tmp_path / "01_x.ipynb", {"cells": asks, "metadata": {"cs_training": ours}})
        monkeypatch.setattr(standing, "read_lessons", lambda: read_lessons(tmp_path))

    return written


def play(*answers, mode="practice", at=LAST_MONTH):
    """Answers questions, a month ago unless said: (id, typed) …"""
    for id_, typed in answers:
        sitting = Sitting([id_], mode=mode, clock=lambda: at)
        sitting.answer(0, read_response(sitting.rounds[0].face, typed))
        if mode == "exam":
            sitting.hand_in()


def test_a_newcomer_is_shown_all_that_is_to_be_done_and_where_to_begin(teach, lessons):
    teach(single(id="a"), single(id="b"), single(id="c", use="assess"))
    lessons()

    text = str(progress())

    assert "01 角色与价值  □□□□□□□□□□ 0/3 题" in text
    assert "未开始 能说出谁是谁" in text
    assert "下一步：继续第 01 课《角色与价值》：还有 2 道练习没做。" in text


def test_what_is_done_fills_the_bar_and_makes_the_average(teach, lessons):
    teach(*(single(id=i) for i in "abcd"))
    lessons()
    play(("a", "B"), ("b", "A"), ("b", "B"), at=datetime.now(UTC))

    text = str(progress())

    assert "■■■■■□□□□□ 2/4 题，平均 88 分" in text
    assert "在学 88 分 能说出谁是谁" in text


def test_after_the_practice_comes_the_test_and_after_that_the_weakest_objective(teach, lessons):
    teach(
        single(id="a"),
        single(id="c", use="assess"),
        single(id="d", objective="weak"),
        single(id="e", objective="weak", use="assess"),
    )
    lessons(**{"role-who": "能说出谁是谁", "weak": "能算出转化率"})
    now = datetime.now(UTC)
    play(("a", "B"), ("d", "A"), ("d", "C"), at=now)
    assert "还有 2 道小测没做" in str(progress())

    play(("c", "B"), ("e", "A"), mode="exam", at=now)

    assert "已掌握 100 分 能说出谁是谁" in str(progress())
    assert "把这个目标再练一遍：能算出转化率" in str(progress())


def test_what_is_due_comes_before_what_is_new(teach, lessons):
    teach(single(id="a"), single(id="b"))
    lessons()
    play(("a", "B"))

    assert "今天有 1 题该复习了：运行 review()。" in str(progress())


def test_everything_mastered_and_nothing_due_says_so(teach, lessons):
    teach(single(id="a"), single(id="b", use="assess"))
    lessons()
    now = datetime.now(UTC)
    play(("a", "B"), at=now)
    play(("b", "B"), mode="exam", at=now)

    assert "现有课程都学完了" in str(progress())


def test_questions_of_a_lesson_that_is_not_written_yet_stop_nobody(teach, lessons):
    teach(single(id="a"), lesson="07")
    lessons()

    assert "第 07 课" not in str(progress()).split("下一步")[1]


def test_questions_off_the_main_path_count_once_they_are_done(teach, lessons):
    teach(single(id="a"), single(id="more"))
    lessons(optional=["more"])
    assert "0/1 题" in str(progress())

    play(("more", "B"), at=datetime.now(UTC))

    assert "1/2 题" in str(progress())
    assert "还有 1 道练习没做" in str(progress())


def test_the_html_says_what_the_text_says(teach, lessons):
    teach(single(id="a"), single(id="b"))
    lessons()
    play(("a", "B"), at=datetime.now(UTC))

    shown = progress()._repr_mimebundle_()

    assert set(shown) == {"text/plain", "text/html"}
    assert shown["text/plain"] == str(progress())
    for word in ("角色与价值", "能说出谁是谁", "1/2 题", "100 分", "还有 1 道练习没做", "width:50%"):
        assert word in shown["text/html"]
    assert shown["text/html"].count("<tr>") == shown["text/html"].count("</tr>") == 3


def test_titles_and_objectives_are_escaped_in_html(teach, lessons):
    teach(single())
    lessons(title="<script>课</script>", **{"role-who": "能分清 <买家> & <卖家>"})

    html = progress().html

    assert "<script>" not in html
    assert "&lt;买家&gt; &amp; &lt;卖家&gt;" in html
    assert "<script>课</script>" in str(progress())


def test_a_board_without_html_is_text_alone():
    assert Board("话")._repr_mimebundle_() == {"text/plain": "话"}


def test_progress_records_nothing(teach, lessons, home):
    teach(single())
    lessons()

    progress()

    assert not home.exists()


def test_with_nothing_due_review_says_so(teach):
    teach(single())

    assert "今天没有要复习的题" in repr(review())
    assert set(review()._repr_mimebundle_()) == {"text/plain"}


def test_review_begins_a_new_round_of_what_is_due(teach):
    teach(single(id="a"), truefalse(id="b"), numeric(id="c"))
    play(("a", "B"), ("b", "错"))

    due = review(view="text")

    assert [(r.question.id, r.number, r.tries) for r in due.sitting.rounds] == [("b", 2, ()), ("a", 2, ())]
    assert "1. 【判断】" in repr(due)
    assert "对了" not in repr(due)
    assert len(list(attempt_log().read())) == 2


def test_what_was_reviewed_is_not_due_again_today(teach):
    teach(single(id="a"))
    play(("a", "B"))

    review(view="text").sitting.answer(0, "b")

    assert isinstance(review(), Board)


def test_a_typed_review_answer_names_its_question_since_a_place_would_mean_another_one_each_time(teach):
    teach(single(id="a"), single(id="b"))
    play(("a", "B"), ("b", "B"))
    due = review(view="text")

    with pytest.raises(AnswerError, match=r'ask\("a", round=2\)'):
        due.answer("B")

    assert 'ask("a", round=2).answer("……")' in repr(due)
    assert [r.number for r in ask("a", round=2).answer("B").sitting.rounds] == [2]


def test_a_review_that_was_begun_goes_on(teach):
    teach(single(id="a"))
    play(("a", "B"))
    review(view="text").sitting.answer(0, "a")

    assert "你的答案：A" in repr(review(view="text"))
    assert review(view="text").sitting.rounds[0].number == 2


def test_only_practice_comes_back_and_at_most_ten_at_once(teach):
    teach(*(single(id=f"q-{n}") for n in range(12)), single(id="test", use="assess"))
    play(*((f"q-{n}", "B") for n in range(12)))
    play(("test", "A"), mode="exam")

    assert len(review(view="text").sitting.rounds) == 10
    assert "test" not in {r.question.id for r in review(view="text").sitting.rounds}


def test_a_practice_question_answered_in_a_test_comes_back_as_practice(teach):
    teach(single(id="a"))
    play(("a", "A"), mode="exam")

    (round_,) = review(view="text").sitting.rounds

    assert (round_.mode, round_.number, round_.tries) == ("practice", 1, ())
