"""Changing passwords: one's own, or somebody's who has forgotten theirs."""

import uuid
from datetime import datetime

from congress import audit
from congress.accounts.hashing import PASSWORD_MINIMUM, fits, hash_password
from congress.accounts.models import User
from congress.accounts.queries import may_reset
from congress.accounts.scope import Scope
from congress.accounts.users import by_id
from congress.db import transaction
from congress.errors import NotAllowed, Refused

__all__ = ["PASSWORD_MINIMUM", "change_own_password", "reset_password", "set_password"]


def set_password(actor: str, now: datetime, user_id: uuid.UUID, password: str) -> User:
    """Replace a password; every session begun with the old one ends.

    Raises:
        Refused: `password_short`, `password_long`.
        NotFound: no such user.
    """
    hashed = hash_password(password)
    with transaction() as session:
        user = by_id(session, user_id)
        user.password_hash = hashed
        audit.record(session, at=now, actor=actor, act="accounts.password", subject=f"user {user.login}")
        return user


def change_own_password(now: datetime, user_id: uuid.UUID, old: str, password: str) -> User:
    """Replace one's own password, knowing the old one.

    Raises:
        Refused: `password_wrong`, `password_same`, `password_short`, `password_long`.
    """
    with transaction() as session:
        user = by_id(session, user_id)
        if not fits(user, old):
            raise Refused("password_wrong", field="old")
        if old == password:
            raise Refused("password_same", field="password")
        return set_password(user.login, now, user_id, password)


def reset_password(actor: str, now: datetime, scope: Scope, user_id: uuid.UUID, password: str) -> User:
    """Replace the password of somebody whose every role lies inside the scope.

    Raises:
        NotFound: the user holds no role here.
        NotAllowed: the user also works elsewhere; whoever answers for both must do it.
        Refused: `account_own_password`, `password_short`, `password_long`.
    """
    with transaction() as session:
        user = by_id(session, user_id)
        if user.login == actor:
            raise Refused("account_own_password", field="password")
        if not may_reset(scope, user_id):
            raise NotAllowed
        return set_password(actor, now, user_id, password)
