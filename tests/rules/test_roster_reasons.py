"""Why this one and not that one."""

from hypothesis import given, settings

from congress.rules.roster import Rule, lots, pose, without
from congress.rules.roster_choice import choose
from congress.rules.roster_reasons import Border, Cost, Why, borders, costs
from tests.rules.rosters import exactly, on, person, problems

PEOPLE = [
    person("an", 9, 0, unit="A", sex="m"),
    person("binh", 8, 0, unit="A", sex="m"),
    person("chi", 5, 0, unit="A", sex="f"),
    person("dung", 7, 2, unit="B", sex="m"),
    person("em", 7, 1, unit="B", sex="m"),
    person("giang", 4, 0, unit="C", sex="m"),
    person("hoa", 4, 0, unit="C", sex="m"),
]
SEATS = [Rule("A", {"unit": "A"}, 2, 2), Rule("B", {"unit": "B"}, 1, 1), Rule("C", {"unit": "C"}, 1, 1)]
RULES = [exactly(4), *SEATS, Rule("women", {"sex": "f"}, 1)]


def test_the_rule_that_put_a_lower_score_above_a_higher_one_is_named():
    problem = pose(PEOPLE, RULES)
    assert choose(problem, on).selected[:3] == ("an", "chi", "dung")
    (border, *_rest) = borders(problem, choose(problem, on).selected, "unit")
    assert border == Border("A", "chi", "binh", Why("chi", "binh", "rules", rules=("women",)))


def test_equal_scores_are_settled_by_the_first_criterion_that_differs_then_by_lot():
    problem = pose(PEOPLE, RULES)
    chosen = choose(problem, on).selected
    _first, second, third = borders(problem, chosen, "unit")
    assert second == Border("B", "dung", "em", Why("dung", "em", "criterion", criterion=0))
    winner, loser = ("giang", "hoa") if lots(problem)[5] < lots(problem)[6] else ("hoa", "giang")
    assert third == Border("C", winner, loser, Why(winner, loser, "lot"))


def test_a_unit_with_everybody_or_nobody_chosen_has_half_a_border():
    problem = pose(PEOPLE, [])
    names = ["an", "binh", "chi", "dung"]
    assert [(one.last_chosen, one.first_left_out, one.why) for one in borders(problem, names, "unit")][::2] == [
        ("chi", "", None),
        ("", "hoa" if lots(problem)[6] < lots(problem)[5] else "giang", None),
    ]


def test_people_without_the_attribute_stand_outside():
    problem = pose([person("an", 1, unit=None), person("binh", 2), person("chi", 3, unit=None)], [])
    assert borders(problem, ["chi"], "unit") == (Border(None, "chi", "an", Why("chi", "an", "score")),)


def test_locked_people_stand_outside_the_order_unless_all_are_locked():
    problem = pose(PEOPLE, [exactly(3)], ["chi"], ["binh"])
    first, *_rest = borders(problem, ["an", "chi", "dung"], "unit")
    assert first == Border("A", "an", "binh", Why("an", "binh", "locked"))
    alone, *_rest = borders(pose(PEOPLE, [], ["chi"]), ["chi"], "unit")
    assert alone == Border("A", "chi", "an", Why("chi", "an", "locked"))


def test_a_choice_by_hand_is_called_so():
    first, *_rest = borders(pose(PEOPLE, [exactly(4), *SEATS]), ["binh", "chi", "dung", "giang"], "unit")
    assert first == Border("A", "chi", "an", Why("chi", "an", "by_hand"))


@settings(deadline=None, max_examples=60)
@given(problems())
def test_no_roster_of_ours_was_made_by_hand(problem):
    found = choose(problem, on)
    if found:
        reasons = [border.why for border in borders(problem, found.selected, "unit") if border.why]
        assert [reason for reason in reasons if reason.decided_by == "by_hand"] == []


def test_a_target_costs_what_the_roster_without_it_gains():
    problem = pose(PEOPLE, RULES)
    merit = choose(problem, on).merit
    assert merit == 9 + 5 + 7 + 4
    assert costs(problem, merit, ["women", "C"], on) == (Cost("C", 0), Cost("women", 3))


@settings(deadline=None, max_examples=60)
@given(problems(most_rules=3))
def test_costs_are_those_of_the_problem_without_the_rule(problem):
    found = choose(problem, on)
    if found:
        for cost in costs(problem, found.merit, [rule.id for rule in problem.rules], on):
            assert choose(without(problem, [cost.rule]), on).merit - found.merit == cost.merit >= 0


def test_where_leaving_a_rule_out_helps_nobody_it_costs_nothing():
    problem = pose(PEOPLE, [exactly(4), Rule("women", {"sex": "f"}, 2), Rule("A", {"unit": "A"}, 4)])
    assert costs(problem, 0, ["women"], on) == (Cost("women", 0),)
