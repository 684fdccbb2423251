"""Lists sent and received: versions, where each stands, and what is ready to go."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from congress.db import db
from congress.elections.checks import list_findings
from congress.elections.queries import HigherList, the_list
from congress.errors import NotFound
from congress.meetings.models import Meeting
from congress.rules.findings import Finding, stops
from congress.rules.submission import fingerprint, next_state
from congress.submissions.content import RowChange, compose, differences
from congress.submissions.models import Submission

WAITING = ("sent", "received")


@dataclass(frozen=True)
class Draft:
    """The next version as it would be frozen now.

    `changes` is the difference to the newest version sent (None: nothing was sent yet). `may_send` is false while a version
    waits for its answer or was accepted, and while a hard finding stands.
    """

    number: int
    content: dict[str, Any]
    fingerprint: str
    findings: tuple[Finding, ...]
    changes: tuple[RowChange, ...] | None
    step_allowed: bool

    @property
    def may_send(self) -> bool:
        """True when nothing stands in the way."""
        return self.step_allowed and not stops(self.findings)


@dataclass(frozen=True)
class Incoming:
    """The newest version of a lower meeting's list, for the inbox."""

    submission: Submission
    official: int
    reserve: int


@dataclass(frozen=True)
class LowerList:
    """A lower meeting and the newest version it sent, if any."""

    meeting: Meeting
    incoming: Incoming | None


def versions(meeting: Meeting) -> list[Submission]:
    """Everything this meeting sent, newest first."""
    statement = select(Submission).where(Submission.meeting_id == meeting.id).order_by(Submission.number.desc())
    return list(db.session.execute(statement).scalars())


def own(meeting: Meeting, number: int) -> Submission:
    """One version this meeting sent.

    Raises:
        NotFound: there is none with this number.
    """
    statement = select(Submission).where(Submission.meeting_id == meeting.id, Submission.number == number)
    return _one(statement)


def incoming(higher: Meeting, lower: int, number: int) -> Submission:
    """One version that a lower meeting sent to this one, with its meeting and unit.

    Args:
        lower: number of the lower meeting.

    Raises:
        NotFound: nothing of that kind was sent to this meeting.
    """
    statement = (
        select(Submission)
        .join(Submission.meeting)
        .where(Submission.higher_meeting_id == higher.id, Meeting.number == lower, Submission.number == number)
        .options(joinedload(Submission.meeting).joinedload(Meeting.unit))
    )
    return _one(statement)


def _one(statement: Any) -> Submission:
    found = db.session.execute(statement).unique().scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def before(submission: Submission) -> Submission | None:
    """The version sent before this one."""
    statement = (
        select(Submission)
        .where(Submission.meeting_id == submission.meeting_id, Submission.number < submission.number)
        .order_by(Submission.number.desc())
        .limit(1)
    )
    return db.session.execute(statement).scalar_one_or_none()


def changes_of(submission: Submission) -> tuple[RowChange, ...] | None:
    """How a version differs from the one before it; None for the first."""
    earlier = before(submission)
    return differences(earlier.content["rows"], submission.content["rows"]) if earlier else None


def draft(meeting: Meeting, sent: list[Submission] | None = None, listing: HigherList | None = None) -> Draft | None:
    """What would go up now; None when the meeting has no higher congress in this installation."""
    higher = meeting.higher_meeting
    if higher is None:
        return None
    listing = the_list(meeting) if listing is None else listing
    sent = versions(meeting) if sent is None else sent
    last = sent[0] if sent else None
    content = compose(listing, higher)
    return Draft(
        number=last.number + 1 if last else 1,
        content=content,
        fingerprint=fingerprint(content),
        findings=tuple(list_findings(listing, complete=True)),
        changes=differences(last.content["rows"], content["rows"]) if last else None,
        step_allowed=next_state(last.status if last else "draft", "send") is not None,
    )


def newest(higher: Meeting, meeting_ids: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, Incoming]:
    """The newest version of each lower meeting's list, by meeting key, in one query."""
    later = aliased(Submission)
    last = select(func.max(later.number)).where(later.meeting_id == Submission.meeting_id).scalar_subquery()
    statement = select(Submission).where(Submission.higher_meeting_id == higher.id, Submission.number == last)
    if meeting_ids is not None:
        statement = statement.where(Submission.meeting_id.in_(list(meeting_ids)))
    return {row.meeting_id: _counted(row) for row in db.session.execute(statement).scalars()}


def _counted(submission: Submission) -> Incoming:
    standings = [row["standing"] for row in submission.content["rows"]]
    return Incoming(submission, standings.count("official"), standings.count("reserve"))


def incoming_states(higher: Meeting) -> tuple[int, list[str]]:
    """How many lower meetings there are that elect, and the status of the newest version of each that sent one; two queries."""
    lower = Meeting.higher_meeting_id == higher.id, Meeting.elects, Meeting.status != "cancelled"
    meetings = db.session.execute(select(func.count()).select_from(Meeting).where(*lower)).scalar_one()
    later = aliased(Submission)
    last = select(func.max(later.number)).where(later.meeting_id == Submission.meeting_id).scalar_subquery()
    statement = select(Submission.status).join(Meeting, Meeting.id == Submission.meeting_id).where(*lower)
    states = db.session.execute(statement.where(Submission.higher_meeting_id == higher.id, Submission.number == last))
    return meetings, list(states.scalars())


def inbox(higher: Meeting) -> list[LowerList]:
    """Every lower meeting that elects, by its body's place in the plan, with the newest version it sent; two queries."""
    statement = (
        select(Meeting)
        .join(Meeting.unit)
        .where(Meeting.higher_meeting_id == higher.id, Meeting.elects, Meeting.status != "cancelled")
        .options(joinedload(Meeting.unit))
    )
    meetings = db.session.execute(statement).scalars().all()
    sent = newest(higher)
    ordered = sorted(meetings, key=lambda m: (m.unit.position, m.unit.sort_key, m.id))
    return [LowerList(meeting, sent.get(meeting.id)) for meeting in ordered]
