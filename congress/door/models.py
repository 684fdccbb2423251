"""Badges and scans. Scans are facts: presence and first arrival are derived from them, never stored."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Document, Model
from congress.meetings.models import MeetingSession, session_key


class Badge(Model):
    """One code given to one delegate. One live badge per delegate; a dead one keeps its row and its answer.

    `code_sealed` is the code under the field key; `code_digest` the first 12 bytes of its SHA-256.
    `printed_face` is a digest of all that the last print showed, so that a changed name, seat or group is seen.
    """

    __tablename__ = "badge"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "delegate_id"], ["delegate.meeting_id", "delegate.id"]),
        UniqueConstraint("meeting_id", "id"),
        Index("uq_badge_digest", "code_digest", unique=True),
        Index("ix_badge_delegate", "meeting_id", "delegate_id"),
        Index(
            "uq_badge_live",
            "meeting_id",
            "delegate_id",
            unique=True,
            sqlite_where=text("died_at IS NULL"),
            postgresql_where=text("died_at IS NULL"),
        ),
    )
    meeting_id: Mapped[uuid.UUID]
    delegate_id: Mapped[uuid.UUID]
    code_sealed: Mapped[bytes]
    code_digest: Mapped[bytes]
    issued_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    printed_face: Mapped[bytes | None]
    died_at: Mapped[datetime | None]
    cause: Mapped[str] = mapped_column(String(20), default="")


class Scan(Model):
    """What a door reported, with the answer it was given. The same nonce always has the same answer.

    `scanned_at` is the moment on the server's clock (corrected by the device's offset), `received_at` when it came here.
    `facts` holds what the verdict's sentence names (`facts`), `flags`, the device's clock `offset` in seconds, and the
    `reason` of an undo, and the names of a `deputy` or `walk_in`, who stand on no list; nothing else of a person, and nothing
    of a foreign code. `undoes` is the nonce of the scan taken back.
    `rehearsal`: made while the door was tried out; in no figure that stays, and gone when the trial ends.
    """

    __tablename__ = "scan"
    __table_args__ = (
        UniqueConstraint("meeting_id", "nonce"),
        ForeignKeyConstraint(["meeting_id", "session_id"], ["meeting_session.meeting_id", "meeting_session.id"]),
        Index("ix_scan_delegate", "delegate_id", "session_id"),
        Index("ix_scan_time", "meeting_id", "session_id", "scanned_at"),
        Index(
            "ix_scan_undoes",
            "meeting_id",
            "undoes",
            sqlite_where=text("undoes IS NOT NULL"),
            postgresql_where=text("undoes IS NOT NULL"),
        ),
    )
    meeting_id: Mapped[uuid.UUID]
    session_id: Mapped[uuid.UUID]
    nonce: Mapped[str] = mapped_column(String(64))
    delegate_id: Mapped[uuid.UUID | None]
    gate: Mapped[str] = mapped_column(String(40))
    how: Mapped[str] = mapped_column(String(12))
    scanned_at: Mapped[datetime]
    received_at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]] = mapped_column(Document)
    by: Mapped[str] = mapped_column(String(80))
    undoes: Mapped[str | None] = mapped_column(String(64))
    rehearsal: Mapped[bool] = mapped_column(default=False)


class DoorTally(Model):
    """How many scans of a meeting were ever stored; whenever stored ones are wiped, one more.

    Kept beside them because every door asks for it all day, and because who stores scans holds this row: doors of one meeting
    wait here for each other.
    """

    __tablename__ = "door_tally"
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), unique=True)
    scans: Mapped[int]


class DoorFreeze(Model):
    """The figures of one session as they were at a moment (chốt số lượng); no row is ever changed.

    `figures` are the lines by kind, group and unit; `scans` how many scans of the session there were, `digest` their SHA-256,
    which the history keeps too.
    """

    __tablename__ = "door_freeze"
    __table_args__ = (session_key(), UniqueConstraint("meeting_id", "number"))
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    session_id: Mapped[uuid.UUID]
    number: Mapped[int]
    frozen_at: Mapped[datetime]
    frozen_by: Mapped[str] = mapped_column(String(80))
    figures: Mapped[dict[str, Any]] = mapped_column(Document)
    scans: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    session: Mapped[MeetingSession] = relationship(viewonly=True)
