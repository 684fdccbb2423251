"""The draft of a choice among the nominees: what is asked of it, and a mark for each nominee."""

import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from congress.db import Document, Model


class RosterDraft(Model):
    """What is asked of the choice, one row per meeting.

    `total` is the number to choose (None: all seats of the share-out). `minimums` are fewest people by code. `bounds` are rules
    that were relaxed: [minimum, maximum or None] by rule. `sensitive` says whether sealed particulars are counted too. `seed`
    draws the lots ('': the meeting's title and day). `outcome` is what the last computation found, see `outcome.py`.
    """

    __tablename__ = "roster_draft"
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), unique=True)
    total: Mapped[int | None]
    minimums: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    bounds: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    sensitive: Mapped[bool] = mapped_column(default=False)
    seed: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class RosterMark(Model):
    """The score of one nominee, whether he or she is to be kept in or left out, and whether the draft chooses them."""

    __tablename__ = "roster_mark"
    __table_args__ = (
        UniqueConstraint("meeting_id", "delegate_id"),
        ForeignKeyConstraint(["meeting_id", "delegate_id"], ["delegate.meeting_id", "delegate.id"], ondelete="CASCADE"),
        CheckConstraint("score BETWEEN 0 AND 1000000", name="score"),
        CheckConstraint("lock IN ('', 'in', 'out')", name="lock"),
    )
    meeting_id: Mapped[uuid.UUID]
    delegate_id: Mapped[uuid.UUID]
    score: Mapped[int] = mapped_column(default=0)
    lock: Mapped[str] = mapped_column(String(3), default="")
    picked: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
