"""Numbers of a meeting's roster, given out under the lock of the meeting."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from congress.delegates.models import Delegate
from congress.meetings.models import Meeting


def next_number(session: Session, meeting: Meeting) -> int:
    """The number the next delegate gets; call under `db.lock`."""
    highest = session.execute(select(func.max(Delegate.number)).where(Delegate.meeting_id == meeting.id)).scalar()
    return (highest or 0) + 1
