"""Where roles may be seen, given and taken: everywhere, a body with all below it, or one meeting."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Table, or_, select, true

from congress.accounts.models import Role
from congress.db import METADATA, db
from congress.units.models import Unit
from congress.units.tree import descendants


@dataclass(frozen=True)
class Scope:
    """At most one of the two keys; none of them means the whole installation."""

    unit_id: uuid.UUID | None = None
    meeting_id: uuid.UUID | None = None

    @property
    def everywhere(self) -> bool:
        """The whole installation, administrators too."""
        return self.unit_id is None and self.meeting_id is None


EVERYWHERE = Scope()


def meetings() -> Table:
    """The table of meetings: its room lies to the right of this one, only its columns are read here."""
    return METADATA.tables["meeting"]


def units_in(scope: Scope) -> Select[tuple[uuid.UUID]]:
    """The keys of the bodies on which roles may be given, as a query."""
    if scope.everywhere:
        return select(Unit.id)
    return select(descendants([scope.unit_id] if scope.unit_id else []))


def meetings_in(scope: Scope) -> Select[tuple[uuid.UUID]]:
    """The keys of the meetings on which roles may be given, as a query."""
    table = meetings()
    if scope.everywhere:
        return select(table.c.id)
    if scope.meeting_id:
        return select(table.c.id).where(table.c.id == scope.meeting_id)
    return _held_by(units_in(scope))


def _held_by(bodies: Select[tuple[uuid.UUID]]) -> Select[tuple[uuid.UUID]]:
    table = meetings()
    return select(table.c.id).where(table.c.unit_id.in_(bodies))


def roles_in(scope: Scope) -> ColumnElement[bool]:
    """The condition that a role lies inside the scope."""
    if scope.everywhere:
        return true()
    if scope.meeting_id:
        return Role.meeting_id == scope.meeting_id
    bodies = units_in(scope)
    return or_(Role.unit_id.in_(bodies), Role.meeting_id.in_(_held_by(bodies)))


def contains(scope: Scope, unit_id: uuid.UUID | None, meeting_id: uuid.UUID | None) -> bool:
    """Whether a role on this body, this meeting or (neither) the installation lies inside the scope."""
    if unit_id is None and meeting_id is None:
        return scope.everywhere
    if unit_id is not None:
        wanted = select(Unit.id).where(Unit.id == unit_id, Unit.id.in_(units_in(scope)))
    else:
        table = meetings()
        wanted = select(table.c.id).where(table.c.id == meeting_id, table.c.id.in_(meetings_in(scope)))
    return db.session.execute(wanted).first() is not None
