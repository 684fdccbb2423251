"""Making and reading users."""

import re
import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from congress import audit
from congress.accounts.hashing import hash_password
from congress.accounts.models import User
from congress.db import db, transaction
from congress.errors import NotFound, Refused
from congress.rules.names import clean_name, search_key

NAME_LIMIT = 160
LOGIN_SHAPE = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")


def fold_login(login: str) -> str:
    """Sign-in names are compared without case and outer spaces."""
    return clean_name(login).casefold()


def display_names(logins: Iterable[str]) -> dict[str, str]:
    """The name of each account by its sign-in name, in one query; the sign-in name itself where no account has it."""
    wanted = set(logins)
    rows = db.session.execute(select(User.login, User.display_name).where(User.login.in_(sorted(wanted))))
    return {login: login for login in wanted} | dict(rows.all())


def create_user(actor: str, now: datetime, login: str, display_name: str, password: str, language: str = "vi") -> User:
    """A new user without roles.

    Raises:
        Refused: `login_missing`, `login_shape`, `login_taken`, `name_long`, `password_short`, `password_long`.
    """
    folded = fold_login(login)
    name = clean_name(display_name) or folded
    _check_names(folded, name)
    hashed = hash_password(password)
    with transaction() as session:
        if by_login(session, folded) is not None:
            raise Refused("login_taken", field="login", login=folded)
        user = User(login=folded, display_name=name, password_hash=hashed, created_at=now, language=language, active=True)
        user.search_key = search_key(f"{folded} {name}")[:250]
        session.add(user)
        session.flush()
        audit.record(session, at=now, actor=actor, act="accounts.create", subject=f"user {folded}")
        return user


def _check_names(login: str, name: str) -> None:
    if not login:
        raise Refused("login_missing", field="login")
    if not LOGIN_SHAPE.fullmatch(login):
        raise Refused("login_shape", field="login")
    if len(name) > NAME_LIMIT:
        raise Refused("name_long", field="display_name", limit=NAME_LIMIT)


def by_login(session: Session, login: str) -> User | None:
    """The user with this folded sign-in name."""
    return session.execute(select(User).where(User.login == login)).scalar_one_or_none()


def by_id(session: Session, user_id: uuid.UUID) -> User:
    """One user.

    Raises:
        NotFound: there is none with this key.
    """
    user = session.get(User, user_id)
    if user is None:
        raise NotFound
    return user


def set_language(now: datetime, user_id: uuid.UUID, language: str) -> None:
    """Remember the language a user reads."""
    with transaction() as session:
        user = by_id(session, user_id)
        user.language = language
        audit.record(session, at=now, actor=user.login, act="accounts.language", subject=f"user {user.login}", after=language)


def users(user_ids: Iterable[uuid.UUID] | None = None) -> list[User]:
    """Users with their roles, by sign-in name."""
    statement = select(User).options(selectinload(User.roles)).order_by(User.login, User.id)
    if user_ids is not None:
        statement = statement.where(User.id.in_(list(user_ids)))
    return list(db.session.execute(statement).scalars())
