"""The table of units and groups: both sums exact, nothing negative, refused when they cannot meet."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.apportionment import Infeasible
from congress.rules.sharing import share_matrix

unit_seats = st.lists(st.integers(0, 40), min_size=1, max_size=12)


@st.composite
def both_sums(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    units = draw(unit_seats)
    cuts = sorted(draw(st.lists(st.integers(0, sum(units)), min_size=0, max_size=6)))
    ends = [0, *cuts, sum(units)]
    return units, [after - before for before, after in pairwise(ends)]


@given(both_sums())
def test_rows_and_columns_sum_exactly(sums: tuple[list[int], list[int]]):
    units, groups = sums
    cells = share_matrix(units, groups)
    assert [sum(row) for row in cells] == units
    assert [sum(column) for column in zip(*cells, strict=True)] == groups
    assert min(cell for row in cells for cell in row) >= 0


def test_equal_units_get_equal_parts_of_a_group_that_divides():
    assert share_matrix([4, 4, 4], [6, 6]) == ((2, 2), (2, 2), (2, 2))


def test_sums_that_differ_are_named():
    with pytest.raises(Infeasible) as problem:
        share_matrix([3, 3], [7])
    assert (problem.value.code, problem.value.facts) == ("matrix_sums_differ", {"units": 6, "groups": 7})
