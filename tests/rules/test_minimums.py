"""Targets that overlap, each shared out by itself."""

import pytest

from congress.rules.apportionment import Infeasible
from congress.rules.minimums import crowded_places, share_target


def test_a_target_follows_the_members_and_never_passes_a_unit_s_seats():
    assert share_target(6, (50, 30, 20), (2, 5, 5)).seats == (2, 2, 2)
    assert share_target(6, (50, 30, 20), (9, 9, 9)).seats == (3, 2, 1)


def test_a_unit_is_not_asked_for_more_than_it_nominated():
    assert share_target(6, (50, 30, 20), (9, 9, 9), (1, 9, 9)).seats == (1, 3, 2)


def test_a_target_out_of_reach_names_the_most_that_can_be_reached():
    with pytest.raises(Infeasible) as caught:
        share_target(6, (50, 30, 0), (2, 3, 4))
    assert (caught.value.code, caught.value.facts) == ("seats_maximum_short", {"maximum": 5, "seats": 6})


def test_units_where_one_person_must_meet_several_targets_are_named():
    women, ethnic, young = (1, 2, 0), (1, 1, 0), (0, 0, 1)
    assert crowded_places((women, ethnic, young), (1, 3, 1)) == (0,)
    assert crowded_places((), (1, 3, 1)) == ()
