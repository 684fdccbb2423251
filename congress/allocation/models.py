"""Adopted versions of the share-out of seats, with the wish and the steps that led to them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from congress.db import Document, Model


class Allocation(Model):
    """One adopted version. `wish` is what was asked, `steps` the computation; the newest number is in force."""

    __tablename__ = "allocation"
    __table_args__ = (UniqueConstraint("meeting_id", "number"), UniqueConstraint("meeting_id", "id"))
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    total: Mapped[int]
    method: Mapped[str] = mapped_column(String(20))
    wish: Mapped[dict[str, Any]] = mapped_column(Document)
    steps: Mapped[dict[str, Any]] = mapped_column(Document)
    rule_set_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rule_set_version.id"))
    overrides: Mapped[list[Any]] = mapped_column(Document)
    note: Mapped[str] = mapped_column(Text, default="")
    adopted_at: Mapped[datetime]
    adopted_by: Mapped[str] = mapped_column(String(80))


class AllocatedSeats(Model):
    """Seats of one unit in one group; unit_id empty: guests who belong to no unit."""

    __tablename__ = "allocated_seats"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "allocation_id"], ["allocation.meeting_id", "allocation.id"]),
        ForeignKeyConstraint(["meeting_id", "group_id"], ["seat_group.meeting_id", "seat_group.id"]),
        UniqueConstraint("meeting_id", "allocation_id", "unit_id", "group_id"),
        CheckConstraint("seats >= 0", name="seats"),
    )
    meeting_id: Mapped[uuid.UUID]
    allocation_id: Mapped[uuid.UUID]
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    group_id: Mapped[uuid.UUID]
    seats: Mapped[int]
