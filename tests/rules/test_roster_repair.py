"""Repairs and substitutes against all subsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.rules.roster import BadProblem, Rule, breaches, lots, pose
from congress.rules.roster_repair import Substitute, Swap, repair, substitutes
from tests.rules.rosters import exactly, on, person, problems, rosters, standing


@settings(deadline=None)
@given(problems(), st.data())
def test_the_repair_changes_the_fewest_people_then_takes_the_best(problem, data):
    edited = data.draw(st.lists(st.sampled_from([one.id for one in problem.people]), unique=True))
    possible = rosters(problem)
    found = repair(problem, edited, on)
    if found is None:
        assert possible == []
        return
    fewest = min(len(set(edited) ^ set(chosen)) for chosen in possible)
    nearest = [chosen for chosen in possible if len(set(edited) ^ set(chosen)) == fewest]
    assert found.roster.selected == max(nearest, key=lambda chosen: standing(problem, chosen))
    assert found.broken == breaches(problem, edited)
    assert {swap.leaving for swap in found.swaps} - {""} == set(edited) - set(found.roster.selected)
    assert {swap.joining for swap in found.swaps} - {""} == set(found.roster.selected) - set(edited)
    assert len(found.swaps) == max(len(set(edited) - set(found.roster.selected)), len(set(found.roster.selected) - set(edited)))


PEOPLE = [
    person("an", 9, 0, unit="A", sex="m"),
    person("binh", 8, 0, unit="A", sex="f"),
    person("chi", 7, 1, unit="A", sex="f"),
    person("dung", 7, 2, unit="B", sex="m"),
    person("em", 6, 0, unit="B", sex="f"),
    person("giang", 5, 0, unit="B", sex="m"),
]
RULES = [exactly(3), Rule("A", {"unit": "A"}, 2, 2), Rule("B", {"unit": "B"}, 1, 1), Rule("women", {"sex": "f"}, 1)]


def test_who_leaves_is_paired_with_whom_most_of_the_same_rules_count():
    found = repair(pose(PEOPLE, RULES, ["em"], ["an"]), ["an", "binh", "dung"], on)
    assert found.roster.selected == ("binh", "chi", "em")
    assert found.swaps == (Swap("an", "chi"), Swap("dung", "em"))


@pytest.mark.parametrize(
    ("edited", "swaps"),
    [(["an"], (Swap("", "binh"), Swap("", "dung"))), (["an", "binh", "chi", "dung"], (Swap("chi", ""),))],
)
def test_a_list_too_short_or_too_long_has_nobody_to_pair_with(edited, swaps):
    assert repair(pose(PEOPLE, RULES), edited, on).swaps == swaps


def test_a_list_that_keeps_every_rule_is_left_alone():
    found = repair(pose(PEOPLE, RULES), ["chi", "binh", "giang"], on)
    assert (found.broken, found.swaps) == ((), ())


def test_an_unknown_person_in_the_edited_list_is_named():
    with pytest.raises(BadProblem) as refusal:
        repair(pose(PEOPLE, RULES), ["hoa"], on)
    assert (refusal.value.code, refusal.value.facts) == ("person_unknown", {"person": "hoa"})


def test_substitutes_that_keep_the_balance_come_first_the_best_of_them_at_the_top():
    problem = pose(PEOPLE, RULES)
    assert substitutes(problem, ["an", "binh", "dung"], "dung") == (
        Substitute("em", ()),
        Substitute("giang", ()),
        Substitute("chi", ("A", "B")),
    )
    assert substitutes(problem, ["an", "binh", "dung"], "binh", most=1) == (Substitute("chi", ()),)


def test_who_is_locked_out_is_no_substitute():
    problem = pose(PEOPLE, RULES, [], ["em"])
    assert [one.person for one in substitutes(problem, ["an", "binh", "dung"], "dung")] == ["giang", "chi"]


def test_equal_substitutes_stand_in_the_published_order():
    people = [person("an", 5), *(person(name, 5) for name in ("binh", "chi", "dung"))]
    problem = pose(people, [exactly(1)])
    drawn = sorted(range(1, 4), key=lots(problem).__getitem__)
    assert [one.person for one in substitutes(problem, ["an"], "an")] == [problem.people[place].id for place in drawn]


def test_a_rule_already_missed_is_held_against_a_substitute_only_when_it_gets_worse():
    problem = pose(PEOPLE, [Rule("women", {"sex": "f"}, 3), Rule("B", {"unit": "B"}, 0, 0)])
    found = {one.person: one.broken for one in substitutes(problem, ["binh", "dung", "an"], "an")}
    assert found == {"chi": (), "em": ("B",), "giang": ("B",)}
    found = {one.person: one.broken for one in substitutes(problem, ["binh", "dung", "an"], "dung")}
    assert found == {"chi": (), "em": (), "giang": ()}


def test_only_the_seat_of_somebody_chosen_can_be_filled():
    with pytest.raises(BadProblem) as refusal:
        substitutes(pose(PEOPLE, RULES), ["an", "binh", "dung"], "em")
    assert refusal.value.code == "not_selected"
