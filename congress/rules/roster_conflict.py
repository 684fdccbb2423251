"""When no roster exists: what contradicts itself at a glance, what collides, how far each target can go, what to relax."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from congress.rules.roster import KeepGoing, Problem, Rule, without
from congress.rules.roster_model import arrays
from congress.rules.roster_program import Program, Slack, objective, of_kinds, with_slacks
from congress.rules.roster_solver import irreducible, reason
from congress.rules.roster_stages import solve


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What can be seen without a search. `asked` cannot be met by `there`:

    too_few: the rule asks for at least `asked`, only `there` nominees may be chosen;
    too_many_locked: at most `asked`, but `there` are locked in;
    parts_above: the parts ask together for at least `there`, the whole allows at most `asked`;
    parts_below: the parts allow together at most `there`, the whole asks for at least `asked`.
    The rule of the whole stands first in `rules`.
    """

    code: Literal["too_few", "too_many_locked", "parts_above", "parts_below"]
    rules: tuple[str, ...]
    asked: int
    there: int


@dataclass(frozen=True, slots=True)
class Limit:
    """The fewest and the most people a rule could count beside the background rules."""

    rule: str
    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class Change:
    """New bounds of one rule in a proposal."""

    rule: str
    minimum: int
    maximum: int | None


def contradictions(problem: Problem) -> tuple[Contradiction, ...]:
    """Rules that cannot hold alone, and parts (by one attribute) that cannot add up to their whole."""
    reach = {rule.id: _reach(problem, number) for number, rule in enumerate(problem.rules)}
    found: list[Contradiction] = []
    for rule in problem.rules:
        locked, there = reach[rule.id]
        if rule.minimum > there:
            found.append(Contradiction("too_few", (rule.id,), rule.minimum, there))
        if rule.maximum is not None and rule.maximum < locked:
            found.append(Contradiction("too_many_locked", (rule.id,), rule.maximum, locked))
    for whole, parts in _divisions(problem.rules):
        found += _sums(whole, parts, reach)
    return tuple(found)


def _reach(problem: Problem, number: int) -> tuple[int, int]:
    """Of the people a rule counts: how many are locked in, how many may be chosen."""
    ids = [problem.people[place].id for place in problem.members[number]]
    return sum(person in problem.locked_in for person in ids), sum(person not in problem.locked_out for person in ids)


def _divisions(rules: Sequence[Rule]) -> Iterator[tuple[Rule, tuple[Rule, ...]]]:
    """Each rule with the rules that divide its people by one further attribute, one rule for each value."""
    by_where: dict[frozenset[tuple[str, object, type]], Rule] = {}
    for rule in rules:
        by_where.setdefault(_key(rule.where), rule)
    parts: dict[tuple[frozenset[tuple[str, object, type]], str], list[Rule]] = {}
    for key, rule in by_where.items():
        for item in key:
            parts.setdefault((key - {item}, item[0]), []).append(rule)
    for (key, _name), divided in sorted(parts.items(), key=lambda pair: (pair[1][0].id, pair[0][1])):
        for rule in rules:
            if _key(rule.where) == key:
                yield rule, tuple(divided)


def _key(where: Mapping[str, object]) -> frozenset[tuple[str, object, type]]:
    return frozenset((name, value, type(value)) for name, value in where.items())


def _sums(whole: Rule, parts: Sequence[Rule], reach: Mapping[str, tuple[int, int]]) -> list[Contradiction]:
    ids = (whole.id, *(part.id for part in parts))
    least = sum(max(part.minimum, reach[part.id][0]) for part in parts)
    inside = sum(reach[part.id][1] for part in parts)
    most = reach[whole.id][1] - inside
    most += sum(min(reach[part.id][1] if part.maximum is None else part.maximum, reach[part.id][1]) for part in parts)
    found = []
    if whole.maximum is not None and least > whole.maximum:
        found.append(Contradiction("parts_above", ids, whole.maximum, least))
    if most < whole.minimum <= reach[whole.id][1]:
        found.append(Contradiction("parts_below", ids, whole.minimum, most))
    return found


