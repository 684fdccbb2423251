"""The biproportional table against every table there is, its ties, its impossible cases."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.rules.apportionment import Infeasible
from congress.rules.certificate import check_certificate
from congress.rules.matrix import Uncertified, certified, share_table
from congress.rules.table_ties import CellTie
from tests.rules.tables import all_tables, distance, small_tables

FEW_WEIGHTS = st.sampled_from((0, 1, 2, 3, 4, 6))
CLOSE_WEIGHTS = st.sampled_from((0, 10**18, 10**18 + 1, 10**18 + 3, 3 * 10**18 + 1))
CELLS = ((0, 0), (0, 1), (1, 0), (1, 1))
cases = st.one_of(small_tables(FEW_WEIGHTS), small_tables(st.integers(0, 500)), small_tables(CLOSE_WEIGHTS))


def tables_of(case):
    """Every table of the case, cells without weight at their minimum."""
    weights, rows, columns, low, high = case
    tops = tuple(tuple(b if w else a for w, a, b in zip(*lines, strict=True)) for lines in zip(weights, low, high, strict=True))
    return list(all_tables(rows, columns, low, tops))


@settings(max_examples=150, deadline=None)
@given(cases)
def test_the_certificate_is_accepted_for_the_closest_tables_and_for_no_other(case):
    weights, _, _, low, _ = case
    tables = tables_of(case)
    try:
        found = share_table(*case)
    except Infeasible:
        assert tables == []
        return
    closest = min(distance(weights, low, table) for table in tables)
    for table in tables:
        accepted = check_certificate(weights, found.frame, table, found.factors) == ()
        assert accepted == (distance(weights, low, table) == closest)


@settings(max_examples=150, deadline=None)
@given(cases)
def test_of_tables_as_close_the_published_order_decides_and_the_ties_are_listed(case):
    weights, _, _, low, _ = case
    tables = tables_of(case)
    if not tables:
        return
    found = share_table(*case)
    distances = {table: distance(weights, low, table) for table in tables}
    closest = [table for table, value in distances.items() if value == min(distances.values())]
    order = sorted(
        ((unit, group) for unit in range(len(weights)) for group in range(len(weights[0]))),
        key=lambda cell: (-weights[cell[0]][cell[1]], cell),
    )
    assert found.seats == max(closest, key=lambda table: [table[unit][group] for unit, group in order])
    open_cells = {(i, j) for i, j in order if len({table[i][j] for table in closest}) > 1}
    assert open_cells == {cell for tie in found.ties for cell in tie.among}


@settings(max_examples=60, deadline=None)
@given(small_tables(st.integers(0, 10**6)), st.randoms(use_true_random=False))
def test_without_ties_the_order_of_rows_and_columns_does_not_matter(case, random):
    weights, rows, columns, low, high = case
    units, groups = list(range(len(rows))), list(range(len(columns)))
    random.shuffle(units)
    random.shuffle(groups)

    def moved(cells):
        return tuple(tuple(cells[unit][group] for group in groups) for unit in units)

    try:
        found = share_table(*case)
    except Infeasible:
        return
    if not found.ties:
        other = share_table(
            moved(weights), [rows[unit] for unit in units], [columns[group] for group in groups], moved(low), moved(high)
        )
        assert other.seats == moved(found.seats)


def test_one_row_is_a_share_out_by_webster():
    weights = (9061, 7179, 5259, 3319, 1182)
    assert share_table([weights], [26], (9, 8, 5, 3, 1)).seats == ((9, 8, 5, 3, 1),)


def test_a_table_without_rows_or_columns_is_empty():
    assert (share_table((), (), ()).seats, share_table(((), ()), (0, 0), ()).seats) == ((), ((), ()))


def test_guests_of_no_unit_are_a_row_of_their_own():
    weights = ((40, 20, 0), (10, 50, 0), (0, 0, 1))
    assert share_table(weights, (4, 5, 3), (4, 5, 3)).seats == ((3, 1, 0), (1, 4, 0), (0, 0, 3))


def test_a_group_without_seats_is_left_empty():
    assert share_table(((40, 20), (10, 50)), (4, 5), (9, 0)).seats == ((4, 0), (5, 0))


def test_equal_claims_go_to_the_larger_weight_then_to_the_earlier_row_then_to_the_earlier_column():
    even = share_table(((1, 1), (1, 1)), (1, 1), (1, 1))
    assert (even.seats, even.ties) == (((1, 0), (0, 1)), (CellTie(2, CELLS, ((0, 0), (1, 1))),))
    assert share_table(((1, 2), (2, 4)), (1, 1), (1, 1)).seats == ((1, 0), (0, 1))
    assert share_table(((2, 4), (1, 2)), (1, 1), (1, 1)).seats == ((0, 1), (1, 0))


def test_factors_are_written_in_few_digits():
    factors = share_table(((30, 10), (10, 30)), (4, 4), (4, 4)).factors
    assert max(factor.denominator for factor in (*factors.rows, *factors.columns)) <= 100


def test_factors_get_more_digits_where_three_would_not_do():
    found = share_table(((60, 31), (58, 30)), (4, 4), (3, 5))
    assert found.factors.columns == (Fraction(5569, 10000), Fraction(449, 250))


def test_a_seat_passes_twice_through_the_one_row_that_lets_it():
    """The only cheapest way between two columns takes two seats of one row, so that no more than one can go along it."""
    weights = ((0, 1, 1, 2), (1, 1, 1, 2), (1, 1, 1, 0), (1, 2, 2, 1))
    found = share_table(weights, (5, 6, 4, 6), (2, 8, 8, 3))
    assert [sum(column) for column in zip(*found.seats, strict=True)] == [2, 8, 8, 3]


def test_a_table_of_the_nation_where_every_claim_is_equal_is_certified():
    """Each of 400 units has the same people in each group, so that every cell is a tie."""
    found = share_table(((1,) * 7,) * 400, (3,) * 400, (170, 172, 171, 171, 172, 172, 172))
    assert [len(tie.among) for tie in found.ties] == [2800]
    assert found.seats[0] == (1, 1, 1, 0, 0, 0, 0)


def test_a_table_that_is_not_closest_is_not_certified():
    found = share_table(((30, 10), (10, 30)), (4, 4), (4, 4))
    with pytest.raises(Uncertified) as caught:
        certified(replace(found, seats=((1, 3), (3, 1))), ((30, 10), (10, 30)))
    assert caught.value.wrong == ("rounding",)


def test_claims_closer_than_rounding_shows_are_told_apart():
    """The better table is so by one part in 10^36, which no logarithm of 16 digits shows."""
    large = 10**36
    for weights in (((large, large), (large, large + 1)), ((large, large + 1), (large, large))):
        found = share_table(weights, (1, 1), (1, 1))
        assert (found.ties, found.seats) == ((), ((1, 0), (0, 1)) if weights[1][1] > large else ((0, 1), (1, 0)))
