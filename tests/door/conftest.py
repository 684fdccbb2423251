"""A meeting with delegates and badges for the tests of the door."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.door import service as door
from congress.door.badges import Wanted, faces
from congress.door.scanning import Answer
from congress.meetings import service as meetings
from congress.meetings.models import Meeting, MeetingSession
from congress.people.models import Person
from congress.people.sealing import Sealer, sealer_from
from congress.rules.names import search_key, sort_key
from congress.units.models import Unit
from tests.browsing import Browsing
from tests.building import ACTOR, Builder

NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Hòa", "Hoàng Đình Cường", "Vi Thị Dung", "Lương Văn Em")


@dataclass
class Hall:
    """A meeting, its door and its sealer; `people(n)` fills the list, `scan(…)` reports at the door."""

    build: Builder
    sealer: Sealer
    meeting: Meeting
    now: datetime
    codes: dict[int, str] = field(default_factory=dict)

    def people(self, number: int, **fields: Any) -> list[Delegate]:
        """So many delegates, approved unless told otherwise, with badges."""
        unit = fields.pop("unit") if "unit" in fields else self.build.unit()
        start = fields.pop("start", 1)
        with transaction() as session:
            for place in range(start, start + number):
                session.add(self._delegate(place, unit, dict(fields)))
        door.issue_badges(ACTOR, self.now, self.meeting, self.sealer)
        self.read_codes()
        statement = select(Delegate).where(Delegate.meeting_id == self.meeting.id).order_by(Delegate.number)
        return list(db.session.execute(statement).scalars())

    def _delegate(self, place: int, unit: Unit | None, fields: dict[str, Any]) -> Delegate:
        name = fields.pop("name", NAMES[(place - 1) % len(NAMES)])
        keys = {"sort_key": sort_key(name), "search_key": search_key(name)}
        person = Person(name=name, birth_year=fields.pop("birth_year", 1980), unit_id=unit and unit.id, **keys)
        group = fields.pop("group", self.meeting.groups[0])
        values = {"status": "approved", "kind": "official"} | fields | keys
        values["group_id"] = group.id if group else None
        return Delegate(meeting_id=self.meeting.id, number=place, person=person, unit_id=unit and unit.id, **values)

    def read_codes(self) -> None:
        """Open the codes of all live badges."""
        self.codes = {face.number: face.code for face in faces(self.meeting, Wanted(), self.sealer)}

    def line(self, number: int | None = None, **fields: Any) -> dict[str, Any]:
        """One line of a report: the badge of this delegate, read by a camera now."""
        code = {"code": self.codes[number]} if number is not None else {}
        line = {"nonce": secrets.token_hex(8), "scanned_at": self.now.isoformat(), "gate": "Cửa 1", "how": "camera"}
        return line | code | fields

    def report(self, *lines: Any, actor: str = ACTOR, now: datetime | None = None, **more: Any) -> list[Answer]:
        """Send lines as a door does."""
        now = now or self.now
        return door.record_scans(actor, now, self.meeting, lines, more.pop("sent_at", now), **more)

    def scan(self, number: int | None = None, **fields: Any) -> Answer:
        """Send one line and give its answer."""
        return self.report(self.line(number, **fields))[0]

    @property
    def session(self) -> MeetingSession:
        """The main session."""
        return meetings.main_session(self.meeting)

    def inside(self) -> int:
        """How many are in, as of now (an older read ends first)."""
        db.session.rollback()
        return len(door.presence(self.meeting, self.session))


@pytest.fixture
def open_hall(app: Flask, build: Builder, tmp_path: Path) -> Callable[..., Hall]:
    """Makes a meeting and its door; fields go to the meeting."""

    def make(**fields: Any) -> Hall:
        meeting = meetings.by_number(build.meeting(**fields).number)
        key = app.extensions["congress_settings"].field_key_path
        return Hall(build, sealer_from(key), meeting, build.now)

    return make


@pytest.fixture
def hall(open_hall: Callable[..., Hall]) -> Hall:
    """A meeting with the door open and nobody on the list."""
    return open_hall()


@pytest.fixture
def organizer(hall: Hall, browse: Browsing) -> Browsing:
    """Signed in as the committee of the meeting."""
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    return browse.sign_in("btc")
