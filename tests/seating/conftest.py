"""A hall of three rows of six seats with people to seat."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from congress.awards import service as awards
from congress.awards.service import NewAward
from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.delegates.seating import seats_fingerprint
from congress.meetings import service as meetings
from congress.meetings.models import Meeting
from congress.people.models import Person
from congress.rules.hall import Hall
from congress.rules.names import search_key, sort_key
from congress.seating import service as seating
from congress.units.models import Unit
from tests.building import ACTOR, Builder
from tests.conftest import NOW

SMALL = Hall(3, 6, aisles=(2,), blocked=frozenset({"A-1"}), table=2)


@dataclass
class Room:
    """A meeting with a drawn hall; `people(n)` fills the list, `seats()` reads who sits where."""

    build: Builder
    meeting: Meeting

    def draw(self, hall: Hall = SMALL, seen: int | None = None, **more: Any) -> int:
        """Store the hall; how many lost their seats."""
        plan = seating.plan_of(self.meeting)
        version = seen if seen is not None else plan.version if plan else 0
        return seating.save_plan(ACTOR, NOW, self.meeting, hall, version, **more)

    def people(self, number: int, unit: Unit | None = None, **fields: Any) -> None:
        """So many approved delegates of one unit, numbered on from those who are there."""
        unit = unit or self.build.unit()
        start = len(self.seats()) + 1
        with transaction() as session:
            for place in range(start, start + number):
                name = f"Nông Văn {place:03}"
                keys = {"sort_key": sort_key(name), "search_key": search_key(name)}
                person = Person(name=name, birth_year=1980, unit_id=unit.id, **keys)
                values = {"status": "approved", "kind": "official", "group_id": self.meeting.groups[0].id} | fields | keys
                session.add(Delegate(meeting_id=self.meeting.id, number=place, person=person, unit_id=unit.id, **values))

    def seats(self) -> dict[int, str]:
        """Seat by number, as stored."""
        db.session.rollback()
        rows = select(Delegate.number, Delegate.seat).where(Delegate.meeting_id == self.meeting.id).order_by(Delegate.number)
        return dict(list(db.session.execute(rows)))

    @property
    def seen(self) -> str:
        """The fingerprint a page shows now."""
        return seats_fingerprint(self.meeting)

    def move(self, number: int, seat: str, **more: Any) -> None:
        """One person to a seat."""
        seating.move(ACTOR, NOW, self.meeting, number, seat, self.seen, **more)

    def award(self, number: int) -> None:
        """An award for a delegate, in the first batch."""
        row = db.session.execute(
            select(Delegate).where(Delegate.meeting_id == self.meeting.id, Delegate.number == number)
        ).scalar_one()
        wish = NewAward("person", row.person.name, "giay_khen", "ct_ubnd_huyen", person_id=row.person_id)
        awards.add(ACTOR, NOW, self.meeting, wish)


@pytest.fixture
def room(app: Flask, build: Builder) -> Room:
    """A meeting without a hall yet."""
    return Room(build, meetings.by_number(build.meeting().number))
