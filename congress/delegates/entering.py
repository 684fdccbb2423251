"""What every way onto the roster shares: the person, the row with its traits, the first step of its history."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, uuid7
from congress.delegates import nomination
from congress.delegates.models import Delegate, DelegateStatus, DelegateTrait
from congress.delegates.nomination import Nomination
from congress.delegates.numbering import next_number
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.people import particulars
from congress.people import service as people
from congress.people.models import Person
from congress.people.sealing import Sealer


def refuse_twice(meeting: Meeting, wish: Nomination, except_person: uuid.UUID | None = None) -> None:
    """Refuse a second person of the same name (hòa = hoà), unit and year of birth on one roster.

    Raises:
        Refused: `delegate_twice` with the number and name of the one who is there.
    """
    same = people.likely_same(wish.name, wish.birth.year, wish.unit_id)
    wanted = [person.id for person in same if person.id != except_person]
    if not wanted:
        return
    statement = select(Delegate.number, Person.name).join(Delegate.person)
    found = db.session.execute(
        statement.where(Delegate.meeting_id == meeting.id, Delegate.person_id.in_(wanted)).order_by(Delegate.number)
    ).first()
    if found is not None:
        raise Refused("delegate_twice", field="name", number=found.number, name=found.name)


def person_of(actor: str, now: datetime, meeting: Meeting, wish: Nomination, *, homonym: bool = False) -> Person:
    """The person of a nomination: the one it names or the one known from another meeting, corrected by it; else a new one.

    Raises:
        Refused: `delegate_listed` when that person is on this roster.
    """
    person_id = wish.person_id or (None if homonym else known_person(wish))
    if person_id is None:
        return people.create(actor, now, wish.details, meeting_id=meeting.id)
    person = people.by_id(person_id)
    number = db.session.execute(
        select(Delegate.number).where(Delegate.meeting_id == meeting.id, Delegate.person_id == person.id)
    ).scalar_one_or_none()
    if number is not None:
        raise Refused("delegate_listed", field="name", number=number, name=person.name)
    return corrected(actor, now, meeting, person, wish)


def corrected(actor: str, now: datetime, meeting: Meeting, person: Person, wish: Nomination) -> Person:
    """Correct the person behind a nomination, inside the open transaction.

    Rows at every meeting are then sorted and found by the new name, and each of these meetings has the correction in its own
    history: by that its doors and screens notice it.
    """
    before = person.name
    person = people.update(actor, now, person, wish.details, meeting_id=meeting.id)
    if person.name == before:
        return person
    session, subject = db.session(), f"person {person.id}"
    for row in session.execute(select(Delegate).where(Delegate.person_id == person.id)).scalars():
        row.sort_key, row.search_key = person.sort_key, person.search_key
        if row.meeting_id != meeting.id:
            audit.record(
                session, at=now, actor=actor, act="people.update", subject=subject, meeting_id=row.meeting_id,
                before={"name": before}, after={"name": person.name},
            )  # fmt: skip
    return person


def known_person(wish: Nomination) -> uuid.UUID | None:
    """The one person of this name, unit and year of birth, when the year is known on both sides."""
    same = people.likely_same(wish.name, wish.birth.year, wish.unit_id) if wish.birth.year and wish.unit_id else []
    return same[0].id if len(same) == 1 and same[0].birth_year else None


def enter(
    session: Session, now: datetime, actor: str, meeting: Meeting, wish: Nomination, person: Person, **columns: Any
) -> Delegate:
    """Add the row of a checked nomination with the next number; `columns` go over what the nomination says."""
    delegate = Delegate(
        id=uuid7(), meeting_id=meeting.id, number=next_number(session, meeting), person_id=person.id, status=wish.status
    )
    for key, value in {**nomination.columns(wish, meeting), **columns}.items():
        setattr(delegate, key, value)
    session.add(delegate)
    session.flush()
    session.add_all(DelegateTrait(meeting_id=meeting.id, delegate_id=delegate.id, code=code) for code in wish.traits)
    note_status(session, delegate, now, actor)
    session.flush()
    return delegate


def note_status(session: Session, delegate: Delegate, now: datetime, actor: str, reason: str = "") -> None:
    """Add the delegate's present status to its history."""
    session.add(
        DelegateStatus(
            meeting_id=delegate.meeting_id, delegate_id=delegate.id, status=delegate.status, at=now, by=actor, reason=reason
        )
    )


def seal(
    session: Session, now: datetime, actor: str, meeting: Meeting, person: Person, wish: Nomination, sealer: Sealer | None
) -> None:
    """Write the sensitive particulars a nomination gives; the history names the fields, never the values.

    Raises:
        ValueError: there are particulars and no sealer.
    """
    if not wish.particulars:
        return
    if sealer is None:
        raise ValueError("sensitive particulars need a sealer")
    particulars.merge(session, sealer, person, wish.particulars)
    subject, fields = f"person {person.id}", sorted(wish.particulars)
    act = "people.particulars"
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, fields=fields)


def record(
    session: Session, now: datetime, actor: str, meeting: Meeting, act: str, delegate: Delegate, **details: object
) -> None:
    """Note an act about one delegate in the meeting's history."""
    subject = f"delegate {delegate.number}"
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)
