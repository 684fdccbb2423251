"""Numbers that tell whether what a door was told still holds."""

import uuid
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from congress.audit import INSTALLATION, AuditHead
from congress.db import db, uuid7
from congress.door.models import DoorTally

SCANS_PER_ACT = 10**8


class Version(NamedTuple):
    """How many acts the histories of a meeting and of the installation hold, and how often its scans have changed.

    Both only grow. `scans` counts those ever stored, and one more whenever some were wiped.
    """

    acts: int
    scans: int

    @property
    def number(self) -> int:
        """As one number that only grows."""
        return self.acts * SCANS_PER_ACT + self.scans


_TALLY = DoorTally.__table__
_CHAINS = select(func.sum(AuditHead.length)).where(AuditHead.chain.in_((bindparam("chain"), INSTALLATION))).scalar_subquery()
_SCANS = select(_TALLY.c.scans).where(_TALLY.c.meeting_id == bindparam("meeting")).scalar_subquery()
_VERSION = select(_CHAINS, _SCANS)
_ACTS = select(_CHAINS)
_OWN = _TALLY.c.meeting_id == bindparam("meeting")
_ADD = update(_TALLY).where(_OWN).values(scans=_TALLY.c.scans + bindparam("more"))


def _turn(insert: Any) -> Any:
    row = insert(_TALLY).values(id=bindparam("key"), meeting_id=bindparam("meeting"), scans=bindparam("more"))
    added = {"scans": _TALLY.c.scans + row.excluded.scans}
    return row.on_conflict_do_update(index_elements=["meeting_id"], set_=added).returning(_CHAINS, _TALLY.c.scans)


_TURNS = {"sqlite": _turn(sqlite_insert), "postgresql": _turn(postgresql_insert)}


def version_of(meeting_id: uuid.UUID) -> Version:
    """The version of what a door may show of the meeting."""
    acts, scans = db.session.connection().execute(_VERSION, {"chain": str(meeting_id), "meeting": meeting_id}).one()
    return Version(int(acts or 0), int(scans or 0))


def take_turn(connection: Connection, meeting_id: uuid.UUID, scans: int) -> Version:
    """Wait until no other door of the meeting stores scans, and announce so many; the version before them.

    On PostgreSQL the acts are those of the moment at which the waiting began (see `acts_of`).
    """
    asked = {"key": uuid7(), "chain": str(meeting_id), "meeting": meeting_id, "more": scans}
    acts, after = connection.execute(_TURNS[connection.dialect.name], asked).one()
    return Version(int(acts or 0), after - scans)


def acts_of(connection: Connection, meeting_id: uuid.UUID) -> int:
    """How many acts there are now, for who has waited for the turn."""
    return int(connection.execute(_ACTS, {"chain": str(meeting_id)}).scalar_one() or 0)


def announce(connection: Connection, meeting_id: uuid.UUID, scans: int) -> None:
    """Announce so many scans more, or fewer than at `take_turn`; 1 when stored ones are wiped."""
    connection.execute(_ADD, {"meeting": meeting_id, "more": scans})
