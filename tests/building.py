"""Builders without surprises: each makes one thing through the product's own services."""

from datetime import date, datetime, time
from typing import Any

from flask import Flask
from sqlalchemy import select

from congress.accounts import service as accounts
from congress.accounts.models import User
from congress.db import transaction
from congress.meetings.models import Meeting, MeetingSession, SeatGroup
from congress.meetings.service import next_number
from congress.plans.models import Plan, RuleSetVersion
from congress.units import service as units
from congress.units.models import Unit

ACTOR = "bộ kiểm thử"
PASSWORD = "mat-khau-thu"
GROUPS = (
    ("farmers_workers", "Nông dân, người trực tiếp sản xuất", "core", "#1b6e53"),
    ("exemplars", "Điển hình tiên tiến tiêu biểu", "core", "#8a5a00"),
    ("leaders", "Đại biểu lãnh đạo", "other", "#274b8f"),
    ("guests", "Đại biểu khách mời", "other", "#5b5b66"),
)


class Builder:
    """`build.unit(...)`, `build.user(...)`, `build.meeting(...)`."""

    def __init__(self, app: Flask, now: datetime) -> None:
        self.app = app
        self.now = now
        self._count = 0

    def _next(self) -> int:
        self._count += 1
        return self._count

    def unit(
        self, name: str = "", *, parent: Unit | None = None, level: str = "commune", kind: str = "xa", code: str = ""
    ) -> Unit:
        """A body; without a name one is made up."""
        number = self._next()
        wish = units.NewUnit(
            code=code or f"T{number:04}",
            name=name or f"Xã Thử {number}",
            level=level,
            kind=kind,
            parent_id=parent.id if parent else None,
            position=number,
        )
        return units.add_units(ACTOR, self.now, [wish])[0]

    def district(self, communes: int = 0) -> tuple[Unit, list[Unit]]:
        """A district with so many communes."""
        district = self.unit("Huyện Thử", level="district", kind="huyen")
        return district, [self.unit(parent=district) for _ in range(communes)]

    def user(self, login: str = "", **scope: Any) -> User:
        """A user with the password of the tests; `role=`, `unit=` or `meeting=` give a role."""
        user = accounts.create_user(ACTOR, self.now, login or f"nguoi{self._next()}", "Người thử", PASSWORD)
        if scope:
            unit, meeting = scope.get("unit"), scope.get("meeting")
            accounts.grant(
                ACTOR,
                self.now,
                user,
                scope["role"],
                unit_id=unit.id if unit else None,
                meeting_id=meeting.id if meeting else None,
            )
        return user

    def give(self, user: User, role: str, *, unit: Unit | None = None, meeting: Meeting | None = None) -> None:
        """One more role."""
        scope = {"unit_id": unit.id if unit else None, "meeting_id": meeting.id if meeting else None}
        accounts.grant(ACTOR, self.now, user, role, **scope)

    def rule_set(self, code: str = "chi-lang-2024") -> RuleSetVersion:
        """A loaded rule set."""
        with transaction() as session:
            statement = select(RuleSetVersion).where(RuleSetVersion.code == code).order_by(RuleSetVersion.number.desc())
            return session.execute(statement).scalars().first()

    def plan(self, unit: Unit, code: str = "chi-lang-2024") -> Plan:
        """A plan of this body."""
        with transaction() as session:
            plan = Plan(
                unit_id=unit.id,
                rule_set_id=self.rule_set(code).id,
                title="Kế hoạch thử",
                issued_on=date(2024, 6, 10),
                term_from=2025,
                term_to=2030,
            )
            session.add(plan)
        return plan

    def meeting(self, unit: Unit | None = None, **fields: Any) -> Meeting:
        """A district conference with one morning session and four groups, unless told otherwise."""
        unit = unit or self.unit("Huyện Thử", level="district", kind="huyen")
        code = fields.pop("rule_set", "chi-lang-2024")
        values = {
            "title": "Hội nghị điển hình tiên tiến huyện Thử",
            "form_code": "hoi_nghi_dien_hinh",
            "held_on": date(2025, 4, 24),
            "place": "Hội trường huyện",
            "assembly": "delegates",
            "delegate_number": 300,
            "elects": True,
        } | fields
        with transaction() as session:
            meeting = Meeting(
                number=next_number(), unit_id=unit.id, rule_set_id=self.rule_set(code).id, created_at=self.now, **values
            )
            session.add(meeting)
            session.flush()
            session.add(
                MeetingSession(
                    meeting_id=meeting.id, number=1, name="Phiên chính thức", held_on=values["held_on"], starts_at=time(7, 30)
                )
            )
            for position, (group, name, share, colour) in enumerate(GROUPS):
                session.add(
                    SeatGroup(meeting_id=meeting.id, code=group, name=name, share=share, position=position, colour=colour)
                )
        return meeting
