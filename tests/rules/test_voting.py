import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.voting import (
    ShowOfHands,
    check_count,
    check_group_quota,
    check_quota,
    is_adopted,
    majority_base,
    votes_needed,
)

COUNT = ShowOfHands(100, 60, 30, 10)


def codes(findings):
    return [(finding.code, finding.weight) for finding in findings]


@pytest.mark.parametrize(
    ("count", "summoned", "door", "found"),
    [
        (COUNT, 120, 100, []),
        (COUNT, None, None, []),
        (ShowOfHands(100, 60, 30, 9), None, None, [("vote_sum_differs", "hard")]),
        (ShowOfHands(0, 0, 0, 0), None, None, [("vote_figures_impossible", "hard")]),
        (ShowOfHands(100, 110, -10, 0), None, None, [("vote_figures_impossible", "hard")]),
        (COUNT, 99, None, [("voters_exceed_summoned", "hard")]),
        (COUNT, None, 97, [("voters_differ_from_door", "info")]),
    ],
)
def test_the_count_of_the_board_must_add_up(count, summoned, door, found):
    assert codes(check_count(count, summoned, door)) == found


@pytest.mark.parametrize(("base", "number"), [("present", 100), ("valid", 90), ("summoned", 130)])
def test_the_base_of_the_majority_is_a_setting(base, number):
    assert majority_base(COUNT, base, 130) == number


@pytest.mark.parametrize(("base", "needed"), [(100, 51), (101, 51), (1, 1), (2, 2)])
def test_more_than_half_is_needed(base, needed):
    assert votes_needed(base) == needed


@given(st.integers(1, 3000))
def test_the_needed_votes_are_the_least_above_half(base):
    assert 2 * votes_needed(base) > base >= 2 * (votes_needed(base) - 1)


@pytest.mark.parametrize(
    ("count", "base", "adopted"),
    [
        (ShowOfHands(100, 51, 49, 0), "present", True),
        (ShowOfHands(100, 50, 50, 0), "present", False),
        (ShowOfHands(100, 50, 40, 10), "valid", True),
        (ShowOfHands(100, 60, 40, 0), "summoned", False),
    ],
)
def test_half_itself_does_not_adopt(count, base, adopted):
    assert is_adopted(count, base, 130) is adopted


@pytest.mark.parametrize(
    ("official", "reserve", "seats", "reserve_seats", "found"),
    [
        (5, 0, 5, None, []),
        (5, 3, 5, None, []),
        (6, 0, 5, None, [("names_exceed_seats", "hard")]),
        (4, 0, 5, None, [("names_below_seats", "soft")]),
        (5, 3, 5, 2, [("reserve_exceeds_seats", "hard")]),
        (5, 0, None, None, [("grant_missing", "undecided")]),
    ],
)
def test_names_are_compared_with_the_granted_seats(official, reserve, seats, reserve_seats, found):
    assert codes(check_quota(official, reserve, seats, reserve_seats)) == found


@pytest.mark.parametrize(
    ("named", "granted", "found"),
    [
        ({"guests": 2}, {}, []),
        ({"guests": 2}, {"guests": 2}, []),
        ({"guests": 1, "": 1}, {"guests": 2}, [("list_group_missing", ""), ("list_group_differs", "guests")]),
        ({"guests": 1}, {"guests": 1, "direct_workers": 1}, [("list_group_differs", "direct_workers")]),
    ],
)
def test_names_in_each_group_are_compared_with_the_grant(named, granted, found):
    assert [finding.key for finding in check_group_quota(named, granted)] == found
