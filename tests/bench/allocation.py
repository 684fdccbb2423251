"""How long allocation takes for a district, a province and the nation, beside the same table by a plain HiGHS LP."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import log

import highspy
import numpy as np

from congress.rules.apportionment import METHODS, apportion
from congress.rules.matrix import share_table
from tests.bench.measuring import timed

UNITS, SEATS = 3_321, 20_000
MOST_VECTOR = 500
ROUNDS = 5


@dataclass(frozen=True)
class Instance:
    """A made-up table: `empty` in ten cells have nobody, the people of a group differ from unit to unit by up to `spread`."""

    name: str
    units: int
    groups: int
    seats: int
    bound: float
    spread: int = 400
    empty: int = 2

    @cached_property
    def weights(self) -> list[list[int]]:
        """People of each group in each unit."""
        choose = random.Random(self.name)
        sizes = [choose.randint(50, 3_000) for _ in range(self.units)]
        shares = [choose.randint(1, 30) for _ in range(self.groups)]
        return [
            [
                0
                if choose.randrange(10) < self.empty
                else size * share * (1_000 + choose.randint(0, self.spread)) // 10_000 + 1
                for share in shares
            ]
            for size in sizes
        ]

    @cached_property
    def sums(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Seats of units and of groups, both by Webster."""
        rows = [sum(row) for row in self.weights]
        columns = [sum(column) for column in zip(*self.weights, strict=True)]
        by_unit = apportion(rows, self.seats, [1] * self.units, [self.seats] * self.units).seats
        return by_unit, apportion(columns, self.seats, [0] * self.groups, [self.seats] * self.groups).seats


DISTRICT = Instance("district", 58, 10, 300, 50)
PROVINCE = Instance("province", 114, 12, 2_000, 100)
NATION = Instance("nation", UNITS, 12, SEATS, 4_000)
EVEN = Instance("nation, every unit alike (ties everywhere)", UNITS, 12, SEATS, 4_000, spread=0, empty=0)


def lines() -> Iterator[str]:
    """One line per act; milliseconds."""
    choose = random.Random(1)
    weights = [choose.randint(100, 30_000) for _ in range(UNITS)]
    for method in METHODS:
        spent = timed(lambda method=method: apportion(weights, SEATS, [1] * UNITS, [40] * UNITS, method), ROUNDS).median
        yield _line(f"{UNITS:,} units, {SEATS:,} seats, {method}", spent, MOST_VECTOR)
    claims = [choose.random() for _ in range(SEATS + UNITS)]
    yield _line("floor: putting as many plain numbers in order", timed(lambda: sorted(claims), ROUNDS).median)
    for instance in (DISTRICT, PROVINCE, NATION, EVEN):
        spent = timed(lambda instance=instance: share_table(instance.weights, *instance.sums), ROUNDS).median
        what = f"{instance.name}: {instance.units:,} × {instance.groups}, {instance.seats:,} seats, certified"
        yield _line(what, spent, instance.bound)
        if instance.units < UNITS:
            yield _peer(instance)


def _line(what: str, spent: float, bound: float | None = None) -> str:
    verdict = "" if bound is None else f" (bound {bound:g} ms) {'OK' if spent <= bound else 'OVER'}"
    return f"{what}: {spent:.1f} ms{verdict}"


def _peer(instance: Instance) -> str:
    """The same table by an LP with a variable for every seat of every cell, one thread, without a proof in fractions."""
    seats, spent = by_program(instance)
    same = "the same table" if seats == share_table(instance.weights, *instance.sums).seats else "ANOTHER table"
    return f"  peer: HiGHS {highspy.Highs().version()} as a plain LP, solving alone: {spent:.1f} ms, {same}"


def by_program(instance: Instance) -> tuple[tuple[tuple[int, ...], ...], float]:
    """The table of least Σ log((k - 1/2) / weight) over its seats k, which is the biproportional one (Gaffke & Pukelsheim).

    With the milliseconds of solving.
    """
    rows, columns = instance.sums
    places = [
        (unit, group, seat)
        for unit, row in enumerate(instance.weights)
        for group, weight in enumerate(row)
        if weight
        for seat in range(1, min(rows[unit], columns[group]) + 1)
    ]
    program = highspy.Highs()
    program.setOptionValue("output_flag", False)
    program.setOptionValue("threads", 1)
    for seats in (*rows, *columns):
        program.addRow(seats, seats, 0, [], [])
    for unit, group, seat in places:
        cost = log((2 * seat - 1) / instance.weights[unit][group])
        program.addCol(cost, 0, 1, 2, [unit, instance.units + group], [1, 1])
    spent = timed(program.run, 1, warm_up=0).median
    table = np.zeros((instance.units, instance.groups), dtype=int)
    for (unit, group, _), value in zip(places, program.getSolution().col_value, strict=True):
        table[unit, group] += round(value)
    return tuple(tuple(row) for row in table.tolist()), spent
