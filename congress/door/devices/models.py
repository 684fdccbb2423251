"""Gates of a meeting, whom they and the sessions are kept for, and the phones that were paired as doors."""

import uuid
from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Model
from congress.meetings.models import Meeting, MeetingSession, session_key
from congress.rules.local_time import day_of


def gate_key() -> ForeignKeyConstraint:
    """Foreign key to a gate of the same meeting."""
    return ForeignKeyConstraint(["meeting_id", "gate_id"], ["door_gate.meeting_id", "door_gate.id"])


def last_day(expires_at: datetime) -> date:
    """The day in Vietnam that ends at this moment, or within which it lies."""
    return day_of(expires_at - timedelta(microseconds=1))


class DoorGate(Model):
    """A gate of the hall. Scans keep its name as it was, so that renaming a gate changes nothing that happened."""

    __tablename__ = "door_gate"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        UniqueConstraint("meeting_id", "name"),
        UniqueConstraint("meeting_id", "id"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))


class DoorOpening(Model):
    """A gate or a session kept for a group or for a body's delegation; one without such rows is open to everybody."""

    __tablename__ = "door_opening"
    __table_args__ = (
        gate_key(),
        session_key(),
        ForeignKeyConstraint(["meeting_id", "group_id"], ["seat_group.meeting_id", "seat_group.id"]),
        CheckConstraint("(gate_id IS NULL) <> (session_id IS NULL)", name="place"),
        CheckConstraint("(group_id IS NULL) <> (unit_id IS NULL)", name="people"),
        Index("ix_door_opening_meeting", "meeting_id"),
    )
    meeting_id: Mapped[uuid.UUID]
    gate_id: Mapped[uuid.UUID | None]
    session_id: Mapped[uuid.UUID | None]
    group_id: Mapped[uuid.UUID | None]
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)


class DoorPairing(Model):
    """A secret shown once as a QR; of it only the SHA-256 is kept. Whoever brings it first becomes a door of this gate."""

    __tablename__ = "door_pairing"
    __table_args__ = (gate_key(), session_key(), Index("ix_door_pairing_meeting", "meeting_id", "made_at"))
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    gate_id: Mapped[uuid.UUID]
    session_id: Mapped[uuid.UUID]
    label: Mapped[str] = mapped_column(String(40), default="")
    secret_digest: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(80))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class DoorDevice(Model):
    """A paired phone. Its token is kept as SHA-256 only.

    `list_version` and `list_at`: the list it has and when the server last confirmed it; `waiting`: scans it still had to send.
    """

    __tablename__ = "door_device"
    __table_args__ = (gate_key(), session_key(), UniqueConstraint("meeting_id", "number"))
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    label: Mapped[str] = mapped_column(String(40), default="")
    gate_id: Mapped[uuid.UUID]
    session_id: Mapped[uuid.UUID]
    token_digest: Mapped[bytes] = mapped_column(unique=True)
    paired_at: Mapped[datetime]
    paired_by: Mapped[str] = mapped_column(String(80))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str] = mapped_column(String(80), default="")
    seen_at: Mapped[datetime]
    list_version: Mapped[int | None] = mapped_column(BigInteger)
    list_at: Mapped[datetime | None]
    waiting: Mapped[int] = mapped_column(default=0)
    meeting: Mapped[Meeting] = relationship(viewonly=True)
    gate: Mapped[DoorGate] = relationship(viewonly=True)
    session: Mapped[MeetingSession] = relationship(viewonly=True)

    @property
    def actor(self) -> str:
        """The name its scans stand under."""
        return self.named(self.number)

    @property
    def last_day(self) -> date:
        """The last day on which it may admit somebody, in Vietnam."""
        return last_day(self.expires_at)

    @staticmethod
    def named(number: int) -> str:
        """The name under which the scans of the device with this number stand."""
        return f"máy số {number}"


class DoorReview(Model):
    """What somebody decided about a scan held for review: accepted, and then reported once more in their name, or left.

    `reversed`: accepted by mistake, and what was reported taken back.
    """

    __tablename__ = "door_review"
    __table_args__ = (CheckConstraint("decision IN ('accepted', 'left', 'reversed')", name="decision"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    scan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scan.id"), unique=True)
    decision: Mapped[str] = mapped_column(String(8))
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200))
