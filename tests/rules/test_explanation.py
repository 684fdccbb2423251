"""Every number can be redone with a calculator."""

from fractions import Fraction

import pytest

from congress.rules.apportionment import apportion
from congress.rules.explanation import UnitStep, rounded_by, unit_steps


def test_a_unit_shows_weight_divisor_quotient_and_the_bound_that_held_it():
    result = apportion((50, 30, 7), 9, (0, 0, 2), (4, 9, 9))
    steps = unit_steps((50, 30, 7), (0, 0, 2), (4, 9, 9), result)
    assert steps[0] == UnitStep(50, Fraction(9), Fraction(50, 9), 6, "most", False, 4)
    assert [(step.rounded, step.held, step.seats) for step in steps] == [(6, "most", 4), (3, "", 3), (1, "least", 2)]


def test_a_unit_of_a_tie_says_so():
    result = apportion((10, 10), 3, (0, 0), (3, 3))
    assert [(step.tied, step.seats) for step in unit_steps((10, 10), (0, 0), (3, 3), result)] == [(True, 2), (True, 1)]


def test_where_no_single_divisor_exists_none_is_shown():
    result = apportion((5, 4, 3), 2, (0,) * 3, (2,) * 3, "adams")
    first = unit_steps((5, 4, 3), (0,) * 3, (2,) * 3, result)[0]
    assert (first.divisor, first.quotient, first.rounded, first.seats) == (None, None, 1, 1)


def test_hamilton_shows_the_quotient_itself_where_a_bound_decides():
    low, high = (0, 3, 0), (3, 9, 9)
    steps = unit_steps((50, 10, 28), low, high, apportion((50, 10, 28), 9, low, high, "hamilton"))
    shown = [(step.quotient, step.rounded, step.held, step.seats) for step in steps]
    assert shown == [(Fraction(75, 14), 5, "most", 3), (Fraction(15, 14), 1, "least", 3), (Fraction(3), 3, "", 3)]


@pytest.mark.parametrize(
    ("method", "rounded"),
    [
        ("webster", (0, 1, 2, 3)),
        ("jefferson", (0, 0, 1, 2)),
        ("adams", (0, 1, 2, 3)),
        ("hill", (0, 1, 2, 3)),
        ("hamilton", (0, 0, 1, 2)),
    ],
)
def test_each_method_rounds_in_its_own_way(method, rounded):
    quotients = (Fraction(0), Fraction(1, 2), Fraction(3, 2), Fraction(5, 2))
    assert tuple(rounded_by(method, quotient) for quotient in quotients) == rounded


def test_hill_rounds_at_the_geometric_mean():
    assert [rounded_by("hill", Fraction(n, 1000)) for n in (1, 1414, 1415, 2449, 2450)] == [1, 1, 2, 2, 3]
