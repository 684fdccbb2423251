"""Reading badges: who should have one, who has, in the order in which they lie on the tables."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import joinedload

from congress.db import db
from congress.delegates.models import Delegate
from congress.door.models import Badge
from congress.door.presence import EXPECTED
from congress.errors import NotFound
from congress.meetings.models import Meeting, SeatGroup
from congress.people.models import Person
from congress.people.sealing import Sealer
from congress.units.models import Unit

PAGE = 40


@dataclass(frozen=True)
class Wanted:
    """Which badges: of one unit, one delegate, only those not printed yet; nothing set means all."""

    unit_id: uuid.UUID | None = None
    number: int | None = None
    only_new: bool = False


@dataclass(frozen=True)
class BadgeTotals:
    """Delegates who should have a badge, live badges among them, and how many of these were printed, last when."""

    entitled: int
    live: int
    printed: int
    printed_at: datetime | None

    @property
    def missing(self) -> int:
        """Delegates without a badge."""
        return self.entitled - self.live

    @property
    def waiting(self) -> int:
        """Badges made but not printed yet."""
        return self.live - self.printed


@dataclass(frozen=True)
class Face:
    """What a printed badge shows."""

    badge_id: uuid.UUID
    number: int
    code: str
    name: str
    title: str
    unit: str
    group: str
    colour: str
    kind: str
    seat: str


def totals(meeting: Meeting) -> BadgeTotals:
    """The figures of the badges, in one query."""
    statement = (
        select(func.count(Delegate.id), func.count(Badge.id), func.count(Badge.printed_at), func.max(Badge.printed_at))
        .outerjoin(Badge, _live())
        .where(*_entitled(meeting))
    )
    entitled, live, printed, printed_at = db.session.execute(statement).one()
    return BadgeTotals(entitled, live, printed, printed_at)


def rows(meeting: Meeting, wanted: Wanted, page: int = 1, size: int = PAGE) -> tuple[Sequence[Row], int]:
    """One page of delegates with their live badge (`badge_id` None: none yet), and how many there are in all."""
    statement = _statement(meeting, wanted)
    total = db.session.execute(statement.with_only_columns(func.count()).order_by(None)).scalar_one()
    return db.session.execute(statement.limit(size).offset((page - 1) * size)).all(), total


def faces(meeting: Meeting, wanted: Wanted, sealer: Sealer) -> list[Face]:
    """The badges to print, in table order: unit, then given name; codes opened."""
    statement = _statement(meeting, wanted).where(Badge.id.is_not(None))
    return [_face(row, sealer) for row in db.session.execute(statement)]


def _face(row: Row, sealer: Sealer) -> Face:
    return Face(
        badge_id=row.badge_id,
        number=row.number,
        code=sealer.open(row.badge_id, row.code_sealed).decode(),
        name=row.name,
        title=row.title or row.person_title,
        unit=row.represents or row.unit or "",
        group=row.group or "",
        colour=row.colour or "",
        kind=row.kind,
        seat=row.seat,
    )


def _entitled(meeting: Meeting):
    return Delegate.meeting_id == meeting.id, Delegate.status.in_(EXPECTED)


def _live():
    return and_(Badge.meeting_id == Delegate.meeting_id, Badge.delegate_id == Delegate.id, Badge.died_at.is_(None))


def _statement(meeting: Meeting, wanted: Wanted) -> Select:
    statement = (
        select(
            Delegate.number,
            Delegate.kind,
            Delegate.title,
            Delegate.represents,
            Delegate.seat,
            Delegate.note,
            Person.name,
            Person.title.label("person_title"),
            Delegate.unit_id,
            Unit.name.label("unit"),
            SeatGroup.name.label("group"),
            SeatGroup.colour,
            Badge.id.label("badge_id"),
            Badge.code_sealed,
            Badge.issued_at,
            Badge.printed_at,
        )
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
        .outerjoin(SeatGroup, and_(SeatGroup.meeting_id == Delegate.meeting_id, SeatGroup.id == Delegate.group_id))
        .outerjoin(Badge, _live())
        .where(*_entitled(meeting))
        .order_by(Unit.sort_key.nulls_last(), Unit.id, Delegate.sort_key, Delegate.id)
    )
    if wanted.unit_id:
        statement = statement.where(Delegate.unit_id == wanted.unit_id)
    if wanted.number is not None:
        statement = statement.where(Delegate.number == wanted.number)
    return statement.where(Badge.printed_at.is_(None)) if wanted.only_new else statement


def by_unit(found: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The rows of `rows` under the name of each body, in the order in which they came."""
    return [
        (people[0].unit or "", people) for people in (list(part) for _, part in groupby(found, key=lambda row: row.unit_id))
    ]


def units_of(meeting: Meeting) -> list[Unit]:
    """Bodies that send somebody who should have a badge, by name."""
    sending = select(Delegate.unit_id).where(*_entitled(meeting))
    return list(db.session.execute(select(Unit).where(Unit.id.in_(sending)).order_by(Unit.sort_key, Unit.id)).scalars())


def delegate_of(meeting: Meeting, number: int) -> Delegate:
    """One delegate of this meeting with person, unit and group.

    Raises:
        NotFound: there is none with this number.
    """
    statement = select(Delegate).where(Delegate.meeting_id == meeting.id, Delegate.number == number)
    loaded = statement.options(joinedload(Delegate.person), joinedload(Delegate.unit), joinedload(Delegate.group))
    delegate = db.session.execute(loaded).scalar_one_or_none()
    if delegate is None:
        raise NotFound
    return delegate


def history(delegate: Delegate) -> list[Badge]:
    """Every badge this delegate ever had, newest first."""
    statement = select(Badge).where(Badge.meeting_id == delegate.meeting_id, Badge.delegate_id == delegate.id)
    return list(db.session.execute(statement.order_by(Badge.issued_at.desc(), Badge.id.desc())).scalars())
