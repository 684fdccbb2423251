"""The gates of a meeting, and whom gates and sessions are kept for."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, transaction, uuid7
from congress.door.badges import units_of
from congress.door.devices.models import DoorDevice, DoorGate, DoorOpening, DoorPairing
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting, MeetingSession
from congress.meetings.service import session_by_number
from congress.meetings.status import hold
from congress.units.models import Unit

NAME_LENGTH = 40


@dataclass(frozen=True)
class KeptFor:
    """The groups and bodies a gate or session is kept for; none of either: it is everybody's."""

    groups: frozenset[uuid.UUID] = frozenset()
    units: frozenset[uuid.UUID] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.groups or self.units)


def gates_of(meeting: Meeting) -> Sequence[DoorGate]:
    """The gates of a meeting, by number."""
    statement = select(DoorGate).where(DoorGate.meeting_id == meeting.id).order_by(DoorGate.number)
    return db.session.execute(statement).scalars().all()


def gate_of(meeting: Meeting, number: int) -> DoorGate:
    """One gate.

    Raises:
        NotFound: the meeting has no such gate.
    """
    statement = select(DoorGate).where(DoorGate.meeting_id == meeting.id, DoorGate.number == number)
    gate = db.session.execute(statement).scalar_one_or_none()
    if gate is None:
        raise NotFound
    return gate


def kept_for(meeting: Meeting) -> Mapping[uuid.UUID, KeptFor]:
    """By the key of a gate or session: whom it is kept for; everybody's places are not in it."""
    found: dict[uuid.UUID, KeptFor] = {}
    for row in db.session.execute(select(DoorOpening).where(DoorOpening.meeting_id == meeting.id)).scalars():
        place = row.gate_id or row.session_id
        held = found.get(place, KeptFor())
        groups = held.groups | ({row.group_id} if row.group_id else set())
        found[place] = KeptFor(groups, held.units | ({row.unit_id} if row.unit_id else set()))
    return found


def units_offered(meeting: Meeting, kept: KeptFor) -> list[Unit]:
    """The bodies that send somebody, and those the place is kept for already, by name."""
    sending = units_of(meeting)
    gone = kept.units - {unit.id for unit in sending}
    others = db.session.execute(select(Unit).where(Unit.id.in_(sorted(gone)))).scalars() if gone else ()
    return sorted([*sending, *others], key=lambda unit: (unit.sort_key, unit.id))


def fingerprint(name: str, kept: KeptFor) -> str:
    """What a page showed of a place, so that two who change it at once notice each other."""
    keys = sorted(str(key) for key in kept.groups | kept.units)
    return hashlib.sha256("\n".join([name, *keys]).encode()).hexdigest()[:16]


def made_gate(session: Session, meeting: Meeting, name: str) -> DoorGate:
    """The gate of this name, made when there is none; the meeting is held."""
    known = session.execute(select(DoorGate).where(DoorGate.meeting_id == meeting.id, DoorGate.name == name)).scalar()
    if known is not None:
        return known
    number = session.execute(select(func.max(DoorGate.number)).where(DoorGate.meeting_id == meeting.id)).scalar() or 0
    gate = DoorGate(meeting_id=meeting.id, number=number + 1, name=name)
    session.add(gate)
    session.flush()
    return gate


def add_gate(actor: str, now: datetime, meeting: Meeting, name: str) -> DoorGate:
    """A new gate, open to everybody.

    Raises:
        Refused: `gate_name_missing`, `gate_name_taken`, `meeting_closed`.
    """
    with transaction() as session:
        hold(session, meeting)
        _check_name(meeting, name)
        gate = made_gate(session, meeting, name)
        _record(session, now, actor, meeting, "door.gate_add", f"gate {gate.number}", name=name)
        return gate


def _check_name(meeting: Meeting, name: str, gate: DoorGate | None = None) -> None:
    if not name:
        raise Refused("gate_name_missing", field="name")
    if any(other.name == name for other in gates_of(meeting) if gate is None or other.id != gate.id):
        raise Refused("gate_name_taken", field="name")


