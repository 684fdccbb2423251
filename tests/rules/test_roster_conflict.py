"""Impossible rosters: contradictions, irreducible conflicts, limits and the cheapest relaxation, against all subsets."""

import pytest
from hypothesis import given, settings

from congress.rules import roster_solver
from congress.rules.roster import RanOutOfTime, Rule, pose, without
from congress.rules.roster_choice import choose
from congress.rules.roster_conflict import (
    Change,
    Contradiction,
    Limit,
    attainable,
    cheapest_relaxation,
    conflict,
    contradictions,
)
from tests.rules.rosters import exactly, free_subsets, missed, on, person, problems, relaxed, rosters, tolerable

PEOPLE = [person(f"p{number}", number, unit="AB"[number % 2], sex="fmm"[number % 3]) for number in range(9)]
"""Five of A, four of B, three women."""


def beside(problem, conflicting, left_out=""):
    return without(problem, [rule.id for rule in problem.rules if rule.id not in conflicting or rule.id == left_out])


@settings(deadline=None, max_examples=100)
@given(problems())
def test_a_conflict_is_named_exactly_when_no_roster_exists_and_no_rule_in_it_is_idle(problem):
    found = conflict(problem, on)
    assert (found == ()) is bool(rosters(problem))
    if found:
        assert rosters(beside(problem, found)) == []
        assert all(rosters(beside(problem, found, one)) for one in found)


@settings(deadline=None, max_examples=100)
@given(problems())
def test_the_relaxation_is_the_cheapest_and_helps(problem):
    possible = tolerable(problem)
    changes = cheapest_relaxation(problem, on)
    if changes is None:
        assert possible == []
    else:
        assert rosters(relaxed(problem, changes))
        assert cost(problem, changes) == min(missed(problem, chosen) for chosen in possible)


def cost(problem, changes):
    """People given up or let in, gravest priority first."""
    grades = sorted({rule.priority for rule in problem.rules if rule.relaxable})
    spent = [0] * len(grades)
    rules = {rule.id: rule for rule in problem.rules}
    for change in changes:
        rule = rules[change.rule]
        assert rule.relaxable
        spent[grades.index(rule.priority)] += rule.minimum - change.minimum
        spent[grades.index(rule.priority)] += 0 if rule.maximum is None else change.maximum - rule.maximum
    return spent


@settings(deadline=None)
@given(problems())
def test_what_is_seen_at_a_glance_is_true(problem):
    for found in contradictions(problem):
        assert rosters(beside(problem, found.rules)) == []


@settings(deadline=None)
@given(problems())
def test_the_limits_are_those_of_all_lists(problem):
    ids = [rule.id for rule in problem.rules]
    background, asked = ids[:2], ids[2:]
    kept = rosters(without(problem, asked))
    expected = []
    for number, rule in enumerate(ids):
        if rule in asked and kept:
            names = {problem.people[place].id for place in problem.members[number]}
            counts = [len(names & set(chosen)) for chosen in kept]
            expected.append(Limit(rule, min(counts), max(counts)))
    assert attainable(problem, asked, on, background) == tuple(expected)


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([Rule("w", {"sex": "f"}, 4)], Contradiction("too_few", ("w",), 4, 3)),
        ([Rule("w", {"sex": "f"}, 0, 0)], Contradiction("too_many_locked", ("w",), 0, 1)),
        (
            [exactly(4), Rule("A", {"unit": "A"}, 3), Rule("B", {"unit": "B"}, 2)],
            Contradiction("parts_above", ("all", "A", "B"), 4, 5),
        ),
        (
            [exactly(8), Rule("A", {"unit": "A"}, 0, 3), Rule("B", {"unit": "B"}, 0)],
            Contradiction("parts_below", ("all", "A", "B"), 8, 7),
        ),
        ([exactly(8), Rule("A", {"unit": "A"}, 0, 3)], Contradiction("parts_below", ("all", "A"), 8, 7)),
    ],
)
def test_contradictions_come_with_their_numbers(rules, found):
    assert contradictions(pose(PEOPLE, rules, ["p0"])) == (found,)


def test_parts_of_a_part_are_added_up_too():
    rules = [Rule("A", {"unit": "A"}, 0, 1), *(Rule(sex, {"unit": "A", "sex": sex}, 1) for sex in "fm")]
    assert contradictions(pose(PEOPLE, rules)) == (Contradiction("parts_above", ("A", "f", "m"), 1, 2),)


