"""Reading the roster: filters, pages, one delegate with the history of the status."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from congress.db import db
from congress.delegates.models import Delegate, DelegateStatus
from congress.delegates.nomination import LIVE
from congress.delegates.scope import EVERYBODY, Scope
from congress.errors import NotFound
from congress.meetings.models import Meeting
from congress.people.models import Person
from congress.rules.names import search_key
from congress.units.models import Unit

PAGE = 40
SLICE = 500


@dataclass(frozen=True)
class Filter:
    """What to show: text looked up in the name without accents, or a number; '' and None leave a field open.

    `status` is a status or `live` (all who are still to come); `order` is `name` (given name first) or `unit`.
    """

    text: str = ""
    unit_id: uuid.UUID | None = None
    group: str = ""
    kind: str = ""
    status: str = ""
    order: str = "name"


@dataclass(frozen=True)
class Page:
    """One page of the roster, numbered from 1."""

    rows: Sequence[Delegate]
    number: int
    pages: int
    total: int


def page(meeting: Meeting, wanted: Filter, number: int = 1, scope: Scope = EVERYBODY, size: int = PAGE) -> Page:
    """One page with person, unit and group of each, in three queries; a number beyond the last page gives the last."""
    statement = _narrowed(meeting, wanted, scope)
    total = db.session.execute(statement.with_only_columns(func.count()).order_by(None)).scalar_one()
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    rows = db.session.execute(_ordered(statement, wanted).limit(size).offset((number - 1) * size)).scalars().all()
    return Page(rows, number, pages, total)


def everybody(meeting: Meeting, wanted: Filter = Filter(), scope: Scope = EVERYBODY) -> list[Delegate]:
    """All rows that fit, with person, unit, group and traits, for a file or a paper."""
    statement = _ordered(_narrowed(meeting, wanted, scope), wanted).options(selectinload(Delegate.traits))
    return list(db.session.execute(statement).scalars())


def namesakes(meeting: Meeting, names: Iterable[str], scope: Scope = EVERYBODY) -> list[Delegate]:
    """Delegates whose name is spelled, accents aside, like one of these, with person, unit, group and traits.

    Two queries per 500 different names: a long roster is not read whole for a short list.
    """
    keys = sorted({search_key(name)[:200] for name in names})
    found: list[Delegate] = []
    for start in range(0, len(keys), SLICE):
        narrowed = _narrowed(meeting, Filter(), scope).where(Delegate.search_key.in_(keys[start : start + SLICE]))
        statement = _ordered(narrowed, Filter()).options(selectinload(Delegate.traits))
        found += db.session.execute(statement).scalars()
    return found


def numbers(meeting: Meeting, wanted: Filter, scope: Scope = EVERYBODY) -> list[int]:
    """Numbers of all rows that fit."""
    statement = _narrowed(meeting, wanted, scope).with_only_columns(Delegate.number).order_by(Delegate.number)
    return list(db.session.execute(statement).scalars())


def _narrowed(meeting: Meeting, wanted: Filter, scope: Scope) -> Select[tuple[Delegate]]:
    statement = scope.narrow(select(Delegate).where(Delegate.meeting_id == meeting.id))
    if wanted.unit_id:
        statement = statement.where(Delegate.unit_id == wanted.unit_id)
    if wanted.group:
        ids = [group.id for group in meeting.groups if group.code == wanted.group]
        statement = statement.where(Delegate.group_id.in_(ids))
    if wanted.kind:
        statement = statement.where(Delegate.kind == wanted.kind)
    if wanted.status:
        statement = statement.where(Delegate.status.in_(LIVE if wanted.status == "live" else [wanted.status]))
    return _with_text(statement, wanted.text)


def _with_text(statement: Select[tuple[Delegate]], text: str) -> Select[tuple[Delegate]]:
    key = search_key(text)
    if not key:
        return statement
    found = Delegate.search_key.contains(key, autoescape=True)
    if key.isascii() and key.isdigit() and len(key) < 7:
        found = or_(found, Delegate.number == int(key))
    return statement.where(found)


def _ordered(statement: Select[tuple[Delegate]], wanted: Filter) -> Select[tuple[Delegate]]:
    loaded = statement.options(joinedload(Delegate.person), joinedload(Delegate.group))
    if wanted.order == "unit":
        joined = loaded.outerjoin(Unit, Unit.id == Delegate.unit_id).options(contains_eager(Delegate.unit))
        return joined.order_by(Unit.sort_key.nulls_last(), Unit.id, Delegate.sort_key, Delegate.id)
    return loaded.options(joinedload(Delegate.unit)).order_by(Delegate.sort_key, Delegate.id)


def by_number(meeting: Meeting, number: int, scope: Scope = EVERYBODY) -> Delegate:
    """One delegate of this meeting with person, unit, group and traits.

    Raises:
        NotFound: there is none with this number, or not within the scope.
    """
    statement = scope.narrow(select(Delegate).where(Delegate.meeting_id == meeting.id, Delegate.number == number))
    loaded = statement.options(
        joinedload(Delegate.person), joinedload(Delegate.unit), joinedload(Delegate.group), selectinload(Delegate.traits)
    )
    delegate = db.session.execute(loaded).scalar_one_or_none()
    if delegate is None:
        raise NotFound
    return delegate


def history(delegate: Delegate) -> list[DelegateStatus]:
    """The steps of one delegate's status, oldest first."""
    statement = (
        select(DelegateStatus)
        .where(DelegateStatus.meeting_id == delegate.meeting_id, DelegateStatus.delegate_id == delegate.id)
        .order_by(DelegateStatus.at, DelegateStatus.id)
    )
    return list(db.session.execute(statement).scalars())


def replaced_by(delegate: Delegate) -> Delegate | None:
    """Who came in this delegate's place, or None."""
    statement = select(Delegate).where(Delegate.meeting_id == delegate.meeting_id, Delegate.replaces_id == delegate.id)
    return db.session.execute(statement.options(joinedload(Delegate.person)).order_by(Delegate.number)).scalars().first()


def replaced(delegate: Delegate) -> Delegate | None:
    """Whose place this delegate took, or None."""
    if delegate.replaces_id is None:
        return None
    return db.session.get(Delegate, delegate.replaces_id, options=[joinedload(Delegate.person)])


def homonyms(meeting: Meeting, name: str, scope: Scope = EVERYBODY) -> list[Delegate]:
    """Delegates of this meeting whose name is spelled alike without accents."""
    statement = (
        select(Delegate)
        .join(Person, Person.id == Delegate.person_id)
        .where(Delegate.meeting_id == meeting.id, Delegate.search_key == search_key(name)[:200])
        .options(contains_eager(Delegate.person), joinedload(Delegate.unit))
        .order_by(Delegate.number)
    )
    return list(db.session.execute(scope.narrow(statement)).scalars())
