"""The verbs of the roster. What is done to many at once lies in decisions.py and bulk.py and is named here too."""

import dataclasses
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, expect_version, transaction, uuid7
from congress.delegates import nomination, seats
from congress.delegates.bulk import add_many
from congress.delegates.decisions import Decided, approve, checked_reason, reinstate, summon, withdraw
from congress.delegates.models import Delegate, DelegateStatus, DelegateTrait
from congress.delegates.nomination import Nomination
from congress.delegates.numbering import lock, next_number
from congress.delegates.roster import by_number
from congress.delegates.scope import EVERYBODY, Scope
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.people import particulars
from congress.people import service as people
from congress.people.models import Person
from congress.people.sealing import Sealer


def nominate(
    actor: str,
    now: datetime,
    meeting: Meeting,
    wish: Nomination,
    sealer: Sealer | None = None,
    *,
    homonym: bool = False,
    within_seats: bool = False,
) -> Delegate:
    """Put a person on the roster.

    Args:
        sealer: needed when the nomination has sensitive particulars.
        homonym: true when the caller knows that a person of the same name, unit and year is somebody else.
        within_seats: refuse to go beyond the seats granted to the unit.

    Raises:
        Refused: see `nomination.checked`; `delegate_twice`, `delegate_listed`, `seats_full`.
    """
    wish = nomination.checked(wish, meeting, now)
    with transaction() as session:
        lock(session, meeting)
        if not homonym and not wish.person_id:
            refuse_twice(meeting, wish)
        if within_seats:
            seats.refuse_full(meeting, wish.unit_id, wish.kind, _group_id(meeting, wish))
        person = _person(actor, now, meeting, wish)
        if sealer is not None:
            particulars.merge(session, sealer, person, wish.particulars)
        delegate = _enter(session, now, actor, meeting, wish, person)
        _record(session, now, actor, meeting, "delegates.nominate", delegate, name=person.name, kind=wish.kind)
        return delegate


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


def _person(actor: str, now: datetime, meeting: Meeting, wish: Nomination) -> Person:
    """The person of a nomination: the one it names, with what it says written to him, or a new one."""
    if wish.person_id is None:
        return people.create(actor, now, wish.details, meeting_id=meeting.id)
    person = people.by_id(wish.person_id)
    number = db.session.execute(
        select(Delegate.number).where(Delegate.meeting_id == meeting.id, Delegate.person_id == person.id)
    ).scalar_one_or_none()
    if number is not None:
        raise Refused("delegate_listed", field="name", number=number, name=person.name)
    return people.update(actor, now, person, wish.details, meeting_id=meeting.id)


def _group_id(meeting: Meeting, wish: Nomination) -> uuid.UUID | None:
    group = nomination.group_of(meeting, wish.group)
    return group.id if group else None


def _enter(
    session: Session, now: datetime, actor: str, meeting: Meeting, wish: Nomination, person: Person, **columns: Any
) -> Delegate:
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


def edit(
    actor: str,
    now: datetime,
    meeting: Meeting,
    delegate: Delegate,
    wish: Nomination,
    seen_version: int,
    sealer: Sealer | None = None,
    *,
    scope: Scope = EVERYBODY,
    only_nominated: bool = False,
    homonym: bool = False,
) -> Delegate:
    """Correct a nomination and the person behind it. Status, number and seat are not changed here.

    Args:
        only_nominated: true for an officer of a unit, whose list is closed once it has been approved.

    Raises:
        Refused: `stale`, `delegate_settled`, `delegate_twice`, `seats_full`, and see `nomination.checked`.
        NotFound: the delegate went out of the scope meanwhile.
    """
    wish = nomination.checked(wish, meeting, now)
    with transaction() as session:
        lock(session, meeting)
        delegate = by_number(meeting, delegate.number, scope)
        expect_version(delegate, seen_version)
        if only_nominated and delegate.status != "nominated":
            raise Refused("delegate_settled")
        if only_nominated and delegate.unit_id != wish.unit_id:
            seats.refuse_full(meeting, wish.unit_id, wish.kind, _group_id(meeting, wish))
        if not homonym and _identity(delegate.person) != _identity_wished(wish):
            refuse_twice(meeting, wish, delegate.person_id)
        person = people.update(actor, now, delegate.person, wish.details, meeting_id=meeting.id)
        if sealer is not None and wish.particulars:
            particulars.merge(session, sealer, person, wish.particulars)
        _rename_elsewhere(session, person)
        before, after = _write(session, delegate, wish, meeting)
        if after:
            _record(session, now, actor, meeting, "delegates.edit", delegate, before=before, after=after)
        return delegate


def _identity(person: Person) -> tuple[str, int | None, uuid.UUID | None]:
    return person.name, person.birth_year, person.unit_id


