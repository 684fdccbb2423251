"""Rule sets as they were loaded, and the plan of a term that puts one in force."""

import uuid
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Document, Model
from congress.rules.ruleset import RuleSet
from congress.units.models import Unit


class RuleSetVersion(Model):
    """One loaded state of a rule set; `document` is the seed file as it was, so old meetings keep their law."""

    __tablename__ = "rule_set_version"
    __table_args__ = (UniqueConstraint("code", "number"),)
    code: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    checked: Mapped[bool]
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime]

    @cached_property
    def rules(self) -> RuleSet:
        """The document read, once for each time the row is loaded: a version never changes."""
        return RuleSet.from_document(self.document)


class Plan(Model):
    """Kế hoạch tổ chức đại hội, hội nghị các cấp of one body for one term."""

    __tablename__ = "plan"
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    rule_set_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rule_set_version.id"))
    title: Mapped[str] = mapped_column(String(400))
    paper_number: Mapped[str] = mapped_column(String(60), default="")
    issued_on: Mapped[date | None]
    term_from: Mapped[int]
    term_to: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship()
    rule_set: Mapped[RuleSetVersion] = relationship()
    __mapper_args__ = {"version_id_col": version}
