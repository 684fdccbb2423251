"""After an edit by hand or a withdrawal: the fewest swaps that keep every rule again, and substitutes for one seat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from congress.rules.roster import BadProblem, Breach, KeepGoing, Problem, Roster, breaches, places_of
from congress.rules.roster_choice import settled
from congress.rules.roster_tally import Tally, tally


@dataclass(frozen=True, slots=True)
class Swap:
    """One leaves, one joins; "" where the numbers differ and there is nobody to pair with."""

    leaving: str
    joining: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What was broken, the repaired roster, and the swaps that lead to it."""

    broken: tuple[Breach, ...]
    roster: Roster
    swaps: tuple[Swap, ...]


@dataclass(frozen=True, slots=True)
class Substitute:
    """A nominee who could take a seat, and the rules that would then be missed; none keeps the balance."""

    person: str
    broken: tuple[str, ...]


def repair(problem: Problem, edited: Collection[str], keep_going: KeepGoing) -> Repair | None:
    """The roster nearest to an edited one: as few people changed as possible, then merit, criteria, lots. None: there is none.

    Raises BadProblem person_unknown, selected_twice (person), sums_too_large; RanOutOfTime, EngineFailed.
    """
    inside = places_of(problem, edited)
    stay = [1 if place in inside else -1 for place in range(len(problem.people))]
    roster = settled(problem, [stay], keep_going)
    if roster is None:
        return None
    return Repair(breaches(problem, edited), roster, _swaps(tally(problem, edited), roster))


def _swaps(before: Tally, roster: Roster) -> tuple[Swap, ...]:
    """Who leaves paired with who joins: each with the one whom most of the same rules count, both in the order of ids."""
    people = before.problem.people
    after = {before.place[person] for person in roster.selected}
    joining = sorted(after - before.inside)
    swaps = []
    for leaves in sorted(before.inside - after):
        mine = before.counted_by[leaves]
        partner = max(joining, key=lambda place: (len(mine & before.counted_by[place]), -place), default=None)
        if partner is not None:
            joining.remove(partner)
        swaps.append(Swap(people[leaves].id, "" if partner is None else people[partner].id))
    return (*swaps, *(Swap("", people[place].id) for place in joining))


def substitutes(problem: Problem, selected: Collection[str], leaving: str, most: int = 20) -> tuple[Substitute, ...]:
    """Who could take one person's seat: those who break no rule first, then by score, criteria, lot; nobody locked out.

    Raises BadProblem person_unknown, selected_twice, not_selected (person).
    """
    now = tally(problem, selected)
    (seat,) = places_of(problem, (leaving,))
    if seat not in now.inside:
        raise BadProblem("not_selected", person=leaving)
    free = [
        place for place, person in enumerate(problem.people) if place not in now.inside and person.id not in problem.locked_out
    ]
    broken = {place: now.broken_by(seat, place) for place in free}
    best_last = sorted(free, key=lambda place: (-len(broken[place]), now.rank(place)))
    people = problem.people
    return tuple(Substitute(people[place].id, broken[place]) for place in best_last[::-1][:most])
