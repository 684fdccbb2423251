"""The best roster: merit, then the published criteria and lots, each an exact stage of its own."""

from __future__ import annotations

from collections.abc import Sequence

from congress.rules.roster import BadProblem, EngineFailed, KeepGoing, Problem, Roster, faults, lots
from congress.rules.roster_program import of_people
from congress.rules.roster_stages import solve

MOST = 9 * 10**9
"""2⁵³ / 10⁶: below it a sum is exact in the engine's arithmetic with room for its tolerance."""


def choose(problem: Problem, keep_going: KeepGoing) -> Roster | None:
    """The best roster; None when none keeps every rule.

    Raises BadProblem sums_too_large (scores or criteria beyond exact arithmetic), RanOutOfTime, EngineFailed.
    """
    return settled(problem, (), keep_going)


def settled(problem: Problem, stages: Sequence[Sequence[int]], keep_going: KeepGoing) -> Roster | None:
    """The roster that is best by the given worths of the people, one after the other, then by merit, criteria, lots."""
    merit = [person.score for person in problem.people]
    criteria = [list(column) for column in zip(*(person.criteria for person in problem.people), strict=True)]
    lot = lots(problem)
    people = [merit, *criteria, *_drawn(problem, lot)]
    for values in people:
        if _largest_sum(problem, values) >= MOST:
            raise BadProblem("sums_too_large", largest=MOST)
    order = sorted(range(len(lot)), key=lambda place: lot[place])
    solution = solve(of_people(problem), [*stages, *people], keep_going, order)
    if solution is None:
        return None
    chosen = [place for place, value in enumerate(solution.point) if value]
    ids = tuple(problem.people[place].id for place in chosen)
    sums = tuple(sum(column[place] for place in chosen) for column in criteria)
    roster = Roster(ids, sum(merit[place] for place in chosen), sums)
    if faults(problem, roster):
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
