"""The biproportional table against every table there is, its ties, its impossible cases."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.rules.apportionment import Infeasible
from congress.rules.certificate import check_certificate
from congress.rules.matrix import Table, share_table
from tests.rules.tables import all_tables, distance, small_tables

FEW_WEIGHTS = st.sampled_from((0, 1, 2, 3, 4, 6))
CLOSE_WEIGHTS = st.sampled_from((0, 10**18, 10**18 + 1, 10**18 + 3, 3 * 10**18 + 1))
cases = st.one_of(small_tables(FEW_WEIGHTS), small_tables(st.integers(0, 500)), small_tables(CLOSE_WEIGHTS))


def tables_of(case):
    """Every table of the case, cells without weight at their minimum."""
    weights, rows, columns, low, high = case
    tops = tuple(
        tuple(b if w else a for w, a, b in zip(*lines, strict=True)) for lines in zip(weights, low, high, strict=True)
    )
    return list(all_tables(rows, columns, low, tops))


@settings(max_examples=150)
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


@settings(max_examples=150)
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
