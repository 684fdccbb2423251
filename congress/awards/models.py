"""Those honoured: person, household or collective; by whose decision; in which order on the stage."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Model
from congress.people.models import Person
from congress.units.models import Unit


class Award(Model):
    """One award to one recipient; title and authority are codes of seeds/awards.json."""

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("recipient IN ('person', 'household', 'collective')", name="recipient"),
        CheckConstraint("status IN ('proposed', 'decided', 'revoked')", name="status"),
        Index("ix_award_order", "meeting_id", "batch", "position"),
    )
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    recipient: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    title_of_recipient: Mapped[str] = mapped_column(String(200), default="")
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    award_code: Mapped[str] = mapped_column(String(60))
    authority_code: Mapped[str] = mapped_column(String(60))
    decision_number: Mapped[str] = mapped_column(String(60), default="")
    decided_on: Mapped[date | None]
    achievement: Mapped[str] = mapped_column(Text, default="")
    batch: Mapped[int] = mapped_column(default=1)
    position: Mapped[int]
    status: Mapped[str] = mapped_column(String(10), default="proposed")
    version: Mapped[int] = mapped_column(default=1)
    person: Mapped[Person | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    __mapper_args__ = {"version_id_col": version}


class AwardBatch(Model):
    """A batch (đợt) on the stage: what is called out, and who hands over. A batch without a row here has neither."""

    __tablename__ = "award_batch"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(160), default="")
    presenter: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
