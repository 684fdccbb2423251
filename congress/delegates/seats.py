"""The seats granted by the newest share-out, and who fills them."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from congress.allocation.models import AllocatedSeats
from congress.db import db
from congress.delegates.scope import newest_allocation
from congress.delegates.tally import Tally, tallies
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.units import service as units

UnitKey = uuid.UUID | None
Chains = Mapping[uuid.UUID, list[uuid.UUID]]
Place = tuple[UnitKey, str, uuid.UUID | None]
"""Where somebody stands on the roster: unit, kind and group."""


@dataclass(frozen=True)
class Seats:
    """Seats by unit (None: guests who belong to no unit) and by unit and group."""

    by_unit: Mapping[UnitKey, int]
    by_cell: Mapping[tuple[UnitKey, uuid.UUID], int]

    @property
    def total(self) -> int:
        """All seats."""
        return sum(self.by_unit.values())

    def by_group(self, units_wanted: Iterable[UnitKey] | None = None) -> Counter[uuid.UUID]:
        """Seats per group, of all units or of some."""
        wanted = None if units_wanted is None else set(units_wanted)
        counted: Counter[uuid.UUID] = Counter()
        for (unit_id, group_id), number in self.by_cell.items():
            if wanted is None or unit_id in wanted:
                counted[group_id] += number
        return counted


def granted(meeting: Meeting) -> Seats | None:
    """The seats of the share-out in force, in one query; None when none was adopted."""
    statement = select(AllocatedSeats.unit_id, AllocatedSeats.group_id, AllocatedSeats.seats).where(
        AllocatedSeats.meeting_id == meeting.id, AllocatedSeats.allocation_id == newest_allocation(meeting)
    )
    cells = {(unit_id, group_id): number for unit_id, group_id, number in db.session.execute(statement)}
    if not cells:
        return None
    by_unit: Counter[UnitKey] = Counter()
    for (unit_id, _group), number in cells.items():
        by_unit[unit_id] += number
    return Seats(dict(by_unit), cells)


def holder(seats: Seats, chains: Chains, unit_id: UnitKey, group_id: uuid.UUID | None) -> UnitKey:
    """Whose seat a delegate takes: the pool without a unit for its groups, else the nearest body above with seats."""
    if group_id is not None and (None, group_id) in seats.by_cell:
        return None
    if unit_id is None:
        return None
    return next((above for above in chains.get(unit_id, ()) if above in seats.by_unit), unit_id)


def filled(seats: Seats, counted: Iterable[Tally], chains: Chains) -> Counter[tuple[UnitKey, uuid.UUID | None]]:
    """People by (holder of the seat, group), those outside the figures left out."""
    people: Counter[tuple[UnitKey, uuid.UUID | None]] = Counter()
    for tally in counted:
        if tally.counts:
            people[holder(seats, chains, tally.unit_id, tally.group_id), tally.group_id] += tally.people
    return people


def chains_of(seats: Seats, senders: Iterable[UnitKey]) -> Chains:
    """Keys up to the root for the bodies that send somebody and have no seats of their own, in at most one query."""
    return units.chains({unit_id for unit_id in senders if unit_id and unit_id not in seats.by_unit})


def per_unit(people: Mapping[tuple[UnitKey, uuid.UUID | None], int]) -> Counter[UnitKey]:
    """People by holder of the seat."""
    counted: Counter[UnitKey] = Counter()
    for (unit_id, _group), number in people.items():
        counted[unit_id] += number
    return counted


def refuse_full(meeting: Meeting, coming: Mapping[Place, int], leaving: Place | None = None) -> None:
    """Refuse more people of a unit than its seats hold; without a share-out nothing is refused.

    Args:
        coming: how many come, by unit, kind and group.
        leaving: where the one who comes stood before: whoever keeps a seat of the same unit needs no other.

    Raises:
        Refused: `seats_full` for the first unit whose seats do not hold its people.
    """
    wanted = {key: number for key, number in coming.items() if key[1] != "non_delegate"}
    seats = granted(meeting) if wanted else None
    if seats is None:
        return
    counted = tallies(meeting)
    chains = chains_of(seats, [*(tally.unit_id for tally in counted), *(unit_id for unit_id, _, _ in wanted)])
    there = per_unit(filled(seats, counted, chains))
    more: Counter[UnitKey] = Counter()
    for (unit_id, _kind, group_id), number in wanted.items():
        more[holder(seats, chains, unit_id, group_id)] += number
    if leaving and leaving[1] != "non_delegate":
        more[holder(seats, chains, leaving[0], leaving[2])] -= 1
    for place in sorted(more, key=str):
        if more[place] > 0 and there[place] + more[place] > seats.by_unit.get(place, 0):
            raise Refused("seats_full", field="unit", seats=seats.by_unit.get(place, 0), nominated=there[place])


def refuse_exceeded(meeting: Meeting, statuses: Iterable[str], touched: set[UnitKey]) -> None:
    """Refuse an act after which one of the touched units would have more people of these statuses than seats.

    Raises:
        Refused: `seats_over` with the unit's name, its seats and its people.
    """
    seats = granted(meeting)
    if seats is None:
        return
    counted = tallies(meeting, statuses=statuses)
    chains = chains_of(seats, (tally.unit_id for tally in counted))
    people = per_unit(filled(seats, counted, chains))
    holders = {
        holder(seats, chains, tally.unit_id, tally.group_id) for tally in counted if tally.counts and tally.unit_id in touched
    }
    for place in sorted(holders, key=str):
        if people[place] > seats.by_unit.get(place, 0):
            name = units.by_id(place).name if place else meeting.unit.name
            raise Refused("seats_over", unit=name, seats=seats.by_unit.get(place, 0), nominated=people[place])
