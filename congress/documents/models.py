"""What an office writes on a paper besides its content: issuing body, number and sign, place, day, signer, recipients."""

import uuid
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from congress.db import Document, Model

EVERY_PAPER = "all"


class PaperParticulars(Model):
    """The particulars of one paper of a meeting; `paper` is its code, or `all` for what is common to every paper.

    `fields` hold only what was typed: a field that is missing is taken from the common ones, then from the meeting's unit.
    """

    __tablename__ = "paper_particulars"
    __table_args__ = (UniqueConstraint("meeting_id", "paper"),)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"))
    paper: Mapped[str] = mapped_column(String(30))
    fields: Mapped[dict[str, Any]] = mapped_column(Document)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
