"""Trying the door out before the day: scans made meanwhile are marked, and gone when the trial ends."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, transaction
from congress.door.models import Scan
from congress.door.presence import counted
from congress.door.versions import announce
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold


def count(meeting: Meeting) -> int:
    """Scans of the trial."""
    statement = select(func.count()).where(Scan.meeting_id == meeting.id, Scan.rehearsal)
    return db.session.execute(statement).scalar_one()


def standing(meeting: Meeting) -> int:
    """Scans that let somebody in, were meant and were not taken back."""
    statement = select(func.count()).where(Scan.meeting_id == meeting.id, Scan.rehearsal.is_(False), counted())
    return db.session.execute(statement).scalar_one()


def begin(actor: str, now: datetime, meeting: Meeting) -> None:
    """Begin a trial of the door.

    Raises:
        Refused: `rehearsal_on`, `rehearsal_late` once the meeting was held, `rehearsal_scans` when there are scans that count.
    """
    with transaction() as session:
        hold(session, meeting)
        if meeting.rehearsing:
            raise Refused("rehearsal_on")
        if meeting.status != "preparing":
            raise Refused("rehearsal_late")
        real = standing(meeting)
        if real:
            raise Refused("rehearsal_scans", number=real)
        _set(session, meeting, {"rehearsal_from": now, "rehearsal_until": None})
        _record(session, now, actor, meeting, "rehearsal.begin")


def end(actor: str, now: datetime, meeting: Meeting) -> int:
    """End the trial and wipe every scan made in it, also those that doors send later; how many were wiped.

    Raises:
        Refused: `rehearsal_off`.
    """
    with transaction() as session:
        hold(session, meeting)
        if not meeting.rehearsing:
            raise Refused("rehearsal_off")
        announce(session.connection(), meeting.id, 1)
        wiped = count(meeting)
        session.execute(delete(Scan).where(Scan.meeting_id == meeting.id, Scan.rehearsal.is_(True)))
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
