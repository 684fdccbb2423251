"""The secret address of each delegate's own page."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from congress.db import Model


class OwnPage(Model):
    """One live address per delegate. `secret_sealed` is for the letter, `secret_digest` (SHA-256) for looking it up.

    It dies when the badge is withdrawn; a dead one keeps its row, so that its holder is told.
    """

    __tablename__ = "own_page"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "delegate_id"], ["delegate.meeting_id", "delegate.id"]),
        Index("uq_own_page_digest", "secret_digest", unique=True),
        Index("ix_own_page_delegate", "meeting_id", "delegate_id"),
        Index(
            "uq_own_page_live",
            "meeting_id",
            "delegate_id",
            unique=True,
            sqlite_where=text("died_at IS NULL"),
            postgresql_where=text("died_at IS NULL"),
        ),
    )
    meeting_id: Mapped[uuid.UUID]
    delegate_id: Mapped[uuid.UUID]
    secret_sealed: Mapped[bytes]
    secret_digest: Mapped[bytes]
    made_at: Mapped[datetime]
    died_at: Mapped[datetime | None] = mapped_column(default=None)
