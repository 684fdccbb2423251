"""The few rows of a roster that a rule has to look at one by one, picked out by the database."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Select, and_, func, or_, select

from congress.db import db
from congress.delegates.models import Delegate
from congress.delegates.nomination import LIVE
from congress.delegates.scope import EVERYBODY, Scope
from congress.meetings.models import Meeting
from congress.people.models import Person
from congress.rules import eligibility
from congress.rules.composition import Member, leaders_in_core
from congress.rules.eligibility import Nominee
from congress.rules.findings import Finding
from congress.rules.provisions import RatioRule
from congress.units.models import Unit

FOLDED_FROM = 6
"""From so many findings of one kind on they are told as one, with their number."""

FOLDABLE = ("delegate_double", "basis_missing", "minutes_missing", "leader_in_core", "seats_exceeded")


def doubles(meeting: Meeting, scope: Scope = EVERYBODY) -> tuple[Finding, ...]:
    """Pairs of one unit that may be one person; only rows that share unit and unaccented name are read."""
    shared = (
        select(Delegate.unit_id, Delegate.search_key)
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(LIVE))
        .group_by(Delegate.unit_id, Delegate.search_key)
        .having(func.count() > 1)
        .subquery()
    )
    same_unit = or_(Delegate.unit_id == shared.c.unit_id, and_(Delegate.unit_id.is_(None), shared.c.unit_id.is_(None)))
    statement = _nominees(meeting, scope).join(shared, and_(same_unit, Delegate.search_key == shared.c.search_key))
    return eligibility.doubles(_read(statement))


def basis(meeting: Meeting, scope: Scope = EVERYBODY) -> tuple[tuple[Finding, ...], Counter[str]]:
    """Official delegates whose basis, or the minutes behind it, is not named; and how many there are by code.

    Of a code with very many only the first is read: a roster without any basis has as many findings as people.
    """
    lacking = (
        Delegate.kind == "official",
        or_(Delegate.basis == "", and_(Delegate.basis == "chosen", Delegate.basis_paper == "")),
    )
    counted = (
        select(Delegate.basis, func.count().label("people"), func.min(Delegate.number).label("first"))
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(LIVE), *lacking)
        .group_by(Delegate.basis)
        .order_by(Delegate.basis)
    )
    rows = db.session.execute(scope.narrow(counted)).all()
    totals = Counter({"minutes_missing" if row.basis else "basis_missing": row.people for row in rows})
    few = [row.basis for row in rows if row.people < FOLDED_FROM]
    first = [row.first for row in rows]
    wanted = _nominees(meeting, scope).where(*lacking, or_(Delegate.basis.in_(few), Delegate.number.in_(first)))
    return eligibility.basis_missing(_read(wanted)), totals


def leaders(meeting: Meeting, rule: RatioRule) -> tuple[Finding, ...]:
    """Persons with a leading post who stand in a core group."""
    codes = {group.id: group.code for group in meeting.groups}
    statement = (
        select(Delegate.number, Person.name, Delegate.kind, Delegate.group_id)
        .join(Person, Person.id == Delegate.person_id)
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(LIVE), Delegate.leading_post.is_(True))
        .order_by(Delegate.number)
    )
    rows = db.session.execute(statement)
    return leaders_in_core((Member(str(r.number), r.name, r.kind, codes.get(r.group_id), True) for r in rows), rule)


def _nominees(meeting: Meeting, scope: Scope) -> Select:
    statement = (
        select(
            Delegate.number, Person.name, Unit.name.label("unit"), Person.birth_year, Delegate.kind, Delegate.basis,
            Delegate.basis_paper,
        )
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(LIVE))
        .order_by(Delegate.number)
    )  # fmt: skip
    return scope.narrow(statement)


def _read(statement: Select) -> list[Nominee]:
    return list(_each(db.session.execute(statement)))


def _each(rows: Iterable) -> Iterable[Nominee]:
    for row in rows:
        minutes = bool(row.basis_paper)
        yield Nominee(str(row.number), row.name, row.unit or "", row.birth_year, row.kind, row.basis, minutes)
