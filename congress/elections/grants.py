"""Seats granted by a paper of the level above, when its share-out is not kept here."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from congress import audit
from congress.db import transaction
from congress.elections.models import HigherGrant
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people.service import checked_text

PAPER_LONGEST = 200
SEATS_MOST = 10_000


@dataclass(frozen=True)
class PaperGrant:
    """Seats as a paper of the level above grants them; `reserve` None: the paper does not say."""

    official: int
    reserve: int | None = None
    paper: str = ""
    paper_on: date | None = None
    guidance: str = ""


def type_grant(actor: str, now: datetime, meeting: Meeting, grant: PaperGrant, seen: int) -> HigherGrant:
    """Keep the seats that a paper of the level above grants; they count while its own share-out names no seats here.

    Args:
        seen: version of the grant the person saw; 0 when there was none.

    Raises:
        Refused: `stale`, `granted_range`, `text_long`.
    """
    for field, value in (("official", grant.official), ("reserve", grant.reserve or 0)):
        if not 0 <= value <= SEATS_MOST:
            raise Refused("granted_range", field=field, most=SEATS_MOST)
    with transaction() as session:
        hold(session, meeting)
        row = session.execute(select(HigherGrant).where(HigherGrant.meeting_id == meeting.id)).scalar_one_or_none()
        if (row.version if row else 0) != seen:
            raise Refused("stale")
        if row is None:
            row = HigherGrant(meeting_id=meeting.id)
            session.add(row)
        row.official, row.reserve, row.paper_on = grant.official, grant.reserve, grant.paper_on
        row.paper = checked_text(grant.paper, PAPER_LONGEST, "paper")
        row.guidance, row.recorded_by, row.recorded_at = grant.guidance.strip(), actor, now
        audit.record(
            session, at=now, actor=actor, act="elections.grant", subject=f"meeting {meeting.number}", meeting_id=meeting.id,
            official=row.official, reserve=row.reserve, paper=row.paper,
        )  # fmt: skip
        return row
