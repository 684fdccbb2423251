"""The figures of a session: who is expected, by kind, group and unit, and how many of them are in."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from sys import intern

from sqlalchemy import bindparam, select

from congress.db import db
from congress.delegates.models import Delegate
from congress.door.inside import Inside, everywhere
from congress.door.presence import EXPECTED
from congress.door.versions import version_of
from congress.kept import Kept, Newest
from congress.meetings.models import Meeting, MeetingSession, SeatGroup
from congress.people.models import Person
from congress.units.models import Unit

LISTS_KEPT = 8


@dataclass(frozen=True)
class Line:
    """So many present of so many expected, under one name."""

    key: str
    name: str
    expected: int
    present: int
    colour: str = ""

    @property
    def absent(self) -> int:
        """Who is still to come."""
        return self.expected - self.present


@dataclass(frozen=True)
class Counts:
    """The figures of one session. Non-delegates (organisers, service, press …) stand apart, outside every total."""

    kinds: dict[str, Line]
    groups: list[Line]
    units: list[Line]

    @property
    def expected(self) -> int:
        """Delegates and guests on the list."""
        return self.kinds["official"].expected + self.kinds["guest"].expected

    @property
    def present(self) -> int:
        """Delegates and guests who are in."""
        return self.kinds["official"].present + self.kinds["guest"].present


@dataclass(frozen=True)
class Arrived:
    """Somebody's first arrival."""

    at: datetime
    number: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Listed:
    number: int
    name: str
    unit: str
    cell: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """Those of one kind, group and unit."""

    kind: str
    group_id: uuid.UUID | None
    unit_id: uuid.UUID | None
    expected: int


@dataclass(frozen=True)
class _List:
    """Everybody expected, by key, with the place of their cell; their bodies in order, and all groups as empty lines."""

    people: Mapping[uuid.UUID, _Listed]
    cells: Sequence[_Cell]
    units: Sequence[tuple[uuid.UUID, str]]
    groups: Sequence[tuple[uuid.UUID, Line]]


_lists: Kept[Newest[tuple[uuid.UUID, int], _List]] = Kept(partial(Newest, LISTS_KEPT))
_EXPECTED = (
    select(Delegate.id, Delegate.number, Person.name, Unit.name.label("unit"))
    .add_columns(Delegate.kind, Delegate.group_id, Delegate.unit_id)
    .join(Person, Person.id == Delegate.person_id)
    .outerjoin(Unit, Unit.id == Delegate.unit_id)
    .where(Delegate.meeting_id == bindparam("meeting"), Delegate.status.in_(EXPECTED))
    .order_by(Unit.sort_key, Unit.id)
)
_GROUPS = (
    select(SeatGroup.id, SeatGroup.code, SeatGroup.name, SeatGroup.colour)
    .where(SeatGroup.meeting_id == bindparam("meeting"))
    .order_by(SeatGroup.position, SeatGroup.id)
)


@dataclass(frozen=True)
class Attendance:
    """A session as it is now."""

    listed: _List
    inside: Inside

    def counts(self) -> Counts:
        """Present and expected by kind, group and unit."""
        people = self.listed.people
        present = Counter(one.cell for one in map(people.get, self.inside) if one)
        by_kind, by_group, by_unit = (defaultdict[object, list[int]](lambda: [0, 0]) for _ in range(3))
        for place, cell in enumerate(self.listed.cells):
            sums = [by_kind[cell.kind]]
            if cell.kind != "non_delegate":
                sums += [by_group[cell.group_id], by_unit[cell.unit_id]]
            for pair in sums:
                pair[0] += cell.expected
                pair[1] += present[place]
        kinds = {kind: Line(kind, kind, *by_kind[kind]) for kind in ("official", "guest", "non_delegate")}
        groups = [Line(of.key, of.name, *by_group[key], of.colour) for key, of in self.listed.groups]
        units = [Line(str(key or ""), name, *by_unit[key]) for key, name in (*self.listed.units, (None, "")) if key in by_unit]
        return Counts(kinds, [line for line in groups if line.expected], units)

    def arrivals(self) -> dict[int, datetime]:
        """When each delegate and guest who is in first came, by number."""
        people = ((self.listed.people.get(key), entry) for key, entry in self.inside.items())
        return {one.number: entry.at for one, entry in people if one and self._attends(one)}

    def attending(self) -> set[int]:
        """The numbers of all delegates and guests who are expected."""
        return {one.number for one in self.listed.people.values() if self._attends(one)}

    def _attends(self, one: _Listed) -> bool:
        return self.listed.cells[one.cell].kind != "non_delegate"

    def latest(self, limit: int = 12) -> list[Arrived]:
        """The newest first arrivals of people on the list, newest first."""
        people = self.listed.people
        arrivals = sorted(((entry.at, key) for key, entry in self.inside.items()), reverse=True)
        newest = islice(((at, people[key]) for at, key in arrivals if key in people), limit)
        return [Arrived(at, one.number, one.name, one.unit) for at, one in newest]


def attendance(meeting_id: uuid.UUID, session_id: uuid.UUID) -> Attendance:
    """Who is expected and who is in, as of now."""
    version = version_of(meeting_id)
    inside = everywhere(meeting_id, version).get(session_id, {})
    return Attendance(_list_of(meeting_id, version.acts), inside)


def counts(meeting: Meeting, session: MeetingSession) -> Counts:
    """Present and expected by kind, group and unit."""
    return attendance(meeting.id, session.id).counts()


def _list_of(meeting_id: uuid.UUID, acts: int) -> _List:
    """Read anew after each act; scans do not change it. What an open transaction has changed is seen, and not kept."""
    if db.session().info.get("writing"):
        return _read(meeting_id)
    known, key = _lists.here(), (meeting_id, acts)
    return known.get(key) or known.put(key, _read(meeting_id))


def _read(meeting_id: uuid.UUID) -> _List:
    people, units, sizes = {}, {}, Counter[tuple[str, uuid.UUID | None, uuid.UUID | None]]()
    places: dict[tuple[str, uuid.UUID | None, uuid.UUID | None], int] = {}
    for key, number, name, unit, *rest in db.session.connection().execute(_EXPECTED, {"meeting": meeting_id}):
        kind, group_id, unit_id = rest
        place = kind, group_id, unit_id
        sizes[place] += 1
        people[key] = _Listed(number, name, intern(unit or ""), places.setdefault(place, len(places)))
        if unit_id is not None:
            units[unit_id] = unit
    groups = db.session.connection().execute(_GROUPS, {"meeting": meeting_id})
    lines = [(group.id, Line(group.code, group.name, 0, 0, group.colour)) for group in groups]
    return _List(people, [_Cell(*place, sizes[place]) for place in places], list(units.items()), lines)