def conflict(problem: Problem, keep_going: KeepGoing, background: Collection[str] = ()) -> tuple[str, ...]:
    """Rules that collide, irreducible: leave out any one and the others can hold; locked people hold in any case.

    Rules in `background` hold too and are not named, unless they collide among themselves: then the answer is over them.
    Empty when a roster exists. There may be other such sets: say "một tổ hợp" and ask again after each change. Of rules that
    could stand in for each other those that count more people are named. Raises RanOutOfTime, EngineFailed.
    """
    known = frozenset(background)
    outside = [rule.id for rule in problem.rules if rule.id not in known]
    if known and outside:
        among = conflict(without(problem, outside), keep_going)
        if among:
            return among
    seen = contradictions(problem)
    if seen:
        return _smallest(_only(problem, known | set(seen[0].rules)), known, keep_going)
    held = [number for number, rule in enumerate(problem.rules) if rule.id in known]
    suspects = {problem.rules[row].id for row in reason(arrays(of_kinds(problem)), held, keep_going)}
    # Fewer rules make fewer kinds of people, so the search among the suspects is on a far smaller program.
    return _smallest(_only(problem, suspects), known, keep_going) if suspects else ()


def _only(problem: Problem, rule_ids: Collection[str]) -> Problem:
    return without(problem, (rule.id for rule in problem.rules if rule.id not in rule_ids))


def _smallest(problem: Problem, known: frozenset[str], keep_going: KeepGoing) -> tuple[str, ...]:
    """The colliding rules of a problem made irreducible; narrow rules are tried first, so that broad ones are named."""
    sizes = [len(members) for members in problem.members]
    order = sorted(range(len(sizes)), key=lambda number: (sizes[number], problem.rules[number].id))
    rules = tuple(problem.rules[number] for number in order)
    members = tuple(problem.members[number] for number in order)
    held = [number for number, rule in enumerate(rules) if rule.id in known]
    rows = irreducible(arrays(of_kinds(replace(problem, rules=rules, members=members))), held, keep_going)
    return tuple(sorted(rules[row].id for row in rows))


def attainable(
    problem: Problem, rule_ids: Collection[str], keep_going: KeepGoing, background: Collection[str]
) -> tuple[Limit, ...]:
    """For each rule alone: how few and how many people it could count while the background rules hold.

    Empty when the background rules already collide. Raises RanOutOfTime, EngineFailed.
    """
    found = []
    known = frozenset(background)
    for rule in problem.rules:
        if rule.id in rule_ids:
            alone = _only(problem, known | {rule.id})
            here = next(place for place, other in enumerate(alone.rules) if other.id == rule.id)
            free = tuple(replace(o, minimum=0, maximum=None) if o.id == rule.id else o for o in alone.rules)
            program = of_kinds(replace(alone, rules=free))
            columns = program.rows[here].columns
            ends = [solve(program, [objective(program, ((c, sign) for c in columns))], keep_going) for sign in (-1, 1)]
            if None in ends:
                return ()
            fewest, most = (end.optima[0] for end in ends if end)
            found.append(Limit(rule.id, -fewest, most))
    return tuple(found)


def cheapest_relaxation(problem: Problem, keep_going: KeepGoing) -> tuple[Change, ...] | None:
    """New bounds for relaxable rules under which a roster exists, missing as few people as possible.

    The gravest priority gives way least, then the next; where a choice is left, rules earlier by id give way. Empty when a
    roster exists as it is, None when relaxing what may be relaxed does not help. Raises RanOutOfTime, EngineFailed.
    """
    may = [number for number, rule in enumerate(problem.rules) if rule.relaxable]
    program, slacks = with_slacks(of_kinds(problem), problem, may)
    earlier = objective(program, ((slack.column, len(problem.rules) - slack.rule) for slack in slacks))
    solution = solve(program, [*_missing(program, problem, slacks), earlier], keep_going)
    if solution is None:
        return None
    changed: dict[int, Change] = {}
    for slack in slacks:
        amount, rule = solution.point[slack.column], problem.rules[slack.rule]
        if amount:
            high = rule.maximum if rule.maximum is None or not slack.upwards else rule.maximum + amount
            changed[slack.rule] = Change(rule.id, rule.minimum if slack.upwards else rule.minimum - amount, high)
    return tuple(changed[number] for number in sorted(changed))


def _missing(program: Program, problem: Problem, slacks: Sequence[Slack]) -> list[Sequence[int]]:
    """One objective per priority, the gravest first: as few people missing or too many as possible."""
    grades = sorted({problem.rules[slack.rule].priority for slack in slacks})
    return [
        objective(program, ((slack.column, -1) for slack in slacks if problem.rules[slack.rule].priority == grade))
        for grade in grades
    ]
