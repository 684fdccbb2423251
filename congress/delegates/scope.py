"""Whose delegates a person may see: everybody's, or those of their own bodies and the bodies below them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from congress.allocation.models import AllocatedSeats, Allocation
from congress.db import db
from congress.delegates.models import Delegate
from congress.meetings.models import Meeting
from congress.units import service as units
from congress.units.models import Unit
from congress.units.tree import descendants


@dataclass(frozen=True)
class Scope:
    """`units` None: every delegate of the meeting; else only delegates of these bodies."""

    units: frozenset[uuid.UUID] | None = None
    own: tuple[uuid.UUID, ...] = ()

    def covers(self, unit_id: uuid.UUID | None) -> bool:
        """True when a delegate of this body may be seen and named."""
        return self.units is None or unit_id in self.units

    def narrow(self, statement: Select) -> Select:
        """The query over Delegate, limited to what may be seen."""
        return statement if self.units is None else statement.where(Delegate.unit_id.in_(self.units))


EVERYBODY = Scope()


def own_scope(meeting: Meeting, own_units: Sequence[uuid.UUID]) -> Scope:
    """The scope of an officer who speaks for these bodies, in two queries; bodies outside the meeting's tree fall away."""
    chains = units.chains(own_units)
    own = tuple(unit_id for unit_id in own_units if meeting.unit_id in chains.get(unit_id, ()))
    return Scope(frozenset(below(own)), own)


def below(unit_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """The bodies and everything under them, in one query."""
    wanted = set(unit_ids)
    if not wanted:
        return set()
    return set(db.session.execute(select(descendants(wanted))).scalars())


def unit_choices(meeting: Meeting, scope: Scope = EVERYBODY) -> list[Unit]:
    """Bodies a delegate of this meeting may come from, by name, in one query.

    Those with seats in the newest share-out, those with a delegate already, the meeting's own body and the bodies directly
    below it; for an officer their own bodies and what of the former lies in their scope.
    """
    seated = select(AllocatedSeats.unit_id).where(AllocatedSeats.allocation_id == newest_allocation(meeting))
    present = select(Delegate.unit_id).where(Delegate.meeting_id == meeting.id)
    near = (Unit.id == meeting.unit_id) | (Unit.parent_id == meeting.unit_id)
    statement = select(Unit).where(near | Unit.id.in_(seated) | Unit.id.in_(present) | Unit.id.in_(scope.own))
    if scope.units is not None:
        statement = statement.where(Unit.id.in_(scope.units))
    found = db.session.execute(statement.order_by(Unit.position, Unit.sort_key, Unit.id)).scalars()
    return [unit for unit in found if _existed(unit, meeting)]


def newest_allocation(meeting: Meeting):
    """A scalar query for the key of the share-out in force."""
    statement = select(Allocation.id).where(Allocation.meeting_id == meeting.id).order_by(Allocation.number.desc()).limit(1)
    return statement.scalar_subquery()


def _existed(unit: Unit, meeting: Meeting) -> bool:
    day = meeting.held_on
    return day is None or (
        (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or unit.valid_to >= day)
    )


def only_unit(scope: Scope, choices: Sequence[Unit]) -> uuid.UUID | None:
    """The body a delegate comes from when nothing is said: the officer's own, or the only one there is."""
    if len(scope.own) == 1:
        return scope.own[0]
    return choices[0].id if len(choices) == 1 else None
