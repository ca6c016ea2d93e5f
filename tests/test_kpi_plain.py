"""The plain pandas of lesson 14 gives what the engine gives."""

import math
from datetime import date

import pytest

from cs_training.content import practice_log
from cs_training.core import kpi, kpi_plain


@pytest.fixture(scope="module")
def chat():
    return practice_log.chat()


@pytest.fixture(scope="module")
def log(chat):
    return kpi.chat_log(chat, orders=practice_log.orders(), ratings=practice_log.ratings())


def test_the_figures_are_the_engines(chat, log):
    ours = kpi.overall(log).iloc[0]

    for name, figure in kpi_plain.figures(chat).items():
        assert math.isclose(figure, ours[name], rel_tol=1e-12), name


@pytest.mark.parametrize("day", ["2026-11-03", "2026-11-05", "2026-11-10", "2026-11-11"])
def test_so_they_are_for_each_day(chat, log, day):
    began = chat[chat["sender"] == "buyer"].groupby("session_id")["ts"].min().dt.strftime("%Y-%m-%d")
    sessions = began[began == day].index

    plain = kpi_plain.figures(chat[chat["session_id"].isin(sessions)])

    ours = kpi.by_day(log).set_index("day").loc[(date.fromisoformat(day) - date(1970, 1, 1)).days]
    for name, figure in plain.items():
        assert math.isclose(figure, ours[name], rel_tol=1e-12), name


def test_the_turns_are_the_engines(chat, log):
    plain = kpi_plain.turns(chat)
    ours = kpi.turns(log).sort_values(["session_id", "asked"])

    assert (
        plain.sort_values(["session_id", "asked"])["waited"].fillna(-1).tolist() == ours["waited"].fillna(-1).tolist()
    )


def test_a_mean_of_nothing_is_no_number(chat):
    nobody = chat[chat["sender"] == "bot"]

    assert math.isnan(kpi_plain.figures(nobody)["first_response_mean"])
