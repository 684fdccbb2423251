"""The list as it was sent upward: frozen, numbered, fingerprinted."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Document, Model
from congress.meetings.models import Meeting


class Submission(Model):
    """One version of a list on its way up. `sent` and the official paper's number are two facts."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("status IN ('sent', 'received', 'returned', 'accepted')", name="status"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    higher_meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    number: Mapped[int]
    schema: Mapped[int] = mapped_column(default=1)
    content: Mapped[dict[str, Any]] = mapped_column(Document)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(10), default="sent")
    sent_at: Mapped[datetime]
    sent_by: Mapped[str] = mapped_column(String(80))
    paper_number: Mapped[str] = mapped_column(String(60), default="")
    paper_on: Mapped[date | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(80), default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    row_remarks: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    meeting: Mapped[Meeting] = relationship(foreign_keys=[meeting_id])
    higher_meeting: Mapped[Meeting] = relationship(foreign_keys=[higher_meeting_id])
    __mapper_args__ = {"version_id_col": version}
