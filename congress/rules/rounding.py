"""Controlled rounding: a table of fractions made whole, each cell down or up, with exact row and column sums.

Cox & Ernst 1982. Of all such tables the one nearest to the targets is taken: the least sum of differences, which is the
largest sum of the remainders rounded up. Equal claims go to the larger target, then the earlier row, then the earlier column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from congress.rules.certificate import check_table
from congress.rules.frames import Cells, Frame, check_frame, flip
from congress.rules.matrix import Uncertified, with_ties
from congress.rules.table_ties import Cell, CellTie, settle
from congress.rules.transport import Transport

if TYPE_CHECKING:
    from congress.rules.transport import Numbers

Targets = Sequence[Sequence[Fraction]]

WIDE = 2**40


@dataclass(frozen=True, slots=True)
class Rounded:
    """Whole cells; `prices` prove them (see `check_prices`); `ties` say which cells had equal claims and who was rounded up."""

    frame: Frame
    seats: Cells
    prices: Prices
    ties: tuple[CellTie, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """One fraction per row and per column: a cell is rounded up when its remainder is above the sum of its two, else down."""

    rows: tuple[Fraction, ...]
    columns: tuple[Fraction, ...]


def round_table(
    targets: Targets, rows: Sequence[int], columns: Sequence[int], high: Sequence[Sequence[int]] | None = None
) -> Rounded:
    """The targets (>= 0) rounded to these sums, no cell above `high`.

    Raises Infeasible as `check_frame` and matrix_collision: the sums given cannot be reached by rounding each cell down or up.
    """
    low = tuple(tuple(cell.numerator // cell.denominator for cell in row) for row in targets)
    tops = tuple(tuple(-(-cell.numerator // cell.denominator) for cell in row) for row in targets)
    if high is not None:
        tops = tuple(tuple(map(min, row, most)) for row, most in zip(tops, high, strict=True))
    frame = check_frame(Frame(tuple(rows), tuple(columns), low, tops))
    if not rows or not columns:
        return Rounded(frame, low, Prices((Fraction(0),) * len(rows), (Fraction(0),) * len(columns)), ())
    if len(columns) <= len(rows):
        seats, prices, ties = _nearest(targets, frame, upright=True)
    else:
        seats, prices, ties = _nearest(flip(targets), frame.flipped(), upright=False)
    return certified(Rounded(frame, seats, prices, ties), targets)


def certified(rounded: Rounded, targets: Targets) -> Rounded:
    """The rounded table, once it has passed the check. Raises Uncertified."""
    wrong = check_prices(targets, rounded.frame, rounded.seats, rounded.prices)
    if wrong:
        raise Uncertified(wrong)
    return rounded


def check_prices(targets: Targets, frame: Frame, seats: Cells, prices: Prices) -> tuple[str, ...]:
    """What is wrong with a rounded table and its proof: the words of `check_table`, and rounding.

    An empty answer proves that no table with these sums and bounds is nearer to the targets.
    """
    wrong = list(check_table(frame, seats))
    for row, price in enumerate(prices.rows):
        lines = zip(targets[row], prices.columns, seats[row], frame.low[row], frame.high[row], strict=True)
        for target, other, got, low, high in lines:
            surplus = target - low - price - other
            if (surplus > 0 and got < high) or (surplus < 0 and got > low):
                return (*wrong, "rounding")
    return tuple(wrong)


def _nearest(targets: Any, frame: Frame, *, upright: bool) -> tuple[Cells, Prices, tuple[CellTie, ...]]:
    import numpy as np

    scale = lcm(*(cell.denominator for row in targets for cell in row))
    transport = _solved(targets, frame, scale)
    columns = transport.potentials
    up, down = transport.up - columns, transport.down - columns
    least, most = down.max(axis=1), up.min(axis=1)
    rows = np.where(2 * least > -transport.never, least, np.where(2 * most < transport.never, most, 0))
    tied: dict[Cell, bool] = {}
    for claims, seat in ((up, False), (down, True)):
        for row, column in np.argwhere((claims == rows[:, None]) & (least == most)[:, None]).tolist():
            tied[(row, column) if upright else (column, row)] = seat
    lines = tuple(tuple(Fraction(-int(price), scale) for price in prices) for prices in (rows, columns))
    targets = targets if upright else flip(targets)
    order = sorted(tied, key=lambda cell: (-targets[cell[0]][cell[1]], cell))
    ties = settle({cell: tied[cell] for cell in order}, upright=upright)
    seats = transport.cells() if upright else flip(transport.cells())
    return with_ties(seats, tied, ties), Prices(*(lines if upright else lines[::-1])), ties


def _solved(targets: Any, frame: Frame, scale: int) -> Transport:
    """The nearest table, found with whole prices: a seat above the floor costs less, the larger the remainder."""
    import numpy as np

    remainders = [
        [(low - cell) * scale for cell, low in zip(*lines, strict=True)] for lines in zip(targets, frame.low, strict=True)
    ]
    kind: Any = np.int64 if scale < WIDE else object
    base: Numbers = np.array([[int(cell) for cell in row] for row in remainders], dtype=kind)
    steps = np.zeros(max(max(row) for row in frame.high) + 2, dtype=kind)
    never = 8 * scale * (len(frame.columns) + 1)
    transport = Transport(frame, base, steps, never, 0)
    transport.fill_rows(transport.low, np.zeros(len(frame.columns), dtype=kind))
    transport.balance_columns()
    return transport
