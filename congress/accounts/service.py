"""Signing in, users, roles, and which role permits what where."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from congress import audit
from congress.accounts.models import Role, User
from congress.db import db, transaction
from congress.errors import NotFound, Refused
from congress.rules.names import clean_name

READ = frozenset({"meeting.view", "delegates.view", "papers.make"})
OWN_DELEGATION = frozenset({"meeting.view", "delegates.nominate"})
DOOR = frozenset({"meeting.view", "door.scan", "door.view"})
ORGANIZE = READ | frozenset(
    {
        "meeting.edit",
        "agenda.edit",
        "allocation.edit",
        "delegates.edit",
        "delegates.nominate",
        "particulars.view",
        "badges.print",
        "door.scan",
        "door.view",
        "awards.edit",
        "elections.edit",
        "submissions.send",
        "submissions.receive",
        "history.view",
    }
)
UNIT_OFFICE = frozenset({"unit.view", "unit.edit", "meeting.create"})
STANDING_BODY = UNIT_OFFICE | frozenset({"plan.edit", "accounts.edit", "unit.watch"})
EVERYTHING = ORGANIZE | STANDING_BODY | frozenset({"installation.admin"})

UNIT_ROLES = ("standing_body", "unit_officer", "viewer")
MEETING_ROLES = ("organizer", "door", "viewer")
PASSWORD_MINIMUM = 8

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


def is_administrator(user: User) -> bool:
    """True for the installation's administrator."""
    return any(role.name == "administrator" for role in user.roles)


def permissions_on_meeting(
    user: User, meeting_id: uuid.UUID, above: Sequence[uuid.UUID], below: dict[uuid.UUID, list[uuid.UUID]]
) -> frozenset[str]:
    """What this user may do at one meeting.

    Args:
        above: the holding unit's key first, then its parents' up to the root.
        below: for each unit the user has a role on, the keys from it up to the root.
    """
    if is_administrator(user):
        return EVERYTHING - {"installation.admin"}
    granted: set[str] = set()
    for role in user.roles:
        if role.meeting_id == meeting_id:
            granted |= {"organizer": ORGANIZE, "door": DOOR, "viewer": READ}.get(role.name, frozenset())
        elif role.unit_id is not None:
            granted |= _through_unit(role, above, below.get(role.unit_id, []))
    return frozenset(granted)


def _through_unit(role: Role, above: Sequence[uuid.UUID], chain: list[uuid.UUID]) -> frozenset[str]:
    holder = above[0]
    if role.unit_id == holder:
        return {"standing_body": ORGANIZE, "unit_officer": ORGANIZE, "viewer": READ}.get(role.name, frozenset())
    if role.unit_id in above:
        return READ if role.name in ("standing_body", "viewer") else frozenset()
    if holder in chain and role.name in ("standing_body", "unit_officer"):
        return OWN_DELEGATION
    return frozenset()


def permissions_on_unit(user: User, above: Sequence[uuid.UUID]) -> frozenset[str]:
    """What this user may do with one body; `above` is its key first, then its parents' up to the root."""
    if is_administrator(user):
        return EVERYTHING
    granted: set[str] = set()
    for role in user.roles:
        if role.unit_id not in above:
            continue
        if role.name == "standing_body":
            granted |= STANDING_BODY
        elif role.name == "unit_officer" and role.unit_id == above[0]:
            granted |= UNIT_OFFICE
        elif role.name == "unit_officer":
            granted |= {"unit.view", "unit.edit"}
        else:
            granted |= {"unit.view"}
    return frozenset(granted)


def own_units(user: User) -> list[uuid.UUID]:
    """Bodies the user speaks for when a delegation is named."""
    return [role.unit_id for role in user.roles if role.unit_id and role.name in ("standing_body", "unit_officer")]


def load_user(user_id: str) -> User | None:
    """The active user behind a session, with roles, in two queries; None when the key means nobody."""
    try:
        key = uuid.UUID(user_id)
    except ValueError:
        return None
    user = db.session.get(User, key, options=[selectinload(User.roles)])
    return user if user is not None and user.active else None


