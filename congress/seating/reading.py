"""What the seat plan shows: the places of the hall and who sits at each, who has none, the mark of each group."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, or_, select

from congress.awards.models import Award
from congress.db import db
from congress.delegates.hall import hall_in, plan_of
from congress.delegates.models import Delegate, SeatPlan
from congress.delegates.seating import seats_fingerprint
from congress.door.presence import EXPECTED
from congress.errors import Refused
from congress.files.people_cells import split_honorific
from congress.meetings.models import Meeting, SeatGroup
from congress.meetings.service import functions_of
from congress.people.models import Person
from congress.rules.hall import Hall, Sitter, Spot, every_spot, find
from congress.rules.names import match_key, search_key
from congress.units.models import Unit

MARKS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""Numerals of groups on the plan: neither names of rows nor numbers of seats, and read without colours."""

PRESIDING = "chair"
MATCHES = 20
LAST = 10_000
"""The rank of those who stand in no group."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody expected: delegate, guest, or one who works there. `unit_rank` and `rank` are places in orders of names."""

    number: int
    name: str
    title: str
    unit: str
    unit_id: uuid.UUID | None
    group: str
    kind: str
    seat: str
    batch: int | None
    presides: bool
    unit_rank: int
    group_rank: int
    rank: int

    @property
    def sitter(self) -> Sitter:
        """The person as the rules seat people."""
        return Sitter(self.number, self.unit_rank, self.group_rank, self.rank, self.batch, self.presides)


@dataclass(frozen=True, slots=True)
class Mark:
    """A group on the plan: its numeral, its name, its place from 1 (0: nobody's), how many of it are seated."""

    sign: str
    name: str
    place: int
    colour: str
    seated: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the hall with who sits there."""

    spot: Spot
    guest: Guest | None
    blocked: bool
    mark: str = ""
    tone: int = 0


@dataclass(frozen=True)
class SeatMap:
    """The hall with everybody in it. `rows` are (name of the row, its places), the table's row first when there is one."""

    plan: SeatPlan
    hall: Hall
    rows: tuple[tuple[str, tuple[Place, ...]], ...]
    guests: tuple[Guest, ...]
    marks: tuple[Mark, ...]
    seen: str

    @property
    def places(self) -> list[Place]:
        """Every place, the table first."""
        return [place for _, row in self.rows for place in row]

    @property
    def unseated(self) -> list[Guest]:
        """Delegates and guests who have no seat, by unit and name; who works there needs none."""
        return [guest for guest in self.guests if not guest.seat and guest.kind != "non_delegate"]

    @property
    def seated(self) -> int:
        """How many have a seat."""
        return sum(bool(guest.seat) for guest in self.guests)

    @property
    def units(self) -> dict[uuid.UUID, str]:
        """The units that send somebody, by key, in the order of their names."""
        return {guest.unit_id: guest.unit for guest in self.guests if guest.unit_id}

    @property
    def batches(self) -> list[int]:
        """Award batches in which somebody expected is called up."""
        return sorted({guest.batch for guest in self.guests if guest.batch is not None})

    @property
    def free(self) -> int:
        """Places that are neither blocked nor taken."""
        return sum(not place.blocked and place.guest is None for place in self.places)


def guests_of(meeting: Meeting) -> list[Guest]:
    """Everybody expected and whoever else has a place, by unit and name, in four queries."""
    batches = _batches(meeting)
    chairs = {match_key(split_honorific(row.name).name) for row in functions_of(meeting).get(PRESIDING, [])}
    statement = (
        select(Delegate.number, Delegate.kind, Delegate.seat, Delegate.unit_id, Delegate.person_id, Delegate.represents)
        .add_columns(Delegate.title.label("own_title"), Person.name, Person.title, Unit.name.label("unit"))
        .add_columns(SeatGroup.code, SeatGroup.position)
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
        .outerjoin(SeatGroup, and_(SeatGroup.meeting_id == Delegate.meeting_id, SeatGroup.id == Delegate.group_id))
        .where(Delegate.meeting_id == meeting.id, or_(Delegate.status.in_(EXPECTED), Delegate.placed.is_(True)))
        .order_by(Unit.sort_key.nulls_last(), Unit.id, Delegate.sort_key, Delegate.id)
    )
    found: list[Guest] = []
    ranks: dict[uuid.UUID | None, int] = {}
    for rank, row in enumerate(db.session.execute(statement)):
        found.append(
            Guest(
                number=row.number,
                name=row.name,
                title=row.own_title or row.title,
                unit=row.unit or row.represents,
                unit_id=row.unit_id,
                group=row.code or "",
                kind=row.kind,
                seat=row.seat,
                batch=batches.of(row),
                presides=match_key(row.name) in chairs,
                unit_rank=ranks.setdefault(row.unit_id, len(ranks)),
                group_rank=LAST if row.position is None else row.position,
                rank=rank,
            )
        )
    return found


