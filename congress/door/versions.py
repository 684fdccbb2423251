"""Numbers that tell whether what a door was told still holds."""

import uuid

from sqlalchemy import bindparam, func, select

from congress.audit import INSTALLATION, AuditHead
from congress.db import db
from congress.door.models import Scan

SCANS_PER_ACT = 10**8
"""A version is (acts in the histories) × this + (scans): both only grow, save that wiping scans is an act."""


_CHAINS = select(func.sum(AuditHead.length)).where(AuditHead.chain.in_((bindparam("chain"), INSTALLATION)))
_SCANS = select(func.count()).select_from(Scan).where(Scan.meeting_id == bindparam("meeting"))
_VERSION = select(_CHAINS.scalar_subquery(), _SCANS.scalar_subquery())


def acts_of(meeting_id: uuid.UUID) -> int:
    """How many acts the histories of the meeting and of the installation hold: the list is the same while it is."""
    return int(db.session.connection().execute(_CHAINS, {"chain": str(meeting_id)}).scalar_one() or 0)


def version_of(meeting_id: uuid.UUID) -> int:
    """A number that grows with every act on the meeting or the installation, and with every scan of the meeting."""
    asked = {"chain": str(meeting_id), "meeting": meeting_id}
    acts, scanned = db.session.connection().execute(_VERSION, asked).one()
    return int(acts or 0) * SCANS_PER_ACT + int(scanned)
