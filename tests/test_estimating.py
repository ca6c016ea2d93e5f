"""Intervals for rates and medians with people still waiting, against worked examples and other people's code."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs_training.core.estimating import kaplan_meier_median, wilson
from cs_training.errors import FigureError

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_wilson_interval_is_the_one_of_the_textbook():
    # Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, method 3.
    low, high = wilson(15, 148)

    assert (round(low, 4), round(high, 4)) == (0.0624, 0.1605)


@given(counts)
def test_the_wilson_interval_agrees_with_scipy(pair):
    from scipy.stats import binomtest, norm

    successes, n = pair
    theirs = binomtest(successes, n).proportion_ci(method="wilson")

    assert wilson(successes, n, z=norm.ppf(0.975)) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@given(counts)
def test_the_interval_holds_the_rate_and_stays_between_nothing_and_all(pair):
    successes, n = pair
    low, high = wilson(successes, n)

    assert 0 <= low <= successes / n <= high <= 1


def test_five_out_of_five_is_not_surely_all():
    low, high = wilson(5, 5)

    assert (round(low, 3), high) == (0.566, 1.0)


def test_nothing_observed_gives_no_interval():
    assert wilson(0, 0) is None


def test_more_successes_than_observations_are_refused():
    with pytest.raises(FigureError, match="3 次里不会有 4 次"):
        wilson(4, 3)


def test_without_anybody_waiting_the_median_is_the_plain_lower_median():
    assert kaplan_meier_median([10, 20, 30, 40]) == 20
    assert kaplan_meier_median([10, 20, 30]) == 20


def test_who_was_never_answered_pushes_the_median_up():
    answered = [10, 20, 30, 40]

    assert kaplan_meier_median(answered, censored=[600, 600]) == 30


def test_who_left_early_says_nothing_of_the_time_after():
    # By hand: 5 watched; 1 of 5 answered at 10 (0.8); one leaves at 15; 1 of 3 at 20 (0.533); 1 of 2 at 30 (0.267).
    assert kaplan_meier_median([10, 20, 30], censored=[15, 60]) == 30


def test_the_answered_come_before_the_cut_off_of_the_same_moment():
    assert kaplan_meier_median([10, 10], censored=[10, 10]) == 10


def test_there_is_no_median_if_most_were_never_answered():
    assert kaplan_meier_median([10], censored=[600, 600]) is None


def test_there_is_no_median_of_nothing():
    assert kaplan_meier_median([]) is None


@given(st.lists(st.integers(1, 50), max_size=20), st.lists(st.integers(1, 50), max_size=20))
def test_to_wait_on_never_lowers_the_median(waits, censored):
    known, ignoring = kaplan_meier_median(waits, censored), kaplan_meier_median(waits)

    assert (math.inf if known is None else known) >= (math.inf if ignoring is None else ignoring)
