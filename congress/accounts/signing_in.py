"""Who is at the keyboard: name and password, then the session's own mark."""

import hmac
import uuid

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from congress.accounts.hashing import fits
from congress.accounts.models import User
from congress.accounts.users import by_login, fold_login
from congress.db import db
from congress.errors import Refused


def sign_in(login: str, password: str) -> User:
    """The user with this name and password; the same time is spent on an unknown name.

    Raises:
        Refused: `sign_in_failed`.
    """
    user = by_login(db.session(), fold_login(login))
    if not fits(user, password) or user is None or not user.active:
        raise Refused("sign_in_failed", field="password")
    return user


def load_user(session_id: str) -> User | None:
    """The active user behind a session, with roles, in two queries.

    None when the key means nobody, the account is closed, or its password has changed since the session began.
    """
    key, _dot, mark = session_id.partition(".")
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        return None
    statement = select(User).where(User.id == wanted).options(selectinload(User.roles))
    user = db.session.execute(statement).scalar_one_or_none()
    if user is None or not user.active or not hmac.compare_digest(mark, user.session_mark):
        return None
    return user
