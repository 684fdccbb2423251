"""Trying the door out before the day: scans made meanwhile are marked, and gone when the trial ends."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, transaction
from congress.door.devices.models import DoorReview
from congress.door.models import Scan
from congress.door.presence import counted
from congress.door.versions import announce, take_turn
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.rules.local_time import local


def count(meeting: Meeting) -> int:
    """Scans of the trial."""
    statement = select(func.count()).where(Scan.meeting_id == meeting.id, Scan.rehearsal)
    return db.session.execute(statement).scalar_one()


def standing(meeting: Meeting) -> int:
    """Scans that let somebody in, were meant and were not taken back."""
    statement = select(func.count()).where(Scan.meeting_id == meeting.id, Scan.rehearsal.is_(False), counted())
    return db.session.execute(statement).scalar_one()


def may_take_over(meeting: Meeting, now: datetime) -> bool:
    """Whether scans made so far may become part of a trial: not from the meeting's day on."""
    return meeting.held_on is None or local(now).date() < meeting.held_on


def begin(actor: str, now: datetime, meeting: Meeting, *, take_over: bool = False) -> None:
    """Begin a trial of the door.

    Args:
        take_over: before the meeting's day, every scan made so far becomes part of the trial and is wiped with it.

    Raises:
        Refused: `rehearsal_on`, `rehearsal_late` once the meeting was held, `rehearsal_scans` when there are scans that count.
    """
    with transaction() as session:
        hold(session, meeting)
        if meeting.rehearsing:
            raise Refused("rehearsal_on")
        if meeting.status != "preparing":
            raise Refused("rehearsal_late")
        take_turn(session.connection(), meeting.id, 0)  # no scan that counts is stored between the question and the trial
        taken = _taken_over(session, meeting) if take_over and may_take_over(meeting, now) else 0
        real = standing(meeting)
        if real:
            raise Refused("rehearsal_scans", number=real)
        _set(session, meeting, {"rehearsal_from": now, "rehearsal_until": None})
        _record(session, now, actor, meeting, "rehearsal.begin", **({"number": taken} if taken else {}))


def _taken_over(session: Session, meeting: Meeting) -> int:
    """Mark every scan made so far as part of the trial; how many."""
    announce(session.connection(), meeting.id, 1)
    made = update(Scan).where(Scan.meeting_id == meeting.id, Scan.rehearsal.is_(False)).values(rehearsal=True)
    return session.execute(made, execution_options={"synchronize_session": False}).rowcount


def end(actor: str, now: datetime, meeting: Meeting) -> int:
    """End the trial and wipe every scan made in it with what was decided about it; how many scans were wiped.

    Those that doors send later are not taken.

    Raises:
        Refused: `rehearsal_off`.
    """
    with transaction() as session:
        hold(session, meeting)
        if not meeting.rehearsing:
            raise Refused("rehearsal_off")
        announce(session.connection(), meeting.id, 1)
        wiped = count(meeting)
        tried = Scan.meeting_id == meeting.id, Scan.rehearsal.is_(True)
        session.execute(delete(DoorReview).where(DoorReview.scan_id.in_(select(Scan.id).where(*tried))))
        session.execute(delete(Scan).where(*tried))
        _set(session, meeting, {"rehearsal_until": now})
        _record(session, now, actor, meeting, "rehearsal.end", number=wiped)
        return wiped


def _set(session: Session, meeting: Meeting, values: dict[str, datetime | None]) -> None:
    """Write beside the version: a trial is nothing that somebody who edits the meeting's facts has to look at again."""
    table = Meeting.__table__
    session.execute(update(table).where(table.c.id == meeting.id).values(**values))
    session.expire(meeting)


def _record(session: Session, now: datetime, actor: str, meeting: Meeting, act: str, **details: object) -> None:
    subject = f"meeting {meeting.number}"
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)
