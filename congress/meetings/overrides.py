"""Findings accepted with a reason: who, when, why; withdrawn the same way."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from congress import audit
from congress.accounts.models import User
from congress.db import db, transaction
from congress.errors import NotFound, Refused
from congress.meetings.models import FindingOverride, Meeting
from congress.meetings.status import hold

REASON_MINIMUM = 5


@dataclass(frozen=True)
class Override:
    """One acceptance; `who` is the display name of the person, or the sign-in name when the account is gone."""

    reason: str
    who: str
    at: datetime


def override_address(meeting: Meeting) -> str:
    """Where an acceptance is sent by POST: code, subject, reason."""
    return f"/hoi-nghi/{meeting.number}/van-de/chap-nhan"


def overrides_of(meeting: Meeting) -> dict[tuple[str, str], Override]:
    """Findings accepted with a reason, by (code, subject), in one query."""
    statement = (
        select(FindingOverride, User.display_name)
        .outerjoin(User, User.login == FindingOverride.by)
        .where(FindingOverride.meeting_id == meeting.id)
    )
    return {
        (row.code, row.subject): Override(row.reason, name or row.by, row.at) for row, name in db.session.execute(statement)
    }


def override(actor: str, now: datetime, meeting: Meeting, code: str, subject: str, reason: str) -> None:
    """Accept a soft or undecided finding; a second time replaces the reason.

    Raises:
        Refused: `override_reason_short` when the reason has fewer than five letters.
    """
    if len(reason) < REASON_MINIMUM:
        raise Refused("override_reason_short", field="reason", minimum=REASON_MINIMUM)
    with transaction() as session:
        hold(session, meeting)
        row = _row(meeting, code, subject)
        if row is None:
            row = FindingOverride(meeting_id=meeting.id, code=code, subject=subject)
            session.add(row)
        row.reason, row.by, row.at = reason, actor, now
        audit.record(
            session,
            at=now,
            actor=actor,
            act="meetings.override",
            subject=f"finding {code}",
            meeting_id=meeting.id,
            about=subject,
            reason=reason,
        )


def withdraw_override(actor: str, now: datetime, meeting: Meeting, code: str, subject: str) -> None:
    """Take an acceptance back: the finding is open again.

    Raises:
        NotFound: it was not accepted.
    """
    with transaction() as session:
        hold(session, meeting)
        row = _row(meeting, code, subject)
        if row is None:
            raise NotFound
        session.delete(row)
        audit.record(
            session,
            at=now,
            actor=actor,
            act="meetings.withdraw_override",
            subject=f"finding {code}",
            meeting_id=meeting.id,
            about=subject,
            before=row.reason,
        )


def _row(meeting: Meeting, code: str, subject: str) -> FindingOverride | None:
    statement = select(FindingOverride).where(
        FindingOverride.meeting_id == meeting.id, FindingOverride.code == code, FindingOverride.subject == subject
    )
    return db.session.execute(statement).scalar_one_or_none()
