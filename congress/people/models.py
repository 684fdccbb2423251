"""Persons, with what is sensitive sealed and apart."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Model
from congress.units.models import Unit


class Person(Model):
    """A human being as the papers name them. Nothing here is sensitive; see PersonParticulars."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name="birth_year"),
        CheckConstraint("birth_month IS NULL OR birth_month BETWEEN 1 AND 12", name="birth_month"),
        CheckConstraint("birth_day IS NULL OR birth_day BETWEEN 1 AND 31", name="birth_day"),
        CheckConstraint("sex IN ('', 'female', 'male')", name="sex"),
        Index("ix_person_unit_sort", "unit_id", "sort_key"),
    )
    name: Mapped[str] = mapped_column(String(160))
    sort_key: Mapped[bytes]
    search_key: Mapped[str] = mapped_column(String(200), index=True)
    sex: Mapped[str] = mapped_column(String(6), default="")
    birth_year: Mapped[int | None]
    birth_month: Mapped[int | None]
    birth_day: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit | None] = relationship()
    particulars: Mapped["PersonParticulars | None"] = relationship(
        back_populates="person", cascade="all, delete-orphan", uselist=False
    )
    __mapper_args__ = {"version_id_col": version}


class PersonParticulars(Model):
    """dân tộc, tôn giáo, đảng viên, trình độ, số căn cước …: one sealed AES-GCM blob (people/sealing.py), never searched or
    sorted by. `identity_mark` is the HMAC of the identity number in it, to be compared for equality and for nothing else.
    """

    __tablename__ = "person_particulars"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    sealed: Mapped[bytes]
    identity_mark: Mapped[bytes | None] = mapped_column(index=True)
    person: Mapped[Person] = relationship(back_populates="particulars")
