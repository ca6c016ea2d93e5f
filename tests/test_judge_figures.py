"""The figures that readings are compared by, on examples that can be reckoned by hand."""

import pytest

from cs_training.core.judging.assessment import LABELS
from cs_training.grading.judge_corpus import Labelled
from cs_training.grading.judge_figures import confusion, figures, quadratic_kappa, rates


def test_precision_recall_and_f1_are_counted():
    some = rates([(True, True)] * 3 + [(True, False)] + [(False, True)] * 2 + [(False, False)] * 4)

    assert (some.precision, some.recall, some.true) == (0.6, 0.75, 4)
    assert some.f1 == pytest.approx(2 * 0.6 * 0.75 / 1.35)
    # Agreed 0.7; by chance (4 * 5 + 6 * 5) / 100 = 0.5.
    assert some.kappa == pytest.approx(0.4)


def test_nothing_to_find_and_nothing_found_is_no_success_and_no_error():
    some = rates([(False, False)] * 3)

    assert (some.precision, some.recall, some.f1, some.kappa) == (0, 0, 0, 1)


def test_a_miss_by_two_bands_weighs_four_times_one_by_one():
    near = quadratic_kappa([(0, 0), (1, 1), (2, 2), (3, 2)])
    far = quadratic_kappa([(0, 0), (1, 1), (2, 2), (3, 1)])

    assert 1 > near > far
    assert quadratic_kappa([(0, 0), (3, 3)]) == 1


def test_the_confusion_table_has_the_truth_in_its_rows():
    assert confusion([(0, 0), (0, 1), (3, 3)]) == ((1, 1, 0, 0), (0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 1))


def test_codes_are_pooled_and_lexical_and_contextual_ones_reported_apart():
    none = dict.fromkeys(LABELS, False)
    truth = [Labelled(none, frozenset({"off_platform", "blame_shift"}), 0), Labelled(none, frozenset(), 0)]
    said = [Labelled(none, frozenset({"off_platform"}), 0), Labelled(none, frozenset({"blame_shift"}), 0)]

    some = figures(truth, said)

    assert (some.pooled.precision, some.pooled.recall) == (0.5, 0.5)
    assert (some.lexical.f1, some.contextual.f1) == (1, 0)
    assert (some.violation.recall, some.violation.precision) == (1, 0.5)
