"""Leaving the roster: a nomination taken back, a delegate whose place somebody else takes."""

import dataclasses
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from congress.db import expect_version, transaction
from congress.delegates import nomination, seats
from congress.delegates.decisions import SETTLED, checked_reason
from congress.delegates.entering import enter, note_status, person_of, record, refuse_twice, seal
from congress.delegates.hall import plan_of
from congress.delegates.models import Delegate, DelegateStatus
from congress.delegates.nomination import Nomination
from congress.delegates.roster import by_number, history
from congress.delegates.scope import EVERYBODY, Scope
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people import service as people
from congress.people.sealing import Sealer


def remove(
    actor: str, now: datetime, meeting: Meeting, delegate: Delegate, seen_version: int, *, scope: Scope = EVERYBODY
) -> None:
    """Take back a nomination nobody has approved yet; the person goes too when nothing else refers to him.

    Raises:
        Refused: `stale`, `delegate_not_deletable` (approved already: withdraw), `delegate_in_use` (a badge was made).
    """
    with transaction() as session:
        hold(session, meeting)
        delegate = by_number(meeting, delegate.number, scope)
        expect_version(delegate, seen_version)
        if delegate.status != "nominated":
            raise Refused("delegate_not_deletable")
        person = delegate.person
        record(session, now, actor, meeting, "delegates.remove", delegate, name=person.name)
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
        hold(session, meeting)
        old = by_number(meeting, delegate.number)
        expect_version(old, seen_version)
        if old.status not in nomination.LIVE:
            raise Refused("delegate_gone", number=old.number)
        wish = nomination.checked(succeeding(wish, old), meeting, now)
        if not homonym and not wish.person_id:
            refuse_twice(meeting, wish)
        person = person_of(actor, now, meeting, wish, homonym=homonym)
        seal(session, now, actor, meeting, person, wish, sealer)
        passed_on = {"seat": old.seat, "placed": old.placed, "position": old.position}
        old.status, old.seat, old.placed = "replaced", "", False
        note_status(session, old, now, actor, reason)
        session.flush()
        new = enter(session, now, actor, meeting, wish, person, replaces_id=old.id, **passed_on)
        record(session, now, actor, meeting, "delegates.replace", old, reason=reason, by=new.number, name=person.name)
        return new


def place_of(delegate: Delegate) -> str:
    """The status that passes over with this place: of the one who holds it, or held it before withdrawing; else empty."""
    if delegate.status == "withdrawn":
        return next((step.status for step in reversed(history(delegate)) if step.status in SETTLED), "")
    return delegate.status if delegate.status in SETTLED else ""


def take_place(actor: str, now: datetime, meeting: Meeting, leaving: int, coming: int, reason: str) -> Delegate:
    """Let somebody nominated already come in the place of somebody approved: status and seat in the hall pass over.

    Args:
        leaving: number of somebody whose `place_of` is not empty.
        coming: number of a nominee, who keeps unit and group.
        reason: why; whoever withdrew has given his own.

    Raises:
        NotFound: the meeting has no such delegate.
        Refused: `reason_short`, `text_long`; `stale` when one of them stands otherwise meanwhile; `seats_over` when the unit of
            the one who comes would have more approved delegates than seats.
    """
    with transaction() as session:
        hold(session, meeting)
        old, new = by_number(meeting, leaving), by_number(meeting, coming)
        reason = history(old)[-1].reason if old.status == "withdrawn" else checked_reason(reason)
        place = place_of(old)
        if not place or new.status != "nominated":
            raise Refused("stale")
        seat, old.status, old.seat, old.placed = old.seat, "replaced", "", False
        session.flush()
        new.status, new.replaces_id, new.seat = place, old.id, seat
        new.placed = bool(seat) and plan_of(meeting) is not None
        note_status(session, old, now, actor, reason)
        note_status(session, new, now, actor)
        session.flush()
        seats.refuse_exceeded(meeting, SETTLED, {new.unit_id})
        record(session, now, actor, meeting, "delegates.replace", old, reason=reason, by=new.number, name=new.person.name)
        return new


def succeeding(wish: Nomination, old: Delegate) -> Nomination:
    """The nomination in the place of somebody: what belongs to the place is taken from the one who leaves it."""
    return dataclasses.replace(
        wish, unit_id=old.unit_id, group=old.group.code if old.group else "", kind=old.kind, status=old.status, seat=old.seat
    )
