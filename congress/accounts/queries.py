"""Reading users and their roles, a page at a time and in a constant number of queries."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from congress.accounts.models import Role, User
from congress.accounts.scope import Scope, meetings, roles_in
from congress.db import db
from congress.errors import NotFound
from congress.rules.names import search_key
from congress.units.models import Unit

PER_PAGE = 50


@dataclass(frozen=True)
class HeldRole:
    """A role and where it holds: on a body, at a meeting, or (neither) in the whole installation."""

    id: uuid.UUID
    user_id: uuid.UUID
    name: str
    unit_id: uuid.UUID | None
    unit_name: str | None
    meeting_number: int | None
    meeting_title: str | None


@dataclass(frozen=True)
class UserRow:
    """A user with the roles the reader may see."""

    user: User
    roles: Sequence[HeldRole]


@dataclass(frozen=True)
class UserPage:
    """One page of a list of users; `total` counts all pages."""

    rows: Sequence[UserRow]
    number: int
    pages: int
    total: int


def user_page(scope: Scope, text: str = "", page: int = 1) -> UserPage:
    """Users by sign-in name, those with a role inside the scope; `text` is part of a name, accents do not matter."""
    statement = _visible(scope)
    if wanted := search_key(text):
        statement = statement.where(User.search_key.contains(wanted, autoescape=True))
    total = db.session.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(page, 1), pages)
    ordered = statement.order_by(User.login, User.id).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    return UserPage(_rows(scope, list(db.session.execute(ordered).scalars())), number, pages, total)


def user_row(scope: Scope, user_id: uuid.UUID) -> UserRow:
    """One user with the roles inside the scope.

    Raises:
        NotFound: no such user, or none with a role inside the scope.
    """
    found = db.session.execute(_visible(scope).where(User.id == user_id)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return _rows(scope, [found])[0]


def held_at(meeting_id: uuid.UUID) -> list[UserRow]:
    """Everybody with a role at this meeting, by sign-in name."""
    scope = Scope(meeting_id=meeting_id)
    return list(_rows(scope, list(db.session.execute(_visible(scope).order_by(User.login, User.id)).scalars())))


def may_reset(scope: Scope, user_id: uuid.UUID) -> bool:
    """Whether every role of this user lies inside the scope, so that nobody gains a right elsewhere with the password.

    Raises:
        NotFound: the user holds no role inside the scope.
    """
    user_row(scope, user_id)
    outside = select(Role.id).where(Role.user_id == user_id, Role.id.not_in(select(Role.id).where(roles_in(scope))))
    return db.session.execute(outside.limit(1)).first() is None


def _visible(scope: Scope) -> Select[tuple[User]]:
    if scope.everywhere:
        return select(User)
    return select(User).where(User.id.in_(select(Role.user_id).where(roles_in(scope))))


def _rows(scope: Scope, found: Sequence[User]) -> list[UserRow]:
    held: dict[uuid.UUID, list[HeldRole]] = {user.id: [] for user in found}
    for role in _held(scope, held):
        held[role.user_id].append(role)
    return [UserRow(user, held[user.id]) for user in found]


def _held(scope: Scope, user_ids: Iterable[uuid.UUID]) -> list[HeldRole]:
    meeting = meetings()
    statement = (
        select(Role.id, Role.user_id, Role.name, Role.unit_id, Unit.name, meeting.c.number, meeting.c.title)
        .outerjoin(Unit, Unit.id == Role.unit_id)
        .outerjoin(meeting, meeting.c.id == Role.meeting_id)
        .where(Role.user_id.in_(list(user_ids)), roles_in(scope))
        .order_by(Role.id)
    )
    return [HeldRole(*row) for row in db.session.execute(statement)]
