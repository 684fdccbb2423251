"""Ties among the cells of a table: who gets the seat by the published order, and the list of all who had as good a claim.

Tied cells of a row are as well with their seat as without; which of them have it is fixed by the sums alone. The cells are
gone through in the published order, and each gets its seat if the sums can then still be met by those after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CellTie:
    """`seats` seats were claimed equally by more cells `among` (unit, group); the cells `chosen` got them."""

    seats: int
    among: tuple[Cell, ...]
    chosen: tuple[Cell, ...]


def settle(cells: Mapping[Cell, bool], *, upright: bool = True) -> tuple[CellTie, ...]:
    """The ties among cells (row, column) that may change, with who has the seat in the end.

    `cells` says of each whether it has the seat at first, in the published order of claims. `upright` says that the table
    has no more columns than rows: the search goes along the shorter side.
    """
    tied = _Tied({cell if upright else cell[::-1]: seat for cell, seat in cells.items()})
    parts = tied.parts()
    among: dict[int, list[Cell]] = {}
    for cell in cells:
        row, column = cell if upright else cell[::-1]
        if tied.may_change(row, column, parts):
            among.setdefault(parts[column], []).append(cell)
    ties = []
    for part in among.values():
        chosen = tuple(cell for cell in part if tied.decide(*(cell if upright else cell[::-1])))
        ties.append(CellTie(len(chosen), tuple(part), chosen))
    return tuple(ties)


class _Tied:
    """Tied cells with a seat (`held`) and without (`open`): for each column one whole number, a bit for every row."""

    def __init__(self, cells: Mapping[Cell, bool]) -> None:
        columns = max((column for _, column in cells), default=-1) + 1
        self.held, self.open = [0] * columns, [0] * columns
        for (row, column), seat in cells.items():
            (self.held if seat else self.open)[column] |= 1 << row

    def _passes(self, column: int) -> list[int]:
        """Columns to which some row can move its seat from this one."""
        return [goal for goal, rows in enumerate(self.open) if rows & self.held[column]]

    def _reached(self, start: int, row: int | None = None) -> dict[int, int]:
        """Columns in reach, each with the one before it; the search ends at the first where `row` holds a tied seat."""
        before = {start: start}
        waiting = [start]
        for column in waiting:
            if row is not None and self.held[column] >> row & 1:
                return before | {-1: column}
            for goal in self._passes(column):
                if goal not in before:
                    before[goal] = column
                    waiting.append(goal)
        return before

    def parts(self) -> list[int]:
        """For each column the first one that seats can go to from it and come back from."""
        reach = [self._reached(column) for column in range(len(self.held))]
        return [min(goal for goal in ways if column in reach[goal]) for column, ways in enumerate(reach)]

    def may_change(self, row: int, column: int, parts: list[int]) -> bool:
        """Whether the row can exchange this cell's seat with another cell of its own and the sums be mended elsewhere."""
        opposite = self.open if self.held[column] >> row & 1 else self.held
        return any(opposite[other] >> row & 1 for other, part in enumerate(parts) if part == parts[column])

    def decide(self, row: int, column: int) -> bool:
        """Whether the cell gets the seat; it takes no more part."""
        given = self._claim(row, column)
        for rows in (self.held, self.open):
            rows[column] &= ~(1 << row)
        return given

    def _claim(self, row: int, column: int) -> bool:
        """Give the cell its seat if it has none and the sums allow it; whether it has one now."""
        if self.held[column] >> row & 1:
            return True
        before = self._reached(column, row)
        if -1 not in before:
            return False
        goal = before[-1]
        self._switch(row, goal)
        while goal != column:
            origin = before[goal]
            rows = self.held[origin] & self.open[goal]
            mover = (rows & -rows).bit_length() - 1
            self._switch(mover, origin)
            self._switch(mover, goal)
            goal = origin
        self._switch(row, column)
        return True

    def _switch(self, row: int, column: int) -> None:
        self.held[column] ^= 1 << row
        self.open[column] ^= 1 << row
