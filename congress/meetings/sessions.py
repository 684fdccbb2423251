"""Sessions (phiên) and side events of a congress."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from congress import audit
from congress.db import db, expect_version, transaction
from congress.errors import Refused
from congress.meetings.models import Meeting, MeetingSession
from congress.meetings.reading import session_by_number
from congress.meetings.status import ensure_editable, hold


@dataclass(frozen=True)
class NewSession:
    """A session or side event; `minutes` from 1 to 6000, `held_on` None while the day is open."""

    name: str
    starts_at: time
    minutes: int = 240
    kind: str = "session"
    held_on: date | None = None
    place: str = ""


def add_session(actor: str, now: datetime, meeting: Meeting, wish: NewSession) -> MeetingSession:
    """Add a session or side event.

    Raises:
        Refused: `session_name_missing`, `session_minutes`, `meeting_closed`.
    """
    with transaction() as session:
        hold(session, meeting)
        _check(wish)
        numbers = select(func.max(MeetingSession.number)).where(MeetingSession.meeting_id == meeting.id)
        row = MeetingSession(meeting_id=meeting.id, number=(db.session.execute(numbers).scalar() or 0) + 1)
        _fill(row, wish)
        session.add(row)
        subject = f"session {row.number}"
        audit.record(
            session, at=now, actor=actor, act="meetings.add_session", subject=subject, meeting_id=meeting.id, after=wish.name
        )
        return row


def change_session(
    actor: str, now: datetime, meeting: Meeting, number: int, wish: NewSession, seen_version: int
) -> MeetingSession:
    """Change a session or side event.

    Raises:
        Refused: `session_name_missing`, `session_minutes`, `meeting_closed`, `stale`.
        NotFound: the meeting has none with this number.
    """
    with transaction() as session:
        ensure_editable(meeting)
        row = session_by_number(meeting, number)
        expect_version(row, seen_version)
        _check(wish)
        before = _words(row)
        _fill(row, wish)
        audit.record(
            session,
            at=now,
            actor=actor,
            act="meetings.change_session",
            subject=f"session {number}",
            meeting_id=meeting.id,
            before=before,
            after=_words(row),
        )
        return row


def remove_session(actor: str, now: datetime, meeting: Meeting, number: int) -> None:
    """Take a session or side event away.

    Raises:
        Refused: `session_last` for the only session proper, `session_in_use` when a programme or door stands on it.
        NotFound: the meeting has none with this number.
    """
    try:
        with transaction() as session:
            hold(session, meeting)
            row = session_by_number(meeting, number)
            if row.kind == "session" and sum(other.kind == "session" for other in meeting.sessions) == 1:
                raise Refused("session_last")
            session.delete(row)
            audit.record(
                session,
                at=now,
                actor=actor,
                act="meetings.remove_session",
                subject=f"session {number}",
                meeting_id=meeting.id,
                before=_words(row),
            )
    except IntegrityError as problem:
        raise Refused("session_in_use") from problem


def _check(wish: NewSession) -> None:
    if not wish.name:
        raise Refused("session_name_missing", field="name")
    if not 1 <= wish.minutes <= 6000:
        raise Refused("session_minutes", field="minutes")


def _fill(row: MeetingSession, wish: NewSession) -> None:
    row.kind, row.name, row.held_on = wish.kind, wish.name, wish.held_on
    row.starts_at, row.minutes, row.place = wish.starts_at, wish.minutes, wish.place


def _words(row: MeetingSession) -> list[object]:
    return [row.kind, row.name, row.held_on, row.starts_at, row.minutes, row.place]
