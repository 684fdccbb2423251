"""Tables where badges are handed out, and the printers of a body: small settings of the day before."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.door.badges import desks_of
from congress.door.presence import EXPECTED
from congress.door.printing.models import BadgeDesk, Printer
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.units.models import Unit

MOST_DESKS = 20
MOST_OFFSET = 200
NAME_LENGTH = 60


@dataclass(frozen=True)
class Desk:
    """A table: its number, the units whose badges lie there in their order, how many badges.

    `strangers` of them are of people who belong to no unit: those lie at the last table.
    """

    number: int
    units: tuple[str, ...]
    badges: int
    strangers: int = 0


def set_desks(actor: str, now: datetime, meeting: Meeting, number: int) -> None:
    """Divide the units, in the order of the badges, over this many tables as evenly as whole units allow; 0: no tables.

    Later delegates go to the table of their unit; the badges printed so far that now lie elsewhere count as changed.

    Raises:
        Refused: `desks_range`, `desks_many` when there are fewer units than tables.
    """
    if not 0 <= number <= MOST_DESKS:
        raise Refused("desks_range", field="desks", limit=MOST_DESKS)
    with transaction() as session:
        hold(session, meeting)
        counted = _counted(meeting)
        if number > max(1, len(counted)):
            raise Refused("desks_many", field="desks", units=len(counted))
        session.execute(delete(BadgeDesk).where(BadgeDesk.meeting_id == meeting.id))
        starts = _starts([(key, people) for key, _name, people in counted], _strangers(meeting), number)
        session.add_all(
            BadgeDesk(meeting_id=meeting.id, number=place, first_key=key) for place, key in enumerate(starts, start=1)
        )
        _record(session, now, actor, meeting, "badges.desks", "desks", number=number)


def _starts(counted: Sequence[tuple[bytes, int]], strangers: int, number: int) -> list[bytes]:
    """The key each table begins with: a unit goes to the table in whose even share its middle lies, none stays empty.

    `strangers` is how many belong to no unit and lie behind the last one.
    """
    if not number:
        return []
    total, before = sum(people for _, people in counted) + strangers, 0
    starts = [b""]
    for place, (key, people) in enumerate(counted):
        middle = 2 * before + people
        due = middle * number >= 2 * total * len(starts) or len(counted) - place <= number - len(starts)
        if place and len(starts) < number and due:
            starts.append(key)
        before += people
    return starts


def _counted(meeting: Meeting) -> list[tuple[bytes, str, int]]:
    """(sort key, name, badges) of each unit that sends somebody, in the order of the badges."""
    statement = (
        select(Unit.sort_key, Unit.name, func.count(Delegate.id))
        .join(Delegate, Delegate.unit_id == Unit.id)
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(EXPECTED))
        .group_by(Unit.id, Unit.sort_key, Unit.name)
        .order_by(Unit.sort_key, Unit.id)
    )
    return [(key, name, people) for key, name, people in db.session.execute(statement)]


def _strangers(meeting: Meeting) -> int:
    """How many badges are of people who belong to no unit."""
    statement = select(func.count(Delegate.id)).where(
        Delegate.meeting_id == meeting.id, Delegate.status.in_(EXPECTED), Delegate.unit_id.is_(None)
    )
    return db.session.execute(statement).scalar_one()


def desk_list(meeting: Meeting) -> list[Desk]:
    """The tables with their units; empty when there are none."""
    starts = desks_of(meeting)
    if not starts:
        return []
    counted, ends = _counted(meeting), [*starts[1:], None]
    found = []
    for number, (first, end) in enumerate(zip(starts, ends, strict=True), start=1):
        here = [(name, people) for key, name, people in counted if first <= key and (end is None or key < end)]
        found.append(Desk(number, tuple(name for name, _ in here), sum(people for _, people in here)))
    strangers, last = _strangers(meeting), found[-1]
    found[-1] = replace(last, badges=last.badges + strangers, strangers=strangers)
    return found


def printers_of(meeting: Meeting) -> list[Printer]:
    """The printers of the body that holds the meeting, by name."""
    statement = select(Printer).where(Printer.unit_id == meeting.unit_id).order_by(Printer.name, Printer.id)
    return list(db.session.execute(statement).scalars())


def offset_of(meeting: Meeting, printer_id: uuid.UUID) -> tuple[int, int]:
    """How far to move a print for one of this body's printers, in tenths of a millimetre.

    Raises:
        NotFound: it is none of theirs.
    """
    found = next((printer for printer in printers_of(meeting) if printer.id == printer_id), None)
    if found is None:
        raise NotFound
    return found.right_tenths, found.down_tenths


def keep_printer(actor: str, now: datetime, meeting: Meeting, name: str, right: int, down: int) -> Printer:
    """Keep the offset of a printer under its name, in tenths of a millimetre; a known name gets the new offset.

    Raises:
        Refused: `printer_name_missing`, `printer_offset_range`.
    """
    if not name or len(name) > NAME_LENGTH:
        raise Refused("printer_name_missing", field="name", limit=NAME_LENGTH)
    for field, tenths in (("left", right), ("top", down)):
        if abs(tenths) > MOST_OFFSET:
            raise Refused("printer_offset_range", field=field, limit=MOST_OFFSET // 10)
    with transaction() as session:
        hold(session, meeting)
        printer = next((known for known in printers_of(meeting) if known.name.casefold() == name.casefold()), None)
        if printer is None:
            printer = Printer(unit_id=meeting.unit_id, name=name, right_tenths=right, down_tenths=down)
            session.add(printer)
        printer.right_tenths, printer.down_tenths = right, down
        after = {"name": name, "right": f"{right / 10:g} mm", "down": f"{down / 10:g} mm"}
        _record(session, now, actor, meeting, "badges.printer", "printer", after=after)
        return printer


def drop_printer(actor: str, now: datetime, meeting: Meeting, printer_id: uuid.UUID) -> None:
    """Forget a printer.

    Raises:
        NotFound: it is none of this body's.
    """
    with transaction() as session:
        hold(session, meeting)
        printer = next((known for known in printers_of(meeting) if known.id == printer_id), None)
        if printer is None:
            raise NotFound
        session.delete(printer)
        _record(session, now, actor, meeting, "badges.printer_drop", "printer", before={"name": printer.name})


def _record(session: Session, now: datetime, actor: str, meeting: Meeting, act: str, subject: str, **details: object) -> None:
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)
