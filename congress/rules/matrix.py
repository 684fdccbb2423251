"""Seats of units over groups in proportion to weights in both directions: the biproportional table of Webster.

Every cell is weight × factor of its unit × factor of its group, rounded the usual way and held inside its bounds; the
factors are chosen so that all row and column sums come out exactly (Balinski & Demange 1989). Found with numpy, proved with
fractions by `congress/rules/certificate.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from congress.rules.certificate import Factors, check_certificate
from congress.rules.factors import NotClosest, RowClaims, column_factors, row_factors
from congress.rules.frames import Cells, Frame, flip, frame_for
from congress.rules.table_ties import Cell, CellTie, settle
from congress.rules.transport import Transport, fitted

Weights = Sequence[Sequence[int]]

ROUNDS = 30
NEVER = 10**6
SLACK = 10**-12


class Uncertified(Exception):  # noqa: N818 - a fault of this program, never of the input
    """The table found does not pass the independent check; `wrong` says in what."""

    def __init__(self, wrong: Sequence[str]) -> None:
        super().__init__(wrong)
        self.wrong = tuple(wrong)


@dataclass(frozen=True, slots=True)
class Table:
    """Seats (units × groups), the factors that prove them, and the ties among cells with who got the seat."""

    frame: Frame
    seats: Cells
    factors: Factors
    ties: tuple[CellTie, ...]


def share_table(
    weights: Weights,
    rows: Sequence[int],
    columns: Sequence[int],
    low: Sequence[Sequence[int]] | None = None,
    high: Sequence[Sequence[int]] | None = None,
) -> Table:
    """The biproportional table of Webster with these row and column sums, each cell between its fewest and most seats.

    Weights are whole numbers >= 0 (people of the group in the unit); a cell of weight 0 gets its minimum only. Among tables
    equally close to proportion the one is taken that gives the seat to the cell of the larger weight, then to the earlier
    row, then to the earlier column; every such tie is listed. Raises Infeasible, see `check_frame`; matrix_collision names
    the units and groups that cannot meet.
    """
    frame = frame_for(weights, rows, columns, low, high)
    if not rows or not columns:
        ones = Factors((Fraction(1),) * len(rows), (Fraction(1),) * len(columns))
        return Table(frame, tuple(() for _ in rows), ones, ())
    if len(columns) <= len(rows):
        found = _closest(weights, frame)
        seats, factors, ties = found.cells(weights, upright=True)
    else:
        found = _closest(flip(weights), frame.flipped())
        seats, factors, ties = found.cells(weights, upright=False)
    return certified(Table(frame, seats, factors, ties), weights)


def certified(table: Table, weights: Weights) -> Table:
    """The table, once it has passed the independent check. Raises Uncertified."""
    wrong = check_certificate(weights, table.frame, table.seats, table.factors)
    if wrong:
        raise Uncertified(wrong)
    return table


@dataclass(frozen=True, slots=True)
class _Found:
    """A closest table as it lies in the search, which has no more columns than rows."""

    transport: Transport
    columns: tuple[Fraction, ...]
    rows: tuple[RowClaims, ...]

    def cells(self, weights: Weights, *, upright: bool) -> tuple[Cells, Factors, tuple[CellTie, ...]]:
        """Seats, factors and settled ties with units as rows, whichever way the table lay."""
        tied = {
            (row, column) if upright else (column, row): seat
            for row, claims in enumerate(self.rows)
            for seat, columns in ((False, claims.more), (True, claims.fewer))
            for column in columns
        }
        order = sorted(tied, key=lambda cell: (-weights[cell[0]][cell[1]], cell))
        ties = settle({cell: tied[cell] for cell in order}, upright=upright)
        seats = self.transport.cells() if upright else flip(self.transport.cells())
        lines = tuple(claims.factor for claims in self.rows)
        return with_ties(seats, tied, ties), Factors(*((lines, self.columns) if upright else (self.columns, lines))), ties


def with_ties(seats: Cells, tied: dict[Cell, bool], ties: Sequence[CellTie]) -> Cells:
    """The seats after every tie is settled; `tied` says which cells had theirs before."""
    settled = [list(row) for row in seats]
    given = {cell for tie in ties for cell in tie.chosen}
    for tie in ties:
        for cell in tie.among:
            settled[cell[0]][cell[1]] += (cell in given) - tied[cell]
    return tuple(tuple(row) for row in settled)


def _closest(weights: Weights, frame: Frame) -> _Found:
    """A table closest to proportion with its factors. Raises Infeasible matrix_collision."""
    import numpy as np

    sizes = np.array(weights, dtype=np.float64)
    base = -np.log(np.where(sizes > 0, sizes, 1))
    most = max(max(row) for row in frame.high)
    steps = np.log(np.maximum(2 * np.arange(most + 2) - 1, 1))
    transport = Transport(frame, base, steps, NEVER, SLACK)
    table, factors = fitted(np.where(transport.high > transport.low, sizes, 0), frame.rows, frame.columns, ROUNDS)
    transport.fill_rows(np.floor(2 * table + 1).astype(np.int64) // 2, -np.log(factors))
    transport.balance_columns()
    while True:
        try:
            columns = column_factors(transport, weights)
        except NotClosest as better:
            for row, origin, goal in better.moves:
                transport.move(np.array([row]), origin, goal)
        else:
            return _Found(transport, columns, tuple(row_factors(transport, weights, columns)))
