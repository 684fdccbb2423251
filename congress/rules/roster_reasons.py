"""Why this one and not that one: the border in each unit, what decided it, and what each target costs in merit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from congress.rules.roster import Attribute, KeepGoing, Problem, without
from congress.rules.roster_program import of_people
from congress.rules.roster_stages import solve
from congress.rules.roster_tally import Tally, tally


@dataclass(frozen=True, slots=True)
class Why:
    """Why `chosen` has a seat and `left_out` has none.

    score: the higher score; criterion: equal scores, number `criterion` of the published criteria (from 0); lot: equal in all;
    rules: the other way round some `rules` would be missed; locked: one of them is locked; by_hand: none of these, somebody
    edited the roster.
    """

    chosen: str
    left_out: str
    decided_by: Literal["score", "criterion", "lot", "rules", "locked", "by_hand"]
    criterion: int = -1
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Border:
    """The last chosen and the first not chosen among the people with one value of an attribute; "" where there is none.

    Locked people stand outside this order, unless all are locked. `why` is None where one of the two is missing.
    """

    value: Attribute
    last_chosen: str
    first_left_out: str
    why: Why | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What the sum of scores would gain without one rule."""

    rule: str
    merit: int


def _why(counted: Tally, chosen: int, left_out: int) -> Why:
    problem = counted.problem
    one, other = problem.people[chosen], problem.people[left_out]
    if one.id in problem.locked_in or other.id in problem.locked_out:
        return Why(one.id, other.id, "locked")
    if counted.rank(chosen) < counted.rank(left_out):
        broken = counted.broken_by(chosen, left_out)
        return Why(one.id, other.id, "rules" if broken else "by_hand", rules=broken)
    if one.score != other.score:
        return Why(one.id, other.id, "score")
    for number, (mine, theirs) in enumerate(zip(one.criteria, other.criteria, strict=True)):
        if mine != theirs:
            return Why(one.id, other.id, "criterion", criterion=number)
    return Why(one.id, other.id, "lot")


def borders(problem: Problem, selected: Collection[str], attribute: str) -> tuple[Border, ...]:
    """The border in each group of people with one value of an attribute (a unit, say), in the order of the values as text."""
    counted = tally(problem, selected)
    groups: dict[tuple[str, str], list[int]] = {}
    for place, person in enumerate(problem.people):
        if attribute in person.attributes:
            value = person.attributes[attribute]
            groups.setdefault((str(value), type(value).__name__), []).append(place)
    return tuple(_border(counted, groups[key], attribute) for key in sorted(groups))


def _border(counted: Tally, places: list[int], attribute: str) -> Border:
    people = counted.problem.people
    chosen = [place for place in places if place in counted.inside]
    left_out = [place for place in places if place not in counted.inside]
    free_chosen = [place for place in chosen if people[place].id not in counted.problem.locked_in]
    free_left_out = [place for place in left_out if people[place].id not in counted.problem.locked_out]
    last = min(free_chosen or chosen, key=counted.rank, default=None)
    first = max(free_left_out or left_out, key=counted.rank, default=None)
    return Border(
        people[places[0]].attributes[attribute],
        "" if last is None else people[last].id,
        "" if first is None else people[first].id,
        None if last is None or first is None else _why(counted, last, first),
    )


def costs(problem: Problem, merit: int, rule_ids: Collection[str], keep_going: KeepGoing) -> tuple[Cost, ...]:
    """For each rule what the best sum of scores gains when that rule alone is left out of a problem whose best is `merit`.

    Raises RanOutOfTime, EngineFailed.
    """
    scores = [person.score for person in problem.people]
    found = []
    for rule_id in sorted(rule_ids):
        solution = solve(of_people(without(problem, (rule_id,))), [scores], keep_going)
        best = merit if solution is None else solution.optima[0]
        found.append(Cost(rule_id, best - merit))
    return tuple(found)
