"""A roster question as a program in whole numbers: columns with bounds, rows that count them. Knows no solver.

Two forms: a column for each person, where it matters who is chosen; a column for each kind of person (those whom exactly the
same rules count), where only numbers matter, which is far smaller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from congress.rules.roster import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """Σ factor · column between `low` and `high`; no factors: each counts once."""

    columns: tuple[int, ...]
    low: int
    high: int
    factors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """Whole-number columns between `lower` and `upper`, and rows; row i stands for rule i where it comes from rules."""

    lower: tuple[int, ...]
    upper: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Slack:
    """A column that lets rule number `rule` be missed: upwards (too many) or downwards (too few)."""

    rule: int
    column: int
    upwards: bool


def of_people(problem: Problem) -> Program:
    """A 0/1 column for each person in the order of the problem, a row for each rule."""
    lower = tuple(int(person.id in problem.locked_in) for person in problem.people)
    upper = tuple(int(person.id not in problem.locked_out) for person in problem.people)
    return Program(lower, upper, _rows(problem, problem.members))


def of_kinds(problem: Problem) -> Program:
    """A column for each kind of person: how many of them are chosen; locked people move its bounds."""
    counted_by: list[list[int]] = [[] for _ in problem.people]
    for number, members in enumerate(problem.members):
        for place in members:
            counted_by[place].append(number)
    least: Counter[tuple[int, ...]] = Counter()
    most: Counter[tuple[int, ...]] = Counter()
    for person, numbers in zip(problem.people, counted_by, strict=True):
        least[tuple(numbers)] += person.id in problem.locked_in
        most[tuple(numbers)] += person.id not in problem.locked_out
    columns: list[list[int]] = [[] for _ in problem.rules]
    for column, kind in enumerate(most):
        for number in kind:
            columns[number].append(column)
    return Program(tuple(least.values()), tuple(most.values()), _rows(problem, columns))


def _rows(problem: Problem, columns: Sequence[Sequence[int]]) -> tuple[Row, ...]:
    rows = []
    for rule, members, counted in zip(problem.rules, problem.members, columns, strict=True):
        high = max(rule.minimum, len(members)) if rule.maximum is None else rule.maximum
        rows.append(Row(tuple(counted), rule.minimum, high))
    return tuple(rows)


def with_slacks(program: Program, problem: Problem, rules: Iterable[int]) -> tuple[Program, tuple[Slack, ...]]:
    """The program in which the given rules may be missed, each by a slack column, and those columns."""
    slacks: list[Slack] = []
    upper: list[int] = list(program.upper)
    rows = list(program.rows)
    for number in rules:
        row, size = rows[number], len(problem.members[number])
        for upwards, most in ((False, row.low), (True, size - row.high)):
            if most > 0:
                slacks.append(Slack(number, len(upper), upwards))
                upper.append(most)
                rows[number] = _with(rows[number], len(upper) - 1, -1 if upwards else 1)
    return Program((*program.lower, *[0] * len(slacks)), tuple(upper), tuple(rows)), tuple(slacks)


def _with(row: Row, column: int, factor: int) -> Row:
    factors = row.factors or (1,) * len(row.columns)
    return replace(row, columns=(*row.columns, column), factors=(*factors, factor))


def objective(program: Program, values: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """What each column is worth, from (column, worth); all others nothing."""
    worth = [0] * len(program.lower)
    for column, value in values:
        worth[column] += value
    return tuple(worth)
