"""Reading and changing congresses."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from congress.db import db
from congress.errors import NotFound
from congress.meetings.models import Meeting, MeetingAnswer, MeetingSession
from congress.rules.ruleset import RuleSet


def by_number(number: int) -> Meeting:
    """One meeting with its unit, plan, rule set, sessions and groups.

    Raises:
        NotFound: there is none with this number.
    """
    statement = (
        select(Meeting)
        .where(Meeting.number == number)
        .options(joinedload(Meeting.unit), joinedload(Meeting.plan), joinedload(Meeting.rule_set))
        .options(selectinload(Meeting.sessions), selectinload(Meeting.groups))
    )
    meeting = db.session.execute(statement).scalar_one_or_none()
    if meeting is None:
        raise NotFound
    return meeting


def rules_of(meeting: Meeting) -> RuleSet:
    """The rule set in force for this meeting, as it was when the meeting was made."""
    return RuleSet.from_document(meeting.rule_set.document)


def answers_of(meeting: Meeting) -> dict[str, MeetingAnswer]:
    """What the committee settled where the plan is silent, by question."""
    statement = select(MeetingAnswer).where(MeetingAnswer.meeting_id == meeting.id).order_by(MeetingAnswer.question)
    return {answer.question: answer for answer in db.session.execute(statement).scalars()}


def next_number() -> int:
    """The number the next meeting gets; call inside transaction()."""
    return (db.session.execute(select(func.max(Meeting.number))).scalar() or 0) + 1


def main_session(meeting: Meeting) -> MeetingSession:
    """The first session proper (not a side event).

    Raises:
        NotFound: the meeting has none yet.
    """
    for session in meeting.sessions:
        if session.kind == "session":
            return session
    raise NotFound


def first_day(sessions: Sequence[MeetingSession], held_on: date | None) -> date | None:
    """The day the meeting begins: the earliest session's, else the meeting's own."""
    days = [session.held_on for session in sessions if session.held_on]
    return min(days) if days else held_on
