"""One step of a list from below, taken under a lock, and its line in the history."""

from datetime import datetime

from sqlalchemy.orm import Session

from congress import audit
from congress.db import expect_version, lock
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.rules.submission import next_state
from congress.submissions.models import Submission
from congress.submissions.queries import incoming


def step(session: Session, higher: Meeting, lower: int, number: int, act: str, seen: int) -> Submission:
    """Move a list that came from below to its next state, inside the open transaction.

    Raises:
        NotFound: nothing of that kind was sent to this meeting.
        Refused: `submission_is_…` (sent, received, returned, accepted) when the step does not follow from where the list
            stands, which says who was faster; `stale`.
    """
    submission = incoming(higher, lower, number)
    lock(session, submission)
    session.refresh(submission)
    state = next_state(submission.status, act)
    if state is None:
        at = (submission.answered_at or submission.sent_at).isoformat()
        by = submission.answered_by or submission.sent_by
        raise Refused(f"submission_is_{submission.status}", number=submission.number, by=by, at=at)
    expect_version(submission, seen)
    submission.status = state
    return submission


def note(session: Session, now: datetime, actor: str, act: str, submission: Submission, **details: object) -> None:
    """Record a step in the history of both meetings: each keeps its own chain."""
    subject = f"submission {submission.number}"
    for meeting_id in (submission.meeting_id, submission.higher_meeting_id):
        audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting_id, **details)