def _identity_wished(wish: Nomination) -> tuple[str, int | None, uuid.UUID | None]:
    return wish.name, wish.birth.year, wish.unit_id


def _rename_elsewhere(session: Session, person: Person) -> None:
    """Rows of this person at every meeting are sorted and found by the new name."""
    for row in session.execute(select(Delegate).where(Delegate.person_id == person.id)).scalars():
        row.sort_key, row.search_key = person.sort_key, person.search_key


def _write(session: Session, delegate: Delegate, wish: Nomination, meeting: Meeting) -> tuple[dict, dict]:
    """Write the columns and traits; what changed, before and after."""
    values = nomination.columns(wish, meeting)
    for kept in ("seat", "position"):
        values.pop(kept)
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for key, value in values.items():
        if getattr(delegate, key) != value and not key.endswith("_key"):
            before[key], after[key] = people.shown(getattr(delegate, key)), people.shown(value)
        setattr(delegate, key, value)
    had = {trait.code for trait in delegate.traits}
    if had != set(wish.traits):
        before["traits"], after["traits"] = sorted(had), sorted(wish.traits)
        delegate.traits = [trait for trait in delegate.traits if trait.code in wish.traits]
        delegate.traits += [
            DelegateTrait(meeting_id=meeting.id, delegate_id=delegate.id, code=code) for code in wish.traits if code not in had
        ]
    session.flush()
    return before, after


def remove(
    actor: str, now: datetime, meeting: Meeting, delegate: Delegate, seen_version: int, *, scope: Scope = EVERYBODY
) -> None:
    """Take back a nomination nobody has approved yet; the person goes too when nothing else refers to him.

    Raises:
        Refused: `stale`, `delegate_not_deletable` (approved already: withdraw), `delegate_in_use` (a badge was made).
    """
    with transaction() as session:
        lock(session, meeting)
        delegate = by_number(meeting, delegate.number, scope)
        expect_version(delegate, seen_version)
        if delegate.status != "nominated":
            raise Refused("delegate_not_deletable")
        person = delegate.person
        _record(session, now, actor, meeting, "delegates.remove", delegate, name=person.name)
        _delete(session, delegate)
        person_id = person.id
        session.expunge(person)
        people.forget_unused(session, [person_id])


def _delete(session: Session, delegate: Delegate) -> None:
    try:
        with session.begin_nested():
            for step in session.execute(
                select(DelegateStatus).where(
                    DelegateStatus.meeting_id == delegate.meeting_id, DelegateStatus.delegate_id == delegate.id
                )
            ).scalars():
                session.delete(step)
            session.flush()
            session.delete(delegate)
            session.flush()
    except IntegrityError as problem:
        raise Refused("delegate_in_use") from problem


def replace(
    actor: str,
    now: datetime,
    meeting: Meeting,
    delegate: Delegate,
    wish: Nomination,
    reason: str,
    seen_version: int,
    sealer: Sealer | None = None,
    *,
    homonym: bool = False,
) -> Delegate:
    """Let somebody else come in a delegate's place: unit, group, kind, status and seat in the hall pass over.

    Raises:
        Refused: `stale`, `reason_short`, `delegate_gone` (withdrawn or replaced already), and see `nominate`.
    """
    reason = checked_reason(reason)
    with transaction() as session:
        lock(session, meeting)
        old = by_number(meeting, delegate.number)
        expect_version(old, seen_version)
        if old.status not in nomination.LIVE:
            raise Refused("delegate_gone", number=old.number)
        wish = nomination.checked(succeeding(wish, old), meeting, now)
        if not homonym and not wish.person_id:
            refuse_twice(meeting, wish)
        person = _person(actor, now, meeting, wish)
        if sealer is not None:
            particulars.merge(session, sealer, person, wish.particulars)
        old.status = "replaced"
        note_status(session, old, now, actor, reason)
        new = _enter(session, now, actor, meeting, wish, person, replaces_id=old.id, seat=old.seat, position=old.position)
        old.seat = ""
        session.flush()
        _record(session, now, actor, meeting, "delegates.replace", old, reason=reason, by=new.number, name=person.name)
        return new


def succeeding(wish: Nomination, old: Delegate) -> Nomination:
    """The nomination in the place of somebody: what belongs to the place is taken from the one who leaves it."""
    return dataclasses.replace(
        wish, unit_id=old.unit_id, group=old.group.code if old.group else "", kind=old.kind, status=old.status, seat=old.seat
    )


def _record(
    session: Session, now: datetime, actor: str, meeting: Meeting, act: str, delegate: Delegate, **details: object
) -> None:
    subject = f"delegate {delegate.number}"
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)


__all__ = [
    "Decided",
    "Nomination",
    "add_many",
    "approve",
    "by_number",
    "edit",
    "nominate",
    "reinstate",
    "remove",
    "replace",
    "summon",
    "withdraw",
]
