import pytest

from congress.rules.apportionment import Infeasible
from congress.rules.composition import core_target
from congress.rules.groups import GroupWish, split_groups
from tests.rules.plans import DISTRICT, seed

WISHES = [
    GroupWish("direct_producers", "core", 40),
    GroupWish("direct_workers", "core", 25),
    GroupWish("exemplary_collectives", "unsaid", 10, maximum=5),
    GroupWish("local_leaders", "other", 50),
    GroupWish("guests", "other", 35, minimum=40),
]


def test_the_share_holds_by_construction():
    split = split_groups(300, core_target(300, DISTRICT.ratio.share, "at_least"), WISHES)
    assert split.seats == {
        "direct_producers": 129,
        "direct_workers": 81,
        "exemplary_collectives": 5,
        "local_leaders": 45,
        "guests": 40,
    }


def test_groups_the_plan_is_silent_about_share_in_the_rest():
    split = split_groups(300, 210, WISHES)
    assert (split.core_codes, split.rest_codes) == (
        ("direct_producers", "direct_workers"),
        ("exemplary_collectives", "local_leaders", "guests"),
    )
    assert (sum(split.core.seats), sum(split.rest.seats)) == (210, 90)


def test_a_side_without_groups_cannot_take_seats():
    with pytest.raises(Infeasible) as caught:
        split_groups(300, 210, [wish for wish in WISHES if wish.placing == "core"])
    assert (caught.value.code, caught.value.facts) == ("seats_maximum_short", {"maximum": 0, "seats": 90})


def test_the_standard_groups_agree_with_the_plan():
    for level in ("commune", "district"):
        rules = seed("rulesets/chi-lang-2024")["levels"][level]["ratio"]["groups"]
        assert {group["code"]: group["levels"][level]["placing"] for group in seed("groups")["groups"]} == rules
