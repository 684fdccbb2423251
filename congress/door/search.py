"""Finding a person at the door by name without accents, or by badge number."""

from dataclasses import dataclass

from sqlalchemy import literal, select

from congress.db import db
from congress.delegates.models import Delegate
from congress.door.presence import present_ids
from congress.meetings.models import Meeting, MeetingSession
from congress.people.models import Person
from congress.rules.names import search_key
from congress.units.models import Unit

MOST = 20
LEAST_LETTERS = 2


@dataclass(frozen=True)
class FoundPerson:
    """Somebody on the list; people of one name are told apart by unit and year of birth."""

    number: int
    name: str
    birth_year: int | None
    unit: str
    seat: str
    inside: bool


def search_people(meeting: Meeting, session: MeetingSession, text: str) -> list[FoundPerson]:
    """At most 20 people whose name holds a word beginning with each word typed, without accents, by given name.

    Nothing for fewer than 2 letters, and nobody who has not been approved; those withdrawn are found, the door then says so.
    """
    words = search_key(text[:200]).split()
    if len("".join(words)) < LEAST_LETTERS:
        return []
    inside = Delegate.id.in_(present_ids(meeting, session)).label("inside")
    padded = literal(" ") + Delegate.search_key
    statement = (
        select(Delegate.number, Person.name, Person.birth_year, Unit.name, Delegate.seat, inside)
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
        .where(Delegate.meeting_id == meeting.id, Delegate.status != "nominated")
        .where(*(padded.contains(f" {word}", autoescape=True) for word in words))
        .order_by(Delegate.sort_key, Delegate.id)
        .limit(MOST)
    )
    return [
        FoundPerson(n, name, year, unit or "", seat, bool(here))
        for n, name, year, unit, seat, here in db.session.execute(statement)
    ]
