"""Numbers that tell whether what a door was told still holds."""

import uuid
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from congress.audit import INSTALLATION, AuditHead
from congress.db import db
from congress.door.models import Scan

SCANS_PER_ACT = 10**8


class Version(NamedTuple):
    """How many acts the histories of a meeting and of the installation hold, and how many scans the meeting has.

    The acts only grow, and the scans do between two acts: wiping those of a rehearsal is an act.
    """

    acts: int
    scans: int

    @property
    def number(self) -> int:
        """As one number that only grows."""
        return self.acts * SCANS_PER_ACT + self.scans


_CHAINS = select(func.sum(AuditHead.length)).where(AuditHead.chain.in_((bindparam("chain"), INSTALLATION)))
_SCANS = select(func.count()).select_from(Scan).where(Scan.meeting_id == bindparam("meeting"))
_VERSION = select(_CHAINS.scalar_subquery(), _SCANS.scalar_subquery())


def version_of(meeting_id: uuid.UUID) -> Version:
    """The version of what a door may show of the meeting."""
    asked = {"chain": str(meeting_id), "meeting": meeting_id}
    acts, scans = db.session.connection().execute(_VERSION, asked).one()
    return Version(int(acts or 0), int(scans))
