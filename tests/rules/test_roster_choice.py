"""The best roster against all subsets, in any order of rows, in any process, and stopped in the middle."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.rules import roster_choice
from congress.rules.roster import BadProblem, EngineFailed, RanOutOfTime, Rule, faults, pose
from congress.rules.roster_choice import choose
from tests.rules.rosters import exactly, on, person, problems, rosters, standing

ROOT = Path(__file__).resolve().parents[2]


@settings(deadline=None)
@given(problems())
def test_the_roster_is_the_first_of_all_in_the_published_order(problem):
    all_rosters = rosters(problem)
    found = choose(problem, on)
    if found is None:
        assert all_rosters == []
    else:
        assert found.selected == max(all_rosters, key=lambda chosen: standing(problem, chosen))
        assert faults(problem, found) == ()


@settings(deadline=None, max_examples=30)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(problem, shuffler):
    people, rules = list(problem.people), list(problem.rules)
    shuffler.shuffle(people)
    shuffler.shuffle(rules)
    again = pose(people, rules, problem.locked_in, problem.locked_out, problem.seed)
    assert again == problem
    assert choose(again, on) == choose(problem, on)


SCRIPT = """
from congress.rules.roster import Person, Rule, pose
from congress.rules.roster_choice import choose
people = [Person(f"p{n}", n % 3, {"unit": "ABC"[n % 3], "sex": "fm"[n % 2]}) for n in range(60)]
rules = [Rule("all", {}, 20, 20), Rule("women", {"sex": "f"}, 12), *(Rule(u, {"unit": u}, 5, 9) for u in "ABC")]
print(choose(pose(people, rules, seed="biên bản 12"), lambda: True))
"""


def test_every_process_gives_the_same_roster():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert "Roster(selected=('p" in outputs.pop()


def equal_people(count=40):
    """Nobody is better than anybody: only lots decide."""
    return [person(f"p{number:02}", 5, unit="AB"[number % 2]) for number in range(count)]


def test_among_equals_the_seed_decides():
    rosters_found = {choose(pose(equal_people(), [exactly(10)], seed=seed), on).selected for seed in ("một", "hai")}
    assert len(rosters_found) == 2


def test_lots_too_large_for_one_sum_are_compared_digit_by_digit(monkeypatch):
    problem = pose(equal_people(), [exactly(10), exactly(5, "A", unit="A")])
    whole = choose(problem, on)
    monkeypatch.setattr(roster_choice, "MOST", 300)
    assert choose(problem, on) == whole


def test_scores_whose_sum_is_beyond_exact_arithmetic_are_refused():
    people = [person(f"p{number}", 5 * 10**9) for number in range(3)]
    assert choose(pose(people, [exactly(1)]), on).merit == 5 * 10**9
    with pytest.raises(BadProblem) as refusal:
        choose(pose(people, [exactly(2)]), on)
    assert refusal.value.code == "sums_too_large"


def test_nobody_and_one_may_be_asked_for():
    people = equal_people(3)
    assert choose(pose(people, [exactly(0)]), on).selected == ()
    assert len(choose(pose(people, [exactly(1)]), on).selected) == 1


def test_everybody_locked_is_the_roster():
    people = equal_people(2)
    assert choose(pose(people, [exactly(1)], ["p00"], ["p01"]), on).selected == ("p00",)
    assert choose(pose(people, [exactly(2)], ["p00"], ["p01"]), on) is None


def test_a_roster_that_fails_the_re_check_is_not_handed_out(monkeypatch):
    monkeypatch.setattr(roster_choice, "faults", lambda *_parts: ("merit",))
    with pytest.raises(EngineFailed):
        choose(pose(equal_people(3), [exactly(1)]), on)


@pytest.mark.parametrize("answers", [0, 1, 2, 5])
def test_the_caller_can_stop_at_any_moment_and_gets_no_half_roster(answers):
    asked = iter([True] * answers)
    problem = pose(
        [person(f"p{n:03}", n * 7 % 31, unit="ABCDE"[n % 5], sex="fm"[n * n % 3 % 2]) for n in range(200)],
        [exactly(50), Rule("women", {"sex": "f"}, 30), *(Rule(unit, {"unit": unit}, 8, 11) for unit in "ABCDE")],
    )
    with pytest.raises(RanOutOfTime):
        choose(problem, lambda: next(asked, False))
