"""The dated tree of bodies: administrative units, agencies, unions, and what a commune's officers add below it."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Model


class Unit(Model):
    """A body that holds congresses or sends delegates, valid for a span of days.

    `level` is a code of seeds/levels.json (nation, province, district, commune, base), `kind` the sort of body
    inside it (xa, thi_tran, co_quan, doan_the, thon, truong …). A unit is matched by code and day, never by name.
    """

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="dates"),
        Index("ix_unit_parent_sort", "parent_id", "sort_key"),
    )
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(160))
    level: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(30))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    sort_key: Mapped[bytes]
    search_key: Mapped[str] = mapped_column(String(200), index=True)
    version: Mapped[int] = mapped_column(default=1)
    parent: Mapped["Unit | None"] = relationship(remote_side="Unit.id")
    __mapper_args__ = {"version_id_col": version}


class UnitSuccession(Model):
    """The body `old` went over into the body `new` on a day (merger, renaming)."""

    __tablename__ = "unit_succession"
    __table_args__ = (UniqueConstraint("old_id", "new_id"),)
    old_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    new_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    happened_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(300))


class HeadCount(Model):
    """A declared number of cán bộ, công chức, viên chức, người lao động; never derived from anything."""

    __tablename__ = "head_count"
    __table_args__ = (UniqueConstraint("unit_id", "counted_on"), CheckConstraint("number >= 0", name="number"))
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    number: Mapped[int]
    counted_on: Mapped[date]
    definition: Mapped[str] = mapped_column(String(300))
    declared_by: Mapped[str] = mapped_column(String(160))
