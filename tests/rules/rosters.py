"""Small rosters, and every answer found by looking at all subsets."""

from collections.abc import Collection
from dataclasses import replace
from itertools import combinations

from hypothesis import strategies as st

from congress.rules.roster import Person, Problem, Rule, breaches, lots, pose
from congress.rules.roster_conflict import Change

UNITS = ("A", "B", "C")


def on() -> bool:
    """Always goes on."""
    return True


def person(name: str, score: int = 0, *criteria: int, **attributes) -> Person:
    return Person(name, score, attributes, criteria)


def exactly(number: int, rule: str = "all", **where) -> Rule:
    return Rule(rule, where, number, number)


@st.composite
def problems(draw, most_people: int = 6, most_rules: int = 6) -> Problem:
    """Few people with many equal scores, overlapping rules, locks."""
    count = draw(st.integers(1, most_people))
    criteria = draw(st.integers(0, 2))
    people = [
        Person(
            f"p{number}",
            draw(st.integers(-2, 3)),
            {
                "unit": UNITS[number % 3] if number < 3 else draw(st.sampled_from(UNITS)),
                "sex": draw(st.sampled_from(("f", "m"))),
                "young": draw(st.booleans()),
            },
            tuple(draw(st.integers(0, 2)) for _ in range(criteria)),
        )
        for number in range(count)
    ]
    rules = [draw(a_rule(number)) for number in range(draw(st.integers(0, most_rules)))]
    locked = draw(st.lists(st.sampled_from(["in", "out", "", "", "", ""]), min_size=count, max_size=count))
    inside, outside = ([f"p{n}" for n, lock in enumerate(locked) if lock == side] for side in ("in", "out"))
    return pose(people, rules, inside, outside, draw(st.sampled_from(("", "biên bản 12"))))


@st.composite
def a_rule(draw, number: int) -> Rule:
    where = draw(
        st.fixed_dictionaries(
            {}, optional={"unit": st.sampled_from(UNITS), "sex": st.sampled_from(("f", "m")), "young": st.booleans()}
        )
    )
    least = draw(st.sampled_from((0, 0, 1, 1, 2, 3)))
    most = draw(st.none() | st.integers(least, least + 2))
    return Rule(f"r{number}", where, least, most, draw(st.integers(1, 2)), draw(st.integers(0, 3)) > 0)


def free_subsets(problem: Problem):
    """Every list of people that obeys the locks."""
    ids = [one.id for one in problem.people]
    for size in range(len(ids) + 1):
        for chosen in combinations(ids, size):
            if problem.locked_in <= set(chosen) and problem.locked_out.isdisjoint(chosen):
                yield chosen


def rosters(problem: Problem) -> list[tuple[str, ...]]:
    """Every list of people that keeps everything."""
    return [chosen for chosen in free_subsets(problem) if not breaches(problem, chosen)]


def standing(problem: Problem, chosen) -> tuple:
    """What the published order compares: merit, criteria, worth of the lots, then lot after lot."""
    members = [one for one in problem.people if one.id in chosen]
    lot = dict(zip((one.id for one in problem.people), lots(problem), strict=True))
    criteria = [sum(one.criteria[number] for one in members) for number in range(len(problem.people[0].criteria))]
    drawn = [int(name in chosen) for name in sorted(lot, key=lot.get)]
    worth = sum(len(lot) + 1 - lot[name] for name in chosen)
    return (sum(one.score for one in members), *criteria, worth, *drawn)


def missed(problem: Problem, chosen) -> list[int]:
    """How many people are missing or too many, gravest priority first; None-safe for rules that may not give way."""
    grades = sorted({rule.priority for rule in problem.rules if rule.relaxable})
    grade = {rule.id: rule.priority for rule in problem.rules}
    found = breaches(problem, chosen)
    return [sum(breach.amount for breach in found if grade[breach.rule] == number) for number in grades]


def tolerable(problem: Problem) -> list[tuple[str, ...]]:
    """Every list of people that keeps the locks and the rules that may not be relaxed."""
    strict = {rule.id for rule in problem.rules if not rule.relaxable}
    return [chosen for chosen in free_subsets(problem) if not strict & {breach.rule for breach in breaches(problem, chosen)}]


def relaxed(problem: Problem, changes: Collection[Change]) -> Problem:
    """The problem with a proposal applied, as the page does."""
    new = {change.rule: change for change in changes}
    rules = (
        replace(rule, minimum=new[rule.id].minimum, maximum=new[rule.id].maximum) if rule.id in new else rule
        for rule in problem.rules
    )
    return replace(problem, rules=tuple(rules))
