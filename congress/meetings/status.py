"""The life of a congress: preparing, held, closed, or cancelled."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from congress import audit
from congress.db import expect_version, lock, transaction
from congress.errors import Refused
from congress.meetings.models import Meeting

STEPS = {
    "preparing": ("held", "cancelled"),
    "held": ("closed", "preparing"),
    "closed": ("held",),
    "cancelled": ("preparing",),
}
"""Where each status may go; a step back mends a mistake and stands in the history."""


def is_editable(meeting: Meeting) -> bool:
    """False once the file of a congress is closed or it was cancelled."""
    return meeting.status not in ("closed", "cancelled")


def ensure_editable(meeting: Meeting) -> None:
    """Refuse a change to a congress whose file is closed or that was cancelled.

    Raises:
        Refused: `meeting_closed`.
    """
    if not is_editable(meeting):
        raise Refused("meeting_closed")


def hold(session: Session, meeting: Meeting) -> None:
    """Hold the meeting (see `db.lock`) for a change of anything that belongs to it.

    Every verb that changes a meeting's programme, seats, people, badges, awards or list begins with it and may refuse as it
    does. Scans, papers, exports, the way of a list upward and the erasing of personal data go on when the file is closed.

    Raises:
        Refused: `meeting_closed`.
    """
    lock(session, meeting)
    ensure_editable(meeting)


def set_status(actor: str, now: datetime, meeting: Meeting, status: str, today: date, seen_version: int) -> Meeting:
    """Take a congress one step on, or back.

    Raises:
        Refused: `status_step` for a step that is none, `held_too_early` when the day is unknown or still to come, `stale`.
    """
    with transaction() as session:
        expect_version(meeting, seen_version)
        if status not in STEPS[meeting.status]:
            raise Refused("status_step")
        if meeting.status == "preparing" and status == "held" and (meeting.held_on is None or meeting.held_on > today):
            raise Refused("held_too_early")
        before, meeting.status = meeting.status, status
        subject = f"meeting {meeting.number}"
        audit.record(
            session,
            at=now,
            actor=actor,
            act="meetings.status",
            subject=subject,
            meeting_id=meeting.id,
            before=before,
            after=status,
        )
        return meeting
