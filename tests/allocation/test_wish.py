"""The wish as weights and as JSON values."""

import uuid
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from congress.allocation.wish import UnitWish, Wish


def wish_of(pairs, basis=(1, 0)):
    rows = tuple(
        UnitWish(uuid.UUID(int=place), f"Xã {place}", heads, points=points) for place, (heads, points) in enumerate(pairs)
    )
    return Wish(100, "webster", {"all": 100}, frozenset(), rows, basis)


def test_head_counts_alone_are_the_weights():
    assert wish_of([(30, 5), (70, 1)]).weights == [30, 70]


def test_points_alone_are_the_weights():
    assert wish_of([(30, 5), (70, 1)], (0, 2)).weights == [5, 1]


@given(
    st.lists(st.tuples(st.integers(1, 5000), st.integers(1, 300)), min_size=1, max_size=8),
    st.tuples(st.integers(1, 100), st.integers(1, 100)),
)
def test_a_mix_gives_each_basis_its_part_of_the_whole_exactly(pairs, basis):
    weights = wish_of(pairs, basis).weights
    heads, points = (sum(pair[side] for pair in pairs) for side in (0, 1))
    for weight, (mine, my_points) in zip(weights, pairs, strict=True):
        parts = basis[0] * Fraction(mine, heads) + basis[1] * Fraction(my_points, points)
        assert Fraction(weight, sum(weights)) == parts / sum(basis)


def test_a_wish_survives_storing_with_fixed_cells_and_minimums():
    row = UnitWish(uuid.UUID(int=7), "Xã Bảy", 10, 1, 5, 3, {"leaders": 2})
    wish = Wish(5, "hill", {"leaders": 5}, frozenset(), (row,), (7, 3), {"women": 2})
    assert Wish.from_document(wish.as_document()) == wish
