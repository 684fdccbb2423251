"""The roster counted: one row per unit, group, kind and status, in one query whatever the number of delegates."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import case, func, select

from congress.db import db
from congress.delegates.models import Delegate, DelegateTrait
from congress.delegates.nomination import LIVE
from congress.delegates.scope import EVERYBODY, Scope
from congress.meetings.models import Meeting
from congress.people.models import Person

YOUTH = (16, 30)
"""Thanh niên: from full 16 to 30 years (Luật Thanh niên 2020, Điều 1), counted by year of birth."""


@dataclass(frozen=True)
class Tally:
    """So many `people` of one unit, group (its code, '' without), kind and status; of them women, youth and leaders."""

    unit_id: uuid.UUID | None
    group_id: uuid.UUID | None
    group: str
    kind: str
    status: str
    people: int
    women: int
    youth: int
    leading: int

    @property
    def counts(self) -> bool:
        """True for those who stand in the figures: delegates and guests, not those who work at the congress."""
        return self.kind != "non_delegate"


def tallies(meeting: Meeting, scope: Scope = EVERYBODY, statuses: Iterable[str] = LIVE) -> list[Tally]:
    """The counts of a meeting, by default of everybody who is still to come."""
    codes = {group.id: group.code for group in meeting.groups}
    year = meeting.held_on.year if meeting.held_on else meeting.created_at.year
    young = Person.birth_year.between(year - YOUTH[1], year - YOUTH[0])
    keys = (Delegate.unit_id, Delegate.group_id, Delegate.kind, Delegate.status)
    statement = (
        select(
            *keys,
            func.count().label("people"),
            _number_of(Person.sex == "female").label("women"),
            _number_of(young).label("youth"),
            _number_of(Delegate.leading_post.is_(True)).label("leading"),
        )
        .join(Person, Person.id == Delegate.person_id)
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(list(statuses)))
        .group_by(*keys)
    )
    return [
        Tally(row.unit_id, row.group_id, codes.get(row.group_id, ""), row.kind, row.status, row.people, row.women, row.youth,
              row.leading)
        for row in db.session.execute(scope.narrow(statement))
    ]  # fmt: skip


def _number_of(condition):
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def trait_counts(meeting: Meeting, scope: Scope = EVERYBODY, statuses: Iterable[str] = LIVE) -> dict[str, int]:
    """How many of those who stand in the figures bear each trait."""
    statement = (
        select(DelegateTrait.code, func.count())
        .join(Delegate, (Delegate.meeting_id == DelegateTrait.meeting_id) & (Delegate.id == DelegateTrait.delegate_id))
        .where(DelegateTrait.meeting_id == meeting.id, Delegate.status.in_(list(statuses)), Delegate.kind != "non_delegate")
        .group_by(DelegateTrait.code)
    )
    return dict(db.session.execute(scope.narrow(statement)).all())
