"""Citizen cards at the door: the number is compared with the marks of this meeting's delegates and goes no further."""

from sqlalchemy import select

from congress.db import db
from congress.delegates.models import Delegate
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.people.models import PersonParticulars
from congress.people.particulars import checked_identity
from congress.people.sealing import Sealer


def delegate_with(meeting: Meeting, number: object, sealer: Sealer) -> int | None:
    """The badge number of the one delegate with this identity number; None where nobody or more than one has it.

    Nobody who has not been approved is found; those withdrawn are, the door then says so.
    """
    try:
        text = checked_identity(number if isinstance(number, str) else "")
    except Refused:
        return None
    if not text:
        return None
    statement = (
        select(Delegate.number)
        .join(PersonParticulars, PersonParticulars.person_id == Delegate.person_id)
        .where(Delegate.meeting_id == meeting.id, Delegate.status != "nominated")
        .where(PersonParticulars.identity_mark == sealer.mark(text))
        .limit(2)
    )
    found = db.session.execute(statement).scalars().all()
    return found[0] if len(found) == 1 else None
