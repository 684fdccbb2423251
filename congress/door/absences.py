"""Who has not come: everybody the door still waits for, with what they or their unit answered beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from congress.db import db
from congress.delegates.models import Delegate, DelegateReply
from congress.door.presence import EXPECTED, present_ids
from congress.meetings.models import Meeting, MeetingSession
from congress.people.models import Person
from congress.units.models import Unit


@dataclass(frozen=True)
class Absent:
    """Somebody not in yet. `answer` is a code of replies.ANSWERS, '' for the silent; `words` why not, or who comes instead."""

    number: int
    name: str
    unit: str
    answer: str
    words: str


def absent(meeting: Meeting, session: MeetingSession, limit: int) -> tuple[Sequence[Absent], int]:
    """The first of the delegates and guests not in yet, by unit and name, and how many there are in all; two queries."""
    waited = _waited(meeting, session)
    statement = (
        waited.add_columns(Delegate.number, Person.name, Unit.name, DelegateReply.answer, DelegateReply.words)
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
        .order_by(Unit.sort_key.nulls_last(), Unit.id, Delegate.sort_key, Delegate.id)
        .limit(limit)
    )
    found = [
        Absent(number, name, unit or "", answer or "", words or "")
        for _key, number, name, unit, answer, words in db.session.execute(statement)
    ]
    return found, db.session.execute(select(func.count()).select_from(waited.subquery())).scalar_one()


def excused(meeting: Meeting, session: MeetingSession) -> int:
    """How many of those not in yet have answered that they cannot come, and why; one query."""
    said_why = _waited(meeting, session).where(DelegateReply.answer == "no", DelegateReply.words != "")
    return db.session.execute(select(func.count()).select_from(said_why.subquery())).scalar_one()


def _waited(meeting: Meeting, session: MeetingSession) -> Select:
    """Keys of delegates and guests not in yet, beside their answers; those who work at the congress stand apart."""
    same = (DelegateReply.meeting_id == Delegate.meeting_id) & (DelegateReply.delegate_id == Delegate.id)
    return (
        select(Delegate.id)
        .outerjoin(DelegateReply, same)
        .where(Delegate.meeting_id == meeting.id, Delegate.kind != "non_delegate", Delegate.status.in_(EXPECTED))
        .where(Delegate.id.not_in(present_ids(meeting, session)))
    )
