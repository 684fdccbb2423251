"""Who collides when no table exists, with numbers that prove it."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.rules.apportionment import Infeasible
from congress.rules.frames import Frame, collision_of, flip, frame_for
from congress.rules.matrix import share_table
from tests.rules.tables import all_tables, small_tables


def refusal_of(case):
    """What `share_table` refuses, or None."""
    try:
        share_table(*case)
    except Infeasible as problem:
        return problem
    return None


@settings(max_examples=150, deadline=None)
@given(small_tables(st.sampled_from((0, 0, 1, 5)), most=2))
def test_a_table_is_refused_exactly_when_none_exists(case):
    weights, rows, columns, low, high = case
    tops = tuple(tuple(b if w else a for w, a, b in zip(*lines, strict=True)) for lines in zip(weights, low, high, strict=True))
    assert (refusal_of(case) is None) == any(all_tables(rows, columns, low, tops))


@settings(max_examples=150, deadline=None)
@given(small_tables(st.sampled_from((0, 0, 1, 5)), most=2))
def test_a_collision_has_seats_without_a_place_and_where_a_table_exists_none_has(case):
    problem = refusal_of(case)
    if problem is None:
        frame = frame_for(*case)
        assert max(collision_of(frame, groups).lack for groups in subsets(len(case[2]))) <= 0
    elif problem.code == "matrix_collision":
        found = collision_of(frame_for(*case), problem.facts["groups"])
        assert found.lack == problem.facts["lack"] > 0
        assert found.units == problem.facts["units"] != ()


def subsets(count):
    return [[place for place, taken in enumerate(bits) if taken] for bits in product((0, 1), repeat=count)]


def test_units_whose_people_are_all_in_one_group_collide_over_its_seats():
    weights = ((5, 0, 0), (7, 0, 0), (2, 3, 4), (1, 1, 1))
    with pytest.raises(Infeasible) as caught:
        share_table(weights, (3, 3, 4, 4), (5, 5, 4))
    expected = {"units": (0, 1), "groups": (0,), "unit_seats": 6, "elsewhere": 0, "reserved": 0, "group_seats": 5, "lack": 1}
    assert (caught.value.code, caught.value.facts) == ("matrix_collision", expected)


def test_room_elsewhere_and_the_minimums_of_others_are_counted():
    low = ((0, 0), (0, 0), (1, 0))
    high = ((4, 1), (4, 1), (4, 4))
    with pytest.raises(Infeasible) as caught:
        share_table(((1, 1),) * 3, (3, 3, 4), (4, 6), low, high)
    expected = {"units": (0, 1), "groups": (0,), "unit_seats": 6, "elsewhere": 2, "reserved": 1, "group_seats": 4, "lack": 1}
    assert caught.value.facts == expected


@pytest.mark.parametrize(
    ("rows", "columns", "low", "high", "code", "facts"),
    [
        ((-1, 3), (1, 1), None, None, "matrix_negative", {}),
        ((2, 2), (3, 2), None, None, "matrix_sums_differ", {"units": 4, "groups": 5}),
        (
            (2, 2), (2, 2), ((0, 2), (0, 0)), ((2, 1), (2, 2)), "matrix_bounds_crossed",
            {"unit": 0, "group": 1, "minimum": 2, "maximum": 1},
        ),
        ((2, 2), (2, 2), None, ((2, 2), (1, 0)), "matrix_unit_short", {"unit": 1, "seats": 2, "room": 1}),
        ((2, 2), (2, 2), ((0, 0), (2, 1)), ((2, 2), (2, 2)), "matrix_unit_over", {"unit": 1, "seats": 2, "room": 3}),
        ((2, 2), (2, 2), None, ((2, 0), (2, 1)), "matrix_group_short", {"group": 1, "seats": 2, "room": 1}),
        ((3, 3), (2, 4), ((2, 0), (1, 0)), ((3, 3), (3, 3)), "matrix_group_over", {"group": 0, "seats": 2, "room": 3}),
    ],
)  # fmt: skip
def test_one_row_or_column_that_cannot_hold_its_seats_is_named(rows, columns, low, high, code, facts):
    with pytest.raises(Infeasible) as caught:
        frame_for(((1, 1), (1, 1)), rows, columns, low, high)
    assert (caught.value.code, caught.value.facts) == (code, facts)


def test_a_cell_without_weight_gets_its_minimum_only():
    frame = frame_for(((0, 1), (1, 0)), (2, 2), (2, 2), ((1, 0), (0, 1)))
    assert frame == Frame((2, 2), (2, 2), ((1, 0), (0, 1)), ((1, 2), (2, 1)))


def test_flipping_exchanges_rows_and_columns():
    assert flip(((1, 2, 3), (4, 5, 6))) == ((1, 4), (2, 5), (3, 6))
