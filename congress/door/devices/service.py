"""Pairing phones with a gate, knowing them again by their token, and letting them go."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from congress import audit
from congress.db import db, lock, transaction
from congress.door.devices.gates import NAME_LENGTH, made_gate
from congress.door.devices.models import DoorDevice, DoorPairing
from congress.door.devices.posts import Post, digest_of
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting, MeetingSession
from congress.meetings.service import session_by_number
from congress.rules.local_time import VIETNAM, day_of, midnight

PAIRING_LIFE = timedelta(minutes=10)
SECRET_BYTES = 24
TOKEN_BYTES = 32
DAY = timedelta(days=1)
HEARD_EVERY = timedelta(seconds=10)
MOST_WAITING = 1_000_000


@dataclass(frozen=True)
class Offer:
    """A pairing just made: the secret is told here once and never again."""

    secret: str
    gate: str
    session: str
    expires_at: datetime


@dataclass(frozen=True)
class Paired:
    """A device just paired: the token is told here once and never again."""

    token: str
    device: DoorDevice


def offer(actor: str, now: datetime, meeting: Meeting, gate: str, session_number: int, label: str = "") -> Offer:
    """Make a one-time secret that turns the phone bringing it into a door of this gate; a new gate is made by its name.

    Raises:
        Refused: `gate_name_missing`.
        NotFound: the meeting has no such session.
    """
    if not gate.strip():
        raise Refused("gate_name_missing", field="gate")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with transaction() as session:
        lock(session, meeting)
        place = session_by_number(meeting, session_number)
        row = DoorPairing(meeting_id=meeting.id, label=label[:NAME_LENGTH], made_at=now, made_by=actor)
        row.gate_id = made_gate(session, meeting, gate.strip()[:NAME_LENGTH]).id
        row.session_id, row.secret_digest, row.expires_at = place.id, digest_of(secret), now + PAIRING_LIFE
        session.add(row)
        _record(session, now, actor, meeting, "door.offer", "pairing", gate=gate)
        return Offer(secret, gate.strip()[:NAME_LENGTH], place.name, row.expires_at)


def pair(now: datetime, secret: str) -> Paired:
    """Turn whoever brings the secret into a door device; it works once.

    Raises:
        Refused: `pairing_unknown`, `pairing_used`, `pairing_expired`.
    """
    wanted = select(DoorPairing).where(DoorPairing.secret_digest == digest_of(secret)).with_for_update()
    with transaction() as session:
        offered = session.execute(wanted).scalar_one_or_none()
        if offered is None:
            raise Refused("pairing_unknown")
        if offered.used_at is not None:
            raise Refused("pairing_used")
        if offered.expires_at <= now:
            raise Refused("pairing_expired")
        offered.used_at = now
        meeting = session.get_one(Meeting, offered.meeting_id)
        lock(session, meeting)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        device = _device(session, now, meeting, offered, token)
        _record(session, now, device.actor, meeting, "door.pair", f"device {device.number}", gate=device.gate.name)
        return Paired(token, device)


def _device(session: Session, now: datetime, meeting: Meeting, offered: DoorPairing, token: str) -> DoorDevice:
    last = select(func.max(DoorDevice.number)).where(DoorDevice.meeting_id == meeting.id)
    device = DoorDevice(meeting_id=meeting.id, number=(session.execute(last).scalar() or 0) + 1, token_digest=digest_of(token))
    device.gate_id, device.session_id, device.label = offered.gate_id, offered.session_id, offered.label
    device.paired_at, device.paired_by, device.seen_at = now, offered.made_by, now
    device.expires_at = end_of_service(meeting, now)
    session.add(device)
    session.flush()
    return device


def end_of_service(meeting: Meeting, now: datetime) -> datetime:
    """Midnight in Vietnam after the last session, and never before the end of today."""
    days = [day for day in (*(place.held_on for place in meeting.sessions), meeting.held_on) if day]
    return midnight(max([day_of(now), *days]) + DAY)


def begins_at(meeting: Meeting, place: MeetingSession) -> str | None:
    """The moment a session begins as RFC 3339, None while its day is open."""
    day = place.held_on or meeting.held_on
    return datetime.combine(day, place.starts_at, VIETNAM).astimezone(UTC).isoformat() if day else None


def by_token(token: str) -> DoorDevice | None:
    """The device that holds this token, with its meeting, gate and session, or None; in a constant number of queries."""
    statement = select(DoorDevice).where(DoorDevice.token_digest == digest_of(token))
    loaded = statement.options(joinedload(DoorDevice.gate), joinedload(DoorDevice.session), joinedload(DoorDevice.meeting))
    return db.session.execute(loaded).scalar_one_or_none()


def barred(device: DoorDevice | Post, now: datetime) -> str:
    """Why this device may only deliver what it has: device_revoked, device_expired, or nothing."""
    if device.revoked_at is not None:
        return "device_revoked"
    return "device_expired" if device.expires_at <= now else ""


def news_of(
    now: datetime, device: DoorDevice | Post, *, version: int | None, waiting: int | None, listed: bool = False
) -> dict[str, object]:
    """What is to be noted of a device that called: nothing for ten seconds, unless its queue or its list has changed.

    All that it says is noted then: another server may have noted something else since `device` was read.

    Args:
        version: the version of the list it holds, None when it did not say.
        waiting: how many scans it still has to send, None when it did not say.
        listed: whether the list it holds was confirmed as the newest in this call.
    """
    told: dict[str, object] = {}
    if waiting is not None:
        told["waiting"] = min(waiting, MOST_WAITING)
    if version is not None:
        told["list_version"] = version
    changed = any(getattr(device, name) != value for name, value in told.items())
    if changed or not now - device.seen_at < HEARD_EVERY:
        return told | {"seen_at": now} | ({"list_at": now} if listed else {})
    return {}


def heard(now: datetime, device: DoorDevice, *, version: int | None, listed: bool = False) -> None:
    """Note that a device called and which version of the list it holds."""
    if values := news_of(now, device, version=version, waiting=None, listed=listed):
        _note(device.id, values)


def _note(device_id: uuid.UUID, values: dict[str, object]) -> None:
    with transaction() as session:
        session.execute(update(DoorDevice.__table__).where(DoorDevice.__table__.c.id == device_id).values(**values))


def devices_of(meeting: Meeting) -> Sequence[DoorDevice]:
    """Every device ever paired with this meeting, newest first."""
    statement = select(DoorDevice).where(DoorDevice.meeting_id == meeting.id).order_by(DoorDevice.number.desc())
    loaded = statement.options(joinedload(DoorDevice.gate), joinedload(DoorDevice.session))
    return db.session.execute(loaded).scalars().all()


def revoke(actor: str, now: datetime, meeting: Meeting, number: int) -> DoorDevice:
    """Take a device out of service, at once; what it still sends is held for review. A second time changes nothing.

    Raises:
        NotFound: no such device at this meeting.
    """
    with transaction() as session:
        wanted = select(DoorDevice).where(DoorDevice.meeting_id == meeting.id, DoorDevice.number == number)
        device = session.execute(wanted.with_for_update()).scalar_one_or_none()
        if device is None:
            raise NotFound
        if device.revoked_at is None:
            device.revoked_at, device.revoked_by = now, actor
            _record(session, now, actor, meeting, "door.revoke", f"device {number}", gate=device.gate.name)
        return device


def note_guesses(now: datetime, meeting_id: uuid.UUID, actor: str, number: int) -> None:
    """Let the committee read in the history that a door has sent so many codes that are nobody's."""
    with transaction() as session:
        subject = f"scans {number}"
        audit.record(session, at=now, actor=actor, act="door.guesses", subject=subject, meeting_id=meeting_id)


def _record(session: Session, now: datetime, actor: str, meeting: Meeting, act: str, subject: str, **details: object) -> None:
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)
