"""Seats of units over groups, with exact sums both ways: group after group, each by Webster over the seats still free.

Used where the committee gives seats per unit and per group; the biproportional matrix with its certificate is a matter of
its own. Always possible when both sums agree: every group finds room, the last takes what is left.
"""

from __future__ import annotations

from collections.abc import Sequence

from congress.rules.apportionment import Infeasible, apportion


def share_matrix(unit_seats: Sequence[int], group_seats: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Cells (units × groups) whose rows sum to `unit_seats` and whose columns sum to `group_seats`.

    Each group in turn is shared out in proportion to the units' seats, no unit beyond what it has left; so a unit that got
    more of one group gets less of a later one. Raises Infeasible matrix_sums_differ (units, groups) when the sums differ.
    """
    if sum(unit_seats) != sum(group_seats):
        raise Infeasible("matrix_sums_differ", units=sum(unit_seats), groups=sum(group_seats))
    free = list(unit_seats)
    columns = []
    for seats in group_seats:
        column = apportion(free, seats, [0] * len(free), free).seats
        free = [left - taken for left, taken in zip(free, column, strict=True)]
        columns.append(column)
    return tuple(tuple(column[place] for column in columns) for place in range(len(unit_seats)))