def test_unit_seats_may_stand_in_the_background():
    seats = [Rule("A", {"unit": "A"}, 2, 2), Rule("B", {"unit": "B"}, 2, 2)]
    problem = pose(PEOPLE, [*seats, exactly(4), Rule("w", {"sex": "f"}, 3), Rule("m", {"sex": "m"}, 2)])
    assert conflict(problem, on, ["A", "B", "all"]) == ("m", "w")
    assert conflict(problem, on, ["m"]) == ("all", "w")


def test_a_background_that_collides_in_itself_is_named():
    problem = pose(PEOPLE, [exactly(4), Rule("A", {"unit": "A"}, 5), Rule("w", {"sex": "f"}, 4)])
    assert conflict(problem, on, ["A", "all"]) == ("A", "all")
    assert attainable(problem, ["w"], on, ["A", "all"]) == ()


def hidden():
    """Two of the three women are of A: no contradiction of a part and its whole, yet they collide; the rest is idle."""
    idle = [Rule(f"idle {number}", {"unit": "B"}, 0, number) for number in range(2, 9)]
    return pose(PEOPLE, [Rule("w", {"sex": "f"}, 3), Rule("A", {"unit": "A"}, 0, 1), *idle])


def test_a_conflict_that_no_sum_shows_is_found():
    assert contradictions(hidden()) == ()
    assert conflict(hidden(), on) == ("A", "w")


def odd_triangle():
    """Each of three pairs shares one person, and half of each of them would do: only whole people make it impossible."""
    people = [person(name, **{rule: rule in pair for rule in "xyz"}) for name, pair in (("a", "xy"), ("b", "yz"), ("c", "xz"))]
    rules = [Rule(rule, {rule: True}, 1, 1) for rule in "xyz"]
    return pose([*people, person("d", x=False, y=False, z=False)], [*rules, Rule("some", {"x": False}, 1)])


def test_a_conflict_of_whole_numbers_alone_is_found():
    assert choose(odd_triangle(), on) is None
    assert conflict(odd_triangle(), on) == ("x", "y", "z")


def test_a_proof_that_names_too_few_rules_is_not_believed(monkeypatch):
    monkeypatch.setattr(roster_solver, "PROOF", 10**9)
    assert conflict(hidden(), on) == ("A", "w")


def test_a_target_goes_as_far_as_the_seats_allow():
    problem = pose(PEOPLE, [exactly(8), Rule("A", {"unit": "A"}, 4, 4), Rule("w", {"sex": "f"}, 9)])
    assert attainable(problem, ["w"], on, ["A", "all"]) == (Limit("w", 2, 3),)


def test_a_proposal_can_be_applied_as_a_draft():
    problem = pose(PEOPLE, [exactly(4), Rule("A", {"unit": "A"}, 0, 1), Rule("w", {"sex": "f"}, 5, 6)])
    changes = cheapest_relaxation(without(problem, ["A"]), on)
    assert changes == (Change("w", 3, 6),)
    assert choose(relaxed(without(problem, ["A"]), changes), on).selected == ("p0", "p3", "p6", "p8")
    assert cheapest_relaxation(pose(PEOPLE, [exactly(4)]), on) == ()


def test_the_graver_rule_gives_way_last():
    rules = [Rule("w", {"sex": "f"}, 3, priority=2), Rule("m", {"sex": "m"}, 3, priority=1), exactly(4)]
    fixed = [rule if rule.id != "all" else Rule("all", {}, 4, 4, relaxable=False) for rule in rules]
    assert cheapest_relaxation(pose(PEOPLE, fixed), on) == (Change("w", 1, None),)


def test_what_may_not_be_relaxed_stays_impossible():
    assert cheapest_relaxation(pose(PEOPLE, [Rule("w", {"sex": "f"}, 4, relaxable=False)]), on) is None


@pytest.mark.parametrize("answers", [0, 1, 3])
def test_the_search_for_a_conflict_can_be_stopped(answers):
    asked = iter([True] * answers)
    with pytest.raises(RanOutOfTime):
        conflict(odd_triangle(), lambda: next(asked, False))


def test_locked_people_are_counted_in_every_proposal():
    problem = pose(PEOPLE, [Rule("w", {"sex": "f"}, 0, 1)], ["p0", "p3"])
    assert conflict(problem, on) == ("w",)
    assert cheapest_relaxation(problem, on) == (Change("w", 0, 2),)
    assert len(list(free_subsets(problem))) == 2**7
