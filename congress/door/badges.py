"""Reading badges: who should have one, who has, in the order in which they lie on the tables."""

import hashlib
import json
import uuid
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import joinedload

from congress.db import db
from congress.delegates.models import Delegate
from congress.door.models import Badge
from congress.door.openings import Openings, opened
from congress.door.presence import EXPECTED
from congress.door.printing.models import BadgeDesk
from congress.errors import NotFound
from congress.meetings.models import Meeting, SeatGroup
from congress.people.models import Person
from congress.people.sealing import Sealer
from congress.units.models import Unit

PAGE = 40


@dataclass(frozen=True)
class Wanted:
    """Which badges: of one unit, one delegate, only those not printed yet or changed since; nothing set means all."""

    unit_id: uuid.UUID | None = None
    number: int | None = None
    only_changed: bool = False


@dataclass(frozen=True)
class BadgeTotals:
    """Delegates who should have a badge, live badges among them, how many of these were printed, last when.

    `attending` of them are delegates and guests, the others work there. `changed` counts printed badges on which something
    would now be different: a name, a seat, a group, the day …
    """

    entitled: int
    live: int
    printed: int
    printed_at: datetime | None
    attending: int = 0
    changed: int = 0

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
    """What a printed badge shows; without `badge_id` and `code` it is not made yet."""

    badge_id: uuid.UUID | None
    number: int
    code: str
    name: str
    title: str
    unit: str
    group: str
    colour: str
    kind: str
    seat: str
    desk: int | None
    gates: tuple[str, ...]
    digest: bytes


@dataclass(frozen=True)
class Places:
    """Where a person finds the badge (the first unit of each table) and goes in (the gates kept for somebody)."""

    desks: Sequence[bytes]
    openings: Openings


def totals(meeting: Meeting) -> BadgeTotals:
    """The figures of the badges, in one query."""
    statement = (
        select(
            func.count(Delegate.id),
            func.count(Badge.id),
            func.count(Badge.printed_at),
            func.max(Badge.printed_at),
            func.count(Delegate.id).filter(Delegate.kind != "non_delegate"),
        )
        .outerjoin(Badge, _live())
        .where(*_entitled(meeting))
    )
    return BadgeTotals(*db.session.execute(statement).one())


def totals_with_changes(meeting: Meeting) -> BadgeTotals:
    """The figures with the badges that were printed and are out of date, in two queries more."""
    found, where = db.session.execute(_statement(meeting, Wanted(), sealed=False)).all(), places_of(meeting)
    changed = sum(row.printed_at is not None and not _as_printed(row, meeting, where) for row in found)
    return replace(totals(meeting), changed=changed)


def rows(meeting: Meeting, wanted: Wanted, page: int = 1, size: int = PAGE) -> tuple[Sequence[Row], int]:
    """One page of delegates with their live badge (`badge_id` None: none yet), and how many there are in all."""
    statement = _statement(meeting, wanted, sealed=False)
    if wanted.only_changed:
        where = places_of(meeting)
        waiting = [row for row in db.session.execute(statement) if not _as_printed(row, meeting, where)]
        return waiting[(page - 1) * size : page * size], len(waiting)
    total = db.session.execute(statement.with_only_columns(func.count()).order_by(None)).scalar_one()
    return db.session.execute(statement.limit(size).offset((page - 1) * size)).all(), total


def faces(meeting: Meeting, wanted: Wanted, sealer: Sealer, most: int | None = None) -> list[Face]:
    """The badges to print, in table order: unit, then given name; codes opened, of the first `most` only."""
    where = places_of(meeting)
    found = db.session.execute(_statement(meeting, wanted).where(Badge.id.is_not(None)))
    chosen = (row for row in found if not (wanted.only_changed and _as_printed(row, meeting, where)))
    return [_face(row, sealer, meeting, where) for row in islice(chosen, most)]


def codes(meeting: Meeting, kind: str, sealer: Sealer) -> dict[int, str]:
    """Delegate's number → live code, of one kind of people who should come."""
    statement = select(Delegate.number, Badge.id, Badge.code_sealed).join(Badge, _live())
    found = db.session.execute(statement.where(*_entitled(meeting), Delegate.kind == kind))
    return {number: sealer.open(key, sealed).decode() for number, key, sealed in found}


def outlines(meeting: Meeting, wanted: Wanted) -> list[Face]:
    """The badges as they would be printed now, those not made yet too, without opening any code."""
    where = places_of(meeting)
    found = db.session.execute(_statement(meeting, wanted, sealed=False))
    return [
        Face(badge_id=row.badge_id, code="", digest=b"", **_shown(row, where))
        for row in found
        if not (wanted.only_changed and _as_printed(row, meeting, where))
    ]


def _face(row: Row, sealer: Sealer, meeting: Meeting, where: Places) -> Face:
    shown = _shown(row, where)
    code = sealer.open(row.badge_id, row.code_sealed).decode()
    return Face(badge_id=row.badge_id, code=code, digest=_digest(shown, meeting), **shown)


def _shown(row: Row, where: Places) -> dict[str, Any]:
    """Everything of a delegate that stands on the badge, but the code."""
    return {
        "number": row.number,
        "name": row.name,
        "title": row.title or row.person_title,
        "unit": row.represents or row.unit or "",
        "group": row.group or "",
        "colour": row.colour or "",
        "kind": row.kind,
        "seat": row.seat,
        "desk": desk_of(where.desks, row.unit_key),
        "gates": tuple(sorted(where.openings.of(row)[0])),
    }


def _digest(shown: dict[str, Any], meeting: Meeting) -> bytes:
    """What the badge shows, of the person and of the meeting, as 12 bytes: kept when it is printed, compared afterwards."""
    event = (meeting.title, meeting.held_on.isoformat() if meeting.held_on else "", meeting.place)
    content = json.dumps([*event, *shown.values()], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).digest()[:12]


def _as_printed(row: Row, meeting: Meeting, where: Places) -> bool:
    """Whether a badge was printed and would look the same now."""
    return row.printed_at is not None and row.printed_face == _digest(_shown(row, where), meeting)


def places_of(meeting: Meeting) -> Places:
    """The tables and the gates of a meeting."""
    return Places(desks_of(meeting), opened(db.session.connection(), meeting.id))


def desks_of(meeting: Meeting) -> list[bytes]:
    """The sort key of the unit each table of badges begins with, table 1 first; empty when there are no tables."""
    statement = select(BadgeDesk.first_key).where(BadgeDesk.meeting_id == meeting.id).order_by(BadgeDesk.number)
    return list(db.session.execute(statement).scalars())


def desk_of(desks: Sequence[bytes], unit_key: bytes | None) -> int | None:
    """The table where the badges of a unit lie; those of no unit lie at the last one."""
    if not desks:
        return None
    return len(desks) if unit_key is None else max(1, bisect_right(desks, unit_key))


def _entitled(meeting: Meeting):
    return Delegate.meeting_id == meeting.id, Delegate.status.in_(EXPECTED)


def _live():
    return and_(Badge.meeting_id == Delegate.meeting_id, Badge.delegate_id == Delegate.id, Badge.died_at.is_(None))


def _statement(meeting: Meeting, wanted: Wanted, *, sealed: bool = True) -> Select:
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
            Delegate.group_id,
            Unit.name.label("unit"),
            Unit.sort_key.label("unit_key"),
            SeatGroup.name.label("group"),
            SeatGroup.colour,
            Badge.id.label("badge_id"),
            Badge.issued_at,
            Badge.printed_at,
            Badge.printed_face,
            *((Badge.code_sealed,) if sealed else ()),
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
    return statement


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
