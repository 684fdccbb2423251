"""The list for the higher congress: candidates in order, and the vote on the whole list."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Model
from congress.people.models import Person


class Candidate(Model):
    """A name on the list: official first, then reserve, each in the order of the proposal.

    `group_code` is a group of the higher congress; `minutes` names the paper of the leadership that chose the person. Who is
    taken off the list stays as `withdrawn`, so that a number never comes to mean somebody else.
    """

    __tablename__ = "candidate"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        UniqueConstraint("meeting_id", "person_id"),
        CheckConstraint("standing IN ('official', 'reserve', 'withdrawn')", name="standing"),
        CheckConstraint("basis IN ('adopted', 'chosen', 'ex_officio')", name="basis"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int]
    standing: Mapped[str] = mapped_column(String(10), default="official")
    basis: Mapped[str] = mapped_column(String(10), default="adopted")
    minutes: Mapped[str] = mapped_column(String(200), default="")
    group_code: Mapped[str] = mapped_column(String(40), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    achievement: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    person: Mapped[Person] = relationship()
    __mapper_args__ = {"version_id_col": version}


class ListVote(Model):
    """Biểu quyết giơ tay on the whole list, as the counting board stated it. The newest number counts.

    `base` says of what more than half was needed, `base_number` how many that were; `list_digest` is the list voted on.
    """

    __tablename__ = "list_vote"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("voters >= 1 AND in_favour >= 0 AND against >= 0 AND other >= 0", name="counts"),
        CheckConstraint("in_favour + against + other = voters", name="sum"),
        CheckConstraint("base IN ('present', 'valid', 'summoned')", name="base"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    voters: Mapped[int]
    in_favour: Mapped[int]
    against: Mapped[int]
    other: Mapped[int]
    door_figure: Mapped[int | None]
    base: Mapped[str] = mapped_column(String(10), default="present")
    base_number: Mapped[int]
    adopted: Mapped[bool]
    list_digest: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    taken_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(80))


class HigherGrant(Model):
    """Seats granted by a paper of the level above, typed here when its own share-out is not in this installation."""

    __tablename__ = "higher_grant"
    __table_args__ = (
        CheckConstraint("official BETWEEN 0 AND 10000", name="official"),
        CheckConstraint("reserve IS NULL OR reserve BETWEEN 0 AND 10000", name="reserve"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), unique=True)
    official: Mapped[int]
    reserve: Mapped[int | None]
    paper: Mapped[str] = mapped_column(String(200), default="")
    paper_on: Mapped[date | None]
    guidance: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[str] = mapped_column(String(80))
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
