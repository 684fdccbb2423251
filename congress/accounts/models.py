"""Users, and the roles they hold on units and meetings."""

import hashlib
import uuid
from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from congress.db import Model


class User(UserMixin, Model):
    """A person who signs in; `login` is stored folded to lower case."""

    __tablename__ = "user_account"
    login: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(160))
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(5), default="vi")
    created_at: Mapped[datetime]
    search_key: Mapped[str] = mapped_column(String(250), default="")
    roles: Mapped[list["Role"]] = relationship(back_populates="user", cascade="all, delete-orphan", order_by="Role.id")

    @property
    def is_active(self) -> bool:
        """A closed account keeps its history and cannot sign in."""
        return self.active

    @property
    def session_mark(self) -> str:
        """Changes with the password: what a session carries to prove that it was begun with the present one."""
        return hashlib.sha256(self.password_hash.encode()).hexdigest()[:16]

    def get_id(self) -> str:
        """What the session keeps: the key and the mark of the password."""
        return f"{self.id}.{self.session_mark}"


class Role(Model):
    """administrator (installation) · standing_body, unit_officer, viewer (a unit) · organizer, door, viewer (a meeting)."""

    __tablename__ = "role"
    __table_args__ = (
        CheckConstraint("unit_id IS NULL OR meeting_id IS NULL", name="one_scope"),
        Index(
            "uq_role_unit",
            "user_id",
            "name",
            "unit_id",
            unique=True,
            sqlite_where=text("unit_id IS NOT NULL"),
            postgresql_where=text("unit_id IS NOT NULL"),
        ),
        Index(
            "uq_role_meeting",
            "user_id",
            "name",
            "meeting_id",
            unique=True,
            sqlite_where=text("meeting_id IS NOT NULL"),
            postgresql_where=text("meeting_id IS NOT NULL"),
        ),
    )
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    meeting_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    user: Mapped[User] = relationship(back_populates="roles")
