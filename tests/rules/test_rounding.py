"""Controlled rounding against every table of floors and ceilings there is."""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.rules.apportionment import Infeasible
from congress.rules.matrix import Uncertified
from congress.rules.rounding import certified, check_prices, round_table
from tests.rules.tables import all_tables


@st.composite
def small_targets(draw):
    """(targets, rows, columns) of up to 3 × 4 cells; the sums may be out of reach."""
    units, groups = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    parts = draw(st.sampled_from((2, 3, 10, 2**50, 3**60)))
    cell = st.builds(Fraction, st.integers(0, 2 * parts), st.just(parts))
    targets = draw(st.tuples(*[st.tuples(*[cell] * groups)] * units))
    up = draw(st.tuples(*[st.tuples(*[st.booleans()] * groups)] * units))
    table = [[ceil(q) if b else floor(q) for q, b in zip(*lines, strict=True)] for lines in zip(targets, up, strict=True)]
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    if groups > 1 and draw(st.integers(0, 3)) == 0 and columns[0]:
        columns[0], columns[1] = columns[0] - 1, columns[1] + 1
    return targets, tuple(rows), tuple(columns)


def all_rounded(targets, rows, columns):
    low = tuple(tuple(floor(cell) for cell in row) for row in targets)
    high = tuple(tuple(ceil(cell) for cell in row) for row in targets)
    return list(all_tables(rows, columns, low, high))


def difference(targets, table):
    return sum(abs(cell - got) for row, seats in zip(targets, table, strict=True) for cell, got in zip(row, seats, strict=True))


@settings(max_examples=150, deadline=None)
@given(small_targets())
def test_the_nearest_table_is_found_and_ties_follow_the_published_order(case):
    targets = case[0]
    tables = all_rounded(*case)
    if not tables:
        with pytest.raises(Infeasible):
            round_table(*case)
        return
    found = round_table(*case)
    best = min(difference(targets, table) for table in tables)
    nearest = [table for table in tables if difference(targets, table) == best]
    cells = ((unit, group) for unit in range(len(targets)) for group in range(len(targets[0])))
    order = sorted(cells, key=lambda cell: (-targets[cell[0]][cell[1]], cell))
    assert found.seats == max(nearest, key=lambda table: [table[unit][group] for unit, group in order])
    free = {(i, j) for i, j in order if len({table[i][j] for table in nearest}) > 1}
    assert free == {cell for tie in found.ties for cell in tie.among}
    assert all((check_prices(targets, found.frame, table, found.prices) == ()) == (table in nearest) for table in tables)


def test_a_target_rounded_both_ways_shows_its_prices():
    found = round_table(((Fraction(3, 2), Fraction(1, 4)), (Fraction(1, 2), Fraction(3, 4))), (2, 1), (2, 1))
    assert found.seats == ((2, 0), (0, 1))
    assert (
        check_prices(
            ((Fraction(3, 2), Fraction(1, 4)), (Fraction(1, 2), Fraction(3, 4))), found.frame, found.seats, found.prices
        )
        == ()
    )


def test_whole_targets_stay_as_they_are():
    found = round_table(((Fraction(2), Fraction(1)), (Fraction(0), Fraction(3))), (3, 3), (2, 4))
    assert (found.seats, found.ties) == (((2, 1), (0, 3)), ())


def test_a_most_per_cell_is_kept():
    targets = ((Fraction(3, 2), Fraction(1, 2)), (Fraction(1, 2), Fraction(3, 2)))
    assert round_table(targets, (2, 2), (2, 2), ((1, 9), (9, 9))).seats == ((1, 1), (1, 1))


def test_sums_out_of_reach_are_named():
    targets = ((Fraction(3, 2), Fraction(1, 2)), (Fraction(1, 2), Fraction(3, 2)))
    with pytest.raises(Infeasible) as caught:
        round_table(targets, (4, 0), (2, 2))
    assert (caught.value.code, caught.value.facts) == ("matrix_unit_short", {"unit": 0, "seats": 4, "room": 3})


def test_a_rounded_table_that_is_not_nearest_is_refused():
    targets = ((Fraction(9, 10), Fraction(1, 10)), (Fraction(1, 10), Fraction(9, 10)))
    found = round_table(targets, (1, 1), (1, 1))
    assert check_prices(targets, found.frame, ((0, 1), (1, 0)), found.prices) == ("rounding",)
    with pytest.raises(Uncertified):
        certified(replace(found, seats=((0, 1), (1, 0))), targets)


def test_a_table_without_rows_or_columns_is_empty():
    assert (round_table((), (), ()).seats, round_table(((), ()), (0, 0), ()).seats) == ((), ((), ()))
