"""Choosing delegates from nominees: the problem, the answer, and the counting that knows no solver.

A rule counts the people whose attributes equal its `where` and holds the count between two numbers; "exactly N" is a rule
over everybody. Scores are whole numbers. Among rosters that keep every rule the sum of scores decides, then the sum of each
published criterion in turn, then lots drawn from a seed written in the minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise

from congress.rules.findings import Value

Attribute = str | int | bool | None

KeepGoing = Callable[[], bool]
"""Asked again and again during long work; False ends it with RanOutOfTime. The caller has the clock, this package has none."""


class BadProblem(Exception):  # noqa: N818 - it is the problem that is bad
    """The question cannot be understood: `code` says why, `facts` which person or rule."""

    def __init__(self, code: str, **facts: Value) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class RanOutOfTime(Exception):  # noqa: N818 - not an error of anybody
    """The caller asked to stop before the answer was proven; there is no half answer."""


class EngineFailed(Exception):  # noqa: N818 - the engine, not this code
    """The solver answered with something other than a proven optimum, or its answer does not pass the counting here."""


@dataclass(frozen=True, slots=True)
class Person:
    """A nominee. `criteria` settle equal scores one after the other, a higher number first."""

    id: str
    score: int
    attributes: Mapping[str, Attribute]
    criteria: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Between `minimum` and `maximum` (None: no limit) people whose attributes equal `where`; {} is everybody.

    `priority` 1 is the gravest. `relaxable` says whether a proposal may touch it: never the ratio nor the 300 limit.
    """

    id: str
    where: Mapping[str, Attribute]
    minimum: int = 0
    maximum: int | None = None
    priority: int = 1
    relaxable: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """People and rules by id, `members` the places of the people each rule counts; made by `pose`, never by hand."""

    people: tuple[Person, ...]
    rules: tuple[Rule, ...]
    members: tuple[tuple[int, ...], ...]
    locked_in: frozenset[str] = frozenset()
    locked_out: frozenset[str] = frozenset()
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a roster does not keep, with the count found."""

    rule: str
    count: int
    minimum: int
    maximum: int | None

    @property
    def amount(self) -> int:
        """How many people are missing or too many."""
        return max(self.minimum - self.count, self.count - (self.count if self.maximum is None else self.maximum))


@dataclass(frozen=True, slots=True)
class Roster:
    """The chosen by id, their sum of scores, and the sum of each criterion."""

    selected: tuple[str, ...]
    merit: int
    criteria: tuple[int, ...] = ()


def pose(
    people: Iterable[Person],
    rules: Iterable[Rule],
    locked_in: Iterable[str] = (),
    locked_out: Iterable[str] = (),
    seed: str = "",
) -> Problem:
    """The problem in its one order, whatever order the rows came in.

    Raises BadProblem: nobody; person_twice, criteria_uneven, locked_unknown, locked_both (person); rule_twice (rule);
    bounds_crossed (rule, minimum, maximum); attribute_unknown (rule, attribute) when not one person has that attribute.
    """
    ordered = tuple(sorted(people, key=lambda person: person.id))
    stated = tuple(sorted(rules, key=lambda rule: rule.id))
    _check_people(ordered)
    _check_rules(ordered, stated)
    inside, outside = frozenset(locked_in), frozenset(locked_out)
    known = {person.id for person in ordered}
    for person in sorted((inside | outside) - known):
        raise BadProblem("locked_unknown", person=person)
    for person in sorted(inside & outside):
        raise BadProblem("locked_both", person=person)
    return Problem(ordered, stated, _members(ordered, stated), inside, outside, seed)


def _check_people(people: Sequence[Person]) -> None:
    if not people:
        raise BadProblem("nobody")
    for one, other in pairwise(people):
        if one.id == other.id:
            raise BadProblem("person_twice", person=one.id)
        if len(one.criteria) != len(other.criteria):
            raise BadProblem("criteria_uneven", person=other.id)


def _check_rules(people: Sequence[Person], rules: Sequence[Rule]) -> None:
    for one, other in pairwise(rules):
        if one.id == other.id:
            raise BadProblem("rule_twice", rule=one.id)
    known = {name for person in people for name in person.attributes}
    for rule in rules:
        if rule.maximum is not None and rule.minimum > rule.maximum:
            raise BadProblem("bounds_crossed", rule=rule.id, minimum=rule.minimum, maximum=rule.maximum)
        for name in sorted(set(rule.where) - known):
            raise BadProblem("attribute_unknown", rule=rule.id, attribute=name)


def _members(people: Sequence[Person], rules: Sequence[Rule]) -> tuple[tuple[int, ...], ...]:
    """One pass over the people for each set of attributes that rules name, not for each rule."""
    found: list[list[int]] = [[] for _ in rules]
    by_names: dict[tuple[str, ...], dict[tuple[object, ...], list[int]]] = {}
    for number, rule in enumerate(rules):
        names = tuple(sorted(rule.where))
        # In Python True equals 1; here yes and one are two things.
        wanted = tuple((type(rule.where[name]), rule.where[name]) for name in names)
        by_names.setdefault(names, {}).setdefault(wanted, []).append(number)
    for names, wants in by_names.items():
        for place, person in enumerate(people):
            mine = person.attributes
            for number in wants.get(tuple([(type(mine[name]), mine[name]) if name in mine else None for name in names]), ()):
                found[number].append(place)
    return tuple(tuple(places) for places in found)


def places_of(problem: Problem, ids: Iterable[str]) -> frozenset[int]:
    """Places of people by id. Raises BadProblem person_unknown (person), selected_twice (person)."""
    place = {person.id: number for number, person in enumerate(problem.people)}
    found: set[int] = set()
    for person in ids:
        if person not in place:
            raise BadProblem("person_unknown", person=person)
        if place[person] in found:
            raise BadProblem("selected_twice", person=person)
        found.add(place[person])
    return frozenset(found)


def count(problem: Problem, ids: Iterable[str]) -> dict[str, int]:
    """How many of the given people each rule counts, by rule id."""
    inside = places_of(problem, ids)
    pairs = zip(problem.rules, problem.members, strict=True)
    return {rule.id: sum(place in inside for place in members) for rule, members in pairs}


def breaches(problem: Problem, ids: Iterable[str]) -> tuple[Breach, ...]:
    """The rules that a list of people does not keep, by plain counting."""
    counts = count(problem, ids)
    found = (Breach(rule.id, counts[rule.id], rule.minimum, rule.maximum) for rule in problem.rules)
    return tuple(breach for breach in found if breach.amount > 0)


def faults(problem: Problem, roster: Roster) -> tuple[str, ...]:
    """What is wrong with a roster, whoever made it: person_unknown, selected_twice, locked_in, locked_out, merit, criteria,
    breaches (it breaks some rule). Empty when all is right.
    """
    try:
        chosen = [problem.people[place] for place in sorted(places_of(problem, roster.selected))]
    except BadProblem as bad:
        return (bad.code,)
    sums = tuple(sum(column) for column in zip(*(person.criteria for person in chosen), strict=True))
    checks = {
        "locked_in": problem.locked_in <= set(roster.selected),
        "locked_out": problem.locked_out.isdisjoint(roster.selected),
        "merit": sum(person.score for person in chosen) == roster.merit,
        "criteria": sums == roster.criteria or (not chosen and not any(roster.criteria)),
        "breaches": not breaches(problem, roster.selected),
    }
    return tuple(code for code, right in checks.items() if not right)


def lots(problem: Problem) -> tuple[int, ...]:
    """The lot 1…n of each person by place: the order of SHA-256 of "seed:id", so that no two people share one."""
    digests = [sha256(f"{problem.seed}:{person.id}".encode("utf-8", "surrogatepass")).digest() for person in problem.people]
    numbers = {place: lot for lot, place in enumerate(sorted(range(len(digests)), key=digests.__getitem__), 1)}
    return tuple(numbers[place] for place in range(len(digests)))


def without(problem: Problem, rule_ids: Iterable[str]) -> Problem:
    """The same problem with some rules left out."""
    left_out = frozenset(rule_ids)
    kept = [number for number, rule in enumerate(problem.rules) if rule.id not in left_out]
    return replace(
        problem,
        rules=tuple(problem.rules[number] for number in kept),
        members=tuple(problem.members[number] for number in kept),
    )
