"""The best roster: rules, then merit, then the published criteria and lots, each an exact stage of its own."""

from __future__ import annotations

from collections.abc import Sequence

from congress.rules.roster import BadProblem, EngineFailed, KeepGoing, Problem, Roster, breaches, faults, lots
from congress.rules.roster_program import Program, Slack, objective, of_people, padded, with_slacks
from congress.rules.roster_stages import solve

MOST = 9 * 10**9
"""2⁵³ / 10⁶: below it a sum is exact in the engine's arithmetic with room for its tolerance."""


def choose(problem: Problem, keep_going: KeepGoing, give_way: bool = False) -> Roster | None:
    """The best roster; None when none keeps every rule.

    With `give_way` the relaxable rules may be missed, by as few people as possible, gravest priority first; the roster says
    which were. Raises BadProblem sums_too_large (scores or criteria beyond exact arithmetic), RanOutOfTime, EngineFailed.
    """
    program = of_people(problem)
    stages: list[Sequence[int]] = []
    if give_way:
        may = [number for number, rule in enumerate(problem.rules) if rule.relaxable]
        program, slacks = with_slacks(program, problem, may)
        stages += missing(program, problem, slacks)
    return settled(problem, program, stages, keep_going)


def missing(program: Program, problem: Problem, slacks: Sequence[Slack]) -> list[Sequence[int]]:
    """One objective per priority, the gravest first: as few people missing or too many as possible."""
    grades = sorted({problem.rules[slack.rule].priority for slack in slacks})
    return [
        objective(program, ((slack.column, -1) for slack in slacks if problem.rules[slack.rule].priority == grade))
        for grade in grades
    ]


def settled(problem: Problem, program: Program, stages: Sequence[Sequence[int]], keep_going: KeepGoing) -> Roster | None:
    """The best roster of a program whose first columns are the people: after the given stages merit, criteria, lots."""
    merit = [person.score for person in problem.people]
    criteria = [list(column) for column in zip(*(person.criteria for person in problem.people), strict=True)]
    lot = lots(problem)
    people = [merit, *criteria, *_drawn(problem, lot)]
    for values in people:
        if _largest_sum(problem, values) >= MOST:
            raise BadProblem("sums_too_large", largest=MOST)
    order = sorted(range(len(lot)), key=lambda place: lot[place])
    solution = solve(program, [*stages, *(padded(program, values) for values in people)], keep_going, order)
    if solution is None:
        return None
    chosen = [place for place, value in enumerate(solution.point[: len(lot)]) if value]
    ids = tuple(problem.people[place].id for place in chosen)
    sums = tuple(sum(column[place] for place in chosen) for column in criteria)
    roster = Roster(ids, sum(merit[place] for place in chosen), sums, breaches(problem, ids))
    if faults(problem, roster) or (roster.breaches and not stages):
        raise EngineFailed("faults")
    return roster


def _drawn(problem: Problem, lot: Sequence[int]) -> list[list[int]]:
    """The lots as worths, the first drawn the dearest: in one stage where the sums stay exact, else high digits first."""
    worth = [len(lot) + 1 - number for number in lot]
    if _largest_sum(problem, worth) < MOST:
        return [worth]
    digit = 2 ** (len(lot).bit_length() // 2)
    return [[value // digit for value in worth], [value % digit for value in worth]]


def _largest_sum(problem: Problem, values: Sequence[int]) -> int:
    """No roster's sum is larger: the largest worths of as many people as may be chosen."""
    everybody = [rule.maximum for rule in problem.rules if not rule.where and rule.maximum is not None]
    return sum(sorted(map(abs, values), reverse=True)[: min(everybody, default=len(values))])
