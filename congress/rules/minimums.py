"""Targets that overlap (women, ethnic groups, under 35, non-Party …): each one shared out over the units by itself.

One person may meet several targets, so the targets are no columns of a table. The parts of the units are guidance; only the
target of the whole congress is kept as a rule, or small units would become impossible together.
"""

from __future__ import annotations

from collections.abc import Sequence

from congress.rules.apportionment import Apportionment, apportion


def share_target(
    target: int, members: Sequence[int], seats: Sequence[int], nominees: Sequence[int] | None = None
) -> Apportionment:
    """The `target` over the units in proportion to their `members` who meet it (Webster).

    No unit is asked for more than its seats, nor for more than its `nominees` who meet the target. Raises Infeasible
    seats_maximum_short (maximum, seats): the most that can be reached, and the target.
    """
    most = [min(pair) for pair in zip(seats, nominees, strict=True)] if nominees is not None else list(seats)
    return apportion(members, target, [0] * len(most), most)


def crowded_places(parts: Sequence[Sequence[int]], seats: Sequence[int]) -> tuple[int, ...]:
    """Units whose parts of all targets add up to more than their seats: there one person has to meet several."""
    sums = [sum(unit) for unit in zip(*parts, strict=True)] if parts else [0] * len(seats)
    return tuple(place for place, (asked, most) in enumerate(zip(sums, seats, strict=True)) if asked > most)
