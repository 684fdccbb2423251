"""Giving and taking roles."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from congress import audit
from congress.accounts.closing import keep_an_administrator
from congress.accounts.models import Role, User
from congress.accounts.permissions import MEETING_ROLES, UNIT_ROLES
from congress.accounts.scope import Scope, contains, roles_in
from congress.accounts.users import by_id, by_login, create_user, fold_login
from congress.db import transaction
from congress.errors import NotFound, Refused


@dataclass(frozen=True)
class RoleWish:
    """A role to be given: on a body, at a meeting, or (neither) in the whole installation."""

    name: str
    unit_id: uuid.UUID | None = None
    meeting_id: uuid.UUID | None = None


def grant(
    actor: str,
    now: datetime,
    user: User,
    name: str,
    *,
    unit_id: uuid.UUID | None = None,
    meeting_id: uuid.UUID | None = None,
) -> Role:
    """Give a role on a unit or a meeting; giving it twice changes nothing.

    Raises:
        Refused: `role_unknown` when the role does not exist in that scope.
    """
    allowed = UNIT_ROLES if unit_id else MEETING_ROLES if meeting_id else ("administrator",)
    if name not in allowed:
        raise Refused("role_unknown", field="role", role=name)
    with transaction() as session:
        user = session.get_one(User, user.id)
        for role in user.roles:
            if (role.name, role.unit_id, role.meeting_id) == (name, unit_id, meeting_id):
                return role
        role = Role(name=name, unit_id=unit_id, meeting_id=meeting_id)
        user.roles.append(role)
        session.flush()
        _record(session, actor, now, "accounts.grant", role)
        return role


def revoke(actor: str, now: datetime, role_id: uuid.UUID) -> None:
    """Take a role away.

    Raises:
        NotFound: the role does not exist (any more).
        Refused: `administrator_last`.
    """
    with transaction() as session:
        role = session.get(Role, role_id)
        if role is None:
            raise NotFound
        if role.name == "administrator":
            keep_an_administrator(session, role.user)
        _record(session, actor, now, "accounts.revoke", role)
        role.user.roles.remove(role)


def give(actor: str, now: datetime, scope: Scope, user_id: uuid.UUID, wish: RoleWish) -> Role:
    """Give a role inside the scope.

    Raises:
        NotFound: no such user, or the place lies outside the scope.
        Refused: `account_closed`, `role_unknown`.
    """
    with transaction() as session:
        user = by_id(session, user_id)
        if not contains(scope, wish.unit_id, wish.meeting_id):
            raise NotFound
        if not user.active:
            raise Refused("account_closed", field="login", login=user.login)
        return grant(actor, now, user, wish.name, unit_id=wish.unit_id, meeting_id=wish.meeting_id)


def give_by_login(actor: str, now: datetime, scope: Scope, login: str, wish: RoleWish) -> Role:
    """Give a role inside the scope to whoever signs in with this name.

    Raises:
        Refused: `login_unknown`, `account_closed`, `role_unknown`.
        NotFound: the place lies outside the scope.
    """
    with transaction() as session:
        user = by_login(session, fold_login(login))
        if user is None:
            raise Refused("login_unknown", field="login", login=fold_login(login))
        return give(actor, now, scope, user.id, wish)


def create_with_role(
    actor: str, now: datetime, scope: Scope, login: str, display_name: str, password: str, wish: RoleWish | None
) -> User:
    """A new user with a first role inside the scope; only an administrator may leave the role for later.

    Raises:
        NotFound: the place lies outside the scope.
        Refused: as `create_user` and `give`.
    """
    with transaction():
        user = create_user(actor, now, login, display_name, password)
        if wish is not None:
            give(actor, now, scope, user.id, wish)
        elif not scope.everywhere:
            raise Refused("role_missing", field="role")
        return user


def take(actor: str, now: datetime, scope: Scope, role_id: uuid.UUID) -> None:
    """Take a role inside the scope away from somebody else.

    Raises:
        NotFound: no such role, or it lies outside the scope.
        Refused: `role_own`, `administrator_last`.
    """
    with transaction() as session:
        role = session.execute(select(Role).where(Role.id == role_id, roles_in(scope))).scalar_one_or_none()
        if role is None:
            raise NotFound
        if role.user.login == actor:
            raise Refused("role_own")
        revoke(actor, now, role.id)


def _record(session: Session, actor: str, now: datetime, act: str, role: Role) -> None:
    where = f"unit {role.unit_id}" if role.unit_id else f"meeting {role.meeting_id}" if role.meeting_id else "installation"
    subject = f"user {role.user.login}"
    audit.record(
        session, at=now, actor=actor, act=act, subject=subject, meeting_id=role.meeting_id, role=role.name, scope=where
    )
