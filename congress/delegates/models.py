"""Who comes: delegates, guests and those who work there; how they came onto the list."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Document, Model
from congress.meetings.models import SeatGroup
from congress.people.models import Person
from congress.units.models import Unit


class Intake(Model):
    """One file or pasted table: a draft until `taken_at`, then what became of its rows, so that it can be undone.

    `content` is the table as read, sealed under this row's key because it may hold sensitive columns; `settings` says which
    column means what and what was chosen for doubtful rows; `outcome` names the rows that were stored, for the undoing.
    """

    __tablename__ = "intake"
    __table_args__ = (UniqueConstraint("meeting_id", "number"), UniqueConstraint("meeting_id", "id"))
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes]
    settings: Mapped[dict[str, Any]] = mapped_column(Document)
    outcome: Mapped[list[Any]] = mapped_column(Document, default=list)
    added: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(80))
    taken_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class Delegate(Model):
    """One person at one meeting.

    `kind` official, guest or non_delegate (organisers, service, press, artists, drivers: outside every figure).
    `status` nominated → approved → summoned; withdrawn and replaced end it. `basis` adopted, chosen or ex_officio;
    `basis_paper` names the minutes or decision behind it. `replaces_id` is the delegate whose place this one took.
    `placed` says that `seat` is a place of the meeting's seat plan, which nobody else may have; without a plan it is any text.
    """

    __tablename__ = "delegate"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        UniqueConstraint("meeting_id", "person_id"),
        UniqueConstraint("meeting_id", "id"),
        ForeignKeyConstraint(["meeting_id", "group_id"], ["seat_group.meeting_id", "seat_group.id"]),
        ForeignKeyConstraint(["meeting_id", "intake_id"], ["intake.meeting_id", "intake.id"]),
        ForeignKeyConstraint(["meeting_id", "replaces_id"], ["delegate.meeting_id", "delegate.id"]),
        CheckConstraint("kind IN ('official', 'guest', 'non_delegate')", name="kind"),
        CheckConstraint("status IN ('nominated', 'approved', 'summoned', 'withdrawn', 'replaced')", name="status"),
        CheckConstraint("basis IN ('', 'adopted', 'chosen', 'ex_officio')", name="basis"),
        Index("ix_delegate_list", "meeting_id", "unit_id", "sort_key"),
        Index("ix_delegate_sort", "meeting_id", "sort_key", "id"),
        Index("ix_delegate_status", "meeting_id", "status", "kind"),
        Index("ix_delegate_search", "meeting_id", "search_key"),
        Index("ix_delegate_intake", "meeting_id", "intake_id"),
        Index("ix_delegate_replaces", "meeting_id", "replaces_id"),
        Index(
            "uq_delegate_seat", "meeting_id", "seat", unique=True, sqlite_where=text("placed"), postgresql_where=text("placed")
        ),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    group_id: Mapped[uuid.UUID | None]
    kind: Mapped[str] = mapped_column(String(12), default="official")
    status: Mapped[str] = mapped_column(String(10), default="nominated")
    basis: Mapped[str] = mapped_column(String(10), default="")
    basis_paper: Mapped[str] = mapped_column(String(160), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    represents: Mapped[str] = mapped_column(String(200), default="")
    achievement: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    head: Mapped[bool] = mapped_column(default=False)
    leading_post: Mapped[bool] = mapped_column(default=False)
    seat: Mapped[str] = mapped_column(String(20), default="")
    placed: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(500), default="")
    sort_key: Mapped[bytes]
    search_key: Mapped[str] = mapped_column(String(200))
    intake_id: Mapped[uuid.UUID | None]
    replaces_id: Mapped[uuid.UUID | None]
    version: Mapped[int] = mapped_column(default=1)
    person: Mapped[Person] = relationship()
    unit: Mapped[Unit | None] = relationship()
    group: Mapped[SeatGroup | None] = relationship(viewonly=True)
    traits: Mapped[list["DelegateTrait"]] = relationship(cascade="all, delete-orphan", order_by="DelegateTrait.code")
    __mapper_args__ = {"version_id_col": version}


class SeatPlan(Model):
    """The hall of a meeting as `rules.hall.Hall` describes it: rows of seats, aisles, blocked seats, the presidium's table."""

    __tablename__ = "seat_plan"
    __table_args__ = (
        UniqueConstraint("meeting_id"),
        CheckConstraint("naming IN ('letters', 'numbers')", name="naming"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    rows: Mapped[int]
    seats: Mapped[int]
    naming: Mapped[str] = mapped_column(String(10), default="letters")
    aisles: Mapped[list[Any]] = mapped_column(Document, default=list)
    blocked: Mapped[list[Any]] = mapped_column(Document, default=list)
    at_table: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class DelegateTrait(Model):
    """Đặc điểm that is not sensitive (trực tiếp, thanh niên, doanh nghiệp …); nữ follows from the person's sex."""

    __tablename__ = "delegate_trait"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "delegate_id"], ["delegate.meeting_id", "delegate.id"]),
        UniqueConstraint("meeting_id", "delegate_id", "code"),
    )
    meeting_id: Mapped[uuid.UUID]
    delegate_id: Mapped[uuid.UUID]
    code: Mapped[str] = mapped_column(String(40))


class DelegateStatus(Model):
    """A step in the history of one delegate: which status, since when, by whom, why."""

    __tablename__ = "delegate_status"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "delegate_id"], ["delegate.meeting_id", "delegate.id"]),
        Index("ix_delegate_status_of", "meeting_id", "delegate_id", "at"),
    )
    meeting_id: Mapped[uuid.UUID]
    delegate_id: Mapped[uuid.UUID]
    status: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(500), default="")


class DelegateReply(Model):
    """What somebody who was asked to come has answered: yes, no, or substitute (with the name of who comes instead).

    `by` is the sign-in name of who keyed it in, '' when it was answered on the person's own page; earlier answers stand in
    the history.
    """

    __tablename__ = "delegate_reply"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "delegate_id"], ["delegate.meeting_id", "delegate.id"]),
        UniqueConstraint("meeting_id", "delegate_id"),
        CheckConstraint("answer IN ('yes', 'no', 'substitute')", name="answer"),
    )
    meeting_id: Mapped[uuid.UUID]
    delegate_id: Mapped[uuid.UUID]
    answer: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80), default="")