@dataclass(frozen=True)
class _Batches:
    """The first batch in which somebody is called up: by the person's key, or by name where the award names no person."""

    persons: dict[uuid.UUID, int]
    names: dict[tuple[str, uuid.UUID | None], int]

    def of(self, row: Row[Any]) -> int | None:
        """The batch of a delegate, or of the household or collective the delegate stands for."""
        keys = [(match_key(name), unit) for name in (row.name, row.represents) if name for unit in (row.unit_id, None)]
        named = (self.names[key] for key in keys if key in self.names)
        return self.persons.get(row.person_id) or next(named, None)


def _batches(meeting: Meeting) -> _Batches:
    found = _Batches({}, {})
    statement = select(Award.person_id, Award.name, Award.unit_id, Award.batch)
    given = statement.where(Award.meeting_id == meeting.id, Award.status != "revoked")
    for person_id, name, unit_id, batch in db.session.execute(given.order_by(Award.batch, Award.number)):
        if person_id is not None:
            found.persons.setdefault(person_id, batch)
        else:
            found.names.setdefault((match_key(name), unit_id), batch)
    return found


def seat_map(meeting: Meeting, seats: Mapping[int, str] | None = None) -> SeatMap:
    """The hall and everybody in it, in six queries.

    Args:
        seats: other seats than the stored ones, by number: how the hall would look.

    Raises:
        Refused: `hall_missing`.
    """
    plan = plan_of(meeting)
    if plan is None:
        raise Refused("hall_missing")
    hall, guests = hall_in(plan), guests_of(meeting)
    where = {guest.number: guest.seat for guest in guests} if seats is None else seats
    by_seat = {where[guest.number]: guest for guest in guests if where.get(guest.number)}
    marks = _marks(meeting, [guest for guest in guests if where.get(guest.number)])
    signs = {mark.place: mark.sign for mark in marks}
    tones = {group.code: place for place, group in enumerate(meeting.groups, 1)}
    rows: dict[str, list[Place]] = {}
    for spot in every_spot(hall):
        guest = by_seat.get(spot.label)
        tone = tones.get(guest.group, 0) if guest else 0
        row = rows.setdefault(spot.label.rpartition("-")[0], [])
        row.append(Place(spot, guest, spot.label in hall.blocked, signs.get(tone, "") if guest else "", tone))
    named = tuple((name, tuple(places)) for name, places in rows.items())
    return SeatMap(plan, hall, named, tuple(guests), tuple(marks), seats_fingerprint(meeting))


def _marks(meeting: Meeting, seated: Sequence[Guest]) -> list[Mark]:
    marks = []
    for place, group in enumerate(meeting.groups, 1):
        sign = MARKS[place - 1] if place <= len(MARKS) else str(place)
        here = sum(guest.group == group.code for guest in seated)
        marks.append(Mark(sign, group.name, place, group.colour, here))
    apart = sum(not guest.group for guest in seated)
    return [*marks, Mark("–", "", 0, "", apart)] if apart else marks


def asked(found: SeatMap, text: str) -> tuple[Place | None, list[Guest]]:
    """What is meant by a seat, a badge number or a name: a place of the hall, or the people it fits (at most 20)."""
    label = find(found.hall, text)
    if label is not None:
        return next(place for place in found.places if place.spot.label == label), []
    wanted = search_key(text[:200])
    if wanted.isdigit():
        people = [guest for guest in found.guests if str(guest.number) == wanted]
    else:
        words = wanted.split()
        people = [one for one in found.guests if words and all(f" {word}" in f" {search_key(one.name)}" for word in words)]
    seated = next((place for place in found.places if len(people) == 1 and place.guest is people[0]), None)
    return (seated, []) if seated else (None, people[:MATCHES])
