"""The problem in its one order, what cannot be understood, counting, and the re-check that knows no solver."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.rules.roster import (
    BadProblem,
    Breach,
    Roster,
    Rule,
    breaches,
    count,
    faults,
    lots,
    pose,
    without,
)
from tests.rules.rosters import exactly, person, problems, standing

PEOPLE = [
    person("an", 9, 1, sex="f", unit="A"),
    person("binh", 7, 2, sex="m", unit="A"),
    person("chi", 8, 0, sex="f", unit="B"),
]
RULES = [exactly(2), Rule("women", {"sex": "f"}, 1, 1), Rule("B", {"unit": "B"}, 0)]


def refused(*parts, **more):
    with pytest.raises(BadProblem) as refusal:
        pose(*parts, **more)
    return refusal.value.code, refusal.value.facts


@pytest.mark.parametrize(
    ("code", "facts", "parts"),
    [
        ("nobody", {}, ([], RULES)),
        ("person_twice", {"person": "an"}, ([*PEOPLE, PEOPLE[0]], RULES)),
        ("criteria_uneven", {"person": "dung"}, ([*PEOPLE, person("dung", 5)], RULES)),
        ("rule_twice", {"rule": "all"}, (PEOPLE, [*RULES, exactly(1)])),
        ("bounds_crossed", {"rule": "x", "minimum": 2, "maximum": 1}, (PEOPLE, [Rule("x", {}, 2, 1)])),
        ("attribute_unknown", {"rule": "x", "attribute": "sxe"}, (PEOPLE, [Rule("x", {"sxe": "f"}, 1)])),
        ("locked_unknown", {"person": "hoa"}, (PEOPLE, RULES, ["hoa"])),
        ("locked_both", {"person": "an"}, (PEOPLE, RULES, ["an"], ["an"])),
    ],
)
def test_what_cannot_be_understood_is_named(code, facts, parts):
    assert refused(*parts) == (code, facts)


def test_a_person_who_lacks_an_attribute_is_not_counted_by_it():
    problem = pose([*PEOPLE, person("dung", 1, 1)], [Rule("silent", {"sex": None}), Rule("women", {"sex": "f"})])
    assert problem.members == ((), (0, 2))


def test_yes_and_one_are_two_things():
    people = [person("an", young=True), person("binh", young=1)]
    assert pose(people, [Rule("x", {"young": 1})]).members == ((1,),)


def test_every_rule_counts_those_whose_attributes_are_all_equal():
    problem = pose(PEOPLE, [*RULES, Rule("women of A", {"unit": "A", "sex": "f"})])
    assert count(problem, ["an", "chi"]) == {"B": 1, "all": 2, "women": 2, "women of A": 1}


def test_a_broken_rule_comes_with_its_numbers():
    problem = pose(PEOPLE, RULES)
    assert breaches(problem, ["an", "chi"]) == (Breach("women", 2, 1, 1),)
    assert breaches(problem, ["binh"]) == (Breach("all", 1, 2, 2), Breach("women", 0, 1, 1))
    assert [breach.amount for breach in breaches(problem, [])] == [2, 1]
    assert Breach("open", 3, 5, None).amount == 2


@pytest.mark.parametrize(
    ("code", "selected"), [("person_unknown", ("an", "hoa")), ("selected_twice", ("an", "an")), ("locked_in", ("an", "binh"))]
)
def test_the_re_check_sees_who_does_not_belong(code, selected):
    problem = pose(PEOPLE, RULES, ["chi"])
    assert code in faults(problem, Roster(selected, 16, (3,)))


GOOD = Roster(("binh", "chi"), 15, (2,))


@pytest.mark.parametrize(
    ("codes", "roster"),
    [
        ((), GOOD),
        (("merit",), replace(GOOD, merit=16)),
        (("criteria",), replace(GOOD, criteria=(3,))),
        (("locked_out", "breaches"), Roster(("an", "chi"), 17, (1,))),
        (("merit", "breaches"), replace(GOOD, selected=("chi",), criteria=(0,))),
    ],
)
def test_the_re_check_sees_every_planted_fault(codes, roster):
    assert faults(pose(PEOPLE, RULES, [], ["an"]), roster) == codes


def test_nobody_chosen_has_no_criteria_to_sum():
    problem = pose(PEOPLE, [exactly(0)])
    assert faults(problem, Roster((), 0, (0,))) == ()
    assert faults(problem, Roster((), 0, (1,))) == ("criteria",)


@settings(deadline=None)
@given(problems(), st.data())
def test_the_re_check_sees_one_person_exchanged(problem, data):
    names = [one.id for one in problem.people]
    chosen = data.draw(st.lists(st.sampled_from(names), unique=True))
    merit, *rest = standing(problem, chosen)
    roster = Roster(tuple(chosen), merit, tuple(rest[: len(problem.people[0].criteria)]))
    right = problem.locked_in <= set(chosen) and problem.locked_out.isdisjoint(chosen)
    assert (faults(problem, roster) == ()) is (right and not breaches(problem, chosen))
    assert faults(problem, replace(roster, merit=merit + 1)) != ()


def test_lots_are_one_to_n_and_depend_on_the_seed_alone():
    people = [person(f"p{number}") for number in range(20)]
    drawn = lots(pose(people, [], seed="biên bản 12"))
    assert sorted(drawn) == list(range(1, 21))
    assert lots(pose(people[::-1], [exactly(3)], seed="biên bản 12")) == drawn
    assert lots(pose(people, [], seed="biên bản 13")) != drawn


def test_the_lot_can_be_redone_with_any_sha_256():
    """sha256sum of "7:chi" begins with 50, of "7:an" with 91, of "7:binh" with ce."""
    assert lots(pose(PEOPLE, [], seed="7")) == (2, 3, 1)


def test_rules_left_out_take_their_members_with_them():
    problem = pose(PEOPLE, RULES)
    assert without(problem, ["all"]) == pose(PEOPLE, RULES[1:])
