"""Guests somebody else came for: the original is represented, seat and group stay."""

from dataclasses import dataclass

from sqlalchemy import select

from congress.db import db
from congress.delegates.models import Delegate
from congress.door.models import Scan
from congress.door.presence import counted
from congress.door.reports import DEPUTY
from congress.meetings.models import Meeting, MeetingSession
from congress.people.models import Person


@dataclass(frozen=True)
class Represented:
    """A guest, and the name of who came instead."""

    number: int
    name: str
    deputy: str


def represented(meeting: Meeting, session: MeetingSession) -> list[Represented]:
    """Who is represented at this session, by number; of two deputies the later one; one query."""
    statement = (
        select(Delegate.number, Person.name, Scan.facts)
        .join(Delegate, Delegate.id == Scan.delegate_id)
        .join(Person, Person.id == Delegate.person_id)
        .where(Scan.meeting_id == meeting.id, Scan.session_id == session.id, Scan.how == DEPUTY, counted())
        .order_by(Delegate.number, Scan.scanned_at, Scan.nonce)
    )
    found = {number: Represented(number, name, facts["deputy"]) for number, name, facts in db.session.execute(statement)}
    return list(found.values())
