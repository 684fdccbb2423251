"""What a table of units and groups must keep: its row sums, its column sums, the bounds of its cells; and who collides.

A table exists exactly when no set of units and groups collides (Hall; max-flow min-cut): units whose seats find neither
room in the cells outside the groups nor seats enough in the groups themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from congress.rules.apportionment import Infeasible

Cells = tuple[tuple[int, ...], ...]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Frame:
    """Seats of every row (unit) and column (group), all >= 0, and the fewest and most seats of each cell."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    low: Cells
    high: Cells

    def flipped(self) -> Frame:
        """The same with rows and columns exchanged."""
        return Frame(self.columns, self.rows, flip(self.low), flip(self.high))


def flip(cells: Sequence[Sequence[Item]]) -> tuple[tuple[Item, ...], ...]:
    """Rows become columns."""
    return tuple(zip(*cells, strict=True))


def frame_for(
    weights: Sequence[Sequence[int]],
    rows: Sequence[int],
    columns: Sequence[int],
    low: Sequence[Sequence[int]] | None = None,
    high: Sequence[Sequence[int]] | None = None,
) -> Frame:
    """The checked frame of a table in proportion to `weights`; a cell without weight gets its minimum only.

    Raises Infeasible, see `check_frame`.
    """
    places = range(len(columns))
    least = tuple(tuple(row) for row in low) if low is not None else ((0,) * len(columns),) * len(rows)
    most = [[seats] * len(columns) for seats in rows] if high is None else high
    tops = tuple(
        tuple(most[unit][group] if weights[unit][group] else min(most[unit][group], least[unit][group]) for group in places)
        for unit in range(len(rows))
    )
    return check_frame(Frame(tuple(rows), tuple(columns), least, tops))


def check_frame(frame: Frame) -> Frame:
    """The frame with no cell above the seats of its row or column.

    Raises Infeasible: matrix_negative, matrix_sums_differ (units, groups), matrix_bounds_crossed (unit, group, minimum,
    maximum), and matrix_unit_short, matrix_unit_over, matrix_group_short, matrix_group_over (unit or group, seats, room)
    when a single row or column cannot hold its seats. Units and groups are places in the input.
    """
    if any(number < 0 for line in (frame.rows, frame.columns, *frame.low) for number in line):
        raise Infeasible("matrix_negative")
    if sum(frame.rows) != sum(frame.columns):
        raise Infeasible("matrix_sums_differ", units=sum(frame.rows), groups=sum(frame.columns))
    for unit, (lows, highs) in enumerate(zip(frame.low, frame.high, strict=True)):
        for group, (low, high) in enumerate(zip(lows, highs, strict=True)):
            if low > high:
                raise Infeasible("matrix_bounds_crossed", unit=unit, group=group, minimum=low, maximum=high)
    tops = tuple(
        tuple(min(most, seats, column) for most, column in zip(highs, frame.columns, strict=True))
        for highs, seats in zip(frame.high, frame.rows, strict=True)
    )
    capped = Frame(frame.rows, frame.columns, frame.low, tops)
    for unit, seats, least, most in _lines(capped):
        if least > seats:
            raise Infeasible("matrix_unit_over", unit=unit, seats=seats, room=least)
        if most < seats:
            raise Infeasible("matrix_unit_short", unit=unit, seats=seats, room=most)
    for group, seats, least, most in _lines(capped.flipped()):
        if least > seats:
            raise Infeasible("matrix_group_over", group=group, seats=seats, room=least)
        if most < seats:
            raise Infeasible("matrix_group_short", group=group, seats=seats, room=most)
    return capped


def _lines(frame: Frame) -> Iterator[tuple[int, int, int, int]]:
    """(place, seats, sum of minimums, sum of maximums) of every row."""
    for place, (seats, low, high) in enumerate(zip(frame.rows, frame.low, frame.high, strict=True)):
        yield place, seats, sum(low), sum(high)


@dataclass(frozen=True, slots=True)
class Collision:
    """`units` hold `unit_seats` and can place at most `elsewhere` of them outside `groups`, which have `group_seats`.

    `reserved` of those are already the minimums of other units. `lack` = unit_seats - elsewhere + reserved - group_seats.
    """

    units: tuple[int, ...]
    groups: tuple[int, ...]
    unit_seats: int
    elsewhere: int
    reserved: int
    group_seats: int

    @property
    def lack(self) -> int:
        """How many seats find no place; above 0 means no table exists."""
        return self.unit_seats - self.elsewhere + self.reserved - self.group_seats


def collision_of(frame: Frame, groups: Sequence[int]) -> Collision:
    """The units that make the collision with these groups as large as it can be, and its numbers."""
    inside = frozenset(groups)
    outside = [group for group in range(len(frame.columns)) if group not in inside]
    units, elsewhere, reserved = [], 0, 0
    for unit, seats in enumerate(frame.rows):
        room = sum(frame.high[unit][group] for group in outside)
        kept = sum(frame.low[unit][group] for group in inside)
        if seats - room > kept:
            units.append(unit)
            elsewhere += room
        else:
            reserved += kept
    seats_of_units = sum(frame.rows[unit] for unit in units)
    seats_of_groups = sum(frame.columns[group] for group in inside)
    return Collision(tuple(units), tuple(sorted(inside)), seats_of_units, elsewhere, reserved, seats_of_groups)


def no_table(frame: Frame, groups: Sequence[int]) -> Infeasible:
    """The refusal that names the collision: matrix_collision with the fields of `Collision` and its lack."""
    found = collision_of(frame, groups)
    return Infeasible(
        "matrix_collision", units=found.units, groups=found.groups, unit_seats=found.unit_seats, elsewhere=found.elsewhere,
        reserved=found.reserved, group_seats=found.group_seats, lack=found.lack,
    )  # fmt: skip
