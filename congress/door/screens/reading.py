"""Who has just come, as the hall's screen and the presidium's laptop show it: name, title, unit, and nothing else."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from congress.db import db
from congress.delegates.models import Delegate
from congress.door.deputies import represented
from congress.door.models import Scan
from congress.door.presence import EXPECTED, counted, present_ids
from congress.meetings.models import Meeting, MeetingSession, SeatGroup
from congress.people.models import Person
from congress.units.models import Unit

HONOURED = ("leaders", "local_leaders", "higher_leaders", "guests")
"""Groups whose people are announced to the presidium, beside all guests."""

NEWEST = 7


@dataclass(frozen=True)
class Arrival:
    """Somebody who came in; `at` None: still awaited. `group` is the code of the group, '' for none.

    `instead_of` is the guest this deputy came for, with that guest's title; '' for everybody else.
    """

    at: datetime | None
    name: str
    title: str
    unit: str
    group: str
    kind: str
    instead_of: str = ""


def arrivals(meeting: Meeting, session: MeetingSession, *, honoured: bool = False, limit: int = NEWEST) -> list[Arrival]:
    """The newest first arrivals of delegates and guests, newest first, in two queries; with `honoured` only guests of honour.

    Who came instead of a guest is named, not the guest; of the deputy's own title nothing is known.
    """
    first = func.min(Scan.scanned_at).label("first")
    inside = (
        select(Scan.delegate_id, first)
        .where(Scan.meeting_id == meeting.id, Scan.session_id == session.id, counted())
        .group_by(Scan.delegate_id)
        .subquery()
    )
    statement = _people(meeting, honoured).add_columns(inside.c.first).join(inside, inside.c.delegate_id == Delegate.id)
    newest = statement.order_by(inside.c.first.desc(), Delegate.id).limit(limit)
    deputies = {one.number: one.deputy for one in represented(meeting, session)}
    found = [(number, _arrival(*row)) for number, *row in db.session.execute(newest)]
    return [_deputed(one, deputies[number]) if number in deputies else one for number, one in found]


def _deputed(guest: Arrival, deputy: str) -> Arrival:
    return replace(guest, name=deputy, title="", instead_of=", ".join(part for part in (guest.name, guest.title) if part))


def awaited(meeting: Meeting, session: MeetingSession, limit: int = 100) -> list[Arrival]:
    """Guests of honour who have not come in yet, by name, in one query."""
    statement = _people(meeting, honoured=True).where(Delegate.id.not_in(present_ids(meeting, session)))
    return [
        _arrival(*row) for _number, *row in db.session.execute(statement.order_by(Delegate.sort_key, Delegate.id).limit(limit))
    ]


def _people(meeting: Meeting, honoured: bool):
    statement = (
        select(
            Delegate.number,
            Person.name,
            Delegate.title,
            Person.title,
            Delegate.represents,
            Unit.name,
            SeatGroup.code,
            Delegate.kind,
        )
        .select_from(Delegate)
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
        .outerjoin(SeatGroup, and_(SeatGroup.meeting_id == Delegate.meeting_id, SeatGroup.id == Delegate.group_id))
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(EXPECTED), Delegate.kind != "non_delegate")
    )
    return statement.where(_of_honour()) if honoured else statement


def _of_honour() -> ColumnElement[bool]:
    return or_(Delegate.kind == "guest", SeatGroup.code.in_(HONOURED))


def _arrival(
    name: str,
    own_title: str,
    title: str,
    represents: str,
    unit: str | None,
    group: str | None,
    kind: str,
    at: datetime | None = None,
) -> Arrival:
    return Arrival(at, name, own_title or title, represents or unit or "", group or "", kind)
