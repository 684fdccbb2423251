"""The lock under which numbers and seats of a meeting's roster are decided."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from congress.delegates.models import Delegate
from congress.meetings.models import Meeting


def lock(session: Session, meeting: Meeting) -> None:
    """Take the meeting's row, so that numbers and seats are decided by one transaction at a time."""
    session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())


def next_number(session: Session, meeting: Meeting) -> int:
    """The number the next delegate gets; call under `lock`."""
    highest = session.execute(select(func.max(Delegate.number)).where(Delegate.meeting_id == meeting.id)).scalar()
    return (highest or 0) + 1
