"""The programme: the working draft, its published versions, and the catalogue items are taken from."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from congress.db import Document, Model
from congress.meetings.models import session_key


class AgendaItem(Model):
    """Mục chương trình of the draft; start times are computed, never stored.

    `covers` lists the codes of required items it takes care of (an item may be split or merged).
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        session_key(),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes"),
        UniqueConstraint("meeting_id", "number"),
        Index("ix_agenda_item_order", "meeting_id", "session_id", "position"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    session_id: Mapped[uuid.UUID]
    number: Mapped[int]
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    covers: Mapped[list[Any]] = mapped_column(Document, default=list)
    title: Mapped[str] = mapped_column(String(400))
    minutes: Mapped[int]
    presenter: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class AgendaVersion(Model):
    """A published programme, frozen: papers name the version they were made from."""

    __tablename__ = "agenda_version"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(Document)
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(80))


class CatalogueItem(Model):
    """An entry of the editable catalogue (văn nghệ, nội quy, giải lao …); unit_id empty: for everybody.

    `covers` lists the required items that a line made from it takes care of (a talk, a batch of awards).
    """

    __tablename__ = "catalogue_item"
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(400))
    minutes: Mapped[int]
    covers: Mapped[list[Any]] = mapped_column(Document, default=list)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