def change_gate(
    actor: str, now: datetime, meeting: Meeting, number: int, name: str, kept: KeptFor, seen: str | None = None
) -> DoorGate:
    """Name a gate anew and say whom it is kept for.

    Raises:
        NotFound: the meeting has no such gate.
        Refused: `gate_name_missing`, `gate_name_taken`, `stale`, `meeting_closed`.
    """
    with transaction() as session:
        hold(session, meeting)
        gate = gate_of(meeting, number)
        _check_name(meeting, name, gate)
        before = kept_for(meeting).get(gate.id, KeptFor())
        _expect(seen, gate.name, before)
        old, gate.name = gate.name, name
        _replace(session, meeting, gate, kept)
        more = {"before": {"name": old}, "after": {"name": name}} if old != name else {}
        _record(session, now, actor, meeting, "door.gate_change", f"gate {number}", **more, **_counted(kept))
        return gate


def keep_session(
    actor: str, now: datetime, meeting: Meeting, number: int, kept: KeptFor, seen: str | None = None
) -> MeetingSession:
    """Say whom a session is kept for.

    Raises:
        NotFound: the meeting has no such session.
        Refused: `stale`, `meeting_closed`.
    """
    with transaction() as session:
        hold(session, meeting)
        place = session_by_number(meeting, number)
        _expect(seen, place.name, kept_for(meeting).get(place.id, KeptFor()))
        _replace(session, meeting, place, kept)
        _record(session, now, actor, meeting, "door.session_keep", f"session {number}", **_counted(kept))
        return place


def remove_gate(actor: str, now: datetime, meeting: Meeting, number: int) -> None:
    """Take a gate off the list; scans keep its name.

    Raises:
        NotFound: the meeting has no such gate.
        Refused: `gate_in_use` when a device was paired with it, `meeting_closed`.
    """
    with transaction() as session:
        hold(session, meeting)
        gate = gate_of(meeting, number)
        if session.execute(select(exists().where(DoorDevice.gate_id == gate.id))).scalar_one():
            raise Refused("gate_in_use")
        for table in (DoorOpening, DoorPairing):
            session.execute(delete(table).where(table.gate_id == gate.id))
        session.delete(gate)
        _record(session, now, actor, meeting, "door.gate_remove", f"gate {number}", name=gate.name)


def track_exits(actor: str, now: datetime, meeting: Meeting, *, wanted: bool) -> None:
    """Have doors record who goes out and comes in again, or no more; what was recorded stays.

    Raises:
        Refused: `meeting_closed`.
    """
    with transaction() as session:
        if switched := _switched(session, meeting, "tracks_exits", wanted=wanted):
            _record(session, now, actor, meeting, f"door.exits_{switched}", f"meeting {meeting.number}")


def match_cards(actor: str, now: datetime, meeting: Meeting, *, wanted: bool) -> None:
    """Ask for identity numbers and match citizen cards by them, or no more; numbers that were given stay sealed.

    Raises:
        Refused: `meeting_closed`.
    """
    with transaction() as session:
        if switched := _switched(session, meeting, "matches_cards", wanted=wanted):
            _record(session, now, actor, meeting, f"door.cards_{switched}", f"meeting {meeting.number}")


def _switched(session: Session, meeting: Meeting, column: str, *, wanted: bool) -> str:
    """on or off; nothing when it is so already. Written beside the version: nothing that somebody who edits the meeting's facts
    has to look at again."""
    hold(session, meeting)
    if wanted == getattr(meeting, column):
        return ""
    table = Meeting.__table__
    session.execute(update(table).where(table.c.id == meeting.id).values({column: wanted}))
    session.expire(meeting)
    return "on" if wanted else "off"


def _expect(seen: str | None, name: str, kept: KeptFor) -> None:
    if seen is not None and seen != fingerprint(name, kept):
        raise Refused("stale")


def _replace(session: Session, meeting: Meeting, place: DoorGate | MeetingSession, kept: KeptFor) -> None:
    column = "gate_id" if isinstance(place, DoorGate) else "session_id"
    session.execute(delete(DoorOpening).where(getattr(DoorOpening, column) == place.id))
    session.add_all(_openings(meeting, column, place.id, kept))
    session.flush()


def _openings(meeting: Meeting, column: str, place: uuid.UUID, kept: KeptFor) -> Iterable[DoorOpening]:
    for key, keys in (("group_id", kept.groups), ("unit_id", kept.units)):
        for value in sorted(keys):
            yield DoorOpening(id=uuid7(), meeting_id=meeting.id, **{column: place, key: value})


def _counted(kept: KeptFor) -> dict[str, int]:
    return {"groups": len(kept.groups), "units": len(kept.units)}


def _record(session: Session, now: datetime, actor: str, meeting: Meeting, act: str, subject: str, **details: object) -> None:
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)
