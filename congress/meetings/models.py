"""A congress: level, form, sessions and side events, functions, dossier, groups, and what the committee decided."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Model
from congress.plans.models import Plan, RuleSetVersion
from congress.units.models import Unit


class Meeting(Model):
    """Đại hội or hội nghị of one body.

    `number` names it in addresses, unique in the installation. `assembly` is plenary, delegates or '' (not decided).
    What is scanned from `rehearsal_from` to `rehearsal_until` is a trial of the door and is wiped when the trial ends.
    `tracks_exits`: doors record who goes out, too, and who comes in again.
    `matches_cards`: it keeps identity numbers of its delegates, and doors match citizen cards by them.
    `elects` is false for a plain commendation meeting, which has no seats, ratio or vote and gets no findings about them.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("assembly IN ('', 'plenary', 'delegates')", name="assembly"),
        CheckConstraint("status IN ('preparing', 'held', 'closed', 'cancelled')", name="status"),
        CheckConstraint("delegate_number IS NULL OR delegate_number BETWEEN 1 AND 100000", name="delegate_number"),
        Index("ix_meeting_unit_held", "unit_id", "held_on"),
    )
    number: Mapped[int] = mapped_column(unique=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    plan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plan.id"), index=True)
    rule_set_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rule_set_version.id"))
    higher_meeting_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    form_code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(400))
    held_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(300), default="")
    assembly: Mapped[str] = mapped_column(String(10), default="")
    delegate_number: Mapped[int | None]
    elects: Mapped[bool] = mapped_column(default=True)
    pilot: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(10), default="preparing")
    created_at: Mapped[datetime]
    rehearsal_from: Mapped[datetime | None]
    rehearsal_until: Mapped[datetime | None]
    tracks_exits: Mapped[bool] = mapped_column(default=False)
    matches_cards: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship()
    plan: Mapped[Plan | None] = relationship()
    rule_set: Mapped[RuleSetVersion] = relationship()
    higher_meeting: Mapped["Meeting | None"] = relationship(remote_side="Meeting.id")
    sessions: Mapped[list["MeetingSession"]] = relationship(back_populates="meeting", order_by="MeetingSession.number")
    groups: Mapped[list["SeatGroup"]] = relationship(order_by="SeatGroup.position, SeatGroup.id")
    __mapper_args__ = {"version_id_col": version}

    @property
    def rehearsing(self) -> bool:
        """True while the door is tried out."""
        return self.rehearsal_from is not None and self.rehearsal_until is None


class MeetingSession(Model):
    """A session (phiên) or a side event (dâng hương, văn nghệ, tiệc), each with its own door."""

    __tablename__ = "meeting_session"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        UniqueConstraint("meeting_id", "id"),
        CheckConstraint("kind IN ('session', 'side_event')", name="kind"),
        CheckConstraint("minutes BETWEEN 1 AND 6000", name="minutes"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12), default="session")
    name: Mapped[str] = mapped_column(String(160))
    held_on: Mapped[date | None]
    starts_at: Mapped[time]
    minutes: Mapped[int] = mapped_column(default=240)
    place: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)
    meeting: Mapped[Meeting] = relationship(back_populates="sessions")
    __mapper_args__ = {"version_id_col": version}


class SeatGroup(Model):
    """Nhóm cơ cấu: each delegate stands in exactly one. `share` is core, other or unsaid (the plan does not say)."""

    __tablename__ = "seat_group"
    __table_args__ = (
        UniqueConstraint("meeting_id", "code"),
        UniqueConstraint("meeting_id", "id"),
        CheckConstraint("share IN ('core', 'other', 'unsaid')", name="share"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    share: Mapped[str] = mapped_column(String(6))
    position: Mapped[int]
    colour: Mapped[str] = mapped_column(String(7))


class MeetingFunction(Model):
    """Who presides, takes minutes, examines credentials, counts votes, leads through the programme …"""

    __tablename__ = "meeting_function"
    __table_args__ = (Index("ix_meeting_function_meeting", "meeting_id", "code", "position"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    code: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(160))
    title: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)


class DossierPaper(Model):
    """A paper of the dossier that goes to the body above: received on a day, or still missing."""

    __tablename__ = "dossier_paper"
    __table_args__ = (UniqueConstraint("meeting_id", "code"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    code: Mapped[str] = mapped_column(String(30))
    sent_on: Mapped[date | None]
    paper_number: Mapped[str] = mapped_column(String(60), default="")


class MeetingAnswer(Model):
    """What the plan leaves open and the committee settled: who decided, when, why."""

    __tablename__ = "meeting_answer"
    __table_args__ = (UniqueConstraint("meeting_id", "question"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    question: Mapped[str] = mapped_column(String(60))
    answer: Mapped[str] = mapped_column(String(60))
    decided_by: Mapped[str] = mapped_column(String(160))
    decided_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]


class FindingOverride(Model):
    """A soft finding accepted with a reason, a name and a time."""

    __tablename__ = "finding_override"
    __table_args__ = (UniqueConstraint("meeting_id", "code", "subject"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    code: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]


def session_key(column: str = "session_id") -> ForeignKeyConstraint:
    """Foreign key to a session of the same meeting: a row cannot point into another meeting."""
    return ForeignKeyConstraint(["meeting_id", column], ["meeting_session.meeting_id", "meeting_session.id"])