def sign_in(login: str, password: str) -> User:
    """The user with this name and password; the same time is spent on an unknown name.

    Raises:
        Refused: `sign_in_failed`.
    """
    user = db.session.execute(select(User).where(User.login == fold_login(login))).scalar_one_or_none()
    try:
        _hasher.verify(user.password_hash if user else _NOBODY, password)
    except (VerificationError, InvalidHashError) as problem:
        raise Refused("sign_in_failed", field="password") from problem
    if user is None or not user.active:
        raise Refused("sign_in_failed", field="password")
    return user


def fold_login(login: str) -> str:
    """Sign-in names are compared without case and outer spaces."""
    return clean_name(login).casefold()


def create_user(actor: str, now: datetime, login: str, display_name: str, password: str, language: str = "vi") -> User:
    """A new user without roles.

    Raises:
        Refused: `login_missing`, `login_taken`, `password_short`.
    """
    folded = fold_login(login)
    if not folded:
        raise Refused("login_missing", field="login")
    hashed = hash_password(password)
    with transaction() as session:
        if session.execute(select(User.id).where(User.login == folded)).first():
            raise Refused("login_taken", field="login", login=folded)
        name = clean_name(display_name) or folded
        user = User(login=folded, display_name=name, password_hash=hashed, created_at=now, language=language, active=True)
        session.add(user)
        session.flush()
        audit.record(session, at=now, actor=actor, act="accounts.create", subject=f"user {folded}")
        return user


def hash_password(password: str) -> str:
    """Argon2id hash.

    Raises:
        Refused: `password_short`.
    """
    if len(password) < PASSWORD_MINIMUM:
        raise Refused("password_short", field="password", minimum=PASSWORD_MINIMUM)
    return _hasher.hash(password)


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
        raise Refused("role_unknown", role=name)
    with transaction() as session:
        user = session.get_one(User, user.id)
        for role in user.roles:
            if (role.name, role.unit_id, role.meeting_id) == (name, unit_id, meeting_id):
                return role
        role = Role(name=name, unit_id=unit_id, meeting_id=meeting_id)
        user.roles.append(role)
        session.flush()
        scope = f"unit {unit_id}" if unit_id else f"meeting {meeting_id}" if meeting_id else "installation"
        audit.record(session, at=now, actor=actor, act="accounts.grant", subject=f"user {user.login}", role=name, scope=scope)
        return role


def revoke(actor: str, now: datetime, role_id: uuid.UUID) -> None:
    """Take a role away.

    Raises:
        NotFound: the role does not exist (any more).
    """
    with transaction() as session:
        role = session.get(Role, role_id)
        if role is None:
            raise NotFound
        audit.record(session, at=now, actor=actor, act="accounts.revoke", subject=f"user {role.user.login}", role=role.name)
        session.delete(role)


def set_password(actor: str, now: datetime, user_id: uuid.UUID, password: str) -> None:
    """Replace a password.

    Raises:
        Refused: `password_short`.
    """
    hashed = hash_password(password)
    with transaction() as session:
        user = session.get(User, user_id)
        if user is None:
            raise NotFound
        user.password_hash = hashed
        audit.record(session, at=now, actor=actor, act="accounts.password", subject=f"user {user.login}")


def set_language(now: datetime, user_id: uuid.UUID, language: str) -> None:
    """Remember the language a user reads."""
    with transaction() as session:
        user = session.get_one(User, user_id)
        user.language = language
        audit.record(session, at=now, actor=user.login, act="accounts.language", subject=f"user {user.login}", after=language)


def users(user_ids: Iterable[uuid.UUID] | None = None) -> list[User]:
    """Users with their roles, by sign-in name."""
    statement = select(User).options(selectinload(User.roles)).order_by(User.login, User.id)
    if user_ids is not None:
        statement = statement.where(User.id.in_(list(user_ids)))
    return list(db.session.execute(statement).scalars())
