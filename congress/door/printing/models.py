"""What printing remembers: the tables where badges lie, and how askew each printer feeds."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from congress.db import Model


class BadgeDesk(Model):
    """A table where badges are handed out: from the unit with this sort key up to the next table's first."""

    __tablename__ = "badge_desk"
    __table_args__ = (UniqueConstraint("meeting_id", "number"), CheckConstraint("number BETWEEN 1 AND 99", name="number"))
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    first_key: Mapped[bytes]


class Printer(Model):
    """A printer of a body, and how far a print must be moved right and down to lie true, in tenths of a millimetre."""

    __tablename__ = "printer"
    __table_args__ = (
        UniqueConstraint("unit_id", "name"),
        CheckConstraint("right_tenths BETWEEN -200 AND 200 AND down_tenths BETWEEN -200 AND 200", name="offset"),
    )
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(60))
    right_tenths: Mapped[int]
    down_tenths: Mapped[int]
